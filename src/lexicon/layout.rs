//! How the word tables and the suggestion trie lie in memory: the one file that `build.rs`, which writes them, and the
//! reader share. What is put in is decided in `build/`, what is read out in `table.rs` and `trie.rs`.

/// A bucket of a word table: one cache line of [`SLOTS`] entries.
pub(super) const BUCKET: usize = 64;

/// Entries in a bucket, each a little-endian `u32`: a tag in the low 24 bits, a payload above. 0 is empty. A full
/// bucket overflows into the next one, the last into the first.
pub(super) const SLOTS: usize = BUCKET / 4;

/// The tag's bits of an entry.
pub(super) const TAG: u32 = 0x00FF_FFFF;

/// The payload's lowest bit in an entry.
pub(super) const PAYLOAD: u32 = 24;

/// Payload: a form in small letters is listed. At least one of the four case bits is always set.
pub(super) const LOWER: u8 = 1;
/// Payload: a form with a capital first letter is listed.
pub(super) const CAPITALISED: u8 = 2;
/// Payload: a form in capitals is listed.
pub(super) const CAPITALS: u8 = 4;
/// Payload: a form that mixes capitals and small letters is listed.
pub(super) const MIXED: u8 = 8;
/// Payload: the lowest bit of the tier, 0 to 3 for SCOWL levels up to 60, 70, 80 and 95, of the form in small letters
/// where there is one.
pub(super) const TIER: u32 = 4;
/// Payload: used in America. Both regions set: no preference.
pub(super) const AMERICAN: u8 = 64;
/// Payload: used in Britain.
pub(super) const BRITISH: u8 = 128;

/// The longest key in bytes.
pub(super) const LONGEST: usize = 64;

/// A word as it is hashed: folded to small letters and straight apostrophes, padded with zeros to whole pairs of
/// eight bytes. No word holds a zero, so the padding cannot make two words equal.
pub(super) type Key = [u8; LONGEST];

/// The hash of a key of at most 16 bytes, given as its two halves.
#[inline]
pub(super) fn hash_short(first: u64, second: u64, seed: u64) -> u64 {
    let product =
        u128::from(first ^ seed ^ 0x9E37_79B9_7F4A_7C15) * u128::from(second ^ 0xD1B5_4A32_D192_ED03);
    (product >> 64) as u64 ^ product as u64
}

/// The hash of a key of `length` bytes; [`hash_short`] once for each 16 bytes.
pub(super) fn hash(key: &Key, length: usize, seed: u64) -> u64 {
    let half = |at: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&key[at..at + 8]);
        u64::from_le_bytes(bytes)
    };
    (0..length.div_ceil(16)).fold(seed, |hash, pair| hash_short(half(16 * pair), half(16 * pair + 8), hash))
}

/// The bucket at which a hash begins, of `buckets`: made of the high bits, so that it says nothing about the tag.
#[inline]
pub(super) fn bucket_of(hash: u64, buckets: usize) -> usize {
    ((u128::from(hash) * buckets as u128) >> 64) as usize
}

/// The tag of a hash: its low bits.
#[inline]
pub(super) fn tag_of(hash: u64) -> u32 {
    hash as u32 & TAG
}

/// The levels of SCOWL up to which words are offered as suggestions; a trie node holds the index plus one.
pub(super) const LEVELS: [u8; 7] = [10, 20, 35, 40, 50, 55, 60];

/// A node of the trie is a little-endian `u32`, in preorder: the letter from 1 (a) to 26 (z) in the low five bits, ...
pub(super) const LETTER: u32 = 0x1F;
/// ... the level's index plus one in the next three, 0 where no word ends, ...
pub(super) const LEVEL: u32 = 5;
/// ... and above them the number of nodes of its subtree, itself included.
pub(super) const SIZE: u32 = 8;
