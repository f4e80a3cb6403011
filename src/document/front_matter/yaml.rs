//! The top-level entries of YAML front matter, read from the parser's events, and the captions in its mappings. Of those
//! nothing else is read. The parser's markers count characters; spans here are bytes.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{Entry, Value, name_of, unquoted};
use crate::document::rows::trimmed;
use crate::document::{FieldName, Span};

/// The entries of `text`, in order; nothing when it is no YAML mapping, or one with keys that are no scalars. An empty
/// text has no entries.
pub(super) fn entries(text: &str) -> Option<Vec<Entry>> {
    let mut bytes = Bytes { text, characters: 0, bytes: 0 };
    let mut reader =
        Reader { text, entries: Vec::new(), open: None, inner: Vec::new(), mapping: false, ended: false };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let start = bytes.at(span.start);
        let end = bytes.at(span.end).max(start);
        reader.take(&event, Span::new(start, end))?;
    }
    (reader.mapping || text.trim().is_empty()).then_some(reader.entries)
}

/// The byte at which `text` is no YAML any more.
pub(super) fn broken_at(text: &str) -> Option<usize> {
    let error = Parser::new_from_str(text).find_map(Result::err)?;
    Some(Bytes { text, characters: 0, bytes: 0 }.at(*error.marker()))
}

/// Turns markers into bytes. Markers hardly ever run backwards; when one does, the count starts anew, at a cost that
/// the cap on front matter's length bounds.
struct Bytes<'t> {
    text: &'t str,
    characters: usize,
    bytes: usize,
}

impl Bytes<'_> {
    fn at(&mut self, marker: Marker) -> usize {
        if marker.index() < self.characters {
            (self.characters, self.bytes) = (0, 0);
        }
        let rest = &self.text[self.bytes..];
        let ahead =
            rest.char_indices().nth(marker.index() - self.characters).map_or(rest.len(), |(at, _)| at);
        (self.characters, self.bytes) = (marker.index(), self.bytes + ahead);
        self.bytes
    }
}

struct Reader<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    /// The entry whose value is being read, and whether there is a mapping in it.
    open: Option<(Entry, bool)>,
    /// The mappings and sequences that are open within that value.
    inner: Vec<Inner>,
    /// Whether the top mapping has begun, and whether it has ended.
    mapping: bool,
    ended: bool,
}

/// A mapping or sequence within a value.
struct Inner {
    mapping: bool,
    /// The key whose value comes next; of a key that is no scalar, an empty one.
    key: Option<Entry>,
}

impl Reader<'_> {
    /// Takes one event; nothing is returned when this is no mapping, or one that is not read.
    fn take(&mut self, event: &Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let mapping = matches!(event, Event::MappingStart(..));
                if self.is_inside() {
                    self.open.as_mut()?.1 |= mapping;
                    self.inner.push(Inner { mapping, key: None });
                } else if mapping && !self.mapping {
                    self.mapping = true;
                } else {
                    return None;
                }
            }
            Event::MappingEnd | Event::SequenceEnd => match self.inner.pop() {
                Some(_) if self.inner.is_empty() => self.close(span),
                Some(_) => self.pass(Entry { key: String::new(), span, values: Vec::new() }, None),
                None => self.ended = true,
            },
            Event::Scalar(value, style, ..) => self.scalar(value, *style, span)?,
            Event::Alias(_) if self.is_inside() => {
                self.open.as_ref()?;
                if self.inner.is_empty() {
                    self.close(span);
                } else {
                    self.pass(Entry { key: String::new(), span, values: Vec::new() }, None);
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Whether the top mapping is open.
    fn is_inside(&self) -> bool {
        self.mapping && !self.ended
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Span) -> Option<()> {
        if !self.is_inside() {
            return None;
        }
        let span = self.without_comment(span, style);
        let key = Entry { key: value.to_owned(), span, values: Vec::new() };
        let value = self.value(span, style);
        match (&mut self.open, &*self.inner) {
            (None, _) => self.open = Some((key, false)),
            (Some((entry, _)), [] | [Inner { mapping: false, .. }]) => {
                if !value.span.is_empty() {
                    entry.values.push(value);
                    entry.span = entry.span.cover(span);
                }
                if self.inner.is_empty() {
                    self.close(span);
                }
            }
            _ => self.pass(key, Some(value)),
        }
        Some(())
    }

    /// Takes a key or a value of the innermost mapping, whichever is due: `node` as the key that it would be, and its
    /// `value` if it is a scalar. A caption becomes an entry.
    fn pass(&mut self, node: Entry, value: Option<Value>) {
        let Some(inner) = self.inner.last_mut().filter(|inner| inner.mapping) else { return };
        let Some(mut entry) = inner.key.take() else {
            inner.key = Some(node);
            return;
        };
        if let Some(value) = value.filter(|value| !value.span.is_empty())
            && name_of(&entry.key) == FieldName::Caption
        {
            entry.span = trimmed(self.text, entry.span.cover(node.span));
            entry.values.push(value);
            self.entries.push(entry);
        }
    }

    /// Ends the open entry, the last event of whose value covers `span`. The end of an indented list has no width and
    /// stands on a later row. A mapping, or a list of mappings only, makes no entry.
    fn close(&mut self, span: Span) {
        if let Some((mut entry, holds_mapping)) = self.open.take()
            && !(holds_mapping && entry.values.is_empty())
        {
            if !span.is_empty() {
                entry.span = entry.span.cover(span);
            }
            entry.span = trimmed(self.text, entry.span);
            self.entries.push(entry);
        }
    }

    fn value(&self, span: Span, style: ScalarStyle) -> Value {
        match style {
            ScalarStyle::DoubleQuoted => unquoted(self.text, self.bare(span)),
            ScalarStyle::SingleQuoted => Value { escape: Some('\''), ..unquoted(self.text, self.bare(span)) },
            ScalarStyle::Plain => Value { span: self.bare(span), escape: None },
            ScalarStyle::Literal | ScalarStyle::Folded => {
                Value { span: trimmed(self.text, span), escape: None }
            }
        }
    }

    /// A quoted scalar without the comment behind it, which the parser counts in.
    fn without_comment(&self, span: Span, style: ScalarStyle) -> Span {
        let mark = match style {
            ScalarStyle::SingleQuoted => b'\'',
            ScalarStyle::DoubleQuoted => b'"',
            _ => return span,
        };
        let bytes = &self.text.as_bytes()[span.range()];
        let Some(open) = bytes.iter().position(|&byte| byte == mark) else { return span };
        let mut at = open + 1;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\\' if mark == b'"' => at += 2,
                _ if byte != mark => at += 1,
                _ if mark == b'\'' && bytes.get(at + 1) == Some(&mark) => at += 2,
                _ => return Span::new(span.start(), span.start() + at + 1),
            }
        }
        span
    }

    /// The value without the anchor and the tag before it, which the parser counts in.
    fn bare(&self, span: Span) -> Span {
        let mut rest = &self.text[span.range()];
        while rest.starts_with(['&', '!']) {
            let Some((_, behind)) = rest.split_once(char::is_whitespace) else { break };
            rest = behind.trim_start();
        }
        Span::new(span.end() - rest.len(), span.end())
    }
}
