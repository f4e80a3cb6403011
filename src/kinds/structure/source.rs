//! What an editor's screen does not show: line ends of several forms, spaces at the ends of lines, a last line without
//! an end. Read from the source as it stands, not from the prose.

use std::ops::Range;

use memchr::{memchr, memchr2_iter};

use crate::document::{BlockKind, Document, Markup, Span};
use crate::finding::{Edit, Fix, Safety};
use crate::kinds::Hit;

/// What [`mixed_line_ends`] gives to messages.
pub(super) const MIXED_VALUES: &[&str] = &["rarer", "usual", "count"];

/// How many more line ends are pointed at beside the first; all are mended.
const MOST_RELATED: usize = 4;

/// A last line without an end: the empty place behind it.
pub(super) fn missing_final_newline(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let text = document.text();
    if text.trim_start_matches('\u{FEFF}').is_empty() || text.ends_with(['\n', '\r']) {
        return;
    }
    let span = Span::point(text.len());
    let edits = vec![Edit { span, text: usual(&count(text)).written().to_owned() }];
    let fix = Fix { title: "end the last line".to_owned(), safety: Safety::Safe, edits };
    hits.push(Hit { span, note: "no line end here".to_owned(), fix: Some(fix), ..Hit::default() });
}

/// Line ends of two or three forms, once a draft: the first of the rarer ones is hit, all of them are mended.
pub(super) fn mixed_line_ends(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let text = document.text();
    if memchr(b'\r', text.as_bytes()).is_none() {
        return;
    }
    let counts = count(text);
    let usual = usual(&counts);
    let mut rarer = line_ends(text).filter(|(_, form)| *form != usual);
    let Some((first, form)) = rarer.next() else { return };
    let edit = |bytes: Range<usize>| Edit {
        span: Span::new(bytes.start, bytes.end),
        text: usual.written().to_owned(),
    };
    let mut edits = vec![edit(first.clone())];
    let mut related = Vec::new();
    for (bytes, form) in rarer {
        if related.len() < MOST_RELATED {
            related.push((Span::new(bytes.start, bytes.end), form.name().to_owned()));
        }
        edits.push(edit(bytes));
    }
    if let Some((bytes, form)) = line_ends(text).find(|(_, form)| *form == usual) {
        related.push((Span::new(bytes.start, bytes.end), format!("{}, as most line ends are", form.name())));
    }
    let values = [("rarer", form.name()), ("usual", usual.name()), ("count", &edits.len().to_string())]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    hits.push(Hit {
        span: edits[0].span,
        note: form.name().to_owned(),
        values: values.to_vec(),
        related,
        fix: Some(Fix {
            title: format!("end every line with {}", usual.name()),
            safety: Safety::Safe,
            edits,
        }),
        ..Hit::default()
    });
}

/// Spaces and tabs at the end of a line, one hit a line. In Markdown two or more spaces before a line of the same
/// paragraph are a line break; code, HTML and front matter may need theirs.
pub(super) fn trailing_space(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let text = document.text();
    let mut start = 0;
    for end in line_ends(text).map(|(bytes, _)| bytes).chain(std::iter::once(text.len()..text.len())) {
        let line = start..end.start;
        start = end.end;
        let kept = text[line.clone()].trim_end_matches([' ', '\t']).len();
        if kept == line.len() {
            continue;
        }
        let run = Span::new(line.start + kept, line.end);
        let breaks = document.markup() == Markup::Markdown
            && kept > 0
            && is_break(&text[run.range()], &text[end.end..]);
        if !breaks && !is_verbatim(document, run.start()) {
            let edits = vec![Edit { span: run, text: String::new() }];
            let fix = Fix { title: "delete it".to_owned(), safety: Safety::Safe, edits };
            hits.push(Hit { span: run, fix: Some(fix), ..Hit::default() });
        }
    }
}

/// Whether `space` before the line that `next` begins with is a Markdown line break.
fn is_break(space: &str, next: &str) -> bool {
    let next = next.trim_start_matches([' ', '\t']);
    space.ends_with("  ") && !next.is_empty() && !next.starts_with(['\n', '\r'])
}

fn is_verbatim(document: &Document<'_>, offset: usize) -> bool {
    let block = document.block_at(offset).map(|index| document.blocks()[index].kind);
    matches!(block, Some(BlockKind::Code | BlockKind::Html | BlockKind::Field))
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lf,
    CrLf,
    Cr,
}

impl Form {
    const ALL: [Self; 3] = [Self::Lf, Self::CrLf, Self::Cr];

    fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
            Self::Cr => "CR",
        }
    }

    fn written(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// All line ends in order, with their bytes.
fn line_ends(text: &str) -> impl Iterator<Item = (Range<usize>, Form)> {
    let bytes = text.as_bytes();
    memchr2_iter(b'\n', b'\r', bytes).filter_map(move |at| {
        let after_cr = at > 0 && bytes[at - 1] == b'\r';
        match bytes[at] {
            b'\n' if after_cr => Some((at - 1..at + 1, Form::CrLf)),
            b'\n' => Some((at..at + 1, Form::Lf)),
            _ if bytes.get(at + 1) == Some(&b'\n') => None,
            _ => Some((at..at + 1, Form::Cr)),
        }
    })
}

/// How often each form stands in the text, and where it first does.
fn count(text: &str) -> [(usize, usize); Form::ALL.len()] {
    let mut counts = [(0, usize::MAX); Form::ALL.len()];
    for (bytes, form) in line_ends(text) {
        let (count, first) = &mut counts[form as usize];
        *count += 1;
        *first = bytes.start.min(*first);
    }
    counts
}

/// The commonest form; of equally common ones the first in the text; LF in a text of one line.
fn usual(counts: &[(usize, usize); Form::ALL.len()]) -> Form {
    let best = |form: &Form| {
        let (count, first) = counts[*form as usize];
        (usize::MAX - count, first)
    };
    Form::ALL.into_iter().min_by_key(best).unwrap_or(Form::Lf)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SEED_A, SEED_B, hits, places};
    use super::*;
    use crate::document::Markup::{Markdown, Plain};

    /// The text after the fixes of all hits.
    fn mended(find: super::super::Find, text: &str, markup: Markup) -> String {
        let mut result = text.to_owned();
        let edits: Vec<Edit> =
            hits(find, text, markup).into_iter().flat_map(|hit| hit.fix.unwrap().edits).collect();
        for edit in edits.iter().rev() {
            result.replace_range(edit.span.range(), &edit.text);
        }
        result
    }

    #[test]
    fn the_commonest_line_end_is_told() {
        for (text, form) in [
            ("", Form::Lf),
            ("a", Form::Lf),
            ("a\r\nb", Form::CrLf),
            ("a\rb\rc\n", Form::Cr),
            ("a\r\nb\n", Form::CrLf),
            ("a\nb\r\n", Form::Lf),
            ("\r\r\n", Form::Cr),
        ] {
            assert_eq!(usual(&count(text)), form, "{text:?}");
        }
        let ends: Vec<_> = line_ends("é\r\n\r\n\r\n\n\r").map(|(bytes, _)| bytes).collect();
        assert_eq!(ends, [2..4, 4..6, 6..8, 8..9, 9..10]);
    }

    #[test]
    fn a_last_line_without_end_is_hit_behind_its_last_byte() {
        assert_eq!(places(missing_final_newline, SEED_A, Plain), [(4390, 4390, vec![])]);
        assert_eq!(places(missing_final_newline, SEED_B, Plain), [(2298, 2298, vec![])]);
        assert_eq!(mended(missing_final_newline, "a\r\né", Plain), "a\r\né\r\n");
        assert_eq!(mended(missing_final_newline, "a", Plain), "a\n");
        for text in ["", "\u{FEFF}", "a\n", "a\r\n", "a\rb\r", "\n"] {
            assert_eq!(places(missing_final_newline, text, Plain), [], "{text:?}");
        }
    }

    #[test]
    fn rare_line_ends_are_one_hit() {
        let text = "é\nb\r\nc\nd\re\n";
        assert_eq!(places(mixed_line_ends, text, Plain), [(4, 6, vec![(9, 10), (2, 3)])]);
        assert_eq!(mended(mixed_line_ends, text, Plain), "é\nb\nc\nd\ne\n");
        assert_eq!(mended(mixed_line_ends, "a\r\nb\nc\r\n", Plain), "a\r\nb\r\nc\r\n");
        let many = "a\r\n".repeat(9) + &"b\n".repeat(8);
        assert_eq!(
            places(mixed_line_ends, &many, Plain)[0].2.len(),
            5,
            "four more, and one of the usual ones"
        );
        for text in ["", "a", "a\nb\n", "a\r\nb\r\n", "a\rb\r"] {
            assert_eq!(places(mixed_line_ends, text, Plain), [], "{text:?}");
        }
    }

    #[test]
    fn spaces_at_line_ends_are_hit_line_by_line() {
        assert_eq!(
            places(trailing_space, "é \r\nb\t \n\n  \nc ", Plain),
            [(2, 3, vec![]), (6, 8, vec![]), (10, 12, vec![]), (14, 15, vec![])]
        );
        assert_eq!(mended(trailing_space, "é \r\nb\t \n\n  \nc ", Plain), "é\r\nb\n\n\nc");
        assert_eq!(places(trailing_space, SEED_A, Plain), []);
        assert_eq!(places(trailing_space, "", Plain), []);
    }

    #[test]
    fn line_breaks_and_code_keep_their_spaces() {
        assert_eq!(places(trailing_space, "one  \ntwo\n", Markdown), []);
        assert_eq!(
            places(trailing_space, "one  \n\ntwo\n", Markdown),
            [(3, 5, vec![])],
            "nothing to break from"
        );
        assert_eq!(places(trailing_space, "one \ntwo  \n", Markdown), [(3, 4, vec![]), (8, 10, vec![])]);
        assert_eq!(places(trailing_space, "one  \ntwo\n", Plain), [(3, 5, vec![])]);
        assert_eq!(places(trailing_space, "x\n\n```\na = 1 \n```\n", Markdown), []);
    }
}
