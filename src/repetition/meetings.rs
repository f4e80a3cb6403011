//! Where two blocks share windows, and the passages that these make.

use std::ops::Range;

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

/// The passages of two blocks, of documents with these keys, that share these windows, along the passages. A window says where a
/// passage is, and the words on both sides of it how long: windows that stand in a block several times meet once only.
pub(super) fn passages(keys: [&Keys; 2], meetings: &[Meeting]) -> Vec<SharedPassage> {
    let mut passages = Vec::new();
    // The distance of the passage that was found last, and the word behind it in the first block.
    let mut found = (0, 0);
    for meeting in meetings {
        if meeting.distance == found.0 && (meeting.word as usize) < found.1 {
            continue;
        }
        let blocks = [meeting.blocks.0 as usize, meeting.blocks.1 as usize];
        let [first, later] = extended(keys, blocks, [meeting.word as usize, meeting.later_word()]);
        found = (meeting.distance, first.end);
        if first.len() >= SHORTEST_PASSAGE {
            let span = |keys: &Keys, words: &Range<usize>| {
                keys.words()[words.start].span.cover(keys.words()[words.end - 1].span)
            };
            let spans = [span(keys[0], &first), span(keys[1], &later)];
            passages.push(SharedPassage { blocks, spans, words: first.len() });
        }
    }
    passages
}

/// The words around those at which two blocks share a window, as far as they are the same, the window included.
fn extended(keys: [&Keys; 2], blocks: [usize; 2], at: [usize; 2]) -> [Range<usize>; 2] {
    let block = |side: usize| {
        let words = &keys[side].blocks()[blocks[side]].words;
        words.start as usize..words.end as usize
    };
    let (one, other) = (block(0), block(1));
    let same = |first: usize, later: usize| keys[0].words()[first].key == keys[1].words()[later].key;
    let before = (at[0] - one.start).min(at[1] - other.start);
    let before = (1..=before).take_while(|&step| same(at[0] - step, at[1] - step)).count();
    let behind = (one.end - at[0]).min(other.end - at[1]);
    let behind = (0..behind).take_while(|&step| same(at[0] + step, at[1] + step)).count();
    [at[0] - before..at[0] + behind, at[1] - before..at[1] + behind]
}
