//! `copydesk check`: reads drafts, reports, and never writes one.

use clap::Args;

use super::drafts::DraftsArgs;
use super::exit_code;
use super::reports::ReportsArgs;
use super::since::{SinceArgs, keep_changed};
use super::thresholds::ThresholdArgs;

/// Reads drafts and reports what is wrong with them; never writes one
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk check draft.md                    one draft
  copydesk check stories                     all drafts in a folder
  copydesk check --format json stories       for another program
  copydesk check --output html=page.html .   a page to read
  pbpaste | copydesk check -                 what was just copied
  copydesk check --rule doubled-word .       one rule only")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    drafts: DraftsArgs,

    #[command(flatten)]
    since: SinceArgs,

    #[command(flatten)]
    thresholds: ThresholdArgs,

    #[command(flatten)]
    reports: ReportsArgs,
}

pub(super) fn run(arguments: &CheckArgs) -> anyhow::Result<u8> {
    let CheckArgs { drafts, since, thresholds, reports } = arguments;
    let changed = since.changed()?;
    let drafts = drafts.find(reports.quiet)?;
    reports.refuse_impossible()?;
    let mut outcome = drafts.lint(reports.quiet);
    if let Some(changed) = &changed {
        keep_changed(&mut outcome, &drafts.jobs, changed);
    }
    let failed = outcome.failed || !drafts.trouble.is_empty() || thresholds.want_drafts(&drafts.jobs);
    let found = thresholds.fail(&outcome, &drafts.jobs);
    reports.tell(outcome, &drafts, failed)?;
    // The process ends here: to take thousands of phrases and patterns apart would be a tenth of the time of one draft.
    std::mem::forget(drafts);
    Ok(exit_code(failed, found))
}
