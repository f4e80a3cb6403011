//! What people see: findings, their labels and their fixes. A finding is a hit with its rule's id, severity and
//! message; it knows no line number and no format.

use std::fmt;
use std::sync::Arc;

use crate::document::{Source, Span};

/// How much a finding weighs. `off` is no severity: a rule that is off makes no findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong: the draft must not run like this.
    Error,
}

impl Severity {
    /// The name as it stands in rule files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|severity| severity.name() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// Cannot change what the copy says.
    Safe,
    /// Nearly always right; applied only on request.
    Unsafe,
    /// A proposal for a person; shown, never applied.
    Manual,
}

impl Safety {
    /// The name as it stands in rule files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Manual => "manual",
        }
    }

    /// The safety of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Safe, Self::Unsafe, Self::Manual].into_iter().find(|safety| safety.name() == name)
    }
}

/// One replacement: the bytes of `span` give way to `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards; empty for a deletion.
    pub text: String,
}

/// A proposal: all its edits, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words: “delete the later copy”.
    pub title: String,
    /// Whether it may be applied unseen.
    pub safety: Safety,
    /// The replacements, sorted, none overlapping another.
    pub edits: Vec<Edit>,
}

/// A span of one source, with a note on it.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where the span counts.
    pub source: Arc<Source>,
    /// The bytes it points at.
    pub span: Span,
    /// A few words; may be empty.
    pub note: String,
}

/// Which rule made a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName {
    /// The rule's id, in kebab-case.
    pub id: Arc<str>,
    /// The rule's kind, or `desk` for what no rule makes.
    pub kind: &'static str,
}

/// The kind of findings that no rule makes: broken rule files, broken settings, unreadable drafts, idle stets.
pub const DESK: &str = "desk";

/// A fault at its place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleName,
    /// How much it weighs.
    pub severity: Severity,
    /// One line, no final full stop, true without the excerpt.
    pub message: String,
    /// The place that is probably wrong.
    pub primary: Label,
    /// What it was held against, or where the same stands again.
    pub related: Vec<Label>,
    /// Advice beyond the message; may be empty.
    pub notes: Vec<String>,
    /// What to do about it, where that is known.
    pub fix: Option<Fix>,
    /// Stays the same when lines move: made of the rule, the words hit, the words around and an ordinal.
    pub fingerprint: String,
}

impl Finding {
    /// A finding that no rule makes: an error of the kind [`DESK`].
    #[must_use]
    pub fn desk(id: &str, primary: Label, message: impl Into<String>, advice: &str) -> Self {
        Self {
            rule: RuleName { id: id.into(), kind: DESK },
            severity: Severity::Error,
            message: message.into(),
            primary,
            related: Vec::new(),
            notes: if advice.is_empty() { Vec::new() } else { vec![advice.to_owned()] },
            fix: None,
            fingerprint: String::new(),
        }
    }

    /// The order of every report: path, place, then rule.
    #[must_use]
    pub fn order(&self) -> (&str, Span, &str, &str) {
        (self.primary.source.path(), self.primary.span, &self.rule.id, &self.message)
    }
}
