//! Kind `phrase`: words that must not stand in copy, perhaps with what should stand there. All phrases of all rules
//! are found in one scan (`rule/scan.rs`); what is left to do here is to look at the borders of each one found.

mod border;
mod shared;

use std::collections::BTreeSet;

use super::replacement::{hand_on_capital, keep_case, one_line, replace};
use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Reads, Scope};
use crate::document::{Span, fold, holds_address};
use crate::finding::Safety;
use crate::table::{Mistakes, Place};
use border::{begins_word, ends_word, is_word};
use shared::Shared;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "phrase",
    about: "Finds phrases, as they stand or with a replacement. A space in a phrase matches any white space, a line \
            break too; a straight quotation mark or apostrophe matches a curly one. A replacement keeps the case of \
            what it replaces; words that it has in common with the phrase at either end are context, neither pointed at \
            nor replaced. Where a phrase is deleted at the start of a sentence, the next word gets its capital.",
    reads: Reads::PROSE,
    parameters: PARAMETERS,
    values: &["phrase", "replacement"],
    further_values: "",
    build,
};

const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "forbid",
        accepts: ParameterType::Texts,
        default: "[]",
        about: "Phrases that must not stand in copy.",
    },
    Parameter {
        name: "replace",
        accepts: ParameterType::TextTable,
        default: "{}",
        about: "Phrases that must not stand in copy, each with what should stand there; an empty text deletes it.",
    },
    Parameter {
        name: "case",
        accepts: ParameterType::Choice(&["ignore", "match"]),
        default: "\"ignore\"",
        about: "Whether capitals must be those of the phrase.",
    },
    Parameter {
        name: "whole-words",
        accepts: ParameterType::Boolean,
        default: "true",
        about: "Whether a phrase must not be part of a longer word. Asked only where it begins or ends with a letter \
                or digit; “ferry” is found in “ferry's”, not in “ferryman”.",
    },
    Parameter {
        name: "block",
        accepts: ParameterType::Choice(&["anywhere", "start", "whole"]),
        default: "\"anywhere\"",
        about: "Where a phrase must stand: anywhere, at the start of a block, or as a block of its own (what is \
                neither letter nor digit may follow).",
    },
    Parameter {
        name: "safety",
        accepts: ParameterType::Choice(&["safe", "unsafe", "manual"]),
        default: "\"unsafe\"",
        about: "Whether a replacement may be made without a person looking at it.",
    },
];

fn build(params: &Params, _: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    Some(Check::Document(Box::new(phrases(params, mistakes)?)))
}

fn phrases(params: &Params, mistakes: &mut Mistakes) -> Option<Phrases> {
    let before = mistakes.len();
    // Where nobody knows whether capitals count, what is wrong in either case is told.
    let match_case = params.text("case") == Some("match") || !params.is_sure("case");
    let whole_words = params.boolean("whole-words", true);
    let listed = params.texts("forbid").into_iter().map(|(text, place)| (text, place, None));
    let replaced = params.text_table("replace").into_iter();
    let replaced = replaced.map(|(text, place, by, by_place)| (text, place, Some((by, by_place))));
    let (mut phrases, mut seen) = (Vec::new(), BTreeSet::new());
    for (text, place, by) in listed.chain(replaced) {
        let phrase = Phrase::new(text, by.map(|(by, _)| by), match_case, whole_words);
        refuse_idle(&phrase, place, mistakes);
        if let Some((_, by_place)) = by {
            refuse_endless(&phrase, by_place, mistakes);
        }
        let same = if match_case { text } else { phrase.folded.as_str() };
        if !seen.insert(same.to_owned()) && !text.trim().is_empty() {
            mistakes.add(place, format!("the phrase “{text}” is listed twice"), "");
        }
        phrases.push(phrase);
    }
    if phrases.is_empty() && params.is_sure("forbid") && params.is_sure("replace") {
        let advice = "list them under “forbid” or “replace”";
        mistakes.add(params.place(), "the rule has no phrase, so it can never fire", advice);
    }
    if mistakes.len() > before {
        return None;
    }
    let needles = phrases.iter().map(|phrase| phrase.folded.clone()).collect();
    let position = match params.text("block") {
        Some("start") => Position::Start,
        Some("whole") => Position::Whole,
        _ => Position::Anywhere,
    };
    let safety = params.text("safety").and_then(Safety::from_name).unwrap_or(Safety::Unsafe);
    Some(Phrases { phrases, needles, match_case, position, safety })
}

/// A phrase that nothing can match is a mistake.
fn refuse_idle(phrase: &Phrase, place: &Place, mistakes: &mut Mistakes) {
    if phrase.text.trim().is_empty() {
        mistakes.add(place, "the phrase is empty, so it can never fire", "");
    } else if phrase.text.trim() != phrase.text {
        let advice = "whole words are the default; the kind “pattern” finds white space";
        mistakes.add(place, format!("the phrase “{}” begins or ends with white space", phrase.text), advice);
    } else if holds_address(&phrase.text) {
        let advice = "the kind “pattern” reads addresses with scope.text = \"markup\"";
        let message = format!("“{}” holds an address, which is no copy, so it can never fire", phrase.text);
        mistakes.add(place, message, advice);
    }
}

/// A replacement in which the rule would fire again is a mistake.
fn refuse_endless(phrase: &Phrase, place: &Place, mistakes: &mut Mistakes) {
    let replacement = phrase.replacement.as_deref().unwrap_or_default();
    let (text, sought) = if phrase.match_case {
        (replacement.to_owned(), phrase.text.as_str())
    } else {
        (fold(replacement), phrase.folded.as_str())
    };
    if sought.trim().is_empty() {
        return;
    }
    let again = text.match_indices(sought).any(|(at, found)| phrase.is_whole(&text, at, at + found.len()));
    if again {
        let message = format!("the replacement “{replacement}” holds the phrase “{}” itself", phrase.text);
        mistakes.add(place, message, "set case = \"match\", or name more words: the rule would fire again");
    }
}

/// One phrase.
struct Phrase {
    text: String,
    folded: String,
    replacement: Option<String>,
    match_case: bool,
    /// Whether a word must begin, and end, where the phrase does.
    begins_word: bool,
    ends_word: bool,
}

impl Phrase {
    fn new(text: &str, replacement: Option<&str>, match_case: bool, whole_words: bool) -> Self {
        Self {
            text: text.to_owned(),
            folded: fold(text),
            replacement: replacement.map(str::to_owned),
            match_case,
            begins_word: whole_words && text.starts_with(is_word),
            ends_word: whole_words && text.ends_with(is_word),
        }
    }

    /// Whether `text[start..end]` begins and ends where words do, as far as that is asked.
    fn is_whole(&self, text: &str, start: usize, end: usize) -> bool {
        (!self.begins_word || begins_word(&text[..start])) && (!self.ends_word || ends_word(&text[end..]))
    }
}

/// Where in a block a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Position {
    Anywhere,
    Start,
    Whole,
}

impl Position {
    fn holds(self, text: &str, content: Span, hit: Span) -> bool {
        let before = &text[content.start()..hit.start()];
        let after = &text[hit.end()..content.end()];
        let starts = before.trim().is_empty();
        match self {
            Self::Anywhere => true,
            Self::Start => starts,
            Self::Whole => starts && !after.contains(is_word),
        }
    }
}

struct Phrases {
    phrases: Vec<Phrase>,
    needles: Vec<String>,
    match_case: bool,
    position: Position,
    safety: Safety,
}

impl DocumentCheck for Phrases {
    fn needles(&self) -> &[String] {
        &self.needles
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let (document, prose) = (context.document, context.document.prose());
        for needle in context.needles {
            let Some(index) = document.block_at(needle.span.start()) else { continue };
            let block = &document.blocks()[index];
            if context.scope.reads(block) && self.stands(prose, block.content, needle.span, needle.needle) {
                let mut hit = self.hit(prose, document.text(), needle.span, needle.needle);
                if let Some(fix) = &mut hit.fix {
                    hand_on_capital(fix, hit.span, document);
                }
                hits.push(hit);
            }
        }
    }
}

impl Phrases {
    /// Whether the phrase found at `span` of the prose stands there as the rule asks.
    fn stands(&self, prose: &str, content: Span, span: Span, index: usize) -> bool {
        let phrase = &self.phrases[index];
        let words = &prose[span.range()];
        content.contains(span)
            && (!self.match_case || letters(words).eq(letters(&phrase.text)))
            && phrase.is_whole(prose, span.start(), span.end())
            && self.position.holds(prose, content, span)
    }

    fn hit(&self, prose: &str, source: &str, span: Span, index: usize) -> Hit {
        let phrase = &self.phrases[index];
        let mut values = vec![("phrase".to_owned(), phrase.text.clone())];
        let Some(replacement) = &phrase.replacement else { return Hit { span, values, ..Hit::default() } };
        let whole = &prose[span.range()];
        let shared = Shared::between(&phrase.text, replacement);
        let core = shared.core(whole);
        let part = |text: &'_ str| text[shared.core(text)].to_owned();
        let text = keep_case(&whole[core.clone()], &part(&phrase.text), &part(replacement));
        values.push((
            "replacement".to_owned(),
            one_line(&[&whole[..core.start], &text, &whole[core.end..]].concat()),
        ));
        let span = Span::new(span.start() + core.start, span.start() + core.end);
        let fix = replace(prose, source, span, text, self.safety);
        Hit { span, values, fix: Some(fix), ..Hit::default() }
    }
}

/// What folding leaves to be compared when capitals count.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| character.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::table::Table;

    fn read(params: &str) -> (Option<Phrases>, Vec<String>) {
        let source = Source::new("rule.toml", params);
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&source, &mut mistakes);
        let place = Place { source, span: Span::point(0) };
        let params = Params::check(&table, PARAMETERS, place, &mut mistakes);
        let phrases = phrases(&params, &mut mistakes);
        (phrases, mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect())
    }

    /// What is hit in `text`, read as one block, and what it becomes.
    fn hits<'t>(params: &str, text: &'t str) -> Vec<(&'t str, String)> {
        let (phrases, mistakes) = read(params);
        let phrases = phrases.unwrap_or_else(|| panic!("{mistakes:?}"));
        let content = Span::new(0, text.len());
        let mut found = Vec::new();
        for (index, needle) in phrases.needles.iter().enumerate() {
            for span in
                places(text, needle).into_iter().filter(|span| phrases.stands(text, content, *span, index))
            {
                let hit = phrases.hit(text, text, span, index);
                let after = hit.fix.map_or(String::new(), |fix| fix.edits[0].text.clone());
                found.push((&text[span.range()], after));
            }
        }
        found
    }

    /// What is pointed at, and what is put there.
    fn edits<'t>(params: &str, text: &'t str) -> Vec<(&'t str, String)> {
        let (phrases, mistakes) = read(params);
        let phrases = phrases.unwrap_or_else(|| panic!("{mistakes:?}"));
        let found = phrases
            .needles
            .iter()
            .enumerate()
            .flat_map(|(index, needle)| places(text, needle).into_iter().map(move |span| (index, span)));
        let hits = found.map(|(index, span)| phrases.hit(text, text, span, index));
        hits.map(|hit| (&text[hit.span.range()], hit.fix.unwrap().edits[0].text.clone())).collect()
    }

    /// Where the folded text holds the needle, found by folding every piece of the text.
    fn places(text: &str, needle: &str) -> Vec<Span> {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let pairs = ends.iter().flat_map(|&start| ends.iter().map(move |&end| (start, end)));
        pairs
            .filter(|&(start, end)| start < end && fold(&text[start..end]) == needle)
            .map(|(start, end)| Span::new(start, end))
            .collect()
    }

    fn words<'t>(params: &str, text: &'t str) -> Vec<&'t str> {
        hits(params, text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn words_in_common_are_context() {
        let params = "[replace]\n\"pubic meeting\" = \"public meeting\"\n\"statue of limitations\" = \"statute of limitations\"\n\
                      \"could of been\" = \"could have been\"\n\"tow the line\" = \"toe the line\"\n\"a lot of of\" = \"a lot of\"";
        for (text, edited, becomes) in [
            ("a pubic  meeting", "pubic", "public"),
            ("Pubic\nmeeting", "Pubic", "Public"),
            ("THE STATUE OF LIMITATIONS", "STATUE", "STATUTE"),
            ("it Could Of Been", "Of", "Have"),
            ("to tow\tthe line", "tow", "toe"),
            ("a lot of of it", "of of", "of"),
        ] {
            assert_eq!(edits(params, text), [(edited, becomes.to_owned())], "{text}");
        }
    }

    #[test]
    fn spaces_match_wraps_and_straight_marks_match_curly_ones() {
        let params = "forbid = [\"it's a done deal\"]";
        assert_eq!(words(params, "It’s a  done\r\n   deal."), ["It’s a  done\r\n   deal"]);
        assert_eq!(words(params, "it's a\u{a0}done deal"), ["it's a\u{a0}done deal"]);
        assert!(words(params, "it’s a done dealer").is_empty());
        assert!(words(params, "").is_empty());
    }

    #[test]
    fn a_word_ends_where_its_letters_do() {
        let params = "forbid = [\"can\"]";
        assert_eq!(words(params, "Can he? I can."), ["Can", "can"]);
        assert_eq!(words(params, "(can)—can"), ["can", "can"]);
        for text in ["cant", "can’t", "can't", "scan", "can_", "cané", "can\u{301}"] {
            assert!(words(params, text).is_empty(), "{text}");
        }
        assert_eq!(words("forbid = [\"advisor\"]", "the advisor's"), ["advisor"]);
        assert!(words("forbid = [\"clock\"]", "six o’clock").is_empty());
        assert_eq!(words("forbid = [\"can\"]\nwhole-words = false", "scan"), ["can"]);
    }

    #[test]
    fn a_border_is_asked_only_where_the_phrase_ends_in_a_word() {
        assert_eq!(words("forbid = [\"#lyne\"]", "see x#lyne and #Lyne"), ["#lyne", "#Lyne"]);
        assert_eq!(words("forbid = [\"(sic)\"]", "he(sic)said"), ["(sic)"]);
        assert_eq!(words("forbid = [\"🦆 race\"]", "a🦆 race"), ["🦆 race"]);
        assert_eq!(words("forbid = [\"新闻\"]", "“新闻”"), ["新闻"]);
    }

    #[test]
    fn a_replacement_keeps_the_case() {
        let params = "replace = { advisor = \"adviser\", \"per cent\" = \"percent\" }";
        let found = hits(params, "Advisor, ADVISOR, advisor, Per\ncent");
        let after: Vec<&str> = found.iter().map(|(_, after)| after.as_str()).collect();
        assert_eq!(after, ["Adviser", "ADVISER", "adviser", "Percent"]);
    }

    #[test]
    fn case_counts_where_it_is_asked_to() {
        let params = "replace = { \"US “aid”\" = \"U.S. “aid”\" }\ncase = \"match\"";
        assert_eq!(words(params, "us \"aid\", US\n\"aid\""), ["US\n\"aid\""]);
    }

    #[test]
    fn a_phrase_may_have_to_open_or_fill_its_block() {
        let start = "forbid = [\"certainly!\"]\nblock = \"start\"";
        assert_eq!(words(start, "  Certainly! Here"), ["Certainly!"]);
        assert!(words(start, "“Certainly!” she said").is_empty());
        let whole = "forbid = [\"i hope this helps\"]\nblock = \"whole\"";
        assert_eq!(words(whole, "I hope this helps! 😊"), ["I hope this helps"]);
        assert!(words(whole, "I hope this helps them").is_empty());
    }

    #[test]
    fn what_can_never_fire_is_a_mistake() {
        for (params, told) in [
            ("", "the rule has no phrase, so it can never fire"),
            ("forbid = []", "the rule has no phrase, so it can never fire"),
            (
                "forbid = [\"see https://example.org\"]",
                "“see https://example.org” holds an address, which is no copy, so it can never fire",
            ),
            ("forbid = [\"\"]", "the phrase is empty, so it can never fire"),
            ("forbid = [\" \\n\"]", "the phrase is empty, so it can never fire"),
            ("forbid = [\"a \"]", "the phrase “a ” begins or ends with white space"),
            ("forbid = [\"It’s\", \"it's\"]", "the phrase “it's” is listed twice"),
            (
                "replace = { internet = \"Internet\" }",
                "the replacement “Internet” holds the phrase “internet” itself",
            ),
        ] {
            assert_eq!(read(params).1, [told], "{params}");
        }
        assert!(read("replace = { internet = \"Internet\" }\ncase = \"match\"").1.is_empty());
        assert!(read("replace = { ise = \"ised\" }").1.is_empty(), "“ised” is another word");
    }
}
