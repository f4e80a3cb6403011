//! How two versions of a passage differ, in words.

use crate::document::{Document, Span};

/// Up to so many words a label shows what differs.
const SHOWN: usize = 8;

/// What is said of two versions.
pub(super) struct Told {
    /// At the first one.
    pub(super) first: String,
    /// At the later one.
    pub(super) later: String,
    /// In a message, of the later one.
    pub(super) difference: String,
}

impl Told {
    /// Of two versions in which these words differ, from the first to the last, so many in all; `leading` are the first of them in a
    /// row.
    pub(super) fn of([there, here]: [&str; 2], leading: [&str; 2], changes: usize) -> Self {
        let told = |first: String, later: String, difference: String| Self { first, later, difference };
        match (shown(there), shown(here)) {
            (Some(there), Some(here)) if there.is_empty() => {
                told("without it".to_owned(), format!("with {here}"), format!("it adds {here}"))
            }
            (Some(there), Some(here)) if here.is_empty() => {
                told(format!("with {there}"), "without it".to_owned(), format!("it lacks {there}"))
            }
            (Some(there), Some(here)) => {
                told(format!("{there} here"), format!("{here} here"), format!("{here} instead of {there}"))
            }
            _ => {
                let words = if changes == 1 { "word" } else { "words" };
                let difference = format!("{changes} {words} differ");
                match leading.map(shown) {
                    [Some(there), Some(here)] if !there.is_empty() && !here.is_empty() => told(
                        format!("first version: {there} here, and more"),
                        format!("later version: {here} here, and more"),
                        format!("{difference}, the first {here} instead of {there}"),
                    ),
                    _ => told("first version".to_owned(), "later version".to_owned(), difference),
                }
            }
        }
    }
}

/// A span of normalised words, grown to the whole words of the document, with a currency sign: “£31,000”, and not “31”.
pub(super) fn whole(document: &Document<'_>, span: Span) -> Span {
    if span.is_empty() {
        return span;
    }
    let words = document.words();
    let from = words.partition_point(|word| word.span.end() <= span.start());
    let touched = words[from..].iter().take_while(|word| word.span.start() < span.end());
    let grown = touched.fold(span, |grown, word| grown.cover(word.span));
    let sign = document.prose()[..grown.start()].chars().next_back();
    match sign.filter(|sign| matches!(sign, '£' | '$' | '€' | '¥')) {
        Some(sign) => Span::new(grown.start() - sign.len_utf8(), grown.end()),
        None => grown,
    }
}

/// The words between quotation marks, empty where there are none; nothing where they are too many to be shown.
fn shown(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.len() {
        0 => Some(String::new()),
        1..=SHOWN => Some(format!("“{}”", words.join(" "))),
        _ => None,
    }
}
