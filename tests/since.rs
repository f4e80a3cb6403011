//! `--since` and `--diff-file`: only what changed is told, by word, in renamed drafts too, and what git cannot tell is said clearly.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// One paragraph, one line, two old faults.
const OLD: &str = "# The ferry comes home to Lyne\n\nThe ferry crossed the the bridge, and the crew sang on Monday while it it sailed.\n";

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What `check` finds, and what it says beside.
fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", "--no-config", "--format", "short"])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"]);
    fs::create_dir(folder.path().join("neu")).unwrap();
    fs::write(folder.path().join("neu/größe 1.md"), OLD).unwrap();
    fs::write(folder.path().join("b.md"), OLD).unwrap();
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "one"]);
    folder
}

#[test]
fn inside_a_paragraph_only_the_words_that_changed_count() {
    let folder = repository();
    let draft = folder.path().join("neu/größe 1.md");
    assert_eq!(check(folder.path(), &["--since", "HEAD", "--skip", "duplicated-draft", "."]).1, "");
    fs::write(&draft, OLD.replace("and the crew", "and and the crew")).unwrap();
    let (code, found, told) = check(folder.path(), &["--since", "HEAD", "--rule", "doubled-word", "."]);
    assert_eq!(code, Some(1));
    assert_eq!(found, "neu/größe 1.md:3:35: error[doubled-word]: “and” is doubled\n");
    assert_eq!(told, "checked 2 files: 1 error (4 in unchanged copy)\n");
    // The folder that one stands in does not matter.
    let (_, found, _) =
        check(&folder.path().join("neu"), &["--since", "HEAD", "--rule", "doubled-word", "."]);
    assert_eq!(found, "größe 1.md:3:35: error[doubled-word]: “and” is doubled\n");
}

#[test]
fn a_deletion_counts_where_it_was_and_new_and_renamed_drafts_are_known() {
    let folder = repository();
    fs::write(folder.path().join("b.md"), OLD.replace("while it it", "it it")).unwrap();
    git(folder.path(), &["mv", "neu/größe 1.md", "c.md"]);
    fs::write(folder.path().join("new.md"), OLD).unwrap();
    let (_, found, _) = check(folder.path(), &["--since", "HEAD", "--rule", "doubled-word", "."]);
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), 3, "one at the deletion, two in the new draft, none in the renamed one: {found}");
    assert!(lines[0].starts_with("b.md:3:63: ") && lines[0].contains("“it”"), "{found}");
    assert!(lines[1].starts_with("new.md:3:19: ") && lines[2].starts_with("new.md:3:"), "{found}");
}

#[test]
fn a_copy_of_old_copy_is_new() {
    let folder = repository();
    let old = "The board of the port of Lyne met on Monday and found that the ferry had been late on nine days in May, on ten in June.";
    fs::write(folder.path().join("b.md"), format!("# The ferry comes home to Lyne\n\n{old}\n")).unwrap();
    git(folder.path(), &["commit", "--quiet", "-am", "two"]);
    fs::write(
        folder.path().join("a.md"),
        format!("# The board of Lyne has met\n\n{old}\n\nAnd it will meet again.\n"),
    )
    .unwrap();
    let (_, found, _) =
        check(folder.path(), &["--since", "HEAD", "--rule", "paragraph-in-another-draft", "."]);
    assert_eq!(found.lines().count(), 1, "the label in the new draft counts: {found}");
}

#[test]
fn a_diff_may_come_from_elsewhere() {
    let folder = repository();
    fs::write(folder.path().join("b.md"), OLD.replace("and the crew", "and and the crew")).unwrap();
    let diff = git(folder.path(), &["diff"]);
    fs::write(folder.path().join("d.diff"), &diff).unwrap();
    let (_, found, _) = check(folder.path(), &["--diff-file", "d.diff", "--rule", "doubled-word", "."]);
    assert_eq!(found, "b.md:3:35: error[doubled-word]: “and” is doubled\n");
    fs::write(folder.path().join("d.diff"), "no diff at all\n").unwrap();
    let (code, _, told) = check(folder.path(), &["--diff-file", "d.diff", "."]);
    assert_eq!((code, &*told), (Some(2), "copydesk: this is no unified diff: it names no file\n"));
}

#[test]
fn what_git_cannot_tell_is_said() {
    let folder = repository();
    let (code, _, told) = check(folder.path(), &["--since", "origin/main", "."]);
    assert_eq!(code, Some(2));
    assert_eq!(told, "copydesk: git knows no commit “origin/main”: fetch it, or name another one\n");
    fs::write(folder.path().join("b.md"), "# Two\n").unwrap();
    git(folder.path(), &["commit", "--quiet", "-am", "two"]);
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", folder.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth", "1", &url, "shallow"]);
    let (code, _, told) = check(&clone.path().join("shallow"), &["--since", "HEAD~1", "."]);
    assert_eq!(code, Some(2));
    assert!(told.contains("the clone is shallow, so fetch more of its history"), "{told}");
    let outside = tempfile::tempdir().unwrap();
    let (code, _, told) = check(outside.path(), &["--since", "HEAD", "."]);
    assert_eq!(code, Some(2));
    assert!(
        told.starts_with("copydesk: --since asks git what changed: git says: not a git repository"),
        "{told}"
    );
}
