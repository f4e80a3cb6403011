//! Copy that stands in several drafts of a run. What they have in common is told by `repetition`; here is which of it a rule
//! reports, where, and in which words. The primary place is in the later draft, in the order of paths.

use super::Least;
use super::told::Told;
use crate::document::Span;
use crate::kinds::{Context, CorpusCheck, CorpusHit, Drafts, Hit, Mark};
use crate::repetition::{COPY, Common, Differing, Shared, Story, Widespread};

/// What is held against each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Draft,
    Paragraph,
    /// Paragraphs that differ in numbers and names only.
    Form,
    Passage,
    Headline,
    /// What very many drafts hold.
    Boilerplate,
    /// One story in different words.
    Story,
}

/// How many further places a finding points at, in each draft.
const MOST_RELATED: usize = 4;
/// How many further places of boilerplate.
const MOST_AGAIN: usize = 2;

pub(super) struct Across {
    pub(super) unit: Unit,
    pub(super) least: Least,
}

impl CorpusCheck for Across {
    fn values(&self) -> Vec<String> {
        let own = match self.unit {
            Unit::Draft => "share",
            Unit::Paragraph => "how",
            Unit::Form | Unit::Headline => return vec!["other".to_owned()],
            Unit::Passage => "difference",
            Unit::Boilerplate => "drafts",
            Unit::Story => "shared",
        };
        vec!["other".to_owned(), own.to_owned()]
    }

    fn mark(&self, context: &Context<'_>, _: &mut Vec<Mark>) {
        context.leave_marks();
    }

    fn compare(&self, drafts: &Drafts<'_>) -> Vec<CorpusHit> {
        let are_held = |common: &&Common| drafts.hold(common.first) && drafts.hold(common.later);
        let commons = drafts.comparison.commons.iter().filter(are_held);
        match self.unit {
            Unit::Draft => self.copies(commons),
            Unit::Paragraph => commons.filter_map(|common| self.shared(common, &common.runs)).collect(),
            Unit::Form => commons.filter_map(|common| self.shared(common, &common.forms)).collect(),
            Unit::Passage => commons.filter_map(|common| self.shared(common, &common.passages)).collect(),
            Unit::Headline => self.headlines(drafts),
            Unit::Boilerplate => self.boilerplate(drafts),
            Unit::Story => drafts.comparison.stories.iter().filter(are_held).filter_map(rivals).collect(),
        }
    }
}

impl Across {
    /// Each draft that is a copy of an earlier one, with the one that it has most in common with.
    fn copies<'c>(&self, commons: impl Iterator<Item = &'c Common>) -> Vec<CorpusHit> {
        let mut copies: Vec<&Common> = Vec::new();
        for common in commons.filter(|common| common.share >= COPY && common.words >= self.least.words) {
            match copies.last_mut() {
                Some(last) if last.later == common.later => {
                    if common.share > last.share {
                        *last = common;
                    }
                }
                _ => copies.push(common),
            }
        }
        let hit = |common: &Common| {
            let [first, later] = common.whole?;
            // A copy with a word changed is not all of it.
            let share = format!("{:.0} %", (common.share * 100.0).floor());
            let values = vec![("share".to_owned(), share), passage(1, "draft")];
            let elsewhere = vec![(common.first, first, "the other draft".to_owned())];
            let hit = Hit { span: later, note: "the later draft".to_owned(), values, ..Hit::default() };
            Some(CorpusHit { draft: common.later, hit, elsewhere })
        };
        copies.into_iter().filter_map(hit).collect()
    }

    /// What two drafts share, at the longest of it.
    fn shared(&self, common: &Common, shared: &[Shared]) -> Option<CorpusHit> {
        let long: Vec<&Shared> = shared.iter().filter(|shared| shared.words >= self.least.words).collect();
        let most = long.iter().rev().max_by_key(|shared| shared.words)?;
        let plain = |there: &str, here: &str| (there.to_owned(), here.to_owned());
        let (there, here) = match &most.differing {
            Some(Differing { texts: [there, here], leading: [first, next], changes }) => {
                let told = Told::of([there, here], [first, next], *changes);
                (told.first, told.later)
            }
            None if self.unit == Unit::Passage => plain("the same words", "also in the other draft"),
            None if most.equal => plain("first copy", "later copy"),
            None => plain("first version", "later version"),
        };
        let mut hit = Hit { span: most.spans[1], note: here, ..Hit::default() };
        let mut elsewhere = vec![(common.first, most.spans[0], there)];
        for others in long.iter().filter(|other| *other != most).take(MOST_RELATED) {
            hit.related.push((others.spans[1], "and this".to_owned()));
            elsewhere.push((common.first, others.spans[0], "and this".to_owned()));
        }
        let how =
            if long.iter().all(|shared| shared.equal) { "word for word" } else { "nearly word for word" };
        let value = match self.unit {
            Unit::Passage => ("difference".to_owned(), format!("{} words", most.words)),
            _ => ("how".to_owned(), how.to_owned()),
        };
        let blocks = long.iter().map(|shared| shared.blocks).sum();
        let unit = if self.unit == Unit::Passage { "passage" } else { "paragraph" };
        hit.values = vec![value, passage(if self.unit == Unit::Passage { long.len() } else { blocks }, unit)];
        Some(CorpusHit { draft: common.later, hit, elsewhere })
    }

    /// The later ones of drafts with the same headline.
    fn headlines(&self, drafts: &Drafts<'_>) -> Vec<CorpusHit> {
        let mut hits = Vec::new();
        for headline in self.long(&drafts.comparison.headlines) {
            let places = places(headline, drafts);
            for (at, &(draft, span)) in places.iter().enumerate().skip(1) {
                // A draft that has it in front matter and above its text has it once.
                if draft != places[0].0 && draft != places[at - 1].0 {
                    let elsewhere = vec![(places[0].0, places[0].1, "the same headline".to_owned())];
                    let values = vec![passage(1, "headline")];
                    hits.push(CorpusHit { draft, hit: Hit { span, values, ..Hit::default() }, elsewhere });
                }
            }
        }
        hits
    }

    /// What very many drafts hold, each once for all of them, at its first place.
    fn boilerplate(&self, drafts: &Drafts<'_>) -> Vec<CorpusHit> {
        let hit = |text: &Widespread| {
            let places = places(text, drafts);
            let (&(draft, span), others) = places.split_first()?;
            if others.is_empty() {
                return None;
            }
            let again = |&(draft, span): &(usize, Span)| (draft, span, "again".to_owned());
            let elsewhere = others.iter().take(MOST_AGAIN).map(again).collect();
            let values =
                vec![("drafts".to_owned(), places.len().to_string()), passage(text.blocks, "paragraph")];
            Some(CorpusHit { draft, hit: Hit { span, values, ..Hit::default() }, elsewhere })
        };
        self.long(&drafts.comparison.widespread).filter_map(hit).collect()
    }

    fn long<'t>(&self, texts: &'t [Widespread]) -> impl Iterator<Item = &'t Widespread> {
        let least = self.least.words;
        texts.iter().filter(move |text| text.words >= least)
    }
}

/// Two drafts that tell one story.
fn rivals(common: &Common) -> Option<CorpusHit> {
    let Story { shared, heads: [first, later] } = common.story.as_ref()?;
    let shared = match &shared[..] {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        shared => shared.concat(),
    };
    let hit = Hit {
        span: *later,
        note: "the later draft".to_owned(),
        values: vec![passage(1, "story"), ("shared".to_owned(), shared)],
        ..Hit::default()
    };
    let elsewhere = vec![(common.first, *first, "the same story".to_owned())];
    Some(CorpusHit { draft: common.later, hit, elsewhere })
}

/// The places of a text in those drafts for which the check is on.
fn places(text: &Widespread, drafts: &Drafts<'_>) -> Vec<(usize, Span)> {
    text.places.iter().copied().filter(|&(draft, _)| drafts.hold(draft)).collect()
}

/// “A paragraph stands”, “3 paragraphs stand”: the value `passage`.
fn passage(count: usize, unit: &str) -> (String, String) {
    let passage = if count == 1 { format!("a {unit} stands") } else { format!("{count} {unit}s stand") };
    ("passage".to_owned(), passage)
}
