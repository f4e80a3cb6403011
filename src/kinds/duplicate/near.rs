//! Paragraphs that say nearly the same, and passages that two of them share. What is near is told by `repetition`; here is
//! what is meant all the same, and what the labels say of the difference.

use std::collections::HashMap;

use super::paragraphs::is_bridge;
use super::told::{Told, whole};
use super::{Least, hit, values};
use crate::document::{Block, Span};
use crate::kinds::{Context, Hit};
use crate::repetition::{Difference, NearPair};

/// What differs between two paragraphs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Differing {
    Words,
    /// Nothing but numbers.
    Numbers,
}

/// Adds the paragraphs of which the later says nearly what the first says: each with the first of them.
pub(super) fn paragraphs(least: Least, differing: Differing, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let blocks = context.document.blocks();
    let pairs = &context.near().pairs;
    let in_numbers = in_numbers(pairs);
    for pairs in pairs.chunk_by(|one, next| one.later == next.later) {
        let counts = |pair: &&NearPair| {
            let both = [&blocks[pair.first], &blocks[pair.later]];
            let long = |block: &Block| context.document.words_of(block).len() >= least.words;
            both.iter().all(|block| context.scope.reads(block) && long(block))
                && !is_set_apart(context, both)
                && !is_bridge(context, pair)
        };
        let Some(pair) = pairs.iter().filter(counts).min_by_key(|pair| (pair.changes, pair.first)) else {
            continue;
        };
        let found = match pair.difference {
            Difference::Words | Difference::Names => Differing::Words,
            // A third paragraph of the kind makes it a form: results, prices, the weather.
            Difference::Numbers if [pair.first, pair.later].iter().all(|block| in_numbers[block] == 1) => {
                Differing::Numbers
            }
            Difference::Numbers | Difference::DatedNumbers | Difference::Form => continue,
        };
        if found == differing {
            hits.push(near_hit(context, pair));
        }
    }
}

/// From how many others each paragraph differs in numbers, dated or not; of those that do.
fn in_numbers(pairs: &[NearPair]) -> HashMap<usize, usize> {
    let mut others = HashMap::new();
    for pair in pairs.iter().filter(|pair| pair.difference != Difference::Words) {
        *others.entry(pair.first).or_insert(0) += 1;
        *others.entry(pair.later).or_insert(0) += 1;
    }
    others
}

fn near_hit(context: &Context<'_>, pair: &NearPair) -> Hit {
    let (document, blocks) = (context.document, context.document.blocks());
    let (first, later) = (&blocks[pair.first], &blocks[pair.later]);
    let words = |spans: [Span; 2]| spans.map(|span| &document.prose()[whole(document, span).range()]);
    let told = Told::of(words(pair.differing), words(pair.leading), pair.changes);
    let mut values = values(context, "paragraph", 1, later.content);
    values.push(("difference".to_owned(), told.difference));
    let found = hit(first.span, later.span, None);
    Hit { note: told.later, related: vec![(first.span, told.first)], values, ..found }
}

/// Adds the passages that paragraphs share which are otherwise different.
pub(super) fn passages(least: Least, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let blocks = context.document.blocks();
    let mut reach = 0;
    for passage in &context.near().passages {
        let [first, later] = passage.spans;
        let both = passage.blocks.map(|index| &blocks[index]);
        let shorter = both.iter().map(|block| context.document.words_of(block).len()).min().unwrap_or(0);
        // A quotation that is set apart shows all that it quotes, or nearly all.
        let is_shown = passage.words * 5 >= shorter * 4 && is_set_apart(context, both);
        let read = both.iter().all(|block| context.scope.reads(block)) && !is_shown;
        if !read || passage.words < least.words || later.start() < reach {
            continue;
        }
        reach = later.end();
        let mut values = values(context, "passage", 1, later);
        values.push(("difference".to_owned(), format!("{} words", passage.words)));
        hits.push(Hit { values, ..hit(first, later, None) });
    }
}

/// Whether one of two paragraphs is a quotation set apart from the text that it is taken from: it is nothing else, and the
/// other one is more.
fn is_set_apart(context: &Context<'_>, both: [&Block; 2]) -> bool {
    let is_quotation = |block: &Block| {
        let copy = &context.document.prose()[block.content.range()];
        let start = block.content.end() - copy.trim_start().len();
        context.facts.in_quotation(Span::new(start, start + copy.trim().len()))
    };
    is_quotation(both[0]) != is_quotation(both[1])
}
