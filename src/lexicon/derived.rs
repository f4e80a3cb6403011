//! Whether an unlisted word is made of listed ones by the rules of the language, so that any reader understands it: a
//! known beginning or ending, two common words together, the other spelling of -ise and -ize.

use super::layout::LONGEST;
use super::table::{Case, look_up_plain};
use super::trie::{level_of, scowl_level};

/// Whether `word` (small ASCII letters) is made of listed words. Looks up a few dozen words at most.
#[must_use]
pub fn is_derived(word: &str) -> bool {
    word.len() <= LONGEST && (has_twin(word) || has_prefix(word) || has_suffix(word) || is_compound(word))
}

/// The shortest word that something may be made of.
const SHORTEST: usize = 4;

const PREFIXES: &[&str] = &[
    "aero", "after", "anti", "arch", "astro", "auto", "bio", "co", "counter", "cross", "cyber", "de", "dis",
    "down", "eco", "electro", "euro", "ever", "ex", "extra", "fore", "geo", "hetero", "homo", "hydro",
    "hyper", "immuno", "in", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini",
    "mis", "mono", "multi", "nano", "narco", "neo", "neuro", "non", "off", "on", "out", "over", "para",
    "petro", "photo", "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "radio", "re",
    "semi", "socio", "step", "sub", "super", "techno", "tele", "thermo", "trans", "tri", "ultra", "un",
    "under", "up", "vice",
];

/// Whether words are made by putting `beginning` before others: *in*, *on*, *up*.
pub(super) fn is_beginning(beginning: &str) -> bool {
    PREFIXES.contains(&beginning)
}

const SUFFIXES: &[&str] = &[
    "able", "ability", "ably", "dom", "ed", "er", "ers", "fest", "fests", "ful", "gate", "goer", "goers",
    "hood", "hoods", "ing", "ings", "isation", "ise", "ised", "ises", "ish", "ising", "ism", "isms", "ist",
    "ists", "ity", "ization", "ize", "ized", "izes", "izing", "less", "like", "ly", "maker", "makers",
    "making", "man", "men", "ness", "proof", "s", "scape", "scapes", "ship", "ships", "some", "ward",
    "wards", "wide", "wise", "woman", "women", "worthy",
];

/// Endings that follow the s or z of -ise and -ize, -yse and -yze.
const AFTER_TWIN: &[&str] = &["e", "ed", "er", "ers", "es", "ing", "ation", "ations", "able", "ingly"];

fn has_twin(word: &str) -> bool {
    AFTER_TWIN.iter().any(|ending| {
        let Some(stem) = word.strip_suffix(ending) else {
            return false;
        };
        let other = match stem.as_bytes() {
            [.., b'i' | b'y', b's'] => "z",
            [.., b'i' | b'y', b'z'] => "s",
            _ => return false,
        };
        is_word(&[&stem[..stem.len() - 1], other, ending].concat())
    })
}

fn has_prefix(word: &str) -> bool {
    PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_stem))
}

fn has_suffix(word: &str) -> bool {
    SUFFIXES.iter().any(|suffix| {
        // No word ends in a letter three times, and none has a plural of its plural.
        word.strip_suffix(suffix)
            .is_some_and(|stem| is_stem(stem) && stem.as_bytes().last() != suffix.as_bytes().first())
    })
}

fn is_compound(word: &str) -> bool {
    (SHORTEST..=word.len().saturating_sub(SHORTEST)).any(|at| {
        let (first, second) = word.as_bytes().split_at(at);
        is_common(first) && is_common(second)
    })
}

fn is_stem(word: &str) -> bool {
    word.len() >= SHORTEST && is_word(word)
}

/// Whether a word is common enough that another may be made of it at need.
fn is_common(word: &[u8]) -> bool {
    level_of(word).is_some_and(|level| scowl_level(level) <= 35)
}

/// Whether a word of small letters is listed up to level 70: rarer ones resemble too much.
fn is_word(word: &str) -> bool {
    let listing = look_up_plain(word, 0, word.len()).flatten();
    listing.is_some_and(|listing| listing.has(Case::Small) && listing.level() <= 70)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_made_by_rule_are_known() {
        for word in [
            "counterbriefing",
            "nonpayer",
            "cyberfraud",
            "voterless",
            "ministerlike",
            "drugmaker",
            "festivalgoers",
            "deurbanisation",
            "gazumpings",
            "chequebookish",
            "moneylaundering",
        ] {
            assert!(is_derived(word), "{word}");
        }
    }

    #[test]
    fn slips_are_not_made_by_rule() {
        for word in ["cconcurred", "goverment", "walkss", "recieve", "minnister", "", "unn"] {
            assert!(!is_derived(word), "{word}");
        }
    }
}
