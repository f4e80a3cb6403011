//! How far each stet comment reaches: the block it stands in or the next one, the stretch from a `stet-start` to its
//! `stet-end`, or the whole draft; and what can go when it silences nothing.

use super::{Draft, told};
use crate::document::{Span, StetComment, StetForm};
use crate::finding::Finding;

const BLANKS: [char; 2] = [' ', '\t'];
const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// A comment that silences something, with its reach.
#[derive(Debug)]
pub(super) struct Reaching<'a> {
    pub(super) comment: &'a StetComment,
    /// Where it holds; `None` when no block follows.
    pub(super) reach: Option<Span>,
    /// Whether that is more than a block.
    pub(super) wide: bool,
    pub(super) idle: Idle,
}

/// What can be done about an item that silences nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Idle {
    /// These bytes, comments, can go.
    Delete(Vec<Span>),
    /// It can only be told.
    Tell,
    /// Its comment has a finding already.
    Known,
}

/// All comments that silence something, in order. A start without its end reaches to the end of the draft: with its
/// finding the draft fails anyway, and what the writer let stand is not told on top.
pub(super) fn reaches<'a>(draft: &Draft<'a>, findings: &mut Vec<Finding>) -> Vec<Reaching<'a>> {
    let (text, whole) = (draft.source.text(), Span::new(0, draft.source.text().len()));
    let mut reaching: Vec<Reaching<'a>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for comment in draft.comments {
        let idle = if text[comment.span.range()].starts_with("<!--") {
            Idle::Delete(vec![removal(text, comment.span)])
        } else {
            Idle::Tell
        };
        let (reach, wide, idle) = match comment.form {
            StetForm::Next => (block_of(draft.blocks, comment), false, idle),
            StetForm::File => (Some(whole), true, idle),
            StetForm::Start => {
                open.push(reaching.len());
                (Some(Span::new(comment.span.start(), whole.end())), true, Idle::Known)
            }
            StetForm::End => {
                match open.pop() {
                    None => findings.push(told::idle_end(draft.source, comment.span)),
                    Some(start) => {
                        let start = &mut reaching[start];
                        start.reach = Some(start.comment.span.cover(comment.span));
                        let [first, last] =
                            [start.comment.span, comment.span].map(|span| removal(text, span));
                        // Side by side, both would take the space between them along.
                        let touching = first.overlaps(last);
                        start.idle =
                            Idle::Delete(if touching { vec![first.cover(last)] } else { vec![first, last] });
                    }
                }
                continue;
            }
        };
        reaching.push(Reaching { comment, reach, wide, idle });
    }
    for start in open {
        findings.push(told::open_start(draft.source, reaching[start].comment.span));
    }
    reaching
}

/// The block that the comment stands in, else the next one. Logarithmic.
fn block_of(blocks: &[Span], comment: &StetComment) -> Option<Span> {
    let next = || blocks.partition_point(|block| block.start() < comment.span.end());
    blocks.get(comment.block.unwrap_or_else(next)).copied()
}

/// What has to go with a comment: its row when it stands alone there, a space beside it when it does not. The row stays,
/// empty, where it parts two paragraphs that would run together without it. Looks at white space only, so that a
/// thousand comments in one row cost no more than in a thousand rows.
fn removal(text: &str, comment: Span) -> Span {
    let (before, after) = (&text[..comment.start()], &text[comment.end()..]);
    let (row_before, row_after) = (before.trim_end_matches(BLANKS), after.trim_start_matches(BLANKS));
    let opens_row = row_before.is_empty() || row_before.ends_with(LINE_ENDS);
    let ends_row = row_after.is_empty() || row_after.starts_with(LINE_ENDS);
    if opens_row && ends_row {
        let above = without_line_end(row_before).trim_end_matches(BLANKS);
        let behind =
            row_after.strip_prefix("\r\n").or_else(|| row_after.strip_prefix(LINE_ENDS)).unwrap_or("");
        let below = behind.trim_start_matches(BLANKS);
        let apart = above.is_empty()
            || above.ends_with(LINE_ENDS)
            || below.is_empty()
            || below.starts_with(LINE_ENDS);
        return if apart { Span::new(row_before.len(), text.len() - behind.len()) } else { comment };
    }
    if before.ends_with(' ') && (ends_row || after.starts_with(' ')) {
        Span::new(comment.start() - 1, comment.end())
    } else if opens_row && after.starts_with(' ') {
        Span::new(comment.start(), comment.end() + 1)
    } else {
        comment
    }
}

fn without_line_end(text: &str) -> &str {
    text.strip_suffix("\r\n").or_else(|| text.strip_suffix(LINE_ENDS)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its one comment, `<!---->`.
    fn removed(text: &str) -> String {
        let at = text.find("<!---->").unwrap();
        let span = removal(text, Span::new(at, at + 7));
        [&text[..span.start()], &text[span.end()..]].concat()
    }

    #[test]
    fn a_comment_goes_with_its_row_or_a_space() {
        let cases = [
            ("a\n\n<!---->\nb\n", "a\n\nb\n"),
            ("a\r\n\r\n<!---->\r\nb", "a\r\n\r\nb"),
            ("a\r\r<!---->\rb", "a\r\rb"),
            ("<!---->\nb\n", "b\n"),
            ("a\n\n  <!----> ", "a\n\n"),
            ("a <!----> b\n", "a b\n"),
            ("a <!---->\nb\n", "a\nb\n"),
            ("<!----> a\n", "a\n"),
            ("a<!---->b", "ab"),
            ("é <!----> 新", "é 新"),
            ("<!---->", ""),
        ];
        for (text, wanted) in cases {
            assert_eq!(removed(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn paragraphs_never_run_together() {
        assert_eq!(removed("a\n<!---->\nb\n"), "a\n\nb\n");
        assert_eq!(removed("a\r\n<!---->\r\nb"), "a\r\n\r\nb");
        assert_eq!(removed("a\n<!---->\n\nb\n"), "a\n\nb\n");
    }
}
