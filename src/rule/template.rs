//! A rule's message: text with names in braces, such as `“{word}” is doubled`.

use std::collections::BTreeSet;

/// A message with names in braces; `{{` and `}}` are plain braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Name(String),
}

impl Template {
    /// Reads a message, and tells what is wrong with it, in words: a brace that is never closed, an empty name. What can
    /// be understood is read all the same.
    #[must_use]
    pub fn parse(text: &str) -> (Self, BTreeSet<&'static str>) {
        let mut wrong = BTreeSet::new();
        let (mut pieces, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
            } else if brace == "}" {
                wrong.insert("a closing brace stands alone; write }} for a plain one");
            } else {
                let Some((name, after)) = rest.split_once('}') else {
                    wrong.insert("a brace is never closed; write {{ for a plain one");
                    break;
                };
                rest = after;
                if name.is_empty() {
                    wrong.insert("a pair of braces holds no name");
                    continue;
                }
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
                pieces.push(Piece::Name(name.to_owned()));
            }
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        (Self { pieces }, wrong)
    }

    /// The names in it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Name(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The message, each name replaced by what `value` gives for it; an unknown one is left empty.
    #[must_use]
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        self.pieces.iter().fold(String::new(), |mut message, piece| {
            message.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Name(name) => value(name).unwrap_or_default(),
            });
            message
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_and_doubled_braces_are_plain() {
        let (template, wrong) = Template::parse("“{word}” {{is}} {how}");
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(template.names().collect::<Vec<_>>(), ["word", "how"]);
        assert_eq!(template.fill(|name| (name == "word").then_some("teh")), "“teh” {is} ");
    }

    #[test]
    fn braces_must_match() {
        for text in ["{word", "word}", "{}"] {
            assert_eq!(Template::parse(text).1.len(), 1, "{text}");
        }
        let (template, wrong) = Template::parse("a} {} {word} b} {c");
        assert_eq!(wrong.len(), 3, "each is told once");
        assert_eq!(template.names().collect::<Vec<_>>(), ["word"]);
    }
}
