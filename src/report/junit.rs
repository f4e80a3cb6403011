//! JUnit XML: a suite a draft, a failed case a finding; a draft without one has a case that passed, or viewers would show
//! nothing. JUnit knows no columns, so the place stands in the case's name.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use super::xml::Document;
use super::{Report, Style};
use crate::finding::Finding;

/// Writes the suites in the order of their paths.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for draft in &report.drafts {
        suites.entry(draft).or_default();
    }
    for finding in &report.findings {
        suites.entry(finding.primary.source.path()).or_default().push(finding);
    }
    let failures = report.findings.len();
    let tests = failures + suites.values().filter(|findings| findings.is_empty()).count();
    let mut xml = Document::new(BufWriter::new(out))?;
    let counts = [("name", "copydesk"), ("tests", &tests.to_string()), ("failures", &failures.to_string())];
    xml.open("testsuites", &[&counts[..], &[("errors", "0")]].concat())?;
    for (path, findings) in suites {
        write_suite(&mut xml, &report.in_repository(path), &findings)?;
    }
    xml.close("testsuites")?;
    xml.end()
}

fn write_suite(xml: &mut Document<impl Write>, path: &str, findings: &[&Finding]) -> io::Result<()> {
    let (tests, failures) = (findings.len().max(1).to_string(), findings.len().to_string());
    xml.open("testsuite", &[("name", path), ("tests", &tests), ("failures", &failures), ("errors", "0")])?;
    if findings.is_empty() {
        xml.empty("testcase", &[("name", "no faults found"), ("classname", path)])?;
    }
    for finding in findings {
        let position = finding.primary.source.position(finding.primary.span.start());
        let place = format!("{}:{}", position.line, position.column);
        xml.open("testcase", &[("name", &format!("{} at {place}", finding.rule.id)), ("classname", path)])?;
        let told = format!("{path}:{place}: {}: {}", finding.severity, finding.message);
        xml.text("failure", &[("message", &finding.message), ("type", finding.severity.name())], &told)?;
        xml.close("testcase")?;
    }
    xml.close("testsuite")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn each_draft_is_a_suite_with_or_without_faults() {
        let mut report = report(vec![in_draft("ü.md", "“é”\nteh end\n", (9, 12))]);
        report.drafts = vec!["a.md".to_owned(), "ü.md".to_owned()];
        assert_eq!(
            written(write, &report),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<testsuites name=\"copydesk\" tests=\"2\" failures=\"1\" errors=\"0\">\n  \
<testsuite name=\"a.md\" tests=\"1\" failures=\"0\" errors=\"0\">\n    \
<testcase name=\"no faults found\" classname=\"a.md\"/>\n  \
</testsuite>\n  \
<testsuite name=\"ü.md\" tests=\"1\" failures=\"1\" errors=\"0\">\n    \
<testcase name=\"some-rule at 2:1\" classname=\"ü.md\">\n      \
<failure message=\"a message\" type=\"error\">ü.md:2:1: error: a message</failure>\n    \
</testcase>\n  \
</testsuite>\n\
</testsuites>\n"
        );
    }
}
