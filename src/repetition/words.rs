//! What the normalised words of a passage are, told from the prose that they stand in.

use super::WordKey;

/// What stands between two words that follow each other in `prose`: nothing where both came out of one character.
pub(super) fn gap<'p>(prose: &'p str, before: &WordKey, behind: &WordKey) -> &'p str {
    prose.get(before.span.end()..behind.span.start()).unwrap_or_default()
}

/// Whether word `at` of a passage stands first in its sentence, where every word has a capital: at the start of the passage,
/// behind an end mark or a colon, within an opening mark, or on a new line.
pub(super) fn begins_sentence(prose: &str, words: &[WordKey], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let between = gap(prose, &words[before], &words[at]);
    between != " " && between.contains(['.', '!', '?', ':', '“', '"', '‘', '\n'])
}

/// Whether a text begins with a digit.
pub(super) fn is_numeral(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Small numbers in letters. “One” is a pronoun as often.
const NUMBERS: [&str; 27] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "dozen",
];

/// By a hash of three bytes, whether a number in letters may begin with them, in either case.
const BEGINNINGS: [bool; 1 << 10] = {
    let mut beginnings = [false; 1 << 10];
    let mut index = 0;
    while index < NUMBERS.len() {
        let number = NUMBERS[index].as_bytes();
        beginnings[beginning(number[0], number[1], number[2])] = true;
        index += 1;
    }
    beginnings
};

const fn beginning(first: u8, second: u8, third: u8) -> usize {
    let letters = (first | 0x20) as usize | ((second | 0x20) as usize) << 8 | ((third | 0x20) as usize) << 16;
    (letters.wrapping_mul(0x9E37_79B1) >> 16) & 0x3FF
}

/// Whether a number may begin at byte `start` of `prose`: one look-up, since it is asked of every word and nearly none is one.
#[inline]
pub(super) fn may_begin_figure(prose: &[u8], start: usize) -> bool {
    match prose.get(start..start + 3) {
        Some(&[first, second, third]) => first.is_ascii_digit() | BEGINNINGS[beginning(first, second, third)],
        _ => true,
    }
}

/// Whether a word is a number: in digits, or a small one in letters.
pub(super) fn is_figure(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_digit)
        || (3..=9).contains(&word.len())
            && NUMBERS.iter().any(|number| number.as_bytes().eq_ignore_ascii_case(word))
}

/// Whether a word that begins a sentence with a capital would have none elsewhere, told from the words that most often do.
pub(super) fn is_common_start(word: &str) -> bool {
    const COMMON: [&str; 52] = [
        "A", "After", "All", "Also", "An", "And", "Another", "As", "At", "Before", "Both", "But", "By",
        "During", "Each", "Every", "For", "From", "He", "Her", "His", "However", "I", "If", "In", "It",
        "Its", "Many", "More", "Most", "No", "Now", "Of", "On", "One", "Our", "She", "Since", "So", "Some",
        "That", "The", "Their", "There", "These", "They", "This", "To", "We", "When", "While", "With",
    ];
    COMMON.binary_search(&word).is_ok()
}

/// Whether a word with a capital is a day of the week.
pub(super) fn is_day(word: &str) -> bool {
    matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}

/// Whether a word with a capital is a day of the week or a month.
pub(super) fn is_date(word: &str) -> bool {
    let is_month = || {
        matches!(
            word,
            "January"
                | "February"
                | "March"
                | "April"
                | "May"
                | "June"
                | "July"
                | "August"
                | "September"
                | "October"
                | "November"
                | "December"
        )
    };
    is_day(word) || is_month()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_in_letters_are_figures() {
        let numbers = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
                       eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen Three 4m 1st";
        assert!(numbers.split(' ').all(|word| is_figure(word.as_bytes())));
        assert!(numbers.split(' ').all(|word| may_begin_figure(word.as_bytes(), 0)));
        let others = "one the ton sex nice fine seventh tenth thirteenth hundred";
        assert!(others.split(' ').all(|word| !is_figure(word.as_bytes())));
        assert!(!is_figure(b""));
    }
    use crate::document::{Breaks, Document, Markup, Source};
    use crate::repetition::Keys;

    #[test]
    fn sentences_begin_behind_marks_and_at_the_start() {
        let source = Source::new("draft.txt", "He met “Ada” Voss. Tom Hale 4½ knew.\n");
        let document = Document::read(&source, Markup::Plain, Breaks::Blank);
        let keys = Keys::read(&document);
        let begins = |at: &usize| begins_sentence(document.prose(), keys.words(), *at);
        let words: Vec<&str> = (0..keys.words().len())
            .filter(begins)
            .map(|at| &document.prose()[keys.words()[at].span.range()])
            .collect();
        assert_eq!(words, ["He", "Ada", "Tom"]);
    }
}
