//! Which words of a draft are looked at: those in small letters that are not common, and that stand in running copy, not
//! in an address or a code. What one region alone writes is noted on the way.

use crate::document::{Span, Word};
use crate::lexicon::{Listing, Region, Vocabulary, is_short_slip, look_up_plain};

/// A word in small letters that is rare or in no dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unusual {
    /// The word, or the part of a hyphenated one, without its possessive ending.
    pub(super) span: Span,
    /// The words of its block before and after it.
    pub(super) neighbours: [Option<Span>; 2],
    /// Whether it is a part of a word with a hyphen.
    pub(super) part: bool,
    /// The index of its block.
    pub(super) block: usize,
    /// Whether that is copy.
    pub(super) in_copy: bool,
}

/// A common word that is used in one region only.
#[derive(Clone, Copy, Debug)]
pub(in crate::kinds) struct Regional {
    pub(in crate::kinds) span: Span,
    pub(in crate::kinds) region: Region,
}

/// Shorter words are too near to each other.
const SHORTEST: usize = 4;

/// Adds the unusual and the regional words of a block; `words` are its words in `prose`. Linear; allocates for them only.
pub(super) fn gather(
    prose: &str,
    words: &[Word],
    vocabulary: &Vocabulary,
    unusual: &mut Vec<Unusual>,
    regional: &mut Vec<Regional>,
) {
    for (index, word) in words.iter().enumerate() {
        let (start, end) = (word.span.start(), word.span.end());
        if end - start < SHORTEST || word.glued {
            if is_short_slip(&prose.as_bytes()[start..end]) && !word.glued {
                note(prose, words, index, word.span, vocabulary, unusual);
            }
            continue;
        }
        match look_up_plain(prose, start, end) {
            Some(Some(listing)) if listing.is_common() => {
                if listing.region() != Region::Both {
                    regional.push(Regional { span: word.span, region: listing.region() });
                }
            }
            Some(_) => note(prose, words, index, word.span, vocabulary, unusual),
            // Nearly all others begin with a capital.
            None if prose.as_bytes()[start].is_ascii_uppercase() => {}
            None => {
                for part in parts(prose, word.span) {
                    let listing = look_up_plain(prose, part.start(), part.end()).flatten();
                    if !listing.is_some_and(Listing::is_common) {
                        note(prose, words, index, part, vocabulary, unusual);
                    }
                }
            }
        }
    }
}

/// Adds one unusual word, or an unusual part of the word at `index`, unless the project accepts it.
fn note(
    prose: &str,
    words: &[Word],
    index: usize,
    span: Span,
    vocabulary: &Vocabulary,
    unusual: &mut Vec<Unusual>,
) {
    let whole = &prose[words[index].span.range()];
    let accepted = vocabulary.accepts(&prose[span.range()]) || vocabulary.accepts(whole);
    // What the house rejects is told as that.
    let accepted = accepted || vocabulary.rejected(&prose[span.range()]).is_some();
    if accepted || is_address(prose, span) || is_broken(prose, span) {
        return;
    }
    let neighbours = [index.checked_sub(1), Some(index + 1)];
    let neighbours = neighbours.map(|index| words.get(index?).map(|word| word.span));
    let part = span != words[index].span && whole.contains('-');
    unusual.push(Unusual { span, neighbours, part, block: 0, in_copy: true });
}

/// The parts of a word with hyphens or a possessive ending that may be looked up: long enough, in small letters.
fn parts(prose: &str, span: Span) -> impl Iterator<Item = Span> {
    let word = &prose[span.range()];
    let bare = ["'s", "’s", "'", "’"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let simple = bare.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let mut at = span.start();
    bare.split('-').filter_map(move |part| {
        let start = at;
        at += part.len() + 1;
        // “Physico-chemical”: what ends in o before a hyphen is a form for compounds only.
        let combining = part.ends_with('o') && at < span.end();
        (simple && !combining && part.len() >= SHORTEST).then(|| Span::new(start, start + part.len()))
    })
}

/// Whether the word is part of an address, a handle, a tag, a path or a code: of what stands between white space around
/// it, some sign or digit is in no running copy.
pub(super) fn is_address(prose: &str, span: Span) -> bool {
    let (before, after) = prose.as_bytes().split_at(span.start());
    let after = &after[span.len()..];
    // “paper.example”, “.thier”; not the end of a sentence, not an ellipsis.
    let dotted = matches!(after, [b'.', next, ..] if next.is_ascii_alphanumeric())
        || matches!(before, [.., b'.']) && !matches!(before, [.., b'.', b'.']);
    dotted || has_sign(before.iter().rev()) || has_sign(after.iter())
}

/// Whether a sign that is in no running copy stands before the next white space.
fn has_sign<'b>(bytes: impl Iterator<Item = &'b u8>) -> bool {
    /// No word is so long: bounds the work on lines without spaces.
    const REACH: usize = 80;
    let mut token = bytes.take(REACH).take_while(|byte| !byte.is_ascii_whitespace());
    token.any(|byte| b"@#/\\_=&~%<>{}|*+".contains(byte) || byte.is_ascii_digit())
}

/// Whether a hyphen at a line end makes the word a part of one.
pub(super) fn is_broken(prose: &str, span: Span) -> bool {
    let (before, after) = prose.as_bytes().split_at(span.start());
    let wrapped = matches!(before, [.., b'\n' | b'\r'])
        && matches!(before.trim_ascii_end(), [.., letter, b'-'] if letter.is_ascii_alphabetic());
    wrapped || matches!(after[span.len()..], [b'-', b'\n' | b'\r', ..])
}
