//! A run over many drafts: the same bytes come out for any number of threads and any order of the arguments.

use std::fs;
use std::process::Command;

fn report(folder: &std::path::Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--format", "json", "--no-config"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    String::from_utf8(output.stdout).expect("a report is UTF-8")
}

#[test]
fn threads_and_order_do_not_show() {
    let tree = tempfile::tempdir().unwrap();
    for number in 0..60 {
        let folder = tree.path().join(format!("desk-{}", number % 4));
        fs::create_dir_all(&folder).unwrap();
        let form = if number % 3 == 0 { "US" } else { "U.S." };
        let text = format!(
            "# Ferry number {number} returns to Lyne\n\nThe {form} ferry crossed the the bridge on day {number}, they said.\n"
        );
        fs::write(folder.join(format!("draft-{number:02}.md")), text).unwrap();
    }
    let one = report(tree.path(), &["--threads", "1", "."]);
    assert_eq!(one, report(tree.path(), &["--threads", "8", "."]));
    assert_eq!(one, report(tree.path(), &["desk-3", "desk-0", "desk-2", "desk-1", "desk-0/draft-00.md"]));
    assert!(one.matches("\"rule\": \"doubled-word\"").count() == 60, "each draft has its fault");
    assert!(one.contains("\"rule\": \"mixed-us-forms\""), "drafts are compared");
}
