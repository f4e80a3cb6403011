//! What is meant: `lint.toml` and `--config`, read, checked and laid on one another, and where each value came from.
//! Which file governs which draft is found by [`Resolver`]; what the rules are is left to `rule`.

mod file;
mod globs;
pub mod locate;
mod origin;
mod profile;
mod resolver;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod tree;
mod vocabulary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use globs::Globs;
pub use origin::{Origin, Setting};
pub use profile::{Language, Profile, RuleChange};
pub use resolver::Resolver;

use crate::document::Source;
use crate::finding::Severity;
use crate::table::{Mistake, Mistakes, Place, did_you_mean};
pub use file::KEYS;
use file::Said;
use globs::Case;
use profile::{Changes, Override};
use tables::WrittenStet;

/// The name of a settings file.
pub const FILE_NAME: &str = "lint.toml";

/// What is read while walking, as long as settings say nothing else.
pub const DEFAULT_INCLUDE: &[&str] = &["**/*.md", "**/*.markdown", "**/*.txt"];

/// The settings that govern a folder.
#[derive(Debug)]
pub struct Settings {
    file: Option<Arc<Source>>,
    folder: PathBuf,
    /// The folders of rule files beside the built-in ones; a rule of theirs wins over a built-in one of its id.
    pub rule_folders: Setting<Vec<RuleFolder>>,
    /// What makes a run fail; `None` for never.
    pub fail_on: Setting<Option<Severity>>,
    /// What is let pass until somebody mends it.
    pub baseline: Setting<Option<BaselineFile>>,
    /// Whether a stet must give its reason.
    pub require_reason: Setting<bool>,
    /// Whether a stet may silence all rules at once, with `*`.
    pub allow_stet_all: Setting<bool>,
    /// What is read while walking.
    pub include: Setting<Globs>,
    /// What is never read.
    pub exclude: Setting<Globs>,
    /// The words that are accepted beside the dictionary.
    pub accept: Setting<Vec<Word>>,
    /// The files of such words.
    pub word_files: Setting<Vec<WordFile>>,
    /// The words that the house does not write, each with what it writes instead.
    pub reject: Setting<Vec<Rejected>>,
    /// The Hunspell dictionaries of other languages.
    pub dictionaries: Setting<Vec<DictionaryFile>>,
    stets: Vec<StetEntry>,
    /// Every rule that a `[[stet]]` names, also one that holds nowhere, and where.
    silenced: Vec<(String, Place)>,
    changes: Changes,
    overrides: Vec<Override>,
    command_line: Vec<Changes>,
    /// The settings further up, whose `exclude` holds as well.
    outer: Option<Arc<Settings>>,
    mistakes: Vec<Mistake>,
}

/// A folder of rule files.
#[derive(Clone, Debug)]
pub struct RuleFolder {
    /// From the root of the file system.
    pub path: PathBuf,
    /// As it is shown.
    pub shown: String,
    /// Where it is named.
    pub place: Place,
}

/// A baseline, not yet read.
#[derive(Clone, Debug)]
pub struct BaselineFile {
    /// Where it is; absolute.
    pub path: PathBuf,
    /// As the settings name it.
    pub name: String,
    /// As it is shown.
    pub shown: String,
    /// Where it is named.
    pub place: Place,
}

/// A file of accepted words, already read.
#[derive(Clone, Debug)]
pub struct WordFile {
    /// Where it is; absolute.
    pub path: PathBuf,
    /// As the settings name it.
    pub name: String,
    /// Its words, in order.
    pub words: Vec<Word>,
}

/// A word that is accepted beside the dictionary.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where it stands: in the settings or in a word file.
    pub place: Place,
}

/// A Hunspell dictionary: two files, not yet read.
#[derive(Clone, Debug)]
pub struct DictionaryFile {
    /// The language that it is for.
    pub tag: String,
    /// The file of words as the settings name it.
    pub name: String,
    /// The file of words; absolute.
    pub words: PathBuf,
    /// The affix file; absolute.
    pub affixes: PathBuf,
    /// Whether both are there; where one is not, that is told already.
    pub found: bool,
    /// Where it is named.
    pub place: Place,
}

/// What helps whoever has no dictionary.
pub const WHERE_TO_GET_ONE: &str = "Hunspell dictionaries come with LibreOffice and with systems (Debian: the package \
     hunspell-de-de and its like, in /usr/share/hunspell); name the file in lint.toml: dictionaries.\"de-DE\" = \"….dic\"";

/// A word that the house does not write.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The word.
    pub text: String,
    /// What the house writes instead.
    pub instead: String,
}

/// A `[[stet]]`: what a comment would be in a draft that can hold one.
#[derive(Clone, Debug)]
pub struct StetEntry {
    /// The drafts in which it holds.
    pub paths: Globs,
    /// The rule that it silences, or `*`.
    pub rule: String,
    /// Where the rule is named.
    pub rule_place: Place,
    /// The words it is about; without, the rule is silent in these drafts.
    pub text: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The entry as a whole.
    pub place: Place,
}

impl Settings {
    /// What was said in `file` (with its folder) and on the command line, with the defaults for the rest.
    fn new(
        file: Option<Arc<Source>>,
        folder: &Path,
        said: Said,
        command_line: &[Said],
        outer: Option<Arc<Self>>,
        mut mistakes: Mistakes,
    ) -> Self {
        macro_rules! strongest {
            ($field:ident, $default:expr) => {{
                let typed = command_line.iter().rev().find_map(|typed| typed.$field.clone());
                typed.or(said.$field).unwrap_or_else(|| $default)
            }};
        }
        let written = strongest!(stets, Vec::new());
        let mut settings = Self {
            rule_folders: strongest!(rule_folders, Setting::default(Vec::new())),
            fail_on: strongest!(fail_on, Setting::default(Some(Severity::Error))),
            baseline: strongest!(baseline, Setting::default(None)),
            require_reason: strongest!(require_reason, Setting::default(false)),
            allow_stet_all: strongest!(allow_stet_all, Setting::default(false)),
            include: strongest!(include, Setting::default(Globs::of(DEFAULT_INCLUDE, folder, Case::Ignored))),
            exclude: strongest!(exclude, Setting::default(Globs::of(&[], folder, Case::Exact))),
            accept: strongest!(accept, Setting::default(Vec::new())),
            word_files: strongest!(word_files, Setting::default(Vec::new())),
            reject: strongest!(reject, Setting::default(Vec::new())),
            dictionaries: strongest!(dictionaries, Setting::default(Vec::new())),
            stets: Vec::new(),
            silenced: Vec::new(),
            overrides: strongest!(overrides, Vec::new()),
            changes: said.changes,
            command_line: command_line.iter().map(|typed| typed.changes.clone()).collect(),
            file,
            folder: folder.to_owned(),
            outer,
            mistakes: Vec::new(),
        };
        settings.take_stets(written, &mut mistakes);
        settings.mistakes = mistakes.into_vec();
        settings.mistakes.sort_by_key(|mistake| mistake.place.span);
        settings
    }

    /// The settings file, unless there is none.
    #[must_use]
    pub fn file(&self) -> Option<&Arc<Source>> {
        self.file.as_ref()
    }

    /// The folder that the file stands in, or else the working directory; absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What holds for the draft at the absolute `path`.
    #[must_use]
    pub fn profile(self: &Arc<Self>, path: &Path) -> Profile {
        let holding = self.overrides.iter().enumerate().filter(|(_, over)| over.paths.hold(path));
        Profile::new(Arc::clone(self), holding.map(|(index, _)| index).collect())
    }

    /// What holds for drafts that no override names.
    #[must_use]
    pub fn base_profile(self: &Arc<Self>) -> Profile {
        Profile::new(Arc::clone(self), Vec::new())
    }

    /// Whether the absolute `path` is excluded: here, or in settings further up (as far as the repository's root, or a
    /// file that says `root = true`).
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.value.hold(path) || self.outer.as_ref().is_some_and(|outer| outer.excludes(path))
    }

    /// Whether the absolute `path` is one of the word files, and so no draft.
    #[must_use]
    pub fn is_word_file(&self, path: &Path) -> bool {
        self.word_files.value.iter().any(|file| file.path == path)
    }

    /// All accepted words: those of the settings, then those of the word files.
    pub fn accepted(&self) -> impl Iterator<Item = &Word> {
        self.accept.value.iter().chain(self.word_files.value.iter().flat_map(|file| &file.words))
    }

    /// The entries of `[[stet]]`, in order.
    #[must_use]
    pub fn stets(&self) -> &[StetEntry] {
        &self.stets
    }

    /// What is wrong with the settings, as far as it can be told without the rules.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Each rule that the settings name and that is not in `known`, with the nearest one. Rules of an unknown name are
    /// never asked for, so the settings hold all the same.
    #[must_use]
    pub fn unknown_rules(&self, known: &[&str]) -> Vec<Mistake> {
        let named = BTreeSet::from_iter(known.iter().copied());
        let changes = std::iter::once(&self.changes)
            .chain(self.overrides.iter().map(|over| &over.changes))
            .chain(&self.command_line);
        let changed = changes.flat_map(|changes| &changes.rules).map(|(id, change)| (id, &change.place));
        let silenced = self.silenced.iter().map(|(id, place)| (id, place));
        let mut mistakes = Mistakes::default();
        for (id, place) in changed.chain(silenced) {
            if !named.contains(id.as_str()) {
                mistakes.add(place, format!("unknown rule “{id}”"), did_you_mean(id, known.iter().copied()));
            }
        }
        mistakes.into_vec()
    }

    /// Takes in the entries of `[[stet]]` that the settings themselves allow; a `*` may be left out, a missing reason is
    /// not held against the drafts.
    fn take_stets(&mut self, written: Vec<WrittenStet>, mistakes: &mut Mistakes) {
        for stet in written {
            if self.require_reason.value && !stet.is_reasoned {
                let advice = "“require-reason” is set: add reason = \"why it may stand\"";
                mistakes.add(&stet.place, "this [[stet]] gives no reason", advice);
            }
            match stet.rule {
                Some((rule, place)) if rule == "*" => {
                    if !self.allow_stet_all.value {
                        let advice = "name the rule, or set allow-stet-all = true";
                        mistakes.add(&place, "“*” would silence every rule", advice);
                        continue;
                    }
                }
                named => self.silenced.extend(named),
            }
            self.stets.extend(stet.entry);
        }
    }
}

/// The text of a file of settings or words, or why there is none.
fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| describe(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("it is not UTF-8 (byte {at})")
    })
}

/// An error of the file system in a few words, the same on every system.
#[must_use]
pub fn describe(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
