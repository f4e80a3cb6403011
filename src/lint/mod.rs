//! The pipeline: all rules over all drafts, in parallel, in order. The only room that knows threads. The result is the
//! same for any number of them.

mod baseline;
mod compare;
mod copies;
mod draft;
mod fingerprint;
mod mend;
pub mod plan;
pub mod read;
mod run;
mod threads;

pub use baseline::{BASELINE_NAME, Baseline, BaselineEntry, Baselined, take_baselined};
pub use mend::{Change, Mended, MendedDraft, mend};
pub use plan::{Plan, Plans, Selection};
pub use run::{Input, Job, Outcome, arrange, lint};
