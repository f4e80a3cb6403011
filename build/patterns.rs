//! Reads the patterns of the built-in rules ahead. What a rule file says of them is told by the same names as in
//! `src/kinds/pattern.rs`; a pattern that is not found here is read when the program runs, and a test tells of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use crate::kinds::pattern::reading::{Mode, Reading, Syntax};
use crate::rules;

/// Rust source: a slice of `Known`, sorted by pattern and mode.
pub(crate) fn read(folder: &Path) -> String {
    let mut known = BTreeMap::new();
    for path in rules::paths(folder) {
        let text = fs::read_to_string(&path).expect("the rule file was listed a moment ago");
        // A file with a mistake is told of by the program's own tests, at its place.
        let Ok(rule) = text.parse::<Table>() else { continue };
        if rule.get("kind").and_then(Value::as_str) == Some("pattern") {
            add(&rule, &mut known);
        }
    }
    let mut source =
        String::from("/// What the patterns of the built-in rules say.\nstatic KNOWN: &[Known] = &[\n");
    for ((pattern, mode), reading) in known {
        let Mode { ignore_case, whole_file, markup } = mode;
        let Reading { text, needles, exact, opening, parts, groups } = reading;
        let needles = needles.map(|needles| format!("&{needles:?}"));
        let needles = needles.map_or_else(|| "None".to_owned(), |needles| format!("Some({needles})"));
        writeln!(
            source,
            "    Known {{ pattern: {pattern:?}, mode: Mode {{ ignore_case: {ignore_case}, whole_file: {whole_file}, \
             markup: {markup} }}, text: {text:?}, needles: {needles}, exact: {exact}, opening: {}, parts: {:?}, groups: &{groups:?} }},",
            opening.0, parts.0
        )
        .expect("a String takes everything");
    }
    source.push_str("];\n");
    source
}

fn add(rule: &Table, known: &mut BTreeMap<(String, Mode), Reading>) {
    let inside = |table: &str, key: &str| rule.get(table).and_then(|table| table.get(key)).cloned();
    let blocks = inside("scope", "blocks").and_then(|blocks| blocks.as_array().cloned()).unwrap_or_default();
    let mode = Mode {
        ignore_case: inside("params", "case").is_some_and(|case| case.as_str() == Some("ignore")),
        whole_file: blocks.iter().any(|name| name.as_str() == Some("file")),
        markup: inside("scope", "text").is_some_and(|text| text.as_str() == Some("markup")),
    };
    let keys = ["pattern", "patterns", "codes", "unless", "unless-draft"];
    for (key, value) in keys.into_iter().filter_map(|key| Some((key, inside("params", key)?))) {
        let mode = Mode { markup: mode.markup || key == "codes", ..mode };
        let listed = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        for pattern in listed.iter().filter_map(Value::as_str) {
            if let Ok(syntax) = Syntax::of(pattern, mode) {
                known.insert((pattern.to_owned(), mode), syntax.read(pattern, true));
            }
        }
    }
}
