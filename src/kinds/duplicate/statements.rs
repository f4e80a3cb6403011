//! Sentences that make one statement with two figures. Which they are is told by `repetition`; here is what is meant all
//! the same.

use super::sentences::is_display;
use super::told::{Told, whole};
use super::{hit, values};
use crate::kinds::{Context, Hit};
use crate::repetition::statements;

/// Adds the sentences of at least so many `words` of which the later one says what the first says, with other figures. Those
/// of paragraphs that say nearly the same as a whole are left to the rules on these.
pub(super) fn check(words: usize, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let (document, keys) = (context.document, context.keys());
    let (blocks, sentences) = (document.blocks(), document.sentences());
    let counts = |index: usize| {
        context.scope.reads(&blocks[sentences[index].block])
            && !is_display(context, index)
            && keys.words_of(&keys.sentences()[index]).len() >= words
            && !begins_with_pronoun(context, index)
    };
    for pair in statements(document, keys, counts) {
        let [first, later] = pair.sentences.map(|index| &sentences[index]);
        let are_near =
            context.near().pairs.iter().any(|near| [near.first, near.later] == [first.block, later.block]);
        if are_near || is_listing(context, first.block, later.block) {
            continue;
        }
        let words = pair.differing.map(|span| &document.prose()[whole(document, span).range()]);
        let told = Told::of(words, words, pair.changes);
        let mut values = values(context, "sentence", 1, later.span);
        values.push(("difference".to_owned(), told.difference));
        let found = hit(first.span, later.span, None);
        hits.push(Hit { note: told.later, related: vec![(first.span, told.first)], values, ..found });
    }
}

/// Whether both blocks stand at the same place below headings of their own, as in a list of events.
fn is_listing(context: &Context<'_>, first: usize, later: usize) -> bool {
    let blocks = context.document.blocks();
    let above = |block: usize| (0..block).rev().find(|&index| blocks[index].heading.is_some());
    match (above(first), above(later)) {
        (Some(one), Some(other)) => one != other && first - one == later - other,
        _ => false,
    }
}

/// Whether a sentence is about what stands before it, or about somebody who is named for the first time, so that another one with
/// the same words may be about something else.
fn begins_with_pronoun(context: &Context<'_>, index: usize) -> bool {
    let document = context.document;
    let Some(word) = document.words_in(&document.sentences()[index]).first() else { return true };
    let word = &document.prose()[word.span.range()];
    let stem = word.split(['\'', '’']).next().unwrap_or_default();
    // The longest of them has seven letters.
    if stem.len() > 7 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    matches!(
        stem.as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "this"
            | "that"
            | "these"
            | "those"
            | "there"
            | "here"
            | "both"
            | "another"
            | "a"
            | "an"
            | "then"
    )
}
