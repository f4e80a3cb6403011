//! Annotations of GitHub Actions: one workflow command a finding. GitHub shows ten of a kind a step and drops the rest
//! without a word, so the worst come first, no more are written than are shown, and a line says how many are left.
//! Lines and columns count from 1, columns in characters, ends are exclusive.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::cmp::Reverse;
use std::io::{self, Write};

use super::clean::clean;
use super::{Report, Style};
use crate::finding::{Finding, Severity};

/// So many annotations of a kind GitHub shows for one step.
const SHOWN: usize = 10;

/// Writes the annotations, and how many more there are.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut ranked: Vec<&Finding> = report.findings.iter().collect();
    ranked.sort_by_key(|finding| Reverse(finding.severity));
    let mut left = 0;
    for kind in ranked.chunk_by(|one, next| one.severity == next.severity) {
        for finding in &kind[..kind.len().min(SHOWN)] {
            annotate(report, finding, out)?;
        }
        left += kind.len().saturating_sub(SHOWN);
    }
    if left > 0 {
        let are = if left == 1 { "finding has" } else { "findings have" };
        writeln!(out, "copydesk: {left} more {are} no annotation; all are in the log of this step")?;
    }
    Ok(())
}

fn annotate(report: &Report, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let source = &finding.primary.source;
    let (start, end) =
        (source.position(finding.primary.span.start()), source.position(finding.primary.span.end()));
    write!(out, "::{command} file={}", property(&report.in_repository(source.path())))?;
    write!(out, ",line={},endLine={}", start.line, end.line)?;
    // GitHub refuses columns where the lines differ.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    writeln!(out, ",title={}::{}", property(&finding.rule.id), data(&finding.message))
}

/// What a command says: one line, in which nothing is a command.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn a_command_holds_no_other_command() {
        let text = "“Café” 👩‍🚀 opens.\nThe 新聞 teh end\n";
        let teh = text.find("teh").unwrap();
        let mut finding = in_draft("a,b:c 100%.md", text, (teh, teh + 3));
        finding.message = "50%\n::error::x".to_owned();
        assert_eq!(
            written(write, &report(vec![finding])),
            "::error file=a%2Cb%3Ac 100%25.md,line=2,endLine=2,col=8,endColumn=11,title=some-rule::50%25␊::error::x\n"
        );
    }

    #[test]
    fn lines_that_differ_have_no_columns() {
        let shown = written(write, &report(vec![in_draft("a.md", "one\ntwo\n", (1, 5))]));
        assert_eq!(shown, "::error file=a.md,line=1,endLine=2,title=some-rule::a message\n");
    }

    #[test]
    fn the_worst_come_first_and_the_rest_are_counted() {
        let mut findings: Vec<Finding> = (0..25).map(|_| in_draft("a.md", "x", (0, 1))).collect();
        for (index, finding) in findings.iter_mut().enumerate() {
            finding.severity = if index < 12 { Severity::Note } else { Severity::Warning };
        }
        findings[5].severity = Severity::Error;
        let shown = written(write, &report(findings));
        let kinds: Vec<&str> = shown.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(kinds[0], "::error");
        assert!(kinds[1..11].iter().all(|kind| *kind == "::warning"));
        assert!(kinds[11..21].iter().all(|kind| *kind == "::notice"));
        assert_eq!(
            shown.lines().nth(21).unwrap(),
            "copydesk: 4 more findings have no annotation; all are in the log of this step"
        );
        assert_eq!(kinds.len(), 22);
    }
}
