//! The dictionary: is it a word, and what was meant. It knows single words only; where they stand, what stands around
//! them and what is said of them is left to the `spelling` kind.
//!
//! Two tables are built from `lexicon/words` by `build.rs` and lie in the binary ready to use: nothing is loaded at
//! start. The *word table* tells all listed words; the *trie* holds the common ones, letter by letter, to find what an
//! unlisted word was meant to be.

mod derived;
mod explain;
mod house;
mod hunspell;
mod known;
mod layout;
mod memo;
mod near;
mod slip;
mod suggest;
mod table;
mod trie;
mod vocabulary;

pub use derived::is_derived;
pub use explain::{Explanation, explain};
pub use house::in_house;
pub use hunspell::Hunspell;
pub use known::is_short_slip;
pub use near::{Edit, Near, edit};
pub use suggest::{Candidate, suggest};
pub use table::{Case, Listing, Region, look_up, look_up_plain, without_possessive};
pub use vocabulary::Vocabulary;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    fn text(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    #[test]
    fn the_lists_are_sorted_and_hold_each_word_once() {
        for entry in fs::read_dir(root().join("lexicon/words")).unwrap() {
            let path = entry.unwrap().path();
            let text = text(&path);
            let words: Vec<&str> = text.lines().collect();
            let disorder = words.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(disorder, None, "{}", path.display());
            assert!(
                text.ends_with('\n') && words.iter().all(|word| !word.trim().is_empty()),
                "{}",
                path.display()
            );
        }
    }

    #[test]
    fn our_own_words_are_none_that_the_lists_have() {
        let folder = root().join("lexicon/words");
        let own = text(&folder.join("extra.txt"));
        for name in ["english", "american", "british"] {
            for level in [10, 20, 35, 40, 50, 55, 60] {
                let list = text(&folder.join(format!("{name}-{level}.txt")));
                let listed: Vec<&str> = list.lines().collect();
                let twice = own.lines().find(|word| listed.binary_search(word).is_ok());
                assert_eq!(twice, None, "{name}-{level}");
            }
        }
    }

    #[test]
    fn the_terms_are_passed_on_verbatim() {
        let passed_on = text(&root().join("THIRD-PARTY.md"));
        let unix = |name: &str| text(&root().join("lexicon").join(name)).replace("\r\n", "\n");
        for name in ["SCOWL-copyright.txt", "UKACD-readme.txt"] {
            assert!(passed_on.contains(unix(name).trim_matches('\n')), "THIRD-PARTY.md lacks lexicon/{name}");
        }
    }
}
