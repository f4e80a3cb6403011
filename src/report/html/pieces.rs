//! Cuts a line of a draft where places begin and end, so that places may lie within and across each other.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::mark_id;
use crate::document::{Source, Span};
use crate::finding::Severity;
use crate::report::clean::clean;

/// A place that a finding points at.
pub(super) struct Place {
    pub(super) span: Span,
    /// The index of the finding.
    pub(super) finding: usize,
    /// 0 for the fault itself, then the related ones.
    pub(super) number: usize,
    pub(super) severity: Severity,
}

/// Some words of a line, marked or not.
#[derive(Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Empty for words that nothing points at.
    pub(super) class: String,
    /// The id of the place that begins here.
    pub(super) id: Option<String>,
    /// The ids of all findings that point here, the most severe first.
    pub(super) findings: String,
    /// Whether a fault begins here, rather than a related place.
    pub(super) first: bool,
}

/// The pieces of the bytes `line`, its line end left out; `is_last` tells whether it is the last line, at the end of which a place
/// may stand as well.
pub(super) fn pieces(source: &Source, line: Range<usize>, is_last: bool, places: &[Place]) -> Vec<Piece> {
    let text = source.text();
    let end = line.start + text[line.clone()].trim_end_matches(['\n', '\r']).len();
    let clip = |at: usize| at.clamp(line.start, end);
    let touches = |place: &&Place| {
        let (start, stop) = (place.span.start(), place.span.end());
        start < line.end && line.start < stop
            || start == stop && line.start <= start && (start < line.end || is_last && start == line.end)
    };
    let here: Vec<&Place> = places.iter().filter(touches).collect();
    let mut cuts: BTreeSet<usize> = BTreeSet::from([line.start, end]);
    for place in &here {
        cuts.extend([clip(place.span.start()), clip(place.span.end())]);
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut pieces = Vec::new();
    for (index, &start) in cuts.iter().enumerate() {
        // What covers nothing of the line, such as a point or its line end, is a mark of its own.
        let points: Vec<&&Place> = here
            .iter()
            .filter(|place| clip(place.span.start()) == start && clip(place.span.end()) == start)
            .collect();
        if !points.is_empty() {
            pieces.push(piece(String::new(), &points, line.start));
        }
        let Some(&stop) = cuts.get(index + 1) else { continue };
        let covering: Vec<&&Place> = here
            .iter()
            .filter(|place| place.span.start() <= start && stop <= place.span.end() && !place.span.is_empty())
            .collect();
        pieces.push(piece(clean(&text[start..stop]).into_owned(), &covering, start));
    }
    pieces
}

fn piece(text: String, places: &[&&Place], start: usize) -> Piece {
    let is_point = text.is_empty();
    let worst = places.iter().filter(|place| place.number == 0).map(|place| place.severity).max();
    let class = match (worst, places.is_empty()) {
        (Some(severity), _) if is_point => format!("{} point", severity.name()),
        (Some(severity), _) => severity.name().to_owned(),
        (None, false) => "related".to_owned(),
        (None, true) => String::new(),
    };
    let begins = |place: &&&&Place| is_point || place.span.start() == start;
    let first = places.iter().find(begins);
    let mut told: Vec<&&&Place> = places.iter().collect();
    told.sort_by_key(|place| (std::cmp::Reverse(place.severity), place.finding));
    told.dedup_by_key(|place| place.finding);
    Piece {
        text,
        class,
        id: first.map(|place| mark_id(place.finding, place.number)),
        findings: told.iter().map(|place| format!("f{}", place.finding)).collect::<Vec<_>>().join(" "),
        first: places.iter().any(|place| place.number == 0 && (is_point || place.span.start() == start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, spans: &[(usize, usize)]) -> Vec<(String, String, String)> {
        let source = Source::new("draft.md", text);
        let places: Vec<Place> = spans
            .iter()
            .enumerate()
            .map(|(finding, &(start, end))| Place {
                span: Span::new(start, end),
                finding,
                number: 0,
                severity: if finding == 0 { Severity::Note } else { Severity::Error },
            })
            .collect();
        let line = 0..text.find('\n').map_or(text.len(), |at| at + 1);
        let is_last = line.end == text.len();
        let pieces = pieces(&source, line, is_last, &places);
        pieces.into_iter().map(|piece| (piece.text, piece.class, piece.findings)).collect()
    }

    fn piece(text: &str, class: &str, findings: &str) -> (String, String, String) {
        (text.to_owned(), class.to_owned(), findings.to_owned())
    }

    #[test]
    fn places_may_lie_across_each_other() {
        assert_eq!(
            told("one two three\n", &[(0, 7), (4, 13)]),
            [piece("one ", "note", "f0"), piece("two", "error", "f1 f0"), piece(" three", "error", "f1")]
        );
    }

    #[test]
    fn what_covers_no_words_is_a_mark_all_the_same() {
        assert_eq!(told("one\n", &[(3, 4)]), [piece("one", "", ""), piece("", "note point", "f0")]);
        assert_eq!(told("one", &[(3, 3)]), [piece("one", "", ""), piece("", "note point", "f0")]);
        assert_eq!(told("", &[(0, 0)]), [piece("", "note point", "f0")]);
    }

    #[test]
    fn a_place_over_several_lines_goes_on() {
        assert_eq!(told("one two\nthree\n", &[(4, 13)]), [piece("one ", "", ""), piece("two", "note", "f0")]);
    }
}
