//! Front matter and what it means for the blocks of the body.

use super::{Markup, list, markdown, plain, read};
use crate::document::BlockKind::{Caption, Crosshead, Deck, Field, Headline, Paragraph};
use crate::document::{Block, Breaks, FieldName, HeadingForm};

#[test]
fn copy_fields_have_words_and_the_others_none() {
    let text =
        "---\ntitle: \"Ferry returns\"\nslug: ferry-returns\ncaption: The pier\n---\n\nThe ferry is back.\n";
    let expected = list(&[
        (Field, "Ferry returns"),
        (Field, "ferry-returns"),
        (Field, "The pier"),
        (Paragraph, "The ferry is back."),
    ]);
    assert_eq!(markdown(text), expected);
    assert_eq!(plain(text), expected, "plain text may have front matter too");
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        let counts: Vec<_> = document.blocks().iter().map(|block| document.words_of(block).len()).collect();
        assert_eq!(counts, [2, 0, 2, 4]);
        let slug = &document.blocks()[1];
        assert_eq!(&text[slug.content.range()], "ferry-returns");
        assert_eq!(slug.field, Some(FieldName::Slug));
        assert_eq!(&document.prose()[slug.span.range()], "      ferry-returns");
        let kinds: Vec<_> = document.blocks().iter().map(Block::copy_kind).collect();
        assert_eq!(kinds, [Headline, Field, Caption, Paragraph]);
        let headline = document.headline().expect("the field");
        assert_eq!((headline.kind, headline.heading), (Field, Some(HeadingForm::Field)));
    });
}

#[test]
fn a_front_matter_headline_leaves_later_headings_crossheads() {
    let text = "+++\ntitle = 'Ferry returns'\n+++\n\nThe ferry is back at the pier of Lyne.\n\n## What next\n\nMore.\n";
    let expected = [
        (Field, "Ferry returns"),
        (Paragraph, "The ferry is back at the pier of Lyne."),
        (Crosshead, "What next"),
        (Paragraph, "More."),
    ];
    assert_eq!(markdown(text), list(&expected));
    let twice = "+++\ntitle = 'Ferry returns'\n+++\n# Ferry returns\nText.\n";
    assert_eq!(markdown(twice)[1], (Headline, "Ferry returns".to_owned()));
    let deeper = twice.replace("# Ferry returns", "## It is back");
    assert_eq!(markdown(&deeper)[1], (Crosshead, "It is back".to_owned()));
    let again = twice.replace("# Ferry returns", "## Ferry returns");
    assert_eq!(markdown(&again)[1], (Headline, "Ferry returns".to_owned()));
    let bold = twice.replace("# Ferry returns", "**The first boat in nine weeks has left Lyne**");
    assert_eq!(markdown(&bold)[1].0, Deck);
}

#[test]
fn broken_front_matter_is_read_row_by_row() {
    let text = "\u{feff}+++\ntitle = Ferry returns\n+++\nText.\n";
    assert_eq!(markdown(text), list(&[(Field, "Ferry returns"), (Paragraph, "Text.")]));
    assert_eq!(markdown("---\nText.\n"), list(&[(Paragraph, "Text.")]));
}
