//! Reads stet comments: “let it stand”, written into a draft to silence a rule. Which comments a draft holds is told by
//! the readers of markup; which findings a stet silences, and whether a rule of that name exists, is decided later.

use super::span::Span;

/// How far a stet reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StetForm {
    /// `stet:` the next block; inside a block, that block.
    Next,
    /// `stet-start:` from here to the `stet-end` that closes it; stretches nest.
    Start,
    /// `stet-end`: the end of a stretch.
    End,
    /// `stet-file:` the whole draft.
    File,
}

/// What one item of a stet silences: a rule, or a rule for certain words only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StetItem {
    /// The rule's id in small letters, or `*` for all rules; as it was typed it stands at `rule_span`.
    pub rule: String,
    /// Where the id stands, in bytes of the source.
    pub rule_span: Span,
    /// The words in quotation marks, without the marks and outer white space.
    pub words: Option<String>,
}

/// A stet comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StetComment {
    /// How far it reaches.
    pub form: StetForm,
    /// What it silences; empty for `stet-end` only.
    pub items: Vec<StetItem>,
    /// The reason in brackets, without outer white space.
    pub reason: Option<String>,
    /// The whole comment, in bytes of the source.
    pub span: Span,
    /// The index of the block that the comment stands in; told by the reader of markup.
    pub block: Option<usize>,
}

/// A comment that was meant as a stet and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedStet {
    /// The part that is wrong, or the whole comment.
    pub span: Span,
    /// What is wrong and how it is written: one line, no final full stop.
    pub message: String,
}

/// Reads the comment that covers `span` of `text`, from `<!--` to `-->`. `None`: it is no stet, nor meant as one.
///
/// ```text
/// stet = form ":" item *("," item) ["(" reason ")"] / "stet-end"
/// form = "stet" / "stet-start" / "stet-file"        item = rule-id [quoted words]
/// ```
///
/// The keyword and the ids may be in any case; white space (also line ends) may stand between all parts except before the colon.
/// Quoted words may have straight or curly marks. Linear in the length of the comment.
pub(super) fn comment(text: &str, span: Span) -> Option<Result<StetComment, MalformedStet>> {
    let inner = text[span.range()].strip_prefix("<!--")?;
    let (inner, closed) = inner.strip_suffix("-->").map_or((inner, false), |inner| (inner, true));
    let start = span.start() + "<!--".len();
    let mut reader = Reader { text: &text[..start + inner.len()], at: start, comment: span };
    // A third dash is a slip too, but one that must not hide the stet.
    let dashes = reader.skip(|character| character == '-');
    reader.skip_space();
    let keyword = reader.take(|character| character.is_alphanumeric() || matches!(character, '-' | '_'));
    let form = form_of(keyword.0, reader.rest())?;
    Some(form.map_err(|message| MalformedStet { span: keyword.1, message }).and_then(|form| {
        if !closed {
            let message = "this stet comment is not closed: end it with “-->”".to_owned();
            return Err(MalformedStet { span: keyword.1, message });
        }
        if dashes > 0 || text[reader.at..start + inner.len()].ends_with('-') {
            return Err(
                reader.malformed("a stet comment begins with “<!--” and ends with “-->”, two dashes each")
            );
        }
        if inner.contains("--") {
            return Err(
                reader.malformed("two dashes inside a comment can make it visible to readers: write one")
            );
        }
        reader.stet(form)
    }))
}

/// The form that a comment's first word names, or what is wrong with that word, or `None` if it is about other things.
/// `rest` is what stands behind the word.
fn form_of(keyword: &str, rest: &str) -> Option<Result<StetForm, String>> {
    let lower = keyword.to_lowercase();
    let tail = lower.strip_prefix("stet")?;
    let known = match tail {
        "" => StetForm::Next,
        "-start" => StetForm::Start,
        "-end" => StetForm::End,
        "-file" => StetForm::File,
        _ => {
            // “stethoscope” and “Stetson” are words; “stets:”, “stet_end” and “stetfile:” are slips.
            let slip = tail.starts_with(['-', '_'])
                || matches!(tail, "start" | "end" | "file")
                || tail.chars().count() <= 2 && rest.trim_start().starts_with(':');
            return slip.then(|| {
                Err(format!(
                    "“{keyword}” is no form of stet: write “stet:”, “stet-start:”, “stet-end” or “stet-file:”"
                ))
            });
        }
    };
    if known == StetForm::End || rest.starts_with(':') {
        return Some(Ok(known));
    }
    let message = if rest.trim_start().starts_with(':') {
        format!("a space stands before the colon of this stet: write “{lower}:”")
    } else {
        format!("this stet has no colon: write “{lower}:” and the rules that it silences")
    };
    Some(Err(message))
}

/// A place in a comment; reads on from there.
struct Reader<'a> {
    /// The source up to the end of the comment's own text.
    text: &'a str,
    at: usize,
    comment: Span,
}

impl<'a> Reader<'a> {
    /// The stet, from behind its keyword on.
    fn stet(mut self, form: StetForm) -> Result<StetComment, MalformedStet> {
        let mut stet = StetComment { form, items: Vec::new(), reason: None, span: self.comment, block: None };
        if form == StetForm::End {
            self.skip_space();
            return if self.rest().is_empty() {
                Ok(stet)
            } else {
                Err(self
                    .malformed_rest("“stet-end” stands alone: it ends what the last “stet-start:” silenced"))
            };
        }
        self.at += ":".len();
        loop {
            stet.items.push(self.item(stet.items.is_empty())?);
            self.skip_space();
            match self.rest().chars().next() {
                None => return Ok(stet),
                Some(',') => self.at += ",".len(),
                Some('(') => {
                    stet.reason = Some(self.reason()?);
                    return Ok(stet);
                }
                Some('"' | '“' | '”' | '„') => {
                    return Err(
                        self.malformed_rest("only one quotation may follow a rule: name the rule again")
                    );
                }
                Some(_) => {
                    return Err(self.malformed_rest(
                        "a comma is missing between two rules of this stet, or brackets around its reason",
                    ));
                }
            }
        }
    }

    fn item(&mut self, first: bool) -> Result<StetItem, MalformedStet> {
        self.skip_space();
        let (rule, rule_span) =
            self.take(|character| character.is_ascii_alphanumeric() || "-_*".contains(character));
        if rule.is_empty() {
            return Err(match self.rest().chars().next() {
                None | Some('(') if first => {
                    self.malformed("this stet names no rule: write the id of a rule behind the colon")
                }
                None | Some('(' | ',') => {
                    self.malformed("a rule is missing at a comma of this stet: name it or cut the comma")
                }
                Some('"' | '“' | '”' | '„') => {
                    self.malformed_rest("these words have no rule: write the id of a rule before them")
                }
                Some(_) => {
                    self.malformed_rest("this is no rule id: an id is letters with hyphens between words")
                }
            });
        }
        self.skip_space();
        let words =
            if self.rest().starts_with(['"', '“', '”', '„']) { Some(self.quoted()?) } else { None };
        Ok(StetItem { rule: rule.to_ascii_lowercase(), rule_span, words })
    }

    /// The words between two quotation marks; the first mark stands here.
    fn quoted(&mut self) -> Result<String, MalformedStet> {
        let mut rest = self.rest().chars();
        rest.next();
        let inner = rest.as_str();
        let Some(length) = inner.find(['"', '”', '“']) else {
            return Err(self.malformed_rest("the quotation mark before these words is not closed"));
        };
        let words = inner[..length].trim();
        if words.is_empty() {
            return Err(self.malformed_rest(
                "there are no words between these quotation marks: write some, or cut the marks",
            ));
        }
        let mut behind = inner[length..].chars();
        behind.next();
        self.at = self.text.len() - behind.as_str().len();
        Ok(words.to_owned())
    }

    /// The reason between the bracket that stands here and the one that closes it, which must end the comment.
    fn reason(&mut self) -> Result<String, MalformedStet> {
        let rest = self.rest();
        let mut depth = 0_usize;
        let closing = rest.char_indices().find(|&(_, character)| {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some((length, _)) = closing else {
            return Err(self.malformed_rest("the bracket before the reason of this stet is not closed"));
        };
        let reason = rest["(".len()..length].trim();
        if reason.is_empty() {
            return Err(self.malformed_rest(
                "there is no reason between these brackets: write one, or cut the brackets",
            ));
        }
        self.at += length + ")".len();
        self.skip_space();
        if !self.rest().is_empty() {
            return Err(
                self.malformed_rest("nothing may follow the reason of a stet: name all rules before it")
            );
        }
        Ok(reason.to_owned())
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> (&'a str, Span) {
        let rest = self.rest();
        let start = self.at;
        let length = self.skip(wanted);
        (&rest[..length], Span::new(start, start + length))
    }

    /// Goes behind the wanted characters that stand here, and says how many bytes that was.
    fn skip(&mut self, wanted: impl Fn(char) -> bool) -> usize {
        let length = self.rest().find(|character| !wanted(character)).unwrap_or(self.rest().len());
        self.at += length;
        length
    }

    fn skip_space(&mut self) {
        self.skip(char::is_whitespace);
    }

    fn malformed(&self, message: &str) -> MalformedStet {
        MalformedStet { span: self.comment, message: message.to_owned() }
    }

    /// A mistake from here to the end of the comment's text.
    fn malformed_rest(&self, message: &str) -> MalformedStet {
        let span = Span::new(self.at, self.at + self.rest().trim_end().len());
        MalformedStet { span, message: message.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<Result<StetComment, MalformedStet>> {
        comment(text, Span::new(0, text.len()))
    }

    fn stet(text: &str) -> StetComment {
        read(text).expect("meant as a stet").unwrap_or_else(|mistake| panic!("{text}: {}", mistake.message))
    }

    /// The rules and words of a stet.
    fn items(text: &str) -> Vec<(String, Option<String>)> {
        stet(text).items.into_iter().map(|item| (item.rule, item.words)).collect()
    }

    /// The marked part and the message of a malformed stet.
    fn mistake(text: &str) -> (&str, String) {
        let mistake = read(text).expect("meant as a stet").expect_err(text);
        assert!(!mistake.message.ends_with('.') && !mistake.message.contains('\n'), "{}", mistake.message);
        (&text[mistake.span.range()], mistake.message)
    }

    #[test]
    fn the_forms_of_the_manual_are_read() {
        let text = "Copy. <!-- stet: over-more-than (the minister's own words) --> More.";
        let read = comment(text, Span::new(6, 62)).unwrap().unwrap();
        assert_eq!(read.form, StetForm::Next);
        assert_eq!(read.span, Span::new(6, 62));
        assert_eq!(read.items.len(), 1);
        assert_eq!(read.items[0].rule, "over-more-than");
        assert_eq!(read.items[0].rule_span, Span::new(17, 31));
        assert_eq!(read.reason.as_deref(), Some("the minister's own words"));

        let teh = "<!-- stet: misspelled-word \"teh\", doubled-word -->";
        let expected =
            [("misspelled-word".to_owned(), Some("teh".to_owned())), ("doubled-word".to_owned(), None)];
        assert_eq!(items(teh), expected);
        assert_eq!(stet("<!-- stet-start: long-sentence -->").form, StetForm::Start);
        assert_eq!(stet("<!-- stet-end -->").form, StetForm::End);
        assert_eq!(stet("<!-- stet-file: missing-byline -->").form, StetForm::File);
    }

    #[test]
    fn case_space_lines_and_curly_marks_are_free() {
        assert_eq!(items("<!--STET:LONG-Sentence-->"), [("long-sentence".to_owned(), None)]);
        let wrapped = "<!-- Stet-File:\r\n  doubled-word“bye\r\n  bye”,\n  * (é: (both) kept)\n-->";
        assert_eq!(
            items(wrapped),
            [("doubled-word".to_owned(), Some("bye\r\n  bye".to_owned())), ("*".to_owned(), None)]
        );
        assert_eq!(stet(wrapped).reason.as_deref(), Some("é: (both) kept"));
        assert_eq!(items("<!-- stet: a „b“ -->"), [("a".to_owned(), Some("b".to_owned()))]);
    }

    #[test]
    fn other_comments_are_no_stets() {
        for text in [
            "<!-- TODO: stet -->",
            "<!-- Stetson hats -->",
            "<!-- stethoscope: -->",
            "<!---->",
            "<!-->",
            "<!-- -->",
            "<p>",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn slips_of_the_keyword_are_told() {
        let no_colon = mistake("<!-- stet misspelled-word -->");
        assert_eq!(
            no_colon,
            ("stet", "this stet has no colon: write “stet:” and the rules that it silences".to_owned())
        );
        let space = mistake("<!-- Stet : a -->");
        assert_eq!(space, ("Stet", "a space stands before the colon of this stet: write “stet:”".to_owned()));
        for (text, part) in [
            ("<!-- stets: a -->", "stets"),
            ("<!-- stet_start: a -->", "stet_start"),
            ("<!-- stetfile: a -->", "stetfile"),
            ("<!-- stet-begin: a -->", "stet-begin"),
        ] {
            let (marked, message) = mistake(text);
            assert_eq!(marked, part);
            assert!(message.contains("is no form of stet"), "{message}");
        }
    }

    #[test]
    fn mistakes_behind_the_keyword_are_marked() {
        for (text, part, says) in [
            ("<!-- stet: -->", "<!-- stet: -->", "names no rule"),
            ("<!-- stet: (why) -->", "<!-- stet: (why) -->", "names no rule"),
            ("<!-- stet: a, -->", "<!-- stet: a, -->", "at a comma"),
            ("<!-- stet: a,, b -->", "<!-- stet: a,, b -->", "at a comma"),
            ("<!-- stet: a b -->", "b", "a comma is missing"),
            ("<!-- stet: a because -->", "because", "brackets around its reason"),
            ("<!-- stet: “teh” -->", "“teh”", "have no rule"),
            ("<!-- stet: é -->", "é", "no rule id"),
            ("<!-- stet: a \"teh -->", "\"teh", "is not closed"),
            ("<!-- stet: a “” -->", "“”", "no words"),
            ("<!-- stet: a \"b\" \"c\" -->", "\"c\"", "only one quotation"),
            ("<!-- stet: a (why -->", "(why", "is not closed"),
            ("<!-- stet: a ( ) -->", "( )", "no reason"),
            ("<!-- stet: a (why), b -->", ", b", "nothing may follow"),
            ("<!-- stet-end: a -->", ": a", "stands alone"),
            ("<!-- stet: a -- b -->", "<!-- stet: a -- b -->", "two dashes"),
            ("<!--- stet: a --->", "<!--- stet: a --->", "two dashes each"),
            ("<!-- stet: a", "stet", "not closed"),
        ] {
            let (marked, message) = mistake(text);
            assert_eq!(marked, part, "{text}: {message}");
            assert!(message.contains(says), "{text}: {message}");
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_comment_is_read(inner in "(?i)[ \n]?stet(-start|-end|-file)?([:,()\"“” *-]|a|é|\\PC){0,12}") {
            let text = format!("é<!--{inner}-->.");
            let span = Span::new(2, text.len() - 1);
            match comment(&text, span) {
                Some(Ok(stet)) => {
                    prop_assert_eq!(stet.items.is_empty(), stet.form == StetForm::End);
                    for item in stet.items {
                        prop_assert!(text[item.rule_span.range()].eq_ignore_ascii_case(&item.rule));
                    }
                }
                Some(Err(mistake)) => {
                    prop_assert!(span.contains(mistake.span));
                    prop_assert!(!mistake.message.is_empty() && text.get(mistake.span.range()).is_some());
                }
                None => prop_assert!(!text.contains("stet:")),
            }
        }
    }
}
