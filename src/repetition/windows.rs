//! Windows: a few words in a row, as one key. What stands again shares them, whatever was changed around it.

use super::{WordKey, mix};

/// How many words a window has.
pub(super) const WINDOW: usize = 4;

/// Keeps the keys of windows apart from those of other classes.
const SEED: u64 = 0x4E;

/// The keys of the windows of some words: that of the window which begins at each word, as far as there is one.
pub(super) fn windows(words: &[WordKey]) -> impl Iterator<Item = u64> {
    words.windows(WINDOW).map(|window| window.iter().fold(SEED, |state, word| mix(state ^ word.key)))
}

/// A set of hashes that may say of some others that it holds them.
pub(super) struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// An empty set. With sixteen `bits` for each hash that it will hold, it is wrong of one in sixteen.
    pub(super) fn new(bits: usize) -> Self {
        let words = bits.next_power_of_two().max(64) / 64;
        Self { words: vec![0; words], shift: 64 - (words as u64 * 64).ilog2() }
    }

    /// Puts a hash in; says whether it was there.
    #[inline]
    pub(super) fn set(&mut self, key: u64) -> bool {
        let was = self.has(key);
        let bit = (key >> self.shift) as usize;
        self.words[bit / 64] |= 1 << (bit % 64);
        was
    }

    #[inline]
    pub(super) fn has(&self, key: u64) -> bool {
        let bit = (key >> self.shift) as usize;
        self.words[bit / 64] >> (bit % 64) & 1 != 0
    }
}
