//! Runs the examples of a rule: good ones must be let pass, bad ones hit, and their fixes must give what is promised.
//! How failures are shown is left to `report`.

use std::sync::Arc;

use super::{Example, Proves, Reading, Rule, RuleSet};
use crate::document::{Breaks, Document, Markup, Source};
use crate::finding::Fix;
use crate::fix::apply;
use crate::kinds::{Check, Drafts};
use crate::lexicon::Vocabulary;
use crate::repetition::{Comparison, Marks};
use crate::table::Place;

/// An example that does not show what it promises.
#[derive(Clone, Debug)]
pub struct ExampleFault {
    /// Where the example stands, or its `fixed`.
    pub place: Place,
    /// What is wrong with it.
    pub fault: Fault,
}

/// How an example fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A good example was hit: the words of each hit.
    Noisy(Vec<String>),
    /// A bad example was not hit.
    Missing,
    /// The fixes give another text than `fixed`.
    WrongFix {
        /// What `fixed` promises.
        expected: String,
        /// What the fixes give.
        got: String,
    },
}

/// Runs all examples of `rule`, each as a draft of its own, with the parameters of the rule's file. Fixes of any
/// safety are applied.
#[must_use]
pub fn test(rule: &Arc<Rule>) -> Vec<ExampleFault> {
    let set = RuleSet::from(rule);
    rule.examples.iter().filter_map(|example| run(&set, example)).collect()
}

fn run(set: &RuleSet, example: &Example) -> Option<ExampleFault> {
    let source = Source::new("example", example.text.as_str());
    let markup = if example.markdown { Markup::Markdown } else { Markup::Plain };
    let vocabulary =
        Vocabulary::new(example.vocabulary.iter().cloned()).rejecting(example.reject.iter().cloned());
    let hits = hits(set, &source, example, markup, &vocabulary);
    let (fault, place) = match &example.proves {
        Proves::Good if hits.is_empty() => return None,
        Proves::Good => {
            let words = hits.into_iter().map(|(words, _)| words).collect();
            (Fault::Noisy(words), &example.place)
        }
        Proves::Bad { .. } if hits.is_empty() => (Fault::Missing, &example.place),
        Proves::Bad { fixed: None } => return None,
        Proves::Bad { fixed: Some(expected) } => {
            let fixes = hits.iter().filter_map(|(_, fix)| fix.as_ref());
            let got = apply(source.text(), fixes.flat_map(|fix| &fix.edits));
            if got == *expected {
                return None;
            }
            let fault = Fault::WrongFix { expected: expected.clone(), got };
            (fault, example.fixed_place.as_ref().unwrap_or(&example.place))
        }
    };
    Some(ExampleFault { place: place.clone(), fault })
}

/// The hits of the set's one rule: the words of each and its fix. A rule that compares drafts is given those that stand
/// beside `source` too, which come before it in the run; it proposes no fix.
fn hits(
    set: &RuleSet,
    source: &Arc<Source>,
    example: &Example,
    markup: Markup,
    vocabulary: &Vocabulary,
) -> Vec<(String, Option<Fix>)> {
    let beside = example.beside.iter().map(|text| Source::new("beside", text.as_str()));
    let sources: Vec<Arc<Source>> = beside.chain([Arc::clone(source)]).collect();
    let documents: Vec<Document<'_>> =
        sources.iter().map(|source| Document::read(source, markup, Breaks::Auto)).collect();
    let (mut hits, mut marked, mut compared_by) = (Vec::new(), Vec::new(), Vec::new());
    for (at, document) in documents.iter().enumerate() {
        let reading = Reading::new(document, vocabulary);
        let (mut own, mut marks) = (Vec::new(), Vec::new());
        set.run(&reading, &mut own, &mut marks);
        compared_by.push(reading.into_marks());
        marked.extend(marks.into_iter().map(|(_, marks)| (at, marks)));
        if at + 1 == documents.len() {
            hits.extend(own.into_iter().map(|(_, hit)| (source.slice(hit.span).to_owned(), hit.fix)));
        }
    }
    let compared_by: Vec<Option<&Marks>> = compared_by.iter().map(Option::as_ref).collect();
    let reread = |at: usize, then: &mut dyn FnMut(&Document<'_>)| then(&documents[at]);
    let comparison =
        Comparison::of(&compared_by, |tasks| tasks.iter().flat_map(|task| task.verify(&reread)).collect());
    for active in set.rules() {
        if let Check::Corpus(check) = active.check() {
            let found = check.compare(&Drafts { marked: &marked, comparison: &comparison });
            hits.extend(
                found.into_iter().map(|found| (sources[found.draft].slice(found.hit.span).to_owned(), None)),
            );
        }
    }
    hits
}
