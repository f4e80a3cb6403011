//! `copydesk fix`: what it changes, and what it leaves alone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;

const DRAFT: &str = "# The ferry comes home to Lyne\n\nThe ferry crossed the the bridge, it's  said. “We saw the the pier,” he \
                     said.\n\nIt sails and and sails.\n";

fn fix(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["fix", "--no-config", "--fail-on", "never"])
        .args(arguments)
        .output()
        .expect("copydesk runs")
}

fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), text).unwrap();
    folder
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("a.md")).unwrap()
}

fn told(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn safe_fixes_are_made_and_told_and_quotations_are_left() {
    let folder = folder(DRAFT);
    let output = fix(folder.path(), &["--format", "short", "a.md"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(folder.path()),
        "# The ferry comes home to Lyne\n\nThe ferry crossed the bridge, it's said. “We saw the the pier,” he said.\n\nIt sails and sails.\n"
    );
    let stderr = told(output.stderr);
    assert!(stderr.contains("fixed a.md:3:19 doubled-word: “the the” → “the”\n"), "{stderr}");
    assert!(stderr.contains("fixed a.md:3:39 doubled-space: replace with a space\n"), "{stderr}");
    assert!(stderr.contains("\n3 fixes made in 1 draft\n"), "{stderr}");
    assert!(
        told(output.stdout).contains("a.md:3:50: error[doubled-word]: “the” is doubled"),
        "what is left is reported"
    );
    let again = fix(folder.path(), &["a.md"]);
    assert!(told(again.stderr).starts_with("nothing to fix\n"));
}

#[test]
fn line_ends_marks_and_all_other_bytes_stay() {
    let text =
        "\u{feff}# The ferry comes home to Lyne\r\n\r\nIt sails and and sails.\tÜ👩‍🚀\r\n\r\nEnd.\u{a0}\r\n";
    let folder = folder(text);
    fix(folder.path(), &["a.md"]);
    assert_eq!(self::text(folder.path()), text.replace("and and", "and"));
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let folder = folder(DRAFT.trim_end());
    let output = fix(folder.path(), &["--diff", "--skip", "missing-final-newline", "a.md"]);
    assert_eq!(output.status.code(), Some(1), "there is something to change");
    assert_eq!(text(folder.path()), DRAFT.trim_end());
    let diff = told(output.stdout);
    assert!(diff.starts_with("--- a/a.md\n+++ b/a.md\n@@ "), "{diff}");
    assert!(diff.contains("\\ No newline at end of file"), "{diff}");
    fs::write(folder.path().join("d.diff"), &diff).unwrap();
    let Ok(status) = Command::new("git").current_dir(folder.path()).args(["apply", "d.diff"]).status() else {
        return;
    };
    assert!(status.success(), "{diff}");
    assert!(text(folder.path()).contains("crossed the bridge, it's said"));
    let nothing = fix(folder.path(), &["--diff", "--skip", "missing-final-newline", "a.md"]);
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(0), 0));
}

#[test]
fn unsafe_fixes_want_to_be_asked_for() {
    let wrong = "# The ferry comes home to Lyne\n\nThe ferry saw teh sea.\n";
    let folder = folder(wrong);
    fix(folder.path(), &["a.md"]);
    assert_eq!(text(folder.path()), wrong);
    fix(folder.path(), &["--unsafe", "a.md"]);
    assert_eq!(text(folder.path()), wrong.replace("teh", "the"));
}

#[test]
fn standard_input_goes_through() {
    let run = |arguments: &[&str], input: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["fix", "--no-config", "--fail-on", "never", "--format", "short", "-"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let output = run(&[], DRAFT);
    assert!(told(output.stdout).contains("crossed the bridge, it's said"));
    assert!(
        told(output.stderr).contains("<stdin>:3:50: error[doubled-word]"),
        "the report goes to standard error"
    );
    assert_eq!(
        told(run(&["--rule", "placeholder"], DRAFT).stdout),
        DRAFT,
        "nothing to fix, so it passes as it is"
    );
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_what_is_read_only_is_left() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = folder(DRAFT);
    let (draft, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
    symlink(&draft, &link).unwrap();
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o604)).unwrap();
    fix(folder.path(), &["link.md"]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(text(folder.path()).contains("crossed the bridge"));
    assert_eq!(fs::metadata(&draft).unwrap().permissions().mode() & 0o777, 0o604);

    fs::write(&draft, DRAFT).unwrap();
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o444)).unwrap();
    let output = fix(folder.path(), &["a.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(output.stderr).contains("copydesk: a.md was not changed: it is read-only"));
    assert_eq!(text(folder.path()), DRAFT);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn fixing_twice_is_fixing_once(pieces in prop::collection::vec(
        prop_oneof![
            Just("the "), Just("and "), Just("teh "), Just("  "), Just("\n\n"), Just("“"), Just("”"), Just("It's "), Just("it’s "),
            Just("# Ferry\n\n"), Just("**bold** "), Just("\r\n"), Just("\u{200b}"), Just("Ferry sails. "), Just("&amp; "), Just("\t"),
        ],
        0..60,
    )) {
        let folder = folder(&pieces.concat());
        fix(folder.path(), &["--unsafe", "a.md"]);
        let once = text(folder.path());
        let output = fix(folder.path(), &["--unsafe", "a.md"]);
        prop_assert_eq!(&text(folder.path()), &once);
        prop_assert!(told(output.stderr).contains("nothing to fix"));
    }
}
