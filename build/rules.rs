//! Lists the rule files that are built into the program.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::pack::pack;

/// Rust source: a slice of `BuiltIn`, in the order of the paths.
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
    let mut source = String::from("/// The rule files under `rules/`.\n");
    source.push_str("pub(crate) static BUILT_IN: &[BuiltIn] = &[\n");
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).expect("the rule file was listed a moment ago");
        let place = format!("/rules/{name}");
        let place = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {place:?})");
        let packed = pack(&text).map(|packed| format!("Some(b\"{}\")", packed.escape_ascii()));
        let packed = packed.unwrap_or_else(|| "None".to_owned());
        writeln!(source, "    BuiltIn {{ path: {name:?}, text: include_str!({place}), packed: {packed} }},")
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
