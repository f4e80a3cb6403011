//! The names in a draft, by which it is told whom and what it is about.

use super::marks::is_body;
use crate::document::Document;
use crate::repetition::words::{begins_sentence, is_date};
use crate::repetition::{Keys, WordKey};

/// The least share of the one draft's names that the other has, if both tell one story. See `story.rs` for what was measured.
const LEAST_NAMES: f64 = 0.6;
/// The fewest names that rivals share: of the others one has 0.62, 0.43 and 0.39, and five names.
const FEWEST_NAMES: usize = 6;

/// The names in the body of a document with these keys, as keys of their single words, sorted. A word with a capital is a
/// name where it does not begin its sentence, and then wherever it stands. Linear.
pub(super) fn names(document: &Document<'_>, keys: &Keys) -> Vec<u64> {
    let (bytes, mut names) = (document.prose().as_bytes(), Vec::new());
    each_word(document, keys, |words, at| {
        // Nearly all words begin with a small letter, told by one byte.
        if !bytes[words[at].span.start()].is_ascii_lowercase()
            && is_capital(document, words[at])
            && !begins_sentence(document.prose(), words, at)
            && !is_date(&document.prose()[words[at].span.range()])
        {
            names.push(words[at].key);
        }
    });
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether two drafts with these names, sorted, name the same people and places. Linear.
pub(super) fn have_same_names(first: &[u64], later: &[u64]) -> bool {
    let shared = first.iter().filter(|name| later.binary_search(name).is_ok()).count();
    shared >= FEWEST_NAMES && share(shared, first.len(), later.len()) >= LEAST_NAMES
}

/// So many of the fewer.
pub(super) fn share(shared: usize, one: usize, other: usize) -> f64 {
    shared as f64 / one.min(other).max(1) as f64
}

/// Hands out each word of the body with those of its block.
pub(super) fn each_word(document: &Document<'_>, keys: &Keys, mut then: impl FnMut(&[WordKey], usize)) {
    for (index, block) in document.blocks().iter().enumerate() {
        if is_body(block) && !keys.repeats(index) {
            let words = keys.words_of(&keys.blocks()[index]);
            (0..words.len()).for_each(|at| then(words, at));
        }
    }
}

pub(super) fn is_capital(document: &Document<'_>, word: WordKey) -> bool {
    let text = &document.prose()[word.span.range()];
    match text.as_bytes() {
        [first, ..] if first.is_ascii() => first.is_ascii_uppercase() && text.len() > 2,
        _ => text.starts_with(char::is_uppercase),
    }
}
