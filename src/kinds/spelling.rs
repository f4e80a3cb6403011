//! The kind `spelling`: words of the copy that no dictionary knows and that a slip explains. It decides by what stands
//! around a word whether the word is looked at at all; whether it is one, and what was meant, `lexicon` knows.

use std::collections::HashMap;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Reads};
use crate::document::{BlockKind, Span, Word};
use crate::finding::{Edit, Fix, Safety};
use crate::lexicon::{
    Listing, Vocabulary, in_house, is_derived, look_up, look_up_plain, other_slip, sure_slip,
};

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "spelling",
    about: "Words in small letters that are in no dictionary and not in the project's vocabulary, and that a slip of the \
            hand explains. Names, words used three times or more in a draft, foreign phrases, addresses and words made \
            of known ones are left alone. The setting “language” says whose spelling is proposed.",
    reads: Reads::PROSE,
    parameters: &[Parameter {
        name: "class",
        accepts: ParameterType::Choice(&["sure-slip", "other-slip"]),
        default: "\"sure-slip\"",
        about: "Which words are reported: those that one letter doubled or left single, or two letters exchanged, part \
                from a common word (sure-slip), or those that any other slip explains (other-slip). A word is in one \
                class only.",
    }],
    values: &["word", "suggestion"],
    further_values: "",
    build: |params, _scope, _mistakes| {
        let class =
            if params.text("class") == Some("other-slip") { Class::OtherSlip } else { Class::SureSlip };
        Some(Check::Document(Box::new(Spelling { class })))
    },
};

struct Spelling {
    class: Class,
}

/// Which words are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    SureSlip,
    OtherSlip,
}

impl DocumentCheck for Spelling {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let (document, prose) = (context.document, context.document.prose());
        let unknown = unknown_words(context);
        if is_foreign(context, &unknown) {
            return;
        }
        for (span, meant) in judge(prose, &unknown, context.vocabulary, self.class) {
            let block = document.block_at(span.start()).map(|index| document.blocks()[index].kind);
            let quoted = block == Some(BlockKind::Quotation) || context.facts.in_quotation(span);
            let safety = match self.class {
                Class::SureSlip if !quoted => Safety::Unsafe,
                _ => Safety::Manual,
            };
            hits.push(hit(prose, span, in_house(meant, context.house), safety));
        }
    }
}

/// The unknown words of the blocks that the rule reads, in order. They are looked up once for all rules.
fn unknown_words(context: &Context<'_>) -> Vec<Unknown> {
    let document = context.document;
    let all = context.shared.unknown_words.get_or_init(|| {
        let mut unknown = Vec::new();
        for (index, block) in document.blocks().iter().enumerate() {
            let start = unknown.len();
            gather(document.prose(), document.words_of(block), context.vocabulary, &mut unknown);
            if unknown.len() > start && context.keys().repeats(index) {
                unknown[start..].iter_mut().for_each(|word| word.in_copy = true);
            }
        }
        unknown
    });
    let read = |word: &&Unknown| {
        let block = document.block_at(word.span.start());
        block.is_some_and(|index| context.scope.reads(&document.blocks()[index]))
    };
    all.iter().filter(read).copied().collect()
}

/// A word in small letters that is in no dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown {
    /// The word, or the part of a hyphenated one, without its possessive ending.
    span: Span,
    /// The words of its block before and after it.
    neighbours: [Option<Span>; 2],
    /// Whether it stands in a repeated block: pasting a paragraph makes no word more usual.
    in_copy: bool,
}

/// Shorter words are too near to each other.
const SHORTEST: usize = 4;

/// From so many uses on a word is what the draft calls the thing.
const HABIT: usize = 3;

/// Whether a draft with so many unknown words is in another language: no English one has so many, and many have none.
/// What stands in repeated blocks is counted neither way.
fn is_foreign(context: &Context<'_>, unknown: &[Unknown]) -> bool {
    let unknown = unknown.iter().filter(|word| !word.in_copy).count();
    if unknown < LEAST_FOREIGN {
        return false;
    }
    let (document, scope) = (context.document, context.scope);
    let blocks = document.blocks().iter().enumerate();
    let counted = blocks.filter(|(index, block)| scope.reads(block) && !context.keys().repeats(*index));
    are_too_many(unknown, counted.map(|(_, block)| document.words_of(block).len()).sum())
}

/// Fewer unknown words than these are no sign of another language.
const LEAST_FOREIGN: usize = 20;

fn are_too_many(unknown: usize, words: usize) -> bool {
    const SHARE: usize = 8;
    unknown >= LEAST_FOREIGN && unknown * SHARE > words
}

/// Adds the unknown words of a block; `words` are its words in `prose`. Linear; allocates for unknown words only.
fn gather(prose: &str, words: &[Word], vocabulary: &Vocabulary, unknown: &mut Vec<Unknown>) {
    for (index, word) in words.iter().enumerate() {
        let (start, end) = (word.span.start(), word.span.end());
        if end - start < SHORTEST || word.glued {
            continue;
        }
        match look_up_plain(prose, start, end) {
            Some(Some(listing)) if listing.is_settled() => {}
            Some(_) => note(prose, words, index, word.span, vocabulary, unknown),
            None => {
                for part in parts(prose, word.span) {
                    let listing = look_up_plain(prose, part.start(), part.end()).flatten();
                    if !listing.is_some_and(Listing::is_settled) {
                        note(prose, words, index, part, vocabulary, unknown);
                    }
                }
            }
        }
    }
}

/// Adds one unknown word, or an unknown part of the word at `index`, unless the project accepts it.
fn note(
    prose: &str,
    words: &[Word],
    index: usize,
    span: Span,
    vocabulary: &Vocabulary,
    unknown: &mut Vec<Unknown>,
) {
    let whole = &prose[words[index].span.range()];
    let accepted = vocabulary.accepts(&prose[span.range()]) || vocabulary.accepts(whole);
    if accepted || is_address(prose, span) || is_broken(prose, span) {
        return;
    }
    let neighbours = [index.checked_sub(1), Some(index + 1)];
    let neighbours = neighbours.map(|index| words.get(index?).map(|word| word.span));
    unknown.push(Unknown { span, neighbours, in_copy: false });
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
fn is_address(prose: &str, span: Span) -> bool {
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
fn is_broken(prose: &str, span: Span) -> bool {
    let (before, after) = prose.as_bytes().split_at(span.start());
    let wrapped = matches!(before, [.., b'\n' | b'\r'])
        && matches!(before.trim_ascii_end(), [.., letter, b'-'] if letter.is_ascii_alphabetic());
    wrapped || matches!(after[span.len()..], [b'-', b'\n' | b'\r', ..])
}

/// The slips of one class among the unknown words of a draft, in order, each with what was meant.
fn judge(prose: &str, unknown: &[Unknown], vocabulary: &Vocabulary, class: Class) -> Vec<(Span, String)> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for word in unknown.iter().filter(|word| !word.in_copy) {
        *uses.entry(&prose[word.span.range()]).or_default() += 1;
    }
    let mut slips = Vec::new();
    for word in unknown {
        let text = &prose[word.span.range()];
        // The dearest question comes last.
        if uses.get(text).is_none_or(|&uses| uses < HABIT)
            && !is_deliberate(prose, word.span, class)
            && !is_in_company(prose, word, vocabulary)
            && let Some(meant) = explain(text, class)
        {
            slips.push((word.span, meant));
        }
    }
    slips
}

fn explain(word: &str, class: Class) -> Option<String> {
    match class {
        Class::SureSlip => sure_slip(word),
        Class::OtherSlip => other_slip(word),
    }
}

/// Whether a neighbour is in small letters, unknown and not made of known words: then both are probably foreign.
fn is_in_company(prose: &str, word: &Unknown, vocabulary: &Vocabulary) -> bool {
    word.neighbours.into_iter().flatten().any(|neighbour| {
        let word = &prose[neighbour.range()];
        word.chars().all(|letter| letter.is_lowercase() || letter == '\'' || letter == '’')
            && look_up(word).is_none()
            && !is_derived(word)
            && !vocabulary.accepts(word)
    })
}

/// Whether the writer shows that the spelling is meant: “sic” follows; or, unless the slip is a sure one, the word stands
/// alone in quotation marks.
fn is_deliberate(prose: &str, span: Span, class: Class) -> bool {
    const OPENING: [char; 4] = ['"', '\'', '“', '‘'];
    const CLOSING: [char; 4] = ['"', '\'', '”', '’'];
    let after = &prose[span.end()..];
    let alone = prose[..span.start()].ends_with(OPENING)
        && after.strip_prefix([',', '.']).unwrap_or(after).starts_with(CLOSING);
    let after =
        after.trim_start_matches(|letter| letter == ' ' || letter == ',' || CLOSING.contains(&letter));
    let sic = ["[sic", "(sic"].iter().any(|sign| after.starts_with(sign));
    sic || (alone && class == Class::OtherSlip)
}

fn hit(prose: &str, span: Span, meant: String, safety: Safety) -> Hit {
    let edit = Edit { span, text: meant.clone() };
    Hit {
        span,
        note: format!("“{meant}”?"),
        values: vec![
            ("word".to_owned(), prose[span.range()].to_owned()),
            ("suggestion".to_owned(), meant.clone()),
        ],
        related: Vec::new(),
        fix: Some(Fix { title: format!("write “{meant}”"), safety, edits: vec![edit] }),
        copy_of: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `Document` cuts them, roughly: letters and digits, and apostrophes, hyphens, points and commas between.
    pub(super) fn words(prose: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let (mut start, mut last) = (None, 0);
        for (at, letter) in prose.char_indices() {
            if letter.is_alphanumeric() {
                start.get_or_insert(at);
                last = at + letter.len_utf8();
            } else if (last < at || !"'’-.,".contains(letter))
                && let Some(start) = start.take()
            {
                words.push(Word { span: Span::new(start, last), glued: false });
            }
        }
        words.extend(start.map(|start| Word { span: Span::new(start, last), glued: false }));
        words
    }

    fn slips_of(class: Class, prose: &str, accepted: &[&str]) -> Vec<String> {
        let vocabulary = Vocabulary::new(accepted.iter().map(|&word| word.to_owned()));
        let mut unknown = Vec::new();
        gather(prose, &words(prose), &vocabulary, &mut unknown);
        let slips = judge(prose, &unknown, &vocabulary, class);
        slips.into_iter().map(|(span, meant)| format!("{} {meant}", &prose[span.range()])).collect()
    }

    fn slips(prose: &str) -> Vec<String> {
        slips_of(Class::SureSlip, prose, &[])
    }

    const NONE: [String; 0] = [];

    #[test]
    fn sure_slips_are_found_at_their_place() {
        assert_eq!(slips("Officials cconcurred."), ["cconcurred concurred"]);
        assert_eq!(slips("concured"), ["concured concurred"], "a whole text");
        assert_eq!(slips("“The minsiter’s aide” – café – thier"), ["minsiter minister", "thier their"]);
        assert_eq!(slips("a govenrment-backed plan"), ["govenrment government"]);
        assert_eq!(slips("so... the ...minsiter..."), ["minsiter minister"]);
        assert_eq!(slips(""), NONE);
        let prose = "日本 🙂 é\r\nthe minsiter";
        let mut unknown = Vec::new();
        gather(prose, &words(prose), &Vocabulary::default(), &mut unknown);
        assert_eq!(unknown[0].span, Span::new(20, 28), "3 + 3, space, 4, space, 2, CR, LF, “the ”");
    }

    #[test]
    fn names_and_odd_tokens_are_left_alone() {
        for prose in [
            "Ishiba met Netanyahu in Kentucky, said Thier",
            "THIER iThier McThier",
            "see www.thier.org or thier.org/minsiter, write to minsiter@paper.org",
            "@minsiter #govenrment /minsiter minsiter_of_state minsiter2 3minsiter",
            "denuclearized rapport centered defense emphasized Zelenskyy gigalitre",
            "a .govenrment file, in paper.minsiter.example",
            "couldn't o’clock ’twas y’all it’ll",
            "crème brûlée, naïveté and smørrebrød",
        ] {
            assert_eq!(slips(prose), NONE, "{prose}");
            assert_eq!(slips_of(Class::OtherSlip, prose, &[]), NONE, "{prose}");
        }
    }

    #[test]
    fn foreign_phrases_are_left_alone() {
        assert_eq!(slips("he cried nella cittta vecchiia and left"), NONE);
        assert!(are_too_many(20, 159) && !are_too_many(20, 160) && !are_too_many(19, 19));
    }

    #[test]
    fn what_the_draft_says_three_times_is_its_word() {
        assert_eq!(slips("a minsiter and a minsiter").len(), 2);
        assert_eq!(slips("a minsiter and a minsiter and a minsiter"), NONE);
    }

    #[test]
    fn what_stands_again_in_copies_is_counted_once() {
        let prose = "a minsiter and a minsiter and a minsiter";
        let mut unknown = Vec::new();
        gather(prose, &words(prose), &Vocabulary::default(), &mut unknown);
        let slips =
            |unknown: &[Unknown]| judge(prose, unknown, &Vocabulary::default(), Class::SureSlip).len();
        unknown[2].in_copy = true;
        assert_eq!(slips(&unknown), 3, "and the copies' slips come out too");
        unknown.iter_mut().for_each(|word| word.in_copy = true);
        assert_eq!(slips(&unknown), 3, "the first copy may stand where the rule does not read");
    }

    #[test]
    fn what_is_shown_to_be_meant_is_left_alone() {
        assert_eq!(slips("the “minsiter” [sic] said"), NONE);
        assert_eq!(slips("the minsiter (sic) said"), NONE);
        assert_eq!(slips("the “minsiter” said"), ["minsiter minister"]);
        assert_eq!(slips_of(Class::OtherSlip, "he wrote “goverment”, twice", &[]), NONE);
        assert_eq!(slips_of(Class::OtherSlip, "he wrote “the goverment”", &[]), ["goverment government"]);
    }

    #[test]
    fn the_vocabulary_is_obeyed() {
        let prose = "the minsiter's aide, a govenrment-backed one";
        assert_eq!(slips_of(Class::SureSlip, prose, &["minsiter", "govenrment-backed"]), NONE);
    }

    #[test]
    fn a_word_is_in_one_class() {
        let prose = "the goverment and the minsiter";
        assert_eq!(slips(prose), ["minsiter minister"]);
        assert_eq!(slips_of(Class::OtherSlip, prose, &[]), ["goverment government"]);
    }

    #[test]
    fn parts_of_words_are_left_alone() {
        assert_eq!(slips("the cconcurr-\nsitter and the cconcur-\r\nhtis"), NONE, "broken at line ends");
        assert_eq!(slips("he said -\nminsiter"), ["minsiter minister"], "a dash is no hyphen");
        let prose = "minsiter";
        let glued = [Word { span: Span::new(0, 8), glued: true }];
        let mut unknown = Vec::new();
        gather(prose, &glued, &Vocabulary::default(), &mut unknown);
        assert!(unknown.is_empty());
        assert_eq!(slips_of(Class::OtherSlip, "largely physico-chemical", &[]), NONE);
    }

    #[test]
    fn a_hit_says_and_does_what_is_meant() {
        let hit = hit("the minsiter", Span::new(4, 12), "minister".to_owned(), Safety::Unsafe);
        assert_eq!(hit.note, "“minister”?");
        let values = [("word", "minsiter"), ("suggestion", "minister")];
        assert!(hit.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(values));
        let fix = hit.fix.unwrap();
        assert_eq!((fix.title.as_str(), fix.safety), ("write “minister”", Safety::Unsafe));
        assert_eq!(fix.edits, [Edit { span: Span::new(4, 12), text: "minister".to_owned() }]);
    }

    #[test]
    fn a_long_line_of_slips_is_read_to_its_end() {
        let mut prose = (0..2_000)
            .map(|number| format!("so the minsiter{} ", "x".repeat(number % 7)))
            .collect::<String>();
        assert_eq!(slips(&prose), NONE, "each used three times and more");
        prose.push_str("and then thier end");
        assert_eq!(slips(&prose), ["thier their"], "the last one is used once");
    }
}
