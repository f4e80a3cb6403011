//! `copydesk check`: reads drafts, reports, and never writes one.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::exit_code;
use super::output::{OutputArgs, is_watched, say, stdout};
use super::settings::SettingsArgs;
use super::trouble;
use crate::finding::Severity;
use crate::lint::{Input, Job, Outcome, Plans, Selection, arrange, lint};
use crate::paths::{Paths, Request};
use crate::report::{FORMATS, Format, Report, Style, Summary};

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

    /// The least severity that makes the exit code 1 [default: fail-on of lint.toml, else error]
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "note", "never"], help_heading = "Rules")]
    fail_on: Option<String>,

    /// Read drafts that the settings exclude, too
    #[arg(long, help_heading = "Settings")]
    no_exclude: bool,

    /// The shape of the report
    #[arg(long, value_name = "FORMAT", default_value = "full", help_heading = "Output",
          value_parser = PossibleValuesParser::new(formats()))]
    format: String,

    #[command(flatten)]
    output: OutputArgs,

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
    let failed = outcome.failed || !trouble.is_empty();
    let found = arguments.fails(&outcome, &jobs);
    // What kept the run from doing its work comes first: among the drafts nobody would look for it.
    arrange(&mut trouble);
    outcome.findings.splice(0..0, trouble);
    arguments.report(outcome)?;
    // The process ends here: to take thousands of phrases and patterns apart would be a tenth of the time of one draft.
    std::mem::forget(jobs);
    Ok(exit_code(failed, found))
}

/// The names of the formats, with what each is for.
fn formats() -> impl Iterator<Item = PossibleValue> {
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))
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

    /// Whether a finding is severe enough to fail the run: by the flag, else by the settings of its draft.
    fn fails(&self, outcome: &Outcome, jobs: &[Job]) -> bool {
        let settings: BTreeMap<&str, &Job> = jobs.iter().map(|job| (job.shown.as_str(), job)).collect();
        outcome.findings.iter().any(|finding| {
            let least = match self.fail_on.as_deref() {
                Some(name) => Severity::from_name(name),
                None => match settings.get(finding.primary.source.path()) {
                    Some(job) => job.plan.profile.settings().fail_on.value,
                    None => Some(Severity::Error),
                },
            };
            least.is_some_and(|least| finding.severity >= least)
        })
    }

    fn report(&self, outcome: Outcome) -> anyhow::Result<()> {
        let summary = Summary::of(&outcome.findings, outcome.drafts, outcome.silenced);
        let report = Report { findings: outcome.findings, summary };
        let format = Format::named(&self.format).expect("clap takes only names of formats");
        let style = Style { width: self.output.width(), colour: self.output.colour() };
        let mut out = stdout();
        (format.write)(&report, &style, &mut out)?;
        out.flush()?;
        if !self.quiet {
            say(&report.summary.to_string());
        }
        Ok(())
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
