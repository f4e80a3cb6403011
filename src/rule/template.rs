//! A rule's message: text with names in braces, such as `“{word}” is doubled`.

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
    /// Reads a message.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words: a brace that is never closed, an empty name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut pieces, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
            } else if brace == "}" {
                return Err("a closing brace stands alone; write }} for a plain one".to_owned());
            } else {
                let Some((name, after)) = rest.split_once('}') else {
                    return Err("a brace is never closed; write {{ for a plain one".to_owned());
                };
                if name.is_empty() {
                    return Err("a pair of braces holds no name".to_owned());
                }
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
                pieces.push(Piece::Name(name.to_owned()));
                rest = after;
            }
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        Ok(Self { pieces })
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
        let template = Template::parse("“{word}” {{is}} {how}").unwrap();
        assert_eq!(template.names().collect::<Vec<_>>(), ["word", "how"]);
        assert_eq!(template.fill(|name| (name == "word").then_some("teh")), "“teh” {is} ");
    }

    #[test]
    fn braces_must_match() {
        for text in ["{word", "word}", "{}"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }
}
