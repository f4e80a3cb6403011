//! Kind `entity`: character references (`&pound;`, `&#163;`, `&amp;#163;`) that stand in copy as code. The names are
//! those of HTML 4 and the letters, marks and signs of HTML 5, in `entity/names.txt`: name and code point in hexadecimal.

use std::collections::BTreeMap;

use super::replacement::replace;
use super::{Check, Context, DocumentCheck, Hit, Kind, Params, Reads, Scope};
use crate::document::{Markup, Span};
use crate::finding::Safety;
use crate::table::Mistakes;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "entity",
    about: "Finds HTML character references, by name or number, escaped twice too, and proposes the character. Those in \
            links, addresses and tags are let alone: they work there, and in blocks of HTML only those escaped twice \
            are faults. Reads text with its markup.",
    reads: Reads { prose: false, ..Reads::ALL },
    parameters: &[],
    values: &["meaning"],
    further_values: "",
    build,
};

fn build(_: &Params, _: &Scope, _: &mut Mistakes) -> Option<Check> {
    Some(Check::Document(Box::new(Entities::new())))
}

static NAMES: &str = include_str!("entity/names.txt");

/// Names that readers meet without the semicolon too; of other ones (`&copy`) that would be the query of an address.
const BARE: &[&str] =
    &["amp", "apos", "hellip", "ldquo", "lsquo", "mdash", "nbsp", "ndash", "pound", "quot", "rdquo", "rsquo"];

/// How far before a reference a tag that it stands in is looked for, in bytes.
const TAG: usize = 512;

struct Entities {
    names: BTreeMap<&'static str, char>,
    needles: Vec<String>,
}

impl DocumentCheck for Entities {
    fn source_needles(&self) -> &[String] {
        &self.needles
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let (document, scope) = (context.document, context.scope);
        let text = if scope.whole_file { document.text() } else { context.text() };
        let mut done = 0;
        for needle in context.needles {
            let at = needle.span.start();
            let block = document.block_at(at).map(|index| &document.blocks()[index]);
            if at < done || !(scope.whole_file || block.is_some_and(|block| scope.reads(block))) {
                continue;
            }
            if let Some((length, meaning)) = self.reference(&text[at..])
                && !is_in_link_or_tag(&text[..at])
            {
                done = at + length;
                // In HTML a reference is how the character is written; only one that was escaped again is seen.
                if block.is_some_and(|block| block.html) && !is_escaped_again(&text[at..done]) {
                    continue;
                }
                hits.push(hit(text, document.text(), Span::new(at, done), meaning, document.markup()));
            }
        }
    }
}

impl Entities {
    fn new() -> Self {
        let names = NAMES.lines().filter_map(|line| {
            let (name, code) = line.split_once(' ')?;
            Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
        });
        Self { names: names.collect(), needles: vec!["&".to_owned()] }
    }

    /// The length of the reference that `text` begins with, and what it stands for: `None` for no character at all.
    fn reference(&self, text: &str) -> Option<(usize, Option<char>)> {
        let mut body = text.strip_prefix('&')?;
        while let Some(rest) = body.strip_prefix("amp;")
            && self.body(rest).is_some_and(|(length, _)| rest[..length].ends_with(';'))
        {
            body = rest;
        }
        let (length, meaning) = self.body(body)?;
        Some((text.len() - body.len() + length, meaning))
    }

    /// As [`Self::reference`], behind the ampersand.
    fn body(&self, text: &str) -> Option<(usize, Option<char>)> {
        let (mark, digits, radix) = match text.strip_prefix('#') {
            Some(rest) => match rest.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => (2, hexadecimal, 16),
                None => (1, rest, 10),
            },
            None => return self.name(text),
        };
        let length = digits.bytes().take(8).take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let number = u32::from_str_radix(&digits[..length], radix).ok()?;
        let end = ends(&digits[length..], true)?;
        Some((mark + length + end, character(number)))
    }

    fn name(&self, text: &str) -> Option<(usize, Option<char>)> {
        let length = text.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
        let name = &text[..length];
        let known = |name: &str| self.names.get_key_value(name);
        let (name, meaning) = known(name).or_else(|| {
            let shouted = length > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase());
            if shouted { known(&name.to_ascii_lowercase()) } else { None }
        })?;
        let end = ends(&text[length..], BARE.contains(name))?;
        Some((length + end, Some(*meaning)))
    }
}

/// The length of what ends a reference: a semicolon, or nothing where that may be left out.
fn ends(rest: &str, bare: bool) -> Option<usize> {
    if rest.starts_with(';') {
        return Some(1);
    }
    (bare && !rest.starts_with(|next: char| next.is_alphanumeric() || next == '=')).then_some(0)
}

/// The character of a number, as browsers read it: 128 to 159 are those of Windows-1252.
fn character(number: u32) -> Option<char> {
    match u8::try_from(number) {
        Ok(byte @ 0x80..=0x9F) => {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            text.chars().next().filter(|character| !character.is_control())
        }
        Ok(b'\t' | b'\n' | b'\r') => Some(' '),
        _ => char::from_u32(number).filter(|character| !character.is_control()),
    }
}

/// Whether a reference is an escaped ampersand with more behind it: `&amp;pound;`.
fn is_escaped_again(reference: &str) -> bool {
    reference.strip_prefix("&amp;").is_some_and(|rest| !rest.is_empty())
}

/// Whether what follows `before` stands in an address, a link target or a tag.
fn is_in_link_or_tag(before: &str) -> bool {
    let floor =
        (before.len().saturating_sub(TAG)..).find(|at| before.is_char_boundary(*at)).unwrap_or_default();
    let near = &before[floor..];
    let word = near.rfind([' ', '\t', '\n', '\r', '>', '"', ')']).map_or(near, |at| &near[at + 1..]);
    if word.contains("://") || word.contains("](") || word.starts_with("www.") {
        return true;
    }
    near.rfind(['<', '>']).is_some_and(|at| {
        near[at..]
            .strip_prefix('<')
            .is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
    })
}

fn hit(text: &str, source: &str, span: Span, meaning: Option<char>, markup: Markup) -> Hit {
    let (told, fix) = match meaning {
        None => ("no character".to_owned(), None),
        Some(character) if character.is_whitespace() => {
            ("a space".to_owned(), Some((" ".to_owned(), Safety::Safe)))
        }
        Some(
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}',
        ) => ("an invisible character".to_owned(), Some((String::new(), Safety::Unsafe))),
        Some(character) => {
            // These would be read as markup; an author may have escaped them for that reason.
            let marks = markup == Markup::Markdown && "<>*_`[]\\#|~".contains(character);
            let safety = if marks { Safety::Manual } else { Safety::Safe };
            (format!("“{character}”"), Some((character.to_string(), safety)))
        }
    };
    let fix = fix.map(|(by, safety)| replace(text, source, span, by, safety));
    Hit { span, values: vec![("meaning".to_owned(), told)], fix, ..Hit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, Option<char>)> {
        Entities::new().reference(text).map(|(length, meaning)| (&text[..length], meaning))
    }

    #[test]
    fn names_and_numbers_are_read() {
        for (text, reference, meaning) in [
            ("&pound;8m", "&pound;", '£'),
            ("&#163;8m", "&#163;", '£'),
            ("&#xA3;8m", "&#xA3;", '£'),
            ("&rsquo;s", "&rsquo;", '’'),
            ("&Eacute;t&eacute;", "&Eacute;", 'É'),
            ("&#146;s", "&#146;", '’'),
            ("&#128512;", "&#128512;", '😀'),
            ("&scaron;", "&scaron;", 'š'),
            ("&NBSP;", "&NBSP;", '\u{a0}'),
        ] {
            assert_eq!(read(text), Some((reference, Some(meaning))), "{text}");
        }
    }

    #[test]
    fn a_double_escape_is_one_reference() {
        assert_eq!(read("&amp;#8217;s"), Some(("&amp;#8217;", Some('’'))));
        assert_eq!(read("&amp;amp;quot;x"), Some(("&amp;amp;quot;", Some('"'))));
        assert_eq!(read("&amp;amp; x"), Some(("&amp;amp;", Some('&'))));
        assert_eq!(read("&amp; pounds;"), Some(("&amp;", Some('&'))));
    }

    #[test]
    fn some_go_without_a_semicolon() {
        assert_eq!(read("&#8217 x"), Some(("&#8217", Some('’'))));
        assert_eq!(read("&nbsp x"), Some(("&nbsp", Some('\u{a0}'))));
        assert_eq!(read("&copy x"), None);
        assert_eq!(read("&amp=1"), None);
    }

    #[test]
    fn a_number_may_stand_for_no_character() {
        for text in ["&#0;", "&#xD800;", "&#1114112;", "&#129;", "&#27;"] {
            assert_eq!(read(text), Some((text, None)));
        }
        assert_eq!(read("&#10;"), Some(("&#10;", Some(' '))));
    }

    #[test]
    fn an_ampersand_alone_is_none() {
        for text in ["&", "& ", "&D;", "&T", "&#", "&#;", "&#x;", "&unknown;", "&;", "&新;", "&amp"] {
            assert_eq!(read(text).is_some(), text == "&amp", "{text}");
        }
    }

    #[test]
    fn links_and_tags_are_let_alone() {
        for before in [
            "see https://example.org/?a=1",
            "[map](/m?a=1",
            "<a href=\"/?a",
            "www.example.org/?a",
            "<b\nid='é",
        ] {
            assert!(is_in_link_or_tag(before), "{before}");
        }
        for before in ["", "[map](/m) Lyne", "a < b ", "<b>Lyne", "https://example.org Lyne"] {
            assert!(!is_in_link_or_tag(before), "{before}");
        }
    }

    #[test]
    fn the_character_is_proposed() {
        let fix = |text: &str, markup| {
            let (length, meaning) = Entities::new().reference(text).unwrap();
            let hit = hit(text, text, Span::new(0, length), meaning, markup);
            hit.fix.map(|fix| (fix.edits[0].text.clone(), fix.safety))
        };
        assert_eq!(fix("&pound;", Markup::Plain), Some(("£".to_owned(), Safety::Safe)));
        assert_eq!(fix("&nbsp;", Markup::Plain), Some((" ".to_owned(), Safety::Safe)));
        assert_eq!(fix("&lt;", Markup::Markdown), Some(("<".to_owned(), Safety::Manual)));
        assert_eq!(fix("&lt;", Markup::Plain), Some(("<".to_owned(), Safety::Safe)));
        assert_eq!(fix("&shy;", Markup::Plain), Some((String::new(), Safety::Unsafe)));
        assert_eq!(fix("&#0;", Markup::Plain), None);
    }
}
