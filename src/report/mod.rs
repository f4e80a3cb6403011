//! Turns findings into output: one file a format, and their registry. What the formats share stands in
//! [`excerpt`], which cuts a readable piece out of lines of any length, and in [`clean`], which makes control and
//! bidi characters harmless. Nothing here decides what is a fault, what is shown or what the exit code is.

pub mod clean;
pub mod excerpt;
mod json;
mod text;

use std::fmt;
use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Finding, Severity};

/// All formats, by name. A new format is one file and one line here.
pub static FORMATS: &[Format] = &[
    Format {
        name: "full",
        about: "every finding with an excerpt of the draft, for people",
        write: text::write,
    },
    Format { name: "json", about: "everything that is known, for programs (version 1)", write: json::write },
];

/// The shape of a report.
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is for, in a few words; shown in help.
    pub about: &'static str,
    /// Writes the whole report. Fails only when `Write` does; linear in findings, not in the length of drafts.
    pub write: fn(&Report, &Style, &mut dyn Write) -> io::Result<()>,
}

impl Format {
    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// What a run has to say.
#[derive(Debug)]
pub struct Report {
    /// What is shown, in the order in which it is shown.
    pub findings: Vec<Finding>,
    /// What was counted.
    pub summary: Summary,
}

/// What a run counted. The names of the fields are keys of `--format json`, version 1; its [`Display`](fmt::Display)
/// is the last line of a run: `checked 2 files: 5 errors, 3 warnings, 3 notes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Drafts that were read.
    pub files: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings that a stet silenced.
    pub suppressed: usize,
    /// Findings that a baseline lets pass.
    pub baselined: usize,
}

impl Summary {
    /// Counts `findings` by severity, out of `files` drafts read and with `suppressed` more that stets silenced.
    #[must_use]
    pub fn of(findings: &[Finding], files: usize, suppressed: usize) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            suppressed,
            baselined: 0,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.files {
            0 => formatter.write_str("checked no files")?,
            files => write!(formatter, "checked {}", counted(files, "file"))?,
        }
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let found: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| counted(*count, what))
            .collect();
        if !found.is_empty() {
            write!(formatter, ": {}", found.join(", "))?;
        } else if self.files > 0 {
            formatter.write_str(": no faults found")?;
        }
        if self.suppressed > 0 {
            write!(formatter, " ({} silenced)", self.suppressed)?;
        }
        Ok(())
    }
}

/// How a report for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many columns a line may fill; fewer than 20 count as 20, and `usize::MAX` cuts nothing.
    pub width: usize,
    /// Whether to write ANSI colours.
    pub colour: bool,
}

/// `1 error`, `2 errors`: for words whose plural is an s.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Source, Span};
    use crate::finding::{Label, RuleName};

    /// A finding in `draft.txt` with that text: the first span is the primary label, the others are related.
    pub(super) fn finding(text: &str, spans: &[(usize, usize)]) -> Finding {
        let source = Source::new("draft.txt", text);
        let label = |(index, &(start, end)): (usize, &(usize, usize))| Label {
            source: source.clone(),
            span: Span::new(start, end),
            note: format!("note {index}"),
        };
        let mut labels = spans.iter().enumerate().map(label);
        Finding {
            rule: RuleName { id: "some-rule".into(), kind: "phrase" },
            severity: Severity::Error,
            message: "a message".to_owned(),
            primary: labels.next().expect("the first span"),
            related: labels.collect(),
            notes: Vec::new(),
            fix: None,
            fingerprint: "f".to_owned(),
        }
    }

    #[test]
    fn the_summary_is_one_sentence() {
        let line = |files, errors, warnings, notes, suppressed| {
            Summary { files, errors, warnings, notes, suppressed, baselined: 0 }.to_string()
        };
        assert_eq!(line(2, 5, 3, 3, 0), "checked 2 files: 5 errors, 3 warnings, 3 notes");
        assert_eq!(line(1, 1, 0, 1, 0), "checked 1 file: 1 error, 1 note");
        assert_eq!(line(1, 0, 1, 0, 4), "checked 1 file: 1 warning (4 silenced)");
        assert_eq!(line(3, 0, 0, 0, 0), "checked 3 files: no faults found");
        assert_eq!(line(3, 0, 0, 0, 1), "checked 3 files: no faults found (1 silenced)");
        assert_eq!(line(0, 0, 0, 0, 0), "checked no files");
        assert_eq!(line(0, 2, 0, 0, 0), "checked no files: 2 errors");
    }

    #[test]
    fn formats_are_found_by_name_and_names_are_unique() {
        for (index, format) in FORMATS.iter().enumerate() {
            let found = Format::named(format.name).unwrap();
            assert!(std::ptr::eq(found, &FORMATS[index]), "{} stands twice", format.name);
        }
        assert!(Format::named("word-perfect").is_none());
    }
}
