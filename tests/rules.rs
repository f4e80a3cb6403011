//! Every built-in rule keeps its promises: its file is free of mistakes, its examples show what they say, and it is
//! named, explained and proved as the others are.

use std::collections::BTreeSet;
use std::sync::Arc;

use copydesk::kinds::{Check, DocumentCheck};
use copydesk::rule::{self, Fault, Home, Proves, Rule};
use copydesk::table::Mistakes;

fn built_in() -> Vec<Arc<Rule>> {
    let mut mistakes = Mistakes::default();
    let rules = rule::load(&[], &mut mistakes);
    let told: Vec<String> = mistakes
        .into_vec()
        .into_iter()
        .map(|mistake| {
            let place = mistake.place.source.position(mistake.place.span.start());
            let path = mistake.place.source.path().to_owned();
            format!("{path}:{}:{}: {}; {}", place.line, place.column, mistake.message, mistake.advice)
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    rules
}

#[test]
fn rules_yield_to_rules_that_there_are() {
    let rules = built_in();
    let ids: BTreeSet<&str> = rules.iter().map(|rule| &*rule.name.id).collect();
    for rule in &rules {
        for other in &rule.yields_to {
            assert!(ids.contains(other.as_str()), "{} yields to {other}, which is no rule", rule.name.id);
        }
    }
}

/// The rules that drafts are promised to be held to, whatever else is added.
const PROMISED: &[&str] = &[
    "chatbot-residue",
    "conflict-marker",
    "control-character",
    "doubled-space",
    "doubled-word",
    "duplicated-headline",
    "duplicated-paragraph",
    "duplicated-sentence",
    "editors-note",
    "invisible-character",
    "long-deck",
    "long-paragraph",
    "long-sentence",
    "misspelled-word",
    "missing-final-newline",
    "missing-headline",
    "mixed-apostrophes",
    "mixed-line-endings",
    "mixed-quotation-marks",
    "mojibake",
    "placeholder",
    "raw-entity",
    "skipped-heading-level",
    "text-before-headline",
    "trailing-space",
];

#[test]
fn the_promised_rules_are_built_in() {
    let rules = built_in();
    assert!(rules.iter().all(|rule| rule.home == Home::BuiltIn && !rule.subject.is_empty()));
    let ids: BTreeSet<&str> = rules.iter().map(|rule| &*rule.name.id).collect();
    assert_eq!(ids.len(), rules.len(), "an id stands twice");
    let missing: Vec<&&str> = PROMISED.iter().filter(|id| !ids.contains(**id)).collect();
    assert!(missing.is_empty(), "there is no rule {missing:?}");
}

#[test]
fn every_example_shows_what_it_says() {
    let mut faults = Vec::new();
    for rule in built_in() {
        for fault in rule::test(&rule) {
            let line = fault.place.source.position(fault.place.span.start()).line;
            let told = match fault.fault {
                Fault::Noisy(words) => format!("is noisy on {words:?}"),
                Fault::Missing => "misses its bad example".to_owned(),
                Fault::WrongFix { expected, got } => format!("fixes to {got:?}, not to {expected:?}"),
            };
            faults.push(format!("{}:{line}: {} {told}", fault.place.source.path(), rule.name.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_two_bad_and_two_good_examples() {
    for rule in built_in() {
        let good = rule.examples.iter().filter(|example| example.proves == Proves::Good).count();
        let bad = rule.examples.len() - good;
        assert!(good >= 2 && bad >= 2, "{}: {bad} bad, {good} good", rule.name.id);
    }
}

#[test]
fn every_rule_is_explained_and_named_for_its_fault() {
    for rule in built_in() {
        let id = &rule.name.id;
        assert!(rule.why.split_whitespace().count() >= 8, "{id}: why is hardly a reason");
        assert!(!id.starts_with("no-") && !id.starts_with("avoid-"), "{id} names the remedy");
        let message = rule.message.fill(|_| Some("x"));
        assert!(!message.ends_with('.') && !message.contains('\n'), "{id}: {message}");
    }
}

/// A pattern without a needle runs on every block of every draft.
#[test]
fn every_pattern_waits_for_its_needles() {
    for rule in built_in().iter().filter(|rule| rule.kind.name == "pattern") {
        let Check::Document(check) = &rule.check else { panic!("patterns look at one document") };
        let check: &dyn DocumentCheck = &**check;
        let needles = check.needles().len() + check.source_needles().len();
        assert!(needles > 0, "{} has a pattern without a literal", rule.name.id);
    }
}
