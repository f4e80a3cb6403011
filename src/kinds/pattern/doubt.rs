//! What is doubtful about a pattern that can be read: it is too large, or matches nothing, or everything.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::boundary;
use super::possible::{Clash, clash};
use super::reading::Mode;

/// Patterns that compile to more than about this many steps are refused: they would take long to start with.
const MOST_STEPS: usize = 100_000;

/// Why a pattern makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    NeverMatches,
    MatchesEverywhere,
    BoundaryMisplaced,
    Clashes(Clash),
}

impl Doubt {
    /// What is doubtful about a pattern, each reason that no other one explains. Of one that is `too_large` only what
    /// is told at once.
    pub(super) fn all(hir: &Hir, too_large: bool) -> Vec<Self> {
        match hir.properties().minimum_len() {
            None => return vec![Self::NeverMatches],
            Some(0) => return vec![Self::MatchesEverywhere],
            Some(_) if too_large => return Vec::new(),
            Some(_) => {}
        }
        let misplaced = boundary::is_misplaced(hir);
        let clash = clash(hir).filter(|clash| !misplaced || *clash == Clash::Ends);
        let misplaced = misplaced.then_some(Self::BoundaryMisplaced);
        misplaced.into_iter().chain(clash.map(Self::Clashes)).collect()
    }

    /// The mistake, and the way out, of a pattern read in this mode.
    pub(super) fn told(self, mode: Mode) -> (&'static str, String) {
        let whole = if mode.whole_file { "a line" } else { "the block" };
        match self {
            Self::NeverMatches => ("the pattern can never match", String::new()),
            Self::MatchesEverywhere => {
                ("the pattern matches the empty text, and so everywhere", String::new())
            }
            Self::BoundaryMisplaced => (
                "a word boundary of the pattern stands beside no word",
                "\\b holds only beside a letter or digit; leave it out, or ask for the character before"
                    .to_owned(),
            ),
            Self::Clashes(Clash::Ends) => (
                "the pattern can never match: no text stands before ^ or behind $",
                format!("^ is the start of {whole}, and $ its end"),
            ),
            Self::Clashes(Clash::Boundaries) => (
                "the pattern can never match: a \\b or \\B in it holds nowhere",
                "\\b holds between a letter or digit and what is none, \\B everywhere else".to_owned(),
            ),
        }
    }
}

/// Whether it would compile to too many steps.
pub(super) fn is_too_large(hir: &Hir) -> bool {
    steps(hir) > MOST_STEPS
}

/// About how many steps the expression compiles to.
fn steps(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() * 2,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repeat) => {
            let times = repeat.max.unwrap_or(repeat.min).max(1) as usize;
            steps(&repeat.sub).saturating_mul(times)
        }
        HirKind::Capture(capture) => steps(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(1, |sum: usize, part| sum.saturating_add(steps(part)))
        }
    }
}
