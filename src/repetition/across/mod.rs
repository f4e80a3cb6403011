//! What the drafts of a run have in common. While drafts are read each leaves marks and is dropped; when the last one is
//! read, marks that meet tell which drafts may share something, and those few are read again and verified word by word.

mod candidates;
mod common;
mod marks;
mod names;
mod quoted;
mod story;

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::Document;
use candidates::Boilerplate;
use candidates::{Candidates, Pair};
pub use candidates::{MOST_DRAFTS, Widespread};
use common::Reread;
pub use common::{Common, Differing, Shared};
pub use marks::Marks;
use story::Matter;
pub use story::Story;

/// The share of a draft's words that makes it a copy of another one.
pub const COPY: f64 = 0.5;

/// What the drafts of a run have in common.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What two drafts share, by the later draft, then by the first.
    pub commons: Vec<Common>,
    /// The drafts that tell one story in different words, in the same order.
    pub stories: Vec<Common>,
    /// What more than [`MOST_DRAFTS`] drafts hold: boilerplate.
    pub widespread: Vec<Widespread>,
    /// Headlines that stand over several drafts.
    pub headlines: Vec<Widespread>,
}

/// A draft to be read again, and the later ones that it is held against.
#[derive(Debug)]
pub struct Task {
    first: usize,
    laters: Vec<usize>,
    sought: Sought,
}

/// What is looked for in two drafts.
#[derive(Clone, Debug)]
enum Sought {
    /// What stands in both, boilerplate aside.
    Copies(Arc<Boilerplate>),
    /// One story in other words.
    Story,
}

/// Gives the document of the draft that stands at this place of the run, unless it has changed meanwhile.
pub type Rereader<'r> = dyn Fn(usize, &mut dyn FnMut(&Document<'_>)) + 'r;

impl Comparison {
    /// Compares drafts by their marks, in the order of the run; `verify` is to give what the tasks give
    /// ([`Task::verify`]), in whatever threads. `O(n log n)` in the number of marks that stand in several drafts, linear in
    /// the others, and linear in the length of the drafts that are read again.
    #[must_use]
    pub fn of(marks: &[Option<&Marks>], mut verify: impl FnMut(&[Task]) -> Vec<Common>) -> Self {
        if marks.iter().flatten().nth(1).is_none() {
            return Self::default();
        }
        let (marks, mut same) = without_same(marks);
        let mut candidates = Candidates::of(&marks);
        let mut commons = verify(&tasks(candidates.copies(), &candidates.sought()));
        commons.retain(|common| common.share >= COPY);
        commons.sort_by_key(|common| (common.later, common.first));
        let copies: Vec<Pair> = commons.iter().map(Pair::of).collect();
        for &pair in &copies {
            candidates.is_copy(pair);
        }
        let mut pairs = candidates.pairs();
        pairs.retain(|pair| copies.binary_search(pair).is_err());
        commons.extend(verify(&tasks(pairs, &candidates.sought())));
        commons.append(&mut same);
        commons.sort_by_key(|common| (common.later, common.first));
        let mut stories = verify(&tasks(candidates.stories(), &Sought::Story));
        stories.retain(|common| common.story.is_some());
        stories.sort_by_key(|common| (common.later, common.first));
        let (widespread, headlines) = (candidates.widespread(), candidates.headlines());
        Self { commons, stories, widespread, headlines }
    }
}

impl Candidates<'_> {
    fn sought(&self) -> Sought {
        Sought::Copies(Arc::new(self.boilerplate()))
    }
}

/// The marks without those of drafts that are the same byte for byte as one before them, and what these have in common. They
/// count as one draft from here on, and nothing of them has to be read again.
fn without_same<'m>(marks: &[Option<&'m Marks>]) -> (Vec<Option<&'m Marks>>, Vec<Common>) {
    let mut texts = HashMap::new();
    let (mut others, mut commons) = (marks.to_vec(), Vec::new());
    for (later, marks) in others.iter_mut().enumerate() {
        let Some(found) = *marks else { continue };
        let first = *texts.entry(found.text).or_insert(later);
        if first < later
            && let Some(common) = found.itself()
        {
            *marks = None;
            commons.push(Common { first, later, ..common });
        }
    }
    (others, commons)
}

/// The pairs by their first drafts, so that each of these is read once.
fn tasks(mut pairs: Vec<Pair>, sought: &Sought) -> Vec<Task> {
    pairs.sort_unstable_by_key(|pair| (pair.first, pair.later));
    let same = |one: &Pair, next: &Pair| one.first == next.first;
    let task = |pairs: &[Pair]| Task {
        first: pairs[0].first as usize,
        laters: pairs.iter().map(|pair| pair.later as usize).collect(),
        sought: sought.clone(),
    };
    pairs.chunk_by(same).map(task).collect()
}

impl Task {
    /// What the draft has in common with each of the later ones; nothing of those that cannot be read again.
    #[must_use]
    pub fn verify(&self, read: &Rereader<'_>) -> Vec<Common> {
        let mut commons = Vec::new();
        read(self.first, &mut |document| {
            commons = match &self.sought {
                Sought::Copies(boilerplate) => {
                    let first = Reread::of(document, boilerplate);
                    self.held_against(read, &|later| first.common(&Reread::of(later, boilerplate)))
                }
                Sought::Story => {
                    let first = Matter::of(document);
                    let story = |later: &Document<'_>| first.shared(&Matter::of(later));
                    self.held_against(read, &|later| Common { story: story(later), ..Common::default() })
                }
            };
        });
        commons
    }

    /// What each of the later drafts has in common with the first, as `common` tells.
    fn held_against(&self, read: &Rereader<'_>, common: &dyn Fn(&Document<'_>) -> Common) -> Vec<Common> {
        let mut commons = Vec::with_capacity(self.laters.len());
        for &later in &self.laters {
            read(later, &mut |document| {
                commons.push(Common { first: self.first, later, ..common(document) });
            });
        }
        commons
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};
    use crate::repetition::Keys;

    /// Sixty words that stand nowhere else.
    fn story(name: &str) -> String {
        let line = |part: usize| (0..20).map(|word| format!("{name}{part}x{word} ")).collect::<String>();
        (0..3).map(|part| format!("{}.\n\n", line(part).trim())).collect()
    }

    fn compare(drafts: &[String]) -> Comparison {
        let sources: Vec<_> = drafts.iter().map(|text| Source::new("draft.txt", text.as_str())).collect();
        let read = |at: usize| Document::read(&sources[at], Markup::Plain, Breaks::Blank);
        let marks: Vec<Marks> = (0..drafts.len())
            .map(|at| {
                let document = read(at);
                Marks::read(&document, &Keys::read(&document))
            })
            .collect();
        let marks: Vec<Option<&Marks>> = marks.iter().map(Some).collect();
        let reread = |at: usize, then: &mut dyn FnMut(&Document<'_>)| then(&read(at));
        Comparison::of(&marks, |tasks| tasks.iter().flat_map(|task| task.verify(&reread)).collect())
    }

    /// Who is held against whom, and the share in per cent.
    fn pairs(comparison: &Comparison) -> Vec<(usize, usize, u32)> {
        let pair = |common: &Common| (common.first, common.later, (common.share * 100.0) as u32);
        comparison.commons.iter().map(pair).collect()
    }

    #[test]
    fn copies_are_held_against_the_first_however_many_there_are() {
        let versions: Vec<String> =
            (0..40).map(|version| format!("{}It is {version}.\n", story("a"))).collect();
        let comparison = compare(&versions);
        let expected: Vec<(usize, usize, u32)> = (1..40).map(|version| (0, version, 95)).collect();
        assert_eq!(pairs(&comparison), expected);
        assert!(comparison.widespread.is_empty(), "they are one draft");
    }

    #[test]
    fn ten_thousand_copies_take_no_square_of_time() {
        let copies = vec![story("a"); 10_000];
        assert_eq!(compare(&copies).commons.len(), 9_999);
        let blurb = "Sign up for the letter that we send to everybody who reads to the end of stories.";
        let drafts: Vec<String> =
            (0..10_000).map(|draft| format!("{}{blurb}\n", story(&format!("d{draft}y")))).collect();
        let comparison = compare(&drafts);
        assert!(comparison.commons.is_empty());
        let [text] = &comparison.widespread[..] else { panic!("one text") };
        assert_eq!((text.places.len(), text.words, text.blocks), (10_000, 17, 1));
    }

    #[test]
    fn short_stories_with_long_boilerplate_are_no_copies() {
        let (blurb, own) = (story("blurb"), |draft: usize| {
            format!("{}\n\n", story(&format!("d{draft}y")).split_once("\n\n").unwrap().0)
        });
        let many: Vec<String> = (0..6).map(|draft| own(draft) + &blurb).collect();
        let comparison = compare(&many);
        assert_eq!(pairs(&comparison), []);
        assert_eq!((comparison.widespread.len(), comparison.widespread[0].blocks), (1, 3));
        let few = compare(&many[..3]);
        assert_eq!(pairs(&few), [(0, 1, 75), (0, 2, 75)], "three drafts make no boilerplate");
    }

    #[test]
    fn both_places_are_those_of_the_shared_words() {
        let shared = story("s").split_once(".\n\n").unwrap().0.to_owned();
        let drafts = [
            story("a") + &shared + ".\n",
            format!("{}Before it {shared} and behind it much {}", story("b"), story("c")),
        ];
        let comparison = compare(&drafts);
        let [common] = &comparison.commons[..] else { panic!("{comparison:?}") };
        let [passage] = &common.passages[..] else { panic!("{common:?}") };
        assert_eq!([0, 1].map(|at| &drafts[at][passage.spans[at].range()]), [&shared, &shared]);
        assert_eq!((passage.words, common.runs.len()), (20, 0));
    }
}
