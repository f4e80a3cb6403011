//! Fingerprints: what a finding is recognised by when the draft around it has moved. Made of the rule, the normalised
//! words that were hit, the words around them and an ordinal; of no line number and no message.

use std::collections::HashMap;

use xxhash_rust::xxh3::Xxh3;

use crate::finding::Finding;

/// How many words on either side of a hit count as the words around it.
const AROUND: usize = 3;

/// How many bytes are looked at for them: bounds the work where there are no words.
const REACH: usize = 240;

/// Gives each of `findings`, which must be sorted and of one draft, its fingerprint: 16 hexadecimal digits. The same
/// hit in the same words a second time gets another ordinal, so that no two findings of a draft share one.
pub(super) fn give(findings: &mut [Finding]) {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for finding in findings {
        let key = key(finding);
        let ordinal = seen.entry(key).or_insert(0);
        finding.fingerprint =
            format!("{:016x}", key.wrapping_add(ordinal.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        *ordinal += 1;
    }
}

fn key(finding: &Finding) -> u64 {
    let (text, span) = (finding.primary.source.text(), finding.primary.span);
    let boundary = |at: &usize| text.is_char_boundary(*at);
    let reach = span.start().saturating_sub(REACH);
    let before = &text[(reach..span.start()).find(boundary).unwrap_or(span.start())..span.start()];
    let reach = (span.end() + REACH).min(text.len());
    let after = &text[span.end()..(span.end()..=reach).rev().find(boundary).unwrap_or(span.end())];
    let mut hash = Xxh3::new();
    hash.update(finding.rule.id.as_bytes());
    add_all(&mut hash, &text[span.range()]);
    add(&mut hash, words(before).rev().take(AROUND));
    add(&mut hash, words(after).take(AROUND));
    hash.digest()
}

/// The runs of letters and digits.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Adds all words of a text, which may be long: a whole paragraph, or many.
fn add_all(hash: &mut Xxh3, text: &str) {
    if !text.is_ascii() {
        return add(hash, words(text));
    }
    let mut lower = Vec::with_capacity(text.len() + 1);
    let mut in_word = false;
    for byte in text.bytes() {
        let is_letter = byte.is_ascii_alphanumeric();
        if is_letter && !in_word {
            lower.push(b' ');
        }
        if is_letter {
            lower.push(byte.to_ascii_lowercase());
        }
        in_word = is_letter;
    }
    hash.update(&[0]);
    hash.update(&lower);
}

/// Adds words in lower case, a space before each.
fn add<'t>(hash: &mut Xxh3, words: impl Iterator<Item = &'t str>) {
    let mut lower = String::new();
    for word in words {
        lower.push(' ');
        push_lower(word, &mut lower);
    }
    hash.update(&[0]);
    hash.update(lower.as_bytes());
}

fn push_lower(word: &str, lower: &mut String) {
    if word.is_ascii() {
        let start = lower.len();
        lower.push_str(word);
        lower[start..].make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Source, Span};
    use crate::finding::Label;

    fn fingerprints(text: &str, word: &str) -> Vec<String> {
        let source = Source::new("draft.txt", text);
        let mut findings: Vec<Finding> = text
            .match_indices(word)
            .map(|(at, _)| {
                let span = Span::new(at, at + word.len());
                Finding::desk(
                    "unused-stet",
                    Label { source: source.clone(), span, note: String::new() },
                    "",
                    "",
                )
            })
            .collect();
        give(&mut findings);
        findings.into_iter().map(|finding| finding.fingerprint).collect()
    }

    #[test]
    fn lines_may_move_wrap_and_end_otherwise() {
        let text = "Some words that stand before it: teh vote was close, very close, they said.";
        let one = fingerprints(text, "teh");
        assert_eq!(one[0].len(), 16);
        for (from, to) in
            [(" before", "\nbefore"), (" before", "\r\n   before"), (": ", ":\n"), (" was", "\n> was")]
        {
            assert_eq!(one, fingerprints(&text.replace(from, to), "teh"), "{to:?}");
        }
        assert_eq!(one, fingerprints(&format!("# New\n\nMore. {text}\n\nMore."), "teh"));
        assert_ne!(one, fingerprints(&text.replace("close", "narrow"), "teh"), "other words stand around it");
    }

    #[test]
    fn the_short_way_for_plain_letters_gives_the_same() {
        for text in ["", "A b-C, d", " the  The\nthe ", "1,2 x"] {
            let (mut short, mut long) = (Xxh3::new(), Xxh3::new());
            add_all(&mut short, text);
            add(&mut long, words(text));
            assert_eq!(short.digest(), long.digest(), "{text:?}");
        }
    }

    #[test]
    fn equal_hits_in_equal_words_are_told_apart() {
        let padding = "the same words stand around it here ";
        let text = format!("{padding}teh {padding}teh {padding}");
        let all = fingerprints(&text, "teh");
        assert_ne!(all[0], all[1]);
    }
}
