//! How a draft is set: blank lines between some paragraphs only, Markdown signs in plain text. Both are one hit a
//! draft.

use memchr::memmem;

use crate::document::{Block, BlockKind, Document, HeadingForm, Markup, Span, is_end_mark};
use crate::kinds::Hit;

/// A paragraph of fewer words is a line: of a poem, a recipe, a table of results.
const SHORTEST_PARAGRAPH: usize = 8;

/// From so many words on, text is a paragraph whatever it ends with.
const RUNNING_TEXT: usize = 20;

/// Blank lines between some blocks, none between others. The first place of the rarer way is hit: the blank lines, or
/// the line end where one is missing. Silent where most of the text is short lines: there, a missing blank line means
/// that lines belong together.
pub(super) fn mixed_breaks(document: &Document<'_>, hits: &mut Vec<Hit>) {
    if is_mostly_short(document) {
        return;
    }
    let (mut blank, mut tight) = (Breaks::default(), Breaks::default());
    // A heading may stand close above its text in a draft with blank lines, so such pairs never make a way the rarer.
    let mut tight_headings = 0;
    for pair in document.blocks().windows(2) {
        let (above, below) = (&pair[0], &pair[1]);
        let Some(parted) = parted(document, above, below) else { continue };
        if parted {
            blank.add(above, below);
        } else if is_running(document, above, below) {
            tight_headings += usize::from(above.heading.is_some());
            tight.add(above, below);
        }
    }
    let (Some(first_blank), Some(first_tight)) = (blank.first, tight.first) else { return };
    let blank_is_rarer = (blank.count, first_tight.0) < (tight.count, first_blank.0);
    let (span, note, related) = if blank_is_rarer {
        let between = first_blank.1;
        let line_end = if document.text()[between.range()].starts_with("\r\n") { 2 } else { 1 };
        let lines = Span::new(between.start() + line_end, between.end());
        (lines, "a blank line", (first_tight.0, "no blank line in between"))
    } else if tight.count > tight_headings {
        (first_tight.1, "no blank line", (first_blank.0, "a blank line in between"))
    } else {
        return;
    };
    let related = vec![(related.0, related.1.to_owned())];
    hits.push(Hit { span, note: note.to_owned(), related, ..Hit::default() });
}

/// Markdown signs in plain text: the first one is hit, the first of every other sort is related.
pub(super) fn markup_in_plain_text(document: &Document<'_>, hits: &mut Vec<Hit>) {
    if document.markup() != Markup::Plain {
        return;
    }
    let mut signs = [None; 3];
    for block in document.blocks().iter().filter(|block| block.kind != BlockKind::Field) {
        let text = &document.text()[block.span.range()];
        for (sign, find) in signs.iter_mut().zip([heading_sign, bold_sign, link_sign]) {
            if sign.is_none() {
                let place = |(start, end)| Span::new(block.span.start() + start, block.span.start() + end);
                *sign = find(block, text).map(place);
            }
        }
        if signs.iter().all(Option::is_some) {
            break;
        }
    }
    let mut signs: Vec<Span> = signs.into_iter().flatten().collect();
    signs.sort_unstable();
    if let Some((first, others)) = signs.split_first() {
        hits.push(Hit {
            span: *first,
            note: "a Markdown sign".to_owned(),
            related: others.iter().map(|span| (*span, "another".to_owned())).collect(),
            ..Hit::default()
        });
    }
}

/// How often blocks are parted in one way, and the first pair that is: both blocks, and what stands between.
#[derive(Default)]
struct Breaks {
    count: usize,
    first: Option<(Span, Span)>,
}

impl Breaks {
    fn add(&mut self, above: &Block, below: &Block) {
        self.count += 1;
        let between = Span::new(above.span.end(), below.span.start());
        self.first.get_or_insert((above.span.cover(below.span), between));
    }
}

/// Whether most paragraphs are short lines.
fn is_mostly_short(document: &Document<'_>) -> bool {
    let paragraphs = document.blocks().iter().filter(|block| block.heading.is_none() && is_text(block));
    let (mut short, mut long) = (0, 0);
    for paragraph in paragraphs {
        let is_short = document.words_of(paragraph).len() < SHORTEST_PARAGRAPH;
        *(if is_short { &mut short } else { &mut long }) += 1;
    }
    short > long
}

/// Whether two blocks that no blank line parts are running text that one should part: headings and paragraphs, and one
/// of them at least of some length. A signature below a letter and a list of ingredients below its recipe are none.
fn is_running(document: &Document<'_>, above: &Block, below: &Block) -> bool {
    let words = |block: &Block| document.words_of(block).len();
    let counts = |block: &Block| {
        let content = &document.prose()[block.content.range()];
        block.heading.is_some()
            || words(block) >= RUNNING_TEXT
            || words(block) >= SHORTEST_PARAGRAPH && ends_sentence(content)
    };
    counts(above) && counts(below) && words(above).max(words(below)) >= RUNNING_TEXT
}

/// Whether copy ends as a sentence does, closing marks behind it aside.
pub(super) fn ends_sentence(content: &str) -> bool {
    let is_closing = |sign: char| matches!(sign, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']');
    content.trim_end_matches(is_closing).ends_with(is_end_mark)
}

fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Deck | BlockKind::Paragraph)
}

/// Whether a blank line parts two blocks; `None` when the pair tells nothing of the draft's way: lists, tables, code,
/// notes, HTML, and headings in Markdown, where they need no blank line.
fn parted(document: &Document<'_>, above: &Block, below: &Block) -> Option<bool> {
    let is_note = |block: &Block| document.text()[block.span.range()].starts_with("[^");
    let counts = |block: &Block| match block.kind {
        BlockKind::Headline | BlockKind::Crosshead => document.markup() == Markup::Plain,
        _ => is_text(block) && !is_note(block) && !block.html,
    };
    let between = &document.text()[above.span.end()..below.span.start()];
    if !counts(above) || !counts(below) || !between.trim().is_empty() {
        return None;
    }
    let ends = between.matches('\n').count().max(between.matches('\r').count());
    Some(ends > 1)
}

/// The number signs of a heading.
fn heading_sign(block: &Block, text: &str) -> Option<(usize, usize)> {
    if !matches!(block.heading, Some(HeadingForm::Heading(_))) {
        return None;
    }
    let start = text.find('#')?;
    let rest = &text[start..];
    Some((start, start + rest.len() - rest.trim_start_matches('#').len()))
}

/// The first sign of a stretch in bold. Stars inside and beside words veil swearing and are none.
fn bold_sign(_: &Block, text: &str) -> Option<(usize, usize)> {
    let signs = || {
        memmem::find_iter(text.as_bytes(), "**")
            .map(|at| (at, text[..at].chars().next_back(), text[at + 2..].chars().next()))
    };
    let outside = |beside: Option<char>| beside.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    let inside = |beside: Option<char>| beside.is_some_and(|c| !c.is_whitespace() && c != '*');
    let (start, ..) = signs().find(|&(_, before, after)| outside(before) && inside(after))?;
    signs()
        .skip_while(|(at, ..)| *at <= start)
        .any(|(_, before, after)| inside(before) && outside(after))
        .then_some((start, start + 2))
}

/// The first bracket of a link: `[text](address)`.
fn link_sign(_: &Block, text: &str) -> Option<(usize, usize)> {
    let middle =
        memmem::find(text.as_bytes(), b"](http").or_else(|| memmem::find(text.as_bytes(), b"](/"))?;
    let start = text[..middle].rfind('[')?;
    Some((start, start + 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SEED_A, SEED_B, places};
    use super::*;
    use crate::document::Markup::{Markdown, Plain};

    #[test]
    fn the_rarer_way_of_parting_blocks_is_hit_once() {
        assert_eq!(places(mixed_breaks, SEED_A, Plain), [(305, 306, vec![(0, 304)])]);
        assert_eq!(places(mixed_breaks, SEED_B, Plain), [(702, 703, vec![(0, 701)])]);
    }

    #[test]
    fn one_way_throughout_is_silent() {
        for text in [
            "",
            "One.\n",
            "# Ferry\nIt sails.\nIt returns.\nIt waits.\n",
            "Ferry\n\nIt sails.\n\nIt returns.\n",
            "Ferry\r\n\r\nIt sails.\r\n\r\nIt returns.\r\n",
        ] {
            assert_eq!(places(mixed_breaks, text, Plain), [], "{text}");
        }
        assert_eq!(places(mixed_breaks, "# A\nIt sails.\n\nIt returns.\n\n- a\n- b\n\nEnd.\n", Markdown), []);
    }

    /// Twenty words.
    const LONG: &str = "The ferry to Lyne will sail again on Monday, nine weeks after the storm that tore away the old \
                        stone pier.";

    #[test]
    fn only_running_text_needs_blank_lines() {
        let blank = format!("{LONG}\n\n{LONG}\n\n{LONG}\n\n");
        let told = |text: &str, markup| places(mixed_breaks, &format!("{blank}{text}"), markup).len();
        assert_eq!(told(&format!("{LONG}\n{LONG}\n"), Plain), 1);
        assert_eq!(told(&format!("{LONG}\nThe port said on Friday that the pier was mended.\n"), Plain), 1);
        assert_eq!(
            told("The port said on Friday that it was mended.\nThe mayor said so too on Sunday.\n", Plain),
            0
        );
        assert_eq!(told(&format!("{LONG}\nAda Okafor\nHarbour Road, Lyne\n"), Plain), 0);
        assert_eq!(told(&format!("{LONG}\n250g flour\nTwo eggs\n"), Plain), 0);
        let notes = format!("Text.[^1][^2]\n\n[^1]: {LONG}\n[^2]: {LONG}\n");
        assert_eq!(told(&notes, Markdown), 0);
        assert_eq!(told(&format!("{LONG}\n`ferry --sail`\n{LONG}\n"), Markdown), 0);
    }

    #[test]
    fn drafts_of_short_lines_are_silent() {
        let poem = "The boat is in,\nthe tide is out,\nthe gulls are all about.\n\nThe boat is out,\nthe tide is in.\n\n";
        assert_eq!(places(mixed_breaks, &format!("{poem}{LONG}\n{LONG}\n"), Plain), []);
    }

    #[test]
    fn markdown_signs_are_hit_in_plain_text_only() {
        assert_eq!(places(markup_in_plain_text, SEED_A, Plain), [(238, 241, vec![(373, 375)])]);
        assert_eq!(places(markup_in_plain_text, SEED_B, Plain), [(625, 627, vec![])]);
        let text = "Ferry\n\nThe **ferry** and [Lyne](https://example.org).\n";
        assert_eq!(places(markup_in_plain_text, text, Plain), [(11, 13, vec![(25, 26)])]);
        assert_eq!(places(markup_in_plain_text, text, Markdown), []);
        for text in ["Item #3\n", "He said f**k and s**t, **** it.\n", "a ** b ** c\n", "see [1] (note)\n"] {
            assert_eq!(places(markup_in_plain_text, text, Plain), [], "{text}");
        }
    }
}
