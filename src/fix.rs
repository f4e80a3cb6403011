//! Fixes as changes of a text: which of them can be made together, and what comes out.

use crate::document::Span;
use crate::finding::{Edit, Finding, Fix, Safety};

/// Of the fixes of `findings`, all of one draft, those that can be made together: as safe as asked for, and no edit overlaps or
/// touches one of another fix. A fix is chosen whole or not at all; of two that meet, the first stays, in the order given. What is
/// left waits for another round. `O(n log n)` in the number of edits.
#[must_use]
pub fn choose<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    most: Safety,
) -> Vec<(&'f Finding, &'f Fix)> {
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut chosen = Vec::new();
    for finding in findings {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety <= most && !fix.edits.is_empty()) else {
            continue;
        };
        let is_free = |span: Span| {
            let before = taken.range(..=span.end()).next_back();
            before.is_none_or(|(_, &end)| end < span.start())
        };
        if fix.edits.iter().all(|edit| is_free(edit.span)) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start(), edit.span.end())));
            chosen.push((finding, fix));
        }
    }
    chosen
}

/// `text` with `edits` applied. Of edits that overlap the first stays; two insertions at one place both stay. Edits
/// must lie within the text, on character boundaries.
#[must_use]
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort();
    let (mut result, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        if edit.span.start() >= done {
            result.push_str(&text[done..edit.span.start()]);
            result.push_str(&edit.text);
            done = edit.span.end();
        }
    }
    result.push_str(&text[done..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::finding::{Label, RuleName, Severity};

    fn finding(safety: Safety, edits: &[(usize, usize)]) -> Finding {
        let source = Source::new("a.md", "0123456789");
        let edit =
            |&(start, end): &(usize, usize)| Edit { span: Span::new(start, end), text: "x".to_owned() };
        Finding {
            rule: RuleName { id: "some-rule".into(), kind: "phrase" },
            severity: Severity::Error,
            message: String::new(),
            primary: Label { source, span: Span::point(0), note: String::new() },
            related: Vec::new(),
            notes: Vec::new(),
            fix: Some(Fix { title: String::new(), safety, edits: edits.iter().map(edit).collect() }),
            fingerprint: String::new(),
        }
    }

    fn chosen(findings: &[Finding], most: Safety) -> Vec<usize> {
        let chosen = choose(findings, most);
        findings
            .iter()
            .zip(0..)
            .filter(|(finding, _)| chosen.iter().any(|(one, _)| std::ptr::eq(*one, *finding)))
            .map(|(_, index)| index)
            .collect()
    }

    #[test]
    fn fixes_that_meet_wait() {
        let findings = [
            finding(Safety::Safe, &[(2, 4), (6, 7)]),
            finding(Safety::Safe, &[(4, 5)]),
            finding(Safety::Safe, &[(0, 1), (3, 4)]),
            finding(Safety::Safe, &[(0, 1)]),
            finding(Safety::Safe, &[(8, 8)]),
            finding(Safety::Safe, &[(8, 8)]),
            finding(Safety::Safe, &[(5, 5)]),
            finding(Safety::Safe, &[(1, 9)]),
        ];
        assert_eq!(chosen(&findings, Safety::Safe), [0, 3, 4, 6]);
    }

    #[test]
    fn only_what_is_safe_enough_is_chosen() {
        let findings = [Safety::Safe, Safety::Unsafe, Safety::Manual].map(|safety| {
            let at = 3 * safety as usize;
            finding(safety, &[(at, at + 1)])
        });
        assert_eq!(chosen(&findings, Safety::Safe), [0]);
        assert_eq!(chosen(&findings, Safety::Unsafe), [0, 1]);
    }

    #[test]
    fn edits_are_made_from_the_front() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        assert_eq!(apply("teh old man", &[edit(8, 11, "ferry"), edit(0, 3, "the")]), "the old ferry");
        assert_eq!(apply("ab", &[edit(1, 1, "x"), edit(1, 1, "y")]), "axyb");
        assert_eq!(
            apply("abcdef", &[edit(1, 4, "X"), edit(3, 6, "Y")]),
            "aXef",
            "of two that overlap the first stays"
        );
        assert_eq!(apply("", &[]), "");
    }
}
