//! Which literals a match of a pattern always holds one of, so that the pattern itself need run only where one stands.

use std::collections::BTreeSet;

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

use crate::kinds::commonness;

/// More needles than this for one pattern would cost the shared scan more than the pattern does.
const MOST: usize = 40;

/// In bytes. Longer literals would make the shared scan larger, and find little less.
const LONGEST: usize = 9;

/// How many parts of a pattern a literal is put together of at most.
const REACH: usize = 5;

/// As rare as needles need be: a pattern is searched no further for better ones.
const RARE: f64 = 1e-8;

/// A good set of literals of which every match holds one, each passed through `clean`, which refuses those that are
/// of no use; nothing when there is no such set. The rarer its literals are in copy, the better is a set.
pub(super) fn required(pattern: &Hir, clean: &dyn Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let mut best = Best::default();
    match pattern.kind() {
        HirKind::Concat(parts) => {
            for (index, part) in parts.iter().enumerate() {
                let near = &parts[index..parts.len().min(index + REACH)];
                if near.len() > 1 && opens_literal(part) {
                    best.offer(|| prefixes(&from_last_round(near), clean));
                }
                best.offer(|| required(part, clean));
            }
        }
        HirKind::Alternation(branches) => {
            best.offer(|| prefixes(pattern, clean));
            best.offer(|| {
                let sets = branches.iter().map(|branch| required(branch, clean));
                bounded(sets.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
            });
        }
        HirKind::Capture(capture) => return required(&capture.sub, clean),
        HirKind::Repetition(repeat) if repeat.min > 0 => {
            best.offer(|| prefixes(pattern, clean));
            best.offer(|| required(&repeat.sub, clean));
        }
        HirKind::Literal(_) | HirKind::Class(_) => return prefixes(pattern, clean),
        _ => {}
    }
    best.set
}

/// How common a literal is in copy: scans ignore case, whatever the pattern does.
pub(super) fn commonness_of(literal: &str) -> f64 {
    commonness(literal.chars().flat_map(char::to_lowercase))
}

/// The best set so far.
#[derive(Default)]
struct Best {
    set: Option<Vec<String>>,
    commonness: f64,
}

impl Best {
    fn offer(&mut self, find: impl FnOnce() -> Option<Vec<String>>) {
        if self.set.is_some() && self.commonness < RARE {
            return;
        }
        if let Some(set) = find() {
            let commonness = set.iter().map(|needle| commonness_of(needle)).sum();
            if self.set.is_none() || commonness < self.commonness {
                *self = Self { set: Some(set), commonness };
            }
        }
    }
}

/// The parts in a row, of a repetition at the start its last round only: what matches `\?{1,3}\)` ends in `?)`.
pub(super) fn from_last_round(parts: &[Hir]) -> Hir {
    let mut parts = parts.to_vec();
    if let HirKind::Repetition(repeat) = parts[0].kind() {
        parts[0] = (*repeat.sub).clone();
    }
    Hir::concat(parts)
}

/// Whether a literal may begin with `part`: looked at before the parts behind it are copied.
pub(super) fn opens_literal(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Literal(_) | HirKind::Alternation(_) => true,
        HirKind::Capture(capture) => opens_literal(&capture.sub),
        HirKind::Repetition(repeat) => repeat.min > 0 && opens_literal(&repeat.sub),
        HirKind::Class(_) => true,
        _ => false,
    }
}

fn prefixes(pattern: &Hir, clean: &dyn Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let mut best = Best::default();
    for length in [LONGEST, 3 * LONGEST] {
        let mut extractor = Extractor::new();
        extractor.limit_total(MOST + MOST / 2).limit_literal_len(length);
        best.offer(|| {
            let set = extractor.extract(pattern);
            let literals = set.literals()?.iter().map(|literal| clean(rarest(whole(literal.as_bytes()))));
            bounded(literals.collect::<Option<_>>()?)
        });
    }
    best.set
}

/// The stretch of a literal that copy holds least often, as long as a needle may be.
fn rarest(literal: &str) -> &str {
    let ends = literal.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let stretches = ends.map(|end| {
        let start = literal[..end].char_indices().map(|(at, _)| at).find(|at| end - at <= LONGEST);
        &literal[start.unwrap_or(end)..end]
    });
    let rarer = |one: &&str, other: &&str| commonness_of(one).total_cmp(&commonness_of(other));
    stretches.min_by(rarer).unwrap_or_default()
}

/// The set without the literals that hold another one of it, unless it is too large.
fn bounded(set: BTreeSet<String>) -> Option<Vec<String>> {
    let mut set: Vec<String> = set.into_iter().collect();
    set.sort_by_key(String::len);
    let mut needles: Vec<String> = Vec::new();
    for literal in set {
        if !needles.iter().any(|needle| literal.contains(needle)) {
            needles.push(literal);
        }
        if needles.len() > MOST {
            return None;
        }
    }
    needles.sort();
    (!needles.is_empty()).then_some(needles)
}

/// `bytes` without a character cut in two at their end.
pub(super) fn whole(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(pattern: &str) -> Option<Vec<String>> {
        let clean = |text: &str| (text.chars().count() > 1).then(|| text.to_lowercase());
        required(&regex_syntax::parse(pattern).unwrap(), &clean)
    }

    fn strings(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn the_longest_required_literals_are_taken() {
        assert_eq!(needles(r"\bTK\b"), strings(&["tk"]));
        assert_eq!(
            needles(r"here is (?:a|the) (?:revised|rewritten) version"),
            strings(&["revised v", "written v"])
        );
        assert_eq!(needles(r"(?:a\s+)?(?:revised|rewritten)\s+(\w+)"), strings(&["revised", "rewritten"]));
        assert_eq!(needles(r"\w+ing\s+café"), strings(&["café"]));
        assert_eq!(needles(r"(?:turn\d|cite\d)"), strings(&["cite", "turn"]));
        assert_eq!(needles(r"(?i)tk"), strings(&["tk"]));
        assert_eq!(needles(r"[a-z]+\?{1,3}\)"), strings(&["?)"]));
    }

    #[test]
    fn without_a_literal_in_each_branch_there_is_no_needle() {
        for pattern in [r"\w+", r"(?:TK|\d)", r"(?:TK)?", r"a\w", r"[a-z]{2}"] {
            assert_eq!(needles(pattern), None, "{pattern}");
        }
    }
}
