//! Compares the words of a stet with the words of a hit. How both are folded is known to `document`.

use crate::document;

/// Folded as phrases are, without white space at the ends.
pub(super) fn fold(text: &str) -> String {
    document::fold(text.trim())
}

/// Whether `words` are all of `hit`, or whole words in it; both folded.
pub(super) fn is_part(hit: &str, words: &str) -> bool {
    hit == words || hit.match_indices(words).any(|(at, _)| stands_alone(hit, at, words))
}

/// Whether `words`, found at byte `at` of `hit`, are no part of longer words.
fn stands_alone(hit: &str, at: usize, words: &str) -> bool {
    let joins = |outer: Option<char>, inner: Option<char>| {
        outer.is_some_and(char::is_alphanumeric) && inner.is_some_and(char::is_alphanumeric)
    };
    let before = hit[..at].chars().next_back();
    let after = hit[at + words.len()..].chars().next();
    !joins(before, words.chars().next()) && !joins(after, words.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_wraps_and_curls_make_no_difference() {
        assert_eq!(fold(" The\r\n  PM’s “É”\t"), "the pm's \"é\"");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn all_that_folds_in_phrases_folds_here() {
        for typed in ["well‑known „x“ «y» ʼz", "well-known “x” \"y\" 'z"] {
            assert_eq!(fold(typed), "well-known \"x\" \"y\" 'z", "{typed}");
        }
    }

    #[test]
    fn parts_are_whole_words() {
        assert!(is_part("crossed the bridge", "the bridge") && is_part("a the, b", "the"));
        assert!(!is_part("they left", "the") && !is_part("bathe", "the"));
        assert!(is_part("bathe the", "the"), "a later place counts too");
    }
}
