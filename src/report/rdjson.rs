//! reviewdog's diagnostic format, as a whole (`rdjson`) and a line a finding (`rdjsonl`). Lines and columns count from 1,
//! columns in bytes of UTF-8, ends are exclusive.

use std::io::{self, Write};

use serde::Serialize;

use super::clean::clean;
use super::json::{write_document, write_line};
use super::{Report, Style};
use crate::document::{Source, Span, Unit};
use crate::finding::{Finding, Label, Severity};

/// Writes one object with all findings.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = report.findings.iter().map(|finding| Diagnostic::of(report, finding)).collect();
    write_document(&Whole { source: COPYDESK, diagnostics }, out)
}

/// Writes one line a finding, which says itself who found it.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write_lines(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    for finding in &report.findings {
        let diagnostic = Diagnostic { source: Some(COPYDESK), ..Diagnostic::of(report, finding) };
        write_line(&diagnostic, &mut out)?;
    }
    out.flush()
}

const COPYDESK: Origin = Origin { name: "copydesk" };

#[derive(Serialize)]
struct Whole<'r> {
    source: Origin,
    diagnostics: Vec<Diagnostic<'r>>,
}

#[derive(Serialize)]
struct Origin {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: String,
    location: Location,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Origin>,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

impl<'r> Diagnostic<'r> {
    fn of(report: &Report, finding: &'r Finding) -> Self {
        let location = |label: &Label| Location {
            path: report.in_repository(label.source.path()),
            range: Range::of(&label.source, label.span),
        };
        // Each suggestion is applied by itself, so a fix in several places, of which none may be left out, is none.
        let edit = finding.fix.as_ref().and_then(|fix| match &*fix.edits {
            [edit] => Some(edit),
            _ => None,
        });
        let suggestion = |edit: &'r crate::finding::Edit| Suggestion {
            range: Range::of(&finding.primary.source, edit.span),
            text: &edit.text,
        };
        let related =
            |label: &Label| Related { message: clean(&label.note).into_owned(), location: location(label) };
        Self {
            message: clean(&finding.message).into_owned(),
            location: location(&finding.primary),
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note => "INFO",
            },
            source: None,
            code: Code { value: &finding.rule.id },
            suggestions: edit.map(suggestion).into_iter().collect(),
            related_locations: finding.related.iter().map(related).collect(),
        }
    }
}

impl Range {
    fn of(source: &Source, span: Span) -> Self {
        let place = |offset: usize| Place {
            line: source.position(offset).line,
            column: source.column(offset, Unit::Bytes) + 1,
        };
        Self { start: place(span.start()), end: place(span.end()) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::finding::{Edit, Fix, Safety};
    use crate::report::tests::{finding, report, written};

    #[test]
    fn columns_count_bytes() {
        let text = "x\n“Café” 👩‍🚀 teh end\n";
        let teh = text.find("teh").unwrap();
        let mut found = finding(text, &[(teh, teh + 3), (0, 1)]);
        let edits = vec![Edit { span: found.primary.span, text: "the".to_owned() }];
        found.fix = Some(Fix { title: "mend it".to_owned(), safety: Safety::Safe, edits });
        let told: Value = serde_json::from_str(&written(write, &report(vec![found.clone()]))).unwrap();
        // “Café” is 11 bytes, the astronaut 11, and there are two blanks.
        let range = json!({"start": {"line": 2, "column": 25}, "end": {"line": 2, "column": 28}});
        let diagnostic = json!({
            "message": "a message",
            "location": {"path": "draft.txt", "range": range},
            "severity": "ERROR",
            "code": {"value": "some-rule"},
            "suggestions": [{"range": range, "text": "the"}],
            "related_locations": [{
                "message": "note 1",
                "location": {"path": "draft.txt", "range": {
                    "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2},
                }},
            }],
        });
        assert_eq!(told, json!({"source": {"name": "copydesk"}, "diagnostics": [diagnostic]}));
        found.fix.as_mut().unwrap().edits.push(Edit { span: Span::new(0, 1), text: String::new() });
        let line: Value = serde_json::from_str(&written(write_lines, &report(vec![found]))).unwrap();
        assert_eq!(line["source"]["name"], "copydesk");
        assert_eq!(line.get("suggestions"), None, "half a fix is worse than none");
    }
}
