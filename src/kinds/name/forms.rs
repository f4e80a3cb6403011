//! The names of a draft: words with a capital first that are none of the dictionary's, by how they are written.

use std::collections::HashSet;
use std::collections::hash_map::Entry;

use foldhash::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

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

/// The forms that were met so far.
#[derive(Default)]
struct Met<'t> {
    forms: Vec<Form<'t>>,
    /// By how they are written, which of the forms it is.
    known: HashMap<&'t str, usize>,
}

impl<'t> Met<'t> {
    /// Adds one use; `judge` tells of a new form its listing, and whether another language has it as a word.
    fn add(&mut self, text: &'t str, one: Use<'t>, judge: impl FnOnce() -> (Option<Listing>, bool)) {
        match self.known.entry(text) {
            Entry::Occupied(form) => {
                let form = &mut self.forms[*form.get()];
                // A word of the dictionary is nobody's name: where else it stands does not matter.
                if !form.is_word() {
                    form.further.push(one);
                }
            }
            Entry::Vacant(entry) => {
                entry.insert(self.forms.len());
                let (listing, foreign_word) = judge();
                self.forms.push(Form { text, first: one, further: Vec::new(), listing, foreign_word });
            }
        }
    }
}

/// Shorter names are near to too many.
const SHORTEST: usize = 4;

/// The names of the blocks that the rule reads, in the order in which they first stand. Linear.
pub(super) fn forms<'t>(context: &Context<'t>) -> Vec<Form<'t>> {
    let document = context.document;
    let prose: &'t str = document.prose();
    let mut met = Met::default();
    for (index, block) in document.blocks().iter().enumerate() {
        if !context.scope.reads(block) || is_in_capitals(&prose[block.content.range()]) {
            continue;
        }
        let (above, words) = (is_above(block), document.words_of(block));
        for (at, word) in words.iter().enumerate() {
            // Nearly all words begin with a small letter.
            if is_small(prose, word) {
                continue;
            }
            let Some(span) = name(prose, word) else { continue };
            let text = &prose[span.range()];
            let start = words[at.saturating_sub(1)].span.start();
            let one = Use { span, block: index, above, before: &prose[start..span.start()] };
            met.add(text, one, || {
                (look_up(text), context.dictionary.is_some_and(|dictionary| dictionary.knows(text)))
            });
        }
    }
    let spaced = spaced(context, &met.forms);
    met.forms.extend(spaced);
    met.forms
}

/// The names in two words with capitals that stand as one with a hyphen elsewhere: *Al Assad* beside *Al-Assad*. Linear;
/// nothing where no name has a hyphen.
fn spaced<'t>(context: &Context<'t>, forms: &[Form<'t>]) -> Vec<Form<'t>> {
    // “Trump-era” is no “Trump Era”.
    let is_double =
        |name: &str| name.contains('-') && name.split('-').all(|part| part.starts_with(char::is_uppercase));
    let with_hyphen = forms.iter().filter(|form| !form.is_word() && is_double(form.text));
    let with_hyphen: HashSet<u64> = with_hyphen.map(|form| letters_key(form.text)).collect();
    let (document, prose) = (context.document, context.document.prose());
    let mut met = Met::default();
    let blocks = document.blocks().iter().enumerate().filter(|(_, block)| context.scope.reads(block));
    for (index, block) in blocks.filter(|_| !with_hyphen.is_empty()) {
        for pair in document.words_of(block).windows(2) {
            let Some(span) = double_name(prose, &pair[0], &pair[1]) else { continue };
            let text = &prose[span.range()];
            if with_hyphen.contains(&letters_key(text)) {
                let one = Use { span, block: index, above: is_above(block), before: "" };
                met.add(text, one, || (None, false));
            }
        }
    }
    met.forms
}

/// Two words with capitals, one space between them, without a possessive ending.
fn double_name(prose: &str, one: &Word, next: &Word) -> Option<Span> {
    let may_be = |word: &Word| {
        !is_small(prose, word) && !word.glued && prose[word.span.range()].starts_with(char::is_uppercase)
    };
    let adjoins = || matches!(&prose[one.span.end()..next.span.start()], " " | "\u{a0}");
    (may_be(one) && may_be(next) && adjoins()).then(|| {
        let start = one.span.start();
        Span::new(start, start + without_possessive(&prose[start..next.span.end()]).len())
    })
}

/// Whether a word begins with a small letter or a digit of ASCII.
#[inline]
fn is_small(prose: &str, word: &Word) -> bool {
    matches!(prose.as_bytes()[word.span.start()], b'a'..=b'z' | b'0'..=b'9')
}

/// The word without its possessive ending, if it may be a name.
fn name(prose: &str, word: &Word) -> Option<Span> {
    let text = &prose[word.span.range()];
    if word.glued || word.span.len() < SHORTEST || !text.starts_with(char::is_uppercase) {
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

/// A hash of the letters of a name, in small letters and without accents; the endings that one Slavic letter gets in Latin
/// script, as in *Zelenskyy* and *Zelensky*, are one.
pub(super) fn letters_key(name: &str) -> u64 {
    let add = |key: u64, letter: u8| {
        (key ^ u64::from(letter.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01B3)
    };
    // FNV-1a.
    const START: u64 = 0xCBF2_9CE4_8422_2325;
    const LONG: usize = 6;
    let slavic = ["yy", "iy", "yi", "ii"].iter().find_map(|ending| name.strip_suffix(ending));
    if let Some(stem) = slavic.filter(|stem| stem.len() >= LONG - 2) {
        return add(letters_key(stem), b'y');
    }
    if name.is_ascii() {
        return name.bytes().filter(u8::is_ascii_alphanumeric).fold(START, add);
    }
    letters(name).bytes().fold(START, add)
}

/// The letters of a name, in small letters and without accents.
fn letters(name: &str) -> String {
    let letters = name.nfd().filter(|letter| letter.is_alphanumeric() && !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).collect()
}

fn is_above(block: &Block) -> bool {
    matches!(block.copy_kind(), BlockKind::Headline | BlockKind::Deck | BlockKind::Caption)
}

fn is_in_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_without_accents_hyphens_and_capitals() {
        assert_eq!(letters("Díaz-Canel"), "diazcanel");
        assert_eq!(letters("O’Brien"), "obrien");
        assert_eq!(letters_key("ObamaCare"), letters_key("Obamacare"));
        assert_eq!(letters_key("Díaz-Canel"), letters_key("Diaz Canel"));
        assert_ne!(letters_key("Diaz"), letters_key("Dias"));
        assert_eq!(letters_key("Zelenskyy"), letters_key("Zelensky"));
        assert_eq!(letters_key("Zelenskiy"), letters_key("Zelensky"));
        assert_ne!(letters_key("Leyy"), letters_key("Ley"), "too short to tell");
    }
}
