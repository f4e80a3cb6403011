//! Whether two passages say nearly the same, and in what they differ. Verified on the words, never on keys of windows alone.

use super::WordKey;
use super::change::Change;
use super::windows::WINDOW;
use super::words::{begins_sentence, is_common_start, is_date, is_figure};
use crate::document::Span;

/// What differs between two passages that say nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Some word.
    Words,
    /// Nothing but numbers.
    Numbers,
    /// Numbers, and the days or months that they are of: the same statement of another day.
    DatedNumbers,
    /// Nothing but names.
    Names,
    /// Names, and the numbers or days that they go with: a form filled in for another case.
    Form,
}

/// One of two passages that are compared.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    /// The prose that the spans of its words lie in.
    pub(super) prose: &'a str,
    pub(super) words: &'a [WordKey],
}

/// How two passages differ that say nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nearness {
    /// From the first word that differs to the last one, in each; an empty span where nothing stands for the other's.
    pub(super) differing: [Span; 2],
    /// The first words in a row that differ, in each.
    pub(super) leading: [Span; 2],
    pub(super) changes: usize,
    /// How many words stand in both, moved ones included as far as they are told.
    pub(super) common: usize,
    pub(super) difference: Difference,
}

/// The share of the longer passage's words that may be changed.
const MOST_CHANGED: f64 = 0.3;
/// The share of the shorter passage's windows that the other holds if sentences have only been moved.
const MOST_MOVED: f64 = 0.8;

impl Nearness {
    /// How two passages of at least a window's words differ that share so many windows; nothing unless they say nearly
    /// the same. The product of what is left of their lengths without common ends, up to a bound.
    pub(super) fn between(first: Side<'_>, later: Side<'_>, shared: usize) -> Option<Self> {
        let (one, other) = (first.words.len(), later.words.len());
        let (shorter, longer) = (one.min(other), one.max(other));
        let windows = shorter - (WINDOW - 1);
        let is_moved = shared as f64 >= MOST_MOVED * windows as f64 && shorter * 2 >= longer;
        // With three words in ten changed, a quarter of the windows is left; half of that, since changes are not spread
        // evenly.
        if !is_moved && (shared * 8 < windows || (longer - shorter) as f64 > MOST_CHANGED * longer as f64) {
            return None;
        }
        let changed = Change::between(first.words, later.words);
        let changes = changed.as_ref().map_or(longer - shared, |changed| changed.len());
        if !is_moved && changes as f64 > MOST_CHANGED * longer as f64 {
            return None;
        }
        let put = |changed: &Vec<Change>| changed.iter().filter(|change| change.first.is_some()).count();
        let kept = changed.as_ref().map_or(0, |changed| one - put(changed));
        let common = kept.max(shared + WINDOW - 1).min(shorter);
        let changed = changed.unwrap_or_default();
        let difference = Difference::of(first, later, &changed);
        let differing = [
            covering(first.words, changed.iter().filter_map(|change| change.first)),
            covering(later.words, changed.iter().filter_map(|change| change.later)),
        ];
        // They are told from the last to the first.
        let in_order: Vec<Change> = changed.iter().rev().copied().collect();
        let leading = leading(&in_order);
        let leading = [
            covering(first.words, leading.iter().filter_map(|change| change.first)),
            covering(later.words, leading.iter().filter_map(|change| change.later)),
        ];
        Some(Self { differing, leading, changes, common, difference })
    }
}

impl Difference {
    fn of(first: Side<'_>, later: Side<'_>, changes: &[Change]) -> Self {
        let kind = |change: &Change| {
            let word = |side: Side<'_>, word: Option<usize>| word.map(|word| Word::of(side, word));
            match (word(first, change.first), word(later, change.later)) {
                (Some(one), Some(other)) if one == other => one,
                // “Dock Street Academy” for “Marlow High”: one name more.
                (Some(Word::Name), None) | (None, Some(Word::Name)) => Word::Name,
                _ => Word::Other,
            }
        };
        let count = |sought: Word| changes.iter().filter(|change| kind(change) == sought).count();
        let (numbers, dates, names) = (count(Word::Number), count(Word::Date), count(Word::Name));
        match (numbers, names) {
            (1.., 0) if numbers == changes.len() => Self::Numbers,
            (1.., 0) if numbers + dates == changes.len() => Self::DatedNumbers,
            (_, 1..) if names == changes.len() => Self::Names,
            (_, 1..) if numbers + dates + names == changes.len() => Self::Form,
            _ => Self::Words,
        }
    }
}

/// What a word is that was put for another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Number,
    Date,
    Name,
    Other,
}

impl Word {
    fn of(side: Side<'_>, word: usize) -> Self {
        let text = &side.prose[side.words[word].span.range()];
        if is_figure(text.as_bytes()) {
            Self::Number
        } else if is_date(text) {
            Self::Date
        } else if text.starts_with(char::is_uppercase)
            && (!begins_sentence(side.prose, side.words, word) || !is_common_start(text))
        {
            Self::Name
        } else {
            Self::Other
        }
    }
}

/// The changes that follow each other from the first on, no kept word between.
fn leading(changes: &[Change]) -> &[Change] {
    let follows = |one: Option<usize>, next: Option<usize>| match (one, next) {
        (Some(one), Some(next)) => next == one + 1,
        _ => true,
    };
    let joined =
        |pair: &&[Change]| follows(pair[0].first, pair[1].first) && follows(pair[0].later, pair[1].later);
    let count = changes.windows(2).take_while(joined).count() + 1;
    &changes[..count.min(changes.len())]
}

/// From the first of some words of a passage to the last.
fn covering(passage: &[WordKey], words: impl Iterator<Item = usize>) -> Span {
    let ends = words.fold(None, |ends: Option<(usize, usize)>, word| {
        Some(ends.map_or((word, word), |(least, most)| (least.min(word), most.max(word))))
    });
    let span = |word: usize| passage[word].span;
    ends.map_or(Span::point(span(0).start()), |(least, most)| span(least).cover(span(most)))
}
