//! Where two blocks share windows, and the passages that these make.

use super::windows::WINDOW;
use super::{Keys, SharedPassage};

/// The words of the shortest passage that is no turn of phrase.
const SHORTEST_PASSAGE: usize = 20;

/// One window in a block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) key: u64,
    pub(super) block: u32,
    /// The index of its first word.
    pub(super) word: u32,
}

/// Two blocks that share a window: how far apart, and where.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Meeting {
    pub(super) blocks: (u32, u32),
    /// From the word of the first to that of the later one: equal along a passage.
    distance: i64,
    word: u32,
}

impl Meeting {
    /// The meeting of the block of `one` with that of `other`, which share a window there.
    pub(super) fn of(one: &Place, other: &Place) -> Self {
        let distance = i64::from(other.word) - i64::from(one.word);
        Self { blocks: (one.block, other.block), distance, word: one.word }
    }

    fn later_word(self) -> usize {
        usize::try_from(i64::from(self.word) + self.distance).expect("it was an index before")
    }
}

/// The passages of two blocks, of documents with these keys, that share these windows, along the passages: windows that
/// follow each other in both.
pub(super) fn passages(keys: [&Keys; 2], meetings: &[Meeting]) -> Vec<SharedPassage> {
    let follows = |one: &Meeting, next: &Meeting| one.distance == next.distance && one.word + 1 == next.word;
    let passage = |run: &[Meeting]| {
        let words = run.len() + WINDOW - 1;
        let span =
            |keys: &Keys, start: usize| keys.words()[start].span.cover(keys.words()[start + words - 1].span);
        let blocks = [run[0].blocks.0 as usize, run[0].blocks.1 as usize];
        let spans = [span(keys[0], run[0].word as usize), span(keys[1], run[0].later_word())];
        SharedPassage { blocks, spans, words }
    };
    meetings.chunk_by(follows).map(passage).filter(|passage| passage.words >= SHORTEST_PASSAGE).collect()
}
