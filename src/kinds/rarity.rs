//! How common a literal is in English copy, about: what scans look for should be rare.

/// The share of positions in copy at which `text` begins: as if its characters were drawn by themselves, save that
/// runs of them are likelier than that, since they make words.
pub(crate) fn commonness(text: impl IntoIterator<Item = char>) -> f64 {
    chance(text).powf(0.8)
}

/// The chance of these characters in a row, if each came by itself.
pub(crate) fn chance(text: impl IntoIterator<Item = char>) -> f64 {
    text.into_iter().map(share).product()
}

/// The share of a character. Capitals are rarer than small letters, but scans that ignore case meet both.
fn share(character: char) -> f64 {
    const LETTERS: [f64; 26] = [
        8.2, 1.5, 2.8, 4.3, 12.7, 2.2, 2.0, 6.1, 7.0, 0.2, 0.8, 4.0, 2.4, 6.7, 7.5, 1.9, 0.1, 6.0, 6.3, 9.1,
        2.8, 1.0, 2.4, 0.2, 2.0, 0.1,
    ];
    match character {
        'a'..='z' => LETTERS[character as usize - 'a' as usize] / 100.0,
        'A'..='Z' => LETTERS[character as usize - 'A' as usize] / 300.0,
        ' ' => 0.2,
        '.' | ',' | '\'' | '"' | '-' | '0'..='9' => 0.01,
        ':' | ';' | '?' | '!' | '(' | ')' => 0.003,
        _ => 0.000_3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_letters_signs_and_long_words_are_rare() {
        let order = ["e", "as", "the", "fox", "[[", "chatbot", "utm_source="];
        assert!(order.is_sorted_by(|one, next| commonness(one.chars()) > commonness(next.chars())));
    }
}
