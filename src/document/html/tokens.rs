//! HTML in tokens: text, tags, comments and what else stands in pointed brackets. What they mean to copy is said next
//! door. Nothing is refused, and every byte is in one token.

use std::ops::Range;

use memchr::memmem::find;
use memchr::{memchr, memchr3};

/// Tags whose quotation marks are never closed are looked through so often; after that, the first `>` ends a tag.
const PATIENCE: u8 = 8;

/// A piece of HTML; ranges are bytes of the HTML that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// What readers see; a `<` that opens nothing is text.
    Text(Range<usize>),
    /// `<p class="x">`, `</p>`.
    Tag(Tag<'h>),
    /// A comment, and whether it is closed.
    Comment(Range<usize>, bool),
    /// A declaration, an instruction, a slot of a template: no copy.
    Other(Range<usize>),
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    /// Its name as it was typed.
    pub(super) name: &'h str,
    /// Whether it is a closing one.
    pub(super) closes: bool,
    /// From `<` to `>`.
    pub(super) range: Range<usize>,
}

impl Tag<'_> {
    /// Whether its element is `name`, in capitals or not.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Reads HTML token by token. Linear: what was looked for in vain is not looked for again.
pub(super) struct Tokens<'h> {
    html: &'h str,
    at: usize,
    /// How often a quotation mark that is never closed may still be looked for.
    patience: u8,
    /// No `>` stands ahead.
    no_tags: bool,
    /// No `%>` stands ahead.
    no_slots: bool,
    /// Elements whose closing tag does not stand ahead.
    unclosed: Vec<&'h str>,
}

impl<'h> Tokens<'h> {
    /// The tokens of `html`.
    pub(super) fn of(html: &'h str) -> Self {
        Self { html, at: 0, patience: PATIENCE, no_tags: false, no_slots: false, unclosed: Vec::new() }
    }

    /// Where the next token begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes behind the closing tag of the element `name`, whose opening one was read last, elements of that name inside
    /// it counted. Returns what stands between the tags; nothing, and the place stays, where no such tag follows.
    pub(super) fn skip_element(&mut self, name: &'h str) -> Option<Range<usize>> {
        if self.unclosed.iter().any(|unclosed| unclosed.eq_ignore_ascii_case(name)) {
            return None;
        }
        let (start, bytes) = (self.at, self.html.as_bytes());
        let (mut at, mut depth) = (start, 1_usize);
        while let Some(length) = memchr(b'<', &bytes[at..]) {
            let open = at + length;
            let closes = bytes.get(open + 1) == Some(&b'/');
            let named = open + 1 + usize::from(closes);
            at = named;
            if name_at(self.html, named).is_none_or(|found| !found.eq_ignore_ascii_case(name)) {
                continue;
            }
            depth = if closes {
                depth - 1
            } else if is_raw(name) {
                depth
            } else {
                depth + 1
            };
            if depth == 0 {
                let end = memchr(b'>', &bytes[named..]).map_or(bytes.len(), |length| named + length + 1);
                self.at = end;
                return Some(start..open);
            }
        }
        self.unclosed.push(name);
        None
    }

    /// Goes to the end, and returns what was passed over.
    pub(super) fn skip_all(&mut self) -> Range<usize> {
        let start = std::mem::replace(&mut self.at, self.html.len());
        start..self.at
    }

    /// The markup that begins at `at`, which holds a `<`, and where it ends.
    fn markup(&mut self, at: usize) -> Option<(Token<'h>, usize)> {
        let rest = &self.html[at..];
        if rest.starts_with("<!--") {
            // `<!-->` is a whole comment.
            let close = find(&rest.as_bytes()[2..], b"-->").map(|length| at + 2 + length + 3);
            let end = close.unwrap_or(self.html.len());
            return Some((Token::Comment(at..end, close.is_some()), end));
        }
        let until =
            |mark: &str| find(rest.as_bytes(), mark.as_bytes()).map(|length| at + length + mark.len());
        let end = match rest.as_bytes().get(1)? {
            b'?' => until("?>").unwrap_or(self.html.len()),
            b'!' if rest.starts_with("<![CDATA[") => until("]]>").unwrap_or(self.html.len()),
            b'!' if rest[2..].starts_with(|sign: char| sign.is_ascii_alphabetic()) => {
                until(">").unwrap_or(self.html.len())
            }
            b'%' if !self.no_slots => {
                let end = until("%>");
                self.no_slots = end.is_none();
                end?
            }
            _ => {
                let tag = self.tag(at)?;
                let end = tag.range.end;
                return Some((Token::Tag(tag), end));
            }
        };
        Some((Token::Other(at..end), end))
    }

    fn tag(&mut self, at: usize) -> Option<Tag<'h>> {
        let closes = self.html.as_bytes().get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(closes);
        let name = name_at(self.html, start)?;
        let end = self.tag_end(start + name.len())?;
        Some(Tag { name, closes, range: at..end })
    }

    /// The byte behind the `>` that ends a tag, from behind its name on; one in a value between quotation marks ends none.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let bytes = self.html.as_bytes();
        let mut at = from;
        while self.patience > 0 && !self.no_tags {
            let Some(sign) = memchr3(b'>', b'"', b'\'', &bytes[at..]).map(|length| at + length) else {
                self.patience -= 1;
                break;
            };
            if bytes[sign] == b'>' {
                return Some(sign + 1);
            }
            at = sign + 1;
            if self.html[from..sign].trim_ascii_end().ends_with('=') {
                let Some(length) = memchr(bytes[sign], &bytes[at..]) else {
                    self.patience -= 1;
                    break;
                };
                at += length + 1;
            }
        }
        let end = if self.no_tags { None } else { memchr(b'>', &bytes[from..]) };
        self.no_tags = end.is_none();
        end.map(|length| from + length + 1)
    }
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        let start = self.at;
        if start == self.html.len() {
            return None;
        }
        let mut from = start;
        if self.html.as_bytes()[start] == b'<' {
            if let Some((token, end)) = self.markup(start) {
                self.at = end;
                return Some(token);
            }
            from += 1;
        }
        let end = memchr(b'<', &self.html.as_bytes()[from..]).map_or(self.html.len(), |length| from + length);
        self.at = end;
        Some(Token::Text(start..end))
    }
}

/// The name of an element that stands at `at`: a letter, and what follows up to a space, `/` or `>`.
fn name_at(html: &str, at: usize) -> Option<&str> {
    let rest = html.get(at..)?;
    let ends = |sign: char| sign.is_ascii_whitespace() || matches!(sign, '/' | '>' | '<' | '"' | '\'' | '=');
    let length = rest.find(ends).unwrap_or(rest.len());
    rest.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| &rest[..length])
}

/// Whether nothing inside the element is a tag but its own closing one.
fn is_raw(name: &str) -> bool {
    ["script", "style", "textarea", "iframe", "title"].iter().any(|raw| raw.eq_ignore_ascii_case(name))
}

/// Where the value of the attribute `wanted` stands in the tag that covers `tag`, quotation marks left out.
pub(super) fn attribute(html: &str, tag: &Range<usize>, wanted: &str) -> Option<Range<usize>> {
    let text = &html[..tag.end - 1];
    let space = |at: usize| text.len() - text[at..].trim_ascii_start().len();
    let mut at = tag.start + 1 + name_at(html, tag.start + 1)?.len();
    loop {
        at = space(at);
        let ends = |sign: char| sign.is_ascii_whitespace() || sign == '=';
        let name = &text[at..][..text[at..].find(ends).unwrap_or(text.len() - at)];
        let behind = space(at + name.len());
        if !text[behind..].starts_with('=') {
            if name.is_empty() {
                return None;
            }
            at = behind;
            continue;
        }
        let start = space(behind + 1);
        let value = match text[start..].chars().next() {
            Some(mark @ ('"' | '\'')) => start + 1..start + 1 + text[start + 1..].find(mark)?,
            _ => {
                start
                    ..start
                        + text[start..]
                            .find(|sign: char| sign.is_ascii_whitespace())
                            .unwrap_or(text.len() - start)
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        let quoted = usize::from(text[start..].starts_with(['"', '\'']));
        at = value.end + quoted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens with their kind before them: `t` text, `o` and `c` tags that open and close, `!` comments, `?` others.
    fn tokens(html: &str) -> Vec<String> {
        let mut end = 0;
        let shown = Tokens::of(html).map(|token| {
            let (sign, range) = match token {
                Token::Text(range) => ('t', range),
                Token::Tag(tag) => (if tag.closes { 'c' } else { 'o' }, tag.range),
                Token::Comment(range, _) => ('!', range),
                Token::Other(range) => ('?', range),
            };
            assert_eq!(std::mem::replace(&mut end, range.end), range.start, "every byte is in one token");
            format!("{sign}{}", &html[range])
        });
        let shown: Vec<String> = shown.collect();
        assert_eq!(end, html.len());
        shown
    }

    #[test]
    fn tags_comments_and_text_are_told_apart() {
        assert_eq!(tokens("a<b c='>'>é</b\n>"), ["ta", "o<b c='>'>", "té", "c</b\n>"]);
        assert_eq!(tokens("<!-- a > b -->x<!-->y"), ["!<!-- a > b -->", "tx", "!<!-->", "ty"]);
        assert_eq!(
            tokens("<?php 1 > 0 ?><!DOCTYPE html><![CDATA[>]]>"),
            ["?<?php 1 > 0 ?>", "?<!DOCTYPE html>", "?<![CDATA[>]]>"]
        );
        assert_eq!(tokens("<%= a > b %><% c"), ["?<%= a > b %>", "t<% c"]);
    }

    #[test]
    fn a_sign_that_opens_nothing_is_text() {
        assert_eq!(tokens("1 < 2 <3 <"), ["t1 ", "t< 2 ", "t<3 ", "t<"]);
        assert_eq!(tokens("<b"), ["t<b"]);
        assert_eq!(tokens("<p title=don't>x"), ["o<p title=don't>", "tx"]);
        assert_eq!(tokens("<p title=\"x>y"), ["o<p title=\"x>", "ty"]);
    }

    #[test]
    fn an_element_is_passed_over_with_those_inside_it() {
        let html = "<svg><SVG>a</svg>b</svg >c";
        let mut tokens = Tokens::of(html);
        tokens.next();
        assert_eq!(tokens.skip_element("svg").map(|range| &html[range]), Some("<SVG>a</svg>b"));
        assert_eq!(&html[tokens.at()..], "c");
        let mut tokens = Tokens::of("<script>'<script>'</script>x");
        tokens.next();
        assert!(tokens.skip_element("script").is_some());
        assert_eq!(tokens.next(), Some(Token::Text(27..28)));
        let mut tokens = Tokens::of("<svg><svg></svg>");
        tokens.next();
        assert_eq!(tokens.skip_element("svg"), None);
        assert_eq!(tokens.at(), 5);
    }

    #[test]
    fn values_of_attributes_are_found() {
        for (tag, value) in [
            ("<img src=x alt=\"The pier\">", Some("The pier")),
            ("<img data-alt='no' ALT = 'É'/>", Some("É")),
            ("<img hidden alt=pier src=x>", Some("pier")),
            ("<img alt>", None),
            ("<img title='alt=\"x\"'>", None),
            ("<img alt=\"\">", Some("")),
            ("<img =x = =>", None),
        ] {
            assert_eq!(attribute(tag, &(0..tag.len()), "alt").map(|range| &tag[range]), value, "{tag}");
        }
    }
}
