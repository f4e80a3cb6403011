//! The one normalisation of repetition: NFKC where not ASCII, lower case, letters and digits kept, every other run one
//! space. It hands out word by word what that text would hold; the text itself is never made.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{WORD, WordKey};
use crate::document::Span;

/// Finds the normalised words of texts; its buffers are used again from text to text.
#[derive(Default)]
pub(super) struct Normaliser {
    /// The text with ASCII letters in lower case; as long as the text, so offsets stay true.
    lower: String,
    /// The normalised form of a run that is not all ASCII.
    wide: String,
}

impl Normaliser {
    /// Adds the normalised words of `text`, which begins at byte `offset` of its source. Linear.
    pub(super) fn words(&mut self, text: &str, offset: usize, words: &mut Vec<WordKey>) {
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        let lower = self.lower.as_bytes();
        let mut at = 0;
        while at < lower.len() {
            if BYTES[lower[at] as usize] == Byte::Other {
                at += 1;
                continue;
            }
            let start = at;
            while at < lower.len() && BYTES[lower[at] as usize] == Byte::Word {
                at += 1;
            }
            if lower.get(at).is_some_and(|&byte| BYTES[byte as usize] == Byte::Wide) {
                at = wide_run(&self.lower, start, at, &mut self.wide, offset, words);
            } else {
                push(&lower[start..at], offset + start, offset + at, words);
            }
        }
    }
}

/// What a byte is to the normalisation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    /// An ASCII letter or digit.
    Word,
    /// Part of a character beyond ASCII.
    Wide,
    /// ASCII that parts words.
    Other,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Other; 256];
    let mut at = 0;
    while at < 256 {
        if at >= 0x80 {
            bytes[at] = Byte::Wide;
        } else if (at as u8).is_ascii_alphanumeric() {
            bytes[at] = Byte::Word;
        }
        at += 1;
    }
    bytes
};

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

/// Reads the run that begins at `start` and whose first character beyond ASCII is at `at`; says where it ends.
fn wide_run(
    text: &str,
    start: usize,
    at: usize,
    wide: &mut String,
    offset: usize,
    words: &mut Vec<WordKey>,
) -> usize {
    let mut end = at;
    let mut plain = true;
    for character in text[at..].chars() {
        let part = if character.is_ascii() {
            if !character.is_ascii_alphanumeric() {
                break;
            }
            Part::Word
        } else {
            part(character)
        };
        if part == Part::Gap {
            if plain {
                push(&text.as_bytes()[start..at], offset + start, offset + at, words);
                return at + character.len_utf8();
            }
            break;
        }
        plain = false;
        end += character.len_utf8();
    }
    normalise(&text[start..end], wide);
    for word in wide.split(|character| !in_word(character)) {
        if word.contains(char::is_alphanumeric) {
            push(word.as_bytes(), offset + start, offset + end, words);
        }
    }
    end
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

fn push(word: &[u8], start: usize, end: usize, words: &mut Vec<WordKey>) {
    if !word.is_empty() {
        words.push(WordKey { key: xxh3_64_with_seed(word, WORD), span: Span::new(start, end) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
