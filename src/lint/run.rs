//! A whole run: drafts are read and linted in parallel, then marks are compared, stets are heard, and everything is put
//! in order.

use std::path::PathBuf;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::draft::{self, Linted};
use super::plan::Plan;
use super::{compare, fingerprint, read, threads};
use crate::document::{Markup, Source};
use crate::finding::Finding;
use crate::settings::Settings;
use crate::stet::{self, Ledger};

/// One draft to lint.
pub struct Job {
    /// The path that it is shown under.
    pub shown: String,
    /// Where it is, or for standard input would be; absolute.
    pub path: PathBuf,
    /// How it is marked up.
    pub markup: Markup,
    /// Where its bytes come from.
    pub input: Input,
    /// What is done with it.
    pub plan: Arc<Plan>,
}

/// Where the bytes of a draft come from.
pub enum Input {
    /// A file, read when its turn comes.
    File,
    /// Bytes at hand: standard input, or a benchmark's.
    Bytes(Vec<u8>),
}

/// What a run comes to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// All findings that stand, by path, then by place.
    pub findings: Vec<Finding>,
    /// The paths of the drafts that were read, as they are shown, in order.
    pub drafts: Vec<String>,
    /// How many findings a stet silenced.
    pub silenced: usize,
    /// How many findings a baseline let pass.
    pub baselined: usize,
    /// How many findings touch nothing that changed, where only that was asked for.
    pub unchanged: usize,
    /// Whether a draft could not be read.
    pub failed: bool,
}

/// A draft after the first phase.
pub(super) struct Read {
    /// Kept only while findings point into it.
    source: Option<Arc<Source>>,
    /// Tells whether the draft has changed when it is read again.
    hash: u64,
    pub(super) linted: Linted,
}

/// Lints all `jobs` on as many `threads` (`None`: one a core); `walked` are the folders that were walked for them,
/// absolute; `done` is called once for each draft that was read. Linear in the length of all drafts; memory grows with
/// findings, stets and marks, and not with the text of drafts that have none.
pub fn lint(jobs: &[Job], walked: &[PathBuf], threads: Option<usize>, done: &(dyn Fn() + Sync)) -> Outcome {
    let read = |job: &Job| {
        let read = job.read().map(|source| first_phase(source, job));
        done();
        read
    };
    let read: Vec<Result<Read, Box<Finding>>> = threads::map(jobs, threads, read);
    let mut outcome = Outcome::default();
    let mut drafts: Vec<Option<Read>> = Vec::with_capacity(jobs.len());
    for (job, read) in jobs.iter().zip(read) {
        match read {
            Ok(read) => {
                outcome.drafts.push(job.shown.clone());
                drafts.push(Some(read));
            }
            Err(finding) => {
                outcome.failed = true;
                outcome.findings.push(*finding);
                drafts.push(None);
            }
        }
    }
    compare::compare(jobs, &mut drafts, threads);
    hear(jobs, drafts, walked, &mut outcome);
    arrange(&mut outcome.findings);
    outcome
}

/// Puts findings in the order of every report and gives each its fingerprint, which tells its place among equal ones.
pub fn arrange(findings: &mut [Finding]) {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    for findings in findings.chunk_by_mut(|a, b| a.primary.source.path() == b.primary.source.path()) {
        fingerprint::give(findings);
    }
}

impl Job {
    fn read(&self) -> Result<Arc<Source>, Box<Finding>> {
        match &self.input {
            Input::File => read::read(&self.path, &self.shown),
            Input::Bytes(bytes) => read::decode(bytes.clone(), &self.shown),
        }
    }
}

fn first_phase(source: Arc<Source>, job: &Job) -> Read {
    let linted = draft::lint(&source, job);
    let hash = xxh3_64(source.text().as_bytes());
    let source = (!linted.findings.is_empty()).then_some(source);
    Read { source, hash, linted }
}

impl Read {
    /// The source, read again if it was dropped; nothing when it has changed meanwhile.
    pub(super) fn source(&self, job: &Job) -> Option<Arc<Source>> {
        self.source.clone().or_else(|| {
            let again = job.read().ok()?;
            (xxh3_64(again.text().as_bytes()) == self.hash).then_some(again)
        })
    }

    /// Keeps the source, since findings point into it.
    pub(super) fn keep(&mut self, source: Arc<Source>) {
        self.source = Some(source);
    }
}

/// Where in a plan the rule of this id stands, if it is on.
pub(super) fn rule_index(plan: &Plan, id: &str) -> Option<usize> {
    plan.rules.rules().iter().position(|rule| &*rule.rule().name.id == id)
}

/// Hears the stets of each draft and gathers what stands.
fn hear(jobs: &[Job], drafts: Vec<Option<Read>>, walked: &[PathBuf], outcome: &mut Outcome) {
    let mut ledger = Ledger::default();
    for (job, draft) in jobs.iter().zip(drafts) {
        let Some(Read { linted, .. }) = draft else { continue };
        let Some(mut stets) = linted.stets else {
            outcome.findings.extend(linted.findings);
            continue;
        };
        for finding in linted.findings {
            if stets.silence(&finding) {
                outcome.silenced += 1;
            } else {
                outcome.findings.push(finding);
            }
        }
        let heard = stets.finish(|id| rule_index(&job.plan, id).is_some());
        // A comment that was pasted along with its paragraph is idle there, since nothing is reported in a copy.
        let copied = |finding: &Finding| linted.copies.hold(finding.primary.span);
        let spoken = |finding: &Finding| &*finding.rule.id != stet::UNUSED || !copied(finding);
        outcome.findings.extend(heard.findings.into_iter().filter(spoken));
        ledger.record(job.plan.profile.settings(), &heard.entries);
    }
    let ran = |id: &str| jobs.iter().any(|job| rule_index(&job.plan, id).is_some());
    let mut settings: Vec<&Arc<Settings>> = jobs.iter().map(|job| job.plan.profile.settings()).collect();
    settings.sort_by_key(|settings| Arc::as_ptr(settings));
    settings.dedup_by(|a, b| Arc::ptr_eq(a, b));
    for settings in settings {
        outcome.findings.extend(ledger.idle(settings, walked, ran));
    }
}
