//! Headings and their levels: skipped levels, and bold lines that do the work of headings.

use super::layout::ends_sentence;
use crate::document::{Block, BlockKind, Document, HeadingForm, Span};
use crate::kinds::Hit;

/// What [`skipped`] gives to messages.
pub(super) const SKIPPED_VALUES: &[&str] = &["level", "order"];

/// A first heading that begins too deep has at least this level.
const TOO_DEEP: u8 = 3;

/// A first heading at level 3 or deeper, and every heading that is more than one level deeper than the one before it. A
/// front-matter headline is a heading of level 1.
pub(super) fn skipped(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let headline = document.blocks().iter().find(|block| block.heading == Some(HeadingForm::Field));
    let mut before: Option<(u8, Span)> = headline.map(|block| (1, block.span));
    for block in document.blocks() {
        let Some(HeadingForm::Heading(level)) = block.heading else { continue };
        let (skips, order) = match before {
            None => (level >= TOO_DEEP, "comes first".to_owned()),
            Some((above, _)) => (level > above + 1, format!("follows one of level {above}")),
        };
        if skips {
            hits.push(Hit {
                span: block.span,
                note: format!("level {level}"),
                values: vec![("level".to_owned(), level.to_string()), ("order".to_owned(), order)],
                related: before.map(|(above, span)| (span, format!("level {above}"))).into_iter().collect(),
                ..Hit::default()
            });
        }
        before = Some((level, block.span));
    }
}

/// Whole lines in bold, once a draft: the first is hit, the others are related. Questions of an interview, and sentences
/// in bold for emphasis, head nothing.
pub(super) fn bold(document: &Document<'_>, hits: &mut Vec<Hit>) {
    let is_sentence = |block: &Block| {
        block.kind != BlockKind::Headline && ends_sentence(&document.prose()[block.content.range()])
    };
    let mut lines = document
        .blocks()
        .iter()
        .filter(|block| block.heading == Some(HeadingForm::Bold) && !is_sentence(block));
    if let Some(first) = lines.next() {
        hits.push(Hit {
            span: first.span,
            note: "a line in bold, not a heading".to_owned(),
            related: lines.map(|block| (block.span, "in bold too".to_owned())).collect(),
            ..Hit::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{SEED_A, SEED_B, hits, places};
    use super::*;
    use crate::document::Markup::{Markdown, Plain};

    #[test]
    fn skipped_levels_are_hit_where_they_are_skipped() {
        assert_eq!(places(skipped, SEED_A, Plain), [(238, 304, vec![])]);
        assert_eq!(places(skipped, SEED_B, Plain), []);
        let text = "# A\n\n### B\n\n#### C\n\n## D\n\n#### E\n";
        assert_eq!(places(skipped, text, Markdown), [(5, 10, vec![(0, 3)]), (26, 32, vec![(20, 24)])]);
        assert_eq!(places(skipped, "## A\n\n### B\n\n# C\n\n## D\n", Markdown), []);
        let titled = "---\ntitle: A\n---\n\nText.\n\n### B\n";
        assert_eq!(places(skipped, titled, Markdown), [(25, 30, vec![(4, 12)])]);
        assert_eq!(places(skipped, &titled.replace("###", "##"), Markdown), []);
        let hit = &hits(skipped, "# A\n\n### B\n", Markdown)[0];
        assert_eq!(hit.values[1].1, "follows one of level 1");
    }

    #[test]
    fn bold_lines_are_one_hit() {
        assert_eq!(places(bold, SEED_A, Plain), [(373, 456, vec![])]);
        assert_eq!(places(bold, SEED_B, Plain), [(625, 701, vec![(703, 779)])]);
        assert_eq!(places(bold, "# A\n\nThe **ferry** sails.\n", Markdown), []);
        assert_eq!(places(bold, "# A\n\n**Who sails?**\n\nAll.\n\n**It sails.**\n", Markdown), []);
        assert_eq!(places(bold, "**Who sails?**\n\nAll.\n", Markdown), [(0, 14, vec![])], "a headline");
    }
}
