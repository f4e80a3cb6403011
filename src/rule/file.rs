//! Reads one rule file: TOML text in, a [`Rule`] out, or every mistake in it at its place, all at once. Which files
//! there are is left to `folder.rs`; what a kind makes of its parameters is the kind's own affair, and the scope has a file of
//! its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::scope::Written;
use super::{Example, Home, Proves, Rule, Template};
use crate::document::{Source, Span};
use crate::finding::{RuleName, Severity};
use crate::kinds::{Check, KINDS, Kind, Params, Scope};
use crate::table::{Data, Mistakes, Place, Table, Value, did_you_mean};

/// The keys of a rule file.
pub const KEYS: &[&str] =
    &["id", "kind", "severity", "message", "why", "scope", "yields-to", "params", "example"];

/// The keys of an `[[example]]`.
pub const EXAMPLE_KEYS: &[&str] = &["bad", "good", "fixed", "markdown", "beside", "vocabulary", "reject"];

/// Reads a rule file. `subject` is the folder under the rule folder that it stands in. A file with a mistake gives
/// no rule; all its mistakes are added.
pub fn read(source: &Arc<Source>, subject: &str, home: Home, mistakes: &mut Mistakes) -> Option<Rule> {
    let before = mistakes.len();
    let table = Table::parse(source, mistakes);
    let torn = mistakes.len() > before;
    let rule = read_table(&table, torn, source, subject, home, mistakes);
    rule.filter(|_| !torn)
}

/// Reads the table of a rule file; what could be read of it when it is `torn`, not valid TOML.
pub(super) fn read_table(
    table: &Table,
    torn: bool,
    source: &Arc<Source>,
    subject: &str,
    home: Home,
    mistakes: &mut Mistakes,
) -> Option<Rule> {
    let before = mistakes.len();
    table.refuse_unknown(KEYS, "key", mistakes);
    let top = Place { source: Arc::clone(source), span: Span::point(0) };
    let place = table.get("id").map_or(top, |id| id.place.clone());
    let proven = home == Home::BuiltIn;
    let mut file = File { table, place: &place, torn, proven, mistakes };
    let id = file.id(source.path());
    let kind = file.kind();
    let severity = file.severity();
    let message = file.message();
    let why = file.why();
    let given = file.given();
    let params = kind.map(|kind| file.params(kind, given));
    let used = kind.zip(params.as_ref());
    let scope = file.scope(used);
    let check = used.and_then(|(kind, params)| (kind.build)(params, &scope, file.mistakes));
    if let (Some(kind), Some((message, told))) = (kind, &message)
        // Where no check could be made, nobody knows what it would give.
        && (check.is_some() || kind.further_values.is_empty())
    {
        refuse_unknown_names(message, told, kind, check.as_ref(), file.mistakes);
    }
    let yields_to = file.yields_to(id);
    let looks_at_one = matches!(check, Some(Check::Document(_)));
    let examples = file.examples(looks_at_one);
    if file.mistakes.len() > before {
        return None;
    }
    let kind = kind?;
    Some(Rule {
        name: RuleName { id: Arc::from(id?), kind: kind.name },
        kind,
        subject: subject.to_owned(),
        severity: severity?,
        message: message?.0,
        why: why?,
        scope,
        yields_to,
        params: given.cloned().unwrap_or_default(),
        check: check?,
        examples,
        home,
        place,
    })
}

/// Every name in braces that neither the kind nor `check` gives becomes a mistake at `told`, where the message stands.
pub(super) fn refuse_unknown_names(
    message: &Template,
    told: &Place,
    kind: &Kind,
    check: Option<&Check>,
    mistakes: &mut Mistakes,
) {
    let own = match check {
        Some(Check::Document(check)) => check.values(),
        Some(Check::Corpus(check)) => check.values(),
        None => Vec::new(),
    };
    let known: Vec<&str> = ["text"]
        .into_iter()
        .chain(kind.values.iter().copied())
        .chain(own.iter().map(String::as_str))
        .collect();
    for name in message.names().filter(|name| !known.contains(name)).collect::<BTreeSet<_>>() {
        mistakes.add(
            &inside(told, &format!("{{{name}}}")),
            format!("the message names {{{name}}}, which this rule does not give"),
            did_you_mean(name, known.iter().copied()),
        );
    }
}

/// A rule file on its way to a rule.
struct File<'f> {
    table: &'f Table,
    /// Where a mistake about the file as a whole is shown: at its id, else at its first line.
    place: &'f Place,
    /// The file is not valid TOML: what seems to be missing may stand in what could not be read.
    torn: bool,
    /// It is built in, and tests have read it as if it were not.
    proven: bool,
    mistakes: &'f mut Mistakes,
}

impl<'f> File<'f> {
    fn required(&mut self, name: &str, advice: &str) -> Option<&'f Value> {
        let value = self.table.get(name);
        if value.is_none() && !self.may_be_meant(name) {
            self.mistakes.add(self.place, format!("the rule has no “{name}”"), advice);
        }
        // In a torn file a value that is not there reads as an empty one.
        value.filter(|value| !self.torn || !value.place.span.is_empty())
    }

    /// Whether a key that is not there may have been meant to be: it is misspelt, or stands in what could not be read.
    fn may_be_meant(&self, name: &str) -> bool {
        let mut lines = self.place.source.text().lines();
        self.table.misspells(name, KEYS)
            || self.torn && lines.any(|line| line.trim_start_matches([' ', '\t', '[', '"']).starts_with(name))
    }

    fn id(&mut self, path: &str) -> Option<&'f str> {
        let value = self.required("id", "it is the file's name without “.toml”")?;
        let id = value.text(self.mistakes)?;
        let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml");
        if !is_kebab_case(id) {
            let advice = "lower-case letters and digits, joined by single hyphens: “doubled-word”";
            self.mistakes.add(&value.place, format!("“{id}” is no rule id"), advice);
        } else if id != stem {
            let message = format!("the id “{id}” differs from the name of its file, “{stem}.toml”");
            self.mistakes.add(
                &value.place,
                message,
                format!("name the file “{id}.toml”, or the rule “{stem}”"),
            );
        }
        Some(id)
    }

    fn kind(&mut self) -> Option<&'static Kind> {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let value = self.required("kind", &format!("one of {}", names.join(", ")))?;
        let name = value.choice("kind", &names, self.mistakes)?;
        KINDS.iter().copied().find(|kind| kind.name == name)
    }

    /// The severity; the inner `None` is `off`.
    fn severity(&mut self) -> Option<Option<Severity>> {
        let value = self.required("severity", "one of error, warning, note, off")?;
        let name = value.choice("severity", &["error", "warning", "note", "off"], self.mistakes)?;
        Some(Severity::from_name(name))
    }

    /// The message, and where it stands.
    fn message(&mut self) -> Option<(Template, &'f Place)> {
        let value = self.required("message", "one line that names the fault")?;
        let text = value.text(self.mistakes)?;
        if text.trim().is_empty() || text.contains(['\n', '\r']) {
            self.mistakes.add(
                &value.place,
                "the message is not one line of text",
                "teaching goes into “why”",
            );
        }
        let (template, wrong) = Template::parse(text);
        for wrong in wrong {
            self.mistakes.add(&value.place, format!("the message cannot be read: {wrong}"), "");
        }
        Some((template, &value.place))
    }

    fn why(&mut self) -> Option<String> {
        let value = self.required("why", "say why the fault matters, to a journalist")?;
        let text = value.text(self.mistakes)?.trim();
        if text.is_empty() {
            self.mistakes.add(&value.place, "“why” is empty", "say why the fault matters, to a journalist");
        }
        Some(text.to_owned())
    }

    fn yields_to(&mut self, own: Option<&str>) -> Vec<String> {
        let Some(value) = self.table.get("yields-to") else { return Vec::new() };
        let ids = value.texts(self.mistakes).unwrap_or_default();
        for &(id, place) in &ids {
            if !is_kebab_case(id) {
                self.mistakes.add(place, format!("“{id}” is no rule id"), "copydesk rules lists them all");
            } else if Some(id) == own {
                self.mistakes.add(
                    place,
                    "a rule cannot yield to itself",
                    "name another one, or leave it out",
                );
            }
        }
        ids.into_iter().map(|(id, _)| id.to_owned()).collect()
    }

    fn scope(&mut self, used: Option<(&'static Kind, &Params)>) -> Scope {
        let value = self.table.get("scope");
        let torn = if value.is_some() { self.torn } else { self.may_be_meant("scope") };
        let written = Written::read(value, torn, self.mistakes);
        if let (Some((kind, params)), Some(named)) = (used, self.table.get("kind")) {
            written.refuse_unreadable(kind, &named.place, params, self.mistakes);
        }
        written.scope
    }

    /// The parameters as they stand in the file.
    fn given(&mut self) -> Option<&'f Table> {
        self.table.get("params").and_then(|value| value.table(self.mistakes))
    }

    /// The parameters that the kind gets to see: those that are well formed.
    fn params(&mut self, kind: &'static Kind, given: Option<&Table>) -> Params {
        let value = self.table.get("params");
        let place = value.or_else(|| self.table.get("kind")).map_or(self.place, |value| &value.place);
        let empty = Table::default();
        let params = Params::check(given.unwrap_or(&empty), kind.parameters, place.clone(), self.mistakes);
        let torn = self.torn || value.is_some() && given.is_none() || self.may_be_meant("params");
        let params = if torn { params.torn() } else { params };
        if self.proven { params.proven() } else { params }
    }

    /// The examples of a rule, which may be known to look at one draft only.
    fn examples(&mut self, looks_at_one: bool) -> Vec<Example> {
        let Some(value) = self.table.get("example") else { return Vec::new() };
        let Data::List(items) = &value.data else {
            self.mistakes.add(&value.place, "“example” is not a list of tables", "write [[example]]");
            return Vec::new();
        };
        items.iter().filter_map(|item| example(item, self.torn, looks_at_one, self.mistakes)).collect()
    }
}

fn is_kebab_case(id: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.starts_with(|first: char| first.is_ascii_lowercase()) && id.split('-').all(word)
}

/// One example; in a `torn` file its text may stand in what could not be read. A rule that `looks_at_one` draft has no use for
/// others.
fn example(item: &Value, torn: bool, looks_at_one: bool, mistakes: &mut Mistakes) -> Option<Example> {
    let table = item.table(mistakes)?;
    table.refuse_unknown(EXAMPLE_KEYS, "key", mistakes);
    if let Some(beside) = table.get("beside").filter(|_| looks_at_one) {
        let message = "the rule looks at one draft, so none beside it counts";
        mistakes.add(&beside.place, message, "leave “beside” out");
    }
    let mut text = |name: &str| {
        table.get(name).and_then(|value| Some((value.text(mistakes)?.to_owned(), value.place.clone())))
    };
    let (bad, good, fixed) = (text("bad"), text("good"), text("fixed"));
    let markdown = table.get("markdown").and_then(|value| value.boolean(mistakes)).unwrap_or_default();
    let mut texts = |name: &str| -> Vec<String> {
        let texts = table.get(name).and_then(|value| value.texts(mistakes)).unwrap_or_default();
        texts.into_iter().map(|(text, _)| text.to_owned()).collect()
    };
    let (beside, vocabulary) = (texts("beside"), texts("vocabulary"));
    let reject = table.get("reject").and_then(|value| value.table(mistakes)).map_or(&[][..], Table::entries);
    let reject =
        reject.iter().filter_map(|entry| Some((entry.name.clone(), entry.value.text(mistakes)?.to_owned())));
    let reject = reject.collect();
    if let (Some((bad, _)), Some((after, place))) = (&bad, &fixed)
        && bad == after
    {
        mistakes.add(place, "“fixed” is the same as “bad”", "leave it out where the rule mends nothing");
    }
    let ((text, _), proves, fixed_place) = match (bad, good, fixed) {
        (Some(bad), None, None) => (bad, Proves::Bad { fixed: None }, None),
        (Some(bad), None, Some((fixed, place))) => (bad, Proves::Bad { fixed: Some(fixed) }, Some(place)),
        (None, Some(good), None) => (good, Proves::Good, None),
        (None, Some(_), Some((_, place))) => {
            mistakes.add(&place, "a good example has nothing to fix", "leave “fixed” out");
            return None;
        }
        (Some(_), Some((_, place)), _) => {
            mistakes.add(&place, "an example is either bad or good", "make two examples of it");
            return None;
        }
        (None, None, _) => {
            let may_be_meant = |name| table.get(name).is_some() || table.misspells(name, EXAMPLE_KEYS);
            if !torn && !["bad", "good"].into_iter().any(may_be_meant) {
                mistakes.add(&item.place, "the example has neither “bad” nor “good”", "");
            }
            return None;
        }
    };
    let place = item.place.clone();
    Some(Example { proves, text, place, fixed_place, markdown, beside, vocabulary, reject })
}

/// The place of `text` within what stands at `place`, or `place` itself when it is not written there literally.
fn inside(place: &Place, text: &str) -> Place {
    let Some(at) = place.source.slice(place.span).find(text) else { return place.clone() };
    let start = place.span.start() + at;
    Place { source: Arc::clone(&place.source), span: Span::new(start, start + text.len()) }
}
