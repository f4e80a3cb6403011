//! A draft, understood: the only place that knows bytes, lines and markup. Everything is a span of the original
//! bytes; nothing is ever moved. What is no copy is blanked at equal length, so that every offset stays true.

mod addresses;
mod blocks;
mod end_mark;
mod fold;
mod front_matter;
mod furniture;
mod html;
mod images;
mod layout;
mod lines;
mod markdown;
mod marks;
mod mask;
mod parts;
mod plain;
mod read;
mod roles;
mod rows;
mod segment;
mod source;
mod span;
mod stet;
mod unclosed;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::ops::Range;

pub use end_mark::is_end_mark;
pub use fold::{Folded, fold};
pub use furniture::is_furniture;
pub use lines::{Lines, Position, Unit};
pub use source::Source;
pub use span::Span;
pub use stet::{MalformedStet, StetComment, StetForm, StetItem};
pub use unclosed::{Unclosed, UnclosedForm};

/// Whether `text` holds a web or e-mail address: in a draft it would be no copy, and blank in the prose.
#[must_use]
pub fn holds_address(text: &str) -> bool {
    // The signs without which there is none, looked for first: most phrases have none of them.
    text.contains(['@', ':', '.']) && !addresses::find(text, text).is_empty()
}

/// How a draft is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// CommonMark with tables.
    Markdown,
    /// Plain text: `#` headings and whole-line bold are read, the rest is copy.
    Plain,
}

impl Markup {
    /// `.md` and `.markdown` are Markdown, every other name is plain text.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let lower = path.to_ascii_lowercase();
        if lower.ends_with(".md") || lower.ends_with(".markdown") { Self::Markdown } else { Self::Plain }
    }
}

/// What ends a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// Told from the draft itself.
    Auto,
    /// Every line is a paragraph.
    Line,
    /// A blank line; hard-wrapped lines are joined.
    Blank,
}

/// What a block is to an editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum BlockKind {
    /// The one headline of the draft.
    Headline,
    /// Text between headline and body that sums the story up: text above the headline, or a line in bold below it.
    Deck,
    /// Every later heading-like block.
    Crosshead,
    /// A paragraph of running text.
    Paragraph,
    /// A list item, or a paragraph inside one.
    ListItem,
    /// A paragraph of a block quotation.
    Quotation,
    /// A caption: the alternative text or title of an image that stands alone.
    Caption,
    /// A table row.
    Table,
    /// A front-matter field; some are copy all the same, as [`Block::copy_kind`] tells.
    Field,
    /// A code block.
    Code,
    /// What stands in HTML beside copy: scripts, styles, tags that hold none.
    Html,
}

/// What makes a block look like a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingForm {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A whole line in bold.
    Bold,
    /// The draft's first block, bylines and datelines aside, of at most 30 words and without an end mark other than a
    /// question mark, that of an abbreviation, or one within a quotation behind a colon.
    FirstLine,
    /// A front-matter headline.
    Field,
}

/// The front-matter fields that copydesk knows; aliases are told in `front_matter.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldName {
    /// `headline`, `title`.
    Headline,
    /// `standfirst`, `deck`, `dek`, `subtitle`.
    Standfirst,
    /// `description`, `summary`: copy, but printed elsewhere.
    Summary,
    /// `byline`, `author`, `authors`.
    Byline,
    /// `dateline`, `location`.
    Dateline,
    /// `date`, `published`, `pubDate`.
    Date,
    /// `updated`, `modified`, `lastmod`.
    Updated,
    /// `kicker`.
    Kicker,
    /// `slug`.
    Slug,
    /// `embargo`.
    Embargo,
    /// `caption`; that of an image as well, in a table within the front matter.
    Caption,
    /// `status`.
    Status,
    /// Every other one.
    Other,
}

/// A heading, a paragraph, a list item, a front-matter field ...: blocks are in order and never overlap.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is to an editor.
    pub kind: BlockKind,
    /// What makes it look like a heading, if anything does.
    pub heading: Option<HeadingForm>,
    /// Which field it is, for front matter.
    pub field: Option<FieldName>,
    /// Whether it is written in HTML, where character references are right and blank lines part nothing.
    pub html: bool,
    /// Whole lines, markup included, without the last line end; for a field, its whole entry; in HTML, an element where
    /// other things stand in its lines.
    pub span: Span,
    /// From the first to the last character of its copy, marks and white space left out; of code, HTML and fields, of
    /// what stands there. A point where there is none.
    pub content: Span,
    words: Range<u32>,
    sentences: Range<u32>,
}

impl Block {
    /// What a block of copy is to an editor, its place aside: a front-matter headline is a headline, a standfirst a
    /// deck, a caption a caption. Every other field is a field, and has no words.
    #[must_use]
    pub fn copy_kind(&self) -> BlockKind {
        match self.field {
            Some(FieldName::Headline) => BlockKind::Headline,
            Some(FieldName::Standfirst | FieldName::Summary) => BlockKind::Deck,
            Some(FieldName::Caption) => BlockKind::Caption,
            _ => self.kind,
        }
    }
}

/// A word: letters or digits, with apostrophes, hyphens, points and commas inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes.
    pub span: Span,
    /// Whether markup inside a word touches it (`Ist**anbul**`), so that it may be a mere part of a word.
    pub glued: bool,
}

/// A sentence: from its first to its last character, closing quotation mark included.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its bytes.
    pub span: Span,
    /// The index of its block.
    pub block: usize,
    words: Range<u32>,
}

/// A draft, understood.
#[derive(Debug)]
pub struct Document<'s> {
    source: &'s Source,
    markup: Markup,
    prose: String,
    /// The text without code and comments, where it holds any.
    marked_up: Option<String>,
    blocks: Vec<Block>,
    words: Vec<Word>,
    sentences: Vec<Sentence>,
    headline: Option<usize>,
    stets: Vec<StetComment>,
    malformed_stets: Vec<MalformedStet>,
    unclosed: Vec<Unclosed>,
    broken_front_matter: Option<Span>,
    folded: OnceCell<Folded>,
}

impl<'s> Document<'s> {
    /// Reads a draft. Linear in its length; never panics, whatever the text.
    #[must_use]
    pub fn read(source: &'s Source, markup: Markup, breaks: Breaks) -> Self {
        read::read(source, markup, breaks)
    }

    /// The source it was read from.
    #[must_use]
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// The original text.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.source.text()
    }

    /// How the draft is marked up.
    #[must_use]
    pub fn markup(&self) -> Markup {
        self.markup
    }

    /// The text with everything that is not copy blanked (spaces; line ends stay), byte for byte as long as the text.
    /// Of front matter the values stay, those of fields without words too.
    #[must_use]
    pub fn prose(&self) -> &str {
        &self.prose
    }

    /// The text with only code and comments blanked: tags, link targets and entities are there, at equal length.
    #[must_use]
    pub fn marked_up(&self) -> &str {
        self.marked_up.as_deref().unwrap_or_else(|| self.text())
    }

    /// All blocks, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All words, in order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// All sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The words of one block of this document.
    #[must_use]
    pub fn words_of(&self, block: &Block) -> &[Word] {
        &self.words[block.words.start as usize..block.words.end as usize]
    }

    /// The sentences of one block of this document.
    #[must_use]
    pub fn sentences_of(&self, block: &Block) -> &[Sentence] {
        &self.sentences[block.sentences.start as usize..block.sentences.end as usize]
    }

    /// The words of one sentence of this document.
    #[must_use]
    pub fn words_in(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.words.start as usize..sentence.words.end as usize]
    }

    /// The headline: the first heading or whole line in bold, else a first line that looks like one, else the headline
    /// of the front matter. Below text, only a draft without any other headline has its headline.
    #[must_use]
    pub fn headline(&self) -> Option<&Block> {
        self.headline.map(|index| &self.blocks[index])
    }

    /// The index of the block whose span holds byte `offset`; logarithmic.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start() <= offset);
        let index = after.checked_sub(1)?;
        (offset <= self.blocks[index].span.end()).then_some(index)
    }

    /// What the draft lets stand: its stet comments, in order, and before them the `stet` field of its front matter,
    /// each id of which is one for the whole draft. Comments inside code are none.
    #[must_use]
    pub fn stets(&self) -> &[StetComment] {
        &self.stets
    }

    /// The comments that were meant as stets and are none, in order.
    #[must_use]
    pub fn malformed_stets(&self) -> &[MalformedStet] {
        &self.malformed_stets
    }

    /// What is opened and never closed, so that copy is not read or markup is; in order.
    #[must_use]
    pub fn unclosed(&self) -> &[Unclosed] {
        &self.unclosed
    }

    /// The row at which the front matter can no longer be read as TOML or YAML. Its fields were read row by row.
    #[must_use]
    pub fn broken_front_matter(&self) -> Option<Span> {
        self.broken_front_matter
    }

    /// The prose, folded for matching; made on first use.
    pub fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::of(&self.prose))
    }
}
