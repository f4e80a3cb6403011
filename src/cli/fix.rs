//! `copydesk fix`: makes the fixes that are safe enough, says what was done, and reports what is left. The only command that writes
//! a draft.

use std::fs;
use std::io::{self, Write};

use anyhow::Context;
use clap::Args;
use similar::TextDiff;

use super::drafts::{Drafts, DraftsArgs};
use super::exit_code;
use super::output::{say, stdout};
use super::pending::Pending;
use super::progress::Progress;
use super::reports::ReportsArgs;
use super::thresholds::ThresholdArgs;
use crate::finding::Safety;
use crate::lint::{Change, Input, MendedDraft, mend, take_baselined};
use crate::report::clean::clean;
use crate::report::counted;

/// Up to so many characters of the old and of the new words are told.
const LONGEST_WORDING: usize = 60;

/// Makes the safe fixes, says what was changed, and reports what is left
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk fix stories              make the safe fixes
  copydesk fix --diff stories       show them, and change nothing
  copydesk fix --unsafe draft.md    make those too that are nearly always right
  copydesk fix - < draft.md         print the draft as it would be")]
pub(super) struct FixArgs {
    #[command(flatten)]
    drafts: DraftsArgs,

    /// Make fixes too that are nearly always right, but want a look; what only a person can decide is never made
    #[arg(long = "unsafe", help_heading = "Fixes")]
    is_unsafe: bool,

    /// Print what would be changed as a unified diff, change nothing, and end with 1 if there is something to change
    #[arg(long, help_heading = "Fixes")]
    diff: bool,

    #[command(flatten)]
    thresholds: ThresholdArgs,

    #[command(flatten)]
    reports: ReportsArgs,
}

pub(super) fn run(arguments: &FixArgs) -> anyhow::Result<u8> {
    let FixArgs { drafts: wanted, thresholds, reports, .. } = arguments;
    let mut drafts = wanted.find(reports.quiet)?;
    reports.refuse_impossible()?;
    let most = if arguments.is_unsafe { Safety::Unsafe } else { Safety::Safe };
    let progress = Progress::new(drafts.jobs.len(), reports.quiet);
    let threads = drafts.threads;
    let mended = mend(&mut drafts.jobs, &drafts.walked, threads, most, &|| progress.step());
    progress.clear();
    if arguments.diff {
        print_diff(&mended.drafts)?;
        if !reports.quiet {
            WOULD.tell(&mended.changes, &mended.drafts);
        }
        let failed = mended.outcome.failed || !drafts.trouble.is_empty();
        return Ok(exit_code(failed, !mended.drafts.is_empty()));
    }
    let unwritten =
        if wanted.is_stdin() { print(&drafts, &mended.drafts)? } else { write_all(&drafts, &mended.drafts) };
    if !reports.quiet {
        DONE.tell(&mended.changes, &mended.drafts);
    }
    if !mended.stable {
        say("copydesk: some fixes undo each other; what they want is among what is left");
    }
    let mut outcome = mended.outcome;
    if !drafts.no_baseline {
        take_baselined(&mut outcome, &drafts.jobs);
    }
    let is_idle = thresholds.want_drafts(&drafts.jobs);
    let failed = outcome.failed || !drafts.trouble.is_empty() || unwritten || is_idle;
    let found = thresholds.fail(&outcome, &drafts.jobs);
    if wanted.is_stdin() {
        reports.tell_beside(outcome, &drafts, failed)?;
    } else {
        reports.tell(outcome, &drafts, failed)?;
    }
    Ok(exit_code(failed, found))
}

/// Prints the only draft, changed or not: it came from standard input.
fn print(drafts: &Drafts, mended: &[MendedDraft]) -> anyhow::Result<bool> {
    let mut out = stdout();
    match (mended, drafts.jobs.first().map(|job| &job.input)) {
        ([draft, ..], _) => out.write_all(draft.after.as_bytes())?,
        ([], Some(Input::Bytes(bytes))) => out.write_all(bytes)?,
        // What the settings exclude passes through as it is.
        ([], _) => {
            io::copy(&mut io::stdin().lock(), &mut out)?;
        }
    }
    out.flush()?;
    Ok(false)
}

/// Writes each draft that changed; says of which that could not be done, and whether there are such.
fn write_all(drafts: &Drafts, mended: &[MendedDraft]) -> bool {
    let mut unwritten = false;
    for draft in mended {
        let job = &drafts.jobs[draft.job];
        let (path, before) = (&job.path, draft.before.text());
        let write = || -> anyhow::Result<()> {
            let now = fs::read(path).context("it cannot be read again")?;
            anyhow::ensure!(now == before.as_bytes(), "it was changed meanwhile, and is left as it is");
            let is_read_only = fs::metadata(path)?.permissions().readonly();
            anyhow::ensure!(!is_read_only, "it is read-only");
            Pending::write(path, draft.after.as_bytes())?.publish()
        };
        if let Err(error) = write() {
            unwritten = true;
            say(&format!("copydesk: {} was not changed: {error:#}", clean(&job.shown)));
        }
    }
    unwritten
}

fn print_diff(drafts: &[MendedDraft]) -> anyhow::Result<()> {
    let mut out = stdout();
    for draft in drafts {
        let path = draft.before.path();
        let diff = TextDiff::from_lines(draft.before.text(), &draft.after);
        let diff = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
        out.write_all(diff.as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

/// How what was done, or would be, is told.
struct Telling {
    each: &'static str,
    all: &'static str,
}

const DONE: Telling = Telling { each: "fixed", all: "made" };
const WOULD: Telling = Telling { each: "would fix", all: "would be made" };

impl Telling {
    /// Says of each change the place as it was, the rule, the old and the new words; and how many there are.
    fn tell(&self, changes: &[Change], drafts: &[MendedDraft]) {
        for change in changes {
            let position = change.source.position(change.span.start());
            let (path, rule) = (clean(change.source.path()), clean(&change.rule));
            let elsewhere = match change.elsewhere {
                0 => String::new(),
                more => format!(" (and {})", counted(more, "more edit")),
            };
            let (each, line, column) = (self.each, position.line, position.column);
            say(&format!("{each} {path}:{line}:{column} {rule}: {}{elsewhere}", told(change)));
        }
        match changes.len() {
            0 => say("nothing to fix"),
            1 => say(&format!("1 fix {} in {}", self.all, counted(drafts.len(), "draft"))),
            count => say(&format!("{count} fixes {} in {}", self.all, counted(drafts.len(), "draft"))),
        }
    }
}

/// The old and the new words; what the fix does where they are blank.
fn told(change: &Change) -> String {
    let (old, new) = (wording(change.source.slice(change.span)), wording(&change.new));
    match (old.is_empty(), new.is_empty()) {
        (true, true) => clean(&change.title).into_owned(),
        (false, true) => format!("“{old}” is gone"),
        (true, false) => format!("“{new}” is new"),
        _ if old == new => clean(&change.title).into_owned(),
        _ => format!("“{old}” → “{new}”"),
    }
}

/// Some words on one line, cut where they are many.
fn wording(text: &str) -> String {
    let text = clean(text.trim());
    match text.char_indices().nth(LONGEST_WORDING) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}
