//! The names of a draft: words with a capital first that are none of the dictionary's, by how they are written.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt as _};

use crate::document::{Block, BlockKind, Span, Word};
use crate::kinds::Context;
use crate::lexicon::{Listing, look_up, without_possessive};

/// A name as it is written, with all its uses.
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    pub(super) first: Use<'t>,
    /// Most names stand once.
    pub(super) further: Vec<Use<'t>>,
    pub(super) listing: Option<Listing>,
    /// Whether the dictionary of another language has it.
    pub(super) foreign_word: bool,
}

/// A place where a name stands.
#[derive(Clone, Copy)]
pub(super) struct Use<'t> {
    pub(super) span: Span,
    block: usize,
    /// Whether that is a headline, a deck or a caption: they are held against the body.
    pub(super) above: bool,
    /// The word before it and all that lies between.
    before: &'t str,
}

impl<'t> Use<'t> {
    /// The word with a capital right before it: a first name, a title.
    fn companion(&self) -> Option<&'t str> {
        const STARTS: &[&str] = &[
            "A", "After", "An", "And", "As", "At", "Before", "But", "By", "For", "From", "He", "His", "If",
            "In", "It", "Of", "On", "So", "That", "The", "Then", "This", "To", "When", "While", "With",
            "Yet",
        ];
        let word = self.before.strip_suffix([' ', '\u{a0}'])?;
        // “Mr. Okafor”, “J. Okafor”: the point is no part of the word.
        let word = word.trim_end_matches('.');
        let is_one =
            word.starts_with(char::is_uppercase) && word.ends_with(|letter: char| letter.is_alphanumeric());
        (is_one && !STARTS.contains(&word)).then_some(word)
    }
}

impl<'t> Form<'t> {
    /// Whether the word is one of the dictionary's, which stands with a capital at the start of a sentence or in a title.
    pub(super) fn is_word(&self) -> bool {
        self.foreign_word || self.listing.is_some_and(Listing::is_settled)
    }

    /// Whether any dictionary has it, as a word or as a name.
    pub(super) fn is_listed(&self) -> bool {
        self.foreign_word || self.listing.is_some()
    }

    fn stands_also(&mut self, one: Use<'t>) {
        // A word of the dictionary is nobody's name: where else it stands does not matter.
        if !self.is_word() {
            self.further.push(one);
        }
    }

    /// How often it stands outside repeated blocks, but once at least. Linear in its uses; the keys of the draft are asked
    /// for only where it stands more than once.
    pub(super) fn count(&self, context: &Context<'_>) -> usize {
        let further = self.further.iter().filter(|one| !context.keys().repeats(one.block)).count();
        let first = !self.further.is_empty() && context.keys().repeats(self.first.block);
        (further + usize::from(!first)).max(1)
    }

    /// All places where it stands; of a word of the dictionary, the first one.
    pub(super) fn uses(&self) -> impl Iterator<Item = &Use<'_>> {
        std::iter::once(&self.first).chain(&self.further)
    }

    /// The words before it that are no mere start of a sentence.
    pub(super) fn companions(&self) -> impl Iterator<Item = &str> {
        self.uses().filter_map(Use::companion)
    }
}

/// Shorter names are near to too many.
const SHORTEST: usize = 4;

/// The names of the blocks that the rule reads, in the order in which they first stand. Linear.
pub(super) fn forms<'t>(context: &Context<'t>) -> Vec<Form<'t>> {
    let document = context.document;
    let prose: &'t str = document.prose();
    let (mut forms, mut known): (Vec<Form<'t>>, HashMap<&str, usize>) = (Vec::new(), HashMap::new());
    for (index, block) in document.blocks().iter().enumerate() {
        if !context.scope.reads(block) || is_in_capitals(&prose[block.content.range()]) {
            continue;
        }
        let (above, words) = (is_above(block), document.words_of(block));
        let mut before = words.first().map_or(0, |word| word.span.start());
        for word in words {
            let start = std::mem::replace(&mut before, word.span.start());
            let Some(span) = name(prose, word) else { continue };
            let text = &prose[span.range()];
            let one = Use { span, block: index, above, before: &prose[start..span.start()] };
            match known.entry(text) {
                Entry::Occupied(form) => forms[*form.get()].stands_also(one),
                Entry::Vacant(entry) => {
                    entry.insert(forms.len());
                    forms.push(Form {
                        text,
                        first: one,
                        further: Vec::new(),
                        listing: look_up(text),
                        foreign_word: context.dictionary.is_some_and(|dictionary| dictionary.knows(text)),
                    });
                }
            }
        }
    }
    forms
}

/// The word without its possessive ending, if it may be a name.
fn name(prose: &str, word: &Word) -> Option<Span> {
    let text = &prose[word.span.range()];
    // Nearly all words begin with a small letter.
    let small = text.as_bytes().first().is_none_or(u8::is_ascii_lowercase);
    if small || word.glued || word.span.len() < SHORTEST || !text.starts_with(char::is_uppercase) {
        return None;
    }
    let bare = without_possessive(text);
    let may_be = if bare.is_ascii() { may_be_in_ascii(bare.as_bytes()) } else { may_be(bare) };
    may_be.then(|| Span::new(word.span.start(), word.span.start() + bare.len()))
}

/// Whether all characters are such as names have, enough of them and not all capitals.
fn may_be(bare: &str) -> bool {
    let is_part = |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’');
    bare.chars().all(is_part) && bare.chars().any(char::is_lowercase) && bare.chars().count() >= SHORTEST
}

/// The same of bytes.
fn may_be_in_ascii(bare: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'');
    bare.len() >= SHORTEST && bare.iter().all(is_part) && bare.iter().any(u8::is_ascii_lowercase)
}

fn is_above(block: &Block) -> bool {
    matches!(block.copy_kind(), BlockKind::Headline | BlockKind::Deck | BlockKind::Caption)
}

fn is_in_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}
