//! TOML tables that remember where each key and value stands, so that every mistake in a person's file can be shown
//! at its place, and all of them at once. Rule files and `lint.toml` are both read through this room.

mod layout;
mod packed;
mod read;
mod value;

use std::sync::Arc;

pub use value::{Data, Entry, Table, Value};

use crate::document::{Source, Span};

/// Where something stands in a person's file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes in it.
    pub span: Span,
}

/// Something wrong in a person's file: what, where, and the way out.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// What is wrong: one line, no final full stop.
    pub message: String,
    /// The way out: “did you mean …”, the allowed values; may be empty.
    pub advice: String,
}

/// All mistakes found so far.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// Remembers one more.
    pub fn add(&mut self, place: &Place, message: impl Into<String>, advice: impl Into<String>) {
        self.0.push(Mistake { place: place.clone(), message: message.into(), advice: advice.into() });
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order in which they were found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Mistake> {
        self.0
    }

    /// Takes over all of `others`.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }
}

/// “did you mean “x”?” when a candidate is near, else the list of candidates when it is short, else nothing.
pub fn did_you_mean<'c>(word: &str, candidates: impl Iterator<Item = &'c str> + Clone) -> String {
    if let Some(candidate) = nearest(word, candidates.clone()) {
        return format!("did you mean “{candidate}”?");
    }
    let all: Vec<&str> = candidates.collect();
    if all.is_empty() || all.len() > 14 { String::new() } else { format!("known are: {}", all.join(", ")) }
}

/// The candidate that was probably meant by `word`, if any is near enough; of equally near ones the first in order.
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_nearest_name_is_offered() {
        assert_eq!(did_you_mean("severty", ["severity", "scope"].into_iter()), "did you mean “severity”?");
        assert_eq!(did_you_mean("colour", ["id", "why"].into_iter()), "known are: id, why");
    }
}
