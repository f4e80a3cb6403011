//! UTF-8 that was read as Windows-1252 or Latin-1: “cafÃ©” for “café”. Characters are turned back into the bytes that
//! they were read from, and what those bytes spell in UTF-8 was meant. A single pair may also be honest copy (a word
//! in capitals before a quotation mark, `MANHÃ”`; a French `é »`), so it must convince.

use std::ops::Range;

use memchr::memchr2_iter;

use super::names::name;
use super::{Find, after, before};

/// What Windows-1252 makes of the bytes 0x80 to 0x9F; the five it leaves open stand for themselves, as in browsers.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Signs that close a word or stand between words: behind a letter with an accent they may well be meant.
const CLOSING: &str = "‘’“”„‚«»‹›…–—•®™\u{A0}";

/// Finds maximal runs of garbled characters, and of U+FFFD. Linear: only the bytes that begin `Â` to `ô` and U+FFFD
/// are looked at.
pub(super) fn search(text: &str, within: Range<usize>, finds: &mut Vec<Find>) {
    finds.extend(Runs::new(text, within).map(|run| {
        let meant = run.meant.as_deref();
        Find {
            characters: match meant.and_then(|meant| meant.chars().next()) {
                None if meant.is_some() => "a stray byte-order mark".to_owned(),
                None => "a character that was lost".to_owned(),
                Some(first) if first.is_whitespace() || first.is_control() || first == '\u{AD}' => {
                    format!("a garbled {}", name(first))
                }
                Some(_) => format!("a garbled “{}”", meant.unwrap_or_default()),
            },
            instead: run.meant,
            bytes: run.bytes,
        }
    }));
}

/// The Windows-1252 character of a C1 control, when that is what the control was meant to be: most C1 controls in copy
/// are Windows-1252 read as Latin-1.
pub(super) fn meant_by_control(control: char) -> Option<char> {
    let index = u32::from(control).checked_sub(0x80)?;
    let meant = *HIGH.get(usize::try_from(index).ok()?)?;
    (meant != control).then_some(meant)
}

/// A run of garbled characters.
pub(super) struct Run {
    /// Its bytes in the text.
    pub(super) bytes: Range<usize>,
    /// What it was before; `None` when that is lost.
    meant: Option<String>,
}

/// The runs in a part of a text, in order.
pub(super) struct Runs<'t> {
    text: &'t str,
    end: usize,
    /// Where a run may begin; none lies before `at`.
    leads: memchr::Memchr2<'t>,
    start: usize,
    at: usize,
}

impl<'t> Runs<'t> {
    /// The runs of `text` that begin in `within` and end in it.
    pub(super) fn new(text: &'t str, within: Range<usize>) -> Self {
        let leads = memchr2_iter(0xC3, 0xEF, &text.as_bytes()[within.clone()]);
        Self { text, end: within.end, leads, start: within.start, at: within.start }
    }

    fn lost(&self, at: usize) -> Range<usize> {
        let rest = &self.text[at..self.end];
        at..self.end - rest.trim_start_matches('\u{FFFD}').len()
    }

    /// The run of whole sequences from byte `at` on, if it convinces.
    fn garbled(&self, at: usize) -> Option<Run> {
        let (mut end, mut count) = (at, 0);
        let mut meant = String::new();
        while let Some((length, decoded)) = sequence(&self.text[end..self.end]) {
            meant.push(decoded);
            end += length;
            count += 1;
        }
        let convinces = count > 1
            || count == 1 && alone(before(self.text, at), &self.text[at..end], after(self.text, end));
        convinces.then(|| Run { bytes: at..end, meant: restored(meant) })
    }

    /// `â€` without its third character: a `”` whose last byte, undefined in Windows-1252, was dropped on the way.
    fn shortened(&self, at: usize) -> Option<Run> {
        let rest = self.text[at..self.end].strip_prefix("â€")?;
        let rest = rest.strip_prefix('\u{FFFD}').unwrap_or(rest);
        Some(Run { bytes: at..self.end - rest.len(), meant: Some("”".to_owned()) })
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        loop {
            let at = self.start + self.leads.next()?;
            if at < self.at {
                continue;
            }
            let run = if self.text[at..].starts_with('\u{FFFD}') {
                Some(Run { bytes: self.lost(at), meant: None })
            } else {
                self.garbled(at).or_else(|| self.shortened(at))
            };
            if let Some(run) = run {
                self.at = run.bytes.end;
                return Some(run);
            }
        }
    }
}

/// The byte that a character was read from.
fn byte_of(character: char) -> Option<u8> {
    match u8::try_from(u32::from(character)) {
        Ok(byte) => Some(byte),
        Err(_) => {
            let index = HIGH.iter().position(|&high| high == character)?;
            u8::try_from(0x80 + index).ok()
        }
    }
}

/// The garbled character at the start of `text`: how many bytes of text it takes, and what was meant.
fn sequence(text: &str) -> Option<(usize, char)> {
    let mut characters = text.chars();
    let lead = byte_of(characters.next()?)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for byte in &mut bytes[1..length] {
        *byte = byte_of(characters.next()?)?;
    }
    let decoded = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((text.len() - characters.as_str().len(), decoded))
}

/// What was meant, when `decoded` may itself be garbled: text that was misread twice. `None` for a lost character.
fn restored(mut decoded: String) -> Option<String> {
    while let Some(again) = decoded_whole(&decoded) {
        decoded = again;
    }
    if decoded.contains('\u{FFFD}') {
        return None;
    }
    Some(decoded.chars().filter(|&c| c != '\u{FEFF}').map(|c| meant_by_control(c).unwrap_or(c)).collect())
}

fn decoded_whole(text: &str) -> Option<String> {
    let (mut rest, mut decoded) = (text, String::new());
    while !rest.is_empty() {
        let (length, character) = sequence(rest)?;
        decoded.push(character);
        rest = &rest[length..];
    }
    (!decoded.is_empty()).then_some(decoded)
}

/// Whether one sequence alone is garbled text rather than honest copy.
fn alone(before: Option<char>, sequence: &str, after: Option<char>) -> bool {
    let mut characters = sequence.chars();
    let (Some(lead), Some(second)) = (characters.next(), characters.next()) else { return false };
    let closing = |character: char| CLOSING.contains(character);
    let letter = |beside: Option<char>| beside.is_some_and(char::is_alphabetic);
    let small = before.is_some_and(char::is_lowercase);
    match lead {
        // “Â” and “Ã” before a no-break space: `Â ` for the space itself, `Ã ` for “à”.
        'Â' | 'Ã' if second == '\u{A0}' => {
            !before.is_some_and(|c| "«“‘\"'(\u{A0}".contains(c) || lead == 'Ã' && c.is_uppercase())
        }
        // A dash or a multiplication sign stands free; else a letter must show that the sign is inside a word.
        'Â' | 'Ã' if "–—".contains(second) => {
            small || letter(after) || !letter(before) && !letter(after)
        }
        'Â' | 'Ã' if closing(second) => small || letter(after),
        'Â' | 'Ã' => true,
        'Ä' | 'Å' if closing(second) => small || letter(after),
        'Ä' | 'Å' => letter(before) || letter(after),
        'â' => {
            byte_of(second).is_some_and(|byte| byte < 0xA0)
                && !(letter(before) && sequence.chars().skip(1).all(closing))
        }
        'ï' => "»¼½¾¿".contains(second),
        'ð' => second == 'Ÿ' || second == '\u{9F}',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    /// The garbled stretches of `text` and what was meant, side by side.
    fn garbled(text: &str) -> Vec<(String, String)> {
        let mut finds = Vec::new();
        search(text, 0..text.len(), &mut finds);
        finds
            .into_iter()
            .map(|find| (text[find.bytes].to_owned(), find.instead.unwrap_or("?".to_owned())))
            .collect()
    }

    /// Reads `text` as Windows-1252 is read by browsers.
    fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn the_table_is_that_of_windows_1252() {
        for (byte, character) in (0x80_u8..).zip(HIGH) {
            assert_eq!(misread_byte(byte), character, "{byte:X}");
            assert_eq!(byte_of(character), Some(byte));
        }
        assert_eq!(byte_of('é'), Some(0xE9));
        assert_eq!(byte_of('Ж'), None);
    }

    fn misread_byte(byte: u8) -> char {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        text.chars().next().unwrap()
    }

    #[test]
    fn only_the_garbled_characters_are_hit() {
        for meant in [
            "’", "‘", "“", "”", "–", "—", "…", "£", "€", "é", "è", "á", "í", "ó", "ú", "ñ", "ü", "ö", "ç",
            "à", "Å", "š", "ł", "½", "°", "™", "→", "★", "😀", "日本", "Жук", "α≠",
        ] {
            let bad = misread(meant);
            for (lead, tail) in [("the mayor", "s plan"), ("l", "a")] {
                let text = format!("{lead}{bad}{tail}");
                assert_eq!(garbled(&text), [(bad.clone(), meant.to_owned())], "{text}");
            }
        }
    }

    #[test]
    fn marks_between_spaces_are_hit() {
        assert_eq!(garbled("noon â€“ he"), [("â€“".to_owned(), "–".to_owned())]);
        assert_eq!(garbled("3 Ã— 4"), [("Ã—".to_owned(), "×".to_owned())]);
        assert_eq!(garbled("il va Ã\u{A0} Paris"), [("Ã\u{A0}".to_owned(), "à".to_owned())]);
        assert_eq!(garbled("ele Ã© o"), [("Ã©".to_owned(), "é".to_owned())]);
        assert_eq!(
            garbled("A fare of Â£4 and â‚¬5"),
            [("Â£".to_owned(), "£".to_owned()), ("â‚¬".to_owned(), "€".to_owned())]
        );
        assert_eq!(
            garbled("â€œWe will,â€\u{9D} she"),
            [("â€œ".to_owned(), "“".to_owned()), ("â€\u{9D}".to_owned(), "”".to_owned())]
        );
        assert_eq!(
            garbled("â€œNo.â€"),
            [("â€œ".to_owned(), "“".to_owned()), ("â€".to_owned(), "”".to_owned())]
        );
    }

    #[test]
    fn neighbours_are_one_run_and_honest_signs_stay_out() {
        assert_eq!(garbled("â€œâ€˜We"), [("â€œâ€˜".to_owned(), "“‘".to_owned())]);
        assert_eq!(garbled("“the mayorâ€™s”"), [("â€™".to_owned(), "’".to_owned())]);
        assert_eq!(garbled("éÂ£"), [("Â£".to_owned(), "£".to_owned())]);
    }

    #[test]
    fn text_misread_twice_is_restored() {
        let bad = misread(&misread("’"));
        assert_eq!(bad, "Ã¢â‚¬â„¢");
        assert_eq!(garbled(&format!("it{bad}s")), [(bad, "’".to_owned())]);
        assert_eq!(
            garbled("itÂ’s"),
            [("Â’".to_owned(), "’".to_owned())],
            "Windows-1252 read as Latin-1 first"
        );
        assert_eq!(garbled("itâ\u{80}\u{99}s"), [("â\u{80}\u{99}".to_owned(), "’".to_owned())], "as Latin-1");
    }

    #[test]
    fn lost_characters_have_no_repair() {
        assert_eq!(found(search, "it\u{FFFD}\u{FFFD}s"), [(r"\u{fffd}\u{fffd}".to_owned(), None)]);
        assert_eq!(garbled("itï¿½s"), [("ï¿½".to_owned(), "?".to_owned())]);
        assert_eq!(garbled("ï»¿The"), [("ï»¿".to_owned(), String::new())]);
        assert_eq!(garbled("so,â€\u{FFFD} he"), [("â€\u{FFFD}".to_owned(), "”".to_owned())]);
    }

    #[test]
    fn honest_copy_is_silent() {
        for text in [
            "SÃO PAULO",
            "AMANHÃ” e “IRMÃ…",
            "MANHÃ – DIA",
            "MANHÃ\u{A0}É",
            "the letter “Ã”",
            "«\u{A0}Â\u{A0}»",
            "GRÂCE À DIEU",
            "CÂY CẦU",
            "TÂN BÌNH",
            "la vérité\u{A0}»",
            "«\u{A0}été\u{A0}»",
            "CAFÉ™ NESTLÉ® CAFÉ” É…",
            "Fuß“ Spaß” groß–",
            "hâlâ…” dedi",
            "PÅ” HÖJDEN",
            "Å – Ä",
            "NEJVÝŠE",
            "日本，中国",
            "naïf",
            "Ð",
            "ÅÄÖ",
            "português, ação, àquela",
            "",
            "plain",
        ] {
            assert_eq!(garbled(text), [], "{text}");
        }
    }

    #[test]
    fn a_run_stays_within_its_bounds() {
        let text = "xÃ©x";
        for within in [0..3, 2..text.len(), 3..text.len()] {
            if text.is_char_boundary(within.start) && text.is_char_boundary(within.end) {
                assert_eq!(Runs::new(text, within.clone()).count(), 0, "{within:?}");
            }
        }
        assert_eq!(Runs::new(text, 1..5).count(), 1);
    }
}
