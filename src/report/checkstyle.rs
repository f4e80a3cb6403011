//! Checkstyle's XML, which many viewers of reports read. Lines and columns count from 1, columns in characters; a note is its
//! `info`.

use std::io::{self, BufWriter, Write};

use super::xml::Document;
use super::{Report, Style};
use crate::finding::{Finding, Severity};

/// Writes an element a draft that has findings.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Document::new(BufWriter::new(out))?;
    xml.open("checkstyle", &[("version", "4.3")])?;
    let path = |finding: &Finding| report.in_repository(finding.primary.source.path());
    for findings in report.findings.chunk_by(|one, next| path(one) == path(next)) {
        xml.open("file", &[("name", &path(&findings[0]))])?;
        for finding in findings {
            let position = finding.primary.source.position(finding.primary.span.start());
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "info",
            };
            xml.empty(
                "error",
                &[
                    ("line", &position.line.to_string()),
                    ("column", &position.column.to_string()),
                    ("severity", severity),
                    ("message", &finding.message),
                    ("source", &format!("copydesk.{}", finding.rule.id)),
                ],
            )?;
        }
        xml.close("file")?;
    }
    xml.close("checkstyle")?;
    xml.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{in_draft, report, written};

    #[test]
    fn a_finding_is_an_element_at_its_place() {
        let text = "“Café” 👩‍🚀 opens.\nThe 新聞 teh end\n";
        let teh = text.find("teh").unwrap();
        let mut finding = in_draft("a&b <ü>.md", text, (teh, teh + 3));
        finding.severity = Severity::Note;
        finding.message = "“\u{1b}\u{ffff}\"<&>”".to_owned();
        assert_eq!(
            written(write, &report(vec![finding])),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n  <file name=\"a&amp;b &lt;ü&gt;.md\">\n    \
             <error line=\"2\" column=\"8\" severity=\"info\" message=\"“␛\u{fffd}&quot;&lt;&amp;&gt;”\" \
             source=\"copydesk.some-rule\"/>\n  </file>\n</checkstyle>\n"
        );
        let silent =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n";
        assert_eq!(written(write, &report(Vec::new())), silent);
    }
}
