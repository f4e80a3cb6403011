//! A rule as it is used on drafts: with the severity and the parameters that settings give it. Where those come from
//! is left to the settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Rule;
use super::file::refuse_unknown_names;
use crate::finding::Severity;
use crate::kinds::{Check, Params};
use crate::table::{Mistakes, Table};

/// A rule that is switched on. Cheap to clone.
#[derive(Clone)]
pub struct ActiveRule {
    rule: Arc<Rule>,
    severity: Severity,
    /// The check built anew; `None`: the parameters are those of the rule's own file.
    rebuilt: Option<Arc<Rebuilt>>,
}

/// A check with the parameters that it was built of.
struct Rebuilt {
    check: Check,
    params: Table,
}

impl ActiveRule {
    /// The rule with the parameters of its own file.
    #[must_use]
    pub fn new(rule: Arc<Rule>, severity: Severity) -> Self {
        Self { rule, severity, rebuilt: None }
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &Arc<Rule> {
        &self.rule
    }

    /// How much its findings weigh.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What it does.
    #[must_use]
    pub fn check(&self) -> &Check {
        self.rebuilt.as_deref().map_or(&self.rule.check, |rebuilt| &rebuilt.check)
    }

    /// What the rule does, in words: equal for two rules that read alike and whose parameters come to the same, though
    /// several settings may have read them from several places. Linear in the length of the rule's file.
    #[must_use]
    pub fn identity(&self) -> String {
        let declared = self.rule.kind.parameters;
        let params = self.rebuilt.as_deref().map_or(&self.rule.params, |rebuilt| &rebuilt.params);
        let said = params.entries().iter().map(|entry| (entry.name.as_str(), entry.value.data.to_string()));
        // What is said and what would hold anyway come to the same.
        let told: BTreeMap<&str, String> = said
            .filter(|(name, value)| {
                !declared.iter().any(|parameter| parameter.name == *name && parameter.default == value)
            })
            .collect();
        format!("{} {told:?} {}", self.rule.name.id, self.rule.place.source.text())
    }
}

impl Rule {
    /// The rule with `over` laid on the parameters of its file (tables merge key by key, lists replace) and with
    /// `severity`, or nothing when that is `None`, for `off`. What is wrong with the merged parameters is added to the
    /// mistakes: values know their places, so a mistake in settings points into the settings.
    #[must_use]
    pub fn configured(
        self: &Arc<Self>,
        over: Option<&Table>,
        severity: Option<Severity>,
        mistakes: &mut Mistakes,
    ) -> Option<ActiveRule> {
        let rebuilt = match over.filter(|over| !over.entries().is_empty()) {
            None => None,
            Some(over) => Some(Arc::new(self.rebuilt(over, mistakes)?)),
        };
        Some(ActiveRule { rule: Arc::clone(self), severity: severity?, rebuilt })
    }

    fn rebuilt(&self, over: &Table, mistakes: &mut Mistakes) -> Option<Rebuilt> {
        let before = mistakes.len();
        let place = over.entries().first().map_or(&self.place, |entry| &entry.place);
        let params = self.params.merged(over);
        let checked = Params::check(&params, self.kind.parameters, place.clone(), mistakes);
        let check = (self.kind.build)(&checked, &self.scope, mistakes)?;
        refuse_unknown_names(&self.message, place, self.kind, Some(&check), mistakes);
        (mistakes.len() == before).then_some(Rebuilt { check, params })
    }
}
