//! Values with their places, and what is asked of them: the type that a key wants, or a mistake. How they are read out of
//! a file is left to `read.rs`.

use std::fmt;

use super::{Mistakes, Place, did_you_mean, nearest};

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Value {
    /// Where it stands; for a table under a header, the header.
    pub place: Place,
    /// What it is.
    pub data: Data,
}

/// What a value can be.
#[derive(Clone, Debug)]
pub enum Data {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a decimal point.
    Decimal(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or time, as it is written.
    Date(String),
    /// A list.
    List(Vec<Value>),
    /// A table.
    Table(Table),
}

/// As TOML in one line, but for the keys of tables, which are all in quotation marks.
impl fmt::Display for Data {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Integer(number) => write!(formatter, "{number}"),
            Self::Decimal(number) => write!(formatter, "{number:?}"),
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Date(date) => formatter.write_str(date),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.data.to_string()).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            Self::Table(table) => {
                let entry = |entry: &Entry| format!("{:?} = {}", entry.name, entry.value.data);
                let entries: Vec<String> = table.0.iter().map(entry).collect();
                write!(formatter, "{{{}}}", entries.join(", "))
            }
        }
    }
}

/// One key of a table, with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub name: String,
    /// Where the key stands.
    pub place: Place,
    /// Its value.
    pub value: Value,
}

/// A table: its entries in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Table(pub(super) Vec<Entry>);

impl Table {
    /// The entries in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The value of `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|entry| entry.name == name).map(|entry| &entry.value)
    }

    /// This table with the entries of `over` laid on it: tables merge key by key, everything else is replaced.
    #[must_use]
    pub fn merged(&self, over: &Self) -> Self {
        let mut result = self.clone();
        for entry in &over.0 {
            match result.0.iter_mut().find(|old| old.name == entry.name) {
                Some(old) => match (&old.value.data, &entry.value.data) {
                    (Data::Table(under), Data::Table(upper)) => {
                        old.value.data = Data::Table(under.merged(upper));
                    }
                    _ => *old = entry.clone(),
                },
                None => result.0.push(entry.clone()),
            }
        }
        result
    }

    /// Whether a key that is not in `known` was probably meant for `name`: what seems to be missing is misspelt then.
    #[must_use]
    pub fn misspells(&self, name: &str, known: &[&str]) -> bool {
        let mut unknown = self.0.iter().filter(|entry| !known.contains(&entry.name.as_str()));
        unknown.any(|entry| nearest(&entry.name, known.iter().copied()) == Some(name))
    }

    /// Every key that is not in `known` becomes a mistake, with the nearest known one as advice.
    pub fn refuse_unknown(&self, known: &[&str], what: &str, mistakes: &mut Mistakes) {
        for entry in &self.0 {
            if !known.contains(&entry.name.as_str()) {
                let message = format!("unknown {what} “{}”", entry.name);
                mistakes.add(&entry.place, message, did_you_mean(&entry.name, known.iter().copied()));
            }
        }
    }
}

impl Value {
    /// What the value is, for messages: “a string”.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.data {
            Data::Text(_) => "a string",
            Data::Integer(_) => "a whole number",
            Data::Decimal(_) => "a decimal number",
            Data::Boolean(_) => "true or false",
            Data::Date(_) => "a date",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }

    fn wrong_type(&self, wanted: &str, mistakes: &mut Mistakes) {
        mistakes.add(&self.place, format!("expected {wanted}, found {}", self.type_name()), "");
    }

    /// The string, or a mistake.
    pub fn text(&self, mistakes: &mut Mistakes) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => {
                self.wrong_type("a string", mistakes);
                None
            }
        }
    }

    /// `true` or `false`, or a mistake.
    pub fn boolean(&self, mistakes: &mut Mistakes) -> Option<bool> {
        match self.data {
            Data::Boolean(value) => Some(value),
            _ => {
                self.wrong_type("true or false", mistakes);
                None
            }
        }
    }

    /// The whole number within `least..=most`, or a mistake.
    pub fn integer(&self, least: i64, most: i64, mistakes: &mut Mistakes) -> Option<i64> {
        match self.data {
            Data::Integer(value) if (least..=most).contains(&value) => Some(value),
            Data::Integer(_) => {
                let written = self.place.source.slice(self.place.span);
                let bounds = if most == i64::MAX {
                    format!("{least} or more")
                } else {
                    format!("between {least} and {most}")
                };
                mistakes.add(
                    &self.place,
                    format!("{written} is out of bounds"),
                    format!("it must be {bounds}"),
                );
                None
            }
            _ => {
                self.wrong_type("a whole number", mistakes);
                None
            }
        }
    }

    /// The table, or a mistake.
    pub fn table(&self, mistakes: &mut Mistakes) -> Option<&Table> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => {
                self.wrong_type("a table", mistakes);
                None
            }
        }
    }

    /// The list, or a mistake.
    pub fn list(&self, mistakes: &mut Mistakes) -> Option<&[Self]> {
        match &self.data {
            Data::List(list) => Some(list),
            _ => {
                self.wrong_type("a list", mistakes);
                None
            }
        }
    }

    /// The strings of a list with their places; each item that is no string is a mistake and left out.
    pub fn texts(&self, mistakes: &mut Mistakes) -> Option<Vec<(&str, &Place)>> {
        let list = self.list(mistakes)?;
        Some(list.iter().filter_map(|item| item.text(mistakes).map(|text| (text, &item.place))).collect())
    }

    /// The one of `choices` that the string names, or a mistake with the nearest one as advice.
    pub fn choice<'c>(&self, what: &str, choices: &[&'c str], mistakes: &mut Mistakes) -> Option<&'c str> {
        let text = self.text(mistakes)?;
        let found = choices.iter().copied().find(|choice| *choice == text);
        if found.is_none() {
            let advice = did_you_mean(text, choices.iter().copied());
            mistakes.add(&self.place, format!("unknown {what} “{text}”"), advice);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mistake;
    use super::*;
    use crate::document::Source;

    fn parse(text: &str) -> (Table, Vec<Mistake>) {
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&Source::new("x.toml", text), &mut mistakes);
        (table, mistakes.into_vec())
    }

    #[test]
    fn values_know_their_place() {
        let (table, mistakes) = parse("\u{feff}a = 1\n[b]\nc = [\"é\", 2]\n");
        assert!(mistakes.is_empty());
        let Data::Table(b) = &table.get("b").unwrap().data else { panic!("b is a table") };
        let mut mistakes = Mistakes::default();
        let texts = b.get("c").unwrap().texts(&mut mistakes).unwrap();
        let (text, place) = texts[0];
        assert_eq!((text, place.source.slice(place.span)), ("é", "\"é\""));
        let mistakes = mistakes.into_vec();
        assert_eq!(mistakes[0].message, "expected a string, found a whole number");
        assert_eq!(mistakes[0].place.source.slice(mistakes[0].place.span), "2");
    }

    #[test]
    fn a_misspelt_key_is_told_from_a_missing_one() {
        let known = ["why", "severity"];
        let (table, _) = parse("whi = 1\ncolour = 2\n");
        assert!(table.misspells("why", &known) && !table.misspells("severity", &known));
    }

    #[test]
    fn a_number_too_large_to_hold_is_out_of_bounds() {
        let (table, mut mistakes) = parse("a = 99999999999999999999\n");
        let mut more = Mistakes::default();
        assert_eq!(table.get("a").and_then(|value| value.integer(1, 100, &mut more)), None);
        mistakes.extend(more.into_vec());
        assert_eq!(mistakes[0].message, "99999999999999999999 is out of bounds");
    }

    #[test]
    fn tables_merge_and_lists_replace() {
        let (under, _) = parse("[p]\na = 1\nb = [1, 2]\n");
        let (over, _) = parse("[p]\nb = [3]\nc = 4\n");
        let merged = under.merged(&over);
        let Data::Table(p) = &merged.get("p").unwrap().data else { panic!("p is a table") };
        assert_eq!(p.entries().len(), 3);
        let Data::List(b) = &p.get("b").unwrap().data else { panic!("b is a list") };
        assert_eq!(b.len(), 1);
    }
}
