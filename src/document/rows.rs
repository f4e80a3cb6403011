//! A text, row by row: where the physical lines inside a span begin and end. What a row means is said by the readers;
//! line numbers are made in [`lines`](super::lines).

use memchr::{memchr2, memrchr2};

use super::Span;

/// The rows of a stretch of text, in order, each without its line end (`\n`, `\r\n` or a lone `\r`).
#[derive(Clone, Debug)]
pub(super) struct Rows<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Rows<'t> {
    /// The rows of `text` from byte `span.start()` to byte `span.end()`. A line end at the very end opens no row.
    pub(super) fn of(text: &'t str, span: Span) -> Self {
        Self { text, at: span.start(), end: span.end() }
    }

    /// The byte at which the next row begins, or the end.
    pub(super) fn at(&self) -> usize {
        self.at
    }
}

impl Iterator for Rows<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at >= self.end {
            return None;
        }
        let (start, bytes) = (self.at, &self.text.as_bytes()[..self.end]);
        let end = memchr2(b'\n', b'\r', &bytes[start..]).map_or(self.end, |length| start + length);
        self.at = match &bytes[end..] {
            [b'\r', b'\n', ..] => end + 2,
            [_, ..] => end + 1,
            [] => end,
        };
        Some(Span::new(start, end))
    }
}

/// The byte at which the row begins that holds byte `at`; linear in what stands before `at` in its row.
pub(super) fn row_start(text: &str, at: usize) -> usize {
    memrchr2(b'\n', b'\r', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}

/// The byte at which the row ends that holds byte `at`, its line end left out.
pub(super) fn row_end(text: &str, at: usize) -> usize {
    memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length)
}

/// The part of `span` between its leading and its trailing white space; a point at its start when it is all white.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let all = &text[span.range()];
    let tail = all.trim_start();
    if tail.is_empty() {
        return Span::point(span.start());
    }
    let start = span.end() - tail.len();
    Span::new(start, start + tail.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<&str> {
        Rows::of(text, Span::new(0, text.len())).map(|row| &text[row.range()]).collect()
    }

    #[test]
    fn every_line_end_ends_one_row() {
        assert_eq!(rows("a\nb\r\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(rows("a\n\r\n"), ["a", ""]);
        assert!(rows("").is_empty());
    }

    #[test]
    fn a_byte_knows_its_row() {
        let text = "ab\r\ncd\ref";
        assert_eq!((row_start(text, 5), row_end(text, 5)), (4, 6));
        assert_eq!((row_start(text, 0), row_end(text, 7)), (0, 9));
    }

    #[test]
    fn white_space_is_trimmed_from_both_ends() {
        assert_eq!(trimmed("  é\u{a0}", Span::new(0, 6)), Span::new(2, 4));
        assert_eq!(trimmed("a   b", Span::new(1, 4)), Span::point(1));
    }
}
