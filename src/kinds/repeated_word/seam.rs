//! What lies between the two words of a pair: markup that closes, white space, markup that opens. Anything else parts
//! them. How one of the words goes is told in `mend`.

use super::Layers;
use crate::document::Word;

/// The HTML elements that change how words look and not what they say. Deleted and quoted words, raised and lowered
/// signs are something else.
const ELEMENTS: [&str; 14] =
    ["a", "abbr", "b", "big", "cite", "em", "font", "i", "mark", "small", "span", "strong", "u", "var"];

/// How two words are joined: `first` + closing markup + space + opening markup + `second`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    /// How many bytes of markup close behind the first word.
    pub(super) closing: usize,
    /// How many bytes of markup open before the second word.
    pub(super) opening: usize,
    /// Whether a line ends between the words.
    pub(super) breaks: bool,
}

/// How the two words are joined; nothing when anything but space, line breaks and markup lies between them, or when one
/// of them may be a mere part of a word.
pub(super) fn joint(layers: Layers<'_>, one: &Word, other: &Word) -> Option<Joint> {
    let (start, end) = (one.span.end(), other.span.start());
    let is_copy = |sign: char| !(sign.is_whitespace() || is_mark(sign) || sign == '>');
    if layers.prose[start..end].contains(is_copy) {
        return None;
    }
    let between = &layers.text[start..end];
    let closing = closing(between);
    let space = closing + space(&between[closing..]);
    let opening = opening(&between[space..]);
    if space == closing || space + opening < between.len() {
        return None;
    }
    let is_break = between[closing..space].contains("<");
    // A line break without white space cuts no word in two, though markup touches it.
    let whole = if is_break { is_whole(layers, one, other) } else { !one.glued && !other.glued };
    let breaks = is_break || between[closing..space].contains(['\n', '\r']);
    whole.then_some(Joint { closing, opening, breaks })
}

/// Whether the outer sides of two words touch no markup.
fn is_whole(layers: Layers<'_>, one: &Word, other: &Word) -> bool {
    let before = layers.text[..one.span.start()].chars().next_back();
    let behind = layers.text[other.span.end()..].chars().next();
    let is_outside =
        |sign: Option<char>, prose: Option<char>| sign == prose && sign.is_none_or(|sign| !is_mark(sign));
    is_outside(before, layers.prose[..one.span.start()].chars().next_back())
        && is_outside(behind, layers.prose[other.span.end()..].chars().next())
}

/// Whether `sign` is a mark of emphasis.
pub(super) fn is_mark(sign: char) -> bool {
    matches!(sign, '*' | '_' | '~')
}

/// The bytes of closing markup at the start of `text`.
fn closing(text: &str) -> usize {
    let mut at = 0;
    while let Some(length) =
        mark(&text[at..]).or_else(|| link_end(&text[at..])).or_else(|| end_tag(&text[at..]))
    {
        at += length;
    }
    at
}

/// The bytes of opening markup at the start of `text`.
fn opening(text: &str) -> usize {
    let mut at = 0;
    while let Some(length) =
        mark(&text[at..]).or_else(|| link_start(&text[at..])).or_else(|| tag(&text[at..]))
    {
        at += length;
    }
    at
}

/// The bytes of white space and line breaks at the start of `text`. A block quotation has its mark at the beginning of
/// every line.
fn space(text: &str) -> usize {
    let (mut at, mut breaks) = (0, false);
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        at += match sign {
            '\\' if rest[1..].starts_with(['\n', '\r']) => 1,
            '>' if breaks => 1,
            '<' => {
                let Some(length) = ["<br>", "<br/>", "<br />"].iter().find_map(|tag| {
                    rest.get(..tag.len()).filter(|start| start.eq_ignore_ascii_case(tag)).map(str::len)
                }) else {
                    break;
                };
                length
            }
            _ if sign.is_whitespace() => sign.len_utf8(),
            _ => break,
        };
        breaks |= matches!(sign, '\n' | '\r');
    }
    at
}

fn mark(text: &str) -> Option<usize> {
    text.starts_with(is_mark).then_some(1)
}

fn link_start(text: &str) -> Option<usize> {
    text.starts_with('[').then_some(1)
}

/// `](address)` or `][name]`, brackets in the address counted.
fn link_end(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(']')?;
    let (open, close) = if rest.starts_with('(') { ('(', ')') } else { ('[', ']') };
    if !rest.starts_with(open) {
        return None;
    }
    let mut depth = 0_usize;
    for (at, sign) in rest.char_indices() {
        if sign == open {
            depth += 1;
        } else if sign == close {
            depth -= 1;
            if depth == 0 {
                return Some(1 + at + 1);
            }
        }
    }
    None
}

/// An opening tag of one of the [`ELEMENTS`].
fn tag(text: &str) -> Option<usize> {
    let name = element(text.strip_prefix('<')?)?;
    let rest = &text[1 + name.len()..];
    let end = rest.find('>')?;
    let is_named = end == 0 || rest.starts_with(|sign: char| sign.is_ascii_whitespace());
    (is_named && !rest[..end].ends_with('/')).then_some(1 + name.len() + end + 1)
}

/// A closing tag of one of the [`ELEMENTS`].
fn end_tag(text: &str) -> Option<usize> {
    let name = element(text.strip_prefix("</")?)?;
    text[2 + name.len()..].starts_with('>').then_some(2 + name.len() + 1)
}

/// The name of the element that `text` begins with, if it is one of the [`ELEMENTS`].
pub(super) fn element(text: &str) -> Option<&str> {
    let end = text.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(text.len());
    let name = &text[..end];
    ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name)).then_some(name)
}
