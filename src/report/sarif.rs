//! SARIF 2.1.0, for code scanning and editors. Lines and columns count from 1, columns in UTF-16 code units, ends are exclusive.
//! What kept the run from doing all its work is a notification, not a result.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>; limits: <https://docs.github.com/code-security/code-scanning>

mod log;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::clean::clean;
use super::json::write_document;
use super::{Report, Style};
use crate::document::{Source, Span, Unit};
use crate::finding::{DESK, DESK_FINDINGS, Finding, Fix, Label};
use log::{
    ArtifactChange, ArtifactLocation, Configuration, Descriptor, Driver, Invocation, Location, Log, Message,
    Notification, Physical, Properties, Region, Replacement, Results, Rule, Run, SarifFix, Text, Tool,
};

/// So many results a run code scanning takes; the worst come first.
const MOST_RESULTS: usize = 25_000;
/// So many locations a result it shows.
const MOST_LOCATIONS: usize = 100;

/// Writes the log as one object.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (troubles, mut results): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| stops_work(finding));
    let left_out = results.len().saturating_sub(MOST_RESULTS);
    if left_out > 0 {
        results.sort_by_key(|finding| Reverse(finding.severity));
        results.truncate(MOST_RESULTS);
    }
    let ids: BTreeMap<&str, usize> = results.iter().map(|finding| (&*finding.rule.id, 0)).collect();
    let ids: BTreeMap<&str, usize> = ids.into_keys().zip(0..).collect();
    let rules = ids.keys().map(|id| rule(report, id, &results)).collect();
    let mut notifications: Vec<Notification> =
        troubles.iter().map(|finding| notification(report, finding)).collect();
    if left_out > 0 {
        let text = format!("{left_out} more findings are left out: code scanning takes {MOST_RESULTS}");
        notifications.push(Notification {
            level: "warning",
            message: Message { text },
            descriptor: None,
            locations: Vec::new(),
        });
    }
    let run = Run {
        tool: Tool { driver: Driver { name: "copydesk", version: env!("CARGO_PKG_VERSION"), rules } },
        column_kind: "utf16CodeUnits",
        invocations: [Invocation {
            execution_successful: !report.failed,
            tool_execution_notifications: notifications,
        }],
        results: results.iter().map(|finding| result(report, finding, ids[&*finding.rule.id])).collect(),
    };
    write_document(
        &Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] },
        out,
    )
}

/// Whether a finding tells what could not be done, so that the exit code is 2.
fn stops_work(finding: &Finding) -> bool {
    finding.rule.kind == DESK
        && matches!(
            &*finding.rule.id,
            "invalid-baseline" | "invalid-rule-file" | "invalid-settings" | "unreadable-draft"
        )
}

fn rule(report: &Report, id: &str, results: &[&Finding]) -> Rule {
    let first = results.iter().find(|finding| &*finding.rule.id == id);
    let kind = first.map_or(DESK, |finding| finding.rule.kind);
    let of_desk = || DESK_FINDINGS.iter().find(|(known, _)| *known == id).map(|(_, why)| (*why).to_owned());
    let known = report.rules.get(id);
    let why = known.map(|rule| rule.why.trim().to_owned()).or_else(of_desk).unwrap_or_default();
    let severity = known.and_then(|rule| rule.severity).or(first.map(|finding| finding.severity));
    let level = severity.map_or("none", crate::finding::Severity::name);
    let name = id.split('-').map(capitalised).collect();
    let sentence = why.split_inclusive(". ").next().unwrap_or_default().trim().to_owned();
    let short = if sentence.is_empty() { id.to_owned() } else { sentence };
    let problem = match level {
        "error" => "error",
        "warning" => "warning",
        _ => "recommendation",
    };
    Rule {
        id: id.to_owned(),
        name,
        short_description: Message { text: short },
        full_description: Message { text: if why.is_empty() { id.to_owned() } else { why.clone() } },
        help: Text {
            text: why.clone(),
            markdown: format!("{}\n\n`copydesk explain {id}` says more.", escaped(&why)),
        },
        default_configuration: Configuration { level },
        properties: Properties { tags: [kind.to_owned()], precision: "high", problem },
    }
}

/// A word with a capital letter: rules of SARIF have names in PascalCase.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text in which Markdown finds nothing to do.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let is_sign = matches!(letter, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '~');
            is_sign.then_some('\\').into_iter().chain([letter])
        })
        .collect()
}

fn notification(report: &Report, finding: &Finding) -> Notification {
    let text = [finding.message.clone()]
        .into_iter()
        .chain(finding.notes.iter().cloned())
        .collect::<Vec<_>>()
        .join(": ");
    Notification {
        level: "error",
        message: Message { text: clean(&text).into_owned() },
        descriptor: Some(Descriptor { id: finding.rule.id.to_string() }),
        locations: vec![location(report, &finding.primary, None)],
    }
}

fn result(report: &Report, finding: &Finding, index: usize) -> Results {
    let related = finding.related.iter().take(MOST_LOCATIONS).zip(1..);
    let fingerprint = finding.fingerprint.clone();
    Results {
        rule_id: finding.rule.id.to_string(),
        rule_index: index,
        level: finding.severity.name(),
        message: Message { text: clean(&finding.message).into_owned() },
        locations: [location(report, &finding.primary, None)],
        related_locations: related.map(|(label, id)| location(report, label, Some(id))).collect(),
        partial_fingerprints: BTreeMap::from([
            ("copydesk/v1", fingerprint.clone()),
            // The one that code scanning reads: left out, it would be made of the line, which is a whole paragraph here.
            ("primaryLocationLineHash", fingerprint),
        ]),
        fixes: finding.fix.iter().map(|fix| sarif_fix(report, finding, fix)).collect(),
    }
}

fn location(report: &Report, label: &Label, id: Option<usize>) -> Location {
    let note = clean(&label.note).into_owned();
    Location {
        id,
        physical_location: Physical {
            artifact_location: artifact(report, &label.source),
            region: region(&label.source, label.span),
        },
        message: (!note.is_empty()).then_some(Message { text: note }),
    }
}

fn sarif_fix(report: &Report, finding: &Finding, fix: &Fix) -> SarifFix {
    let source = &finding.primary.source;
    let replacement = |edit: &crate::finding::Edit| Replacement {
        deleted_region: region(source, edit.span),
        inserted_content: Message { text: edit.text.clone() },
    };
    SarifFix {
        description: Message { text: format!("{} ({})", clean(&fix.title), fix.safety.name()) },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(report, source),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    }
}

fn region(source: &Source, span: Span) -> Region {
    let line = |offset: usize| source.position(offset).line;
    let column = |offset: usize| source.column(offset, Unit::Utf16) + 1;
    Region {
        start_line: line(span.start()),
        start_column: column(span.start()),
        end_line: line(span.end()),
        end_column: column(span.end()),
    }
}

fn artifact(report: &Report, source: &Source) -> ArtifactLocation {
    ArtifactLocation { uri: uri(&report.in_repository(source.path())) }
}

/// A path as a URI: relative, unless it begins at the root. Everything but unreserved characters is percent-encoded.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    let mut uri = scheme.to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::finding::{Edit, Safety, Severity};
    use crate::report::RuleText;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn columns_count_utf_16() {
        let text = "x\n“Café” 👩‍🚀 teh end\n";
        let teh = text.find("teh").unwrap();
        let mut found = in_draft("neu/Größe 1.md", text, (teh, teh + 3));
        let edits = vec![Edit { span: found.primary.span, text: "the".to_owned() }];
        found.fix = Some(Fix { title: "mend it".to_owned(), safety: Safety::Safe, edits });
        let mut report = report(vec![found]);
        report.rules.insert(
            "some-rule".into(),
            RuleText { why: "A slip. It is <seen>.".to_owned(), severity: Some(Severity::Warning) },
        );
        let told: Value = serde_json::from_str(&written(write, &report)).unwrap();
        let run = &told["runs"][0];
        // “Café” and its space are 7 units, the astronaut 5, and there is a space.
        let region = json!({"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 17});
        let result = &run["results"][0];
        assert_eq!(result["locations"][0]["physicalLocation"]["region"], region);
        assert_eq!(
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "neu/Gr%C3%B6%C3%9Fe%201.md"
        );
        assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"], region);
        assert_eq!(result["level"], "error");
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        let rule = &run["tool"]["driver"]["rules"][0];
        assert_eq!(rule["name"], "SomeRule");
        assert_eq!(rule["shortDescription"]["text"], "A slip.");
        assert_eq!(rule["defaultConfiguration"]["level"], "warning");
        assert!(rule["help"]["markdown"].as_str().unwrap().starts_with(r"A slip. It is \<seen\>."));
    }

    #[test]
    fn what_could_not_be_done_is_a_notification() {
        let mut found = in_draft("a.md", "", (0, 0));
        found.rule = crate::finding::RuleName { id: "unreadable-draft".into(), kind: DESK };
        let report = Report { failed: true, ..report(vec![found]) };
        let told: Value = serde_json::from_str(&written(write, &report)).unwrap();
        let invocation = &told["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        assert_eq!(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "unreadable-draft");
        assert_eq!(told["runs"][0]["results"], json!([]));
    }

    #[test]
    fn the_worst_stay_when_there_are_too_many() {
        let mut findings: Vec<Finding> =
            (0..MOST_RESULTS + 5).map(|_| in_draft("a.md", "x", (0, 1))).collect();
        for finding in &mut findings[..MOST_RESULTS + 4] {
            finding.severity = Severity::Note;
        }
        let told: Value = serde_json::from_str(&written(write, &report(findings))).unwrap();
        let run = &told["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), MOST_RESULTS);
        assert_eq!(run["results"][0]["level"], "error");
        let notification = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(notification, "5 more findings are left out: code scanning takes 25000");
    }
}
