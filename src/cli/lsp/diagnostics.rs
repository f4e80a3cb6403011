//! Findings as an editor shows them: diagnostics, and what is told of one when the mouse rests on it.

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Hover, HoverContents, Location,
    MarkupContent, MarkupKind, NumberOrString, Position, Uri,
};

use super::desk::Desk;
use super::place::{offset, range};
use crate::document::Unit;
use crate::finding::{DESK_FINDINGS, Finding, Severity};

/// A finding as a diagnostic, with the places that it is held against.
pub(super) fn diagnostic(desk: &Desk, finding: &Finding, unit: Unit) -> Diagnostic {
    let related = finding.related.iter().filter_map(|label| {
        let uri = desk.uri_of(label.source.path())?;
        let message = if label.note.is_empty() { "see here".to_owned() } else { label.note.clone() };
        let location = Location { uri, range: range(&label.source, label.span, unit) };
        Some(DiagnosticRelatedInformation { location, message })
    });
    let mut message = finding.message.clone();
    for note in &finding.notes {
        message.push('\n');
        message.push_str(note);
    }
    Diagnostic {
        range: range(&finding.primary.source, finding.primary.span, unit),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.id.to_string())),
        source: Some("copydesk".to_owned()),
        message,
        related_information: Some(related.collect()),
        ..Diagnostic::default()
    }
}

/// What is told of the findings at a position: the message, why it matters, and the fix.
pub(super) fn hover(desk: &Desk, uri: &Uri, position: Position, unit: Unit) -> Option<Hover> {
    let source = desk.source(uri)?;
    let at = offset(&source, position, unit);
    let is_here = |finding: &&Finding| {
        let span = finding.primary.span;
        span.start() <= at && (at < span.end() || span.is_empty() && at == span.end())
    };
    let told: Vec<String> =
        desk.found(uri).iter().filter(is_here).map(|finding| told(desk, uri, finding)).collect();
    (!told.is_empty()).then(|| Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: told.join("\n\n---\n\n"),
        }),
        range: None,
    })
}

fn told(desk: &Desk, uri: &Uri, finding: &Finding) -> String {
    let of_rule = || {
        let job = desk.job(uri)?;
        let rule = job.plan.rules.rules().iter().find(|rule| rule.rule().name.id == finding.rule.id)?;
        Some(rule.rule().why.trim().to_owned())
    };
    let of_desk =
        || DESK_FINDINGS.iter().find(|(id, _)| *id == &*finding.rule.id).map(|(_, why)| (*why).to_owned());
    let mut told = format!("**{}** `{}`: {}", finding.severity, finding.rule.id, escaped(&finding.message));
    if let Some(why) = of_rule().or_else(of_desk) {
        told.push_str(&format!("\n\n{}", escaped(&why)));
    }
    if let Some(fix) = &finding.fix {
        told.push_str(&format!("\n\nFix ({}): {}", fix.safety.name(), escaped(&fix.title)));
    }
    told
}

/// A text in which Markdown finds nothing to do.
fn escaped(text: &str) -> String {
    let is_sign =
        |letter: char| matches!(letter, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '~');
    text.chars().flat_map(|letter| is_sign(letter).then_some('\\').into_iter().chain([letter])).collect()
}
