//! Reads TOML into tables: the parser goes on behind an error, so that all of them are told, and what they leave in doubt
//! is left out.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Data, Entry, Mistakes, Place, Table, Value};
use crate::document::{Source, Span};

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

#[cfg(test)]
mod tests {
    use super::super::Mistake;
    use super::*;

    fn parse(text: &str) -> (Table, Vec<Mistake>) {
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&Source::new("x.toml", text), &mut mistakes);
        (table, mistakes.into_vec())
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
}
