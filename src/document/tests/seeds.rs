//! The two seed drafts: every block at its bytes.

use super::{Markup, read};
use crate::document::{BlockKind, Breaks, HeadingForm};

const A: &str = include_str!("../../../seeds/000_c3aa200640241f3d.txt");
const B: &str = include_str!("../../../seeds/001_6b1b6bd39ae37a6e.txt");

type Shape = Vec<(usize, usize, BlockKind, Option<HeadingForm>)>;

fn shape(text: &str, markup: Markup) -> (Shape, Option<usize>) {
    read(text, markup, Breaks::Auto, |document| {
        let shape = |block: &crate::document::Block| {
            (block.span.start(), block.span.end(), block.kind, block.heading)
        };
        (document.blocks().iter().map(shape).collect(), document.headline().map(|block| block.span.start()))
    })
}

#[test]
fn seed_a_has_its_blocks_at_their_bytes() {
    use BlockKind::{Crosshead, Deck, Headline, Paragraph};
    let heading = Some(HeadingForm::Heading(3));
    for markup in [Markup::Plain, Markup::Markdown] {
        let (shape, headline) = shape(A, markup);
        assert_eq!(
            shape,
            [
                (0, 237, Deck, None),
                (238, 304, Headline, heading),
                (306, 372, Crosshead, heading),
                (373, 456, Deck, Some(HeadingForm::Bold)),
                (457, 970, Paragraph, None),
                (971, 1519, Paragraph, None),
                (1520, 1900, Paragraph, None),
                (1901, 2247, Paragraph, None),
                (2248, 2680, Paragraph, None),
                (2681, 3229, Paragraph, None),
                (3230, 3610, Paragraph, None),
                (3611, 3957, Paragraph, None),
                (3958, 4390, Paragraph, None),
            ]
        );
        assert_eq!(headline, Some(238));
    }
}

#[test]
fn seed_b_has_its_blocks_at_their_bytes() {
    use BlockKind::{Crosshead, Deck, Headline, Paragraph};
    let bold = Some(HeadingForm::Bold);
    for markup in [Markup::Plain, Markup::Markdown] {
        let (shape, headline) = shape(B, markup);
        assert_eq!(
            shape,
            [
                (0, 624, Deck, None),
                (625, 701, Headline, bold),
                (703, 779, Crosshead, bold),
                (780, 944, Paragraph, None),
                (945, 1628, Paragraph, None),
                (1629, 1963, Paragraph, None),
                (1964, 2298, Paragraph, None),
            ]
        );
        assert_eq!(headline, Some(625));
    }
}

#[test]
fn only_the_marks_of_the_headlines_are_blanked() {
    read(A, Markup::Plain, Breaks::Auto, |document| {
        let lost: String = document
            .prose()
            .chars()
            .zip(A.chars())
            .filter(|(kept, sign)| kept != sign)
            .map(|(_, sign)| sign)
            .collect();
        assert_eq!(lost, "######****");
        let headline = document.headline().expect("it has one");
        assert_eq!(
            &A[headline.content.range()],
            "Japan's Prime Minister Ignites New Diplomatic Front with Trump"
        );
        assert_eq!(document.marked_up(), A);
    });
}
