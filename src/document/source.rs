//! A text with a path that can be pointed at: a draft, a rule file, `lint.toml`.

use std::sync::{Arc, OnceLock};

use super::lines::{Lines, Position, Unit};
use super::span::Span;

/// A text with a path. Cheap to share; its line index is made when a position is first asked for.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lines: OnceLock<Lines>,
}

impl Source {
    /// A source of `text`, shown under `path` (with forward slashes).
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into(), lines: OnceLock::new() })
    }

    /// The path as it is shown, with forward slashes.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, byte for byte as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line index, made on first use.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// Line and column of byte `offset`.
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.text, offset)
    }

    /// The column of byte `offset`, from 0, in units of a format that does not count characters.
    pub fn column(&self, offset: usize, unit: Unit) -> usize {
        self.lines().column(&self.text, offset, unit)
    }

    /// The text under `span`.
    ///
    /// # Panics
    ///
    /// When the span is not one of this source.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Whether `span` lies within the text, with both ends on character boundaries.
    #[must_use]
    pub fn holds(&self, span: Span) -> bool {
        self.text.is_char_boundary(span.start()) && self.text.is_char_boundary(span.end())
    }
}
