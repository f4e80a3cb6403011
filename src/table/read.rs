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
        let reader = Reader { source, shift: source.text().len() - text.len() };
        let Attempt { mut table, mut errors } = reader.read(text.to_owned());
        errors.sort_by_key(|error| error.place.span.start());
        let unreadable: Vec<Span> = errors.iter().map(|error| unreadable(source, error.line)).collect();
        table.leave_out(&unreadable);
        for error in errors {
            mistakes.add(&error.place, format!("this is not valid TOML: {}", error.message), "");
        }
        table
    }

    /// Leaves out every entry that stands in one of these spans, and every string that reaches into one.
    fn leave_out(&mut self, unreadable: &[Span]) {
        let is_torn = |entry: &Entry, span: &Span| {
            let value = entry.value.place.span;
            let touches = value.start() <= span.end() && span.start() <= value.end();
            span.contains(entry.place.span) || touches && matches!(entry.value.data, Data::Text(_))
        };
        self.0.retain(|entry| !unreadable.iter().any(|span| is_torn(entry, span)));
        for entry in &mut self.0 {
            leave_out(&mut entry.value, unreadable);
        }
    }
}

fn leave_out(value: &mut Value, unreadable: &[Span]) {
    match &mut value.data {
        Data::Table(table) => table.leave_out(unreadable),
        Data::List(items) => items.iter_mut().for_each(|item| leave_out(item, unreadable)),
        _ => {}
    }
}

/// What cannot be relied on when there is a syntax error in this line (counted from 0): the line itself, and behind a
/// broken header all keys up to the next header, since nobody knows which table they belong to.
fn unreadable(source: &Source, line: usize) -> Span {
    let is_header = |line: usize| written(source, line).trim_start().starts_with('[');
    let mut last = line;
    while is_header(line) && last + 1 < source.lines().count() && !is_header(last + 1) {
        last += 1;
    }
    Span::new(source.lines().start(line), source.lines().start(last) + written(source, last).len())
}

/// A line (counted from 0) with its end.
fn written(source: &Source, line: usize) -> &str {
    let (lines, text) = (source.lines(), source.text());
    let end = if line + 1 < lines.count() { lines.start(line + 1) } else { text.len() };
    &text[lines.start(line)..end]
}

/// White space of the same length, in the same lines.
fn blank(text: &str) -> String {
    let blank = |byte: u8| if matches!(byte, b'\r' | b'\n') { char::from(byte) } else { ' ' };
    text.bytes().map(blank).collect()
}

/// So many errors are looked at for what they swallow.
const MOST_TRIED: usize = 20;

/// What came of reading a text.
struct Attempt {
    table: Table,
    /// One a line.
    errors: Vec<SyntaxError>,
}

/// A place at which the parser stumbled.
#[derive(Clone)]
struct SyntaxError {
    place: Place,
    /// The line that it stands in, counted from 0.
    line: usize,
    message: String,
}

/// Makes owned tables out of what the parser borrowed, with places in the source.
struct Reader<'s> {
    source: &'s Arc<Source>,
    /// Bytes of a byte-order mark in front of what the parser saw.
    shift: usize,
}

impl Reader<'_> {
    /// What can be read of `text`, and the syntax errors in it. A bracket that is never closed swallows what follows, and
    /// makes errors where there are none: what it stands in is blanked, and the rest read again.
    fn read(&self, mut text: String) -> Attempt {
        let (mut best, mut told, mut from) = (self.attempt(&text), Vec::new(), 0);
        for _ in 0..MOST_TRIED {
            let next = best.errors.iter().find(|error| error.place.span.start() >= from).cloned();
            let Some(error) = next.filter(|_| best.errors.len() > 1) else { break };
            from = error.place.span.start() + 1;
            let suspects = [Some(unreadable(self.source, error.line)), self.statement_before(error.line)];
            for suspect in suspects.into_iter().flatten() {
                let range = suspect.start().saturating_sub(self.shift)..suspect.end() - self.shift;
                let mut without = text.clone();
                without.replace_range(range.clone(), &blank(&text[range]));
                let attempt = self.attempt(&without);
                if attempt.errors.len() + 1 < best.errors.len() {
                    (text, best) = (without, attempt);
                    told.push(error);
                    break;
                }
            }
        }
        best.errors.extend(told);
        best
    }

    fn attempt(&self, text: &str) -> Attempt {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut errors: Vec<SyntaxError> = errors.iter().map(|error| self.error(error)).collect();
        errors.sort_by_key(|error| error.place.span.start());
        // One slip of the pen makes the parser stumble several times over in a line; the first time says it best.
        errors.dedup_by_key(|error| error.line);
        Attempt { table: self.table(table.get_ref()), errors }
    }

    fn error(&self, error: &toml::de::Error) -> SyntaxError {
        let place = self.error_place(error.span());
        let line = self.source.lines().index(place.span.start());
        SyntaxError { line, place, message: error.message().replace('\n', ", ") }
    }

    /// The lines from the last one above `line` that gives a key its value: a list that is never closed is told where the
    /// next key stands.
    fn statement_before(&self, line: usize) -> Option<Span> {
        let is_name = |character: char| character.is_alphanumeric() || "_-.\"' \t".contains(character);
        let gives = |line: &usize| {
            let key = written(self.source, *line).split_once('=').map(|(key, _)| key.trim());
            key.is_some_and(|key| !key.is_empty() && key.chars().all(is_name))
        };
        let first = (0..line).rev().find(gives)?;
        let lines = self.source.lines();
        Some(Span::new(lines.start(first), lines.start(line)))
    }

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
        let (table, mistakes) = parse("\u{feff}a = 1\n[é\nc = 1\n[[d]]\ne = = 2\n[[d]]\nf = 3\n[g\n");
        let lines: Vec<usize> =
            mistakes.iter().map(|told| told.place.source.position(told.place.span.start()).line).collect();
        assert_eq!(lines, [2, 5, 8], "an open header swallows no other one: {mistakes:?}");
        for text in ["a = [\n  1,\nb = 2\nc = 3\n[d]\ne = 4\n", "a = {{\nb = 2\nc = 3\n[d]\ne = 4\n"] {
            let (table, mistakes) = parse(text);
            assert_eq!(mistakes.len(), 1, "{text}: {mistakes:?}");
            assert!(table.get("a").is_none() && table.get("d").is_some(), "{text}");
        }
        assert!(matches!(&table.get("d").unwrap().data, Data::List(items) if items.len() == 2));
        let (table, mistakes) = parse("a = 1\nb = \"\"\"\nc = 2\n");
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(table.get("a").is_some() && table.get("b").is_none(), "nobody knows where the string ends");
        let (table, mistakes) = parse("[[a]]\nb = \nc = 1\n[[a]]\nb = 2\n");
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        let Data::List(items) = &table.get("a").unwrap().data else { panic!("a is a list") };
        let Data::Table(first) = &items[0].data else { panic!("of tables") };
        assert!(first.get("b").is_none() && first.get("c").is_some());
    }
}
