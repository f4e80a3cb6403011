//! Measures one line in columns and cuts pieces out of it, reading outward from a place and never further than the
//! piece is wide: a line may be 50 MB long. What the pieces mean is the excerpt's business.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::report::clean::{REPLACEMENT, shown};

/// How many columns a cut gives up to keep a word whole.
const LONGEST_WORD: usize = 20;

/// One line of a text.
pub(super) struct Ruler<'s> {
    text: &'s str,
    line: Range<usize>,
    revealed: &'s [Range<usize>],
}

/// Where a line is cut, and how many columns lie between the cut and where the search for it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) at: usize,
    pub(super) columns: usize,
}

impl<'s> Ruler<'s> {
    /// A ruler over bytes `line` of `text`. In `revealed`, characters without a
    /// width are shown as U+FFFD.
    pub(super) fn new(text: &'s str, line: Range<usize>, revealed: &'s [Range<usize>]) -> Self {
        Self { text, line, revealed }
    }

    /// The bytes of the line, without its end.
    pub(super) fn line(&self) -> &Range<usize> {
        &self.line
    }

    /// The characters of `range` as they are shown.
    fn characters(&self, range: Range<usize>) -> impl Iterator<Item = char> + '_ {
        let start = range.start;
        self.text[range].char_indices().map(move |(at, character)| self.shown(start + at, character))
    }

    /// Whether all bytes of `range` are shown as they are, in a column each.
    fn is_plain(&self, range: Range<usize>) -> bool {
        let bytes = &self.text.as_bytes()[range];
        // Without a branch, so that the compiler makes vector instructions of it.
        bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
    }

    /// Adds what is shown of `range` to `shown`.
    pub(super) fn push_shown(&self, range: Range<usize>, shown: &mut String) {
        if self.is_plain(range.clone()) {
            shown.push_str(&self.text[range]);
        } else {
            shown.extend(self.characters(range));
        }
    }

    /// How many bytes is what is shown of `range`.
    pub(super) fn shown_length(&self, range: Range<usize>) -> usize {
        if self.is_plain(range.clone()) {
            return range.len();
        }
        self.characters(range).map(char::len_utf8).sum()
    }

    /// How many columns `range` takes; `None` when that is more than `limit`.
    pub(super) fn width(&self, range: Range<usize>, limit: usize) -> Option<usize> {
        let stop = self.reach_forward(range.start, range.end, limit);
        if self.is_plain(range.start..stop) {
            let columns = stop - range.start;
            return (stop == range.end && columns <= limit).then_some(columns);
        }
        let mut columns = 0;
        for (at, character) in self.text[range.start..stop].char_indices() {
            columns += self.columns(range.start + at, character);
            if columns > limit {
                return None;
            }
        }
        (stop == range.end).then_some(columns)
    }

    /// The furthest good cut at most `budget` columns behind `from` and not behind `end`: `end` itself, else after
    /// white space, else, when no white space is near (as in Chinese), between two graphemes.
    pub(super) fn forward(&self, from: usize, end: usize, budget: usize) -> Cut {
        let stop = self.reach_forward(from, end, budget);
        let mut at = from;
        let graphemes = std::iter::from_fn(|| {
            let rest = &self.text[at..stop];
            let length = match rest.as_bytes() {
                [first] | [first, ..0x80, ..] if is_plain(char::from(*first)) => 1,
                _ => rest.graphemes(true).next()?.len(),
            };
            at += length;
            Some((at - length, at, &rest[..length]))
        });
        self.cut(graphemes, from, end, budget)
    }

    /// The same towards the start of the line: the furthest good cut at most `budget` columns before `from`.
    pub(super) fn back(&self, from: usize, budget: usize) -> Cut {
        let mut stop = from.saturating_sub(reach(budget)).max(self.line.start);
        while !self.text.is_char_boundary(stop) {
            stop += 1;
        }
        let mut at = from;
        let graphemes = std::iter::from_fn(|| {
            let rest = &self.text[stop..at];
            let length = match rest.as_bytes() {
                [last] | [.., ..0x80, last] if is_plain(char::from(*last)) => 1,
                _ => rest.graphemes(true).next_back()?.len(),
            };
            at -= length;
            Some((at, at, &rest[rest.len() - length..]))
        });
        self.cut(graphemes, from, self.line.start, budget)
    }

    /// Walks over graphemes (where each starts, where the walk stands once it is taken, its text) away from `from`.
    fn cut<'t>(
        &self,
        graphemes: impl Iterator<Item = (usize, usize, &'t str)>,
        from: usize,
        end: usize,
        budget: usize,
    ) -> Cut {
        let mut here = Cut { at: from, columns: 0 };
        let mut word = here;
        for (start, behind, grapheme) in graphemes {
            let wide: usize =
                grapheme.char_indices().map(|(at, character)| self.columns(start + at, character)).sum();
            let (is_over, is_space) =
                (here.columns + wide > budget, grapheme.starts_with(char::is_whitespace));
            if !is_over {
                here = Cut { at: behind, columns: here.columns + wide };
            }
            if is_space {
                word = here;
            }
            if is_over {
                break;
            }
        }
        let keeps_words = word.at != from && here.columns - word.columns <= LONGEST_WORD;
        if here.at != end && keeps_words { word } else { here }
    }

    #[inline]
    fn shown(&self, at: usize, character: char) -> char {
        if is_plain(character) {
            return character;
        }
        let is_revealed = || self.revealed.iter().any(|range| range.contains(&at));
        if character.width() == Some(0) && is_revealed() { REPLACEMENT } else { shown(character) }
    }

    #[inline]
    fn columns(&self, at: usize, character: char) -> usize {
        if is_plain(character) {
            return 1;
        }
        self.shown(at, character).width().unwrap_or(0)
    }

    fn reach_forward(&self, from: usize, end: usize, budget: usize) -> usize {
        let mut stop = from.saturating_add(reach(budget)).min(end);
        while !self.text.is_char_boundary(stop) {
            stop -= 1;
        }
        stop
    }
}

/// Whether a character is shown as itself in one column, as nearly all are.
#[inline]
fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~')
}

/// How many bytes are read for so many columns: characters may have no width, but copy hardly has 16 bytes a column,
/// and what has is cut earlier.
fn reach(columns: usize) -> usize {
    columns.saturating_mul(16).saturating_add(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruler(text: &str) -> Ruler<'_> {
        Ruler::new(text, 0..text.len(), &[])
    }

    #[test]
    fn widths_are_columns() {
        assert_eq!(ruler("“é” 新").width(0..12, 6), Some(6));
        assert_eq!(ruler("“é” 新").width(0..12, 5), None);
        assert_eq!(
            ruler("a\u{1b}\tb").width(0..4, 9),
            Some(4),
            "an escape and a tab show as one column each"
        );
    }

    #[test]
    fn cuts_fall_between_words() {
        let text = "one two three four";
        assert_eq!(ruler(text).forward(0, text.len(), 10), Cut { at: 8, columns: 8 }, "behind “two ”");
        assert_eq!(ruler(text).forward(0, text.len(), 7), Cut { at: 7, columns: 7 }, "“two” just fits");
        assert_eq!(ruler(text).back(text.len(), 8), Cut { at: 13, columns: 5 }, "before “ four”");
        assert_eq!(ruler(text).forward(0, text.len(), 18), Cut { at: 18, columns: 18 });
        assert_eq!(ruler(text).back(text.len(), 18), Cut { at: 0, columns: 18 });
    }

    #[test]
    fn long_words_are_cut_between_graphemes() {
        let text = "新聞e\u{301}e\u{301}👩‍🚀👩‍🚀";
        assert_eq!(ruler(text).forward(0, text.len(), 3), Cut { at: 3, columns: 2 });
        assert_eq!(ruler(text).forward(0, text.len(), 5), Cut { at: 9, columns: 5 });
        assert_eq!(ruler(text).back(text.len(), 5), Cut { at: text.len() - 11, columns: 4 }, "one astronaut");
    }

    #[test]
    fn characters_without_width_cannot_make_it_read_on() {
        let text = "\u{301}".repeat(1_000_000);
        assert_eq!(ruler(&text).width(0..text.len(), 80), None);
        assert!(ruler(&text).forward(0, text.len(), 80).at < 2000);
        assert!(ruler(&text).back(text.len(), 80).at > text.len() - 2000);
    }
}
