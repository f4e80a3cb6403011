//! Fixes that put other words in place of a hit, for all kinds that do so: the case of what is replaced is kept, and
//! what is no copy is never overwritten unseen. Which words are put there is left to the kinds.

use crate::document::{Document, Span};
use crate::finding::{Edit, Fix, Safety};

/// A fix that puts `text` in place of `span`; empty `text` deletes it, with one of the spaces that would then meet.
/// `layer` is the text that the rule read, as long as `source`: where markup is blanked in it within `span`, the fix is
/// only proposed, since the markup would be lost.
pub(super) fn replace(layer: &str, source: &str, span: Span, text: String, safety: Safety) -> Fix {
    let masked = layer[span.range()] != source[span.range()];
    let title = if text.is_empty() {
        format!("delete “{}”", one_line(&layer[span.range()]))
    } else if text.trim().is_empty() {
        "replace with a space".to_owned()
    } else {
        format!("replace with “{}”", one_line(&text))
    };
    let span = if text.is_empty() { with_space(source, span) } else { span };
    let safety = if masked { Safety::Manual } else { safety };
    Fix { title, safety, edits: vec![Edit { span, text }] }
}

/// Makes a deletion at the start of a sentence hand the capital on to the next word, so that “Very good.” becomes “Good.”.
/// The next word stays as it is where the sentence did not begin with a capital, or where the word has capitals already.
pub(super) fn hand_on_capital(fix: &mut Fix, hit: Span, document: &Document<'_>) {
    let [deletion] = &fix.edits[..] else { return };
    let prose = document.prose();
    let capital = prose[hit.range()].chars().find(|letter| letter.is_alphanumeric());
    if !deletion.text.is_empty() || !capital.is_some_and(char::is_uppercase) {
        return;
    }
    let Some(end) = end_of_sentence_begun_at(hit, document) else { return };
    let Some(at) = prose[hit.end()..end].find(char::is_alphanumeric).map(|at| hit.end() + at) else { return };
    let word = prose[at..end].split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let Some(first) = word.chars().next().filter(|_| word.chars().all(char::is_lowercase)) else { return };
    let (span, text) = (Span::new(at, at + first.len_utf8()), first.to_uppercase().collect());
    let deleted = deletion.span;
    fix.edits = if deleted.end() == span.start() {
        vec![Edit { span: deleted.cover(span), text }]
    } else {
        vec![Edit { span: deleted, text: String::new() }, Edit { span, text }]
    };
}

/// Where the sentence ends of which the first word, or the first one within quotation marks, is the first one of `hit`.
/// Logarithmic, and linear in what stands before the hit in its sentence.
fn end_of_sentence_begun_at(hit: Span, document: &Document<'_>) -> Option<usize> {
    let sentences = document.sentences();
    let after = sentences.partition_point(|sentence| sentence.span.start() <= hit.start());
    let sentence = sentences[..after].last()?.span;
    let before = document.prose().get(sentence.start()..hit.start())?;
    let begins =
        before.ends_with(['“', '‘']) || before.ends_with(" \"") || !before.contains(char::is_alphanumeric);
    (begins && hit.end() <= sentence.end()).then_some(sentence.end())
}

/// `text` in one line: every run of white space one space, none at its ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `replacement` in the case of `original`, which was found by `phrase`: as it stands where the original is written
/// like the phrase, in capitals where the original is, and with a capital first letter where the original has one.
pub(super) fn keep_case(original: &str, phrase: &str, replacement: &str) -> String {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphabetic()).collect::<Vec<_>>();
    let (was, sought) = (letters(original), letters(phrase));
    if was == sought {
        return replacement.to_owned();
    }
    if was.len() > 1 && was.iter().all(|letter| letter.is_uppercase()) {
        return replacement.to_uppercase();
    }
    let capital = was.first().is_some_and(|letter| letter.is_uppercase());
    let mut rest = replacement.chars();
    match rest.next() {
        Some(first) if capital => first.to_uppercase().chain(rest).collect(),
        _ => replacement.to_owned(),
    }
}

/// `span`, and the space before it when another one, the text's end or a full stop follows, else the one behind it.
fn with_space(source: &str, span: Span) -> Span {
    let before = source[..span.start()].ends_with(' ');
    let after = source[span.end()..].chars().next();
    match after {
        Some(' ') if before || opens(source, span) => Span::new(span.start(), span.end() + 1),
        None | Some('\n' | '\r' | '.' | ',' | ';' | ':' | '!' | '?') if before => {
            Span::new(span.start() - 1, span.end())
        }
        _ => span,
    }
}

/// Whether nothing, a line end or an opening mark stands before `span`.
fn opens(source: &str, span: Span) -> bool {
    span.start() == 0 || source[..span.start()].ends_with(['\n', '\r', '“', '‘', '(', '['])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Markup, Source};

    #[test]
    fn the_case_of_what_is_replaced_is_kept() {
        let advisor = |original| keep_case(original, "advisor", "adviser");
        assert_eq!(["advisor", "Advisor", "ADVISOR"].map(advisor), ["adviser", "Adviser", "ADVISER"]);
        assert_eq!(keep_case("Internet", "internet", "web"), "Web");
        assert_eq!(keep_case("E-mail", "e-mail", "email"), "Email");
        assert_eq!(keep_case("US troops", "US troops", "U.S. troops"), "U.S. troops");
        assert_eq!(keep_case("Écart", "écart", "élan"), "Élan");
        assert_eq!(keep_case("A", "a", "an"), "An", "one capital is the start of a sentence");
    }

    #[test]
    fn a_capital_is_handed_on_at_the_start_of_a_sentence() {
        let left = |text: &str, word: &str| {
            let source = Source::new("draft.md", text);
            let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
            let hit = text.find(word).map(|start| Span::new(start, start + word.len())).unwrap();
            let mut fix = replace(document.prose(), text, hit, String::new(), Safety::Safe);
            hand_on_capital(&mut fix, hit, &document);
            let mut left = text.to_owned();
            for edit in fix.edits.iter().rev() {
                left.replace_range(edit.span.range(), &edit.text);
            }
            left
        };
        for (text, word, wanted) in [
            ("Very good ferries sail.", "Very", "Good ferries sail."),
            ("They sail. Very élan-like ferries sail.", "Very", "They sail. Élan-like ferries sail."),
            ("They sail. Very\r\ngood ferries sail.", "Very", "They sail.\r\nGood ferries sail."),
            ("She said: “Very *good* ferries sail.”", "Very", "She said: “*Good* ferries sail.”"),
            ("Very “good” ferries sail.", "Very", "“Good” ferries sail."),
            ("The Very good ferry sails.", "Very", "The good ferry sails."),
            ("very good ferries sail.", "very", "good ferries sail."),
            ("Very iPhone-like ferries sail.", "Very", "iPhone-like ferries sail."),
            ("Very 40 ferries sail.", "Very", "40 ferries sail."),
            ("It sails. Very\n\ngood ferries sail.", "Very", "It sails.\n\ngood ferries sail."),
        ] {
            assert_eq!(left(text, word), wanted, "{text}");
        }
    }

    #[test]
    fn a_deletion_takes_one_space_along() {
        let left = |text: &str, word: &str| {
            let start = text.find(word).unwrap();
            let span = with_space(text, Span::new(start, start + word.len()));
            format!("{}{}", &text[..span.start()], &text[span.end()..])
        };
        assert_eq!(left("It was very good", "very"), "It was good");
        assert_eq!(left("It was good, very.", "very"), "It was good,.");
        assert_eq!(left("very good", "very"), "good");
        assert_eq!(left("it was very\ngood", "very"), "it was\ngood");
        assert_eq!(left("very", "very"), "");
    }
}
