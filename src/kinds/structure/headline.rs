//! Where headline, deck and text stand: text above the headline, a missing headline, a second deck. What is a headline
//! or a deck is told by `document`.

use crate::document::{Block, BlockKind, Document, HeadingForm, is_furniture};
use crate::kinds::Hit;

/// A shorter block above the headline may be a kicker, a slug or a name.
const TEXT_WORDS: usize = 8;

/// Text above the first heading-like block, as one hit from the first such block to the last. A first line or a
/// front-matter headline has nothing above it.
pub(super) fn text_before(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let blocks = document.blocks();
    let Some(index) = blocks.iter().position(|block| block.heading.is_some()) else { return };
    let headline = &blocks[index];
    if !matches!(headline.heading, Some(HeadingForm::Heading(_) | HeadingForm::Bold)) {
        return;
    }
    let text = || blocks[..index].iter().filter(|block| is_text(document, block));
    if let (Some(first), Some(last)) = (text().next(), text().next_back()) {
        hits.push(Hit {
            span: first.span.cover(last.span),
            note: "stands above the headline".to_owned(),
            related: vec![(headline.span, "the headline".to_owned())],
            ..Hit::default()
        });
    }
}

/// A draft with words but without a heading-like block; the place is its first block.
pub(super) fn missing(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let blocks = document.blocks();
    if blocks.iter().any(|block| block.heading.is_some()) {
        return;
    }
    let copy = |block: &&Block| block.kind != BlockKind::Field && !document.words_of(block).is_empty();
    if let Some(first) = blocks.iter().find(copy) {
        let note = "no headline stands above this".to_owned();
        hits.push(Hit { span: first.span, note, ..Hit::default() });
    }
}

/// Every deck behind the first; decks that follow each other at once are one.
pub(super) fn extra_deck(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let blocks = document.blocks();
    let mut first = None;
    for (index, block) in blocks.iter().enumerate() {
        if block.kind != BlockKind::Deck || !is_text(document, block) {
            continue;
        }
        match first {
            None => first = Some(block.span),
            Some(_) if blocks[index - 1].kind == BlockKind::Deck => {}
            Some(first) => hits.push(Hit {
                span: block.span,
                note: "a second deck".to_owned(),
                related: vec![(first, "the first deck".to_owned())],
                ..Hit::default()
            }),
        }
    }
}

/// Whether a block tells the story.
fn is_text(document: &Document<'_>, block: &Block) -> bool {
    matches!(block.kind, BlockKind::Deck | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation)
        && document.words_of(block).len() >= TEXT_WORDS
        && !is_furniture(&document.text()[block.span.range()])
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SEED_A, SEED_B, places};
    use super::*;
    use crate::document::Markup::{Markdown, Plain};

    const DECK: &str = "The ferry to Lyne will sail again from Monday.";

    #[test]
    fn text_above_the_headline_is_one_hit() {
        assert_eq!(places(text_before, SEED_A, Plain), [(0, 237, vec![(238, 304)])]);
        assert_eq!(places(text_before, SEED_B, Plain), [(0, 624, vec![(625, 701)])]);
        let text = format!("{DECK}\n\n{DECK}\n\n# Ferry returns\n\n{DECK}\n");
        assert_eq!(places(text_before, &text, Markdown), [(0, 94, vec![(96, 111)])], "46 bytes, twice");
    }

    #[test]
    fn what_may_stand_above_a_headline_is_silent() {
        for text in [
            format!("# Ferry returns\n\n{DECK}\n"),
            format!("Transport news today.\n\n# Ferry returns\n\n{DECK}\n"),
            format!("By Ada Okafor, Political Editor, and Lena Voss in Lyne\n\n# Ferry returns\n\n{DECK}\n"),
            format!("---\nstandfirst: {DECK}\n---\n# Ferry returns\n\n{DECK}\n"),
            format!("---\ntitle: Ferry returns\n---\n{DECK}\n\n## What next\n\n{DECK}\n"),
            format!("{DECK}\n\n{DECK}\n"),
            String::new(),
        ] {
            assert_eq!(places(text_before, &text, Markdown), [], "{text}");
        }
        let text = format!("Ferry returns to Lyne\n\n{DECK}\n\n**What next**\n\n{DECK}\n");
        assert_eq!(places(text_before, &text, Plain), [], "a first line is a headline");
    }

    #[test]
    fn a_draft_without_headline_is_hit_at_its_first_block() {
        assert_eq!(places(missing, &format!("{DECK}\n\n{DECK}\n"), Plain), [(0, 46, Vec::new())]);
        let text = format!("---\nslug: ferry\n---\n{DECK}\n");
        assert_eq!(places(missing, &text, Markdown), [(20, 66, Vec::new())]);
        for text in [
            "",
            " \n\n",
            "Ferry returns\n\nIt sails.\n",
            "**Ferry returns.**\n\nIt sails.\n",
            "# Ferry\n",
            SEED_B,
        ] {
            assert_eq!(places(missing, text, Plain), [], "{text}");
        }
        assert_eq!(places(missing, &format!("---\nheadline: Ferry\n---\n{DECK}\n"), Markdown), []);
    }

    #[test]
    fn a_second_deck_is_held_against_the_first() {
        assert_eq!(places(extra_deck, SEED_A, Plain), [(373, 456, vec![(0, 237)])]);
        assert_eq!(places(extra_deck, SEED_B, Plain), []);
    }
}
