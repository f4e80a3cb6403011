//! What a byte and what a character is to a word, asked so often that each answer is a table or a few instructions.

/// What a byte of UTF-8 is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// An ASCII letter or digit.
    Word,
    /// Part of a character beyond ASCII.
    High,
    /// Every other ASCII byte.
    Other,
}

/// The class of each byte.
pub(super) const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            table[byte] = Class::High;
        } else if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = Class::Word;
        }
        byte += 1;
    }
    table
};

/// The end of the ASCII letters and digits of `bytes` from `at` on. Reads eight bytes at once, since a branch for each
/// letter would be foretold wrongly at nearly every word's end.
#[inline]
pub(super) fn ascii_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let others = !alphanumeric_bytes(u64::from_le_bytes(eight)) & TOPS;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
        at += 1;
    }
    at
}

/// One in each byte, and the top bit of each.
const ONES: u64 = u64::MAX / 0xFF;
const TOPS: u64 = ONES * 0x80;

/// The top bit of each byte of `eight` that is an ASCII letter or digit. Sums stay below 0x100 in each byte, as all
/// top bits are cleared first: nothing is carried into the next one.
fn alphanumeric_bytes(eight: u64) -> u64 {
    let ascii = eight & !TOPS;
    let lower = ascii | (ONES * 0x20);
    let at_least = |bytes: u64, least: u8| bytes + ONES * u64::from(0x80 - least);
    let letters = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    let digits = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    (letters | digits) & !eight & TOPS
}

/// Whether a character can begin a word: `ʼ` is a letter to Unicode, but an apostrophe to copy.
#[inline]
pub(super) fn is_letter(character: char) -> bool {
    // Quotation marks and dashes are by far the commonest characters beyond ASCII in English copy.
    !is_general_punctuation(character) && character.is_alphanumeric() && !is_apostrophe(character)
}

/// Whether a character is of the block General Punctuation, which holds no letters, digits or combining marks.
#[inline]
pub(super) fn is_general_punctuation(character: char) -> bool {
    matches!(character, '\u{2000}'..='\u{206f}')
}

#[inline]
pub(super) fn is_apostrophe(character: char) -> bool {
    character == 'ʼ'
}

/// Characters without a width, which people do not see inside a word.
#[inline]
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_at_once_are_read_like_one() {
        for byte in 0..=u8::MAX {
            let eight = [b'x', byte, b'0', byte, byte, b'Z', byte, b'9'];
            let expected = eight.map(|byte| if byte.is_ascii_alphanumeric() { 0x80 } else { 0 });
            assert_eq!(alphanumeric_bytes(u64::from_le_bytes(eight)).to_le_bytes(), expected, "{byte:#x}");
        }
    }
}
