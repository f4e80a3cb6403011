//! The suspects of a draft that is not in English, by the dictionary that the settings name. What a capital means belongs to
//! the language: words with one may be nouns or names, so of those only a sure slip in a long word is told, as a doubt.

use std::collections::{HashMap, HashSet};

use super::suspect::{HABIT, Suspect, is_alone_in_quotes, is_marked_sic};
use super::unusual::{is_address, is_broken};
use crate::document::{Span, Word};
use crate::kinds::Context;
use crate::lexicon::{Explanation, Hunspell, without_possessive};

/// Shorter words are too near to each other.
const SHORTEST: usize = 4;

/// For so many different words of a draft suggestions are looked for, which is slow.
const MOST: usize = 200;

/// Words with a capital are told from so many letters on.
const LONG: usize = 7;

/// The suspects of all blocks, in order.
pub(super) fn suspects(context: &Context<'_>, dictionary: &Hunspell) -> Vec<Suspect> {
    let (document, prose) = (context.document, context.document.prose());
    let mut unknown = Vec::new();
    for block in document.blocks() {
        for word in document.words_of(block) {
            unknown.extend(unknown_parts(context, dictionary, word));
        }
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    unknown.iter().for_each(|span| *uses.entry(&prose[span.range()]).or_default() += 1);
    let mut asked = HashSet::new();
    let suspect = |span: Span| {
        let word = &prose[span.range()];
        asked.insert(word);
        let doubtful = uses[word] < HABIT && asked.len() <= MOST;
        if !doubtful || is_marked_sic(prose, span) || is_alone_in_quotes(prose, span) {
            return None;
        }
        let explanation = match dictionary.explain(word) {
            explanation if word.starts_with(char::is_lowercase) => explanation,
            Explanation::SureSlip(meant) if word.chars().count() >= LONG => Explanation::OtherSlip(meant),
            _ => return None,
        };
        Some(Suspect { span, explanation })
    };
    unknown.into_iter().filter_map(suspect).collect()
}

/// The word, or its parts between hyphens, that neither the dictionary nor the project knows.
fn unknown_parts(context: &Context<'_>, dictionary: &Hunspell, word: &Word) -> Vec<Span> {
    let prose = context.document.prose();
    let whole = without_possessive(&prose[word.span.range()]);
    let usable = |part: &str| {
        part.chars().count() >= SHORTEST
            && part.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’'))
            && !part.chars().skip(1).any(char::is_uppercase)
    };
    let accepted =
        |part: &str| context.vocabulary.accepts(part) || context.vocabulary.rejected(part).is_some();
    if word.glued || whole.len() < SHORTEST || dictionary.knows(whole) || accepted(whole) {
        return Vec::new();
    }
    let (mut unknown, mut at) = (Vec::new(), word.span.start());
    for part in whole.split('-') {
        let span = Span::new(at, at + part.len());
        at += part.len() + 1;
        let known = |part: &str| dictionary.knows(part) || accepted(part);
        if usable(part) && !known(part) && !is_address(prose, span) && !is_broken(prose, span) {
            unknown.push(span);
        }
    }
    unknown
}
