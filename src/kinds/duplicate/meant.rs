//! How much a repeated passage weighs: a slip for certain, a slip perhaps, or meant. Copies right behind each other and
//! long ones are slips. A few words that stand again with other copy between may be a refrain, a form or a service.

use super::{Apart, Weight};
use crate::document::{Block, BlockKind, Document};
use crate::kinds::Context;
use crate::repetition::Run;

/// The words from which on several short lines are no refrain.
const LONGEST_REFRAIN: usize = 100;
/// So many words a speaker says again, or stand again at the end of two sections, by slip rather than by form.
const LONGEST_FORM: usize = 15;
/// The words from which on one paragraph with an address is more than a service to readers.
const LONGEST_SERVICE: usize = 60;
/// A draft in which most paragraphs have fewer words is one of lines: a poem, a list of results, a transcript.
const SHORTEST_OF_TEXT: usize = 12;
/// The characters that a line of verse has at most.
const LONGEST_VERSE: usize = 60;
/// The words of the longest label: “THE LORD MAYOR:”.
const LONGEST_LABEL: usize = 3;

/// What tells a slip from what is meant, read once a draft.
pub(super) struct Scales<'a> {
    context: &'a Context<'a>,
    /// How often it is said what a block says, by the first block that says it.
    times: Vec<u32>,
    /// The nearest heading above each block.
    above: Vec<Option<usize>>,
    /// The nearest heading below each block, or the end of the draft.
    below: Vec<usize>,
    /// Whether most paragraphs are short.
    of_lines: bool,
}

impl<'a> Scales<'a> {
    /// Linear.
    pub(super) fn read(context: &'a Context<'a>) -> Self {
        let blocks = context.document.blocks();
        let mut times = vec![0; blocks.len()];
        for &first in context.keys().first_blocks() {
            times[first as usize] += 1;
        }
        let (mut above, mut below) = (Vec::with_capacity(blocks.len()), vec![blocks.len(); blocks.len()]);
        let mut nearest = None;
        for (index, block) in blocks.iter().enumerate() {
            above.push(nearest);
            nearest = if block.heading.is_some() { Some(index) } else { nearest };
        }
        for index in (1..blocks.len()).rev() {
            below[index - 1] = if blocks[index].heading.is_some() { index } else { below[index] };
        }
        Self { context, times, above, below, of_lines: is_of_lines(context) }
    }

    /// What a repetition weighs. `copy` is the run as it was found, `run` the same with the crossheads above it.
    pub(super) fn weigh(&self, run: &Run, copy: &Run, apart: Apart) -> Weight {
        let is_once = copy.first.len() == copy.later.len();
        if !is_once || run.first.end == run.later.start || self.is_under_copied_heading(copy) {
            return Weight::Strong;
        }
        let document = self.context.document;
        let blocks = &document.blocks()[copy.later.clone()];
        let words: usize = blocks.iter().map(|block| document.words_of(block).len()).sum();
        let is_short = |block: &Block| characters(document, block) < apart.characters;
        if blocks.iter().all(is_short) && (blocks.len() == 1 || words < LONGEST_REFRAIN)
            || blocks.iter().all(|block| is_verse(document, block))
            || blocks.iter().all(|block| block.kind == BlockKind::ListItem) && !self.is_of_one_section(copy)
            || blocks.len() == 1 && words < LONGEST_SERVICE && has_address(document, &blocks[0])
        {
            return Weight::Meant;
        }
        if words >= apart.words {
            return Weight::Strong;
        }
        let is_meant = self.is_said_often(copy)
            || self.is_form(copy, words)
            || words < LONGEST_FORM && blocks.iter().all(|block| has_label(document, block))
            || self.of_lines;
        if is_meant { Weight::Meant } else { Weight::Weak }
    }

    /// Whether nothing but the heading above both copies stands between them: a beginning that was pasted twice.
    fn is_under_copied_heading(&self, copy: &Run) -> bool {
        let firsts = self.context.keys().first_blocks();
        copy.first.start > 0
            && copy.first.end + 1 == copy.later.start
            && self.above[copy.later.start] == Some(copy.first.end)
            && firsts[copy.first.start - 1] == firsts[copy.first.end]
    }

    /// Whether more than two blocks say what a copy begins with: at the third time it is a refrain.
    fn is_said_often(&self, copy: &Run) -> bool {
        let first = self.context.keys().first_blocks()[copy.later.start];
        self.times[first as usize] > 2
    }

    /// Whether both copies stand below the same heading.
    fn is_of_one_section(&self, copy: &Run) -> bool {
        self.above[copy.first.start] == self.above[copy.later.start]
    }

    /// Whether both copies, of so many words, stand at the same place of two sections: right below the heading or one block further
    /// down, or, if they are short, at the end. Elsewhere the same place is chance.
    fn is_form(&self, copy: &Run, words: usize) -> bool {
        let (first, later) = (&copy.first, &copy.later);
        let (Some(one), Some(other)) = (self.above[first.start], self.above[later.start]) else {
            return false;
        };
        let (down, up) = (first.start - one, self.below[first.end - 1] - first.end);
        // Below a heading that stands again there is no other section.
        let firsts = self.context.keys().first_blocks();
        firsts[one] != firsts[other]
            && (down <= 2 && down == later.start - other
                || words < LONGEST_FORM && up == 0 && self.below[later.end - 1] == later.end)
    }
}

fn characters(document: &Document<'_>, block: &Block) -> usize {
    document.prose()[block.content.range()].chars().count()
}

/// Whether a block is set as verse: several lines, none of them long, each with a capital letter at its start.
fn is_verse(document: &Document<'_>, block: &Block) -> bool {
    let lines =
        || document.prose()[block.content.range()].lines().map(str::trim).filter(|line| !line.is_empty());
    let is_line = |line: &str| {
        line.chars().count() <= LONGEST_VERSE
            && line.chars().find(|sign| sign.is_alphanumeric()).is_some_and(char::is_uppercase)
    };
    lines().nth(1).is_some() && lines().all(is_line)
}

/// Whether a block holds what readers write to or call: a mail address, an address of a page, a telephone number. A page that
/// is only named (“the widely used example.org”) is a subject, and one that readers are sent to is none.
fn has_address(document: &Document<'_>, block: &Block) -> bool {
    let text = &document.text()[block.span.range()];
    let is_page = |pair: &[&str]| is_page(pair[1]) && sends(pair[0]);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().any(|word| is_address(word)) || words.windows(2).any(is_page) || has_number(text)
}

/// Whether a word right before a page sends readers there.
fn sends(word: &str) -> bool {
    const SENDING: &[&str] = &["at", "from", "on", "or", "see", "through", "to", "via", "visit"];
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    SENDING.iter().any(|sending| sending.eq_ignore_ascii_case(word))
}

fn is_address(word: &str) -> bool {
    let word = bare(word);
    word.starts_with("http") || word.starts_with("www.") || word.contains('@')
}

/// Whether a word is the bare address of a page: “988lifeline.org”.
fn is_page(word: &str) -> bool {
    bare(word).rsplit_once('.').is_some_and(|(name, end)| {
        let end = end.split('/').next().unwrap_or_default();
        name.ends_with(|last: char| last.is_ascii_alphanumeric())
            && end.len() >= 2
            && end.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// A word without marks around it; nothing of a link within running text, which is a source, and no service.
fn bare(word: &str) -> &str {
    if word.contains("](") { "" } else { word.trim_matches(|sign: char| !sign.is_alphanumeric()) }
}

/// Whether a text holds a telephone number: six digits or more, with nothing but blanks, hyphens and brackets between.
fn has_number(text: &str) -> bool {
    let mut digits = 0;
    for word in text.split_whitespace() {
        let number = word.trim_matches(|sign: char| !sign.is_ascii_digit());
        let in_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'(' | b')');
        if number.is_empty() || !number.bytes().all(in_number) || is_span_of_years(number) {
            digits = 0;
            continue;
        }
        digits += number.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 6 {
            return true;
        }
        if !word.ends_with(|last: char| last.is_ascii_digit() || last == ')') {
            digits = 0;
        }
    }
    false
}

/// “2015-16”, “1999-2000”.
fn is_span_of_years(number: &str) -> bool {
    number.split_once('-').is_some_and(|(from, to)| {
        from.len() == 4 && from.starts_with(['1', '2']) && matches!(to.len(), 2 | 4) && !to.contains('-')
    })
}

/// Whether a block begins with a label: a speaker's name, “Q:”, “Source:”.
fn has_label(document: &Document<'_>, block: &Block) -> bool {
    let copy = &document.prose()[block.content.range()];
    copy.split_once(':').is_some_and(|(label, rest)| {
        rest.starts_with(char::is_whitespace)
            && label.split_whitespace().count() <= LONGEST_LABEL
            && label.starts_with(char::is_uppercase)
    })
}

/// Whether most paragraphs of a draft are short, copies aside.
fn is_of_lines(context: &Context<'_>) -> bool {
    let (mut short, mut long) = (0, 0);
    for (index, block) in context.document.blocks().iter().enumerate() {
        if block.kind == BlockKind::Paragraph && !context.keys().repeats(index) {
            let is_short = context.document.words_of(block).len() < SHORTEST_OF_TEXT;
            *(if is_short { &mut short } else { &mut long }) += 1;
        }
    }
    short > long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_sources() {
        for text in ["ada@example.org", "(www.example.org)", "https://example.org/a"] {
            assert!(is_address(text), "{text}");
        }
        assert!(is_page("988lifeline.org.") && sends("(at") && !sends("used"));
        for text in ["@lyneferry", "site](https://example.org)", "U.S.", "e.g.", "4.5m", "end.Then"] {
            assert!(!is_address(text) && !is_page(text), "{text}");
        }
    }

    #[test]
    fn numbers_to_call_are_told_from_figures() {
        for text in ["on 116 123.", "01632 960 123", "555-0123", "(212) 555-0123"] {
            assert!(has_number(text), "{text}");
        }
        for text in [
            "4,500,000 people",
            "in 2019",
            "£4.5m and 30 May",
            "750,000-800,000 head",
            "in 2015-16,",
            "1999-2000",
        ] {
            assert!(!has_number(text), "{text}");
        }
    }
}
