//! `copydesk check`: reads drafts, reports, and never writes one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::exit_code;
use super::output::{is_watched, say};
use super::reports::ReportsArgs;
use super::settings::SettingsArgs;
use super::thresholds::ThresholdArgs;
use super::trouble;
use crate::finding::{Finding, Severity};
use crate::lint::{Input, Job, Outcome, Plans, Selection, arrange, lint};
use crate::paths::{Paths, Request};
use crate::report::clean::clean;
use crate::report::{Report, RuleText, Summary};
use crate::rule::ActiveRule;

/// Reads drafts and reports what is wrong with them; never writes one
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk check draft.md                    one draft
  copydesk check stories                     all drafts in a folder
  copydesk check --format json stories       for another program
  pbpaste | copydesk check -                 what was just copied
  copydesk check --rule doubled-word .       one rule only")]
pub(super) struct CheckArgs {
    /// Files and folders; `-` reads standard input [default: the working directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The name that standard input goes by: it decides settings, exclusions and markup
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    settings: SettingsArgs,

    /// Run only this rule, even if it is off; may be given again
    #[arg(long = "rule", value_name = "ID", help_heading = "Rules")]
    only: Vec<String>,

    /// Do not run this rule; may be given again
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    skip: Vec<String>,

    /// Read drafts that the settings exclude, too
    #[arg(long, help_heading = "Settings")]
    no_exclude: bool,

    #[command(flatten)]
    thresholds: ThresholdArgs,

    #[command(flatten)]
    reports: ReportsArgs,

    /// Show only what is at least this severe; the summary counts the rest
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "note"], help_heading = "Output")]
    min_severity: Option<String>,

    /// Say behind the report how many findings each rule and each draft has
    #[arg(long, help_heading = "Output")]
    statistics: bool,

    /// How many threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    /// Print findings only, without the summary
    #[arg(short, long, help_heading = "Output")]
    quiet: bool,
}

pub(super) fn run(arguments: &CheckArgs) -> anyhow::Result<u8> {
    let resolver = Arc::new(arguments.settings.resolver()?);
    let paths = Paths::find(&arguments.request(), &resolver);
    if paths.drafts.is_empty() && paths.missing.is_empty() && !paths.excluded && !arguments.quiet {
        say(
            "copydesk: no drafts here (looked for what “include” names: *.md, *.markdown and *.txt by default)",
        );
    }
    arguments.refuse_idle_name()?;
    arguments.reports.refuse_impossible()?;
    let threads = arguments.threads.map(usize::from);
    let selection = Selection { only: arguments.only.clone(), skip: arguments.skip.clone() };
    let mut plans = Plans::new(selection, threads);
    let jobs = jobs(&paths, &mut plans)?;
    arguments.refuse_no_rule(&jobs)?;
    let progress = Progress::new(jobs.len(), arguments.quiet);
    let mut outcome = lint(&jobs, &paths.walked, threads, &|| progress.step());
    progress.clear();
    let mut trouble = trouble::of_paths(&paths.missing);
    trouble.extend(trouble::of_files(plans, &resolver));
    let is_idle = jobs.is_empty() && arguments.thresholds.error_on_no_files;
    let failed = outcome.failed || !trouble.is_empty() || is_idle;
    let found = arguments.thresholds.fail(&outcome, &jobs);
    // What kept the run from doing its work comes first: among the drafts nobody would look for it.
    arrange(&mut trouble);
    outcome.findings.splice(0..0, trouble);
    arguments.report(outcome, &jobs, failed)?;
    // The process ends here: to take thousands of phrases and patterns apart would be a tenth of the time of one draft.
    std::mem::forget(jobs);
    Ok(exit_code(failed, found))
}

impl CheckArgs {
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

    fn report(&self, outcome: Outcome, jobs: &[Job], failed: bool) -> anyhow::Result<()> {
        let mut summary = Summary::of(&outcome.findings, outcome.drafts.len(), outcome.silenced);
        let mut findings = outcome.findings;
        let least = self.min_severity.as_deref().and_then(Severity::from_name);
        let all = findings.len();
        findings.retain(|finding| least.is_none_or(|least| finding.severity >= least));
        summary.hidden = all - findings.len();
        let (rules, (root, folder)) = (texts(&findings, jobs), repository());
        let report = Report { findings, summary, drafts: outcome.drafts, rules, failed, root, folder };
        self.reports.write(&report)?;
        if self.statistics {
            say_statistics(&report.findings);
        }
        if !self.quiet {
            say(&report.summary.to_string());
        }
        Ok(())
    }
}

/// What is known of the rules that made these findings.
fn texts(findings: &[Finding], jobs: &[Job]) -> BTreeMap<Arc<str>, RuleText> {
    let found: BTreeSet<&Arc<str>> = findings.iter().map(|finding| &finding.rule.id).collect();
    let mut texts = BTreeMap::new();
    for plan in jobs.chunk_by(|one, next| Arc::ptr_eq(&one.plan, &next.plan)).map(|jobs| &jobs[0].plan) {
        for rule in
            plan.rules.rules().iter().map(ActiveRule::rule).filter(|rule| found.contains(&rule.name.id))
        {
            let text = || RuleText { why: rule.why.clone(), severity: rule.severity };
            texts.entry(Arc::clone(&rule.name.id)).or_insert_with(text);
        }
    }
    texts
}

/// The root of the repository that the working directory stands in, and where it stands in there; empty outside of one.
fn repository() -> (String, String) {
    let Ok(here) = std::env::current_dir() else { return Default::default() };
    let Some(root) = here.ancestors().find(|folder| folder.join(".git").exists()) else {
        return Default::default();
    };
    let parts = |path: &Path| path.to_string_lossy().replace('\\', "/");
    (parts(root), parts(here.strip_prefix(root).unwrap_or(&here)))
}

/// How many findings each rule and each draft has, the most first.
fn say_statistics(findings: &[Finding]) {
    let table = |title: &str, named: &dyn Fn(&Finding) -> String| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for finding in findings {
            *counts.entry(named(finding)).or_default() += 1;
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|&(_, count)| Reverse(count));
        say(title);
        for (name, count) in counts {
            say(&format!("{count:>7}  {name}"));
        }
    };
    table("by rule:", &|finding| format!("{} ({})", finding.rule.id, finding.severity));
    table("by draft:", &|finding| clean(finding.primary.source.path()).into_owned());
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

/// A bar on standard error, for a person who waits longer than a second.
struct Progress {
    bar: ProgressBar,
    since: Instant,
    watched: bool,
}

impl Progress {
    fn new(drafts: usize, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(drafts as u64), ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{bar:30} {pos} of {len} drafts").expect("the template is right");
        bar.set_style(style);
        Self { bar, since: Instant::now(), watched: !quiet && is_watched() }
    }

    /// One more draft is done.
    fn step(&self) {
        self.bar.inc(1);
        if self.watched && self.bar.is_hidden() && self.since.elapsed() > Duration::from_secs(1) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
