//! Paths as URIs and spans as ranges, in the unit that was agreed upon with the editor.

use std::path::{Path, PathBuf};

use lsp_types::{Position, PositionEncodingKind, Range, Uri};

use crate::document::{Source, Span, Unit};

/// The unit that the columns of both sides count in: the first that the editor offers, else UTF-16 as the protocol says.
pub(super) fn agreed(offered: Option<&[PositionEncodingKind]>) -> (Unit, PositionEncodingKind) {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Unit::Bytes),
        "utf-16" => Some(Unit::Utf16),
        "utf-32" => Some(Unit::Characters),
        _ => None,
    };
    let first = offered.into_iter().flatten().find_map(|kind| Some((known(kind)?, kind.clone())));
    first.unwrap_or((Unit::Utf16, PositionEncodingKind::UTF16))
}

/// The range of a span.
pub(super) fn range(source: &Source, span: Span, unit: Unit) -> Range {
    Range { start: position(source, span.start(), unit), end: position(source, span.end(), unit) }
}

fn position(source: &Source, offset: usize, unit: Unit) -> Position {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position { line: narrow(source.lines().index(offset)), character: narrow(source.column(offset, unit)) }
}

/// The byte at a position.
pub(super) fn offset(source: &Source, position: Position, unit: Unit) -> usize {
    source.lines().offset(source.text(), position.line as usize, position.character as usize, unit)
}

/// The path of a `file:` URI; nothing of others.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.find('/').map(|at| &rest[at..])?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut letters = path.bytes();
    while let Some(byte) = letters.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (high, low) = (digit(letters.next()?)?, digit(letters.next()?)?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    let path = String::from_utf8(bytes).ok()?;
    // On Windows: /c:/news/a.md
    let drive = path.strip_prefix('/').filter(|path| cfg!(windows) && path.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.map_or(path.as_str(), |path| path)))
}

/// The URI of an absolute path.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let mut uri = "file://".to_owned();
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        for told in ["/news/a.md", "/news/Größe 100% #1/a+b?.md", "/a:b/c.md"] {
            let uri = uri(Path::new(told)).unwrap();
            assert_eq!(path(&uri).unwrap(), Path::new(told), "{}", uri.as_str());
        }
        let drive = if cfg!(windows) { "c:/news/a.md" } else { "/c:/news/a.md" };
        assert_eq!(path(&"file:///c%3A/news/a.md".parse().unwrap()).unwrap(), Path::new(drive));
        assert_eq!(path(&"untitled:Untitled-1".parse().unwrap()), None);
    }

    #[test]
    fn the_unit_is_the_first_that_is_known() {
        let kinds = |names: &[&'static str]| {
            names.iter().map(|name| PositionEncodingKind::new(name)).collect::<Vec<_>>()
        };
        assert_eq!(agreed(None).0, Unit::Utf16);
        assert_eq!(agreed(Some(&kinds(&["utf-7", "utf-32", "utf-8"]))).0, Unit::Characters);
        assert_eq!(agreed(Some(&kinds(&["utf-8", "utf-16"]))).0, Unit::Bytes);
    }

    #[test]
    fn ranges_count_in_the_agreed_unit() {
        let source = Source::new("a.md", "x\n👩 teh é\n");
        let span = Span::new(7, 10);
        for (unit, start, end) in [(Unit::Bytes, 5, 8), (Unit::Utf16, 3, 6), (Unit::Characters, 2, 5)] {
            let range = range(&source, span, unit);
            assert_eq!(
                (range.start.line, range.start.character, range.end.character),
                (1, start, end),
                "{unit:?}"
            );
            assert_eq!(offset(&source, range.start, unit), 7);
        }
    }
}
