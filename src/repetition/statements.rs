//! Statements: sentences of which two say the same but for their figures. A sentence is hashed with its figures left out,
//! and every pair is verified word by word.

use super::words::{gap, is_date, is_figure, is_numeral, may_begin_figure};
use super::{Keys, PassageKey, WordKey, mix};
use crate::document::{Document, Span};

/// Keeps these keys apart from all others.
const STATEMENT: u64 = 0x54;

/// Two sentences that differ in figures and in nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPair {
    /// Both by their index in the document, the earlier first.
    pub sentences: [usize; 2],
    /// From the first figure that differs to the last one, in each.
    pub differing: [Span; 2],
    /// How many figures differ.
    pub changes: usize,
}

/// The pairs among the sentences that `counts` tells by their index, in order of the later ones. What stands in three
/// versions or more is a form, such as results; so is a pair whose years, days of a month, times of day or scores differ. Linear, but
/// for a sort of the sentences that hold figures.
#[must_use]
pub fn statements(
    document: &Document<'_>,
    keys: &Keys,
    counts: impl Fn(usize) -> bool,
) -> Vec<StatementPair> {
    let prose = document.prose();
    let words = |index: usize| keys.words_of(&keys.sentences()[index]);
    let bytes = prose.as_bytes();
    let is_one =
        |word: &WordKey| may_begin_figure(bytes, word.span.start()) && is_figure(&bytes[word.span.range()]);
    let has_figure = |index: &usize| words(*index).iter().any(is_one);
    let mut keyed: Vec<(u64, usize)> = (0..document.sentences().len())
        .filter(has_figure)
        .filter(|&index| counts(index))
        .map(|index| (key(prose, words(index)), index))
        .collect();
    keyed.sort_unstable();
    let mut pairs: Vec<StatementPair> = keyed
        .chunk_by(|one, next| one.0 == next.0)
        .filter_map(|group| two_versions(keys, group))
        .filter_map(|sentences| pair(prose, keys, sentences))
        .collect();
    pairs.sort_unstable_by_key(|pair| pair.sentences[1]);
    pairs
}

/// The first sentences of both versions, where there are two; sentences that are the same word for word are one version.
fn two_versions(keys: &Keys, group: &[(u64, usize)]) -> Option<[usize; 2]> {
    let is_same =
        |one: usize, other: usize| keys.same_words(&keys.sentences()[one], &keys.sentences()[other]);
    let first = group[0].1;
    let later = group.iter().map(|member| member.1).find(|&index| !is_same(first, index))?;
    group.iter().all(|member| is_same(first, member.1) || is_same(later, member.1)).then_some([first, later])
}

/// A hash of words in which all figures are the same.
fn key(prose: &str, words: &[WordKey]) -> u64 {
    words.iter().fold(STATEMENT, |state, word| {
        mix(state ^ if is_figure(&prose.as_bytes()[word.span.range()]) { 0 } else { word.key })
    })
}

fn pair(prose: &str, keys: &Keys, sentences: [usize; 2]) -> Option<StatementPair> {
    let words = |passage: &PassageKey| keys.words_of(passage).to_vec();
    let [first, later] = sentences.map(|index| words(&keys.sentences()[index]));
    if first.len() != later.len() {
        return None;
    }
    let differing: Vec<usize> = (0..first.len()).filter(|&at| first[at].key != later[at].key).collect();
    let is_value = |words: &[WordKey], at: usize| {
        is_figure(&prose.as_bytes()[words[at].span.range()]) && !is_label(prose, words, at)
    };
    if differing.is_empty() || !differing.iter().all(|&at| is_value(&first, at) && is_value(&later, at)) {
        return None;
    }
    let (start, end) = (differing[0], differing[differing.len() - 1]);
    let covered = |words: &[WordKey]| words[start].span.cover(words[end].span);
    Some(StatementPair { sentences, differing: [covered(&first), covered(&later)], changes: differing.len() })
}

/// Whether the figure at `at` tells which one is meant or when, and not how many: a year, the day of a month, a time of day,
/// a score, “No. 4”, “the 4th”.
fn is_label(prose: &str, words: &[WordKey], at: usize) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| &prose[word.span.range()]);
    let figure = text(at);
    let is_year = figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| figure.ends_with(ending));
    let before = at.checked_sub(1);
    let is_dated = is_date(text(at + 1)) || before.is_some_and(|before| is_date(text(before)));
    let is_numbered = before.is_some_and(|before| numbers_things(text(before)));
    let is_time = is_half_of_day(text(at + 1)) && figure.len() <= 2
        || ["am", "pm"].iter().any(|half| figure.ends_with(half));
    let joined = |one: usize, next: usize| match (words.get(one), words.get(next)) {
        (Some(one), Some(next))
            if is_numeral(&prose[next.span.range()]) && is_numeral(&prose[one.span.range()]) =>
        {
            matches!(gap(prose, one, next), "-" | "–" | ":" | "/" | "\u{2011}")
        }
        _ => false,
    };
    is_year
        || is_ordinal
        || is_dated
        || is_numbered
        || is_time
        || joined(at, at + 1)
        || before.is_some_and(|before| joined(before, at))
}

/// Whether a word begins “a.m.” or “p.m.”.
fn is_half_of_day(word: &str) -> bool {
    matches!(word, "a" | "p" | "am" | "pm" | "AM" | "PM" | "o")
}

/// Whether the figure behind a word is the number of a thing.
fn numbers_things(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "no" | "number"
            | "chapter"
            | "day"
            | "episode"
            | "figure"
            | "game"
            | "grade"
            | "group"
            | "item"
            | "lap"
            | "level"
            | "match"
            | "page"
            | "part"
            | "phase"
            | "question"
            | "round"
            | "section"
            | "set"
            | "stage"
            | "step"
            | "table"
            | "team"
            | "update"
            | "version"
            | "week"
            | "year"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    fn found(text: &str) -> Vec<(usize, [String; 2])> {
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        let keys = Keys::read(&document);
        let told =
            |pair: StatementPair| (pair.changes, pair.differing.map(|span| source.slice(span).to_owned()));
        statements(&document, &keys, |_| true).into_iter().map(told).collect()
    }

    #[test]
    fn two_figures_for_one_thing_are_a_pair() {
        let text =
            "The bridge cost £4m to mend. It is open.\n\nThe bridge **cost** £6m to mend. It is shut.\n";
        assert_eq!(found(text), [(1, ["4m".to_owned(), "6m".to_owned()])]);
        let text = "Three people were treated after it. All went home. Five people were treated after it.\n";
        assert_eq!(found(text), [(1, ["Three".to_owned(), "Five".to_owned()])]);
        let text = "It cost 4 to 6 million and took 9 weeks. It cost 4 to 8 million and took 7 weeks.\n";
        assert_eq!(
            found(text),
            [(2, ["6 million and took 9".to_owned(), "8 million and took 7".to_owned()])]
        );
    }

    #[test]
    fn a_third_version_makes_a_form_and_equal_sentences_are_none() {
        assert_eq!(found("Milk costs 4 pence. Milk costs 5 pence. Milk costs 6 pence.\n"), []);
        assert_eq!(found("Milk costs 4 pence. Milk costs 5 pence. Milk costs 4 pence.\n").len(), 1);
        assert_eq!(found("Milk costs 4 pence. Milk costs 4 pence.\n"), []);
        assert_eq!(found("Milk costs 4 pence. Bread costs 5 pence.\n"), []);
    }

    #[test]
    fn what_tells_which_or_when_may_differ() {
        for text in [
            "The board met in 2019. The board met in 2020.\n",
            "The board met on 4 May. The board met on 5 May.\n",
            "The board met at 4 p.m. today. The board met at 5 p.m. today.\n",
            "The board met at 9am today. The board met at 8am today.\n",
            "Lyne beat Orr 2-1 at home. Lyne beat Orr 3-1 at home.\n",
            "She won round 4 with ease. She won round 5 with ease.\n",
            "She won the 4th with ease. She won the 5th with ease.\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
