//! What settings come to for one draft: the file, the overrides whose paths hold the draft, and the command line, laid
//! on one another. Drafts with equal profiles share one compiled set of rules.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Settings;
use super::globs::Globs;
use super::origin::{Origin, Setting};
use crate::document::Breaks;
use crate::finding::Severity;
use crate::lexicon::Region;
use crate::table::{Place, Table};

/// The settings of one draft. Two profiles are equal when they come from the same settings by the same overrides.
#[derive(Clone, Debug)]
pub struct Profile {
    settings: Arc<Settings>,
    overrides: Vec<usize>,
}

/// What settings change about one rule.
#[derive(Clone, Debug)]
pub struct RuleChange {
    /// Where the rule's id stands.
    pub place: Place,
    /// The severity that is named, `None` inside for `off`. Naming one switches the rule on.
    pub severity: Option<Setting<Option<Severity>>>,
    /// The parameters that are named, to be laid on those of the rule's file.
    pub params: Table,
}

/// The language of drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// No choice is made between the American and the British one.
    English,
    /// American English.
    American,
    /// British English.
    British,
    /// Another language by its tag, *de-DE*, for which the settings name a dictionary.
    Other(Arc<str>),
}

impl Language {
    /// Those that need no dictionary.
    pub const ENGLISH: [Self; 3] = [Self::English, Self::American, Self::British];

    /// The tag that settings write.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::English => "en",
            Self::American => "en-US",
            Self::British => "en-GB",
            Self::Other(tag) => tag,
        }
    }

    /// Whose spelling that is.
    #[must_use]
    pub fn house(&self) -> Region {
        match self {
            Self::English | Self::Other(_) => Region::Both,
            Self::American => Region::American,
            Self::British => Region::British,
        }
    }
}

/// What a file, an override or the command line says about rules, paragraphs and the language.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    pub(super) rules: BTreeMap<String, RuleChange>,
    pub(super) paragraphs: Option<Setting<Breaks>>,
    pub(super) language: Option<Setting<Language>>,
    /// What the origin of a value among them is.
    pub(super) origin: fn(Place) -> Origin,
}

impl Default for Changes {
    fn default() -> Self {
        Self { rules: BTreeMap::new(), paragraphs: None, language: None, origin: Origin::File }
    }
}

/// What changes for the drafts that its globs hold.
#[derive(Clone, Debug)]
pub(super) struct Override {
    pub(super) paths: Globs,
    pub(super) changes: Changes,
}

impl Profile {
    pub(super) fn new(settings: Arc<Settings>, overrides: Vec<usize>) -> Self {
        Self { settings, overrides }
    }

    /// The settings that it comes from.
    #[must_use]
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// What ends a paragraph in these drafts.
    #[must_use]
    pub fn paragraphs(&self) -> Setting<Breaks> {
        let said = self.changes().filter_map(|changes| changes.paragraphs.clone()).last();
        said.unwrap_or(Setting::default(Breaks::Auto))
    }

    /// The language that these drafts are written in.
    #[must_use]
    pub fn language(&self) -> Setting<Language> {
        let said = self.changes().filter_map(|changes| changes.language.clone()).last();
        said.unwrap_or(Setting::default(Language::English))
    }

    /// What is changed about the rules, by id; rules that are not named stay as their files have them.
    #[must_use]
    pub fn rules(&self) -> BTreeMap<&str, RuleChange> {
        let mut rules: BTreeMap<&str, RuleChange> = BTreeMap::new();
        for (id, upper) in self.changes().flat_map(|changes| &changes.rules) {
            match rules.get_mut(id.as_str()) {
                Some(under) => {
                    under.severity = upper.severity.clone().or(under.severity.take());
                    under.params = under.params.merged(&upper.params);
                }
                None => {
                    rules.insert(id, upper.clone());
                }
            }
        }
        rules
    }

    /// Where the value of parameter `name` of rule `id` is from.
    #[must_use]
    pub fn origin_of_parameter(&self, id: &str, name: &str) -> Origin {
        let said = self.changes().filter_map(|changes| {
            let value = changes.rules.get(id)?.params.get(name)?;
            Some((changes.origin)(value.place.clone()))
        });
        said.last().unwrap_or(Origin::Default)
    }

    /// From the weakest to the strongest.
    fn changes(&self) -> impl Iterator<Item = &Changes> {
        let settings = &self.settings;
        std::iter::once(&settings.changes)
            .chain(self.overrides.iter().map(|&index| &settings.overrides[index].changes))
            .chain(&settings.command_line)
    }
}

impl PartialEq for Profile {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.settings, &other.settings) && self.overrides == other.overrides
    }
}

impl Eq for Profile {}

impl Hash for Profile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.settings.folder().hash(state);
        self.overrides.hash(state);
    }
}
