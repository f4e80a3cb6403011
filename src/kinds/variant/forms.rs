//! Forms of words: the spellings of a rule, and where they stand as whole words.

use memchr::memmem::Finder;

use super::Occurrence;
use crate::document::{Block, Span, fold};
use crate::kinds::{Context, NeedleHit, Params};
use crate::table::Mistakes;

/// The forms of a rule, each with its spellings.
pub(super) struct Forms {
    /// All spellings, by form.
    spellings: Vec<Spelling>,
    /// The spellings, folded: one needle each; none where they are looked for by themselves.
    needles: Vec<String>,
    match_case: bool,
    /// Where every spelling stands in the prose as it is written, what looks for it there: “us” is a part of so many
    /// words that as a needle it would cost more than all others.
    finders: Vec<Finder<'static>>,
    /// The words with a capital letter that make no name of the form before them; nothing where names are counted.
    offices: Vec<String>,
}

struct Spelling {
    form: usize,
    text: String,
}

impl Forms {
    /// Reads the forms of a rule. What can never be mixed is a mistake.
    pub(super) fn read(params: &Params, mistakes: &mut Mistakes) -> Self {
        let lists = params.text_lists("forms");
        // Where nobody knows whether capitals count, what is wrong in either case is told.
        let match_case = params.text("case") == Some("match") || !params.is_sure("case");
        let offices = params.texts("offices").into_iter().map(|(word, _)| word.to_owned()).collect();
        let (spellings, needles, finders) = (Vec::new(), Vec::new(), Vec::new());
        let mut forms = Self { spellings, needles, match_case, finders, offices };
        for (form, list) in lists.iter().enumerate() {
            for &(text, place) in list {
                let needle = fold(text.trim());
                let same = |spelling: &Spelling| {
                    if match_case { spelling.text == text.trim() } else { fold(&spelling.text) == needle }
                };
                if !needle.contains(char::is_alphanumeric) {
                    mistakes.add(place, format!("“{text}” has no word, so it can never be found"), "");
                } else if forms.spellings.iter().any(same) {
                    mistakes.add(place, format!("“{text}” is listed twice"), "");
                }
                forms.spellings.push(Spelling { form, text: text.trim().to_owned() });
                forms.needles.push(needle);
            }
        }
        if lists.iter().filter(|list| !list.is_empty()).count() < 2 && params.is_sure("forms") {
            let advice = "write forms = [[\"e-mail\"], [\"email\"]]";
            mistakes.add(
                params.place_of("forms"),
                "one form alone cannot be mixed, so the rule can never fire",
                advice,
            );
        }
        if match_case && forms.spellings.iter().all(|spelling| stands_as_written(&spelling.text)) {
            let finder = |spelling: &Spelling| Finder::new(&spelling.text).into_owned();
            forms.finders = forms.spellings.iter().map(finder).collect();
            forms.needles.clear();
        }
        forms
    }

    /// The needles: one a spelling.
    pub(super) fn needles(&self) -> &[String] {
        &self.needles
    }

    /// The form that has this spelling.
    pub(super) fn form_of(&self, text: &str) -> Option<usize> {
        self.spellings.iter().find(|spelling| spelling.text == text).map(|spelling| spelling.form)
    }

    /// The first spelling of a form, which is its name.
    pub(super) fn name(&self, form: usize) -> &str {
        self.spellings.iter().find(|spelling| spelling.form == form).map_or("", |spelling| &spelling.text)
    }

    /// Adds where the forms stand as whole words in the blocks of the scope, in order.
    pub(super) fn occurrences(&self, context: &Context<'_>, occurrences: &mut Vec<Occurrence>) {
        let (document, prose) = (context.document, context.document.prose());
        // The block of the one before, and whether it is in capitals: asked once a block, which may be long.
        let mut known = None;
        for needle in self.candidates(context) {
            let Some(index) = document.block_at(needle.span.start()) else { continue };
            let block = &document.blocks()[index];
            if !context.scope.reads(block) || !block.content.contains(needle.span) {
                continue;
            }
            let before = &prose[block.content.start()..needle.span.start()];
            let after = &prose[needle.span.end()..block.content.end()];
            let spelling = &self.spellings[needle.needle];
            if !self.stands(spelling, before, &prose[needle.span.range()], after)
                || self.is_in_name(context, block, needle.span)
            {
                continue;
            }
            let in_capitals = match known {
                Some((block, in_capitals)) if block == index => in_capitals,
                _ => is_all_capitals(&prose[block.content.range()]),
            };
            known = Some((index, in_capitals));
            if !in_capitals {
                let in_copy = context.keys().repeats(index);
                occurrences.push(Occurrence { form: spelling.form, span: needle.span, in_copy });
            }
        }
    }

    /// Whether the form at `span` is a part of a name, which has one form whatever the style of the house: the next word
    /// of its sentence has a capital letter and is no office.
    fn is_in_name(&self, context: &Context<'_>, block: &Block, span: Span) -> bool {
        if self.offices.is_empty() {
            return false;
        }
        let (document, prose) = (context.document, context.document.prose());
        let (words, sentences) = (document.words_of(block), document.sentences_of(block));
        let sentence =
            sentences.get(sentences.partition_point(|sentence| sentence.span.end() <= span.start()));
        let next = words.get(words.partition_point(|word| word.span.start() < span.end()));
        let (Some(sentence), Some(next)) = (sentence, next) else { return false };
        let word = &prose[next.span.range()];
        sentence.span.contains(next.span)
            && prose[span.end()..next.span.start()].chars().all(char::is_whitespace)
            && word.starts_with(char::is_uppercase)
            && !self.offices.iter().any(|office| office == word)
    }

    /// Where the spellings may stand, in order.
    fn candidates(&self, context: &Context<'_>) -> Vec<NeedleHit> {
        if self.finders.is_empty() {
            return context.needles.to_vec();
        }
        let prose = context.document.prose().as_bytes();
        let mut candidates = Vec::new();
        for (needle, finder) in self.finders.iter().enumerate() {
            let length = finder.needle().len();
            let spans = finder.find_iter(prose).map(|at| Span::new(at, at + length));
            candidates.extend(spans.map(|span| NeedleHit { needle, span }));
        }
        candidates.sort_unstable_by_key(|candidate| (candidate.span, candidate.needle));
        candidates
    }

    /// Whether `words` between `before` and `after` are the spelling as whole words.
    fn stands(&self, spelling: &Spelling, before: &str, words: &str, after: &str) -> bool {
        let is_same_case = || words.split_whitespace().eq(spelling.text.split_whitespace());
        (!self.match_case || is_same_case())
            && (spelling.text.starts_with('-') || begins_word(before))
            && (spelling.text.ends_with('-') || ends_word(after))
    }
}

/// Whether folding cannot change how a spelling stands in the prose, but for its case.
fn stands_as_written(spelling: &str) -> bool {
    spelling.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// Whether a word may begin behind `before`: not in a word, an address, a handle or a hashtag.
fn begins_word(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some('@' | '#' | '/' | '_' | '$') => false,
        Some('.') => !back.next().is_some_and(char::is_alphanumeric),
        Some(last) => !last.is_alphanumeric(),
        None => true,
    }
}

/// Whether a word may end before `after`: not in a word, an address, or a sum of money (`US$`).
fn ends_word(after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        Some('@' | '/' | '_' | '$') => false,
        Some('.') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(next) => !next.is_alphanumeric(),
        None => true,
    }
}

/// Whether a block is in capitals, where “US” may be “us”.
fn is_all_capitals(copy: &str) -> bool {
    !copy.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::KIND;
    use super::*;
    use crate::document::Source;
    use crate::table::{Place, Table};

    fn forms(lists: &[&[&str]], match_case: bool) -> (Forms, Vec<String>) {
        let case = if match_case { "match" } else { "ignore" };
        read(&format!("forms = {lists:?}\ncase = {case:?}"))
    }

    fn read(params: &str) -> (Forms, Vec<String>) {
        let (source, mut mistakes) = (Source::new("rule.toml", params), Mistakes::default());
        let table = Table::parse(&source, &mut mistakes);
        let place = Place { source, span: Span::point(0) };
        let params = Params::check(&table, KIND.parameters, place, &mut mistakes);
        let forms = Forms::read(&params, &mut mistakes);
        (forms, mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect())
    }

    /// Whether spelling `index` stands where `text` has it between square brackets.
    fn stands(forms: &Forms, index: usize, text: &str) -> bool {
        let (before, rest) = text.split_once('[').unwrap();
        let (words, after) = rest.split_once(']').unwrap();
        forms.stands(&forms.spellings[index], before, words, after)
    }

    #[test]
    fn whole_words_in_their_own_case() {
        let (forms, mistakes) = forms(&[&["US"], &["U.S."]], true);
        assert_eq!(mistakes, [""; 0]);
        for text in
            ["the [US] said", "[US]", "the [US]-led", "a pro-[US] vote", "the [US].", "“[US]”", "the [US]’s"]
        {
            assert!(stands(&forms, 0, text), "{text}");
        }
        for text in ["told [us]", "B[US]", "[US]A", "[US]$5", "@[US]", "example.[US]", "[US].com", "b/[US]"] {
            assert!(!stands(&forms, 0, text), "{text}");
        }
        assert!(stands(&forms, 1, "Japan-[U.S.] ties"));
        assert!(!stands(&forms, 1, "the [U.S.]A."));
    }

    #[test]
    fn prefixes_and_phrases() {
        let (forms, mistakes) = forms(&[&["ex-"], &["former"], &["per cent"]], false);
        assert_eq!(mistakes, [""; 0]);
        assert!(stands(&forms, 0, "the [Ex-]mayor"));
        assert!(!stands(&forms, 0, "the ap[ex-]mayor"));
        assert!(stands(&forms, 2, "10 [per\ncent] of"));
        assert_eq!(forms.needles(), ["ex-", "former", "per cent"]);
        assert_eq!((forms.form_of("former"), forms.name(2)), (Some(1), "per cent"));
    }

    #[test]
    fn forms_that_can_never_be_mixed_are_mistakes() {
        assert_eq!(forms(&[&["US"]], true).1, ["one form alone cannot be mixed, so the rule can never fire"]);
        assert_eq!(forms(&[&["email"], &["Email"]], false).1, ["“Email” is listed twice"]);
        assert_eq!(forms(&[&["US"], &["us"]], true).1, [""; 0]);
        assert_eq!(forms(&[&["a"], &["…"]], true).1, ["“…” has no word, so it can never be found"]);
    }

    #[test]
    fn what_follows_from_a_mistake_is_no_other_one() {
        assert_eq!(read("forms = [[\"email\"], 3]").1, ["expected a list, found a whole number"]);
        let told = read("forms = [[\"US\"], [\"us\"], [\"…\"]]\ncase = \"exact\"").1;
        assert_eq!(told, ["unknown choice “exact”", "“…” has no word, so it can never be found"]);
    }

    #[test]
    fn copy_in_capitals_is_told() {
        assert!(is_all_capitals("JOIN US NOW") && is_all_capitals("12"));
        assert!(!is_all_capitals("JOIN US now"));
    }
}
