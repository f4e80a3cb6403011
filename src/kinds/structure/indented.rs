//! Copy that stands four spaces in: Markdown takes it for code, and nobody reads it. Only what can hardly be code is
//! hit: whole sentences with the small words of running text, and without a sign that programs are written in.

use crate::document::{Block, BlockKind, Document, Markup};
use crate::kinds::Hit;

/// Fewer words may be a command, a label, a line of output.
const LEAST_WORDS: usize = 8;

/// Words without which hardly any sentence gets along.
const SMALL: &[&str] = &[
    "a", "an", "and", "for", "he", "in", "is", "it", "of", "on", "said", "she", "that", "the", "they", "to",
    "was", "with",
];

/// How many of them make a sentence.
const LEAST_SMALL: usize = 2;

/// Signs of programs, of markup, of what is typed into a terminal.
const CODE: &[char] =
    &['{', '}', '<', '>', '[', ']', '=', ';', '|', '\\', '`', '$', '#', '@', '_', '~', '^', '*', '/'];

/// Paragraphs that four spaces make code.
pub(super) fn paragraphs(document: &Document<'_>, hits: &mut Vec<Hit>) {
    if document.markup() != Markup::Markdown {
        return;
    }
    let code = document.blocks().iter().filter(|block| block.kind == BlockKind::Code);
    for block in code.filter(|block| is_indented(document, block)) {
        if is_mostly_copy(&document.text()[block.span.range()]) {
            let note = "read as code, since four spaces stand before it".to_owned();
            hits.push(Hit { span: block.content, note, ..Hit::default() });
        }
    }
}

/// Whether a block of code is one by its spaces, not by a fence.
fn is_indented(document: &Document<'_>, block: &Block) -> bool {
    let code = &document.text()[block.span.range()];
    code.starts_with(['\t', ' ']) && !["```", "~~~"].iter().any(|fence| code.trim_start().starts_with(fence))
}

/// Whether most words of code stand in paragraphs that read as copy. One that does not may be a list or hold a sign.
fn is_mostly_copy(code: &str) -> bool {
    let (mut all, mut copy) = (0, 0);
    let (mut start, mut at) = (0, 0);
    for line in code.split_inclusive('\n').chain([""]) {
        if line.trim().is_empty() {
            let paragraph = &code[start..at];
            let words = paragraph.split_whitespace().count();
            all += words;
            copy += if is_copy(paragraph) { words } else { 0 };
            start = at + line.len();
        }
        at += line.len();
    }
    2 * copy > all
}

/// Whether lines of code read as copy: they begin with a capital, end as a sentence does, stand equally far in, and hold
/// words in rows of one space.
fn is_copy(code: &str) -> bool {
    let text = code.trim();
    let first = text.trim_start_matches(['"', '\'', '“', '‘', '«', '(']).chars().next();
    let last = text.trim_end_matches(['"', '\'', '”', '’', '»', ')']).chars().next_back();
    first.is_some_and(char::is_uppercase)
        && last.is_some_and(|last| matches!(last, '.' | '!' | '?' | '…'))
        && !text.contains(CODE)
        && !text.contains("::")
        && are_even(code)
        && has_sentences(text)
}

/// Whether all lines that are not empty stand equally far in, without gaps in them.
fn are_even(code: &str) -> bool {
    let mut lines = code.split(['\n', '\r']).map(str::trim_end).filter(|line| !line.is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_gapless = |line: &str| !line.trim_start().contains(['\t']) && !line.trim_start().contains("  ");
    let Some(first) = lines.next() else { return false };
    is_gapless(first) && lines.all(|line| indent(line) == indent(first) && is_gapless(line))
}

fn has_sentences(text: &str) -> bool {
    let (mut words, mut plain, mut small) = (0, 0, 0);
    for word in text.split_whitespace() {
        // An option, a call: neither stands in copy.
        if word.starts_with("--") || word.find('(').is_some_and(|at| at > 0) {
            return false;
        }
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let is_plain = |sign: char| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '’');
        words += 1;
        plain += usize::from(!word.is_empty() && word.chars().all(is_plain));
        small += usize::from(SMALL.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    words >= LEAST_WORDS && 5 * plain >= 4 * words && small >= LEAST_SMALL
}

#[cfg(test)]
mod tests {
    use super::super::tests::places;
    use super::*;
    use crate::document::Markup::{Markdown, Plain};

    const COPY: &str = "The ferry crossed the bay, and the minister said that it would sail again.";

    #[test]
    fn copy_that_stands_four_spaces_in_is_hit() {
        let text = format!("# H\n\n    {COPY}\n");
        assert_eq!(places(paragraphs, &text, Markdown), [(9, 83, vec![])]);
        assert_eq!(places(paragraphs, &format!("\t“{COPY}”\n\n\tHe was glad.\n"), Markdown).len(), 1);
        let wrapped = COPY.replace(" and", "\n    and");
        let signs = format!("    {wrapped}\n\n    “It is [sic] so; and that,” she said.\n");
        assert_eq!(places(paragraphs, &signs, Markdown).len(), 1, "a sign in one paragraph is no code");
        assert_eq!(places(paragraphs, &signs.replace('\n', "\r\n"), Markdown).len(), 1);
        assert_eq!(places(paragraphs, &text, Plain), []);
    }

    #[test]
    fn code_and_output_are_silent() {
        for code in [
            "cargo run --release -- check seeds",
            "Warning: the file is not in the list of the files that are to be read",
            "The name    of the file is shown in the first column of the table.",
            "Print the sum of the list to the screen and stop the clock;",
            "Call read() on the list of the files and write it to the table.",
            "The list of the files:\n      a and b and the other one of the two.",
            "Print \"Hello\" to the screen on line 10 20 30 40 50 60.",
            "It sails.",
            "a = read(b)\nfor each in a { print(each); }\n\nThe list of the files is read, and the end of it is told.\n\nwrite(a)\nsave(b) to the disk and go on with c = 1",
        ] {
            let text =
                format!("# H\n\n{}\n", code.lines().map(|line| format!("    {line}\n")).collect::<String>());
            assert_eq!(places(paragraphs, &text, Markdown), [], "{code}");
        }
        for text in [
            format!("```\n{COPY}\n```\n"),
            format!("1. a\n\n   ```\n   {COPY}\n   ```\n"),
            format!("    {COPY}\n"),
        ] {
            let is_fence = text.contains("```");
            assert_eq!(places(paragraphs, &text, Markdown).is_empty(), is_fence, "{text}");
        }
    }
}
