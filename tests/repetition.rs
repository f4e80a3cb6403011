//! What the rules about repetition and mixed forms find in the two seeds and in small drafts, at places counted by hand
//! (the seeds' come from their list of defects), and that what they say grows no faster than the draft.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use copydesk::document::{Breaks, Document, Markup, Source, Span};
use copydesk::finding::{Fix, Safety};
use copydesk::fix::apply;
use copydesk::kinds::{Check, CorpusHit, Drafts, Hit, Mark};
use copydesk::lexicon::Vocabulary;
use copydesk::repetition::Comparison;
use copydesk::rule::{self, Home, Reading, Rule, RuleSet};
use copydesk::table::Mistakes;

const SEED_A: &str = "seeds/000_c3aa200640241f3d.txt";
const SEED_B: &str = "seeds/001_6b1b6bd39ae37a6e.txt";

const RULES: [&str; 9] = [
    "repetition/duplicated-paragraph",
    "repetition/duplicated-line",
    "repetition/duplicated-sentence",
    "repetition/doubled-word",
    "repetition/repeated-word",
    "headlines/duplicated-headline",
    "quotations/mixed-apostrophes",
    "quotations/mixed-quotation-marks",
    "consistency/mixed-us-forms",
];

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is in the repository")
}

fn rule(path: &str) -> Arc<Rule> {
    let (path, mut mistakes) = (format!("rules/{path}.toml"), Mistakes::default());
    let rule = rule::read(&Source::new(path.as_str(), file(&path)), "", Home::BuiltIn, &mut mistakes);
    Arc::new(rule.unwrap_or_else(|| panic!("{path}: {:?}", mistakes.into_vec())))
}

/// What one rule finds in one draft, and the marks that it leaves.
fn run(rule: &Arc<Rule>, name: &str, text: &str) -> (Vec<Hit>, Vec<Mark>) {
    let source = Source::new(name, text);
    let document = Document::read(&source, Markup::of_path(name), Breaks::Auto);
    let vocabulary = Vocabulary::default();
    let reading = Reading::new(&document, &vocabulary);
    let (set, mut hits, mut marks) = (RuleSet::from(rule), Vec::new(), Vec::new());
    set.run(&reading, &mut hits, &mut marks);
    (hits.into_iter().map(|(_, hit)| hit).collect(), marks.into_iter().flat_map(|(_, marks)| marks).collect())
}

fn hits(path: &str, name: &str, text: &str) -> Vec<Hit> {
    run(&rule(path), name, text).0
}

fn compare(path: &str, drafts: &[&str]) -> Vec<CorpusHit> {
    let rule = rule(path);
    let marked = |(at, text): (usize, &&str)| (at, run(&rule, "draft.txt", text).1);
    let marked: Vec<(usize, Vec<Mark>)> = drafts.iter().enumerate().map(marked).collect();
    let Check::Corpus(check) = &rule.check else { panic!("{path} compares drafts") };
    check.compare(&Drafts { marked: &marked, comparison: &Comparison::default() })
}

fn fixed(text: &str, fix: Option<&Fix>) -> String {
    apply(text, &fix.expect("there is a fix").edits)
}

#[derive(Debug, PartialEq)]
struct Copied {
    span: (usize, usize),
    first: (usize, usize),
    cut: (usize, usize),
    safety: Safety,
}

fn bytes(span: Span) -> (usize, usize) {
    (span.start(), span.end())
}

fn copies(path: &str, seed: &str) -> Vec<Copied> {
    let place = |hit: Hit| {
        let fix = hit.fix.expect("a copy can be deleted");
        assert_eq!(hit.copy_of, Some(hit.related[0].0));
        Copied {
            span: bytes(hit.span),
            first: bytes(hit.related[0].0),
            cut: bytes(fix.edits[0].span),
            safety: fix.safety,
        }
    };
    hits(path, seed, &file(seed)).into_iter().map(place).collect()
}

#[test]
fn the_seeds_repeated_paragraphs_are_one_finding_each() {
    let safety = Safety::Unsafe;
    let of_a = Copied { span: (2681, 4390), first: (971, 2680), cut: (2681, 4390), safety };
    assert_eq!(copies("repetition/duplicated-paragraph", SEED_A), [of_a]);
    let of_b = Copied { span: (1964, 2298), first: (1629, 1963), cut: (1964, 2298), safety };
    assert_eq!(copies("repetition/duplicated-paragraph", SEED_B), [of_b]);
}

#[test]
fn the_seeds_repeated_headlines_go_with_their_blank_line() {
    let safety = Safety::Safe;
    let of_a = Copied { span: (306, 372), first: (238, 304), cut: (305, 373), safety };
    assert_eq!(copies("headlines/duplicated-headline", SEED_A), [of_a]);
    let of_b = Copied { span: (703, 779), first: (625, 701), cut: (702, 780), safety };
    assert_eq!(copies("headlines/duplicated-headline", SEED_B), [of_b]);
}

#[test]
fn the_messages_name_what_is_repeated() {
    let hits = hits("repetition/duplicated-paragraph", SEED_A, &file(SEED_A));
    let value = |name: &str| hits[0].values.iter().find(|(known, _)| known == name).unwrap().1.clone();
    assert_eq!(value("passage"), "4 paragraphs");
    assert_eq!(value("opening"), "Ishiba has emphasized his intention to…");
}

#[test]
fn the_curly_apostrophes_of_seed_b_are_the_fault() {
    let text = file(SEED_B);
    let hits = hits("quotations/mixed-apostrophes", SEED_B, &text);
    assert_eq!(hits.len(), 1);
    assert_eq!(bytes(hits[0].span), (818, 821));
    let related: Vec<(usize, usize)> = hits[0].related.iter().map(|(span, _)| bytes(*span)).collect();
    assert_eq!(related, [(1285, 1288), (1138, 1139)]);
    assert_eq!(hits[0].fix.as_ref().map(|fix| fix.safety), Some(Safety::Safe));
    assert!(!fixed(&text, hits[0].fix.as_ref()).contains('’'));
}

#[test]
fn the_seeds_disagree_about_the_united_states() {
    let found = compare("consistency/mixed-us-forms", &[&file(SEED_A), &file(SEED_B)]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].draft, bytes(found[0].hit.span)), (1, (156, 158)));
    let (draft, span, note) = &found[0].elsewhere[0];
    assert_eq!((*draft, bytes(*span), note.as_str()), (0, (69, 73), "“U.S.” here"));
}

#[test]
fn the_seeds_have_none_of_the_rest() {
    for path in
        ["repetition/duplicated-sentence", "repetition/doubled-word", "quotations/mixed-quotation-marks"]
    {
        for seed in [SEED_A, SEED_B] {
            let found: Vec<Span> = hits(path, seed, &file(seed)).iter().map(|hit| hit.span).collect();
            assert_eq!(found, [], "{path} in {seed}");
        }
    }
    assert!(hits("quotations/mixed-apostrophes", SEED_A, &file(SEED_A)).is_empty());
}

#[test]
fn a_run_is_one_finding_for_all_drafts_of_the_rarer_form() {
    let (points, plain) = ("The U.S. envoy left on Monday.", "The US envoy left on Monday.");
    let found = compare("consistency/mixed-us-forms", &[points, plain, plain, points, plain]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].draft, bytes(found[0].hit.span)), (0, (4, 8)));
    let elsewhere: Vec<usize> = found[0].elsewhere.iter().map(|(draft, ..)| *draft).collect();
    assert_eq!(elsewhere, [1, 3]);
    assert!(compare("consistency/mixed-us-forms", &[points, points]).is_empty());
}

#[test]
fn headlines_are_found_in_every_form() {
    let story =
        "The ferry to Lyne sails again on Monday, the harbour board said.\n\nTickets go on sale today.\n";
    for (first, later) in [
        ("# Ferry returns to Lyne", "# Ferry returns to Lyne"),
        ("# Ferry returns to Lyne", "**Ferry returns to Lyne**"),
        ("**Ferry returns to Lyne**", "## Ferry returns to Lyne"),
        ("Ferry returns to Lyne", "**Ferry returns to Lyne**"),
        ("Ferry returns to Lyne", "## Ferry returns to Lyne"),
        ("Ferry returns to Lyne", "Ferry Returns to Lyne"),
    ] {
        for name in ["draft.md", "draft.txt"] {
            for gap in ["\n", "\n\n", "\r\n\r\n"] {
                if gap == "\n" && name == "draft.md" && !later.starts_with('#') {
                    continue;
                }
                let text = format!("{first}{gap}{later}{gap}{story}");
                let hits = hits("headlines/duplicated-headline", name, &text);
                assert_eq!(hits.len(), 1, "{name}: {text:?}");
                assert_eq!(bytes(hits[0].span).0, first.len() + gap.len(), "{name}: {text:?}");
                assert_eq!(bytes(hits[0].related[0].0), (0, first.len()), "{name}: {text:?}");
                assert_eq!(
                    fixed(&text, hits[0].fix.as_ref()),
                    format!("{first}{gap}{story}"),
                    "{name}: {text:?}"
                );
            }
        }
    }
}

#[test]
fn a_plain_line_above_a_heading_that_says_the_same_is_a_headline() {
    let text = "Sent at noon!\nFerry returns to Lyne\n## Ferry returns to Lyne\nIt sails on Monday.\n";
    let hits = hits("headlines/duplicated-headline", "draft.txt", text);
    assert_eq!(hits.iter().map(|hit| bytes(hit.span)).collect::<Vec<_>>(), [(36, 60)]);
    assert_eq!(bytes(hits[0].related[0].0), (14, 35));
}

#[test]
fn a_headline_in_front_matter_is_no_repetition_of_the_first_heading() {
    let text =
        "---\nheadline: Ferry returns to Lyne\n---\n\n# Ferry returns to Lyne\n\nIt sails on Monday.\n";
    assert!(hits("headlines/duplicated-headline", "draft.md", text).is_empty());
    let again = format!("{text}\n## Ferry returns to Lyne\n");
    let hits = hits("headlines/duplicated-headline", "draft.md", &again);
    assert_eq!(hits.len(), 1);
    assert!(again[..hits[0].related[0].0.start()].ends_with("---\n\n"), "the heading is the first copy");
}

#[test]
fn wrapped_paragraphs_are_whole_lines() {
    let one = "The harbour board will sell the old ferry\nto the highest bidder in May.";
    let two = "“It has been a long winter,” said Ada\nOkafor, who runs the ticket office.";
    let text = format!("{one}\n\n{two}\n\n{one}\n\n{two}\n\nTickets go on sale\ntoday at noon.\n");
    let hits = hits("repetition/duplicated-paragraph", "draft.txt", &text);
    assert_eq!(hits.len(), 1);
    let copy = format!("{one}\n\n{two}");
    assert_eq!(&text[hits[0].span.range()], copy);
    let left = format!("{one}\n\n{two}\n\nTickets go on sale\ntoday at noon.\n");
    assert_eq!(fixed(&text, hits[0].fix.as_ref()), left);
}

#[test]
fn a_section_pasted_twice_takes_its_heading_along() {
    let section =
        "## What comes next\n\nThe harbour board will sell the old ferry to the highest bidder.\n\n";
    let text = format!("# Ferry returns\n\nThe ferry sails again on Monday.\n\n{section}{section}");
    let hits = hits("repetition/duplicated-paragraph", "draft.md", &text);
    assert_eq!(hits.len(), 1);
    assert_eq!(&text[hits[0].span.range()], section.trim_end());
}

#[test]
fn a_million_equal_lines_are_one_finding() {
    let line = "The harbour board will sell the old ferry to the highest bidder.\n";
    let text = line.repeat(1_000_000);
    let hits = hits("repetition/duplicated-paragraph", "draft.txt", &text);
    assert_eq!(hits.len(), 1);
    assert_eq!(bytes(hits[0].span), (line.len(), text.len() - 1));
    assert_eq!(bytes(hits[0].related[0].0), (0, line.len() - 1));
}

#[test]
fn what_is_said_of_a_long_line_grows_no_faster_than_the_line() {
    let said = |rule: &Arc<Rule>, text: &str| -> usize {
        let (hits, marks) = run(rule, "draft.txt", text);
        let of_hit = |hit: &Hit| {
            let edits = hit.fix.iter().flat_map(|fix| &fix.edits);
            let edits: usize = edits.map(|edit| 1 + edit.text.len()).sum();
            let values: usize = hit.values.iter().map(|(_, value)| value.len()).sum();
            1 + hit.related.len() + edits + values
        };
        marks.len() + hits.iter().map(of_hit).sum::<usize>()
    };
    for part in ["US ", "the the ", "it's ", "players’ ", "\"No.\" ", "It is as it is and as it was. "] {
        let texts = [20_000, 80_000].map(|length| part.repeat(length / part.len()));
        for path in RULES {
            let rule = rule(path);
            let [short, long] = [&texts[0], &texts[1]].map(|text| said(&rule, text));
            assert!(long <= 5 * short + 100, "{path} on {part:?}: {short}, then {long}");
        }
    }
}

#[test]
fn odd_drafts_make_no_rule_panic_and_no_span_untrue() {
    let (a, b) = (file(SEED_A), file(SEED_B));
    let mut drafts: Vec<String> = [&a, &b]
        .into_iter()
        .flat_map(|seed| (0..seed.len()).step_by(97).filter_map(|at| seed.get(..at)))
        .map(str::to_owned)
        .collect();
    drafts.extend([
        String::new(),
        "\u{feff}the the\r\rthe the\r\rthe the".to_owned(),
        "é’é’é'é \u{301}\u{301} ½½ ½½ ﬁ ﬁ\n\n👩‍🚀 👩‍🚀 İ i̇ ẞ ß".to_owned(),
        "首相は訪米した。首相は訪米した。\n\nقال الوزير قال الوزير ".repeat(3),
        "> the\n> **the** _the_ `the` the\n>\n> “the” the\n".repeat(4),
        "* * *\n\n".repeat(50),
        "x\u{200b} x\u{200b}\n".repeat(50),
        "a ".repeat(1000),
        "A a ".repeat(1000),
        "the **the ".repeat(200),
        "\"1\" “2\" 3\"\"\"".repeat(20),
        "US US. U.S. U.S.A. @US US$ U.S".repeat(20),
    ]);
    let rules: Vec<Arc<Rule>> = RULES.iter().map(|path| rule(path)).collect();
    for (draft, name) in drafts.iter().flat_map(|draft| [(draft, "draft.md"), (draft, "draft.txt")]) {
        let source = Source::new(name, draft.as_str());
        for rule in &rules {
            let (hits, marks) = run(rule, name, draft);
            let related = hits.iter().flat_map(|hit| hit.related.iter().map(|(span, _)| *span));
            let edits = hits.iter().flat_map(|hit| &hit.fix).flat_map(|fix| &fix.edits).map(|edit| edit.span);
            let spans = hits.iter().map(|hit| hit.span).chain(related).chain(edits);
            for span in spans.chain(marks.iter().map(|mark| mark.span)) {
                assert!(source.holds(span), "{}: {span:?} of {draft:?}", rule.name.id);
            }
        }
    }
}

#[test]
fn the_rules_pass_their_own_examples() {
    for path in RULES {
        let faults: Vec<_> = rule::test(&rule(path)).into_iter().map(|fault| fault.fault).collect();
        assert_eq!(faults, [], "{path}");
    }
}
