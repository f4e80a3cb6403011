//! Gathers all rules: those built into the program, and those in the project's rule folders, which win over a
//! built-in one of the same id. What stands in a file is left to `file.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::built_in::BUILT_IN;
use super::file::{read, read_table};
use super::{Home, Rule};
use crate::document::{Source, Span};
use crate::table::{Mistakes, Place, Table};

/// A rule file that was found and is still to be read.
pub struct RuleSource {
    source: Arc<Source>,
    subject: String,
    home: Home,
    /// What the file says, if it was read when the program was built.
    packed: Option<&'static [u8]>,
}

impl RuleSource {
    /// The id that the name of the file promises: what settings and stets call the rule, even while its file is broken.
    #[must_use]
    pub fn promised_id(&self) -> &str {
        let name = self.source.path().rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// Reads the file. The dear part of loading; files may be read side by side.
    #[must_use]
    pub fn read(&self) -> (Option<Arc<Rule>>, Mistakes) {
        let mut mistakes = Mistakes::default();
        let (source, subject, home) = (&self.source, &self.subject, self.home.clone());
        let rule = match self.packed {
            Some(packed) => {
                let table = Table::unpack(source, packed);
                read_table(&table, false, source, subject, home, &mut mistakes)
            }
            None => read(source, subject, home, &mut mistakes),
        };
        (rule.map(Arc::new), mistakes)
    }
}

/// The built-in rules and those of `folders` (each with the path that it is shown under), sorted by id. Sub-folders
/// are read too, in sorted order. A project's file with a mistake leaves the built-in rule of its id standing.
pub fn load(folders: &[(PathBuf, String)], mistakes: &mut Mistakes) -> Vec<Arc<Rule>> {
    let read = sources(folders, mistakes).iter().map(RuleSource::read).collect();
    gather(read, mistakes)
}

/// All rule files: the built-in ones, then those of the project.
pub fn sources(folders: &[(PathBuf, String)], mistakes: &mut Mistakes) -> Vec<RuleSource> {
    let built_in = BUILT_IN.iter().map(|rule| RuleSource {
        source: Source::new(format!("rules/{}", rule.path), rule.text),
        subject: subject(rule.path).to_owned(),
        home: Home::BuiltIn,
        packed: rule.packed,
    });
    let mut sources: Vec<RuleSource> = built_in.collect();
    sources.extend(project(folders, mistakes));
    sources
}

/// The rule file at `path`, named by itself and shown as `shown`; one that cannot be read is a mistake.
pub fn source_at(path: &Path, shown: &str, mistakes: &mut Mistakes) -> Option<RuleSource> {
    let subject = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let (subject, home) = (subject.into_owned(), Home::Project(Arc::from(shown)));
    source(path, shown, mistakes).map(|source| RuleSource { source, subject, home, packed: None })
}

/// What came of reading [`sources`], in their order: one rule an id, sorted by id. The project's wins; a second one of
/// the project is a mistake.
pub fn gather(read: Vec<(Option<Arc<Rule>>, Mistakes)>, mistakes: &mut Mistakes) -> Vec<Arc<Rule>> {
    let mut rules: BTreeMap<Arc<str>, Arc<Rule>> = BTreeMap::new();
    for (rule, own) in read {
        mistakes.extend(own);
        let Some(rule) = rule else { continue };
        match rules.get(&rule.name.id) {
            Some(first) if first.home != Home::BuiltIn => refuse_second(first, &rule, mistakes),
            _ => {
                rules.insert(Arc::clone(&rule.name.id), rule);
            }
        }
    }
    rules.into_values().collect()
}

/// The rule files of a project.
fn project(folders: &[(PathBuf, String)], mistakes: &mut Mistakes) -> Vec<RuleSource> {
    let (mut sources, mut seen) = (Vec::new(), BTreeSet::new());
    for (folder, shown) in folders {
        for path in files(folder, shown, mistakes) {
            // One folder may be named twice, or hold another one.
            if !seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
                continue;
            }
            let relative = slashed(path.strip_prefix(folder).unwrap_or(&path));
            let shown = join(shown, &relative);
            if let Some(source) = source(&path, &shown, mistakes) {
                let (subject, home) = (subject(&relative).to_owned(), Home::Project(Arc::from(shown)));
                sources.push(RuleSource { source, subject, home, packed: None });
            }
        }
    }
    sources
}

fn refuse_second(first: &Rule, second: &Rule, mistakes: &mut Mistakes) {
    for (here, there) in [(&first.place, &second.place), (&second.place, &first.place)] {
        let position = there.source.position(there.span.start());
        mistakes.add(
            here,
            format!("two rules have the id “{}”", first.name.id),
            format!("the other one stands at {}:{}", there.source.path(), position.line),
        );
    }
}

/// All `.toml` files below `folder`, sorted by path; hidden ones are left out, links are followed.
fn files(folder: &Path, shown: &str, mistakes: &mut Mistakes) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let walk = WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(true).build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let path = entry.into_path();
                if path.extension().is_some_and(|extension| extension == "toml") && path.is_file() {
                    files.push(path);
                }
            }
            Err(error) => {
                let (at, why) = in_words(&error);
                let at = at.and_then(|path| path.strip_prefix(folder).ok()).map(slashed).unwrap_or_default();
                let shown = if at.is_empty() { shown.to_owned() } else { join(shown, &at) };
                let what = if at.is_empty() { "the rule folder" } else { "this part of the rule folder" };
                refuse(&shown, &format!("{what} cannot be read: {why}"), mistakes);
            }
        }
    }
    files.sort();
    files
}

/// What kept a walk from going on: where, if that is known, and why.
fn in_words(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), in_words(err).1),
        ignore::Error::WithDepth { err, .. } => in_words(err),
        ignore::Error::Loop { child, .. } => {
            (Some(child), "it is a link to a folder that holds it".to_owned())
        }
        ignore::Error::Io(error) if error.kind() == ErrorKind::NotFound => {
            (None, "there is no such file or folder, or the link leads nowhere".to_owned())
        }
        ignore::Error::Io(error) if error.kind() == ErrorKind::PermissionDenied => {
            (None, "permission denied".to_owned())
        }
        other => (None, other.to_string()),
    }
}

fn source(path: &Path, shown: &str, mistakes: &mut Mistakes) -> Option<Arc<Source>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = match error.kind() {
                ErrorKind::NotFound => "there is no such rule file or folder".to_owned(),
                _ => format!("the rule file cannot be read: {error}"),
            };
            refuse(shown, &message, mistakes);
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(Source::new(shown, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            refuse(shown, &format!("the rule file is not UTF-8: byte {at} begins no character"), mistakes);
            None
        }
    }
}

/// A mistake about a file of which there is no text to point at.
fn refuse(shown: &str, message: &str, mistakes: &mut Mistakes) {
    let place = Place { source: Source::new(shown, ""), span: Span::point(0) };
    mistakes.add(&place, message, "");
}

fn join(shown: &str, relative: &str) -> String {
    match shown.trim_end_matches('/') {
        "" | "." => relative.to_owned(),
        folder => format!("{folder}/{relative}"),
    }
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The folder of a rule file: `spelling` for `spelling/misspelled-word.toml`, empty for a file at the top.
fn subject(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
