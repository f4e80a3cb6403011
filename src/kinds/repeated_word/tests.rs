//! What the kind finds in small texts, told without rule files.

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
        pairs: Pairs::All,
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
    let blocks = document.blocks().iter().map(|block| document.words_of(block));
    rule.check_blocks(layers, blocks, |span| facts.in_quotation(span), &mut hits);
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
    rule.check_words(Layers { text, prose: &prose }, &words, |_| false, &mut hits, &mut Vec::new());
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
    for text in ["Duran Duran", "20 20", "b b", "I I", "Baden-Baden", "well-known known", "the The Hague"] {
        assert_eq!(hits(text), [""; 0], "{text}");
    }
    assert_eq!(hits(""), [""; 0]);
}

#[test]
fn punctuation_code_and_parts_of_words_part() {
    for text in ["the, the", "“the” the", "no. No", "the `x` the", "the the|n", "the**the**", "a | a"] {
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
    assert_eq!(told("“We must go\ngo home,” he said. “It is _there_ there and waits.”\n"), 2);
    assert_eq!(told("“He called: go\ngo! _There_ there, it will be fine.”\n"), 0);
}

#[test]
fn the_fix_is_safe_for_words_that_nobody_doubles() {
    let rule = rule("sure = [\"the\"]");
    let safeties: Vec<Safety> =
        hits_of(&rule, "The the ferry, a mahi mahi").into_iter().map(|hit| hit.fix.unwrap().safety).collect();
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

#[test]
fn pairs_are_told_by_their_grammar() {
    let told = |pairs: &str, text: &str| {
        let rule = RepeatedWord { pairs: Pairs::All, ..rule("") };
        let rule = match pairs {
            "plain" => RepeatedWord { pairs: Pairs::Plain, ..rule },
            "doubtful" => RepeatedWord { pairs: Pairs::Doubtful, ..rule },
            _ => rule,
        };
        hits_of(&rule, text).iter().map(|hit| text[hit.span.range()].to_owned()).collect::<Vec<_>>()
    };
    let text = "the town he grew up in in Leeds; he moved to to Leeds; it was looked at at length";
    assert_eq!(told("plain", text), ["to to"]);
    assert_eq!(told("doubtful", text), ["at at"]);
    assert_eq!(told("all", text), ["to to", "at at"]);
    assert_eq!(told("doubtful", "the the the; in, in"), [""; 0]);
}

#[test]
fn a_function_word_at_the_start_of_a_sentence_is_no_name() {
    let told = |text: &str| in_markdown(text).0;
    assert_eq!(told("The The minister left. In In 1990 it was.\n"), ["The The", "In In"]);
    assert_eq!(in_markdown("The The minister left.\n").1.as_deref(), Some("The minister left.\n"));
    for text in [
        "The The played. We saw The The.\n",
        "“The The” played.\n",
        "Will Will go? Duran Duran did.\n",
        "THE THE\n",
        "We saw In In.\n",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}
