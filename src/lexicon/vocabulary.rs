//! The project's own words: what a newsroom accepts beside the dictionary.

use std::collections::HashSet;

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
}

impl Vocabulary {
    /// A vocabulary of `words`; of an entry of several words, each one is accepted.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let (mut accepted, mut names, mut near) = (HashSet::new(), Vec::new(), Near::default());
        for entry in words {
            for word in entry.split_whitespace() {
                let word = straight(word);
                if word.starts_with(char::is_uppercase) && !accepted.contains(&word) {
                    near.enter(&word, names.len());
                    names.push(word.clone());
                }
                for form in forms(&word) {
                    // In capitals even the plural of a name may be: “THE ISHIBAS”.
                    accepted.insert(form.to_uppercase());
                    accepted.insert(form);
                }
            }
        }
        Self { words: accepted, names, near }
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

    /// The names of the house that may lie one edit from `word`; others may be among them.
    pub fn names_near(&self, word: &str) -> impl Iterator<Item = &str> {
        let near = if self.names.is_empty() { Vec::new() } else { self.near.candidates(word) };
        near.into_iter().map(|number| self.names[number].as_str())
    }
}

/// With straight apostrophes.
fn straight(word: &str) -> String {
    word.replace('’', "'")
}

/// The word and its regular plurals: which one is right in English is not asked of a name.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), format!("{word}s")];
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        forms.push(format!("{word}es"));
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        forms.push(format!("{stem}ies"));
    }
    forms
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
    fn an_empty_vocabulary_accepts_nothing() {
        assert!(!Vocabulary::default().accepts("deepfakery") && !Vocabulary::default().accepts(""));
    }
}
