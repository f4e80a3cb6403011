//! The one normalisation of repetition: NFKC where not ASCII, lower case, letters and digits kept, every other run one
//! space. It hands out word by word what that text would hold; the text itself is never made.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::{WORD, WordKey, mix};
use crate::document::{Span, Word};

/// Finds the normalised words of texts; its buffer is used again from text to text.
#[derive(Default)]
pub(super) struct Normaliser {
    /// The normalised form of a run that is not all ASCII.
    wide: String,
}

impl Normaliser {
    /// Adds the normalised words of `text`, which begins at byte `offset` of its source. Linear.
    pub(super) fn words(&mut self, text: &str, offset: usize, words: &mut Vec<WordKey>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
            let plain = Plain::read(bytes, at);
            if bytes.get(plain.end).is_some_and(|byte| !byte.is_ascii()) {
                at = self.wide_run(text, plain, offset, words);
            } else {
                plain.push(offset, words);
                at = plain.end;
            }
        }
    }
}

impl Normaliser {
    /// The same for copy that is cut into words already, `cut`, which end at apostrophes at the latest and hold all of its
    /// letters and digits: `prose` is the whole text, and the copy must be [plain](is_plain). Half the work.
    pub(super) fn words_of(&mut self, prose: &str, cut: &[Word], words: &mut Vec<WordKey>) {
        for word in cut {
            match Plain::known(prose.as_bytes(), word.span) {
                Some(plain) => plain.push(0, words),
                None => self.words(&prose[word.span.range()], word.span.start(), words),
            }
        }
    }
}

/// Whether all that `copy` holds beyond ASCII are marks that part words: U+2000 and U+2010 to U+2027, which are dashes,
/// quotation marks, bullets and points. Told byte by byte without a branch, so that the compiler makes vector instructions
/// of it: the three bytes of such a mark stand in no other character.
pub(super) fn is_plain(copy: &str) -> bool {
    let bytes = copy.as_bytes();
    let is_of_mark = |byte: u8| (byte == 0xE2) | (byte == 0x80) | (0x90..=0xA7).contains(&byte);
    let plain = bytes.iter().fold(true, |plain, &byte| plain & (byte.is_ascii() | is_of_mark(byte)));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    plain && pairs.fold(true, |plain, (&byte, &next)| plain & ((byte != 0xE2) | (next == 0x80)))
}

/// A run of ASCII letters and digits, perhaps empty.
#[derive(Clone, Copy)]
struct Plain {
    start: usize,
    end: usize,
    key: u64,
}

impl Plain {
    /// Reads the run that begins at `start`, eight bytes at a time.
    fn read(bytes: &[u8], start: usize) -> Self {
        let (mut end, mut key) = (start, WORD);
        loop {
            let (lower, length) = letters(eight(&bytes[end..]));
            if length > 0 {
                key = mix(key ^ lower);
            }
            end += length;
            if length < 8 {
                return Self { start, end, key };
            }
        }
    }

    /// The run that is known to be `span`, if it is one of up to sixteen letters and digits.
    #[inline]
    fn known(bytes: &[u8], span: Span) -> Option<Self> {
        let (start, end) = (span.start(), span.end());
        let (halves, _) = bytes.get(start..start + 16)?.as_chunks::<8>();
        let length = end - start;
        let (first, told) = letters(u64::from_le_bytes(halves[0]));
        let mut key = mix(WORD ^ first);
        if told < 8 || length == 8 {
            return (told == length).then_some(Self { start, end, key });
        }
        let (second, told) = letters(u64::from_le_bytes(halves[1]));
        key = mix(key ^ second);
        (told + 8 == length).then_some(Self { start, end, key })
    }

    #[inline]
    fn push(self, offset: usize, words: &mut Vec<WordKey>) {
        if self.start < self.end {
            words.push(WordKey { key: self.key, span: Span::new(offset + self.start, offset + self.end) });
        }
    }
}

/// The key of a normalised word.
fn word_key(word: &str) -> u64 {
    word.as_bytes().chunks(8).fold(WORD, |key, bytes| mix(key ^ eight(bytes)))
}

/// The first eight bytes as a number, the first byte lowest; zeros where there are fewer.
#[inline]
fn eight(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let mut eight = [0; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(eight)
}

/// The ASCII letters and digits at the start of eight bytes, in lower case, with zeros behind them; and how many they
/// are. All bytes are told at once: in a byte below 0x80 a sum reaches the highest bit from a first letter on.
#[inline]
fn letters(bytes: u64) -> (u64, usize) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let from = |bytes: u64, first: u8| bytes + (0x80 - u64::from(first)) * EACH;
    let low = bytes & !HIGH;
    let lower = low | (0x20 * EACH);
    let letter = from(lower, b'a') & !from(lower, b'z' + 1);
    let digit = from(low, b'0') & !from(low, b'9' + 1);
    let other = (!(letter | digit) | bytes) & HIGH;
    let length = other.trailing_zeros() / 8;
    // A digit has the bit that tells small letters from capitals.
    let kept = u64::MAX.checked_shr(64 - 8 * length).unwrap_or(0);
    (lower & kept, length as usize)
}

/// What a character beyond ASCII is to the normalisation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It is part of a word, or becomes so by NFKC.
    Word,
    /// It is not seen, so it does not part words.
    Nothing,
    /// It parts words.
    Gap,
}

fn part(character: char) -> Part {
    match character {
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {
            Part::Nothing
        }
        // Nothing else in General Punctuation becomes a letter, and nearly all marks of news copy are there.
        '\u{2000}'..='\u{206F}' | '\u{A0}' => Part::Gap,
        _ if in_word(character) => Part::Word,
        _ if std::iter::once(character).nfkc().any(char::is_alphanumeric) => Part::Word,
        _ => Part::Gap,
    }
}

fn in_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

impl Normaliser {
    /// Reads the run that begins with `plain`, right behind which a character beyond ASCII stands; says where it ends.
    fn wide_run(&mut self, text: &str, plain: Plain, offset: usize, words: &mut Vec<WordKey>) -> usize {
        let (start, mut end) = (plain.start, plain.end);
        for character in text[plain.end..].chars() {
            let part = if character.is_ascii() {
                if !character.is_ascii_alphanumeric() {
                    break;
                }
                Part::Word
            } else {
                part(character)
            };
            if part == Part::Gap {
                if end == plain.end {
                    plain.push(offset, words);
                    return end + character.len_utf8();
                }
                break;
            }
            end += character.len_utf8();
        }
        normalise(&text[start..end], &mut self.wide);
        for word in self.wide.split(|character| !in_word(character)) {
            if word.contains(char::is_alphanumeric) {
                words.push(WordKey { key: word_key(word), span: Span::new(offset + start, offset + end) });
            }
        }
        end
    }
}

/// Leaves NFKC of `run` in lower case in `wide`, without what is not seen.
fn normalise(run: &str, wide: &mut String) {
    wide.clear();
    let seen = || run.chars().filter(|&character| character.is_ascii() || part(character) != Part::Nothing);
    if is_nfkc_quick(seen()) == IsNormalized::Yes {
        wide.extend(seen().flat_map(char::to_lowercase));
    } else {
        wide.extend(seen().nfkc().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Breaks, Document, Markup, Source};

    fn words(text: &str) -> Vec<WordKey> {
        let mut words = Vec::new();
        Normaliser::default().words(text, 0, &mut words);
        words
    }

    fn same(one: &str, other: &str) -> bool {
        let keys = |text| words(text).into_iter().map(|word| word.key).collect::<Vec<_>>();
        keys(one) == keys(other)
    }

    fn spans(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| &text[word.span.range()]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            spans("The U.S. spent $4.5m, “twice”—it’s said."),
            ["The", "U", "S", "spent", "4", "5m", "twice", "it", "s", "said"]
        );
        assert_eq!(spans(""), [""; 0]);
        assert_eq!(spans(" … — 👩‍🚀 ❤️ * * *"), [""; 0]);
        assert_eq!(spans("Beyoncé’s café"), ["Beyoncé", "s", "café"]);
    }

    #[test]
    fn case_marks_and_space_do_not_count() {
        assert!(same("It’s  “Ready”,\r\nHE said", "it's \"ready\" he said"));
        assert!(same("ÉCOLE", "école"));
        assert!(same("cafe\u{301} noir", "café noir"));
        assert!(same("ﬁve Ｗｏｒｄｓ", "five words"));
        assert!(same("soft\u{AD}ened", "softened"));
        assert!(same("a\u{A0}b", "a b"));
    }

    #[test]
    fn eight_bytes_are_told_at_once() {
        for byte in 0..=u8::MAX {
            for length in 0..8 {
                let mut bytes = *b"aZ09zA5m";
                bytes[length] = byte;
                let counted = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                let (lower, told) = letters(u64::from_le_bytes(bytes));
                assert_eq!(told, counted, "{bytes:?}");
                assert_eq!(lower, eight(&bytes[..counted].to_ascii_lowercase()), "{bytes:?}");
            }
        }
        for word in ["a", "Concurs", "concurred", "internationalisation", "ABCDEFGH", "0123456789abcdef"] {
            assert_eq!(words(word)[0].key, word_key(&word.to_lowercase()), "{word}");
        }
    }

    #[test]
    fn marks_of_print_are_plain_and_nothing_else_is() {
        for character in ('\0'..='\u{7f}').chain(['\u{2000}']).chain('\u{2010}'..='\u{2027}') {
            assert!(is_plain(&format!("a{character}“b”")), "{character:?}");
        }
        for character in ('\u{80}'..='\u{1fff}').chain('\u{2001}'..='\u{200f}').chain('\u{2028}'..='\u{ffff}')
        {
            assert!(!is_plain(&format!("a{character}“b”")), "{character:?}");
        }
        assert!(is_plain("") && !is_plain("😀"));
    }

    #[test]
    fn numbers_order_and_accents_count() {
        assert!(!same("rose to 40", "rose to 41"));
        assert!(!same("a b", "b a"));
        assert!(!same("ab", "a b"));
        assert!(!same("resume", "résumé"));
    }

    #[test]
    fn a_character_of_two_words_lends_its_span_to_both() {
        assert!(same("1½ miles", "11 2 miles"));
        assert_eq!(spans("½"), ["½", "½"]);
        assert_eq!(spans("x™"), ["x™"]);
    }

    #[test]
    fn scripts_without_spaces_are_long_words() {
        assert_eq!(spans("首相は、訪米した。"), ["首相は", "訪米した"]);
        assert_eq!(spans("قال الوزير"), ["قال", "الوزير"]);
    }

    #[test]
    fn offsets_are_those_of_the_source() {
        let mut found = Vec::new();
        Normaliser::default().words("é b", 100, &mut found);
        assert_eq!(
            found.iter().map(|word| word.span).collect::<Vec<_>>(),
            [Span::new(100, 102), Span::new(103, 104)]
        );
    }

    proptest! {
        #[test]
        fn words_that_are_cut_already_give_the_same_keys(
            text in "([aZ]{1,9}|[0-9]{1,3}|[ .,'’‑_*-]|é|“)([a-zA-Z09]{0,18}[ .,'’‑“”…—-]{0,2}){0,20}",
        ) {
            let source = Source::new("draft.txt", text);
            let document = Document::read(&source, Markup::Plain, Breaks::Auto);
            for block in document.blocks() {
                let copy = &document.prose()[block.content.range()];
                let (mut cut, mut uncut) = (Vec::new(), Vec::new());
                let mut normaliser = Normaliser::default();
                normaliser.words(copy, block.content.start(), &mut uncut);
                if is_plain(copy) {
                    normaliser.words_of(document.prose(), document.words_of(block), &mut cut);
                    prop_assert_eq!(cut, uncut);
                }
            }
        }
    }
}
