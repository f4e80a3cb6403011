//! How common a literal is in English copy, about: what scans look for should be rare.

/// The share of positions in copy at which `text` begins: as if its characters were drawn by themselves, save that
/// runs of them are likelier than that, since they make words.
pub(crate) fn commonness(text: impl IntoIterator<Item = char>) -> f64 {
    text.into_iter().map(share).product::<f64>().powf(0.8)
}

/// As [`commonness`], for a stretch of up to four bytes, of which the commonest are known.
pub(crate) fn commonness_of_window(window: &[u8]) -> f64 {
    let window = window.to_ascii_lowercase();
    let own = commonness(window.iter().copied().map(char::from));
    if COMMON.iter().any(|common| common[..] == window[..]) { own.max(0.001) } else { own }
}

/// The stretches of four characters that copy is full of.
const COMMON: &[&[u8; 4]] = &[
    b" the", b"the ", b" and", b"and ", b" of ", b"ing ", b"ion ", b" to ", b"tion", b" in ", b"that",
    b" tha", b"hat ", b" for", b"for ", b"with", b" wit", b"ith ", b"have", b" hav", b"ave ", b"this",
    b" thi", b"his ", b"here", b" her", b"ther", b"ould", b"will", b"ting", b"ding", b"ning", b"ring",
    b"king", b"hing", b"sing", b"ving", b"from", b" fro", b" was", b"was ", b"were", b" wer", b"are ",
    b" are", b"not ", b" not", b"said", b" sai", b"ment", b"ent ", b"ers ", b"more", b"been", b" bee",
    b"they", b"thei", b"heir", b"what", b"when", b"whic", b"who ", b"one ", b"you ", b" you", b"your",
    b"can ", b" can", b"but ", b"has ", b"had ", b"all ", b"out ", b"over", b"ever", b"very", b"ally",
    b"able", b"ated", b"ates", b"comm", b"cont", b"inte", b"prov", b"vers", b"peop", b"to b", b"as a",
    b"s an", b"s of", b"d of", b"woul", b"coul", b"shou", b"work", b"come", b"form", b"know", b"want",
];

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
