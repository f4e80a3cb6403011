//! The second phase: the rules that compare drafts, once the last one is read. Each check is asked once, over all drafts for
//! which it is on; what it finds becomes findings of the draft that holds the primary place.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::draft;
use super::plan::Plan;
use super::run::{Job, Read, rule_index};
use super::threads;
use crate::document::{Document, Source};
use crate::finding::Label;
use crate::kinds::{Check, CorpusHit, Drafts, Mark};
use crate::repetition::{Comparison, Marks};
use crate::rule::ActiveRule;

/// The drafts that one check compares: those for which the same rule is on with the same parameters. Marks mean something
/// to the check that made them only, so that drafts for which a rule has other parameters are compared by themselves.
struct Compared {
    rule: ActiveRule,
    /// The drafts by their places in the run, in order, each with the marks that the check left.
    marked: Vec<(usize, Vec<Mark>)>,
}

/// Adds to each draft what is found in it by comparing it with the others. The drafts that have something in common are
/// read again, on so many `threads`.
pub(super) fn compare(jobs: &[Job], drafts: &mut [Option<Read>], threads: Option<usize>) {
    let groups = groups(jobs, drafts);
    let comparison = common(jobs, drafts, threads);
    let mut found: BTreeMap<usize, Vec<(usize, CorpusHit)>> = BTreeMap::new();
    for Compared { rule, marked } in groups {
        let Check::Corpus(check) = rule.check() else { continue };
        for hit in check.compare(&Drafts { marked: &marked, comparison: &comparison }) {
            if let Some(index) = rule_index(&jobs[hit.draft].plan, &rule.rule().name.id) {
                found.entry(hit.draft).or_default().push((index, hit));
            }
        }
    }
    for (at, mut hits) in found {
        jobs[at].plan.rules.make_room(&mut hits);
        for (index, hit) in hits {
            add(hit, index, jobs, drafts);
        }
    }
}

/// The checks that compare drafts, in the order of their rules, each with its drafts and their marks.
fn groups(jobs: &[Job], drafts: &mut [Option<Read>]) -> Vec<Compared> {
    let mut groups: BTreeMap<Arc<str>, Compared> = BTreeMap::new();
    // Drafts by the thousand share a plan: what its rules are is asked once.
    let mut identities: HashMap<(*const Plan, usize), Arc<str>> = HashMap::new();
    for (at, (job, draft)) in jobs.iter().zip(drafts.iter_mut()).enumerate() {
        for (index, marks) in draft.iter_mut().flat_map(|draft| std::mem::take(&mut draft.linted.marks)) {
            let rule = &job.plan.rules.rules()[index];
            let identity =
                identities.entry((Arc::as_ptr(&job.plan), index)).or_insert_with(|| rule.identity().into());
            let group = groups.entry(Arc::clone(identity));
            let group = group.or_insert_with(|| Compared { rule: rule.clone(), marked: Vec::new() });
            group.marked.push((at, marks));
        }
    }
    groups.into_values().collect()
}

/// What the drafts have in common, whatever the rules make of it.
fn common(jobs: &[Job], drafts: &[Option<Read>], threads: Option<usize>) -> Comparison {
    let marks: Vec<Option<&Marks>> =
        drafts.iter().map(|draft| draft.as_ref()?.linted.compared_by.as_ref()).collect();
    let reread = |at: usize, then: &mut dyn FnMut(&Document<'_>)| {
        if let Some(source) = source(jobs, drafts, at) {
            then(&Document::read(&source, jobs[at].markup, jobs[at].plan.paragraphs));
        }
    };
    Comparison::of(&marks, |tasks| {
        threads::map(tasks, threads, |task| task.verify(&reread)).into_iter().flatten().collect()
    })
}

/// The source of the draft at this place of the run, read again if it was dropped.
fn source(jobs: &[Job], drafts: &[Option<Read>], at: usize) -> Option<Arc<Source>> {
    drafts[at].as_ref()?.source(&jobs[at])
}

/// Makes a finding of what was found, unless it lies in a copy that was reported, or none of the other drafts that it points at
/// can be read again as it was.
fn add(found: CorpusHit, index: usize, jobs: &[Job], drafts: &mut [Option<Read>]) {
    let CorpusHit { draft: at, mut hit, elsewhere } = found;
    let Some(here) = source(jobs, drafts, at) else { return };
    let (mut related, is_alone) = (Vec::with_capacity(elsewhere.len()), elsewhere.is_empty());
    for (other, span, note) in elsewhere {
        if let Some(source) = source(jobs, drafts, other) {
            if related.is_empty() {
                hit.values.push(("other".to_owned(), source.path().to_owned()));
            }
            related.push((other, Label { source, span, note }));
        }
    }
    let Some(draft) = &mut drafts[at] else { return };
    if draft.linted.copies.hold(hit.span) || related.is_empty() && !is_alone {
        return;
    }
    let mut finding = draft::finding(&here, &jobs[at].plan.rules.rules()[index], hit);
    draft.keep(here);
    for (other, label) in related {
        if let Some(draft) = &mut drafts[other] {
            draft.keep(Arc::clone(&label.source));
        }
        finding.related.push(label);
    }
    if let Some(draft) = &mut drafts[at] {
        draft.linted.findings.push(finding);
    }
}
