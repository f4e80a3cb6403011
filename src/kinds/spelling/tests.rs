//! What the kind `spelling` finds in a text and what it lets be, class by class, without rules and documents.

use super::suspect::{are_too_many, judge};
use super::unusual::gather;
use super::*;
use crate::document::Word;
use crate::lexicon::Vocabulary;

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
    let mut unusual = Vec::new();
    gather(prose, &words(prose), &vocabulary, &mut unusual, &mut Vec::new());
    let suspects = judge(prose, &unusual, &vocabulary, |_| false);
    let suspects = suspects.iter().map(|suspect| (suspect.span, Class::of(&suspect.explanation)));
    let slips = suspects.filter(|(_, (of, _))| *of == class);
    slips
        .map(|(span, (_, meant))| format!("{} {}", &prose[span.range()], meant.unwrap_or_default()))
        .collect()
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
    let mut unusual = Vec::new();
    gather(prose, &words(prose), &Vocabulary::default(), &mut unusual, &mut Vec::new());
    assert_eq!(unusual[0].span, Span::new(20, 28), "3 + 3, space, 4, space, 2, CR, LF, “the ”");
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
    let mut unusual = Vec::new();
    gather(prose, &words(prose), &Vocabulary::default(), &mut unusual, &mut Vec::new());
    let repeats = |block| block == 1;
    let slips = |unusual: &[unusual::Unusual]| judge(prose, unusual, &Vocabulary::default(), repeats).len();
    assert_eq!(slips(&unusual), 0, "three uses are a habit");
    unusual[2].block = 1;
    assert_eq!(slips(&unusual), 3, "and the copies' slips come out too");
    unusual.iter_mut().for_each(|word| word.in_copy = false);
    assert_eq!(slips(&unusual), 3, "the first copy may stand where the rule does not read");
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
    let mut unusual = Vec::new();
    gather(prose, &glued, &Vocabulary::default(), &mut unusual, &mut Vec::new());
    assert!(unusual.is_empty());
    assert_eq!(slips_of(Class::OtherSlip, "largely physico-chemical", &[]), NONE);
}

#[test]
fn a_hit_says_and_does_what_is_meant() {
    let hit = hit("the minsiter", Span::new(4, 12), Some("minister".to_owned()), Safety::Unsafe);
    assert_eq!(hit.note, "“minister”?");
    let values = [("word", "minsiter"), ("suggestion", "minister")];
    assert!(hit.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(values));
    let fix = hit.fix.unwrap();
    assert_eq!((fix.title.as_str(), fix.safety), ("write “minister”", Safety::Unsafe));
    assert_eq!(fix.edits, [Edit { span: Span::new(4, 12), text: "minister".to_owned() }]);
}

#[test]
fn a_long_line_of_slips_is_read_to_its_end() {
    let mut prose =
        (0..2_000).map(|number| format!("so the minsiter{} ", "x".repeat(number % 7))).collect::<String>();
    assert_eq!(slips(&prose), NONE, "each used three times and more");
    prose.push_str("and then thier end");
    assert_eq!(slips(&prose), ["thier their"], "the last one is used once");
}

#[test]
fn each_class_is_told_by_its_own_rule() {
    let prose = "inthe town of chicago the calender says what the frobnitz knows";
    for (class, told) in [
        (Class::MissingSpace, "inthe in the"),
        (Class::Name, "chicago Chicago"),
        (Class::Rare, "calender calendar"),
        (Class::Unknown, "frobnitz "),
    ] {
        assert_eq!(slips_of(class, prose, &[]), [told]);
        assert_eq!(slips_of(class, prose, &["inthe", "chicago", "calender", "frobnitz"]), NONE);
    }
    assert_eq!(slips(prose), NONE);
}

#[test]
fn a_rare_word_that_comes_again_is_meant() {
    assert_eq!(slips_of(Class::Rare, "the calender and its calender", &[]), NONE);
    assert_eq!(slips_of(Class::Rare, "the calender-like one", &[]), NONE, "a part");
}

#[test]
fn a_small_name_beside_a_name_is_part_of_it() {
    assert_eq!(slips_of(Class::Name, "made for chicago Ltd", &[]), NONE);
    assert_eq!(slips_of(Class::Name, "made for Robbia chicago", &[]), NONE);
    assert_eq!(slips_of(Class::Name, "The chicago mayor left.", &[]), ["chicago Chicago"]);
}

#[test]
fn unknown_words_excuse_each_other_within_a_phrase_only() {
    assert_eq!(slips_of(Class::OtherSlip, "after the exploson, officals left", &[]).len(), 2);
    assert_eq!(slips_of(Class::OtherSlip, "after the exploson zyxwvut left", &[]), NONE);
}

#[test]
fn of_two_slips_side_by_side_neither_excuses_the_other() {
    assert_eq!(slips("the minsiter commited it"), ["minsiter minister", "commited committed"]);
    assert_eq!(slips("the minsiter ofthe town"), ["minsiter minister"]);
}
