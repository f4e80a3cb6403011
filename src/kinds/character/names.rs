//! The names of characters that nobody can see, so that a finding can say which one it means. Every other character
//! is named by its number.

/// “U+202E RIGHT-TO-LEFT OVERRIDE”; without the words for a character that is not in the list below.
pub(super) fn name(character: char) -> String {
    let number = u32::from(character);
    match NAMES.iter().find(|(known, _)| *known == character) {
        Some((_, words)) => format!("U+{number:04X} {words}"),
        None => match number {
            0x00..=0x9F => format!("U+{number:04X} CONTROL CHARACTER"),
            0xFE00..=0xFE0F | 0xE0100..=0xE01EF => format!("U+{number:04X} VARIATION SELECTOR"),
            0xE0000..=0xE007F => format!("U+{number:04X} TAG CHARACTER"),
            0xE000..=0xF8FF | 0xF0000..=0x10_FFFF => format!("U+{number:04X} PRIVATE USE"),
            _ => format!("U+{number:04X}"),
        },
    }
}

/// The first character's name, and how many stand behind it.
pub(super) fn names(characters: &str) -> String {
    let mut rest = characters.chars();
    let Some(first) = rest.next() else { return String::new() };
    match rest.count() {
        0 => name(first),
        more => format!("{} and {more} more", name(first)),
    }
}

/// The names are Unicode's, for control characters its aliases.
const NAMES: &[(char, &str)] = &[
    ('\u{00}', "NULL"),
    ('\u{03}', "END OF TEXT"),
    ('\u{07}', "BELL"),
    ('\u{08}', "BACKSPACE"),
    ('\u{0B}', "LINE TABULATION"),
    ('\u{0C}', "FORM FEED"),
    ('\u{1A}', "SUBSTITUTE"),
    ('\u{1B}', "ESCAPE"),
    ('\u{1E}', "INFORMATION SEPARATOR TWO"),
    ('\u{1F}', "INFORMATION SEPARATOR ONE"),
    ('\u{7F}', "DELETE"),
    ('\u{85}', "NEXT LINE"),
    ('\u{A0}', "NO-BREAK SPACE"),
    ('\u{AD}', "SOFT HYPHEN"),
    ('\u{61C}', "ARABIC LETTER MARK"),
    ('\u{180E}', "MONGOLIAN VOWEL SEPARATOR"),
    ('\u{2007}', "FIGURE SPACE"),
    ('\u{200B}', "ZERO WIDTH SPACE"),
    ('\u{200C}', "ZERO WIDTH NON-JOINER"),
    ('\u{200D}', "ZERO WIDTH JOINER"),
    ('\u{200E}', "LEFT-TO-RIGHT MARK"),
    ('\u{200F}', "RIGHT-TO-LEFT MARK"),
    ('\u{2028}', "LINE SEPARATOR"),
    ('\u{2029}', "PARAGRAPH SEPARATOR"),
    ('\u{202A}', "LEFT-TO-RIGHT EMBEDDING"),
    ('\u{202B}', "RIGHT-TO-LEFT EMBEDDING"),
    ('\u{202C}', "POP DIRECTIONAL FORMATTING"),
    ('\u{202D}', "LEFT-TO-RIGHT OVERRIDE"),
    ('\u{202E}', "RIGHT-TO-LEFT OVERRIDE"),
    ('\u{202F}', "NARROW NO-BREAK SPACE"),
    ('\u{2060}', "WORD JOINER"),
    ('\u{2061}', "FUNCTION APPLICATION"),
    ('\u{2062}', "INVISIBLE TIMES"),
    ('\u{2063}', "INVISIBLE SEPARATOR"),
    ('\u{2064}', "INVISIBLE PLUS"),
    ('\u{2066}', "LEFT-TO-RIGHT ISOLATE"),
    ('\u{2067}', "RIGHT-TO-LEFT ISOLATE"),
    ('\u{2068}', "FIRST STRONG ISOLATE"),
    ('\u{2069}', "POP DIRECTIONAL ISOLATE"),
    ('\u{FEFF}', "BYTE ORDER MARK"),
    ('\u{FFFC}', "OBJECT REPLACEMENT CHARACTER"),
    ('\u{FFFD}', "REPLACEMENT CHARACTER"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_named() {
        assert_eq!(name('\u{202E}'), "U+202E RIGHT-TO-LEFT OVERRIDE");
        assert_eq!(name('\u{1}'), "U+0001 CONTROL CHARACTER");
        assert_eq!(name('\u{E000}'), "U+E000 PRIVATE USE");
        assert_eq!(name('\u{E0041}'), "U+E0041 TAG CHARACTER");
        assert_eq!(names("\u{200B}\u{AD}\u{200B}"), "U+200B ZERO WIDTH SPACE and 2 more");
        assert_eq!(names(""), "");
    }

    #[test]
    fn no_character_is_named_twice() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0), "sorted, so that doubles would show");
    }
}
