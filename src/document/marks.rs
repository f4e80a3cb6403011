//! Marks that are read off a single line: `#` headings, whole lines in bold, bullets, end marks. Shared by both
//! readers and the layout, so that all of them mean the same by a heading.

use super::is_end_mark;

/// What may stand behind the end mark of a sentence: closing quotation marks, brackets, emphasis.
const CLOSERS: [char; 11] = ['"', '\'', '”', '’', '»', '“', ')', ']', '*', '_', '」'];

/// What may stand before the first letter of a sentence.
const OPENERS: [char; 10] = ['"', '\'', '“', '‘', '«', '„', '(', '[', '*', '_'];

/// A `#` heading: its level, and where its text begins and ends in `row`. One to six `#`, then white space or nothing;
/// at most three spaces before; closing `#` are no text.
pub(super) fn hash_heading(row: &str) -> Option<(u8, usize, usize)> {
    let indent = row.len() - row.trim_start_matches(' ').len();
    let level = row.bytes().skip(indent).take_while(|&byte| byte == b'#').take(7).count();
    let rest = &row[indent + level..];
    if indent > 3 || !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let text = rest.trim();
    let open = text.trim_end_matches('#');
    let text = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { text };
    let start = row.len() - rest.trim_start().len();
    let level = u8::try_from(level).expect("a level is at most six");
    Some((level, start, start + text.len()))
}

/// Whether the whole of `line`, white space around it aside, is one stretch in bold: `**…**` or `__…__`.
pub(super) fn is_bold(line: &str) -> bool {
    bold_text(line.trim()).is_some()
}

/// What stands between the marks of a trimmed line that is one stretch in bold.
pub(super) fn bold_text(line: &str) -> Option<&str> {
    ["**", "__"].into_iter().find_map(|mark| {
        let inner = line.strip_prefix(mark)?.strip_suffix(mark)?;
        let white = |end: Option<char>| end.is_none_or(char::is_whitespace);
        let whole =
            !white(inner.chars().next()) && !white(inner.chars().next_back()) && !inner.contains(mark);
        (whole && inner.contains(char::is_alphanumeric)).then_some(inner)
    })
}

/// Whether `line` begins with a bullet: `-`, `*` or `•` and white space.
pub(super) fn has_bullet(line: &str) -> bool {
    line.trim_start()
        .strip_prefix(['-', '*', '•'])
        .is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']) && !rest.trim().is_empty())
}

/// Whether `line` ends as a sentence does, closing marks behind it aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    last_mark(line).is_some_and(is_end_mark)
}

/// Whether `line` ends with a question mark, closing marks behind it aside.
pub(super) fn asks(line: &str) -> bool {
    last_mark(line).is_some_and(|last| ['?', '？', '؟'].contains(&last))
}

/// Whether `line` ends with a sentence or with the colon that announces what follows.
pub(super) fn ends_line(line: &str) -> bool {
    last_mark(line).is_some_and(|last| is_end_mark(last) || last == ':')
}

/// Whether `line` begins as the middle of a sentence does: with a letter that is no capital.
pub(super) fn goes_on(line: &str) -> bool {
    line.trim_start_matches(|sign: char| sign.is_whitespace() || OPENERS.contains(&sign))
        .starts_with(|first: char| first.is_alphabetic() && !first.is_uppercase())
}

/// Whether `line` has at most `most` words between white space; reads no further than that.
pub(super) fn has_at_most(line: &str, most: usize) -> bool {
    line.split_whitespace().nth(most).is_none()
}

fn last_mark(line: &str) -> Option<char> {
    line.trim_end_matches(|sign: char| sign.is_whitespace() || CLOSERS.contains(&sign)).chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(row: &str) -> Option<(u8, &str)> {
        hash_heading(row).map(|(level, start, end)| (level, &row[start..end]))
    }

    #[test]
    fn hash_headings_are_those_of_commonmark() {
        assert_eq!(heading("# Café"), Some((1, "Café")));
        assert_eq!(heading("   ######\tSix ## "), Some((6, "Six")));
        assert_eq!(heading("## C#"), Some((2, "C#")));
        assert_eq!(heading("# #"), Some((1, "")));
        assert_eq!(heading("#"), Some((1, "")));
        for row in ["#hashtag", "####### seven", "    # code", "Item # 3", ""] {
            assert_eq!(heading(row), None, "{row}");
        }
    }

    #[test]
    fn a_whole_line_in_bold() {
        for line in ["**Ferry returns**", "  __Ferry__ ", "***Ferry***", "**Ist*an*bul**"] {
            assert!(is_bold(line), "{line}");
        }
        for line in ["**A** and **B**", "** a **", "****", "__________", "**A**.", "**", "*a*", "é"] {
            assert!(!is_bold(line), "{line}");
        }
    }

    #[test]
    fn sentences_end_behind_their_closing_marks() {
        assert!(ends_sentence("“It will.” ") && ends_sentence("他说。") && ends_sentence("(It **will.**)"));
        assert!(!ends_sentence("It will,") && !ends_sentence("") && !ends_sentence("as follows:"));
        assert!(ends_line("as follows:"));
    }

    #[test]
    fn a_line_that_goes_on_starts_small() {
        assert!(goes_on("“and so") && goes_on("新的") && goes_on("élan"));
        assert!(!goes_on("And") && !goes_on("5 people") && !goes_on(""));
    }

    #[test]
    fn bullets_have_text_behind_them() {
        assert!(has_bullet("- a") && has_bullet(" •\u{a0}a"));
        assert!(!has_bullet("-a") && !has_bullet("- ") && !has_bullet("–"));
    }
}
