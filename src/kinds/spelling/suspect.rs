//! Which unusual words something is the matter with: what the draft itself says of a word, its use elsewhere, its
//! neighbours, the quotation marks around it, is held against what `lexicon` makes of it.

use std::collections::HashMap;

use super::other_language;
use super::unusual::{Regional, Unusual, gather};
use crate::document::{Span, Word};
use crate::kinds::{Context, Scope};
use crate::lexicon::{Case, Explanation, Listing, Vocabulary, explain, is_derived, look_up, look_up_plain};

/// A word with what is probably the matter with it.
#[derive(Clone, Debug)]
pub(in crate::kinds) struct Suspect {
    pub(super) span: Span,
    pub(super) explanation: Explanation,
}

/// What the words of a draft show, in order.
#[derive(Debug, Default)]
pub(in crate::kinds) struct Spellings {
    pub(super) suspects: Vec<Suspect>,
    pub(in crate::kinds) regional: Vec<Regional>,
}

/// The spellings of all blocks, whichever rules there are. A draft in another language has none.
pub(super) fn spellings(context: &Context<'_>) -> Spellings {
    if let Some(dictionary) = context.dictionary {
        return Spellings { suspects: other_language::suspects(context, dictionary), regional: Vec::new() };
    }
    let (document, copy) = (context.document, Scope::of(&["all"]));
    let (mut unusual, mut regional, mut words) = (Vec::new(), Vec::new(), 0);
    for (index, block) in document.blocks().iter().enumerate() {
        let start = unusual.len();
        gather(document.prose(), document.words_of(block), context.vocabulary, &mut unusual, &mut regional);
        let counts = copy.reads(block);
        if counts {
            words += document.words_of(block).len();
        }
        unusual[start..].iter_mut().for_each(|word| (word.block, word.in_copy) = (index, counts));
    }
    let repeats = |index| context.keys().repeats(index);
    if is_foreign(document.prose(), &unusual, words, repeats) && !speaks_english(context, words) {
        return Spellings::default();
    }
    Spellings { suspects: judge(document.prose(), &unusual, context.vocabulary, repeats), regional }
}

/// Whether of so many words enough are those without which no English is written, however many slips there are.
fn speaks_english(context: &Context<'_>, words: usize) -> bool {
    // They make up a quarter of English copy, and few other languages have them.
    const SMALL_WORDS: &[&str] = &[
        "and", "are", "but", "by", "for", "from", "had", "has", "he", "his", "is", "it", "of", "that", "the",
        "their", "they", "this", "to", "were", "which", "with",
    ];
    const SHARE: usize = 10;
    let prose = context.document.prose();
    let is_one = |word: &&Word| SMALL_WORDS.binary_search(&&prose[word.span.range()]).is_ok();
    context.document.words().iter().filter(is_one).count() * SHARE >= words
}

/// Whether a draft of so many words is in another language: no English one has so many unknown words, and many have
/// none. Those in blocks that `repeats` tells do not count.
fn is_foreign(prose: &str, unusual: &[Unusual], words: usize, repeats: impl Fn(usize) -> bool) -> bool {
    if unusual.len() < LEAST_FOREIGN {
        return false;
    }
    let is_unknown = |word: &&Unusual| {
        let listing = look_up_plain(prose, word.span.start(), word.span.end()).flatten();
        word.in_copy && !listing.is_some_and(Listing::is_settled)
    };
    let unknown: Vec<&Unusual> = unusual.iter().filter(is_unknown).collect();
    // The keys of a draft are dear.
    are_too_many(unknown.len(), words)
        && are_too_many(unknown.iter().filter(|word| !repeats(word.block)).count(), words)
}

/// Fewer unknown words than these are no sign of another language.
const LEAST_FOREIGN: usize = 20;

pub(super) fn are_too_many(unknown: usize, words: usize) -> bool {
    const SHARE: usize = 8;
    unknown >= LEAST_FOREIGN && unknown * SHARE > words
}

/// From so many uses on a word is what the draft calls the thing.
pub(super) const HABIT: usize = 3;

/// The suspects among the unusual words of a draft, in order; `repeats` tells which blocks are repeated ones: pasting a
/// paragraph makes no word more usual.
pub(super) fn judge(
    prose: &str,
    unusual: &[Unusual],
    vocabulary: &Vocabulary,
    repeats: impl Fn(usize) -> bool,
) -> Vec<Suspect> {
    let mut uses: HashMap<&str, Vec<usize>> = HashMap::new();
    for word in unusual.iter().filter(|word| word.in_copy) {
        uses.entry(&prose[word.span.range()]).or_default().push(word.block);
    }
    let suspect = |word: &Unusual| {
        let text = &prose[word.span.range()];
        let explanation = explain(text)?;
        // The keys of a draft are dear, and one use is one.
        let uses = match uses.get(text).map_or(&[][..], Vec::as_slice) {
            few @ ([] | [_]) => few.len(),
            blocks => blocks.iter().filter(|block| !repeats(**block)).count(),
        };
        if uses >= HABIT || is_marked_sic(prose, word.span) {
            return None;
        }
        let innocent = match &explanation {
            Explanation::SureSlip(_) => false,
            Explanation::RareWord(_) => uses > 1 || word.part || is_alone_in_quotes(prose, word.span),
            Explanation::Name(_) => {
                word.part || is_beside_name(prose, word) || is_alone_in_quotes(prose, word.span)
            }
            Explanation::OtherSlip(_) | Explanation::MissingSpace(_) | Explanation::Unknown => {
                is_alone_in_quotes(prose, word.span)
            }
        };
        let innocent = innocent || is_in_company(prose, word, &explanation, vocabulary);
        (!innocent).then_some(Suspect { span: word.span, explanation })
    };
    unusual.iter().filter_map(suspect).collect()
}

/// Whether a neighbour is in small letters, unknown and not made of known words: then both are probably foreign. Of two
/// clear slips side by side, neither excuses the other.
fn is_in_company(prose: &str, word: &Unusual, explanation: &Explanation, vocabulary: &Vocabulary) -> bool {
    let is_clear = |explanation: &Explanation| {
        matches!(explanation, Explanation::SureSlip(_) | Explanation::MissingSpace(_))
    };
    let adjoins = |neighbour: &Span| {
        let (one, other) = if neighbour.start() < word.span.start() {
            (*neighbour, word.span)
        } else {
            (word.span, *neighbour)
        };
        prose[one.end()..other.start()].trim().is_empty()
    };
    word.neighbours.into_iter().flatten().filter(adjoins).any(|neighbour| {
        let word = &prose[neighbour.range()];
        word.chars().all(|letter| letter.is_lowercase() || letter == '\'' || letter == '’')
            && look_up(word).is_none()
            && !is_derived(word)
            && !vocabulary.accepts(word)
            && !(is_clear(explanation) && explain(word).as_ref().is_some_and(is_clear))
    })
}

/// Whether a neighbour is a name by its capital: “the della Robbia school”. Before the word, one that may begin with a small
/// letter is none: it begins a sentence.
fn is_beside_name(prose: &str, word: &Unusual) -> bool {
    let has_capital = |span: &Span| prose[span.range()].starts_with(char::is_uppercase);
    let is_word = |span: &Span| {
        let listing = look_up(&prose[span.range()].to_lowercase());
        listing.is_some_and(|listing| listing.has(Case::Small) && listing.is_settled())
    };
    let [before, after] = word.neighbours.map(|neighbour| neighbour.filter(has_capital));
    after.is_some() || before.is_some_and(|before| !is_word(&before))
}

const OPENING: [char; 4] = ['"', '\'', '“', '‘'];
const CLOSING: [char; 4] = ['"', '\'', '”', '’'];

/// Whether the writer shows by “sic” that the spelling is meant.
pub(super) fn is_marked_sic(prose: &str, span: Span) -> bool {
    let after = prose[span.end()..]
        .trim_start_matches(|letter| letter == ' ' || letter == ',' || CLOSING.contains(&letter));
    ["[sic", "(sic"].iter().any(|sign| after.starts_with(sign))
}

/// Whether the word stands alone in quotation marks: the writer knows that it is none of the dictionary's.
pub(super) fn is_alone_in_quotes(prose: &str, span: Span) -> bool {
    let after = &prose[span.end()..];
    prose[..span.start()].ends_with(OPENING)
        && after.strip_prefix([',', '.']).unwrap_or(after).starts_with(CLOSING)
}
