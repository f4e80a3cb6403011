//! One fault, one finding, across rules: a rule that yields to another has no hit where the other has one. What rules
//! yield to stands in their files; copies are another matter, and left to `lint`.

use super::ActiveRule;
use crate::document::Span;

/// Which rules yield to which, by index.
pub(super) struct Room(Vec<(usize, Vec<usize>)>);

impl Room {
    /// Only rules that are on are yielded to: one that is off says nothing of the fault.
    pub(super) fn of(rules: &[ActiveRule]) -> Self {
        let stronger = |yields_to: &[String]| -> Vec<usize> {
            let is_one =
                |(_, other): &(usize, &ActiveRule)| yields_to.iter().any(|id| **id == *other.rule().name.id);
            rules.iter().enumerate().filter(is_one).map(|(index, _)| index).collect()
        };
        let yielding =
            rules.iter().enumerate().map(|(index, active)| (index, stronger(&active.rule().yields_to)));
        Self(yielding.filter(|(_, stronger)| !stronger.is_empty()).collect())
    }

    /// Drops the hits, each with the index of its rule, that overlap one of a rule to which theirs yields; `span` tells
    /// where a hit is. `O(n log n)` in the number of hits.
    pub(super) fn clear<H>(&self, hits: &mut Vec<(usize, H)>, span: impl Fn(&H) -> Span) {
        for (weaker, stronger) in &self.0 {
            if !hits.iter().any(|(index, _)| index == weaker) {
                continue;
            }
            let taken = Taken::of(
                hits.iter().filter(|(index, _)| stronger.contains(index)).map(|(_, hit)| span(hit)),
            );
            hits.retain(|(index, hit)| index != weaker || !taken.overlaps(span(hit)));
        }
    }
}

/// Spans by their start, each with how far those up to it reach.
struct Taken(Vec<(usize, usize)>);

impl Taken {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut taken: Vec<(usize, usize)> = spans.map(|span| (span.start(), span.end())).collect();
        taken.sort_unstable();
        let mut reach = 0;
        for (_, end) in &mut taken {
            reach = reach.max(*end);
            *end = reach;
        }
        Self(taken)
    }

    fn overlaps(&self, span: Span) -> bool {
        let before = self.0.partition_point(|&(start, _)| start < span.end());
        before.checked_sub(1).is_some_and(|last| self.0[last].1 > span.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Hit;

    #[test]
    fn what_overlaps_is_taken() {
        let taken =
            Taken::of([(10, 40), (12, 14), (50, 60)].map(|(start, end)| Span::new(start, end)).into_iter());
        for (start, end, overlaps) in
            [(0, 10, false), (9, 11, true), (20, 30, true), (40, 50, false), (59, 70, true)]
        {
            assert_eq!(taken.overlaps(Span::new(start, end)), overlaps, "{start}..{end}");
        }
    }

    #[test]
    fn the_weaker_hits_go() {
        let hit = |index: usize, start: usize, end: usize| {
            (index, Hit { span: Span::new(start, end), ..Hit::default() })
        };
        let mut hits = vec![hit(0, 0, 5), hit(0, 20, 25), hit(1, 3, 9), hit(2, 20, 25)];
        Room(vec![(0, vec![1])]).clear(&mut hits, |hit| hit.span);
        let left: Vec<(usize, usize)> = hits.iter().map(|(index, hit)| (*index, hit.span.start())).collect();
        assert_eq!(left, [(0, 20), (1, 3), (2, 20)]);
    }
}
