//! How common a window of a needle is: those are looked for that copy holds least often.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::kinds::chance;

/// Where the window of `length` bytes begins that copy holds least often, the first one of several; `None` where there
/// is none. Linear in the bytes.
pub(super) fn rarest_window(bytes: &[u8], length: usize) -> Option<usize> {
    let mut rarest: Option<(f64, usize)> = None;
    for (offset, window) in bytes.windows(length).enumerate() {
        let is_rarer = |chance: f64| rarest.is_none_or(|(least, _)| chance < least);
        let window = &lower(window)[..length.min(4)];
        let by_letters = chance(window.iter().copied().map(char::from));
        // Counted only where it may matter: most windows are no rarer even by their letters.
        let chance =
            if length == 4 && is_rarer(by_letters) { counted(window, by_letters) } else { by_letters };
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

/// The chance of a window of four bytes as it was counted in copy; of one that is not common there, what its letters
/// tell, but less than of all that are.
fn counted(window: &[u8], by_letters: f64) -> f64 {
    let share = |rank: usize| 0.2 / (200 + rank) as f64;
    COMMON.get(window).map_or(by_letters.min(share(COMMON.len())), |rank| share(*rank))
}

/// The stretches of four bytes that copy is fullest of, by their rank: counted in 300,000 words of edited news. The
/// thousandth makes up a share of 0.00017, and they follow Zipf's law about, save for the first hundred.
static COMMON: LazyLock<HashMap<&[u8], usize>> = LazyLock::new(|| {
    let grams = include_str!("common.txt").lines().flat_map(|line| line.split_terminator('|'));
    grams.map(str::as_bytes).zip(0..).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_copy_is_full_of_is_common() {
        assert!(COMMON.keys().all(|gram| gram.len() == 4), "four bytes each");
        assert_eq!(rarest_window(b"The chat", 4), Some(4), "“chat”, not “The ”");
        assert_eq!(rarest_window(b"xqthat", 4), Some(0));
        assert_eq!(rarest_window(b"that", 4), Some(0), "better than none");
        assert_eq!(rarest_window(b"thjat", 2), Some(1));
        assert_eq!(rarest_window(b"tk", 4), None);
    }
}
