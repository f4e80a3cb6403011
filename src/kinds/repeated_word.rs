//! The kind `repeated-word`: the same word twice in a row, across line breaks and markup, never across a block or a
//! mark of punctuation. Which pairs the grammar of English allows is told in `grammar`; which words are written twice
//! is for the rule's `allow` list to say.

mod allowed;
mod classes;
mod grammar;
mod mend;
mod seam;
#[cfg(test)]
mod tests;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Reads, Scope};
use crate::document::{Block, Document, Span, Word};
use crate::finding::{Fix, Safety};
use crate::table::Mistakes;
use allowed::{Allowed, Words};
use grammar::{Around, Verdict};
use seam::Joint;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "repeated-word",
    about: "Finds a word that stands twice in a row with only space, a line break or markup between. Numbers and \
            single letters (but “a”) are let be, and so is a pair that begins with a small and then a capital letter. \
            So is what English grammar tells to be right: “the town he grew up in in Leeds”, “whoever wins wins big”, \
            “left her her dignity”.",
    reads: Reads::PROSE,
    parameters: &[
        Parameter {
            name: "pairs",
            accepts: ParameterType::Choice(&["all", "plain", "doubtful"]),
            default: "\"all\"",
            about: "Which pairs are found: the plain ones, which nobody writes (“the the”, “moved to to Lyne”), the \
                    doubtful ones, which may be right where a clause ends with the word and goes on with it (“it was \
                    looked at at length”), or all.",
        },
        Parameter {
            name: "allow",
            accepts: ParameterType::Texts,
            default: "[]",
            about: "What may stand twice: a word (“very”), within a line, in quotation marks or set off by marks; or a \
                    phrase that holds the doubled word (“had had”, “came in in”, “go go dancers”), where … stands for one \
                    to five words (“what … is is”). A phrase with a capital letter is meant as it is written (“Will \
                    will”).",
        },
        Parameter {
            name: "allow-except",
            accepts: ParameterType::Texts,
            default: "[]",
            about: "Phrases, written like those of “allow”, in which the pair is an error all the same (“that that \
                    the”).",
        },
        Parameter {
            name: "allow-apart",
            accepts: ParameterType::Texts,
            default: "[]",
            about: "Words that may stand twice as an exclamation only: where nothing but marks of punctuation touches \
                    them (“There there, it will be fine”), or inside quotation marks, if no line ends between the \
                    two and none is marked up by itself.",
        },
        Parameter {
            name: "allow-capitalised",
            accepts: ParameterType::Boolean,
            default: "true",
            about: "Whether a pair of two capitalised words is let be, as a name: Duran Duran. At the start of a \
                    sentence “In In” and “The The” are none, unless the draft has the pair elsewhere too.",
        },
        Parameter {
            name: "sure",
            accepts: ParameterType::Texts,
            default: "[]",
            about: "Words that nobody doubles on purpose (“the”, “and”): their fix is safe. That of every other word \
                    is unsafe, since the pair may be right in a way that no list knows.",
        },
    ],
    values: &["word"],
    further_values: "",
    build,
};

fn build(params: &Params, _: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    let before = mistakes.len();
    let rule = RepeatedWord {
        pairs: match params.text("pairs") {
            Some("plain") => Pairs::Plain,
            Some("doubtful") => Pairs::Doubtful,
            _ => Pairs::All,
        },
        allowed: Allowed::read(&params.texts("allow"), mistakes),
        excepted: Allowed::read(&params.texts("allow-except"), mistakes),
        apart: Words::read(&params.texts("allow-apart"), mistakes),
        sure: Words::read(&params.texts("sure"), mistakes),
        allow_capitalised: params.boolean("allow-capitalised", true),
    };
    (mistakes.len() == before).then(|| Check::Document(Box::new(rule)))
}

/// Which pairs a rule finds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pairs {
    All,
    Plain,
    Doubtful,
}

impl Pairs {
    fn hold(self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Plain => self != Self::Doubtful,
            Verdict::Doubtful => self != Self::Plain,
            Verdict::Good => false,
        }
    }
}

struct RepeatedWord {
    pairs: Pairs,
    allowed: Allowed,
    excepted: Allowed,
    apart: Words,
    sure: Words,
    allow_capitalised: bool,
}

impl DocumentCheck for RepeatedWord {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let document = context.document;
        let layers = Layers { text: document.text(), prose: document.prose() };
        let pairs = context.shared.pairs.get_or_init(|| pairs(document));
        if pairs.is_empty() {
            return;
        }
        let holds_pair = |block: &&Block| {
            let next = pairs.partition_point(|pair| pair.start() < block.span.start());
            pairs.get(next).is_some_and(|pair| pair.end() <= block.span.end())
        };
        let blocks = context.blocks().filter(holds_pair).map(|block| document.words_of(block));
        self.check_blocks(layers, blocks, |span| context.facts.in_quotation(span), hits);
    }
}

/// The neighbours that are the same but for case, whatever stands between them: most blocks have none, and several rules
/// look for them.
fn pairs(document: &Document<'_>) -> Vec<Span> {
    let prose = document.prose();
    let may_begin_alike = |one: u8, other: u8| one | 0x20 == other | 0x20 || !one.is_ascii();
    let are_alike = |pair: &&[Word]| {
        let (one, other) = (pair[0].span, pair[1].span);
        let first = |span: Span| prose.as_bytes()[span.start()];
        one.len() == other.len() && may_begin_alike(first(one), first(other)) && {
            let (one, other) = (&prose[one.range()], &prose[other.range()]);
            // Other letters are compared by those who know more of them.
            one.eq_ignore_ascii_case(other) || !one.is_ascii()
        }
    };
    document.words().windows(2).filter(are_alike).map(|pair| pair[0].span.cover(pair[1].span)).collect()
}

/// The text and its prose: the second has blanks where the first has markup.
#[derive(Clone, Copy)]
struct Layers<'a> {
    text: &'a str,
    prose: &'a str,
}

impl<'a> Layers<'a> {
    fn word(self, word: &Word) -> &'a str {
        &self.prose[word.span.range()]
    }
}

impl RepeatedWord {
    /// Looks at the words of all blocks; `is_quoted` tells whether bytes lie inside quotation marks.
    fn check_blocks<'a>(
        &self,
        layers: Layers<'a>,
        blocks: impl Iterator<Item = &'a [Word]>,
        is_quoted: impl Fn(Span) -> bool,
        hits: &mut Vec<Hit>,
    ) {
        let (start, mut names) = (hits.len(), Vec::new());
        for words in blocks {
            self.check_words(layers, words, &is_quoted, hits, &mut names);
        }
        // What is a name in the middle of a sentence is one at its start too: “The The played in Lyne.”
        if !names.is_empty() {
            let is_name = |hit: &Hit| hit.values.iter().any(|(_, word)| names.contains(&word.as_str()));
            let found = hits.split_off(start);
            hits.extend(found.into_iter().filter(|hit| !is_name(hit)));
        }
    }

    /// Looks at the words of one block; `is_quoted` tells whether bytes lie inside quotation marks. Function
    /// words whose pair with capital letters is a name go to `names`.
    fn check_words<'a>(
        &self,
        layers: Layers<'a>,
        words: &[Word],
        is_quoted: impl Fn(Span) -> bool,
        hits: &mut Vec<Hit>,
        names: &mut Vec<&'a str>,
    ) {
        let mut at = 0;
        while at + 1 < words.len() {
            let start = at;
            let mut last = None;
            while let Some(found) = self.doubled(layers, words, at, names) {
                last = Some(found);
                at += 1;
            }
            if let Some(joint) = last
                && self.pairs.hold(verdict(layers, words, start, at))
                && !self.is_meant(layers, words, start, at, &is_quoted)
            {
                hits.push(self.hit(layers, &words[start..=at], joint));
            }
            at += 1;
        }
    }

    /// How word `at` and the next one are joined, if they are one word doubled.
    fn doubled<'a>(
        &self,
        layers: Layers<'a>,
        words: &[Word],
        at: usize,
        names: &mut Vec<&'a str>,
    ) -> Option<Joint> {
        let (one, other) = (&words[at], words.get(at + 1)?);
        if one.span.len() != other.span.len() {
            return None;
        }
        let (first, second) = (layers.word(one), layers.word(other));
        let is_start = || {
            at == 0 || {
                let gap = &layers.prose[words[at - 1].span.end()..one.span.start()];
                gap.contains(|character: char| !character.is_whitespace() && character != ',')
            }
        };
        let is_name = || {
            if !is_function_word(second) {
                return true;
            }
            let is_name = !is_start() || set_off(layers, words, at, at + 1) == (true, true);
            if is_name && !names.contains(&second) {
                names.push(second);
            }
            is_name
        };
        if self.is_one_word(first, second, is_start, is_name) {
            seam::joint(layers, one, other)
        } else {
            None
        }
    }

    /// Whether equal words, the first of them `start` and the last `end`, may be right.
    fn is_meant(
        &self,
        layers: Layers<'_>,
        words: &[Word],
        start: usize,
        end: usize,
        is_quoted: impl Fn(Span) -> bool,
    ) -> bool {
        let word = |word| layers.word(word);
        let (before, behind) = set_off(layers, words, start, end);
        let is_called = before && behind || is_quoted(words[start].span.cover(words[end].span));
        let is_cry = || before || behind || is_written_on(layers, &words[start..=end]);
        if is_called && is_cry() && self.apart.hold(word(&words[end])) {
            return true;
        }
        (start..end).all(|at| {
            let between = &layers.prose[words[at].span.end()..words[at + 1].span.start()];
            // Where a line ends slips are as frequent as anywhere, and stress is a dozen times rarer.
            if !is_called && between.contains(['\n', '\r']) && self.allowed.holds_word(word(&words[at + 1])) {
                return false;
            }
            let (before, after) = (words[..at].iter().rev().map(word), words[at + 2..].iter().map(word));
            let pair = [word(&words[at]), word(&words[at + 1])];
            self.allowed.holds(before.clone(), pair, after.clone())
                && !self.excepted.holds(before, pair, after)
        })
    }

    /// Whether both are one word; `is_start` tells whether the first follows nothing, or a mark other than a comma,
    /// `is_name` whether two capitalised ones are a name.
    fn is_one_word(
        &self,
        first: &str,
        second: &str,
        is_start: impl Fn() -> bool,
        is_name: impl FnOnce() -> bool,
    ) -> bool {
        let is_same = if first.is_ascii() && second.is_ascii() {
            first.eq_ignore_ascii_case(second)
        } else {
            first.chars().flat_map(char::to_lowercase).eq(second.chars().flat_map(char::to_lowercase))
        };
        if !is_same || first.chars().any(char::is_numeric) {
            return false;
        }
        let mut letters = second.chars();
        let is_single = letters.next().is_some() && letters.next().is_none();
        if is_single && second != "a" {
            return false;
        }
        match (begins_upper(first), begins_upper(second)) {
            (true, true) => !self.allow_capitalised || !is_name(),
            (true, false) => is_start() && !first.chars().skip(1).any(char::is_uppercase),
            (false, true) => false,
            (false, false) => true,
        }
    }

    fn hit(&self, layers: Layers<'_>, words: &[Word], joint: Joint) -> Hit {
        let (first, last) = (&words[0], &words[words.len() - 1]);
        let word = layers.word(last);
        let edits = if words.len() == 2 {
            mend::edits(layers, first, last, joint)
        } else {
            mend::edits_of_many(layers, first, last)
        };
        let safety = if self.sure.hold(word) { Safety::Safe } else { Safety::Unsafe };
        Hit {
            span: first.span.cover(last.span),
            values: vec![("word".to_owned(), word.to_owned())],
            fix: edits.map(|edits| Fix { title: format!("delete one “{word}”"), safety, edits }),
            ..Hit::default()
        }
    }
}

/// What the grammar makes of equal words, the first of them `start` and the last `end`. Nobody writes three, but for
/// “she had had had she asked” and the like.
fn verdict(layers: Layers<'_>, words: &[Word], start: usize, end: usize) -> Verdict {
    let word = layers.word(&words[end]).to_lowercase();
    if end - start > 1 && !grammar::is_always_doubtful(&word) {
        return Verdict::Plain;
    }
    let is_joined = |index: usize| {
        let gap = &layers.prose[words[index].span.end()..words[index + 1].span.start()];
        gap.chars().all(char::is_whitespace)
    };
    let begin = (0..start).rev().take(grammar::REACH).take_while(|&index| is_joined(index)).last();
    let begin = begin.unwrap_or(start);
    let whole = begin == 0 || !is_joined(begin - 1);
    let before = || words[begin..start].iter().rev().map(|word| layers.word(word));
    let is_name = |(index, word): (usize, &str)| {
        (!whole || begin + 1 + index < start) && word != "I" && begins_upper(word)
    };
    let around = Around {
        before: before().map(str::to_lowercase).collect(),
        names: before().enumerate().map(is_name).collect(),
        whole,
        after: (end + 1 < words.len() && is_joined(end)).then(|| layers.word(&words[end + 1])),
    };
    grammar::judge(&word, &around)
}

/// Whether a word with a capital letter, and small ones behind it, is no part of a name where it begins a sentence.
fn is_function_word(word: &str) -> bool {
    !word.chars().skip(1).any(char::is_uppercase) && classes::is_never_name(&word.to_lowercase())
}

fn begins_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether no other word touches words `start` to `end`, but only marks of punctuation or nothing: before them, and behind
/// them. The same word with a capital letter is no other one (“Go go go!”).
fn set_off(layers: Layers<'_>, words: &[Word], start: usize, end: usize) -> (bool, bool) {
    let is_parted = |index: usize| {
        let gap = &layers.prose[words[index - 1].span.end()..words[index].span.start()];
        gap.contains(|character: char| !character.is_whitespace())
    };
    let is_same = |index: usize| layers.word(&words[index]).eq_ignore_ascii_case(layers.word(&words[start]));
    let is_capital = start > 0 && !is_parted(start) && is_same(start - 1);
    let start = if is_capital { start - 1 } else { start };
    (start == 0 || is_parted(start), end + 1 == words.len() || is_parted(end + 1))
}

/// Whether nothing but blanks stands between the words, no line break and no markup: nobody calls out “more _more_”.
fn is_written_on(layers: Layers<'_>, words: &[Word]) -> bool {
    words.windows(2).all(|pair| {
        let between = &layers.text[pair[0].span.end()..pair[1].span.start()];
        between.chars().all(|character| character.is_whitespace() && !matches!(character, '\n' | '\r'))
    })
}
