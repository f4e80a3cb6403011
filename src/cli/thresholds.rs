//! When a run fails: how severe a finding must be, or how many warnings there may be.

use std::collections::BTreeMap;

use clap::Args;

use crate::finding::Severity;
use crate::lint::{Job, Outcome};

/// Flags that decide between exit codes 0 and 1. What is shown, and code 2, are no business of theirs.
#[derive(Debug, Args)]
pub(super) struct ThresholdArgs {
    /// The least severity that makes the exit code 1 [default: fail-on of lint.toml, else error]
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "note", "never"], help_heading = "Exit code")]
    fail_on: Option<String>,

    /// More warnings than this make the exit code 1
    #[arg(long, value_name = "N", help_heading = "Exit code")]
    max_warnings: Option<usize>,

    /// Make the exit code 0 whatever is found; what could not be done is 2 all the same
    #[arg(long, help_heading = "Exit code")]
    exit_zero: bool,

    /// Make the exit code 2 where there is no draft to read
    #[arg(long, help_heading = "Exit code")]
    error_on_no_files: bool,
}

impl ThresholdArgs {
    /// Whether the run fails: by the flags, else by the settings of each draft.
    pub(super) fn fail(&self, outcome: &Outcome, jobs: &[Job]) -> bool {
        !self.exit_zero && (self.has_too_many_warnings(outcome) || self.has_too_severe(outcome, jobs))
    }

    /// Whether there ought to be drafts, and are none.
    pub(super) fn want_drafts(&self, jobs: &[Job]) -> bool {
        self.error_on_no_files && jobs.is_empty()
    }

    fn has_too_many_warnings(&self, outcome: &Outcome) -> bool {
        let warnings =
            outcome.findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
        self.max_warnings.is_some_and(|most| warnings > most)
    }

    fn has_too_severe(&self, outcome: &Outcome, jobs: &[Job]) -> bool {
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
}
