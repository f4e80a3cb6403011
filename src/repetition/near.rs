//! Blocks of a document that say nearly the same, and passages that two of them share: found by windows of a few words
//! that stand in both, and then verified word by word. Equal blocks are not looked at again, and what half the draft holds
//! is no sign.

use super::difference::{Difference, Nearness};
use super::meetings::{Meeting, Place, passages};
use super::windows::{Bits, windows};
use super::{Keys, narrow};
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
    /// The first words in a row that differ, in each.
    pub leading: [Span; 2],
    /// How many words must be changed, put in or left out to make the one of the other.
    pub changes: usize,
    /// What the changes are.
    pub difference: Difference,
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

/// Shorter blocks are near to each other by chance.
pub(super) const SHORTEST: usize = 20;
/// A window that stands in more blocks than this belongs to the draft's form.
const MOST_BLOCKS: usize = 20;

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
            let [one, other] = [first, later].map(|block| keys.side(document, block));
            match Nearness::between(one, other, meetings.len()) {
                Some(Nearness { differing, leading, changes, difference, .. }) => {
                    near.pairs.push(NearPair { first, later, differing, leading, changes, difference });
                }
                None => near.passages.extend(passages([keys, keys], meetings)),
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
        let place = |(word, key)| Place { key, block: narrow(block), word };
        places.extend((words.start..).zip(windows(keys.words_of(&keys.blocks()[block]))).map(place));
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
            meetings.extend(once[index + 1..].iter().map(|other| Meeting::of(one, other)));
        }
    }
    meetings.sort_unstable();
    meetings
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
    fn a_passage_is_whole_though_a_window_of_it_stands_twice() {
        let again = "foundations in a single night";
        let padding = |word: &str| format!("{word} ").repeat(40);
        let text =
            format!("{again} {} {PIER}\n\n{} {PIER} {}\n", padding("one"), padding("two"), padding("three"));
        let (shared, prose) = near(&text);
        let [passage] = &shared.passages[..] else { panic!("{shared:?}") };
        assert!(passage.spans.iter().all(|span| prose[span.range()] == *PIER), "{passage:?}");
    }

    #[test]
    fn ten_thousand_copies_that_differ_in_a_word_take_no_square_of_time() {
        let text: String = (0..10_000).map(|index| format!("{PIER} {index}x\n\n")).collect();
        let (near, _) = near(&text);
        assert!(near.pairs.is_empty(), "what stands everywhere is the draft's form");
    }
}
