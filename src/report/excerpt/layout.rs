//! Decides which labels of one line share a row, and what each row shows of the line. Measuring and cutting are left
//! to the ruler, copying to the excerpt.

use std::ops::Range;

use super::ruler::Ruler;

/// What a row must show of a label on its line.
pub(super) struct Part {
    /// The index of the label.
    pub(super) wanted: usize,
    /// The index of the line.
    pub(super) line: usize,
    /// The bytes of the line that the label covers.
    pub(super) range: Range<usize>,
    pub(super) shows: Shows,
    /// The columns of the note that stands behind the label, 0 for none.
    pub(super) note: usize,
}

/// All of a label, or, when it runs over several lines, its start or its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    All,
    Start,
    End,
}

/// The rows of one line.
pub(super) struct Layout<'r> {
    ruler: &'r Ruler<'r>,
    room: usize,
    /// The room without an ellipsis at either end.
    inner: usize,
}

impl<'r> Layout<'r> {
    /// Rows of at most `room` columns, which must be 3 or more.
    pub(super) fn new(ruler: &'r Ruler<'r>, room: usize) -> Self {
        Self { ruler, room, inner: room - 2 }
    }

    /// The rows that show `parts`, sorted parts of one line: which of them each row shows, and its bytes of the line.
    pub(super) fn rows<'p>(&self, parts: &'p [Part]) -> Vec<(&'p [Part], Range<usize>)> {
        let line = self.ruler.line();
        if self.ruler.width(line.clone(), self.room).is_some() && self.need(parts, line.start) <= self.room {
            return vec![(parts, line.clone())];
        }
        let mut rows = Vec::new();
        let mut rest = parts;
        while let Some(first) = rest.first() {
            let together =
                (2..=rest.len()).take_while(|&count| self.share(&rest[..count])).last().unwrap_or(1);
            let (row, behind) = rest.split_at(together);
            rows.push((
                row,
                match first.shows {
                    _ if together > 1 => self.around(row),
                    Shows::End => self.tail(first),
                    Shows::All if self.is_narrow(first) => self.around(row),
                    Shows::All | Shows::Start => self.head(first),
                },
            ));
            rest = behind;
        }
        rows
    }

    fn share(&self, parts: &[Part]) -> bool {
        parts.iter().all(|part| part.shows == Shows::All)
            && self.need(parts, parts[0].range.start) <= self.inner
    }

    /// Whether the label and its note fit, and leave a third of the row to the words around.
    fn is_narrow(&self, part: &Part) -> bool {
        self.ruler.width(part.range.clone(), two_thirds(self.inner)).is_some()
            && self.need(std::slice::from_ref(part), part.range.start) <= self.inner
    }

    /// How many columns from byte `from` on the labels take, with the notes behind or below them; `usize::MAX` when
    /// they take more than the room.
    fn need(&self, parts: &[Part], from: usize) -> usize {
        let last = parts.iter().filter(|part| part.shows == Shows::All).map(|part| part.range.end).max();
        let columns = |at| self.ruler.width(from..at, self.room).unwrap_or(usize::MAX);
        let need = |part: &Part| {
            let (start, end) = (columns(part.range.start), columns(part.range.end));
            let end = end.max(start.saturating_add(1));
            match part.note {
                0 => end,
                // The last note stands behind its carets, others hang below where theirs begin; that of a label over
                // several lines has a line of its own.
                note if part.shows == Shows::End || Some(part.range.end) == last => {
                    end.saturating_add(1 + note)
                }
                note => end.max(start.saturating_add(note)),
            }
        };
        parts.iter().map(need).max().unwrap_or(0)
    }

    /// All of the labels, with words before and after: two thirds of what is left before, the rest after, each side
    /// giving back what it does not use.
    fn around(&self, parts: &[Part]) -> Range<usize> {
        let start = parts[0].range.start;
        let end = parts.iter().map(|part| part.range.end).max().unwrap_or(start);
        let rest = self.inner - self.ruler.width(start..end, self.inner).unwrap_or(0).clamp(1, self.inner);
        let most = self.inner - self.need(parts, start).min(self.inner);
        let before = self.ruler.back(start, two_thirds(rest).min(most));
        let after = self.ruler.forward(end, self.ruler.line().end, rest - before.columns);
        let before = self.ruler.back(start, (rest - after.columns).min(most));
        before.at..after.at
    }

    /// The head of a label that is too wide, with a few words before it and room for its note behind it.
    fn head(&self, part: &Part) -> Range<usize> {
        let least = self.inner.div_ceil(3);
        let note = if part.note > 0 { (part.note + 1).min(self.inner - least) } else { 0 };
        let before = self.ruler.back(part.range.start, (self.inner / 5).min(self.inner - least - note));
        let room = self.inner - before.columns - note;
        let head = self.ruler.forward(part.range.start, part.range.end, room);
        if head.at < part.range.end {
            return before.at..head.at;
        }
        let room = self.inner - before.columns - head.columns;
        before.at..self.ruler.forward(head.at, self.ruler.line().end, room).at
    }

    /// The end of a label over several lines, with a few words after it and room for its note behind it.
    fn tail(&self, part: &Part) -> Range<usize> {
        let least = self.inner.div_ceil(3);
        let note = if part.note > 0 { (part.note + 1).min(self.inner - least) } else { 0 };
        let after = self.ruler.forward(part.range.end, self.ruler.line().end, self.inner / 5);
        let tail = self.ruler.back(part.range.end, self.inner - after.columns.max(note));
        tail.at..after.at
    }
}

/// Two thirds, rounded down, of any number.
fn two_thirds(columns: usize) -> usize {
    columns / 3 * 2 + columns % 3 * 2 / 3
}
