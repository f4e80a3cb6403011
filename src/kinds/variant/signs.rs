//! Straight and curly marks: apostrophes in and behind words, and double quotation marks.

use memchr::memchr2_iter;

use super::Occurrence;
use crate::document::Span;
use crate::kinds::Context;

/// The two forms of a mark, by index.
pub(super) const NAMES: [&str; 2] = ["straight", "curly"];

const STRAIGHT: usize = 0;
const CURLY: usize = 1;

/// Which marks are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    Apostrophes,
    Quotations,
}

impl Signs {
    /// The marks of that name in a rule file.
    pub(super) fn of(name: &str) -> Self {
        if name == "apostrophes" { Self::Apostrophes } else { Self::Quotations }
    }

    /// Adds all marks in the blocks of the scope, in order.
    pub(super) fn occurrences(self, context: &Context<'_>, occurrences: &mut Vec<Occurrence>) {
        let prose = context.document.prose();
        for (index, block) in context.document.blocks().iter().enumerate() {
            if context.scope.reads(block) {
                let start = occurrences.len();
                self.occurrences_in(&prose[block.content.range()], block.content.start(), occurrences);
                if occurrences.len() > start && context.keys().repeats(index) {
                    occurrences[start..].iter_mut().for_each(|one| one.in_copy = true);
                }
            }
        }
    }

    /// Adds all marks in the text of a block, which begins at byte `offset` of the source. Linear.
    fn occurrences_in(self, text: &str, offset: usize, occurrences: &mut Vec<Occurrence>) {
        let straight = if self == Self::Apostrophes { b'\'' } else { b'"' };
        // Whether a straight double mark has opened a quotation that is not closed yet.
        let mut is_open = false;
        let mut has_single_quotes = None;
        for at in memchr2_iter(straight, 0xE2, text.as_bytes()) {
            let Some(mark) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            let (before, after) = (&text[..at], &text[at + mark.len_utf8()..]);
            let form = match (self, mark) {
                (Self::Apostrophes, '\'' | '’')
                    if is_between_letters(before, after)
                        || ends_plural(before, after)
                            && !*has_single_quotes.get_or_insert_with(|| opens_single(text)) =>
                {
                    if mark == '\'' { STRAIGHT } else { CURLY }
                }
                (Self::Quotations, '“' | '”') => CURLY,
                (Self::Quotations, '"')
                    if is_open || !before.ends_with(|last: char| last.is_ascii_digit()) =>
                {
                    is_open = !is_open;
                    STRAIGHT
                }
                _ => continue,
            };
            let span = Span::new(offset + at, offset + at + mark.len_utf8());
            occurrences.push(Occurrence { form, span, in_copy: false });
        }
    }

    /// What stands for the mark at `span` in the other `form`.
    pub(super) fn replacement(self, prose: &str, span: Span, form: usize) -> &'static str {
        match (self, form) {
            (Self::Apostrophes, STRAIGHT) => "'",
            (Self::Apostrophes, _) => "’",
            (Self::Quotations, STRAIGHT) => "\"",
            (Self::Quotations, _) => {
                let opens = |last: char| last.is_whitespace() || "([{‘'—–-/".contains(last);
                if prose[..span.start()].chars().next_back().is_none_or(opens) { "“" } else { "”" }
            }
        }
    }
}

fn is_between_letters(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic)
}

/// Whether a mark between the two may be the apostrophe of “the players’ bus”.
fn ends_plural(before: &str, after: &str) -> bool {
    before.ends_with(['s', 'S']) && !after.starts_with(char::is_alphanumeric)
}

/// Whether a text opens a quotation in single marks, so that a mark at the end of a word may close one.
fn opens_single(text: &str) -> bool {
    text.contains('‘')
        || text.match_indices('\'').any(|(at, mark)| {
            !text[..at].ends_with(char::is_alphanumeric)
                && text[at + mark.len()..].starts_with(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of a text as letters: `s` and `c`.
    fn told(signs: Signs, text: &str) -> String {
        let mut occurrences = Vec::new();
        signs.occurrences_in(text, 0, &mut occurrences);
        occurrences.iter().map(|one| if one.form == STRAIGHT { 's' } else { 'c' }).collect()
    }

    #[test]
    fn apostrophes_stand_between_letters() {
        assert_eq!(told(Signs::Apostrophes, "the mayor's and the town’s élan’été"), "scc");
        assert_eq!(told(Signs::Apostrophes, "6'2 tall, 'quoted words', the ’90s, ’tis"), "");
        assert_eq!(told(Signs::Apostrophes, "the players’ bus, the drivers' van"), "cs");
        assert_eq!(told(Signs::Apostrophes, "‘in other words’ and 'the drivers' van"), "");
        assert_eq!(told(Signs::Apostrophes, ""), "");
    }

    #[test]
    fn inches_are_no_quotation_marks() {
        assert_eq!(told(Signs::Quotations, "“yes” and \"no\""), "ccss");
        assert_eq!(told(Signs::Quotations, "a 12\" record"), "");
        assert_eq!(told(Signs::Quotations, "she said \"in 2024\" and left"), "ss");
        assert_eq!(told(Signs::Quotations, "6'2\" tall, \"he said\""), "ss");
    }

    #[test]
    fn spans_are_bytes_of_the_source() {
        let mut occurrences = Vec::new();
        Signs::Apostrophes.occurrences_in("é’é'é", 10, &mut occurrences);
        let spans: Vec<Span> = occurrences.iter().map(|one| one.span).collect();
        assert_eq!(spans, [Span::new(12, 15), Span::new(17, 18)]);
    }

    #[test]
    fn a_curly_mark_opens_where_a_word_begins() {
        let text = "\"Yes\" (\"no\")";
        let curly = |at: usize| Signs::Quotations.replacement(text, Span::new(at, at + 1), CURLY);
        assert_eq!([0, 4, 7, 10].map(curly), ["“", "”", "“", "”"]);
        assert_eq!(Signs::Quotations.replacement("“", Span::new(0, 3), STRAIGHT), "\"");
    }
}
