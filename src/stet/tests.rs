//! Tests of stets: what they silence, and what is told of those that are wrong or idle.

use super::*;
use crate::document::{StetForm, StetItem};
use crate::finding::{Label, RuleName, Severity};
use crate::settings::Resolver;
use crate::settings::tree::Tree;

const KNOWN: &[&str] = &["doubled-word", "long-sentence", "misspelled-word"];

/// The comments of `text`, by a grammar that is just enough for these tests.
fn comments(text: &str, blocks: &[Span]) -> Vec<StetComment> {
    let mut comments = Vec::new();
    for (start, _) in text.match_indices("<!--") {
        let span = Span::new(start, start + text[start..].find("-->").unwrap() + 3);
        let inner = text[start + 4..span.end() - 3].trim();
        let (form, rest) = inner.split_once(": ").unwrap_or((inner, ""));
        let (items, reason) =
            rest.split_once(" (").map_or((rest, None), |(items, why)| (items, Some(why.to_owned())));
        let item = |item: &str| {
            let (rule, words) =
                item.split_once(' ').map_or((item, None), |(rule, words)| (rule, Some(words)));
            let at = start + text[start..].find(rule).unwrap();
            let words = words.map(|words| words.trim_matches('"').to_owned());
            StetItem { rule: rule.to_owned(), rule_span: Span::new(at, at + rule.len()), words }
        };
        let form = match form {
            "stet" => StetForm::Next,
            "stet-start" => StetForm::Start,
            "stet-end" => StetForm::End,
            _ => StetForm::File,
        };
        let items = items.split(", ").filter(|text| !text.is_empty()).map(item).collect();
        let block = blocks.iter().position(|block| block.contains(span));
        comments.push(StetComment { form, items, reason, span, block });
    }
    comments
}

/// One block a row that is more than comments and blanks.
fn blocks(text: &str) -> Vec<Span> {
    let mut at = 0;
    let rows = text.split_inclusive('\n').map(|row| {
        at += row.len();
        (Span::new(at - row.len(), at - usize::from(row.ends_with('\n'))), row.trim())
    });
    rows.filter(|(_, row)| !(row.is_empty() || row.starts_with("<!--") && row.ends_with("-->")))
        .map(|(span, _)| span)
        .collect()
}

fn finding(source: &Arc<Source>, id: &str, kind: &'static str, span: Span) -> Finding {
    Finding {
        rule: RuleName { id: id.into(), kind },
        severity: Severity::Error,
        message: String::new(),
        primary: Label { source: Arc::clone(source), span, note: String::new() },
        related: Vec::new(),
        notes: Vec::new(),
        fix: None,
        fingerprint: String::new(),
    }
}

/// “line:column severity id: message”
fn tell(finding: &Finding) -> String {
    let at = finding.primary.source.position(finding.primary.span.start());
    let path = finding.primary.source.path();
    format!("{path}:{}:{} {} {}: {}", at.line, at.column, finding.severity, finding.rule.id, finding.message)
}

struct Case {
    silenced: Vec<&'static str>,
    told: Vec<String>,
    balance: Balance,
}

/// Every `hits` (rule, words) is looked for in `text` from left to right, after the last one.
fn run(text: &str, hits: &[(&'static str, &'static str)], settings: &str) -> Case {
    let tree = Tree::new(&[("lint.toml", settings)]);
    let settings = Resolver::new(&[], false, &tree.root()).unwrap().for_folder(&tree.root());
    let source = Source::new("a.md", text);
    let blocks = blocks(text);
    let (comments, path) = (comments(text, &blocks), tree.at("a.md"));
    let draft = Draft { source: &source, path: &path, comments: &comments, malformed: &[], blocks: &blocks };
    let mut stets = Stets::read(&draft, &settings, KNOWN);
    let (mut silenced, mut at) = (Vec::new(), 0);
    for (id, words) in hits {
        let start = at + text[at..].find(words).unwrap();
        at = start;
        if stets.silence(&finding(&source, id, "phrase", Span::new(start, start + words.len()))) {
            silenced.push(*words);
        }
    }
    let balance = stets.finish(|id| id != "long-sentence" || hits.iter().any(|(hit, _)| *hit == id));
    Case { silenced, told: balance.findings.iter().map(tell).collect(), balance }
}

#[test]
fn a_comment_reaches_over_the_next_block_only() {
    let case = run(
        "the the\n\n<!-- stet: doubled-word -->\n\nan an é\n\nso so\n",
        &[("doubled-word", "the the"), ("doubled-word", "an an"), ("doubled-word", "so so")],
        "",
    );
    assert_eq!(case.silenced, ["an an"]);
    assert!(case.told.is_empty(), "{:?}", case.told);
}

#[test]
fn inside_a_block_it_reaches_over_that_block() {
    let case = run(
        "an an <!-- stet: doubled-word --> so so\nthe the\n",
        &[("doubled-word", "an an"), ("doubled-word", "so so"), ("doubled-word", "the the")],
        "",
    );
    assert_eq!(case.silenced, ["an an", "so so"]);
}

#[test]
fn two_comments_before_a_block_reach_over_the_same_one() {
    let case = run(
        "<!-- stet: doubled-word -->\n<!-- stet: misspelled-word -->\nteh an an\n",
        &[("misspelled-word", "teh"), ("doubled-word", "an an"), ("long-sentence", "an")],
        "",
    );
    assert_eq!(case.silenced, ["teh", "an an"]);
}

#[test]
fn a_stretch_reaches_from_its_start_to_its_end() {
    let case = run(
        "an an\n<!-- stet-start: doubled-word -->\nso so\n\nto to\n<!-- stet-end -->\nthe the\n",
        &[
            ("doubled-word", "an an"),
            ("doubled-word", "so so"),
            ("doubled-word", "to to"),
            ("doubled-word", "the the"),
        ],
        "",
    );
    assert_eq!(case.silenced, ["so so", "to to"]);
    assert!(case.told.is_empty());
}

#[test]
fn a_file_comment_reaches_over_all_of_it_and_its_very_end() {
    let text = "so so\n<!-- stet-file: doubled-word, misspelled-word -->\nteh";
    let case = run(text, &[("doubled-word", "so so"), ("misspelled-word", "teh")], "");
    assert_eq!(case.silenced.len(), 2);
}

#[test]
fn a_stretch_may_begin_inside_a_block_and_hold_others() {
    let text = "an an <!-- stet-start: doubled-word --> so so\n<!-- stet: doubled-word -->\nto to\n\
                <!-- stet-start: doubled-word -->\nit it\n<!-- stet-end -->\nis is\n<!-- stet-end -->\nat at\n";
    let hits = ["an an", "so so", "to to", "it it", "is is", "at at"].map(|words| ("doubled-word", words));
    let case = run(text, &hits, "");
    assert_eq!(case.silenced, ["so so", "to to", "it it", "is is"]);
    assert!(case.told.is_empty(), "all three are in use: {:?}", case.told);
}

#[test]
fn words_limit_a_stet_to_hits_of_just_these_words() {
    let case = run(
        "<!-- stet: misspelled-word \"Teh  End\" -->\nteh end tehe teh\n",
        &[("misspelled-word", "teh end"), ("misspelled-word", "tehe"), ("misspelled-word", "teh")],
        "",
    );
    assert_eq!(case.silenced, ["teh end"]);
}

#[test]
fn what_silences_nothing_is_told_if_its_rule_ran() {
    let case = run(
        "<!-- stet: doubled-word, misspelled-word \"Teh\", long-sentence -->\nan an\n<!-- stet: misspelled-word -->\n",
        &[("doubled-word", "an an")],
        "",
    );
    assert_eq!(
        case.told,
        [
            "a.md:1:26 warning unused-stet: the stet of “misspelled-word” for “Teh” silences nothing",
            "a.md:3:1 warning unused-stet: the stet of “misspelled-word” silences nothing",
        ]
    );
    assert!(case.balance.findings[0].fix.is_none(), "it is one of several");
    assert_eq!(case.balance.findings[1].notes, ["no copy follows it"]);
    let edits = &case.balance.findings[1].fix.as_ref().unwrap().edits;
    assert_eq!(edits[0].span, Span::new(72, 103), "with its row");
}

#[test]
fn an_idle_stretch_goes_with_both_its_comments() {
    let text = "<!-- stet-start: doubled-word -->\n\na\n\n<!-- stet-end -->\n";
    let case = run(text, &[], "");
    let edits = &case.balance.findings[0].fix.as_ref().unwrap().edits;
    assert_eq!(edits.iter().map(|edit| edit.span).collect::<Vec<_>>(), [Span::new(0, 34), Span::new(38, 56)]);
    let case = run("<!-- stet-start: doubled-word --> <!-- stet-end -->\n", &[], "");
    assert_eq!(case.balance.findings[0].fix.as_ref().unwrap().edits.len(), 1, "no edits overlap");
}

#[test]
fn unknown_rules_are_told_with_the_one_that_was_meant() {
    let case = run("é <!-- stet: doubled-wrod, xyzzy --> an an\n", &[("doubled-word", "an an")], "");
    assert!(case.silenced.is_empty());
    assert_eq!(
        case.told,
        [
            "a.md:1:14 error unknown-stet: the stet names “doubled-wrod”, and there is no such rule",
            "a.md:1:28 error unknown-stet: the stet names “xyzzy”, and there is no such rule",
        ]
    );
    let first = &case.balance.findings[0];
    assert_eq!(first.notes, ["did you mean “doubled-word”?"]);
    assert_eq!(first.fix.as_ref().unwrap().edits[0].text, "doubled-word");
    assert!(case.balance.findings[1].fix.is_none());
}

#[test]
fn starts_and_ends_that_lack_each_other_are_told() {
    let case = run(
        "a\n<!-- stet-end -->\n<!-- stet-start: doubled-word -->\nan an\n",
        &[("doubled-word", "an an")],
        "",
    );
    assert_eq!(case.silenced, ["an an"], "an open start reaches to the end");
    assert_eq!(
        case.told,
        [
            "a.md:2:1 error unclosed-stet: the stet-end has no stet-start above it",
            "a.md:3:1 error unclosed-stet: the stet-start is never ended",
        ]
    );
    let nested = "<!-- stet-start: doubled-word -->\n<!-- stet-start: misspelled-word -->\nan an teh\n\
                  <!-- stet-end -->\nto to teh2\n<!-- stet-end -->\n";
    let hits = [
        ("doubled-word", "an an"),
        ("misspelled-word", "teh"),
        ("doubled-word", "to to"),
        ("misspelled-word", "teh2"),
    ];
    assert_eq!(run(nested, &hits, "").silenced, ["an an", "teh", "to to"], "an end ends the last start");
}

#[test]
fn all_rules_only_if_the_settings_allow_it() {
    let text = "<!-- stet: * -->\nan an teh\n";
    let hits = [("doubled-word", "an an"), ("misspelled-word", "teh")];
    let refused = run(text, &hits, "");
    assert!(refused.silenced.is_empty());
    assert_eq!(refused.told, ["a.md:1:12 error malformed-stet: the stet “*” would silence every rule"]);
    let allowed = run(text, &hits, "allow-stet-all = true");
    assert_eq!((allowed.silenced.len(), allowed.told.len()), (2, 0));
}

#[test]
fn reasons_are_asked_for_where_they_are_required() {
    let text = "<!-- stet: doubled-word -->\nan an\n<!-- stet: doubled-word (sic) -->\nto to\n";
    let case = run(text, &[("doubled-word", "an an"), ("doubled-word", "to to")], "require-reason = true");
    assert_eq!(case.silenced.len(), 2, "one fault, one finding");
    assert_eq!(case.told, ["a.md:1:1 error malformed-stet: the stet gives no reason"]);
}

#[test]
fn findings_about_stets_cannot_be_silenced() {
    let source = Source::new("a.md", "<!-- stet-file: * -->");
    let tree = Tree::new(&[("lint.toml", "allow-stet-all = true")]);
    let settings = Resolver::new(&[], false, &tree.root()).unwrap().for_folder(&tree.root());
    let (comments, path) = (comments(source.text(), &[]), tree.at("a.md"));
    let draft = Draft { source: &source, path: &path, comments: &comments, malformed: &[], blocks: &[] };
    let mut stets = Stets::read(&draft, &settings, KNOWN);
    assert!(!stets.silence(&finding(&source, "unused-stet", DESK, Span::new(0, 4))));
    assert!(stets.silence(&finding(&source, "doubled-word", "phrase", Span::new(0, 4))));
}

#[test]
fn entries_of_the_settings_silence_by_path_rule_and_text() {
    let settings = "[[stet]]\npaths = [\"*.md\"]\nrule = \"doubled-word\"\ntext = \"An an\"\n\
                    [[stet]]\npaths = [\"wire/**\"]\nrule = \"misspelled-word\"\n";
    let hits = [("doubled-word", "so an an end"), ("doubled-word", "an ant"), ("misspelled-word", "teh")];
    let case = run("so an an end, an ant, teh\n", &hits, settings);
    assert_eq!(case.silenced, ["so an an end"], "whole words of the hit, and only in its paths");
    assert_eq!(case.balance.entries, [EntryUse { entry: 0, ran: true, used: true }]);
}

#[test]
fn an_entry_is_told_of_once_all_its_drafts_were_read() {
    let text = "[[stet]]\npaths = [\"*.txt\"]\nrule = \"doubled-word\"\n\
                [[stet]]\npaths = [\"b.txt\"]\nrule = \"misspelled-word\"\ntext = \"teh\"\n\
                [[stet]]\npaths = [\"none.txt\"]\nrule = \"long-sentence\"\n";
    let tree = Tree::new(&[("lint.toml", text), ("a.txt", ""), ("b.txt", "")]);
    let settings = Resolver::new(&[], false, &tree.root()).unwrap().for_folder(&tree.root());
    let idle = |uses: &[EntryUse], walked: &[&str], ran: &[&str]| -> Vec<String> {
        let mut ledger = Ledger::default();
        ledger.record(&settings, uses);
        let walked: Vec<_> = walked.iter().map(|folder| tree.at(folder)).collect();
        ledger.idle(&settings, &walked, |id| ran.contains(&id)).iter().map(tell).collect()
    };
    let of = |entry, used| EntryUse { entry, ran: true, used };
    let b = "lint.toml:6:8 warning unused-stet: the [[stet]] of “misspelled-word” for “teh” silences nothing";
    let all = "lint.toml:3:8 warning unused-stet: the [[stet]] of “doubled-word” silences nothing";
    let none = "lint.toml:10:8 warning unused-stet: the [[stet]] of “long-sentence” silences nothing";
    assert_eq!(idle(&[of(0, false), of(1, false)], &[], KNOWN), [b], "other drafts may hold “*.txt”");
    assert_eq!(idle(&[of(0, false), of(1, false)], &[""], KNOWN), [all, b, none]);
    assert_eq!(idle(&[of(0, false), of(0, true), of(1, true)], &[""], &KNOWN[..1]).len(), 0);
    let off = EntryUse { entry: 0, ran: false, used: false };
    assert!(idle(&[off], &[""], &[]).is_empty(), "a rule that did not run proves nothing");
}
