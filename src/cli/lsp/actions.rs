//! What an editor offers at a finding: its fix, to let it stand, to add the word to the vocabulary; and all safe fixes at once.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Command, Diagnostic, Range, TextEdit, Uri, WorkspaceEdit,
};
use similar::{DiffOp, TextDiff};

use super::desk::Desk;
use super::diagnostics::diagnostic;
use super::place::range;
use crate::document::{BlockKind, Breaks, Document, Markup, Source, Span, Unit};
use crate::finding::{DESK, Finding, Fix, Safety};
use crate::lint::mend;

/// The command by which the server adds a word: a URI and the word.
pub(super) const ADD_WORD: &str = "copydesk.addToVocabulary";
/// The kind of the action that makes all safe fixes.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.copydesk");

/// The actions at `asked`, of the kinds that were asked for, if any were.
pub(super) fn actions(
    desk: &mut Desk,
    uri: &Uri,
    asked: Range,
    only: Option<&[CodeActionKind]>,
    unit: Unit,
) -> Vec<CodeActionOrCommand> {
    let wants = |kind: &CodeActionKind| {
        // A kind holds all kinds below it: “source” holds “source.fixAll.copydesk”.
        let holds = |only: &CodeActionKind| {
            kind.as_str() == only.as_str() || kind.as_str().starts_with(&format!("{}.", only.as_str()))
        };
        only.is_none_or(|only| only.iter().any(holds))
    };
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        for finding in desk.found(uri) {
            let diagnostic = diagnostic(desk, finding, unit);
            if overlap(diagnostic.range, asked) {
                at_finding(uri, finding, &diagnostic, unit, &mut actions);
            }
        }
    }
    // Offered by itself only where it is asked for: it is about the whole draft.
    if only.is_some() && wants(&FIX_ALL) {
        actions.extend(fix_all(desk, uri, unit));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

fn overlap(one: Range, other: Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn at_finding(
    uri: &Uri,
    finding: &Finding,
    diagnostic: &Diagnostic,
    unit: Unit,
    actions: &mut Vec<CodeAction>,
) {
    let source = &finding.primary.source;
    let action = |title: String, edits: Vec<TextEdit>| CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic.clone()]),
        edit: Some(workspace_edit(uri, edits)),
        ..CodeAction::default()
    };
    if let Some(fix) = &finding.fix {
        let preferred = (fix.safety == Safety::Safe).then_some(true);
        let fixing = action(capitalised(&title(fix)), text_edits(source, fix, unit));
        actions.push(CodeAction { is_preferred: preferred, ..fixing });
    }
    if finding.rule.kind == DESK {
        return;
    }
    if let Some(edit) = stet(source, finding, unit) {
        actions.push(action(format!("Let it stand: stet {}", finding.rule.id), vec![edit]));
    }
    if finding.rule.kind == "spelling" {
        let word = source.slice(finding.primary.span).to_owned();
        let title = format!("Add “{word}” to the vocabulary");
        let arguments = Some(vec![uri.as_str().into(), word.into()]);
        actions.push(CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic.clone()]),
            command: Some(Command { title, command: ADD_WORD.to_owned(), arguments }),
            ..CodeAction::default()
        });
    }
}

/// What a fix does, with how safe that is where somebody should look.
fn title(fix: &Fix) -> String {
    match fix.safety {
        Safety::Safe => fix.title.clone(),
        other => format!("{} ({})", fix.title, other.name()),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn text_edits(source: &Source, fix: &Fix, unit: Unit) -> Vec<TextEdit> {
    let edit = |edit: &crate::finding::Edit| TextEdit {
        range: range(source, edit.span, unit),
        new_text: edit.text.clone(),
    };
    fix.edits.iter().map(edit).collect()
}

fn workspace_edit(uri: &Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    #[expect(
        clippy::mutable_key_type,
        reason = "the protocol's own type; nothing changes a URI once it is read"
    )]
    let changes = HashMap::from([(uri.clone(), edits)]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The comment that lets a finding stand: on a line above a paragraph or a heading, and inside other blocks, which a line above would
/// cut. Plain text and front matter have no comments.
fn stet(source: &std::sync::Arc<Source>, finding: &Finding, unit: Unit) -> Option<TextEdit> {
    if Markup::of_path(source.path()) != Markup::Markdown {
        return None;
    }
    let document = Document::read(source, Markup::Markdown, Breaks::Auto);
    let block = &document.blocks()[document.block_at(finding.primary.span.start())?];
    let comment = format!("<!-- stet: {} -->", finding.rule.id);
    let at_line_start = |at: usize| at == 0 || source.text()[..at].ends_with(['\n', '\r']);
    let (at, text) = match block.kind {
        BlockKind::Field | BlockKind::Code | BlockKind::Html => return None,
        BlockKind::Paragraph | BlockKind::Headline | BlockKind::Crosshead | BlockKind::Deck
            if at_line_start(block.span.start()) =>
        {
            let end = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
            (block.span.start(), format!("{comment}{end}"))
        }
        _ => (block.content.end(), format!(" {comment}")),
    };
    Some(TextEdit { range: range(source, Span::point(at), unit), new_text: text })
}

/// All safe fixes of a draft, until none is left, as edits of its lines.
fn fix_all(desk: &Desk, uri: &Uri, unit: Unit) -> Option<CodeAction> {
    let mut jobs = [desk.job(uri)?];
    let mended = mend(&mut jobs, &[], Some(1), Safety::Safe, &|| ());
    let draft = mended.drafts.first()?;
    let (before, after) = (draft.before.text(), draft.after.as_str());
    let lines = |text: &str| -> Vec<usize> {
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
    };
    let (old, new) = (lines(before), lines(after));
    let start = |starts: &[usize], line: usize, text: &str| starts.get(line).copied().unwrap_or(text.len());
    let diff = TextDiff::from_lines(before, after);
    let edits = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(|op| {
        let (there, here) = (op.old_range(), op.new_range());
        let span = Span::new(start(&old, there.start, before), start(&old, there.end, before));
        let text = &after[start(&new, here.start, after)..start(&new, here.end, after)];
        TextEdit { range: range(&draft.before, span, unit), new_text: text.to_owned() }
    });
    Some(CodeAction {
        title: "Make all safe fixes".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(workspace_edit(uri, edits.collect())),
        ..CodeAction::default()
    })
}
