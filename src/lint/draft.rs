//! One draft under one plan: hits of all rules become findings, and what only stands again in a copy is silenced.

use std::sync::Arc;

use super::copies::{Candidate, Copies, silence};
use super::run::Job;
use crate::document::{Document, Source, Span};
use crate::finding::{Finding, Label};
use crate::kinds::{Hit, Mark};
use crate::repetition::Marks;
use crate::rule::{ActiveRule, Reading};
use crate::stet::{self, Stets};

/// How many characters of a hit a message may quote.
const QUOTED: usize = 60;

/// What one draft comes to.
pub(super) struct Linted {
    /// The findings of rules that look at one document, sorted.
    pub findings: Vec<Finding>,
    /// What rules that compare documents keep of it, by index of the rule in the plan.
    pub marks: Vec<(usize, Vec<Mark>)>,
    /// What drafts are compared by, if a rule does.
    pub compared_by: Option<Marks>,
    /// What the writer lets stand, if anything.
    pub stets: Option<Stets>,
    /// The copies that were reported.
    pub copies: Copies,
}

/// Lints `source`, the draft of `job`; linear in its length.
pub(super) fn lint(source: &Arc<Source>, job: &Job) -> Linted {
    let plan = &*job.plan;
    let document = Document::read(source, job.markup, plan.paragraphs);
    let reading = Reading::new(&document, &plan.vocabulary)
        .in_house(plan.house)
        .in_language(plan.dictionary.as_deref());
    let (mut hits, mut marks) = (Vec::new(), Vec::new());
    plan.rules.run(&reading, &mut hits, &mut marks);
    let candidates: Vec<Candidate> = hits
        .into_iter()
        .map(|(index, hit)| {
            let rule = &plan.rules.rules()[index];
            let (copy_of, of_file) = (hit.copy_of, rule.rule().scope.whole_file);
            Candidate { finding: finding(source, rule, hit), copy_of, of_file }
        })
        .collect();
    let copies = Copies::of(&candidates);
    let mut findings = silence(candidates, &copies);
    for (_, marks) in &mut marks {
        marks.retain(|mark| !copies.hold(mark.span));
    }
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    let compared_by = reading.into_marks();
    Linted { findings, marks, compared_by, stets: stets(source, job, &document), copies }
}

/// What may stand in the draft; most drafts and projects say nothing of it.
fn stets(source: &Arc<Source>, job: &Job, document: &Document<'_>) -> Option<Stets> {
    let (plan, settings) = (&job.plan, job.plan.profile.settings());
    let (comments, malformed) = (document.stets(), document.malformed_stets());
    if comments.is_empty() && malformed.is_empty() && settings.stets().is_empty() {
        return None;
    }
    let blocks: Vec<Span> = document.blocks().iter().map(|block| block.span).collect();
    let draft = stet::Draft { source, path: &job.path, comments, malformed, blocks: &blocks };
    let known: Vec<&str> = plan.known.iter().map(|id| &**id).collect();
    Some(Stets::read(&draft, settings, &known))
}

/// The finding that a hit of `rule` in `source` makes.
pub(super) fn finding(source: &Arc<Source>, rule: &ActiveRule, hit: Hit) -> Finding {
    let label = |span: Span, note: String| {
        assert!(
            source.holds(span),
            "rule {} hit {span:?}, no span of {}",
            rule.rule().name.id,
            source.path()
        );
        Label { source: Arc::clone(source), span, note }
    };
    let text = quoted(source.slice(hit.span));
    let message = rule.rule().message.fill(|name| match name {
        "text" => Some(text.as_str()),
        name => hit.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()),
    });
    Finding {
        rule: rule.rule().name.clone(),
        severity: rule.severity(),
        message,
        primary: label(hit.span, hit.note),
        related: hit.related.into_iter().map(|(span, note)| label(span, note)).collect(),
        notes: Vec::new(),
        fix: hit.fix,
        fingerprint: String::new(),
    }
}

/// The words of a hit for a message: white space made single, cut at 60 characters.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for (count, word) in text.split_whitespace().enumerate() {
        if quoted.chars().count() + word.chars().count() > QUOTED {
            if count == 0 {
                quoted.extend(word.chars().take(QUOTED));
            }
            quoted.push('…');
            break;
        }
        if count > 0 {
            quoted.push(' ');
        }
        quoted.push_str(word);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn long_hits_are_cut_at_a_word() {
        assert_eq!(quoted("a\n  b"), "a b");
        assert_eq!(quoted(&"word ".repeat(20)), format!("{}word…", "word ".repeat(11)));
        assert_eq!(quoted(&"é".repeat(70)), format!("{}…", "é".repeat(60)));
    }
}
