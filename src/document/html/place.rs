//! HTML and its place in the draft: where its rows are, which of its bytes are marks of a quotation around it, and which
//! are character references.

use std::ops::Range;

use crate::document::Span;
use crate::document::rows::{row_end, row_start};

/// The HTML that is read, and its place in the draft.
pub(super) struct Place<'h> {
    /// The draft.
    pub(super) text: &'h str,
    /// Where the HTML stands in it.
    pub(super) whole: Span,
    /// What stands at `whole`, with the gaps blanked.
    pub(super) html: &'h str,
    /// The marks of a quotation at the beginning of lines; bytes of the HTML.
    pub(super) gaps: Vec<Span>,
}

impl Place<'_> {
    /// The bytes of the draft at `range`.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.whole.start() + range.start, self.whole.start() + range.end)
    }

    /// `range`, or the whole rows of it where nothing else stands in them.
    pub(super) fn rows(&self, range: &Range<usize>) -> Span {
        let span = self.span(range);
        let (first, last) = (row_start(self.text, span.start()), row_end(self.text, span.end()));
        // Before the HTML, and in the gaps, stand the marks of a quotation or a list.
        let own = self.text[first.max(self.whole.start())..span.start()].trim_start_matches([' ', '\t', '>']);
        let start = if own.is_empty() { first } else { span.start() };
        let end = if self.text[span.end()..last].trim().is_empty() { last } else { span.end() };
        Span::new(start, end)
    }

    /// Adds what stands at `range` to `copy`, without the gaps in it.
    pub(super) fn copy(&self, range: &Range<usize>, copy: &mut Vec<Span>) {
        let mut from = range.start;
        let after = self.gaps.partition_point(|gap| gap.end() <= range.start);
        for gap in self.gaps[after..].iter().take_while(|gap| gap.start() < range.end) {
            copy.push(self.span(&(from..gap.start().max(from))));
            from = gap.end().min(range.end);
        }
        copy.push(self.span(&(from..range.end)));
    }
}

/// What stands between the lines inside `rest` and is no white space, counted from where `rest` begins.
pub(super) fn gaps(text: &str, lines: &[Span], rest: Span) -> Vec<Span> {
    let between = lines.windows(2).map(|pair| pair[0].end()..pair[1].start());
    between
        .filter(|gap| {
            gap.start >= rest.start() && gap.end <= rest.end() && !text[gap.clone()].trim().is_empty()
        })
        .map(|gap| Span::new(gap.start - rest.start(), gap.end - rest.start()))
        .collect()
}

/// Where the first character that is no white space begins, and where the last one ends.
pub(super) fn ends(html: &str, range: Range<usize>) -> (usize, usize) {
    let text = &html[range.clone()];
    (range.end - text.trim_start().len(), range.start + text.trim_end().len())
}

/// What stands at `range` beside character references.
pub(super) fn without_references(html: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut pieces, mut from, mut at) = (Vec::new(), range.start, range.start);
    while let Some(length) = html[at..range.end].find('&') {
        let sign = at + length;
        at = sign + 1;
        if let Some(length) = reference(&html[sign..range.end]) {
            pieces.push(from..sign);
            (from, at) = (sign + length, sign + length);
        }
    }
    pieces.push(from..range.end);
    pieces
}

/// The length of the character reference that `text` begins with.
fn reference(text: &str) -> Option<usize> {
    let rest = text[1..].trim_start_matches(|sign: char| sign.is_ascii_alphanumeric() || sign == '#');
    (rest.starts_with(';') && rest.len() + 1 < text.len()).then_some(text.len() - rest.len() + 1)
}
