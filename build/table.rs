//! Builds the word tables, one of common words and one of all others: for each word a tag of its hash and a payload, in
//! buckets of one cache line. Linear in the lists; no sorting and no map, because it runs unoptimised.

use crate::layout::{
    BUCKET, CAPITALISED, CAPITALS, Key, LONGEST, LOWER, MIXED, PAYLOAD, SLOTS, TIER, bucket_of, hash, tag_of,
};
use crate::lists::List;

/// The words of SCOWL's levels up to this one have a table of their own, small enough to stay in a core's own cache:
/// 96 of 100 words of copy are found there.
const COMMON_LEVEL: u8 = 35;

/// Words for each bucket of 16: a table 0.75 full.
const LOAD: usize = 12;

/// The tables, as they lie in memory.
pub(crate) struct Tables {
    /// The words of the levels up to [`COMMON_LEVEL`].
    pub(crate) common: Vec<u8>,
    /// All others.
    pub(crate) other: Vec<u8>,
    /// The seed of their hash: the first one with which no two words can be taken for each other.
    pub(crate) seed: u64,
}

/// A listed form of a word.
#[derive(Clone, Copy, Default)]
struct Form<'w> {
    word: &'w str,
    hash: u64,
    /// The cases in which it is listed.
    cases: u8,
    /// The regions of its form in small letters, and of the others.
    regions: [u8; 2],
    /// The lowest SCOWL level of a form in small letters, of one with a capital first, and of any other; [`UNLISTED`]
    /// without one.
    small: u8,
    capital: u8,
    other: u8,
    common: bool,
}

/// Above every level.
const UNLISTED: u8 = u8::MAX;

impl Form<'_> {
    /// What the table says of the word. SCOWL's rare lists hold names in small letters (*chicago*): of a well-known name
    /// such a form is not listed.
    fn payload(&self) -> u8 {
        let is_name = self.small >= 80 && self.capital <= 60 || self.small >= 70 && self.capital <= 40;
        let [of_small, of_others] = self.regions;
        // A *Centre* anywhere in the world does not make the *centre* American.
        let (level, bits) = match self.small {
            UNLISTED => (self.capital.min(self.other), self.cases | of_others),
            _ if is_name => (self.capital, self.cases & !LOWER | of_others),
            small => (small, self.cases | of_small),
        };
        let tier = match level {
            0..=60 => 0,
            61..=70 => 1,
            71..=80 => 2,
            _ => 3,
        };
        bits | tier << TIER
    }
}

/// Builds the tables.
pub(crate) fn build(lists: &[List]) -> Tables {
    (0..).find_map(|seed| try_seed(lists, seed)).expect("some seed tells all words apart")
}

fn try_seed(lists: &[List], seed: u64) -> Option<Tables> {
    let mut forms = Vec::new();
    for list in lists {
        for word in list.words().filter(|word| word.len() <= LONGEST) {
            forms.push(form(word, list, seed));
        }
    }
    let count = forms.len().div_ceil(LOAD);
    let (forms, starts) = by_bucket(&forms, count);
    let (mut common, mut other) = (Vec::new(), Vec::new());
    for home in 0..count {
        for word in merged(&forms[starts[home]..starts[home + 1]])? {
            if word.common { common.push(word) } else { other.push(word) }
        }
    }
    let (common, others) = (fill(&common)?, fill(&other)?);
    // Readers ask the common words first.
    if other.iter().any(|word| seems_held(&common, word)) {
        return None;
    }
    Some(Tables { common: to_bytes(&common), other: to_bytes(&others), seed })
}

type Buckets = Vec<[u32; SLOTS]>;

/// A table of the words; none when two of them can be taken for each other.
fn fill(words: &[Form<'_>]) -> Option<Buckets> {
    let mut buckets = vec![[0_u32; SLOTS]; words.len().div_ceil(LOAD)];
    words.iter().try_for_each(|word| insert(&mut buckets, word))?;
    Some(buckets)
}

fn to_bytes(buckets: &Buckets) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(buckets.len() * BUCKET);
    for entry in buckets.iter().flatten() {
        bytes.extend_from_slice(&entry.to_le_bytes());
    }
    bytes
}

fn form<'w>(word: &'w str, list: &List, seed: u64) -> Form<'w> {
    let mut key: Key = [0; LONGEST];
    key[..word.len()].copy_from_slice(word.as_bytes());
    key.make_ascii_lowercase();
    let case = case_of(word);
    let level_of = |cases: u8| if case & cases != 0 { list.level } else { UNLISTED };
    Form {
        word,
        hash: hash(&key, word.len(), seed),
        cases: case,
        regions: if case == LOWER { [list.regions, 0] } else { [0, list.regions] },
        small: level_of(LOWER),
        capital: level_of(CAPITALISED),
        other: level_of(CAPITALS | MIXED),
        common: list.level <= COMMON_LEVEL,
    }
}

fn case_of(word: &str) -> u8 {
    let bytes = word.as_bytes();
    let capitals = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    match capitals {
        0 => LOWER,
        1 if bytes[0].is_ascii_uppercase() => CAPITALISED,
        _ if capitals == letters => CAPITALS,
        _ => MIXED,
    }
}

/// The forms in the order of their home buckets, and where each bucket's begin (a counting sort).
fn by_bucket<'w>(forms: &[Form<'w>], count: usize) -> (Vec<Form<'w>>, Vec<usize>) {
    let mut starts = vec![0; count + 1];
    for form in forms {
        starts[bucket_of(form.hash, count) + 1] += 1;
    }
    for home in 0..count {
        starts[home + 1] += starts[home];
    }
    let (mut sorted, mut next) = (vec![Form::default(); forms.len()], starts.clone());
    for form in forms {
        let home = bucket_of(form.hash, count);
        sorted[next[home]] = *form;
        next[home] += 1;
    }
    (sorted, starts)
}

/// One form a word, with the cases and regions of all; none when two different words share a hash.
fn merged<'w>(forms: &[Form<'w>]) -> Option<Vec<Form<'w>>> {
    let mut words: Vec<Form<'w>> = Vec::new();
    for form in forms {
        match words.iter_mut().find(|word| word.hash == form.hash) {
            None => words.push(*form),
            Some(word) if word.word.eq_ignore_ascii_case(form.word) => {
                word.cases |= form.cases;
                word.regions = [0, 1].map(|of| word.regions[of] | form.regions[of]);
                word.small = word.small.min(form.small);
                word.capital = word.capital.min(form.capital);
                word.other = word.other.min(form.other);
                word.common |= form.common;
            }
            Some(_) => return None,
        }
    }
    Some(words)
}

/// Puts a word into the first bucket with room from `home` on; none when a bucket on the way holds its tag. Readers
/// walk the same way, so that each tag they meet is the word's own.
fn insert(buckets: &mut Buckets, word: &Form<'_>) -> Option<()> {
    let tag = tag_of(word.hash);
    let entry = tag | u32::from(word.payload()) << PAYLOAD;
    let mut at = bucket_of(word.hash, buckets.len());
    loop {
        for slot in &mut buckets[at] {
            if *slot == 0 {
                *slot = entry;
                return Some(());
            }
            if tag_of(u64::from(*slot)) == tag {
                return None;
            }
        }
        at = (at + 1) % buckets.len();
    }
}

/// Whether a table would be taken to hold a word that it does not hold.
fn seems_held(buckets: &Buckets, word: &Form<'_>) -> bool {
    let (mut at, tag) = (bucket_of(word.hash, buckets.len()), tag_of(word.hash));
    loop {
        if buckets[at].iter().any(|&slot| slot != 0 && tag_of(u64::from(slot)) == tag) {
            return true;
        }
        if buckets[at][SLOTS - 1] == 0 {
            return false;
        }
        at = (at + 1) % buckets.len();
    }
}
