//! Cuts out of the drafts what a finding points at: a few short rows, however long the lines are, with the labels
//! moved to where their words stand in the rows. Knows no format: the terminal, HTML and Markdown all draw from it.

mod layout;
mod ruler;

use std::ops::Range;
use std::sync::Arc;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::{Position, Source, Span};
use crate::finding::{Finding, Label};
use crate::report::clean::clean;
use layout::{Layout, Part, Shows};
use ruler::Ruler;

/// How many labels of one finding are shown; the others are counted.
const MOST_LABELS: usize = 10;

/// The fewest columns a row is cut to, however little a narrow terminal and its gutter leave.
const FEWEST_COLUMNS: usize = 8;

/// What stands where a row was cut.
const ELLIPSIS: char = '…';

/// Everything a finding points at, as it is shown.
#[derive(Debug)]
pub struct Excerpt {
    /// One panel a source, that of the primary label first.
    pub panels: Vec<Panel>,
    /// The digits of the largest line number in any panel.
    pub digits: usize,
    /// How many related labels are not shown.
    pub left_out: usize,
}

/// What is shown of one source.
#[derive(Debug)]
pub struct Panel {
    /// The path of the source, cleaned.
    pub path: String,
    /// The rows, joined with `\n`.
    pub text: String,
    /// The rows from top to bottom, at least one.
    pub rows: Vec<Row>,
    /// The labels in the order of the draft.
    pub labels: Vec<PanelLabel>,
}

/// A line of a source, or a piece of one.
#[derive(Debug)]
pub struct Row {
    /// Its bytes in the panel's text, without the `\n` behind it.
    pub range: Range<usize>,
    /// The number of its line in the source, from 1. Two rows may show pieces of one line.
    pub line: usize,
    /// What of the source it shows, in bytes.
    window: Range<usize>,
}

/// A label, moved into a panel.
#[derive(Debug)]
pub struct PanelLabel {
    /// The bytes of the panel's text that it covers: of one row, or from one row into a later one. Where its words
    /// are cut short, it covers the ellipsis.
    pub range: Range<usize>,
    /// Where it begins in the source.
    pub position: Position,
    /// Whether it is the label of the fault itself.
    pub primary: bool,
    /// Its note, cleaned.
    pub note: String,
    /// Whether the note is short enough to stand beside the words.
    pub beside: bool,
}

impl Excerpt {
    /// The excerpt of `finding` in rows that, with a gutter for line numbers, are at most `width` columns wide
    /// (`usize::MAX` cuts nothing). Costs what it shows, not what the lines hold, once the source has its line index.
    ///
    /// # Panics
    ///
    /// When a span is not one of its source.
    #[must_use]
    pub fn of(finding: &Finding, width: usize) -> Self {
        let width = width.max(20);
        let related = &finding.related[..finding.related.len().min(MOST_LABELS - 1)];
        let mut outlines: Vec<Outline<'_>> = vec![Outline::new(&finding.primary.source)];
        for (index, label) in std::iter::once(&finding.primary).chain(related).enumerate() {
            let outline = match outlines.iter_mut().position(|o| Arc::ptr_eq(o.source, &label.source)) {
                Some(known) => &mut outlines[known],
                None => {
                    outlines.push(Outline::new(&label.source));
                    outlines.last_mut().expect("one was pushed")
                }
            };
            outline.add(label, index == 0, width);
        }
        let last_line = outlines.iter().map(Outline::last_line).max().unwrap_or(0) + 1;
        let digits = last_line.ilog10() as usize + 1;
        let panels = outlines.into_iter().map(|outline| outline.panel(width - digits.min(8) - 3)).collect();
        Self { panels, digits, left_out: finding.related.len() - related.len() }
    }
}

/// The labels of one source, before rows are cut.
struct Outline<'f> {
    source: &'f Arc<Source>,
    wanted: Vec<Wanted>,
    /// Labels that begin with a row's worth of characters without a width, which would leave nothing to point at.
    revealed: Vec<Range<usize>>,
}

/// A label that wants to be shown.
struct Wanted {
    label: PanelLabel,
    /// Its bytes in the source, without line ends behind it.
    range: Range<usize>,
    /// The indices of its first and last line.
    lines: (usize, usize),
}

impl<'f> Outline<'f> {
    fn new(source: &'f Arc<Source>) -> Self {
        Self { source, wanted: Vec::new(), revealed: Vec::new() }
    }

    fn add(&mut self, label: &Label, primary: bool, width: usize) {
        let range = self.without_line_ends(label.span);
        let lines = self.source.lines();
        let note = clean(&label.note).into_owned();
        let hit = &self.source.text()[range.clone()];
        if !hit.is_empty() && hit.chars().take(width).all(|character| character.width() == Some(0)) {
            self.revealed.push(range.clone());
        }
        self.wanted.push(Wanted {
            lines: (lines.index(range.start), lines.index(range.end)),
            range,
            label: PanelLabel {
                range: 0..0,
                position: self.source.position(label.span.start()),
                primary,
                beside: note.width() <= width / 2,
                note,
            },
        });
    }

    /// A label that ends behind a line end would point at the next line, which is not meant.
    fn without_line_ends(&self, span: Span) -> Range<usize> {
        let text = self.source.slice(span);
        span.start()..span.start() + text.trim_end_matches(['\n', '\r']).len()
    }

    fn last_line(&self) -> usize {
        self.wanted.iter().map(|wanted| wanted.lines.1).max().unwrap_or(0)
    }

    /// The panel, in rows of `room` columns less the two for each label over several lines.
    fn panel(mut self, room: usize) -> Panel {
        self.wanted.sort_by_key(|wanted| (wanted.range.start, wanted.range.end));
        let tall = self.wanted.iter().filter(|wanted| wanted.lines.0 < wanted.lines.1).count();
        let room = room.saturating_sub(2 * tall).max(FEWEST_COLUMNS);
        let parts = self.parts();
        let mut panel = Panel {
            path: clean(self.source.path()).into_owned(),
            text: String::new(),
            rows: Vec::new(),
            labels: Vec::new(),
        };
        let mut ends = vec![(0, 0); self.wanted.len()];
        for parts in parts.chunk_by(|a, b| a.line == b.line) {
            let line = parts[0].line;
            let ruler = Ruler::new(self.source.text(), self.line(line), &self.revealed);
            for (parts, window) in Layout::new(&ruler, room).rows(parts) {
                let row = panel.push(&ruler, line + 1, window);
                for part in parts {
                    if part.shows != Shows::End {
                        ends[part.wanted].0 = panel.place(&ruler, row, part.range.start);
                    }
                    if part.shows != Shows::Start {
                        ends[part.wanted].1 = panel.place(&ruler, row, part.range.end);
                    }
                }
            }
        }
        panel.labels = self.wanted.into_iter().map(|wanted| wanted.label).collect();
        for (label, (start, end)) in panel.labels.iter_mut().zip(ends) {
            label.range = start..end;
        }
        panel
    }

    /// What has to be shown, from top to bottom.
    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for (index, wanted) in self.wanted.iter().enumerate() {
            let mut add = |line: usize, shows, note| {
                let content = self.line(line);
                let start =
                    if shows == Shows::End { content.start } else { wanted.range.start.min(content.end) };
                let end = if shows == Shows::Start { content.end } else { wanted.range.end.min(content.end) };
                parts.push(Part { wanted: index, line, range: start..end, shows, note });
            };
            let note = if wanted.label.beside { wanted.label.note.width() } else { 0 };
            if wanted.lines.0 == wanted.lines.1 {
                add(wanted.lines.0, Shows::All, note);
            } else {
                add(wanted.lines.0, Shows::Start, 0);
                add(wanted.lines.1, Shows::End, note);
            }
        }
        parts.sort_by_key(|part| (part.line, part.range.start, part.range.end, part.wanted));
        parts
    }

    /// The bytes of a line, without its end.
    fn line(&self, index: usize) -> Range<usize> {
        let (text, lines) = (self.source.text(), self.source.lines());
        let start = lines.start(index);
        if index + 1 == lines.count() {
            return start..text.len();
        }
        let line = &text[start..lines.start(index + 1)];
        let content = line.strip_suffix("\r\n").or(line.strip_suffix(['\n', '\r'])).unwrap_or(line);
        start..start + content.len()
    }
}

impl Panel {
    /// Adds a row that shows bytes `window` of a source, and returns its index.
    fn push(&mut self, ruler: &Ruler<'_>, line: usize, window: Range<usize>) -> usize {
        if !self.rows.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        if window.start > ruler.line().start {
            self.text.push(ELLIPSIS);
        }
        ruler.push_shown(window.clone(), &mut self.text);
        if window.end < ruler.line().end {
            self.text.push(ELLIPSIS);
        }
        self.rows.push(Row { range: start..self.text.len(), line, window });
        self.rows.len() - 1
    }

    /// Where byte `at` of the source stands in a row; what is cut off stands at the row's end.
    fn place(&self, ruler: &Ruler<'_>, row: usize, at: usize) -> usize {
        let Row { range, window, .. } = &self.rows[row];
        if at > window.end {
            return range.end;
        }
        let ellipsis = if window.start > ruler.line().start { ELLIPSIS.len_utf8() } else { 0 };
        range.start + ellipsis + ruler.shown_length(window.start..at.max(window.start))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::tests::finding;

    /// What is under each label, and its place.
    fn marked(excerpt: &Excerpt) -> Vec<(&str, usize, usize)> {
        let labels =
            excerpt.panels.iter().flat_map(|panel| panel.labels.iter().map(move |label| (panel, label)));
        labels
            .map(|(panel, label)| {
                (&panel.text[label.range.clone()], label.position.line, label.position.column)
            })
            .collect()
    }

    #[test]
    fn marks_move_with_their_words() {
        let text = "é\u{1b}x “teh” end\r\nnext";
        let start = text.find("teh").unwrap();
        let excerpt = Excerpt::of(&finding(text, &[(start, start + 3)]), 80);
        assert_eq!(excerpt.panels[0].text, "é␛x “teh” end");
        assert_eq!(marked(&excerpt), [("teh", 1, 6)]);
    }

    #[test]
    fn a_label_over_several_lines_has_two_rows() {
        let text = "one two\nthree\nfour five\n";
        let excerpt = Excerpt::of(&finding(text, &[(4, 18)]), 80);
        assert_eq!(marked(&excerpt), [("two\nfour", 1, 5)]);
        assert_eq!(excerpt.panels[0].rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn rows_of_one_line_are_cut_around_their_words() {
        let text = format!("{}needle {}pin {}", "hay ".repeat(50), "hay ".repeat(50), "hay ".repeat(50));
        let (needle, pin) = (text.find("needle").unwrap(), text.find("pin").unwrap());
        let excerpt = Excerpt::of(&finding(&text, &[(needle, needle + 6), (pin, pin + 3)]), 40);
        assert_eq!(
            excerpt.panels[0].text,
            "… hay hay hay hay needle hay hay …\n… hay hay hay hay hay pin hay hay …"
        );
        assert_eq!(marked(&excerpt), [("needle", 1, 201), ("pin", 1, 408)]);
    }

    #[test]
    fn nothing_is_cut_without_a_width() {
        let text = format!("{}needle {}", "hay ".repeat(5000), "hay ".repeat(5000));
        let excerpt = Excerpt::of(&finding(&text, &[(20000, 20006)]), usize::MAX);
        assert_eq!(excerpt.panels[0].text, text);
    }

    #[test]
    fn what_has_no_width_can_be_pointed_at() {
        let text = "zero\u{200b}width e\u{301}";
        let excerpt = Excerpt::of(&finding(text, &[(4, 7), (14, 16)]), 80);
        assert_eq!(excerpt.panels[0].text, "zero\u{fffd}width e\u{fffd}");
        assert_eq!(marked(&excerpt), [("\u{fffd}", 1, 5), ("\u{fffd}", 1, 13)]);
    }

    #[test]
    fn the_end_of_a_text_and_of_its_lines_can_be_pointed_at() {
        let place = |text: &str, start, end| {
            let excerpt = Excerpt::of(&finding(text, &[(start, end)]), 80);
            let (panel, label) = (&excerpt.panels[0], &excerpt.panels[0].labels[0]);
            (panel.text.clone(), label.range.clone(), label.position.line, label.position.column)
        };
        assert_eq!(place("", 0, 0), (String::new(), 0..0, 1, 1));
        assert_eq!(place("ab", 2, 2), ("ab".into(), 2..2, 1, 3));
        assert_eq!(place("ab\n", 3, 3), (String::new(), 0..0, 2, 1));
        assert_eq!(place("ab\r\ncd", 2, 4), ("ab".into(), 2..2, 1, 3));
        assert_eq!(place("ab\r\ncd", 3, 4), ("ab".into(), 2..2, 1, 4), "the LF of a CRLF");
        assert_eq!(place("ab\r\n\r\ncd", 0, 6), ("ab".into(), 0..2, 1, 1), "line ends are not underlined");
    }

    fn texts() -> impl Strategy<Value = (String, Vec<(usize, usize)>, usize)> {
        let copy =
            "(?s)([a-z]{1,9}|[ ]{1,2}|[\n]|\r\n|\r|\t|[“é新\u{301}\u{200b}\u{202e}\u{1b}👩‍🚀\u{1f1e6}]){0,120}";
        let ascii = "(?s)([a-z]{1,12}| |\n){0,200}";
        let spans = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4);
        (prop_oneof![copy, ascii], spans, 20..200_usize).prop_map(|(text, spans, width)| {
            let bounds: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
            let place = |(a, b): (prop::sample::Index, prop::sample::Index)| {
                let (a, b) = (*a.get(&bounds), *b.get(&bounds));
                (a.min(b), a.max(b))
            };
            let spans = spans.into_iter().map(place).collect();
            (text, spans, width)
        })
    }

    proptest! {
        #[test]
        fn every_mark_covers_its_words((text, spans, width) in texts()) {
            let excerpt = Excerpt::of(&finding(&text, &spans), width);
            let panel = &excerpt.panels[0];
            let shortened = |&(start, end): &(usize, usize)| {
                (start, start + text[start..end].trim_end_matches(['\n', '\r']).len())
            };
            let mut hits: Vec<(usize, usize)> = spans.iter().map(shortened).collect();
            hits.sort_unstable();
            prop_assert_eq!(panel.labels.len(), hits.len());
            for (label, (start, end)) in panel.labels.iter().zip(hits) {
                let hit = text[start..end].split(['\n', '\r']).next().unwrap_or("");
                let seen = panel.text[label.range.clone()].split('\n').next().unwrap_or("");
                let seen: Vec<char> = seen.trim_end_matches(ELLIPSIS).chars().collect();
                let hit: Vec<char> = clean(hit).chars().take(seen.len()).collect();
                prop_assert_eq!(seen.len(), hit.len());
                let same = |(seen, hit): (&char, &char)| seen == hit || *seen == '\u{fffd}';
                prop_assert!(seen.iter().zip(&hit).all(same), "{:?} for {:?}", seen, hit);
            }
            if text.is_ascii() {
                let room = width - excerpt.digits - 3;
                for row in &panel.rows {
                    prop_assert!(panel.text[row.range.clone()].chars().count() <= room);
                }
            }
        }
    }
}
