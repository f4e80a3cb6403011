//! Finds the words of a block. A word is letters, digits and combining marks, with what may stand inside a word:
//! apostrophes, hyphens, the points of initialisms, the points and commas of figures. Spelling is not its business.

mod letters;

use memchr::memchr_iter;
use unicode_normalization::char::is_combining_mark;

use crate::document::{Span, Word, html};
use letters::{CLASS, Class, ascii_end, is_apostrophe, is_general_punctuation, is_invisible, is_letter};

/// Appends the words of `prose[content]`, in order. `text` is the source that `prose` was masked from, at equal
/// length; it tells which blanks are markup.
///
/// * Apostrophes and hyphens (also `’`, `ʼ`, `‑`) belong to a word when a letter or digit stands on both sides:
///   `don’t`, `Japan-U.S.`, but not `workers'`, `pre-` or `word--word`.
/// * An apostrophe in front belongs to it when it is curly (`’em`), or when it is straight before two digits (`'90s`)
///   or one of a few clipped words (`'em`, `'tis`).
/// * A point belongs to it between digits (`1.5`) and between single letters (`U.S`, `Ph.D`); the last point of such
///   an initialism too (`U.S.`, `a.m.`), also before `'s` and `-led`. The point of one initial (`J.`) does not.
/// * A comma belongs to it between digits: `45,000`.
/// * Invisible characters (soft hyphen, zero-width space, joiners, direction marks) do not split a word.
/// * A run of Chinese, Japanese or Thai letters is one word: nothing in the text says where its words end.
///
/// A word is glued when markup without white space stands between it and a further letter or digit: `Ist**anbul**`.
/// Linear; allocates nothing but the words.
pub(in crate::document) fn words(text: &str, prose: &str, content: Span, out: &mut Vec<Word>) {
    // The bytes beside the content count too: markup may stand there.
    let around = content.start().saturating_sub(1)..prose.len().min(content.end() + 1);
    let masked = text.as_bytes()[around.clone()] != prose.as_bytes()[around];
    let reader = Reader { text: text.as_bytes(), prose: &prose[..content.end()], whole: prose, masked };
    let bytes = reader.prose.as_bytes();
    let mut at = content.start();
    while let Some(&byte) = bytes.get(at) {
        let (start, first) = match CLASS[usize::from(byte)] {
            Class::Word => (at, at),
            Class::Other if byte == b'\'' && reader.clips(at) => (at, at + 1),
            Class::Other => {
                at += 1;
                continue;
            }
            Class::High => match reader.high_start(at) {
                Ok(first) => (at, first),
                Err(next) => {
                    at = next;
                    continue;
                }
            },
        };
        at = reader.word_end(first);
        out.push(Word {
            span: Span::new(start, at),
            glued: reader.masked && (reader.glued_before(start) || reader.glued_after(at)),
        });
    }
}

/// Words that are written with an apostrophe in front, even a straight one.
const CLIPPED: [&str; 5] = ["em", "n", "til", "tis", "twas"];

/// What is read while words are cut.
struct Reader<'a> {
    /// The source.
    text: &'a [u8],
    /// The prose up to the end of the block's content.
    prose: &'a str,
    /// All prose.
    whole: &'a str,
    /// Whether markup stands in the content or touches it.
    masked: bool,
}

impl Reader<'_> {
    /// The end of the word whose first letter or digit stands at `start`.
    fn word_end(&self, start: usize) -> usize {
        let bytes = self.prose.as_bytes();
        let mut at = start;
        // Where the letters since the last hyphen, apostrophe or point begin, and whether that was a point.
        let mut piece = start;
        let mut dotted = false;
        loop {
            at = ascii_end(bytes, at);
            let Some(&byte) = bytes.get(at) else { return at };
            match byte {
                b' ' => return at,
                b'\'' | b'-' if self.in_word(at + 1) => {
                    (at, piece, dotted) = (at + 1, at + 1, false);
                }
                b',' if self.between_digits(at) => at += 1,
                b'.' if self.between_digits(at) => at += 1,
                b'.' if self.in_initialism(piece, at) => {
                    (at, piece, dotted) = (at + 1, at + 1, true);
                }
                b'.' if dotted && self.letters(piece, at) == Some(1) => {
                    let joined = matches!(self.character(at + 1), Some('\'' | '’' | 'ʼ' | '-' | '‑'));
                    if !joined {
                        return at + 1;
                    }
                    let behind = at + 1 + self.character(at + 1).map_or(0, char::len_utf8);
                    if !self.in_word(behind) {
                        return at + 1;
                    }
                    (at, piece, dotted) = (behind, behind, false);
                }
                0x80.. => {
                    let Some(character) = self.character(at) else { return at };
                    let behind = at + character.len_utf8();
                    if is_letter(character)
                        || !is_general_punctuation(character) && is_combining_mark(character)
                    {
                        at = behind;
                    } else if matches!(character, '’' | 'ʼ' | '‑') && self.in_word(behind) {
                        (at, piece, dotted) = (behind, behind, false);
                    } else if let Some(next) = self.behind_invisible(at) {
                        at = next;
                    } else {
                        return at;
                    }
                }
                _ => return at,
            }
        }
    }

    /// Where the first letter stands of a word that begins at byte `at`, which is beyond ASCII; else where to go on.
    fn high_start(&self, at: usize) -> Result<usize, usize> {
        let Some(character) = self.character(at) else { return Err(self.prose.len()) };
        let behind = at + character.len_utf8();
        match character {
            '’' | 'ʼ' if self.in_word(behind) => Ok(behind),
            _ if is_letter(character) => Ok(at),
            _ => Err(behind),
        }
    }

    /// Whether the straight apostrophe at `at`, with no letter before it, belongs to the word behind it.
    fn clips(&self, at: usize) -> bool {
        let rest = &self.prose.as_bytes()[at + 1..];
        let length = rest.iter().take(5).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let word = &rest[..length];
        let year = match word {
            [tens, ones] | [tens, ones, b's'] => tens.is_ascii_digit() && ones.is_ascii_digit(),
            _ => false,
        };
        let clipped = || CLIPPED.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word));
        year || length > 0 && (clipped() || self.glued_before(at))
    }

    /// Whether the point at `at`, behind the letters `piece..at`, stands inside an initialism: between single letters,
    /// or behind two letters when one letter and a point follow (`Ph.D.`).
    fn in_initialism(&self, piece: usize, at: usize) -> bool {
        let Some(next) = self.character(at + 1).filter(|next| next.is_alphabetic() && !is_apostrophe(*next))
        else {
            return false;
        };
        let behind = at + 1 + next.len_utf8();
        if self.in_word(behind) {
            return false;
        }
        match self.letters(piece, at) {
            Some(1) => true,
            Some(2) => self.prose.as_bytes().get(behind) == Some(&b'.') && next.is_uppercase(),
            _ => false,
        }
    }

    /// How many characters `piece..at` has, if it has at most two and all of them are letters.
    fn letters(&self, piece: usize, at: usize) -> Option<usize> {
        // Two letters have at most eight bytes: longer pieces need not be read.
        if at - piece > 8 || !self.prose[piece..at].chars().all(char::is_alphabetic) {
            return None;
        }
        Some(self.prose[piece..at].chars().count()).filter(|&count| count <= 2)
    }

    fn between_digits(&self, at: usize) -> bool {
        let bytes = self.prose.as_bytes();
        bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    }

    /// Whether a letter or digit stands at byte `at`.
    fn in_word(&self, at: usize) -> bool {
        match self.prose.as_bytes().get(at).map(|&byte| CLASS[usize::from(byte)]) {
            Some(Class::Word) => true,
            Some(Class::High) => self.character(at).is_some_and(is_letter),
            _ => false,
        }
    }

    /// The byte behind the invisible characters at `at`, if there are some and the word goes on behind them.
    fn behind_invisible(&self, at: usize) -> Option<usize> {
        let run: usize = self.prose[at..]
            .chars()
            .take_while(|&character| is_invisible(character))
            .map(char::len_utf8)
            .sum();
        (run > 0 && self.in_word(at + run)).then_some(at + run)
    }

    fn character(&self, at: usize) -> Option<char> {
        self.prose.get(at..)?.chars().next()
    }

    /// Whether the byte at `at` is blank in prose only: markup.
    fn is_markup(&self, at: usize) -> bool {
        self.whole.as_bytes()[at] == b' ' && self.text[at] != b' ' && !self.text[at].is_ascii_whitespace()
    }

    /// Whether markup without white space lies between byte `start` and a letter or digit before it.
    fn glued_before(&self, start: usize) -> bool {
        let (mut at, mut tags) = (start, true);
        while at > 0 && self.is_markup(at - 1) {
            let tag = (tags && self.text[at - 1] == b'>').then(|| self.tag_before(at));
            tags &= tag != Some(None);
            at = tag.flatten().unwrap_or(at - 1);
        }
        at < start
            && self.whole[..at].chars().next_back().is_some_and(char::is_alphanumeric)
            && !parts_words(&self.text[at..start])
    }

    /// Whether markup without white space lies between byte `end` and a letter or digit behind it.
    fn glued_after(&self, end: usize) -> bool {
        let (mut at, mut tags) = (end, true);
        while at < self.whole.len() && self.is_markup(at) {
            let tag = (tags && self.text[at] == b'<').then(|| self.tag_behind(at));
            tags &= tag != Some(None);
            at = tag.flatten().unwrap_or(at + 1);
        }
        at > end
            && self.whole[at..].chars().next().is_some_and(char::is_alphanumeric)
            && !parts_words(&self.text[end..at])
    }

    /// Where the tag begins that ends at byte `end`: white space in it parts no words. Reads blanks only.
    fn tag_before(&self, end: usize) -> Option<usize> {
        let blank = |at: &usize| matches!(self.whole.as_bytes()[*at], b' ' | b'\n' | b'\r');
        (0..end - 1).rev().take_while(blank).find(|&at| self.text[at] == b'<')
    }

    /// The byte behind the tag that begins at byte `start`. Reads blanks only.
    fn tag_behind(&self, start: usize) -> Option<usize> {
        let blank = |at: &usize| matches!(self.whole.as_bytes()[*at], b' ' | b'\n' | b'\r');
        (start + 1..self.whole.len()).take_while(blank).find(|&at| self.text[at] == b'>').map(|at| at + 1)
    }
}

/// Whether markup holds a tag that stands for white space: a line break, the edge of a cell or of a block.
fn parts_words(markup: &[u8]) -> bool {
    memchr_iter(b'<', markup).any(|at| {
        let tag = markup[at + 1..].strip_prefix(b"/").unwrap_or(&markup[at + 1..]);
        let name = &tag[..tag.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()];
        std::str::from_utf8(name).is_ok_and(html::parts_words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(prose: &str) -> Vec<&str> {
        let mut found = Vec::new();
        words(prose, prose, Span::new(0, prose.len()), &mut found);
        assert!(found.iter().all(|word| !word.glued), "nothing is masked");
        found.iter().map(|word| &prose[word.span.range()]).collect()
    }

    /// The words of `text` as its mask `prose` shows them, with a `+` at each glued one.
    fn masked(text: &str, prose: &str) -> Vec<String> {
        assert_eq!(text.len(), prose.len());
        let mut found = Vec::new();
        words(text, prose, Span::new(0, prose.len()), &mut found);
        found
            .iter()
            .map(|word| prose[word.span.range()].to_owned() + if word.glued { "+" } else { "" })
            .collect()
    }

    #[test]
    fn plain_copy_is_cut_at_everything_but_letters_and_digits() {
        assert_eq!(
            cut("The  \"vote\", (he said)\r\nwas:lost!"),
            ["The", "vote", "he", "said", "was", "lost"]
        );
        assert_eq!(cut("yes - no – or — not--at all * ..."), ["yes", "no", "or", "not", "at", "all"]);
        assert_eq!(cut("£4m of 2%, @handle #tag"), ["4m", "of", "2", "handle", "tag"]);
        assert!(cut("").is_empty() && cut(" — … 🎉 ").is_empty());
    }

    #[test]
    fn apostrophes_and_hyphens_stand_inside() {
        assert_eq!(cut("don't town’s l’été rock'n'roll"), ["don't", "town’s", "l’été", "rock'n'roll"]);
        assert_eq!(cut("workers' ‘quoted’ 'quoted' hisʼ"), ["workers", "quoted", "quoted", "his"]);
        assert_eq!(cut("ex-Prime well‑known pre- -5 5'10"), ["ex-Prime", "well‑known", "pre", "5", "5'10"]);
    }

    #[test]
    fn an_apostrophe_in_front_belongs_to_clipped_words() {
        assert_eq!(cut("get ’em and ’90s"), ["get", "’em", "and", "’90s"]);
        assert_eq!(cut("get 'em, '90s, '99, 'TIS"), ["get", "'em", "'90s", "'99", "'TIS"]);
        assert_eq!(cut("'emblem' '1990' rock 'n' roll"), ["emblem", "1990", "rock", "'n", "roll"]);
        assert!(cut("' '").is_empty());
    }

    #[test]
    fn points_stand_inside_figures_and_initialisms() {
        assert_eq!(cut("1.5 45,000 3.5m 1,2, 5."), ["1.5", "45,000", "3.5m", "1,2", "5"]);
        assert_eq!(cut("the U.S. at 5 a.m., e.g."), ["the", "U.S.", "at", "5", "a.m.", "e.g."]);
        assert_eq!(cut("Japan-U.S. U.S.-led U.S.'s U.S.’s"), ["Japan-U.S.", "U.S.-led", "U.S.'s", "U.S.’s"]);
        assert_eq!(cut("J. K. Rowling J.K. Rowling"), ["J", "K", "Rowling", "J.K.", "Rowling"]);
        assert_eq!(cut("Ph.D. Ph.D.s А.С."), ["Ph.D.", "Ph.D.s", "А.С."]);
        assert_eq!(
            cut("the end.The plan B. a...b i.e.The"),
            ["the", "end", "The", "plan", "B", "a", "b", "i.e.", "The"]
        );
        assert_eq!(cut("U.S"), ["U.S"]);
    }

    #[test]
    fn other_scripts_and_marks_make_words() {
        assert_eq!(cut("Erdoğan’s cafe\u{301} naïve"), ["Erdoğan’s", "cafe\u{301}", "naïve"]);
        assert_eq!(cut("新聞は、毎日。ไทยรัฐ"), ["新聞は", "毎日", "ไทยรัฐ"]);
        assert_eq!(cut("قال الرئيس، أمس"), ["قال", "الرئيس", "أمس"]);
        assert_eq!(cut("हिन्दी। समाचार"), ["हिन्दी", "समाचार"]);
        assert_eq!(cut("👩‍🚀 ❤\u{fe0f} ok"), ["ok"]);
    }

    #[test]
    fn invisible_characters_do_not_split() {
        assert_eq!(cut("Ly\u{200b}ne co\u{ad}op"), ["Ly\u{200b}ne", "co\u{ad}op"]);
        assert_eq!(cut("end\u{200b} \u{feff}start\u{200d}!"), ["end", "start"]);
    }

    #[test]
    fn words_beside_markup_are_glued_only_to_letters() {
        assert_eq!(masked("Ist**anbul** is", "Ist  anbul   is"), ["Ist+", "anbul+", "is"]);
        assert_eq!(masked("<b>T</b>he **end**.", "   T    he   end  ."), ["T+", "he+", "end"]);
        assert_eq!(
            masked("**Orr**'s *own* [car](x y)s", "  Orr  's  own   car      s"),
            ["Orr", "'s+", "own", "car", "s"]
        );
        assert_eq!(masked("**é**é", "  é  é"), ["é+", "é+"]);
        assert_eq!(masked("**all**", "  all  "), ["all"]);
    }

    #[test]
    fn only_the_content_is_read() {
        let prose = "one two-three four";
        let mut found = Vec::new();
        words(prose, prose, Span::new(4, 7), &mut found);
        assert_eq!(found, [Word { span: Span::new(4, 7), glued: false }]);
    }

    #[test]
    fn the_seeds_have_the_words_of_their_list_of_defects() {
        let a = include_str!("../../../seeds/000_c3aa200640241f3d.txt");
        let b = include_str!("../../../seeds/001_6b1b6bd39ae37a6e.txt");
        let count = |text: &str, line: usize| cut(text.lines().nth(line - 1).unwrap()).len();
        assert_eq!([count(a, 1), count(a, 2), count(a, 5), count(b, 1), count(b, 6)], [35, 9, 11, 98, 103]);
        assert_eq!(
            [cut(a).len(), cut(b).len()],
            [658, 346],
            "two words of A by white space are heading marks"
        );
    }

    #[test]
    fn a_word_of_more_than_eight_letters_is_read_to_its_end() {
        assert_eq!(cut("Antidisestablishmentarianism"), ["Antidisestablishmentarianism"]);
    }
}
