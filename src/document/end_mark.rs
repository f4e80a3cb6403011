//! The marks that a sentence ends with, for all who ask whether a line, a block or a quotation is one. Where sentences
//! part is left to `segment`, and what may stand behind an end mark to whoever asks.

/// What a run of end marks says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EndMark {
    /// One point.
    Point,
    /// Several points, or `…`.
    Ellipsis,
    /// With `?` or `!` among them.
    Strong,
    /// The full-width marks of Chinese and Japanese, which no white space follows.
    FullWidth,
}

impl EndMark {
    /// What a character says; nothing when it is no end mark.
    pub(super) fn of(character: char) -> Option<Self> {
        match character {
            '.' | '۔' | '।' => Some(Self::Point),
            '…' => Some(Self::Ellipsis),
            '!' | '?' | '؟' | '‼' | '⁇' | '⁈' | '⁉' => Some(Self::Strong),
            '。' | '｡' | '．' | '！' | '？' => Some(Self::FullWidth),
            _ => None,
        }
    }

    /// What a run says that says `self` up to a mark that says `other`.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::FullWidth, _) | (_, Self::FullWidth) => Self::FullWidth,
            (Self::Strong, _) | (_, Self::Strong) => Self::Strong,
            _ => Self::Ellipsis,
        }
    }
}

/// Whether a sentence may end with `character`.
#[must_use]
pub fn is_end_mark(character: char) -> bool {
    EndMark::of(character).is_some()
}
