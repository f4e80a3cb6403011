//! Turns findings into output: one file a format, and their registry. What the formats share stands in
//! [`excerpt`], which cuts a readable piece out of lines of any length, and in [`clean`], which makes control and
//! bidi characters harmless. Nothing here decides what is a fault, what is shown or what the exit code is.

mod checkstyle;
pub mod clean;
pub mod excerpt;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod list;
mod markdown;
mod rdjson;
mod sarif;
mod text;
mod xml;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::finding::{Finding, Severity};

/// All formats, by name. A new format is one file and one line here.
pub static FORMATS: &[Format] = &[
    Format {
        name: "full",
        about: "every finding with an excerpt of the draft, for people",
        shares: true,
        write: text::write,
    },
    Format {
        name: "short",
        about: "one line a finding: path, line, column, severity, rule, message",
        shares: true,
        write: list::write_short,
    },
    Format {
        name: "grouped",
        about: "one line a finding, below the draft that it is in",
        shares: true,
        write: list::write_grouped,
    },
    Format {
        name: "json",
        about: "everything that is known, for programs (version 1)",
        shares: false,
        write: json::write,
    },
    Format {
        name: "jsonl",
        about: "the same, one finding a line, and the summary on the last",
        shares: false,
        write: json::write_lines,
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning and editors",
        shares: false,
        write: sarif::write,
    },
    Format {
        name: "github",
        about: "annotations in GitHub Actions, the worst first; of itself there",
        shares: true,
        write: github::write,
    },
    Format { name: "gitlab", about: "GitLab's Code Quality report", shares: false, write: gitlab::write },
    Format { name: "junit", about: "JUnit XML, a suite a draft", shares: false, write: junit::write },
    Format { name: "checkstyle", about: "Checkstyle XML", shares: false, write: checkstyle::write },
    Format { name: "rdjson", about: "for reviewdog, as a whole", shares: false, write: rdjson::write },
    Format {
        name: "rdjsonl",
        about: "for reviewdog, one finding a line",
        shares: false,
        write: rdjson::write_lines,
    },
    Format {
        name: "markdown",
        about: "a summary in Markdown, as for the page of a job",
        shares: false,
        write: markdown::write,
    },
    Format {
        name: "html",
        about: "one page with the drafts as running text and each fault marked",
        shares: false,
        write: html::write,
    },
];

/// The shape of a report.
#[derive(Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is for, in a few words; shown in help.
    pub about: &'static str,
    /// Whether it may follow another format on standard output: it is read by people, or line by line.
    pub shares: bool,
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
#[derive(Debug, Default)]
pub struct Report {
    /// What is shown, in the order in which it is shown.
    pub findings: Vec<Finding>,
    /// What was counted.
    pub summary: Summary,
    /// The paths of the drafts that were read, as they are shown, in order.
    pub drafts: Vec<String>,
    /// What is known of the rules that have a finding, by id.
    pub rules: BTreeMap<Arc<str>, RuleText>,
    /// Whether not all could be done: exit code 2.
    pub failed: bool,
    /// The root of the repository that the working directory stands in, absolute, with forward slashes; empty outside of one.
    pub root: String,
    /// Where the working directory stands in its repository, with forward slashes; empty at its root and outside of one.
    pub folder: String,
}

impl Report {
    /// A path as it is shown, told from the root of the repository, as services that show reports read it; what lies
    /// outside stays as it is.
    #[must_use]
    pub fn in_repository(&self, path: &str) -> String {
        if path.starts_with('/') {
            let within = path.strip_prefix(&self.root).filter(|_| !self.root.is_empty());
            return within.and_then(|path| path.strip_prefix('/')).unwrap_or(path).to_owned();
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in self.folder.split('/').chain(path.split('/')).filter(|part| !matches!(*part, "" | ".")) {
            match part {
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}

/// What a report may say of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// Why it matters.
    pub why: String,
    /// How much its findings weigh by its own file; `None` for a rule that is off unless it is asked for.
    pub severity: Option<Severity>,
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
    /// Findings that touch nothing that changed, where only that was asked for.
    pub unchanged: usize,
    /// Findings that are counted above, but not shown: they are less severe than was asked for.
    pub hidden: usize,
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
            unchanged: 0,
            hidden: 0,
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
        let apart = [
            (self.suppressed, "silenced"),
            (self.baselined, "in the baseline"),
            (self.unchanged, "in unchanged copy"),
            (self.hidden, "not shown"),
        ];
        let apart: Vec<String> = apart
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, how)| format!("{count} {how}"))
            .collect();
        if !apart.is_empty() {
            write!(formatter, " ({})", apart.join(", "))?;
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

    /// A finding in a draft at that path.
    pub(super) fn in_draft(path: &str, text: &str, (start, end): (usize, usize)) -> Finding {
        let source = Source::new(path, text);
        let primary = Label { source, span: Span::new(start, end), note: String::new() };
        Finding { primary, ..finding(text, &[(start, end)]) }
    }

    /// A report of a run with these findings.
    pub(super) fn report(findings: Vec<Finding>) -> Report {
        Report { findings, ..Report::default() }
    }

    /// What a format writes, without colour.
    pub(super) fn written(
        write: fn(&Report, &Style, &mut dyn Write) -> io::Result<()>,
        report: &Report,
    ) -> String {
        let mut out = Vec::new();
        write(report, &Style { width: 80, colour: false }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn paths_are_told_from_the_root_of_the_repository() {
        let told = |folder: &str, path: &str| {
            let root = "/work/site".to_owned();
            Report { root, folder: folder.to_owned(), ..Report::default() }.in_repository(path)
        };
        assert_eq!(told("", "a.md"), "a.md");
        assert_eq!(told("", "./a/b.md"), "a/b.md");
        assert_eq!(told("news/may", "../a.md"), "news/a.md");
        assert_eq!(told("news", "../../a.md"), "../a.md");
        assert_eq!(told("news", "/tmp/a.md"), "/tmp/a.md");
        assert_eq!(told("news", "/work/site/a/b.md"), "a/b.md");
        assert_eq!(told("news", "/work/sites/b.md"), "/work/sites/b.md");
    }

    #[test]
    fn the_summary_is_one_sentence() {
        let line = |files, errors, warnings, notes, suppressed| {
            Summary { files, errors, warnings, notes, suppressed, ..Summary::default() }.to_string()
        };
        assert_eq!(line(2, 5, 3, 3, 0), "checked 2 files: 5 errors, 3 warnings, 3 notes");
        assert_eq!(line(1, 1, 0, 1, 0), "checked 1 file: 1 error, 1 note");
        assert_eq!(line(1, 0, 1, 0, 4), "checked 1 file: 1 warning (4 silenced)");
        assert_eq!(line(3, 0, 0, 0, 0), "checked 3 files: no faults found");
        assert_eq!(line(3, 0, 0, 0, 1), "checked 3 files: no faults found (1 silenced)");
        let apart =
            Summary { files: 1, warnings: 2, suppressed: 1, baselined: 5, hidden: 2, ..Summary::default() };
        assert_eq!(
            apart.to_string(),
            "checked 1 file: 2 warnings (1 silenced, 5 in the baseline, 2 not shown)"
        );
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
