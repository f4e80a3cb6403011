//! The drafts that are open in the editor, and what is found in them: the same files, settings and rules as on the command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::Uri;

use super::place;
use crate::cli::trouble;
use crate::document::{Markup, Source};
use crate::finding::Finding;
use crate::lint::{Input, Job, Plans, Selection, lint, take_baselined};
use crate::settings::Resolver;
use crate::settings::locate::shown_from;

/// What is open, and what was found.
pub(super) struct Desk {
    /// The folder that the editor works in.
    root: PathBuf,
    drafts: BTreeMap<String, Draft>,
    /// Whether a draft has changed since the last lint.
    dirty: bool,
    /// Whether what all drafts depend on may have changed: settings, rules, which drafts are open.
    unsettled: bool,
    /// What is wrong with settings and rule files.
    trouble: Vec<Finding>,
    /// What was found, by the URI of the file that it is told at.
    found: BTreeMap<String, Vec<Finding>>,
}

/// An open draft.
struct Draft {
    uri: Uri,
    path: PathBuf,
    text: String,
    version: i32,
    /// What is done with it; nothing where the settings exclude it. Its input is not used.
    job: Option<Job>,
}

impl Draft {
    /// The draft as it stands, ready to be linted; nothing where it is excluded.
    fn to_lint(&self) -> Option<Job> {
        let Job { shown, path, markup, plan, .. } = self.job.as_ref()?;
        Some(Job {
            shown: shown.clone(),
            path: path.clone(),
            markup: *markup,
            input: Input::Bytes(self.text.clone().into_bytes()),
            plan: Arc::clone(plan),
        })
    }
}

impl Desk {
    pub(super) fn new(root: PathBuf) -> Self {
        Self {
            root,
            drafts: BTreeMap::new(),
            dirty: false,
            unsettled: false,
            trouble: Vec::new(),
            found: BTreeMap::new(),
        }
    }

    /// Takes in a draft as it stands now; what is no file is left alone.
    pub(super) fn put(&mut self, uri: &Uri, text: String, version: i32) {
        self.dirty = true;
        if let Some(draft) = self.drafts.get_mut(uri.as_str()) {
            (draft.text, draft.version) = (text, version);
            return;
        }
        let Some(path) = place::path(uri) else { return };
        self.drafts
            .insert(uri.as_str().to_owned(), Draft { uri: uri.clone(), path, text, version, job: None });
        self.unsettled = true;
    }

    pub(super) fn close(&mut self, uri: &Uri) {
        self.drafts.remove(uri.as_str());
        self.touch();
    }

    /// Something that all drafts depend on may have changed.
    pub(super) fn touch(&mut self) {
        (self.dirty, self.unsettled) = (true, true);
    }

    /// What was found at a URI, after the last call of [`lint`](Self::lint).
    pub(super) fn found(&self, uri: &Uri) -> &[Finding] {
        self.found.get(uri.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The source of an open draft, as it stands.
    pub(super) fn source(&self, uri: &Uri) -> Option<Arc<Source>> {
        let draft = self.drafts.get(uri.as_str())?;
        Some(Source::new(draft.path.to_string_lossy(), draft.text.as_str()))
    }

    /// The job of an open draft that is not excluded, to be linted by itself.
    pub(super) fn job(&self, uri: &Uri) -> Option<Job> {
        self.drafts.get(uri.as_str())?.to_lint()
    }

    /// The folder of a draft, by which its settings are found.
    pub(super) fn folder(&self, uri: &Uri) -> Option<&Path> {
        self.drafts.get(uri.as_str())?.path.parent()
    }

    /// The URI of a file by the path that it is shown under; of an open draft the one that the editor uses.
    pub(super) fn uri_of(&self, shown: &str) -> Option<Uri> {
        let is_shown = |draft: &&Draft| draft.job.as_ref().is_some_and(|job| job.shown == shown);
        let open = self.drafts.values().find(is_shown).map(|draft| draft.uri.clone());
        open.or_else(|| place::uri(&self.root.join(shown)))
    }

    /// The version of an open draft.
    pub(super) fn version(&self, uri: &str) -> Option<i32> {
        self.drafts.get(uri).map(|draft| draft.version)
    }

    /// Lints all open drafts as one run, if something has changed since; says whether it did. What is told of settings and rule files
    /// is found at their own URIs.
    pub(super) fn lint(&mut self) -> bool {
        if !std::mem::take(&mut self.dirty) {
            return false;
        }
        if std::mem::take(&mut self.unsettled) {
            self.settle();
        }
        self.found.clear();
        let mut jobs: Vec<Job> = self.drafts.values().filter_map(Draft::to_lint).collect();
        jobs.sort_by(|one, other| one.shown.cmp(&other.shown));
        let mut outcome = lint(&jobs, &[], None, &|| ());
        take_baselined(&mut outcome, &jobs);
        for finding in outcome.findings.into_iter().chain(self.trouble.iter().cloned()) {
            if let Some(uri) = self.uri_of(finding.primary.source.path()) {
                self.found.entry(uri.as_str().to_owned()).or_default().push(finding);
            }
        }
        true
    }

    /// Reads settings and rules anew.
    fn settle(&mut self) {
        let Ok(resolver) = Resolver::new(&[], false, &self.root) else { return };
        let resolver = Arc::new(resolver);
        let mut plans = Plans::new(Selection::default(), None);
        for draft in self.drafts.values_mut() {
            let settings = resolver.for_path(&draft.path);
            // What the settings exclude is linted by nobody.
            let is_read = !settings.excludes(&draft.path) && !settings.is_word_file(&draft.path);
            draft.job = is_read.then(|| Job {
                shown: shown_from(&draft.path, &self.root),
                path: draft.path.clone(),
                markup: Markup::of_path(&draft.path.to_string_lossy()),
                input: Input::File,
                plan: plans.for_draft(&draft.path, &settings),
            });
        }
        self.trouble = trouble::of_files(plans, &resolver);
    }

    /// All URIs at which something is told or a draft is open, each with what is found there.
    pub(super) fn all(&self) -> BTreeMap<String, &[Finding]> {
        let mut all: BTreeMap<String, &[Finding]> =
            self.drafts.keys().map(|uri| (uri.clone(), &[][..])).collect();
        all.extend(self.found.iter().map(|(uri, findings)| (uri.clone(), findings.as_slice())));
        all
    }
}
