//! What an unlisted word may have been meant to be: the common words within a weighted edit distance, best first.
//!
//! Optimal string alignment (restricted Damerau-Levenshtein) over the trie, one row of costs a letter; a subtree is left
//! once no alignment within the limit can come of it. Costs follow how slips happen: a key hit twice is cheap, a wrong
//! first letter is dear.

use super::trie::{self, Node, scowl_level};

/// A word that may have been meant. Costs are hundredths: a letter doubled or left single is 55, a dropped one 76.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it costs beyond what the commonness of the word is worth; may be negative. The lower, the likelier.
    pub score: i32,
    /// The weighted edit distance.
    pub cost: u16,
    /// The word, in small letters.
    pub word: String,
    /// Its SCOWL level, 10 to 60.
    pub level: u8,
}

impl Candidate {
    /// The candidate `word` of level index `level` at `cost`.
    pub(super) fn new(word: &[u8], cost: u16, level: usize) -> Self {
        Self {
            score: i32::from(cost) - WORTH[level],
            cost,
            word: word.iter().copied().map(char::from).collect(),
            level: scowl_level(level),
        }
    }

    /// The order of candidates: the likelier first, then the nearer, then by the alphabet.
    pub(super) fn order(&self) -> (i32, u16, &str) {
        (self.score, self.cost, &self.word)
    }
}

/// The highest limit for one slip. Beyond it, two are looked for, and then the word has to begin with one of the first two
/// letters: few write the first one wrong and slip again, and the search is ten times as quick.
pub(super) const NEAR: u16 = 120;
/// A letter doubled, or left single.
pub(super) const DOUBLED: u16 = 55;
/// Two neighbours exchanged.
pub(super) const TRANSPOSED: u16 = 75;

/// The common words within `limit` of `word` (small ASCII letters, 32 at most), best first. An own copy is none. Visits
/// a few thousand nodes of the trie for limits around 100.
#[must_use]
pub fn suggest(word: &str, limit: u16) -> Vec<Candidate> {
    let typed = word.as_bytes();
    if typed.is_empty() || typed.len() > LONGEST || !typed.iter().all(u8::is_ascii_lowercase) {
        return Vec::new();
    }
    let mut walk = Walk { typed, limit, rows: vec![0], letters: Vec::new(), found: Vec::new() };
    for at in 0..typed.len() {
        walk.rows.push(walk.rows[at] + walk.extra(at));
    }
    let least = walk.rows.iter().copied().min().unwrap_or_default();
    let starts = trie::roots()
        .filter(|node| limit <= NEAR || typed.iter().take(2).any(|&letter| letter == node.letter()));
    walk.visit(starts, least);
    walk.found.sort_by(|a, b| a.order().cmp(&b.order()));
    walk.found
}

/// Beyond every limit; all that is ever added to it fits.
const FAR: u16 = u16::MAX / 2;
/// Longer words are left alone.
const LONGEST: usize = 32;
const MISSING: u16 = 76;
/// The cost of a letter too much.
pub(super) const EXTRA: u16 = 95;
const VOWEL: u16 = 75;
const SOUND: u16 = 80;
const NEIGHBOUR: u16 = 85;
const OTHER: u16 = 115;
/// Beyond the rest, for a change at the first letter.
const FIRST: u16 = 35;

/// What being common is worth, by level index: 12 hundredths of 8.5, 8.0, 6.5, 5.5, 5.0, 4.5, 4.0.
const WORTH: [i32; 7] = [102, 96, 78, 66, 60, 54, 48];

struct Walk<'w> {
    typed: &'w [u8],
    limit: u16,
    /// One row a letter of the word in hand, and one before its first: the cost of each beginning of `typed`.
    rows: Vec<u16>,
    letters: Vec<u8>,
    found: Vec<Candidate>,
}

impl Walk<'_> {
    /// Goes through `nodes`, which follow `letters`; `before` is the least cost in the last row.
    fn visit(&mut self, nodes: impl Iterator<Item = Node>, before: u16) {
        for node in nodes {
            self.letters.push(node.letter());
            let least = self.push_row();
            let last = self.rows[self.rows.len() - 1];
            if (1..=self.limit).contains(&last)
                && let Some(level) = node.level()
            {
                self.found.push(Candidate::new(&self.letters, last, level));
            }
            // A transposition reaches over a row, so the row before may still lead to a word.
            if least <= self.limit || before + TRANSPOSED <= self.limit {
                self.visit(node.children(), least);
            }
            self.rows.truncate(self.letters.len() * self.width());
            self.letters.pop();
        }
    }

    fn width(&self) -> usize {
        self.typed.len() + 1
    }

    /// Adds the row of the last of `letters`, and gives its least cost. Only the cells near the diagonal are reckoned:
    /// beyond them lie more missing or extra letters than the limit pays for.
    fn push_row(&mut self) -> u16 {
        let (depth, width) = (self.letters.len(), self.width());
        let letter = self.letters[depth - 1];
        let letter_before = depth.checked_sub(2).map(|at| self.letters[at]);
        let missing = if letter_before == Some(letter) { DOUBLED } else { MISSING };
        let (before, row) = ((depth - 1) * width, depth * width);
        self.rows.resize(row + width, FAR);
        let reach = usize::from(self.limit / DOUBLED);
        let mut least = FAR;
        for at in depth.saturating_sub(reach)..width.min(depth + reach + 1) {
            let mut cost = self.rows[before + at] + missing + if at == 0 { FIRST } else { 0 };
            if let Some(last) = at.checked_sub(1) {
                let typed = self.typed[last];
                let first = if last == 0 { FIRST } else { 0 };
                let exchanged = if typed == letter { 0 } else { exchange(typed, letter) + first };
                cost = cost
                    .min(self.rows[before + last] + exchanged)
                    .min(self.rows[row + last] + self.extra(last));
                if last > 0 && letter_before == Some(typed) && self.typed[last - 1] == letter {
                    let first = if last == 1 { FIRST } else { 0 };
                    cost = cost.min(self.rows[before - width + last - 1] + TRANSPOSED + first);
                }
            }
            self.rows[row + at] = cost;
            least = least.min(cost);
        }
        least
    }

    /// What it costs that the letter at `at` should not be there.
    fn extra(&self, at: usize) -> u16 {
        match at.checked_sub(1) {
            Some(before) if self.typed[before] == self.typed[at] => DOUBLED,
            Some(_) => EXTRA,
            None => EXTRA + FIRST,
        }
    }
}

/// What it costs to have typed one letter for another; both a–z.
fn exchange(typed: u8, meant: u8) -> u16 {
    EXCHANGES[usize::from(typed - b'a')][usize::from(meant - b'a')]
}

static EXCHANGES: [[u16; 26]; 26] = {
    let mut costs = [[OTHER; 26]; 26];
    // From the dearest to the cheapest, so that the cheapest reason stands.
    costs = lower_neighbours(costs);
    let mut at = 0;
    while at < SOUNDS.len() {
        costs = lower(costs, SOUNDS[at][0], SOUNDS[at][1], SOUND);
        at += 1;
    }
    let mut at = 0;
    while at < VOWELS.len() * VOWELS.len() {
        costs = lower(costs, VOWELS[at / VOWELS.len()], VOWELS[at % VOWELS.len()], VOWEL);
        at += 1;
    }
    costs
};

const VOWELS: &[u8; 5] = b"aeiou";
const SOUNDS: [&[u8; 2]; 10] = [b"cs", b"ck", b"sz", b"gj", b"mn", b"dt", b"bp", b"fv", b"kq", b"vw"];
/// Rows of keys; a lower row is shifted to the right by about half a key.
const KEYS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// The costs with those of letters whose keys touch.
const fn lower_neighbours(mut costs: [[u16; 26]; 26]) -> [[u16; 26]; 26] {
    let mut row = 0;
    while row < KEYS.len() {
        let mut column = 0;
        while column < KEYS[row].len() {
            let key = KEYS[row][column];
            if column + 1 < KEYS[row].len() {
                costs = lower(costs, key, KEYS[row][column + 1], NEIGHBOUR);
            }
            if row > 0 {
                costs = lower(costs, key, KEYS[row - 1][column], NEIGHBOUR);
                costs = lower(costs, key, KEYS[row - 1][column + 1], NEIGHBOUR);
            }
            column += 1;
        }
        row += 1;
    }
    costs
}

const fn lower(mut costs: [[u16; 26]; 26], a: u8, b: u8, cost: u16) -> [[u16; 26]; 26] {
    let (a, b) = ((a - b'a') as usize, (b - b'a') as usize);
    costs[a][b] = cost;
    costs[b][a] = cost;
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(word: &str) -> Option<(String, u16)> {
        suggest(word, 120).into_iter().next().map(|candidate| (candidate.word, candidate.cost))
    }

    #[test]
    fn each_slip_has_its_cost() {
        let cases = [
            ("cconcurred", "concurred", 55),
            ("concured", "concurred", 55),
            ("concurrred", "concurred", 55),
            ("concrured", "concurred", 75),
            ("govenrment", "government", 75),
            ("goverment", "government", 76),
            ("governmment", "government", 55),
            ("governnent", "government", 80),
            ("governmebt", "government", 85),
            ("governxment", "government", 95),
            ("separete", "separate", 75),
            ("ogvernment", "government", 110),
            ("toegther", "together", 75),
            ("goverrnmant", "government", 130),
        ];
        for (typed, meant, cost) in cases {
            let found = suggest(typed, 130).into_iter().find(|candidate| candidate.word == meant);
            assert_eq!(found.map(|candidate| candidate.cost), Some(cost), "{typed}");
        }
    }

    #[test]
    fn a_late_transposition_is_not_pruned() {
        assert_eq!(best("announcmenet").map(|(word, _)| word), None, "two slips cost more than the limit");
        assert_eq!(best("announcemetn"), Some(("announcement".to_owned(), 75)));
        assert_eq!(suggest("announcemetn", 75).len(), 1, "at the very limit");
    }

    #[test]
    fn commoner_words_come_first() {
        let words: Vec<String> = suggest("thier", 100).into_iter().map(|candidate| candidate.word).collect();
        assert_eq!(words[0], "their", "{words:?}");
    }

    #[test]
    fn a_listed_word_does_not_suggest_itself() {
        assert!(suggest("minister", 120).iter().all(|candidate| candidate.word != "minister"));
    }

    #[test]
    fn what_is_no_plain_word_has_no_candidates() {
        for word in ["", "Minsiter", "caffé", "it's"] {
            assert_eq!(suggest(word, 200), [], "{word}");
        }
        assert_eq!(suggest(&"a".repeat(33), 200), []);
    }
}
