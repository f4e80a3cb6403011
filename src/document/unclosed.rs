//! What is opened and never closed: a comment, a block of code, a `<script>`. CommonMark lets each go on to the end of
//! the draft, so that nothing below it is copy, and nobody sees why. That it is a fault is said by a rule.

use memchr::memmem::{find, find_iter};

use super::Span;
use super::rows::{row_end, row_start, trimmed};

/// What is never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnclosedForm {
    /// A comment.
    Comment,
    /// A block of code between fences.
    Code,
    /// An element that takes all that follows for its own, such as `<script>`, or an instruction or declaration.
    Tag,
}

/// Something that is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// What it is.
    pub form: UnclosedForm,
    /// What opens it: `<!--`, a fence, a tag.
    pub mark: Span,
    /// What is not read because of it, the mark included; a point where nothing goes unread.
    pub unread: Span,
}

/// The elements whose blocks in Markdown end at a closing tag only; that of any of them will do.
const RAW: [&str; 4] = ["script", "style", "pre", "textarea"];

/// How far behind its name a tag that opens such an element is shown.
const LONGEST_TAG: usize = 200;

/// The comment that begins at `start` and is never closed; nothing behind it is read up to `end`.
pub(super) fn comment(start: usize, end: usize) -> Unclosed {
    let mark = Span::new(start, start + "<!--".len());
    Unclosed { form: UnclosedForm::Comment, mark, unread: Span::new(start, end) }
}

/// The tag, the instruction or the section that opens the block of HTML at `block` and is never closed there, if that
/// is what the block goes on for. Linear in its length.
pub(super) fn html(text: &str, block: Span) -> Option<Unclosed> {
    let all = &text[block.range()];
    let markup = all.trim_start_matches([' ', '\t', '>']);
    let start = block.start() + all.len() - markup.len();
    let unclosed = |length| {
        let mark = Span::new(start, start + length);
        Some(Unclosed { form: UnclosedForm::Tag, mark, unread: Span::new(start, block.end()) })
    };
    for (mark, end) in [("<?", "?>"), ("<![CDATA[", "]]>")] {
        if markup.starts_with(mark) {
            let is_closed = find(markup.as_bytes(), end.as_bytes()).is_some();
            return if is_closed { None } else { unclosed(mark.len()) };
        }
    }
    let name = raw_name(markup.strip_prefix('<')?)?;
    if closes_raw(markup) {
        return None;
    }
    let rest = &markup[1 + name.len()..];
    let tag = rest
        .find(['>', '\n', '\r'])
        .filter(|&length| length < LONGEST_TAG && rest[length..].starts_with('>'));
    unclosed(1 + name.len() + tag.map_or(0, |length| length + 1))
}

/// The fenced code at `code` that is never closed, if it hides anything. Its rows are looked at, not its content.
pub(super) fn fence(text: &str, code: Span) -> Option<Unclosed> {
    let all = &text[code.range()];
    let opening = all.trim_start_matches([' ', '\t', '>']);
    let sign = opening.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = opening.len() - opening.trim_start_matches(sign).len();
    let start = code.start() + all.len() - opening.len();
    let end = code.start() + all.trim_end().len();
    let last = Span::new(row_start(text, end), end);
    if last.start() <= start {
        return None;
    }
    let closing = text[last.range()].trim_start_matches([' ', '\t', '>']);
    if closing.len() >= length && closing.trim_start_matches(sign).is_empty() {
        return None;
    }
    let mark = trimmed(text, Span::new(start, row_end(text, start)));
    Some(Unclosed { form: UnclosedForm::Code, mark, unread: Span::new(start, code.end()) })
}

fn raw_name(text: &str) -> Option<&str> {
    let length = text.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(text.len());
    let name = &text[..length];
    RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)).then_some(name)
}

fn closes_raw(markup: &str) -> bool {
    find_iter(markup.as_bytes(), "</").any(|at| {
        raw_name(&markup[at + 2..]).is_some_and(|name| markup[at + 2 + name.len()..].starts_with('>'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_html_that_end_nowhere() {
        let mark = |text: &str| {
            html(text, Span::new(0, text.len())).map(|found| text[found.mark.range()].to_owned())
        };
        for (text, wanted) in [
            ("<!-- a\n", None),
            ("<?php\n", Some("<?")),
            ("<SCRIPT src='x'>\na", Some("<SCRIPT src='x'>")),
            ("<script\nsrc='x'>a", Some("<script")),
            ("<style>\n</Script>", None),
            ("<style>\n</styles>", Some("<style>")),
            ("<prelude>\n", None),
            ("<div>\n", None),
        ] {
            assert_eq!(mark(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn fences_that_are_never_closed() {
        let mark = |text: &str| {
            fence(text, Span::new(0, text.len())).map(|found| text[found.mark.range()].to_owned())
        };
        for (text, wanted) in [
            ("```\na\n", Some("```")),
            ("``` é \na\n``", Some("``` é")),
            ("~~~~\na\n~~~", Some("~~~~")),
            ("~~~\na\n ~~~~\n\n", None),
            ("```\n", None),
            ("```", None),
            ("> ```\n> a\n> ```", None),
        ] {
            assert_eq!(mark(text).as_deref(), wanted, "{text}");
        }
    }
}
