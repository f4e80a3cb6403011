//! From parts to blocks: runs of lines are cut into paragraphs as the layout says, whole lines in bold become headings,
//! images that stand alone captions, and each block learns where its copy begins and ends.

use std::ops::Range;

use super::layout::{Layout, Line};
use super::marks::{has_bullet, is_bold};
use super::parts::{Part, Parts};
use super::rows::{Rows, trimmed};
use super::{Block, BlockKind, Breaks, HeadingForm, Span, images, mask};

/// The blocks of a draft and its prose, without words and sentences. Linear.
pub(super) fn build(text: &str, mut parts: Parts, breaks: Breaks) -> (Vec<Block>, String) {
    let mut cutter =
        Cutter { text, breaks, blocks: Vec::with_capacity(parts.parts.len()), lines: Vec::new() };
    let runs = cutter.measure(&parts.parts);
    let layout = Layout::of(runs.iter().flatten().flat_map(|run| cutter.pairs(run.clone())));
    for (part, run) in parts.parts.iter().zip(runs) {
        match run {
            Some(run) => cutter.cut(part, run, layout),
            None => cutter.push(part, part.span),
        }
    }
    let mut blocks = cutter.blocks;
    images::settle(text, &mut blocks, &mut parts);
    let prose = mask::keep(text, &parts.copy);
    for block in &mut blocks {
        if !matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Field) {
            block.content = content(text, &prose, block.span);
        }
    }
    (blocks, prose)
}

/// From the first to the last character of copy in `span`; where there is none, a point.
pub(super) fn content(text: &str, prose: &str, span: Span) -> Span {
    let content = trimmed(prose, span);
    if content.is_empty() { Span::point(trimmed(text, span).start()) } else { content }
}

struct Cutter<'t> {
    text: &'t str,
    breaks: Breaks,
    blocks: Vec<Block>,
    lines: Vec<Line>,
}

impl Cutter<'_> {
    /// Measures the lines of the parts that have several; returns them by part, as ranges of `lines`.
    fn measure(&mut self, parts: &[Part]) -> Vec<Option<Range<usize>>> {
        parts
            .iter()
            .map(|part| {
                let mut rows = Rows::of(self.text, part.span);
                let first = rows.next().filter(|_| part.running)?;
                let second = rows.next()?;
                let from = self.lines.len();
                for row in [first, second].into_iter().chain(rows) {
                    self.lines.push(Line::new(self.text, row));
                }
                Some(from..self.lines.len())
            })
            .collect()
    }

    fn pairs(&self, run: Range<usize>) -> impl Iterator<Item = (&Line, &Line)> {
        self.lines[run]
            .windows(2)
            .map(|pair| (&pair[0], &pair[1]))
            .filter(|(line, next)| !line.bold && !next.bold)
    }

    /// Cuts a run of lines where paragraphs end.
    fn cut(&mut self, part: &Part, run: Range<usize>, layout: Layout) {
        let mut from = run.start;
        for at in run.clone() {
            let last = at + 1 == run.end;
            if last || self.ends_paragraph(at, layout) {
                let (first, end) = (self.lines[from].span, self.lines[at].span.end());
                let mut piece = part.clone();
                if from > run.start {
                    piece.kind = self.kind_of_later(part.kind, first);
                }
                self.push(&piece, Span::new(first.start(), end));
                from = at + 1;
            }
        }
    }

    /// Whether a paragraph ends between line `at` and the one behind it.
    fn ends_paragraph(&self, at: usize, layout: Layout) -> bool {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        line.bold
            || next.bold
            || match self.breaks {
                Breaks::Line => true,
                Breaks::Blank => false,
                Breaks::Auto => !layout.joins(line, next, at == 0 && self.blocks.is_empty()),
            }
    }

    /// The kind of a paragraph that does not begin its run: CommonMark lets quotations and list items go on without
    /// their marker, but a paragraph of its own without the marker is none of theirs.
    fn kind_of_later(&self, kind: BlockKind, first: Span) -> BlockKind {
        let line = &self.text[first.range()];
        let inside = match kind {
            BlockKind::Quotation => line.trim_start().starts_with('>'),
            BlockKind::ListItem => line.starts_with([' ', '\t']),
            _ => true,
        };
        if inside { kind } else { BlockKind::Paragraph }
    }

    fn push(&mut self, part: &Part, span: Span) {
        let mut block = Block {
            kind: part.kind,
            heading: part.heading,
            field: part.field,
            html: part.html,
            span,
            content: part.content.unwrap_or(span),
            words: 0..0,
            sentences: 0..0,
        };
        if part.running && block.kind == BlockKind::Paragraph {
            let line = &self.text[span.range()];
            if is_bold(line) {
                block.kind = BlockKind::Crosshead;
                block.heading = Some(HeadingForm::Bold);
            } else if has_bullet(line) {
                block.kind = BlockKind::ListItem;
            }
        }
        self.blocks.push(block);
    }
}
