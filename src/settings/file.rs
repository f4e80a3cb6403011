//! Reads one `lint.toml`, or one `--config 'key = value'`: what it says, and every mistake in it at its place. What
//! is broken is left out and the rest holds. Its lists of tables are read in `tables.rs`; what is not said is left to
//! `mod.rs`, rule ids to whoever knows the rules.

use std::path::Path;
use std::sync::Arc;

use super::globs::{Case, Globs};
use super::locate::{absolute, shown};
use super::origin::{Origin, Setting};
use super::profile::{Changes, Language, Override, RuleChange};
use super::tables::WrittenStet;
use super::{BaselineFile, DictionaryFile, Rejected, RuleFolder, Word, WordFile};
use crate::document::{Breaks, Source};
use crate::finding::Severity;
use crate::table::{Data, Entry, Mistakes, Place, Table, Value, did_you_mean};

/// The keys of a settings file.
pub const KEYS: &[&str] = &[
    "root",
    "rule-folders",
    "paragraphs",
    "dictionaries",
    "language",
    "fail-on",
    "baseline",
    "require-reason",
    "allow-stet-all",
    "files",
    "vocabulary",
    "rules",
    "override",
    "stet",
];

/// What one file says; what it leaves out is `None`.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) root: bool,
    pub(super) rule_folders: Option<Setting<Vec<RuleFolder>>>,
    pub(super) fail_on: Option<Setting<Option<Severity>>>,
    pub(super) baseline: Option<Setting<Option<BaselineFile>>>,
    pub(super) require_reason: Option<Setting<bool>>,
    pub(super) allow_stet_all: Option<Setting<bool>>,
    pub(super) include: Option<Setting<Globs>>,
    pub(super) exclude: Option<Setting<Globs>>,
    pub(super) accept: Option<Setting<Vec<Word>>>,
    pub(super) reject: Option<Setting<Vec<Rejected>>>,
    pub(super) dictionaries: Option<Setting<Vec<DictionaryFile>>>,
    pub(super) word_files: Option<Setting<Vec<WordFile>>>,
    pub(super) changes: Changes,
    pub(super) overrides: Option<Vec<Override>>,
    pub(super) stets: Option<Vec<WrittenStet>>,
}

impl Said {
    /// Reads `source`. Paths and globs in it count from `folder`, which is absolute; `origin` tells files from the
    /// command line.
    pub(super) fn read(
        source: &Arc<Source>,
        folder: &Path,
        origin: fn(Place) -> Origin,
        mistakes: &mut Mistakes,
    ) -> Self {
        let before = mistakes.len();
        let table = Table::parse(source, mistakes);
        let torn = mistakes.len() > before;
        table.refuse_unknown(KEYS, "setting", mistakes);
        Reader { folder, origin, torn, mistakes }.said(&table)
    }
}

/// Reads the tables of one file.
pub(super) struct Reader<'a> {
    pub(super) folder: &'a Path,
    pub(super) origin: fn(Place) -> Origin,
    /// The file is not valid TOML: what seems to be missing may stand in what could not be read.
    pub(super) torn: bool,
    pub(super) mistakes: &'a mut Mistakes,
}

impl Reader<'_> {
    fn said(&mut self, table: &Table) -> Said {
        let empty = Table::default();
        let files = self.section(table, "files", &["include", "exclude"]).unwrap_or(&empty);
        let vocabulary = self.section(table, "vocabulary", &["accept", "files", "reject"]).unwrap_or(&empty);
        let vocabulary = self.vocabulary(vocabulary);
        Said {
            root: self.boolean(table, "root").is_some_and(|root| root.value),
            rule_folders: table.get("rule-folders").and_then(|value| self.rule_folders(value)),
            fail_on: table.get("fail-on").and_then(|value| self.severity(value, "never", self.origin)),
            baseline: table.get("baseline").and_then(|value| self.baseline(value)),
            require_reason: self.boolean(table, "require-reason"),
            allow_stet_all: self.boolean(table, "allow-stet-all"),
            include: files.get("include").and_then(|value| self.include(value)),
            exclude: files.get("exclude").and_then(|value| self.exclude(value)),
            accept: vocabulary.accept,
            dictionaries: table.get("dictionaries").and_then(|value| self.dictionaries(value)),
            reject: vocabulary.reject,
            word_files: vocabulary.files,
            changes: self.changes(table, self.origin),
            overrides: table.get("override").and_then(|value| self.overrides(value)),
            stets: table.get("stet").and_then(|value| self.stets(value)),
        }
    }

    /// The table `name`, with what does not belong into it refused.
    fn section<'t>(&mut self, table: &'t Table, name: &str, known: &[&str]) -> Option<&'t Table> {
        let section = table.get(name)?.table(self.mistakes)?;
        section.refuse_unknown(known, &format!("setting in [{name}]"), self.mistakes);
        Some(section)
    }

    fn boolean(&mut self, table: &Table, name: &str) -> Option<Setting<bool>> {
        let value = table.get(name)?;
        value.boolean(self.mistakes).map(|truth| self.setting(truth, value))
    }

    pub(super) fn setting<T>(&self, read: T, value: &Value) -> Setting<T> {
        Setting { value: read, origin: (self.origin)(value.place.clone()) }
    }

    /// A severity, or `none`, the word for no severity at all.
    fn severity(
        &mut self,
        value: &Value,
        none: &str,
        origin: fn(Place) -> Origin,
    ) -> Option<Setting<Option<Severity>>> {
        let names: Vec<&str> = [Severity::Error, Severity::Warning, Severity::Note]
            .map(Severity::name)
            .into_iter()
            .chain([none])
            .collect();
        let name = value.choice("severity", &names, self.mistakes)?;
        Some(Setting { value: Severity::from_name(name), origin: origin(value.place.clone()) })
    }

    fn rule_folders(&mut self, value: &Value) -> Option<Setting<Vec<RuleFolder>>> {
        let mut folders = Vec::new();
        for (text, place) in value.texts(self.mistakes)? {
            let path = absolute(Path::new(text), self.folder);
            if path.is_dir() {
                folders.push(RuleFolder { path, shown: shown_beside(text, place), place: place.clone() });
            } else if path.exists() {
                self.mistakes.add(
                    place,
                    format!("“{text}” is not a folder"),
                    "name the folder of rule files",
                );
            } else {
                self.mistakes.add(
                    place,
                    format!("there is no rule folder “{text}”"),
                    "rule folders are relative to the folder of the settings file",
                );
            }
        }
        Some(self.setting(folders, value))
    }

    fn baseline(&mut self, value: &Value) -> Option<Setting<Option<BaselineFile>>> {
        let text = value.text(self.mistakes)?;
        if text.is_empty() {
            return Some(self.setting(None, value));
        }
        let file = BaselineFile {
            path: absolute(Path::new(text), self.folder),
            name: text.to_owned(),
            shown: shown_beside(text, &value.place),
            place: value.place.clone(),
        };
        Some(self.setting(Some(file), value))
    }

    fn include(&mut self, value: &Value) -> Option<Setting<Globs>> {
        let items = value.texts(self.mistakes)?;
        if value.list(self.mistakes).is_some_and(<[Value]>::is_empty) {
            let advice = "leave “include” out to read **/*.md, **/*.markdown and **/*.txt";
            self.mistakes.add(&value.place, "an empty “include” would read no draft at all", advice);
        }
        let globs = Globs::read(&items, self.folder, Case::Ignored, self.mistakes)?;
        Some(self.setting(globs, value))
    }

    fn exclude(&mut self, value: &Value) -> Option<Setting<Globs>> {
        let items = value.texts(self.mistakes)?;
        let globs = Globs::read(&items, self.folder, Case::Exact, self.mistakes)
            .unwrap_or_else(|| Globs::of(&[], self.folder, Case::Exact));
        Some(self.setting(globs, value))
    }

    /// What a file or an override says about rules, paragraphs and the language.
    pub(super) fn changes(&mut self, table: &Table, origin: fn(Place) -> Origin) -> Changes {
        let paragraphs = table.get("paragraphs").and_then(|value| {
            let name = value.choice("way to end paragraphs", &["auto", "line", "blank"], self.mistakes)?;
            let breaks = match name {
                "line" => Breaks::Line,
                "blank" => Breaks::Blank,
                _ => Breaks::Auto,
            };
            Some(Setting { value: breaks, origin: origin(value.place.clone()) })
        });
        let language = table.get("language").and_then(|value| {
            Some(Setting { value: self.language(value)?, origin: origin(value.place.clone()) })
        });
        let rules = table.get("rules").and_then(|value| value.table(self.mistakes));
        let named = rules
            .map(Table::entries)
            .unwrap_or_default()
            .iter()
            .map(|entry| (entry.name.clone(), self.rule(entry, origin)));
        Changes { rules: named.collect(), paragraphs, language, origin }
    }

    /// The language that a tag names. Whether there is a dictionary for another one, only the settings as a whole know.
    fn language(&mut self, value: &Value) -> Option<Language> {
        let tag = value.text(self.mistakes)?;
        let subtag = |part: &str| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if !tag.starts_with("en") && tag.split('-').all(subtag) && tag.len() > 1 {
            return Some(Language::Other(tag.into()));
        }
        let names = Language::ENGLISH.each_ref().map(Language::name);
        let name = value.choice("language", &names, self.mistakes)?;
        Language::ENGLISH.iter().find(|language| language.name() == name).cloned()
    }

    fn rule(&mut self, rule: &Entry, origin: fn(Place) -> Origin) -> RuleChange {
        let (id, value) = (&rule.name, &rule.value);
        let Data::Table(table) = &value.data else {
            let advice = format!("write [rules.{id}], and below it severity = \"off\" or another severity");
            let message = format!("expected a table for the rule “{id}”, found {}", value.type_name());
            self.mistakes.add(&value.place, message, advice);
            let (place, params) = (rule.place.clone(), Table::default());
            return RuleChange { place, severity: None, params };
        };
        for entry in table.entries() {
            if !["severity", "params"].contains(&entry.name.as_str()) {
                let near = did_you_mean(&entry.name, ["severity", "params"].into_iter());
                let advice = if near.starts_with("did") {
                    near
                } else {
                    format!("parameters stand under [rules.{id}.params]")
                };
                self.mistakes.add(
                    &entry.place,
                    format!("unknown setting of a rule “{}”", entry.name),
                    advice,
                );
            }
        }
        let severity = table.get("severity").and_then(|value| self.severity(value, "off", origin));
        let params = table.get("params").and_then(|value| value.table(self.mistakes)).cloned();
        RuleChange { place: rule.place.clone(), severity, params: params.unwrap_or_default() }
    }
}

/// How the file or folder `text`, which is named at `place`, is shown: beside the file that names it.
pub(super) fn shown_beside(text: &str, place: &Place) -> String {
    let folder = Path::new(place.source.path()).parent().unwrap_or(Path::new(""));
    shown(&folder.join(text))
}
