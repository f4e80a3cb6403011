//! Fingerprints: what a finding is recognised by when the draft around it has moved. Made of the rule, the normalised
//! words that were hit, the words around them and an ordinal; of no line number and no message.

use std::collections::HashMap;

use xxhash_rust::xxh3::Xxh3;

use crate::finding::Finding;

/// How many words on either side of a hit count as the words around it.
const AROUND: usize = 3;

/// How many bytes are looked at for them: bounds the work where there are no words.
const REACH: usize = 240;

/// How many bytes at either end of a long hit are looked at: about twenty words.
const END: usize = 120;

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
    let (before, hit, after) = (&text[..span.start()], &text[span.range()], &text[span.end()..]);
    let mut hash = Xxh3::new();
    hash.update(finding.rule.id.as_bytes());
    if hit.len() <= 2 * END {
        add(&mut hash, words(hit));
    } else {
        // A long paragraph that is mended in its middle is the same long paragraph.
        add(&mut hash, words(start_of(hit, END)));
        add(&mut hash, words(end_of(hit, END)));
    }
    add(&mut hash, words(end_of(before, REACH)).rev().take(AROUND));
    add(&mut hash, words(start_of(after, REACH)).take(AROUND));
    hash.digest()
}

fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

fn end_of(text: &str, bytes: usize) -> &str {
    let start = (text.len().saturating_sub(bytes)..text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(text.len())..]
}

/// The runs of letters and digits.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
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
    fn a_long_hit_is_known_by_its_ends() {
        let hit = |middle: &str, end: &str| {
            let text =
                format!("It starts é{}{middle}{}{end}", " as before".repeat(40), " and goes on".repeat(40));
            fingerprints(&text, &text)
        };
        assert_eq!(hit(" one", " so"), hit(" another", " so"));
        assert_ne!(hit(" one", " so"), hit(" one", " otherwise"));
    }

    #[test]
    fn equal_hits_in_equal_words_are_told_apart() {
        let padding = "the same words stand around it here ";
        let text = format!("{padding}teh {padding}teh {padding}");
        let all = fingerprints(&text, "teh");
        assert_ne!(all[0], all[1]);
    }
}
