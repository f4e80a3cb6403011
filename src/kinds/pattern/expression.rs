//! One regular expression of a rule: read at once, so that its mistakes are told at their place, and compiled when it
//! is first needed, since most drafts hold no needle of most patterns.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::doubt::{Doubt, is_too_large};
use super::known;
use super::opening::Opening;
use super::parts::Parts;
use super::reading::{Mode, Reading, Syntax};
use crate::document::{Source, Span, fold};
use crate::table::{Mistakes, Place};
use regex::{Regex, RegexBuilder};
use regex_syntax::ast;

/// So often the parts of an expression are looked for before it is compiled nevertheless.
const MOST_LOOKS: u32 = 4;

/// A regular expression.
pub(super) struct Expression {
    text: String,
    /// The same with word boundaries as ASCII knows them, if it has any.
    narrow: OnceLock<Option<String>>,
    /// How it is read.
    pub mode: Mode,
    /// Without one of these there is no match; `None`: nothing can be told from a literal.
    pub needles: Option<Needles>,
    /// How a block begins in which it may match.
    pub opening: Opening,
    /// What all a block holds in which it may match.
    pub parts: Parts,
    /// The names of its groups, from group 1.
    pub groups: Vec<Option<String>>,
    doubts: Vec<Doubt>,
    /// How often its parts were looked for in vain.
    looks: AtomicU32,
    /// For texts that have letters beyond ASCII, and for all others.
    compiled: [OnceLock<Regex>; 2],
}

impl Expression {
    /// Reads a pattern that stands at `place`; syntax errors become mistakes. With `waits` it is to run only where one
    /// of its needles stands.
    pub(super) fn read(
        pattern: &str,
        place: &Place,
        mode: Mode,
        waits: bool,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let syntax = match Syntax::of(pattern, mode) {
            Ok(syntax) => syntax,
            Err((span, told)) => {
                let place = within(place, pattern, &span);
                mistakes.add(&place, format!("the pattern cannot be read: {told}"), "");
                return None;
            }
        };
        let too_large = is_too_large(&syntax.hir);
        if too_large {
            let advice = "repeat a smaller piece, or fewer times";
            mistakes.add(place, "the pattern is too large", advice);
        }
        // What takes as long as the pattern is large is left out.
        let doubts = Doubt::all(&syntax.hir, too_large);
        Some(Self::of(syntax.read(pattern, waits && !too_large), mode, doubts))
    }

    /// A pattern of a built-in rule, which tests have read as every other one: as `build.rs` has read it, if it has.
    pub(super) fn known(pattern: &str, mode: Mode, waits: bool) -> Option<Self> {
        let reading = known::reading(pattern, mode)?;
        let needles = reading.needles.filter(|_| waits);
        Some(Self::of(Reading { needles, ..reading }, mode, Vec::new()))
    }

    fn of(reading: Reading, mode: Mode, doubts: Vec<Doubt>) -> Self {
        let Reading { text, needles, exact, opening, parts, groups } = reading;
        let needles = needles.map(|written| Needles::of(written, mode, exact));
        Self {
            text,
            narrow: OnceLock::new(),
            mode,
            needles,
            opening,
            parts,
            groups,
            doubts,
            looks: AtomicU32::new(0),
            compiled: [OnceLock::new(), OnceLock::new()],
        }
    }

    /// A pattern that matches nothing, or everything, becomes a mistake; each reason is told that another one does not
    /// explain.
    pub(super) fn refuse_idle(&self, place: &Place, mistakes: &mut Mistakes) {
        for doubt in &self.doubts {
            let (message, advice) = doubt.told(self.mode);
            mistakes.add(place, message, advice);
        }
    }

    /// Whether it may match in a stretch of text. Compiling the expression costs as much as looking for its parts some
    /// hundred times, running it less than looking once: they are looked for a few times only.
    pub(super) fn may_match(&self, text: &str) -> bool {
        if !self.opening.allows(text) {
            return false;
        }
        if self.compiled.iter().any(|compiled| compiled.get().is_some())
            || self.looks.load(Relaxed) >= MOST_LOOKS
            || self.parts.stand_in(text)
        {
            return true;
        }
        self.looks.fetch_add(1, Relaxed);
        false
    }

    /// The expression, compiled on first use, for a `text` that it is to be run on. The fast engine of the crate knows word
    /// boundaries in ASCII only, and where no letters lie beyond it, those are the true ones.
    pub(super) fn regex(&self, text: &str) -> &Regex {
        let narrow = self.narrow.get_or_init(|| with_narrow_boundaries(&self.text));
        let narrow = narrow.as_ref().filter(|_| has_plain_words(text));
        self.compiled[usize::from(narrow.is_some())].get_or_init(|| {
            let pattern = narrow.unwrap_or(&self.text);
            RegexBuilder::new(pattern)
                .case_insensitive(self.mode.ignore_case)
                .multi_line(self.mode.whole_file)
                .crlf(self.mode.whole_file)
                .dot_matches_new_line(!self.mode.whole_file)
                .size_limit(1 << 30)
                .build()
                .expect("it was parsed with these settings, and its size bounded, when it was read")
        })
    }
}

/// A pattern with word boundaries as ASCII knows them; nothing where it has none, or others than `\b`.
fn with_narrow_boundaries(pattern: &str) -> Option<String> {
    let mut narrow = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('\\') {
        let escaped = rest[at + 1..].chars().next()?;
        let behind = at + 1 + escaped.len_utf8();
        narrow.push_str(&rest[..at]);
        match &rest[at..behind] {
            r"\b" if rest[behind..].starts_with('{') => return None,
            r"\B" | r"\<" | r"\>" => return None,
            r"\b" => narrow.push_str(r"(?-u:\b)"),
            other => narrow.push_str(other),
        }
        rest = &rest[behind..];
    }
    narrow.push_str(rest);
    (narrow != pattern).then_some(narrow)
}

/// Whether a text holds no letter, digit or mark beyond ASCII: only the signs of print.
fn has_plain_words(text: &str) -> bool {
    text.is_ascii()
        || text
            .chars()
            .all(|c| c.is_ascii() || matches!(c, '\u{a0}'..='\u{a9}' | '\u{2010}'..='\u{2027}' | '€'))
}

impl Opening {
    /// Whether a pattern may match in a block with this text. Linear in the signs that the block begins with.
    #[inline]
    pub(super) fn allows(self, block: &str) -> bool {
        let first = || block.bytes().find(u8::is_ascii_alphanumeric);
        self == Self::ANY || first().is_some_and(|first| self.0 >> first & 1 != 0)
    }
}

/// Literals of which a match holds one.
pub(super) struct Needles {
    /// As the pattern writes them.
    written: Vec<String>,
    /// As the scan looks for them.
    pub folded: Vec<String>,
    /// Whether the capitals of what is found must be those of the pattern.
    exact: bool,
}

impl Needles {
    fn of(written: Vec<String>, mode: Mode, exact: bool) -> Self {
        let raw = mode.reads_source();
        let folded = written.iter().map(|text| if raw { text.clone() } else { fold(text) }).collect();
        Self { written, folded, exact }
    }

    /// Whether needle `index`, found at `text` by a scan that ignores case, is what the pattern asks for.
    pub(super) fn stands(&self, index: usize, text: &str) -> bool {
        let is_letter = |letter: &char| letter.is_alphabetic();
        !self.exact || text.chars().filter(is_letter).eq(self.written[index].chars().filter(is_letter))
    }
}

/// The place of `span` of a pattern that stands, in quotation marks, at `place`; the whole of it where escapes make
/// the two differ.
fn within(place: &Place, pattern: &str, span: &ast::Span) -> Place {
    let Some(at) = place.source.slice(place.span).find(pattern) else { return place.clone() };
    let start = place.span.start() + at;
    let inner = Span::new(start + span.start.offset, start + span.end.offset.max(span.start.offset));
    let holds = Source::holds(&place.source, inner);
    if holds { Place { source: place.source.clone(), span: inner } } else { place.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: Mode = Mode { ignore_case: false, whole_file: false, markup: false };

    fn read(pattern: &str, mode: Mode) -> (Option<Expression>, Vec<String>) {
        let source = Source::new("rule.toml", format!("p = '{pattern}'"));
        let place = Place { span: Span::new(4, source.text().len()), source };
        let mut mistakes = Mistakes::default();
        let expression = Expression::read(pattern, &place, mode, true, &mut mistakes);
        if let Some(expression) = &expression {
            expression.refuse_idle(&place, &mut mistakes);
        }
        let told = mistakes.into_vec().into_iter();
        let told = told.map(|told| format!("{}: {}", told.place.source.slice(told.place.span), told.message));
        (expression, told.collect())
    }

    fn find<'t>(pattern: &str, mode: Mode, text: &'t str) -> Vec<&'t str> {
        read(pattern, mode).0.unwrap().regex(text).find_iter(text).map(|found| found.as_str()).collect()
    }

    #[test]
    fn a_space_is_any_white_space_and_a_straight_mark_a_curly_one() {
        assert_eq!(
            find("can't stop", BLOCK, "can’t\r\n  stop, can't\u{a0}stop"),
            ["can’t\r\n  stop", "can't\u{a0}stop"]
        );
        assert_eq!(find("a[ ']b", BLOCK, "a b a\nb a’b a'b"), ["a b", "a'b"]);
        assert_eq!(find(r"a\x20b( c)?", BLOCK, "a\nb a b\tc"), ["a b\tc"]);
        assert_eq!(find("a ?b", BLOCK, "ab a \n b"), ["ab", "a \n b"]);
    }

    #[test]
    fn word_boundaries_are_those_of_all_scripts() {
        assert_eq!(find(r"\btk\b", BLOCK, "tk “tk” – tk…"), ["tk"; 3]);
        assert_eq!(find(r"\btk\b", BLOCK, "étk tké tk\u{301} tk"), ["tk"]);
        assert_eq!(find(r"\bé", BLOCK, "é aé"), ["é"]);
        assert_eq!(find(r"\b{start}é", BLOCK, "é aé"), ["é"]);
        assert_eq!(find(r"\b{start}a", BLOCK, "a ba"), ["a"]);
        assert_eq!(find(r"a\\b", BLOCK, r"a\b ab"), [r"a\b"]);
    }

    #[test]
    fn anchors_are_the_ends_of_a_block_or_of_a_line() {
        assert_eq!(find("^a.*b$", BLOCK, "a\nb"), ["a\nb"]);
        let file = Mode { whole_file: true, ..BLOCK };
        assert_eq!(find("^<+ .*$", file, "x\r\n<<< a\r\n<< b\n<"), ["<<< a", "<< b"]);
    }

    #[test]
    fn needles_are_folded_for_prose_and_raw_for_markup() {
        let needles = |pattern: &str, mode| {
            read(pattern, mode).0.unwrap().needles.map(|needles| needles.folded).unwrap_or_default()
        };
        assert_eq!(needles("(?:Here's|HERE) É", BLOCK), ["here é", "here's é"]);
        assert_eq!(needles("Élan", BLOCK), ["élan"]);
        let markup = Mode { markup: true, ..BLOCK };
        assert_eq!(needles(r"\[[A-Z]+\]", markup), ["["]);
        assert_eq!(needles("[^ ]([ ]{2,})", markup), ["  "]);
        assert_eq!(needles("É TK", markup), ["TK"], "white space is no literal there");
        let ignore = Mode { ignore_case: true, ..markup };
        assert!(needles("é", ignore).is_empty());
        assert_eq!(needles("【NOTE", ignore), ["【note"]);
        assert_eq!(needles("(?i:Note) [Tt]o|(?i)DESK", markup), ["desk", "note"]);
        assert!(needles(r"\w+\.", BLOCK).is_empty());
    }

    #[test]
    fn mistakes_are_told_at_their_place() {
        for (pattern, told) in [
            ("a(b", "(: the pattern cannot be read: unclosed group"),
            (
                "é[z-a]",
                "z-a: the pattern cannot be read: invalid character class range, the start must be <= the end",
            ),
            (
                r"(?=a)",
                "(?=: the pattern cannot be read: look-around, including look-ahead and look-behind, is not supported",
            ),
            ("a*", "'a*': the pattern matches the empty text, and so everywhere"),
            ("[a&&b]", "'[a&&b]': the pattern can never match"),
            (r"\b#", r"'\b#': a word boundary of the pattern stands beside no word"),
            ("a^b", "'a^b': the pattern can never match: no text stands before ^ or behind $"),
            ("a$b|c$d", "'a$b|c$d': the pattern can never match: no text stands before ^ or behind $"),
            (r"\b\Bx", r"'\b\Bx': the pattern can never match: a \b or \B in it holds nowhere"),
            (r"(?:\w{900}){900}", r"'(?:\w{900}){900}': the pattern is too large"),
            (r"\p{Foo}", r"\p{Foo}: the pattern cannot be read: Unicode property not found"),
        ] {
            assert_eq!(read(pattern, BLOCK).1, [told], "{pattern}");
        }
    }

    #[test]
    fn groups_are_known_by_number_and_name() {
        let (expression, _) = read("(a)(?P<who>b)(?:c)(d)?", BLOCK);
        assert_eq!(expression.unwrap().groups, [None, Some("who".to_owned()), None]);
    }
}
