//! Quotations that stand twice in one draft.

use super::{Least, hit, values};
use crate::document::Span;
use crate::kinds::{Context, Hit};
use crate::repetition::{WordKey, firsts, sequence_key};

/// A quotation in a block that the rule reads.
struct Quotation<'a> {
    span: Span,
    words: &'a [WordKey],
}

/// Adds the quotations that say, word for word, what an earlier one says. A quotation that is a paragraph of its own shows
/// what the text says; one in which all long words have capitals is a title.
pub(super) fn check(least: Least, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let quotations: Vec<Quotation<'_>> = quotations(least, context);
    let same = |one: usize, other: usize| {
        let keys = |index: usize| quotations[index].words.iter().map(|word| word.key);
        keys(one).eq(keys(other))
    };
    let hashes = quotations.iter().map(|quotation| sequence_key(quotation.words));
    for (index, first) in firsts(hashes, same).into_iter().enumerate() {
        let (first, later) = (&quotations[first as usize], &quotations[index]);
        // Headlines and decks have single marks where the text has double ones.
        let is_single = |quotation: &Quotation<'_>| {
            context.document.prose()[quotation.span.range()].starts_with(['\'', '‘'])
        };
        if first.span != later.span && is_single(first) == is_single(later) {
            let copy = later.words[0].span.cover(later.words[later.words.len() - 1].span);
            let values = values(context, "quotation", 1, copy);
            hits.push(Hit { values, ..hit(first.span, later.span, None) });
        }
    }
}

fn quotations<'a>(least: Least, context: &Context<'a>) -> Vec<Quotation<'a>> {
    let (document, words) = (context.document, context.keys().words());
    let read = context.facts.quotations().iter().filter_map(|&span| {
        let index = document.block_at(span.start())?;
        let block = &document.blocks()[index];
        let start = words.partition_point(|word| word.span.start() < span.start());
        let end = start + words[start..].partition_point(|word| word.span.end() <= span.end());
        let words = &words[start..end];
        let counts = words.len() >= least.words
            && context.scope.reads(block)
            && !context.keys().repeats(index)
            && document.prose()[block.content.range()].trim().len() > span.len()
            && !is_title(document.prose(), words);
        counts.then_some(Quotation { span, words })
    });
    read.collect()
}

/// Whether all words of some length begin with a capital.
fn is_title(prose: &str, words: &[WordKey]) -> bool {
    /// “And”, “for” and their like are small in titles.
    const LONG: usize = 4;
    let mut long = words.iter().filter(|word| word.span.len() >= LONG).peekable();
    long.peek().is_some() && long.all(|word| prose[word.span.range()].starts_with(char::is_uppercase))
}
