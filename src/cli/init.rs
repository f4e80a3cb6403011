//! `copydesk init`: writes a commented `lint.toml` and a first rule of one's own. What the settings mean is known to
//! `settings`, how a rule file is read to `rule`.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use clap::Args;

use super::pending::Pending;
use crate::settings::{FILE_NAME, Resolver};

/// What is written, by path.
const FILES: &[(&str, &str)] = &[
    (FILE_NAME, include_str!("init/settings.toml")),
    ("rules/house/inflated-word.toml", include_str!("init/inflated-word.toml")),
];

const NEXT: &str = "
Next:
  copydesk check .   reads the drafts in this folder
  copydesk test      runs the examples of your rule
  copydesk rules     lists all rules
";

/// Writes a commented lint.toml and a first rule of your own into this folder
///
/// Both files are meant to be changed: lint.toml says which rules hold where, and the rule in rules/house shows what a
/// rule file looks like. Drafts are left alone.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Write them even where they exist already; what stood in them is lost
    #[arg(long)]
    force: bool,
}

/// Writes the files into `folder` and says so. No file is ever half written, and without `--force` either all are
/// written or none.
pub(super) fn run(arguments: &InitArgs, folder: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let there: Vec<&str> = FILES
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| folder.join(path).symlink_metadata().is_ok())
        .collect();
    if !arguments.force && !there.is_empty() {
        let (verb, pronoun) = if there.len() == 1 { ("exists", "it") } else { ("exist", "them") };
        bail!(
            "{} {verb} already, and nothing was written: --force writes over {pronoun}",
            there.join(" and ")
        );
    }
    let above = governing_from_above(folder);
    let mut pending = Vec::new();
    for (path, text) in FILES {
        pending.push((path, Pending::write(&folder.join(path), text.as_bytes())?));
    }
    for (path, file) in pending {
        file.publish()?;
        writeln!(out, "Wrote {path}")?;
    }
    if let Some(above) = above {
        writeln!(
            out,
            "\nDrafts in this folder are no longer governed by {above}, only its excludes still hold."
        )?;
    }
    out.write_all(NEXT.as_bytes())?;
    Ok(())
}

/// The settings file further up that governs `folder` so far.
fn governing_from_above(folder: &Path) -> Option<String> {
    let settings = Resolver::new(&[], false, folder).ok()?.for_folder(folder);
    let file = settings.file().filter(|_| settings.folder() != folder)?;
    Some(file.path().to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::settings::tree::Tree;

    fn init(tree: &Tree, folder: &str, force: bool) -> Result<String, String> {
        let mut out = Vec::new();
        let folder = tree.at(folder);
        run(&InitArgs { force }, &folder, &mut out).map_err(|error| error.to_string())?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn settings_mistakes(tree: &Tree) -> Vec<String> {
        let resolver = Resolver::new(&[], false, &tree.root()).unwrap();
        resolver.for_folder(&tree.root());
        resolver.mistakes().into_iter().map(|mistake| mistake.message).collect()
    }

    #[test]
    fn what_is_written_is_right_as_it_stands() {
        let tree = Tree::new(&[]);
        let said = init(&tree, "", false).unwrap();
        assert!(
            said.starts_with("Wrote lint.toml\nWrote rules/house/inflated-word.toml\n\nNext:\n"),
            "{said}"
        );
        assert_eq!(settings_mistakes(&tree), [""; 0]);
        let names = |folder: &str| {
            let entries = fs::read_dir(tree.at(folder)).unwrap();
            let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        assert_eq!(names(""), [".git", "lint.toml", "rules"], "nothing is left lying about");
        assert_eq!(names("rules/house"), ["inflated-word.toml"]);
    }

    #[test]
    fn each_commented_setting_is_right_too() {
        let text = FILES[0].1;
        let is_setting = |line: &str| line.starts_with('#') && !line.starts_with("# ") && line.len() > 1;
        assert!(text.lines().filter(|line| is_setting(line)).count() > 15);
        let all: String = text
            .lines()
            .map(|line| format!("{}\n", if is_setting(line) { &line[1..] } else { line }))
            .collect();
        let tree = Tree::new(&[("lint.toml", &all), ("rules/a.toml", ""), ("words/names.txt", "Orr")]);
        assert_eq!(settings_mistakes(&tree), [""; 0]);
    }

    #[test]
    fn files_are_written_over_only_by_force() {
        let tree = Tree::new(&[("lint.toml", "mine")]);
        let error = init(&tree, "", false).unwrap_err();
        assert_eq!(error, "lint.toml exists already, and nothing was written: --force writes over it");
        assert!(!tree.at("rules").exists(), "all or nothing");
        init(&tree, "", true).unwrap();
        assert_eq!(fs::read_to_string(tree.at("lint.toml")).unwrap(), FILES[0].1);
        let error = init(&tree, "", false).unwrap_err();
        assert!(error.starts_with("lint.toml and rules/house/inflated-word.toml exist already"), "{error}");
    }

    #[test]
    fn settings_further_up_are_told_of() {
        let tree = Tree::new(&[("lint.toml", ""), ("desk/a.md", "")]);
        assert!(init(&tree, "desk", false).unwrap().contains("no longer governed by ../lint.toml"));
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_and_leaves_nothing() {
        let tree = Tree::new(&[("rules", "a file")]);
        assert!(init(&tree, "", false).unwrap_err().starts_with("cannot make the folder"));
        assert_eq!(fs::read_dir(tree.root()).unwrap().count(), 2, "no lint.toml, no draft of it");
    }
}
