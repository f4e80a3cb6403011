//! What is read out of a document once, with spans, and shared by all rules. So far: quotations.

mod quotations;

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
            quotations::quotations(document.prose(), block.content, &mut quotations);
        }
        Self { quotations }
    }

    /// The quotations in double (straight or curly) marks, marks included, in order, never overlapping.
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
