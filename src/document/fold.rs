//! Folds text for matching phrases, and finds the way back to the source. It folds case, white space, quotation marks
//! and hyphens; what is looked for, and what a match means, is left to the rules.

use super::span::Span;

/// The prose as phrases are matched on it: lower case, every run of white space one space, straight quotation marks
/// and apostrophes; with the way back to the source.
#[derive(Debug)]
pub struct Folded {
    text: String,
    /// Where the distance between folded and original offsets changes: (folded byte, source byte).
    steps: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `prose`. Linear; runs of ASCII that need no more than lower case are copied as they are.
    #[must_use]
    pub(super) fn of(prose: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(prose.len()), steps: Vec::new() };
        let mut at = 0;
        while at < prose.len() {
            let plain = plain_length(&prose.as_bytes()[at..]);
            folded.text.push_str(&prose[at..at + plain]);
            at += plain;
            at += folded.push_folded(&prose[at..], at);
            // Text in other scripts would gain nothing from looking for a plain stretch behind every character.
            while prose.as_bytes().get(at).is_some_and(|&byte| byte >= 0x80) {
                at += folded.push_folded(&prose[at..], at);
            }
        }
        // All at once and last: one pass over bytes that lie in a row is the fastest way.
        folded.text.make_ascii_lowercase();
        folded
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source bytes that folded bytes `start..end` stand for, both on character boundaries of the folded text;
    /// logarithmic in the number of places where folding changed a length. A space stands for its whole run of white
    /// space.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.origin(start), self.origin(end))
    }

    /// The source byte at which the character at folded byte `at` begins.
    fn origin(&self, at: usize) -> usize {
        let after = self.steps.partition_point(|&(folded, _)| folded as usize <= at);
        let (folded, source) = after.checked_sub(1).map_or((0, 0), |index| self.steps[index]);
        source as usize + (at - folded as usize)
    }

    /// Folds the first character or run of white space of `rest`, which begins at source byte `at`, and says how many
    /// bytes that was.
    fn push_folded(&mut self, rest: &str, at: usize) -> usize {
        let Some(first) = rest.chars().next() else { return 0 };
        let before = self.text.len();
        let read = if first.is_whitespace() {
            self.text.push(' ');
            rest.len() - rest.trim_start().len()
        } else {
            self.text.push(fold_character(first));
            first.len_utf8()
        };
        if self.text.len() - before != read {
            let narrow =
                |at: usize| u32::try_from(at).expect("a source is refused above 4 GiB when it is read");
            self.steps.push((narrow(self.text.len()), narrow(at + read)));
        }
        read
    }
}

/// Folds a phrase of a rule file as [`Folded`] folds prose, so that the one can be looked for in the other.
#[must_use]
pub fn fold(phrase: &str) -> String {
    // Nearly every phrase, of thousands that are folded before a draft is read.
    let bytes = phrase.as_bytes();
    let plain = bytes.iter().fold(true, |plain, byte| plain & (b' '..=b'~').contains(byte))
        && !bytes.windows(2).any(|pair| pair == b"  ");
    if plain { phrase.to_ascii_lowercase() } else { Folded::of(phrase).text }
}

/// One character for one: the only character with a longer lower case, `İ`, becomes a plain `i`.
fn fold_character(character: char) -> char {
    match character {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | 'ʼ' => '\'',
        '‑' => '-',
        _ if character.is_ascii() => character,
        _ => character.to_lowercase().next().unwrap_or(character),
    }
}

/// How many bytes at the start of `bytes` need no more than lower case: ASCII, and white space only as single blanks
/// between other characters.
fn plain_length(bytes: &[u8]) -> usize {
    const CHUNK: usize = 32;
    let mut at = 0;
    // Without a branch inside a chunk, so that the compiler makes vector instructions of it.
    while let Some(window) = bytes.get(at..=at + CHUNK) {
        let special =
            window[..CHUNK].iter().zip(&window[1..]).fold(false, |any, (&a, &b)| any | is_special(a, b));
        if special {
            break;
        }
        at += CHUNK;
    }
    let rest = &bytes[at..];
    let plain =
        (0..rest.len()).take_while(|&index| !is_special(rest[index], *rest.get(index + 1).unwrap_or(&0)));
    at + plain.count()
}

/// Whether a byte, with the one behind it, is beyond ASCII, white space other than a blank, or a blank before further
/// white space. Other control characters count too; they are rare and fold to themselves.
fn is_special(byte: u8, next: u8) -> bool {
    !(b' '..0x80).contains(&byte) | ((byte == b' ') & !(b'!'..0x80).contains(&next))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The source text of the first match of `needle`.
    fn found<'p>(prose: &'p str, needle: &str) -> &'p str {
        let folded = Folded::of(prose);
        let at = folded.text().find(needle).unwrap();
        &prose[folded.span(at, at + needle.len()).range()]
    }

    #[test]
    fn case_white_space_quotes_and_hyphens_fold() {
        assert_eq!(fold("He said:  “It’s\r\n a «BIG»\u{a0}ÉCLAIR”"), "he said: \"it's a \"big\" éclair\"");
        assert_eq!(fold("well‑known\u{2009}„ʼ‘"), "well-known \"''");
        assert_eq!(fold(""), "");
        assert_eq!(fold(" \t\n"), " ");
        assert_eq!(fold("İzmir"), "izmir");
        assert_eq!(fold("👩‍🚀 新聞"), "👩‍🚀 新聞");
    }

    #[test]
    fn matches_lead_back_to_the_source() {
        assert_eq!(found("one  two\r\n\tTHREE", "two three"), "two\r\n\tTHREE");
        assert_eq!(found("“Don’t,” she said", "don't"), "Don’t");
        assert_eq!(found("“Don’t,” she said", "she"), "she");
        assert_eq!(found("“Don’t”", "\""), "“");
        assert_eq!(found("été\u{a0}\u{a0}Là", "là"), "Là");
        assert_eq!(found("a\nb", "a b"), "a\nb");
        assert_eq!(found("the       end", "the end"), "the       end");
        assert_eq!(found("Kelvin \u{212a} x", "k x"), "\u{212a} x");
    }

    #[test]
    fn a_match_may_be_empty_or_at_either_end() {
        let folded = Folded::of("  a’");
        assert_eq!(folded.text(), " a'");
        assert_eq!(folded.span(0, 3), Span::new(0, 6));
        assert_eq!(folded.span(3, 3), Span::new(6, 6));
        assert_eq!(folded.span(0, 1), Span::new(0, 2));
    }

    #[test]
    fn long_plain_stretches_fold_like_short_ones() {
        let prose = "The Quick Brown Fox Jumps Over The Lazy Dog. ".repeat(9) + " \nEnd";
        assert_eq!(fold(&prose), "the quick brown fox jumps over the lazy dog. ".repeat(9) + "end");
        assert_eq!(found(&prose, "dog. end"), "Dog.  \nEnd");
    }

    proptest! {
        /// Any slice of the folded text comes of the source text that its span names. A slice that begins or ends
        /// at a space is one whole run, so both ends hold.
        #[test]
        fn the_source_of_a_slice_folds_to_it(
            prose in "([a-zA-Z.]{0,40}|[ \t\r\n\u{a0}\u{2009}“”’„«»‑éÉİⱥȺ新👩]{0,6}|\\PC{0,4}){0,12}",
            from in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let folded = Folded::of(&prose);
            let places: Vec<usize> =
                folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]).collect();
            let (a, b) = (places[from.index(places.len())], places[to.index(places.len())]);
            let (start, end) = (a.min(b), a.max(b));
            let source = &prose[folded.span(start, end).range()];
            prop_assert_eq!(fold(source), &folded.text()[start..end]);
            prop_assert_eq!(folded.span(0, folded.text().len()), Span::new(0, prose.len()));
        }

        #[test]
        fn folding_twice_is_folding_once(prose in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&prose)), fold(&prose));
        }
    }
}
