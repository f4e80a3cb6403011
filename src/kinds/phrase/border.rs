//! Where words begin and end, with the apostrophes that are parts of them.

use unicode_normalization::char::is_combining_mark;

/// Whether the character is part of a word.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || is_combining_mark(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Whether a word may begin behind `before`: not within a word, nor behind an apostrophe in one (“o’clock”).
pub(super) fn begins_word(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some(mark) if is_apostrophe(mark) => !back.next().is_some_and(is_word),
        last => !last.is_some_and(is_word),
    }
}

/// Whether a word may end before `after`: not within a word, nor before an apostrophe in one (“can’t”), save that of
/// a possessive (“ferry’s”).
pub(super) fn ends_word(after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        Some(mark) if is_apostrophe(mark) => match rest.next() {
            Some('s' | 'S') => !rest.next().is_some_and(is_word),
            next => !next.is_some_and(is_word),
        },
        next => !next.is_some_and(is_word),
    }
}
