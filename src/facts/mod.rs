//! What is read out of a document once, with spans, and shared by all rules. So far: quotations.

mod quotations;
mod single_marks;

use crate::document::{Document, Span};

/// The facts of one document.
#[derive(Debug, Default)]
pub struct Facts {
    quotations: Vec<Span>,
}

impl Facts {
    /// Reads the facts out of a document; linear.
    #[must_use]
    pub fn read(document: &Document<'_>) -> Self {
        let mut quotations = Vec::new();
        for block in document.blocks() {
            let start = quotations.len();
            quotations::quotations(document.prose(), block.content, &mut quotations);
            let mut single = Vec::new();
            single_marks::quotations(document.prose(), block.content, &quotations[start..], &mut single);
            if !single.is_empty() {
                quotations.append(&mut single);
                quotations[start..].sort_unstable();
            }
        }
        Self { quotations }
    }

    /// The quotations in double and in single marks, marks included, in order, never overlapping.
    #[must_use]
    pub fn quotations(&self) -> &[Span] {
        &self.quotations
    }

    /// Whether all of `span` lies inside one quotation. Logarithmic.
    #[must_use]
    pub fn in_quotation(&self, span: Span) -> bool {
        let after = self.quotations.partition_point(|quotation| quotation.start() <= span.start());
        after.checked_sub(1).is_some_and(|index| self.quotations[index].contains(span))
    }
}
