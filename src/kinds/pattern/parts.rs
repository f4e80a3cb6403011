//! What all a match of a pattern holds: a needle says that a pattern may match, and most of them stand in copy that it
//! does not match. Whether the other parts stand in the same block is asked before the pattern is compiled and run.

use std::borrow::Cow;

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

use super::needles::{commonness_of, from_last_round, opens_literal, whole};

/// More sets than this tell no more.
const MOST_SETS: usize = 4;

/// More literals than this in a set take longer to look for than they save.
const MOST_LITERALS: usize = 40;

/// In bytes.
const LONGEST: usize = 48;

/// How many parts of a pattern a literal is put together of at most.
const REACH: usize = 4;

/// What is as common as this stands in most blocks.
const TOO_COMMON: f64 = 2e-3;

/// Between two literals of a set.
pub(super) const OR: &str = "\u{1}";
/// Between two sets.
pub(super) const AND: &str = "\u{2}";

/// Sets of literals, of each of which a match holds at least one. A literal is in small letters, as far as ASCII goes; a
/// space in it is any white space, and a straight quotation mark a curly one too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts(pub(crate) Cow<'static, str>);

impl Parts {
    /// What is known of the matches of `pattern`. Unless `exact`, no literal depends on the case of a letter that is not
    /// ASCII. Quadratic in the parts of the pattern at worst, bounded by [`REACH`].
    pub(crate) fn of(pattern: &Hir, exact: bool) -> Self {
        let mut sets = sets(pattern, exact);
        sets.sort_by(|one, other| one.commonness.total_cmp(&other.commonness));
        let mut told: Vec<Set> = Vec::new();
        for set in sets {
            if told.len() < MOST_SETS && !told.iter().any(|before| before.implies(&set)) {
                told.push(set);
            }
        }
        let told: Vec<String> = told.iter().map(|set| set.literals.join(OR)).collect();
        Self(Cow::Owned(told.join(AND)))
    }
}

/// Literals of which a match holds one.
struct Set {
    literals: Vec<String>,
    commonness: f64,
}

impl Set {
    /// The set, if it is of use.
    fn of(literals: impl Iterator<Item = Option<String>>) -> Option<Self> {
        let mut literals = literals.collect::<Option<Vec<_>>>()?;
        literals.sort();
        literals.dedup();
        let commonness = literals.iter().map(|literal| commonness_of(literal)).sum();
        let of_use = !literals.is_empty() && literals.len() <= MOST_LITERALS && commonness < TOO_COMMON;
        of_use.then_some(Self { literals, commonness })
    }

    /// Whether a text that holds a literal of this set holds one of the other.
    fn implies(&self, other: &Self) -> bool {
        let held = |literal: &String| other.literals.iter().any(|part| literal.contains(part));
        self.literals.iter().all(held)
    }
}

/// Sets of which every match holds a literal each.
fn sets(pattern: &Hir, exact: bool) -> Vec<Set> {
    match pattern.kind() {
        HirKind::Concat(parts) => {
            let mut found = Vec::new();
            for (index, part) in parts.iter().enumerate() {
                let near = &parts[index..parts.len().min(index + REACH)];
                if near.len() > 1 && opens_literal(part) {
                    found.extend(prefixes(&from_last_round(near), exact));
                }
                found.extend(sets(part, exact));
            }
            found
        }
        HirKind::Alternation(branches) => {
            let rarest = |branch: &Hir| {
                let found = sets(branch, exact).into_iter();
                found.min_by(|one, other| one.commonness.total_cmp(&other.commonness))
            };
            let chosen = branches.iter().map(rarest).collect::<Option<Vec<_>>>();
            let together =
                chosen.and_then(|chosen| Set::of(chosen.into_iter().flat_map(|set| set.literals).map(Some)));
            together.into_iter().chain(prefixes(pattern, exact)).collect()
        }
        HirKind::Capture(capture) => sets(&capture.sub, exact),
        HirKind::Repetition(repeat) if repeat.min > 0 => sets(&repeat.sub, exact),
        HirKind::Literal(_) => prefixes(pattern, exact).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn prefixes(pattern: &Hir, exact: bool) -> Option<Set> {
    let mut extractor = Extractor::new();
    extractor.limit_total(MOST_LITERALS).limit_literal_len(LONGEST);
    let found = extractor.extract(pattern);
    Set::of(found.literals()?.iter().map(|literal| clean(whole(literal.as_bytes()), exact)))
}

/// A literal as it is looked for, or nothing when it cannot be.
fn clean(literal: &str, exact: bool) -> Option<String> {
    let hangs_on_case = |letter: char| !letter.is_ascii() && letter.is_alphabetic() && !exact;
    let literal = literal.trim();
    let usable = literal.len() > 1 && !literal.contains(char::is_control) && !literal.contains(hangs_on_case);
    usable.then(|| literal.to_ascii_lowercase())
}
