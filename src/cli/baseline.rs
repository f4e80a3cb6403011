//! `copydesk baseline`: lets pass what is there today, and drops what was mended since.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand};

use super::drafts::{Drafts, DraftsArgs};
use super::output::say;
use super::pending::Pending;
use super::{exit_code, trouble};
use crate::finding::DESK;
use crate::lint::{BASELINE_NAME, Baseline, Job, take_baselined};
use crate::settings::locate::shown_from;

/// Lets pass what is there today, so that only what is new is told
#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
enum BaselineCommand {
    /// Writes all findings of the drafts into the baseline that lint.toml names, or into copydesk-baseline.json
    Create {
        #[command(flatten)]
        drafts: DraftsArgs,

        /// Overwrite a baseline that is there
        #[arg(long)]
        force: bool,
    },
    /// Drops the entries whose faults are gone; never adds one
    Prune {
        #[command(flatten)]
        drafts: DraftsArgs,
    },
}

pub(super) fn run(arguments: &BaselineArgs) -> anyhow::Result<u8> {
    match &arguments.command {
        BaselineCommand::Create { drafts, force } => create(&drafts.find(false)?, *force),
        BaselineCommand::Prune { drafts } => prune(&drafts.find(false)?),
    }
}

/// The baseline that governs a draft: the one that its settings name, else the usual one beside them.
fn place(job: &Job) -> PathBuf {
    let settings = job.plan.profile.settings();
    settings
        .baseline
        .value
        .as_ref()
        .map_or_else(|| settings.folder().join(BASELINE_NAME), |file| file.path.clone())
}

/// A path as it is shown.
fn shown(path: &Path) -> String {
    std::env::current_dir().map_or_else(|_| path.display().to_string(), |here| shown_from(path, &here))
}

fn create(drafts: &Drafts, force: bool) -> anyhow::Result<u8> {
    let jobs: BTreeMap<&str, &Job> = drafts.jobs.iter().map(|job| (&*job.shown, job)).collect();
    let mut baselines: BTreeMap<PathBuf, Baseline> = BTreeMap::new();
    for path in drafts.jobs.iter().map(place) {
        baselines.entry(path.clone()).or_insert_with(|| Baseline::new(path));
    }
    if let Some(path) = baselines.keys().find(|path| path.exists() && !force) {
        bail!(
            "{} is there already: --force overwrites it, and “copydesk baseline prune” makes it smaller",
            shown(path)
        );
    }
    let outcome = drafts.lint_alone();
    for finding in outcome.findings.iter().filter(|finding| finding.rule.kind != DESK) {
        let Some(job) = jobs.get(finding.primary.source.path()) else { continue };
        if let Some(baseline) = baselines.get_mut(&place(job)) {
            baseline.add(&job.path, finding);
        }
    }
    for (path, baseline) in &baselines {
        Pending::write(path, baseline.to_json().as_bytes())?.publish()?;
        say(&format!("wrote {} with {}", shown(path), counted_entries(baseline.len())));
    }
    let is_named = |job: &&Job| job.plan.profile.settings().baseline.value.is_some();
    if !drafts.jobs.is_empty() && !drafts.jobs.iter().all(|job| is_named(&job)) {
        say(&format!("it counts once lint.toml says: baseline = \"{BASELINE_NAME}\""));
    }
    end(drafts, outcome.failed)
}

fn prune(drafts: &Drafts) -> anyhow::Result<u8> {
    if !drafts.jobs.iter().any(|job| job.plan.profile.settings().baseline.value.is_some()) {
        bail!("no lint.toml of these drafts names a baseline: baseline = \"{BASELINE_NAME}\"");
    }
    let mut outcome = drafts.lint_alone();
    let baselined = take_baselined(&mut outcome, &drafts.jobs);
    for (mut baseline, stale) in baselined.read {
        baseline.drop_entries(&stale);
        let (left, path) = (counted_entries(baseline.len()), shown(&baseline.path));
        if stale.is_empty() {
            say(&format!("{path} has {left}, none of them stale"));
        } else {
            Pending::write(&baseline.path, baseline.to_json().as_bytes())?.publish()?;
            say(&format!("dropped {} from {path}; {left} left", counted_entries(stale.len())));
        }
    }
    let invalid =
        outcome.findings.into_iter().filter(|finding| &*finding.rule.id == "invalid-baseline").collect();
    let code = trouble::end(invalid, super::output::terminal_width())?;
    Ok(code.max(end(drafts, outcome.failed)?))
}

/// Tells what was in the way.
fn end(drafts: &Drafts, failed: bool) -> anyhow::Result<u8> {
    let code = trouble::end(drafts.trouble.clone(), super::output::terminal_width())?;
    Ok(code.max(exit_code(failed, false)))
}

fn counted_entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}
