//! Rule files: how a rule is read, what it is, its examples, and the built-in set.

mod active;
mod built_in;
mod examples;
mod file;
mod finder;
mod folder;
mod room;
mod scan;
mod scope;
mod settle;
mod template;

use std::sync::Arc;

use crate::finding::{RuleName, Severity};
use crate::kinds::{Check, Kind, Scope};
use crate::table::{Place, Table};
pub use active::ActiveRule;
pub use examples::{ExampleFault, Fault, test};
pub use file::{EXAMPLE_KEYS, KEYS, read};
pub use folder::{RuleSource, gather, load, source_at, sources};
pub use scan::{Reading, RuleSet};
pub use template::Template;

/// One configured use of a kind.
pub struct Rule {
    /// Its id and its kind.
    pub name: RuleName,
    /// The kind itself.
    pub kind: &'static Kind,
    /// The folder under `rules/` that it stands in: `repetition`, `spelling` ...
    pub subject: String,
    /// How much its findings weigh by its own file; `None` for `off`.
    pub severity: Option<Severity>,
    /// One line about the fault, with names in braces.
    pub message: Template,
    /// Why it matters, in a journalist's words.
    pub why: String,
    /// What it reads.
    pub scope: Scope,
    /// The ids of rules that say more of the same fault: where one of them has a hit, this rule has none.
    pub yields_to: Vec<String>,
    /// Its parameters as they stand in the file, before settings are laid on them.
    pub params: Table,
    /// What it does, with the parameters of its own file.
    pub check: Check,
    /// What it must find and must not find.
    pub examples: Vec<Example>,
    /// Where it is from.
    pub home: Home,
    /// Where its id stands in its file.
    pub place: Place,
}

/// Where a rule is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// Built into the program.
    BuiltIn,
    /// A file of the project.
    Project(Arc<str>),
}

/// One example: test and documentation of a rule.
#[derive(Clone, Debug)]
pub struct Example {
    /// What the example shows.
    pub proves: Proves,
    /// The draft.
    pub text: String,
    /// Where it stands in the rule's file.
    pub place: Place,
    /// Where its `fixed` stands.
    pub fixed_place: Option<Place>,
    /// The name that the draft goes by, which decides its markup: `draft.txt` unless the example says `markdown = true`.
    pub markdown: bool,
    /// Other drafts of the run, for a rule that compares them; they come before this one.
    pub beside: Vec<String>,
    /// The words that the project accepts in it.
    pub vocabulary: Vec<String>,
    /// The words that it rejects in it, each with what stands instead.
    pub reject: Vec<(String, String)>,
}

/// What an example shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proves {
    /// The rule is silent.
    Good,
    /// The rule fires; with `fixed`, the text after its fixes.
    Bad {
        /// The draft after the fixes of all its findings.
        fixed: Option<String>,
    },
}

#[cfg(test)]
mod tests;
