//! Control characters: C0 and C1 controls, overrides of the writing direction, a byte-order mark inside the text,
//! private use and what stands for a pasted object. None can be read, and some make copy look other than it is.

use std::ops::Range;

use super::mojibake::{Runs, meant_by_control};
use super::names::names;
use super::scan::{Scan, table};
use super::scripts::is_right_to_left;
use super::{Find, after, before};

/// First bytes of everything that [`is_control`] takes in.
static WANTED: [bool; 256] = table(&[
    (0x00, 0x08),
    (0x0B, 0x0C),
    (0x0E, 0x1F),
    (0x7F, 0x7F),
    (0xC2, 0xC2),
    (0xE2, 0xE2),
    (0xEE, 0xEF),
    (0xF3, 0xF4),
]);

/// Finds runs of control characters. Linear.
pub(super) fn search(text: &str, within: Range<usize>, finds: &mut Vec<Find>) {
    let mut garbled = Runs::new(text, within.clone()).peekable();
    let mut right_to_left = None;
    let mut done = within.start;
    for at in Scan::new(text, within.clone(), &WANTED) {
        if at < done || !after(text, at).is_some_and(|c| is_control(c, at)) {
            continue;
        }
        let end = run_end(&text[..within.end], at);
        done = end;
        // Garbled text is full of C1 controls; it is the class `mojibake`'s.
        while garbled.next_if(|run| run.bytes.end <= at).is_some() {}
        let start =
            garbled.peek().map_or(at, |run| if run.bytes.start < at { run.bytes.end.min(end) } else { at });
        let run = &text[start..end];
        let honest = run.chars().all(is_isolate)
            && (run.is_empty()
                || *right_to_left.get_or_insert_with(|| is_right_to_left(&text[within.clone()])));
        if !honest {
            let instead = instead(text, &(start..end));
            finds.push(Find { characters: names(run), instead: Some(instead), bytes: start..end });
        }
    }
}

/// Whether the character at byte `at` is one; a byte-order mark is none at the very start of the text.
fn is_control(character: char, at: usize) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{FEFF}' => at > 0,
        '\u{202A}'..='\u{202E}' | '\u{FFF9}'..='\u{FFFC}' => true,
        // Private use, and numbers that Unicode promises never to give to a character.
        '\u{E000}'..='\u{F8FF}'
        | '\u{F0000}'..='\u{10FFFF}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FFFE}'
        | '\u{FFFF}' => true,
        _ => character.is_control() || is_isolate(character),
    }
}

/// Isolates turn the writing direction for a stretch. Honest right-to-left copy may hold them; overrides it may not.
fn is_isolate(character: char) -> bool {
    ('\u{2066}'..='\u{2069}').contains(&character)
}

fn run_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    rest.char_indices()
        .find(|&(offset, c)| !is_control(c, start + offset))
        .map_or(text.len(), |(offset, _)| start + offset)
}

/// C1 controls are mostly Windows-1252 read as Latin-1; a vertical tab or a form feed parts words; the rest goes.
fn instead(text: &str, bytes: &Range<usize>) -> String {
    let run = &text[bytes.clone()];
    let meant: String = run.chars().filter_map(meant_by_control).collect();
    let parts = |beside: Option<char>| beside.is_some_and(|c| !c.is_whitespace());
    if meant.is_empty()
        && run.contains(['\u{B}', '\u{C}'])
        && parts(before(text, bytes.start))
        && parts(after(text, bytes.end))
    {
        return " ".to_owned();
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    fn one(bad: &str, instead: &str) -> Vec<(String, Option<String>)> {
        vec![(bad.to_owned(), Some(instead.to_owned()))]
    }

    #[test]
    fn control_characters_are_hit_at_their_place() {
        assert_eq!(found(search, "Ly\u{202E}ne"), one(r"\u{202e}", ""));
        assert_eq!(found(search, "a\u{0}\u{7F}b"), one(r"\u{0}\u{7f}", ""));
        assert_eq!(found(search, "a\u{FEFF}b"), one(r"\u{feff}", ""));
        assert_eq!(found(search, "a\u{E123}"), one(r"\u{e123}", ""));
        assert_eq!(found(search, "é\u{FFFC}新"), one(r"\u{fffc}", ""));
        assert_eq!(found(search, "a\u{2067}b\u{2069}c").len(), 2);
    }

    #[test]
    fn what_the_sender_meant_is_offered() {
        assert_eq!(found(search, "the mayor\u{92}s"), one(r"\u{92}", "’"));
        assert_eq!(found(search, "one\u{B}two"), one(r"\u{b}", " "));
        assert_eq!(found(search, "one \u{C}two"), one(r"\u{c}", ""));
    }

    #[test]
    fn honest_text_is_silent() {
        for text in [
            "",
            "\u{FEFF}The ferry",
            "a\tb\r\nc\rd",
            "مرحبا \u{200F}بالعالم",
            "قال \u{2067}London\u{2069} اليوم",
            "👩‍🚀 “é” — 新",
        ] {
            assert_eq!(found(search, text), [], "{text:?}");
        }
        assert_eq!(
            found(search, "مرحبا \u{202E}x").len(),
            1,
            "an override is none of right-to-left text's needs"
        );
    }

    #[test]
    fn garbled_text_is_left_to_mojibake() {
        assert_eq!(found(search, "he said.â€\u{9D} So"), []);
        assert_eq!(found(search, "he said.â€\u{9D}\u{0} So"), one(r"\u{0}", ""));
        assert_eq!(found(search, "â€\u{9D} So it\u{92}s"), one(r"\u{92}", "’"));
    }

    #[test]
    fn a_mark_at_the_start_of_a_later_block_is_inside() {
        let mut finds = Vec::new();
        search("a\n\u{FEFF}b", 2..6, &mut finds);
        assert_eq!(finds[0].bytes, 2..5);
        assert_eq!(finds[0].characters, "U+FEFF BYTE ORDER MARK");
    }
}
