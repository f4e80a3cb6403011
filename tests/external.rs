//! Reports are held against the programs and schemas that their readers go by. These are no part of Rust: `.ci/run` installs
//! them and names their Python in `COPYDESK_PYTHON`. Where that is not set, the tests say that they are skipped.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python that has what the scripts need; says so where there is none.
fn python(test: &str) -> Option<PathBuf> {
    let python = std::env::var_os("COPYDESK_PYTHON").map(PathBuf::from);
    if python.is_none() {
        // Past the test runner, which keeps what a test prints to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {test} wants COPYDESK_PYTHON, as .ci/run sets it");
    }
    python
}

fn copydesk(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", "--no-config", "--exit-zero", "--quiet"])
        .args(arguments)
        .output()
        .expect("copydesk runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn run(python: &Path, arguments: &[&Path]) {
    let output = Command::new(python)
        .args(arguments)
        .env("COPYDESK", env!("CARGO_BIN_EXE_copydesk"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("Python runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let _ = write!(std::io::stderr(), "{out}");
    assert!(output.status.success(), "{out}\n{err}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn reports_are_what_their_schemas_say() {
    let Some(python) = python("reports_are_what_their_schemas_say") else { return };
    let tree = tempfile::tempdir().unwrap();
    let draft = "# Größe 👩‍🚀 ferry\n\nThe “👩‍🚀” ferry sails sails from the the pier.\u{1b}\u{202e}\u{fffe} <b>&amp; ]]></b>\n";
    std::fs::create_dir(tree.path().join("ümläut & <b>")).unwrap();
    std::fs::write(tree.path().join("ümläut & <b>/größe 100%.md"), draft).unwrap();
    std::fs::write(tree.path().join("clean.md"), "# The ferry comes home\n\nIt sails on Monday.\n").unwrap();
    std::fs::write(tree.path().join("empty.md"), "").unwrap();
    for seed in std::fs::read_dir(root().join("seeds")).unwrap().map(Result::unwrap) {
        std::fs::copy(seed.path(), tree.path().join(seed.file_name())).unwrap();
    }
    let mut arguments = vec![".".to_owned()];
    for format in ["sarif", "rdjson", "rdjsonl", "gitlab", "junit", "checkstyle"] {
        arguments.push("--output".to_owned());
        arguments.push(format!("{format}={format}"));
    }
    copydesk(tree.path(), &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run(&python, &[&root().join("tests/external/reports.py"), tree.path(), &root().join("tests/schemas")]);
}

#[test]
fn the_page_works_in_a_browser() {
    let Some(python) = python("the_page_works_in_a_browser") else { return };
    let tree = tempfile::tempdir().unwrap();
    let page = tree.path().join("page.html");
    copydesk(root(), &["seeds", "--output", &format!("html={}", page.display())]);
    run(&python, &[&root().join("tests/external/page.py"), &page]);
}

#[test]
fn the_action_and_the_pipelines_are_what_their_services_read() {
    let Some(python) = python("the_action_and_the_pipelines_are_what_their_services_read") else { return };
    let tree = tempfile::tempdir().unwrap();
    let page = std::fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let blocks: Vec<&str> =
        page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let written = |name: &str, start: &str| {
        let block =
            blocks.iter().find(|block| block.starts_with(start)).unwrap_or_else(|| panic!("no {start}"));
        let path = tree.path().join(name);
        std::fs::write(&path, block).unwrap();
        path
    };
    let check = |schema: &str, path: &Path| {
        let path = path.to_str().unwrap();
        let arguments = ["-m", "check_jsonschema", "--builtin-schema", schema, path];
        run(&python, &arguments.map(Path::new));
    };
    check("vendor.github-actions", &root().join("action.yml"));
    check("vendor.github-workflows", &written("workflow.yml", "name: copy"));
    check("vendor.gitlab-ci", &written("gitlab.yml", "copydesk:"));
}

#[test]
fn files_fit_the_schemas_that_are_printed() {
    let Some(python) = python("files_fit_the_schemas_that_are_printed") else { return };
    run(
        &python,
        &[&root().join("tests/external/schemas.py"), Path::new(env!("CARGO_BIN_EXE_copydesk")), root()],
    );
}

#[test]
fn an_editor_is_served() {
    let Some(python) = python("an_editor_is_served") else { return };
    let tests = root().join("tests/external/test_editor.py");
    let arguments = ["-m", "pytest", "--quiet", "-p", "no:cacheprovider"].map(Path::new);
    run(&python, &[&arguments[..], &[tests.as_path()]].concat());
}
