//! All rules over one document: the needles of all checks are found in one scan, each check is called with its own,
//! and what holds for every rule is left to `settle.rs`. Stets and findings are left to `lint`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::finder::Finder;
use super::room::Room;
use super::settle::settle;
use super::{ActiveRule, Rule};
use crate::document::{Document, Span, fold};
use crate::facts::Facts;
use crate::finding::Severity;
use crate::kinds::{Check, Context, CorpusHit, Hit, Mark, NeedleHit, Scope, Shared};
use crate::lexicon::{Hunspell, Region, Vocabulary};
use crate::repetition::Marks;

/// The rules that hold for a draft, ready to run.
pub struct RuleSet {
    rules: Vec<ActiveRule>,
    scans: Scans,
    room: Room,
}

/// A document with all that rules share about it.
pub struct Reading<'a> {
    document: &'a Document<'a>,
    facts: Facts,
    shared: Shared,
    vocabulary: &'a Vocabulary,
    house: Region,
    dictionary: Option<&'a Hunspell>,
}

impl<'a> Reading<'a> {
    /// Reads the facts of `document`; `vocabulary` are the words that the project accepts.
    #[must_use]
    pub fn new(document: &'a Document<'a>, vocabulary: &'a Vocabulary) -> Self {
        let (facts, shared) = (Facts::read(document), Shared::default());
        Self { document, facts, shared, vocabulary, house: Region::Both, dictionary: None }
    }

    /// The reading with proposals in the spelling of `house`.
    #[must_use]
    pub fn in_house(self, house: Region) -> Self {
        Self { house, ..self }
    }

    /// The reading of a draft in another language than English, with its dictionary.
    #[must_use]
    pub fn in_language(self, dictionary: Option<&'a Hunspell>) -> Self {
        Self { dictionary, ..self }
    }

    /// What is left of it for being compared with other documents, if a rule asked for that.
    #[must_use]
    pub fn into_marks(self) -> Option<Marks> {
        self.shared.into_marks()
    }

    fn context(&'a self, scope: &'a Scope, needles: &'a [NeedleHit]) -> Context<'a> {
        let Self { document, facts, shared, vocabulary, house, dictionary } = self;
        Context {
            document,
            facts,
            shared,
            scope,
            needles,
            vocabulary,
            house: *house,
            dictionary: *dictionary,
        }
    }
}

impl RuleSet {
    /// Prepares the rules. Building is linear in the length of all needles; so is scanning in the length of a draft,
    /// however many needles there are.
    #[must_use]
    pub fn compile(rules: Vec<ActiveRule>) -> Self {
        let (scans, room) = (Scans::of(&rules), Room::of(&rules));
        Self { rules, scans, room }
    }

    /// The rules, in the order in which hits and marks count them.
    #[must_use]
    pub fn rules(&self) -> &[ActiveRule] {
        &self.rules
    }

    /// Runs all rules over one document, after one search for their needles. What the rules that look at one document
    /// find is added to `hits`, by rule, then by place; what the rules that compare documents leave to `marks`, if only
    /// that they were there. Both come with the index of the rule.
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
                    marks.push((index, own));
                }
            }
        }
        self.room.clear(hits, |hit| hit.span);
    }

    /// Drops what rules found in one draft by comparing it with others where a rule found something to which theirs yields.
    pub fn make_room(&self, hits: &mut Vec<(usize, CorpusHit)>) {
        self.room.clear(hits, |found| found.hit.span);
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
    /// All needles, as they are folded: where the source is prose, those of the source are found there as well.
    prose: Option<Scan>,
    /// Those of the source, for where it is not.
    source: Option<Scan>,
    /// Those of the source that are white space, which folding changes.
    blank: Vec<(memmem::Finder<'static>, Owner)>,
}

impl Scans {
    fn of(rules: &[ActiveRule]) -> Self {
        let (mut waits, mut folded, mut raw) = (Vec::with_capacity(rules.len()), Vec::new(), Vec::new());
        for (index, active) in rules.iter().enumerate() {
            let (prose, source, once): (&[String], &[String], bool) = match active.check() {
                Check::Document(check) => (check.needles(), check.source_needles(), check.needs_one_needle()),
                Check::Corpus(check) => (check.needles(), &[], false),
            };
            waits.push(!prose.is_empty() || !source.is_empty());
            let owner = |needle: usize| Owner { rule: index, needle, once };
            folded.extend(prose.iter().zip(0..).map(|(text, needle)| (text.as_str(), owner(needle))));
            raw.extend(source.iter().zip(prose.len()..).map(|(text, needle)| (text.as_str(), owner(needle))));
        }
        Self { waits, ..Self::looking_for(&folded, &raw) }
    }

    /// The searches for needles of the prose, folded, and for those of the source.
    fn looking_for(folded: &[(&str, Owner)], raw: &[(&str, Owner)]) -> Self {
        let mut prose: Vec<(Cow<'_, str>, Owner)> =
            folded.iter().map(|&(text, owner)| (Cow::from(text), owner)).collect();
        let (mut source, mut blank) = (Vec::new(), Vec::new());
        for &(text, owner) in raw {
            if text.trim().is_empty() {
                blank.push((memmem::Finder::new(text).into_owned(), owner));
            } else {
                prose.push((fold(text.trim()).into(), owner));
                source.push((Cow::from(text), owner));
            }
        }
        let (prose, source) = (Scan::of(&prose, false), Scan::of(&source, true));
        Self { waits: Vec::new(), prose, source, blank }
    }

    /// All needles in the document, by rule, then by place; in the source also some that would be one but for the white
    /// space or the quotation marks in it.
    fn find(&self, document: &Document<'_>) -> Found {
        let mut found = Vec::new();
        let text = document.text().as_bytes();
        if let Some(scan) = &self.prose {
            let folded = document.folded();
            scan.find(document, folded.text().as_bytes(), |start, end| folded.span(start, end), &mut found);
        }
        if let Some(scan) = &self.source {
            for stretch in marked_stretches(text, document.prose().as_bytes(), scan.finder.longest()) {
                let span = |start, end| Span::new(stretch.start + start, stretch.start + end);
                scan.find(document, &text[stretch.clone()], span, &mut found);
            }
        }
        for (finder, owner) in &self.blank {
            let mut last = Span::point(0);
            for at in finder.find_iter(text) {
                let span = Span::new(at, at + finder.needle().len());
                let before = std::mem::replace(&mut last, span);
                if found.len() < MANY || !owner.once || !is_the_same(document, before, span) {
                    found.push((owner.rule, NeedleHit { needle: owner.needle, span }));
                }
            }
        }
        found.sort_unstable_by_key(|(rule, hit)| (*rule, hit.span, hit.needle));
        found.dedup();
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

/// From so many hits in a draft on, those that tell nothing new are dropped: a line of fifty million times the same
/// letter holds some needle nearly everywhere.
const MANY: usize = 1 << 14;

/// The needles of many rules.
struct Scan {
    finder: Finder,
    /// By needle: who looks for it.
    owners: Vec<Vec<Owner>>,
}

/// A rule that looks for a needle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    /// The index of the rule.
    rule: usize,
    /// Which of the rule's own needles it is.
    needle: usize,
    /// Whether one hit in a block tells the rule as much as many.
    once: bool,
}

impl Scan {
    /// A scan for all needles, or nothing when there are none.
    fn of(needles: &[(Cow<'_, str>, Owner)], ignore_case: bool) -> Option<Self> {
        let (mut texts, mut owners) = (Vec::with_capacity(needles.len()), Vec::<Vec<Owner>>::new());
        let mut known = HashMap::with_capacity(needles.len());
        for (text, owner) in needles.iter().filter(|(text, _)| !text.is_empty()) {
            let index = *known.entry(&**text).or_insert(texts.len());
            if index == texts.len() {
                texts.push(&**text);
                owners.push(Vec::new());
            }
            owners[index].push(*owner);
        }
        (!texts.is_empty()).then(|| Self { finder: Finder::new(&texts, ignore_case), owners })
    }

    /// Adds every needle in `text`, also those that stand within or across others: no rule hides a needle of another.
    /// `span` tells the source bytes of a stretch of it.
    fn find(
        &self,
        document: &Document<'_>,
        text: &[u8],
        span: impl Fn(usize, usize) -> Span,
        found: &mut Vec<(usize, NeedleHit)>,
    ) {
        // By needle, where it was found last; filled only where there are many hits.
        let mut last = Vec::new();
        self.finder.find(text, |needle, start, end| {
            let span = span(start, end);
            if found.len() >= MANY {
                last.resize(self.owners.len(), Span::point(0));
                let before = std::mem::replace(&mut last[needle], span);
                if self.owners[needle].iter().all(|owner| owner.once) && is_the_same(document, before, span) {
                    return;
                }
            }
            for &Owner { rule, needle, .. } in &self.owners[needle] {
                found.push((rule, NeedleHit { needle, span }));
            }
        });
    }
}

/// The stretches of `text` that `prose`, of equal length, shows otherwise, with as much on either side as a needle of so
/// many bytes reaches; in order, apart, not on character boundaries. Linear.
fn marked_stretches(text: &[u8], prose: &[u8], longest: usize) -> Vec<Range<usize>> {
    const STEP: usize = 32;
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let steps = text.chunks(STEP).zip(prose.chunks(STEP));
    for (step, _) in steps.enumerate().filter(|(_, (text, prose))| text != prose) {
        let (start, end) = ((step * STEP).saturating_sub(longest), (step + 1) * STEP + longest);
        match stretches.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => stretches.push(start..end),
        }
    }
    if let Some(last) = stretches.last_mut() {
        last.end = last.end.min(text.len());
    }
    stretches
}

/// Whether a needle is written alike in both places, and they are in the same block.
fn is_the_same(document: &Document<'_>, one: Span, other: Span) -> bool {
    document.text()[one.range()] == document.text()[other.range()]
        && document.block_at(one.start()) == document.block_at(other.start())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Breaks, Markup, Source};

    fn owner(rule: usize, once: bool) -> Owner {
        Owner { rule, needle: 0, once }
    }

    #[test]
    fn hits_that_tell_nothing_new_are_not_kept() {
        let letters = format!("{}\n\n{}\n", "x".repeat(100_000), "x".repeat(100));
        let source = Source::new("draft.md", letters);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        let found = |once: bool| {
            let scan = Scan::of(&[("xxx".into(), owner(0, once))], false).expect("a needle");
            let mut found = Vec::new();
            scan.find(&document, document.text().as_bytes(), Span::new, &mut found);
            found
        };
        assert_eq!(found(false).len(), 99_998 + 98);
        let kept = found(true);
        assert!(kept.len() < MANY + 3, "{} hits are kept", kept.len());
        assert!(kept.iter().any(|(_, hit)| hit.span.start() > 100_000), "each block keeps one");
    }

    #[test]
    fn a_line_of_blanks_does_not_keep_each_of_them() {
        let source = Source::new("draft.txt", format!("a{}b\n", " ".repeat(200_000)));
        let document = Document::read(&source, Markup::Plain, Breaks::Auto);
        let kept = |once: bool| Scans::looking_for(&[], &[("  ", owner(0, once))]).find(&document).hits.len();
        assert_eq!(kept(false), 100_000);
        assert!(kept(true) <= MANY + 1, "{} hits are kept", kept(true));
    }

    proptest! {
        #[test]
        fn needles_of_the_source_are_found_wherever_they_stand(
            text in "([ab<|\\[ ’'`*é#\n-]|a\\[|<\\||<b>|\\*\\*a|\\]\\(b\\)){0,60}",
            markdown: bool,
        ) {
            const NEEDLES: [&str; 8] = ["[a", "<|", "a'b", "|b b", " - a", "  ", "é*", "*a"];
            let markup = if markdown { Markup::Markdown } else { Markup::Plain };
            let source = Source::new("draft.md", text);
            let document = Document::read(&source, markup, Breaks::Auto);
            let raw: Vec<(&str, Owner)> =
                NEEDLES.iter().enumerate().map(|(rule, &text)| (text, owner(rule, false))).collect();
            let found = Scans::looking_for(&[], &raw).find(&document);
            for (rule, needle) in NEEDLES.into_iter().enumerate() {
                for (at, _) in document.text().match_indices(needle) {
                    let inner = needle.trim();
                    let at = at + needle.find(inner).unwrap_or_default();
                    let is_hit = found.rules.iter().zip(&found.hits).any(|(of, hit)| {
                        *of == rule && hit.span.start() <= at && hit.span.end() >= at + inner.len()
                    });
                    prop_assert!(is_hit, "{needle:?} at {at} of {:?}", document.text());
                }
            }
        }
    }
}
