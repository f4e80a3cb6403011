//! Other languages: the same questions answered from a Hunspell dictionary, which the project supplies. It knows no levels
//! and no regions, so less is told than of English.

use std::collections::HashMap;
use std::fmt;
use std::sync::Mutex;

use encoding_rs::{Encoding, UTF_8};
use spellbook::Dictionary;

use super::explain::Explanation;
use super::near::edit;

/// A Hunspell dictionary.
pub struct Hunspell {
    /// Without one every word is taken for right.
    dictionary: Option<Dictionary>,
    /// What was said of words: a suggestion takes milliseconds.
    explained: Mutex<HashMap<Box<str>, Option<Explanation>>>,
}

impl fmt::Debug for Hunspell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hunspell")
    }
}

/// So many words are remembered, then all are forgotten.
const MOST: usize = 20_000;

impl Hunspell {
    /// Reads the two files of a dictionary in the encoding that the affix file names. Tens of milliseconds for a large one.
    ///
    /// # Errors
    ///
    /// In words: an unknown encoding, or what the files lack.
    pub fn read(affixes: &[u8], words: &[u8]) -> Result<Self, String> {
        let encoding = encoding(affixes)?;
        let text = |bytes| encoding.decode(bytes).0.into_owned();
        let dictionary = Dictionary::new(&text(affixes), &text(words)).map_err(|error| error.to_string())?;
        Ok(Self { dictionary: Some(dictionary), explained: Mutex::default() })
    }

    /// What stands in for a dictionary that cannot be had: it takes every word for right, so that drafts in its language
    /// are not read as English.
    #[must_use]
    pub fn missing() -> Self {
        Self { dictionary: None, explained: Mutex::default() }
    }

    /// Whether the dictionary has the word, as it stands in copy.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.dictionary.as_ref().is_none_or(|dictionary| {
            dictionary.check(word) || word.contains('’') && dictionary.check(&word.replace('’', "'"))
        })
    }

    /// What is the matter with a word that the dictionary does not have. Milliseconds for each new word.
    #[must_use]
    pub fn explain(&self, word: &str) -> Explanation {
        let known = |explained: &HashMap<Box<str>, Option<Explanation>>| explained.get(word).cloned();
        let remembered = self.explained.lock().ok().and_then(|explained| known(&explained));
        let explanation = remembered.unwrap_or_else(|| {
            let found = self.find(word);
            if let Ok(mut explained) = self.explained.lock() {
                if explained.len() >= MOST {
                    explained.clear();
                }
                explained.insert(word.into(), found.clone());
            }
            found
        });
        explanation.unwrap_or(Explanation::Unknown)
    }

    fn find(&self, word: &str) -> Option<Explanation> {
        let mut suggestions = Vec::new();
        self.dictionary.as_ref()?.suggest(word, &mut suggestions);
        suggestions.into_iter().find_map(|meant| judge(word, meant))
    }
}

/// The class of a slip from `meant` to `word`; nothing for what lies too far.
fn judge(word: &str, meant: String) -> Option<Explanation> {
    /// From so many letters on, two edits may lie between.
    const LONG: usize = 8;
    if meant.contains(char::is_whitespace) {
        let run: String = meant.split_whitespace().collect();
        // Many languages put words together: “überbacken” lacks no space.
        return (run == word).then_some(Explanation::Unknown);
    }
    let letters = |word: &str| word.chars().collect::<Vec<char>>();
    let (typed, right) = (letters(word), letters(&meant));
    match edit(word, &meant) {
        Some(edit) => {
            let at = edit.before;
            let transposed = typed.len() == right.len() && typed.len() - edit.before - edit.behind == 2;
            let longer = if typed.len() > right.len() { &typed } else { &right };
            let doubled = typed.len() != right.len()
                && (at > 0 && longer[at - 1] == longer[at] || longer.get(at + 1) == Some(&longer[at]));
            if transposed || doubled {
                return Some(Explanation::SureSlip(meant));
            }
            // A wrong first letter is seldom a slip, and often a name.
            (at > 0).then_some(Explanation::OtherSlip(meant))
        }
        None => {
            let near = typed.len() >= LONG && typed.first() == right.first();
            (near && strsim::osa_distance(word, &meant) <= 2).then_some(Explanation::OtherSlip(meant))
        }
    }
}

/// The encoding that an affix file names in its line “SET”; UTF-8 without one.
fn encoding(affixes: &[u8]) -> Result<&'static Encoding, String> {
    let name = affixes.split(|&byte| byte == b'\n').find_map(|line| line.trim_ascii().strip_prefix(b"SET "));
    let Some(name) = name.map(<[u8]>::trim_ascii) else { return Ok(UTF_8) };
    // Hunspell writes “ISO8859-1” and “microsoft-cp1251”.
    let label = String::from_utf8_lossy(name).to_lowercase();
    let label = label.replace("iso8859", "iso-8859").replace("microsoft-cp", "windows-");
    Encoding::for_label(label.as_bytes()).ok_or_else(|| format!("the encoding “{label}” is unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFFIXES: &str = "SET UTF-8\nTRY enrstaiuldhgcmfbzokwpvyüäöß\nSFX E Y 1\nSFX E 0 en .\n";
    const WORDS: &str = "8\nFähre/E\nHafen\nder\nin\nist\nRegierung/E\ngeschlossen\nMinister\n";

    fn hunspell() -> Hunspell {
        Hunspell::read(AFFIXES.as_bytes(), WORDS.as_bytes()).unwrap()
    }

    #[test]
    fn words_with_their_endings_are_known() {
        for (word, known) in
            [("Fähre", true), ("Regierungen", true), ("Der", true), ("fähre", false), ("Regierug", false)]
        {
            assert_eq!(hunspell().knows(word), known, "{word}");
        }
    }

    #[test]
    fn slips_are_told_by_class() {
        let hunspell = hunspell();
        for (word, meant) in [
            ("geschlosssen", Explanation::SureSlip("geschlossen".to_owned())),
            ("Minsiter", Explanation::SureSlip("Minister".to_owned())),
            ("Regierug", Explanation::OtherSlip("Regierung".to_owned())),
            ("xyzzyx", Explanation::Unknown),
        ] {
            assert_eq!((hunspell.explain(word), hunspell.explain(word)), (meant.clone(), meant), "{word}");
        }
    }

    #[test]
    fn encodings_are_read_as_named() {
        let (affixes, words) = (b"SET ISO8859-1\nTRY en\n", b"1\nF\xE4hre\n");
        assert!(Hunspell::read(affixes, words).unwrap().knows("Fähre"));
        assert_eq!(encoding(b"SET KLINGON-1\n").unwrap_err(), "the encoding “klingon-1” is unknown");
        assert!(Hunspell::read(b"SET UTF-8\n", b"no number\nx\n").is_err());
    }

    #[test]
    fn a_dictionary_of_debian_is_read() {
        let folder = std::path::Path::new("/usr/share/hunspell");
        let (Ok(affixes), Ok(words)) =
            (std::fs::read(folder.join("de_DE.aff")), std::fs::read(folder.join("de_DE.dic")))
        else {
            eprintln!("skipped: no German dictionary is installed (package hunspell-de-de)");
            return;
        };
        let german = Hunspell::read(&affixes, &words).unwrap();
        assert!(german.knows("Regierungen") && german.knows("Fähre") && !german.knows("Regierungg"));
    }
}
