//! How common a window of a needle is: those are looked for that copy holds least often.

use crate::kinds::chance;

/// Where the window of `length` bytes begins that copy holds least often, the first one of several; `None` where there
/// is none. Linear in the bytes.
pub(super) fn rarest_window(bytes: &[u8], length: usize) -> Option<usize> {
    let mut rarest: Option<(f64, usize)> = None;
    for (offset, window) in bytes.windows(length).enumerate() {
        let is_rarer = |chance: f64| rarest.is_none_or(|(least, _)| chance < least);
        let mut chance = chance(lower(window)[..length.min(4)].iter().copied().map(char::from));
        // Looked up only where it may matter: most windows are no rarer even by their letters.
        if is_rarer(chance) && is_common(window) {
            chance = chance.max(CHANCE_OF_COMMON);
        }
        if is_rarer(chance) {
            rarest = Some((chance, offset));
        }
    }
    rarest.map(|(_, offset)| offset)
}

/// The first four bytes of a window, or as many as it has, with ASCII letters in lower case.
fn lower(window: &[u8]) -> [u8; 4] {
    let mut lower = [0; 4];
    let length = window.len().min(4);
    lower[..length].copy_from_slice(&window[..length]);
    lower.make_ascii_lowercase();
    lower
}

/// Whether copy is full of a window, so that its letters do not tell how common it is.
fn is_common(window: &[u8]) -> bool {
    window.len() == 4 && COMMON.binary_search(&&lower(window)).is_ok()
}

/// How likely a window is that copy is full of, at least.
const CHANCE_OF_COMMON: f64 = 1.8e-4;

/// The stretches of four characters that copy is full of, sorted.
const COMMON: &[&[u8; 4]] = &[
    b" and", b" are", b" bee", b" can", b" for", b" fro", b" hav", b" her", b" in ", b" not", b" of ",
    b" sai", b" tha", b" the", b" thi", b" to ", b" was", b" wer", b" wit", b" you", b"able", b"all ",
    b"ally", b"and ", b"are ", b"as a", b"ated", b"ates", b"ave ", b"been", b"but ", b"can ", b"come",
    b"comm", b"cont", b"coul", b"d of", b"ding", b"ent ", b"ers ", b"ever", b"for ", b"form", b"from",
    b"had ", b"has ", b"hat ", b"have", b"heir", b"here", b"hing", b"his ", b"ing ", b"inte", b"ion ",
    b"ith ", b"king", b"know", b"ment", b"more", b"ning", b"not ", b"one ", b"ould", b"out ", b"over",
    b"peop", b"prov", b"ring", b"s an", b"s of", b"said", b"shou", b"sing", b"that", b"the ", b"thei",
    b"ther", b"they", b"this", b"ting", b"tion", b"to b", b"vers", b"very", b"ving", b"want", b"was ",
    b"were", b"what", b"when", b"whic", b"who ", b"will", b"with", b"work", b"woul", b"you ", b"your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_copy_is_full_of_is_common() {
        assert!(COMMON.is_sorted());
        assert_eq!(rarest_window(b"The chat", 4), Some(4), "“chat”, not “The ”");
        assert_eq!(rarest_window(b"xqthat", 4), Some(0));
        assert_eq!(rarest_window(b"that", 4), Some(0), "better than none");
        assert_eq!(rarest_window(b"thjat", 2), Some(1));
        assert_eq!(rarest_window(b"tk", 4), None);
    }
}
