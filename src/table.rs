//! TOML tables that remember where each key and value stands, so that every mistake in a person's file can be shown
//! at its place, and all of them at once. Rule files and `lint.toml` are both read through this room.

use std::fmt;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::{Source, Span};

/// Where something stands in a person's file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes in it.
    pub span: Span,
}

/// Something wrong in a person's file: what, where, and the way out.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Where it stands.
    pub place: Place,
    /// What is wrong: one line, no final full stop.
    pub message: String,
    /// The way out: “did you mean …”, the allowed values; may be empty.
    pub advice: String,
}

/// All mistakes found so far.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// Remembers one more.
    pub fn add(&mut self, place: &Place, message: impl Into<String>, advice: impl Into<String>) {
        self.0.push(Mistake { place: place.clone(), message: message.into(), advice: advice.into() });
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order in which they were found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Mistake> {
        self.0
    }

    /// Takes over all of `others`.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }
}

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
pub struct Table(Vec<Entry>);

impl Table {
    /// Reads `source`. Syntax errors become mistakes; what could be read in spite of them is returned.
    #[must_use]
    pub fn parse(source: &Arc<Source>, mistakes: &mut Mistakes) -> Self {
        let text = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
        let shift = source.text().len() - text.len();
        let reader = Reader { source, shift };
        let (table, mut errors) = DeTable::parse_recoverable(text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let mut broken = Vec::new();
        for error in errors {
            let place = reader.error_place(error.span());
            let line = source.lines().index(place.span.start());
            // One slip of the pen makes the parser stumble several times over; the first time says it best.
            if broken.last() != Some(&line) {
                broken.push(line);
                let message = format!("this is not valid TOML: {}", error.message().replace('\n', ", "));
                mistakes.add(&place, message, "");
            }
        }
        let mut table = reader.table(table.get_ref());
        if !broken.is_empty() {
            table.leave_out(&unreadable_lines(source, &broken));
        }
        table
    }

    /// Leaves out every entry that stands in one of these spans.
    fn leave_out(&mut self, unreadable: &[Span]) {
        self.0.retain(|entry| !unreadable.iter().any(|span| span.contains(entry.place.span)));
        for entry in &mut self.0 {
            if let Data::Table(table) = &mut entry.value.data {
                table.leave_out(unreadable);
            }
        }
    }

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

/// What cannot be relied on when there are syntax errors in these lines (counted from 0): the lines themselves, and
/// behind a broken header all keys up to the next header, since nobody knows which table they belong to.
fn unreadable_lines(source: &Source, broken: &[usize]) -> Vec<Span> {
    let (lines, text) = (source.lines(), source.text());
    let end = |line: usize| if line + 1 < lines.count() { lines.start(line + 1) } else { text.len() };
    let is_header = |line: usize| text[lines.start(line)..end(line)].trim_start().starts_with('[');
    let stretch = |&line: &usize| {
        let mut last = line;
        while is_header(line) && last + 1 < lines.count() && !is_header(last + 1) {
            last += 1;
        }
        Span::new(lines.start(line), end(last))
    };
    broken.iter().map(stretch).collect()
}

/// Makes owned tables out of what the parser borrowed, with places in the source.
struct Reader<'s> {
    source: &'s Arc<Source>,
    /// Bytes of a byte-order mark in front of what the parser saw.
    shift: usize,
}

impl Reader<'_> {
    fn place(&self, range: std::ops::Range<usize>) -> Place {
        let span = Span::new(range.start + self.shift, range.end.max(range.start) + self.shift);
        Place { source: Arc::clone(self.source), span }
    }

    /// The place of a syntax error; the beginning of the file when the parser gives none that can be shown.
    fn error_place(&self, range: Option<std::ops::Range<usize>>) -> Place {
        let mut place = self.place(range.unwrap_or(0..0));
        if !self.source.holds(place.span) {
            place.span = Span::point(self.shift);
        }
        place
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                name: key.get_ref().to_string(),
                place: self.place(key.span()),
                value: self.value(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.place.span);
        Table(entries)
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Value {
        let data = match value.get_ref() {
            DeValue::String(text) => Data::Text(text.to_string()),
            DeValue::Integer(number) => {
                let digits = number.as_str();
                let furthest = if digits.starts_with('-') { i64::MIN } else { i64::MAX };
                Data::Integer(i64::from_str_radix(digits, number.radix()).unwrap_or(furthest))
            }
            DeValue::Float(number) => Data::Decimal(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(value) => Data::Boolean(*value),
            DeValue::Datetime(date) => Data::Date(date.to_string()),
            DeValue::Array(items) => Data::List(items.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => Data::Table(self.table(table)),
        };
        Value { place: self.place(value.span()), data }
    }
}

/// “did you mean “x”?” when a candidate is near, else the list of candidates when it is short, else nothing.
pub fn did_you_mean<'c>(word: &str, candidates: impl Iterator<Item = &'c str> + Clone) -> String {
    if let Some(candidate) = nearest(word, candidates.clone()) {
        return format!("did you mean “{candidate}”?");
    }
    let all: Vec<&str> = candidates.collect();
    if all.is_empty() || all.len() > 14 { String::new() } else { format!("known are: {}", all.join(", ")) }
}

/// The candidate that was probably meant by `word`, if any is near enough; of equally near ones the first in order.
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn all_syntax_errors_are_told_and_the_rest_is_read() {
        let (table, mistakes) = parse("a = \nb = 2\nc = = 3\nd = 4\n");
        let places: Vec<usize> = mistakes.iter().map(|mistake| mistake.place.span.start()).collect();
        assert_eq!(places, [4, 15], "one mistake a line, in the order of the file");
        assert!(table.get("b").is_some() && table.get("d").is_some());
    }

    #[test]
    fn what_a_syntax_error_leaves_in_doubt_is_left_out() {
        let (table, mistakes) = parse("a = \n[b\nc = 1\n[d]\ne = 2\n");
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
        let names: Vec<&str> = table.entries().iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["d"], "a has no value, and nobody knows whose c is");
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

    #[test]
    fn the_nearest_name_is_offered() {
        assert_eq!(did_you_mean("severty", ["severity", "scope"].into_iter()), "did you mean “severity”?");
        assert_eq!(did_you_mean("colour", ["id", "why"].into_iter()), "known are: id, why");
    }
}
