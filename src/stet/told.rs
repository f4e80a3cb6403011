//! What is wrong with stets, in words: the findings that no stet silences.

use std::sync::Arc;

use super::reach::Idle;
use super::{ALL, Held, InComment};
use crate::document::{MalformedStet, Source, Span, StetItem};
use crate::finding::{DESK, Edit, Finding, Fix, Label, RuleName, Safety, Severity};
use crate::settings::StetEntry;
use crate::table::{did_you_mean, nearest};

const UNKNOWN: &str = "unknown-stet";
const MALFORMED: &str = "malformed-stet";
const UNCLOSED: &str = "unclosed-stet";
/// The id of findings about stets that silence nothing.
pub const UNUSED: &str = "unused-stet";

/// A rule that does not exist, with the nearest one that does.
pub(super) fn unknown(source: &Arc<Source>, item: &StetItem, known: &[&str]) -> Finding {
    let typed = source.slice(item.rule_span);
    let message = format!("the stet names “{typed}”, and there is no such rule");
    let note = did_you_mean(&item.rule, known.iter().copied());
    let fix = nearest(&item.rule, known.iter().copied()).map(|meant| Fix {
        title: format!("name “{meant}”"),
        safety: Safety::Unsafe,
        edits: vec![Edit { span: item.rule_span, text: meant.to_owned() }],
    });
    Finding { fix, ..error(UNKNOWN, source, item.rule_span, message, &note) }
}

/// A comment that was meant as a stet.
pub(super) fn malformed(source: &Arc<Source>, slip: &MalformedStet) -> Finding {
    let note =
        "for example: <!-- stet: doubled-word \"had had\", long-sentence (the witness's own words) -->";
    error(MALFORMED, source, slip.span, slip.message.clone(), note)
}

/// No reason, where the settings require one.
pub(super) fn no_reason(source: &Arc<Source>, span: Span) -> Finding {
    let note = if source.slice(span).starts_with("<!--") {
        "the settings require one: write it behind the rules, in brackets"
    } else {
        "the settings require one, and front matter has no room for it: write <!-- stet-file: rule (reason) -->"
    };
    error(MALFORMED, source, span, "the stet gives no reason".to_owned(), note)
}

/// `*`, where the settings do not allow it.
pub(super) fn all_refused(source: &Arc<Source>, span: Span) -> Finding {
    let note = "name the rules, or set allow-stet-all = true in lint.toml";
    error(MALFORMED, source, span, format!("the stet “{ALL}” would silence every rule"), note)
}

/// A start without its end.
pub(super) fn open_start(source: &Arc<Source>, span: Span) -> Finding {
    let note = "write <!-- stet-end --> where the copy that may stand ends";
    error(UNCLOSED, source, span, "the stet-start is never ended".to_owned(), note)
}

/// An end without its start.
pub(super) fn idle_end(source: &Arc<Source>, span: Span) -> Finding {
    let note = "write <!-- stet-start: rule --> where the copy that may stand begins";
    error(UNCLOSED, source, span, "the stet-end has no stet-start above it".to_owned(), note)
}

/// An item that silences nothing.
pub(super) fn unused(source: &Arc<Source>, held: &Held, comment: &InComment) -> Finding {
    let note =
        if held.reach.is_none() { "no copy follows it" } else { "what it let stand is gone: delete it" };
    let fix = match &comment.idle {
        Idle::Delete(spans) => Some(Fix {
            title: "delete the stet".to_owned(),
            safety: Safety::Safe,
            edits: spans.iter().map(|&span| Edit { span, text: String::new() }).collect(),
        }),
        Idle::Tell | Idle::Known => None,
    };
    let message =
        format!("the stet of “{}”{} silences nothing", held.rule, for_words(comment.words.as_deref()));
    Finding { fix, severity: Severity::Warning, ..error(UNUSED, source, comment.shown, message, note) }
}

/// A `[[stet]]` of the settings that silences nothing; `seen`: it holds in a draft of the run.
pub(super) fn unused_entry(entry: &StetEntry, seen: bool) -> Finding {
    let words = for_words(entry.text.as_deref());
    let message = format!("the [[stet]] of “{}”{words} silences nothing", entry.rule);
    let note = if seen { "what it let stand is gone: delete it" } else { "its “paths” hold no draft" };
    let place = &entry.rule_place;
    Finding { severity: Severity::Warning, ..error(UNUSED, &place.source, place.span, message, note) }
}

fn for_words(words: Option<&str>) -> String {
    words.map(|words| format!(" for “{words}”")).unwrap_or_default()
}

fn error(id: &str, source: &Arc<Source>, span: Span, message: String, note: &str) -> Finding {
    Finding {
        rule: RuleName { id: id.into(), kind: DESK },
        severity: Severity::Error,
        message,
        primary: Label { source: Arc::clone(source), span, note: String::new() },
        related: Vec::new(),
        notes: if note.is_empty() { Vec::new() } else { vec![note.to_owned()] },
        fix: None,
        fingerprint: String::new(),
    }
}
