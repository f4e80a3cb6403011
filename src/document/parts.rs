//! What the readers of markup hand over: the parts of a draft, what of its bytes is copy, and what is hidden from
//! every rule. How runs of lines are cut into paragraphs is said by [`layout`](super::layout).

use super::{BlockKind, FieldName, HeadingForm, Span, Unclosed};

/// A part of a draft as its markup tells it: a block, or a run of lines that may hold several paragraphs.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it is so far; headings, decks and captions are told apart later.
    pub(super) kind: BlockKind,
    /// What makes it look like a heading.
    pub(super) heading: Option<HeadingForm>,
    /// Which field it is.
    pub(super) field: Option<FieldName>,
    /// Whole rows, or a field's entry; of HTML an element, where other things stand in its rows.
    pub(super) span: Span,
    /// Its content where the prose does not tell it: code, HTML, fields.
    pub(super) content: Option<Span>,
    /// Whether it is running text, which the layout may cut into several paragraphs.
    pub(super) running: bool,
    /// Whether it is written in HTML.
    pub(super) html: bool,
}

impl Part {
    /// A part of no further distinction.
    pub(super) fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, heading: None, field: None, span, content: None, running: false, html: false }
    }

    /// Lines of running text.
    pub(super) fn running(kind: BlockKind, span: Span) -> Self {
        Self { running: true, ..Self::new(kind, span) }
    }

    /// A heading.
    pub(super) fn heading(form: HeadingForm, span: Span) -> Self {
        Self { heading: Some(form), ..Self::new(BlockKind::Crosshead, span) }
    }
}

/// An image: its alternative text is copy only where it stands alone.
#[derive(Clone, Debug)]
pub(super) struct Image {
    /// The whole image, from `!` to its last bracket.
    pub(super) span: Span,
    /// Its alternative text, as indices of [`Parts::copy`].
    pub(super) alternative: std::ops::Range<usize>,
    /// Its title, as an index of [`Parts::copy`].
    pub(super) title: Option<usize>,
}

/// A draft in parts. All lists are in order of place.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Where the body begins: behind a byte-order mark and the front matter.
    pub(super) body: usize,
    /// The parts; none overlaps another.
    pub(super) parts: Vec<Part>,
    /// What is copy; none overlaps another.
    pub(super) copy: Vec<Span>,
    /// Code and comments.
    pub(super) hidden: Vec<Span>,
    /// The comments among them, from `<!--` to `-->`; and those that are opened in a line and never closed, up to its end.
    pub(super) comments: Vec<Span>,
    /// The images.
    pub(super) images: Vec<Image>,
    /// What is opened and never closed.
    pub(super) unclosed: Vec<Unclosed>,
    /// The row at which the front matter is neither TOML nor YAML.
    pub(super) broken_front_matter: Option<Span>,
    /// The rule ids of the front matter's `stet` field.
    pub(super) stets: Vec<Span>,
}

impl Parts {
    /// Adds a part behind all others. Should it begin on a row of the last one, that row stays the last one's.
    pub(super) fn push(&mut self, mut part: Part) {
        let free = self.parts.last().map_or(self.body, |last| last.span.end().max(self.body));
        let start = part.span.start().max(free);
        if start <= part.span.end() {
            part.span = Span::new(start, part.span.end());
            part.content = part.content.map(|all| Span::new(all.start().max(start), all.end().max(start)));
            self.parts.push(part);
        }
    }

    /// Marks a comment.
    pub(super) fn comment(&mut self, span: Span) {
        self.hidden.push(span);
        self.comments.push(span);
    }
}
