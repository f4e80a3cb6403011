//! Turns byte offsets into lines and columns: the only place that does. A line ends at `\n`, `\r\n` or a lone `\r`,
//! as in CommonMark and in editors; a column counts Unicode scalar values from 1.

use memchr::memchr2_iter;

/// How many bytes lie between two remembered character counts; bounds the cost of one column in a very long line.
const STEP: usize = 1024;

/// A place as a person counts it: both from 1, the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
}

/// What a column counts, in formats that do not count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// Code units of UTF-16: two for what lies beyond the Basic Multilingual Plane, such as emoji.
    Utf16,
    /// Characters (Unicode scalar values), as UTF-32 counts.
    Characters,
}

/// Where the lines of a text begin, and how many characters stand before every 1024th byte.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<u32>,
    characters: Vec<u32>,
    /// How many characters of two UTF-16 units stand before every 1024th byte; empty where the text has none.
    wide: Vec<u32>,
}

impl Lines {
    /// Reads `text` once; linear in its length.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(u32::try_from(at + 1).expect("a source is refused above 4 GiB when it is read"));
            }
        }
        let mut characters = Vec::with_capacity(bytes.len() / STEP + 1);
        let (mut count, mut wide, mut wide_count) = (0, Vec::new(), 0);
        for piece in bytes.chunks(STEP) {
            characters.push(count);
            wide.push(wide_count);
            count += count_characters(piece);
            wide_count += count_wide(piece);
        }
        if wide_count == 0 {
            wide = Vec::new();
        }
        if characters.is_empty() {
            characters.push(0);
        }
        Self { starts, characters, wide }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds byte `offset`, counted from 0; logarithmic in the number of lines.
    #[must_use]
    pub fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The byte at which line `index` (from 0) begins.
    ///
    /// # Panics
    ///
    /// When there is no such line.
    #[must_use]
    pub fn start(&self, index: usize) -> usize {
        self.starts[index] as usize
    }

    /// The place of byte `offset` of `text`, which must be the text that the lines were made from. An offset between
    /// `\r` and `\n` belongs to the line that they end.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let index = self.index(offset);
        let column =
            self.characters_before(text, offset) - self.characters_before(text, self.start(index)) + 1;
        Position { line: index + 1, column }
    }

    /// How many units stand between the beginning of its line and byte `offset` of `text`, the text that the lines were made
    /// from: a column from 0.
    #[must_use]
    pub fn column(&self, text: &str, offset: usize, unit: Unit) -> usize {
        let start = self.start(self.index(offset));
        let characters = || self.characters_before(text, offset) - self.characters_before(text, start);
        match unit {
            Unit::Bytes => offset - start,
            Unit::Characters => characters(),
            Unit::Utf16 => characters() + self.wide_before(text, offset) - self.wide_before(text, start),
        }
    }

    /// The byte of `text` that stands behind so many units of line `index` (from 0), or the end of that line where it is shorter;
    /// a unit in the middle of a character counts for the whole of it. Linear in the line.
    #[must_use]
    pub fn offset(&self, text: &str, index: usize, column: usize, unit: Unit) -> usize {
        if index >= self.count() {
            return text.len();
        }
        let start = self.start(index);
        let end = if index + 1 < self.count() { self.start(index + 1) } else { text.len() };
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        let mut units = 0;
        for (at, character) in line.char_indices() {
            if units >= column {
                return start + at;
            }
            units += match unit {
                Unit::Bytes => character.len_utf8(),
                Unit::Utf16 => character.len_utf16(),
                Unit::Characters => 1,
            };
        }
        start + line.len()
    }

    fn wide_before(&self, text: &str, offset: usize) -> usize {
        let step = (offset / STEP).min(self.characters.len() - 1);
        match self.wide.get(step) {
            Some(&before) => before as usize + count_wide(&text.as_bytes()[step * STEP..offset]) as usize,
            None => 0,
        }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let step = (offset / STEP).min(self.characters.len() - 1);
        self.characters[step] as usize + count_characters(&text.as_bytes()[step * STEP..offset]) as usize
    }
}

/// Counts the bytes that begin a character, that is, those that do not continue one.
fn count_characters(bytes: &[u8]) -> u32 {
    // Counted in bytes as long as they cannot overflow, so that the compiler makes vector instructions of the loop.
    bytes
        .chunks(usize::from(u8::MAX))
        .map(|piece| u32::from(piece.iter().fold(0_u8, |count, byte| count + u8::from(byte & 0xC0 != 0x80))))
        .sum()
}

/// Counts the bytes that begin a character of two UTF-16 units: those of four bytes.
fn count_wide(bytes: &[u8]) -> u32 {
    bytes
        .chunks(usize::from(u8::MAX))
        .map(|piece| u32::from(piece.iter().fold(0_u8, |count, byte| count + u8::from(*byte >= 0xF0))))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let position = Lines::new(text).position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn every_line_end_counts_once() {
        let text = "a\nb\r\nc\rd";
        assert_eq!(Lines::new(text).count(), 4);
        assert_eq!(place(text, 2), (2, 1), "b");
        assert_eq!(place(text, 4), (2, 3), "between CR and LF");
        assert_eq!(place(text, 5), (3, 1), "c");
        assert_eq!(place(text, 7), (4, 1), "d");
        assert_eq!(place(text, 8), (4, 2), "end of text");
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "“é” 👩‍🚀 新x";
        assert_eq!(place(text, text.find('é').unwrap()), (1, 2));
        assert_eq!(place(text, text.find('新').unwrap()), (1, 9), "the astronaut is three characters");
        assert_eq!(place(text, text.find('x').unwrap()), (1, 10));
    }

    #[test]
    fn columns_count_in_the_unit_that_is_asked_for() {
        let text = "x\n“é” 👩‍🚀 新x";
        let (lines, at) = (Lines::new(text), text.rfind('x').unwrap());
        // “é” is 3 characters in 8 bytes, the astronaut 3 in 11, of which two are wide.
        assert_eq!(lines.column(text, at, Unit::Characters), 9);
        assert_eq!(lines.column(text, at, Unit::Utf16), 11);
        assert_eq!(lines.column(text, at, Unit::Bytes), 8 + 1 + 11 + 1 + 3);
        for unit in [Unit::Bytes, Unit::Utf16, Unit::Characters] {
            assert_eq!(lines.offset(text, 1, lines.column(text, at, unit), unit), at, "{unit:?}");
            assert_eq!(lines.offset(text, 1, 99, unit), text.len());
            assert_eq!(lines.offset(text, 9, 0, unit), text.len());
        }
        let long = "👩".repeat(2000);
        assert_eq!(Lines::new(&long).column(&long, 4 * 1500, Unit::Utf16), 3000);
        assert_eq!(
            Lines::new("a\r\nb").offset("a\r\nb", 0, 7, Unit::Utf16),
            1,
            "the line end is no part of the line"
        );
    }

    #[test]
    fn a_byte_order_mark_is_a_character_of_its_line() {
        assert_eq!(place("\u{feff}a", 3), (1, 2));
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(place("", 0), (1, 1));
        assert_eq!(place("x\n", 2), (2, 1));
    }

    #[test]
    fn long_lines_keep_true_columns() {
        let text = "é".repeat(5000);
        assert_eq!(place(&text, 2 * 4096), (1, 4097));
        assert_eq!(place(&text, text.len()), (1, 5001));
    }
}
