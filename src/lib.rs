//! copydesk lints newsroom copy: it reads article drafts, holds them against rules, and points at the exact place of
//! each fault.
//!
//! Data travels one way, and this is the table of contents:
//!
//! ```text
//! arguments -> settings -> rules -> paths -> source -> document -> facts -> hits -> findings
//!           -> stet -> sort -> report -> exit code
//! ```

pub mod changed;
pub mod cli;
pub mod document;
pub mod facts;
pub mod finding;
pub mod fix;
pub mod kinds;
pub mod lexicon;
pub mod lint;
pub mod paths;
pub mod repetition;
pub mod report;
pub mod rule;
pub mod settings;
pub mod stet;
pub mod table;
