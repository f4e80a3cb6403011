//! Lists of globs from `lint.toml`, relative to the folder of the file that holds them. Which list decides what is
//! left to `paths` and to the profile of a draft.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::table::{Mistakes, Place};

/// A list of globs. `*` and `?` stop at a slash, `**/` stands for any number of folders, and a glob that matches a
/// folder holds everything in it.
#[derive(Clone, Debug)]
pub struct Globs {
    folder: PathBuf,
    patterns: Vec<String>,
    set: GlobSet,
}

/// Whether `A.MD` is matched by `*.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Exact,
    Ignored,
}

impl Globs {
    /// Whether the absolute `path`, or a folder above it, is matched. A path that is not below the globs' folder is
    /// matched from the root of the file system. Linear in the depth of the path.
    #[must_use]
    pub fn hold(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.folder).map_or_else(
            |_| Cow::Owned(path.components().filter(|part| matches!(part, Component::Normal(_))).collect()),
            Cow::Borrowed,
        );
        below.ancestors().any(|part| !part.as_os_str().is_empty() && self.set.is_match(part))
    }

    /// The globs as they were written.
    #[must_use]
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// The absolute path that the list consists of, when it is a single one without any wildcard.
    #[must_use]
    pub fn only_path(&self) -> Option<PathBuf> {
        let [pattern] = self.patterns.as_slice() else { return None };
        (!pattern.contains(['*', '?', '[', '{', '\\'])).then(|| self.folder.join(clean(pattern)))
    }

    /// Globs that are known to be right.
    pub(super) fn of(patterns: &[&str], folder: &Path, case: Case) -> Self {
        let globs = patterns.iter().map(|pattern| glob(pattern, case).expect("a glob of our own is right"));
        Self::build(patterns.iter().map(|&pattern| pattern.to_owned()).collect(), globs, folder)
            .expect("a handful of globs is never too large")
    }

    /// Reads globs with their places; wrong ones become mistakes and are left out, `None` when nothing remains.
    pub(super) fn read(
        items: &[(&str, &Place)],
        folder: &Path,
        case: Case,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let (mut patterns, mut globs) = (Vec::new(), Vec::new());
        for (pattern, place) in items {
            match glob(pattern, case) {
                Ok(glob) => {
                    patterns.push((*pattern).to_owned());
                    globs.push(glob);
                }
                Err((message, advice)) => mistakes.add(place, message, advice),
            }
        }
        let (_, first) = items.first()?;
        match Self::build(patterns, globs.into_iter(), folder) {
            Ok(globs) => (!globs.patterns.is_empty()).then_some(globs),
            Err(error) => {
                mistakes.add(first, format!("the globs cannot be used: {error}"), "");
                None
            }
        }
    }

    fn build(
        patterns: Vec<String>,
        globs: impl Iterator<Item = globset::Glob>,
        folder: &Path,
    ) -> Result<Self, globset::Error> {
        let mut builder = GlobSetBuilder::new();
        for glob in globs {
            builder.add(glob);
        }
        Ok(Self { folder: folder.to_owned(), patterns, set: builder.build()? })
    }
}

/// One glob, or what is wrong with it and the way out.
fn glob(pattern: &str, case: Case) -> Result<globset::Glob, (String, String)> {
    let cleaned = clean(pattern);
    if cleaned.is_empty() {
        return Err((
            format!("the glob “{pattern}” matches nothing"),
            "“**” stands for everything".to_owned(),
        ));
    }
    if cleaned.starts_with('/') || cleaned.split('/').any(|part| part == "..") {
        return Err((
            format!("the glob “{pattern}” can never match"),
            "globs are relative to the folder of the settings file and stay inside it".to_owned(),
        ));
    }
    GlobBuilder::new(cleaned)
        .literal_separator(true)
        .case_insensitive(case == Case::Ignored)
        .build()
        .map_err(|error| (format!("the glob “{pattern}” is broken: {}", error.kind()), String::new()))
}

/// Without what says nothing: `./` in front, slashes behind.
fn clean(pattern: &str) -> &str {
    let mut pattern = pattern;
    while let Some(rest) = pattern.strip_prefix("./") {
        pattern = rest;
    }
    let trimmed = pattern.trim_end_matches('/');
    if trimmed.is_empty() { pattern } else { trimmed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pattern: &str, path: &str) -> bool {
        Globs::of(&[pattern], Path::new("/p"), Case::Exact).hold(Path::new(path))
    }

    #[test]
    fn globs_count_from_the_folder_of_their_file() {
        assert!(holds("archive/**", "/p/archive/2019/a.md"));
        assert!(!holds("archive/**", "/p/desk/archive/a.md"));
        assert!(holds("*.md", "/p/a.md") && !holds("*.md", "/p/desk/a.md"), "a star stops at a slash");
        assert!(holds("**/*.md", "/p/a.md") && holds("**/*.md", "/p/desk/sport/a.md"));
        assert!(holds("**/*.md", "/elsewhere/a.md") && !holds("archive/**", "/p2/archive/a.md"));
    }

    #[test]
    fn a_matched_folder_holds_everything_in_it() {
        for pattern in ["archive", "archive/", "./archive", "arch*"] {
            assert!(holds(pattern, "/p/archive/2019/a.md"), "{pattern}");
            assert!(!holds(pattern, "/p/a.md"), "{pattern}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_are_matched() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new("/p").join(std::ffi::OsStr::from_bytes(b"caf\xe9.md"));
        assert!(Globs::of(&["*.md"], Path::new("/p"), Case::Exact).hold(&path));
    }

    #[test]
    fn globs_that_cannot_match_are_refused() {
        for pattern in ["", "/", "/etc/*.md", "../a.md", "a/../b.md", "a[", "{a", "./"] {
            assert!(glob(pattern, Case::Exact).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_sole_name_is_told_from_globs() {
        let only = |patterns: &[&str]| Globs::of(patterns, Path::new("/p"), Case::Exact).only_path();
        assert_eq!(only(&["desk/a.txt"]), Some(PathBuf::from("/p/desk/a.txt")));
        assert_eq!(only(&["desk/*.txt"]), None);
        assert_eq!(only(&["a.txt", "b.txt"]), None);
    }
}
