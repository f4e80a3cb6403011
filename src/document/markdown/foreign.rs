//! What stands in Markdown and is none: blocks of HTML and of code, and comments, those that are never closed included.

use memchr::memmem::find;

use super::Reader;
use crate::document::parts::Part;
use crate::document::rows::{row_end, trimmed};
use crate::document::{BlockKind, Span, UnclosedForm, html, unclosed};

impl Reader<'_, '_> {
    /// A block of code.
    pub(super) fn code(&mut self, span: Span, fenced: bool) {
        let rows = self.rows(span);
        self.parts.hidden.push(rows);
        let mut part = Part::new(BlockKind::Code, rows);
        part.content = Some(trimmed(self.text, rows));
        self.parts.push(part);
        if fenced && self.is_last(span) {
            self.parts.unclosed.extend(unclosed::fence(self.text, span));
        }
    }

    /// The block of HTML whose lines were read last.
    pub(super) fn html(&mut self) {
        let lines = std::mem::take(&mut self.html);
        let Some(block) = lines.first().zip(lines.last()).map(|(first, last)| first.cover(*last)) else {
            return;
        };
        let before = self.parts.comments.len();
        let behind = html::read(self.text, &lines, self.kind(), self.parts);
        if let Some(&last) = self.parts.comments[before..].last()
            && !self.text[last.range()].ends_with("-->")
        {
            self.unclosed_comment(last);
        } else if self.is_last(block) {
            self.parts.unclosed.extend(unclosed::html(self.text, block));
        }
        if let Some(behind) = behind {
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

    /// Whether nothing follows `span`, so that what it never closes has taken all of the draft that is left.
    fn is_last(&self, span: Span) -> bool {
        self.text[span.end()..self.end.max(span.end())].trim_start().is_empty()
    }

    /// Comments that are opened in running text and not closed in it: CommonMark takes them for text, and they stand in
    /// copy for all to see.
    pub(super) fn open_comments(&mut self, text: Span) {
        if self.comments.is_none_or(|(last, _)| last < text.start()) {
            return;
        }
        let mut from = text.start();
        // The text may end behind the first sign.
        let end = (text.end() + 3).min(self.end);
        while let Some(length) = find(&self.text.as_bytes()[from..end], b"<!--") {
            let start = from + length;
            from = start + 4;
            if start >= text.end() || self.text[..start].ends_with('\\') {
                continue;
            }
            let comment = Span::new(start, row_end(self.text, start).min(self.end));
            self.parts.comments.push(comment);
            self.unclosed_comment(Span::new(start, start + 4));
        }
    }

    /// Notes a comment that is not closed where it stands. What is closed further down ends there for browsers, and what
    /// is opened in another one is part of it.
    fn unclosed_comment(&mut self, comment: Span) {
        let is_closed =
            self.comments.and_then(|(_, close)| close).is_some_and(|close| close >= comment.end());
        let is_inside = self.parts.unclosed.iter().any(|other| other.form == UnclosedForm::Comment);
        if !is_closed && !is_inside {
            self.parts.unclosed.push(unclosed::comment(comment.start(), comment.end()));
        }
    }
}
