//! Characters that nobody can see: zero-width characters, soft hyphens, line separators, direction marks, and no-break
//! spaces where no typographer puts one. Many have an honest use, which is told from their neighbours.

use std::ops::Range;

use super::mojibake::Runs;
use super::names::names;
use super::scan::{Scan, table};
use super::scripts::{is_emoji_part, is_right_to_left, parts_words_unseen, takes_joiners};
use super::{Find, after, before};

/// First bytes of everything that [`is_invisible`] takes in.
static WANTED: [bool; 256] = table(&[(0xC2, 0xC2), (0xD8, 0xD8), (0xE1, 0xE2), (0xEF, 0xEF), (0xF3, 0xF3)]);

/// How many letters an ordinary word has at least: short words, abbreviations and units may be tied to their neighbour.
const ORDINARY: usize = 4;

/// Finds runs of invisible characters that nothing around them explains. Linear.
pub(super) fn search(text: &str, within: Range<usize>, finds: &mut Vec<Find>) {
    let mut garbled = Runs::new(text, within.clone()).peekable();
    let mut surroundings = Surroundings { block: &text[within.clone()], right_to_left: None };
    let mut done = within.start;
    for at in Scan::new(text, within.clone(), &WANTED) {
        if at < done || !after(text, at).is_some_and(is_invisible) {
            continue;
        }
        let rest = &text[at..within.end];
        let end = within.end - rest.trim_start_matches(is_invisible).len();
        done = end;
        // “í” is garbled into “Ã” and a soft hyphen; that is the class `mojibake`'s.
        while garbled.next_if(|run| run.bytes.end <= at).is_some() {}
        let start =
            garbled.peek().map_or(at, |run| if run.bytes.start < at { run.bytes.end.min(end) } else { at });
        if start < end {
            surroundings.judge(text, &within, start..end, finds);
        }
    }
}

/// What a run of invisible characters is judged by, beside its very neighbours.
struct Surroundings<'t> {
    block: &'t str,
    right_to_left: Option<bool>,
}

impl Surroundings<'_> {
    /// Adds the run to the finds, without what is explained at its ends; a run is explained when all its characters
    /// are.
    fn judge(&mut self, text: &str, within: &Range<usize>, run: Range<usize>, finds: &mut Vec<Find>) {
        let characters = &text[run.clone()];
        let left = before(text, run.start).filter(|_| run.start > within.start);
        let right = after(text, run.end).filter(|_| run.end < within.end);
        let spaced = characters.chars().all(is_fixed_space);
        let honest = if spaced {
            is_honest_space(text, within, &run)
        } else {
            let mut previous = left;
            characters.char_indices().all(|(offset, character)| {
                let next = after(text, run.start + offset + character.len_utf8());
                let honest = self.explains(previous, character, next);
                previous = Some(character);
                honest
            })
        };
        if honest {
            return;
        }
        let parted = |beside: Option<char>| beside.is_none_or(char::is_whitespace);
        let parts = characters.contains(|c| is_fixed_space(c) || matches!(c, '\u{2028}' | '\u{2029}'));
        let instead = if parts && !parted(left) && !parted(right) { " " } else { "" };
        finds.push(Find { characters: names(characters), instead: Some(instead.to_owned()), bytes: run });
    }

    /// Whether a character has an honest use between these neighbours.
    fn explains(&mut self, previous: Option<char>, character: char, next: Option<char>) -> bool {
        let beside = |test: fn(char) -> bool| previous.is_some_and(test) || next.is_some_and(test);
        match character {
            '\u{200B}' => beside(parts_words_unseen),
            '\u{200C}' => beside(takes_joiners),
            '\u{200D}' => beside(takes_joiners) || previous.is_some_and(is_emoji_part),
            '\u{180E}' => beside(|c| ('\u{1800}'..='\u{18AF}').contains(&c)),
            '\u{61C}' | '\u{200E}' | '\u{200F}' => {
                let block = self.block;
                *self.right_to_left.get_or_insert_with(|| is_right_to_left(block))
            }
            // A variation selector dresses the sign before it: an emoji, a keycap, a CJK or a Mongolian character.
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => previous
                .is_some_and(|c| !c.is_ascii() && !is_invisible(c) || matches!(c, '#' | '*' | '0'..='9')),
            // Tags spell the region of a flag, behind a black flag.
            '\u{E0020}'..='\u{E007F}' => {
                previous.is_some_and(|c| c == '\u{1F3F4}' || ('\u{E0020}'..='\u{E007F}').contains(&c))
            }
            _ => is_fixed_space(character),
        }
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}')
        || is_fixed_space(character)
}

/// Spaces at which a line must not break.
fn is_fixed_space(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// A no-break space is odd at the edge of a block, beside other white space, and between two ordinary words.
fn is_honest_space(text: &str, within: &Range<usize>, run: &Range<usize>) -> bool {
    let (left, right) = (&text[within.start..run.start], &text[run.end..within.end]);
    let lone = text[run.clone()].chars().nth(1).is_none();
    let edge = |beside: Option<char>| beside.is_none_or(char::is_whitespace);
    if !lone || edge(left.chars().next_back()) || edge(right.chars().next()) {
        return false;
    }
    !(ends_ordinary(left) && starts_ordinary(right))
}

fn starts_ordinary(text: &str) -> bool {
    let letters = text.chars().take_while(|c| c.is_lowercase()).take(ORDINARY).count();
    letters == ORDINARY
        && text
            .chars()
            .find(|c| !c.is_lowercase())
            .is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}

/// An ordinary word that no figure stands before: in “5 million euros” all of it belongs together.
fn ends_ordinary(text: &str) -> bool {
    let front = text.trim_end_matches(char::is_lowercase);
    let letters = text[front.len()..].chars().take(ORDINARY).count();
    letters == ORDINARY
        && front.chars().next_back().is_none_or(char::is_whitespace)
        && !front.trim_end().ends_with(|c: char| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    fn one(bad: &str, instead: &str) -> Vec<(String, Option<String>)> {
        vec![(bad.to_owned(), Some(instead.to_owned()))]
    }

    #[test]
    fn invisible_characters_are_hit_at_their_place() {
        assert_eq!(found(search, "Ly\u{200B}ne"), one(r"\u{200b}", ""));
        assert_eq!(found(search, "fer\u{AD}ry"), one(r"\u{ad}", ""));
        assert_eq!(found(search, "fer\u{2060}ry"), one(r"\u{2060}", ""));
        assert_eq!(found(search, "fer\u{200D}ry"), one(r"\u{200d}", ""));
        assert_eq!(found(search, "fer\u{200B}\u{200B}ry"), one(r"\u{200b}\u{200b}", ""));
        assert_eq!(found(search, "fer\u{200F}ry"), one(r"\u{200f}", ""));
        assert_eq!(found(search, "one\u{2028}two"), one(r"\u{2028}", " "));
        assert_eq!(found(search, "one \u{2028}two"), one(r"\u{2028}", ""));
        assert_eq!(found(search, "a\u{FE0F}b"), one(r"\u{fe0f}", ""));
        assert_eq!(found(search, "a\u{E0041}b"), one(r"\u{e0041}", ""));
    }

    #[test]
    fn odd_no_break_spaces_are_hit() {
        assert_eq!(found(search, "the vote \u{A0}stands"), one(r"\u{a0}", ""));
        assert_eq!(found(search, "the vote\u{A0}\u{A0}stands"), one(r"\u{a0}\u{a0}", " "));
        assert_eq!(found(search, "\u{A0}The vote"), one(r"\u{a0}", ""));
        assert_eq!(found(search, "The vote.\u{A0}"), one(r"\u{a0}", ""));
        assert_eq!(found(search, "the vote\u{A0}stands"), one(r"\u{a0}", " "));
        assert_eq!(found(search, "the\u{200B}\u{A0}vote"), one(r"\u{200b}\u{a0}", " "));
    }

    #[test]
    fn no_break_spaces_of_typographers_are_silent() {
        for text in [
            "5\u{A0}km",
            "Mr.\u{A0}Orr",
            "J.\u{A0}Orr",
            "«\u{A0}la vérité\u{A0}»",
            "Vraiment\u{202F}? Oui\u{A0}!",
            "10\u{A0}000",
            "5 million\u{A0}euros",
            "a\u{A0}ferry",
            "page\u{A0}5",
            "Herr\u{A0}Weber",
            "mercredi\u{A0}: la mer",
            "12\u{2007}345",
        ] {
            assert_eq!(found(search, text), [], "{text}");
        }
    }

    #[test]
    fn joiners_and_marks_in_their_own_scripts_are_silent() {
        for text in [
            "",
            "👩\u{200D}👩\u{200D}👧",
            "🏃🏽\u{200D}♀\u{FE0F}",
            "1\u{FE0F}\u{20E3}",
            "❤\u{FE0F}\u{200D}🔥",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "مرحبا\u{200F}، London",
            "ไทย\u{200B}ไทย",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "葛\u{E0100}",
            "\u{FEFF}The ferry",
        ] {
            assert_eq!(found(search, text), [], "{text:?}");
        }
    }

    #[test]
    fn garbled_text_is_left_to_mojibake() {
        assert_eq!(found(search, "MarÃ\u{AD}a"), []);
        assert_eq!(found(search, "MarÃ\u{AD}\u{200B}a"), one(r"\u{200b}", ""));
    }

    #[test]
    fn a_block_is_judged_by_itself() {
        let text = "one\n\u{A0}two\u{A0}\nthree";
        let mut finds = Vec::new();
        search(text, 4..11, &mut finds);
        assert_eq!(finds.iter().map(|find| find.bytes.clone()).collect::<Vec<_>>(), [4..6, 9..11]);
    }
}
