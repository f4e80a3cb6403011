//! Reads the tables of which a `lint.toml` may hold several: `[[override]]` and `[[stet]]`. One in which something is
//! wrong holds nowhere, or leaves that out; whatever else is wrong in it is told all the same.

use super::StetEntry;
use super::file::Reader;
use super::globs::{Case, Globs};
use super::origin::Origin;
use super::profile::Override;
use crate::table::{Data, Entry, Place, Table, Value};

/// A `[[stet]]` as it is written. What is wrong with it by itself is told already; what the other settings make of it
/// is not.
#[derive(Clone, Debug)]
pub(super) struct WrittenStet {
    /// The rule that it names, and where.
    pub(super) rule: Option<(String, Place)>,
    /// Whether it gives a reason, perhaps a wrong one.
    pub(super) is_reasoned: bool,
    /// The entry as a whole.
    pub(super) place: Place,
    /// What it comes to, unless something is wrong.
    pub(super) entry: Option<StetEntry>,
}

impl Reader<'_> {
    /// The tables of `[[name]]`, with what does not belong into them refused.
    fn tables<'t>(&mut self, value: &'t Value, name: &str, known: &[&str]) -> Vec<(&'t Place, &'t Table)> {
        let items = if let Data::Table(_) = value.data {
            let advice = format!("write [[{name}]], with two brackets: there may be several");
            self.mistakes.add(&value.place, format!("“{name}” must be a list of tables"), advice);
            std::slice::from_ref(value)
        } else {
            value.list(self.mistakes).unwrap_or_default()
        };
        let mut tables = Vec::new();
        for item in items {
            if let Some(table) = item.table(self.mistakes) {
                table.refuse_unknown(known, &format!("setting in [[{name}]]"), self.mistakes);
                tables.push((&item.place, table));
            }
        }
        tables
    }

    /// Whether `table` lacks `name`, unless it is misspelt or may stand in what could not be read.
    fn lacks(&self, table: &Table, name: &str, known: &[&str]) -> bool {
        table.get(name).is_none() && !self.torn && !table.misspells(name, known)
    }

    /// The `paths` of an `[[override]]` or a `[[stet]]`; a table without any is a mistake and holds nowhere.
    fn paths(&mut self, table: &Table, place: &Place, name: &str, known: &[&str]) -> Option<Globs> {
        if self.lacks(table, "paths", known) {
            let advice = "add paths = [\"folder/**\"]";
            self.mistakes.add(place, format!("this [[{name}]] names no “paths”"), advice);
        }
        let value = table.get("paths")?;
        let items = value.texts(self.mistakes)?;
        if value.list(self.mistakes).is_some_and(<[Value]>::is_empty) {
            let message = format!("this [[{name}]] holds nowhere: its “paths” are empty");
            self.mistakes.add(&value.place, message, "add a glob, such as \"folder/**\"");
        }
        Globs::read(&items, self.folder, Case::Exact, self.mistakes)
    }

    pub(super) fn overrides(&mut self, value: &Value) -> Option<Vec<Override>> {
        const KEYS: &[&str] = &["paths", "rules", "paragraphs", "language"];
        let mut overrides = Vec::new();
        for (place, table) in self.tables(value, "override", KEYS) {
            let paths = self.paths(table, place, "override", KEYS);
            let changes =
                self.changes(table, if self.is_file(place) { Origin::Override } else { self.origin });
            let is_empty =
                |value: &Value| matches!(&value.data, Data::Table(rules) if rules.entries().is_empty());
            let says = KEYS[1..].iter().any(|name| table.get(name).is_some_and(|value| !is_empty(value)));
            let is_known = |entry: &Entry| KEYS.contains(&entry.name.as_str());
            if !says && !self.torn && table.entries().iter().all(is_known) {
                let advice = "add rules.ID.severity, rules.ID.params, paragraphs or language";
                self.mistakes.add(place, "this [[override]] changes nothing", advice);
            }
            // One that holds nowhere may still name rules that there are not.
            let paths = paths.unwrap_or_else(|| Globs::of(&[], self.folder, Case::Exact));
            overrides.push(Override { paths, changes });
        }
        Some(overrides)
    }

    /// Whether `place` stands in a file, not on the command line.
    fn is_file(&self, place: &Place) -> bool {
        matches!((self.origin)(place.clone()), Origin::File(_))
    }

    pub(super) fn stets(&mut self, value: &Value) -> Option<Vec<WrittenStet>> {
        const KEYS: &[&str] = &["paths", "rule", "text", "reason"];
        let mut stets = Vec::new();
        for (place, table) in self.tables(value, "stet", KEYS) {
            let paths = self.paths(table, place, "stet", KEYS);
            let rule = self.line(table, "rule");
            if self.lacks(table, "rule", KEYS) {
                self.mistakes.add(place, "this [[stet]] names no “rule”", "add rule = \"the rule's id\"");
            }
            let (text, reason) = (self.line(table, "text"), self.line(table, "reason"));
            let is_sound = text.is_some() || table.get("text").is_none();
            let (text, reason) = (text.map(|(text, _)| text), reason.map(|(reason, _)| reason));
            let entry = |(paths, (rule, rule_place))| StetEntry {
                paths,
                rule,
                rule_place,
                text,
                reason,
                place: place.clone(),
            };
            stets.push(WrittenStet {
                entry: paths.zip(rule.clone()).filter(|_| is_sound).map(entry),
                rule,
                is_reasoned: !self.lacks(table, "reason", KEYS),
                place: place.clone(),
            });
        }
        Some(stets)
    }

    /// The string `name`, which must not be blank.
    fn line(&mut self, table: &Table, name: &str) -> Option<(String, Place)> {
        let value = table.get(name)?;
        let text = value.text(self.mistakes)?;
        if text.trim().is_empty() {
            self.mistakes.add(&value.place, format!("“{name}” is empty"), "");
            return None;
        }
        Some((text.to_owned(), value.place.clone()))
    }
}
