//! What two drafts have in common, verified on their words, with the exact places in both.

use super::candidates::Boilerplate;
use super::marks::is_body;
use super::story::Story;
use crate::document::{BlockKind, Document, Span};
use crate::repetition::difference::{Difference, Nearness};
use crate::repetition::meetings::{Meeting, Place, passages};
use crate::repetition::near::SHORTEST;
use crate::repetition::windows::windows;
use crate::repetition::{Keys, SharedPassage, narrow};

/// What two drafts have in common.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// The place of the earlier draft in the run.
    pub first: usize,
    /// That of the later one.
    pub later: usize,
    /// Blocks that say the same or nearly the same, in the order of the later draft.
    pub runs: Vec<Shared>,
    /// Blocks that differ in nothing but numbers, days and names: forms filled in twice.
    pub forms: Vec<Shared>,
    /// Passages that blocks share which are otherwise different.
    pub passages: Vec<Shared>,
    /// How many words make them copies of each other: those in runs and passages, and in forms where these are the smaller part.
    pub words: usize,
    /// The share of the shorter draft's body that these are.
    pub share: f64,
    /// From the first to the last of what they share, their headlines too if these are the same: in the first draft and in
    /// the later one.
    pub whole: Option<[Span; 2]>,
    /// The one story that both tell, if that was asked.
    pub story: Option<Story>,
}

/// What stands in two drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Where it stands in the first and in the later draft.
    pub spans: [Span; 2],
    /// How many words stand in both.
    pub words: usize,
    /// How many blocks it has, those between that are too short to count included.
    pub blocks: usize,
    /// Whether it is the same word for word.
    pub equal: bool,
    /// What differs in the first and in the later draft, if it is a single block.
    pub differing: Option<Differing>,
}

/// How two versions of a block differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// From the first word that differs to the last one, in each; empty where nothing stands for the other's.
    pub texts: [String; 2],
    /// The first words in a row that differ, in each.
    pub leading: [String; 2],
    /// How many words must be changed, put in or left out.
    pub changes: usize,
}

/// The part of a draft, one in so many words, that must be its own for the rest to be boilerplate.
const LEAST_OWN: usize = 4;

/// A draft that is read again to be held against others.
pub(super) struct Reread<'a> {
    document: &'a Document<'a>,
    keys: Keys,
    /// The indices of the blocks of its body, each said once, by their keys.
    blocks: Vec<(u64, usize)>,
    /// The windows of its long blocks, each once, by their keys.
    windows: Vec<Place>,
}

/// A block of the later draft and that of the first which says the same.
struct Match {
    first: usize,
    later: usize,
    /// How many words stand in both.
    words: usize,
    /// Nothing where both are equal.
    nearness: Option<Nearness>,
}

impl<'a> Reread<'a> {
    /// The draft without its boilerplate, unless that is nearly all of it: then what it is made of stands in very many
    /// drafts because these are copies of each other.
    pub(super) fn of(document: &'a Document<'a>, boilerplate: &Boilerplate) -> Self {
        let keys = Keys::read(document);
        let all = document.blocks();
        let body = (0..all.len()).filter(|&index| is_body(&all[index]) && !keys.repeats(index));
        let mut blocks: Vec<(u64, usize)> = body.map(|index| (keys.blocks()[index].key, index)).collect();
        let words = |blocks: &[(u64, usize)]| -> usize {
            blocks.iter().map(|&(_, index)| keys.blocks()[index].words.len()).sum()
        };
        let own: Vec<(u64, usize)> =
            blocks.iter().copied().filter(|&(key, _)| !boilerplate.holds(key)).collect();
        if words(&own) * LEAST_OWN >= words(&blocks) {
            blocks = own;
        }
        let mut places = Vec::new();
        for &(_, index) in &blocks {
            let words = &keys.blocks()[index].words;
            if words.len() >= SHORTEST {
                let keys = windows(keys.words_of(&keys.blocks()[index]));
                let place = |(key, word)| Place { key, block: narrow(index), word };
                places.extend(keys.zip(words.start..).map(place));
            }
        }
        places.sort_unstable();
        places.dedup_by_key(|place| place.key);
        blocks.sort_unstable();
        Self { document, keys, blocks, windows: places }
    }

    fn words(&self, block: usize) -> usize {
        self.keys.blocks()[block].words.len()
    }

    /// The words of the whole body.
    fn length(&self) -> usize {
        self.blocks.iter().map(|&(_, index)| self.words(index)).sum()
    }

    /// The block that says what block `index` of `later` says, word for word.
    fn equal(&self, later: &Self, index: usize) -> Option<usize> {
        let key = later.keys.blocks()[index].key;
        let at = self.blocks.partition_point(|&(other, _)| other < key);
        let (_, first) = *self.blocks.get(at).filter(|(other, _)| *other == key)?;
        fn words<'k>(draft: &'k Reread<'_>, index: usize) -> impl Iterator<Item = u64> + 'k {
            draft.keys.words_of(&draft.keys.blocks()[index]).iter().map(|word| word.key)
        }
        words(self, first).eq(words(later, index)).then_some(first)
    }

    /// Where blocks of the two drafts share windows, by the blocks, the later draft's first, then along the passages.
    fn meetings(&self, later: &Self) -> Vec<Meeting> {
        let (mut one, mut other) = (self.windows.iter().peekable(), later.windows.iter().peekable());
        let mut meetings = Vec::new();
        while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
            match first.key.cmp(&second.key) {
                std::cmp::Ordering::Less => _ = one.next(),
                std::cmp::Ordering::Greater => _ = other.next(),
                std::cmp::Ordering::Equal => {
                    meetings.push(Meeting::of(first, second));
                    one.next();
                    other.next();
                }
            }
        }
        meetings.sort_unstable();
        meetings
    }

    /// What the draft has in common with a `later` one.
    pub(super) fn common(&self, later: &Self) -> Common {
        let (mut matches, passages) = self.matches(later);
        matches.sort_by_key(|pair| pair.later);
        let differs = |near: &Nearness| near.difference != Difference::Words;
        let is_form = |pair: &Match| pair.nearness.as_ref().is_some_and(differs);
        let (forms, texts): (Vec<Match>, Vec<Match>) = matches.into_iter().partition(is_form);
        let shared = |passage: SharedPassage| Shared {
            spans: passage.spans,
            words: passage.words,
            blocks: 1,
            equal: true,
            differing: None,
        };
        let passages: Vec<Shared> = passages.into_iter().map(shared).collect();
        let (runs, forms) = (self.runs(later, &texts), self.runs(later, &forms));
        let count = |shared: &[Shared]| -> usize { shared.iter().map(|shared| shared.words).sum() };
        let copied = count(&runs) + count(&passages);
        // In a copy a name or a figure may have been put right; in a form, nearly every block differs in some.
        let put_right = if count(&forms) <= copied { &forms[..] } else { &[] };
        let words = copied + count(put_right);
        let share = words as f64 / self.length().min(later.length()).max(1) as f64;
        let cover = |one: [Span; 2], other: [Span; 2]| [one[0].cover(other[0]), one[1].cover(other[1])];
        let all = runs.iter().chain(&passages).chain(put_right);
        let whole = all.map(|shared| shared.spans).reduce(cover);
        let whole = whole.map(|whole| self.same_headline(later).map_or(whole, |heads| cover(heads, whole)));
        Common { runs, forms, passages, words, share: share.min(1.0), whole, ..Common::default() }
    }

    /// The blocks of the later draft that say what one of this draft says, and the passages of others.
    fn matches(&self, later: &Self) -> (Vec<Match>, Vec<SharedPassage>) {
        let mut taken = vec![false; later.document.blocks().len()];
        let (mut matches, mut passages) = (Vec::new(), Vec::new());
        for &(_, index) in later.blocks.iter().filter(|&&(_, index)| later.words(index) > 0) {
            if let Some(first) = self.equal(later, index) {
                taken[index] = true;
                matches.push(Match { first, later: index, words: later.words(index), nearness: None });
            }
        }
        let (meetings, mut near) = (self.meetings(later), Vec::new());
        for meetings in meetings.chunk_by(|one, next| one.blocks == next.blocks) {
            let (first, second) = (meetings[0].blocks.0 as usize, meetings[0].blocks.1 as usize);
            if taken[second] {
                continue;
            }
            let sides = (self.keys.side(self.document, first), later.keys.side(later.document, second));
            match Nearness::between(sides.0, sides.1, meetings.len()) {
                Some(nearness) => near.push((second, first, nearness)),
                None => passages.extend(self::passages([&self.keys, &later.keys], meetings)),
            }
        }
        near.sort_by_key(|(later, first, nearness)| (*later, nearness.changes, *first));
        for (index, first, nearness) in near {
            if !std::mem::replace(&mut taken[index], true) {
                let words = nearness.common;
                matches.push(Match { first, later: index, words, nearness: Some(nearness) });
            }
        }
        passages.retain(|passage| !taken[passage.blocks[1]]);
        passages.sort_by_key(|passage| passage.spans[1]);
        (matches, passages)
    }

    /// Blocks that follow each other in both drafts, as one; they bridge what is too short to count.
    fn runs(&self, later: &Self, matches: &[Match]) -> Vec<Shared> {
        let is_short = |draft: &Self, mut blocks: std::ops::Range<usize>| {
            blocks.all(|index| draft.words(index) < SHORTEST)
        };
        let joined = |one: &Match, next: &Match| {
            next.first > one.first
                && next.first - one.first == next.later - one.later
                && is_short(self, one.first + 1..next.first)
                && is_short(later, one.later + 1..next.later)
        };
        let differing = |near: &Nearness| {
            let (one, other) = (self.document.prose(), later.document.prose());
            let texts = |[first, second]: [Span; 2]| {
                [one[first.range()].to_owned(), other[second.range()].to_owned()]
            };
            Differing { texts: texts(near.differing), leading: texts(near.leading), changes: near.changes }
        };
        let shared = |run: &[Match]| {
            let (start, end) = (&run[0], &run[run.len() - 1]);
            let span = |draft: &Self, start: usize, end: usize| {
                draft.document.blocks()[start].content.cover(draft.document.blocks()[end].content)
            };
            Shared {
                spans: [span(self, start.first, end.first), span(later, start.later, end.later)],
                words: run.iter().map(|pair| pair.words).sum(),
                blocks: end.later - start.later + 1,
                equal: run.iter().all(|pair| pair.nearness.is_none()),
                differing: start.nearness.as_ref().filter(|_| run.len() == 1).map(differing),
            }
        };
        matches.chunk_by(joined).map(shared).collect()
    }

    /// The headlines of both drafts, if these are the same.
    fn same_headline(&self, later: &Self) -> Option<[Span; 2]> {
        let headline = |draft: &Self| {
            let blocks = draft.document.blocks();
            let index = blocks.iter().position(|block| block.kind == BlockKind::Headline)?;
            Some((draft.keys.blocks()[index].key, blocks[index].content))
        };
        let ((one, first), (other, second)) = (headline(self)?, headline(later)?);
        (one == other).then_some([first, second])
    }
}
