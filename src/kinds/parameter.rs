//! What can be set in a rule's `[params]`: declared by each kind, checked here, shown by `explain` and in the docs.

use std::collections::BTreeMap;

use crate::table::{Data, Mistakes, Place, Table, Value};

/// One parameter of a kind.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// What it may be.
    pub accepts: ParameterType,
    /// What holds when it is left out, as TOML; empty when there is no default.
    pub default: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
}

/// What a parameter may be.
#[derive(Debug)]
pub enum ParameterType {
    /// `true` or `false`.
    Boolean,
    /// A whole number within bounds, both inclusive.
    Integer(i64, i64),
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A list whose items are strings or lists of strings.
    TextLists,
    /// A table from strings to strings.
    TextTable,
}

impl ParameterType {
    /// The type in words: “a list of strings”.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Boolean => "true or false".to_owned(),
            Self::Integer(least, i64::MAX) => format!("a whole number, {least} or more"),
            Self::Integer(least, most) => format!("a whole number from {least} to {most}"),
            Self::Text => "a string".to_owned(),
            Self::Texts => "a list of strings".to_owned(),
            Self::Choice(choices) => format!("one of \"{}\"", choices.join("\", \"")),
            Self::TextLists => "a list of lists of strings".to_owned(),
            Self::TextTable => "a table of strings".to_owned(),
        }
    }

    /// Whether parts of a value may be well formed where all of it is not.
    fn holds_parts_of(&self, value: &Value) -> bool {
        match self {
            Self::Texts | Self::TextLists => matches!(value.data, Data::List(_)),
            Self::TextTable => matches!(value.data, Data::Table(_)),
            Self::Boolean | Self::Integer(..) | Self::Text | Self::Choice(_) => false,
        }
    }
}

/// The checked parameters of one rule.
///
/// The readers below panic when a kind asks for a parameter that it did not declare, or by another type: a bug.
#[derive(Debug)]
pub struct Params {
    values: BTreeMap<&'static str, Value>,
    /// Those that are given, and wholly or partly refused.
    refused: BTreeMap<&'static str, Place>,
    /// Whether one that is not there may have been meant to be.
    torn: bool,
    place: Place,
    proven: bool,
}

impl Params {
    /// Checks `table` against what the kind declares: unknown names and wrong types become mistakes and are left out;
    /// of lists and tables of strings what is a string stays. `place` is where a mistake about the parameters as a whole is shown.
    #[must_use]
    pub fn check(
        table: &Table,
        declared: &'static [Parameter],
        place: Place,
        mistakes: &mut Mistakes,
    ) -> Self {
        let known: Vec<&str> = declared.iter().map(|parameter| parameter.name).collect();
        table.refuse_unknown(&known, "parameter", mistakes);
        let torn = table.entries().iter().any(|entry| !known.contains(&entry.name.as_str()));
        let (mut values, mut refused) = (BTreeMap::new(), BTreeMap::new());
        for parameter in declared {
            let Some(value) = table.get(parameter.name) else { continue };
            let fits = fits(value, &parameter.accepts, mistakes);
            if !fits {
                refused.insert(parameter.name, value.place.clone());
            }
            if fits || parameter.accepts.holds_parts_of(value) {
                values.insert(parameter.name, value.clone());
            }
        }
        Self { values, refused, torn, place, proven: false }
    }

    /// The same parameters, of which some may be missing for another mistake: one that is told already.
    #[must_use]
    pub fn torn(self) -> Self {
        Self { torn: true, ..self }
    }

    /// Whether the value of `name`, or that there is none, is what was meant. Where it is not, what is wrong with it is
    /// told already, and what only follows from that is no mistake of its own.
    #[must_use]
    pub fn is_sure(&self, name: &str) -> bool {
        !self.refused.contains_key(name) && (!self.torn || self.values.contains_key(name))
    }

    /// The same parameters, of a built-in rule: tests have looked for mistakes in them, dear ones need not be looked for
    /// again at each start.
    #[must_use]
    pub fn proven(self) -> Self {
        Self { proven: true, ..self }
    }

    /// Whether tests have looked for mistakes in these parameters.
    #[must_use]
    pub fn are_proven(&self) -> bool {
        self.proven
    }

    /// Where a mistake about the parameters as a whole is shown.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Where the value of `name` stands, or else the parameters as a whole.
    #[must_use]
    pub fn place_of(&self, name: &str) -> &Place {
        let value = self.values.get(name).map(|value| &value.place);
        value.or(self.refused.get(name)).unwrap_or(&self.place)
    }

    /// Whether `name` is given, well formed or not.
    #[must_use]
    pub fn is_given(&self, name: &str) -> bool {
        self.values.contains_key(name) || self.refused.contains_key(name)
    }

    /// A boolean, or what holds when it is left out.
    #[must_use]
    pub fn boolean(&self, name: &str, default: bool) -> bool {
        match self.values.get(name).map(|value| &value.data) {
            Some(Data::Boolean(value)) => *value,
            _ => default,
        }
    }

    /// A whole number.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<usize> {
        match self.values.get(name).map(|value| &value.data) {
            Some(Data::Integer(value)) => usize::try_from(*value).ok(),
            _ => None,
        }
    }

    /// A string (also one of a choice).
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_text)
    }

    /// The strings of a list with their places; empty when the list is left out.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<(&str, &Place)> {
        self.values.get(name).map(strings).unwrap_or_default()
    }

    /// The lists of a list, a lone string being a list of one; empty when it is left out.
    #[must_use]
    pub fn text_lists(&self, name: &str) -> Vec<Vec<(&str, &Place)>> {
        let Some(Data::List(items)) = self.values.get(name).map(|value| &value.data) else {
            return Vec::new();
        };
        items.iter().map(strings).collect()
    }

    /// The entries of a table of strings: name, its place, text, its place.
    #[must_use]
    pub fn text_table(&self, name: &str) -> Vec<(&str, &Place, &str, &Place)> {
        let Some(Data::Table(table)) = self.values.get(name).map(|value| &value.data) else {
            return Vec::new();
        };
        table
            .entries()
            .iter()
            .filter_map(|entry| {
                Some((entry.name.as_str(), &entry.place, entry.value.as_text()?, &entry.value.place))
            })
            .collect()
    }
}

impl Value {
    fn as_text(&self) -> Option<&str> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }
}

fn strings(value: &Value) -> Vec<(&str, &Place)> {
    match &value.data {
        Data::Text(text) => vec![(text, &value.place)],
        Data::List(items) => {
            items.iter().filter_map(|item| item.as_text().map(|text| (text, &item.place))).collect()
        }
        _ => Vec::new(),
    }
}

fn fits(value: &Value, accepts: &ParameterType, mistakes: &mut Mistakes) -> bool {
    let before = mistakes.len();
    match accepts {
        ParameterType::Boolean => {
            let _ = value.boolean(mistakes);
        }
        ParameterType::Integer(least, most) => {
            let _ = value.integer(*least, *most, mistakes);
        }
        ParameterType::Text => {
            let _ = value.text(mistakes);
        }
        ParameterType::Texts => {
            let _ = value.texts(mistakes);
        }
        ParameterType::Choice(choices) => {
            let _ = value.choice("choice", choices, mistakes);
        }
        ParameterType::TextLists => {
            for item in value.list(mistakes).unwrap_or_default() {
                match &item.data {
                    Data::Text(_) => {}
                    Data::List(inner) if inner.is_empty() => {
                        mistakes.add(&item.place, "this list is empty, so it holds nothing to find", "");
                    }
                    _ => {
                        let _ = item.texts(mistakes);
                    }
                }
            }
        }
        ParameterType::TextTable => {
            for entry in value.table(mistakes).map(Table::entries).unwrap_or_default() {
                let _ = entry.value.text(mistakes);
            }
        }
    }
    mistakes.len() == before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Source, Span};

    const DECLARED: &[Parameter] = &[
        Parameter { name: "words", accepts: ParameterType::Texts, default: "[]", about: "" },
        Parameter { name: "most", accepts: ParameterType::Integer(1, 100), default: "10", about: "" },
        Parameter {
            name: "case",
            accepts: ParameterType::Choice(&["ignore", "match"]),
            default: "",
            about: "",
        },
    ];

    fn check(text: &str) -> (Params, Vec<String>) {
        let source = Source::new("rule.toml", text);
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&source, &mut mistakes);
        let place = Place { source, span: Span::point(0) };
        let params = Params::check(&table, DECLARED, place, &mut mistakes);
        (params, mistakes.into_vec().into_iter().map(|m| format!("{}; {}", m.message, m.advice)).collect())
    }

    #[test]
    fn every_wrong_parameter_is_told() {
        let (_, told) = check("words = 1\nmost = 101\ncase = \"ignor\"\nmots = 2\n");
        assert_eq!(
            told,
            [
                "unknown parameter “mots”; did you mean “most”?",
                "expected a list, found a whole number; ",
                "101 is out of bounds; it must be between 1 and 100",
                "unknown choice “ignor”; did you mean “ignore”?",
            ]
        );
    }

    #[test]
    fn what_a_mistake_leaves_in_doubt_is_known() {
        let (params, told) = check("words = [\"a\", 3, \"b\"]\ncase = \"match\"\n");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(params.texts("words").len(), 2, "the others can still be looked at");
        assert!(!params.is_sure("words") && params.is_sure("case") && params.is_sure("most"));
        let (params, _) = check("mots = 2\ncase = \"match\"\n");
        assert!(!params.is_sure("most") && params.is_sure("case"), "it may be meant for “most”");
    }

    #[test]
    fn values_come_back_typed() {
        let (params, told) = check("words = [\"a\", \"b\"]\nmost = 7\n");
        assert!(told.is_empty());
        assert_eq!(params.integer("most"), Some(7));
        assert_eq!(params.texts("words").iter().map(|(text, _)| *text).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(params.text("case"), None);
    }
}
