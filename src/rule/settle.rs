//! What holds for the hits of every rule, whatever its kind: quotation marks are respected, and one fault is one hit.
//! What the hits are is left to the kinds.

use std::collections::BTreeMap;

use crate::document::Span;
use crate::finding::{Edit, Safety};
use crate::kinds::{Context, Hit, Quotes};

/// The hits of one rule that stand, sorted by place: those in quotations are dropped when the rule skips them, of
/// overlapping ones the longer stays (of equally long ones the earlier), and a fix that edits words of a quotation, or
/// may break front matter, becomes a proposal. `O(n log n)` in the number of hits.
pub(super) fn settle(mut hits: Vec<Hit>, context: &Context<'_>) -> Vec<Hit> {
    if context.scope.quotes == Quotes::Skip {
        hits.retain(|hit| !context.is_quoted(hit.span));
    }
    let mut hits = longest(hits);
    for hit in &mut hits {
        if hit.copy_of.is_none()
            && let Some(fix) = &mut hit.fix
            && fix.edits.iter().any(|edit| edits_quotation(edit, context) || bends_field(edit, context))
        {
            fix.safety = Safety::Manual;
        }
    }
    hits
}

/// Whether an edit changes what is quoted. White space at the end of a line is no part of a quotation.
fn edits_quotation(edit: &Edit, context: &Context<'_>) -> bool {
    let text = context.document.text();
    let (old, after) = (&text[edit.span.range()], &text[edit.span.end()..]);
    let ends_line = after.is_empty() || [old, after].iter().any(|text| text.starts_with(['\n', '\r']));
    let of_space = old.trim().is_empty() && edit.text.trim().is_empty();
    !(of_space && ends_line)
        && (context.in_block_quotation(edit.span) || reaches_into(edit.span, context.facts.quotations()))
}

/// Whether an edit puts a sign into a front-matter field that TOML or YAML may read as its own: the value could end there.
fn bends_field(edit: &Edit, context: &Context<'_>) -> bool {
    let blocks = context.document.blocks();
    edit.text.contains(['"', '\'', '\\', ':', '#'])
        && context.document.block_at(edit.span.start()).is_some_and(|index| blocks[index].field.is_some())
}

/// Whether `span` shares a byte with a quotation, or is a point within one.
fn reaches_into(span: Span, quotations: &[Span]) -> bool {
    let next = quotations.partition_point(|quotation| quotation.end() <= span.start());
    quotations.get(next).is_some_and(|quotation| quotation.overlaps(span))
}

/// Drops every hit that overlaps a longer one that stays, and sorts the rest by place.
fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| hit.span);
    if hits.is_sorted_by(|one, next| !meet(one.span, next.span)) {
        return hits;
    }
    hits.sort_by_key(|hit| (usize::MAX - hit.span.len(), hit.span));
    let mut kept = BTreeMap::<Span, Hit>::new();
    for hit in hits {
        let before = kept.range(..=hit.span).next_back();
        let after = kept.range(hit.span..).next();
        if ![before, after].into_iter().flatten().any(|(span, _)| meet(*span, hit.span)) {
            kept.insert(hit.span, hit);
        }
    }
    kept.into_values().collect()
}

fn meet(one: Span, other: Span) -> bool {
    one == other || one.overlaps(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Document, Markup, Source};
    use crate::facts::Facts;
    use crate::finding::Fix;
    use crate::kinds::{Scope, Shared};
    use crate::lexicon::{Region, Vocabulary};

    /// How safe a fix is that puts `new` in place of the first `old` of `text`.
    fn safety(text: &str, old: &str, new: &str) -> Safety {
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        let (facts, shared, vocabulary) = (Facts::read(&document), Shared::default(), Vocabulary::default());
        let (document, facts, shared, vocabulary) = (&document, &facts, &shared, &vocabulary);
        let scope = &Scope::of(&["all"]);
        let context = Context {
            document,
            facts,
            shared,
            scope,
            needles: &[],
            vocabulary,
            house: Region::Both,
            dictionary: None,
        };
        let start = text.find(old).unwrap();
        let span = Span::new(start, start + old.len());
        let edits = vec![Edit { span, text: new.to_owned() }];
        let fix = Fix { title: String::new(), safety: Safety::Safe, edits };
        settle(vec![Hit { span, fix: Some(fix), ..Hit::default() }], &context)[0].fix.as_ref().unwrap().safety
    }

    #[test]
    fn signs_of_front_matter_are_put_there_by_a_person() {
        let field = "---\ntitle: \"Talks &#58; go on\"\n---\n\nThe &quot;port&quot; talks.\n";
        assert_eq!(safety(field, "&#58;", ":"), Safety::Manual);
        assert_eq!(safety(field, "Talks", "Talks’"), Safety::Safe);
        assert_eq!(safety(field, "&quot;", "\""), Safety::Safe, "no field");
    }

    fn left(spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let hits = spans.iter().map(|&(start, end)| Hit { span: Span::new(start, end), ..Hit::default() });
        longest(hits.collect()).into_iter().map(|hit| (hit.span.start(), hit.span.end())).collect()
    }

    #[test]
    fn of_overlapping_hits_the_longer_stays() {
        assert_eq!(left(&[(4, 8), (0, 20), (6, 10), (30, 31)]), [(0, 20), (30, 31)]);
        assert_eq!(
            left(&[(0, 10), (8, 16), (14, 18)]),
            [(0, 10), (14, 18)],
            "the middle one falls to the first"
        );
    }

    #[test]
    fn hits_that_touch_both_stay_and_equal_ones_are_one() {
        assert_eq!(left(&[(4, 8), (0, 4), (8, 8), (8, 8)]), [(0, 4), (4, 8), (8, 8)]);
    }

    #[test]
    fn an_edit_reaches_into_a_quotation_only_when_it_shares_a_byte() {
        let quotations = [Span::new(10, 20), Span::new(30, 40)];
        for (start, end, reaches) in
            [(0, 10, false), (8, 11, true), (20, 20, false), (20, 30, false), (35, 35, true)]
        {
            assert_eq!(reaches_into(Span::new(start, end), &quotations), reaches, "{start}..{end}");
        }
    }
}
