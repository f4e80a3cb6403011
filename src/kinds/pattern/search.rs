//! Runs the patterns of a rule on a draft: each where one of its needles stands, and what is found becomes hits. How
//! they are read out of a rule file is left to `pattern.rs`.

use std::ops::Range;

use regex::Captures;

use super::expression::Expression;
use super::reading::Mode;
use crate::document::{Block, Document, Span};
use crate::finding::Safety;
use crate::kinds::replacement::{hand_on_capital, keep_case, one_line, replace};
use crate::kinds::{Context, DocumentCheck, Hit};

/// The patterns of a rule, with what holds for all of them.
pub(super) struct Patterns {
    pub(super) expressions: Vec<Expression>,
    /// The index of the first expression that no guard silences.
    pub(super) codes: usize,
    pub(super) scan: Scan,
    pub(super) groups: Vec<Option<String>>,
    pub(super) unless: Option<Expression>,
    pub(super) unless_draft: Option<Expression>,
    pub(super) capture: usize,
    pub(super) replacement: Option<String>,
    /// Whether the replacement takes the case of what it replaces.
    pub(super) ignore_case: bool,
    pub(super) safety: Safety,
}

impl DocumentCheck for Patterns {
    fn needles(&self) -> &[String] {
        &self.scan.prose
    }

    fn source_needles(&self) -> &[String] {
        &self.scan.source
    }

    fn needs_one_needle(&self) -> bool {
        true
    }

    fn values(&self) -> Vec<String> {
        let numbers = (1..=self.groups.len()).map(|number| number.to_string());
        numbers.chain(self.groups.iter().flatten().cloned()).collect()
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let document = context.document;
        let (mut found, mut fresh, mut holding) = (Vec::new(), Vec::new(), Vec::new());
        for (index, expression) in self.tasks(context) {
            let mode = self.expressions[expression].mode;
            let text = layer(document, mode);
            let range = index.map_or(0..text.len(), |index| extent(&document.blocks()[index], mode));
            if !self.expressions[expression].may_match(&text[range.clone()]) {
                continue;
            }
            self.run(expression, Layers { text, source: document.text() }, range, &mut fresh);
            let before = found.len();
            found.extend(fresh.drain(..).filter(|(hit, _): &(Hit, bool)| is_copy(context, hit.span)));
            if found.len() > before {
                holding.push(index);
            }
        }
        if found.iter().any(|(_, code)| !code) && self.draft_is_let_go(document, &holding) {
            found.retain(|(_, code)| *code);
        }
        for (mut hit, _) in found {
            if let Some(fix) = &mut hit.fix {
                hand_on_capital(fix, hit.span, document);
            }
            hits.push(hit);
        }
    }
}

/// The text that an expression reads, and the source behind it, of equal length.
#[derive(Clone, Copy)]
pub(super) struct Layers<'t> {
    pub(super) text: &'t str,
    pub(super) source: &'t str,
}

impl Patterns {
    /// Which expressions must run on which blocks (`None`: on the whole source), in order of blocks: all of them, or
    /// those of which a needle stands there.
    fn tasks(&self, context: &Context<'_>) -> Vec<(Option<usize>, usize)> {
        let (document, scope) = (context.document, context.scope);
        let blocks = document.blocks();
        let place = |span: Span| {
            if scope.whole_file {
                return Some(None);
            }
            let index = document.block_at(span.start())?;
            scope.reads(&blocks[index]).then_some(Some(index))
        };
        let mut tasks = Vec::new();
        if self.scan.owners.is_empty() {
            let read = blocks.iter().enumerate().filter(|(_, block)| scope.reads(block));
            let places: Vec<Option<usize>> =
                if scope.whole_file { vec![None] } else { read.map(|(index, _)| Some(index)).collect() };
            let all = 0..self.expressions.len();
            tasks.extend(places.into_iter().flat_map(|place| all.clone().map(move |each| (place, each))));
        }
        for hit in context.needles {
            let (owner, needle) = self.scan.owners[hit.needle];
            let expression = &self.expressions[owner];
            let found = &layer(document, expression.mode)[hit.span.range()];
            let stands = expression.needles.as_ref().is_none_or(|needles| needles.stands(needle, found));
            if let Some(place) = place(hit.span).filter(|_| stands)
                && tasks.last() != Some(&(place, owner))
            {
                tasks.push((place, owner));
            }
        }
        tasks.sort_unstable();
        tasks.dedup();
        tasks
    }

    /// Whether a block other than those that hold hits (sorted) says that the draft is none for this rule.
    fn draft_is_let_go(&self, document: &Document<'_>, holding: &[Option<usize>]) -> bool {
        let Some(guard) = &self.unless_draft else { return false };
        let text = layer(document, guard.mode);
        document.blocks().iter().enumerate().any(|(index, block)| {
            let text = &text[extent(block, guard.mode)];
            holding.binary_search(&Some(index)).is_err() && guard.regex(text).is_match(text)
        })
    }

    /// Adds the hits of one expression in one stretch of the text, each with whether it is a code.
    pub(super) fn run(
        &self,
        index: usize,
        layers: Layers<'_>,
        range: Range<usize>,
        found: &mut Vec<(Hit, bool)>,
    ) {
        let (text, start) = (&layers.text[range.clone()], range.start);
        let code = index >= self.codes;
        let mut silenced: Option<Vec<Range<usize>>> = None;
        for captures in self.expressions[index].regex(text).captures_iter(text) {
            let whole = captures.get_match();
            let group = captures.get(self.capture).unwrap_or(whole);
            let group = if group.is_empty() { whole } else { group };
            if let Some(unless) = self.unless.as_ref().filter(|_| !code) {
                let silenced = silenced.get_or_insert_with(|| {
                    unless.regex(text).find_iter(text).map(|guard| guard.range()).collect()
                });
                let after = silenced.partition_point(|guard| guard.start <= group.start());
                if after.checked_sub(1).is_some_and(|at| group.end() <= silenced[at].end) {
                    continue;
                }
            }
            if let Some(span) = written(layers, start + group.start()..start + group.end()) {
                found.push((self.hit(&captures, span, layers), code));
            }
        }
    }

    fn hit(&self, captures: &Captures<'_>, span: Span, layers: Layers<'_>) -> Hit {
        let mut values = Vec::new();
        for (index, name) in self.groups.iter().enumerate() {
            let text = one_line(captures.get(index + 1).map_or("", |group| group.as_str()));
            values.extend(name.iter().map(|name| (name.clone(), text.clone())));
            values.push(((index + 1).to_string(), text));
        }
        let fix = self.replacement.as_ref().map(|replacement| {
            let mut text = String::new();
            captures.expand(replacement, &mut text);
            if self.ignore_case {
                let original = &layers.text[span.range()];
                text = keep_case(original, &original.to_lowercase(), &text);
            }
            values.push(("replacement".to_owned(), text.clone()));
            replace(layers.text, layers.source, span, text, self.safety)
        });
        Hit { span, values, fix, ..Hit::default() }
    }
}

/// What is written in a stretch: without the white space at its ends, which may be blanked markup; but all of it where
/// white space is all there is, unless something was blanked.
fn written(layers: Layers<'_>, range: Range<usize>) -> Option<Span> {
    let words = &layers.text[range.clone()];
    if words.trim().is_empty() {
        return (*words == layers.source[range.clone()]).then(|| Span::new(range.start, range.end));
    }
    let start = range.end - words.trim_start().len();
    Some(Span::new(start, range.start + words.trim_end().len()))
}

/// Whether a place holds no code and no comment: with those blanked, words could meet that stand apart.
fn is_copy(context: &Context<'_>, span: Span) -> bool {
    let document = context.document;
    context.scope.whole_file || document.marked_up()[span.range()] == document.text()[span.range()]
}

/// The text that an expression reads.
fn layer<'d>(document: &'d Document<'_>, mode: Mode) -> &'d str {
    match mode {
        Mode { whole_file: true, .. } => document.text(),
        Mode { markup: true, .. } => document.marked_up(),
        _ => document.prose(),
    }
}

/// The stretch of a block that is read: its copy, or all of it where markup counts; of a field, its value.
fn extent(block: &Block, mode: Mode) -> Range<usize> {
    let with_markup = mode.markup && block.field.is_none();
    if with_markup { block.span.range() } else { block.content.range() }
}

/// The needles of all patterns; none when a pattern has none, since it must then run everywhere.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) prose: Vec<String>,
    pub(super) source: Vec<String>,
    /// By needle, those of the source behind those of prose: its pattern, and which of the pattern's it is.
    pub(super) owners: Vec<(usize, usize)>,
}

impl Scan {
    pub(super) fn of(expressions: &[Expression]) -> Self {
        let (mut prose, mut source) = (Vec::new(), Vec::new());
        for (index, expression) in expressions.iter().enumerate() {
            let Some(needles) = &expression.needles else { return Self::default() };
            let list = if expression.mode.reads_source() { &mut source } else { &mut prose };
            list.extend(needles.folded.iter().enumerate().map(|(own, text)| (text.clone(), (index, own))));
        }
        let (prose, mut owners): (Vec<String>, Vec<_>) = prose.into_iter().unzip();
        let (source, further): (Vec<String>, Vec<_>) = source.into_iter().unzip();
        owners.extend(further);
        Self { prose, source, owners }
    }
}
