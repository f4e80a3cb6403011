//! Makes text that was quoted from somewhere harmless: control characters cannot steer a terminal, bidi marks cannot
//! turn a line around, and each stays visible as one character. JSON keeps them, escaped; both lists are here.

use std::borrow::Cow;

/// What stands for a character that has no picture of its own.
pub const REPLACEMENT: char = '\u{fffd}';

/// How a character is shown: control characters as control pictures (`␛`), a tab as a space, C1 controls, bidi marks
/// and the separators U+2028 and U+2029 as U+FFFD, everything else as itself.
#[must_use]
pub fn shown(character: char) -> char {
    match character {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(REPLACEMENT),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => REPLACEMENT,
        _ if turns_the_line(character) => REPLACEMENT,
        _ => character,
    }
}

/// `text` with every character as it is shown: one line, whatever it was. Borrows when nothing had to change.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        || text.chars().all(|character| shown(character) == character)
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(shown).collect())
    }
}

/// Whether a person who reads JSON would not see this character, so that it is written as an escape there.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    turns_the_line(character)
        || matches!(character,
            '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{2065}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Marks of direction, of line and paragraph, of shaping and of interlinear notes.
fn turns_the_line(character: char) -> bool {
    matches!(character,
        '\u{61c}'
        | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_shown_as_a_picture() {
        assert_eq!(clean("a\u{1b}[31mb\0\u{7f}\r\n"), "a␛[31mb␀␡␍␊");
        assert_eq!(clean("\u{9b}31m \u{202e}gpj\u{2069}\u{2028}"), "\u{fffd}31m \u{fffd}gpj\u{fffd}\u{fffd}");
        assert_eq!(clean("a\tb"), "a b");
    }

    #[test]
    fn copy_stays_as_it_is() {
        let copy = "“É” 新聞 👩‍🚀 e\u{301} \u{a0}%\u{feff}";
        assert!(matches!(clean(copy), Cow::Borrowed(same) if same == copy));
    }

    #[test]
    fn json_escapes_what_cannot_be_seen() {
        for hidden in
            ['\u{7f}', '\u{9b}', '\u{ad}', '\u{200b}', '\u{200f}', '\u{202e}', '\u{2069}', '\u{feff}']
        {
            assert!(is_hidden(hidden), "{hidden:?}");
        }
        for seen in ['a', 'é', '’', '新', '\u{a0}', '\u{301}', '👩', '\u{fe0f}'] {
            assert!(!is_hidden(seen), "{seen:?}");
        }
    }
}
