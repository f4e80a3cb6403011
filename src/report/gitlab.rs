//! GitLab's Code Quality report: a list of findings, each with a fingerprint by which GitLab tells new from old. It shows a
//! fingerprint once, so the path is hashed into it. <https://docs.gitlab.com/ci/testing/code_quality/>

use std::io::{self, Write};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use super::clean::clean;
use super::json::write_document;
use super::{Report, Style};
use crate::finding::{Finding, Severity};

/// Writes the report as one list.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<Entry<'_>> = report.findings.iter().map(|finding| Entry::of(report, finding)).collect();
    write_document(&entries, out)
}

#[derive(Serialize)]
struct Entry<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: LineRange,
}

#[derive(Serialize)]
struct LineRange {
    begin: usize,
    end: usize,
}

impl<'r> Entry<'r> {
    fn of(report: &Report, finding: &'r Finding) -> Self {
        let source = &finding.primary.source;
        let line = |offset: usize| source.position(offset).line;
        let path = report.in_repository(source.path());
        let told = [&*path, &*finding.rule.id, &*finding.fingerprint].join("\0");
        Self {
            description: clean(&finding.message).into_owned(),
            check_name: &finding.rule.id,
            fingerprint: format!("{:032x}", xxh3_128(told.as_bytes())),
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: Location {
                path,
                lines: LineRange {
                    begin: line(finding.primary.span.start()),
                    end: line(finding.primary.span.end()),
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn a_finding_has_the_keys_that_gitlab_reads() {
        let mut finding = in_draft("Ümläut/a b.md", "“é”\nteh end\n", (9, 12));
        finding.severity = Severity::Warning;
        let told: Value = serde_json::from_str(&written(write, &report(vec![finding]))).unwrap();
        let fingerprint = told[0]["fingerprint"].clone();
        assert_eq!(
            told,
            json!([{
                "description": "a message",
                "check_name": "some-rule",
                "fingerprint": fingerprint,
                "severity": "minor",
                "location": {"path": "Ümläut/a b.md", "lines": {"begin": 2, "end": 2}},
            }])
        );
    }

    #[test]
    fn the_same_fault_in_two_drafts_has_two_fingerprints() {
        let findings = vec![in_draft("a.md", "teh", (0, 3)), in_draft("b.md", "teh", (0, 3))];
        let told: Value = serde_json::from_str(&written(write, &report(findings))).unwrap();
        assert_ne!(told[0]["fingerprint"], told[1]["fingerprint"]);
        assert_eq!(written(write, &report(Vec::new())), "[]\n");
    }
}
