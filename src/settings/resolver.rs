//! Which settings govern a draft: those of the nearest `lint.toml` above it, up to the repository's root, whatever the
//! working directory; unless `--config` names a file or `--no-config` wants none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::file::Said;
use super::locate::{absolute, shown, shown_from};
use super::origin::Origin;
use super::{FILE_NAME, Settings, read_text};
use crate::document::{Source, Span};
use crate::table::{Mistake, Mistakes, Place};

/// How the command line shows as the file that a value stands in.
const COMMAND_LINE: &str = "--config";

/// Finds the settings of files and folders; each `lint.toml` is read once. Can be shared between threads.
#[derive(Debug)]
pub struct Resolver {
    /// The working directory, absolute.
    folder: PathBuf,
    /// The one that holds everywhere, if one was named or none is wanted.
    fixed: Option<Arc<Settings>>,
    /// What holds where no file is found.
    bare: Arc<Settings>,
    command_line: Vec<Said>,
    command_line_mistakes: Vec<Mistake>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    folders: BTreeMap<PathBuf, Arc<Settings>>,
    /// What was given out, by folder (empty for settings without a file). Files further up that were read only for
    /// their `exclude` stay out of it.
    given: BTreeMap<PathBuf, Arc<Settings>>,
}

impl Resolver {
    /// A resolver for someone in the working directory `folder` (absolute) who typed the arguments `config` (each a
    /// file or `key = value`) and perhaps `--no-config`.
    ///
    /// # Errors
    ///
    /// In words: a file that is missing, or arguments that contradict each other. Mistakes in what can be read are no
    /// errors; see [`mistakes`](Self::mistakes).
    pub fn new(config: &[String], no_config: bool, folder: &Path) -> Result<Self, String> {
        let (files, typed): (Vec<_>, Vec<_>) =
            config.iter().partition(|argument| folder.join(argument).is_file() || !argument.contains('='));
        let mut mistakes = Mistakes::default();
        let command_line: Vec<Said> = typed
            .into_iter()
            .map(|text| {
                let source = Source::new(COMMAND_LINE, text.as_str());
                Said::read(&source, folder, Origin::CommandLine, &mut mistakes)
            })
            .collect();
        let none = || Settings::new(None, folder, Said::default(), &command_line, None, Mistakes::default());
        let fixed = match files.as_slice() {
            [] => no_config.then(none),
            [file] if no_config => return Err(format!("--no-config contradicts --config {file}")),
            [file] => Some(named(file, folder, &command_line)?),
            [first, second, ..] => {
                return Err(format!(
                    "--config names two files, {first} and {second}: settings come from one file"
                ));
            }
        };
        Ok(Self {
            folder: folder.to_owned(),
            fixed: fixed.map(Arc::new),
            bare: Arc::new(none()),
            command_line,
            command_line_mistakes: mistakes.into_vec(),
            state: Mutex::default(),
        })
    }

    /// The working directory, absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The settings that govern the file at `path`, which need not exist.
    pub fn for_path(&self, path: &Path) -> Arc<Settings> {
        let path = absolute(path, &self.folder);
        self.for_folder(path.parent().unwrap_or(&path))
    }

    /// The settings that govern the files in `folder`.
    pub fn for_folder(&self, folder: &Path) -> Arc<Settings> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = match &self.fixed {
            Some(fixed) => Arc::clone(fixed),
            None => self.find(&mut state.folders, &absolute(folder, &self.folder)),
        };
        let home = settings.file().map_or(Path::new(""), |_| settings.folder());
        if !state.given.contains_key(home) {
            state.given.insert(home.to_owned(), Arc::clone(&settings));
        }
        settings
    }

    /// All settings that were given out so far, in the order of their folders.
    #[must_use]
    pub fn given(&self) -> Vec<Arc<Settings>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.given.values().cloned().collect()
    }

    /// What is wrong with the command line and with all settings given out so far; each mistake once.
    #[must_use]
    pub fn mistakes(&self) -> Vec<Mistake> {
        let given = self.given();
        let of_files = given.iter().flat_map(|settings| settings.mistakes());
        let mut mistakes: Vec<Mistake> = self.command_line_mistakes.iter().chain(of_files).cloned().collect();
        mistakes.sort_by(|a, b| key(a).cmp(&key(b)));
        mistakes.dedup_by(|a, b| key(a) == key(b) && Arc::ptr_eq(&a.place.source, &b.place.source));
        mistakes
    }

    fn find(&self, known: &mut BTreeMap<PathBuf, Arc<Settings>>, folder: &Path) -> Arc<Settings> {
        if let Some(settings) = known.get(folder) {
            return Arc::clone(settings);
        }
        let file = folder.join(FILE_NAME);
        let mut above = || match folder.parent() {
            Some(parent) if !folder.join(".git").exists() => self.find(known, parent),
            _ => Arc::clone(&self.bare),
        };
        let settings = if file.exists() {
            let read = read(&file, &shown_from(&file, &self.folder));
            let root = read.said.root || self.command_line.iter().any(|typed| typed.root);
            let outer = (!root).then(above).filter(|outer| outer.file().is_some());
            Arc::new(Settings::new(
                Some(read.source),
                folder,
                read.said,
                &self.command_line,
                outer,
                read.mistakes,
            ))
        } else {
            above()
        };
        known.insert(folder.to_owned(), Arc::clone(&settings));
        settings
    }
}

fn key(mistake: &Mistake) -> (&str, Span, &str) {
    (mistake.place.source.path(), mistake.place.span, &mistake.message)
}

/// The settings of the file that `--config` names.
fn named(file: &str, folder: &Path, command_line: &[Said]) -> Result<Settings, String> {
    let path = absolute(Path::new(file), folder);
    if file.is_empty() {
        return Err("--config: name a settings file, or write a single setting as 'key = value'".to_owned());
    }
    if !path.exists() {
        return Err(format!(
            "--config: there is no settings file “{file}”; a single setting is written 'key = value'"
        ));
    }
    if path.is_dir() {
        return Err(format!("--config: “{file}” is a folder; name the {FILE_NAME} in it"));
    }
    let read = read(&path, &shown(Path::new(file)));
    let home = path.parent().unwrap_or(folder);
    Ok(Settings::new(Some(read.source), home, read.said, command_line, None, read.mistakes))
}

/// What one settings file says.
struct Read {
    source: Arc<Source>,
    said: Said,
    mistakes: Mistakes,
}

/// Reads the settings file at the absolute `path`. When it cannot be read, that is its one mistake.
fn read(path: &Path, shown: &str) -> Read {
    let mut mistakes = Mistakes::default();
    match read_text(path) {
        Ok(text) => {
            let source = Source::new(shown, text);
            let folder = path.parent().unwrap_or(path);
            let said = Said::read(&source, folder, Origin::File, &mut mistakes);
            Read { source, said, mistakes }
        }
        Err(why) => {
            let source = Source::new(shown, "");
            let place = Place { source: Arc::clone(&source), span: Span::point(0) };
            mistakes.add(&place, format!("the settings cannot be read: {why}"), "");
            Read { source, said: Said::default(), mistakes }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::settings::tree::Tree;

    fn resolver(tree: &Tree, config: &[&str]) -> Resolver {
        let config: Vec<String> = config.iter().map(|&text| text.to_owned()).collect();
        Resolver::new(&config, false, &tree.root()).unwrap()
    }

    fn file_of(resolver: &Resolver, path: &str) -> Option<String> {
        resolver.for_path(Path::new(path)).file().map(|file| file.path().to_owned())
    }

    #[test]
    fn the_nearest_file_above_the_draft_governs_it() {
        let tree = Tree::new(&[("lint.toml", ""), ("desk/lint.toml", ""), ("desk/sport/a.md", "")]);
        let resolver = resolver(&tree, &[]);
        assert_eq!(file_of(&resolver, "a.md").as_deref(), Some("lint.toml"));
        assert_eq!(file_of(&resolver, "desk/sport/a.md").as_deref(), Some("desk/lint.toml"));
        assert_eq!(file_of(&resolver, "wire/not/there.md").as_deref(), Some("lint.toml"));
        let (a, b) =
            (resolver.for_path(Path::new("desk/a.md")), resolver.for_path(Path::new("desk/sport/b.md")));
        assert!(Arc::ptr_eq(&a, &b), "each file is read once");
        assert_eq!(resolver.given().len(), 2);
    }

    #[test]
    fn the_working_directory_does_not_matter() {
        let tree = Tree::new(&[("lint.toml", ""), ("desk/a.md", "")]);
        let inside = Resolver::new(&[], false, &tree.at("desk")).unwrap();
        assert_eq!(file_of(&inside, "a.md").as_deref(), Some("../lint.toml"));
    }

    #[test]
    fn the_search_ends_at_the_root_of_the_repository() {
        let tree = Tree::new(&[("lint.toml", ""), ("inner/.git", "gitdir: elsewhere"), ("inner/a.md", "")]);
        let resolver = resolver(&tree, &[]);
        assert_eq!(file_of(&resolver, "inner/a.md"), None);
        assert_eq!(file_of(&resolver, "a.md").as_deref(), Some("lint.toml"));
    }

    #[test]
    fn the_command_line_names_a_file_or_says_a_value() {
        let tree = Tree::new(&[("lint.toml", "fail-on = \"note\""), ("house.toml", "fail-on = \"never\"")]);
        let fail_on = |config: &[&str]| resolver(&tree, config).for_path(Path::new("a.md")).fail_on.clone();
        assert_eq!(fail_on(&[]).value, Some(Severity::Note));
        assert_eq!(fail_on(&["house.toml"]).value, None);
        let typed = fail_on(&["fail-on = 'warning'", "house.toml", "fail-on = 'error'"]);
        assert_eq!(typed.value, Some(Severity::Error), "the last one wins");
        assert_eq!((typed.origin.name(), typed.origin.to_string()), ("command-line", "--config".to_owned()));
        let none = Resolver::new(&[], true, &tree.root()).unwrap();
        assert_eq!(none.for_path(Path::new("a.md")).fail_on.origin.name(), "default");
    }

    #[test]
    fn arguments_that_contradict_each_other_are_errors() {
        let tree = Tree::new(&[("a.toml", ""), ("b.toml", "")]);
        let error = |config: &[&str], no_config| {
            let config: Vec<String> = config.iter().map(|&text| text.to_owned()).collect();
            Resolver::new(&config, no_config, &tree.root()).unwrap_err()
        };
        assert_eq!(error(&["a.toml"], true), "--no-config contradicts --config a.toml");
        assert_eq!(
            error(&["a.toml", "b.toml"], false),
            "--config names two files, a.toml and b.toml: settings come from one file"
        );
        assert!(error(&["c.toml"], false).starts_with("--config: there is no settings file “c.toml”"));
        assert!(error(&["."], false).contains("is a folder"));
        assert!(error(&[""], false).contains("name a settings file"));
    }

    #[test]
    fn mistakes_are_told_once_and_only_of_files_that_govern() {
        let tree =
            Tree::new(&[("lint.toml", "nonsense = 1"), ("a/lint.toml", "sense = 1"), ("b/lint.toml", "")]);
        let resolver = resolver(&tree, &["fail-on = 'loud'"]);
        for path in ["a/x.md", "a/y.md", "b/x.md"] {
            resolver.for_path(Path::new(path));
        }
        let told = |resolver: &Resolver| -> Vec<String> {
            let place = |m: &Mistake| format!("{}: {}", m.place.source.path(), m.message);
            resolver.mistakes().iter().map(place).collect()
        };
        let mut wanted = vec!["--config: unknown severity “loud”", "a/lint.toml: unknown setting “sense”"];
        assert_eq!(told(&resolver), wanted);
        resolver.for_path(Path::new("c.md"));
        wanted.push("lint.toml: unknown setting “nonsense”");
        assert_eq!(told(&resolver), wanted);
    }

    #[test]
    fn a_folder_of_that_name_is_told() {
        let tree = Tree::new(&[("lint.toml/a.md", "")]);
        let settings = resolver(&tree, &[]).for_path(Path::new("a.md"));
        assert_eq!(settings.mistakes()[0].message, "the settings cannot be read: it is a folder");
    }

    #[test]
    fn a_file_that_is_not_utf_8_is_told() {
        let tree = Tree::new(&[]);
        tree.write("lint.toml", b"# caf\xe9\n");
        let resolver = resolver(&tree, &[]);
        let settings = resolver.for_path(Path::new("a.md"));
        assert_eq!(settings.mistakes()[0].message, "the settings cannot be read: it is not UTF-8 (byte 5)");
    }
}
