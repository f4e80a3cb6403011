//! The project's own words: what a newsroom accepts beside the dictionary.

use std::collections::{HashMap, HashSet};

use super::near::Near;
use super::table::without_possessive;

/// The words that a project accepts beside the dictionary, with their plurals and possessives. A word listed in small
/// letters is accepted in any case; one with capitals as it is listed, and in capitals throughout.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: HashSet<String>,
    /// The words with a capital first, as listed: the house's names.
    names: Vec<String>,
    near: Near,
    /// What the house does not write, and what it writes instead.
    rejected: HashMap<String, String>,
}

impl Vocabulary {
    /// A vocabulary of `words`; of an entry of several words, each one is accepted.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let (mut accepted, mut names) = (HashSet::new(), Vec::new());
        for entry in words {
            for word in entry.split_whitespace() {
                let word = straight(word);
                if word.starts_with(char::is_uppercase) && !accepted.contains(&word) {
                    names.push(word.clone());
                }
                for form in forms(&word) {
                    // In capitals even the plural of a name may be: “THE ISHIBAS”.
                    accepted.insert(form.to_uppercase());
                    accepted.insert(form);
                }
            }
        }
        let near =
            Near::of(names.iter().enumerate().map(|(number, name): (_, &String)| (name.as_str(), number)));
        Self { words: accepted, names, near, rejected: HashMap::new() }
    }

    /// The vocabulary with words that the house does not write, each with what it writes instead.
    #[must_use]
    pub fn rejecting(mut self, words: impl IntoIterator<Item = (String, String)>) -> Self {
        self.rejected.extend(words.into_iter().map(|(word, instead)| (straight(&word), instead)));
        self
    }

    /// Whether any word is rejected.
    #[must_use]
    pub fn rejects_any(&self) -> bool {
        !self.rejected.is_empty()
    }

    /// The rejected word that `word` is, as it stands in copy without its possessive ending, and what the house writes
    /// instead. One listed in small letters is rejected in any case, one with capitals as listed and all in capitals.
    #[must_use]
    pub fn rejected(&self, word: &str) -> Option<(&str, &str)> {
        if self.rejected.is_empty() {
            return None;
        }
        let word = straight(word);
        let find = |word: &str| {
            self.rejected.get_key_value(word).map(|(word, instead)| (word.as_str(), instead.as_str()))
        };
        let in_capitals = || {
            let capitals = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
            let same = |listed: &&String| listed.to_uppercase() == word;
            self.rejected.keys().filter(|_| capitals).find(same).and_then(|listed| find(listed))
        };
        find(&word).or_else(|| find(&word.to_lowercase())).or_else(in_capitals)
    }

    /// Whether the project accepts `word`, as it stands in copy.
    #[must_use]
    pub fn accepts(&self, word: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let word = straight(without_possessive(word));
        self.words.contains(&word) || self.words.contains(&word.to_lowercase())
    }

    /// Whether any name is listed.
    #[must_use]
    pub fn lists_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// The names of the house that may lie one edit from `word`; others may be among them.
    pub fn names_near(&self, word: &str) -> impl Iterator<Item = &str> {
        self.near.candidates(word).into_iter().map(|number| self.names[number].as_str())
    }
}

/// With straight apostrophes.
fn straight(word: &str) -> String {
    word.replace('’', "'")
}

/// The word with its regular plurals, and one in small letters with the forms of a regular verb, too: which are right in
/// English is not asked.
fn forms(word: &str) -> Vec<String> {
    let ends_in = |letters: &[char]| word.ends_with(letters);
    let mut forms = vec![word.to_owned(), format!("{word}s")];
    if ends_in(&['s', 'x', 'z', 'o']) || word.ends_with("ch") || word.ends_with("sh") {
        forms.push(format!("{word}es"));
    }
    let y_stem = word.strip_suffix('y').filter(|stem| !stem.ends_with(VOWELS));
    forms.extend(y_stem.map(|stem| format!("{stem}ies")));
    if word.starts_with(char::is_lowercase) {
        verb_forms(word, y_stem, &mut forms);
    }
    forms
}

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// *Livestreamed*, *vibing*, *vlogged*, *tidied*.
fn verb_forms(word: &str, y_stem: Option<&str>, forms: &mut Vec<String>) {
    if let Some(stem) = word.strip_suffix('e') {
        forms.extend([format!("{word}d"), format!("{stem}ing")]);
        return;
    }
    forms.extend([
        format!("{word}ing"),
        y_stem.map_or_else(|| format!("{word}ed"), |stem| format!("{stem}ied")),
    ]);
    let mut back = word.chars().rev();
    if let (Some(last), Some(vowel)) = (back.next(), back.next())
        && last.is_ascii_lowercase()
        && !VOWELS.contains(&last)
        && VOWELS.contains(&vowel)
    {
        forms.extend([format!("{word}{last}ed"), format!("{word}{last}ing")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(["deepfakery", "Ishiba", "box-ticker", "Côte d’Ivoire", "iPad"].map(str::to_owned))
    }

    #[test]
    fn small_letters_are_accepted_in_any_case() {
        for word in [
            "deepfakery",
            "Deepfakery",
            "DEEPFAKERY",
            "deepfakery's",
            "Deepfakeries",
            "box-tickers",
            "Box-Ticker’s",
        ] {
            assert!(vocabulary().accepts(word), "{word}");
        }
    }

    #[test]
    fn names_are_accepted_as_written_and_in_capitals() {
        for word in
            ["Ishiba", "ISHIBA", "Ishiba’s", "Ishibas", "Ishibas'", "Côte", "d'Ivoire", "d’Ivoire’s", "iPads"]
        {
            assert!(vocabulary().accepts(word), "{word}");
        }
        for word in ["ishiba", "ISHiba", "côte", "Ishib", "IPad", ""] {
            assert!(!vocabulary().accepts(word), "{word}");
        }
    }

    #[test]
    fn the_forms_of_a_verb_are_accepted() {
        let vocabulary = Vocabulary::new(["doomscroll", "vibe", "vlog", "tidy", "Zoom"].map(str::to_owned));
        for word in [
            "doomscrolls",
            "Doomscrolling",
            "vibed",
            "vibing",
            "vlogged",
            "vlogging",
            "tidies",
            "tidied",
            "Zooms",
        ] {
            assert!(vocabulary.accepts(word), "{word}");
        }
        for word in ["doomscrol", "vib", "Zoomed", "zoomed"] {
            assert!(!vocabulary.accepts(word), "{word}");
        }
    }

    #[test]
    fn rejected_words_are_known_in_their_case() {
        let reject =
            [("Kiev", "Kyiv"), ("irregardless", "regardless")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let vocabulary = Vocabulary::default().rejecting(reject);
        let instead = |word: &str| vocabulary.rejected(word).map(|(_, instead)| instead.to_owned());
        assert_eq!(instead("Kiev").as_deref(), Some("Kyiv"));
        assert_eq!(instead("KIEV").as_deref(), Some("Kyiv"));
        assert_eq!(instead("Irregardless").as_deref(), Some("regardless"));
        assert_eq!((instead("kiev"), instead("Kyiv"), instead("")), (None, None, None));
        assert!(Vocabulary::default().rejected("Kiev").is_none());
    }

    #[test]
    fn an_empty_vocabulary_accepts_nothing() {
        assert!(!Vocabulary::default().accepts("deepfakery") && !Vocabulary::default().accepts(""));
    }
}
