//! Blocks that say nearly the same, and passages that two blocks share: found by windows of a few words that stand in
//! both, and then verified word by word. Equal blocks are not looked at again, and what half the draft holds is no sign.

use std::ops::Range;

use super::change::Change;
use super::{Keys, mix, narrow};
use crate::document::{Document, Span};

/// Two blocks of a document that say nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearPair {
    /// The index of the earlier block.
    pub first: usize,
    /// The index of the later one.
    pub later: usize,
    /// From the first word that differs to the last one, in each; an empty span where nothing stands for the other's.
    pub differing: [Span; 2],
    /// How many words must be changed, put in or left out to make the one of the other.
    pub changes: usize,
    /// What the changes are.
    pub difference: Difference,
}

/// What differs between two blocks that say nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Some word.
    Words,
    /// Nothing but numbers.
    Numbers,
    /// Numbers, and the days or months that they are of: the same statement of another day.
    DatedNumbers,
}

/// The same words in a row in two blocks that are otherwise different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPassage {
    /// The indices of the two blocks, the earlier first.
    pub blocks: [usize; 2],
    /// The passage in each.
    pub spans: [Span; 2],
    /// How many words it has.
    pub words: usize,
}

/// What the blocks of a document have in common short of being equal.
#[derive(Debug, Default)]
pub struct Near {
    /// Pairs that say nearly the same, in the order of the later block.
    pub pairs: Vec<NearPair>,
    /// Passages that other pairs share, in the same order.
    pub passages: Vec<SharedPassage>,
}

/// How many words a window has.
const WINDOW: usize = 4;
/// Shorter blocks are near to each other by chance.
const SHORTEST: usize = 20;
/// The words of the shortest passage that is no turn of phrase.
const SHORTEST_PASSAGE: usize = 20;
/// A window that stands in more blocks than this belongs to the draft's form.
const MOST_BLOCKS: usize = 20;
/// The share of the longer block's words that may be changed.
const MOST_CHANGED: f64 = 0.3;
/// The share of the shorter block's windows that the other holds if sentences have only been moved.
const MOST_MOVED: f64 = 0.8;

/// One window in a block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    key: u64,
    block: u32,
    /// The index of its first word.
    word: u32,
}

/// Two blocks that share a window: how far apart, and where.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Meeting {
    blocks: (u32, u32),
    /// From the word of the first to that of the later one: equal along a passage.
    distance: u32,
    word: u32,
}

impl Near {
    /// Reads what the blocks for which `counts` says so have in common. Linear in the words, but for the blocks that share
    /// windows: of each such pair the lengths are multiplied, up to a bound.
    #[must_use]
    pub fn read(document: &Document<'_>, keys: &Keys, counts: impl Fn(usize) -> bool) -> Self {
        let is_first = |index: &usize| !keys.repeats(*index);
        let long = |index: &usize| keys.blocks()[*index].words.len() >= SHORTEST;
        let blocks: Vec<usize> =
            (0..keys.blocks().len()).filter(long).filter(is_first).filter(|&index| counts(index)).collect();
        let mut near = Self::default();
        let meetings = meetings(&shared_windows(keys, &blocks));
        for meetings in meetings.chunk_by(|one, next| one.blocks == next.blocks) {
            let (first, later) = (meetings[0].blocks.0 as usize, meetings[0].blocks.1 as usize);
            match near_pair(document, keys, first, later, meetings.len()) {
                Some(pair) => near.pairs.push(pair),
                None => near.passages.extend(passages(keys, [first, later], meetings)),
            }
        }
        near.pairs.sort_by_key(|pair| (pair.later, pair.first));
        near.passages.sort_by_key(|passage| (passage.blocks[1], passage.spans[1], passage.blocks[0]));
        near
    }
}

/// The windows that stand in several of the blocks, by key, then by place.
fn shared_windows(keys: &Keys, blocks: &[usize]) -> Vec<Place> {
    let total: usize = blocks.iter().map(|&block| keys.blocks()[block].words.len()).sum();
    let mut places = Vec::with_capacity(total);
    for &block in blocks {
        let words = &keys.blocks()[block].words;
        let starts = words.start..words.end.saturating_sub(narrow(WINDOW) - 1);
        let place = |word| Place { key: window_key(keys, word as usize), block: narrow(block), word };
        places.extend(starts.map(place));
    }
    // A few bits a window, most of them free: nearly all windows of nearly all drafts stand once.
    let mut seen = Bits::new(total * 16);
    let mut again: Vec<u64> = places.iter().map(|place| place.key).filter(|&key| seen.set(key)).collect();
    again.sort_unstable();
    again.dedup();
    let mut sought = Bits::new(again.len() * 64);
    for &key in &again {
        sought.set(key);
    }
    places.retain(|place| sought.has(place.key) && again.binary_search(&place.key).is_ok());
    places.sort_unstable();
    places
}

fn window_key(keys: &Keys, word: usize) -> u64 {
    keys.words()[word..word + WINDOW].iter().fold(0x4E, |state, word| mix(state ^ word.key))
}

/// A set of hashes that may say of some others that it holds them.
struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    fn new(bits: usize) -> Self {
        let words = bits.next_power_of_two().max(64) / 64;
        Self { words: vec![0; words], shift: 64 - (words as u64 * 64).ilog2() }
    }

    /// Puts a hash in; says whether it was there.
    #[inline]
    fn set(&mut self, key: u64) -> bool {
        let bit = (key >> self.shift) as usize;
        let was = self.words[bit / 64] >> (bit % 64) & 1 != 0;
        self.words[bit / 64] |= 1 << (bit % 64);
        was
    }

    #[inline]
    fn has(&self, key: u64) -> bool {
        let bit = (key >> self.shift) as usize;
        self.words[bit / 64] >> (bit % 64) & 1 != 0
    }
}

/// Where two blocks share a window, by the blocks, then along the passages. Of a window that a block holds several times
/// the first one counts.
fn meetings(places: &[Place]) -> Vec<Meeting> {
    let mut meetings = Vec::new();
    for same in places.chunk_by(|one, next| one.key == next.key) {
        let once: Vec<&Place> =
            same.chunk_by(|one, next| one.block == next.block).map(|places| &places[0]).collect();
        if once.len() > MOST_BLOCKS {
            continue;
        }
        for (index, one) in once.iter().enumerate() {
            meetings.extend(once[index + 1..].iter().map(|other| Meeting {
                blocks: (one.block, other.block),
                distance: other.word - one.word,
                word: one.word,
            }));
        }
    }
    meetings.sort_unstable();
    meetings
}

/// The pair, if the two blocks say nearly the same; they share so many windows.
fn near_pair(
    document: &Document<'_>,
    keys: &Keys,
    first: usize,
    later: usize,
    shared: usize,
) -> Option<NearPair> {
    let [one, other] = [first, later].map(|index| {
        let words = &keys.blocks()[index].words;
        words.start as usize..words.end as usize
    });
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    let windows = shorter - (WINDOW - 1);
    let is_moved = shared as f64 >= MOST_MOVED * windows as f64 && shorter * 2 >= longer;
    // With three words in ten changed, a quarter of the windows is left; half of that, since changes are not spread evenly.
    if !is_moved && (shared * 8 < windows || (longer - shorter) as f64 > MOST_CHANGED * longer as f64) {
        return None;
    }
    let changed = Change::between(keys, one.clone(), other.clone());
    let changes = changed.as_ref().map_or(longer - shared, |changed| changed.len());
    if !is_moved && changes as f64 > MOST_CHANGED * longer as f64 {
        return None;
    }
    let changed = changed.unwrap_or_default();
    let difference = Difference::of(document, keys, &changed);
    let differing = [
        covering(keys, &one, changed.iter().filter_map(|change| change.first)),
        covering(keys, &other, changed.iter().filter_map(|change| change.later)),
    ];
    Some(NearPair { first, later, differing, changes, difference })
}

impl Difference {
    fn of(document: &Document<'_>, keys: &Keys, changes: &[Change]) -> Self {
        const DATES: &[&str] = &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ];
        let text =
            |word: Option<usize>| word.map_or("", |word| &document.prose()[keys.words()[word].span.range()]);
        let is_number = |word| text(word).as_bytes().first().is_some_and(u8::is_ascii_digit);
        let is_date = |word| DATES.iter().any(|date| date.eq_ignore_ascii_case(text(word)));
        let numbers =
            changes.iter().filter(|change| is_number(change.first) && is_number(change.later)).count();
        let dates = changes.iter().filter(|change| is_date(change.first) && is_date(change.later)).count();
        match numbers {
            1.. if numbers == changes.len() => Self::Numbers,
            1.. if numbers + dates == changes.len() => Self::DatedNumbers,
            _ => Self::Words,
        }
    }
}

/// From the first of some words of a block to the last.
fn covering(keys: &Keys, block: &Range<usize>, words: impl Iterator<Item = usize>) -> Span {
    let span = |index: usize| keys.words()[index].span;
    let ends = words.fold(None, |ends: Option<(usize, usize)>, word| {
        Some(ends.map_or((word, word), |(least, most)| (least.min(word), most.max(word))))
    });
    ends.map_or(Span::point(span(block.start).start()), |(least, most)| span(least).cover(span(most)))
}

/// The passages of two blocks that share these windows: windows that follow each other in both.
fn passages(keys: &Keys, blocks: [usize; 2], meetings: &[Meeting]) -> Vec<SharedPassage> {
    let follows = |one: &Meeting, next: &Meeting| one.distance == next.distance && one.word + 1 == next.word;
    let passage = |run: &[Meeting]| {
        let words = run.len() + WINDOW - 1;
        let span = |start: usize| keys.words()[start].span.cover(keys.words()[start + words - 1].span);
        let start = run[0].word as usize;
        SharedPassage { blocks, spans: [span(start), span(start + run[0].distance as usize)], words }
    };
    meetings.chunk_by(follows).map(passage).filter(|passage| passage.words >= SHORTEST_PASSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    fn near(text: &str) -> (Near, String) {
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Blank);
        let near = Near::read(&document, &Keys::read(&document), |_| true);
        (near, document.prose().to_owned())
    }

    const PIER: &str = "the harbour board spent a winter and a good deal of money on the pier which the storm had torn from its \
                        foundations in a single night";

    #[test]
    fn changed_words_are_told_on_both_sides() {
        let later = PIER.replace("good deal", "great deal").replace("single", "");
        let (near, prose) = near(&format!("{PIER}\n\nNothing.\n\n{later}\n"));
        let [pair] = &near.pairs[..] else { panic!("{near:?}") };
        assert_eq!((pair.first, pair.later, pair.changes, pair.difference), (0, 2, 2, Difference::Words));
        let [there, here] = pair.differing.map(|span| &prose[span.range()]);
        assert!(there.starts_with("good") && there.ends_with("single"), "{there}");
        assert!(here.starts_with("great") && here.ends_with("great"), "{here}");
    }

    #[test]
    fn numbers_and_dates_are_told_from_words() {
        let of = |one: &str, other: &str| {
            let (near, _) = near(&format!("{PIER} {one}\n\n{PIER} {other}\n"));
            near.pairs.first().map(|pair| pair.difference)
        };
        assert_eq!(of("for 4 weeks", "for 6 weeks"), Some(Difference::Numbers));
        assert_eq!(of("for 4 weeks from Monday", "for 6 weeks from Friday"), Some(Difference::DatedNumbers));
        assert_eq!(of("from Monday", "from Friday"), Some(Difference::Words));
        assert_eq!(of("for 4 weeks", "for some weeks"), Some(Difference::Words));
        assert_eq!(of("for 4 weeks", "for 4 weeks"), None, "equal blocks are not near");
    }

    #[test]
    fn moved_sentences_are_near_and_halves_share_a_passage() {
        let other = "Shops nearby had feared for their trade and the union had asked the mayor twice to meet them in the hall.";
        let (moved, _) = near(&format!("{PIER}. {other}\n\n{other} {PIER}.\n"));
        assert_eq!(moved.pairs.len(), 1, "{moved:?}");
        let padding = |word: &str| format!("{word} ").repeat(40);
        let (shared, prose) = near(&format!("{PIER} {}\n\n{} {PIER}\n", padding("one"), padding("two")));
        let [passage] = &shared.passages[..] else { panic!("{shared:?}") };
        assert!(shared.pairs.is_empty() && passage.words == 27, "{passage:?}");
        assert!(passage.spans.iter().all(|span| prose[span.range()] == *PIER));
    }

    #[test]
    fn ten_thousand_copies_that_differ_in_a_word_take_no_square_of_time() {
        let text: String = (0..10_000).map(|index| format!("{PIER} {index}x\n\n")).collect();
        let (near, _) = near(&text);
        assert!(near.pairs.is_empty(), "what stands everywhere is the draft's form");
    }
}
