//! Which items are equal, and the maximal runs of items that follow each other as they did before. Works on indices
//! alone: blocks, sentences, and later the verified pairs of near duplicates.

use std::ops::Range;

/// Items that stand again in the order in which they stood before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first copy: indices of items.
    pub first: Range<usize>,
    /// The later copy, or several of them that stand one right behind another. Never overlaps the first.
    pub later: Range<usize>,
}

/// For every key, the index of the first item with that key: its own for a first one. `same` is asked once for each
/// later item, and where it denies, keys met by chance and the item is its own first one. One sort of the keys.
#[must_use]
pub fn firsts(keys: impl Iterator<Item = u64>, same: impl Fn(usize, usize) -> bool) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> = keys.zip(0..).collect();
    let mut firsts: Vec<u32> = (0..).take(order.len()).collect();
    order.sort_unstable();
    for group in order.chunk_by(|one, other| one.0 == other.0) {
        let first = group[0].1;
        for &(_, index) in &group[1..] {
            if same(first as usize, index as usize) {
                firsts[index as usize] = first;
            }
        }
    }
    firsts
}

/// The maximal runs of repeated items, in order; linear.
///
/// `firsts` are those of [`firsts`]. A run begins and ends with an item that `counts`, and bridges what lies between
/// if it is equal too. It goes from an item to the next only where that is `joined` to the one before it. Copies of the
/// same first items that stand one right behind another are one run: a paragraph pasted a thousand times is one fault.
#[must_use]
pub fn runs(firsts: &[u32], counts: impl Fn(usize) -> bool, joined: impl Fn(usize) -> bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // The first item that counts of those that are equal, by the index of the first of them all.
    let mut origins: Vec<Option<usize>> = vec![None; firsts.len()];
    let mut at = 0;
    while at < firsts.len() {
        if !counts(at) {
            at += 1;
            continue;
        }
        let origin = &mut origins[firsts[at] as usize];
        let Some(first) = *origin else {
            *origin = Some(at);
            at += 1;
            continue;
        };
        let length = run_length(firsts, first, at, &counts, &joined);
        let run = Run { first: first..first + length, later: at..at + length };
        at = run.later.end;
        match runs.last_mut() {
            Some(last) if continues(last, &run, &joined) => {
                last.later.end = run.later.end;
                last.first.end = last.first.end.min(run.first.end);
            }
            _ => runs.push(run),
        }
    }
    runs
}

/// How many items from `later` on equal those from `first` on, up to the last one that counts.
fn run_length(
    firsts: &[u32],
    first: usize,
    later: usize,
    counts: &impl Fn(usize) -> bool,
    joined: &impl Fn(usize) -> bool,
) -> usize {
    let mut length = 1;
    for step in 1..(firsts.len() - later).min(later - first) {
        let (one, other) = (first + step, later + step);
        if firsts[one] != firsts[other] || !joined(one) || !joined(other) {
            break;
        }
        if counts(other) {
            length = step + 1;
        }
    }
    length
}

fn continues(last: &Run, run: &Run, joined: &impl Fn(usize) -> bool) -> bool {
    last.first.start == run.first.start && last.later.end == run.later.start && joined(run.later.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each letter is an item: capitals count, small letters and marks only bridge, `|` parts what stands around it.
    fn told(items: &str) -> Vec<String> {
        let mut letters = Vec::new();
        let mut parted = Vec::new();
        for letter in items.bytes() {
            if letter == b'|' {
                parted.push(letters.len());
            } else {
                letters.push(letter);
            }
        }
        let firsts = firsts(letters.iter().map(|&letter| u64::from(letter)), |_, _| true);
        runs(&firsts, |index| letters[index].is_ascii_uppercase(), |index| !parted.contains(&index))
            .into_iter()
            .map(|run| format!("{:?} again at {:?}", run.first, run.later))
            .collect()
    }

    #[test]
    fn the_first_equal_item_is_named() {
        let keys = [5, 7, 5, 9, 7, 5];
        assert_eq!(firsts(keys.into_iter(), |_, _| true), [0, 1, 0, 3, 1, 0]);
        assert_eq!(firsts(keys.into_iter(), |_, later| later != 4), [0, 1, 0, 3, 4, 0]);
        assert_eq!(firsts([].into_iter(), |_, _| true), [0; 0]);
    }

    #[test]
    fn four_repeated_items_are_one_run() {
        assert_eq!(told("HABCDABCD"), ["1..5 again at 5..9"]);
        assert_eq!(told("ABCXBCD"), ["1..3 again at 4..6"]);
        assert_eq!(told("ABC"), [""; 0]);
    }

    #[test]
    fn every_later_copy_is_held_against_the_first() {
        assert_eq!(told("AXAYA"), ["0..1 again at 2..3", "0..1 again at 4..5"]);
        assert_eq!(told("ABXABYAB"), ["0..2 again at 3..5", "0..2 again at 6..8"]);
    }

    #[test]
    fn copies_right_behind_each_other_are_one_run() {
        assert_eq!(told("AAAAAAAAA"), ["0..1 again at 1..9"]);
        assert_eq!(told("ABABABAB"), ["0..2 again at 2..8"]);
        assert_eq!(told("AXAAA"), ["0..1 again at 2..5"]);
    }

    #[test]
    fn a_first_copy_may_hold_a_repetition_itself() {
        assert_eq!(told("ABACABAC"), ["0..1 again at 2..3", "0..4 again at 4..8"]);
    }

    #[test]
    fn short_items_bridge_but_neither_begin_nor_end_a_run() {
        assert_eq!(told("AxBzAxBz"), ["0..3 again at 4..7"]);
        assert_eq!(told("AxBAyB"), ["0..1 again at 3..4", "2..3 again at 5..6"]);
        assert_eq!(told("xyxy"), [""; 0]);
    }

    #[test]
    fn a_run_ends_where_items_are_parted() {
        assert_eq!(told("ABX|A|B"), ["0..1 again at 3..4", "1..2 again at 4..5"]);
        assert_eq!(told("A|BXAB"), ["0..1 again at 3..4", "1..2 again at 4..5"]);
        assert_eq!(told("A|A|A"), ["0..1 again at 1..2", "0..1 again at 2..3"]);
    }

    #[test]
    fn a_million_equal_items_are_one_run() {
        let firsts = vec![0; 1_000_000];
        let found = runs(&firsts, |_| true, |_| true);
        assert_eq!(found, [Run { first: 0..1, later: 1..1_000_000 }]);
    }
}
