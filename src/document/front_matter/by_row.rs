//! The fields of front matter that is neither TOML nor YAML, row by row: `headline: Ferry returns: the island waits` breaks
//! YAML, and every desk writes it. A field is a name at the start of a row, a colon or an equals sign, and the rest of the
//! row; rows below it that are indented or begin with a hyphen are values of its own.

use super::{Entry, Value, unquoted};
use crate::document::Span;
use crate::document::rows::{Rows, trimmed};

/// The entries of `text`, in order; what belongs to no field is left out. Linear.
pub(super) fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for row in Rows::of(text, Span::new(0, text.len())) {
        let content = trimmed(text, row);
        let is_below = text[row.range()].starts_with([' ', '\t', '-']);
        if let Some(entry) = entries.last_mut().filter(|_| is_below && !content.is_empty()) {
            let item = text[content.range()]
                .strip_prefix('-')
                .map_or(content, |rest| trimmed(text, Span::new(content.end() - rest.len(), content.end())));
            entry.values.extend((!item.is_empty()).then(|| value(text, item)));
            entry.span = entry.span.cover(content);
        } else if let Some((key, rest)) = field(text, row) {
            let values = if rest.is_empty() { Vec::new() } else { vec![value(text, rest)] };
            entries.push(Entry { key: key.to_owned(), span: content, values });
        }
    }
    entries
}

/// The name and the value of a row, if it is a field.
fn field(text: &str, row: Span) -> Option<(&str, Span)> {
    let content = &text[row.range()];
    let at = content.find([':', '='])?;
    let key = content[..at].trim_end();
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let named = !key.is_empty() && key.chars().all(is_name);
    named.then(|| (key, trimmed(text, Span::new(row.start() + at + 1, row.end()))))
}

/// The value without its quotation marks; of one that lacks the closing mark, without the opening one.
fn value(text: &str, span: Span) -> Value {
    let value = unquoted(text, span);
    let open = text[value.span.range()].starts_with(['"', '\'']) && value.span == span;
    let odd = open && text[span.range()].matches(['"', '\'']).count() == 1;
    if odd { Value { span: Span::new(span.start() + 1, span.end()), ..value } } else { value }
}
