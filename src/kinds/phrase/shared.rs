//! What a phrase and its replacement have in common at either end: context, neither pointed at nor replaced.

use std::ops::Range;

/// How many words a phrase and its replacement both begin with, and end with. They are context: of “pubic meeting” and
/// “public meeting”, only the first word is pointed at and replaced.
pub(super) struct Shared {
    before: usize,
    behind: usize,
}

impl Shared {
    /// Of a phrase and what should stand in its place.
    pub(super) fn between(phrase: &str, replacement: &str) -> Self {
        let words = |text: &'_ str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (old, new) = (words(phrase), words(replacement));
        // One word at least is left of either.
        let most = old.len().min(new.len()).saturating_sub(1);
        let before = old.iter().zip(&new).take(most).take_while(|(old, new)| old == new).count();
        let ends = old.iter().rev().zip(new.iter().rev());
        Self { before, behind: ends.take(most - before).take_while(|(old, new)| old == new).count() }
    }

    /// The bytes of `text`, which is the phrase or the replacement in any white space, that hold the other words.
    pub(super) fn core(&self, text: &str) -> Range<usize> {
        let is_letter = |letter: char| !letter.is_whitespace();
        let start = (0..self.before).fold(text, |rest, _| rest.trim_start_matches(is_letter).trim_start());
        let end = (0..self.behind).fold(text, |rest, _| rest.trim_end_matches(is_letter).trim_end());
        text.len() - start.len()..end.len()
    }
}
