//! The baseline: what is in it passes, what is new is told, and it only shrinks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

const OLD: &str =
    "# The ferry comes home to Lyne\n\nThe ferry crossed the the bridge.\n\nIt sails and and sails.\n";

/// Exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    run(folder, &[&["check", "--format", "short"], arguments].concat())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/a.md"), OLD).unwrap();
    fs::write(folder.path().join("lint.toml"), "root = true\nbaseline = \"copydesk-baseline.json\"\n")
        .unwrap();
    folder
}

#[test]
fn what_is_in_the_baseline_passes_and_what_is_new_is_told() {
    let folder = folder();
    let folder = folder.path();
    let (code, _, told) = run(folder, &["baseline", "create", "."]);
    assert_eq!((code, &*told), (Some(0), "wrote copydesk-baseline.json with 2 entries\n"));
    let (code, found, told) = check(folder, &["."]);
    assert_eq!(
        (code, &*found, &*told),
        (Some(0), "", "checked 1 file: no faults found (2 in the baseline)\n")
    );
    // Lines that move do not matter.
    fs::write(folder.join("old/a.md"), OLD.replace("\n\nIt", "\n\nA new paragraph of of copy.\n\nIt"))
        .unwrap();
    let (code, found, told) = check(folder, &["old"]);
    assert_eq!(code, Some(1));
    assert_eq!(found, "old/a.md:5:17: error[doubled-word]: “of” is doubled\n");
    assert_eq!(told, "checked 1 file: 1 error (2 in the baseline)\n");
    let (_, _, told) = check(folder, &["--no-baseline", "."]);
    assert_eq!(told, "checked 1 file: 3 errors\n");
}

#[test]
fn stale_entries_are_told_and_pruned_and_nothing_is_added() {
    let folder = folder();
    let folder = folder.path();
    run(folder, &["baseline", "create", "."]);
    fs::write(folder.join("old/a.md"), OLD.replace("and and", "and") + "\nIt is is late.\n").unwrap();
    let (_, found, _) = check(folder, &["--rule", "placeholder", "."]);
    assert!(!found.contains("stale"), "whether it is stale only its rule can tell");
    let (code, found, _) = check(folder, &["."]);
    assert_eq!(code, Some(1));
    let stale = "warning[stale-baseline]: an entry of the baseline is stale: what it lets pass is gone\n";
    assert!(found.contains(stale) && found.starts_with("copydesk-baseline.json:"), "{found}");
    let (code, _, told) = run(folder, &["baseline", "prune", "."]);
    assert_eq!((code, &*told), (Some(0), "dropped 1 entry from copydesk-baseline.json; 1 entry left\n"));
    let (_, found, told) = check(folder, &["."]);
    assert!(found.contains("“is” is doubled") && !found.contains("stale"), "{found}");
    assert!(told.ends_with("(1 in the baseline)\n"), "{told}");
    fs::remove_file(folder.join("old/a.md")).unwrap();
    fs::write(folder.join("b.md"), "# The ferry comes home to Lyne\n\nIt sails.\n").unwrap();
    let (_, found, _) = check(folder, &["."]);
    assert!(found.contains("stale-baseline"), "its draft is gone: {found}");
    assert_eq!(
        run(folder, &["baseline", "prune", "."]).2,
        "dropped 1 entry from copydesk-baseline.json; 0 entries left\n"
    );
}

#[test]
fn a_baseline_is_not_overwritten_unasked_and_a_broken_one_is_told() {
    let folder = folder();
    let folder = folder.path();
    let (code, found, _) = check(folder, &["."]);
    assert_eq!(code, Some(2), "it is named and missing");
    assert!(
        found.contains(
            "lint.toml:2:12: error[invalid-baseline]: the baseline copydesk-baseline.json cannot be read"
        ),
        "{found}"
    );
    run(folder, &["baseline", "create", "."]);
    let (code, _, told) = run(folder, &["baseline", "create", "."]);
    assert_eq!(code, Some(2));
    assert!(told.contains("--force overwrites it"), "{told}");
    assert_eq!(run(folder, &["baseline", "create", "--force", "."]).0, Some(0));
    for (broken, place) in [
        ("{\"version\": 1, \"entries\": [}", "1:28"),
        ("{\"version\": 2, \"entries\": []}", "1:1"),
        ("{\"version\": 1,\n \"entries\": [], \"more\": 1}", "2:22"),
    ] {
        fs::write(folder.join("copydesk-baseline.json"), broken).unwrap();
        let (code, found, _) = check(folder, &["."]);
        assert_eq!(code, Some(2), "{broken}");
        let expected = format!("copydesk-baseline.json:{place}: error[invalid-baseline]: ");
        assert!(found.contains(&expected), "{expected}: {found}");
        assert!(found.contains("“the” is doubled"), "the drafts are linted all the same");
    }
}

#[test]
fn the_file_is_sorted_and_an_entry_a_line() {
    let folder = folder();
    run(folder.path(), &["baseline", "create", "."]);
    let written = fs::read_to_string(folder.path().join("copydesk-baseline.json")).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines[..3], ["{", "  \"version\": 1,", "  \"entries\": ["]);
    assert!(
        lines[3].starts_with("    {\"path\":\"old/a.md\",\"rule\":\"doubled-word\",\"fingerprint\":\""),
        "{written}"
    );
    assert!(
        lines[3..5].iter().any(|line| line.trim_end_matches(',').ends_with("\"words\":\"the the\"}")),
        "{written}"
    );
}
