//! What must be changed in the words of one passage to make those of another.

use std::ops::Range;

use super::{WordKey, narrow};

/// More cells of the table of distances are not filled: a line may have millions of words.
const MOST_CELLS: usize = 1 << 21;

/// A word put for another, put in or left out: the indices of the words in their passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) first: Option<usize>,
    pub(super) later: Option<usize>,
}

impl Change {
    /// The fewest changes that make the later words of the first ones (Levenshtein), from the last to the first; nothing
    /// where that would take too long to tell.
    pub(super) fn between(first: &[WordKey], later: &[WordKey]) -> Option<Vec<Self>> {
        let same = |one: usize, other: usize| first[one].key == later[other].key;
        let (mut one, mut other) = (0..first.len(), 0..later.len());
        while !one.is_empty() && !other.is_empty() && same(one.start, other.start) {
            (one.start, other.start) = (one.start + 1, other.start + 1);
        }
        while !one.is_empty() && !other.is_empty() && same(one.end - 1, other.end - 1) {
            (one.end, other.end) = (one.end - 1, other.end - 1);
        }
        let width = other.len() + 1;
        if (one.len() + 1).checked_mul(width)? > MOST_CELLS {
            return None;
        }
        let mut distances: Vec<u32> = (0..narrow(width)).collect();
        distances.resize((one.len() + 1) * width, 0);
        for row in 1..=one.len() {
            distances[row * width] = narrow(row);
            for column in 1..width {
                let (above, at) = ((row - 1) * width + column, row * width + column);
                let is_same = same(one.start + row - 1, other.start + column - 1);
                let replaced = distances[above - 1] + u32::from(!is_same);
                distances[at] = replaced.min(distances[above] + 1).min(distances[at - 1] + 1);
            }
        }
        Some(Self::path(&distances, width, one, other, same))
    }

    /// The way back through the table of distances.
    fn path(
        distances: &[u32],
        width: usize,
        one: Range<usize>,
        other: Range<usize>,
        same: impl Fn(usize, usize) -> bool,
    ) -> Vec<Self> {
        let (mut row, mut column, mut changes) = (one.len(), other.len(), Vec::new());
        while row > 0 || column > 0 {
            let here = distances[row * width + column];
            // The words before the place that is reached; there is none where it is an edge of the table.
            let (first, later) = (
                row.checked_sub(1).map(|at| one.start + at),
                column.checked_sub(1).map(|at| other.start + at),
            );
            let equal = first.zip(later).is_some_and(|(first, later)| same(first, later));
            let both = row > 0 && column > 0;
            if both && distances[(row - 1) * width + column - 1] + u32::from(!equal) == here {
                (row, column) = (row - 1, column - 1);
                if !equal {
                    changes.push(Self { first, later });
                }
            } else if row > 0 && distances[(row - 1) * width + column] + 1 == here {
                row -= 1;
                changes.push(Self { first, later: None });
            } else {
                column -= 1;
                changes.push(Self { first: None, later });
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Breaks, Document, Markup, Source};
    use crate::repetition::Keys;

    proptest! {
        #[test]
        fn changes_are_as_many_as_the_distance(one in "[abc]{0,12}", other in "[abc]{0,12}") {
            let spaced = |text: &str| text.chars().map(|letter| format!("{letter} ")).collect::<String>();
            let source = Source::new("draft.txt", format!("{}\n\n{}\n", spaced(&one), spaced(&other)));
            let document = Document::read(&source, Markup::Plain, Breaks::Blank);
            let keys = Keys::read(&document);
            let middle = keys.words().iter().filter(|word| word.span.start() < 2 * one.len()).count();
            if keys.words().len() == one.len() + other.len() {
                let (first, later) = keys.words().split_at(middle);
                let changes = Change::between(first, later).unwrap();
                prop_assert_eq!(changes.len(), strsim::levenshtein(&one, &other));
            }
        }
    }
}
