//! One page that an editor opens: each draft as running text with its faults marked in place, and beside it what is to be said of
//! them. The page stands alone: it loads nothing, and all that is quoted is escaped.

mod pieces;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};
use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use super::clean::clean;
use super::{Report, Style, counted};
use crate::document::Source;
use crate::finding::{Finding, Label, Severity};
use pieces::{Piece, Place, pieces};

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");
/// What the content policy of the page allows: this very style and this very script, told by their SHA-256.
const STYLE_HASH: &str = "sha256-cRfltCZj0mebNCuTr8zj+4MIOU4eMJPOkOLrbQZwZs8=";
const SCRIPT_HASH: &str = "sha256-Gsl413cxR334Uqx2ifany214eCxIvnViRBt+lN2Tnqc=";

/// Drafts of up to so many lines are shown whole; of longer ones the lines around faults.
const WHOLE: usize = 1_000;
/// So many lines around a fault are shown of a long draft.
const AROUND: usize = 2;

/// Writes the page.
///
/// # Errors
///
/// When `out` cannot be written to.
pub(super) fn write(report: &Report, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", PAGE).map_err(io::Error::other)?;
    let template = environment.get_template("page").map_err(io::Error::other)?;
    let mut out = io::BufWriter::new(out);
    template.render_captured_to(Serde(Page::of(report)), &mut out).map_err(io::Error::other)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[derive(Serialize)]
struct Page {
    style: &'static str,
    style_hash: &'static str,
    script: &'static str,
    script_hash: &'static str,
    summary: String,
    count: usize,
    severities: Vec<SeverityEntry>,
    rules: Vec<RuleEntry>,
    drafts: Vec<Draft>,
    clean: Vec<String>,
    clean_told: String,
}

#[derive(Serialize)]
struct SeverityEntry {
    name: &'static str,
    told: String,
}

#[derive(Serialize)]
struct RuleEntry {
    id: String,
    count: usize,
}

#[derive(Serialize)]
struct Draft {
    id: String,
    path: String,
    told: String,
    rows: Vec<Row>,
}

/// A line of a draft with the findings that begin in it; or lines that are left out.
#[derive(Serialize, Default)]
struct Row {
    line: usize,
    gap: usize,
    pieces: Vec<Piece>,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    id: String,
    severity: &'static str,
    rule: String,
    message: String,
    place: String,
    mark: Option<String>,
    notes: Vec<String>,
    fix: Option<FixEntry>,
    related: Vec<Link>,
    why: String,
}

#[derive(Serialize)]
struct FixEntry {
    title: String,
    safety: &'static str,
}

#[derive(Serialize)]
struct Link {
    mark: String,
    told: String,
}

/// The id of the mark of a finding: its own place is number 0, the related ones follow.
fn mark_id(finding: usize, place: usize) -> String {
    format!("m{finding}-{place}")
}

impl Page {
    fn of(report: &Report) -> Self {
        let count_of =
            |severity: Severity| report.findings.iter().filter(|found| found.severity == severity).count();
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let told = severities.map(|severity| (severity.name(), count_of(severity)));
        let told = told.into_iter().filter(|(_, count)| *count > 0);
        let mut rules: BTreeMap<String, usize> = BTreeMap::new();
        for finding in &report.findings {
            *rules.entry(clean(&finding.rule.id).into_owned()).or_default() += 1;
        }
        let drafts = Drafts::of(report).told();
        let found: BTreeSet<&str> =
            report.findings.iter().map(|finding| finding.primary.source.path()).collect();
        let clean: Vec<String> = report
            .drafts
            .iter()
            .filter(|path| !found.contains(path.as_str()))
            .map(|path| clean(path).into_owned())
            .collect();
        Self {
            style: STYLE,
            style_hash: STYLE_HASH,
            script: SCRIPT,
            script_hash: SCRIPT_HASH,
            summary: report.summary.to_string(),
            count: report.findings.len(),
            severities: told
                .map(|(name, count)| SeverityEntry { name, told: counted(count, name) })
                .collect(),
            rules: rules.into_iter().map(|(id, count)| RuleEntry { id, count }).collect(),
            drafts,
            clean_told: format!("{} without faults", counted(clean.len(), "draft")),
            clean,
        }
    }
}

/// All drafts that a finding points into, in the order of their paths, with the places it points at.
struct Drafts<'r> {
    report: &'r Report,
    sources: Vec<&'r Arc<Source>>,
    places: Vec<Vec<Place>>,
}

impl<'r> Drafts<'r> {
    fn of(report: &'r Report) -> Self {
        let labels = || {
            report
                .findings
                .iter()
                .flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related))
        };
        let mut sources: Vec<&Arc<Source>> = labels().map(|label| &label.source).collect();
        sources.sort_by(|one, other| {
            one.path().cmp(other.path()).then_with(|| Arc::as_ptr(one).cmp(&Arc::as_ptr(other)))
        });
        sources.dedup_by(|one, other| Arc::ptr_eq(one, other));
        let known: HashMap<*const Source, usize> =
            sources.iter().map(|source| Arc::as_ptr(source)).zip(0..).collect();
        let mut places: Vec<Vec<Place>> = sources.iter().map(|_| Vec::new()).collect();
        for (index, finding) in report.findings.iter().enumerate() {
            for (number, label) in std::iter::once(&finding.primary).chain(&finding.related).enumerate() {
                places[known[&Arc::as_ptr(&label.source)]].push(Place {
                    span: label.span,
                    finding: index,
                    number,
                    severity: finding.severity,
                });
            }
        }
        Self { report, sources, places }
    }

    fn told(&self) -> Vec<Draft> {
        (0..self.sources.len()).map(|index| self.draft(index)).collect()
    }

    fn draft(&self, index: usize) -> Draft {
        let (source, places) = (self.sources[index], &self.places[index]);
        let own = places.iter().filter(|place| place.number == 0).count();
        let told = match own {
            0 => "pointed at from elsewhere".to_owned(),
            own => counted(own, "finding"),
        };
        let mut rows = Vec::new();
        let mut gap = 0;
        let shown = Self::shown_lines(source, places);
        for line in 0..source.lines().count() {
            if !shown.contains(line) {
                gap += 1;
                continue;
            }
            if gap > 0 {
                rows.push(Row { gap: std::mem::take(&mut gap), ..Row::default() });
            }
            let row = self.row(source, places, line);
            // Blank lines part paragraphs, which stand apart on the page as it is.
            if !row.cards.is_empty()
                || row.pieces.iter().any(|piece| !piece.text.trim().is_empty() || !piece.class.is_empty())
            {
                rows.push(row);
            }
        }
        if gap > 0 {
            rows.push(Row { gap, ..Row::default() });
        }
        Draft { id: format!("d{index}"), path: clean(source.path()).into_owned(), told, rows }
    }

    fn shown_lines(source: &Source, places: &[Place]) -> Lines {
        if source.lines().count() <= WHOLE {
            return Lines::All;
        }
        let mut shown = BTreeSet::new();
        for place in places {
            for at in [place.span.start(), place.span.end()] {
                let line = source.lines().index(at);
                shown.extend(line.saturating_sub(AROUND)..=line + AROUND);
            }
        }
        Lines::Some(shown)
    }

    fn row(&self, source: &Source, places: &[Place], line: usize) -> Row {
        let lines = source.lines();
        let start = lines.start(line);
        let end = if line + 1 < lines.count() { lines.start(line + 1) } else { source.text().len() };
        let is_last = line + 1 == lines.count();
        let begins_here = |place: &&Place| {
            let at = place.span.start();
            start <= at && (at < end || is_last && at == end)
        };
        let cards = places.iter().filter(|place| place.number == 0).filter(begins_here);
        Row {
            line: line + 1,
            gap: 0,
            pieces: pieces(source, start..end, is_last, places),
            cards: cards.map(|place| self.card(place.finding)).collect(),
        }
    }

    fn card(&self, index: usize) -> Card {
        let finding = &self.report.findings[index];
        let position = finding.primary.source.position(finding.primary.span.start());
        let has_text = !finding.primary.source.text().is_empty();
        let link = |(label, number): (&Label, usize)| {
            let position = label.source.position(label.span.start());
            let place = format!("line {}", position.line);
            let place = match label.source.path() == finding.primary.source.path() {
                true => place,
                false => format!("{}, {place}", clean(label.source.path())),
            };
            let note = clean(&label.note);
            let told = if note.is_empty() { place } else { format!("{note}: {place}") };
            Link { mark: mark_id(index, number), told }
        };
        let why = self.report.rules.get(&finding.rule.id).map(|rule| rule.why.trim().to_owned());
        Card {
            id: format!("f{index}"),
            severity: finding.severity.name(),
            rule: clean(&finding.rule.id).into_owned(),
            message: clean(&finding.message).into_owned(),
            place: format!("{}:{}", position.line, position.column),
            mark: has_text.then(|| mark_id(index, 0)),
            notes: notes(finding),
            fix: finding
                .fix
                .as_ref()
                .map(|fix| FixEntry { title: clean(&fix.title).into_owned(), safety: fix.safety.name() }),
            related: finding.related.iter().zip(1..).map(link).collect(),
            why: why.unwrap_or_default(),
        }
    }
}

/// What is told below the message.
fn notes(finding: &Finding) -> Vec<String> {
    // Most notes say in fewer words what the message says.
    let own = Some(&finding.primary.note).filter(|note| !finding.message.contains(note.as_str()));
    own.into_iter().chain(&finding.notes).map(|note| clean(note).into_owned()).collect()
}

/// Which lines of a draft are shown.
enum Lines {
    All,
    Some(BTreeSet<usize>),
}

impl Lines {
    fn contains(&self, line: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some(shown) => shown.contains(&line),
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::report::tests::{finding, in_draft, report, written};

    #[test]
    fn the_policy_allows_this_style_and_this_script_only() {
        let hash = |text: &str| {
            format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text)))
        };
        assert_eq!(STYLE_HASH, hash(STYLE));
        assert_eq!(SCRIPT_HASH, hash(SCRIPT));
    }

    #[test]
    fn copy_stays_copy() {
        let text = "A <script>alert(1)</script> & “teh\u{1b}” end\n";
        let teh = text.find("teh").unwrap();
        let mut found = in_draft("<b>.md", text, (teh, teh + 3));
        found.message = "“<i>” & more".to_owned();
        let page = written(write, &report(vec![found]));
        assert!(page.contains("A &lt;script&gt;alert(1)&lt;&#x2f;script&gt; &amp; “<mark class=\"error\" id=\"m0-0\" data-findings=\"f0\" tabindex=\"0\">teh</mark>␛” end"), "{page}");
        assert!(page.contains("“&lt;i&gt;” &amp; more") && page.contains("&lt;b&gt;.md"));
        assert_eq!(page.matches("<script").count(), 1, "its own");
        assert!(!page.contains("://"), "nothing is loaded from elsewhere");
    }

    #[test]
    fn both_places_are_linked() {
        let page = written(write, &report(vec![finding("one two\n\none two\n", &[(9, 16), (0, 7)])]));
        assert!(page.contains("<a href=\"#m0-1\">note 1: line 1</a>"), "{page}");
        assert!(page.contains("id=\"m0-1\"") && page.contains("id=\"m0-0\""));
    }

    #[test]
    fn long_drafts_are_shown_around_their_faults() {
        let text = "line\n".repeat(5_000);
        let page = written(write, &report(vec![in_draft("a.md", &text, (10_000, 10_004))]));
        assert_eq!(page.matches("<p class=\"copy\">").count(), 5);
        assert!(
            page.contains("1998 lines are not shown") && page.contains("2998 lines are not shown"),
            "{page}"
        );
    }

    #[test]
    fn a_run_without_faults_says_so() {
        let mut report = report(Vec::new());
        report.drafts = vec!["a.md".to_owned(), "b.md".to_owned()];
        let page = written(write, &report);
        assert!(page.contains("No faults found.") && page.contains("2 drafts without faults"));
    }
}
