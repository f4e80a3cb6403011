//! Reads the word lists: which files there are, and what their names say about the words in them.

use std::fs;
use std::path::Path;

use crate::layout::{AMERICAN, BRITISH, LEVELS};

/// A list of words of one SCOWL level and region.
pub(crate) struct List {
    /// SCOWL's level: 10 for the commonest words, 95 for the rarest.
    pub(crate) level: u8,
    /// The payload's region bits.
    pub(crate) regions: u8,
    /// One word a line.
    text: String,
}

impl List {
    /// The words without accents; an accented word has its unaccented twin beside it, and readers fold accents.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter(|word| word.is_ascii())
    }
}

/// Reads all lists of `folder`, in the order of their names.
pub(crate) fn read(folder: &Path) -> Vec<List> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry of a folder").path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let (regions, level) = meaning(stem).unwrap_or_else(|| {
                panic!(
                    "{} is no list: english-N.txt, american-N.txt, british-N.txt, extra.txt",
                    path.display()
                )
            });
            let text = fs::read_to_string(path)
                .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
            List { level, regions, text }
        })
        .collect()
}

/// Regions and level of the list of that name. Our own words are as good a suggestion as any other.
fn meaning(stem: &str) -> Option<(u8, u8)> {
    if stem == "extra" {
        return Some((AMERICAN | BRITISH, LEVELS[LEVELS.len() - 1]));
    }
    let (name, level) = stem.split_once('-')?;
    let regions = match name {
        "english" => AMERICAN | BRITISH,
        "american" => AMERICAN,
        "british" => BRITISH,
        _ => return None,
    };
    Some((regions, level.parse().ok()?))
}
