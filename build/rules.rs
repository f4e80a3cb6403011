//! Lists the rule files that are built into the program.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Rust source: a slice of (path below `rules`, with forward slashes; text) in the order of the paths.
pub(crate) fn list(folder: &Path) -> String {
    let mut names: Vec<String> = paths(folder)
        .iter()
        .map(|path| {
            let below = path.strip_prefix(folder).expect("found below the folder");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            parts.join("/")
        })
        .collect();
    names.sort();
    let mut source = String::from("/// The rule files under `rules/`: path below it, text.\n");
    source.push_str("pub(crate) static BUILT_IN: &[(&str, &str)] = &[\n");
    for name in names {
        let place = format!("/rules/{name}");
        writeln!(source, "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {place:?}))),")
            .expect("a String takes everything");
    }
    source.push_str("];\n");
    source
}

/// The rule files of `folder` and of the folders in it, sorted.
pub(crate) fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    gather(folder, &mut paths);
    paths.sort();
    paths
}

/// Adds the rule files of `folder` and of the folders in it; a folder that is missing holds none.
fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
}
