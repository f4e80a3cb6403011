//! One line a finding: `short`, as compilers write it and editors read it, and `grouped`, below the draft that it is in.
//! Lines and columns count from 1, columns in characters.

use std::io::{self, Write};

use super::clean::clean;
use super::{Report, Style};
use crate::finding::{Finding, Severity};

/// `draft.md:5:30: error[doubled-word]: “the” is doubled`
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write_short(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let path = clean(finding.primary.source.path());
        let (line, column) = place(finding);
        let (rule, message) = (clean(&finding.rule.id), clean(&finding.message));
        let Painted { before, behind } = Painted::of(finding.severity, style);
        writeln!(out, "{path}:{line}:{column}: {before}{}[{rule}]{behind}: {message}", finding.severity)?;
    }
    Ok(())
}

/// The path of a draft, and below it a line a finding: its place, severity, rule and message, in columns.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write_grouped(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let path = |finding: &Finding| finding.primary.source.path().to_owned();
    for (index, group) in report.findings.chunk_by(|one, next| path(one) == path(next)).enumerate() {
        let places: Vec<String> = group
            .iter()
            .map(|finding| {
                let (l, c) = place(finding);
                format!("{l}:{c}")
            })
            .collect();
        let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
        let place_width = longest(&mut places.iter().map(String::len));
        let severity_width = longest(&mut group.iter().map(|finding| finding.severity.name().len()));
        let rule_width = longest(&mut group.iter().map(|finding| finding.rule.id.chars().count()));
        let between = if index == 0 { "" } else { "\n" };
        writeln!(out, "{between}{}", clean(&path(&group[0])))?;
        for (finding, place) in group.iter().zip(&places) {
            let Painted { before, behind } = Painted::of(finding.severity, style);
            let (severity, rule) = (finding.severity.name(), clean(&finding.rule.id));
            writeln!(
                out,
                "  {place:>place_width$}  {before}{severity:severity_width$}{behind}  {rule:rule_width$}  {}",
                clean(&finding.message)
            )?;
        }
    }
    Ok(())
}

/// Line and column, both from 1.
fn place(finding: &Finding) -> (usize, usize) {
    let position = finding.primary.source.position(finding.primary.span.start());
    (position.line, position.column)
}

/// What stands around a severity to colour it, if colour is wanted.
struct Painted {
    before: &'static str,
    behind: &'static str,
}

impl Painted {
    fn of(severity: Severity, style: &Style) -> Self {
        if !style.colour {
            return Self { before: "", behind: "" };
        }
        let before = match severity {
            Severity::Error => "\u{1b}[1;31m",
            Severity::Warning => "\u{1b}[1;33m",
            Severity::Note => "\u{1b}[1;32m",
        };
        Self { before, behind: "\u{1b}[0m" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn a_finding_is_a_line_at_its_place() {
        let text = "“Café” 👩‍🚀 opens.\nThe 新聞 teh end\n";
        let teh = text.find("teh").unwrap();
        let findings = vec![in_draft("a\u{1b}.md", text, (teh, teh + 3)), in_draft("b.md", "x", (0, 1))];
        let report = report(findings);
        assert_eq!(
            written(write_short, &report),
            "a␛.md:2:8: error[some-rule]: a message\nb.md:1:1: error[some-rule]: a message\n"
        );
        assert_eq!(
            written(write_grouped, &report),
            "a␛.md\n  2:8  error  some-rule  a message\n\nb.md\n  1:1  error  some-rule  a message\n"
        );
    }

    #[test]
    fn only_the_severity_is_coloured() {
        let mut out = Vec::new();
        let report = report(vec![in_draft("b.md", "x", (0, 1))]);
        write_short(&report, &Style { width: 80, colour: true }, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "b.md:1:1: \u{1b}[1;31merror[some-rule]\u{1b}[0m: a message\n"
        );
    }
}
