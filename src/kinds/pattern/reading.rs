//! Reads a pattern: what is compiled of it, without which literals it matches nothing, and the names of its groups. Pure,
//! and shared with `build.rs`, which reads the patterns of the built-in rules ahead, since reading takes longer than
//! linting a draft. Whether a pattern makes sense is asked in `expression.rs`.

use regex_syntax::ast::{self, Ast};
use regex_syntax::hir::translate::{Translator, TranslatorBuilder};
use regex_syntax::hir::{Hir, HirKind};

use super::needles;
use super::opening::Opening;
use super::parts::Parts;

/// How a pattern is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mode {
    /// Capitals do not count.
    pub(crate) ignore_case: bool,
    /// Read on the whole source: `^` and `$` are the ends of a line, white space is as it is written.
    pub(crate) whole_file: bool,
    /// Read on text with its markup, in which needles are looked for as they stand.
    pub(crate) markup: bool,
}

/// A pattern, read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// What is compiled.
    pub(crate) text: String,
    /// Literals as the pattern writes them, of which every match holds one; `None`: nothing can be told from a literal.
    pub(crate) needles: Option<Vec<String>>,
    /// Whether the capitals of what is found must be those of the literals.
    pub(crate) exact: bool,
    /// How a block begins in which it may match.
    pub(crate) opening: Opening,
    /// What all a match holds.
    pub(crate) parts: Parts,
    /// The names of its groups, from group 1.
    pub(crate) groups: Vec<Option<String>>,
}

/// What is wrong with a pattern that cannot be read, and where in it.
pub(crate) type Refusal = (ast::Span, String);

/// The syntax of a pattern, with what is special about its plain characters.
pub(crate) struct Syntax {
    /// What it matches.
    pub(crate) hir: Hir,
    plain: Plain,
    mode: Mode,
}

impl Syntax {
    /// Parses a pattern.
    pub(crate) fn of(pattern: &str, mode: Mode) -> Result<Self, Refusal> {
        let tree = ast::parse::Parser::new().parse(pattern);
        let mut tree = tree.map_err(|error| (*error.span(), error.kind().to_string()))?;
        let plain = Plain::take(&mut tree, mode);
        let hir = mode.translator().translate(pattern, &tree);
        let hir = hir.map_err(|error| (*error.span(), error.kind().to_string()))?;
        Ok(Self { hir, plain, mode })
    }

    /// Reads the rest of `pattern`, of which it is the syntax. Without `waits` no literals are looked for.
    pub(crate) fn read(&self, pattern: &str, waits: bool) -> Reading {
        let exact = !self.mode.ignore_case && !self.plain.ignores_case;
        let raw = self.mode.reads_source();
        let needles = waits.then(|| needles::required(&self.hir, &|literal| needle(literal, raw, exact)));
        let mut groups = Vec::new();
        name_groups(&self.hir, &mut groups);
        let opening = Opening::of(&self.hir, exact);
        let parts = if waits { Parts::of(&self.hir, exact) } else { Parts::default() };
        let text = self.plain.loosen(pattern, self.mode);
        Reading { text, needles: needles.flatten(), exact, opening, parts, groups }
    }
}

impl Mode {
    /// Whether needles are looked for in the source, not in folded prose.
    pub(crate) fn reads_source(self) -> bool {
        self.markup || self.whole_file
    }

    fn translator(self) -> Translator {
        let mut translator = TranslatorBuilder::new();
        translator.multi_line(self.whole_file).crlf(self.whole_file).dot_matches_new_line(!self.whole_file);
        translator.build()
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
