//! Whether two drafts tell one story in different words. No key of their sentences says so: they name the same people and
//! places, and both begin with, and go on in, the same words. All three must hold, so that two stories about one person, or two
//! days of one affair, are no rivals.

use std::collections::{BTreeSet, HashSet};

use super::marks::is_body;
use crate::document::{Block, BlockKind, Document, Span};
use crate::repetition::{Keys, WordKey};

/// The least share of the one draft's names that the other has; of the words at their starts; and of those of the whole drafts,
/// names not counted. Measured on all pairs of 600 published articles and the seeds: the two true ones have 1.00, 0.40 and 0.64,
/// and 0.70, 0.52 and 0.35; the nearest of the others 0.64, 0.32 and 0.33.
const LEAST_NAMES: f64 = 0.6;
const LEAST_START: f64 = 0.36;
const LEAST_WORDS: f64 = 0.3;
/// The fewest names that rivals share: of the others one has 0.62, 0.43 and 0.39, and five names.
const FEWEST_NAMES: usize = 6;
/// So many words at the start of a draft, up to the end of a block, say what it is about.
const START: usize = 90;
/// Of a word so many letters count, so that “votes” and “voting” are near to each other.
const STEM: usize = 6;
/// With so many numbers in both drafts, one in four of them must be shared: two market reports name the same people.
const MANY_NUMBERS: usize = 4;
/// How many of the things that are shared are told.
const TOLD: usize = 4;

/// Two drafts that tell one story.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Names and numbers that both have, as the later draft writes them: the longest names first.
    pub shared: Vec<String>,
    /// The headline of the first and of the later draft, or the block that it begins with.
    pub heads: [Span; 2],
}

/// The names in the body of a document with these keys, as keys of their single words, sorted. A word with a capital is a
/// name where it does not begin its sentence, and then wherever it stands. Linear.
pub(super) fn names(document: &Document<'_>, keys: &Keys) -> Vec<u64> {
    let (bytes, mut names) = (document.prose().as_bytes(), Vec::new());
    each_word(document, keys, |words, at| {
        // Nearly all words begin with a small letter, told by one byte.
        if !bytes[words[at].span.start()].is_ascii_lowercase()
            && is_capital(document, words[at])
            && !begins_sentence(document, words, at)
            && !is_date(document, words[at])
        {
            names.push(words[at].key);
        }
    });
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether two drafts with these names, sorted, name the same people and places. Linear.
pub(super) fn have_same_names(first: &[u64], later: &[u64]) -> bool {
    let shared = first.iter().filter(|name| later.binary_search(name).is_ok()).count();
    shared >= FEWEST_NAMES && share(shared, first.len(), later.len()) >= LEAST_NAMES
}

/// So many of the fewer.
fn share(shared: usize, one: usize, other: usize) -> f64 {
    shared as f64 / one.min(other).max(1) as f64
}

/// Hands out each word of the body with those of its block.
fn each_word(document: &Document<'_>, keys: &Keys, mut then: impl FnMut(&[WordKey], usize)) {
    for (index, block) in document.blocks().iter().enumerate() {
        if is_body(block) && !keys.repeats(index) {
            let words = keys.words_of(&keys.blocks()[index]);
            (0..words.len()).for_each(|at| then(words, at));
        }
    }
}

fn is_capital(document: &Document<'_>, word: WordKey) -> bool {
    let text = &document.prose()[word.span.range()];
    match text.as_bytes() {
        [first, ..] if first.is_ascii() => first.is_ascii_uppercase() && text.len() > 2,
        _ => text.starts_with(char::is_uppercase),
    }
}

fn begins_sentence(document: &Document<'_>, words: &[WordKey], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let between = &document.prose()[words[before].span.end()..words[at].span.start()];
    between.contains(['.', '!', '?', ':', '“', '"', '‘', '\n'])
}

/// What a draft is about.
pub(super) struct Matter<'d> {
    document: &'d Document<'d>,
    keys: Keys,
    names: Vec<u64>,
    numbers: BTreeSet<&'d str>,
    start: HashSet<String>,
    all: HashSet<String>,
}

impl<'d> Matter<'d> {
    pub(super) fn of(document: &'d Document<'d>) -> Self {
        let keys = Keys::read(document);
        let names = names(document, &keys);
        let (mut start, mut all, mut numbers) = (HashSet::new(), HashSet::new(), BTreeSet::new());
        let mut read = 0;
        for (index, block) in document.blocks().iter().enumerate() {
            if !is_copy(block) || keys.repeats(index) {
                continue;
            }
            let words = keys.words_of(&keys.blocks()[index]);
            for word in words {
                // Names count by themselves.
                if names.binary_search(&word.key).is_ok() {
                    continue;
                }
                let text = &document.prose()[word.span.range()];
                if let Some(stem) = stem(text) {
                    if read < START {
                        start.insert(stem.clone());
                    }
                    all.insert(stem);
                } else if is_number(text) {
                    numbers.insert(text);
                }
            }
            read += words.len();
        }
        Self { document, names, keys, numbers, start, all }
    }

    /// The story that both drafts tell, if they do.
    pub(super) fn shared(&self, later: &Self) -> Option<Story> {
        let numbers = self.numbers.intersection(&later.numbers).count();
        if !have_same_names(&self.names, &later.names)
            || self.numbers.len().min(later.numbers.len()) >= MANY_NUMBERS
                && numbers * 4 < self.numbers.len().min(later.numbers.len())
        {
            return None;
        }
        let start = share(self.start.intersection(&later.start).count(), self.start.len(), later.start.len());
        let all = share(self.all.intersection(&later.all).count(), self.all.len(), later.all.len());
        let heads = [head(self.document)?, head(later.document)?];
        let are_rivals = start >= LEAST_START && all >= LEAST_WORDS;
        are_rivals.then(|| Story { shared: self.told(later), heads })
    }

    /// What both drafts name, as the later one writes it.
    fn told(&self, later: &Self) -> Vec<String> {
        let prose = later.document.prose();
        let is_shared =
            |key: u64| self.names.binary_search(&key).is_ok() && later.names.binary_search(&key).is_ok();
        let mut told: Vec<(usize, String)> = Vec::new();
        let mut done = 0;
        each_word(later.document, &later.keys, |words, at| {
            let is_name = |word: &WordKey| is_shared(word.key) && is_capital(later.document, *word);
            if words[at].span.start() < done || !is_name(&words[at]) {
                return;
            }
            let joined = |pair: &&[WordKey]| {
                prose[pair[0].span.end()..pair[1].span.start()] == *" " && is_name(&pair[1])
            };
            let count = 1 + words[at..].windows(2).take_while(joined).count();
            let span = words[at].span.cover(words[at + count - 1].span);
            done = span.end();
            told.push((count, prose[span.range()].to_owned()));
        });
        told.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let mut shared: Vec<String> = Vec::new();
        for (_, name) in told {
            if shared.len() < TOLD && !shared.iter().any(|known| known.contains(&name)) {
                shared.push(name);
            }
        }
        shared.extend(
            self.numbers.intersection(&later.numbers).take(TOLD / 2).map(|number| (*number).to_owned()),
        );
        shared
    }
}

/// Whether a block says what its draft is about.
fn is_copy(block: &Block) -> bool {
    is_body(block)
        || block.heading.is_some()
        || matches!(block.copy_kind(), BlockKind::Headline | BlockKind::Deck | BlockKind::Crosshead)
}

/// The headline of a draft, or the block that it begins with.
fn head(document: &Document<'_>) -> Option<Span> {
    let body = || document.blocks().iter().find(|block| is_copy(block));
    document.headline().or_else(body).map(|block| block.content)
}

/// The first letters of a word that has something to say.
fn stem(text: &str) -> Option<String> {
    let says = text.len() >= 4 && text.starts_with(char::is_alphabetic);
    let stem = || text.chars().take(STEM).flat_map(char::to_lowercase).collect::<String>();
    (says && !FUNCTION_WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))).then(stem)
}

/// Whether a number tells two stories apart: not a single digit, a year, or what stands behind a point.
fn is_number(text: &str) -> bool {
    let is_year = text.len() == 4 && text.starts_with(['1', '2']);
    text.len() > 1 && !is_year && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date(document: &Document<'_>, word: WordKey) -> bool {
    const DATES: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    DATES.contains(&&document.prose()[word.span.range()])
}

/// Words of four letters and more that every story has.
const FUNCTION_WORDS: &[&str] = &[
    "about", "after", "also", "because", "been", "before", "being", "between", "both", "could", "during",
    "each", "even", "every", "first", "from", "have", "into", "just", "last", "like", "made", "make", "many",
    "month", "more", "most", "much", "news", "only", "other", "over", "people", "said", "says", "since",
    "some", "such", "take", "than", "that", "their", "them", "then", "there", "these", "they", "this",
    "those", "time", "today", "told", "under", "very", "week", "were", "what", "when", "where", "which",
    "while", "will", "with", "would", "year", "years",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    fn story(first: &str, later: &str) -> Option<Story> {
        let sources = [first, later].map(|text| Source::new("draft.md", text));
        let documents = [0, 1].map(|at| Document::read(&sources[at], Markup::Markdown, Breaks::Auto));
        let matters = [0, 1].map(|at| Matter::of(&documents[at]));
        matters[0].shared(&matters[1])
    }

    const ONE: &str = "# Lyne council backs ferry plan\n\nCouncillors in Lyne voted on Monday to pay for the ferry to Port Orr, after \
                       a debate that Mayor Lena Voss called historic. Tom Hale and Ines Duarte voted against the plan.\n";

    #[test]
    fn one_vote_in_other_words_is_one_story() {
        let other = "# Ferry plan wins in Lyne\n\nThe ferry to Port Orr will be paid for: the council of Lyne voted for the plan, and \
                     Mayor Lena Voss called the debate historic. Two councillors, Tom Hale and Ines Duarte, voted no.\n";
        let story = story(ONE, other).expect("they are rivals");
        assert_eq!(story.shared, ["Mayor Lena Voss", "Port Orr", "Ines Duarte", "Lyne"]);
        assert_eq!(story.heads, [Span::new(2, 31), Span::new(2, 25)]);
    }

    #[test]
    fn the_same_people_on_another_day_are_another_story() {
        let other = "# Schools close for the heat\n\nMayor Lena Voss of Lyne shut all schools when the sun rose. Children swam off \
                     Port Orr; Tom Hale sold them ice and Ines Duarte drove the ambulance, which stood in the shade all afternoon.\n";
        assert_eq!(story(ONE, other), None);
    }

    #[test]
    fn numbers_tell_two_reports_of_one_market_apart() {
        let report = |numbers: [u32; 4]| {
            let [a, b, c, d] = numbers;
            format!(
                "# Shares in Lyne Ferries close\n\nShares traded in Lyne by Lena Voss, Tom Hale and Ines Duarte of Port Orr closed at {a} \
                     pence, {b} points up, with {c} sold and {d} bought.\n"
            )
        };
        assert!(story(&report([120, 14, 900, 800]), &report([120, 14, 900, 800])).is_some());
        assert_eq!(story(&report([120, 14, 900, 800]), &report([121, 15, 901, 801])), None);
    }
}
