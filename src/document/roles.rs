//! What blocks are to an editor, beyond their markup: which one is the headline, what above or below it is a deck, and
//! which heading-like lines are crossheads.

use super::marks::{asks, ends_line};
use super::{Block, BlockKind, HeadingForm};

/// The words that a first line may have at most to be a headline.
const LONGEST_FIRST_LINE: usize = 20;
/// The words from which on text above the headline is a deck, not a kicker, a byline or a dateline.
const SHORTEST_DECK: usize = 8;

/// Gives the blocks their roles; returns the index of the headline. Linear.
pub(super) fn assign(prose: &str, blocks: &mut [Block]) -> Option<usize> {
    let field = blocks.iter().position(|block| block.heading == Some(HeadingForm::Field));
    let body = blocks.iter().position(|block| block.kind != BlockKind::Field).unwrap_or(blocks.len());
    let first_text =
        (body..blocks.len()).find(|&at| words(&blocks[at]) >= SHORTEST_DECK && !is_heading(&blocks[at]));
    let mut headline = (body..blocks.len()).find(|&at| is_heading(&blocks[at]));
    if field.is_some() {
        // The draft has its headline: what stands below text is a crosshead.
        headline = headline.filter(|&at| first_text.is_none_or(|text| at < text));
    } else if let Some(first) = blocks.get_mut(body).filter(|first| looks_like_headline(prose, first)) {
        first.heading = Some(HeadingForm::FirstLine);
        let is_kicker = |at: usize| {
            (body + 1..at).all(|between| words(&blocks[between]) < SHORTEST_DECK)
                && !same_words(prose, &blocks[body], &blocks[at])
        };
        headline = headline.filter(|&at| is_kicker(at)).or(Some(body));
    }
    if let Some(headline) = headline {
        blocks[headline].kind = BlockKind::Headline;
        for block in &mut blocks[body..headline] {
            if block.kind == BlockKind::Paragraph && words(block) >= SHORTEST_DECK {
                block.kind = BlockKind::Deck;
            }
        }
        if let Some(deck) = deck_below(prose, blocks, headline) {
            blocks[deck].kind = BlockKind::Deck;
        }
    }
    headline.or(field)
}

/// Whether a block is a heading by its markup.
fn is_heading(block: &Block) -> bool {
    matches!(block.heading, Some(HeadingForm::Heading(_) | HeadingForm::Bold))
}

fn words(block: &Block) -> usize {
    block.words.len()
}

/// Whether a first block is short and has no end mark and no colon. A question mark does not count: headlines ask
/// questions, and stories hardly ever begin with one.
fn looks_like_headline(prose: &str, block: &Block) -> bool {
    let content = &prose[block.content.range()];
    block.kind == BlockKind::Paragraph
        && (1..=LONGEST_FIRST_LINE).contains(&words(block))
        && (!ends_line(content) || asks(content))
}

/// The line in bold right below the headline, or below its repetitions, unless it is one itself.
fn deck_below(prose: &str, blocks: &[Block], headline: usize) -> Option<usize> {
    let headings = blocks[headline + 1..].iter().take_while(|block| is_heading(block));
    let repetitions = headings.take_while(|block| same_words(prose, block, &blocks[headline])).count();
    let below = headline + 1 + repetitions;
    blocks.get(below).is_some_and(|block| block.heading == Some(HeadingForm::Bold)).then_some(below)
}

/// Whether two blocks differ in case, punctuation and white space at most.
fn same_words(prose: &str, one: &Block, other: &Block) -> bool {
    let letters = |block: &Block| {
        prose[block.content.range()]
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .flat_map(char::to_lowercase)
    };
    letters(one).eq(letters(other))
}
