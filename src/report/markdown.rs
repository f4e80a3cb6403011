//! A summary in Markdown, for the page of a job: how many findings of which rule, and the worst of them with their words. What is
//! quoted is escaped, so that copy stays copy. GitHub shows a page of a mebibyte at most.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::clean::clean;
use super::excerpt::{Excerpt, Panel};
use super::{Report, Style, counted};
use crate::finding::{Finding, Severity};

/// So many findings are shown; a page that nobody reads to its end helps nobody.
const SHOWN: usize = 50;
/// How many columns of a line are shown.
const WIDTH: usize = 120;

/// Writes the page.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    writeln!(out, "## copydesk\n\n{}.\n", sentence(&report.summary.to_string()))?;
    write_counts(report, &mut out)?;
    let mut ranked: Vec<&Finding> = report.findings.iter().collect();
    ranked.sort_by_key(|finding| Reverse(finding.severity));
    let left = ranked.len().saturating_sub(SHOWN);
    ranked.truncate(SHOWN);
    ranked.sort_by(|one, other| one.order().cmp(&other.order()));
    let path = |finding: &&Finding| finding.primary.source.path().to_owned();
    for group in ranked.chunk_by(|one, next| path(one) == path(next)) {
        writeln!(out, "### {}\n", escaped(&path(&group[0])))?;
        for finding in group {
            write_finding(finding, &mut out)?;
        }
        writeln!(out)?;
    }
    if left > 0 {
        let are = if left == 1 { "is" } else { "are" };
        writeln!(out, "{} more {are} in the log; none is more severe.", counted(left, "finding"))?;
    }
    out.flush()
}

/// A table of rules, those with the worst findings first, then those with the most.
fn write_counts(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry((&*finding.rule.id, finding.severity)).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&((id, severity), count)| (Reverse(severity), Reverse(count), id));
    writeln!(out, "| severity | rule | findings |\n|---|---|---:|")?;
    for ((id, severity), count) in counts {
        writeln!(out, "| {severity} | {} | {count} |", escaped(id))?;
    }
    writeln!(out)
}

/// A list item, and below it the words that it points at.
fn write_finding(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let position = finding.primary.source.position(finding.primary.span.start());
    let (severity, rule, message) = (finding.severity, escaped(&finding.rule.id), escaped(&finding.message));
    writeln!(out, "- **{severity}** {rule}, line {}, column {}: {message}", position.line, position.column)?;
    let excerpt = Excerpt::of(finding, WIDTH);
    let panel = &excerpt.panels[0];
    let Some(label) = panel.labels.iter().find(|label| label.primary) else { return Ok(()) };
    for row in panel
        .rows
        .iter()
        .filter(|row| row.range.start <= label.range.end && label.range.start <= row.range.end)
    {
        let shown = marked(panel, row.range.clone(), &label.range);
        if !shown.trim().is_empty() {
            writeln!(out, "  > {}", shown.trim())?;
        }
    }
    Ok(())
}

/// A row, with what is hit in bold.
fn marked(panel: &Panel, row: std::ops::Range<usize>, hit: &std::ops::Range<usize>) -> String {
    let (start, end) = (hit.start.clamp(row.start, row.end), hit.end.clamp(row.start, row.end));
    let text = |range: std::ops::Range<usize>| escaped(&panel.text[range]);
    if start == end {
        return text(row);
    }
    format!("{}<b>{}</b>{}", text(row.start..start), text(start..end), text(end..row.end))
}

/// A text in which neither Markdown nor HTML finds anything to do.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // Names of people and of issues, and bare addresses, would become links.
            '@' => escaped.push_str("&#64;"),
            ':' => escaped.push_str("&#58;"),
            '#' => escaped.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '+' | '-' | '!' | '|' | '~'
            | '$' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Summary;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn a_page_counts_and_shows() {
        let text = "# Ferry | <sails>\n\nIt cost `5` and teh *end*.\n";
        let teh = text.find("teh").unwrap();
        let mut report = report(vec![in_draft("a_b.md", text, (teh, teh + 3))]);
        report.summary = Summary::of(&report.findings, 1, 0);
        assert_eq!(
            written(write, &report),
            "## copydesk\n\nChecked 1 file: 1 error.\n\n| severity | rule | findings |\n|---|---|---:|\n\
             | error | some\\-rule | 1 |\n\n### a\\_b.md\n\n\
             - **error** some\\-rule, line 3, column 17: a message\n  > It cost \\`5\\` and <b>teh</b> \\*end\\*.\n\n"
        );
    }

    #[test]
    fn a_run_without_faults_says_so() {
        let mut report = report(Vec::new());
        report.summary.files = 3;
        assert_eq!(written(write, &report), "## copydesk\n\nChecked 3 files: no faults found.\n\n");
    }

    #[test]
    fn the_page_stays_short() {
        let findings: Vec<Finding> = (0..70).map(|_| in_draft("a.md", "teh end", (0, 3))).collect();
        let page = written(write, &report(findings));
        assert_eq!(page.matches("- **error**").count(), SHOWN);
        assert!(page.ends_with("\n20 findings more are in the log; none is more severe.\n"), "{page}");
    }
}
