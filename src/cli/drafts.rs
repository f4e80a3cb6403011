//! The drafts that a command is to read: what was named, which settings and rules hold, and what is in the way.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;

use super::output::say;
use super::progress::Progress;
use super::settings::SettingsArgs;
use super::trouble;
use crate::finding::Finding;
use crate::lint::{Input, Job, Outcome, Plans, Selection, arrange, lint, take_baselined};
use crate::paths::{Paths, Request};

/// Flags of every command that reads drafts.
#[derive(Debug, Args)]
pub(super) struct DraftsArgs {
    /// Files and folders; `-` reads standard input [default: the working directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The name that standard input goes by: it decides settings, exclusions and markup
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    settings: SettingsArgs,

    /// Read drafts that the settings exclude, too
    #[arg(long, help_heading = "Settings")]
    no_exclude: bool,

    /// Run only this rule, even if it is off; may be given again
    #[arg(long = "rule", value_name = "ID", help_heading = "Rules")]
    only: Vec<String>,

    /// Do not run this rule; may be given again
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    skip: Vec<String>,

    /// Tell what the baseline lets pass, too
    #[arg(long, help_heading = "Settings")]
    no_baseline: bool,

    /// How many threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// What there is to read.
pub(super) struct Drafts {
    /// One a draft, in the order of their paths.
    pub jobs: Vec<Job>,
    /// The folders that were walked.
    pub walked: Vec<PathBuf>,
    /// What keeps the command from doing all its work: missing paths, mistakes in rule files and settings.
    pub trouble: Vec<Finding>,
    /// How many threads are asked for.
    pub threads: Option<usize>,
    /// Whether baselines are left aside.
    pub no_baseline: bool,
}

impl DraftsArgs {
    /// Finds the drafts, and what is to be done with each.
    pub(super) fn find(&self, quiet: bool) -> anyhow::Result<Drafts> {
        let resolver = Arc::new(self.settings.resolver()?);
        let paths = Paths::find(&self.request(), &resolver);
        if paths.drafts.is_empty() && paths.missing.is_empty() && !paths.excluded && !quiet {
            say(
                "copydesk: no drafts here (looked for what “include” names: *.md, *.markdown and *.txt by default)",
            );
        }
        self.refuse_idle_name()?;
        let threads = self.threads.map(usize::from);
        let selection = Selection { only: self.only.clone(), skip: self.skip.clone() };
        let mut plans = Plans::new(selection, threads);
        let jobs = jobs(&paths, &mut plans)?;
        self.refuse_no_rule(&jobs)?;
        let mut trouble = trouble::of_paths(&paths.missing);
        trouble.extend(trouble::of_files(plans, &resolver));
        arrange(&mut trouble);
        Ok(Drafts { jobs, walked: paths.walked, trouble, threads, no_baseline: self.no_baseline })
    }

    /// Whether standard input is all there is to read.
    pub(super) fn is_stdin(&self) -> bool {
        matches!(&self.paths[..], [path] if path.as_os_str() == "-")
    }

    fn request(&self) -> Request {
        Request {
            arguments: self.paths.clone(),
            stdin_name: self.stdin_filename.clone(),
            no_exclude: self.no_exclude,
        }
    }

    /// `--stdin-filename` says nothing where standard input is not read.
    fn refuse_idle_name(&self) -> anyhow::Result<()> {
        if self.stdin_filename.is_some() && !self.paths.iter().any(|path| path.as_os_str() == "-") {
            bail!("--stdin-filename names standard input, which is read where PATH is “-”");
        }
        Ok(())
    }

    /// A run in which no rule is on would pass whatever the drafts say.
    fn refuse_no_rule(&self, jobs: &[Job]) -> anyhow::Result<()> {
        let is_idle = |job: &Job| job.plan.rules.rules().is_empty();
        if jobs.is_empty() || !jobs.iter().all(is_idle) {
            return Ok(());
        }
        let named = |id: &String| jobs.iter().any(|job| job.plan.known.contains(id.as_str()));
        if self.only.iter().any(named) {
            bail!("no rule is left to run: --skip takes away what --rule asks for");
        }
        if self.only.is_empty() {
            say("copydesk: no rule is on for these drafts, so nothing can be found");
        }
        Ok(())
    }
}

impl Drafts {
    /// Lints them all, without any baseline.
    pub(super) fn lint_alone(&self) -> Outcome {
        lint(&self.jobs, &self.walked, self.threads, &|| ())
    }

    /// Lints them all, and shows how far it is unless nobody wants to know.
    pub(super) fn lint(&self, quiet: bool) -> Outcome {
        let progress = Progress::new(self.jobs.len(), quiet);
        let mut outcome = lint(&self.jobs, &self.walked, self.threads, &|| progress.step());
        progress.clear();
        if !self.no_baseline {
            take_baselined(&mut outcome, &self.jobs);
        }
        outcome
    }
}

/// What is to be done with each draft.
fn jobs(paths: &Paths, plans: &mut Plans) -> anyhow::Result<Vec<Job>> {
    let mut jobs = Vec::with_capacity(paths.drafts.len());
    for draft in &paths.drafts {
        let input = if draft.stdin {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
            Input::Bytes(bytes)
        } else {
            Input::File
        };
        let plan = plans.for_draft(&draft.path, &draft.settings);
        let (shown, path) = (draft.shown.clone(), draft.path.clone());
        jobs.push(Job { shown, path, markup: draft.markup(), input, plan });
    }
    Ok(jobs)
}
