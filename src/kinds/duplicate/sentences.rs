//! Repeated sentences: those of blocks that are not repeated as a whole, several in a row as one.

use super::{Least, cut, deletion, hit, values};
use crate::document::{Span, is_end_mark};
use crate::finding::{Fix, Safety};
use crate::kinds::{Context, Hit};
use crate::repetition::{firsts, runs};

pub(super) fn check(least: Least, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let (document, keys) = (context.document, context.keys());
    let (blocks, sentences) = (document.blocks(), document.sentences());
    let hashes = keys.sentences().iter().map(|sentence| sentence.key);
    let firsts =
        firsts(hashes, |one, other| keys.same_words(&keys.sentences()[one], &keys.sentences()[other]));
    if firsts.iter().zip(0..).all(|(&first, index)| first == index) {
        return;
    }
    let counts = |index: usize| {
        let sentence = &sentences[index];
        context.scope.reads(&blocks[sentence.block])
            && !keys.repeats(sentence.block)
            && !is_display(context, index)
            && least.met(document.words_in(sentence).len(), context, &keys.sentences()[index])
    };
    let joined = |index: usize| index > 0 && sentences[index].block == sentences[index - 1].block;
    for run in runs(&firsts, counts, joined) {
        let span =
            |range: &std::ops::Range<usize>| sentences[range.start].span.cover(sentences[range.end - 1].span);
        let (first, later) = (span(&run.first), span(&run.later));
        let fix = fix(context, sentences[run.later.start].block, later);
        let values = values(context, "sentence", run.later.len(), later);
        hits.push(Hit { values, ..hit(first, later, fix) });
    }
}

/// Whether a sentence is a block by itself that shows what the text says: a pull quote in quotation marks, or a line
/// without an end mark.
pub(super) fn is_display(context: &Context<'_>, index: usize) -> bool {
    let sentence = &context.document.sentences()[index];
    let block = &context.document.blocks()[sentence.block];
    if context.document.sentences_of(block).len() != 1 {
        return false;
    }
    let is_quote = |character: char| matches!(character, '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»');
    let copy = &context.document.prose()[sentence.span.range()];
    let is_quoted = copy.starts_with(is_quote) && copy.ends_with(is_quote);
    is_quoted || !copy.trim_end_matches(is_quote).ends_with(is_end_mark)
}

/// Unsafe; for a person, where it would take one mark of a quotation and leave the other.
fn fix(context: &Context<'_>, block: usize, later: Span) -> Option<Fix> {
    let cut = cut::sentences(context.document, &context.document.blocks()[block], later)?;
    let quotations = context.facts.quotations();
    let near = &quotations[quotations.partition_point(|quotation| quotation.end() <= later.start())..];
    let splits = near
        .iter()
        .take_while(|quotation| quotation.start() < later.end())
        .any(|quotation| !quotation.contains(later) && !later.contains(*quotation));
    Some(deletion(cut, if splits { Safety::Manual } else { Safety::Unsafe }))
}
