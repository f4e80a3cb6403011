//! “Let it stand”: which findings of a draft its stet comments and the settings' `[[stet]]` entries silence, and what is
//! wrong with the stets themselves. How a comment is written is known to `document`, an entry to `settings`.

mod ledger;
mod nest;
mod reach;
#[cfg(test)]
mod tests;
mod told;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub use ledger::{EntryUse, Ledger};
pub use told::UNUSED;

use crate::document::{MalformedStet, Source, Span, StetComment};
use crate::finding::{DESK, Finding};
use crate::settings::Settings;
use nest::{Nest, Reaches};
use reach::{Idle, Reaching, reaches};
use words::{fold, is_part};

/// The item that stands for every rule.
const ALL: &str = "*";

/// A draft, as far as stets are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The draft.
    pub source: &'a Arc<Source>,
    /// Where it is; absolute.
    pub path: &'a Path,
    /// Its comments, in order.
    pub comments: &'a [StetComment],
    /// The comments that were meant as stets and are none.
    pub malformed: &'a [MalformedStet],
    /// The spans of all its blocks, in order.
    pub blocks: &'a [Span],
}

/// All that may stand in one draft. It outlives the document, since corpus checks find their faults later.
#[derive(Debug)]
pub struct Stets {
    source: Arc<Source>,
    held: Vec<Held>,
    shelves: BTreeMap<String, Shelf>,
    findings: Vec<Finding>,
}

/// What a draft's stets come to once all rules have run.
#[derive(Debug, Default)]
pub struct Balance {
    /// What is wrong with the stets, of kind `desk`; no stet silences these.
    pub findings: Vec<Finding>,
    /// What became of the `[[stet]]` entries that hold in this draft; for [`Ledger::record`].
    pub entries: Vec<EntryUse>,
}

/// What is held for one rule.
#[derive(Debug, Default)]
struct Shelf {
    /// For any words.
    any: Pile,
    /// For all the words of a hit, folded.
    exact: BTreeMap<String, Pile>,
    /// For words that may be a part of a hit, by index: a handful, from the settings.
    parts: Vec<usize>,
}

/// What is held for the same words of a rule. Blocks lie apart and stretches within one another, but a stretch may
/// begin inside a block.
#[derive(Debug, Default)]
struct Pile {
    blocks: Nest,
    wide: Nest,
}

/// One item of a stet.
#[derive(Debug)]
struct Held {
    rule: String,
    /// The words it is about, folded.
    words: Option<String>,
    /// Where it holds; `None` when no block follows its comment.
    reach: Option<Span>,
    /// Whether that is more than a block.
    wide: bool,
    by: By,
    used: bool,
}

/// What an item stands in.
#[derive(Debug)]
enum By {
    Comment(InComment),
    /// The `[[stet]]` of that index.
    Entry(usize),
}

/// What an item of a comment needs to be told of when it is idle.
#[derive(Debug)]
struct InComment {
    /// The comment, or the item when it is one of several.
    shown: Span,
    /// The words it is about, as they were typed.
    words: Option<String>,
    idle: Idle,
}

impl Stets {
    /// Reads what may stand in a draft. `known` are the ids of all rules, on or off.
    #[must_use]
    pub fn read(draft: &Draft<'_>, settings: &Settings, known: &[&str]) -> Self {
        let mut stets = Self {
            source: Arc::clone(draft.source),
            held: Vec::new(),
            shelves: BTreeMap::new(),
            findings: draft.malformed.iter().map(|slip| told::malformed(draft.source, slip)).collect(),
        };
        for reaching in reaches(draft, &mut stets.findings) {
            if settings.require_reason.value && reaching.comment.reason.is_none() {
                stets.findings.push(told::no_reason(draft.source, reaching.comment.span));
            }
            stets.hold_comment(&reaching, settings.allow_stet_all.value, known);
        }
        let whole = Span::new(0, draft.source.text().len());
        for (index, entry) in
            settings.stets().iter().enumerate().filter(|(_, entry)| entry.paths.hold(draft.path))
        {
            let words = entry.text.as_deref().map(fold);
            let (rule, reach) = (entry.rule.clone(), Some(whole));
            stets.held.push(Held { rule, words, reach, wide: true, by: By::Entry(index), used: false });
        }
        stets.shelve();
        stets
    }

    /// Whether `finding`, whose primary place is in this draft, may stand; all that lets it stand is then in use. All
    /// findings together are linear in the number of stets in the draft, and each is logarithmic in it; only the
    /// entries of the settings that quote words are gone through one by one.
    pub fn silence(&mut self, finding: &Finding) -> bool {
        if finding.rule.kind == DESK {
            return false;
        }
        let hit = finding.primary.span;
        let (mut silent, mut found) = (false, None);
        for rule in [&*finding.rule.id, ALL] {
            let Some(shelf) = self.shelves.get_mut(rule) else { continue };
            let (held, source) = (&mut self.held, &self.source);
            let mut meet = |pile: &mut Pile| {
                let [blocks, wide] = [&mut pile.blocks, &mut pile.wide]
                    .map(|nest| nest.meet(hit, |index| held[index].used = true));
                blocks || wide
            };
            silent |= meet(&mut shelf.any);
            if shelf.exact.is_empty() && shelf.parts.is_empty() {
                continue;
            }
            let found: &String = found.get_or_insert_with(|| fold(source.slice(hit)));
            silent |= shelf.exact.get_mut(found).is_some_and(meet);
            for &index in &shelf.parts {
                let held = &mut self.held[index];
                if held.words.as_ref().is_some_and(|words| is_part(found, words)) {
                    held.used = true;
                    silent = true;
                }
            }
        }
        silent
    }

    /// What remains to be said, once all findings of the draft were shown to [`silence`](Self::silence). `ran` tells
    /// whether a rule of that id ran: a stet of one that did not is no fault.
    #[must_use]
    pub fn finish(self, ran: impl Fn(&str) -> bool) -> Balance {
        let mut balance = Balance { findings: self.findings, entries: Vec::new() };
        for held in self.held {
            let ran = held.rule == ALL || ran(&held.rule);
            match &held.by {
                By::Entry(entry) => {
                    balance.entries.push(EntryUse { entry: *entry, ran, used: held.used });
                }
                By::Comment(comment) => {
                    if ran && !held.used && comment.idle != Idle::Known {
                        balance.findings.push(told::unused(&self.source, &held, comment));
                    }
                }
            }
        }
        balance
    }

    /// Takes in the items of one comment; those that cannot hold are told of.
    fn hold_comment(&mut self, reaching: &Reaching<'_>, all_allowed: bool, known: &[&str]) {
        let sole = reaching.comment.items.len() == 1;
        for item in &reaching.comment.items {
            if item.rule == ALL && !all_allowed {
                self.findings.push(told::all_refused(&self.source, item.rule_span));
            } else if item.rule != ALL && !known.contains(&item.rule.as_str()) {
                self.findings.push(told::unknown(&self.source, item, known));
            } else {
                let several = !sole && reaching.idle != Idle::Known;
                let by = By::Comment(InComment {
                    shown: if sole { reaching.comment.span } else { item.rule_span },
                    words: item.words.clone(),
                    idle: if several { Idle::Tell } else { reaching.idle.clone() },
                });
                let words = item.words.as_deref().map(fold);
                let (rule, reach) = (item.rule.clone(), reaching.reach);
                self.held.push(Held { rule, words, reach, wide: reaching.wide, by, used: false });
            }
        }
    }

    /// Puts all that is held where a hit finds it.
    fn shelve(&mut self) {
        let mut piles: BTreeMap<(&str, Option<&str>, bool), Reaches> = BTreeMap::new();
        for (index, held) in self.held.iter().enumerate() {
            let Some(reach) = held.reach else { continue };
            match (&held.by, &held.words) {
                // A comment stands beside its copy and names all the words; an entry may quote a part of a long hit.
                (By::Entry(_), Some(_)) => {
                    self.shelves.entry(held.rule.clone()).or_default().parts.push(index);
                }
                (_, words) => {
                    let pile = piles.entry((&held.rule, words.as_deref(), held.wide)).or_default();
                    pile.push((reach, index));
                }
            }
        }
        for ((rule, words, wide), reaches) in piles {
            let shelf = self.shelves.entry(rule.to_owned()).or_default();
            let pile = match words {
                Some(words) => shelf.exact.entry(words.to_owned()).or_default(),
                None => &mut shelf.any,
            };
            *(if wide { &mut pile.wide } else { &mut pile.blocks }) = Nest::of(reaches);
        }
    }
}
