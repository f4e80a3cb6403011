//! What copydesk must know of scripts to leave their honest use of invisible characters alone. Ranges are those of
//! Unicode's blocks, not of its script property: they need no tables and err towards silence.

/// Whether `text` holds a letter that is written from right to left. Linear.
pub(super) fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|character| {
        matches!(character,
            '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
            && character.is_alphabetic()
    })
}

/// Whether letters of this script change their shape beside a joiner: Hebrew to Mongolian (Arabic, all of India and
/// South-East Asia among them), and their extensions.
pub(super) fn takes_joiners(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10A00}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}')
}

/// Whether words of this script may be parted by a zero-width space: Thai, Lao, Tibetan, Burmese, Khmer and the
/// scripts around them.
pub(super) fn parts_words_unseen(character: char) -> bool {
    matches!(character,
        '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{1AAF}' | '\u{A9E0}'..='\u{AA7F}')
}

/// Whether a character is drawn as an emoji, or turned into one: pictures, arrows and signs, skin tones, keycap and
/// presentation marks.
pub(super) fn is_emoji_part(character: char) -> bool {
    matches!(character,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{20E3}' | '©' | '®' | '™' | '\u{3030}'
        | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{203C}' | '\u{2049}' | 'ℹ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        assert!(is_right_to_left("the word שלום") && is_right_to_left("مرحبا"));
        assert!(!is_right_to_left("naïve 新 \u{200F}"));
        assert!(takes_joiners('ی') && takes_joiners('क') && !takes_joiners('é') && !takes_joiners('ж'));
        assert!(parts_words_unseen('ก') && parts_words_unseen('ក') && !parts_words_unseen('ی'));
        assert!(is_emoji_part('👩') && is_emoji_part('♂') && !is_emoji_part('a'));
    }
}
