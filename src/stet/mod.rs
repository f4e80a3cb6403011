//! “Let it stand”: which findings of a draft its stet comments and the settings' `[[stet]]` entries silence, and what is
//! wrong with the stets themselves. How a comment is written is known to `document`, an entry to `settings`.

mod ledger;
mod nest;
mod reach;
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
pub struct Outcome {
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
    pub fn finish(self, ran: impl Fn(&str) -> bool) -> Outcome {
        let mut outcome = Outcome { findings: self.findings, entries: Vec::new() };
        for held in self.held {
            let ran = held.rule == ALL || ran(&held.rule);
            match &held.by {
                By::Entry(entry) => {
                    outcome.entries.push(EntryUse { entry: *entry, ran, used: held.used });
                }
                By::Comment(comment) => {
                    if ran && !held.used && comment.idle != Idle::Known {
                        outcome.findings.push(told::unused(&self.source, &held, comment));
                    }
                }
            }
        }
        outcome
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

#[cfg(test)]
mod tests {
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
        format!(
            "{path}:{}:{} {} {}: {}",
            at.line, at.column, finding.severity, finding.rule.id, finding.message
        )
    }

    struct Case {
        silenced: Vec<&'static str>,
        told: Vec<String>,
        outcome: Outcome,
    }

    /// Every `hits` (rule, words) is looked for in `text` from left to right, after the last one.
    fn run(text: &str, hits: &[(&'static str, &'static str)], settings: &str) -> Case {
        let tree = Tree::new(&[("lint.toml", settings)]);
        let settings = Resolver::new(&[], false, &tree.root()).unwrap().for_folder(&tree.root());
        let source = Source::new("a.md", text);
        let blocks = blocks(text);
        let (comments, path) = (comments(text, &blocks), tree.at("a.md"));
        let draft =
            Draft { source: &source, path: &path, comments: &comments, malformed: &[], blocks: &blocks };
        let mut stets = Stets::read(&draft, &settings, KNOWN);
        let (mut silenced, mut at) = (Vec::new(), 0);
        for (id, words) in hits {
            let start = at + text[at..].find(words).unwrap();
            at = start;
            if stets.silence(&finding(&source, id, "phrase", Span::new(start, start + words.len()))) {
                silenced.push(*words);
            }
        }
        let outcome = stets.finish(|id| id != "long-sentence" || hits.iter().any(|(hit, _)| *hit == id));
        Case { silenced, told: outcome.findings.iter().map(tell).collect(), outcome }
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
        let hits =
            ["an an", "so so", "to to", "it it", "is is", "at at"].map(|words| ("doubled-word", words));
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
        assert!(case.outcome.findings[0].fix.is_none(), "it is one of several");
        assert_eq!(case.outcome.findings[1].notes, ["no copy follows it"]);
        let edits = &case.outcome.findings[1].fix.as_ref().unwrap().edits;
        assert_eq!(edits[0].span, Span::new(72, 103), "with its row");
    }

    #[test]
    fn an_idle_stretch_goes_with_both_its_comments() {
        let text = "<!-- stet-start: doubled-word -->\n\na\n\n<!-- stet-end -->\n";
        let case = run(text, &[], "");
        let edits = &case.outcome.findings[0].fix.as_ref().unwrap().edits;
        assert_eq!(
            edits.iter().map(|edit| edit.span).collect::<Vec<_>>(),
            [Span::new(0, 34), Span::new(38, 56)]
        );
        let case = run("<!-- stet-start: doubled-word --> <!-- stet-end -->\n", &[], "");
        assert_eq!(case.outcome.findings[0].fix.as_ref().unwrap().edits.len(), 1, "no edits overlap");
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
        let first = &case.outcome.findings[0];
        assert_eq!(first.notes, ["did you mean “doubled-word”?"]);
        assert_eq!(first.fix.as_ref().unwrap().edits[0].text, "doubled-word");
        assert!(case.outcome.findings[1].fix.is_none());
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
        let case =
            run(text, &[("doubled-word", "an an"), ("doubled-word", "to to")], "require-reason = true");
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
        assert_eq!(case.outcome.entries, [EntryUse { entry: 0, ran: true, used: true }]);
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
        let b =
            "lint.toml:6:8 warning unused-stet: the [[stet]] of “misspelled-word” for “teh” silences nothing";
        let all = "lint.toml:3:8 warning unused-stet: the [[stet]] of “doubled-word” silences nothing";
        let none = "lint.toml:10:8 warning unused-stet: the [[stet]] of “long-sentence” silences nothing";
        assert_eq!(idle(&[of(0, false), of(1, false)], &[], KNOWN), [b], "other drafts may hold “*.txt”");
        assert_eq!(idle(&[of(0, false), of(1, false)], &[""], KNOWN), [all, b, none]);
        assert_eq!(idle(&[of(0, false), of(0, true), of(1, true)], &[""], &KNOWN[..1]).len(), 0);
        let off = EntryUse { entry: 0, ran: false, used: false };
        assert!(idle(&[off], &[""], &[]).is_empty(), "a rule that did not run proves nothing");
    }
}
