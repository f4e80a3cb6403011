//! `--since` and `--diff-file`: only what changed is told.

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use clap::Args;

use crate::changed::{Changed, Stretches};
use crate::finding::DESK;
use crate::lint::{Job, Outcome};

/// Flags that narrow a report to what changed.
#[derive(Debug, Args)]
pub(super) struct SinceArgs {
    /// Tell only what touches a change since this commit of git; drafts that git does not know are new
    #[arg(long, value_name = "REF", conflicts_with = "diff_file", help_heading = "Only what changed")]
    since: Option<String>,

    /// Tell only what touches a change in this unified diff, with paths from the root of the repository; `-` reads standard input
    #[arg(long, value_name = "FILE", help_heading = "Only what changed")]
    diff_file: Option<PathBuf>,
}

impl SinceArgs {
    /// What changed, if that was asked for.
    pub(super) fn changed(&self) -> anyhow::Result<Option<Changed>> {
        let here = std::env::current_dir().context("the working directory cannot be read")?;
        if let Some(reference) = &self.since {
            return since(reference, &here).map(Some);
        }
        let Some(file) = &self.diff_file else { return Ok(None) };
        let mut diff = Vec::new();
        if file.as_os_str() == "-" {
            std::io::stdin().lock().read_to_end(&mut diff).context("standard input cannot be read")?;
        } else {
            diff =
                std::fs::read(file).with_context(|| format!("the diff {} cannot be read", file.display()))?;
        }
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here);
        Changed::read(&String::from_utf8_lossy(&diff), root).map(Some).map_err(anyhow::Error::msg)
    }
}

/// Keeps the findings of which a label touches a change, and counts the others. What no rule found is told all the same, unless it is
/// about a draft's copy that did not change.
pub(super) fn keep_changed(outcome: &mut Outcome, jobs: &[Job], changed: &Changed) {
    let jobs: HashMap<&str, &Job> = jobs.iter().map(|job| (&*job.shown, job)).collect();
    let mut known: HashMap<String, Option<Stretches>> = HashMap::new();
    let all = outcome.findings.len();
    outcome.findings.retain(|finding| {
        std::iter::once(&finding.primary).chain(&finding.related).any(|label| {
            let path = label.source.path();
            let Some(job) = jobs.get(path) else { return finding.rule.kind == DESK };
            let stretches =
                known.entry(path.to_owned()).or_insert_with(|| changed.stretches(&job.path, &label.source));
            stretches.as_ref().is_some_and(|stretches| stretches.touch(label.span))
        })
    });
    outcome.unchanged = all - outcome.findings.len();
}

fn since(reference: &str, here: &Path) -> anyhow::Result<Changed> {
    let root = git(here, &["rev-parse", "--show-toplevel"]).context("--since asks git what changed")?;
    let root = PathBuf::from(root.trim_end_matches('\n'));
    let commit = format!("{reference}^{{commit}}");
    if git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).is_err() {
        let is_shallow =
            git(here, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|told| told.trim() == "true");
        if is_shallow {
            bail!(
                "git knows no commit “{reference}” here: the clone is shallow, so fetch more of its history (in CI: fetch-depth: 0)"
            );
        }
        bail!("git knows no commit “{reference}”: fetch it, or name another one");
    }
    // Names as they are, and no program of the user's between.
    let diff = [
        "-c",
        "core.quotePath=false",
        "diff",
        "-U0",
        "-M",
        "--no-color",
        "--no-ext-diff",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        reference,
        "--",
    ];
    let mut changed = Changed::read(&git(here, &diff)?, &root).map_err(anyhow::Error::msg)?;
    let untracked = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    for path in untracked.split('\0').filter(|path| !path.is_empty()) {
        changed.add_new(root.join(path));
    }
    Ok(changed)
}

/// What git says.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output =
        Command::new("git").current_dir(folder).args(arguments).output().context("git cannot be run")?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        bail!("git says: {}", told.trim().trim_start_matches("fatal: "));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
