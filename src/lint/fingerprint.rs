//! Fingerprints: what a finding is recognised by when the draft around it has moved. Made of the rule, the normalised
//! words that were hit, the words around them and an ordinal; of no line number and no message.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

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
    let mut known = Vec::new();
    for finding in findings {
        known.clear();
        describe(finding, &mut known);
        let key = xxh3_64(&known);
        let ordinal = seen.entry(key).or_insert(0);
        finding.fingerprint =
            format!("{:016x}", key.wrapping_add(ordinal.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        *ordinal += 1;
    }
}

/// Adds to `known` what a finding is recognised by.
fn describe(finding: &Finding, known: &mut Vec<u8>) {
    let (text, span) = (finding.primary.source.text(), finding.primary.span);
    let (before, hit, after) = (&text[..span.start()], &text[span.range()], &text[span.end()..]);
    known.extend_from_slice(finding.rule.id.as_bytes());
    if hit.len() <= 2 * END {
        add(known, words(hit));
    } else {
        // A long paragraph that is mended in its middle is the same long paragraph.
        add(known, words(start_of(hit, END)));
        add(known, words(end_of(hit, END)));
    }
    // What stands beyond a blank line may be another text tomorrow.
    let (before, after) = (end_of(before, REACH), start_of(after, REACH));
    add(known, words(behind_blank_line(before)).rev().take(AROUND));
    add(known, words(before_blank_line(after)).take(AROUND));
}

fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

fn end_of(text: &str, bytes: usize) -> &str {
    let start = (text.len().saturating_sub(bytes)..text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(text.len())..]
}

/// What stands behind the last blank line.
fn behind_blank_line(text: &str) -> &str {
    let mut ends = text.rmatch_indices('\n').map(|(at, _)| at);
    let Some(mut end) = ends.next() else { return text };
    for before in ends {
        if text[before..end].trim().is_empty() {
            return &text[end..];
        }
        end = before;
    }
    text
}

/// What stands before the first blank line.
fn before_blank_line(text: &str) -> &str {
    let mut ends = text.match_indices('\n').map(|(at, _)| at);
    let Some(mut end) = ends.next() else { return text };
    for next in ends {
        if text[end..next].trim().is_empty() {
            return &text[..end];
        }
        end = next;
    }
    text
}

/// The runs of letters and digits.
struct Words<'t>(&'t str);

fn words(text: &str) -> Words<'_> {
    Words(text)
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = skip(self.0, false);
        self.0 = skip(rest, true);
        let word = &rest[..rest.len() - self.0.len()];
        (!word.is_empty()).then_some(word)
    }
}

impl DoubleEndedIterator for Words<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let rest = skip_back(self.0, false);
        self.0 = skip_back(rest, true);
        let word = &rest[self.0.len()..];
        (!word.is_empty()).then_some(word)
    }
}

/// `text` behind the run at its start of letters and digits, or of anything else. Bytes first: nearly all of copy is ASCII.
fn skip(text: &str, alphanumeric: bool) -> &str {
    let is_part = |byte: &&u8| byte.is_ascii() && byte.is_ascii_alphanumeric() == alphanumeric;
    let rest = &text[text.as_bytes().iter().take_while(is_part).count()..];
    if rest.is_empty() || rest.as_bytes()[0].is_ascii() {
        return rest;
    }
    rest.trim_start_matches(|c: char| c.is_alphanumeric() == alphanumeric)
}

/// The same at its end.
fn skip_back(text: &str, alphanumeric: bool) -> &str {
    let is_part = |byte: &&u8| byte.is_ascii() && byte.is_ascii_alphanumeric() == alphanumeric;
    let rest = &text[..text.len() - text.as_bytes().iter().rev().take_while(is_part).count()];
    if rest.is_empty() || rest.as_bytes()[rest.len() - 1].is_ascii() {
        return rest;
    }
    rest.trim_end_matches(|c: char| c.is_alphanumeric() == alphanumeric)
}

/// Adds a zero and the words in lower case, a space before each.
fn add<'t>(known: &mut Vec<u8>, words: impl Iterator<Item = &'t str>) {
    known.push(0);
    for word in words {
        known.push(b' ');
        if word.is_ascii() {
            let start = known.len();
            known.extend_from_slice(word.as_bytes());
            known[start..].make_ascii_lowercase();
        } else {
            let lower: String = word.chars().flat_map(char::to_lowercase).collect();
            known.extend_from_slice(lower.as_bytes());
        }
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
