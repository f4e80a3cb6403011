//! Images in Markdown: one that stands alone is a caption, whose copy is its alternative text, or else its title. The
//! texts of all others are no copy, since they would stand in the middle of a sentence.

use super::parts::{Image, Parts};
use super::{Block, BlockKind, Span};

/// Notes an image that covers `span`; its alternative text is the copy that is added until it is closed.
pub(super) fn open(span: Span, parts: &mut Parts) {
    let copy = parts.copy.len();
    parts.images.push(Image { span, alternative: copy..copy, title: None });
}

/// Ends the image that was opened last, and adds its title as copy.
pub(super) fn close(text: &str, span: Span, parts: &mut Parts) {
    let Some(image) = parts.images.last_mut() else { return };
    image.alternative.end = parts.copy.len();
    let behind = parts.copy.last().map_or(span.start(), |copy| copy.end().max(span.start()));
    if let Some(title) = title(text, Span::new(behind, span.end())) {
        image.title = Some(parts.copy.len());
        parts.copy.push(title);
    }
}

/// Makes paragraphs that are one image captions, with the image's alternative text, or else its title, as their copy.
/// The texts of all other images are no copy.
pub(super) fn settle(text: &str, blocks: &mut [Block], parts: &mut Parts) {
    let mut at = 0;
    for image in &parts.images {
        while blocks.get(at).is_some_and(|block| block.span.end() <= image.span.start()) {
            at += 1;
        }
        let alone = blocks
            .get_mut(at)
            .filter(|block| block.kind == BlockKind::Paragraph && stands_alone(text, block.span, image));
        let standing = alone.is_some();
        if let Some(block) = alone {
            block.kind = BlockKind::Caption;
        }
        let described =
            parts.copy[image.alternative.clone()].iter().any(|copy| !text[copy.range()].trim().is_empty());
        for index in image
            .alternative
            .clone()
            .filter(|_| !standing)
            .chain(image.title.filter(|_| !standing || described))
        {
            parts.copy[index] = Span::point(parts.copy[index].start());
        }
    }
}

/// Whether nothing but the image stands in the block at `span`, a link around it aside.
fn stands_alone(text: &str, span: Span, image: &Image) -> bool {
    if !span.contains(image.span) {
        return false;
    }
    let before = text[span.start()..image.span.start()].trim();
    let behind = text[image.span.end()..span.end()].trim();
    let target = behind.strip_prefix("](").and_then(|rest| rest.strip_suffix(')'));
    (before.is_empty() && behind.is_empty())
        || (before == "[" && target.is_some_and(|target| !target.contains([' ', ')', '['])))
}

/// The title in the last part of an image, `](target "title")`.
fn title(text: &str, span: Span) -> Option<Span> {
    let rest = text[span.range()].strip_suffix(')')?.trim_end();
    let mark = rest.chars().next_back().filter(|mark| matches!(mark, '"' | '\''))?;
    let inner = &rest[..rest.len() - 1];
    let open = inner.rfind(mark)?;
    let start = span.start() + open + 1;
    (inner[..open].ends_with([' ', '\t', '\n', '\r'])).then(|| Span::new(start, span.start() + inner.len()))
}
