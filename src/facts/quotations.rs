//! Finds quotations in double marks: straight, curly, low-high („…“) and angled («…»). A quotation never leaves its
//! block. Who said it, and whether its marks are right, is left to the rules.

use memchr::memchr3;

use crate::document::Span;

/// Appends the quotations of `prose[content]`, marks included, in order, none overlapping another.
///
/// Where marks are out of balance, rather too much counts as quoted than too little, since rules are quieter there: an
/// opening mark without a closing one reaches to the end of the block (as in speech over several paragraphs), and a
/// closing mark without an opening one reaches back to the quotation before it, or to the start of the block. Marks
/// of feet and inches (`5'10"`, `a 12" record`) are none. Linear; allocates nothing but the quotations.
pub(super) fn quotations(prose: &str, content: Span, out: &mut Vec<Span>) {
    let block = &prose[content.range()];
    let bytes = block.as_bytes();
    let mut open: Option<(usize, char)> = None;
    // Where what is not yet quoted begins.
    let mut free = 0;
    let mut at = 0;
    // The marks beyond ASCII begin with one of these two bytes.
    while let Some(found) = memchr3(b'"', 0xE2, 0xC2, &bytes[at..]) {
        let from = at + found;
        let mark = block[from..].chars().next().unwrap_or('"');
        at = from + mark.len_utf8();
        if !matches!(mark, '"' | '“' | '”' | '„' | '«' | '»') {
            continue;
        }
        let shape = Shape::of(&block[..from], &block[at..]);
        if is_inches(&block[..from], mark, open.is_some()) {
            continue;
        }
        match open {
            None if closes_nothing(mark, shape) => {
                let first = free + (block[free..].len() - block[free..].trim_start().len());
                push(out, content, first.min(from), at);
                free = at;
            }
            None if opens(mark, shape) => open = Some((from, mark)),
            Some((start, opener)) if closes(opener, mark, shape) => {
                push(out, content, start, at);
                (open, free) = (None, at);
            }
            _ => {}
        }
    }
    if let Some((start, _)) = open {
        push(out, content, start, block.len());
    }
}

/// What the characters on both sides make of a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A word begins behind it, and none ends before it.
    Opening,
    /// A word or sentence ends before it, and none begins behind it.
    Closing,
    /// White space on both sides.
    Loose,
    /// Something on both sides.
    Tight,
}

impl Shape {
    fn of(before: &str, behind: &str) -> Self {
        let open_before = before.chars().next_back().is_none_or(|character| {
            character.is_whitespace() || matches!(character, '(' | '[' | '{' | '‘' | '–' | '—' | '-' | '/')
        });
        let open_behind = behind.chars().next().is_none_or(|character| {
            character.is_whitespace()
                || matches!(
                    character,
                    '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '–' | '—' | '-' | '/'
                )
        });
        match (open_before, open_behind) {
            (true, false) => Self::Opening,
            (false, true) => Self::Closing,
            (true, true) => Self::Loose,
            (false, false) => Self::Tight,
        }
    }
}

/// Whether `mark`, with no quotation open, closes one whose beginning is lost.
fn closes_nothing(mark: char, shape: Shape) -> bool {
    match mark {
        '„' => false,
        '”' => shape != Shape::Opening && shape != Shape::Loose,
        _ => shape == Shape::Closing,
    }
}

/// Whether `mark`, with no quotation open and closing nothing, opens one. `”…”` and `»…«` are in use too.
fn opens(mark: char, shape: Shape) -> bool {
    match mark {
        '»' | '”' => shape == Shape::Opening,
        _ => true,
    }
}

/// Whether `mark` closes a quotation that `opener` began. A straight or curly one may be closed by the other.
fn closes(opener: char, mark: char, shape: Shape) -> bool {
    match opener {
        '«' => mark == '»',
        '»' => mark == '«',
        '„' => matches!(mark, '“' | '”') || mark == '"' && shape != Shape::Opening,
        '"' => {
            mark == '"' && shape != Shape::Opening || mark == '”' || mark == '“' && shape == Shape::Closing
        }
        _ => mark == '”' || matches!(mark, '"' | '“') && shape == Shape::Closing,
    }
}

/// Whether `mark`, behind `before`, stands for inches: behind feet (`5'10"`), or behind a figure where nothing is open
/// that it could close.
fn is_inches(before: &str, mark: char, open: bool) -> bool {
    if !matches!(mark, '"' | '”') || !before.ends_with(|last: char| last.is_ascii_digit()) {
        return false;
    }
    let mut behind_feet = before.chars().rev().skip_while(|character| character.is_ascii_digit());
    let feet = matches!(behind_feet.next(), Some('\'' | '’' | '′'))
        && behind_feet.next().is_some_and(|character| character.is_ascii_digit());
    feet || !open
}

fn push(out: &mut Vec<Span>, content: Span, start: usize, end: usize) {
    out.push(Span::new(content.start() + start, content.start() + end));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quoted(block: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        quotations(block, Span::new(0, block.len()), &mut spans);
        assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{spans:?} overlap");
        spans.iter().map(|span| &block[span.range()]).collect()
    }

    #[test]
    fn all_styles_of_double_marks_are_read() {
        assert_eq!(
            quoted(r#"stating, "I would," as he left. "Now," he said."#),
            [r#""I would,""#, r#""Now,""#]
        );
        assert_eq!(quoted("“We won’t,” she said. “Ever.”"), ["“We won’t,”", "“Ever.”"]);
        assert_eq!(quoted("Er sagte: „Ja.“ Dann ging er."), ["„Ja.“"]);
        assert_eq!(quoted("Il dit «\u{a0}oui\u{a0}» puis «non»."), ["«\u{a0}oui\u{a0}»", "«non»"]);
        assert_eq!(quoted("Han sa ”ja” och »nej« igen"), ["”ja”", "»nej«"]);
        assert_eq!(quoted("(\"so-called\") and—\"yes\"—no"), ["\"so-called\"", "\"yes\""]);
        assert_eq!(quoted("\"But—\" he began, \"why?\""), ["\"But—\"", "\"why?\""]);
        assert!(quoted("no quotation, it's 'single' and Home » News").is_empty());
        assert!(quoted("").is_empty());
    }

    #[test]
    fn a_quotation_may_hold_others() {
        assert_eq!(quoted("“He said «no» to ‘us’ twice,” she said."), ["“He said «no» to ‘us’ twice,”"]);
        assert_eq!(quoted(r#""'Yes,' he told me," she said."#), [r#""'Yes,' he told me,""#]);
        assert_eq!(quoted(r#"a "b "c" d" e"#), [r#""b "c""#, r#"d""#], "all of it is covered but a blank");
    }

    #[test]
    fn straight_and_curly_marks_may_be_mixed() {
        assert_eq!(quoted("\"Yes,” he said. “No,\" she said. “Yes“ again"), ["\"Yes,”", "“No,\"", "“Yes“"]);
    }

    #[test]
    fn an_opening_mark_without_a_closing_one_reaches_to_the_end() {
        assert_eq!(quoted("“We won. “And we will again"), ["“We won. “And we will again"]);
        assert_eq!(quoted(r#"He said: "We won."#), [r#""We won."#]);
        assert_eq!(quoted(r#"a " b c"#), [r#"" b c"#]);
    }

    #[test]
    fn a_closing_mark_without_an_opening_one_reaches_back() {
        assert_eq!(quoted("and we will,” he said. “Yes.” So"), ["and we will,”", "“Yes.”"]);
        assert_eq!(quoted(r#""One," he said. Two," she said."#), [r#""One,""#, r#"he said. Two,""#]);
    }

    #[test]
    fn feet_and_inches_are_no_quotations() {
        assert!(quoted(r#"a 12" by 14" screen, 5'10" tall"#).is_empty());
        assert_eq!(quoted(r#"the 12" "Thriller" single"#), [r#""Thriller""#]);
        assert_eq!(quoted(r#""I am 5'10" tall," he said."#), [r#""I am 5'10" tall,""#]);
        assert_eq!(quoted("“I am 5’10” tall,” he said."), ["“I am 5’10” tall,”"]);
        assert_eq!(quoted(r#""It is 2024" he said."#), [r#""It is 2024""#]);
    }

    #[test]
    fn marks_beside_blanked_markup_are_matched() {
        assert_eq!(quoted("say \" Yes , \" he said"), ["\" Yes , \""]);
        assert_eq!(quoted("say “  Yes,  ” he said"), ["“  Yes,  ”"]);
    }

    #[test]
    fn spans_count_from_the_start_of_the_text() {
        let prose = "£5 “a”\n\n“b” c";
        let mut spans = Vec::new();
        // “£” has two bytes, each curly mark three: the second block is bytes 13 to 22.
        quotations(prose, Span::new(13, 22), &mut spans);
        assert_eq!(spans, [Span::new(13, 20)]);
    }

    proptest! {
        /// Slicing proves character boundaries, and [`quoted`] that none overlap.
        #[test]
        fn quotations_hold_a_mark_at_either_end(block in "([a-c1]{1,3}|[\"“”„«»' ,.—\u{a0}]|\\PC){0,40}") {
            let mark = ['"', '“', '”', '„', '«', '»'];
            for quotation in quoted(&block) {
                prop_assert!(quotation.starts_with(mark) || quotation.ends_with(mark), "{quotation}");
            }
        }
    }
}
