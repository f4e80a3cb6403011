//! The baseline: findings that were there when it was made and let pass until somebody mends them, so that old copy does not hide
//! what is new. It holds no line numbers and no messages, and it only shrinks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::run::{Job, Outcome, rule_index};
use crate::document::{Source, Span};
use crate::finding::{DESK, Finding, Label, Severity};
use crate::settings::{BaselineFile, describe};

/// The name of a baseline for which no other is given.
pub const BASELINE_NAME: &str = "copydesk-baseline.json";

/// How many words of a finding an entry shows, for whoever reads the file.
const WORDS: usize = 8;
/// How many stale entries a finding points at beside the first.
const SHOWN: usize = 20;

/// One finding that is let pass.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineEntry {
    /// The draft, from the folder of the baseline, with forward slashes.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// The first words that were hit; read by people only.
    pub words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    entries: Vec<BaselineEntry>,
}

/// A baseline, read from its file or about to be written.
#[derive(Debug)]
pub struct Baseline {
    /// Where it stands; absolute.
    pub path: PathBuf,
    source: Arc<Source>,
    entries: BTreeSet<BaselineEntry>,
}

impl Baseline {
    /// An empty one, to be written to `path`.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path, source: Source::new("", ""), entries: BTreeSet::new() }
    }

    /// Reads the one that settings name.
    ///
    /// # Errors
    ///
    /// A finding `invalid-baseline` where it is missing (at the place that names it) or no baseline (at the place of the mistake).
    pub fn read(file: &BaselineFile) -> Result<Self, Box<Finding>> {
        let told = |source: &Arc<Source>, span: Span, message: String, advice: &str| {
            let primary = Label { source: Arc::clone(source), span, note: String::new() };
            Box::new(Finding::desk("invalid-baseline", primary, message, advice))
        };
        let text = std::fs::read(&file.path).map_err(|error| describe(&error)).and_then(|bytes| {
            String::from_utf8(bytes)
                .map_err(|error| format!("it is not UTF-8 (byte {})", error.utf8_error().valid_up_to()))
        });
        let text = text.map_err(|why| {
            let message = format!("the baseline {} cannot be read: {why}", file.shown);
            told(&file.place.source, file.place.span, message, "“copydesk baseline create” writes it")
        })?;
        let source = Source::new(file.shown.as_str(), text);
        let advice = "“copydesk baseline create --force” writes it anew";
        let written: Written = serde_json::from_str(source.text()).map_err(|error| {
            let lines = source.lines();
            let line = error.line().saturating_sub(1).min(lines.count() - 1);
            let at = (lines.start(line) + error.column().saturating_sub(1)).min(source.text().len());
            let at = (0..=at).rev().find(|&at| source.text().is_char_boundary(at)).unwrap_or(0);
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            told(&source, Span::point(at), format!("this is no baseline: {message}"), advice)
        })?;
        if written.version != 1 {
            let message =
                format!("the baseline is of version {}, and this copydesk knows version 1", written.version);
            return Err(told(&source, Span::point(0), message, advice));
        }
        let entries = written.entries.into_iter().collect();
        Ok(Self { path: file.path.clone(), source, entries })
    }

    /// How many findings it lets pass.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it lets nothing pass.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes in a finding of the draft at the absolute `path`.
    pub fn add(&mut self, path: &Path, finding: &Finding) {
        let hit = finding.primary.source.slice(finding.primary.span);
        self.entries.insert(BaselineEntry {
            path: self.path_here(path),
            rule: finding.rule.id.to_string(),
            fingerprint: finding.fingerprint.clone(),
            words: hit.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" "),
        });
    }

    /// Drops these entries.
    pub fn drop_entries(&mut self, stale: &[BaselineEntry]) {
        for entry in stale {
            self.entries.remove(entry);
        }
    }

    /// The file: an entry a line, sorted, so that two people who change it do not meet.
    #[must_use]
    pub fn to_json(&self) -> String {
        let entry = |entry| serde_json::to_string(entry).expect("texts are JSON");
        let entries: Vec<String> = self.entries.iter().map(|one| format!("    {}", entry(one))).collect();
        let list =
            if entries.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", entries.join(",\n")) };
        format!("{{\n  \"version\": 1,\n  \"entries\": {list}\n}}\n")
    }

    /// A path as entries tell it.
    fn path_here(&self, path: &Path) -> String {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// What baselines did to a run.
#[derive(Debug, Default)]
pub struct Baselined {
    /// The baselines that were read, in order of their paths, each with its stale entries.
    pub read: Vec<(Baseline, Vec<BaselineEntry>)>,
}

/// Takes the findings out that baselines let pass, and counts them; an entry whose finding is gone, though its draft was read and
/// its rule ran, or whose draft is gone, is stale, which is told once for each baseline. Those that cannot be read are told as well.
pub fn take_baselined(outcome: &mut Outcome, jobs: &[Job]) -> Baselined {
    let mut files: BTreeMap<PathBuf, BaselineFile> = BTreeMap::new();
    let mut governed: HashMap<&str, (&Job, PathBuf)> = HashMap::new();
    for job in jobs {
        if let Some(file) = &job.plan.profile.settings().baseline.value {
            files.entry(file.path.clone()).or_insert_with(|| file.clone());
            governed.insert(&job.shown, (job, file.path.clone()));
        }
    }
    let (mut baselined, mut invalid) = (Baselined::default(), Vec::new());
    for (path, file) in files {
        let baseline = match Baseline::read(&file) {
            Ok(baseline) => baseline,
            Err(finding) => {
                outcome.failed = true;
                invalid.push(*finding);
                continue;
            }
        };
        let key = |entry: &BaselineEntry| (entry.path.clone(), entry.rule.clone(), entry.fingerprint.clone());
        let known: HashMap<_, &BaselineEntry> =
            baseline.entries.iter().map(|entry| (key(entry), entry)).collect();
        let mut found = BTreeSet::new();
        outcome.findings.retain(|finding| {
            let governed = governed.get(finding.primary.source.path()).filter(|(_, of)| *of == path);
            let Some((job, _)) = governed.filter(|_| finding.rule.kind != DESK) else { return true };
            let draft = baseline.path_here(&job.path);
            let entry =
                known.get(&(draft, finding.rule.id.to_string(), finding.fingerprint.clone())).copied();
            found.extend(entry);
            entry.is_none()
        });
        outcome.baselined += found.len();
        let of_here: Vec<&Job> =
            governed.values().filter(|(_, of)| *of == path).map(|(job, _)| *job).collect();
        let stale = stale(&baseline, &found, &of_here);
        if let Some(finding) = stale_finding(&baseline, &stale) {
            outcome.findings.push(finding);
        }
        baselined.read.push((baseline, stale));
    }
    outcome.findings.sort_by(|one, other| one.order().cmp(&other.order()));
    // What keeps the run from doing its work comes first.
    outcome.findings.splice(0..0, invalid);
    baselined
}

fn stale(baseline: &Baseline, found: &BTreeSet<&BaselineEntry>, jobs: &[&Job]) -> Vec<BaselineEntry> {
    let read: HashMap<String, &Job> = jobs.iter().map(|job| (baseline.path_here(&job.path), *job)).collect();
    let folder = baseline.path.parent().unwrap_or(Path::new(""));
    let is_stale = |entry: &&BaselineEntry| match read.get(&entry.path) {
        Some(job) => !found.contains(*entry) && rule_index(&job.plan, &entry.rule).is_some(),
        None => !folder.join(&entry.path).exists(),
    };
    baseline.entries.iter().filter(is_stale).cloned().collect()
}

/// A warning at the first of the stale entries.
fn stale_finding(baseline: &Baseline, stale: &[BaselineEntry]) -> Option<Finding> {
    let label = |entry: &BaselineEntry| {
        let text = baseline.source.text();
        let start = text.find(&entry.fingerprint)?;
        let span = Span::new(start, start + entry.fingerprint.len());
        Some(Label { source: Arc::clone(&baseline.source), span, note: entry.rule.clone() })
    };
    let mut labels = stale.iter().filter_map(label).take(1 + SHOWN);
    let primary = labels.next()?;
    let message = match stale.len() {
        1 => "an entry of the baseline is stale: what it lets pass is gone".to_owned(),
        count => format!("{count} entries of the baseline are stale: what they let pass is gone"),
    };
    let advice = "“copydesk baseline prune” drops what is stale";
    let finding = Finding::desk("stale-baseline", primary, message, advice);
    Some(Finding { severity: Severity::Warning, related: labels.collect(), ..finding })
}
