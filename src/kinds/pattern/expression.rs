//! One regular expression of a rule: read at once, so that its mistakes are told at their place, and compiled when it
//! is first needed, since most drafts hold no needle of most patterns.

use std::fmt;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{self, Ast};
use regex_syntax::hir::translate::{Translator, TranslatorBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::possible::{Clash, clash};
use super::{boundary, needles};
use crate::document::{Source, Span, fold};
use crate::table::{Mistakes, Place};

/// Patterns that compile to more than about this many steps are refused: they would take long to start with.
const MOST_STEPS: usize = 100_000;

/// How a pattern is matched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    /// Capitals do not count.
    pub ignore_case: bool,
    /// Read on the whole source: `^` and `$` are the ends of a line, white space is as it is written.
    pub whole_file: bool,
    /// Read on text with its markup, in which needles are looked for as they stand.
    pub markup: bool,
    /// Whether tests have shown that it is sound.
    pub proven: bool,
    /// Whether it runs only where one of its needles stands.
    pub waits: bool,
}

/// A regular expression.
pub(super) struct Expression {
    text: String,
    /// How it is matched.
    pub mode: Mode,
    /// Without one of these there is no match; `None`: nothing can be told from a literal.
    pub needles: Option<Needles>,
    /// The names of its groups, from group 1.
    pub groups: Vec<Option<String>>,
    /// The least number of bytes of a match.
    shortest: Option<usize>,
    boundary_misplaced: bool,
    clash: Option<Clash>,
    compiled: OnceLock<Regex>,
}

impl Expression {
    /// Reads a pattern that stands at `place`; syntax errors become mistakes.
    pub(super) fn read(pattern: &str, place: &Place, mode: Mode, mistakes: &mut Mistakes) -> Option<Self> {
        let refused = |span: &ast::Span, told: &dyn fmt::Display| {
            (within(place, pattern, span), format!("the pattern cannot be read: {told}"))
        };
        let parsed = ast::parse::Parser::new().parse(pattern);
        let parsed = parsed.map_err(|error| refused(error.span(), error.kind())).and_then(|mut tree| {
            let plain = Plain::take(&mut tree, mode);
            let hir = mode.translator().translate(pattern, &tree);
            Ok((plain, hir.map_err(|error| refused(error.span(), error.kind()))?))
        });
        let (plain, hir) = match parsed {
            Ok(read) => read,
            Err((place, message)) => {
                mistakes.add(&place, message, "");
                return None;
            }
        };
        let too_large = !mode.proven && steps(&hir) > MOST_STEPS;
        if too_large {
            let advice = "repeat a smaller piece, or fewer times";
            mistakes.add(place, "the pattern is too large", advice);
        }
        // What takes as long as the pattern is large is left out.
        let is_looked_at = !mode.proven && !too_large;
        let mut groups = Vec::new();
        name_groups(&hir, &mut groups);
        Some(Self {
            needles: (mode.waits && !too_large)
                .then(|| Needles::of(&hir, mode, !mode.ignore_case && !plain.ignores_case))
                .flatten(),
            shortest: hir.properties().minimum_len(),
            boundary_misplaced: is_looked_at && boundary::is_misplaced(&hir),
            clash: if is_looked_at { clash(&hir) } else { None },
            groups,
            text: plain.loosen(pattern, mode),
            mode,
            compiled: OnceLock::new(),
        })
    }

    /// A pattern that matches nothing, or everything, becomes a mistake; each reason is told that another one does not
    /// explain.
    pub(super) fn refuse_idle(&self, place: &Place, mistakes: &mut Mistakes) {
        match self.shortest {
            None => return mistakes.add(place, "the pattern can never match", ""),
            Some(0) => {
                let message = "the pattern matches the empty text, and so everywhere";
                return mistakes.add(place, message, "");
            }
            Some(_) => {}
        }
        if self.boundary_misplaced {
            let advice =
                "\\b holds only beside a letter or digit; leave it out, or ask for the character before";
            mistakes.add(place, "a word boundary of the pattern stands beside no word", advice);
        }
        match self.clash {
            Some(Clash::Ends) => {
                let whole = if self.mode.whole_file { "a line" } else { "the block" };
                let advice = format!("^ is the start of {whole}, and $ its end");
                let message = "the pattern can never match: no text stands before ^ or behind $";
                mistakes.add(place, message, advice);
            }
            Some(Clash::Boundaries) if !self.boundary_misplaced => {
                let advice = "\\b holds between a letter or digit and what is none, \\B everywhere else";
                let message = "the pattern can never match: a \\b or \\B in it holds nowhere";
                mistakes.add(place, message, advice);
            }
            Some(Clash::Boundaries) | None => {}
        }
    }

    /// The expression, compiled on first use.
    pub(super) fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            RegexBuilder::new(&self.text)
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

impl Mode {
    /// Whether needles are looked for in the source, not in folded prose.
    pub(super) fn reads_source(self) -> bool {
        self.markup || self.whole_file
    }

    fn translator(self) -> Translator {
        let mut translator = TranslatorBuilder::new();
        translator.multi_line(self.whole_file).crlf(self.whole_file).dot_matches_new_line(!self.whole_file);
        translator.build()
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
    fn of(hir: &Hir, mode: Mode, exact: bool) -> Option<Self> {
        let raw = mode.reads_source();
        let written = needles::required(hir, &|literal| needle(literal, raw, exact))?;
        let folded = written.iter().map(|text| if raw { text.clone() } else { fold(text) }).collect();
        Some(Self { written, folded, exact })
    }

    /// Whether needle `index`, found at `text` by a scan that ignores case, is what the pattern asks for.
    pub(super) fn stands(&self, index: usize, text: &str) -> bool {
        let letters =
            |text: &'_ str| text.chars().filter(|letter| letter.is_alphabetic()).collect::<Vec<_>>();
        !self.exact || letters(text) == letters(&self.written[index])
    }
}

/// What is special about the characters of a pattern that stand for themselves.
#[derive(Default)]
struct Plain {
    /// Spaces, quotation marks and apostrophes outside square brackets, with their offsets, in order.
    marks: Vec<(usize, char)>,
    /// Whether a flag of the pattern ignores case.
    ignores_case: bool,
}

impl Plain {
    /// Reads them, and makes the tree ready for needles to be read out of it: a flag that ignores case is made idle,
    /// since literals would fall apart into all their forms where scans ignore case anyway, and what `loosen` makes
    /// loose is no literal, save in prose, which is folded before it is scanned.
    fn take(tree: &mut Ast, mode: Mode) -> Self {
        let mut plain = Self::default();
        plain.visit(tree, mode);
        plain
    }

    fn visit(&mut self, tree: &mut Ast, mode: Mode) {
        match tree {
            Ast::Literal(literal) if literal.kind == ast::LiteralKind::Verbatim => {
                let (span, character) = (literal.span, literal.c);
                if loose(character, mode).is_some() {
                    self.marks.push((span.start.offset, character));
                    if mode.reads_source() {
                        *tree = Ast::class_perl(ast::ClassPerl {
                            span,
                            kind: ast::ClassPerlKind::Space,
                            negated: false,
                        });
                    }
                }
            }
            Ast::Flags(set) => self.visit_flags(&mut set.flags),
            Ast::Repetition(repetition) => self.visit(&mut repetition.ast, mode),
            Ast::Group(group) => {
                if let ast::GroupKind::NonCapturing(flags) = &mut group.kind {
                    self.visit_flags(flags);
                }
                self.visit(&mut group.ast, mode);
            }
            Ast::Concat(concat) => concat.asts.iter_mut().for_each(|part| self.visit(part, mode)),
            Ast::Alternation(branches) => {
                branches.asts.iter_mut().for_each(|branch| self.visit(branch, mode))
            }
            _ => {}
        }
    }

    fn visit_flags(&mut self, flags: &mut ast::Flags) {
        for item in &mut flags.items {
            match item.kind {
                ast::FlagsItemKind::Negation => return,
                ast::FlagsItemKind::Flag(ast::Flag::CaseInsensitive) => {
                    item.kind = ast::FlagsItemKind::Flag(ast::Flag::Unicode);
                    self.ignores_case = true;
                }
                ast::FlagsItemKind::Flag(_) => {}
            }
        }
    }

    /// The pattern with its plain spaces standing for any white space, and its straight quotation marks and
    /// apostrophes for curly ones too. In square brackets, and behind a backslash, each is itself.
    fn loosen(&self, pattern: &str, mode: Mode) -> String {
        let (mut text, mut done) = (String::with_capacity(pattern.len() + 8 * self.marks.len()), 0);
        for &(at, character) in &self.marks {
            text.push_str(&pattern[done..at]);
            text.push_str(loose(character, mode).unwrap_or_default());
            done = at + character.len_utf8();
        }
        text.push_str(&pattern[done..]);
        text
    }
}

/// What a plain character stands for, if not for itself.
fn loose(character: char, mode: Mode) -> Option<&'static str> {
    match character {
        ' ' if !mode.whole_file => Some(r"(?:\s+)"),
        '\'' => Some("['‘’ʼ]"),
        '"' => Some("[\"“”„«»]"),
        _ => None,
    }
}

/// A literal as the pattern writes it, or nothing when it is too common to be of use.
fn needle(literal: &str, raw: bool, exact: bool) -> Option<String> {
    let tells = |mark: char| !mark.is_alphanumeric() && !matches!(mark, '.' | ',' | '\'' | '"' | '-');
    let useful = match literal.trim().chars().count() {
        0 => raw && literal.len() > 1,
        1 => literal.contains(tells),
        _ => true,
    };
    // The scan of the source ignores case in ASCII only.
    let has_case = |character: char| !character.is_ascii() && character.is_alphabetic();
    let found = !raw || exact || !literal.contains(has_case);
    let written = if exact { literal.to_owned() } else { literal.to_lowercase() };
    (useful && found).then_some(written)
}

/// About how many steps the expression compiles to.
fn steps(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() * 2,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repeat) => {
            let times = repeat.max.unwrap_or(repeat.min).max(1) as usize;
            steps(&repeat.sub).saturating_mul(times)
        }
        HirKind::Capture(capture) => steps(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(1, |sum: usize, part| sum.saturating_add(steps(part)))
        }
    }
}

fn name_groups(hir: &Hir, groups: &mut Vec<Option<String>>) {
    if let HirKind::Capture(capture) = hir.kind() {
        let index = capture.index as usize;
        if groups.len() < index {
            groups.resize(index, None);
        }
        groups[index - 1] = capture.name.as_deref().map(str::to_owned);
    }
    hir.kind().subs().iter().for_each(|part| name_groups(part, groups));
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

    const BLOCK: Mode =
        Mode { ignore_case: false, whole_file: false, markup: false, proven: false, waits: true };

    fn read(pattern: &str, mode: Mode) -> (Option<Expression>, Vec<String>) {
        let source = Source::new("rule.toml", format!("p = '{pattern}'"));
        let place = Place { span: Span::new(4, source.text().len()), source };
        let mut mistakes = Mistakes::default();
        let expression = Expression::read(pattern, &place, mode, &mut mistakes);
        if let Some(expression) = &expression {
            expression.refuse_idle(&place, &mut mistakes);
        }
        let told = mistakes.into_vec().into_iter();
        let told = told.map(|told| format!("{}: {}", told.place.source.slice(told.place.span), told.message));
        (expression, told.collect())
    }

    fn find<'t>(pattern: &str, mode: Mode, text: &'t str) -> Vec<&'t str> {
        read(pattern, mode).0.unwrap().regex().find_iter(text).map(|found| found.as_str()).collect()
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
