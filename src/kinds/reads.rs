//! What a kind can read, declared by each and told in the docs. A scope that asks for anything else is refused where
//! rule files are read; which blocks a rule reads of those that it could is said by its [`Scope`].

use super::{BLOCK_NAMES, Layer, Scope};
use crate::document::BlockKind;

/// What a kind can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// Blocks of copy, in prose.
    pub prose: bool,
    /// Blocks of copy and of HTML, with their markup.
    pub markup: bool,
    /// The source as a whole.
    pub file: bool,
    /// The parameter that, when it is set, makes the kind look into blocks of HTML though it reads prose.
    pub html_by: Option<&'static str>,
}

impl Reads {
    /// Copy, and nothing else.
    pub const PROSE: Self = Self { prose: true, markup: false, file: false, html_by: None };
    /// The source as a whole, and nothing else.
    pub const FILE: Self = Self { prose: false, markup: false, file: true, html_by: None };
    /// All that can be read.
    pub const ALL: Self = Self { prose: true, markup: true, file: true, html_by: None };

    /// Whether blocks are read in this layer.
    #[must_use]
    pub fn layer(&self, layer: Layer) -> bool {
        match layer {
            Layer::Prose => self.prose,
            Layer::Markup => self.markup,
        }
    }
}

/// Whether a word of [`BLOCK_NAMES`] stands for blocks that hold anything in this layer: code holds nothing in either,
/// HTML nothing in prose.
#[must_use]
pub fn holds_text(name: &str, layer: Layer) -> bool {
    let known = BLOCK_NAMES.iter().find(|(known, _)| *known == name);
    known.is_some_and(|(_, kinds)| {
        kinds.iter().any(|kind| match kind {
            BlockKind::Code => false,
            BlockKind::Html => layer == Layer::Markup,
            _ => true,
        })
    })
}

impl Scope {
    /// Whether the scope names blocks of one of these kinds.
    pub(super) fn names_any(&self, kinds: &[BlockKind]) -> bool {
        kinds.iter().any(|kind| self.blocks & 1 << *kind as u16 != 0)
    }
}
