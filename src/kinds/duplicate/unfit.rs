//! What has nothing to do with the unit of a rule, and so is a mistake in its file.

use super::near::Differing;
use super::unit::Unit;
use crate::document::BlockKind;
use crate::kinds::{Params, Quotes, Scope};
use crate::table::Mistakes;

/// The kinds of which a block can look like a heading.
const HEADING_LIKE: &[BlockKind] =
    &[BlockKind::Headline, BlockKind::Deck, BlockKind::Crosshead, BlockKind::Field];

/// Adds what does not fit the unit to the mistakes.
pub(super) fn refuse(unit: Unit, in_run: bool, params: &Params, scope: &Scope, mistakes: &mut Mistakes) {
    if unit == Unit::Headline && !scope.whole_file && !scope.names_any(HEADING_LIKE) {
        let message = "headlines are held against each other, and the rule reads none";
        mistakes.add(params.place_of("unit"), message, "add “head” to the blocks of the scope");
    }
    refuse_parameters(unit, in_run, params, mistakes);
    match (in_run, unit.across()) {
        (true, None) => {
            let message = "these are held against each other within a draft only";
            let advice = "of a run: paragraphs, passages, headlines, drafts, stories, boilerplate, and near paragraphs \
                          that differ in numbers";
            mistakes.add(params.place_of("within"), message, advice);
        }
        (true, Some(_)) => refuse_scope(unit, params, scope, mistakes),
        (false, _) if matches!(unit, Unit::Draft | Unit::Story | Unit::Boilerplate) => {
            let message = "it takes several drafts to tell, and the rule looks at one";
            let named = if params.is_given("within") { "within" } else { "unit" };
            mistakes.add(params.place_of(named), message, "set within = \"run\"");
        }
        (false, _) => {}
    }
}

/// The marks that drafts are compared by are those of all rules: what is not in them no rule can read.
fn refuse_scope(unit: Unit, params: &Params, scope: &Scope, mistakes: &mut Mistakes) {
    let needed = if unit == Unit::Headline { "headline" } else { "body" };
    if !scope.has_blocks_of(&Scope::of(&[needed])) || scope.quotes == Quotes::Skip {
        let message = "the drafts of a run are compared by their copy as a whole, quotations included";
        let advice = format!("write scope = {{ blocks = [\"{needed}\"], quotes = \"check\" }}");
        mistakes.add(params.place_of("within"), message, advice);
    }
}

fn refuse_parameters(unit: Unit, in_run: bool, params: &Params, mistakes: &mut Mistakes) {
    let paragraphs: &[Unit] = &[Unit::Paragraph, Unit::Line];
    let near: &[Unit] = &[Unit::NearParagraph(Differing::Words), Unit::NearParagraph(Differing::Numbers)];
    for (name, only, of, first) in [
        ("report-field", &[Unit::Headline][..], "headlines", "headline"),
        ("differing", near, "near paragraphs", "near-paragraph"),
        (
            "min-words-of-sentence",
            &[Unit::NearParagraph(Differing::Numbers)],
            "near paragraphs that differ in numbers",
            "near-paragraph\" and differing = \"numbers",
        ),
        ("min-characters-apart", paragraphs, "paragraphs and lines", "paragraph"),
        ("min-words-apart", paragraphs, "paragraphs and lines", "paragraph"),
    ] {
        if !only.contains(&unit) && params.is_given(name) {
            let message = format!("{name} is about {of} only");
            let advice = format!("set unit = \"{first}\", or leave it out");
            mistakes.add(params.place_of(name), message, advice);
        }
    }
    if unit == Unit::Story && params.is_given("min-words") {
        let advice = "leave it out: what counts is how much of two drafts is the same";
        mistakes.add(params.place_of("min-words"), "min-words is not about stories", advice);
    }
    let within_draft = [
        "report-field",
        "min-characters",
        "min-characters-apart",
        "min-words-apart",
        "min-words-of-sentence",
    ];
    for name in within_draft {
        if in_run && params.is_given(name) {
            let message = format!("{name} is about copies within a draft only");
            mistakes.add(params.place_of(name), message, "leave it out");
        }
    }
}
