//! What blocks are to an editor, beyond their markup: which one is the headline, what above or below it is a deck, and
//! which heading-like lines are crossheads.

use super::furniture::{is_furniture, is_never_headline};
use super::marks::{asks, ends_line};
use super::{Block, BlockKind, HeadingForm};

/// The words that a first line may have at most to be a headline.
const LONGEST_FIRST_LINE: usize = 30;
/// The words that it may have where it ends with a mark that may be no end mark.
const LONGEST_WITH_MARK: usize = 14;
/// The words from which on text above the headline is a deck, not a kicker, a byline or a dateline.
const SHORTEST_DECK: usize = 8;

/// Gives the blocks their roles; returns the index of the headline. Linear.
pub(super) fn assign(prose: &str, blocks: &mut [Block]) -> Option<usize> {
    let field = blocks.iter().position(|block| block.heading == Some(HeadingForm::Field));
    let body = blocks.iter().position(|block| block.kind != BlockKind::Field).unwrap_or(blocks.len());
    unmake_credits(prose, &mut blocks[body..]);
    unmake_kicker(prose, &mut blocks[body..]);
    let first_text = (body..blocks.len()).find(|&at| {
        words(&blocks[at]) >= SHORTEST_DECK && !is_heading(&blocks[at]) && !is_around(prose, &blocks[at])
    });
    let mut headline = (body..blocks.len()).find(|&at| is_heading(&blocks[at]));
    // A byline or a dateline may stand above a headline that is a mere line.
    let is_credit =
        |block: &&Block| block.kind == BlockKind::Paragraph && is_never_headline(content(prose, block));
    let top = body + blocks[body..].iter().take_while(is_credit).count();
    if let Some(field) = field {
        let is_above_text = |at: &usize| first_text.is_none_or(|text| *at < text);
        headline = headline.filter(is_above_text).filter(|&at| is_again(prose, blocks, field, at));
        if headline.is_none()
            && let Some(first) = blocks.get_mut(top)
        {
            make_deck(first);
        }
    } else if let Some(first) = blocks.get_mut(top).filter(|first| looks_like_headline(prose, first)) {
        first.heading = Some(HeadingForm::FirstLine);
        let is_kicker = |at: usize| {
            (top + 1..at).all(|between| words(&blocks[between]) < SHORTEST_DECK)
                && !same_words(prose, &blocks[top], &blocks[at])
        };
        headline = headline.filter(|&at| is_kicker(at)).or(Some(top));
    }
    if let Some(headline) = headline {
        blocks[headline].kind = BlockKind::Headline;
        for block in &mut blocks[body..headline] {
            if block.kind == BlockKind::Paragraph && words(block) >= SHORTEST_DECK && !is_around(prose, block)
            {
                block.kind = BlockKind::Deck;
            }
        }
        if let Some(deck) = deck_below(prose, blocks, headline) {
            blocks[deck].kind = BlockKind::Deck;
        }
    }
    headline.or(field)
}

/// Whether the heading at `at` is the headline that the front matter has in `field`: of level 1, or in the same words.
/// What is deeper is a crosshead.
fn is_again(prose: &str, blocks: &[Block], field: usize, at: usize) -> bool {
    blocks[at].heading == Some(HeadingForm::Heading(1)) || same_words(prose, &blocks[field], &blocks[at])
}

/// Makes a line in bold at the top of the text, some words long, the deck of a headline in front matter.
fn make_deck(block: &mut Block) {
    if block.heading == Some(HeadingForm::Bold) && words(block) >= SHORTEST_DECK {
        block.kind = BlockKind::Deck;
    }
}

/// Bylines and datelines that are set in bold are no headings.
fn unmake_credits(prose: &str, blocks: &mut [Block]) {
    for block in blocks {
        if block.heading == Some(HeadingForm::Bold) && is_never_headline(content(prose, block)) {
            (block.kind, block.heading) = (BlockKind::Paragraph, None);
        }
    }
}

/// A few words in bold right above a heading that says something else are a kicker: `**EXCLUSIVE**`.
fn unmake_kicker(prose: &str, blocks: &mut [Block]) {
    let Some(first) = blocks.iter().position(is_heading) else { return };
    let [kicker, below, ..] = &mut blocks[first..] else { return };
    if kicker.heading == Some(HeadingForm::Bold)
        && words(kicker) < SHORTEST_DECK
        && matches!(below.heading, Some(HeadingForm::Heading(1)))
        && !same_words(prose, kicker, below)
    {
        (kicker.kind, kicker.heading) = (BlockKind::Paragraph, None);
    }
}

/// Whether a block is a heading by its markup.
fn is_heading(block: &Block) -> bool {
    matches!(block.heading, Some(HeadingForm::Heading(_) | HeadingForm::Bold))
}

/// Whether a block stands around the story and tells nothing of it: a byline, a correction.
fn is_around(prose: &str, block: &Block) -> bool {
    is_furniture(content(prose, block))
}

fn content<'p>(prose: &'p str, block: &Block) -> &'p str {
    &prose[block.content.range()]
}

fn words(block: &Block) -> usize {
    block.words.len()
}

/// Whether a first block is short and has no end mark and no colon. A question mark does not count: headlines ask
/// questions, and stories hardly ever begin with one.
fn looks_like_headline(prose: &str, block: &Block) -> bool {
    let content = content(prose, block);
    let is_open = || !ends_line(content) || asks(content);
    let is_closed_within = || {
        words(block) <= LONGEST_WITH_MARK
            && block.sentences.len() <= 1
            && (ends_with_abbreviation(content) || ends_with_quotation(content))
    };
    block.kind == BlockKind::Paragraph
        && (1..=LONGEST_FIRST_LINE).contains(&words(block))
        && (is_open() || is_closed_within())
}

/// “Ferry leaves for the U.S.”, “Hale buys Ferry Inc.”
fn ends_with_abbreviation(content: &str) -> bool {
    const SHORTENED: [&str; 8] = ["Inc.", "Ltd.", "Co.", "Corp.", "Jr.", "Sr.", "Bros.", "St."];
    let last = content.split_whitespace().next_back().unwrap_or_default();
    let are_initials = || {
        let mut signs = last.chars();
        let is_pair = |letter: char, point: Option<char>| letter.is_alphabetic() && point == Some('.');
        let mut pairs = 0;
        while let Some(letter) = signs.next() {
            if !is_pair(letter, signs.next()) {
                return false;
            }
            pairs += 1;
        }
        pairs > 1
    };
    SHORTENED.contains(&last) || are_initials()
}

/// “Mayor: “We will not pay.”” A verb of saying before the colon begins a story.
fn ends_with_quotation(content: &str) -> bool {
    const VERBS: [&str; 8] = ["said", "says", "asked", "asks", "added", "adds", "wrote", "told"];
    content.ends_with(['"', '”', '’', '\''])
        && content.split_once(": ").is_some_and(|(speaker, speech)| {
            speech.starts_with(['"', '“', '‘', '\''])
                && !speaker.split_whitespace().next_back().is_some_and(|word| VERBS.contains(&word))
        })
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
