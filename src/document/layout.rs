//! Which line ends inside running text end a paragraph. Newsroom drafts often have one paragraph a line and no blank
//! lines between; others are wrapped by hand or by an editor near some column, and paragraphs of both kinds get pasted
//! into one draft. Each line end is judged by itself, against the column at which the draft as a whole is wrapped.
//!
//! A wrapped line breaks because the next word would not have fitted. So a line end in the middle of a sentence (no end
//! mark before it, a small letter behind it) is a vote for each column from the length of its line up to where the
//! next word would have ended; where many votes meet, that is the column.

use super::Span;
use super::marks::{ends_line, goes_on, has_bullet, is_bold};

/// Lines of more columns than this are not wrapped.
const WIDEST: u32 = 132;
/// Lines are not wrapped at fewer columns than this.
const NARROWEST: u32 = 40;
/// A line of at least so many columns, before a capital, is rather wrapped than a heading.
const LIKELY: u32 = 55;
/// How far a line may stand out over the column: a word added by hand, a list marker that must not begin a line.
const OVERHANG: u32 = 12;
/// How many columns a wrapped line may leave free that its next word would have needed.
const SLACK: u32 = 2;

/// A line of running text, as far as the layout needs to know it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, line end left out.
    pub(super) span: Span,
    /// Whether it is a whole line in bold: a heading, whatever stands around it.
    pub(super) bold: bool,
    width: u32,
    first_word: u32,
    several_words: bool,
    ended: bool,
    goes_on: bool,
    bullet: bool,
}

impl Line {
    /// Measures the line at `span`. Linear in its length.
    pub(super) fn new(text: &str, span: Span) -> Self {
        let line = text[span.range()].trim_end();
        let bare = line.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '>');
        let first = bare.split(char::is_whitespace).next().unwrap_or_default();
        let first_character = bare.chars().next().map_or(0, char::len_utf8);
        Self {
            span,
            bold: is_bold(line),
            width: width(line),
            // Between the characters of Chinese or Japanese a line may break anywhere.
            first_word: if is_wide(bare.as_bytes()) { width(&bare[..first_character]) } else { width(first) },
            several_words: first.len() < bare.len() || is_wide(bare.as_bytes()),
            ended: ends_line(line),
            goes_on: goes_on(bare),
            bullet: has_bullet(bare),
        }
    }

    /// The column behind the first word of `next`, had it been put on this line.
    fn with(&self, next: &Self) -> u32 {
        self.width + 1 + next.first_word
    }

    /// Whether the first word of `next` would not have fitted.
    fn is_full(&self, next: &Self, column: u32) -> bool {
        self.with(next) + SLACK > column
    }

    /// Whether it is longer than any line wrapped at `column`.
    fn stands_out(&self, column: u32) -> bool {
        self.width > column + OVERHANG && self.several_words
    }
}

/// How a draft's running text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The column at which it is wrapped, as far as can be told.
    column: Option<u32>,
    /// Whether enough votes meet at the column to judge every line end by it.
    firm: bool,
    /// Line ends at the end of a sentence.
    between: u32,
    /// Whether what looks like the middle of a sentence mostly stands in lines too short to be wrapped: a list.
    listed: bool,
}

impl Layout {
    /// Tells the layout from all neighbours in the draft's runs of lines.
    pub(super) fn of<'l>(pairs: impl Iterator<Item = (&'l Line, &'l Line)>) -> Self {
        const SIZE: usize = WIDEST as usize + 2;
        let (mut begin, mut end) = ([0_u32; SIZE], [0_u32; SIZE]);
        let (mut within, mut between, mut narrow) = (0, 0, 0);
        for (line, next) in pairs {
            if line.ended || !next.goes_on {
                between += u32::from(line.ended);
                continue;
            }
            within += 1;
            narrow += u32::from(line.with(next) <= NARROWEST);
            if (NARROWEST..=WIDEST).contains(&line.width) {
                begin[line.width as usize] += 1;
                end[line.with(next).min(WIDEST + 1) as usize] += 1;
            }
        }
        let (mut votes, mut best, mut column) = (0, 0, None);
        for (at, (&more, &fewer)) in (0..).zip(begin.iter().zip(&end)) {
            votes = votes + more - fewer;
            if votes > best {
                (best, column) = (votes, Some(at));
            }
        }
        Self {
            column,
            firm: best > 1 && 2 * best >= within,
            between,
            listed: narrow > 2 && 2 * narrow > within,
        }
    }

    /// Whether `next` goes on with the paragraph of `line`, the line before it. `first`: whether `line` is the first
    /// one of the draft, which may be a headline.
    pub(super) fn joins(&self, line: &Line, next: &Line, first: bool) -> bool {
        let within = !line.ended && next.goes_on;
        let Some(column) = self.column.filter(|_| self.firm) else {
            let within = within && !(self.listed && line.with(next) <= NARROWEST);
            return line.width <= WIDEST && !next.bullet && (within || self.may_join(line, next, first));
        };
        if line.stands_out(column) || next.stands_out(column) {
            return within;
        }
        if line.is_full(next, column) {
            return !(next.bullet && (line.ended || line.bullet));
        }
        // Shorter than it need have been: the end of a paragraph, a byline, or a line that was edited by hand.
        if line.ended {
            return next.goes_on && !next.bullet && line.with(next) + OVERHANG > column;
        }
        next.goes_on || (!next.bullet && 10 * line.width > 6 * column)
    }

    /// Whether a line end before a capital or a figure, the column being doubtful, is more likely a wrap than a break.
    fn may_join(self, line: &Line, next: &Line, first: bool) -> bool {
        if line.ended || first {
            return false;
        }
        self.column.map_or_else(
            || self.between == 0 && next.ended && line.width > LIKELY && next.width < line.with(next),
            |column| line.is_full(next, column) && !line.stands_out(column) && !next.stands_out(column),
        )
    }
}

/// How many columns `line` takes: one a character, two for those of Chinese, Japanese and Korean. What is far too long
/// to be wrapped is not measured to its end.
fn width(line: &str) -> u32 {
    let enough = 4 * (WIDEST as usize + 1);
    let mut columns = 0;
    for byte in line.as_bytes().iter().take(enough) {
        columns += u32::from(byte & 0xC0 != 0x80) + u32::from((0xE3..=0xED).contains(byte));
    }
    columns
}

/// Whether the character that `bytes` begin with takes two columns: U+3000 to U+DFFF, told from its first byte.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|byte| (0xE3..=0xED).contains(byte))
}
