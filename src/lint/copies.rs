//! One finding a fault: what stands in a reported copy is not reported again. Its twin in the first copy gets the
//! place as one more related label, and its edits as well, so that one fix mends both.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::document::Span;
use crate::finding::{Edit, Finding, Fix, Label};

/// A finding with what the silence inside copies needs to know.
pub(super) struct Candidate {
    /// The finding.
    pub finding: Finding,
    /// For a repetition: the span of the first copy.
    pub copy_of: Option<Span>,
    /// Whether its rule reads the source as a whole: a fault of the file is none of the copy.
    pub of_file: bool,
}

impl Candidate {
    fn span(&self) -> Span {
        self.finding.primary.span
    }
}

/// A finding inside a reported copy.
struct Repeated {
    finding: Finding,
    copy: Span,
    first: Span,
}

/// The copies reported in one draft, each with its first copy, in order; of nested ones the outer only.
pub(super) struct Copies(Vec<(Span, Span)>);

impl Copies {
    /// The copies that `candidates` report.
    pub(super) fn of(candidates: &[Candidate]) -> Self {
        let mut copies: Vec<(Span, Span)> = candidates
            .iter()
            .filter_map(|candidate| Some((candidate.span(), candidate.copy_of?)))
            .filter(|(copy, _)| !copy.is_empty())
            .collect();
        copies.sort_by_key(|(copy, _)| (copy.start(), std::cmp::Reverse(copy.end())));
        let mut reach = 0;
        copies.retain(|(copy, _)| {
            let outer = copy.end() > reach;
            reach = reach.max(copy.end());
            outer
        });
        Self(copies)
    }

    /// Whether `span` lies in a reported copy. Logarithmic.
    pub(super) fn hold(&self, span: Span) -> bool {
        self.around(span).is_some()
    }

    /// The copy that holds `span`, and its first copy. Logarithmic.
    fn around(&self, span: Span) -> Option<(Span, Span)> {
        let after = self.0.partition_point(|(copy, _)| copy.start() <= span.start());
        let (copy, first) = self.0[..after].last()?;
        copy.contains(span).then_some((*copy, *first))
    }
}

/// Drops what is only repeated inside a reported copy and hands its place to its twin.
pub(super) fn silence(candidates: Vec<Candidate>, copies: &Copies) -> Vec<Finding> {
    if copies.0.is_empty() {
        return candidates.into_iter().map(|candidate| candidate.finding).collect();
    }
    let (mut standing, mut repeated) = (Vec::new(), Vec::new());
    let mut reported = BTreeSet::new();
    for candidate in candidates {
        match copies.around(candidate.span()) {
            Some((copy, first)) if candidate.is_the_copy(copy, first) => {
                // Two rules may tell of one copy: that of a standfirst is a headline to one and a paragraph to the other.
                if reported.insert(copy) {
                    standing.push(candidate.finding);
                }
            }
            Some((copy, first)) if !candidate.of_file => {
                repeated.push(Repeated { finding: candidate.finding, copy, first });
            }
            _ => standing.push(candidate.finding),
        }
    }
    for finding in &mut standing {
        finding.related.retain(|label| !copies.hold(label.span));
    }
    hand_over(&mut standing, repeated);
    standing
}

impl Candidate {
    /// Whether this is the finding that reports the copy, rather than something inside it.
    fn is_the_copy(&self, copy: Span, first: Span) -> bool {
        self.span() == copy && self.copy_of == Some(first)
    }
}

/// Gives each repeated finding to its twin: the same rule and the same words, in the same order within the first copy.
/// `O(n log n)` in the number of findings, however many of them one twin takes on.
fn hand_over(standing: &mut [Finding], mut repeated: Vec<Repeated>) {
    standing.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut edits = BTreeMap::new();
    repeated.sort_by(|a, b| a.copy.cmp(&b.copy).then_with(|| b.finding.order().cmp(&a.finding.order())));
    while let Some(last) = repeated.last() {
        let (copy, first) = (last.copy, last.first);
        let mut twins = twins_in(standing, first);
        while let Some(next) = repeated.pop_if(|next| next.copy == copy) {
            let twins = twins.get_mut(&identity(&next.finding));
            // A copy may hold the first one several times over: then the last twin stands for all the rest.
            let twin = twins
                .and_then(|twins| if twins.len() > 1 { twins.pop_front() } else { twins.front().copied() });
            if let Some(at) = twin {
                adopt(&mut standing[at], next.finding, edits.entry(at).or_default());
            }
        }
    }
    for (at, edits) in edits {
        if let Some(fix) = &mut standing[at].fix {
            fix.edits = edits.into_iter().collect();
        }
    }
}

/// What makes two findings twins: the rule's id and the words hit.
fn identity(finding: &Finding) -> (String, String) {
    (finding.rule.id.to_string(), finding.primary.source.slice(finding.primary.span).to_owned())
}

/// The findings inside `first` by identity, each list in the order of the draft. `standing` must be sorted by place.
fn twins_in(standing: &[Finding], first: Span) -> HashMap<(String, String), VecDeque<usize>> {
    let start = standing.partition_point(|finding| finding.primary.span.start() < first.start());
    let mut twins: HashMap<_, VecDeque<usize>> = HashMap::new();
    for (at, finding) in standing.iter().enumerate().skip(start) {
        if finding.primary.span.start() >= first.end() {
            break;
        }
        twins.entry(identity(finding)).or_default().push_back(at);
    }
    twins
}

/// Makes the place of `repeated` a related label of `finding`, and its edits part of `edits`, which are to be those of
/// the finding's fix and hold none before the first call.
fn adopt(finding: &mut Finding, repeated: Finding, edits: &mut BTreeSet<Edit>) {
    let place = repeated.primary;
    finding.related.push(Label { note: "the same in the copy".to_owned(), ..place });
    if let Some(fix) = &finding.fix {
        if edits.is_empty() {
            edits.extend(fix.edits.iter().cloned());
        }
        if let Some(more) = repeated.fix {
            join(edits, more, fix);
        }
    }
}

/// Adds the edits of `more` to those of `fix`, all or none: they must be as safe, and overlap none that is there.
/// Logarithmic in the number of edits.
fn join(edits: &mut BTreeSet<Edit>, more: Fix, fix: &Fix) {
    let meets = |one: &Edit, other: &Edit| one.span == other.span || one.span.overlaps(other.span);
    let is_free = |edit: &Edit| {
        let (before, after) = (edits.range(..edit).next_back(), edits.range(edit..).next());
        ![before, after].into_iter().flatten().any(|there| meets(there, edit))
    };
    if more.safety == fix.safety && more.edits.iter().all(is_free) {
        edits.extend(more.edits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::finding::{Edit, RuleName, Safety, Severity};

    const TEXT: &str = "a teh b teh | a teh b teh | c";

    fn candidate(id: &str, start: usize, end: usize) -> Candidate {
        let source = Source::new("draft.txt", TEXT);
        let span = Span::new(start, end);
        let edits = vec![Edit { span, text: "the".to_owned() }];
        let finding = Finding {
            rule: RuleName { id: id.into(), kind: "spelling" },
            severity: Severity::Error,
            message: String::new(),
            primary: Label { source, span, note: String::new() },
            related: Vec::new(),
            notes: Vec::new(),
            fix: Some(Fix { title: String::new(), safety: Safety::Unsafe, edits }),
            fingerprint: String::new(),
        };
        Candidate { finding, copy_of: None, of_file: false }
    }

    fn copy(start: usize, end: usize, first: Span) -> Candidate {
        Candidate { copy_of: Some(first), ..candidate("duplicated-paragraph", start, end) }
    }

    fn silence(candidates: Vec<Candidate>) -> Vec<Finding> {
        let copies = Copies::of(&candidates);
        super::silence(candidates, &copies)
    }

    fn places(findings: &[Finding]) -> Vec<(usize, Vec<usize>)> {
        let related = |finding: &Finding| finding.related.iter().map(|label| label.span.start()).collect();
        findings.iter().map(|finding| (finding.primary.span.start(), related(finding))).collect()
    }

    #[test]
    fn each_repeated_finding_joins_its_own_twin() {
        let findings = silence(vec![
            copy(14, 25, Span::new(0, 11)),
            candidate("misspelled-word", 22, 25),
            candidate("misspelled-word", 2, 5),
            candidate("misspelled-word", 16, 19),
            candidate("misspelled-word", 8, 11),
        ]);
        assert_eq!(places(&findings), [(2, vec![16]), (8, vec![22]), (14, vec![])]);
        assert_eq!(findings[0].fix.as_ref().map(|fix| fix.edits.len()), Some(2), "one edit a place");
    }

    #[test]
    fn what_a_copy_says_several_times_over_joins_the_last_twin() {
        let findings = silence(vec![
            copy(14, 25, Span::new(0, 6)),
            candidate("misspelled-word", 2, 5),
            candidate("misspelled-word", 16, 19),
            candidate("misspelled-word", 22, 25),
        ]);
        assert_eq!(places(&findings), [(2, vec![16, 22]), (14, vec![])]);
    }

    #[test]
    fn without_a_twin_it_is_dropped_and_faults_of_the_file_stay() {
        let mut of_file = candidate("missing-final-newline", 25, 25);
        of_file.of_file = true;
        let inside = candidate("doubled-space", 16, 19);
        let findings = silence(vec![copy(14, 25, Span::new(0, 11)), inside, of_file]);
        assert_eq!(places(&findings), [(14, vec![]), (25, vec![])]);
    }

    #[test]
    fn one_copy_is_told_once_whatever_rules_find_it() {
        let findings = silence(vec![copy(14, 25, Span::new(0, 11)), copy(14, 25, Span::new(0, 11))]);
        assert_eq!(places(&findings), [(14, vec![])]);
    }

    #[test]
    fn a_copy_inside_a_longer_copy_is_silent() {
        let findings = silence(vec![copy(16, 19, Span::new(2, 5)), copy(14, 25, Span::new(0, 11))]);
        assert_eq!(places(&findings), [(14, vec![])]);
    }
}
