//! The look of the report: every shape of finding once, at 80 columns and at 40, without colour and with. Whoever
//! accepts a changed snapshot has looked whether each caret still stands under its words.

use std::fmt::Write as _;
use std::sync::Arc;

use copydesk::document::{Source, Span};
use copydesk::finding::Severity::{Error, Note, Warning};
use copydesk::finding::{Edit, Finding, Fix, Label, RuleName, Safety, Severity};
use copydesk::report::{Format, Report, Style};

const SEED: &str = include_str!("../seeds/000_c3aa200640241f3d.txt");
const OTHER_SEED: &str = include_str!("../seeds/001_6b1b6bd39ae37a6e.txt");

#[test]
fn every_shape_at_80_columns() {
    insta::assert_snapshot!(gallery(Style { width: 80, colour: false }));
}

#[test]
fn every_shape_at_40_columns() {
    insta::assert_snapshot!(gallery(Style { width: 40, colour: false }));
}

#[test]
fn colour_marks_the_words_and_their_carets() {
    let (_, finding) = shapes().swap_remove(0);
    insta::assert_snapshot!(drawn(finding, Style { width: 80, colour: true }).replace('\u{1b}', "␛"));
}

#[test]
fn no_control_character_reaches_the_terminal() {
    for (shape, finding) in shapes() {
        let text = drawn(finding, Style { width: 80, colour: false });
        let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(steers), "{shape}: {text:?}");
    }
}

fn gallery(style: Style) -> String {
    shapes().into_iter().fold(String::new(), |mut gallery, (shape, finding)| {
        write!(gallery, "# {shape}\n\n{}", drawn(finding, style)).expect("a string takes everything");
        gallery
    })
}

fn drawn(finding: Finding, style: Style) -> String {
    let mut out = Vec::new();
    let report = Report { findings: vec![finding], ..Report::default() };
    let full = Format::named("full").expect("the format is registered");
    (full.write)(&report, &style, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("the report is UTF-8")
}

/// A finding in the making.
struct Shape(Finding);

fn shape(rule: &str, severity: Severity, message: &str, primary: Label) -> Shape {
    Shape(Finding {
        rule: RuleName { id: rule.into(), kind: "phrase" },
        severity,
        message: message.to_owned(),
        primary,
        related: Vec::new(),
        notes: Vec::new(),
        fix: None,
        fingerprint: String::new(),
    })
}

impl Shape {
    fn related(mut self, label: Label) -> Self {
        self.0.related.push(label);
        self
    }

    fn note(mut self, note: &str) -> Self {
        self.0.notes.push(note.to_owned());
        self
    }

    fn fix(mut self, title: &str, safety: Safety, edits: &[(Span, &str)]) -> Self {
        let edits = edits.iter().map(|&(span, text)| Edit { span, text: text.to_owned() }).collect();
        self.0.fix = Some(Fix { title: title.to_owned(), safety, edits });
        self
    }
}

fn at(source: &Arc<Source>, span: Span, note: &str) -> Label {
    Label { source: Arc::clone(source), span, note: note.to_owned() }
}

/// The span of the `nth` (from 0) place of `words`.
fn find(source: &Source, words: &str, nth: usize) -> Span {
    let place = source.text().match_indices(words).nth(nth);
    let (start, _) = place.unwrap_or_else(|| panic!("no {words:?} in {}", source.path()));
    Span::new(start, start + words.len())
}

fn word(source: &Arc<Source>, words: &str, nth: usize, note: &str) -> Label {
    at(source, find(source, words, nth), note)
}

fn seed() -> Arc<Source> {
    Source::new("seeds/000_c3aa200640241f3d.txt", SEED)
}

fn other_seed() -> Arc<Source> {
    Source::new("seeds/001_6b1b6bd39ae37a6e.txt", OTHER_SEED)
}

fn shapes() -> Vec<(&'static str, Finding)> {
    let groups = [short_lines(), long_lines(), many_labels(), several_lines(), odd_characters(), edges()];
    groups.into_iter().flatten().map(|(name, shape)| (name, shape.0)).collect()
}

fn short_lines() -> Vec<(&'static str, Shape)> {
    let draft = Source::new("drafts/bridge.md", "# Bridge shuts\n\nShe crossed the the brigde at noon.\n");
    let doubled = find(&draft, "the the", 0);
    let second = Span::new(doubled.start() + 3, doubled.end());
    let wrong = find(&draft, "brigde", 0);
    let settings = Source::new("lint.toml", "[rules.long-paragraph]\nseverty = \"note\"\n");
    vec![
        (
            "a short line, a safe fix",
            shape("doubled-word", Error, "“the” is doubled", at(&draft, doubled, "")).fix(
                "delete the second “the”",
                Safety::Safe,
                &[(second, "")],
            ),
        ),
        (
            "a note beside the carets",
            shape("misspelled-word", Error, "“brigde” is misspelled", at(&draft, wrong, "no such word")).fix(
                "correct the spelling",
                Safety::Unsafe,
                &[(wrong, "bridge")],
            ),
        ),
        (
            "settings with a mistake",
            shape("invalid-settings", Error, "unknown key “severty”", word(&settings, "severty", 0, ""))
                .note("did you mean “severity”?"),
        ),
    ]
}

fn long_lines() -> Vec<(&'static str, Shape)> {
    let (draft, other) = (seed(), other_seed());
    let padding = "The council met again and again. ".repeat(36);
    let long = Source::new("drafts/one-line.txt", format!("{padding}Its its clerk wrote it down. {padding}"));
    let places = [find(&draft, "cconcurred", 0), find(&draft, "cconcurred", 1)];
    let sentence = Span::new(1166, 1427);
    vec![
        (
            "a hit at the start of a long line",
            shape("stock-phrases", Note, "a stock phrase", word(&draft, "Security dialogues", 0, "here")),
        ),
        (
            "a hit in the middle of a long line, its twin in the copy",
            shape(
                "misspelled-word",
                Error,
                "“cconcurred” is misspelled",
                at(&draft, places[0], "no such word"),
            )
            .related(at(&draft, places[1], "the same slip in the copy"))
            .fix(
                "correct the spelling",
                Safety::Unsafe,
                &[(places[0], "concurred"), (places[1], "concurred")],
            ),
        ),
        (
            "a hit at the end of a long line",
            shape(
                "stock-phrases",
                Warning,
                "a stock phrase",
                word(&draft, "pressing issue.", 0, "say which"),
            ),
        ),
        (
            "a hit in the middle of a line of 2,400 characters",
            shape("doubled-word", Error, "“its” is doubled", word(&long, "Its its", 0, "")),
        ),
        (
            "a label wider than the row",
            shape("text-before-headline", Warning, "a paragraph stands above the headline", {
                at(&draft, Span::new(0, 237), "35 words")
            })
            .related(at(&draft, Span::new(238, 304), "the headline")),
        ),
        (
            "a wide label in the middle of a line",
            shape("long-sentence", Note, "this sentence has 42 words", at(&other, sentence, "at most 40")),
        ),
    ]
}

fn many_labels() -> Vec<(&'static str, Shape)> {
    let (draft, other) = (seed(), other_seed());
    let many = Source::new("drafts/many.txt", "A crucial day.\n".repeat(14));
    let crucial = |nth| word(&many, "crucial", nth, "");
    let stock = shape("stock-phrases", Warning, "“crucial” stands 14 times", crucial(0));
    vec![
        (
            "several labels in one row",
            shape(
                "mixed-titles",
                Warning,
                "two ways to name an office",
                word(&draft, "widow of Abe", 0, "here"),
            )
            .related(word(&draft, "former Prime Minister", 0, "and here"))
            .related(word(&draft, "senior", 0, "and there")),
        ),
        (
            "labels that overlap",
            shape("mixed-titles", Warning, "two ways to name an office", {
                word(&draft, "the widow of Abe and former", 0, "whose widow?")
            })
            .related(word(&draft, "Abe and former", 0, "one or two people?")),
        ),
        (
            "labels in several rows of one line and in another",
            shape("mixed-apostrophes", Warning, "2 curly apostrophes among 4 straight ones", {
                word(&other, "’", 0, "curly")
            })
            .related(word(&other, "’", 1, "the other curly one"))
            .related(word(&other, "'", 0, "straight"))
            .fix(
                "make them straight",
                Safety::Safe,
                &[(find(&other, "’", 0), "'"), (find(&other, "’", 1), "'")],
            ),
        ),
        ("more places than are shown", (1..14).fold(stock, |shape, nth| shape.related(crucial(nth)))),
    ]
}

fn several_lines() -> Vec<(&'static str, Shape)> {
    let (draft, other) = (seed(), other_seed());
    let wrapped = Source::new(
        "drafts/wrapped.md",
        "The council voted on\r\nTuesday to close the\r\nold bridge for good.\r\n\r\nMore later.\r\n",
    );
    let rival = Source::new("wire/late.md", "# Bridge shuts\n\nText.\n");
    let again = Span::new(1964, 2298);
    vec![
        (
            "a block of four paragraphs, both places",
            shape("duplicated-paragraph", Error, "four paragraphs (261 words) stand here twice", {
                at(&draft, Span::new(2681, 4390), "the same again")
            })
            .related(at(&draft, Span::new(971, 2680), "the first copy"))
            .fix("delete the later copy", Safety::Unsafe, &[(Span::new(2681, 4390), "")]),
        ),
        (
            "a paragraph of one line and its copy in the next",
            shape("duplicated-paragraph", Error, "this paragraph (51 words) stands here twice", {
                at(&other, again, "the same again")
            })
            .related(at(&other, Span::new(1629, 1963), "the first copy"))
            .fix("delete the later copy", Safety::Unsafe, &[(again, "")]),
        ),
        (
            "from the middle of a line into the next",
            shape("long-sentence", Note, "this is long", at(&wrapped, Span::new(4, 29), "5 words")),
        ),
        (
            "over three lines",
            shape("long-sentence", Note, "this is longer", at(&wrapped, Span::new(4, 57), "9 words")),
        ),
        (
            "with the line ends behind it",
            shape("loose-line", Note, "too much room below", at(&wrapped, Span::new(44, 68), "")),
        ),
        (
            "related in other sources",
            shape("rival-draft", Note, "another draft has this headline", at(&rival, Span::new(0, 14), ""))
                .related(word(&wrapped, "old bridge", 0, "the same bridge"))
                .related(word(&draft, "diplomatic", 1, ""))
                .fix("keep one of them", Safety::Manual, &[]),
        ),
    ]
}

fn odd_characters() -> Vec<(&'static str, Shape)> {
    let hostile = Source::new(
        "drafts/\u{1b}[2Jevil\u{202e}dm.md",
        "Read\u{1b}[31m this \u{202e}drawkcab\u{2069}\u{9b} and the\ttab, \u{200b}then hit me.\n",
    );
    let chinese = Source::new("drafts/香港.txt", "香港記者報道，新聞新聞發布會在週二舉行。");
    let marks = Source::new("drafts/marks.txt", "Cafe\u{301} owners sang “teh” song 👩‍🚀 teh end.");
    vec![
        (
            "control and bidi characters everywhere",
            shape("stock\u{7}phrase", Error, "“\u{1b}]0;title\u{7}” is\nno word", {
                word(&hostile, "hit me", 0, "\u{202e}here")
            })
            .note("see \u{1b}[8mhidden")
            .fix(
                "write\r\n::error::",
                Safety::Manual,
                &[(find(&hostile, "\u{1b}[31m", 0), "\u{9b}x")],
            ),
        ),
        (
            "an escape",
            shape("control-character", Error, "an escape character", word(&hostile, "\u{1b}", 0, "U+001B")),
        ),
        (
            "a bidi mark",
            shape("invisible-character", Error, "a bidi mark", word(&hostile, "\u{202e}", 0, "U+202E")),
        ),
        (
            "a character without width",
            shape("invisible-character", Error, "a hidden space", word(&hostile, "\u{200b}", 0, "U+200B")),
        ),
        ("a tab", shape("doubled-space", Note, "a tab in running text", word(&hostile, "\t", 0, "tab"))),
        (
            "wide characters",
            shape("doubled-word", Error, "“新聞” is doubled", word(&chinese, "新聞新聞", 0, "twice")),
        ),
        (
            "behind a combining mark",
            shape("misspelled-word", Error, "“teh” is misspelled", word(&marks, "teh", 0, "")).fix(
                "write “the”",
                Safety::Unsafe,
                &[(find(&marks, "teh", 0), "the")],
            ),
        ),
        (
            "behind a joined emoji, which codespan counts as four columns",
            shape("misspelled-word", Error, "“teh” is misspelled", word(&marks, "teh", 1, "")),
        ),
    ]
}

fn edges() -> Vec<(&'static str, Shape)> {
    let draft = seed();
    let end = Span::point(SEED.len());
    let empty = Source::new("drafts/empty.md", "");
    let lines = Source::new("drafts/lines.txt", "One.\n\nTwo.\r\nThree.\n");
    vec![
        (
            "the end of the file",
            shape("missing-final-newline", Note, "the last line does not end", at(&draft, end, "")).fix(
                "end the line",
                Safety::Safe,
                &[(end, "\n")],
            ),
        ),
        (
            "an empty file",
            shape("missing-headline", Warning, "the draft has no headline", at(&empty, Span::point(0), "")),
        ),
        (
            "line ends",
            shape("mixed-line-endings", Warning, "two ways to end a line", {
                at(&lines, Span::new(10, 12), "CRLF")
            })
            .related(at(&lines, Span::new(4, 5), "LF"))
            .related(at(&lines, Span::new(5, 6), "LF")),
        ),
        (
            "notes too long for their place",
            shape("long-sentence", Note, "this sentence is long", {
                at(&lines, Span::new(0, 4), "a note so long that nobody would read it beside the carets")
            })
            .related(word(&draft, "Kentucky", 0, "another that is as long, on a place in another draft"))
            .note(
                "advice may take several lines: it is wrapped to the width of the terminal, and rule ids \
                 such as duplicated-paragraph are kept whole",
            ),
        ),
    ]
}
