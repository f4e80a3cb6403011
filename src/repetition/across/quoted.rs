//! What is quoted in two drafts: who writes a story anew leaves the quotations as they are.

use crate::document::{Document, Span};
use crate::facts::Facts;
use crate::repetition::Keys;
use crate::repetition::windows::{WINDOW, windows};

/// The fewest words of a quotation that two drafts share: titles are shorter as a rule.
const FEWEST_WORDS: usize = 6;

/// The windows inside the quotations of a draft.
pub(super) struct Quoted {
    /// Each key, the quotation it lies in, and the bytes of its window; in order of their places.
    windows: Vec<(u64, usize, Span)>,
    /// The keys, sorted.
    keys: Vec<u64>,
}

impl Quoted {
    /// Those of a document with these keys. Linear, but for a sort of the windows in quotations.
    pub(super) fn of(document: &Document<'_>, keys: &Keys) -> Self {
        let mut quoted = Vec::new();
        for (index, quotation) in Facts::read(document).quotations().iter().enumerate() {
            let start = keys.words().partition_point(|word| word.span.start() < quotation.start());
            let end = keys.words().partition_point(|word| word.span.start() < quotation.end());
            let words = &keys.words()[start..end];
            let places = words.windows(WINDOW).map(|window| window[0].span.cover(window[WINDOW - 1].span));
            quoted.extend(windows(words).zip(places).map(|(key, span)| (key, index, span)));
        }
        let mut keys: Vec<u64> = quoted.iter().map(|(key, ..)| *key).collect();
        keys.sort_unstable();
        Self { windows: quoted, keys }
    }

    /// The longest words in a row that both quote, where they stand in the later draft: the first of several that are as long.
    pub(super) fn shared(&self, later: &Self) -> Option<Span> {
        let is_shared = |key: u64| self.keys.binary_search(&key).is_ok();
        let mut longest: Option<(usize, Span)> = None;
        let joined = |one: &(u64, usize, Span), next: &(u64, usize, Span)| {
            one.1 == next.1 && is_shared(one.0) && is_shared(next.0)
        };
        for run in later.windows.chunk_by(joined).filter(|run| is_shared(run[0].0)) {
            let words = run.len() + WINDOW - 1;
            if words >= FEWEST_WORDS && longest.is_none_or(|(most, _)| words > most) {
                longest = Some((words, run[0].2.cover(run[run.len() - 1].2)));
            }
        }
        longest.map(|(_, span)| span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    fn shared<'t>(first: &str, later: &'t str) -> Option<&'t str> {
        let sources = [first, later].map(|text| Source::new("draft.md", text));
        let documents = [0, 1].map(|at| Document::read(&sources[at], Markup::Markdown, Breaks::Auto));
        let quoted = documents.each_ref().map(|document| Quoted::of(document, &Keys::read(document)));
        quoted[0].shared(&quoted[1]).map(|span| &later[span.range()])
    }

    #[test]
    fn the_longest_words_that_both_quote_are_told() {
        let first =
            "“We will mend the pier of Lyne before the winter,” she said. “It was a long night for all.”\n";
        let later = "She said: “It was a long night for all.” And: “We will mend the pier of Lyne before the snow.”\n";
        assert_eq!(shared(first, later), Some("We will mend the pier of Lyne before the"));
        assert_eq!(shared(first, "We will mend the pier of Lyne before the winter.\n"), None);
        assert_eq!(shared(first, "“We will mend the roof,” she said. “The pier of Lyne is old.”\n"), None);
    }
}
