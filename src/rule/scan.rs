//! All rules over one document: the needles of all checks are found in one scan, each check is called with its own,
//! and what holds for every rule is left to `settle.rs`. Stets and findings are left to `lint`.

use std::sync::Arc;

use super::finder::Finder;
use super::settle::settle;
use super::{ActiveRule, Rule};
use crate::document::{Document, Span};
use crate::facts::Facts;
use crate::finding::Severity;
use crate::kinds::{Check, Context, Hit, Mark, NeedleHit, Scope, Shared};
use crate::lexicon::{Region, Vocabulary};

/// The rules that hold for a draft, ready to run.
pub struct RuleSet {
    rules: Vec<ActiveRule>,
    scans: Scans,
}

/// A document with all that rules share about it.
pub struct Reading<'a> {
    document: &'a Document<'a>,
    facts: Facts,
    shared: Shared,
    vocabulary: &'a Vocabulary,
    house: Region,
}

impl<'a> Reading<'a> {
    /// Reads the facts of `document`; `vocabulary` are the words that the project accepts.
    #[must_use]
    pub fn new(document: &'a Document<'a>, vocabulary: &'a Vocabulary) -> Self {
        let (facts, shared) = (Facts::read(document), Shared::default());
        Self { document, facts, shared, vocabulary, house: Region::Both }
    }

    /// The reading with proposals in the spelling of `house`.
    #[must_use]
    pub fn in_house(self, house: Region) -> Self {
        Self { house, ..self }
    }

    fn context(&'a self, scope: &'a Scope, needles: &'a [NeedleHit]) -> Context<'a> {
        let Self { document, facts, shared, vocabulary, house } = self;
        Context { document, facts, shared, scope, needles, vocabulary, house: *house }
    }
}

impl RuleSet {
    /// Prepares the rules. Building is linear in the length of all needles; so is scanning in the length of a draft,
    /// however many needles there are.
    #[must_use]
    pub fn compile(rules: Vec<ActiveRule>) -> Self {
        let scans = Scans::of(&rules);
        Self { rules, scans }
    }

    /// The rules, in the order in which hits and marks count them.
    #[must_use]
    pub fn rules(&self) -> &[ActiveRule] {
        &self.rules
    }

    /// Runs all rules over one document, after one search for their needles. What the rules that look at one document
    /// find is added to `hits`, by rule, then by place; what the rules that compare documents leave to `marks`. Both
    /// come with the index of the rule; a rule that leaves no mark is missing.
    pub fn run(
        &self,
        reading: &Reading<'_>,
        hits: &mut Vec<(usize, Hit)>,
        marks: &mut Vec<(usize, Vec<Mark>)>,
    ) {
        let found = self.scans.find(reading.document);
        for (index, active) in self.rules.iter().enumerate() {
            let Some(needles) = self.scans.needles(index, &found) else { continue };
            let context = reading.context(&active.rule().scope, needles);
            match active.check() {
                Check::Document(check) => {
                    let mut own = Vec::new();
                    check.check(&context, &mut own);
                    hits.extend(settle(own, &context).into_iter().map(|hit| (index, hit)));
                }
                Check::Corpus(check) => {
                    let mut own = Vec::new();
                    check.mark(&context, &mut own);
                    if !own.is_empty() {
                        marks.push((index, own));
                    }
                }
            }
        }
    }
}

/// A set of one rule by itself, whatever its severity, for its examples.
impl From<&Arc<Rule>> for RuleSet {
    fn from(rule: &Arc<Rule>) -> Self {
        let severity = rule.severity.unwrap_or(Severity::Note);
        Self::compile(vec![ActiveRule::new(Arc::clone(rule), severity)])
    }
}

/// The searches for the needles of all checks.
struct Scans {
    /// Whether a rule waits for needles, by index of the rule.
    waits: Vec<bool>,
    prose: Option<Scan>,
    source: Option<Scan>,
}

impl Scans {
    fn of(rules: &[ActiveRule]) -> Self {
        let (mut waits, mut prose, mut source) = (Vec::with_capacity(rules.len()), Vec::new(), Vec::new());
        for (index, active) in rules.iter().enumerate() {
            let (folded, raw): (&[String], &[String]) = match active.check() {
                Check::Document(check) => (check.needles(), check.source_needles()),
                Check::Corpus(check) => (check.needles(), &[]),
            };
            waits.push(!folded.is_empty() || !raw.is_empty());
            prose.extend(folded.iter().enumerate().map(|(needle, text)| (text.as_str(), index, needle)));
            let further = folded.len()..;
            source.extend(raw.iter().zip(further).map(|(text, needle)| (text.as_str(), index, needle)));
        }
        Self { waits, prose: Scan::of(prose, false), source: Scan::of(source, true) }
    }

    /// All needles in the document, by rule, then by place.
    fn find(&self, document: &Document<'_>) -> Found {
        let mut found = Vec::new();
        if let Some(scan) = &self.prose {
            let folded = document.folded();
            scan.find(folded.text(), |start, end| folded.span(start, end), &mut found);
        }
        if let Some(scan) = &self.source {
            scan.find(document.text(), Span::new, &mut found);
        }
        found.sort_unstable_by_key(|(rule, hit)| (*rule, hit.span, hit.needle));
        let (rules, hits) = found.into_iter().unzip();
        Found { rules, hits }
    }

    /// The needles of rule `index`, or nothing when it waits for needles and there are none.
    fn needles<'f>(&self, index: usize, found: &'f Found) -> Option<&'f [NeedleHit]> {
        let start = found.rules.partition_point(|rule| *rule < index);
        let end = found.rules.partition_point(|rule| *rule <= index);
        (start < end || !self.waits[index]).then(|| &found.hits[start..end])
    }
}

/// The needles found in one document, and beside each the index of the rule that looked for it, in order.
struct Found {
    rules: Vec<usize>,
    hits: Vec<NeedleHit>,
}

/// The needles of many rules.
struct Scan {
    finder: Finder,
    /// By needle: which rules look for it (their index), and which of their own needles it is to them.
    owners: Vec<Vec<(usize, usize)>>,
}

impl Scan {
    /// A scan for all needles (text, index of the rule, index in the rule), or nothing when there are none.
    fn of(mut needles: Vec<(&str, usize, usize)>, ignore_case: bool) -> Option<Self> {
        needles.retain(|(text, _, _)| !text.is_empty());
        needles.sort_unstable();
        let (mut texts, mut owners) = (Vec::new(), Vec::<Vec<(usize, usize)>>::new());
        for (text, rule, needle) in needles {
            if texts.last() != Some(&text) {
                texts.push(text);
                owners.push(Vec::new());
            }
            owners.last_mut()?.push((rule, needle));
        }
        (!texts.is_empty()).then(|| Self { finder: Finder::new(&texts, ignore_case), owners })
    }

    /// Adds every needle in `text`, also those that stand within or across others: no rule hides a needle of another.
    fn find(&self, text: &str, span: impl Fn(usize, usize) -> Span, found: &mut Vec<(usize, NeedleHit)>) {
        self.finder.find(text, |needle, start, end| {
            let span = span(start, end);
            let owners = self.owners[needle].iter();
            found.extend(owners.map(|&(rule, needle)| (rule, NeedleHit { needle, span })));
        });
    }
}
