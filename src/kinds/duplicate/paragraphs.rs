//! Repeated paragraphs: runs of equal blocks, with the short ones between them and a crosshead right above. How much a
//! repetition weighs is told in `meant`.

use super::meant::Scales;
use super::told::{Told, whole};
use super::{Apart, Least, Weight, any_block_repeats, block_hit};
use crate::document::{Block, BlockKind, HeadingForm, Span, is_end_mark};
use crate::finding::Safety;
use crate::kinds::{Context, Hit};
use crate::repetition::{NearPair, Run, runs};

/// The words from which on a whole sentence in bold may be a paragraph.
const SHORTEST_IN_BOLD: usize = 12;

/// Adds the repetitions of one weight.
pub(super) fn check(least: Least, apart: Apart, sought: Weight, context: &Context<'_>, hits: &mut Vec<Hit>) {
    if !any_block_repeats(context) {
        return;
    }
    let (document, keys) = (context.document, context.keys());
    let (blocks, firsts) = (document.blocks(), &bridged(context)[..]);
    // What a paragraph says, told at the first block that says it, paragraph or not.
    let mut is_said = vec![false; blocks.len()];
    for (block, &first) in blocks.iter().zip(firsts) {
        is_said[first as usize] |= context.scope.reads(block);
    }
    let counts = |index: usize| {
        let block = &blocks[index];
        let in_bold = || is_said[firsts[index] as usize] && is_paragraph_in_bold(context, block);
        (context.scope.reads(block) || in_bold())
            && least.met(document.words_of(block).len(), context, &keys.blocks()[index])
    };
    let scales = Scales::read(context);
    let mut reported = 0;
    for mut run in runs(firsts, counts, |_| true) {
        let copy = run.clone();
        take_crossheads(context, &mut run, reported);
        let weight = scales.weigh(&run, &copy, apart);
        if weight == Weight::Strong {
            reported = run.later.end;
        }
        if weight != sought {
            continue;
        }
        // Deleting is not safe: the copy may have overwritten the true ending.
        let mut hit = block_hit(context, &run, "paragraph", Safety::Unsafe);
        let edited = run.later.clone().filter(|&index| firsts[index] != keys.first_blocks()[index]).count();
        let how = match edited {
            0 => "word for word".to_owned(),
            1 => format!("word for word, one of them with changes{}", change(context, firsts, &run)),
            count => format!("word for word, {count} of them with changes"),
        };
        hit.values.push(("how".to_owned(), how));
        hits.push(hit);
    }
}

/// What was changed in the only paragraph of a run that was edited, in brackets.
fn change(context: &Context<'_>, firsts: &[u32], run: &Run) -> String {
    let is_edited =
        |pair: &&NearPair| run.later.contains(&pair.later) && firsts[pair.later] == firsts[pair.first];
    let Some(pair) = context.near().pairs.iter().find(is_edited) else { return String::new() };
    let words =
        |spans: [Span; 2]| spans.map(|span| &context.document.prose()[whole(context.document, span).range()]);
    format!(" ({})", Told::of(words(pair.differing), words(pair.leading), pair.changes).difference)
}

/// For every block the first one that says the same. A paragraph that was edited in a pasted run, with an equal neighbour at
/// the same place, counts as equal: the run stays one.
fn bridged(context: &Context<'_>) -> Vec<u32> {
    let mut firsts = context.keys().first_blocks().to_vec();
    for pair in context.near().pairs.iter().filter(|pair| is_bridge(context, pair)) {
        firsts[pair.later] = firsts[pair.first];
    }
    firsts
}

/// Whether a near pair stands in a run of repeated blocks: the blocks before or behind the two are equal.
pub(super) fn is_bridge(context: &Context<'_>, pair: &NearPair) -> bool {
    let firsts = context.keys().first_blocks();
    let equal = |one: Option<usize>, other: Option<usize>| {
        one.zip(other).is_some_and(|(one, other)| {
            one != pair.later && other < firsts.len() && firsts[other] as usize == one
        })
    };
    equal(pair.first.checked_sub(1), pair.later.checked_sub(1))
        || equal(Some(pair.first + 1), Some(pair.later + 1))
}

/// Whether a line in bold reads as a paragraph: a whole sentence of some length.
fn is_paragraph_in_bold(context: &Context<'_>, block: &Block) -> bool {
    let content = &context.document.prose()[block.content.range()];
    block.heading == Some(HeadingForm::Bold)
        && block.kind != BlockKind::Headline
        && context.document.words_of(block).len() >= SHORTEST_IN_BOLD
        && content.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(is_end_mark)
}

/// Moves the beginning of a run up over crossheads that stand above both copies: with its paragraphs gone, the later one
/// would head nothing. A repeated headline is a fault of its own. Goes no further up than block `reported`, where the
/// run before ends.
fn take_crossheads(context: &Context<'_>, run: &mut Run, reported: usize) {
    let (blocks, firsts) = (context.document.blocks(), context.keys().first_blocks());
    while run.first.start > 0 && run.later.start > run.first.end.max(reported) {
        let (one, other) = (run.first.start - 1, run.later.start - 1);
        let is_crosshead = |index: usize| blocks[index].kind == BlockKind::Crosshead;
        if !is_crosshead(one) || !is_crosshead(other) || firsts[one] != firsts[other] {
            return;
        }
        run.first.start = one;
        run.later.start = other;
    }
}
