//! What stands twice: the keys of a document's words, sentences and blocks after one normalisation, and the runs in
//! which equal ones follow each other. What counts as a fault is for the kinds to say; nothing here knows a rule.

mod across;
mod change;
mod difference;
mod meetings;
mod near;
mod normal;
mod runs;
mod statements;
mod windows;
mod words;

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::document::{BlockKind, Document, Span};
pub use across::{
    COPY, Common, Comparison, Differing, MOST_DRAFTS, Marks, Rereader, Shared, Story, Task, Widespread,
};
pub use difference::Difference;
use difference::Side;
pub use near::{Near, NearPair, SharedPassage};
use normal::{Normaliser, is_plain};
pub use runs::{Run, firsts, runs};
pub use statements::{StatementPair, statements};

/// The version of the definition in `docs/repetition.md`: keys of two versions must never meet.
pub const VERSION: u32 = 1;

/// Seeds keep the classes of keys apart, so that keys of several classes can be sorted together and never meet.
const WORD: u64 = 0x57;
const SENTENCE: u64 = 0x53;
const BLOCK: u64 = 0x42;

/// One normalised word: a run of letters and digits, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordKey {
    /// The hash of its normalised form.
    pub key: u64,
    /// The source bytes that it stands for. Words that come out of one character (`½` is `1` and `2`) share its span.
    pub span: Span,
}

/// The key of a block or a sentence: equal where the normalised words are, in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageKey {
    /// A hash of all its words in order; for a block without any, of its source text.
    pub key: u64,
    words: Range<u32>,
}

/// The keys of one document, read in one pass and shared by all rules about repetition.
///
/// “Normalised” is NFKC (where not ASCII) in lower case, letters and digits kept, every other run one space. Markup,
/// code and comments are blanked in the prose that is read.
#[derive(Debug, Default)]
pub struct Keys {
    words: Vec<WordKey>,
    blocks: Vec<PassageKey>,
    sentences: Vec<PassageKey>,
    first_blocks: Vec<u32>,
}

impl Keys {
    /// Reads the keys of a document. Linear in its length, but for a sort of its block keys.
    #[must_use]
    pub fn read(document: &Document<'_>) -> Self {
        let mut keys = Self {
            // A few words are parted at an apostrophe or a hyphen.
            words: Vec::with_capacity(document.words().len() / 8 * 9 + 8),
            blocks: Vec::with_capacity(document.blocks().len()),
            sentences: Vec::with_capacity(document.sentences().len()),
            first_blocks: Vec::new(),
        };
        let mut normaliser = Normaliser::default();
        for block in document.blocks() {
            let start = keys.words.len();
            // A slug that says what the headline says is no copy of it.
            if block.copy_kind() != BlockKind::Field {
                let copy = &document.prose()[block.content.range()];
                if is_plain(copy) {
                    normaliser.words_of(document.prose(), document.words_of(block), &mut keys.words);
                } else {
                    normaliser.words(copy, block.content.start(), &mut keys.words);
                }
            }
            let mut next = start;
            for sentence in document.sentences_of(block) {
                next = keys.push_sentence(next, sentence.span);
            }
            keys.push_block(start, document.source().slice(block.span));
        }
        let hashes = keys.blocks.iter().map(|block| block.key);
        keys.first_blocks = firsts(hashes, |one, other| keys.same_block(document, one, other));
        keys
    }

    /// All words, in order.
    #[must_use]
    pub fn words(&self) -> &[WordKey] {
        &self.words
    }

    /// The key of every block of the document, in the same order.
    #[must_use]
    pub fn blocks(&self) -> &[PassageKey] {
        &self.blocks
    }

    /// The key of every sentence of the document, in the same order.
    #[must_use]
    pub fn sentences(&self) -> &[PassageKey] {
        &self.sentences
    }

    /// For every block, the index of the first one that says the same: its own when nothing before it does. Blocks
    /// without a word say the same when their source text is the same.
    #[must_use]
    pub fn first_blocks(&self) -> &[u32] {
        &self.first_blocks
    }

    /// Whether block `index` says again what an earlier block says.
    #[must_use]
    pub fn repeats(&self, index: usize) -> bool {
        self.first_blocks[index] as usize != index
    }

    /// The normalised words of a passage of this document.
    #[must_use]
    pub fn words_of(&self, passage: &PassageKey) -> &[WordKey] {
        &self.words[passage.words.start as usize..passage.words.end as usize]
    }

    /// Whether two passages of this document have the same words in the same order, told from each word.
    #[must_use]
    pub fn same_words(&self, one: &PassageKey, other: &PassageKey) -> bool {
        let (one, other) = (self.words_of(one), self.words_of(other));
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.key == other.key)
    }

    /// The words of block `index` of `document`, which these keys are of, to be compared with others.
    fn side<'k>(&'k self, document: &'k Document<'_>, index: usize) -> Side<'k> {
        Side { prose: document.prose(), words: self.words_of(&self.blocks[index]) }
    }

    fn same_block(&self, document: &Document<'_>, one: usize, other: usize) -> bool {
        let text = |index: usize| document.source().slice(document.blocks()[index].span).trim();
        self.same_words(&self.blocks[one], &self.blocks[other])
            && (!self.blocks[one].words.is_empty() || text(one) == text(other))
    }

    /// Adds the key of a sentence whose words begin at word `next` or behind it; says where its words end.
    fn push_sentence(&mut self, next: usize, sentence: Span) -> usize {
        let rest = &self.words[next..];
        let before = rest.iter().take_while(|word| word.span.start() < sentence.start()).count();
        let within = rest[before..].iter().take_while(|word| word.span.start() < sentence.end()).count();
        let words = &rest[before..before + within];
        let key = seeded_key(SENTENCE, words);
        let (start, end) = (next + before, next + before + within);
        self.sentences.push(PassageKey { key, words: narrow(start)..narrow(end) });
        end
    }

    fn push_block(&mut self, start: usize, source: &str) {
        let words = &self.words[start..];
        let key = if words.is_empty() {
            xxh3_64_with_seed(source.trim().as_bytes(), BLOCK)
        } else {
            seeded_key(BLOCK, words)
        };
        self.blocks.push(PassageKey { key, words: narrow(start)..narrow(self.words.len()) });
    }
}

/// A hash of words in their order.
#[must_use]
pub fn sequence_key(words: &[WordKey]) -> u64 {
    seeded_key(0, words)
}

fn seeded_key(seed: u64, words: &[WordKey]) -> u64 {
    words.iter().fold(seed, |state, word| mix(state ^ word.key))
}

/// The folded 64 by 64 bit multiplication of wyhash: every bit of the input bears on every bit of the output.
#[inline]
fn mix(state: u64) -> u64 {
    let wide = u128::from(state) * 0x9E37_79B9_7F4A_7C15;
    (wide >> 64) as u64 ^ wide as u64
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("a source is refused above 4 GiB when it is read, and a word has a byte")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    /// Whoever has to change these figures must change the version, too.
    #[test]
    fn keys_are_those_of_version_1() {
        let text = "# Ferry returns\n\nIt’s **ready**, Beyoncé said: 4½ miles.\n";
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        let keys = Keys::read(&document);
        let words: Vec<u64> = keys.words().iter().take(3).map(|word| word.key).collect();
        let windows: Vec<u64> = windows::windows(&keys.words()[2..6]).collect();
        let all = (VERSION, words, windows, keys.blocks()[1].key, keys.sentences()[1].key);
        let expected = (
            1,
            vec![2_675_978_584_931_432_741, 2_195_383_845_670_443_523, 8_401_333_827_376_764_609],
            vec![4_774_783_683_570_111_532],
            15_620_679_008_895_149_436,
            12_724_015_682_358_955_872,
        );
        assert_eq!(all, expected);
    }
}
