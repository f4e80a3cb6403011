//! Front matter: the fields before a draft's body, in TOML between `+++` rows or in YAML between `---` rows. Each field
//! is a part with its true place; what its value means is left to the rules.

mod by_row;
mod toml;
mod yaml;

use super::parts::{Part, Parts};
use super::rows::{Rows, trimmed};
use super::{BlockKind, FieldName, HeadingForm, Span};

/// Front matter longer than this many bytes is none: two rules far apart in a long draft.
const LONGEST: usize = 1 << 16;

/// The names of the fields, in lower case, with their usual aliases.
const NAMES: &[(&str, FieldName)] = &[
    ("headline", FieldName::Headline),
    ("title", FieldName::Headline),
    ("standfirst", FieldName::Standfirst),
    ("deck", FieldName::Standfirst),
    ("dek", FieldName::Standfirst),
    ("subtitle", FieldName::Standfirst),
    ("description", FieldName::Summary),
    ("summary", FieldName::Summary),
    ("byline", FieldName::Byline),
    ("author", FieldName::Byline),
    ("authors", FieldName::Byline),
    ("dateline", FieldName::Dateline),
    ("location", FieldName::Dateline),
    ("date", FieldName::Date),
    ("published", FieldName::Date),
    ("pubdate", FieldName::Date),
    ("updated", FieldName::Updated),
    ("modified", FieldName::Updated),
    ("lastmod", FieldName::Updated),
    ("kicker", FieldName::Kicker),
    ("slug", FieldName::Slug),
    ("embargo", FieldName::Embargo),
    ("caption", FieldName::Caption),
    ("status", FieldName::Status),
];

/// An entry of front matter: one at the top, or a caption within a table.
#[derive(Debug)]
struct Entry {
    key: String,
    /// From the key to the end of the value.
    span: Span,
    /// The values: one, or those of a list; quotation marks left out.
    values: Vec<Value>,
}

/// A single value.
#[derive(Clone, Copy, Debug)]
struct Value {
    /// Its characters, inside quotation marks.
    span: Span,
    /// The sign that escapes the character behind it, if one does: a backslash, or the quotation mark itself.
    escape: Option<char>,
}

/// Reads the front matter at byte `start`, if there is any: adds its fields to `parts`, and returns the byte at which
/// the body begins. The fields of broken front matter are read row by row.
pub(super) fn read(text: &str, start: usize, parts: &mut Parts) -> usize {
    let mut rows = Rows::of(text, Span::new(start, text.len()));
    let Some(fence) = rows.next().map(|row| text[row.range()].trim_end()) else { return start };
    if fence != "---" && fence != "+++" {
        return start;
    }
    let inner = rows.at();
    while rows.at() - start <= LONGEST {
        let Some(row) = rows.next() else { return start };
        let end = text[row.range()].trim_end();
        if end == fence || (end == "..." && fence == "---") {
            let inner = Span::new(inner, row.start());
            return if add_fields(text, fence, inner, parts) { rows.at() } else { start };
        }
    }
    start
}

/// Adds the fields between the fences; says whether what stands there is front matter at all.
fn add_fields(text: &str, fence: &str, inner: Span, parts: &mut Parts) -> bool {
    let slice = &text[inner.range()];
    let read = if fence == "+++" { toml::entries(slice) } else { yaml::entries(slice) };
    let mut entries = match read {
        Some(entries) => entries,
        None if fence == "+++" || looks_like_yaml(slice) => {
            parts.broken_front_matter = Some(broken_row(slice, fence, inner.start()));
            by_row::entries(slice)
        }
        None => return false,
    };
    entries.sort_by_key(|entry| entry.span);
    let (mut titled, mut free) = (false, 0);
    for entry in &entries {
        // A caption within a list that has values of its own is left to the list.
        if entry.span.start() >= free {
            add_field(text, inner.start(), entry, &mut titled, parts);
            free = entry.span.end();
        }
    }
    true
}

/// The row at which the front matter can no longer be read, `base` being where `slice` begins.
fn broken_row(slice: &str, fence: &str, base: usize) -> Span {
    let at = if fence == "+++" { toml::broken_at(slice) } else { yaml::broken_at(slice) };
    let at = at.unwrap_or_default();
    let rows = Rows::of(slice, Span::new(0, slice.len())).filter(|row| !slice[row.range()].trim().is_empty());
    // An error at the end of a text is an error of its last row.
    let row = rows.take_while(|row| row.start() <= at).last().unwrap_or(Span::point(0));
    let row = trimmed(slice, row);
    Span::new(base + row.start(), base + row.end())
}

/// Whether most rows look like YAML, though not all can be read: `key:`, `- item`, indented or a comment. A draft may
/// as well begin with a rule and hold another one.
fn looks_like_yaml(inner: &str) -> bool {
    let is_yaml = |row: &str| {
        let key = row.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.trim().contains(' '));
        key || row.starts_with(['-', '#', ' ', '\t'])
    };
    let rows = Rows::of(inner, Span::new(0, inner.len())).map(|row| &inner[row.range()]);
    let mut rows = rows.filter(|row| !row.trim().is_empty()).peekable();
    if !rows.peek().is_none_or(|first| is_yaml(first)) {
        return false;
    }
    let (alike, other) =
        rows.fold(
            (0, 0),
            |(alike, other), row| {
                if is_yaml(row) { (alike + 1, other) } else { (alike, other + 1) }
            },
        );
    alike >= other
}

fn add_field(text: &str, base: usize, entry: &Entry, titled: &mut bool, parts: &mut Parts) {
    let moved = |span: Span| Span::new(span.start() + base, span.end() + base);
    let trimmed = |value: &Value| Value { span: trimmed(text, moved(value.span)), ..*value };
    let values: Vec<_> = entry.values.iter().map(trimmed).filter(|value| !value.span.is_empty()).collect();
    let name = name_of(&entry.key);
    if entry.key.eq_ignore_ascii_case("stet") {
        parts.stets.extend(values.iter().flat_map(|value| ids(text, value.span)));
    }
    let mut part = Part::new(BlockKind::Field, moved(entry.span));
    part.field = Some(name);
    if name == FieldName::Headline && !std::mem::replace(titled, true) {
        part.heading = Some(HeadingForm::Field);
    }
    let all = values.iter().map(|value| value.span).reduce(Span::cover);
    part.content = Some(all.unwrap_or(Span::point(part.span.end())));
    parts.push(part);
    for value in values {
        add_copy(text, value, &mut parts.copy);
    }
}

/// The field that a key names, in any case.
fn name_of(key: &str) -> FieldName {
    let key = key.to_lowercase();
    NAMES.iter().find(|(known, _)| *known == key).map_or(FieldName::Other, |(_, name)| *name)
}

/// The rule ids of a value of `stet`: one, or several with commas between.
fn ids(text: &str, value: Span) -> impl Iterator<Item = Span> {
    let mut at = value.start();
    text[value.range()].split(',').filter_map(move |id| {
        let span = trimmed(text, Span::new(at, at + id.len()));
        at += id.len() + 1;
        (!span.is_empty()).then_some(span)
    })
}

/// Adds the characters of a value as copy, escape sequences left out but for the character that they stand for.
fn add_copy(text: &str, value: Value, copy: &mut Vec<Span>) {
    let (mut from, mut at) = (value.span.start(), value.span.start());
    while let Some(length) = value.escape.and_then(|sign| text[at..value.span.end()].find(sign)) {
        let slash = at + length;
        copy.push(Span::new(from, slash));
        (from, at) = match text.as_bytes().get(slash + 1) {
            Some(b'"' | b'\'' | b'\\' | b'/') => (slash + 1, slash + 2),
            Some(sign) => {
                let digits = match sign {
                    b'u' => 4,
                    b'U' => 8,
                    b'x' => 2,
                    _ => 0,
                };
                let end =
                    slash + 1 + text[slash + 1..].chars().take(1 + digits).map(char::len_utf8).sum::<usize>();
                (end, end)
            }
            None => break,
        };
        from = from.min(value.span.end());
        at = at.min(value.span.end());
    }
    copy.push(Span::new(from, value.span.end()));
}

/// The inside of a quoted scalar, given with its quotation marks; anything else as it is.
fn unquoted(text: &str, span: Span) -> Value {
    let whole = &text[span.range()];
    for mark in ["\"\"\"", "'''", "\"", "'"] {
        let inside = whole.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        if let Some(inside) = inside {
            let start = span.start() + mark.len();
            let escape = mark.starts_with('"').then_some('\\');
            return Value { span: Span::new(start, start + inside.len()), escape };
        }
    }
    Value { span, escape: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields as (name, content, entry), and the body.
    fn fields(text: &str) -> (Vec<(FieldName, &str, &str)>, &str) {
        let mut parts = Parts::default();
        let body = read(text, 0, &mut parts);
        let list = parts.parts.iter().map(|part| {
            let content = part.content.expect("a field has content");
            (part.field.expect("a field has a name"), &text[content.range()], &text[part.span.range()])
        });
        (list.collect(), &text[body..])
    }

    fn copy(text: &str) -> Vec<&str> {
        let mut parts = Parts::default();
        read(text, 0, &mut parts);
        parts.copy.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn toml_and_yaml_read_alike() {
        let (toml, body) =
            fields("+++\nTitle = \"Café “x”\"\r\nauthors = ['Ann', \"Bö\"]\ndate = 2025-03-14\n+++\nBody");
        assert_eq!(
            toml,
            [
                (FieldName::Headline, "Café “x”", "Title = \"Café “x”\""),
                (FieldName::Byline, "Ann', \"Bö", "authors = ['Ann', \"Bö\"]"),
                (FieldName::Date, "2025-03-14", "date = 2025-03-14"),
            ]
        );
        assert_eq!(body, "Body");
        let (yaml, body) = fields(
            "---\r\nTitle: 'Café “x”' # note\r\nauthors:\r\n  - Ann\r\n  - 👩‍🚀 Bö\r\ndate: 2025-03-14\r\n---\r\nBody",
        );
        assert_eq!(
            yaml,
            [
                (FieldName::Headline, "Café “x”", "Title: 'Café “x”'"),
                (FieldName::Byline, "Ann\r\n  - 👩‍🚀 Bö", "authors:\r\n  - Ann\r\n  - 👩‍🚀 Bö"),
                (FieldName::Date, "2025-03-14", "date: 2025-03-14"),
            ]
        );
        assert_eq!(body, "Body");
    }

    #[test]
    fn values_over_several_lines() {
        let (yaml, _) = fields("---\ndek: >\n  One é\n  two.\n\nslug: |-\n  x\nlocation: Lyne\n  Bay\n---\n");
        assert_eq!(
            yaml,
            [
                (FieldName::Standfirst, "One é\n  two.", "dek: >\n  One é\n  two."),
                (FieldName::Slug, "x", "slug: |-\n  x"),
                (FieldName::Dateline, "Lyne\n  Bay", "location: Lyne\n  Bay"),
            ]
        );
        let (toml, _) = fields("+++\ndeck = \"\"\"\nOne\ntwo.\n\"\"\"\n+++\n");
        assert_eq!(toml, [(FieldName::Standfirst, "One\ntwo.", "deck = \"\"\"\nOne\ntwo.\n\"\"\"")]);
    }

    #[test]
    fn nested_tables_empty_values_and_aliases_of_values() {
        let (yaml, _) =
            fields("---\nimage:\n  src: a.jpg\n  alt: Ferry\nbyline:\nlist: [a, {b: c}]\nk: !t &a v\n---\n");
        let contents: Vec<_> = yaml.iter().map(|(name, content, _)| (*name, *content)).collect();
        assert_eq!(contents, [(FieldName::Byline, ""), (FieldName::Other, "a"), (FieldName::Other, "v")]);
        let (toml, _) = fields("+++\nstatus = 'ready'\n[image]\nsrc = 'a.jpg'\n+++\n");
        assert_eq!(toml, [(FieldName::Status, "ready", "status = 'ready'")]);
    }

    #[test]
    fn captions_in_tables_are_captions() {
        let expected = [(FieldName::Caption, "The pier at Lyne"), (FieldName::Caption, "Café “Orr”")];
        for text in [
            "---\nimage:\n  src: a.jpg\n  caption: The pier at Lyne\nlead: {alt: x, Caption: 'Café “Orr”'}\n---\n",
            "---\na:\n  - src: a.jpg\n    caption: The pier at Lyne\n  - {? [b] : c, caption: \"Café “Orr”\"}\n---\n",
            "---\na: &x\n  b: {c: [d], caption: The pier at Lyne}\n  caption: [e]\nf: {g: *x, caption: Café “Orr”}\n---\n",
            "+++\n[a]\nb = 'c'\ncaption = 'The pier at Lyne'\n[[d]]\ncaption = \"Café “Orr”\"\n+++\n",
        ] {
            let (fields, body) = fields(text);
            let contents: Vec<_> = fields.iter().map(|(name, content, _)| (*name, *content)).collect();
            assert_eq!((contents.as_slice(), body), (expected.as_slice(), ""), "{text}");
        }
        let (mixed, _) = fields("---\nlist: [a, {caption: b}, c]\ntitle: d\n---\n");
        let names: Vec<_> = mixed.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names, [FieldName::Other, FieldName::Headline], "a list with values keeps them all");
    }

    #[test]
    fn every_value_is_copy() {
        let text = "---\nbyline: By Ada\nTags: [a, 'b']\ndate: 2025-03-14\n---\n";
        assert_eq!(copy(text), ["By Ada", "a", "b", "2025-03-14"]);
    }

    #[test]
    fn escapes_are_no_copy() {
        assert_eq!(
            copy("---\ntitle: \"She said \\\"no\\\"\\n\\u00e9t\"\nslug: \"a\\\"b\"\n---\n").concat(),
            "She said \"no\"ta\"b"
        );
        assert_eq!(copy("---\ntitle: 'It''s \\n ''on'''\n---\n").concat(), "It's \\n 'on'");
        assert_eq!(copy("+++\ntitle = 'C:\\new'\n+++\n").concat(), "C:\\new");
    }

    #[test]
    fn broken_front_matter_is_read_row_by_row() {
        use FieldName::{Byline, Caption, Headline, Other};
        for (text, read) in [
            (
                "---\ntitle: Ferry: it returns\nbyline: @desk\n---\n",
                vec![(Headline, "Ferry: it returns"), (Byline, "@desk")],
            ),
            (
                "---\ntitle: \"Ferry returns\nbyline: 'Ada'\n---\n",
                vec![(Headline, "Ferry returns"), (Byline, "Ada")],
            ),
            (
                "+++\ntitle = Ferry returns\ntitle = 'Again'\n+++\n",
                vec![(Headline, "Ferry returns"), (Headline, "Again")],
            ),
            (
                "---\ntitle: @a\n\ttags:\n- x\n  - y\ncaption: C\n---\n",
                vec![(Headline, "@a\n\ttags:\n- x\n  - y"), (Caption, "C")],
            ),
            ("---\nx: [a\ntwo words: no field\nkey:\n---\n", vec![(Other, "[a"), (Other, "")]),
        ] {
            let text = &format!("{text}Body");
            let (found, body) = fields(text);
            let found: Vec<_> = found.into_iter().map(|(name, content, _)| (name, content)).collect();
            assert_eq!((found, body), (read, "Body"), "{text}");
        }
        assert_eq!(fields("---\n---\nBody"), (vec![], "Body"));
    }

    #[test]
    fn rules_are_no_front_matter() {
        for text in [
            "---\ntitle: x\n",
            "---",
            "---\n\nThe vote: it stands.\n\nMore of it here.\n---\nEnd",
            "--- x\n---\n",
            "----\na: b\n----\n",
        ] {
            assert_eq!(fields(text), (vec![], text), "{text:?}");
        }
    }

    #[test]
    fn stets_are_noted() {
        for text in [
            "---\nstet: [missing-byline, \"long-deck\"]\n---\n",
            "+++\nstet = ['missing-byline', 'long-deck']\n+++\n",
            "---\nStet: missing-byline,  long-deck\n---\n",
            "+++\nSTET = 'missing-byline, long-deck,'\n+++\n",
        ] {
            let mut parts = Parts::default();
            read(text, 0, &mut parts);
            let ids: Vec<_> = parts.stets.iter().map(|span| &text[span.range()]).collect();
            assert_eq!(ids, ["missing-byline", "long-deck"]);
        }
    }
}
