//! Finds word boundaries that can hold nowhere, or only where their author did not mean: `\b` demands a letter or digit
//! on one side and none on the other, so `\b#` is found inside “x#” only, and `a\bb` nowhere.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// What stands on one side of a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The pattern's own end: whatever the copy holds there.
    Edge,
    /// Always a letter, digit or underscore.
    Word,
    /// Never one.
    Other,
    /// Either.
    Open,
}

/// Whether a word boundary of the pattern stands beside no word. A pattern that is nothing but such a place between
/// two boundaries (`\b-\b`, a hyphen within a word) is meant as it stands.
pub(super) fn is_misplaced(pattern: &Hir) -> bool {
    let mut found = Found::default();
    look(pattern, Side::Edge, Side::Edge, &mut found);
    found.within || found.opening != found.closing
}

#[derive(Default)]
struct Found {
    opening: bool,
    closing: bool,
    within: bool,
}

fn look(hir: &Hir, before: Side, after: Side, found: &mut Found) {
    match hir.kind() {
        HirKind::Look(Look::WordUnicode | Look::WordAscii) => match (before, after) {
            (Side::Edge, Side::Other) => found.opening = true,
            (Side::Other, Side::Edge) => found.closing = true,
            (Side::Word, Side::Word) | (Side::Other, Side::Other) => found.within = true,
            _ => {}
        },
        HirKind::Capture(capture) => look(&capture.sub, before, after, found),
        HirKind::Alternation(branches) => {
            for branch in branches {
                look(branch, before, after, found);
            }
        }
        HirKind::Concat(parts) => {
            for (index, part) in parts.iter().enumerate() {
                let before = beside(parts[..index].iter().rev(), before, last);
                let after = beside(parts[index + 1..].iter(), after, first);
                look(part, before, after, found);
            }
        }
        HirKind::Repetition(repeat) if repeat.min > 0 => look(&repeat.sub, Side::Open, Side::Open, found),
        _ => {}
    }
}

/// What stands beside a part: the nearest of `neighbours` that is not empty, or else what is beyond them.
fn beside<'h>(neighbours: impl Iterator<Item = &'h Hir>, beyond: Side, end: fn(&Hir) -> Side) -> Side {
    for neighbour in neighbours {
        if !matches!(neighbour.kind(), HirKind::Look(_) | HirKind::Empty) {
            return if neighbour.properties().minimum_len() == Some(0) { Side::Open } else { end(neighbour) };
        }
    }
    beyond
}

fn first(hir: &Hir) -> Side {
    side(hir, &|bytes| std::str::from_utf8(bytes).ok()?.chars().next(), &|parts| parts.first())
}

fn last(hir: &Hir) -> Side {
    side(hir, &|bytes| std::str::from_utf8(bytes).ok()?.chars().next_back(), &|parts| parts.last())
}

/// What the first or last character of `hir`, which is never empty, can be.
fn side(hir: &Hir, of: &dyn Fn(&[u8]) -> Option<char>, end: &dyn Fn(&[Hir]) -> Option<&Hir>) -> Side {
    match hir.kind() {
        HirKind::Literal(literal) => of(&literal.0).map_or(Side::Open, of_character),
        HirKind::Class(class) => of_class(class),
        HirKind::Capture(capture) => side(&capture.sub, of, end),
        HirKind::Repetition(repeat) => side(&repeat.sub, of, end),
        HirKind::Concat(parts) => match end(parts) {
            Some(part) if part.properties().minimum_len() > Some(0) => side(part, of, end),
            _ => Side::Open,
        },
        HirKind::Alternation(branches) => {
            let mut sides = branches.iter().map(|branch| {
                if branch.properties().minimum_len() > Some(0) { side(branch, of, end) } else { Side::Open }
            });
            let one = sides.next().unwrap_or(Side::Open);
            if sides.all(|other| other == one) { one } else { Side::Open }
        }
        HirKind::Empty | HirKind::Look(_) => Side::Open,
    }
}

fn of_character(character: char) -> Side {
    if regex_syntax::is_word_character(character) { Side::Word } else { Side::Other }
}

/// Looks at small classes only: a large one is hardly all of one side, save `\w` and `\d`, which are open here.
fn of_class(class: &Class) -> Side {
    let Class::Unicode(class) = class else { return Side::Open };
    if class.iter().map(|range| range.len()).sum::<usize>() > 1000 {
        return Side::Open;
    }
    let mut sides = class.iter().flat_map(|range| range.start()..=range.end()).map(of_character);
    let one = sides.next().unwrap_or(Side::Open);
    if sides.all(|other| other == one) { one } else { Side::Open }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misplaced(pattern: &str) -> bool {
        is_misplaced(&regex_syntax::parse(pattern).unwrap())
    }

    #[test]
    fn a_boundary_needs_a_word_on_its_inner_side() {
        for pattern in [
            r"\b#",
            r"\b#tag\b",
            r"TK\?\b",
            r"(\b\$)\d",
            r"\b[.,]x",
            r"\b\s+x",
            r"a\bb",
            r"-\b ",
            r"x|\b#",
            r"#\b",
        ] {
            assert!(misplaced(pattern), "{pattern}");
        }
        for pattern in [r"\bTK\b", r"#tag\b", r"\b-\b", r"\b(?:TK|#)x", r"\w\b", r"x?\b#", r"\b\d", r"\b“?x"]
        {
            assert!(!misplaced(pattern), "{pattern}");
        }
    }
}
