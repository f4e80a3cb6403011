//! Skips plain text: printable ASCII, tabs and line ends pass 64 bytes at a time, the rest byte by byte through a
//! table. What a byte begins is judged by its neighbours in this folder.

use std::ops::Range;

/// How many bytes are looked at together; long enough for vector instructions.
const STEP: usize = 64;

/// The places in a text at which one of some bytes stands.
pub(super) struct Scan<'t> {
    bytes: &'t [u8],
    wanted: &'static [bool; 256],
    at: usize,
    /// Up to here the bytes are known to be more than plain text.
    odd: usize,
}

impl<'t> Scan<'t> {
    /// The bytes of `text` in `within` that `wanted` holds, which must not hold printable ASCII, tab, `\n` or `\r`.
    pub(super) fn new(text: &'t str, within: Range<usize>, wanted: &'static [bool; 256]) -> Self {
        Self { bytes: &text.as_bytes()[..within.end], wanted, at: within.start, odd: within.start }
    }
}

impl Iterator for Scan<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.at < self.bytes.len() {
            if self.at >= self.odd {
                let end = self.bytes.len().min(self.at + STEP);
                if is_plain(&self.bytes[self.at..end]) {
                    self.at = end;
                    continue;
                }
                self.odd = end;
            }
            let piece = &self.bytes[self.at..self.odd];
            if let Some(found) = piece.iter().position(|&byte| self.wanted[usize::from(byte)]) {
                let found = self.at + found;
                self.at = found + 1;
                return Some(found);
            }
            self.at = self.odd;
        }
        None
    }
}

/// A table that holds each byte for which `wanted` is set, made when the program is built.
pub(super) const fn table(ranges: &[(u8, u8)]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < ranges.len() {
        let (mut byte, last) = ranges[index];
        while byte < last {
            table[byte as usize] = true;
            byte += 1;
        }
        table[last as usize] = true;
        index += 1;
    }
    table
}

/// No early return: without one the compiler makes a few vector instructions of the loop.
fn is_plain(piece: &[u8]) -> bool {
    !piece.iter().fold(false, |odd, &byte| {
        odd | (byte >= 0x7F) | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static WANTED: [bool; 256] = table(&[(0x00, 0x08), (0xE2, 0xE2)]);

    #[test]
    fn every_wanted_byte_is_found_wherever_it_stands() {
        for lead in [0, 1, 62, 63, 64, 65, 130] {
            let text = format!("{}\u{1}\u{200B}é{}\u{2}", "x".repeat(lead), "y\n".repeat(70));
            let found: Vec<usize> = Scan::new(&text, 0..text.len(), &WANTED).collect();
            assert_eq!(found, [lead, lead + 1, text.len() - 1]);
        }
    }

    #[test]
    fn bytes_outside_are_left_alone() {
        let text = "\u{1}a\u{1}b\u{1}";
        assert_eq!(Scan::new(text, 1..4, &WANTED).collect::<Vec<_>>(), [2]);
        assert_eq!(Scan::new(text, 1..1, &WANTED).count(), 0);
    }
}
