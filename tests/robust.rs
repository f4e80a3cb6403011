//! Odd input through the whole pipeline, all rules on: nothing panics, and every span lies on characters of its draft.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::document::{Document, Markup, Source, Span};
use copydesk::finding::{Finding, Label};
use copydesk::lint::{Input, Job, Outcome, Plan, Plans, Selection, lint};
use copydesk::settings::Resolver;
use proptest::prelude::*;

fn plan() -> Arc<Plan> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolver = Resolver::new(&[], true, folder).expect("no settings are asked for");
    let mut plans = Plans::new(Selection::default(), Some(1));
    let plan = plans.for_draft(&folder.join("draft.md"), &resolver.for_folder(folder));
    let (of_rules, of_settings) = plans.into_mistakes();
    assert!(of_rules.is_empty() && of_settings.is_empty(), "{of_rules:?} {of_settings:?}");
    plan
}

fn job(plan: &Arc<Plan>, name: &str, bytes: Vec<u8>) -> Job {
    let path = PathBuf::from(format!("/{name}"));
    let markup = Markup::of_path(name);
    Job { shown: name.to_owned(), path, markup, input: Input::Bytes(bytes), plan: Arc::clone(plan) }
}

fn run(plan: &Arc<Plan>, name: &str, bytes: Vec<u8>) -> Outcome {
    lint(&[job(plan, name, bytes)], &[], Some(1), &|| ())
}

/// Line and column of a byte, counted character by character as a person would.
fn counted(text: &str, offset: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for (at, character) in text[..offset].char_indices() {
        let ends = match character {
            '\n' => true,
            '\r' => !text[at + 1..].starts_with('\n'),
            _ => false,
        };
        (line, column) = if ends { (line + 1, 1) } else { (line, column + 1) };
    }
    (line, column)
}

fn assert_true_places(outcome: &Outcome) {
    let held = |label: &Label| {
        let places = [label.span.start(), label.span.end()];
        label.source.holds(label.span)
            && places.into_iter().all(|at| {
                let position = label.source.position(at);
                (position.line, position.column) == counted(label.source.text(), at)
            })
    };
    for Finding { rule, primary, related, fix, .. } in &outcome.findings {
        assert!(held(primary) && related.iter().all(held), "{}: {:?}", rule.id, primary.span);
        let edits = fix.iter().flat_map(|fix| &fix.edits);
        let mut end = 0;
        for edit in edits {
            assert!(primary.source.holds(edit.span), "{}: edit {:?}", rule.id, edit.span);
            assert!(edit.span.start() >= end, "{}: edits overlap or are out of order", rule.id);
            end = edit.span.end();
        }
    }
}

#[test]
fn the_seeds_cut_anywhere() {
    let plan = plan();
    for name in ["000_c3aa200640241f3d.txt", "001_6b1b6bd39ae37a6e.txt"] {
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)).unwrap();
        for (count, (cut, _)) in text.char_indices().enumerate() {
            // Every character near a line's end or a curly mark, every seventh elsewhere: the test must stay quick.
            let near = text[cut..].chars().take(2).any(|c| c == '\n' || !c.is_ascii());
            if near || count % 7 == 0 {
                assert_true_places(&run(&plan, name, text[..cut].into()));
                assert_true_places(&run(&plan, "cut.md", text[cut..].into()));
            }
        }
    }
}

#[test]
fn empty_and_odd_drafts() {
    let plan = plan();
    let long = "a very long line without an end, and ".repeat(60_000);
    let equal = "The same line again and again, forty characters or more.\n".repeat(20_000);
    let odd: [&str; 15] = [
        "",
        "\n",
        "\r",
        "\r\n\r\n",
        "\u{feff}",
        "\u{feff}# A\r\rB\rC",
        "\0\0",
        "---\n",
        "+++\n+++",
        "---\na: [\n---\n",
        "A\n\nA¼",
        "**",
        "<!-- stet",
        &long,
        &equal,
    ];
    for text in odd {
        for name in ["odd.md", "odd.txt"] {
            assert_true_places(&run(&plan, name, text.into()));
        }
    }
}

#[test]
fn a_draft_that_is_no_text_is_told_and_nothing_else() {
    let outcome = run(&plan(), "latin.txt", b"The mayor's caf\xe9 is open.\n".to_vec());
    assert!(outcome.failed && outcome.drafts.is_empty());
    let ids: Vec<&str> = outcome.findings.iter().map(|finding| &*finding.rule.id).collect();
    assert_eq!(ids, ["unreadable-draft"]);
    assert_eq!(outcome.findings[0].primary.span, Span::point(15));
}

/// Pieces that drafts, markup and their faults are made of, to be thrown together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z’' ]{1,12}",
        2 => prop::sample::select(vec![
            "# ", "\n", "\r\n", "\n\n", "**", "> ", "- ", "`", "```\n", "<b>", "<!-- stet: doubled-word -->", "&amp;", "[x](y)",
            "---\n", "the the ", "“", "”", "\"", "’", "U.S. ", "US ", "teh ", "TK ", "[NAME]", "Ã©", "\u{200b}", "\u{202e}",
            "  ", "\t", ". ", "? ", "1,2 ", "👩‍🚀", "e\u{301}", "مرحبا ", "新闻。", "\u{a0}", "| a | b |\n|---|---|\n",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        thread_local!(static PLAN: Arc<Plan> = plan());
        PLAN.with(|plan| assert_true_places(&run(plan, "bytes.md", bytes.clone())));
        PLAN.with(|plan| assert_true_places(&run(plan, "bytes.txt", bytes)));
    }

    #[test]
    fn arbitrary_runs_have_true_places(one in pieces(), other in pieces(), body in "[a-zA-Z½¼’.]{1,9}( [a-zA-Z½4’.,]{1,9}){30,90}") {
        thread_local!(static PLAN: Arc<Plan> = plan());
        let texts = [
            format!("{one}\n\n{body}\n\n{other}\n"),
            format!("{other}\n\n{body}\n"),
            format!("# {one}\n\n{}\n\n{body} {other}", body.replacen(' ', " Ada Okafor ", 3)),
            format!("{one}\n\n{body}\n\n{other}\n"),
        ];
        PLAN.with(|plan| {
            let job = |(at, text): (usize, String)| job(plan, &format!("{at}.md"), text.into_bytes());
            let jobs: Vec<Job> = texts.into_iter().enumerate().map(job).collect();
            assert_true_places(&lint(&jobs, &[], Some(1), &|| ()));
        });
    }

    #[test]
    fn arbitrary_drafts_have_true_places(text in pieces()) {
        thread_local!(static PLAN: Arc<Plan> = plan());
        PLAN.with(|plan| assert_true_places(&run(plan, "draft.md", text.clone().into_bytes())));
        PLAN.with(|plan| assert_true_places(&run(plan, "draft.txt", text.into_bytes())));
    }

    #[test]
    fn masks_keep_the_length_and_blocks_hold_their_words(text in pieces()) {
        let source = Source::new("draft.md", text);
        for markup in [Markup::Markdown, Markup::Plain] {
            let document = Document::read(&source, markup, copydesk::document::Breaks::Auto);
            prop_assert_eq!(document.prose().len(), source.text().len());
            prop_assert_eq!(document.marked_up().len(), source.text().len());
            let mut end = 0;
            for block in document.blocks() {
                prop_assert!(source.holds(block.span) && block.span.contains(block.content));
                prop_assert!(block.span.start() >= end, "blocks overlap");
                end = block.span.end();
                for word in document.words_of(block) {
                    prop_assert!(source.holds(word.span) && block.span.contains(word.span));
                }
            }
        }
    }
}
