//! Plain text in parts: `#` headings and whole lines in bold are the only markup that is read; every other byte is
//! copy. How the lines between them make paragraphs is left to the layout.

use super::marks::{bold_text, hash_heading};
use super::parts::{Part, Parts};
use super::rows::{Rows, trimmed};
use super::{BlockKind, HeadingForm, Span};

/// Adds the parts of the plain text `body`. Linear.
pub(super) fn read(text: &str, body: Span, parts: &mut Parts) {
    let mut run: Option<Span> = None;
    let mut copied = body.start();
    for row in Rows::of(text, body) {
        let line = &text[row.range()];
        let heading = heading(text, row);
        if heading.is_none() && !line.trim_start().is_empty() {
            run = Some(run.map_or(row, |run| run.cover(row)));
            continue;
        }
        if let Some(run) = run.take() {
            parts.push(Part::running(BlockKind::Paragraph, run));
        }
        if let Some((form, content)) = heading {
            parts.push(Part::heading(form, row));
            parts.copy.push(Span::new(copied, row.start()));
            parts.copy.push(content);
            copied = row.end();
        }
    }
    if let Some(run) = run {
        parts.push(Part::running(BlockKind::Paragraph, run));
    }
    parts.copy.push(Span::new(copied, body.end()));
}

/// What makes `row` a heading, and its text.
fn heading(text: &str, row: Span) -> Option<(HeadingForm, Span)> {
    let line = &text[row.range()];
    match line.trim_start().as_bytes().first()? {
        b'#' => {
            let (level, start, end) = hash_heading(line)?;
            Some((HeadingForm::Heading(level), Span::new(row.start() + start, row.start() + end)))
        }
        b'*' | b'_' => {
            let whole = trimmed(text, row);
            let inner = bold_text(&text[whole.range()])?;
            let start = whole.start() + 2;
            Some((HeadingForm::Bold, Span::new(start, start + inner.len())))
        }
        _ => None,
    }
}
