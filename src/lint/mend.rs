//! Fixes made until none is left to make: each round lints all drafts, as they stand by then, and makes the fixes that can be made
//! together. Nothing is written here.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::run::{Input, Job, Outcome, lint};
use crate::document::{Source, Span};
use crate::finding::{Edit, Finding, Safety};
use crate::fix::{apply, choose};

/// After so many rounds what is left is left: two rules that undo each other would go on for ever.
const MOST_ROUNDS: usize = 10;

/// What came of it.
pub struct Mended {
    /// What is left to say of the drafts as they stand now.
    pub outcome: Outcome,
    /// What was changed, in the order in which it was done.
    pub changes: Vec<Change>,
    /// The drafts that changed, in order.
    pub drafts: Vec<MendedDraft>,
    /// Whether the last round left nothing to make.
    pub stable: bool,
}

/// A draft before and after.
pub struct MendedDraft {
    /// Which of the jobs it is.
    pub job: usize,
    /// As it was read.
    pub before: Arc<Source>,
    /// As it is now.
    pub after: String,
}

/// One fix that was made.
pub struct Change {
    /// The draft as it was before the round.
    pub source: Arc<Source>,
    /// What the finding pointed at, with what was edited there.
    pub span: Span,
    /// The rule that asked for it.
    pub rule: Arc<str>,
    /// What it does, in a few words.
    pub title: String,
    /// What stands there now.
    pub new: String,
    /// How many more edits it made in other places.
    pub elsewhere: usize,
}

/// Makes all fixes that are at most so unsafe, in the memory of the jobs: those of drafts that changed hold the new text from then
/// on. `walked`, `threads` and `done` are those of [`lint`]; `done` is called in the first round only. At most ten times the cost of
/// linting, and one round more than there are fixes that wait for each other.
pub fn mend(
    jobs: &mut [Job],
    walked: &[PathBuf],
    threads: Option<usize>,
    most: Safety,
    done: &(dyn Fn() + Sync),
) -> Mended {
    let mut mended =
        Mended { outcome: Outcome::default(), changes: Vec::new(), drafts: Vec::new(), stable: false };
    let mut before: BTreeMap<usize, Arc<Source>> = BTreeMap::new();
    for round in 0..=MOST_ROUNDS {
        mended.outcome =
            if round == 0 { lint(jobs, walked, threads, done) } else { lint(jobs, walked, threads, &|| ()) };
        let rounds = chosen(jobs, &mended.outcome.findings, most);
        if rounds.is_empty() {
            mended.stable = true;
            break;
        }
        if round == MOST_ROUNDS {
            break;
        }
        for (job, source, changes, text) in rounds {
            before.entry(job).or_insert(source);
            mended.changes.extend(changes);
            jobs[job].input = Input::Bytes(text.into_bytes());
        }
    }
    let now = |job: &Job| match &job.input {
        Input::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Input::File => String::new(),
    };
    let drafts = before.into_iter().map(|(job, before)| MendedDraft { job, before, after: now(&jobs[job]) });
    mended.drafts = drafts.filter(|draft| draft.after != draft.before.text()).collect();
    mended
}

/// A draft that changes in a round: its job, its text before, what is done, and its text after.
type Round = (usize, Arc<Source>, Vec<Change>, String);

/// The fixes of one round, by draft.
fn chosen(jobs: &[Job], findings: &[Finding], most: Safety) -> Vec<Round> {
    let mut known: HashMap<&str, Option<usize>> = HashMap::new();
    for (index, job) in jobs.iter().enumerate() {
        // Two drafts that are shown alike cannot be told apart: both are left alone.
        known.entry(&job.shown).and_modify(|known| *known = None).or_insert(Some(index));
    }
    let path = |finding: &Finding| finding.primary.source.path().to_owned();
    let mut rounds = Vec::new();
    for findings in findings.chunk_by(|one, next| path(one) == path(next)) {
        let source = &findings[0].primary.source;
        let Some(&Some(job)) = known.get(source.path()) else { continue };
        let chosen = choose(findings, most);
        if chosen.is_empty() {
            continue;
        }
        let changes = chosen.iter().map(|(finding, fix)| change(finding, &fix.title, &fix.edits)).collect();
        let text = apply(source.text(), chosen.iter().flat_map(|(_, fix)| &fix.edits));
        if text != source.text() {
            rounds.push((job, Arc::clone(source), changes, text));
        }
    }
    rounds
}

fn change(finding: &Finding, title: &str, edits: &[Edit]) -> Change {
    let (source, primary) = (&finding.primary.source, finding.primary.span);
    // A fix may mend other places as well, such as the same slip in a copy.
    let is_here = |edit: &&Edit| edit.span.start() <= primary.end() && primary.start() <= edit.span.end();
    let here: Vec<&Edit> = edits.iter().filter(is_here).collect();
    let span = here.iter().fold(primary, |span, edit| span.cover(edit.span));
    let moved: Vec<Edit> = here
        .iter()
        .map(|edit| Edit {
            span: Span::new(edit.span.start() - span.start(), edit.span.end() - span.start()),
            text: edit.text.clone(),
        })
        .collect();
    Change {
        source: Arc::clone(source),
        span,
        rule: Arc::clone(&finding.rule.id),
        title: title.to_owned(),
        new: apply(source.slice(span), &moved),
        elsewhere: edits.len() - here.len(),
    }
}
