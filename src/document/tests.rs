//! Drafts read as a whole: what blocks, masks and roles come out. Each file of this room tests itself; here they work
//! together.

mod front;
mod html;
mod layouts;
mod markup;
mod odd;
mod seeds;

use super::{Block, BlockKind, Breaks, Document, HeadingForm, Markup, Source};

/// The blocks of a draft as kind and content, white space inside content made one space.
fn blocks(text: &str, markup: Markup, breaks: Breaks) -> Vec<(BlockKind, String)> {
    read(text, markup, breaks, |document| {
        let shown = |block: &Block| {
            let content = document.prose()[block.content.range()].split_whitespace().collect::<Vec<_>>();
            (block.kind, content.join(" "))
        };
        document.blocks().iter().map(shown).collect()
    })
}

/// Reads a draft, and hands over what `look` sees in it.
fn read<T>(text: &str, markup: Markup, breaks: Breaks, look: impl FnOnce(&Document<'_>) -> T) -> T {
    let source = Source::new("draft.md", text);
    look(&Document::read(&source, markup, breaks))
}

/// The blocks of a Markdown draft, breaks told from the draft itself.
fn markdown(text: &str) -> Vec<(BlockKind, String)> {
    blocks(text, Markup::Markdown, Breaks::Auto)
}

/// The blocks of a plain-text draft, breaks told from the draft itself.
fn plain(text: &str) -> Vec<(BlockKind, String)> {
    blocks(text, Markup::Plain, Breaks::Auto)
}

/// The same, written down.
fn list(blocks: &[(BlockKind, &str)]) -> Vec<(BlockKind, String)> {
    blocks.iter().map(|(kind, content)| (*kind, (*content).to_owned())).collect()
}

/// The forms of the headings of a Markdown draft.
fn forms(text: &str) -> Vec<Option<HeadingForm>> {
    read(text, Markup::Markdown, Breaks::Auto, |document| {
        document.blocks().iter().map(|block| block.heading).collect()
    })
}
