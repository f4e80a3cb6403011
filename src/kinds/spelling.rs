//! The kind `spelling`: words of the copy with which something is the matter. What that is, `lexicon` knows; which words
//! are looked at is told in `unusual`, and what a draft says in their favour in `suspect`.

mod other_language;
mod rejected;
mod suspect;
#[cfg(test)]
mod tests;
mod unusual;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Reads};
use crate::document::Span;
use crate::finding::{Edit, Fix, Safety};
use crate::lexicon::{Explanation, in_house};
pub(super) use suspect::Spellings;
pub(super) use unusual::Regional;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "spelling",
    about: "Words in small letters with which something is the matter: a slip of the hand, a space or a capital that is \
            missing. A word is in one class only, the clearest. Words of the project's vocabulary, words used three \
            times or more in a draft, foreign phrases, addresses and words made of known ones are left alone, and so \
            are words with capitals. A draft full of unknown words that has hardly any “the”, “of” and “that” is in \
            another language, and nothing is said of it. The setting “language” says whose spelling is proposed.",
    reads: Reads::PROSE,
    parameters: &[Parameter {
        name: "class",
        accepts: ParameterType::Choice(&[
            "sure-slip",
            "other-slip",
            "missing-space",
            "name",
            "rare",
            "unknown",
            "rejected",
        ]),
        default: "\"sure-slip\"",
        about: "Which words are reported. sure-slip: one letter doubled or left single, or two letters exchanged, part the \
                word from a common one. other-slip: any other slip explains it. missing-space: two words run together, \
                one of them a function word. name: only a form with capitals is listed. rare: the word is listed, but \
                rare, stands once in the draft, and is a small slip away from a very common one. unknown: every other \
                word that is in no dictionary. rejected: the vocabulary of lint.toml rejects it, with capitals or without.",
    }],
    values: &["word"],
    further_values: "suggestion, in every class but “unknown”",
    build: |params, _scope, _mistakes| {
        if params.text("class") == Some("rejected") {
            return Some(Check::Document(Box::new(rejected::RejectedWords)));
        }
        let class = params.text("class").and_then(Class::named).unwrap_or(Class::SureSlip);
        Some(Check::Document(Box::new(Spelling { class })))
    },
};

struct Spelling {
    class: Class,
}

impl Context<'_> {
    /// What the words of the document show, read once for all rules.
    pub(super) fn spellings(&self) -> &Spellings {
        self.shared.spellings.get_or_init(|| suspect::spellings(self))
    }
}

/// Which words are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    SureSlip,
    OtherSlip,
    MissingSpace,
    Name,
    Rare,
    Unknown,
}

impl Class {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "sure-slip" => Self::SureSlip,
            "other-slip" => Self::OtherSlip,
            "missing-space" => Self::MissingSpace,
            "name" => Self::Name,
            "rare" => Self::Rare,
            "unknown" => Self::Unknown,
            _ => return None,
        })
    }

    /// The class of a word, and what was meant.
    fn of(explanation: &Explanation) -> (Self, Option<&str>) {
        match explanation {
            Explanation::SureSlip(meant) => (Self::SureSlip, Some(meant)),
            Explanation::OtherSlip(meant) => (Self::OtherSlip, Some(meant)),
            Explanation::MissingSpace(words) => (Self::MissingSpace, Some(words)),
            Explanation::Name(name) => (Self::Name, Some(name)),
            Explanation::RareWord(meant) => (Self::Rare, Some(meant)),
            Explanation::Unknown => (Self::Unknown, None),
        }
    }

    /// Whether what was meant is so sure that a program may write it when it is told to.
    fn is_sure(self) -> bool {
        matches!(self, Self::SureSlip | Self::MissingSpace | Self::Name)
    }
}

impl DocumentCheck for Spelling {
    fn values(&self) -> Vec<String> {
        if self.class == Class::Unknown { Vec::new() } else { vec!["suggestion".to_owned()] }
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let document = context.document;
        for suspect in &context.spellings().suspects {
            let (class, meant) = Class::of(&suspect.explanation);
            let block = document.block_at(suspect.span.start()).map(|index| &document.blocks()[index]);
            if class != self.class || !block.is_some_and(|block| context.scope.reads(block)) {
                continue;
            }
            let safety = if class.is_sure() { Safety::Unsafe } else { Safety::Manual };
            let meant = meant.map(|meant| in_house(meant.to_owned(), context.house));
            hits.push(hit(document.prose(), suspect.span, meant, safety));
        }
    }
}

fn hit(prose: &str, span: Span, meant: Option<String>, safety: Safety) -> Hit {
    let mut hit = Hit { span, ..Hit::default() };
    hit.values.push(("word".to_owned(), prose[span.range()].to_owned()));
    if let Some(meant) = meant {
        hit.note = format!("“{meant}”?");
        hit.values.push(("suggestion".to_owned(), meant.clone()));
        let title = format!("write “{meant}”");
        hit.fix = Some(Fix { title, safety, edits: vec![Edit { span, text: meant }] });
    }
    hit
}
