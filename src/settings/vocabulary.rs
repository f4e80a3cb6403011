//! Reads the words of a project: what `[vocabulary]` accepts and rejects, its word files, and the dictionaries of other
//! languages.

use std::path::Path;
use std::sync::Arc;

use super::file::{Reader, shown_beside};
use super::locate::absolute;
use super::origin::Setting;
use super::{DictionaryFile, Rejected, WHERE_TO_GET_ONE, Word, WordFile, read_text};
use crate::document::{Source, Span};
use crate::table::{Entry, Place, Table, Value};

/// What `[vocabulary]` says.
pub(super) struct Said {
    pub(super) accept: Option<Setting<Vec<Word>>>,
    pub(super) reject: Option<Setting<Vec<Rejected>>>,
    pub(super) files: Option<Setting<Vec<WordFile>>>,
}

impl Reader<'_> {
    pub(super) fn vocabulary(&mut self, table: &Table) -> Said {
        let said = Said {
            accept: table.get("accept").and_then(|value| self.accept(value)),
            reject: table.get("reject").and_then(|value| self.reject(value)),
            files: table.get("files").and_then(|value| self.word_files(value)),
        };
        let rejected = said.reject.iter().flat_map(|words| &words.value);
        let in_files = said.files.iter().flat_map(|files| &files.value).flat_map(|file| &file.words);
        for word in said.accept.iter().flat_map(|words| &words.value).chain(in_files) {
            if let Some(rejected) = rejected.clone().find(|rejected| rejected.text == word.text) {
                let message =
                    format!("“{}” is accepted here, and rejected for “{}”", word.text, rejected.instead);
                self.mistakes.add(&word.place, message, "take it out of one of the two lists");
            }
        }
        said
    }

    fn accept(&mut self, value: &Value) -> Option<Setting<Vec<Word>>> {
        let mut words = Vec::new();
        for (text, place) in value.texts(self.mistakes)? {
            if text.trim().is_empty() {
                self.mistakes.add(place, "an accepted word is empty", "");
            } else {
                words.push(Word { text: text.trim().to_owned(), place: place.clone() });
            }
        }
        Some(self.setting(words, value))
    }

    fn reject(&mut self, value: &Value) -> Option<Setting<Vec<Rejected>>> {
        let mut words = Vec::new();
        for Entry { name, place, value } in value.table(self.mistakes)?.entries() {
            let Some(instead) = value.text(self.mistakes) else { continue };
            if name.trim().is_empty() || name.split_whitespace().count() > 1 {
                let advice = "a rule of the kind “phrase” replaces several words";
                self.mistakes.add(place, "what is rejected must be one word", advice);
            } else if instead.trim().is_empty() || instead == name {
                let advice = "write the word that the house uses";
                self.mistakes.add(&value.place, format!("nothing is written instead of “{name}”"), advice);
            } else {
                words.push(Rejected { text: name.trim().to_owned(), instead: instead.trim().to_owned() });
            }
        }
        Some(self.setting(words, value))
    }

    fn word_files(&mut self, value: &Value) -> Option<Setting<Vec<WordFile>>> {
        let mut files = Vec::new();
        for (text, place) in value.texts(self.mistakes)? {
            let path = absolute(Path::new(text), self.folder);
            match read_text(&path) {
                Ok(content) => files.push(WordFile {
                    path,
                    name: text.to_owned(),
                    words: words(&Source::new(shown_beside(text, place), content)),
                }),
                Err(why) => self.mistakes.add(
                    place,
                    format!("the word file “{text}” cannot be read: {why}"),
                    "word files are relative to the folder of the settings file",
                ),
            }
        }
        Some(self.setting(files, value))
    }

    pub(super) fn dictionaries(&mut self, value: &Value) -> Option<Setting<Vec<DictionaryFile>>> {
        let mut dictionaries = Vec::new();
        for Entry { name, place, value } in value.table(self.mistakes)?.entries() {
            let Some(text) = value.text(self.mistakes) else { continue };
            if name.starts_with("en") {
                let advice = "English has word lists of its own: words of yours belong into [vocabulary]";
                self.mistakes.add(place, format!("“{name}” needs no dictionary"), advice);
                continue;
            }
            let words = absolute(Path::new(text), self.folder);
            let affixes = words.with_extension("aff");
            let missing = [&words, &affixes].into_iter().find(|path| !path.is_file());
            let found = missing.is_none();
            if words.extension().is_none_or(|extension| extension != "dic") {
                let advice = "name the file of words, “….dic”; the affix file “….aff” must stand beside it";
                self.mistakes.add(&value.place, format!("“{text}” is no Hunspell dictionary"), advice);
            } else if let Some(missing) = missing {
                let file = missing.file_name().unwrap_or_default().to_string_lossy();
                let message = format!(
                    "the dictionary for “{name}” is missing: there is no {file} where “{text}” should be"
                );
                self.mistakes.add(&value.place, message, WHERE_TO_GET_ONE);
            }
            let (tag, name, place) = (name.clone(), text.to_owned(), value.place.clone());
            dictionaries.push(DictionaryFile { tag, name, words, affixes, found, place });
        }
        Some(self.setting(dictionaries, value))
    }
}

/// The words of a word file: one a line; blank lines and those that begin with `#` are left out.
fn words(source: &Arc<Source>) -> Vec<Word> {
    let (mut words, mut at) = (Vec::new(), 0);
    for line in source.text().split(['\n', '\r']) {
        let cut = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let start = at + line.len() - cut.len();
        let text = cut.trim_end();
        if !text.is_empty() && !text.starts_with('#') {
            let span = Span::new(start, start + text.len());
            words.push(Word { text: text.to_owned(), place: Place { source: Arc::clone(source), span } });
        }
        at += line.len() + 1;
    }
    words
}
