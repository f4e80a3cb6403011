//! Odd input: whatever the bytes, positions stay true and masks keep their length.

use proptest::prelude::*;

use super::read;
use crate::document::{Breaks, Document, Markup, Span};

/// What must hold for every draft.
fn assert_sound(document: &Document<'_>) {
    let text = document.text();
    for mask in [document.prose(), document.marked_up()] {
        assert_eq!(mask.len(), text.len());
        for (kept, byte) in mask.bytes().zip(text.bytes()) {
            assert!(kept == byte || (kept == b' ' && byte != b'\n' && byte != b'\r'));
        }
    }
    let mut past = None;
    for block in document.blocks() {
        assert!(document.source().holds(block.span) && document.source().holds(block.content));
        assert!(block.span.contains(block.content), "{block:?}");
        assert!(past.is_none_or(|past| past <= block.span.start()), "{block:?}");
        past = Some(block.span.end());
        for word in document.words_of(block) {
            assert!(block.content.contains(word.span) && document.source().holds(word.span));
        }
        for sentence in document.sentences_of(block) {
            assert!(block.content.contains(sentence.span) && document.source().holds(sentence.span));
        }
    }
    let words = document.blocks().iter().map(|block| document.words_of(block).len()).sum::<usize>();
    assert_eq!(words, document.words().len());
    for stet in document.stets() {
        assert!(document.source().holds(stet.span));
    }
}

fn check(text: &str) {
    for markup in [Markup::Markdown, Markup::Plain] {
        for breaks in [Breaks::Auto, Breaks::Line, Breaks::Blank] {
            read(text, markup, breaks, assert_sound);
        }
    }
}

/// Pieces of markup and odd characters, strung together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        " ",
        "    ",
        "\t",
        "> ",
        "- ",
        "* ",
        "1. ",
        "# ",
        "---",
        "+++",
        "===",
        "**",
        "__",
        "*",
        "`",
        "```",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "<!--",
        "-->",
        "<!-- stet: a -->",
        "<figcaption>",
        "</figcaption>",
        "<div>",
        "</div>",
        "<h2>",
        "</h2>",
        "<p>",
        "</p>\n",
        "\n<p class=\"é>\" id='",
        "<br>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "</td>",
        "<blockquote>",
        "<img alt=\"a b\">",
        "<code>",
        "</code>",
        "<script>",
        "</script>",
        "<svg",
        "<%",
        "<?",
        "<![CDATA[",
        "<foo-é>",
        "&amp;",
        "\\",
        "|",
        "|---|",
        "[^1]",
        "[^1]: ",
        "title: ",
        "title = ",
        "\"",
        "'",
        "- [ ] ",
        "é",
        "“",
        "”",
        "👩‍🚀",
        "新闻",
        "\u{feff}",
        "\u{a0}",
        "\u{301}",
        "\u{202e}",
        "\0",
        "www.",
        "https://",
        "a@b.cd",
        "The",
        "ferry.",
        "Ferry returns",
        "\u{2028}",
        "|a|b|\n|-|-|\n",
        "#",
        ". ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Keys and values that can be read, in any order.
fn entries(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

const YAML: &[&str] = &[
    "title: é\n",
    "dek: 'It''s “é”'\n",
    "'a': &b \"\\u00e9\\\\ \\\" é\" # c\n",
    "c: *b\n",
    "stet: a, é ,\n",
    "image:\n",
    "  caption: é\n",
    "  caption: [x, {caption: y}]\n",
    "  ? [k]\n  : v\n",
    "list:\n",
    "- é\n",
    "- caption: |\n    é\n    f\n",
    "  'caption': >-\n    g\n\n",
    "flow: [a, {caption: 'b'}, [c], d]\n",
    "? e\n: f\n",
    "empty:\r\n",
];

const TOML: &[&str] = &[
    "title = \"\\u00e9\\\" é\"\n",
    "deck = \"\"\"é\\\n  x\"\"\"\r\n",
    "stet = 'a, é ,'\n",
    "list = [1, {caption = 'b'}, ['c'], 'd']\n",
    "image.caption = '''é'''\n",
    "[a]\n",
    "[[b]]\n",
    "caption = 'é'\n",
    "Caption = [\"f\", 'g']\n",
    "[a.caption]\n",
    "date = 2025-03-14\n",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn arbitrary_markup_is_read(text in pieces()) {
        check(&text);
    }

    #[test]
    fn arbitrary_front_matter_is_read(inner in pieces(), fence in prop::sample::select(vec!["---", "+++"])) {
        check(&format!("{fence}\n{inner}\n{fence}\n{inner}"));
    }

    #[test]
    fn arbitrary_fields_are_read(yaml in entries(YAML), toml in entries(TOML)) {
        check(&format!("---\n{yaml}---\nText.\n"));
        check(&format!("+++\n{toml}+++\nText.\n"));
    }
}

#[test]
fn empty_and_nearly_empty_drafts() {
    for text in ["", "\n", "\r\n", " ", "\u{feff}", "#", "**", "---", "+++\n+++", "\u{feff}---\n---\n", "`"] {
        check(text);
        read(text, Markup::Markdown, Breaks::Auto, |document| {
            assert!(document.words().len() <= 1, "{text:?}")
        });
    }
}

#[test]
fn a_byte_order_mark_is_part_of_no_block() {
    for markup in [Markup::Markdown, Markup::Plain] {
        read("\u{feff}# Ferry\n", markup, Breaks::Auto, |document| {
            let headline = document.headline().expect("it has one");
            assert_eq!((headline.span, headline.content), (Span::new(3, 10), Span::new(5, 10)));
            assert_eq!(document.prose(), "     Ferry\n");
        });
    }
}

#[test]
fn a_long_rule_is_no_nest() {
    for rule in ["* ".repeat(120), format!(" {}", "* ".repeat(120)), format!("  {}", "- ".repeat(120))] {
        let text = format!("# Ferry\n\nIt *sails*.\n\n{rule}\n\n[Lyne](a)\n");
        read(&text, Markup::Markdown, Breaks::Auto, |document| {
            let prose: String = document.prose().split_whitespace().collect();
            assert!(prose.contains("Itsails.") && prose.ends_with("Lyne"), "read as plain text: {prose}");
        });
    }
}

#[test]
fn what_nests_or_repeats_absurdly_is_read() {
    for unit in [
        ">",
        "> ",
        "- + ",
        "1. ",
        "* ",
        "*",
        "_a",
        "[",
        "![",
        "[a](",
        "<",
        "<!--",
        "<!-- a --> - ",
        "`a``",
        "&amp;",
        "|",
        "(",
        "www.a",
        "a@",
        "<figcaption>x</figcaption>",
        "\"",
        "word ",
        "equal line\n",
        "- a\n",
        "\r",
        "**a**\n",
        "![a](b)\n",
        "<!-- stet: a -->\n",
        "+++\n",
        "---\n",
        "<div><!--\n\n",
        "x <!--\n",
    ] {
        let text = unit.repeat(20_000);
        for markup in [Markup::Markdown, Markup::Plain] {
            read(&text, markup, Breaks::Auto, assert_sound);
        }
    }
}

#[test]
fn absurd_html_is_read() {
    for unit in [
        "<p>",
        "<p>a",
        "</p>",
        "<b a=\"",
        "<b a='>",
        "<b",
        "<svg>",
        "<svg",
        "<code>a",
        "<ul><li>a",
        "<table><td>a",
        "<blockquote>a\n",
        "<br>a",
        "&a",
        "<%",
        "<img alt='a b'>",
        "<!-- a -->a",
        "<foo>a",
        "<h1>a",
        "<<",
        ">>",
        "<b>a</b>",
        "a<b c>",
        "<div>\n\n",
    ] {
        for (before, lead) in [("<div>\n", ""), ("<div>", ""), ("> <div>\n", "> "), ("- <p>\n", "  ")] {
            let text = format!("{before}{}", format!("{lead}{unit}").repeat(10_000));
            read(&text, Markup::Markdown, Breaks::Auto, assert_sound);
        }
        read(
            &format!("<div>\n{}", format!("{unit}\n").repeat(10_000)),
            Markup::Markdown,
            Breaks::Auto,
            assert_sound,
        );
    }
}

#[test]
fn quotations_too_deep_for_the_parser_are_plain_text() {
    let text = format!("{}deep\n{}", ">".repeat(3000), "lazy\n".repeat(20_000));
    read(&text, Markup::Markdown, Breaks::Auto, |document| assert_eq!(document.words().len(), 20_001));
}

/// Found by `arbitrary_front_matter_is_read`, once in 39,000 cases.
#[test]
fn html_behind_a_comment_and_its_copy_do_not_overlap() {
    check("---\n<!-->&amp;\n <figcaption>\n\n\n---\n<!-->&amp;\n <figcaption>\n\n");
}
