//! `copydesk vocabulary add`: writes words into the project's vocabulary, in order. Where that is and what it holds, the
//! settings know.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use toml_edit::{Array, DocumentMut, Item, Table, Value, value};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::pending::Pending;
use crate::settings::{Resolver, Settings};

/// Changes the words that your project accepts
#[derive(Debug, Args)]
pub(super) struct VocabularyArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Adds words to the vocabulary of your project, in alphabetical order
    ///
    /// They are written into the first file that vocabulary.files in lint.toml names, else into vocabulary.accept in
    /// lint.toml itself. A word in small letters is then right in any case, with its plural, its possessive and the forms of
    /// a verb; a name is right as it is written. Words of one name stand between quotation marks: "Ada Okafor".
    #[command(after_help = EXAMPLES)]
    Add {
        /// A word or a name
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
}

const EXAMPLES: &str = "\
Examples:
  copydesk vocabulary add doomscroll
  copydesk vocabulary add Okafor \"Côte d'Ivoire\"";

/// Adds the words to the vocabulary that governs `folder`.
pub(super) fn run(arguments: &VocabularyArgs, folder: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let Command::Add { words } = &arguments.command;
    out.write_all(add(words, folder)?.as_bytes())?;
    Ok(())
}

/// Adds the words to the vocabulary that governs `folder`, and says what was done, a line each.
pub(super) fn add(words: &[String], folder: &Path) -> anyhow::Result<String> {
    let settings = Resolver::new(&[], false, folder).map_err(anyhow::Error::msg)?.for_folder(folder);
    let Some(file) = settings.file() else {
        bail!("there is no lint.toml here or above: “copydesk init” writes one, and “add” writes into it");
    };
    if let Some(mistake) = settings.mistakes().first() {
        bail!("{} has a mistake, so nothing was written: {}", file.path(), mistake.message);
    }
    let (mut new, mut known) = (Vec::new(), Vec::new());
    for word in words.iter().map(|word| word.split_whitespace().collect::<Vec<_>>().join(" ")) {
        refuse(&word, &settings)?;
        let listed = settings.accepted().any(|accepted| accepted.text == word) || new.contains(&word);
        if listed { known.push(word) } else { new.push(word) }
    }
    let mut told = String::new();
    if !new.is_empty() {
        let into = write(&settings, &new)?;
        told.push_str(&format!("Added to {into}: {}\n", new.join(", ")));
    }
    if !known.is_empty() {
        told.push_str(&format!("Accepted already: {}\n", known.join(", ")));
    }
    Ok(told)
}

/// Refuses what would be no word, or would be lost.
fn refuse(word: &str, settings: &Settings) -> anyhow::Result<()> {
    if !word.chars().any(char::is_alphabetic) {
        bail!("“{word}” has no letter, so it is no word; nothing was written");
    }
    if word.starts_with('#') || word.chars().any(char::is_control) {
        bail!("“{word}” cannot stand in a word file; nothing was written");
    }
    if let Some(rejected) = settings.reject.value.iter().find(|rejected| rejected.text == word) {
        bail!("“{word}” is rejected for “{}” by vocabulary.reject; nothing was written", rejected.instead);
    }
    Ok(())
}

/// Writes the words, and says where.
fn write(settings: &Settings, words: &[String]) -> anyhow::Result<String> {
    if let Some(file) = settings.word_files.value.first() {
        let text =
            std::fs::read_to_string(&file.path).with_context(|| format!("cannot read {}", file.name))?;
        let text = words.iter().fold(text, |text, word| with_line(&text, word));
        Pending::write(&file.path, text.as_bytes())?.publish()?;
        return Ok(file.name.clone());
    }
    let file = settings.file().context("the settings are in a file")?;
    let text = words.iter().try_fold(file.text().to_owned(), |text, word| with_item(&text, word))?;
    let place = settings.folder().join(crate::settings::FILE_NAME);
    Pending::write(&place, text.as_bytes())?.publish()?;
    Ok(format!("vocabulary.accept in {}", file.path()))
}

/// The order of a list of words: by the alphabet, whatever the case and the accents.
fn order(word: &str) -> (String, &str) {
    let letters = word.nfd().filter(|letter| !is_combining_mark(*letter));
    (letters.flat_map(char::to_lowercase).collect(), word)
}

/// The text of a word file with one word more, before the first word that comes after it in the alphabet. All other lines
/// stay as they are.
fn with_line(text: &str, word: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let listed = line.trim_start_matches('\u{feff}').trim();
        if !listed.is_empty() && !listed.starts_with('#') && order(listed) > order(word) {
            return [&text[..at], word, end, &text[at..]].concat();
        }
        at += line.len();
    }
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    [text, gap, word, end].concat()
}

/// The text of `lint.toml` with one word more in `vocabulary.accept`; all else stays as it is.
fn with_item(text: &str, word: &str) -> anyhow::Result<String> {
    let mut document: DocumentMut = text.parse().context("lint.toml is no valid TOML")?;
    let vocabulary = document.entry("vocabulary").or_insert_with(|| Item::Table(Table::new()));
    let vocabulary = vocabulary.as_table_like_mut().context("“vocabulary” in lint.toml is no table")?;
    let accept = vocabulary.entry("accept").or_insert_with(|| value(Array::new()));
    let accept = accept.as_array_mut().context("“vocabulary.accept” in lint.toml is no list")?;
    let comes_after = |item: &Value| item.as_str().is_some_and(|listed| order(listed) > order(word));
    let at = accept.iter().position(comes_after).unwrap_or(accept.len());
    if accept.trailing().as_str().is_some_and(|space| space.contains('\n')) {
        insert_line(accept, at, word);
    } else {
        accept.insert(at, word);
        tidy(accept);
    }
    Ok(document.to_string())
}

/// Puts the word on a line of its own into a list of one word a line. What stands behind the comma of the word before, a
/// comment perhaps, is held by whatever comes next: it stays on its line.
fn insert_line(list: &mut Array, at: usize, word: &str) {
    let next = match list.get(at) {
        Some(item) => item.decor().prefix().and_then(|prefix| prefix.as_str()),
        None => list.trailing().as_str(),
    };
    let next = next.unwrap_or_default().to_owned();
    let (comment, below) = next.split_at(next.find('\n').unwrap_or(next.len()));
    let first = list.get(0).and_then(|item| item.decor().prefix()?.as_str());
    let indent = first.and_then(|prefix| prefix.rsplit('\n').next()).unwrap_or("    ");
    let prefix = format!("{comment}\n{indent}");
    match list.get_mut(at) {
        Some(item) => item.decor_mut().set_prefix(below),
        None => list.set_trailing(below),
    }
    list.insert_formatted(at, Value::from(word).decorated(prefix, ""));
    list.set_trailing_comma(true);
}

/// One space behind each comma of a list in one line.
fn tidy(list: &mut Array) {
    for (index, item) in list.iter_mut().enumerate() {
        item.decor_mut().set_prefix(if index == 0 { "" } else { " " });
        item.decor_mut().set_suffix("");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::settings::tree::Tree;

    fn add(tree: &Tree, words: &[&str]) -> Result<String, String> {
        let mut out = Vec::new();
        let words = words.iter().map(|&word| word.to_owned()).collect();
        let arguments = VocabularyArgs { command: Command::Add { words } };
        run(&arguments, &tree.root(), &mut out).map_err(|error| format!("{error:#}"))?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn read(tree: &Tree, path: &str) -> String {
        fs::read_to_string(tree.at(path)).unwrap()
    }

    #[test]
    fn words_are_put_into_the_word_file_in_order() {
        let words = "# The desk's words.\nCôte\nIshiba\n\n# Late ones\nwharfie";
        let tree = Tree::new(&[("lint.toml", "vocabulary.files = [\"words.txt\"]"), ("words.txt", words)]);
        let said = add(&tree, &["kaiju", "Zoë", "ishibashi", "Ishiba", "Ünal"]).unwrap();
        assert_eq!(said, "Added to words.txt: kaiju, Zoë, ishibashi, Ünal\nAccepted already: Ishiba\n");
        let after =
            "# The desk's words.\nCôte\nIshiba\n\n# Late ones\nishibashi\nkaiju\nÜnal\nwharfie\nZoë\n";
        assert_eq!(read(&tree, "words.txt"), after);
    }

    #[test]
    fn without_a_word_file_they_stand_in_the_settings() {
        for (before, after) in [
            ("", "[vocabulary]\naccept = [\"kaiju\"]\n"),
            (
                "# Ours.\nfail-on = \"note\" # strict\n",
                "# Ours.\nfail-on = \"note\" # strict\n\n[vocabulary]\naccept = [\"kaiju\"]\n",
            ),
            (
                "vocabulary.accept = [\"Ishiba\",\"wharfie\"]\n",
                "vocabulary.accept = [\"Ishiba\", \"kaiju\", \"wharfie\"]\n",
            ),
            (
                "[vocabulary]\naccept = [\n  \"Ishiba\", # the minister\n]\n",
                "[vocabulary]\naccept = [\n  \"Ishiba\", # the minister\n  \"kaiju\",\n]\n",
            ),
            (
                "[vocabulary]\naccept = [\n  \"Ishiba\", # the minister\n  \"wharfie\",\n]\n",
                "[vocabulary]\naccept = [\n  \"Ishiba\", # the minister\n  \"kaiju\",\n  \"wharfie\",\n]\n",
            ),
        ] {
            let tree = Tree::new(&[("lint.toml", before)]);
            assert_eq!(add(&tree, &["kaiju"]).unwrap(), "Added to vocabulary.accept in lint.toml: kaiju\n");
            assert_eq!(read(&tree, "lint.toml"), after);
        }
    }

    #[test]
    fn what_cannot_be_added_is_told_and_nothing_is_written() {
        let tree = Tree::new(&[("lint.toml", "vocabulary.reject = { \"Kiev\" = \"Kyiv\" }")]);
        for (word, told) in [
            ("Kiev", "is rejected for “Kyiv”"),
            ("42", "has no letter"),
            ("#tag", "cannot stand in a word file"),
        ] {
            assert!(add(&tree, &["kaiju", word]).unwrap_err().contains(told), "{word}");
        }
        assert!(!read(&tree, "lint.toml").contains("kaiju"));
        let broken = Tree::new(&[("lint.toml", "vocabulary.acept = []")]);
        assert!(add(&broken, &["kaiju"]).unwrap_err().contains("has a mistake"));
        assert!(add(&Tree::new(&[]), &["kaiju"]).unwrap_err().contains("copydesk init"));
    }

    #[test]
    fn line_ends_are_kept() {
        assert_eq!(with_line("a\r\nc\r\n", "b"), "a\r\nb\r\nc\r\n");
        assert_eq!(with_line("", "b"), "b\n");
    }
}
