//! From settings to rules that run: which rules are on for a draft, with which severity and parameters. Drafts whose
//! settings come to the same share one plan. All mistakes on the way are collected.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::threads;
use crate::document::{Breaks, Source, Span};
use crate::finding::Severity;
use crate::lexicon::{Hunspell, Region, Vocabulary};
use crate::rule::{self, Rule, RuleSet, RuleSource};
use crate::settings::{Language, Profile, Setting, Settings, WHERE_TO_GET_ONE, describe};
use crate::table::{Mistake, Mistakes, Place, did_you_mean};

/// What is done with a draft.
pub struct Plan {
    /// The rules that are on, ready to run.
    pub rules: RuleSet,
    /// What ends a paragraph.
    pub paragraphs: Breaks,
    /// The words that the project accepts.
    pub vocabulary: Arc<Vocabulary>,
    /// Whose spelling is proposed.
    pub house: Region,
    /// The dictionary of another language than English.
    pub dictionary: Option<Arc<Hunspell>>,
    /// The settings behind it.
    pub profile: Profile,
    /// The ids of all rules, on or off, and of those whose file has a mistake.
    pub known: Arc<BTreeSet<Arc<str>>>,
}

/// Which rules the command line asks for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these; empty: all that are on.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
}

/// The plans of a run, made as drafts ask for them.
#[derive(Default)]
pub struct Plans {
    selection: Selection,
    threads: Option<usize>,
    catalogues: HashMap<*const Settings, Catalogue>,
    plans: HashMap<Profile, Arc<Plan>>,
    /// By the path of their words.
    dictionaries: HashMap<PathBuf, Arc<Hunspell>>,
    rule_mistakes: Mistakes,
    settings_mistakes: Mistakes,
    named: BTreeSet<String>,
}

/// All rules that hold under one settings file.
struct Catalogue {
    rules: Vec<Arc<Rule>>,
    known: Arc<BTreeSet<Arc<str>>>,
    vocabulary: Arc<Vocabulary>,
    /// Keeps the address that it is found by.
    _settings: Arc<Settings>,
}

impl Plans {
    /// Plans for the rules that the command line asks for, made ready on so many `threads` (`None`: one a core).
    #[must_use]
    pub fn new(selection: Selection, threads: Option<usize>) -> Self {
        Self { selection, threads, ..Self::default() }
    }

    /// The plan for the draft at the absolute `path`, which `settings` govern.
    pub fn for_draft(&mut self, path: &Path, settings: &Arc<Settings>) -> Arc<Plan> {
        let profile = settings.profile(path);
        if let Some(plan) = self.plans.get(&profile) {
            return Arc::clone(plan);
        }
        let plan = Arc::new(self.plan(profile.clone()));
        self.plans.insert(profile, Arc::clone(&plan));
        plan
    }

    /// All rules under `settings`, sorted by id.
    pub fn catalogue(&mut self, settings: &Arc<Settings>) -> Vec<Arc<Rule>> {
        self.load(settings).rules.clone()
    }

    /// What is wrong with rule files, and what with settings, as far as drafts have asked for them.
    #[must_use]
    pub fn into_mistakes(mut self) -> (Vec<Mistake>, Vec<Mistake>) {
        self.refuse_unknown_selection();
        (once(self.rule_mistakes), once(self.settings_mistakes))
    }

    fn load(&mut self, settings: &Arc<Settings>) -> &Catalogue {
        let (rule_mistakes, settings_mistakes) = (&mut self.rule_mistakes, &mut self.settings_mistakes);
        let (named, threads) = (&mut self.named, &self.threads);
        self.catalogues.entry(Arc::as_ptr(settings)).or_insert_with(|| {
            let folders = &settings.rule_folders.value;
            let folders: Vec<_> =
                folders.iter().map(|folder| (folder.path.clone(), folder.shown.clone())).collect();
            let sources = rule::sources(&folders, rule_mistakes);
            let read = threads::map(&sources, *threads, RuleSource::read);
            let broken = sources.iter().zip(&read).filter(|(_, (rule, _))| rule.is_none());
            let mut known: BTreeSet<Arc<str>> =
                broken.map(|(source, _)| source.promised_id().into()).collect();
            let rules = rule::gather(read, rule_mistakes);
            known.extend(rules.iter().map(|rule| Arc::clone(&rule.name.id)));
            named.extend(known.iter().map(|id| id.to_string()));
            let ids: Vec<&str> = known.iter().map(|id| &**id).collect();
            for mistake in settings.unknown_rules(&ids) {
                settings_mistakes.add(&mistake.place, mistake.message, mistake.advice);
            }
            let words = settings.accepted().map(|word| word.text.clone());
            let rejected = settings.reject.value.iter();
            let rejected = rejected.map(|word| (word.text.clone(), word.instead.clone()));
            Catalogue {
                rules,
                known: Arc::new(known),
                vocabulary: Arc::new(Vocabulary::new(words).rejecting(rejected)),
                _settings: Arc::clone(settings),
            }
        })
    }

    fn plan(&mut self, profile: Profile) -> Plan {
        let selection = self.selection.clone();
        let catalogue = self.load(profile.settings());
        let (rules, known) = (catalogue.rules.clone(), Arc::clone(&catalogue.known));
        let vocabulary = Arc::clone(&catalogue.vocabulary);
        let changes = profile.rules();
        let mut active = Vec::new();
        for rule in rules {
            let change = changes.get(&*rule.name.id);
            let severity = selection.severity(&rule, effective_severity(&rule, &changes));
            let params = change.map(|change| &change.params);
            // With broken parameters in the settings a rule runs with those of its own file.
            let configured = rule.configured(params, severity, &mut self.settings_mistakes);
            active
                .extend(configured.or_else(|| rule.configured(None, severity, &mut self.settings_mistakes)));
        }
        let (paragraphs, language) = (profile.paragraphs().value, profile.language());
        drop(changes);
        let (house, dictionary) = (language.value.house(), self.dictionary(&profile, &language));
        Plan { rules: RuleSet::compile(active), paragraphs, vocabulary, house, dictionary, profile, known }
    }

    /// The dictionary of a language that is not English, read once a run. Where there is none, that is a mistake.
    fn dictionary(&mut self, profile: &Profile, language: &Setting<Language>) -> Option<Arc<Hunspell>> {
        let Language::Other(tag) = &language.value else { return None };
        let named = &profile.settings().dictionaries.value;
        let missing = || Some(Arc::new(Hunspell::missing()));
        let Some(file) = named.iter().find(|file| *file.tag == **tag) else {
            if let Some(place) = language.origin.place() {
                let message = format!("there is no dictionary for “{tag}”");
                self.settings_mistakes.add(place, message, WHERE_TO_GET_ONE);
            }
            return missing();
        };
        if !file.found {
            return missing();
        }
        if let Some(known) = self.dictionaries.get(&file.words) {
            return Some(Arc::clone(known));
        }
        let read = |path: &Path| std::fs::read(path).map_err(|error| describe(&error));
        let dictionary =
            read(&file.affixes).and_then(|affixes| Hunspell::read(&affixes, &read(&file.words)?));
        let dictionary = dictionary.unwrap_or_else(|why| {
            let message = format!("the dictionary for “{tag}” cannot be read: {why}");
            self.settings_mistakes.add(&file.place, message, "");
            Hunspell::missing()
        });
        let dictionary = Arc::new(dictionary);
        self.dictionaries.insert(file.words.clone(), Arc::clone(&dictionary));
        Some(dictionary)
    }

    /// A rule that `--rule` or `--skip` names and no draft's rules hold is a mistake of the command line.
    fn refuse_unknown_selection(&mut self) {
        if self.named.is_empty() {
            return;
        }
        let lists = [("--rule", &self.selection.only), ("--skip", &self.selection.skip)];
        for (flag, id) in lists.into_iter().flat_map(|(flag, ids)| ids.iter().map(move |id| (flag, id))) {
            if !self.named.contains(id) {
                let place = Place { source: Source::new(flag, id.as_str()), span: Span::new(0, id.len()) };
                let advice = did_you_mean(id, self.named.iter().map(String::as_str));
                self.settings_mistakes.add(&place, format!("unknown rule “{id}”"), advice);
            }
        }
    }
}

/// Each mistake once: the same value may be met on the way to several plans.
fn once(mistakes: Mistakes) -> Vec<Mistake> {
    let mut seen = BTreeSet::new();
    let mut mistakes = mistakes.into_vec();
    mistakes.retain(|mistake| {
        let place = &mistake.place;
        seen.insert((Arc::as_ptr(&place.source), place.span, mistake.message.clone()))
    });
    mistakes
}

/// The severity of `rule` under the changes that settings make; `None` when it is off.
#[must_use]
pub fn effective_severity(
    rule: &Rule,
    changes: &BTreeMap<&str, crate::settings::RuleChange>,
) -> Option<Severity> {
    let change = changes.get(&*rule.name.id).and_then(|change| change.severity.as_ref());
    change.map_or(rule.severity, |severity| severity.value)
}

impl Selection {
    /// The severity with which `rule` runs: asking for a rule by its name switches it on, as a note if it has none.
    fn severity(&self, rule: &Rule, severity: Option<Severity>) -> Option<Severity> {
        let names = |ids: &[String]| ids.iter().any(|id| **id == *rule.name.id);
        if names(&self.skip) {
            None
        } else if self.only.is_empty() {
            severity
        } else {
            names(&self.only).then(|| severity.or(rule.severity).unwrap_or(Severity::Note))
        }
    }
}
