//! What is kept of a draft so that it can be held against others once its text is dropped: keys with their places.

use xxhash_rust::xxh3::xxh3_64;

use super::common::{Common, Shared};
use super::names::names;
use crate::document::{Block, BlockKind, Document, HeadingForm, Span};
use crate::repetition::near::SHORTEST;
use crate::repetition::windows::windows;
use crate::repetition::{Keys, WordKey, narrow, seeded_key};

/// The fewest bytes of a block that is looked for in other drafts: anything shorter is said by chance.
const SHORTEST_BLOCK: usize = 40;
/// How many windows stand for a draft as a whole.
const SKETCH: usize = 16;
/// Keeps the keys of headlines apart from those of blocks.
const HEADLINE: u64 = 0x48;
/// What a headline may begin with, with a colon behind it, and be the same headline.
const LABELS: &[&str] = &[
    "analysis",
    "breaking",
    "exclusive",
    "explainer",
    "live",
    "opinion",
    "pictures",
    "update",
    "updated",
    "video",
    "watch",
];

/// What is kept of one draft: about 1.6 bytes a byte of its text.
#[derive(Debug, Default)]
pub struct Marks {
    /// The blocks of its body, in order, each said once.
    pub(super) blocks: Vec<BlockMark>,
    /// Of the windows of long blocks every other one, drawn by its key.
    pub(super) windows: Vec<WindowMark>,
    /// The windows with the least keys, which copies of a draft share whatever their order (bottom-k MinHash, Broder 1997).
    pub(super) sketch: Vec<u64>,
    /// A hash of its text, byte for byte.
    pub(super) text: u64,
    /// Its headlines.
    pub(super) headlines: Vec<BlockMark>,
    /// The names in it, as keys of single words.
    pub(super) names: Vec<u64>,
}

/// One block that may stand in other drafts.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockMark {
    pub(super) key: u64,
    pub(super) span: Span,
    pub(super) words: u32,
}

/// One window of a long block.
#[derive(Clone, Copy, Debug)]
pub(super) struct WindowMark {
    pub(super) key: u64,
    pub(super) place: WindowPlace,
}

/// Where a window stands, in 32 bits: the index of its block's mark, up to a million, and of its first word within the block,
/// up to four thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WindowPlace(pub(super) u32);

impl WindowPlace {
    const WORD_BITS: u32 = 12;
    const LAST_WORD: u32 = (1 << Self::WORD_BITS) - 1;

    /// Nothing for a block beyond a million; words beyond four thousand count as the last of these.
    fn of(block: u32, word: u32) -> Option<Self> {
        let fits = block < 1 << (u32::BITS - Self::WORD_BITS);
        fits.then(|| Self(block << Self::WORD_BITS | word.min(Self::LAST_WORD)))
    }

    pub(super) fn block(self) -> u32 {
        self.0 >> Self::WORD_BITS
    }

    pub(super) fn word(self) -> u32 {
        self.0 & Self::LAST_WORD
    }
}

impl Marks {
    /// The marks of a document with these keys. Linear in its words.
    #[must_use]
    pub fn read(document: &Document<'_>, keys: &Keys) -> Self {
        let mut marks = Self { text: xxh3_64(document.text().as_bytes()), ..Self::default() };
        for (index, block) in document.blocks().iter().enumerate() {
            let words = keys.words_of(&keys.blocks()[index]);
            if is_headline(block) {
                marks.add_headline(document, block, words);
            } else if is_body(block) && !keys.repeats(index) {
                marks.add_block(block, keys.blocks()[index].key, words);
            }
        }
        marks.names = names(document, keys);
        marks
    }

    fn add_block(&mut self, block: &Block, key: u64, words: &[WordKey]) {
        let index = narrow(self.blocks.len());
        let is_long = words.len() >= SHORTEST;
        for (window, word) in windows(words).zip(0..) {
            if self.sketch.len() < SKETCH || window < self.sketch[SKETCH - 1] {
                self.add_to_sketch(window);
            }
            if is_long && window & 1 == 0 {
                let place = WindowPlace::of(index, word);
                self.windows.extend(place.map(|place| WindowMark { key: window, place }));
            }
        }
        if is_long || block.content.len() >= SHORTEST_BLOCK {
            self.blocks.push(BlockMark { key, span: block.content, words: narrow(words.len()) });
        }
    }

    /// Keeps the sketch sorted, each window once. Few windows come this far.
    fn add_to_sketch(&mut self, window: u64) {
        if let Err(at) = self.sketch.binary_search(&window) {
            self.sketch.insert(at, window);
            self.sketch.truncate(SKETCH);
        }
    }

    fn add_headline(&mut self, document: &Document<'_>, block: &Block, words: &[WordKey]) {
        let words = without_label(document, words);
        let key = seeded_key(HEADLINE, words);
        if !words.is_empty() && self.headlines.iter().all(|headline| headline.key != key) {
            self.headlines.push(BlockMark { key, span: block.content, words: narrow(words.len()) });
        }
    }

    /// What a draft has in common with another one that is the same byte for byte; nothing where it has no body.
    pub(super) fn itself(&self) -> Option<Common> {
        let spans = || self.blocks.iter().map(|block| block.span);
        let body = spans().reduce(Span::cover)?;
        let whole = self.headlines.iter().map(|headline| headline.span).fold(body, Span::cover);
        let words = self.blocks.iter().map(|block| block.words as usize).sum();
        let shared =
            Shared { spans: [body; 2], words, blocks: self.blocks.len(), equal: true, differing: None };
        Some(Common { runs: vec![shared], words, share: 1.0, whole: Some([whole; 2]), ..Common::default() })
    }
}

/// Whether a block is body copy.
pub(super) fn is_body(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation)
        && block.heading.is_none()
}

/// Whether a block is a headline of its draft.
fn is_headline(block: &Block) -> bool {
    block.copy_kind() == BlockKind::Headline || block.heading == Some(HeadingForm::FirstLine)
}

/// The words of a headline without “LIVE:” and the like.
fn without_label<'w>(document: &Document<'_>, words: &'w [WordKey]) -> &'w [WordKey] {
    let [label, rest @ ..] = words else { return words };
    let prose = document.prose();
    let is_label = LABELS.iter().any(|known| known.eq_ignore_ascii_case(&prose[label.span.range()]));
    if is_label && prose[label.span.end()..].starts_with(':') { rest } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    fn marks(text: &str) -> Marks {
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        Marks::read(&document, &Keys::read(&document))
    }

    #[test]
    fn a_label_is_no_part_of_a_headline() {
        let of = |headline: &str| marks(&format!("# {headline}\n\nNothing else.\n")).headlines[0].key;
        assert_eq!(of("LIVE: Ferry returns to Lyne"), of("Ferry returns to Lyne"));
        assert_ne!(of("Live music returns to Lyne"), of("music returns to Lyne"));
    }

    #[test]
    fn short_blocks_and_repeated_ones_leave_no_mark() {
        let line = "The ferry will sail to Lyne on Monday, said the board.";
        let marks = marks(&format!(
            "# Ferry\n\nYes.\n\n{line}\n\n> Another line of at least forty characters here.\n\n{line}\n"
        ));
        assert_eq!(marks.blocks.iter().map(|block| block.words).collect::<Vec<_>>(), [11, 8]);
        assert!(marks.windows.is_empty(), "no block has twenty words");
        assert!(!marks.sketch.is_empty());
    }
}
