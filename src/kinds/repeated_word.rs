//! The kind `repeated-word`: the same word twice in a row, across line breaks and markup, never across a block or a
//! mark of punctuation. Which pairs are good English is for the rule's `allow` list to say.

mod allowed;
mod mend;
mod seam;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Reads, Scope};
use crate::document::{Span, Word};
use crate::finding::{Fix, Safety};
use crate::table::Mistakes;
use allowed::{Allowed, Words};
use seam::Joint;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "repeated-word",
    about: "Finds a word that stands twice in a row with only space, a line break or markup between. Numbers and \
            single letters (but “a”) are let be, and so is a pair that begins with a small and then a capital letter.",
    reads: Reads::PROSE,
    parameters: &[
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
            about: "Words that may stand twice as an exclamation only: inside quotation marks, or where nothing but \
                    marks of punctuation touches them (“There there, it will be fine”).",
        },
        Parameter {
            name: "allow-capitalised",
            accepts: ParameterType::Boolean,
            default: "true",
            about: "Whether a pair of two capitalised words is let be, as a name: Duran Duran.",
        },
        Parameter {
            name: "sure",
            accepts: ParameterType::Texts,
            default: "[]",
            about: "Words that nobody doubles on purpose (“the”, “of”): their fix is safe. That of every other word \
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
        allowed: Allowed::read(&params.texts("allow"), mistakes),
        excepted: Allowed::read(&params.texts("allow-except"), mistakes),
        apart: Words::read(&params.texts("allow-apart"), mistakes),
        sure: Words::read(&params.texts("sure"), mistakes),
        allow_capitalised: params.boolean("allow-capitalised", true),
    };
    (mistakes.len() == before).then(|| Check::Document(Box::new(rule)))
}

struct RepeatedWord {
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
        let is_quoted = |span| context.facts.in_quotation(span);
        for block in context.blocks() {
            self.check_words(layers, document.words_of(block), is_quoted, hits);
        }
    }
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
    /// Looks at the words of one block; `is_quoted` tells whether bytes lie inside quotation marks.
    fn check_words(
        &self,
        layers: Layers<'_>,
        words: &[Word],
        is_quoted: impl Fn(Span) -> bool,
        hits: &mut Vec<Hit>,
    ) {
        let mut at = 0;
        while at + 1 < words.len() {
            let start = at;
            let mut last = None;
            while let Some(found) = self.doubled(layers, words, at) {
                last = Some(found);
                at += 1;
            }
            if let Some(joint) = last
                && !self.is_meant(layers, words, start, at, &is_quoted)
            {
                hits.push(self.hit(layers, &words[start..=at], joint));
            }
            at += 1;
        }
    }

    /// How word `at` and the next one are joined, if they are one word doubled.
    fn doubled(&self, layers: Layers<'_>, words: &[Word], at: usize) -> Option<Joint> {
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
        if self.is_one_word(first, second, is_start) { seam::joint(layers, one, other) } else { None }
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
        let is_called =
            is_quoted(words[start].span.cover(words[end].span)) || is_set_off(layers, words, start, end);
        if is_called && self.apart.hold(word(&words[end])) {
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

    /// Whether both are one word; `is_start` tells whether the first follows nothing, or a mark other than a comma.
    fn is_one_word(&self, first: &str, second: &str, is_start: impl Fn() -> bool) -> bool {
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
            (true, true) => !self.allow_capitalised,
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

fn begins_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether no other word touches words `start` to `end`: only marks of punctuation, or nothing, on both sides. The same
/// word with a capital letter is no other one (“Go go go!”).
fn is_set_off(layers: Layers<'_>, words: &[Word], start: usize, end: usize) -> bool {
    let is_parted = |index: usize| {
        let gap = &layers.prose[words[index - 1].span.end()..words[index].span.start()];
        gap.contains(|character: char| !character.is_whitespace())
    };
    let is_same = |index: usize| layers.word(&words[index]).eq_ignore_ascii_case(layers.word(&words[start]));
    let is_capital = start > 0 && !is_parted(start) && is_same(start - 1);
    let start = if is_capital { start - 1 } else { start };
    (start == 0 || is_parted(start)) && (end + 1 == words.len() || is_parted(end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Breaks, Document, Markup, Source};
    use crate::facts::Facts;
    use crate::table::{Place, Table};

    /// Words are runs of letters, digits, apostrophes and hyphens; `*`, `_` and `~` are markup, `|` joins parts of a
    /// word and stands for markup inside it.
    fn words(text: &str) -> (String, Vec<Word>) {
        let is_word = |character: char| character.is_alphanumeric() || matches!(character, '\'' | '’' | '-');
        let mut words = Vec::new();
        let mut start = None;
        for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
            match (is_word(character), start) {
                (true, None) => start = Some(at),
                (false, Some(begun)) => {
                    let glued = text[..begun].ends_with('|') || character == '|';
                    words.push(Word { span: Span::new(begun, at), glued });
                    start = None;
                }
                _ => {}
            }
        }
        (text.replace(['*', '_', '~', '|', '>', '`'], " "), words)
    }

    fn params(text: &str, mistakes: &mut Mistakes) -> Params {
        let source = Source::new("rule.toml", text);
        let table = Table::parse(&source, mistakes);
        Params::check(&table, KIND.parameters, Place { source, span: Span::point(0) }, mistakes)
    }

    fn rule(text: &str) -> RepeatedWord {
        let mut mistakes = Mistakes::default();
        let params = params(text, &mut mistakes);
        let rule = RepeatedWord {
            allowed: Allowed::read(&params.texts("allow"), &mut mistakes),
            excepted: Allowed::read(&params.texts("allow-except"), &mut mistakes),
            apart: Words::read(&params.texts("allow-apart"), &mut mistakes),
            sure: Words::read(&params.texts("sure"), &mut mistakes),
            allow_capitalised: true,
        };
        assert!(mistakes.is_empty(), "{mistakes:?}");
        rule
    }

    /// The hits in Markdown, read as drafts are.
    fn hits_in_markdown(rule: &RepeatedWord, text: &str) -> Vec<Hit> {
        let source = Source::new("draft.md", text);
        let document = Document::read(&source, Markup::Markdown, Breaks::Auto);
        let facts = Facts::read(&document);
        let layers = Layers { text, prose: document.prose() };
        let mut hits = Vec::new();
        for block in document.blocks() {
            rule.check_words(layers, document.words_of(block), |span| facts.in_quotation(span), &mut hits);
        }
        hits
    }

    /// What is hit in Markdown, and the text after all fixes (`None` where a hit has none).
    fn in_markdown(text: &str) -> (Vec<String>, Option<String>) {
        let hits = hits_in_markdown(&rule(""), text);
        let mut fixed = Some(text.to_owned());
        for hit in hits.iter().rev() {
            fixed = fixed.zip(hit.fix.as_ref()).map(|(mut fixed, fix)| {
                for edit in fix.edits.iter().rev() {
                    fixed.replace_range(edit.span.range(), &edit.text);
                }
                fixed
            });
        }
        (hits.iter().map(|hit| text[hit.span.range()].to_owned()).collect(), fixed)
    }

    fn hits_of(rule: &RepeatedWord, text: &str) -> Vec<Hit> {
        let (prose, words) = words(text);
        let mut hits = Vec::new();
        rule.check_words(Layers { text, prose: &prose }, &words, |_| false, &mut hits);
        hits
    }

    fn hits(text: &str) -> Vec<String> {
        hits_of(&rule(""), text).iter().map(|hit| text[hit.span.range()].to_owned()).collect()
    }

    /// The text after all fixes; `None` where a hit has none.
    fn fixed(text: &str) -> Option<String> {
        let mut fixed = text.to_owned();
        for hit in hits_of(&rule(""), text).iter().rev() {
            for edit in hit.fix.as_ref()?.edits.iter().rev() {
                fixed.replace_range(edit.span.range(), &edit.text);
            }
        }
        Some(fixed)
    }

    fn mends(text: &str, expected: &str) {
        assert_eq!(fixed(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn a_doubled_word_is_found_at_both_words() {
        assert_eq!(hits("crossed the the bridge"), ["the the"]);
        assert_eq!(hits("it was a a day; don’t don’t"), ["a a", "don’t don’t"]);
        assert_eq!(hits("the\r\nthe end"), ["the\r\nthe"]);
        assert_eq!(hits("the **the** end"), ["the **the"]);
        assert_eq!(hits("élan élan"), ["élan élan"]);
        assert_eq!(hits("so the the the end"), ["the the the"]);
        assert_eq!(hits("to to in in"), ["to to", "in in"]);
    }

    #[test]
    fn names_numbers_and_single_letters_are_let_be() {
        for text in ["Duran Duran", "20 20", "b b", "I I", "Baden-Baden", "well-known known", "the The Hague"]
        {
            assert_eq!(hits(text), [""; 0], "{text}");
        }
        assert_eq!(hits(""), [""; 0]);
    }

    #[test]
    fn punctuation_code_and_parts_of_words_part() {
        for text in ["the, the", "“the” the", "no. No", "the `x` the", "the the|n", "the**the**", "a | a"]
        {
            assert_eq!(hits(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_capital_counts_only_where_a_sentence_begins() {
        assert_eq!(hits("The the vote. In in May, Élan élan"), ["The the", "In in"]);
        assert_eq!(hits("said Will will go"), [""; 0]);
        assert_eq!(hits("“The the vote” — Élan élan"), ["The the", "Élan élan"]);
    }

    #[test]
    fn allowed_words_and_phrases() {
        let rule = rule(r#"allow = ["had", "Will will", "came in in", "what … is is", "go go dancers"]"#);
        let told = |text: &str| hits_of(&rule, text).len();
        assert_eq!(told("She had had enough. Had had? Will will go."), 0);
        assert_eq!(told("They came in in time but stayed in in spite"), 1);
        assert_eq!(told("What the one real trouble is is this"), 0);
        assert_eq!(told("is is"), 1);
        assert_eq!(told("what a b c d e f is is"), 1);
        assert_eq!(told("The will will stand"), 1);
        assert_eq!(told("the Go go dancers; they go go home"), 1);
        assert_eq!(told("had had had"), 0);
    }

    #[test]
    fn an_allowance_has_exceptions() {
        let rule = rule("allow = [\"that that\"]\nallow-except = [\"that that the\"]");
        let told = |text: &str| hits_of(&rule, text).len();
        assert_eq!(told("He said that that vote would stand."), 0);
        assert_eq!(told("He said that that the vote would stand."), 1);
        assert_eq!(told("He said that that"), 0);
    }

    #[test]
    fn an_ellipsis_stands_for_at_least_one_word() {
        let rule = rule(r#"allow = ["who … are are"]"#);
        let told = |text: &str| hits_of(&rule, text).len();
        assert_eq!(told("who they are are friends"), 0);
        assert_eq!(told("adults who are are working"), 1);
    }

    #[test]
    fn an_allowance_that_never_holds_is_a_mistake() {
        let mut mistakes = Mistakes::default();
        let params = params("allow = [\"the thee\", \" \"]\nsure = [\"of the\"]", &mut mistakes);
        assert!(build(&params, &Scope::of(&["all"]), &mut mistakes).is_none());
        let told: Vec<String> = mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect();
        assert_eq!(
            told,
            [
                "“the thee” holds no doubled word, so it never allows one",
                "an empty entry allows nothing",
                "“of the” is not one word"
            ]
        );
    }

    #[test]
    fn an_exclamation_stands_apart_or_in_quotation_marks() {
        let rule = rule("allow-apart = [\"go\", \"there\"]");
        let told = |text: &str| hits_in_markdown(&rule, text).len();
        assert_eq!(told("There there, it will be fine. Go go go! Hey, Go go go!\n"), 0);
        assert_eq!(told("“We must go go home,” he said.\n"), 0);
        assert_eq!(told("They must go go home.\n"), 1);
        assert_eq!(told("It was there there, he said.\n"), 1);
    }

    #[test]
    fn the_fix_is_safe_for_words_that_nobody_doubles() {
        let rule = rule("sure = [\"the\"]");
        let safeties: Vec<Safety> = hits_of(&rule, "The the ferry, a mahi mahi")
            .into_iter()
            .map(|hit| hit.fix.unwrap().safety)
            .collect();
        assert_eq!(safeties, [Safety::Safe, Safety::Unsafe]);
    }

    #[test]
    fn links_tags_and_line_breaks_lie_between() {
        let told = |text: &str, hit: &str, fixed: Option<&str>| {
            assert_eq!(in_markdown(text), (vec![hit.to_owned()], fixed.map(str::to_owned)), "{text}");
        };
        told("A boat [boat](https://e.org) sails.\n", "boat [boat", None);
        told("The [the](https://e.org) boat sails.\n", "The [the", None);
        told("A [boat](https://e.org) boat sails.\n", "boat](https://e.org) boat", None);
        told("A boat **[boat](u)** sails.\n", "boat **[boat", None);
        told("By the [the port](u) it lay.\n", "the [the", Some("By [the port](u) it lay.\n"));
        told("By [all the](u(1)) the ports.\n", "the](u(1)) the", Some("By [all the](u(1)) ports.\n"));
        told("A boat <em>boat</em> sails.\n", "boat <em>boat", Some("A boat sails.\n"));
        told("A <b>boat</b> boat sails.\n", "boat</b> boat", Some("A <b>boat</b> sails.\n"));
        told("The <b class=\"x\">the</b> boat\n", "The <b class=\"x\">the", Some("The boat\n"));
        told("The <b>the boat</b>\n", "The <b>the", None);
        told("A boat <a href=\"u\">boat</a> sails.\n", "boat <a href=\"u\">boat", None);
        told("A boat\\\nboat sails.\n", "boat\\\nboat", Some("A boat\\\nsails.\n"));
        told("A boat<br>boat sails.\n", "boat<br>boat", Some("A boat<br>sails.\n"));
    }

    #[test]
    fn deletions_notes_and_brackets_part() {
        for text in [
            "A boat <!-- c --> boat\n",
            "A <del>boat</del> boat\n",
            "A boat[^1] boat\n\n[^1]: Note\n",
            "the [the] boat\n",
            "x<sup>a</sup> a\n",
            "A Istan<b>boat</b><br>boat\n",
        ] {
            assert_eq!(in_markdown(text).0, [""; 0], "{text}");
        }
    }

    #[test]
    fn the_mend_leaves_one_word_and_whole_markup() {
        mends("crossed the the bridge", "crossed the bridge");
        mends("The the vote", "The vote");
        mends("the **the** end", "the end");
        mends("**the** the end", "**the** end");
        mends("_the_ the end", "_the_ end");
        mends("the *the end*", "*the end*");
        mends("**the the end**", "**the end**");
        mends("by **by the the** end", "**by the** end");
        mends("so the the the end", "so the end");
        assert_eq!(fixed("**over the** **the end**"), None);
        assert_eq!(fixed("the the *the* end"), None);
    }

    #[test]
    fn the_mend_keeps_line_breaks() {
        mends("over the\nthe bridge", "over the\nbridge");
        mends("over the\r\nthe bridge", "over the\r\nbridge");
        mends("> over the\n> the bridge", "> over the\n> bridge");
        mends("over the\nthe", "over the");
        mends("over the\nthe, yes", "over the, yes");
        mends("The\nthe bridge", "The\nbridge");
        mends("the\n**the** bridge", "the\nbridge");
        mends("the\nthe\nbridge", "the\nbridge");
    }
}
