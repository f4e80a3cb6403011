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

/// The ids of the findings that no rule makes, each with why it is told and the way out; [`Finding::desk`] makes no
/// others. Sorted by id.
pub const DESK_FINDINGS: &[(&str, &str)] = &[
    (
        "invalid-baseline",
        "The baseline that lint.toml names is missing or cannot be understood. Nothing is let pass by it. The exit code is 2. \
         “copydesk baseline create” writes one.",
    ),
    (
        "invalid-rule-file",
        "A rule file says something that cannot be understood, or a rule that could never fire. The rule does not run \
         until the file is mended; drafts are read with all others. The exit code is 2.",
    ),
    (
        "invalid-settings",
        "lint.toml, or a setting on the command line, says something that cannot be understood. What can be \
         understood holds, and drafts are read. The exit code is 2.",
    ),
    (
        "malformed-stet",
        "A comment that begins like a stet is none: “<!-- stet: rule-id (reason) -->” is the form. It silences nothing \
         until it is mended.",
    ),
    (
        "noisy-example",
        "A rule hits a good example in its own file: it would shout at copy that is right. Mend the rule, or the \
         example.",
    ),
    (
        "silent-example",
        "A rule does not find a bad example in its own file: it would miss the fault. Mend the rule, or the example.",
    ),
    (
        "stale-baseline",
        "The baseline lets something pass that is not there any more: it was mended, or its draft is gone. “copydesk baseline \
         prune” drops such entries, so that the same fault is told when it comes back.",
    ),
    (
        "unclosed-stet",
        "A “stet-start” has no “stet-end”, so nobody can tell which stretch it means. Put “<!-- stet-end -->” behind \
         the stretch.",
    ),
    (
        "unknown-stet",
        "A stet names a rule that there is not, so it silences nothing. “copydesk rules” lists all rules.",
    ),
    (
        "unreadable-draft",
        "A draft that was named cannot be read: it is missing, not allowed, not text, or not UTF-8. All other drafts \
         are read. The exit code is 2, since nobody knows what stands in this one.",
    ),
    (
        "unused-stet",
        "A stet lets something stand that is not there: the fault was mended, or the comment stands at the wrong \
         place. Take it out, so that it does not silence the next fault.",
    ),
    (
        "wrong-fix",
        "The fix of a rule gives another text than the “fixed” of its example promises. Mend the rule, or the example.",
    ),
];

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
    /// A finding that no rule makes: an error of the kind [`DESK`], under one of the ids of [`DESK_FINDINGS`].
    #[must_use]
    pub fn desk(id: &str, primary: Label, message: impl Into<String>, advice: &str) -> Self {
        debug_assert!(DESK_FINDINGS.iter().any(|(known, _)| *known == id), "nothing explains “{id}”");
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
