//! Whether an unlisted word is a slip, and how surely: a *sure* slip is one letter doubled or left single, or two
//! neighbours exchanged, on the way from a common word; it needs no weighing. Every other slip is weighed.

use super::derived::is_derived;
use super::layout::LONGEST;
use super::suggest::{Candidate, DOUBLED, EXTRA, NEAR, TRANSPOSED, suggest};
use super::table::look_up_plain;
use super::trie::level_of;

/// A slip with the word that was meant.
pub(super) enum Slip {
    /// A sure slip, and nothing explains the word better.
    Sure(String),
    /// Any other slip. Listed words have none.
    Other(String),
}

/// The slip that explains `word` (small ASCII letters), which is unlisted or not [settled](super::Listing::is_settled). A
/// pure function; some microseconds, for a slip some tenths of a millisecond.
pub(super) fn slip(word: &str) -> Option<Slip> {
    match weigh(word)? {
        Weighed::Sure(meant) => Some(Slip::Sure(meant)),
        Weighed::Rivalled(meant) => (!is_listed(word)).then_some(Slip::Other(meant)),
        Weighed::Unexplained(limits) => {
            if is_listed(word) {
                return None;
            }
            // A derived word is one unless a small slip leaves its ending alone: “spokewoman” is no compound.
            let meant = if is_derived(word) {
                let small = Limits { cost: limits.cost.min(SMALL), ..limits };
                likeliest(word, small).filter(|meant| same_ending(word, meant))
            } else {
                likeliest(word, limits)
            };
            Some(Slip::Other(meant?.word))
        }
    }
}

/// The very common word that may have been meant by `word`, which is listed but rare: *calender*. Some microseconds.
pub(super) fn rare_slip(word: &str) -> Option<String> {
    const SHORTEST: usize = 5;
    const LONG: usize = 6;
    if word.len() < SHORTEST {
        return None;
    }
    let is_near = |candidate: &Candidate| {
        let doubled = candidate.cost <= DOUBLED && candidate.level <= PLAIN;
        doubled || word.len() >= LONG && candidate.level <= 20
    };
    suggest(word, TRANSPOSED)
        .into_iter()
        .find(|candidate| is_near(candidate) && !is_singular(word, &candidate.word))
        .map(|meant| meant.word)
}

/// The common word that may have been meant by a long `word` which only the rarest list holds, unless that is made of
/// listed words (*hardline*): one letter more, less or another. Some microseconds.
pub(super) fn obscure_slip(word: &str) -> Option<String> {
    if is_derived(word) {
        return None;
    }
    let meant = likeliest(word, Limits { cost: EXTRA, level: PLAIN })?;
    (!is_singular(word, &meant.word)).then_some(meant.word)
}

/// Whether one of two words is the other with an s.
fn is_singular(word: &str, other: &str) -> bool {
    word.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(word)
}

/// The rarest level of which a listed word can be a slip, and an unlisted one that looks derived.
const PLAIN: u8 = 35;
/// The cost of a dropped letter.
const SMALL: u16 = 90;

/// A word held against the sure slips that may have made it.
enum Weighed {
    /// A sure slip explains it: what was meant.
    Sure(String),
    /// A sure slip might explain it, another slip explains it better: what was meant.
    Rivalled(String),
    /// No sure slip explains it; how far others may reach.
    Unexplained(Limits),
}

/// Nothing for words too short to tell.
fn weigh(word: &str) -> Option<Weighed> {
    let limits = limits(word.len())?;
    let likely = |candidate: &Candidate| {
        candidate.level <= limits.level
            && (candidate.level <= PLAIN
                || !is_listed(word) && (same_ending(word, candidate) || !is_derived(word)))
    };
    let sure = sure_candidates(word).into_iter().filter(likely).min_by(|a, b| a.order().cmp(&b.order()));
    let Some(sure) = sure else {
        return Some(Weighed::Unexplained(limits));
    };
    let rival = suggest(word, limits.cost).into_iter().find(|rival| rival.level <= limits.level);
    Some(match rival {
        Some(rival) if rival.score < sure.score => Weighed::Rivalled(rival.word),
        _ => Weighed::Sure(sure.word),
    })
}

fn is_listed(word: &str) -> bool {
    look_up_plain(word, 0, word.len()).flatten().is_some()
}

/// How far a slip may lead, and how rare the word at its end may be: the shorter the word, the more often an unlisted
/// one lies near a listed one by chance.
#[derive(Clone, Copy)]
struct Limits {
    cost: u16,
    level: u8,
}

fn limits(length: usize) -> Option<Limits> {
    let (cost, level) = match length {
        ..=3 => return None,
        4 => (80, 20),
        5 => (95, 40),
        6 | 7 => (120, 55),
        8 | 9 => (160, 60),
        _ => (190, 60),
    };
    Some(Limits { cost, level })
}

/// The common words from which one sure slip leads to `word`.
fn sure_candidates(word: &str) -> Vec<Candidate> {
    let typed = word.as_bytes();
    let mut candidates = Vec::new();
    if typed.len() >= LONGEST {
        return candidates;
    }
    let mut offer = |word: &[u8], cost| {
        if let Some(level) = level_of(word) {
            candidates.push(Candidate::new(word, cost, level));
        }
    };
    let mut scratch = [0; LONGEST];
    for at in 0..typed.len() {
        let doubled = at > 0 && typed[at - 1] == typed[at];
        if doubled {
            let shorter = &mut scratch[..typed.len() - 1];
            shorter[..at].copy_from_slice(&typed[..at]);
            shorter[at..].copy_from_slice(&typed[at + 1..]);
            offer(shorter, DOUBLED);
        } else {
            let longer = &mut scratch[..=typed.len()];
            longer[..=at].copy_from_slice(&typed[..=at]);
            longer[at + 1..].copy_from_slice(&typed[at..]);
            offer(longer, DOUBLED);
        }
        if at > 0 && !doubled {
            let exchanged = &mut scratch[..typed.len()];
            exchanged.copy_from_slice(typed);
            exchanged.swap(at - 1, at);
            offer(exchanged, TRANSPOSED);
        }
    }
    candidates
}

/// The likeliest candidate within the limits. The wide search comes only when the near one finds nothing good.
fn likeliest(word: &str, limits: Limits) -> Option<Candidate> {
    const GOOD: u16 = 90;
    let best =
        |limit: u16| suggest(word, limit).into_iter().find(|candidate| candidate.level <= limits.level);
    let near = best(limits.cost.min(NEAR));
    if limits.cost <= NEAR || near.as_ref().is_some_and(|near| near.cost <= GOOD) {
        return near;
    }
    near.into_iter().chain(best(limits.cost)).min_by(|a, b| a.order().cmp(&b.order()))
}

fn same_ending(word: &str, meant: &Candidate) -> bool {
    const ENDING: usize = 2;
    word.as_bytes().last_chunk::<ENDING>() == meant.word.as_bytes().last_chunk::<ENDING>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure_slip(word: &str) -> Option<String> {
        slip(word).and_then(|slip| if let Slip::Sure(meant) = slip { Some(meant) } else { None })
    }

    fn other_slip(word: &str) -> Option<String> {
        slip(word).and_then(|slip| if let Slip::Other(meant) = slip { Some(meant) } else { None })
    }

    #[test]
    fn sure_slips_are_told_with_what_was_meant() {
        let cases = [
            ("cconcurred", "concurred"),
            ("concured", "concurred"),
            ("concurrred", "concurred"),
            ("ddisagreed", "disagreed"),
            ("minsiter", "minister"),
            ("govenrment", "government"),
            ("thier", "their"),
            ("ogvernment", "government"),
            ("tommorrow", "tomorrow"),
            ("occured", "occurred"),
        ];
        for (typed, meant) in cases {
            assert_eq!(sure_slip(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn other_slips_are_weighed() {
        for (typed, meant) in [
            ("goverment", "government"),
            ("prevalance", "prevalence"),
            ("spokewoman", "spokeswoman"),
            ("bovernment", "government"),
        ] {
            assert_eq!(other_slip(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn new_words_are_no_slips() {
        for word in [
            "unlockdowned",
            "blockchainlike",
            "rightwing",
            "functionalised",
            "tradeable",
            "zzzz",
            "qwzx",
            "xi",
        ] {
            assert_eq!((sure_slip(word), other_slip(word)), (None, None), "{word}");
        }
    }

    #[test]
    fn rare_words_may_be_sure_slips_only() {
        assert_eq!(sure_slip("succesful").as_deref(), Some("successful"), "listed at level 95");
        assert_eq!(sure_slip("thrid").as_deref(), Some("third"), "listed at level 95");
        assert_eq!(other_slip("harken"), None, "listed at level 95");
    }

    #[test]
    fn odd_words_are_left_alone() {
        for word in ["", "a", "ab", "aaaa", &"a".repeat(63), &"a".repeat(64), &"ab".repeat(5000)] {
            assert_eq!((sure_slip(word), other_slip(word)), (None, None), "{}", word.len());
        }
    }
}
