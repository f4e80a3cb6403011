//! What to delete so that a copy goes and the copy around it reads on: whole lines with one of the two gaps beside
//! them, an element of HTML, or a sentence with one of the two spaces beside it.

use crate::document::{Block, BlockKind, Document, Source, Span};

/// The bytes to delete so that `copy` goes: its whole lines, or an element of HTML alone where other things stand in
/// them.
pub(super) fn blocks(document: &Document<'_>, copy: Span, alike: bool) -> Span {
    let (source, lines) = (document.source(), document.source().lines());
    let (first, next) = (lines.index(copy.start()), lines.index(copy.end()) + 1);
    let end = if next < lines.count() { lines.start(next) } else { source.text().len() };
    let is_blank = |range: std::ops::Range<usize>| source.text()[range].trim().is_empty();
    if is_blank(lines.start(first)..copy.start()) && is_blank(copy.end()..end) {
        self::lines(source, copy, alike)
    } else {
        copy
    }
}

/// The bytes to delete so that the whole lines of `copy` go, the end of the last one included, and with them one of
/// the two gaps of blank lines beside it: the smaller one, so that what the larger one parts stays parted. `alike`:
/// what stands right before the copy looks the same, so that the gap behind the copy is right for it too, and stays.
/// What is left at the end of a text ends as the line before the copy does. Linear in the length of the blank lines.
fn lines(source: &Source, copy: Span, alike: bool) -> Span {
    let lines = source.lines();
    let start = |line: usize| if line < lines.count() { lines.start(line) } else { source.text().len() };
    let is_blank = |line: usize| {
        let text = &source.text()[start(line)..start(line + 1)];
        text.chars().all(|character| character.is_whitespace() || character == '>')
    };
    let first = lines.index(copy.start());
    let next = lines.index(copy.end()) + 1;
    let mut before = first;
    while before > 0 && is_blank(before - 1) {
        before -= 1;
    }
    let mut after = next;
    while after < lines.count() && is_blank(after) {
        after += 1;
    }
    let is_last = after >= lines.count();
    if is_last || alike || after - next >= first - before {
        Span::new(start(before), start(next))
    } else {
        Span::new(start(first), start(after))
    }
}

/// The bytes to delete so that the sentences under `copy`, in `block`, go with one of the spaces beside them; nothing
/// where markup touches them, since half of a pair of marks would be left.
pub(super) fn sentences(document: &Document<'_>, block: &Block, copy: Span) -> Option<Span> {
    let (text, content) = (document.text(), block.content);
    let is_space = |character: Option<char>| character.is_none_or(char::is_whitespace);
    let bare = text[copy.range()] == document.prose()[copy.range()]
        && is_space(text[..copy.start()].chars().next_back())
        && is_space(text[copy.end()..].chars().next());
    if !bare {
        return None;
    }
    if copy.start() <= content.start() && content.end() <= copy.end() {
        return Some(blocks(document, block.span, false));
    }
    let is_blank = |character: char| character == ' ' || character == '\t';
    let blanks = |text: &str| text.len() - text.trim_start_matches(is_blank).len();
    let behind = blanks(&text[copy.end()..content.end().max(copy.end())]);
    if behind > 0 {
        return Some(Span::new(copy.start(), copy.end() + behind));
    }
    let before = &text[content.start().min(copy.start())..copy.start()];
    let before = before.len() - before.trim_end_matches(is_blank).len();
    if before > 0 {
        return Some(Span::new(copy.start() - before, copy.end()));
    }
    // The sentences fill whole lines of a wrapped paragraph; in other blocks markup may begin each line.
    (block.kind == BlockKind::Paragraph).then(|| lines(document.source(), copy, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup};

    /// The text with `COPY` (and what goes with it) cut out.
    fn cut(text: &str, alike: bool) -> String {
        let source = Source::new("draft.txt", text);
        let start = text.find("COPY").unwrap();
        let end = text.rfind("COPY").unwrap() + 4;
        let cut = lines(&source, Span::new(start, end), alike);
        format!("{}{}", &text[..cut.start()], &text[cut.end()..])
    }

    #[test]
    fn one_gap_goes_with_the_copy() {
        assert_eq!(cut("a\nCOPY\nb\n", false), "a\nb\n");
        assert_eq!(cut("a\n\nCOPY\n\nb\n", false), "a\n\nb\n");
        assert_eq!(cut("a\n\nCOPY\n\nCOPY\n\nb\n", false), "a\n\nb\n");
        assert_eq!(cut("a\r\n\r\nCOPY\r\n\r\nb\r\n", false), "a\r\n\r\nb\r\n");
        assert_eq!(cut("a\r\rCOPY\r\rb", false), "a\r\rb");
    }

    #[test]
    fn the_larger_gap_stays_unless_the_first_copy_stands_right_before() {
        assert_eq!(cut("a\nCOPY\n\nb\n", false), "a\n\nb\n");
        assert_eq!(cut("a\n\nCOPY\nb\n", false), "a\n\nb\n");
        assert_eq!(cut("# a\n\nCOPY\nb\n", true), "# a\nb\n");
        assert_eq!(cut("# a\nCOPY\n\nb\n", true), "# a\n\nb\n");
    }

    #[test]
    fn the_last_copy_takes_the_gap_before_it() {
        assert_eq!(cut("a\n\nCOPY", false), "a\n");
        assert_eq!(cut("a\n\nCOPY\n", false), "a\n");
        assert_eq!(cut("a\nCOPY", false), "a\n");
        assert_eq!(cut("a\n\nCOPY\n\n", false), "a\n\n");
    }

    #[test]
    fn an_element_among_others_goes_alone() {
        let source = Source::new("draft.md", "<p>a</p><p>b</p>\n<p>b</p>\n");
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        assert_eq!(blocks(&document, Span::new(8, 16), false), Span::new(8, 16));
        assert_eq!(blocks(&document, Span::new(17, 25), false), Span::new(17, 26));
    }

    #[test]
    fn blank_lines_of_a_block_quotation_are_a_gap() {
        assert_eq!(cut("> a\n>\n> COPY\n>\n> b\n", false), "> a\n>\n> b\n");
    }

    #[test]
    fn the_gap_of_seed_a_is_cut_by_hand_counted_bytes() {
        let text = "### H\n\n### H\n**Deck**\n";
        let source = Source::new("a.txt", text);
        assert_eq!(lines(&source, Span::new(7, 12), true), Span::new(6, 13));
    }
}
