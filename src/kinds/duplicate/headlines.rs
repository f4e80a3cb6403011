//! Repeated headlines: equal blocks of those that look like a heading, whatever their form; and crossheads that follow
//! themselves.

use super::{Least, any_block_repeats, block_hit};
use crate::document::{Block, BlockKind, FieldName, HeadingForm};
use crate::finding::Safety;
use crate::kinds::{Context, Hit};
use crate::repetition::{Run, runs};

pub(super) fn check(least: Least, report_field: bool, context: &Context<'_>, hits: &mut Vec<Hit>) {
    if !any_block_repeats(context) {
        return;
    }
    let (document, keys) = (context.document, context.keys());
    let heads = heads(context, report_field);
    let counts = |index: usize| {
        let words = document.words_of(&document.blocks()[index]).len();
        heads[index] && least.met(words, context, &keys.blocks()[index])
    };
    let joined = |index: usize| index > 0 && heads[index] && heads[index - 1];
    for run in runs(keys.first_blocks(), counts, joined) {
        let is_headline = is_headline(&document.blocks()[run.first.start]);
        // “Where to stay” under every town, “Why we love it” in every review: a crosshead may stand again over other
        // copy, and with the same copy under it the paragraphs are reported.
        if !is_headline && run.first.end < run.later.start {
            continue;
        }
        let safety = if is_plain_repeat(context, &run) { Safety::Safe } else { Safety::Unsafe };
        hits.push(block_hit(context, &run, unit(&document.blocks()[run.first.start]), safety));
    }
}

/// What a heading-like block is called.
fn unit(block: &Block) -> &'static str {
    match block.copy_kind() {
        _ if is_headline(block) => "headline",
        BlockKind::Deck => "standfirst",
        _ => "crosshead",
    }
}

/// Whether a heading-like block is the headline of the draft: not a crosshead, nor a deck.
fn is_headline(block: &Block) -> bool {
    block.copy_kind() == BlockKind::Headline || block.heading == Some(HeadingForm::FirstLine)
}

/// For every block, whether it takes part: what looks like a heading; and a plain line that says what the headline says,
/// or a heading right behind or before it, which is a headline pasted twice that lost its markup; and a standfirst of the
/// front matter that says what the headline says or what the first paragraph says again.
fn heads(context: &Context<'_>, report_field: bool) -> Vec<bool> {
    let (blocks, firsts) = (context.document.blocks(), context.keys().first_blocks());
    let is_field = |index: usize| blocks[index].heading == Some(HeadingForm::Field);
    let top = (0..blocks.len()).find(|&index| blocks[index].heading.is_some() && !is_field(index));
    let headline = context.document.headline();
    let headline = headline.and_then(|block| context.document.block_at(block.span.start()));
    let body = blocks.iter().position(|block| block.kind != BlockKind::Field).unwrap_or(blocks.len());
    let lede = blocks.iter().position(|block| block.kind == BlockKind::Paragraph && block.heading.is_none());
    let doubled_standfirst = lede
        .map(|lede| firsts[lede] as usize)
        .filter(|&first| blocks[first].field == Some(FieldName::Standfirst));
    let mut heads = vec![false; blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        heads[index] = if is_field(index) {
            // A headline in front matter and the same one on top of the text are one headline; and of two fields
            // that say the same neither is a fault of the copy.
            let is_top_again = top.is_some_and(|top| firsts[top] == firsts[index]);
            !context.keys().repeats(index) && (report_field || !is_top_again)
        } else if let Some(form) = block.heading {
            // A first line above a heading looks like a headline, though its kind is that of a paragraph.
            form == HeadingForm::FirstLine || context.scope.reads(block)
        } else if matches!(block.field, Some(FieldName::Standfirst | FieldName::Summary)) {
            let first = firsts[index] as usize;
            first < index && is_field(first) && heads[first] || doubled_standfirst == Some(index)
        } else {
            let says_same = |other: usize| firsts.get(other) == Some(&firsts[index]);
            let is_behind = || index > 0 && heads[index - 1] && says_same(index - 1);
            let is_before = || says_same(index + 1) && blocks[index + 1].heading.is_some();
            let says_headline = || headline.is_some_and(says_same);
            // On top of the text, the headline of the front matter is no second one, with markup or without.
            let counts = index != body || body == 0 || report_field;
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Deck)
                && (is_before()
                    || counts && (is_behind() || says_headline())
                    || lede == Some(index) && doubled_standfirst.is_some())
        };
    }
    heads
}

/// Whether one line stands again, byte for byte, with nothing but blank lines between.
fn is_plain_repeat(context: &Context<'_>, run: &Run) -> bool {
    if run.first.len() != 1 || run.later.len() != 1 || run.first.end != run.later.start {
        return false;
    }
    let (blocks, text) = (context.document.blocks(), context.document.text());
    let (first, later) = (blocks[run.first.start].span, blocks[run.later.start].span);
    text[first.range()] == text[later.range()]
        && text[first.end()..later.start()].chars().all(char::is_whitespace)
}
