//! Reaches that lie within one another or apart, and which of them a hit meets: each is given out once, so that many
//! stets over many hits cost no more than both of them. What a reach is for is left to `mod.rs`.

use std::cmp::Reverse;

use crate::document::Span;

/// Reaches, each with the index of its item.
pub(super) type Reaches = Vec<(Span, usize)>;

/// Reaches of items, by index of the item. Of two, one holds the other, or they share no byte.
#[derive(Debug, Default)]
pub(super) struct Nest {
    /// In order; an outer one before those within it.
    reaches: Reaches,
    /// By reach: the one around it.
    around: Vec<Option<usize>>,
    /// By reach: whether it was given out. Then those around it were, too.
    met: Vec<bool>,
    /// By reach: itself if it was not given out, else a later one, on the way to the next that was not.
    next: Vec<usize>,
    /// From which byte on which reach is the innermost, in order.
    borders: Vec<(usize, Option<usize>)>,
    /// How many reaches were looked at.
    #[cfg(test)]
    steps: usize,
}

impl Nest {
    /// The nest of these reaches. `O(n log n)`.
    pub(super) fn of(mut reaches: Reaches) -> Self {
        reaches.sort_by_key(|&(reach, item)| (reach.start(), Reverse(reach.end()), item));
        let count = reaches.len();
        let mut nest = Self { met: vec![false; count], next: (0..=count).collect(), ..Self::default() };
        let mut open: Vec<usize> = Vec::new();
        for (index, &(reach, _)) in reaches.iter().enumerate() {
            nest.close(&mut open, &reaches, reach.start());
            nest.around.push(open.last().copied());
            if !reach.is_empty() {
                open.push(index);
                nest.borders.push((reach.start(), Some(index)));
            }
        }
        nest.close(&mut open, &reaches, usize::MAX);
        nest.reaches = reaches;
        nest
    }

    /// Ends all open reaches that end at byte `at` or before it.
    fn close(&mut self, open: &mut Vec<usize>, reaches: &[(Span, usize)], at: usize) {
        while let Some(&last) = open.last()
            && reaches[last].0.end() <= at
        {
            open.pop();
            self.borders.push((reaches[last].0.end(), open.last().copied()));
        }
    }

    /// Whether a reach shares a byte with `hit`; an empty hit, such as a missing last line end, belongs to what it
    /// touches. The items of those that meet a hit for the first time are given to `meet`. All calls together are linear
    /// in the number of reaches, and each is logarithmic in it.
    pub(super) fn meet(&mut self, hit: Span, mut meet: impl FnMut(usize)) -> bool {
        if self.reaches.is_empty() {
            return false;
        }
        // All that start before the hit and reach into it lie around one another; the rest start within the hit.
        let (first, behind) =
            if hit.is_empty() { (hit.start(), hit.start() + 1) } else { (hit.start() + 1, hit.end()) };
        let borders = self.borders.partition_point(|&(at, _)| at < first);
        let mut outer = borders.checked_sub(1).and_then(|last| self.borders[last].1);
        let mut found = outer.is_some();
        while let Some(index) = outer.filter(|&index| !self.met[index]) {
            self.give(index, &mut meet);
            outer = self.around[index];
        }
        let start = self.reaches.partition_point(|(reach, _)| reach.start() < first);
        let end = self.reaches.partition_point(|(reach, _)| reach.start() < behind);
        found |= start < end;
        let mut index = self.next_from(start);
        while index < end {
            self.give(index, &mut meet);
            index = self.next_from(index);
        }
        found
    }

    fn give(&mut self, index: usize, meet: &mut impl FnMut(usize)) {
        self.met[index] = true;
        self.next[index] = index + 1;
        meet(self.reaches[index].1);
    }

    /// The first reach from `index` on that was not given out; their number when there is none. Each step halves the
    /// way for the next call.
    fn next_from(&mut self, mut index: usize) -> usize {
        while self.next[index] != index {
            #[cfg(test)]
            {
                self.steps += 1;
            }
            self.next[index] = self.next[self.next[index]];
            index = self.next[index];
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a reach meets a hit, by the book.
    fn touches(reach: Span, hit: Span) -> bool {
        reach.overlaps(hit) || hit.is_empty() && reach.start() <= hit.start() && hit.start() <= reach.end()
    }

    fn nest(reaches: &[(usize, usize)]) -> Nest {
        let reaches = reaches.iter().enumerate();
        Nest::of(reaches.map(|(item, &(start, end))| (Span::new(start, end), item)).collect())
    }

    fn met(nest: &mut Nest, start: usize, end: usize) -> (bool, Vec<usize>) {
        let mut items = Vec::new();
        let found = nest.meet(Span::new(start, end), |item| items.push(item));
        items.sort_unstable();
        (found, items)
    }

    #[test]
    fn each_is_given_out_once() {
        let mut nest = nest(&[(0, 30), (2, 10), (4, 6), (10, 12), (20, 25)]);
        assert_eq!(met(&mut nest, 7, 8), (true, vec![0, 1]));
        assert_eq!(met(&mut nest, 7, 8), (true, vec![]));
        assert_eq!(met(&mut nest, 5, 21), (true, vec![2, 3, 4]));
        assert_eq!(met(&mut nest, 30, 31), (false, vec![]));
        assert_eq!(met(&mut Nest::default(), 0, 1), (false, vec![]));
    }

    #[test]
    fn an_empty_hit_belongs_to_what_it_touches() {
        for (at, wanted) in [(4, vec![0]), (6, vec![0, 1]), (8, vec![1]), (9, vec![])] {
            assert_eq!(met(&mut nest(&[(4, 6), (6, 8)]), at, at).1, wanted, "{at}");
        }
        assert_eq!(met(&mut nest(&[(0, 0)]), 0, 0), (true, vec![0]), "an empty draft");
    }

    /// How many reaches are looked at for a hit in each innermost one of `count`, side by side and nested.
    fn work(reaches: &[(usize, usize)], hits: impl Iterator<Item = (usize, usize)>) -> usize {
        let mut nest = nest(reaches);
        let mut given = 0;
        for (start, end) in hits {
            assert!(nest.meet(Span::new(start, end), |_| given += 1));
        }
        assert_eq!(given, reaches.len());
        given + nest.steps
    }

    #[test]
    fn work_grows_with_reaches_and_hits_and_not_with_both() {
        let count = 20_000;
        let apart: Vec<_> = (0..count).map(|at| (4 * at, 4 * at + 4)).collect();
        let nested: Vec<_> = (0..count).map(|at| (at, 4 * count - at)).collect();
        let equal = vec![(0, 4 * count); count];
        let hits = || (0..count).map(|at| (4 * at + 1, 4 * at + 2));
        let long = || (0..count).map(|_| (0, 4 * count));
        for reaches in [&apart, &nested, &equal] {
            assert!(work(reaches, hits()) <= 3 * count);
            assert!(work(reaches, long()) <= 3 * count + 20 * count);
        }
    }

    proptest! {
        #[test]
        fn a_hit_meets_what_it_touches(
            cuts in prop::collection::vec((0..24_usize, 0..24_usize), 0..12),
            hits in prop::collection::vec((0..26_usize, 0..6_usize), 1..6),
        ) {
            let mut reaches: Vec<(usize, usize)> = Vec::new();
            for (a, b) in cuts {
                let (start, end) = (a.min(b), a.max(b));
                let apart = |&(from, to): &(usize, usize)| {
                    to <= start || end <= from || (from <= start && end <= to) || (start <= from && to <= end)
                };
                if reaches.iter().all(apart) {
                    reaches.push((start, end));
                }
            }
            let (mut nest, mut all) = (nest(&reaches), Vec::new());
            for (start, length) in hits {
                let (hit, before) = (Span::new(start, start + length), all.len());
                let touched: Vec<usize> = (0..reaches.len())
                    .filter(|&item| touches(Span::new(reaches[item].0, reaches[item].1), hit))
                    .collect();
                prop_assert_eq!(nest.meet(hit, |item| all.push(item)), !touched.is_empty());
                prop_assert!(all[before..].iter().all(|item| touched.contains(item)));
                prop_assert!(touched.iter().all(|item| all.contains(item)));
            }
            let given = all.len();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(all.len(), given);
        }
    }
}
