//! Reports in files: they are written whole, beside what goes to standard output.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", "--no-config"])
        .args(arguments)
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("copydesk runs")
}

fn drafts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a draft is written");
    fs::write(folder.path().join("a.md"), "# The ferry comes home to Lyne\n\nIt crossed the the bridge.\n")
        .expect("a draft is written");
    folder
}

#[test]
fn several_reports_go_to_files_and_one_to_standard_output() {
    let folder = drafts();
    fs::write(folder.path().join("report.txt"), "what stood here before is gone, however long it was")
        .unwrap();
    let output = check(
        folder.path(),
        &[
            "--output",
            "short=report.txt",
            "--output",
            "json=deep/er/report.json",
            "--output",
            "grouped",
            "a.md",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "a.md\n  3:12  error  doubled-word  “the” is doubled\n"
    );
    let report = fs::read_to_string(folder.path().join("report.txt")).unwrap();
    assert_eq!(report, "a.md:3:12: error[doubled-word]: “the” is doubled\n");
    let json = fs::read_to_string(folder.path().join("deep/er/report.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["summary"]["errors"], 1);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else is left: {left:?}");
}

#[test]
fn a_report_that_cannot_be_written_is_told_and_the_others_are_there() {
    let folder = drafts();
    fs::create_dir(folder.path().join("taken")).unwrap();
    let output = check(
        folder.path(),
        &["--output", "json=taken", "--output", "short=report.txt", "--output", "short", "a.md"],
    );
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the json report cannot be written to taken"), "{told}");
    assert!(folder.path().join("report.txt").exists());
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("a.md:3:12: error"));
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    let folder = drafts();
    let output = check(folder.path(), &["--quiet", "--output", "short=/dev/stderr", "a.md"]);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "a.md:3:12: error[doubled-word]: “the” is doubled\n"
    );
    assert!(output.stdout.is_empty());
}
