//! Finds the sentences of a block from its words and what stands between them. It looks at gaps only: a sentence ends
//! in a gap that holds an end mark, unless the words on both sides say otherwise.

use super::abbreviations::{Point, begins_sentences, follows_clock, is_one_letter};
use crate::document::end_mark::EndMark;
use crate::document::{Sentence, Span, Word};

/// Appends the sentences of `prose[content]`, in order. `words` are the words of that block, `words_base` is the index
/// of the first of them among all words of the document, `block` the index of the block.
///
/// A sentence ends at `.`, `!`, `?`, `…` and their relatives in other scripts, with the closing quotation marks and
/// brackets behind them, if white space follows (the full-width marks of Chinese and Japanese need none). It goes on:
///
/// * before a word in lower case: `“Why?” she asked`, `he said ... and left`;
/// * behind titles and before numbers (`Mr. Orr`, `No. 5`, `Sept. 3`), behind initials, initialisms, states and
///   companies (`U.S. President`, `J. K. Rowling`) unless the next word is one that begins sentences;
/// * behind a number or letter that is the whole sentence so far: `1. The council`.
///
/// Every character of the content but outer white space belongs to a sentence; a block without words has none. Linear;
/// allocates nothing but the sentences.
pub(in crate::document) fn sentences(
    prose: &str,
    content: Span,
    words: &[Word],
    words_base: u32,
    block: usize,
    out: &mut Vec<Sentence>,
) {
    let bytes = prose.as_bytes();
    let mut push = |start: usize, end: usize, words: std::ops::Range<usize>| {
        let index = |at: usize| words_base + u32::try_from(at).expect("a source below 4 GiB has fewer words");
        let part = &prose[start..end];
        let from = start + (part.len() - part.trim_start().len());
        out.push(Sentence {
            span: Span::new(from, from + part.trim().len()),
            block,
            words: index(words.start)..index(words.end),
        });
    };
    if words.is_empty() {
        return;
    }
    let (mut start, mut first) = (content.start(), 0);
    for (before, pair) in words.windows(2).enumerate() {
        let (left, right) = (pair[0].span.end(), pair[1].span.start());
        // Nearly all gaps are one blank.
        if right - left == 1 && bytes[left - 1] != b'.' {
            continue;
        }
        let gap = Gap { prose, word: pair[0].span, next: pair[1].span, alone: before == first };
        if let Some(end) = gap.sentence_end() {
            push(start, end, first..before + 1);
            (start, first) = (end, before + 1);
        }
    }
    push(start, content.end(), first..words.len());
}

/// What stands between two neighbouring words of a block.
struct Gap<'a> {
    prose: &'a str,
    word: Span,
    next: Span,
    /// Whether `word` is the first of its sentence.
    alone: bool,
}

impl Gap<'_> {
    /// The byte behind the sentence that ends in this gap, closing marks included.
    fn sentence_end(&self) -> Option<usize> {
        // The last point of an initialism is part of the word, and an end mark nevertheless.
        let inside = self.prose.as_bytes()[self.word.end() - 1] == b'.';
        let mut at = self.word.end() - usize::from(inside);
        while at < self.next.start() {
            let (from, mark) = self.next_mark(at)?;
            let (behind_marks, mark) = self.mark_end(from, mark);
            let end = self.behind_closers(behind_marks);
            let adjoins = from <= self.word.end();
            if !self.opens_here(from, mark) && self.parts(end, mark) && self.ends(mark, adjoins) {
                return Some(end);
            }
            at = end;
        }
        None
    }

    /// The next end mark from `at` on.
    fn next_mark(&self, at: usize) -> Option<(usize, EndMark)> {
        let rest = &self.prose[at..self.next.start()];
        rest.char_indices().find_map(|(offset, character)| Some((at + offset, EndMark::of(character)?)))
    }

    /// The end of the run of end marks that begins at `from` with `mark`, and what the whole run says. A run may hold
    /// white space before a further point that is not the next word's own: `. . .`
    fn mark_end(&self, from: usize, mut mark: EndMark) -> (usize, EndMark) {
        let rest = &self.prose[from..self.next.start()];
        let mut characters = rest.char_indices();
        let mut end = characters.next().map_or(0, |(_, first)| first.len_utf8());
        for (offset, character) in characters {
            let behind = offset + character.len_utf8();
            match EndMark::of(character) {
                Some(_) if offset > end && (!matches!(character, '.' | '…') || behind == rest.len()) => {
                    break;
                }
                Some(other) => (end, mark) = (behind, mark.and(other)),
                None if character.is_whitespace() => {}
                None => break,
            }
        }
        (from + end, mark)
    }

    /// The end of the quotation marks and brackets that close behind end marks, also with a thin or no-break space.
    fn behind_closers(&self, at: usize) -> usize {
        let mut end = at;
        for (offset, character) in self.prose[at..self.next.start()].char_indices() {
            match character {
                '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | ')' | ']' | '}' | '」'
                | '』' | '）' | '】' | '*' | '_' => end = at + offset + character.len_utf8(),
                '\u{a0}' | '\u{2009}' | '\u{200a}' | '\u{202f}' => {}
                _ => break,
            }
        }
        end
    }

    /// Whether the mark at `from` stands behind an opening bracket or quotation mark, so that it ends nothing: `(?)`,
    /// `said: "... and`.
    fn opens_here(&self, from: usize, mark: EndMark) -> bool {
        let mut before = self.prose[self.word.end().min(from)..from].chars().rev();
        match before.next() {
            Some('(' | '[' | '{' | '“' | '‘' | '„' | '«' | '¿' | '¡') => true,
            Some('"' | '\'') if mark == EndMark::Ellipsis => before.next().is_some_and(char::is_whitespace),
            _ => false,
        }
    }

    /// Whether sentences may part at byte `end`: white space must follow.
    fn parts(&self, end: usize, mark: EndMark) -> bool {
        let next = self.prose[end..self.next.start()].chars().next();
        mark == EndMark::FullWidth || next.is_some_and(char::is_whitespace)
    }

    /// Whether the words on both sides let a sentence end at `mark`; `adjoins`: the mark touches the word before it.
    fn ends(&self, mark: EndMark, adjoins: bool) -> bool {
        if mark == EndMark::FullWidth {
            return true;
        }
        let next = &self.prose[self.next.range()];
        if goes_on(next) {
            return false;
        }
        if mark != EndMark::Point || !adjoins {
            return true;
        }
        let word = &self.prose[self.word.range()];
        if self.alone && (word.bytes().all(|byte| byte.is_ascii_digit()) || is_one_letter(word)) {
            return false;
        }
        let number = next.starts_with(|first: char| first.is_ascii_digit());
        match Point::behind(word) {
            Point::Plain => true,
            Point::Never => false,
            Point::BeforeNumber => !number,
            Point::BeforeName => begins_sentences(next) && !self.next_is_initial(),
            Point::Clock => !number && !follows_clock(next),
        }
    }

    /// Whether the next word is an initial of a name: one letter with a point (`D. A. Orr`).
    fn next_is_initial(&self) -> bool {
        is_one_letter(&self.prose[self.next.range()])
            && self.prose.as_bytes().get(self.next.end()) == Some(&b'.')
    }
}

/// Whether a word shows that its sentence began before it: it is in lower case, and no `iPhone`.
fn goes_on(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['\'', '’', 'ʼ']).chars();
    letters.next().is_some_and(char::is_lowercase) && !letters.next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn found(prose: &str) -> Vec<Sentence> {
        let content = Span::new(0, prose.len());
        let (mut cut, mut out) = (Vec::new(), Vec::new());
        words(prose, prose, content, &mut cut);
        sentences(prose, content, &cut, 0, 0, &mut out);
        out
    }

    fn split(prose: &str) -> Vec<&str> {
        found(prose).iter().map(|sentence| &prose[sentence.span.range()]).collect()
    }

    /// Checks that a text parts at each `|` (with the white space behind it) and nowhere else.
    fn parts(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(split(&text), expected);
    }

    #[test]
    fn sentences_end_at_end_marks() {
        parts("He left.| She stayed!| Why?| Nobody knows…| The end");
        parts("Sales rose 2%.| Profits fell to 1.5.| In 2004.| 15 people came.");
        parts("One.\r\n| Two.\n| Three\nwas wrapped.");
        parts("What?!| No...| Never. . .| It ended.");
        parts("in the end.| iPhone sales rose");
        assert!(split("").is_empty() && split(" — … ").is_empty());
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        parts("“We won.”| He left.");
        parts("\"We won.\"| \"We did.\"| ‘“So.”’| (It was close.)| [Laughter.]| The end");
        parts("„Ja.“| Er ging.| «Oui.»| Il part.| « Oui.\u{a0}»| Il part");
        parts("This is “new”.| That is (old).| **Bold.**| Next");
    }

    #[test]
    fn a_quotation_goes_on_in_lower_case() {
        parts("“Why?” she asked.| “Stop!” he said.| “Really?”| He nodded.");
        parts("It was ... over.| He said: \"... The vote stands.\"| It (?) passed.| He came (!) and left.");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        parts("Mr. Orr met Gov. Voss, Dr. No and Lt. Col. In of St. Louis.| He left.");
        parts("No. 5 Downing St. was shut on Sept. 3 at 9 a.m. Monday, vs. Orr et al. Smith.| Yes.");
        parts("J. K. Rowling and George W. Bush met D. A. Orr, e.g. The Times, approx. 500 people.");
        parts("Apple Inc. Chief Executive Tim Cook Jr. Smith of Phoenix, Ariz. Police said.");
        parts("He said no.| \"No.\"| The end");
    }

    #[test]
    fn the_next_word_decides_behind_initialisms() {
        parts("U.S. President Trump left the U.S.| He said the U.S. economy grew.| It fell in the U.S.");
        parts("He lives in the “U.S.”| They do not.| The U.S., the U.K. and the U.S. 5th Fleet.");
        parts("It opened at 5 p.m.| Police came at 6 p.m. EST on Friday at 7 a.m. sharp.");
        parts("She works for Acme Inc.| But he lives in Washington, D.C.| It’s far.");
        parts("the Japan-U.S. Alliance");
    }

    #[test]
    fn points_without_white_space_end_nothing() {
        parts("See example.com or end.The next.| He paid .5 million.| And left");
    }

    #[test]
    fn a_number_or_letter_alone_is_no_sentence() {
        parts("1. The council met.| 2. The mayor left.| A. The answer.");
    }

    #[test]
    fn other_scripts_end_in_their_own_marks() {
        parts("今天。|「明天。」|後天！|是");
        parts("ماذا قال؟| لا شيء۔| نعم");
        parts("हिन्दी।| समाचार");
    }

    #[test]
    fn every_word_is_in_one_sentence() {
        let prose = "  One two. Three — 🎉 ";
        let content = Span::new(0, prose.len());
        let (mut cut, mut out) = (Vec::new(), Vec::new());
        words(prose, prose, content, &mut cut);
        sentences(prose, content, &cut, 7, 3, &mut out);
        let told: Vec<_> = out.iter().map(|found| (found.span, found.block, found.words.clone())).collect();
        assert_eq!(told, [(Span::new(2, 10), 3, 7..9), (Span::new(11, 25), 3, 9..10)]);
    }

    #[test]
    fn the_seeds_have_the_sentences_of_their_list_of_defects() {
        let a = include_str!("../../../seeds/000_c3aa200640241f3d.txt");
        let b = include_str!("../../../seeds/001_6b1b6bd39ae37a6e.txt");
        let line = |text: &'static str, number: usize| found(text.lines().nth(number - 1).unwrap());
        assert_eq!((line(a, 1).len(), line(b, 1).len()), (1, 4));
        // Up to here all characters of the line are ASCII: columns are bytes, but from 1.
        let long = line(a, 10);
        assert_eq!((long.len(), long[0].span, long[0].words.len()), (2, Span::new(0, 272), 42));
        let long = line(b, 6);
        assert_eq!((long.len(), long[1].span.start(), long[1].words.len()), (3, 221, 42));
        assert_eq!(long[1].span.end(), 482, "column 481, and two more bytes of a curly apostrophe before");
    }
}
