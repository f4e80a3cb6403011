//! The pages in `docs/` are true. Two of them are written from the program's own registry, and what the others show on
//! a command line is run. Where a page differs from the program the test fails and says how to rewrite the page.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "docs/generated.rs"]
mod generated;
#[path = "docs/shown.rs"]
mod shown;

use std::fs;
use std::path::Path;

/// Set, it makes the tests rewrite the pages instead of comparing them.
const WRITE: &str = "COPYDESK_WRITE_DOCS";

#[test]
fn kinds_are_listed_as_they_are() {
    compare("kinds.md", &generated::kinds());
}

#[test]
fn built_in_rules_are_listed_as_they_are() {
    compare("rules.md", &generated::rules());
}

#[test]
fn what_settings_shows_is_what_happens() {
    shown::check("settings.md");
}

#[test]
fn what_rule_files_shows_is_what_happens() {
    shown::check("rule-files.md");
}

#[test]
fn what_stet_shows_is_what_happens() {
    shown::check("stet.md");
}

#[test]
fn what_the_readme_shows_is_what_happens() {
    shown::check("../README.md");
}

#[test]
fn what_reports_shows_is_what_happens() {
    shown::check("reports.md");
}

#[test]
fn what_formats_shows_is_what_happens() {
    shown::check("formats.md");
}

#[test]
fn what_fixes_shows_is_what_happens() {
    shown::check("fixes.md");
}

#[test]
fn what_baseline_shows_is_what_happens() {
    shown::check("baseline.md");
}

#[test]
fn every_word_for_blocks_is_told() {
    let page = read("rule-files.md");
    let names = copydesk::kinds::BLOCK_NAMES.iter().map(|(name, _)| *name).chain(["file"]);
    for name in names {
        assert!(
            page.contains(&format!("\n| `{name}` |")),
            "docs/rule-files.md does not tell the block {name}"
        );
    }
}

fn read(page: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page)).unwrap_or_default()
}

/// Compares a page with what it should be, or rewrites it. Line ends are those of the checkout.
fn compare(page: &str, wanted: &str) {
    let found = read(page).replace("\r\n", "\n");
    if found == wanted {
        return;
    }
    if std::env::var_os(WRITE).is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
        fs::write(path, wanted).unwrap();
        return;
    }
    let same = found.lines().zip(wanted.lines()).take_while(|(found, wanted)| found == wanted).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    panic!(
        "docs/{page} differs from the program in line {}:\n  it says:   {}\n  should be: {}\n\
         Look at the difference after: {WRITE}=1 cargo test --test docs",
        same + 1,
        line(&found),
        line(wanted)
    );
}
