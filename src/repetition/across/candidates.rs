//! Which drafts may have something in common: those whose marks meet. Of all drafts that hold a key each is paired with
//! the first one only, so that the pairs grow with the marks and never with their square.

use super::common::Common;
use super::marks::{BlockMark, Marks, WindowPlace};
use super::names::have_same_names;
use crate::document::Span;
use crate::repetition::narrow;
use crate::repetition::windows::Bits;

/// What more drafts than this hold, copies of a draft not counted, is boilerplate and not held against each other.
pub const MOST_DRAFTS: usize = 5;

/// A name that more drafts than this have says nothing about a story.
const MOST_NAMED: usize = 16;
/// The fewest of the others that two drafts share which may tell one story.
const FEWEST_NAMED: usize = 3;

/// Windows that meet over no more words than this are one turn of phrase.
const LONGEST_PHRASE: u32 = 6;

/// A key of one draft. Which `part` of the draft it stands for is the caller's affair.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    draft: u32,
    part: u32,
}

/// Two drafts, by their place in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) later: u32,
    pub(super) first: u32,
}

/// Whether two blocks of so many words may say nearly the same, or have a passage in common, when so many of their windows
/// meet, over a stretch of so many words. Half the windows are looked at: of a passage's seventeen three or more in 99.9 cases
/// of 100. Of those of near blocks an eighth is left at least (see `Nearness`). Fewer, or close together, are a turn of phrase.
fn may_share([one, other]: [u32; 2], met: usize, spread: u32) -> bool {
    let (shorter, longer) = (one.min(other), one.max(other));
    let may_be_near = || (longer - shorter) * 3 <= longer && met >= 2.max(shorter as usize / 20);
    spread >= LONGEST_PHRASE && (met >= 3 || may_be_near())
}

impl Pair {
    pub(super) fn of(common: &Common) -> Self {
        Self { later: narrow(common.later), first: narrow(common.first) }
    }
}

/// The keys of the blocks that more than [`MOST_DRAFTS`] drafts hold, sorted.
#[derive(Debug, Default)]
pub(super) struct Boilerplate(Vec<u64>);

impl Boilerplate {
    pub(super) fn holds(&self, key: u64) -> bool {
        self.0.binary_search(&key).is_ok()
    }
}

/// A text that stands in many drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widespread {
    /// The drafts that hold it, in order, and where.
    pub places: Vec<(usize, Span)>,
    /// How many words it has.
    pub words: usize,
    /// How many blocks.
    pub blocks: usize,
}

/// The marks of a run's drafts, and which of these are copies.
pub(super) struct Candidates<'m> {
    marks: &'m [Option<&'m Marks>],
    /// For each draft the first one that it is a copy of, or itself.
    origins: Vec<u32>,
    /// The blocks that stand in several places; see [`entries`].
    blocks: Vec<Entry>,
}

impl<'m> Candidates<'m> {
    pub(super) fn of(marks: &'m [Option<&'m Marks>]) -> Self {
        let blocks = entries(marks, |marks| marks.blocks.iter().map(|block| block.key).zip(0..));
        Self { marks, origins: (0..narrow(marks.len())).collect(), blocks }
    }

    /// Says that the later draft of a pair is a copy of the first.
    pub(super) fn is_copy(&mut self, pair: Pair) {
        self.origins[pair.later as usize] = self.origins[pair.first as usize];
    }

    /// For each draft the one before it of which it may be a copy: whose sketch has most in common with its own, a quarter at
    /// least.
    pub(super) fn copies(&self) -> Vec<Pair> {
        let sketch = |marks: &'m Marks| marks.sketch.iter().map(|&key| (key, 0));
        let mut met = Vec::new();
        for group in groups(&entries(self.marks, sketch)) {
            met.extend(group[1..].iter().map(|entry| Pair { later: entry.draft, first: group[0].draft }));
        }
        met.sort_unstable();
        let length = |draft: u32| self.marks[draft as usize].map_or(0, |marks| marks.sketch.len());
        let mut best: Vec<(Pair, usize)> = Vec::new();
        for same in met.chunk_by(|one, next| one == next) {
            let (pair, shared) = (same[0], same.len());
            if shared * 4 < length(pair.later).min(length(pair.first)) {
                continue;
            }
            match best.last_mut() {
                Some(last) if last.0.later == pair.later => {
                    if shared > last.1 {
                        *last = (pair, shared);
                    }
                }
                _ => best.push((pair, shared)),
            }
        }
        best.into_iter().map(|(pair, _)| pair).collect()
    }

    /// The drafts that share a block, or in two blocks so many windows that these may say nearly the same or share a passage;
    /// sorted, each pair once.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for group in groups(&self.blocks) {
            self.meet(group, |pair, _| pairs.push(pair));
        }
        let mut met: Vec<(Pair, [u32; 2], u32)> = Vec::new();
        let windows = |marks: &'m Marks| marks.windows.iter().map(|window| (window.key, window.place.0));
        for group in groups(&entries(self.marks, windows)) {
            self.meet(group, |pair, [first, later]| {
                let (first, later) = (WindowPlace(first), WindowPlace(later));
                met.push((pair, [first.block(), later.block()], later.word()));
            });
        }
        met.sort_unstable();
        for same in met.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
            let (pair, [first, later], start) = same[0];
            let words = |draft: u32, block: u32| {
                self.marks[draft as usize].map_or(0, |marks| marks.blocks[block as usize].words)
            };
            let spread = same[same.len() - 1].2 - start;
            if may_share([words(pair.first, first), words(pair.later, later)], same.len(), spread) {
                pairs.push(pair);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The drafts that share so many names that they may tell one story, sorted, copies aside. A name that very many drafts
    /// have is no sign; of the others all pairs are looked at, so that each of them makes a limited number.
    pub(super) fn stories(&self) -> Vec<Pair> {
        let mut met = Vec::new();
        let names = entries(self.marks, |marks| marks.names.iter().map(|&name| (name, 0)));
        for group in groups(&names).filter(|group| group.len() <= MOST_NAMED) {
            for (at, later) in group.iter().enumerate() {
                let others = group[..at].iter().filter(|first| self.origin(first) != self.origin(later));
                met.extend(others.map(|first| Pair { later: later.draft, first: first.draft }));
            }
        }
        met.sort_unstable();
        let names = |draft: u32| self.marks[draft as usize].map_or(&[][..], |marks| &marks.names);
        let likely = |same: &&[Pair]| {
            same.len() >= FEWEST_NAMED && have_same_names(names(same[0].first), names(same[0].later))
        };
        met.chunk_by(|one, next| one == next).filter(likely).map(|same| same[0]).collect()
    }

    /// The boilerplate of the run, as far as is known which drafts are copies.
    pub(super) fn boilerplate(&self) -> Boilerplate {
        let many = groups(&self.blocks).filter(|group| !self.are_few(group));
        Boilerplate(many.map(|group| group[0].key).collect())
    }

    /// What more than [`MOST_DRAFTS`] drafts hold, by its first place. Blocks that follow each other in the first draft and
    /// stand in the same drafts are one text.
    pub(super) fn widespread(&self) -> Vec<Widespread> {
        let mut groups: Vec<&[Entry]> = groups(&self.blocks).filter(|group| !self.are_few(group)).collect();
        groups.sort_by_key(|group| (group[0].draft, group[0].part));
        let drafts = |group: &[Entry]| group.iter().map(|entry| entry.draft).collect::<Vec<_>>();
        let follows = |one: &&[Entry], next: &&[Entry]| {
            one[0].part + 1 == next[0].part && one.len() == next.len() && drafts(one) == drafts(next)
        };
        let texts = groups.chunk_by(follows).map(|groups| {
            let texts: Vec<Widespread> =
                groups.iter().map(|group| self.text(group, |marks| &marks.blocks)).collect();
            let mut text = texts[0].clone();
            for next in &texts[1..] {
                for (place, (_, span)) in text.places.iter_mut().zip(&next.places) {
                    place.1 = place.1.cover(*span);
                }
                (text.words, text.blocks) = (text.words + next.words, text.blocks + next.blocks);
            }
            text
        });
        texts.collect()
    }

    /// The headlines that several drafts have, but not more than [`MOST_DRAFTS`], by their first place: the headline of a
    /// column stands over every part of it.
    pub(super) fn headlines(&self) -> Vec<Widespread> {
        let entries =
            entries(self.marks, |marks| marks.headlines.iter().map(|headline| headline.key).zip(0..));
        let several =
            |group: &&[Entry]| group[0].draft != group[group.len() - 1].draft && self.are_few(group);
        let mut headlines: Vec<Widespread> = groups(&entries)
            .filter(several)
            .map(|group| self.text(group, |marks| &marks.headlines))
            .collect();
        headlines.sort_by_key(|headline| headline.places[0]);
        headlines
    }

    /// The text of a group, whose parts are those of the marks that `of` gives.
    fn text(&self, group: &[Entry], of: impl Fn(&'m Marks) -> &'m [BlockMark]) -> Widespread {
        let mark =
            |entry: &Entry| self.marks[entry.draft as usize].map(|marks| of(marks)[entry.part as usize]);
        let place = |entry: &Entry| Some((entry.draft as usize, mark(entry)?.span));
        let words = mark(&group[0]).map_or(0, |mark| mark.words as usize);
        Widespread { places: group.iter().filter_map(place).collect(), words, blocks: 1 }
    }

    /// Pairs each draft of a group, all of one key, with the first, unless the group is boilerplate.
    fn meet(&self, group: &[Entry], mut add: impl FnMut(Pair, [u32; 2])) {
        let first = group[0];
        if first.draft == group[group.len() - 1].draft || !self.are_few(group) {
            return;
        }
        for entry in &group[1..] {
            if self.origin(entry) != self.origin(&first) && !self.is_copy_within(entry, group) {
                add(Pair { later: entry.draft, first: first.draft }, [first.part, entry.part]);
            }
        }
    }

    /// Whether a draft is a copy of one that is in the group itself: what they share with others is told of that one.
    fn is_copy_within(&self, entry: &Entry, group: &[Entry]) -> bool {
        let origin = self.origin(entry);
        origin != entry.draft && group.binary_search_by_key(&origin, |other| other.draft).is_ok()
    }

    /// Whether no more than [`MOST_DRAFTS`] drafts hold the key of a group, copies not counted.
    fn are_few(&self, group: &[Entry]) -> bool {
        let mut origins = Vec::with_capacity(MOST_DRAFTS + 1);
        for entry in group {
            let origin = self.origin(entry);
            if !origins.contains(&origin) {
                origins.push(origin);
                if origins.len() > MOST_DRAFTS {
                    return false;
                }
            }
        }
        true
    }

    fn origin(&self, entry: &Entry) -> u32 {
        self.origins[entry.draft as usize]
    }
}

/// The keys that stand in several places, sorted by key, then by draft, and some that do not. What stands once, nearly everything,
/// is dropped before anything is sorted.
fn entries<'m, K: Iterator<Item = (u64, u32)>>(
    marks: &[Option<&'m Marks>],
    keys: impl Fn(&'m Marks) -> K,
) -> Vec<Entry> {
    let drafts = || marks.iter().zip(0..).filter_map(|(marks, draft)| Some(((*marks)?, draft)));
    let total: usize = drafts().map(|(marks, _)| keys(marks).count()).sum();
    let (mut seen, mut again) = (Bits::new(total * 16), Bits::new(total * 16));
    for (key, _) in drafts().flat_map(|(marks, _)| keys(marks)) {
        if seen.set(key) {
            again.set(key);
        }
    }
    let mut entries = Vec::new();
    for (marks, draft) in drafts() {
        let twice = keys(marks).filter(|&(key, _)| again.has(key));
        entries.extend(twice.map(|(key, part)| Entry { key, draft, part }));
    }
    entries.sort_unstable();
    entries
}

/// The entries of each key.
fn groups(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    entries.chunk_by(|one, next| one.key == next.key)
}
