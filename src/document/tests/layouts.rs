//! One paragraph a line, hard-wrapped copy, and mixtures of both.

use super::{list, markdown, plain};
use crate::document::BlockKind::{Headline, ListItem, Paragraph, Quotation};

const LONG: &str = "The ferry to the island of Lyne, which had been out of service since a storm tore the pier from its \
                    posts in March, sailed again on Monday with two hundred people on board.";
const WRAPPED: &str = "The council, which owns the boat, said on Tuesday that it would run twice a day\nuntil the autumn \
                       and that tickets would cost no more than they had before the\nstorm, which most of the islanders \
                       had doubted.";

fn flat(wrapped: &str) -> String {
    wrapped.replace('\n', " ")
}

fn both(text: &str, expected: &[&str]) {
    let expected: Vec<_> = expected.iter().map(|content| (Paragraph, *content)).collect();
    assert_eq!(markdown(text), list(&expected), "{text}");
    assert_eq!(plain(text), list(&expected), "{text}");
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(markdown(&crlf), list(&expected), "{crlf:?}");
    let cr = text.replace('\n', "\r");
    assert_eq!(markdown(&cr), list(&expected), "{cr:?}");
    assert_eq!(plain(&cr), list(&expected), "{cr:?}");
}

#[test]
fn one_paragraph_a_line() {
    both(&format!("{LONG}\nShe was glad.\n{LONG}\n"), &[LONG, "She was glad.", LONG]);
    both(&format!("{LONG}\n\n{LONG}\nShe was glad."), &[LONG, LONG, "She was glad."]);
    both("He said no.\nShe said yes.\nThey left.", &["He said no.", "She said yes.", "They left."]);
}

#[test]
fn hard_wrapped_copy_is_joined() {
    both(&format!("{WRAPPED}\n\n{WRAPPED}\n"), &[&flat(WRAPPED), &flat(WRAPPED)]);
    both(&format!("{WRAPPED}\n"), &[&flat(WRAPPED)]);
}

#[test]
fn hard_wrapped_paragraphs_without_blank_lines() {
    both(&format!("{WRAPPED}\n{WRAPPED}\n{WRAPPED}"), &[&flat(WRAPPED), &flat(WRAPPED), &flat(WRAPPED)]);
}

#[test]
fn a_line_pasted_into_wrapped_copy() {
    both(&format!("{WRAPPED}\n{LONG}\n{WRAPPED}\n"), &[&flat(WRAPPED), LONG, &flat(WRAPPED)]);
}

#[test]
fn wrapped_copy_pasted_into_long_lines() {
    both(&format!("{LONG}\n{WRAPPED}\n{LONG}\n"), &[LONG, &flat(WRAPPED), LONG]);
}

#[test]
fn a_wrapped_line_may_begin_with_a_name() {
    let text = "The council said on Tuesday that the boat would run twice a day until the\nAutumn Fair and that tickets \
                would cost no more than before, which most of\nthe islanders had doubted, and which the mayor herself \
                had called brave at\nMonday's meeting.";
    both(&format!("{text}\n\n{text}\n"), &[&flat(text), &flat(text)]);
}

#[test]
fn short_lines_without_an_end_mark_stay_apart() {
    let text = format!("# Ferry\n\n{LONG}\nBy Ada Okafor\n{LONG}\n");
    let expected = [(Headline, "Ferry"), (Paragraph, LONG), (Paragraph, "By Ada Okafor"), (Paragraph, LONG)];
    assert_eq!(markdown(&text), list(&expected));
    assert_eq!(plain(&text), list(&expected));
}

#[test]
fn short_lines_in_small_letters_are_a_list() {
    both("She sells:\napples\npears\nplums\nquinces", &["She sells:", "apples", "pears", "plums", "quinces"]);
    both("He said no and\nleft.", &["He said no and left."]);
}

#[test]
fn wrapped_items_and_quotations() {
    let text = "- The council, which owns the boat, said on Tuesday that it would run twice a\n  day until the autumn.\n- \
                Two.\n\n> The council, which owns the boat, said on Tuesday that it would run twice a\n> day until the autumn.\n";
    let copy =
        "The council, which owns the boat, said on Tuesday that it would run twice a day until the autumn.";
    assert_eq!(markdown(text), list(&[(ListItem, copy), (ListItem, "Two."), (Quotation, copy)]));
}

#[test]
fn bullets_are_items_in_either_markup() {
    let text = "• One thing\n• Another thing\n";
    let expected = list(&[(ListItem, "• One thing"), (ListItem, "• Another thing")]);
    assert_eq!(markdown(text), expected);
    assert_eq!(plain(text), expected);
}

#[test]
fn chinese_and_arabic() {
    both("他说不。\n她说好。", &["他说不。", "她说好。"]);
    let wrapped = format!("{}\n{}\n{}。", "新".repeat(38), "闻".repeat(38), "社".repeat(9));
    both(&wrapped, &[&flat(&wrapped)]);
    both("قال لا.\nقالت نعم؟", &["قال لا.", "قالت نعم؟"]);
}
