//! The top-level entries of TOML front matter, and the captions in its tables. Of tables nothing else is read: what their
//! keys mean is a site's own.

use ::toml::Spanned;
use ::toml::de::{DeString, DeTable, DeValue};

use super::{Entry, Value, name_of, unquoted};
use crate::document::{FieldName, Span};

/// The entries of `text`, in no order; nothing when it is not TOML.
pub(super) fn entries(text: &str) -> Option<Vec<Entry>> {
    let table = DeTable::parse(text).ok()?;
    let mut entries = Vec::new();
    for (key, value) in table.get_ref() {
        entries.extend(entry(text, key, value));
        add_captions(text, value, &mut entries);
    }
    Some(entries)
}

/// The byte at which `text` is no TOML any more.
pub(super) fn broken_at(text: &str) -> Option<usize> {
    DeTable::parse(text).err()?.span().map(|span| span.start)
}

/// One entry: of a table, or of a list without a single value, none.
fn entry(text: &str, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Option<Entry> {
    let values: Vec<Value> = match value.get_ref() {
        DeValue::Array(items) => items.iter().filter_map(|item| single(text, item)).collect(),
        _ => vec![single(text, value)?],
    };
    let span = Span::new(key.span().start.min(value.span().start), value.span().end);
    (!values.is_empty()).then(|| Entry { key: key.get_ref().to_string(), span, values })
}

/// Adds the captions in the tables that `value` is or holds. The parser bounds how deep they are nested.
fn add_captions(text: &str, value: &Spanned<DeValue<'_>>, entries: &mut Vec<Entry>) {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().for_each(|item| add_captions(text, item, entries)),
        DeValue::Table(table) => {
            for (key, value) in table {
                if name_of(key.get_ref()) == FieldName::Caption {
                    entries.extend(entry(text, key, value));
                }
                add_captions(text, value, entries);
            }
        }
        _ => {}
    }
}

fn single(text: &str, value: &Spanned<DeValue<'_>>) -> Option<Value> {
    let nested = matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
    (!nested).then(|| unquoted(text, Span::new(value.span().start, value.span().end)))
}
