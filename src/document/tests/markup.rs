//! Markdown and plain text: what is a block, what is copy.

use super::{Markup, blocks, forms, list, markdown, plain, read};
use crate::document::BlockKind::{
    Caption, Code, Crosshead, Deck, Headline, ListItem, Paragraph, Quotation, Table,
};
use crate::document::{Breaks, HeadingForm};

/// The prose of a Markdown draft, runs of white space made one space.
fn prose(text: &str) -> String {
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        document.prose().split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn headings_in_all_forms() {
    let text = "# One #\n\nTwo\n===\n\n## Three *x*\ntext.\n\n**Four**\n\n__Five__\n\nSix\n---\n";
    let blocks = [
        (Headline, "One"),
        (Crosshead, "Two"),
        (Crosshead, "Three x"),
        (Paragraph, "text."),
        (Crosshead, "Four"),
        (Crosshead, "Five"),
        (Crosshead, "Six"),
    ];
    assert_eq!(markdown(text), list(&blocks));
    let level = |level| Some(HeadingForm::Heading(level));
    let bold = Some(HeadingForm::Bold);
    assert_eq!(forms(text), [level(1), level(1), level(2), None, bold, bold, level(2)]);
}

#[test]
fn a_rule_below_copy_makes_no_heading() {
    let text = "# Ferry\n\nThe ferry is back.\nIt left at noon.\n---\nThe end.\n";
    let blocks = [
        (Headline, "Ferry"),
        (Paragraph, "The ferry is back."),
        (Paragraph, "It left at noon."),
        (Paragraph, "The end."),
    ];
    assert_eq!(markdown(text), list(&blocks));
    let conflict = "# Ferry\n\nIt left at noon.\n<<<<<<< desk\nNobody was hurt\n=======\nAll are well.\n";
    assert_eq!(markdown(conflict)[3], (Crosshead, "Nobody was hurt".to_owned()));
}

#[test]
fn lists_quotations_and_tables() {
    let text = "- One\n- Two\n\n  More\n\n1. Three\n   - Four\n\n> Said *she*.\n>\n> > Deep.\n\n| a | b |\n|---|---|\n| c | `d` |\n";
    let blocks = [
        (ListItem, "One"),
        (ListItem, "Two"),
        (ListItem, "More"),
        (ListItem, "Three"),
        (ListItem, "Four"),
        (Quotation, "Said she ."),
        (Quotation, "Deep."),
        (Table, "a b"),
        (Table, "c"),
    ];
    assert_eq!(markdown(text), list(&blocks));
}

#[test]
fn a_paragraph_below_a_list_or_a_quotation_is_none_of_it() {
    let text = "- One item.\nThe mayor spoke.\n**What next**\n\n> She will go.\nThe mayor left.\n";
    let blocks = [
        (ListItem, "One item."),
        (Paragraph, "The mayor spoke."),
        (Headline, "What next"),
        (Quotation, "She will go."),
        (Paragraph, "The mayor left."),
    ];
    assert_eq!(markdown(text), list(&blocks));
}

#[test]
fn what_is_no_copy_is_blank_at_equal_length() {
    for (text, copy) in [
        ("A [map](https://example.org/a_b \"Title\") of `code` it.", "A map of it."),
        (
            "See <https://example.org> and https://example.org/x, www.example.org or desk@example.org.",
            "See and , or .",
        ),
        ("R&amp;D and AT&T cost &pound;5\\*.", "R D and AT&T cost 5 *."),
        ("<b class=\"x\">Bold</b> move<!-- not this -->s", "Bold move s"),
        ("Un**believ**able, `**x**`", "Un believ able,"),
        ("It is[^1] so.\n\n[^1]: A note.", "It is so. A note."),
        ("[ref]: https://example.org 'x'\n\nA [word][ref] here.", "A word here."),
        ("    code\n\n```\nmore code\n```\n\ntext", "text"),
        ("\u{feff}text", "text"),
        ("a@handle and #tag", "a@handle and #tag"),
        (
            "It`s the ferry that left the harbour at noon on Monday with a hundred people on\nboard, and it`s back.",
            "It s the ferry that left the harbour at noon on Monday with a hundred people on board, and it s back.",
        ),
    ] {
        assert_eq!(prose(text), copy, "{text}");
        read(text, Markup::Markdown, Breaks::Auto, |document| {
            assert_eq!(document.prose().len(), text.len());
            assert_eq!(document.marked_up().len(), text.len());
        });
    }
}

#[test]
fn the_markup_layer_lacks_code_and_comments_only() {
    let text = "A [b](c) &amp; `d`<!-- e --><i>f</i>\n\n```\ng\n```\n";
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        assert_eq!(document.marked_up(), "A [b](c) &amp;              <i>f</i>\n\n   \n \n   \n");
    });
}

#[test]
fn images_that_stand_alone_are_captions() {
    let text = "![The pier](a.jpg \"A title\")\n\n[![The bay](b.jpg)](https://example.org)\n\n![](c.jpg 'The quay')\n\n\
                Text with ![an icon](d.png \"t\") in it.\n";
    let blocks =
        [(Caption, "The pier"), (Caption, "The bay"), (Caption, "The quay"), (Paragraph, "Text with in it.")];
    assert_eq!(markdown(text), list(&blocks));
    let line = "![The pier](a.jpg)\nThe pier reopened.\n";
    assert_eq!(markdown(line), list(&[(Caption, "The pier"), (Paragraph, "The pier reopened.")]));
}

#[test]
fn copy_behind_a_comment_is_copy() {
    let wrapped = "<!-- stet: x --> The ferry that left the harbour at noon on Monday with a\nhundred people on board has come back to the pier where it had been built by\nhand.\n";
    let block = "The ferry that left the harbour at noon on Monday with a hundred people on board has come back to the pier where it had been built by hand.";
    assert_eq!(markdown(wrapped), list(&[(Paragraph, block)]));
    let heading = "<!-- a --> <!-- b -->  ## *Ferry*\n\ntext.\n";
    assert_eq!(markdown(heading), list(&[(Headline, "Ferry"), (Paragraph, "text.")]));
    let quoted = "> <!-- a -->said she.\n\n- <!-- b -->an item\n";
    assert_eq!(markdown(quoted), list(&[(Quotation, "said she."), (ListItem, "an item")]));
}

#[test]
fn stets_know_the_block_they_stand_in() {
    let text = "---\nstet: [missing-byline]\n---\n<!-- stet: long-deck -->\n\n# Ferry <!-- stet: doubled-word -->\n\n\
                - item <!-- stet: a -->\n\n`<!-- stet: in-code -->`\n\n<!-- stet: b --> text.\n\n| a <!-- stet: c --> |\n|---|\n\n\
                <!-- only a comment -->\n";
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        let stets: Vec<_> = document
            .stets()
            .iter()
            .map(|stet| (stet.items[0].rule.as_str(), stet.block.map(|block| document.blocks()[block].kind)))
            .collect();
        let expected = [
            ("missing-byline", None),
            ("long-deck", None),
            ("doubled-word", Some(Headline)),
            ("a", Some(ListItem)),
            ("b", Some(Paragraph)),
            ("c", Some(Table)),
        ];
        assert_eq!(stets, expected);
    });
}

#[test]
fn code_keeps_its_place() {
    let text = "~~~\n# no\n~~~\n";
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        let block = &document.blocks()[0];
        assert_eq!((block.kind, block.span.end(), block.words.len()), (Code, 12, 0));
        assert!(document.headline().is_none());
    });
}

#[test]
fn plain_text_knows_headings_and_bold_lines_only() {
    let text = "# Ferry\n> said she.\n\n`code` and <b>tag</b> &amp; *this*.\n\n**What next**\nIt stays.\n";
    let expected = [
        (Headline, "Ferry"),
        (Paragraph, "> said she."),
        (Paragraph, "`code` and <b>tag</b> &amp; *this*."),
        (Crosshead, "What next"),
        (Paragraph, "It stays."),
    ];
    assert_eq!(plain(text), list(&expected));
    assert_eq!(
        plain("Write to desk@example.org or see www.example.org."),
        list(&[(Paragraph, "Write to or see .")])
    );
}

#[test]
fn a_dash_inside_wrapped_copy_is_no_list() {
    let run = "The ferry that left the harbour at noon on Monday with a hundred people on it\n- all of them well and glad \
               to be back on land at last - has come back to the\npier at noon, as it had been told to by the council, \
               on the day before the\n1. of the month.";
    let flat = run.replace('\n', " ");
    let expected = [(Paragraph, flat.as_str()), (Paragraph, &flat), (ListItem, "- One"), (ListItem, "- Two")];
    assert_eq!(plain(&format!("{run}\n\n{run}\n\n- One\n- Two\n")), list(&expected));
}

#[test]
fn a_first_line_may_be_the_headline() {
    for (text, expected) in [
        (
            "Ferry returns\nThe ferry is back.\n",
            &[(Headline, "Ferry returns"), (Paragraph, "The ferry is back.")][..],
        ),
        (
            "Who sank the ferry?\n\nThe ferry is back.",
            &[(Headline, "Who sank the ferry?"), (Paragraph, "The ferry is back.")],
        ),
        ("The ferry is back.\n", &[(Paragraph, "The ferry is back.")]),
        ("TRAVEL\n\n# Ferry returns\n", &[(Paragraph, "TRAVEL"), (Headline, "Ferry returns")]),
        (
            "Ferry returns to the island of Lyne on Monday\n\n# Ferry\n",
            &[(Deck, "Ferry returns to the island of Lyne on Monday"), (Headline, "Ferry")],
        ),
        (
            "By Ada Okafor\n\nMayor: “We will not pay.”\n\nThe mayor spoke.\n",
            &[
                (Paragraph, "By Ada Okafor"),
                (Headline, "Mayor: “We will not pay.”"),
                (Paragraph, "The mayor spoke."),
            ],
        ),
        ("**EXCLUSIVE**\n\n# Ferry returns\n", &[(Paragraph, "EXCLUSIVE"), (Headline, "Ferry returns")]),
        ("Ferry returns\n**Ferry returns**\n", &[(Headline, "Ferry returns"), (Crosshead, "Ferry returns")]),
        (
            "Ferry returns\n\nThe ferry is back at the pier of Lyne.\n\n## What next\n",
            &[
                (Headline, "Ferry returns"),
                (Paragraph, "The ferry is back at the pier of Lyne."),
                (Crosshead, "What next"),
            ],
        ),
    ] {
        assert_eq!(markdown(text), list(expected), "{text}");
        assert_eq!(plain(text), list(expected), "{text}");
    }
}

#[test]
fn a_bold_line_below_the_headline_is_a_deck() {
    let text =
        "# Ferry returns\n\n# Ferry returns\n\n**Island glad**\n\nText.\n\n## What next\n\n**Plans**\n";
    let expected = [
        (Headline, "Ferry returns"),
        (Crosshead, "Ferry returns"),
        (Deck, "Island glad"),
        (Paragraph, "Text."),
        (Crosshead, "What next"),
        (Crosshead, "Plans"),
    ];
    assert_eq!(markdown(text), list(&expected));
}

#[test]
fn forced_breaks() {
    let text = "One line and\nanother one.\n**Bold**\nlast\n\nend\n";
    for markup in [Markup::Markdown, Markup::Plain] {
        let line = [
            (Paragraph, "One line and"),
            (Paragraph, "another one."),
            (Headline, "Bold"),
            (Paragraph, "last"),
            (Paragraph, "end"),
        ];
        assert_eq!(blocks(text, markup, Breaks::Line), list(&line));
        let blank = [
            (Paragraph, "One line and another one."),
            (Headline, "Bold"),
            (Paragraph, "last"),
            (Paragraph, "end"),
        ];
        assert_eq!(blocks(text, markup, Breaks::Blank), list(&blank));
    }
}
