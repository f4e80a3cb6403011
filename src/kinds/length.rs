//! The kind `length`: blocks or sentences with more or fewer words, sentences or characters than they should have.
//! What a word and a sentence are is left to `document`.

use super::{
    Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Quotes, Reads, Scope,
};
use crate::document::{Document, Sentence, Span, Word};
use crate::table::Mistakes;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "length",
    about: "Measures the blocks of the scope, or their sentences, in words, sentences or characters, and finds those \
            beyond a limit. Several limits may hold at once; what breaks more than one is still one finding. Blocks \
            without a word are left alone. Where the scope skips quotations, the words of a sentence in quotation marks \
            are not the writer's and make it no longer; the message says so. A paragraph is as long as it is on the page.",
    reads: Reads::PROSE,
    parameters: &[
        Parameter {
            name: "of",
            accepts: ParameterType::Choice(&["block", "sentence"]),
            default: "\"block\"",
            about: "What is measured: whole blocks, or each sentence by itself.",
        },
        limit("max-words", "The most words that are right."),
        limit("min-words", "The fewest words that are right."),
        limit("max-sentences", "The most sentences that are right."),
        limit("max-characters", "The most characters that are right; a run of white space is one."),
        limit("min-characters", "The fewest characters that are right; a run of white space is one."),
    ],
    values: &["count", "unit", "bound", "limit"],
    further_values: "",
    build,
};

const fn limit(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, accepts: ParameterType::Integer(1, i64::MAX), default: "", about }
}

/// The limits in the order in which one is chosen for the message.
const LIMITS: &[(&str, Unit, Bound)] = &[
    ("max-words", Unit::Words, Bound::Most),
    ("min-words", Unit::Words, Bound::Least),
    ("max-sentences", Unit::Sentences, Bound::Most),
    ("max-characters", Unit::Characters, Bound::Most),
    ("min-characters", Unit::Characters, Bound::Least),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Words,
    Sentences,
    Characters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Most,
    Least,
}

/// One limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    unit: Unit,
    bound: Bound,
    value: usize,
}

/// A limit that is broken, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Breach {
    limit: Limit,
    count: usize,
    /// Whether words in quotation marks were left out.
    is_own: bool,
}

struct LengthCheck {
    limits: Vec<Limit>,
    sentences: bool,
}

fn build(params: &Params, _: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    let before = mistakes.len();
    let sentences = params.text("of") == Some("sentence");
    let limits: Vec<Limit> = LIMITS
        .iter()
        .filter_map(|&(name, unit, bound)| params.integer(name).map(|value| Limit { unit, bound, value }))
        .collect();
    let names: Vec<&str> = LIMITS.iter().map(|(name, ..)| *name).collect();
    if limits.is_empty() && names.iter().all(|name| params.is_sure(name)) {
        mistakes.add(params.place(), "the rule has no limit", format!("set one of {}", names.join(", ")));
    }
    if sentences && params.is_given("max-sentences") {
        let message = "a sentence is never more than one sentence long";
        mistakes.add(params.place_of("max-sentences"), message, "measure blocks, or limit the words");
    }
    for (least, most) in [("min-words", "max-words"), ("min-characters", "max-characters")] {
        if let (Some(fewest), Some(highest)) = (params.integer(least), params.integer(most))
            && fewest > highest
        {
            let message =
                format!("“{least}” is {fewest}, more than “{most}”, which is {highest}: no length is right");
            mistakes.add(params.place_of(least), message, "");
        }
    }
    let check = LengthCheck { limits, sentences };
    (mistakes.len() == before).then(|| Check::Document(Box::new(check)))
}

impl DocumentCheck for LengthCheck {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let document = context.document;
        for (index, block) in document.blocks().iter().enumerate() {
            if !context.scope.reads(block) {
                continue;
            }
            let before = hits.len();
            if self.sentences {
                for sentence in document.sentences_of(block) {
                    self.measure(document, &self.passage(context, sentence), hits);
                }
            } else {
                let words = document.words_of(block).len();
                let passage = Passage {
                    span: block.span,
                    content: block.content,
                    words,
                    quoted: 0,
                    sentences: document.sentences_of(block).len(),
                };
                self.measure(document, &passage, hits);
            }
            if hits.len() > before && says_a_field_again(context, index) {
                hits.truncate(before);
            }
        }
    }
}

/// Whether a block says what a field says: a headline in front matter and on top of the text is one headline.
fn says_a_field_again(context: &Context<'_>, index: usize) -> bool {
    let blocks = context.document.blocks();
    // Fields come first, so that a draft without any needs no keys.
    blocks[0].field.is_some() && {
        let first = context.keys().first_blocks()[index] as usize;
        first != index && blocks[first].field.is_some()
    }
}

/// What is measured: a block or a sentence.
struct Passage {
    /// What a hit points at.
    span: Span,
    /// Its copy.
    content: Span,
    words: usize,
    /// How many of its words are not the writer's, since the scope skips quotations.
    quoted: usize,
    sentences: usize,
}

impl LengthCheck {
    /// A sentence. Its quoted words are counted only where it is too long with them.
    fn passage(&self, context: &Context<'_>, sentence: &Sentence) -> Passage {
        let words = context.document.words_in(sentence);
        let is_most = |limit: &Limit| limit.unit == Unit::Words && limit.bound == Bound::Most;
        let is_long =
            self.limits.iter().filter(|limit| is_most(limit)).any(|limit| words.len() > limit.value);
        let skips = is_long && context.scope.quotes == Quotes::Skip;
        let is_quoted = |word: &&Word| context.facts.in_quotation(word.span);
        let quoted = if skips { words.iter().filter(is_quoted).count() } else { 0 };
        Passage { span: sentence.span, content: sentence.span, words: words.len(), quoted, sentences: 1 }
    }

    /// Adds a hit if a passage breaks a limit.
    fn measure(&self, document: &Document<'_>, passage: &Passage, hits: &mut Vec<Hit>) {
        if passage.words == 0 {
            return;
        }
        let count = |limit: Limit| match (limit.unit, limit.bound) {
            (Unit::Words, Bound::Most) => passage.words - passage.quoted,
            (Unit::Words, Bound::Least) => passage.words,
            (Unit::Sentences, _) => passage.sentences,
            (Unit::Characters, _) => characters(&document.prose()[passage.content.range()]),
        };
        let is_own =
            |limit: Limit| limit.unit == Unit::Words && limit.bound == Bound::Most && passage.quoted > 0;
        let breaches: Vec<Breach> = self
            .limits
            .iter()
            .map(|&limit| Breach { limit, count: count(limit), is_own: is_own(limit) })
            .filter(|breach| match breach.limit.bound {
                Bound::Most => breach.count > breach.limit.value,
                Bound::Least => breach.count < breach.limit.value,
            })
            .collect();
        let Some(first) = breaches.first() else { return };
        let counts: Vec<String> = breaches.iter().map(Breach::counted).collect();
        hits.push(Hit {
            span: passage.span,
            note: counts.join(", "),
            values: first.values(),
            ..Hit::default()
        });
    }
}

impl Breach {
    /// “98 words”.
    fn counted(&self) -> String {
        format!("{} {}", self.count, self.unit())
    }

    /// “words”, “words outside quotation marks”.
    fn unit(&self) -> String {
        format!("{}{}", self.counted_in(), if self.is_own { " outside quotation marks" } else { "" })
    }

    fn counted_in(&self) -> &'static str {
        match (self.limit.unit, self.count) {
            (Unit::Words, 1) => "word",
            (Unit::Words, _) => "words",
            (Unit::Sentences, 1) => "sentence",
            (Unit::Sentences, _) => "sentences",
            (Unit::Characters, 1) => "character",
            (Unit::Characters, _) => "characters",
        }
    }

    fn values(&self) -> Vec<(String, String)> {
        let bound = if self.limit.bound == Bound::Most { "more than" } else { "fewer than" };
        vec![
            ("count".to_owned(), self.count.to_string()),
            ("unit".to_owned(), self.unit()),
            ("bound".to_owned(), bound.to_owned()),
            ("limit".to_owned(), self.limit.value.to_string()),
        ]
    }
}

/// Unicode scalar values, a run of white space (also of blanked markup) as one.
fn characters(prose: &str) -> usize {
    let mut spaced = false;
    prose
        .trim()
        .chars()
        .filter(|character| {
            let counts = !(spaced && character.is_whitespace());
            spaced = character.is_whitespace();
            counts
        })
        .count()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Breaks, Markup, Source};
    use crate::facts::Facts;
    use crate::kinds::Shared;
    use crate::lexicon::{Region, Vocabulary};
    use crate::table::{Place, Table};

    fn build(params: &str, scope: &Scope) -> (Option<Check>, Vec<String>) {
        let source = Source::new("rule.toml", params);
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&source, &mut mistakes);
        let place = Place { source: Arc::clone(&source), span: Span::point(0) };
        let params = Params::check(&table, KIND.parameters, place, &mut mistakes);
        let check = (KIND.build)(&params, scope, &mut mistakes);
        (check, mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect())
    }

    fn hits(params: &str, blocks: &[&str], text: &str) -> Vec<Hit> {
        hits_in(params, &Scope::of(blocks), text)
    }

    fn hits_in(params: &str, scope: &Scope, text: &str) -> Vec<Hit> {
        let (Some(Check::Document(check)), told) = build(params, scope) else { panic!("{params} builds") };
        assert!(told.is_empty(), "{told:?}");
        let source = Source::new("draft", text);
        let document = Document::read(&source, Markup::Plain, Breaks::Auto);
        let (facts, vocabulary) = (Facts::read(&document), Vocabulary::default());
        let (needles, shared) = (&[], &Shared::default());
        let (document, facts, vocabulary) = (&document, &facts, &vocabulary);
        let context = Context {
            document,
            facts,
            scope,
            needles,
            vocabulary,
            shared,
            house: Region::Both,
            dictionary: None,
        };
        let mut hits = Vec::new();
        check.check(&context, &mut hits);
        hits
    }

    /// The bytes and the note of each hit.
    fn places(params: &str, blocks: &[&str], text: &str) -> Vec<(usize, usize, String)> {
        hits(params, blocks, text)
            .into_iter()
            .map(|hit| (hit.span.start(), hit.span.end(), hit.note))
            .collect()
    }

    const SEED_A: &str = include_str!("../../seeds/000_c3aa200640241f3d.txt");
    const SEED_B: &str = include_str!("../../seeds/001_6b1b6bd39ae37a6e.txt");

    #[test]
    fn the_seeds_are_measured() {
        let sentence = "of = \"sentence\"\nmax-words = 40";
        let long = |start, end, note: &str| (start, end, note.to_owned());
        assert_eq!(places(sentence, &["body"], SEED_B), [long(1166, 1427, "42 words")]);
        let in_a = places(sentence, &["body"], SEED_A);
        assert_eq!(
            in_a,
            [long(2248, 2520, "42 words"), long(3958, 4230, "42 words")],
            "the second is in the copy"
        );
        assert_eq!(places("max-words = 100", &["body"], SEED_B), [long(945, 1628, "103 words")]);
        let deck = "max-words = 40\nmax-sentences = 2";
        assert_eq!(places(deck, &["deck"], SEED_B), [long(0, 624, "98 words, 4 sentences")]);
        assert_eq!(places(deck, &["deck"], SEED_A), []);
        assert_eq!(places("min-characters = 20\nmax-characters = 80", &["headline"], SEED_A), []);
        assert_eq!(places("max-characters = 71", &["headline"], SEED_B), [long(625, 701, "72 characters")]);
    }

    #[test]
    fn what_the_message_may_name() {
        let hit = &hits("min-words = 3", &["paragraph"], "Ferry returns.\n\nThe ferry returns.\n")[0];
        let values: Vec<&str> = hit.values.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["2", "words", "fewer than", "3"]);
    }

    #[test]
    fn front_matter_copy_is_measured_as_what_it_is() {
        let text = "---\nheadline: Talks go on\ndeck: One two three.\nslug: a b c\n---\nFour five six.\n";
        assert_eq!(places("max-words = 2", &["deck"], text), [(26, 46, "3 words".to_owned())]);
        assert_eq!(places("max-words = 2", &["headline"], text), [(4, 25, "3 words".to_owned())]);
        assert_eq!(hits("max-words = 2", &["field"], text).len(), 2, "a slug has no words");
        assert_eq!(hits("max-words = 2", &["body"], text).len(), 1);
    }

    #[test]
    fn one_headline_in_two_places_is_measured_once() {
        let again = "---\ntitle: Talks go on\n---\n# Talks go on\n\nFour five six.\n";
        assert_eq!(places("max-words = 2", &["headline"], again), [(4, 22, "3 words".to_owned())]);
        let other = again.replace("# Talks", "# The talks");
        assert_eq!(hits("max-words = 2", &["headline"], &other).len(), 2);
    }

    #[test]
    fn a_sentence_is_no_longer_for_the_words_that_it_quotes() {
        let text = "The mayor said: “We will not pay.” She left.\n";
        let told = |params: &str, quotes| {
            let scope = Scope { quotes, ..Scope::of(&["body"]) };
            hits_in(params, &scope, text).into_iter().map(|hit| hit.note).collect::<Vec<_>>()
        };
        let sentence = "of = \"sentence\"\nmax-words = 2";
        assert_eq!(told(sentence, Quotes::Check), ["7 words"]);
        assert_eq!(told(sentence, Quotes::Skip), ["3 words outside quotation marks"]);
        assert_eq!(told("of = \"sentence\"\nmax-words = 3", Quotes::Skip), [""; 0]);
        assert_eq!(told("max-words = 3", Quotes::Skip), ["9 words"], "a paragraph is as long as it is");
    }

    #[test]
    fn limits_that_cannot_hold_are_mistakes() {
        for (params, told) in [
            ("", "the rule has no limit"),
            ("of = \"sentence\"\nmax-sentences = 2", "a sentence is never more than one sentence long"),
            (
                "min-words = 5\nmax-words = 4",
                "“min-words” is 5, more than “max-words”, which is 4: no length is right",
            ),
        ] {
            let (check, mistakes) = build(params, &Scope::of(&["body"]));
            assert!(check.is_none() && mistakes == [told], "{params}: {mistakes:?}");
        }
    }

    #[test]
    fn a_run_of_white_space_is_one_character() {
        assert_eq!(characters(" Café  “新” \n x "), 10);
        assert_eq!(characters(""), 0);
    }
}
