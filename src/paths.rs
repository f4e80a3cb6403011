//! Arguments, `include`, `exclude` and `.gitignore` come to a sorted list of drafts. Nothing is read here but folders
//! and settings; what is in a draft is left to `document`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use crate::document::Markup;
use crate::settings::locate::{absolute, shown};
use crate::settings::{Resolver, Settings, describe};

/// The argument that means standard input.
pub const STDIN: &str = "-";

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files, folders, `-`; the working directory when there are none.
    pub arguments: Vec<PathBuf>,
    /// The name that standard input goes by.
    pub stdin_name: Option<PathBuf>,
    /// Whether `exclude` is lifted.
    pub no_exclude: bool,
}

/// What there is to read.
#[derive(Debug, Default)]
pub struct Paths {
    /// The drafts, sorted by the path that is shown, each once.
    pub drafts: Vec<DraftPath>,
    /// What was named and is not there, or could not be walked; sorted.
    pub missing: Vec<Missing>,
    /// Whether something that was named is excluded: a run without drafts then needs no warning.
    pub excluded: bool,
    /// The folders that were walked, absolute.
    pub walked: Vec<PathBuf>,
}

/// One draft to read.
#[derive(Clone, Debug)]
pub struct DraftPath {
    /// Where it is, or for standard input the name that it goes by; absolute.
    pub path: PathBuf,
    /// The path as it was typed, with forward slashes.
    pub shown: String,
    /// Whether it is standard input.
    pub stdin: bool,
    /// The settings that govern it.
    pub settings: Arc<Settings>,
}

impl DraftPath {
    /// How it is marked up.
    #[must_use]
    pub fn markup(&self) -> Markup {
        Markup::of_path(&self.path.to_string_lossy())
    }
}

/// A path that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The path as it was typed.
    pub shown: String,
    /// Why, in a few words.
    pub why: String,
}

impl Paths {
    /// Finds all drafts that `request` asks for.
    ///
    /// A named file is read whatever its name and whatever `.gitignore` says, unless it is excluded; walking takes
    /// what `include` holds and leaves out what is hidden, ignored by git, a link, or a word file of the settings. The settings of each file are
    /// those of the nearest `lint.toml` above it.
    #[must_use]
    pub fn find(request: &Request, resolver: &Arc<Resolver>) -> Self {
        let mut search = Search {
            resolver,
            no_exclude: request.no_exclude,
            drafts: BTreeMap::new(),
            found: Self::default(),
        };
        if request.arguments.is_empty() {
            search.walk(Path::new("."));
        }
        for argument in &request.arguments {
            if argument.as_os_str() == STDIN {
                search.stdin(request.stdin_name.as_deref());
            } else {
                search.named(argument);
            }
        }
        search.done()
    }
}

struct Search<'a> {
    resolver: &'a Arc<Resolver>,
    no_exclude: bool,
    /// By absolute path, so that a draft that is named twice is read once. Its bytes are the key: paths are compared
    /// part by part, which takes several times as long.
    drafts: BTreeMap<OsString, DraftPath>,
    found: Paths,
}

impl Search<'_> {
    fn stdin(&mut self, name: Option<&Path>) {
        let (path, shown, settings) = match name {
            Some(name) => {
                let path = absolute(name, self.resolver.folder());
                let settings = self.resolver.for_path(&path);
                if self.excludes(&settings, &path) {
                    self.found.excluded = true;
                    return;
                }
                (path, shown(name), settings)
            }
            None => {
                let folder = self.resolver.folder();
                (folder.join("stdin.md"), "<stdin>".to_owned(), self.resolver.for_folder(folder))
            }
        };
        self.add(DraftPath { path, shown, stdin: true, settings });
    }

    fn named(&mut self, argument: &Path) {
        if argument.as_os_str().is_empty() {
            let why = "the path is empty".to_owned();
            return self.found.missing.push(Missing { shown: String::new(), why });
        }
        let path = absolute(argument, self.resolver.folder());
        match path.metadata() {
            Err(error) => self.miss(argument, describe(&error)),
            Ok(found) if found.is_dir() => self.walk(argument),
            Ok(_) => {
                let settings = self.resolver.for_path(&path);
                if self.excludes(&settings, &path) {
                    self.found.excluded = true;
                } else {
                    self.add(DraftPath { path, shown: shown(argument), stdin: false, settings });
                }
            }
        }
    }

    fn walk(&mut self, argument: &Path) {
        let root = absolute(argument, self.resolver.folder());
        if self.excludes(&self.resolver.for_folder(&root), &root) {
            self.found.excluded = true;
            return;
        }
        self.found.walked.push(root.clone());
        for entry in self.walker(&root).build() {
            match entry {
                Ok(entry) => self.walked(&entry, &root, argument),
                Err(error) => self.unwalked(&error, &root, argument),
            }
        }
    }

    /// A walker over `root` that keeps out of hidden, ignored and excluded folders. Of the ignore files only
    /// `.gitignore` counts, in a repository from its top, elsewhere from `root`: what is found must not hang on whose
    /// machine it is, and many a home folder has a `.gitignore` of `*`.
    fn walker(&self, root: &Path) -> WalkBuilder {
        let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let repository = real.ancestors().any(|folder| folder.join(".git").exists());
        let mut walker = WalkBuilder::new(root);
        walker.ignore(false).git_global(false).git_exclude(false);
        walker.parents(repository).require_git(repository).current_dir(self.resolver.folder());
        if !self.no_exclude {
            let resolver = Arc::clone(self.resolver);
            walker.filter_entry(move |entry| {
                !entry.file_type().is_some_and(|kind| kind.is_dir())
                    || !resolver.for_folder(entry.path()).excludes(entry.path())
            });
        }
        walker
    }

    fn walked(&mut self, entry: &DirEntry, root: &Path, argument: &Path) {
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            return;
        }
        let path = entry.path();
        let settings = self.resolver.for_path(path);
        let wanted = settings.include.value.hold(path) && !settings.is_word_file(path);
        if wanted && !self.excludes(&settings, path) {
            let below = path.strip_prefix(root).unwrap_or(path);
            let shown = shown(&argument.join(below));
            self.add(DraftPath { path: path.to_owned(), shown, stdin: false, settings });
        }
    }

    /// A folder or file that stopped the walk. An ignore file with a broken line still holds for its other lines.
    fn unwalked(&mut self, error: &ignore::Error, root: &Path, argument: &Path) {
        let Some(cause) = error.io_error() else { return };
        let path = path_of(error).map_or(Path::new(""), |path| path.strip_prefix(root).unwrap_or(path));
        self.miss(&argument.join(path), describe(cause));
    }

    fn excludes(&self, settings: &Settings, path: &Path) -> bool {
        !self.no_exclude && settings.excludes(path)
    }

    fn miss(&mut self, path: &Path, why: String) {
        self.found.missing.push(Missing { shown: shown(path), why });
    }

    /// Of several names of one draft the first in order is shown, whatever the order of arguments.
    fn add(&mut self, draft: DraftPath) {
        match self.drafts.get_mut(draft.path.as_os_str()) {
            Some(known) if (known.stdin, &known.shown) <= (draft.stdin, &draft.shown) => {}
            Some(known) => *known = draft,
            None => {
                self.drafts.insert(draft.path.clone().into_os_string(), draft);
            }
        }
    }

    fn done(mut self) -> Paths {
        self.found.drafts = self.drafts.into_values().collect();
        // Stable: drafts whose names look alike, since they are not UTF-8, stay in the order of their paths.
        self.found.drafts.sort_by(|a, b| a.shown.cmp(&b.shown));
        self.found.missing.sort();
        self.found.missing.dedup();
        self.found.walked.sort();
        self.found.walked.dedup();
        self.found
    }
}

/// The path that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tree::Tree;

    fn request(arguments: &[&str]) -> Request {
        Request { arguments: arguments.iter().map(PathBuf::from).collect(), ..Request::default() }
    }

    fn find(tree: &Tree, request: &Request) -> Paths {
        Paths::find(request, &Arc::new(Resolver::new(&[], false, &tree.root()).unwrap()))
    }

    fn shown(tree: &Tree, arguments: &[&str]) -> Vec<String> {
        find(tree, &request(arguments)).drafts.into_iter().map(|draft| draft.shown).collect()
    }

    #[test]
    fn folders_are_walked_and_paths_shown_as_typed() {
        let tree = Tree::new(&[
            ("seeds/b.txt", ""),
            ("seeds/a.md", ""),
            ("c.markdown", ""),
            ("d.rs", ""),
            ("E.TXT", ""),
        ]);
        assert_eq!(shown(&tree, &["seeds"]), ["seeds/a.md", "seeds/b.txt"]);
        assert_eq!(shown(&tree, &["./seeds/"]), ["seeds/a.md", "seeds/b.txt"]);
        assert_eq!(shown(&tree, &["."]), ["E.TXT", "c.markdown", "seeds/a.md", "seeds/b.txt"]);
        assert_eq!(shown(&tree, &[]), shown(&tree, &["."]));
        let root = tree.root();
        assert_eq!(
            shown(&tree, &[root.join("seeds").to_str().unwrap()])[0],
            format!("{}/seeds/a.md", root.display())
        );
    }

    #[test]
    fn a_draft_named_twice_is_read_once_whatever_the_order() {
        let tree = Tree::new(&[("a/x.md", "")]);
        for arguments in
            [["a/x.md", "a", "./a/x.md", "a/../a/x.md"], ["a/../a/x.md", "./a/x.md", "a", "a/x.md"]]
        {
            assert_eq!(shown(&tree, &arguments), ["a/../a/x.md"], "the first in order");
        }
    }

    #[test]
    fn gitignore_hidden_names_and_include_guide_the_walk_only() {
        let tree = Tree::new(&[
            (".gitignore", "old/\nskip.md\n"),
            ("lint.toml", "files.include = [\"**/*.md\"]"),
            ("old/a.md", ""),
            ("skip.md", ""),
            (".notes/b.md", ""),
            ("c.txt", ""),
            ("d.md", ""),
        ]);
        assert_eq!(shown(&tree, &["."]), ["d.md"]);
        assert_eq!(shown(&tree, &["skip.md", "c.txt", ".notes/b.md", "old/a.md"]).len(), 4);
        assert_eq!(shown(&tree, &["old", ".notes"]), [".notes/b.md", "old/a.md"], "a named folder is walked");
    }

    #[test]
    fn gitignore_holds_without_a_repository_but_not_from_above() {
        let tree =
            Tree::new(&[(".gitignore", "*"), ("p/.gitignore", "b.md"), ("p/a.md", ""), ("p/b.md", "")]);
        assert_eq!(shown(&tree, &["p"]).len(), 0, "in the repository, all is ignored");
        std::fs::remove_dir(tree.at(".git")).unwrap();
        assert_eq!(shown(&tree, &["p"]), ["p/a.md"]);
    }

    #[test]
    fn excluded_drafts_are_silent_even_when_named() {
        let tree = Tree::new(&[
            ("lint.toml", "files.exclude = [\"archive\", \"**/draft-*.md\"]"),
            ("archive/deep/a.md", ""),
            ("desk/draft-1.md", ""),
            ("desk/b.md", ""),
        ]);
        assert_eq!(shown(&tree, &["."]), ["desk/b.md"]);
        for named in ["archive/deep/a.md", "archive", "archive/deep", "desk/draft-1.md"] {
            let found = find(&tree, &request(&[named]));
            assert!(found.drafts.is_empty() && found.missing.is_empty() && found.excluded, "{named}");
        }
        let lifted = Request { no_exclude: true, ..request(&["."]) };
        assert_eq!(find(&tree, &lifted).drafts.len(), 3);
    }

    #[test]
    fn include_and_exclude_belong_to_the_nearest_settings() {
        let tree = Tree::new(&[
            ("lint.toml", "files.exclude = [\"**/x.md\"]"),
            ("desk/lint.toml", "files = { include = [\"*.txt\"], exclude = [\"y.txt\"] }"),
            ("desk/a.md", ""),
            ("desk/b.txt", ""),
            ("desk/x.md", ""),
            ("desk/y.txt", ""),
            ("y.txt", ""),
        ]);
        assert_eq!(shown(&tree, &["."]), ["desk/b.txt", "y.txt"]);
        assert_eq!(shown(&tree, &["desk/x.md"]).len(), 0, "an exclude further up holds as well");
        tree.write("desk/lint.toml", "root = true");
        assert_eq!(shown(&tree, &["desk/x.md"]), ["desk/x.md"], "unless a root is declared");
    }

    #[test]
    fn missing_paths_are_told_and_the_run_goes_on() {
        let tree = Tree::new(&[("a.md", "")]);
        let found = find(&tree, &request(&["none.md", "a.md", "gone/", "none.md", ""]));
        assert_eq!(found.drafts.len(), 1);
        let told: Vec<_> = found.missing.iter().map(|missing| (&*missing.shown, &*missing.why)).collect();
        let why = "there is no such file or folder";
        assert_eq!(told, [("", "the path is empty"), ("gone", why), ("none.md", why)]);
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_told_with_its_path() {
        let tree = Tree::new(&[]);
        let resolver = Arc::new(Resolver::new(&[], false, &tree.root()).unwrap());
        let (drafts, found) = (BTreeMap::new(), Paths::default());
        let mut search = Search { resolver: &resolver, no_exclude: false, drafts, found };
        let denied = ignore::Error::Io(std::io::ErrorKind::PermissionDenied.into());
        let at = ignore::Error::WithPath { path: tree.at("desk/locked"), err: Box::new(denied) };
        let error = ignore::Error::WithDepth { depth: 1, err: Box::new(at) };
        search.unwalked(&error, &tree.at("desk"), Path::new("./desk"));
        let why = "permission denied".to_owned();
        assert_eq!(search.done().missing, [Missing { shown: "desk/locked".to_owned(), why }]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_when_named_and_not_while_walking() {
        let tree = Tree::new(&[("real/a.md", "")]);
        let link = |goal: &str, name: &str| std::os::unix::fs::symlink(goal, tree.at(name)).unwrap();
        link("..", "real/loop");
        link("real/a.md", "b.md");
        link("real", "linked");
        link("nowhere", "dangling.md");
        assert_eq!(shown(&tree, &["."]), ["real/a.md"]);
        assert_eq!(shown(&tree, &["b.md", "linked"]), ["b.md", "linked/a.md"]);
        assert_eq!(find(&tree, &request(&["dangling.md"])).missing.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_are_read_too() {
        use std::os::unix::ffi::OsStrExt;
        let tree = Tree::new(&[]);
        for name in [b"caf\xe9.md", b"caf\xe8.md"] {
            tree.write(std::ffi::OsStr::from_bytes(name), "");
        }
        let found = find(&tree, &request(&["."]));
        assert_eq!(found.drafts.iter().map(|draft| &*draft.shown).collect::<Vec<_>>(), ["caf\u{fffd}.md"; 2]);
        assert!(found.drafts[0].path < found.drafts[1].path);
    }

    #[test]
    fn standard_input_goes_by_its_name() {
        let tree = Tree::new(&[("desk/lint.toml", "files.exclude = [\"old/**\"]"), ("a.md", "")]);
        let named = |name: &str| Request { stdin_name: Some(name.into()), ..request(&["-"]) };
        let found = find(&tree, &named("./desk/new.txt"));
        let draft = &found.drafts[0];
        assert_eq!((&*draft.shown, draft.stdin, draft.markup()), ("desk/new.txt", true, Markup::Plain));
        assert_eq!(draft.settings.folder(), tree.at("desk"));
        let found = find(&tree, &named("desk/old/new.txt"));
        assert!(found.drafts.is_empty() && found.excluded);
        let found = find(&tree, &request(&["-"]));
        assert_eq!((&*found.drafts[0].shown, found.drafts[0].markup()), ("<stdin>", Markup::Markdown));
    }
}
