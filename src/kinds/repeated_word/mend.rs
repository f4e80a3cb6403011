//! How one of two equal words goes so that markup and line breaks stay whole. What may lie between them is told in
//! `seam`.

use super::Layers;
use super::seam::{Joint, element, is_mark};
use crate::document::{Span, Word};
use crate::finding::Edit;

/// Deletes one of two words. `the **the**` loses the marks with the word they hold; `the **the mayor**` loses the
/// first word instead; nothing where a mark would be left alone, and where one of the words is a whole link: whether
/// the link is meant is for a person to say.
pub(super) fn edits(layers: Layers<'_>, one: &Word, other: &Word, joint: Joint) -> Option<Vec<Edit>> {
    let text = layers.text;
    let space = Span::new(one.span.end() + joint.closing, other.span.start() - joint.opening);
    let closing = &text[one.span.end()..space.start()];
    let opening = &text[space.end()..other.span.start()];
    let behind = &text[other.span.end()..];
    if closes_link(closing) && opens_link(&text[..one.span.start()])
        || opens_link(opening) && closes_link(behind)
    {
        return None;
    }
    if let Some(marks) = closed(opening, behind) {
        let second = Span::new(space.end(), other.span.end() + marks);
        let behind = &text[second.end()..];
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        return Some(if joint.breaks && blanks > 0 {
            deletion(second.start(), second.end() + blanks)
        } else {
            deletion(space.start(), second.end())
        });
    }
    // The marks before the second word hold more than it. Whatever the sentence begins with must stay.
    let is_alike = layers.word(one) == layers.word(other);
    (joint.closing == 0 && is_alike).then(|| deletion(one.span.start(), space.end()))
}

/// Deletes all but the first of three or more words; nothing where there is markup among them.
pub(super) fn edits_of_many(layers: Layers<'_>, first: &Word, last: &Word) -> Option<Vec<Edit>> {
    let all = first.span.cover(last.span).range();
    (layers.text[all.clone()] == layers.prose[all]).then(|| deletion(first.span.end(), last.span.end()))
}

fn deletion(start: usize, end: usize) -> Vec<Edit> {
    vec![Edit { span: Span::new(start, end), text: String::new() }]
}

/// How many bytes at the very start of `behind` close all that `opening` opens; nothing where they do not.
fn closed(opening: &str, behind: &str) -> Option<usize> {
    let (mut open, mut at) = (opening, 0);
    while !open.is_empty() {
        let rest = &behind[at..];
        if let Some(shorter) = open.strip_suffix(is_mark) {
            if !rest.starts_with(&open[shorter.len()..]) {
                return None;
            }
            (open, at) = (shorter, at + 1);
        } else {
            let start = open.strip_suffix('>')?.rfind('<')?;
            let name = element(&open[start + 1..])?;
            let close = element(rest.strip_prefix("</")?)?;
            if !name.eq_ignore_ascii_case(close) || !rest[2 + close.len()..].starts_with('>') {
                return None;
            }
            (open, at) = (&open[..start], at + 2 + close.len() + 1);
        }
    }
    Some(at)
}

/// Whether `text` ends with the start of a link, marks of emphasis aside.
fn opens_link(text: &str) -> bool {
    let text = text.trim_end_matches(is_mark);
    let tag = || text.strip_suffix('>').and_then(|text| element(&text[text.rfind(['<', '>'])? + 1..]));
    text.ends_with('[') || tag().is_some_and(is_anchor)
}

/// Whether `text` begins with the end of a link, marks of emphasis aside.
fn closes_link(text: &str) -> bool {
    let text = text.trim_start_matches(is_mark);
    text.starts_with(']') || text.strip_prefix("</").and_then(element).is_some_and(is_anchor)
}

fn is_anchor(name: &str) -> bool {
    name.eq_ignore_ascii_case("a")
}
