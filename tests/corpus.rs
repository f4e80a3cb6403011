//! A run over many drafts: the same bytes come out for any number of threads and any order of the arguments.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use copydesk::document::Markup;
use copydesk::lint::{Input, Job, Plans, Selection, lint};
use copydesk::settings::Resolver;

fn report(folder: &Path, arguments: &[&str]) -> String {
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

#[test]
fn nothing_is_said_of_a_draft_that_changed_meanwhile() {
    let tree = tempfile::tempdir().unwrap();
    let resolver = Resolver::new(&[], true, tree.path()).unwrap();
    let selection = Selection { only: vec!["duplicated-draft".to_owned()], skip: Vec::new() };
    let plan = Plans::new(selection, Some(1))
        .for_draft(&tree.path().join("a.md"), &resolver.for_folder(tree.path()));
    let story = "The harbour board spent a winter and a good deal of money on the pier of Lyne. \
                 The storm had torn it from its foundations in a single night while the town slept. \
                 Residents had asked for the work, and fishermen had not: they want a quay of their own.";
    let draft = |name: &str, end: &str| {
        let path = tree.path().join(name);
        fs::write(&path, format!("# Ferry returns to Lyne\n\n{story}\n\n{end}\n")).unwrap();
        Job {
            shown: name.to_owned(),
            path,
            markup: Markup::Markdown,
            input: Input::File,
            plan: Arc::clone(&plan),
        }
    };
    let jobs = [draft("a.md", "It sails."), draft("b.md", "It is late.")];
    let found = |done: &(dyn Fn() + Sync)| lint(&jobs, &[], Some(1), done).findings.len();
    assert_eq!(found(&|| ()), 1);
    let change = || fs::write(&jobs[0].path, "# Another story\n\nNothing of it is left.\n").unwrap();
    assert_eq!(found(&change), 0, "the copy is not held against a text that nobody has read");
}
