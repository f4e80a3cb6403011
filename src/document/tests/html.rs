//! HTML in Markdown: what of it is copy, and what kind of copy.

use super::{blocks, forms, list, markdown, read};
use crate::document::BlockKind::{
    Caption, Code, Crosshead, Deck, Headline, Html, ListItem, Paragraph, Quotation, Table,
};
use crate::document::{Block, BlockKind, Breaks, HeadingForm, Markup, Span};

/// The blocks of a Markdown draft as kind and source.
fn sources(text: &str) -> Vec<(BlockKind, &str)> {
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        let shown = |block: &Block| (block.kind, &text[block.span.range()]);
        document.blocks().iter().map(shown).collect()
    })
}

/// The blocks of Markdown that stands below a headline, which else a short first paragraph would be.
fn below(text: &str) -> Vec<(BlockKind, String)> {
    markdown(&format!("# Headline\n\n{text}")).split_off(1)
}

#[test]
fn copy_from_a_content_system_is_read() {
    let text = "<h1>Ferry returns</h1>\n\n<p class=\"lead\">The <b>ferry</b> is\nback.</p>\n<h2>What next</h2>\n\n\
                <ul>\n<li>One</li>\n<li><p>Two</p></ul>\n\n<blockquote><p>She said.</p></blockquote>\n\nIt sails.\n";
    let expected = [
        (Headline, "Ferry returns"),
        (Paragraph, "The ferry is back."),
        (Crosshead, "What next"),
        (ListItem, "One"),
        (ListItem, "Two"),
        (Quotation, "She said."),
        (Paragraph, "It sails."),
    ];
    for breaks in [Breaks::Auto, Breaks::Line, Breaks::Blank] {
        assert_eq!(blocks(text, Markup::Markdown, breaks), list(&expected));
    }
    assert_eq!(markdown(&text.replace('\n', "\r\n")), list(&expected));
    let level = |level| Some(HeadingForm::Heading(level));
    assert_eq!(forms(text), [level(1), None, level(2), None, None, None, None]);
}

#[test]
fn elements_on_one_line_are_blocks_of_their_own() {
    let text = "<div><h2>A</h2><p>B</p>C<p>D</p></div>\n";
    let expected =
        [(Headline, "<h2>A</h2>"), (Paragraph, "<p>B</p>"), (Paragraph, "C"), (Paragraph, "<p>D</p>")];
    assert_eq!(sources(text), expected);
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        assert_eq!(document.blocks()[0].content, Span::new(9, 10));
        assert!(document.blocks().iter().all(|block| block.html));
        assert!(document.words().iter().all(|word| !word.glued), "tags of blocks part words");
    });
    assert_eq!(sources("<div>\n  <p>A.</p>\n</div>\n"), [(Paragraph, "  <p>A.</p>")]);
    assert_eq!(sources("<div>A\nB.</div>\n"), [(Paragraph, "<div>A\nB.</div>")]);
}

#[test]
fn tables_and_captions() {
    let text = "<figure><img src=\"x\">\n<figcaption>The <b>pier</b> &amp; bay</figcaption>\n</figure>\n\n\
                <table><caption>Times</caption>\n<tr><th>Day<td>Hour\n<tr><td>Monday</td><td>nine</td></tr></table>\n";
    let expected = [
        (Html, ""),
        (Caption, "The pier bay"),
        (Caption, "Times"),
        (Table, "Day Hour"),
        (Table, "Monday nine"),
    ];
    assert_eq!(markdown(text), list(&expected));
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        assert!(document.words().iter().all(|word| !word.glued), "cells part words");
    });
}

#[test]
fn an_image_that_stands_alone_is_a_caption() {
    for (text, expected) in [
        ("<p><img src=x alt=\"The pier &amp; bay\"></p>\n", &[(Caption, "The pier bay")][..]),
        ("<div><a href=x><img alt='' title='The pier'></a></div>\n", &[(Caption, "The pier")]),
        ("<p><img alt=\"The pier\"> It is new.</p>\n", &[(Paragraph, "It is new.")]),
        ("<p>It is new. <img alt=\"The pier\"></p>\n", &[(Paragraph, "It is new.")]),
        ("<p><img alt=\"IMG_2040.jpg\"></p>\n", &[(Html, "")]),
        (
            "<figure><img alt=\"The pier\"><figcaption>The pier</figcaption></figure>\n",
            &[(Html, ""), (Caption, "The pier")],
        ),
    ] {
        assert_eq!(below(text), list(expected), "{text}");
    }
}

#[test]
fn what_is_no_copy_in_html() {
    for (text, expected) in [
        ("<div class=\"a > b\">One</div>\n", &[(Paragraph, "One")][..]),
        ("<p>Use <code>x &amp; y</code> it<!-- no -->.</p>\n", &[(Paragraph, "Use it .")]),
        ("<script>\nvar a = '<p>no</p>';\n</script>\n", &[(Html, "")]),
        ("<style>p { }</style>\n<p>One</p>\n", &[(Html, ""), (Paragraph, "One")]),
        (
            "<div>\n<template><p>no</p></template><svg><text>no</text></svg>\n<p>One</p>\n",
            &[(Html, ""), (Paragraph, "One")],
        ),
        ("<div>One\n<pre>no\nno</pre>\nTwo</div>\n", &[(Paragraph, "One"), (Html, ""), (Paragraph, "Two")]),
        ("<p>&nbsp;</p>\n", &[(Html, "")]),
        ("<div>\n<p>&nbsp;</p>\n<p>One</p>\n</div>\n", &[(Paragraph, "One")]),
        ("<div>\n<iframe src='x'>no</iframe>\n</div>\n", &[(Html, "")]),
        ("<p>5 < 6 &unknown &D; & so</p>\n", &[(Paragraph, "5 < 6 &unknown & so")]),
        (
            "<!DOCTYPE html>\n<html><head><title>no</title></head><body>One</body></html>\n",
            &[(Html, ""), (Html, ""), (Paragraph, "One")],
        ),
    ] {
        assert_eq!(below(text), list(expected), "{text}");
    }
}

#[test]
fn slips_in_html_hide_no_copy() {
    for (text, expected) in [
        ("<p>One\n<p>Two\n", &[(Paragraph, "One"), (Paragraph, "Two")][..]),
        ("<h2>One\n<p>Two\n", &[(Crosshead, "One"), (Paragraph, "Two")]),
        (
            "<ul><li>One<li>Two</ul><p>Three</p>\n",
            &[(ListItem, "One"), (ListItem, "Two"), (Paragraph, "Three")],
        ),
        ("<p>One <code>two</p><p>Three</p>\n", &[(Paragraph, "One two"), (Paragraph, "Three")]),
        ("<p>One <b two</p>\n", &[(Paragraph, "One")]),
        ("<div>\nOne <insert name> two\n</div>\n", &[(Paragraph, "One two")]),
        ("<my-box>\nOne</my-box>\n<my-box>Two</my-box>\n", &[(Paragraph, "One"), (Paragraph, "Two")]),
        ("</p></li>\n", &[(Html, "")]),
    ] {
        assert_eq!(below(text), list(expected), "{text}");
    }
}

#[test]
fn line_breaks_part_words_and_two_of_them_paragraphs() {
    let text = "<p>One<br>two.<br>\n<br/>Three.</p>\n";
    assert_eq!(below(text), list(&[(Paragraph, "One two."), (Paragraph, "Three.")]));
    read("One<br>two<b>e</b>\n", Markup::Markdown, Breaks::Auto, |document| {
        let glued: Vec<_> = document.words().iter().map(|word| word.glued).collect();
        assert_eq!(glued, [false, true, true]);
    });
    read("<p><span class=\"cap\">T</span>he ferry</p>\n", Markup::Markdown, Breaks::Auto, |document| {
        let glued: Vec<_> = document.words().iter().map(|word| word.glued).collect();
        assert_eq!(glued, [true, true, false], "white space in a tag parts no words");
    });
}

#[test]
fn bold_paragraphs_are_headings_as_in_markdown() {
    let text = "<h1>One</h1>\n<p><strong>Two</strong></p>\n<p><b>Three</b> more</p>\n<p><b>Four</b></p>\n";
    assert_eq!(
        markdown(text),
        list(&[(Headline, "One"), (Deck, "Two"), (Paragraph, "Three more"), (Crosshead, "Four")])
    );
    let bold = Some(HeadingForm::Bold);
    assert_eq!(forms(text), [Some(HeadingForm::Heading(1)), bold, None, bold]);
}

#[test]
fn html_inside_quotations_and_lists_is_theirs() {
    let text = "> <p>One\n> two</p>\n\n- <div>Three</div>\n\n  <h2>Four</h2>\n\n1. <p>Five</p>\n";
    let expected = [(Quotation, "One two"), (ListItem, "Three"), (ListItem, "Four"), (ListItem, "Five")];
    assert_eq!(below(text), list(&expected));
    assert_eq!(sources(text)[0].1, "> <p>One\n> two</p>");
    let code = "> <pre>\n> x\n> </pre>\n>\n> One\n";
    assert_eq!(below(code), list(&[(Html, ""), (Quotation, "One")]));
}

#[test]
fn stets_in_html_know_their_block() {
    let text = "<div>\n<!-- stet: a -->\n<p>One</p> <!-- stet: b -->\n<p>Two <!-- stet: c --></p><!-- stet: d -->\n\
                <script>x</script>\n<!-- stet: e -->\n<p>Three</p>\n</div>\n";
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        let shown: Vec<_> = document
            .stets()
            .iter()
            .map(|stet| {
                (
                    stet.items[0].rule.as_str(),
                    stet.block.map(|at| &text[document.blocks()[at].content.range()]),
                )
            })
            .collect();
        let expected = [("a", None), ("b", Some("One")), ("c", Some("Two")), ("d", Some("Two")), ("e", None)];
        assert_eq!(shown, expected);
    });
    read("# H\n\nx <!-- stet: doubled-word the the.\n", Markup::Markdown, Breaks::Auto, |document| {
        assert_eq!(document.malformed_stets()[0].span, Span::new(12, 16));
        assert!(document.malformed_stets()[0].message.contains("not closed"));
    });
}

#[test]
fn code_in_markdown_stays_code() {
    let text = "```html\n<p>no</p>\n```\n\n    <p>no</p>\n";
    assert_eq!(markdown(text), list(&[(Code, ""), (Code, "")]));
}
