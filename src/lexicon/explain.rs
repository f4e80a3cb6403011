//! What may be the matter with a word: which slip explains it, that a space is missing in it, that it is a name without
//! its capital. A word is in one class only, the clearest. What stands around it is left to the `spelling` kind.

use super::derived::{is_beginning, is_derived};
use super::known::known_slip;
use super::memo::Memo;
use super::slip::{Slip, obscure_slip, rare_slip, slip};
use super::table::{Case, Listing, look_up, look_up_plain};
use super::trie::{level_of, scowl_level};

/// What is the matter with a word, with what was meant where that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// One letter doubled or left single, or two neighbours exchanged, on the way from a common word.
    SureSlip(String),
    /// Any other slip that is not too far.
    OtherSlip(String),
    /// A word that is listed, but rare, and a small slip away from a very common one.
    RareWord(String),
    /// Two words run together; they are given with their space.
    MissingSpace(String),
    /// Only a form with capitals is listed, which is given.
    Name(String),
    /// No dictionary knows the word, and no slip explains it.
    Unknown,
}

/// What is the matter with `word` (small ASCII letters); nothing for words that are well listed, made of listed ones, or
/// too short to tell. A pure function; some microseconds, for a slip some tenths of a millisecond, once a word and thread.
#[must_use]
pub fn explain(word: &str) -> Option<Explanation> {
    thread_local!(static MEMO: Memo<Option<Explanation>> = Memo::default());
    if let Some(meant) = known_slip(word) {
        let explained = if meant.contains(' ') { Explanation::MissingSpace } else { Explanation::SureSlip };
        return Some(explained(meant.to_owned()));
    }
    let can_tell = word.len() >= SHORTEST && word.bytes().all(|letter| letter.is_ascii_lowercase());
    can_tell.then(|| MEMO.with(|memo| memo.ask(word, find))).flatten()
}

/// Shorter words are too near to each other.
const SHORTEST: usize = 4;

fn find(word: &str) -> Option<Explanation> {
    let listing = look_up_plain(word, 0, word.len()).flatten();
    let small = listing.filter(|listing| listing.has(Case::Small));
    if small.is_some_and(Listing::is_settled) {
        return rare_slip(word).map(Explanation::RareWord);
    }
    if let Some(contraction) = contraction(word) {
        return Some(Explanation::OtherSlip(contraction));
    }
    if NAMES_BEFORE_SLIPS.binary_search(&word).is_ok() {
        return listing.and_then(|listing| name(word, listing)).map(Explanation::Name);
    }
    let slip = slip(word);
    if let Some(Slip::Sure(meant)) = slip {
        return Some(Explanation::SureSlip(meant));
    }
    if let Some(listing) = listing {
        // SCOWL's rarest lists hold slips of long words (*signficant*), the very rarest one hardly anything else.
        const LONG: usize = 8;
        const RAREST: u8 = 95;
        return match small {
            Some(_) if word.len() >= LONG && listing.level() == RAREST => {
                obscure_slip(word).map(Explanation::OtherSlip)
            }
            Some(_) if word.len() >= LONG => rare_slip(word).map(Explanation::OtherSlip),
            Some(_) => rare_slip(word).map(Explanation::RareWord),
            None => name(word, listing).map(Explanation::Name),
        };
    }
    if let Some(words) = run_together(word) {
        return Some(Explanation::MissingSpace(words));
    }
    match slip {
        Some(Slip::Sure(meant) | Slip::Other(meant)) => Some(Explanation::OtherSlip(meant)),
        None => (!is_derived(word)).then_some(Explanation::Unknown),
    }
}

/// Names in the news that are also one slip from a common word (*solo*, *pairs*), and come oftener than that slip; sorted.
const NAMES_BEFORE_SLIPS: &[&str] = &[
    "biden", "brian", "cannes", "carlos", "finnish", "fred", "gary", "greta", "mali", "mary", "minsk",
    "nobel", "oman", "oslo", "paris",
];

/// The form with capitals, where it is well known and no other one is listed.
fn name(word: &str, listing: Listing) -> Option<String> {
    if listing.level() > 60 {
        return None;
    }
    if listing.has(Case::Capitalised) {
        return Some([&word[..1].to_ascii_uppercase(), &word[1..]].concat());
    }
    (listing.has(Case::Capitals) && !listing.has(Case::Mixed)).then(|| word.to_ascii_uppercase())
}

/// The contraction that lacks its apostrophe: *doesnt*, *theyre*.
fn contraction(word: &str) -> Option<String> {
    /// *Its* and *lets* are words, *whos* and *hows* too near to others.
    const WITH_S: &[&str] = &["thats", "whats", "theres", "heres", "wheres"];
    let ending = ["nt", "re", "ve", "ll"].iter().find(|ending| word.ends_with(*ending));
    let before = match ending {
        Some(&"nt") => word.len() - 1,
        Some(ending) => word.len() - ending.len(),
        None if WITH_S.contains(&word) => return Some(format!("{}'s", &word[..word.len() - 1])),
        None => return None,
    };
    let whole = [&word[..before], "'", &word[before..]].concat();
    look_up(&whole).is_some_and(|listing| listing.level() <= 60).then_some(whole)
}

/// The words of which one at least must be part of a run: those that stand beside every other word.
const FUNCTION_WORDS: &[&str] = &[
    "an", "and", "are", "as", "at", "be", "but", "by", "each", "for", "from", "had", "has", "have", "he",
    "her", "his", "if", "in", "is", "it", "not", "of", "on", "or", "she", "that", "the", "their", "they",
    "this", "to", "was", "we", "were", "which", "will", "with", "you",
];

/// Runs of which the first word is a beginning of words, too: without this list they would pass for words.
const KNOWN_RUNS: &[(&str, &str)] =
    &[("in", "case"), ("in", "fact"), ("in", "front"), ("in", "order"), ("in", "spite"), ("in", "stead")];

/// The two words that were run together: one is a function word, the other a very common one.
fn run_together(word: &str) -> Option<String> {
    /// Shorter halves are parts of words.
    const SHORTEST_HALF: usize = 2;
    if word.len() <= SHORTEST {
        return None;
    }
    let is_function = |word: &str| FUNCTION_WORDS.contains(&word);
    (SHORTEST_HALF..=word.len() - SHORTEST_HALF).find_map(|at| {
        let (first, second) = word.split_at(at);
        let common = |half: &str| level_of(half.as_bytes()).is_some_and(|level| scowl_level(level) <= 20);
        let run = match (is_function(first), is_function(second)) {
            (true, true) => true,
            (true, false) => !is_beginning(first) && common(second) || KNOWN_RUNS.contains(&(first, second)),
            // “Rather”, “singleton”: what ends like a word of two letters is seldom a run.
            (false, true) => second.len() > SHORTEST_HALF && common(first),
            (false, false) => false,
        };
        run.then(|| format!("{first} {second}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(word: &str) -> String {
        match explain(word) {
            Some(Explanation::SureSlip(meant)) => format!("sure {meant}"),
            Some(Explanation::OtherSlip(meant)) => format!("other {meant}"),
            Some(Explanation::RareWord(meant)) => format!("rare {meant}"),
            Some(Explanation::MissingSpace(words)) => format!("space {words}"),
            Some(Explanation::Name(name)) => format!("name {name}"),
            Some(Explanation::Unknown) => "unknown".to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn the_clearest_class_wins() {
        for (word, class) in [
            ("cconcurred", "sure concurred"),
            ("goverment", "other government"),
            ("calender", "rare calendar"),
            ("inthe", "space in the"),
            ("ofthe", "space of the"),
            ("eachother", "space each other"),
            ("infront", "space in front"),
            ("chicago", "name Chicago"),
            ("oslo", "name Oslo"),
            ("paris", "name Paris"),
            ("responsiblity", "other responsibility"),
            ("departement", "other department"),
            ("hardline", ""),
            ("seascapes", ""),
            ("doesnt", "other doesn't"),
            ("thats", "other that's"),
            ("theyre", "other they're"),
            ("zyxwvut", "unknown"),
            ("minister", ""),
            ("voterless", ""),
            ("", ""),
            ("to", ""),
        ] {
            assert_eq!(told(word), class, "{word}");
        }
    }

    #[test]
    fn words_that_look_like_two_are_none() {
        for word in ["insourcing", "onshore", "inhome", "bytheway", "towns", "asks", "andes", "theman"] {
            assert!(!told(word).starts_with("space in h"), "{word}");
        }
        assert_eq!(told("inhome"), "");
    }
}
