//! Words that the house does not write: `reject` in the vocabulary of `lint.toml`.

use super::hit;
use crate::document::Span;
use crate::finding::Safety;
use crate::kinds::replacement::keep_case;
use crate::kinds::{Context, DocumentCheck, Hit};
use crate::lexicon::without_possessive;

pub(super) struct RejectedWords;

impl DocumentCheck for RejectedWords {
    fn values(&self) -> Vec<String> {
        vec!["suggestion".to_owned()]
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let (document, vocabulary) = (context.document, context.vocabulary);
        if !vocabulary.rejects_any() {
            return;
        }
        for block in context.blocks() {
            for word in document.words_of(block) {
                let text = without_possessive(&document.prose()[word.span.range()]);
                let Some((rejected, instead)) = vocabulary.rejected(text) else { continue };
                let span = Span::new(word.span.start(), word.span.start() + text.len());
                let instead = keep_case(text, rejected, instead);
                hits.push(hit(document.prose(), span, Some(instead), Safety::Unsafe));
            }
        }
    }
}
