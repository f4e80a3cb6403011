//! What is held against each other, and how much of it there must be.

use super::near::Differing;
use super::{Least, across};
use crate::kinds::Params;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Paragraph,
    Line,
    NearParagraph(Differing),
    Passage,
    Sentence,
    Quotation,
    Headline,
    Draft,
    Story,
    Boilerplate,
}

impl Unit {
    /// That of a rule: paragraphs, unless it names another one.
    pub(super) fn of(params: &Params) -> Self {
        match params.text("unit") {
            Some("line") => Self::Line,
            Some("near-paragraph") if params.text("differing") == Some("numbers") => {
                Self::NearParagraph(Differing::Numbers)
            }
            Some("near-paragraph") => Self::NearParagraph(Differing::Words),
            Some("passage") => Self::Passage,
            Some("sentence") => Self::Sentence,
            Some("quotation") => Self::Quotation,
            Some("headline") => Self::Headline,
            Some("draft") => Self::Draft,
            Some("story") => Self::Story,
            Some("boilerplate") => Self::Boilerplate,
            _ => Self::Paragraph,
        }
    }

    /// The least that counts, unless the rule says otherwise.
    pub(super) fn least(self, in_run: bool) -> Least {
        let (characters, words) = match self {
            Self::Paragraph if in_run => (1, 12),
            Self::Paragraph | Self::Line => (40, 1),
            Self::NearParagraph(_) | Self::Passage => (1, 20),
            Self::Sentence => (1, 7),
            Self::Quotation => (1, 5),
            Self::Headline => (1, 3),
            Self::Draft => (1, 40),
            Self::Story => (1, 1),
            Self::Boilerplate => (1, 12),
        };
        Least { characters, words }
    }

    /// What is held against each other in a run; nothing where that is done within drafts only.
    pub(super) fn across(self) -> Option<across::Unit> {
        match self {
            Self::Draft => Some(across::Unit::Draft),
            Self::Paragraph => Some(across::Unit::Paragraph),
            Self::NearParagraph(Differing::Numbers) => Some(across::Unit::Form),
            Self::Passage => Some(across::Unit::Passage),
            Self::Headline => Some(across::Unit::Headline),
            Self::Story => Some(across::Unit::Story),
            Self::Boilerplate => Some(across::Unit::Boilerplate),
            Self::NearParagraph(Differing::Words) | Self::Line | Self::Sentence | Self::Quotation => None,
        }
    }
}
