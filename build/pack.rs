//! Packs the table of a rule file, so that the program need not read TOML to start. `src/table/read.rs` makes the same
//! of a file at run time, and a test holds the two against each other.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::table_layout::Tag;

/// The packed table of a file, or nothing when it is not valid TOML, of which the program's tests tell.
pub(crate) fn pack(text: &str) -> Option<Vec<u8>> {
    let table = DeTable::parse(text).ok()?;
    let mut packed = Vec::new();
    put_table(table.get_ref(), &mut packed)?;
    Some(packed)
}

fn put_table(table: &DeTable<'_>, packed: &mut Vec<u8>) -> Option<()> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| (key.span().start, key.span().end));
    put_number(entries.len(), packed);
    for (key, value) in entries {
        put_text(key.get_ref(), packed);
        put_place(&key.span(), packed);
        put_value(value, packed)?;
    }
    Some(())
}

fn put_value(value: &Spanned<DeValue<'_>>, packed: &mut Vec<u8>) -> Option<()> {
    put_place(&value.span(), packed);
    let tagged = |tag: Tag, text: &str, packed: &mut Vec<u8>| {
        packed.push(tag as u8);
        put_text(text, packed);
    };
    match value.get_ref() {
        DeValue::String(text) => tagged(Tag::Text, text, packed),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
            tagged(Tag::Integer, &number.to_string(), packed);
        }
        DeValue::Float(number) => tagged(Tag::Decimal, number.as_str(), packed),
        DeValue::Boolean(value) => packed.push(if *value { Tag::True } else { Tag::False } as u8),
        DeValue::Datetime(date) => tagged(Tag::Date, &date.to_string(), packed),
        DeValue::Array(items) => {
            packed.push(Tag::List as u8);
            put_number(items.len(), packed);
            for item in items {
                put_value(item, packed)?;
            }
        }
        DeValue::Table(table) => {
            packed.push(Tag::Table as u8);
            put_table(table, packed)?;
        }
    }
    Some(())
}

fn put_place(span: &std::ops::Range<usize>, packed: &mut Vec<u8>) {
    put_number(span.start, packed);
    put_number(span.end.saturating_sub(span.start), packed);
}

fn put_text(text: &str, packed: &mut Vec<u8>) {
    put_number(text.len(), packed);
    packed.extend_from_slice(text.as_bytes());
}

fn put_number(mut number: usize, packed: &mut Vec<u8>) {
    while number >= 0x80 {
        packed.push(number as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}
