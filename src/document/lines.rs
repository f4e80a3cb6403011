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

/// Where the lines of a text begin, and how many characters stand before every 1024th byte.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<u32>,
    characters: Vec<u32>,
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
        let mut count = 0;
        for piece in bytes.chunks(STEP) {
            characters.push(count);
            count += count_characters(piece);
        }
        if characters.is_empty() {
            characters.push(0);
        }
        Self { starts, characters }
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
