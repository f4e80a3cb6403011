//! Blocks of HTML in Markdown: comments, captions (`<figcaption>`), and the rest, which is no copy.

use memchr::memmem::find;

use super::parts::{Part, Parts};
use super::rows::{row_end, row_start, trimmed};
use super::{BlockKind, Span};

/// Adds what stands in the block of HTML at `block`. Copy behind a comment that opens the block is left to the caller:
/// its place is returned.
pub(super) fn read(text: &str, block: Span, parts: &mut Parts) -> Option<Span> {
    let mut at = trimmed(text, block).start();
    let mut behind_comment = false;
    while text[at..block.end()].starts_with("<!--") {
        let comment = comment_at(text, at, block.end());
        parts.comment(comment);
        behind_comment = true;
        at = trimmed(text, Span::new(comment.end(), block.end())).start();
    }
    let rest = trimmed(text, Span::new(at, block.end()));
    if rest.is_empty() {
        return None;
    }
    if behind_comment && !text[rest.range()].starts_with('<') {
        return Some(rest);
    }
    let mut from = rest.start();
    while let Some(length) = find(&text.as_bytes()[from..rest.end()], b"<!--") {
        let comment = comment_at(text, from + length, rest.end());
        parts.comment(comment);
        from = comment.end();
    }
    add_blocks(text, rest, parts);
    None
}

/// The comment that begins at byte `at`; one that is never closed reaches to `end`.
fn comment_at(text: &str, at: usize, end: usize) -> Span {
    let close = find(&text.as_bytes()[at + 2..end], b"-->");
    Span::new(at, close.map_or(end, |length| at + 2 + length + 3))
}

/// Cuts the HTML at `rest` into captions and what stands around them.
fn add_blocks(text: &str, rest: Span, parts: &mut Parts) {
    let mut from = row_start(text, rest.start());
    let mut at = rest.start();
    while let Some(inner) = next_caption(text, Span::new(at, rest.end())) {
        let start = row_start(text, inner.start()).max(from);
        let end = row_end(text, inner.end()).min(rest.end());
        at = inner.end();
        add_html(text, Span::new(from, start), parts);
        parts.push(Part::new(BlockKind::Caption, Span::new(start, end)));
        add_copy(text, inner, &mut parts.copy);
        // A further caption that ends on the same row is copy of the same block.
        while let Some(inner) = next_caption(text, Span::new(at, end)) {
            add_copy(text, inner, &mut parts.copy);
            at = inner.end();
        }
        from = end;
        at = at.max(end);
    }
    add_html(text, Span::new(from, rest.end()), parts);
}

fn add_html(text: &str, span: Span, parts: &mut Parts) {
    let content = trimmed(text, span);
    if !content.is_empty() {
        let rows = Span::new(row_start(text, content.start()), row_end(text, content.end()));
        let mut part = Part::new(BlockKind::Html, rows);
        part.content = Some(content);
        parts.push(part);
    }
}

/// What stands in the next `<figcaption>` of `span`.
fn next_caption(text: &str, span: Span) -> Option<Span> {
    let bytes = &text.as_bytes()[..span.end()];
    let open = span.start() + find(&bytes[span.start()..], b"<figcaption")?;
    let start = open + find(&bytes[open..], b">")? + 1;
    let end = start + find(&bytes[start..], b"</figcaption")?;
    Some(Span::new(start, end))
}

/// Adds what stands between tags, entities left out.
fn add_copy(text: &str, inner: Span, copy: &mut Vec<Span>) {
    let (mut from, mut at) = (inner.start(), inner.start());
    while let Some(length) = text[at..inner.end()].find(['<', '&']) {
        let sign = at + length;
        let rest = &text[sign..inner.end()];
        let markup =
            if rest.starts_with('<') { rest.find('>').or(Some(rest.len() - 1)) } else { entity(rest) };
        at = sign + markup.unwrap_or(0) + 1;
        if markup.is_some() {
            copy.push(Span::new(from, sign));
            from = at;
        }
    }
    copy.push(Span::new(from, inner.end()));
}

/// Where the entity that `text` begins with has its semicolon.
fn entity(text: &str) -> Option<usize> {
    let rest = text[1..].trim_start_matches(|sign: char| sign.is_ascii_alphanumeric() || sign == '#');
    rest.starts_with(';').then_some(text.len() - rest.len())
}
