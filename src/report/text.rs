//! The report for people, drawn by codespan-reporting: the only file that knows it. What is shown of long lines is
//! cut out by [`excerpt`](super::excerpt); here rows get their places, and fixes and long notes their words below.

mod paint;

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity as Weight};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Config, emit_to_write_style};
use textwrap::{Options, WordSeparator, WordSplitter};

use super::clean::clean;
use super::excerpt::{Excerpt, Panel};
use super::{Report, Style};
use crate::finding::{Edit, Finding, Fix, Severity};
use paint::Painter;

/// How many characters of an old or a new wording are still shown in a note.
const LONGEST_WORDING: usize = 40;

/// Writes every finding with its excerpt, a blank line behind each.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    // Only rows with a label are shown: codespan must not look for lines between them.
    let config = Config { start_context_lines: 0, end_context_lines: 0, ..Config::default() };
    let mut painter = Painter::new(style.colour);
    for finding in &report.findings {
        let excerpt = Excerpt::of(finding, style.width);
        let (diagnostic, view) = (diagnostic(finding, &excerpt, style.width), View::of(&excerpt));
        emit_to_write_style(&mut painter, &config, &view, &diagnostic).map_err(io::Error::other)?;
        write_trimmed(&painter.drawn, out)?;
        painter.drawn.clear();
    }
    Ok(())
}

/// Leaves out the blanks that codespan draws at the end of a line, which `git diff` would show in red.
fn write_trimmed(drawn: &str, out: &mut dyn Write) -> io::Result<()> {
    drawn.lines().try_for_each(|line| {
        out.write_all(line.as_bytes().trim_ascii_end())?;
        out.write_all(b"\n")
    })
}

fn diagnostic(finding: &Finding, excerpt: &Excerpt, width: usize) -> Diagnostic<usize> {
    let weight = match finding.severity {
        Severity::Error => Weight::Error,
        Severity::Warning => Weight::Warning,
        Severity::Note => Weight::Note,
    };
    let mut labels = Vec::new();
    let mut notes = Vec::new();
    for (index, panel) in excerpt.panels.iter().enumerate() {
        for label in &panel.labels {
            let style = if label.primary { LabelStyle::Primary } else { LabelStyle::Secondary };
            let mut drawn = Label::new(style, index, label.range.clone());
            if label.beside {
                drawn.message.clone_from(&label.note);
            } else if label.primary {
                notes.push(label.note.clone());
            } else {
                let path = if index == 0 { String::new() } else { format!("{}:", panel.path) };
                notes
                    .push(format!("{path}{}:{}: {}", label.position.line, label.position.column, label.note));
            }
            labels.push(drawn);
        }
    }
    if excerpt.left_out > 0 {
        let places = if excerpt.left_out == 1 { "place is" } else { "places are" };
        notes.push(format!("{} more {places} not shown", excerpt.left_out));
    }
    notes.extend(finding.notes.iter().map(|note| clean(note).into_owned()));
    notes.extend(finding.fix.as_ref().map(|fix| fix_note(fix, finding)));
    let room = width.saturating_sub(excerpt.digits + 3).max(8);
    let mut message = clean(&finding.message);
    if finding.primary.source.text().is_empty() {
        // There is nothing to show, so the path stands where it is read first.
        message = format!("{}: {message}", clean(finding.primary.source.path())).into();
        labels.clear();
    }
    Diagnostic::new(weight)
        .with_code(clean(&finding.rule.id))
        .with_message(message)
        .with_labels(labels)
        .with_notes(notes.iter().map(|note| wrapped(note, room)).collect())
}

/// `note` in lines of at most `room` columns; rule ids and other words with hyphens stay whole.
fn wrapped(note: &str, room: usize) -> String {
    let options = Options::new(room)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(note, options)
}

/// `fix (safe): delete the later copy`, with the old and the new wording where they are short and not in the title.
fn fix_note(fix: &Fix, finding: &Finding) -> String {
    let mut note = format!("fix ({}): {}", fix.safety.name(), clean(&fix.title));
    let source = &finding.primary.source;
    let wording = |edit: &Edit| (clean(source.slice(edit.span)).into_owned(), clean(&edit.text).into_owned());
    let Some((old, new)) = fix.edits.first().map(wording) else { return note };
    let is_telling = |words: &str| !words.trim().is_empty() && words.chars().count() <= LONGEST_WORDING;
    let is_told = fix.title.contains(&format!("“{}”", new.trim()));
    let is_one = fix.edits.iter().all(|edit| source.slice(edit.span).len() <= 4 * LONGEST_WORDING)
        && fix.edits.iter().map(wording).all(|other| other == (old.clone(), new.clone()));
    if is_one && is_telling(&old) && is_telling(&new) && !is_told {
        note.push_str(&format!(": “{old}” → “{new}”"));
    }
    if is_one && fix.edits.len() > 1 {
        note.push_str(&format!(" ({} places)", fix.edits.len()));
    }
    note
}

/// An excerpt as codespan reads files. Rows that are neighbours in the draft have line indices that are neighbours;
/// between all others lie two more, which makes codespan draw its gap.
struct View<'e> {
    panels: &'e [Panel],
    indices: Vec<Vec<usize>>,
}

impl<'e> View<'e> {
    fn of(excerpt: &'e Excerpt) -> Self {
        let indices = excerpt.panels.iter().map(|panel| {
            let steps =
                panel.rows.windows(2).map(|pair| if pair[0].line + 1 == pair[1].line { 1 } else { 3 });
            std::iter::once(0).chain(steps).scan(0, |index, step| {
                *index += step;
                Some(*index)
            })
        });
        Self { panels: &excerpt.panels, indices: indices.map(Iterator::collect).collect() }
    }

    /// The row at `line_index`, or the one above the gap in which it lies; and whether it is the row itself.
    fn row(&self, id: usize, line_index: usize) -> Result<(usize, bool), Error> {
        let indices = self.indices.get(id).ok_or(Error::FileMissing)?;
        let max = indices.last().copied().unwrap_or(0);
        match indices.binary_search(&line_index) {
            Ok(row) => Ok((row, true)),
            Err(row) if line_index < max => Ok((row - 1, false)),
            Err(_) => Err(Error::LineTooLarge { given: line_index, max }),
        }
    }
}

impl<'a> Files<'a> for View<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.panels.get(id).map(|panel| panel.path.as_str()).ok_or(Error::FileMissing)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.panels.get(id).map(|panel| panel.text.as_str()).ok_or(Error::FileMissing)
    }

    fn line_index(&'a self, id: usize, byte_index: usize) -> Result<usize, Error> {
        let panel = self.panels.get(id).ok_or(Error::FileMissing)?;
        let row = panel.rows.partition_point(|row| row.range.end < byte_index);
        Ok(self.indices[id][row.min(panel.rows.len() - 1)])
    }

    fn line_number(&'a self, id: usize, line_index: usize) -> Result<usize, Error> {
        let (row, _) = self.row(id, line_index)?;
        Ok(self.panels[id].rows[row].line)
    }

    /// True columns are known where labels begin, and asked for nowhere else.
    fn column_number(&'a self, id: usize, _line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let panel = self.panels.get(id).ok_or(Error::FileMissing)?;
        let here = panel.labels.iter().filter(|label| label.range.start == byte_index);
        let label = here.max_by_key(|label| label.primary);
        let max = panel.text.len();
        label.map(|label| label.position.column).ok_or(Error::IndexTooLarge { given: byte_index, max })
    }

    /// Nothing in a gap: a label that spans one asks for its lines, but does not show them.
    fn line_range(&'a self, id: usize, line_index: usize) -> Result<Range<usize>, Error> {
        let (row, is_row) = self.row(id, line_index)?;
        let range = self.panels[id].rows[row].range.clone();
        Ok(if is_row { range } else { range.end..range.end })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::document::Span;
    use crate::finding::Safety;
    use crate::report::tests::finding;

    fn drawn(finding: Finding, width: usize) -> String {
        let mut out = Vec::new();
        let report = Report { findings: vec![finding], ..Report::default() };
        write(&report, &Style { width, colour: false }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_header_shows_the_true_place_of_the_primary_label() {
        let text = format!("{}\r\n{}“é👩‍🚀” teh end", "x".repeat(90), "word ".repeat(50));
        let at = text.find("teh").unwrap();
        let report = drawn(finding(&text, &[(at, at + 3), (0, 5)]), 60);
        assert!(report.contains("draft.txt:2:258\n"), "{report}");
    }

    #[test]
    fn fixes_show_short_wordings_once() {
        let fix_of = |title: &str, edits: &[(usize, usize, &str)]| {
            let edit = |&(start, end, text): &(usize, usize, &str)| Edit {
                span: Span::new(start, end),
                text: text.to_owned(),
            };
            let edits = edits.iter().map(edit).collect();
            fix_note(
                &Fix { title: title.to_owned(), safety: Safety::Safe, edits },
                &finding("teh old teh man\n", &[(0, 3)]),
            )
        };
        assert_eq!(fix_of("mend it", &[(0, 3, "the")]), "fix (safe): mend it: “teh” → “the”");
        assert_eq!(
            fix_of("mend it", &[(0, 3, "the"), (8, 11, "the")]),
            "fix (safe): mend it: “teh” → “the” (2 places)"
        );
        assert_eq!(fix_of("write “the”", &[(0, 3, "the")]), "fix (safe): write “the”");
        assert_eq!(fix_of("delete it", &[(0, 4, "")]), "fix (safe): delete it");
        assert_eq!(fix_of("end the line", &[(15, 15, "\n")]), "fix (safe): end the line");
        assert_eq!(fix_of("mend both", &[(0, 3, "the"), (4, 7, "young")]), "fix (safe): mend both");
    }

    #[test]
    fn without_a_width_nothing_is_cut_or_wrapped() {
        let text = "word ".repeat(99);
        let mut finding = finding(&text, &[(5, 9)]);
        finding.notes.push(text.clone());
        assert_eq!(drawn(finding, usize::MAX).matches(text.trim_end()).count(), 2);
    }

    #[test]
    fn without_colour_there_is_no_escape_and_no_blank_at_a_line_end() {
        let report = drawn(finding("one\n\ntwo", &[(4, 4), (0, 8)]), 80);
        assert!(!report.contains('\u{1b}') && !report.contains(" \n"), "{report}");
    }

    proptest! {
        #[test]
        fn any_text_is_drawn_at_its_true_place(
            text in "(?s).{1,60}(\n.{0,60}){0,5}",
            spans in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
            width in 0..120_usize,
        ) {
            let bounds: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let place = |(a, b): &(prop::sample::Index, prop::sample::Index)| {
                let (a, b) = (*a.get(&bounds), *b.get(&bounds));
                (a.min(b), a.max(b))
            };
            let spans: Vec<(usize, usize)> = spans.iter().map(place).collect();
            let finding = finding(&text, &spans);
            let position = finding.primary.source.position(spans[0].0);
            let report = drawn(finding, width);
            let header = format!("┌─ draft.txt:{}:{}\n", position.line, position.column);
            prop_assert!(report.contains(&header), "{header} in {report}");
            prop_assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "{report:?}");
        }

        #[test]
        fn no_line_is_wider_than_asked_for(
            text in "(?s)([a-z]{1,12}| |\n){1,200}",
            spans in prop::collection::vec((any::<prop::sample::Index>(), 0..90_usize), 1..4),
            width in 30..200_usize,
        ) {
            let place = |(start, length): &(prop::sample::Index, usize)| {
                let start = start.index(text.len() + 1);
                (start, (start + length).min(text.len()))
            };
            let spans: Vec<(usize, usize)> = spans.iter().map(place).collect();
            let report = drawn(finding(&text, &spans), width);
            for line in report.lines() {
                prop_assert!(line.width() <= width, "{} columns:\n{}", line.width(), report);
            }
        }
    }
}
