//! What is kept of a draft so that it can be held against others once its text is dropped: keys with their places.

use super::story::names;
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

/// What is kept of one draft: about 1.4 bytes a byte of its text.
#[derive(Debug, Default)]
pub struct Marks {
    /// The blocks of its body, in order, each said once.
    pub(super) blocks: Vec<BlockMark>,
    /// Of the windows of long blocks every other one, drawn by its key: key, and index of the block's mark.
    pub(super) windows: Vec<(u64, u32)>,
    /// The windows with the least keys, which copies of a draft share whatever their order (bottom-k MinHash, Broder 1997).
    pub(super) sketch: Vec<u64>,
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

impl Marks {
    /// The marks of a document with these keys. Linear in its words.
    #[must_use]
    pub fn read(document: &Document<'_>, keys: &Keys) -> Self {
        let mut marks = Self::default();
        for (index, block) in document.blocks().iter().enumerate() {
            let words = keys.words_of(&keys.blocks()[index]);
            if is_headline(block) {
                marks.add_headline(document, block, words);
            } else if is_body(block) && !keys.repeats(index) {
                marks.add_block(block, keys.blocks()[index].key, words);
            }
        }
        marks.sketch.sort_unstable();
        marks.sketch.dedup();
        marks.sketch.truncate(SKETCH);
        marks.sketch.shrink_to_fit();
        marks.names = names(document, keys);
        marks
    }

    fn add_block(&mut self, block: &Block, key: u64, words: &[WordKey]) {
        let index = narrow(self.blocks.len());
        for window in windows(words) {
            self.sketch.push(window);
            if words.len() >= SHORTEST && window & 1 == 0 {
                self.windows.push((window, index));
            }
        }
        // The least ones so far, and twice as many before they are sorted out again.
        if self.sketch.len() > 64 * SKETCH {
            self.sketch.sort_unstable();
            self.sketch.dedup();
            self.sketch.truncate(SKETCH);
        }
        if words.len() >= SHORTEST || block.content.len() >= SHORTEST_BLOCK {
            self.blocks.push(BlockMark { key, span: block.content, words: narrow(words.len()) });
        }
    }

    fn add_headline(&mut self, document: &Document<'_>, block: &Block, words: &[WordKey]) {
        let words = without_label(document, words);
        let key = seeded_key(HEADLINE, words);
        if !words.is_empty() && self.headlines.iter().all(|headline| headline.key != key) {
            self.headlines.push(BlockMark { key, span: block.content, words: narrow(words.len()) });
        }
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
