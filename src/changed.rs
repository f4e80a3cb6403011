//! What changed in a draft, out of a unified diff: by word inside a line, since a paragraph is often one line and every old fault in it
//! would count as new otherwise.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use crate::document::{Source, Span};

/// Hunks of more lines' bytes than this are not compared by word: all of them changed.
const MOST_COMPARED: usize = 1 << 18;

/// The drafts that a diff names, by absolute path.
#[derive(Debug, Default)]
pub struct Changed {
    drafts: HashMap<PathBuf, Change>,
}

/// What happened to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    /// It was not there before.
    New,
    Hunks(Vec<Hunk>),
}

/// Lines that gave way to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hunk {
    /// The first of the new lines, from 0; where there are none, the line before which the old ones stood.
    start: usize,
    removed: String,
    added: String,
    added_lines: usize,
}

/// What changed in one draft: stretches of its bytes, and the points at which something was deleted.
#[derive(Debug)]
pub struct Stretches(Vec<Span>);

impl Changed {
    /// Reads a unified diff whose paths count from `root`, with or without the prefixes `a/` and `b/`. Context lines are allowed.
    ///
    /// # Errors
    ///
    /// What is wrong and in which line, where it is no diff.
    pub fn read(diff: &str, root: &Path) -> Result<Self, String> {
        let mut changed = Self::default();
        let (mut path, mut is_new): (Option<PathBuf>, bool) = (None, false);
        let mut lines = diff.lines().enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            if let Some(old) = line.strip_prefix("--- ") {
                is_new = name(old).as_deref() == Some("/dev/null");
            } else if let Some(new) = line.strip_prefix("+++ ") {
                path = name(new)
                    .filter(|name| name != "/dev/null")
                    .map(|name| root.join(without_prefix(&name, "b/")));
                if let Some(path) = &path {
                    let change = if is_new { Change::New } else { Change::Hunks(Vec::new()) };
                    changed.drafts.insert(path.clone(), change);
                }
            } else if line.starts_with("@@ ") {
                let header = Header::read(line)
                    .ok_or_else(|| format!("line {} is no hunk of a unified diff: “{line}”", number + 1))?;
                let hunks = header.hunks(&mut lines);
                if let Some(Change::Hunks(known)) =
                    path.as_ref().and_then(|path| changed.drafts.get_mut(path))
                {
                    known.extend(hunks);
                }
            }
        }
        if changed.drafts.is_empty()
            && !diff.trim().is_empty()
            && !diff.contains("diff --git ")
            && !diff.contains("+++ ")
        {
            return Err("this is no unified diff: it names no file".to_owned());
        }
        Ok(changed)
    }

    /// Adds a draft that was not there before.
    pub fn add_new(&mut self, path: PathBuf) {
        self.drafts.insert(path, Change::New);
    }

    /// What changed in the draft at the absolute `path`; nothing of one that the diff does not name. A diff that is not of the draft
    /// as it stands changes all of it.
    #[must_use]
    pub fn stretches(&self, path: &Path, source: &Source) -> Option<Stretches> {
        let text = source.text();
        let all = || Some(Stretches(vec![Span::new(0, text.len())]));
        let hunks = match self.drafts.get(path)? {
            Change::New => return all(),
            Change::Hunks(hunks) => hunks,
        };
        let starts: Vec<usize> =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let start = |line: usize| starts.get(line).copied().unwrap_or(text.len());
        let mut stretches = Vec::new();
        for hunk in hunks {
            let (from, to) = (start(hunk.start), start(hunk.start + hunk.added_lines));
            let now = &text[from..to];
            if now.trim_end_matches(['\n', '\r']) != hunk.added.trim_end_matches(['\n', '\r']) {
                return all();
            }
            hunk.stretches(from, now, &mut stretches);
        }
        Some(Stretches(stretches))
    }
}

/// The path behind `---` or `+++`: git quotes names with signs in them, and others put a time behind a tab.
fn name(told: &str) -> Option<String> {
    let Some(quoted) = told.strip_prefix('"') else {
        return Some(told.split('\t').next().unwrap_or_default().trim_end().to_owned());
    };
    let mut bytes = Vec::new();
    let mut letters = quoted.bytes();
    loop {
        match letters.next()? {
            b'"' => return String::from_utf8(bytes).ok(),
            b'\\' => bytes.push(match letters.next()? {
                b'n' => b'\n',
                b't' => b'\t',
                b'r' => b'\r',
                digit @ b'0'..=b'3' => {
                    let mut code = digit - b'0';
                    for _ in 0..2 {
                        code = code.checked_mul(8)?.checked_add(letters.next()?.checked_sub(b'0')?)?;
                    }
                    code
                }
                other => other,
            }),
            byte => bytes.push(byte),
        }
    }
}

fn without_prefix<'n>(name: &'n str, prefix: &str) -> &'n str {
    name.strip_prefix(prefix).unwrap_or(name)
}

/// The line before a hunk: `@@ -3,2 +4 @@`.
struct Header {
    old_lines: usize,
    new_start: usize,
    new_lines: usize,
}

impl Header {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.strip_prefix("@@ ")?.split(' ');
        let range = |part: &str, sign: char| {
            let part = part.strip_prefix(sign)?;
            let (start, count) = part.split_once(',').unwrap_or((part, "1"));
            Some((start.parse::<usize>().ok()?, count.parse::<usize>().ok()?))
        };
        let (_, old_lines) = range(parts.next()?, '-')?;
        let (start, new_lines) = range(parts.next()?, '+')?;
        // Where nothing is added, the number is that of the line behind which the old ones stood.
        let new_start = if new_lines == 0 { start } else { start.saturating_sub(1) };
        Some(Self { old_lines, new_start, new_lines })
    }

    /// Reads the lines that the header announces; context parts them into several hunks.
    fn hunks<'d>(&self, lines: &mut impl Iterator<Item = (usize, &'d str)>) -> Vec<Hunk> {
        let (mut old, mut new, mut at) = (self.old_lines, self.new_lines, self.new_start);
        let mut hunks: Vec<Hunk> = Vec::new();
        let mut open = false;
        while old > 0 || new > 0 {
            let Some((_, line)) = lines.next() else { break };
            let (sign, rest) = line.split_at_checked(1).unwrap_or((" ", ""));
            if sign == "\\" {
                continue;
            }
            if sign == " " {
                (old, new, at, open) = (old.saturating_sub(1), new.saturating_sub(1), at + 1, false);
                continue;
            }
            if !open {
                hunks.push(Hunk { start: at, ..Hunk::default() });
                open = true;
            }
            let Some(hunk) = hunks.last_mut() else { break };
            if sign == "-" {
                hunk.removed.push_str(rest);
                hunk.removed.push('\n');
                old = old.saturating_sub(1);
            } else {
                hunk.added.push_str(rest);
                hunk.added.push('\n');
                hunk.added_lines += 1;
                (new, at) = (new.saturating_sub(1), at + 1);
            }
        }
        hunks
    }
}

impl Hunk {
    /// Adds what changed in `now`, the new lines as they stand from byte `from` on.
    fn stretches(&self, from: usize, now: &str, stretches: &mut Vec<Span>) {
        if now.is_empty() {
            stretches.push(Span::point(from));
            return;
        }
        if self.removed.is_empty() || self.removed.len() + now.len() > MOST_COMPARED {
            stretches.push(Span::new(from, from + now.len()));
            return;
        }
        let mut at = from;
        for change in TextDiff::from_words(self.removed.as_str(), now).iter_all_changes() {
            let length = change.value().len();
            match change.tag() {
                ChangeTag::Equal => at += length,
                ChangeTag::Delete => stretches.push(Span::point(at)),
                ChangeTag::Insert => {
                    stretches.push(Span::new(at, at + length));
                    at += length;
                }
            }
        }
    }
}

impl Stretches {
    /// Whether something changed in `span`, or was deleted inside it or at one of its ends.
    #[must_use]
    pub fn touch(&self, span: Span) -> bool {
        self.0.iter().any(|changed| {
            if changed.is_empty() || span.is_empty() {
                changed.start() <= span.end() && span.start() <= changed.end()
            } else {
                changed.start() < span.end() && span.start() < changed.end()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that changed in `now`, by the diff of a file `a.md`; a point is told by a bar.
    fn told(diff: &str, now: &str) -> Vec<String> {
        let source = Source::new("a.md", now);
        let changed = Changed::read(diff, Path::new("/news")).unwrap();
        let stretches = changed.stretches(Path::new("/news/a.md"), &source).expect("it is named");
        let word = |span: &Span| {
            if span.is_empty() { format!("|{}", span.start()) } else { source.slice(*span).to_owned() }
        };
        stretches.0.iter().map(word).collect()
    }

    #[test]
    fn inside_a_line_only_the_words_that_differ_changed() {
        let diff = "--- a/a.md\n+++ b/a.md\n@@ -3 +3 @@\n-It sails at noon on Monday.\n+It sails at nine on Monday.\n";
        assert_eq!(told(diff, "# Ferry\n\nIt sails at nine on Monday.\n"), ["|21", "nine"]);
    }

    #[test]
    fn added_lines_changed_as_a_whole_and_deleted_ones_leave_a_point() {
        let diff = "--- a/a.md\n+++ b/a.md\n@@ -1,0 +2,2 @@\n+\n+New.\n@@ -5 +6,0 @@\n-Gone.\n";
        assert_eq!(told(diff, "One.\n\nNew.\n\nTwo.\n\nThree.\n"), ["\nNew.\n", "|18"]);
    }

    #[test]
    fn context_is_no_change() {
        let diff = "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,5 +1,5 @@ head\n One.\n-Two.\n+Tow.\n Three.\n-Four.\n+Fuor.\n Five.\n";
        assert_eq!(told(diff, "One.\nTow.\nThree.\nFuor.\nFive.\n"), ["|5", "Tow.", "|17", "Fuor."]);
    }

    #[test]
    fn a_new_draft_and_one_that_the_diff_does_not_fit_changed_as_a_whole() {
        let new = "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1 @@\n+One.\n";
        assert_eq!(told(new, "One.\n"), ["One.\n"]);
        let other = "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-One.\n+Two.\n";
        assert_eq!(told(other, "Three.\n"), ["Three.\n"]);
        let changed = Changed::read(other, Path::new("/news")).unwrap();
        assert!(changed.stretches(Path::new("/news/b.md"), &Source::new("b.md", "x")).is_none());
    }

    #[test]
    fn names_may_be_quoted_or_have_a_time() {
        assert_eq!(name("b/a b.md\t2026-01-01").unwrap(), "b/a b.md");
        assert_eq!(name("\"b/\\303\\274 \\\"x\\\".md\"").unwrap(), "b/ü \"x\".md");
        assert_eq!(name("\"b/cut"), None);
    }

    #[test]
    fn what_is_no_diff_is_told() {
        let told = |diff: &str| Changed::read(diff, Path::new("/")).unwrap_err();
        assert_eq!(told("hello\n"), "this is no unified diff: it names no file");
        assert_eq!(
            told("--- a/a\n+++ b/a\n@@ what @@\n"),
            "line 3 is no hunk of a unified diff: “@@ what @@”"
        );
        assert!(Changed::read("", Path::new("/")).is_ok());
    }

    #[test]
    fn a_finding_is_touched_at_its_ends_by_a_deletion_only() {
        let stretches = Stretches(vec![Span::new(4, 8), Span::point(20)]);
        for (start, end, touched) in [
            (0, 4, false),
            (0, 5, true),
            (7, 9, true),
            (8, 9, false),
            (20, 25, true),
            (15, 20, true),
            (8, 8, true),
            (9, 9, false),
        ] {
            assert_eq!(stretches.touch(Span::new(start, end)), touched, "{start}..{end}");
        }
    }
}
