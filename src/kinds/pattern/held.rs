//! Whether a text holds the parts that all matches of a pattern hold; which those are is worked out in `parts.rs`.

use super::parts::{AND, OR, Parts};

impl Parts {
    /// Whether all parts stand in `text`; without them the pattern matches nowhere in it. Linear in the text for each
    /// literal.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        let held = |set: &str| set.split(OR).any(|literal| stands(literal, text));
        self.0.is_empty() || self.0.split(AND).all(held) || holds_strange_letters(text)
    }
}

/// Whether `literal` stands anywhere in `text`.
fn stands(literal: &str, text: &str) -> bool {
    let mut rest = literal.chars();
    let Some(first) = rest.next() else { return true };
    let behind = rest.as_str();
    match first {
        'a'..='z' => {
            let (small, capital) = (first as u8, first.to_ascii_uppercase() as u8);
            memchr::memchr2_iter(small, capital, text.as_bytes()).any(|at| begins(behind, &text[at + 1..]))
        }
        _ => text.char_indices().any(|(at, _)| begins(literal, &text[at..])),
    }
}

/// Whether `text` begins with `literal`.
fn begins(literal: &str, text: &str) -> bool {
    let mut rest = text;
    literal.chars().all(|wanted| {
        let Some(there) = rest.chars().next() else { return false };
        rest = &rest[there.len_utf8()..];
        match wanted {
            ' ' if there.is_whitespace() => {
                rest = rest.trim_start();
                true
            }
            '\'' => "'‘’ʼ".contains(there),
            '"' => "\"“”„«»".contains(there),
            _ => there.eq_ignore_ascii_case(&wanted),
        }
    })
}

/// Whether a letter stands in `text` that is an ASCII letter where case is ignored: the long s and the kelvin sign.
fn holds_strange_letters(text: &str) -> bool {
    !text.is_ascii() && text.contains(['ſ', '\u{212A}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(pattern: &str) -> Parts {
        Parts::of(&regex_syntax::parse(pattern).unwrap(), true)
    }

    #[test]
    fn all_parts_must_stand() {
        let pattern = r"\bas an (?:AI|artificial intelligence)(?: model)?, (?:I|we) (?:cannot|will not) \w+";
        for (text, held) in [
            ("As an AI, we cannot say", true),
            ("as  an\nartificial intelligence, I will\u{a0}not", true),
            ("artificially, we cannot say", false),
            ("As an AI, we can say", false),
            ("as an artiﬁcial intelligence, ſ", true),
            ("", false),
        ] {
            assert_eq!(parts(pattern).stand_in(text), held, "{text}");
        }
        assert!(parts("here's the draft").stand_in("“Here’s the draft”"));
        assert!(!parts("here's the draft").stand_in("Heres the draft"));
        assert!(parts("« café »").stand_in("« cafÉ ».«  café »"));
    }

    #[test]
    fn in_doubt_they_stand() {
        for pattern in [r"\w+", "(?:TK|[0-9])", "(?:draft)?", "the", r"a\w", "(?:headline|)"] {
            assert!(parts(pattern).stand_in("…"), "{pattern}");
        }
        assert!(Parts::of(&regex_syntax::parse("Élysée").unwrap(), false).stand_in("ÉLYSÉE"));
    }
}
