//! What a page shows is what happens. In a page, a code block whose first line names a file after its language
//! (```` ```toml lint.toml ````) is that file, and each command of a `console` block is run where these files are; its
//! output must stand below it. Every section of level two begins in an empty folder.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};
use tempfile::TempDir;

/// Runs every command of `page` and compares the page with what it then should be.
pub(crate) fn check(page: &str) {
    let text = super::read(page).replace("\r\n", "\n");
    let (mut wanted, mut done, mut sessions) = (String::new(), 0, 0);
    let mut folder = empty_folder();
    for piece in pieces(&text) {
        match piece {
            Piece::Section => folder = empty_folder(),
            Piece::File(name, content) => {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &text[content]).unwrap();
            }
            Piece::Console(content) => {
                wanted.push_str(&text[done..content.start]);
                done = content.end;
                let typed = text[content].lines().filter_map(|line| line.strip_prefix("$ "));
                wanted.push_str(&session(typed, folder.path()));
                sessions += 1;
            }
        }
    }
    wanted.push_str(&text[done..]);
    assert!(sessions > 0, "docs/{page} shows no command");
    super::compare(page, &wanted);
}

/// What matters of a page, in order.
enum Piece<'p> {
    Section,
    /// A file: its name, and where its content stands.
    File(&'p str, Range<usize>),
    Console(Range<usize>),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => pieces.push(Piece::Section),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let (fence, rest) = text[range.clone()].split_once('\n').unwrap();
                let last = rest.trim_end().rfind('\n').map_or(0, |at| at + 1);
                let start = range.start + fence.len() + 1;
                let content = start..start + last;
                match fence.trim_start_matches('`').split_once(' ') {
                    Some((_, name)) => pieces.push(Piece::File(name.trim(), content)),
                    None if fence.ends_with("console") => pieces.push(Piece::Console(content)),
                    None => {}
                }
            }
            _ => {}
        }
    }
    pieces
}

/// An empty folder that no settings reach from above.
fn empty_folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    folder
}

/// The commands with their output: standard output, then standard error.
fn session<'t>(typed: impl Iterator<Item = &'t str>, folder: &Path) -> String {
    let (mut shown, mut code) = (String::new(), 0);
    for line in typed {
        shown.push_str(&format!("$ {line}\n"));
        if line == "echo $?" {
            shown.push_str(&format!("{code}\n"));
            continue;
        }
        let (output, ended) = run(line, folder);
        shown.push_str(&output);
        code = ended;
    }
    // A report ends with a blank line, which a page need not show.
    shown.truncate(shown.trim_end().len());
    shown.push('\n');
    shown
}

fn run(line: &str, folder: &Path) -> (String, i32) {
    let words = words(line);
    let (typed, input) = match words.iter().position(|word| word == "<") {
        Some(at) => (&words[..at], fs::File::open(folder.join(&words[at + 1])).unwrap().into()),
        None => (&words[..], Stdio::null()),
    };
    let (program, arguments) = typed.split_first().unwrap();
    assert_eq!(program, "copydesk", "only copydesk is run: {line}");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .stdin(input)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code().unwrap())
}

/// The words of a command as a shell reads them, single and double quotation marks heeded.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut open) = (Vec::new(), None::<String>, None);
    for sign in line.chars() {
        match (sign, open) {
            (mark, Some(opened)) if mark == opened => open = None,
            ('\'' | '"', None) => {
                open = Some(sign);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            _ => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    words
}
