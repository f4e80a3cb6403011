//! Finds quotations in single marks, as Britain sets them: ‘…’ and '…'. The closing mark looks like an apostrophe, so that
//! what stands beside it must tell them apart.

use memchr::memchr2_iter;

use crate::document::Span;

/// Appends the quotations of `prose[content]` in single marks, marks included, in order, none overlapping another; those
/// inside double marks, `within` (in order), are left out. A quotation without an end is none: its mark was an apostrophe.
/// Linear.
pub(super) fn quotations(prose: &str, content: Span, within: &[Span], out: &mut Vec<Span>) {
    let block = &prose[content.range()];
    let mut open = None;
    // All marks but the straight one begin with this byte.
    for at in memchr2_iter(b'\'', 0xE2, block.as_bytes()) {
        let Some(mark) = block[at..].chars().next().filter(|mark| matches!(mark, '\'' | '‘' | '’'))
        else {
            continue;
        };
        let end = at + mark.len_utf8();
        if opens(&block[..at], mark, &block[end..]) {
            open = Some(at);
        } else if let Some(start) = open.filter(|_| closes(&block[..at], mark, &block[end..])) {
            open = None;
            let span = Span::new(content.start() + start, content.start() + end);
            if !touches(within, span) {
                out.push(span);
            }
        }
    }
}

/// Whether a mark begins a quotation: behind no letter and before one. “’90s” and “'em” are clipped words: a straight mark
/// stands before a capital.
fn opens(before: &str, mark: char, behind: &str) -> bool {
    let is_free = before
        .chars()
        .next_back()
        .is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '[' | '–' | '—' | '"' | '“'));
    let next = behind.chars().next();
    is_free
        && match mark {
            '‘' => next.is_some_and(char::is_alphanumeric),
            '\'' => next.is_some_and(char::is_uppercase),
            _ => false,
        }
}

/// Whether a mark ends one: behind a mark of punctuation, or behind a word that is no possessive (*the workers’ pay*).
fn closes(before: &str, mark: char, behind: &str) -> bool {
    let (before, next) = (before.chars().next_back(), behind.chars().next());
    let possessive = matches!(before, Some('s' | 'S')) && next == Some(' ');
    mark != '‘'
        && !possessive
        && !next.is_some_and(char::is_alphanumeric)
        && before.is_some_and(|before| !before.is_whitespace())
}

/// Whether some of the quotations, which are in order, hold a part of `span`. Logarithmic.
fn touches(quotations: &[Span], span: Span) -> bool {
    let after = quotations.partition_point(|quotation| quotation.end() <= span.start());
    quotations.get(after).is_some_and(|next| next.start() < span.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(block: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        quotations(block, Span::new(0, block.len()), &[], &mut spans);
        spans.iter().map(|span| &block[span.range()]).collect()
    }

    #[test]
    fn british_quotations_are_read() {
        assert_eq!(quoted("‘We can’t pay,’ he said. ‘It’s over.’"), ["‘We can’t pay,’", "‘It’s over.’"]);
        assert_eq!(
            quoted("'The hospital fell,' he said, and 'That's it'."),
            ["'The hospital fell,'", "'That's it'"]
        );
        assert_eq!(quoted("‘The workers’ pay is low,’ she said."), ["‘The workers’ pay is low,’"]);
        assert_eq!(quoted("a so-called ‘free reign’ of the park"), ["‘free reign’"]);
    }

    #[test]
    fn apostrophes_are_none() {
        for block in [
            "the workers’ pay, don’t and ’90s",
            "rock 'n' roll, 'em and the boys' shoes",
            "O'Brien's 5'10",
            "‘",
            "",
        ] {
            assert_eq!(quoted(block), [""; 0], "{block}");
        }
    }

    #[test]
    fn what_stands_in_double_marks_is_left_out() {
        let block = "“He said ‘no’,” she said, ‘and left.’";
        let (mut spans, double) = (Vec::new(), Span::new(0, "“He said ‘no’,”".len()));
        quotations(block, Span::new(0, block.len()), &[double], &mut spans);
        assert_eq!(spans.iter().map(|span| &block[span.range()]).collect::<Vec<_>>(), ["‘and left.’"]);
    }
}
