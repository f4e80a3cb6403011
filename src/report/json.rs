//! `--format json`, version 1: everything that is known, for programs. Lines and columns count from 1, columns in
//! characters (Unicode scalar values), bytes from 0, every end is exclusive. Keys are only ever added.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::clean::is_hidden;
use super::{Report, Style, Summary};
use crate::document::{Source, Span};
use crate::finding::{Edit, Finding, Fix, Label};

/// How many characters of what was hit are quoted.
const LONGEST_QUOTE: usize = 120;

/// Objects and lists down to this depth are written with one entry a line, deeper ones on one line.
const OPEN_DEPTH: usize = 3;

/// Writes the report as one JSON object and a line end. Style has no say.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_document(&Whole { version: 1, findings: &report.findings, summary: report.summary }, out)
}

/// Writes each finding as one line, and `{"version": 1, "summary": ...}` as the last: it proves that the run has ended.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write_lines(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    for finding in &report.findings {
        write_line(&FindingEntry::of(finding), &mut out)?;
    }
    write_line(&Last { version: 1, summary: report.summary }, &mut out)?;
    out.flush()
}

/// Writes a value as one line; what cannot be seen is escaped.
pub(super) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(
        &mut *out,
        Layout { depth: OPEN_DEPTH, has_entries: false },
    ))?;
    out.write_all(b"\n")
}

/// Writes a value as one document, laid out for people too, with a line end; what cannot be seen is escaped.
pub(super) fn write_document(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    value.serialize(&mut Serializer::with_formatter(&mut out, Layout::default()))?;
    out.write_all(b"\n")?;
    out.flush()
}

#[derive(Serialize)]
struct Last {
    version: u32,
    summary: Summary,
}

#[derive(Serialize)]
struct Whole<'r> {
    version: u32,
    #[serde(serialize_with = "write_findings")]
    findings: &'r [Finding],
    summary: Summary,
}

/// Writes one finding after the other: a run may have a million.
fn write_findings<S: serde::Serializer>(findings: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(findings.iter().map(FindingEntry::of))
}

#[derive(Serialize)]
struct FindingEntry<'r> {
    rule: &'r str,
    kind: &'r str,
    severity: &'static str,
    message: &'r str,
    path: &'r str,
    span: SpanEntry,
    text: &'r str,
    related: Vec<RelatedEntry<'r>>,
    fix: Option<FixEntry<'r>>,
    fingerprint: &'r str,
}

impl<'r> FindingEntry<'r> {
    fn of(finding: &'r Finding) -> Self {
        let Label { source, span, .. } = &finding.primary;
        Self {
            rule: &finding.rule.id,
            kind: finding.rule.kind,
            severity: finding.severity.name(),
            message: &finding.message,
            path: source.path(),
            span: SpanEntry::of(source, *span),
            text: beginning(source.slice(*span)),
            related: finding.related.iter().map(RelatedEntry::of).collect(),
            fix: finding.fix.as_ref().map(|fix| FixEntry::of(fix, source)),
            fingerprint: &finding.fingerprint,
        }
    }
}

#[derive(Serialize)]
struct RelatedEntry<'r> {
    path: &'r str,
    span: SpanEntry,
    message: &'r str,
}

impl<'r> RelatedEntry<'r> {
    fn of(label: &'r Label) -> Self {
        Self {
            path: label.source.path(),
            span: SpanEntry::of(&label.source, label.span),
            message: &label.note,
        }
    }
}

#[derive(Serialize)]
struct FixEntry<'r> {
    title: &'r str,
    safety: &'static str,
    edits: Vec<EditEntry<'r>>,
}

impl<'r> FixEntry<'r> {
    fn of(fix: &'r Fix, source: &Source) -> Self {
        let edit = |edit: &'r Edit| EditEntry { span: SpanEntry::of(source, edit.span), text: &edit.text };
        Self { title: &fix.title, safety: fix.safety.name(), edits: fix.edits.iter().map(edit).collect() }
    }
}

#[derive(Serialize)]
struct EditEntry<'r> {
    span: SpanEntry,
    text: &'r str,
}

#[derive(Serialize)]
struct SpanEntry {
    start: PlaceEntry,
    end: PlaceEntry,
}

impl SpanEntry {
    fn of(source: &Source, span: Span) -> Self {
        Self { start: PlaceEntry::of(source, span.start()), end: PlaceEntry::of(source, span.end()) }
    }
}

#[derive(Serialize)]
struct PlaceEntry {
    byte: usize,
    line: usize,
    column: usize,
}

impl PlaceEntry {
    fn of(source: &Source, byte: usize) -> Self {
        let position = source.position(byte);
        Self { byte, line: position.line, column: position.column }
    }
}

/// The first 120 characters.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(LONGEST_QUOTE).map_or(text, |(end, _)| &text[..end])
}

/// One entry a line in the outer objects and lists, inner ones on one line; what cannot be seen is escaped.
#[derive(Default)]
struct Layout {
    depth: usize,
    has_entries: bool,
}

impl Layout {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_entries = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        if self.has_entries && self.depth <= OPEN_DEPTH {
            self.break_line(writer, self.depth - 1)?;
        }
        self.depth -= 1;
        self.has_entries = true;
        writer.write_all(bracket)
    }

    fn entry<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= OPEN_DEPTH {
            self.break_line(writer, self.depth)?;
        } else if !first {
            writer.write_all(b" ")?;
        }
        self.has_entries = true;
        Ok(())
    }

    fn break_line<W: ?Sized + Write>(&self, writer: &mut W, depth: usize) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..depth).try_for_each(|_| writer.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.entry(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.entry(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        // Of ASCII, serde_json has escaped what is hidden, but for one.
        if text.is_ascii() && !text.contains('\u{7f}') {
            return writer.write_all(text.as_bytes());
        }
        let mut rest = text;
        while let Some(at) = rest.find(is_hidden) {
            let (seen, from) = rest.split_at(at);
            writer.write_all(seen.as_bytes())?;
            let mut characters = from.chars();
            if let Some(hidden) = characters.next() {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::finding::Safety;
    use crate::report::tests::finding;

    fn written(findings: Vec<Finding>) -> String {
        let mut out = Vec::new();
        let summary = Summary { suppressed: 2, ..Summary::of(&findings, 1, 2) };
        write(
            &Report { findings, summary, ..Report::default() },
            &Style { width: 80, colour: true },
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn places_are_those_that_a_person_counts() {
        let text = "“Café” 👩‍🚀 opens.\r\nThe the 新聞 teh end\n";
        let (doubled, teh) = (text.find("The the").unwrap(), text.find("teh").unwrap());
        let mut hit = finding(text, &[(teh, teh + 3), (doubled, doubled + 7), (0, text.len())]);
        hit.fix = Some(Fix {
            title: "mend it".to_owned(),
            safety: Safety::Unsafe,
            edits: vec![Edit { span: hit.primary.span, text: "the".to_owned() }],
        });
        let report: Value = serde_json::from_str(&written(vec![hit])).unwrap();
        let found = &report["findings"][0];
        // “Café” and its space are 7 characters in 12 bytes, the astronaut 3 in 11, “ opens.” 7 and the line end 2.
        let span = json!({
            "start": {"byte": 47, "line": 2, "column": 12},
            "end": {"byte": 50, "line": 2, "column": 15},
        });
        assert_eq!(found["span"], span);
        assert_eq!(found["fix"]["edits"][0], json!({"span": span, "text": "the"}));
        assert_eq!(
            found["related"][0],
            json!({"path": "draft.txt", "message": "note 1", "span": {
                "start": {"byte": 32, "line": 2, "column": 1},
                "end": {"byte": 39, "line": 2, "column": 8},
            }})
        );
        let end = json!({"byte": 55, "line": 3, "column": 1});
        assert_eq!(found["related"][1]["span"]["end"], end);
        assert_eq!(found["text"], "teh");
    }

    #[test]
    fn version_1_has_these_keys_in_this_order() {
        let mut hit = finding("teh end", &[(0, 3)]);
        hit.primary.note.clear();
        assert_eq!(
            written(vec![hit]),
            r#"{
  "version": 1,
  "findings": [
    {
      "rule": "some-rule",
      "kind": "phrase",
      "severity": "error",
      "message": "a message",
      "path": "draft.txt",
      "span": {"start": {"byte": 0, "line": 1, "column": 1}, "end": {"byte": 3, "line": 1, "column": 4}},
      "text": "teh",
      "related": [],
      "fix": null,
      "fingerprint": "f"
    }
  ],
  "summary": {
    "files": 1,
    "errors": 1,
    "warnings": 0,
    "notes": 0,
    "suppressed": 2,
    "baselined": 0,
    "unchanged": 0,
    "hidden": 0
  }
}
"#
        );
        let silent = written(Vec::new());
        assert!(
            silent.starts_with("{\n  \"version\": 1,\n  \"findings\": [],\n  \"summary\": {\n"),
            "{silent}"
        );
    }

    #[test]
    fn what_cannot_be_seen_is_escaped_and_comes_back() {
        let text = "a\0\u{1b}[m\u{7f}\u{9b}\u{202e}\u{feff}\u{200d}\u{e0041}\"\\é";
        let report = written(vec![finding(text, &[(0, text.len())])]);
        let line = r#""text": "a\u0000\u001b[m\u007f\u009b\u202e\ufeff\u200d\udb40\udc41\"\\é","#;
        assert!(report.contains(line), "{report}");
        let back: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(back["findings"][0]["text"], text);
    }

    #[test]
    fn long_hits_are_quoted_in_part() {
        let text = "é".repeat(200);
        let report: Value = serde_json::from_str(&written(vec![finding(&text, &[(0, 400)])])).unwrap();
        assert_eq!(report["findings"][0]["text"], "é".repeat(120));
    }
}
