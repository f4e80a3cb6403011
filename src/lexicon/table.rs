//! The word tables: whether a word is listed, and how. Laid out by `layout.rs`, filled by `build/table.rs`.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::layout::{
    AMERICAN, BRITISH, BUCKET, CAPITALISED, CAPITALS, Key, LONGEST, LOWER, MIXED, PAYLOAD, SLOTS, TAG, TIER,
    bucket_of, hash, hash_short, tag_of,
};

/// How a word is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing(u8);

/// A way of writing a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// In small letters: *minister*.
    Small = LOWER,
    /// With a capital first: *Chicago*.
    Capitalised = CAPITALISED,
    /// In capitals: *NATO*.
    Capitals = CAPITALS,
    /// With capitals inside: *iPhone*, *McDonald*.
    Mixed = MIXED,
}

/// Where a listed word is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// In America only.
    American,
    /// In Britain only.
    British,
    /// No preference.
    Both,
}

impl Listing {
    /// Whether the word is listed in that case: *Turkey* is in small letters and capitalised, *Kyiv* capitalised only.
    #[must_use]
    pub fn has(self, case: Case) -> bool {
        self.0 & case as u8 != 0
    }

    /// Whether a form in small letters is listed up to level 80. What is rarer, or listed as a name only, may stand in
    /// copy by mistake.
    #[must_use]
    pub fn is_settled(self) -> bool {
        self.has(Case::Small) && self.level() <= 80
    }

    /// Whether a form in small letters is listed up to level 60: nothing is the matter with such a word by itself.
    #[must_use]
    pub fn is_common(self) -> bool {
        self.has(Case::Small) && self.level() <= 60
    }

    /// The SCOWL level up to which the word's form in small letters (else its best form) is listed: 60, 70, 80 or 95.
    #[must_use]
    pub fn level(self) -> u8 {
        [60, 70, 80, 95][usize::from(self.0 >> TIER & 3)]
    }

    /// Where the word is used.
    #[must_use]
    pub fn region(self) -> Region {
        match self.0 & (AMERICAN | BRITISH) {
            AMERICAN => Region::American,
            BRITISH => Region::British,
            _ => Region::Both,
        }
    }
}

/// Looks up a word as it may stand in copy: in any case, with straight or curly apostrophes, with accents, possessive or
/// not. A false answer comes about twice in a million unlisted words. Allocates nothing.
#[must_use]
pub fn look_up(word: &str) -> Option<Listing> {
    let word = without_possessive(word);
    if word.is_ascii() {
        return look_up_ascii(word.as_bytes());
    }
    let (mut key, mut length): (Key, usize) = ([0; LONGEST], 0);
    let mut push = |letters: &[u8]| -> Option<()> {
        key.get_mut(length..length + letters.len())?.copy_from_slice(letters);
        length += letters.len();
        Some(())
    };
    for letter in word.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            '\0' => return None,
            '’' => push(b"'")?,
            'æ' | 'Æ' => push(b"ae")?,
            'ø' | 'Ø' => push(b"o")?,
            'ß' => push(b"ss")?,
            'ð' | 'Ð' => push(b"d")?,
            'þ' | 'Þ' => push(b"th")?,
            letter if letter.is_ascii() => push(&[letter.to_ascii_lowercase() as u8])?,
            _ => return None,
        }
    }
    find(hash(&key, length, SEED))
}

/// An ASCII word in any case: most names are.
fn look_up_ascii(word: &[u8]) -> Option<Listing> {
    let mut key: Key = [0; LONGEST];
    let folded = key.get_mut(..word.len())?;
    folded.copy_from_slice(word);
    if folded.contains(&0) {
        return None;
    }
    folded.make_ascii_lowercase();
    find(hash(&key, word.len(), SEED))
}

/// Looks up bytes `start..end` of `text` if they are small ASCII letters only, else answers `None`: the quick way that
/// nearly all words of running copy take. `start..end` must lie within the text.
#[inline]
#[must_use]
pub fn look_up_plain(text: &str, start: usize, end: usize) -> Option<Option<Listing>> {
    let (bytes, length) = (text.as_bytes(), end - start);
    let Some(window) = bytes.get(start..start + 16).filter(|_| length <= 16) else {
        return look_up_long(&bytes[start..end]);
    };
    let (halves, _) = window.as_chunks::<8>();
    let (first_mask, second_mask) = MASKS[length];
    let first = u64::from_le_bytes(halves[0]) & first_mask;
    let second = u64::from_le_bytes(halves[1]) & second_mask;
    let plain = are_small_letters(first, first_mask) && are_small_letters(second, second_mask);
    plain.then(|| find(hash_short(first, second, SEED)))
}

/// The word without its possessive ending, `'s` or a bare `'` after s, with a straight or a curly apostrophe.
#[must_use]
pub fn without_possessive(word: &str) -> &str {
    let ends_with_s = |bytes: &[u8]| matches!(bytes.last(), Some(b's' | b'S'));
    let bytes = word.as_bytes();
    let rest = if ends_with_s(bytes) { &bytes[..bytes.len() - 1] } else { bytes };
    let Some(bare) = rest.strip_suffix(b"'").or_else(|| rest.strip_suffix("’".as_bytes())) else {
        return word;
    };
    let is_possessive = rest.len() < bytes.len() || ends_with_s(bare);
    if is_possessive { &word[..bare.len()] } else { word }
}

const SEED: u64 = include!(concat!(env!("OUT_DIR"), "/words_seed.rs"));

/// One bucket is one cache line.
#[repr(align(64))]
struct Aligned<const BYTES: usize>([u8; BYTES]);

const COMMON_BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common_words.bin"));
const OTHER_BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/other_words.bin"));

static COMMON: Aligned<{ COMMON_BYTES.len() }> =
    Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/common_words.bin")));
static OTHER: Aligned<{ OTHER_BYTES.len() }> =
    Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/other_words.bin")));

/// For each length the bytes of both halves that belong to a word of that length.
const MASKS: [(u64, u64); 17] = {
    let mut masks = [(0, 0); 17];
    let mut length = 1;
    while length < masks.len() {
        let (first, second) = masks[length - 1];
        masks[length] = if length <= 8 { (first << 8 | 0xFF, second) } else { (first, second << 8 | 0xFF) };
        length += 1;
    }
    masks
};

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Whether each byte under `mask` is one of a–z; bytes beyond are 0. Eight at a time: the first sum lifts a and above
/// into the high bit, the second one what lies behind z; no byte below 0x80 carries into its neighbour.
#[inline]
fn are_small_letters(bytes: u64, mask: u64) -> bool {
    if bytes & HIGH_BITS != 0 {
        return false;
    }
    let from_a = bytes + 0x1F1F_1F1F_1F1F_1F1F;
    let behind_z = bytes + 0x0505_0505_0505_0505;
    from_a & !behind_z & HIGH_BITS == HIGH_BITS & mask
}

/// Words of more than 16 letters, and those at the very end of a text.
#[cold]
fn look_up_long(word: &[u8]) -> Option<Option<Listing>> {
    if !word.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let mut key: Key = [0; LONGEST];
    let Some(place) = key.get_mut(..word.len()) else {
        return Some(None);
    };
    place.copy_from_slice(word);
    Some(find(hash(&key, word.len(), SEED)))
}

#[inline]
fn find(hash: u64) -> Option<Listing> {
    find_in(&COMMON.0, hash).or_else(|| find_in(&OTHER.0, hash))
}

#[inline]
fn find_in(table: &[u8], hash: u64) -> Option<Listing> {
    let (buckets, _) = table.as_chunks::<BUCKET>();
    let (mut at, tag) = (bucket_of(hash, buckets.len()), tag_of(hash));
    loop {
        let (entries, _) = buckets[at].as_chunks::<4>();
        // At most one entry of a bucket has the tag, so all may be joined; an empty one adds nothing.
        let joined = entries.iter().fold(0, |joined, entry| {
            let entry = u32::from_le_bytes(*entry);
            joined | if entry & TAG == tag { entry } else { 0 }
        });
        if joined >> PAYLOAD != 0 {
            return Some(Listing((joined >> PAYLOAD) as u8));
        }
        if entries[SLOTS - 1] == [0; 4] {
            return None;
        }
        at = (at + 1) % buckets.len();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn plain(word: &str) -> Option<Listing> {
        let text = format!("{word} and sixteen more");
        look_up_plain(&text, 0, word.len()).expect("plain")
    }

    #[test]
    fn every_listed_word_is_found() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon/words");
        let mut count = 0;
        for entry in fs::read_dir(folder).unwrap() {
            for word in fs::read_to_string(entry.unwrap().path())
                .unwrap()
                .lines()
                .filter(|word| word.len() <= LONGEST)
            {
                let listing = look_up(word).unwrap_or_else(|| panic!("{word}"));
                let lower = word.chars().all(|letter| !letter.is_uppercase());
                // Names that the rare lists hold in small letters.
                let is_name = listing.has(Case::Capitalised) && listing.level() <= 60;
                assert!(listing.has(Case::Small) || !lower || is_name, "{word}");
                count += 1;
            }
        }
        assert!(count > 500_000, "{count}");
    }

    #[test]
    fn well_known_names_are_listed_with_their_capital_only() {
        for name in ["chicago", "london", "wednesday", "german", "english"] {
            assert!(look_up(name).is_some_and(|listing| !listing.has(Case::Small)), "{name}");
        }
        for noun in ["turkey", "china", "march", "labrador", "rugby", "harken"] {
            assert!(look_up(noun).is_some_and(|listing| listing.has(Case::Small)), "{noun}");
        }
    }

    #[test]
    fn what_no_list_holds_is_not_found() {
        for word in
            ["cconcurred", "recieve", "goverment", "", "x\u{0}y", "新聞", "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"]
        {
            assert_eq!(look_up(word), None, "{word}");
        }
        assert_eq!(look_up(&"a".repeat(100)), None);
        assert_eq!(plain("cconcurred"), None);
    }

    #[test]
    fn words_are_found_as_copy_has_them() {
        for word in [
            "Façade",
            "FACADE",
            "don’t",
            "DON'T",
            "minister’s",
            "ministers'",
            "Kyiv's",
            "smørrebrød",
            "cafe\u{301}",
        ] {
            assert!(look_up(word).is_some(), "{word}");
        }
    }

    #[test]
    fn both_ways_agree_and_short_texts_are_read() {
        for word in ["the", "concurred", "antidisestablishmentarianism", "internationally", "cconcurred", "a"]
        {
            assert_eq!(plain(word), look_up(word), "{word}");
            assert_eq!(
                look_up_plain(word, 0, word.len()),
                Some(look_up(word)),
                "{word} at the end of the text"
            );
        }
        let sixteen = "irresponsibility";
        assert_eq!(sixteen.len(), 16);
        assert!(plain(sixteen).is_some_and(Listing::is_settled));
    }

    #[test]
    fn only_small_letters_are_plain() {
        for word in ["The", "it's", "well-known", "abc1", "café", "abcdefgé", "{abc", "`abc", "abcdefghi`"]
        {
            assert_eq!(look_up_plain(&format!("{word} and sixteen more"), 0, word.len()), None, "{word}");
            assert_eq!(look_up_plain(word, 0, word.len()), None, "{word}");
        }
    }

    #[test]
    fn a_listing_tells_case_level_and_region() {
        let listing = |word| look_up(word).expect("listed");
        assert!(listing("Turkey").has(Case::Small) && listing("turkey").has(Case::Capitalised));
        assert!(listing("kyiv").has(Case::Capitalised) && !listing("kyiv").has(Case::Small));
        assert!(listing("nato").has(Case::Capitals) && listing("chatgpt").has(Case::Mixed));
        assert!(
            !listing("kyiv").is_settled()
                && !listing("harken").is_settled()
                && listing("calender").is_settled()
        );
        assert_eq!((listing("the").level(), listing("calender").level()), (60, 70));
        assert_eq!(listing("colour").region(), Region::British);
        assert_eq!(listing("color").region(), Region::American);
        assert_eq!(listing("organize").region(), Region::Both);
    }
}
