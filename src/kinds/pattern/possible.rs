//! Whether a regular expression can match at all, as far as its assertions tell: `a^b` and `\b\Bx` can be read, and
//! match nothing. Texts are looked at as rows of three sorts of characters; whatever is in doubt is taken as possible.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Why a pattern can never match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// Something would have to stand before `^` or behind `$`.
    Ends,
    /// A `\b` or `\B` would have to hold where it does not.
    Boundaries,
}

/// What makes the assertions of a pattern impossible; `None` where it may match. Linear in its compiled size.
pub(super) fn clash(pattern: &Hir) -> Option<Clash> {
    let may_match = |heed: fn(Look) -> bool| ways(pattern, heed) != Ways::NONE;
    if pattern.properties().look_set().is_empty() || may_match(|_| true) {
        return None;
    }
    Some(if may_match(is_end) { Clash::Boundaries } else { Clash::Ends })
}

/// What stands on one side of a place between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Nothing: an end of the text.
    Edge,
    /// A line break.
    Break,
    /// A letter, digit or underscore.
    Word,
    /// Every other character.
    Other,
}

impl Side {
    const ALL: [Self; 4] = [Self::Edge, Self::Break, Self::Word, Self::Other];

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Every sort of character.
const ANY: u8 = 0b1110;

/// A place between characters, told by what stands on its two sides: `4 * before + after`.
const PLACES: usize = 16;

/// From where to where a piece of a pattern may match: for every place, the set of places at which a match may end
/// that begins there, one bit each.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ways([u16; PLACES]);

impl Ways {
    const NONE: Self = Self([0; PLACES]);

    /// Those of the empty text, where `holds`.
    fn still(holds: impl Fn(Side, Side) -> bool) -> Self {
        Self::of(|before, after| if holds(before, after) { bit(before, after) } else { 0 })
    }

    /// Those of one character of these sorts.
    fn over(sorts: u8) -> Self {
        let behind = |sort: Side| Side::ALL.iter().fold(0, |places, &next| places | bit(sort, next));
        Self::of(|_, after| if sorts & after.bit() == 0 { 0 } else { behind(after) })
    }

    fn of(row: impl Fn(Side, Side) -> u16) -> Self {
        Self(std::array::from_fn(|place| row(Side::ALL[place / 4], Side::ALL[place % 4])))
    }

    /// Those of this piece and then `next`.
    fn then(&self, next: &Self) -> Self {
        let reached = |middle: u16| {
            let rows = next.0.iter().enumerate().filter(|(place, _)| middle >> place & 1 != 0);
            rows.fold(0, |places, (_, row)| places | row)
        };
        Self(self.0.map(reached))
    }

    /// Those of this piece or `other`.
    fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|place| self.0[place] | other.0[place]))
    }

    /// Those of this piece so many times, by squaring.
    fn times(&self, mut count: u32) -> Self {
        let (mut all, mut square) = (Self::still(|_, _| true), *self);
        while count > 0 {
            if count & 1 != 0 {
                all = all.then(&square);
            }
            square = square.then(&square);
            count >>= 1;
        }
        all
    }
}

fn bit(before: Side, after: Side) -> u16 {
    1 << (before as u8 * 4 + after as u8)
}

/// The ways of `hir`. Assertions that are not heeded always hold.
fn ways(hir: &Hir, heed: fn(Look) -> bool) -> Ways {
    let empty = || Ways::still(|_, _| true);
    match hir.kind() {
        HirKind::Empty => empty(),
        HirKind::Look(look) => Ways::still(|before, after| !heed(*look) || may_hold(*look, before, after)),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            text.chars().fold(empty(), |found, next| found.then(&Ways::over(sorts_of(next))))
        }
        HirKind::Class(class) => Ways::over(sorts_of_class(class)),
        HirKind::Capture(capture) => ways(&capture.sub, heed),
        HirKind::Concat(parts) => parts.iter().fold(empty(), |found, part| found.then(&ways(part, heed))),
        HirKind::Alternation(branches) => {
            branches.iter().fold(Ways::NONE, |found, branch| found.or(&ways(branch, heed)))
        }
        HirKind::Repetition(repeat) => {
            let once = ways(&repeat.sub, heed);
            // More often than there are places, it leads nowhere new.
            let more = repeat.max.map_or(PLACES as u32, |most| most - repeat.min).min(PLACES as u32);
            once.times(repeat.min).then(&empty().or(&once).times(more))
        }
    }
}

/// The sorts that a character of a pattern may match. A space may stand for any white space, an apostrophe for
/// `ʼ`, which counts as a letter.
fn sorts_of(character: char) -> u8 {
    match character {
        '\n' | '\r' => Side::Break.bit(),
        ' ' => Side::Break.bit() | Side::Other.bit(),
        '\'' => Side::Word.bit() | Side::Other.bit(),
        _ if regex_syntax::is_word_character(character) => Side::Word.bit(),
        _ => Side::Other.bit(),
    }
}

/// Looks at small classes only: a large one has characters of all sorts, or is taken to have them.
fn sorts_of_class(class: &Class) -> u8 {
    let Class::Unicode(class) = class else { return ANY };
    if class.iter().map(|range| range.len()).sum::<usize>() > 1000 {
        return ANY;
    }
    class.iter().flat_map(|range| range.start()..=range.end()).fold(0, |sorts, next| sorts | sorts_of(next))
}

fn is_end(look: Look) -> bool {
    use Look::{End, EndCRLF, EndLF, Start, StartCRLF, StartLF};
    matches!(look, Start | End | StartLF | EndLF | StartCRLF | EndCRLF)
}

/// Whether an assertion may hold between the two. Those about ASCII words may or may not hold beside a letter.
fn may_hold(look: Look, before: Side, after: Side) -> bool {
    use Side::{Break, Edge, Word};
    match look {
        Look::Start => before == Edge,
        Look::End => after == Edge,
        Look::StartLF | Look::StartCRLF => matches!(before, Edge | Break),
        Look::EndLF | Look::EndCRLF => matches!(after, Edge | Break),
        Look::WordUnicode => (before == Word) != (after == Word),
        Look::WordUnicodeNegate => (before == Word) == (after == Word),
        Look::WordStartUnicode => before != Word && after == Word,
        Look::WordEndUnicode => before == Word && after != Word,
        Look::WordStartHalfUnicode => before != Word,
        Look::WordEndHalfUnicode => after != Word,
        Look::WordAscii => before == Word || after == Word,
        Look::WordStartAscii => after == Word,
        Look::WordEndAscii => before == Word,
        Look::WordAsciiNegate | Look::WordStartHalfAscii | Look::WordEndHalfAscii => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    fn clash_of(pattern: &str) -> Option<Clash> {
        clash(&regex_syntax::parse(pattern).unwrap())
    }

    #[test]
    fn nothing_stands_before_the_start_or_behind_the_end() {
        for pattern in
            ["a^b", "a$b", "(?:a|é)^c", "x+^", "$x", r"\Aa\A", "(?m)a^b", r"a{2,3}(?:^b|$c)", "^a^", r"x\zy"]
        {
            assert_eq!(clash_of(pattern), Some(Clash::Ends), "{pattern}");
        }
    }

    #[test]
    fn boundaries_contradict_each_other_or_their_neighbours() {
        for pattern in [r"\b\Bx", r"a\bb", r"a\B-", r"a\b{start}b", r"^\Bé", r"-(?:\b)+\s", r"a{900}\ba"] {
            assert_eq!(clash_of(pattern), Some(Clash::Boundaries), "{pattern}");
        }
    }

    #[test]
    fn nested_repetitions_are_read_through() {
        let depth = 80;
        let pattern = format!("{}^a{}", "(?:".repeat(depth), "-?)+".repeat(depth));
        assert_eq!(clash_of(&pattern), None);
    }

    #[test]
    fn what_may_match_is_let_be() {
        for pattern in [
            "^a$",
            "a?^b",
            r"(?m)a\s^b",
            r"a(?m:$)\nb",
            "(?m)a ^b",
            r"\b-\b",
            r"\bé\b",
            "x|a^b",
            "(?:a^)?b",
            r"a'\b-",
            r"\w\b\w",
            r"(?-u:\b\B)a",
            r"x\b{end}",
            r"(?:\ba{0,9}-?){7,}",
        ] {
            assert_eq!(clash_of(pattern), None, "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn a_pattern_that_matches_is_never_refused(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "-", r"\n", " ", "^", "$", r"\b", r"\B", "(?m:^)", "(?m:$)", "a?", "(?:a|-)+", r"\s*",
                    r"\W", r"\w", r"(?s:.)", r"(?:\b-){0,2}", r"\b{start}", r"\b{end-half}", r"(?-u:\b)", "é",
                ]),
                1..7,
            ),
            texts in prop::collection::vec("[aé\\- \n]{0,5}", 20),
        ) {
            let pattern = pieces.concat();
            let regex = Regex::new(&pattern).unwrap();
            if texts.iter().any(|text| regex.is_match(text)) {
                prop_assert_eq!(clash_of(&pattern), None, "{}", pattern);
            }
        }
    }
}
