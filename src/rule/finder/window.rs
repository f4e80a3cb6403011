//! How common a window of a needle is: those are looked for that copy holds least often.

use crate::kinds::commonness;

/// As [`commonness`], for a stretch of up to four bytes, of which the commonest are known.
pub(super) fn commonness_of_window(window: &[u8]) -> f64 {
    let mut lower = [0; 4];
    let lower = &mut lower[..window.len().min(4)];
    lower.copy_from_slice(&window[..lower.len()]);
    lower.make_ascii_lowercase();
    let own = commonness(lower.iter().copied().map(char::from));
    if COMMON.binary_search_by(|common| common[..].cmp(lower)).is_ok() { own.max(0.001) } else { own }
}

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
        assert!(commonness_of_window(b"The ") > commonness_of_window(b"chat"));
        assert!(commonness_of_window(b"that") >= 0.001);
        assert!(commonness_of_window(b"xq") < commonness_of_window(b"th"));
    }
}
