//! Keeps the house in order: the borders between the rooms, the single owners of a library or a skill, files that say
//! what they are for, and documentation that names only what exists.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from left to right; rooms of one group may not use each other.
const ROOMS: &[&[&str]] = &[
    &["document"],
    &["changed", "facts", "finding", "table"],
    &["fix", "lexicon", "repetition"],
    &["kinds"],
    &["rule"],
    &["settings"],
    &["paths", "stet"],
    &["lint"],
    &["report"],
    &["cli"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` with that ending, sorted.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no .{ending} files below {folder}");
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

/// The room that a file of `src/` belongs to.
fn room(path: &Path) -> String {
    let inside = shown(path);
    let first = inside.trim_start_matches("src/").split('/').next().unwrap().to_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|group| group.contains(&room))
}

/// The rooms that a text names behind `crate::`, one or many in braces.
fn rooms_used(text: &str) -> BTreeSet<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used = BTreeSet::new();
    for (at, found) in text.match_indices("crate::") {
        let rest = &text[at + found.len()..];
        match rest.strip_prefix('{') {
            None => used.extend([name(rest)]),
            Some(list) => used.extend(items(list).iter().map(|item| name(item))),
        }
    }
    used
}

/// The items of a list that a closing brace ends, cut at its commas; those of lists inside it are part of an item.
fn items(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, mark) in list.match_indices(['{', '}', ',']) {
        match mark {
            "{" => depth += 1,
            "}" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ => {
                items.push(list[start..at].trim());
                start = at + 1;
                if mark == "}" {
                    break;
                }
            }
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

#[test]
fn imports_are_understood_in_all_forms() {
    let used = |text: &str| rooms_used(text).into_iter().collect::<Vec<_>>();
    assert_eq!(used("use crate::facts::Facts; crate::paths::find()"), ["facts", "paths"]);
    assert_eq!(
        used(
            "use crate::{\n    document::{self, Span}, rule,\n    lint::run as go,\n};\nuse crate::{stet};\n{}"
        ),
        ["document", "lint", "rule", "stet"]
    );
}

#[test]
fn a_room_uses_only_what_stands_to_its_left() {
    for path in files("src", "rs") {
        let here = room(&path);
        let Some(own) = rank(&here) else {
            assert!(["lib", "main"].contains(&here.as_str()), "{} belongs to no room", shown(&path));
            continue;
        };
        for used in rooms_used(&fs::read_to_string(&path).unwrap()) {
            let other = rank(&used).unwrap_or_else(|| panic!("{} uses crate::{used}, no room", shown(&path)));
            assert!(used == here || other < own, "{} ({here}) must not use crate::{used}", shown(&path));
        }
    }
}

#[test]
fn every_room_of_the_order_exists() {
    let rooms: BTreeSet<String> = files("src", "rs").iter().map(|path| room(path)).collect();
    for name in ROOMS.concat() {
        assert!(rooms.contains(name), "there is no room {name}");
    }
}

#[test]
fn each_library_has_its_owner() {
    let owners: &[(&str, &[&str])] = &[
        ("pulldown_cmark", &["src/document/"]),
        ("saphyr_parser", &["src/document/"]),
        ("codespan_reporting", &["src/report/text"]),
        ("rayon", &["src/lint/"]),
        ("std::thread", &["src/lint/"]),
        ("clap::", &["src/cli/"]),
        ("anyhow", &["src/cli/", "src/main.rs"]),
        ("ignore::", &["src/paths.rs", "src/rule/folder.rs"]),
        ("serde_json", &["src/report/", "src/cli/", "src/lint/baseline.rs"]),
        ("quick_xml", &["src/report/xml.rs"]),
        ("minijinja", &["src/report/html.rs"]),
        ("similar::", &["src/cli/", "src/changed.rs"]),
        ("indicatif", &["src/cli/"]),
        ("lsp_server", &["src/cli/lsp/"]),
        ("lsp_types", &["src/cli/lsp/"]),
    ];
    for path in files("src", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let here = shown(&path);
        for (library, allowed) in owners {
            let owned = allowed.iter().any(|start| here.starts_with(start));
            assert!(owned || !text.contains(library), "{here} uses {library}, which belongs to {allowed:?}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "tests", "benches"] {
        for path in files(folder, "rs") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("//!"), "{} does not say what it is for", shown(&path));
        }
    }
}

/// What a person is shown: the only rooms that ask for lines and columns, beside `document`, which knows them.
const POINTING: &[&str] = &[
    "src/document/",
    "src/report/",
    // Where a setting is from.
    "src/settings/origin.rs",
    "src/cli/config.rs",
    // Where an editor marks something.
    "src/cli/lsp/place.rs",
    // Where a fix was made.
    "src/cli/fix.rs",
    // Where a baseline is broken.
    "src/lint/baseline.rs",
    // Mistakes that are told by line, or name another place.
    "src/table/",
    "src/rule/folder.rs",
    // Cuts whole lines out of a draft.
    "src/kinds/duplicate/cut.rs",
];

#[test]
fn lines_and_columns_are_made_on_output_only() {
    for path in files("src", "rs") {
        let (here, text) = (shown(&path), fs::read_to_string(&path).unwrap());
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let asks =
            ["source.position(", "source().position(", ".lines().index(", " lines.index(", ".lines().start("]
                .into_iter()
                .find(|call| code.contains(call));
        let allowed = here.ends_with("/tests.rs") || POINTING.iter().any(|start| here.starts_with(start));
        assert!(allowed || asks.is_none(), "{here} turns an offset into a line: {asks:?}");
    }
}

#[test]
fn every_kind_is_a_file_of_its_own_and_registered() {
    let registered: Vec<&str> = copydesk::kinds::KINDS.iter().map(|kind| kind.name).collect();
    let mut declared = Vec::new();
    for path in files("src/kinds", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let Some((_, declaration)) = text.split_once("static KIND: Kind = Kind {") else { continue };
        let name = declaration.split('"').nth(1).unwrap().to_owned();
        let stem = name.replace('-', "_");
        let files = [format!("src/kinds/{stem}.rs"), format!("src/kinds/{stem}/mod.rs")];
        assert!(files.contains(&shown(&path)), "the kind {name} is declared in {}", shown(&path));
        declared.push(name);
    }
    declared.sort();
    assert_eq!(declared, registered, "each kind that is declared is registered once, in order");
}

#[test]
fn every_format_is_written_in_a_file_of_its_family_and_registered() {
    let registry = fs::read_to_string(root().join("src/report/mod.rs")).unwrap();
    let mut writers = 0;
    for path in files("src/report", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        for writer in text.split("pub(super) fn write").skip(1) {
            let (name, rest) = writer.split_once('(').unwrap();
            if rest.starts_with("report: &Report, ") {
                writers += 1;
                let registered = registry.contains(&format!("write: {stem}::write{name}"));
                assert!(registered, "{} writes a format that is not registered", shown(&path));
            }
        }
    }
    let names: BTreeSet<&str> = copydesk::report::FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names.len(), copydesk::report::FORMATS.len(), "two formats share a name");
    assert_eq!(writers, names.len(), "a format is registered that no file writes");
}

#[test]
fn every_format_is_told_in_the_docs() {
    let page = fs::read_to_string(root().join("docs/formats.md")).unwrap();
    for format in copydesk::report::FORMATS {
        assert!(
            page.contains(&format!("`{}`", format.name)),
            "docs/formats.md does not tell of {}",
            format.name
        );
    }
}

/// The words in backquotes of all pages that people read.
fn quoted_in_docs() -> Vec<(String, String)> {
    let mut pages = files("docs", "md");
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)));
    let mut quoted = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for line in text.lines() {
            for piece in line.split('`').skip(1).step_by(2) {
                quoted.push((shown(&page), piece.to_owned()));
            }
        }
    }
    quoted
}

#[test]
fn paths_in_the_docs_exist() {
    let folders = ["src/", "rules/", "tests/", "docs/", "benches/", "lexicon/", "seeds/", ".ci/"];
    for (page, piece) in quoted_in_docs() {
        let is_path =
            folders.iter().any(|folder| piece.starts_with(folder)) && !piece.contains(['<', '*', ' ', '…']);
        if is_path {
            assert!(root().join(&piece).exists(), "{page} names {piece}, which does not exist");
        }
    }
}

#[test]
fn flags_in_the_docs_exist() {
    let help = copydesk::cli::all_help();
    for (page, piece) in quoted_in_docs() {
        let Some(command) = piece.strip_prefix("copydesk ") else { continue };
        for flag in command.split_whitespace().filter(|word| word.starts_with("--")) {
            let name = flag.split(['=', ',']).next().unwrap();
            assert!(help.contains(name), "{page} names {flag}, which no command has");
        }
    }
}

#[test]
fn every_command_case_compares_something() {
    let cases = root().join("tests/cli");
    for path in files("tests/cli", "toml").iter().filter(|path| path.parent() == Some(&cases)) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains("stdout"), "{} has no expected output and would compare nothing", shown(path));
    }
}
