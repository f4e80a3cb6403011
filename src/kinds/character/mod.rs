//! The kind `character`: characters that no reader should meet. What counts as one is told class by class in
//! `mojibake`, `control` and `invisible`; here their finds become hits. Each class skips clean text many bytes at a
//! time, because all three read every draft.

mod control;
mod invisible;
mod mojibake;
mod names;
mod scan;
mod scripts;

use std::ops::Range;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Reads, Scope};
use crate::document::Span;
use crate::finding::{Edit, Fix, Safety};
use crate::table::Mistakes;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "character",
    about: "Finds characters that do not belong in copy: text read in the wrong encoding, control characters, \
            characters that nobody can see. Neighbours make one finding. Joiners in emoji and in scripts that need \
            them, marks in right-to-left text and no-break spaces where typographers put them are left alone.",
    reads: Reads::ALL,
    parameters: &[Parameter {
        name: "class",
        accepts: ParameterType::Choice(&["mojibake", "control", "invisible"]),
        default: "",
        about: "Which characters: `mojibake` (UTF-8 read as Windows-1252, and U+FFFD), `control` (control \
                characters, direction overrides, a byte-order mark inside the text, private use) or `invisible` \
                (zero-width characters, soft hyphens, no-break spaces where none is meant).",
    }],
    values: &["characters"],
    further_values: "",
    build,
};

/// Bad characters side by side.
#[derive(Debug, PartialEq, Eq)]
struct Find {
    /// Their bytes in the text.
    bytes: Range<usize>,
    /// What they are, in words that a message can hold.
    characters: String,
    /// What should stand there instead, where that is known.
    instead: Option<String>,
}

/// Adds what one class finds in the bytes `within` of `text`. What stands around them may be looked at, so that the
/// first and the last character are judged like all others.
type Search = fn(text: &str, within: Range<usize>, finds: &mut Vec<Find>);

struct CharacterCheck {
    search: Search,
}

fn build(params: &Params, _: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    let search: Search = match params.text("class") {
        Some("mojibake") => mojibake::search,
        Some("control") => control::search,
        Some("invisible") => invisible::search,
        _ => {
            if params.is_sure("class") {
                let advice = "it is “mojibake”, “control” or “invisible”";
                mistakes.add(params.place(), "the parameter “class” is missing", advice);
            }
            return None;
        }
    };
    Some(Check::Document(Box::new(CharacterCheck { search })))
}

impl DocumentCheck for CharacterCheck {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let text = context.document.text();
        let mut finds = Vec::new();
        if context.scope.whole_file {
            (self.search)(text, 0..text.len(), &mut finds);
        } else {
            for block in context.blocks() {
                (self.search)(text, block.span.range(), &mut finds);
            }
            // Neighbours are judged as they stand in the source, markup included; what is no copy is no find.
            let read = context.text().as_bytes();
            finds.retain(|find| read[find.bytes.clone()] == text.as_bytes()[find.bytes.clone()]);
        }
        hits.extend(finds.into_iter().map(hit));
    }
}

fn hit(find: Find) -> Hit {
    let span = Span::new(find.bytes.start, find.bytes.end);
    let fix = find.instead.map(|text| Fix {
        title: match text.as_str() {
            "" => "delete it".to_owned(),
            " " => "put a plain space".to_owned(),
            _ => format!("write “{text}”"),
        },
        safety: Safety::Unsafe,
        edits: vec![Edit { span, text }],
    });
    Hit {
        span,
        note: find.characters.clone(),
        values: vec![("characters".to_owned(), find.characters)],
        fix,
        ..Hit::default()
    }
}

/// The character before byte `at`.
fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character from byte `at` on.
fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Find, Search, control, invisible, mojibake};

    /// What `search` finds in all of `text`: the bad characters, escaped where they are not ASCII, and what should
    /// stand there.
    pub(super) fn found(search: Search, text: &str) -> Vec<(String, Option<String>)> {
        finds(search, text)
            .into_iter()
            .map(|find| {
                (text[find.bytes].chars().map(|c| c.escape_default().to_string()).collect(), find.instead)
            })
            .collect()
    }

    fn finds(search: Search, text: &str) -> Vec<Find> {
        let mut finds = Vec::new();
        search(text, 0..text.len(), &mut finds);
        finds
    }

    /// Characters that begin, continue and end what is looked for, with honest ones in between.
    const ODD: &str = "aZ é.Ã©Â\u{A0}â€™”œ\u{9D}\u{AD}\u{200B}\u{200D}\u{202E}\u{2066}\u{FEFF}\u{FFFD}ï»¿ðŸ˜€😀\u{FE0F}新م\n\r\t\u{0}\u{E000}";

    proptest! {
        #[test]
        fn a_character_is_found_once(picks in prop::collection::vec(0..ODD.chars().count(), 0..40)) {
            let text: String = picks.into_iter().filter_map(|pick| ODD.chars().nth(pick)).collect();
            let mut taken = vec![false; text.len()];
            for search in [mojibake::search as Search, control::search, invisible::search] {
                let found = finds(search, &text);
                prop_assert!(found.windows(2).all(|pair| pair[0].bytes.end <= pair[1].bytes.start));
                for find in found {
                    prop_assert!(!find.bytes.is_empty() && text.get(find.bytes.clone()).is_some());
                    prop_assert!(taken[find.bytes.clone()].iter().all(|taken| !taken), "one character, one class");
                    taken[find.bytes].fill(true);
                }
            }
        }
    }
}
