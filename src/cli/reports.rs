//! Where reports go: which formats were asked for, to standard output or into files.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::drafts::Drafts;
use super::output::{OutputArgs, say, stdout};
use super::pending::Pending;
use crate::finding::{Finding, Severity};
use crate::lint::{Job, Outcome};
use crate::report::clean::clean;
use crate::report::{FORMATS, Format, Report, RuleText, Style, Summary};
use crate::rule::ActiveRule;
use crate::table::did_you_mean;

/// The width of a report in a file, where no terminal has one.
const WIDTH_OF_FILES: usize = 100;

/// Flags of every command that reports on drafts.
#[derive(Debug, Args)]
pub(super) struct ReportsArgs {
    /// The shape of the report [default: full; in GitHub Actions, annotations too]
    #[arg(long, value_name = "FORMAT", help_heading = "Output", value_parser = PossibleValuesParser::new(formats()))]
    format: Option<String>,

    /// Write a report of this shape, to FILE or to standard output; may be given again
    #[arg(long = "output", value_name = "FORMAT[=FILE]", help_heading = "Output", value_parser = Output::read)]
    outputs: Vec<Output>,

    #[command(flatten)]
    output: OutputArgs,

    /// Show only what is at least this severe; the summary counts the rest
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "note"], help_heading = "Output")]
    min_severity: Option<String>,

    /// Say behind the report how many findings each rule and each draft has
    #[arg(long, help_heading = "Output")]
    statistics: bool,

    /// Print findings only, without the summary
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

/// One report that was asked for.
#[derive(Clone, Debug)]
struct Output {
    format: &'static Format,
    /// `None`: standard output.
    file: Option<PathBuf>,
}

impl Output {
    fn to_stdout(format: &'static Format) -> Self {
        Self { format, file: None }
    }

    /// Reads `FORMAT` or `FORMAT=FILE`.
    fn read(value: &str) -> Result<Self, String> {
        let (name, file) = match value.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (value, None),
        };
        let Some(format) = Format::named(name) else {
            let names = FORMATS.iter().map(|format| format.name);
            return Err(format!("there is no format “{name}”; {}", did_you_mean(name, names)));
        };
        if file == Some("") {
            return Err(format!("“{value}” names no file; write {name}=FILE, or {name} for standard output"));
        }
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

/// The names of the formats, with what each is for.
fn formats() -> impl Iterator<Item = PossibleValue> {
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))
}

fn named(name: &str) -> &'static Format {
    Format::named(name).expect("the format is registered")
}

impl ReportsArgs {
    /// What was asked for, in its order; what can go to one place only once is refused.
    fn wanted(&self) -> anyhow::Result<Vec<Output>> {
        let first = self.format.as_deref().map(|name| Output::to_stdout(named(name)));
        let mut wanted: Vec<Output> = first.into_iter().chain(self.outputs.iter().cloned()).collect();
        if wanted.is_empty() {
            wanted.push(Output::to_stdout(named("full")));
            if std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| !value.is_empty()) {
                wanted.push(Output::to_stdout(named("github")));
            }
        }
        let on_stdout: Vec<&Format> =
            wanted.iter().filter(|output| output.file.is_none()).map(|output| output.format).collect();
        if on_stdout.len() > 1
            && let Some(alone) = on_stdout.iter().find(|format| !format.shares)
        {
            let name = alone.name;
            bail!("{name} wants standard output for itself: give it a file, as in --output {name}=FILE");
        }
        for (index, output) in wanted.iter().enumerate() {
            let again =
                wanted[..index].iter().find(|other| other.file.is_some() && other.file == output.file);
            if let (Some(again), Some(file)) = (again, &output.file) {
                let (one, other) = (again.format.name, output.format.name);
                bail!("{one} and {other} would both be written to {}: name two files", file.display());
            }
        }
        Ok(wanted)
    }

    /// Refuses what cannot be done, before any draft is read.
    pub(super) fn refuse_impossible(&self) -> anyhow::Result<()> {
        self.wanted().map(|_| ())
    }

    /// Tells what came of a run, in all ways that were asked for, and puts what was counted below it.
    pub(super) fn tell(&self, outcome: Outcome, drafts: &Drafts, failed: bool) -> anyhow::Result<()> {
        let report = self.report(outcome, drafts, failed);
        self.write(&report)?;
        if self.statistics {
            say_statistics(&report.findings);
        }
        if !self.quiet {
            say(&report.summary.to_string());
        }
        Ok(())
    }

    /// The same where standard output holds a draft: what would go there goes to standard error.
    pub(super) fn tell_beside(&self, outcome: Outcome, drafts: &Drafts, failed: bool) -> anyhow::Result<()> {
        let report = self.report(outcome, drafts, failed);
        self.write_files(&report)?;
        let style = Style { width: self.output.width(), colour: false };
        for output in self.wanted()?.iter().filter(|output| output.file.is_none()) {
            (output.format.write)(&report, &style, &mut io::stderr())?;
        }
        if !self.quiet {
            say(&report.summary.to_string());
        }
        Ok(())
    }

    fn report(&self, outcome: Outcome, drafts: &Drafts, failed: bool) -> Report {
        // What kept the run from doing its work comes first: among the drafts nobody would look for it.
        let mut findings = drafts.trouble.clone();
        findings.extend(outcome.findings);
        let summary = Summary::of(&findings, outcome.drafts.len(), outcome.silenced);
        let mut summary = Summary { baselined: outcome.baselined, unchanged: outcome.unchanged, ..summary };
        let least = self.min_severity.as_deref().and_then(Severity::from_name);
        let all = findings.len();
        findings.retain(|finding| least.is_none_or(|least| finding.severity >= least));
        summary.hidden = all - findings.len();
        let (rules, (root, folder)) = (texts(&findings, &drafts.jobs), repository());
        Report { findings, summary, drafts: outcome.drafts, rules, failed, root, folder }
    }

    /// Writes all reports: files first, so that they are there even when nobody reads on at the other end of a pipe.
    fn write(&self, report: &Report) -> anyhow::Result<()> {
        let files = self.write_files(report);
        let style = Style { width: self.output.width(), colour: self.output.colour() };
        let mut out = stdout();
        for output in self.wanted()?.iter().filter(|output| output.file.is_none()) {
            (output.format.write)(report, &style, &mut out)?;
        }
        out.flush()?;
        files
    }

    /// Writes the reports that go into files; the first that cannot be written is told once all others are.
    fn write_files(&self, report: &Report) -> anyhow::Result<()> {
        let wanted = self.wanted()?;
        let files = wanted.iter().filter_map(|output| Some((output.format, output.file.as_ref()?)));
        let written: Vec<anyhow::Result<()>> =
            files.map(|(format, file)| self.write_file(format, report, file)).collect();
        written.into_iter().collect()
    }

    fn write_file(&self, format: &Format, report: &Report, file: &Path) -> anyhow::Result<()> {
        let style = Style { width: self.output.width.map_or(WIDTH_OF_FILES, usize::from), colour: false };
        let cannot = || format!("the {} report cannot be written to {}", format.name, file.display());
        let mut written = Vec::new();
        (format.write)(report, &style, &mut written)?;
        // A pipe or a terminal cannot be put in the place of another.
        let is_special = fs::metadata(file).is_ok_and(|known| !known.is_file() && !known.is_dir());
        if is_special {
            let mut open = fs::OpenOptions::new().write(true).open(file).with_context(cannot)?;
            return open.write_all(&written).with_context(cannot);
        }
        if file.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory)).with_context(cannot);
        }
        Pending::write(file, &written).and_then(Pending::publish).with_context(cannot)
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
