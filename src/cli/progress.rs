//! How far a run is, for a person who waits.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::is_watched;

/// A bar on standard error, for a person who waits longer than a second.
pub(super) struct Progress {
    bar: ProgressBar,
    since: Instant,
    watched: bool,
}

impl Progress {
    pub(super) fn new(drafts: usize, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(drafts as u64), ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{bar:30} {pos} of {len} drafts").expect("the template is right");
        bar.set_style(style);
        Self { bar, since: Instant::now(), watched: !quiet && is_watched() }
    }

    /// One more draft is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        if self.watched && self.bar.is_hidden() && self.since.elapsed() > Duration::from_secs(1) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
