//! The names of a draft: words with a capital first that are none of the dictionary's, by how they are written.

use foldhash::{HashMap, HashMapExt as _};

use crate::document::{Block, BlockKind, Span, Word};
use crate::kinds::Context;
use crate::lexicon::{Listing, look_up, without_possessive};

/// A name as it is written, with all its uses.
pub(super) struct Form<'t> {
    pub(super) text: &'t str,
    pub(super) uses: Vec<Use<'t>>,
    /// How often it stands outside repeated blocks, but once at least.
    pub(super) count: usize,
    pub(super) listing: Option<Listing>,
    /// Whether the dictionary of another language has it.
    pub(super) foreign_word: bool,
}

/// A place where a name stands.
#[derive(Clone, Copy)]
pub(super) struct Use<'t> {
    pub(super) span: Span,
    /// Whether that is a headline, a deck or a caption: they are held against the body.
    pub(super) above: bool,
    /// The word with a capital right before it: a first name, a title.
    pub(super) before: Option<&'t str>,
}

impl Form<'_> {
    /// Whether the word is one of the dictionary's, which stands with a capital at the start of a sentence or in a title.
    pub(super) fn is_word(&self) -> bool {
        self.foreign_word || self.listing.is_some_and(Listing::is_settled)
    }

    /// Whether any dictionary has it, as a word or as a name.
    pub(super) fn is_listed(&self) -> bool {
        self.foreign_word || self.listing.is_some()
    }

    /// The words before it that are no mere start of a sentence.
    pub(super) fn companions(&self) -> impl Iterator<Item = &str> {
        self.uses.iter().filter_map(|one| one.before)
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
        let words = document.words_of(block);
        let mut repeats = None;
        for (at, word) in words.iter().enumerate() {
            let Some(span) = name(prose, word) else { continue };
            let text = &prose[span.range()];
            let form = *known.entry(text).or_insert_with(|| {
                forms.push(Form {
                    text,
                    uses: Vec::new(),
                    count: 0,
                    listing: look_up(text),
                    foreign_word: context.dictionary.is_some_and(|dictionary| dictionary.knows(text)),
                });
                forms.len() - 1
            });
            let before = at.checked_sub(1).and_then(|at| companion(prose, words[at], span));
            forms[form].uses.push(Use { span, above: is_above(block), before });
            let repeats = *repeats.get_or_insert_with(|| context.keys().repeats(index));
            if !repeats || forms[form].count == 0 {
                forms[form].count += 1;
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
    let is_part = |letter: char| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’');
    let usable = bare.chars().all(is_part) && bare.chars().any(char::is_lowercase);
    (usable && bare.chars().count() >= SHORTEST)
        .then(|| Span::new(word.span.start(), word.span.start() + bare.len()))
}

/// The word before a name, if only a space lies between them and it has a capital, too.
fn companion(prose: &str, before: Word, name: Span) -> Option<&str> {
    const STARTS: &[&str] = &[
        "A", "After", "An", "And", "As", "At", "Before", "But", "By", "For", "From", "He", "His", "If", "In",
        "It", "Of", "On", "So", "That", "The", "Then", "This", "To", "When", "While", "With", "Yet",
    ];
    let text = &prose[before.span.range()];
    let gap = &prose[before.span.end()..name.start()];
    // “Mr. Okafor”, “J. Okafor”: the point is no part of the word.
    let adjoins = matches!(gap.trim_start_matches('.'), " " | "\u{a0}");
    (adjoins && text.starts_with(char::is_uppercase) && !STARTS.contains(&text)).then_some(text)
}

fn is_above(block: &Block) -> bool {
    matches!(block.copy_kind(), BlockKind::Headline | BlockKind::Deck | BlockKind::Caption)
}

fn is_in_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}
