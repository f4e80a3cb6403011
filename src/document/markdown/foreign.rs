//! What stands in Markdown and is none: blocks of HTML and of code.

use super::Reader;
use crate::document::parts::Part;
use crate::document::rows::trimmed;
use crate::document::{BlockKind, Span, html};

impl Reader<'_, '_> {
    /// A block of code.
    pub(super) fn code(&mut self, span: Span) {
        let rows = self.rows(span);
        self.parts.hidden.push(rows);
        let mut part = Part::new(BlockKind::Code, rows);
        part.content = Some(trimmed(self.text, rows));
        self.parts.push(part);
    }

    /// The block of HTML whose lines were read last.
    pub(super) fn html(&mut self) {
        let lines = std::mem::take(&mut self.html);
        if let Some(behind) = html::read(self.text, &lines, self.kind(), self.parts) {
            self.behind_comment(behind);
        }
    }

    /// Copy behind a comment, on its line: Markdown that CommonMark takes for HTML.
    fn behind_comment(&mut self, behind: Span) {
        if self.nested {
            let mut part = Part::new(BlockKind::Html, self.rows(behind));
            part.content = Some(behind);
            self.parts.push(part);
            return;
        }
        let before = self.parts.parts.len();
        self.nested = true;
        self.read(behind);
        self.nested = false;
        let single = self.parts.parts.len() == before + 1 && self.parts.parts[before].running;
        self.behind_comment = single.then_some(before);
    }
}
