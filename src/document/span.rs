//! A byte range in one source. Everything that copydesk says about a place is one of these; lines and columns are
//! made from it on output only, by [`lines`](super::lines).

use std::ops::Range;

/// A range of bytes in one source: counted from 0, the end exclusive, both ends on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`, the end exclusive.
    ///
    /// # Panics
    ///
    /// When the span is reversed or does not fit 32 bits: a source is refused above 4 GiB when it is read, so either
    /// is a bug. That both ends lie on character boundaries is checked where a finding is made of the span.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span runs backwards: {start}..{end}");
        let narrow = |at: usize| u32::try_from(at).expect("a source is refused above 4 GiB when it is read");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The empty span at byte `at`.
    #[must_use]
    pub fn point(at: usize) -> Self {
        Self::new(at, at)
    }

    /// The first byte, counted from 0.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte behind the last one.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it is a mere point between two bytes.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, to slice the source's text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether all of `other` lies within this span; both may be equal.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn spans_that_touch_do_not_overlap() {
        let (a, b) = (Span::new(0, 4), Span::new(4, 8));
        assert!(!a.overlaps(b) && !b.overlaps(a));
        assert_eq!(a.cover(b), Span::new(0, 8));
        assert!(a.cover(b).contains(b) && !a.contains(b));
    }

    #[test]
    #[should_panic(expected = "runs backwards")]
    fn a_reversed_span_is_a_bug() {
        let _ = Span::new(5, 4);
    }
}
