//! Words that the house does not write: `reject` in the vocabulary of `lint.toml`.

use super::hit;
use super::unusual::is_address;
use crate::document::Span;
use crate::finding::Safety;
use crate::kinds::replacement::keep_case;
use crate::kinds::{Context, DocumentCheck, Hit};
use crate::lexicon::{Vocabulary, without_possessive};

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
                for span in spans(vocabulary, document.prose(), word.span) {
                    let text = &document.prose()[span.range()];
                    if let Some((rejected, instead)) = vocabulary.rejected(text)
                        && !is_address(document.prose(), span)
                    {
                        let instead = keep_case(text, rejected, instead);
                        hits.push(hit(document.prose(), span, Some(instead), Safety::Unsafe));
                    }
                }
            }
        }
    }
}

/// The word without its possessive ending; where the house does not reject it as it is, its parts between hyphens.
fn spans(vocabulary: &Vocabulary, prose: &str, word: Span) -> Vec<Span> {
    let text = without_possessive(&prose[word.range()]);
    let mut at = word.start();
    if !text.contains('-') || vocabulary.rejected(text).is_some() {
        return vec![Span::new(at, at + text.len())];
    }
    let span = |part: &str| {
        let start = at;
        at += part.len() + 1;
        Span::new(start, start + part.len())
    };
    text.split('-').map(span).collect()
}
