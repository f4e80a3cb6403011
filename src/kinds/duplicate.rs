//! The kind `duplicate`: copy that stands twice in one draft, word for word after normalisation. What is equal is told
//! by `repetition`; here is what counts as a fault, in which unit, and what to do about it.

mod across;
mod cut;
mod headlines;
mod meant;
mod near;
mod paragraphs;
mod quotations;
mod sentences;
mod statements;
mod told;
mod unfit;
mod unit;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Reads, Scope};
use crate::document::Span;
use crate::finding::{Edit, Fix, Safety};
use crate::repetition::{PassageKey, Run};
use crate::table::Mistakes;
use across::Across;
use near::Differing;
use unit::Unit;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "duplicate",
    about: "Finds paragraphs, sentences or headlines that stand twice in one draft: equal but for case, punctuation, \
            quotation marks and space. Several in a row are one finding, at the later copy.",
    reads: Reads::PROSE,
    parameters: &[
        Parameter {
            name: "unit",
            accepts: ParameterType::Choice(&[
                "paragraph",
                "near-paragraph",
                "passage",
                "line",
                "sentence",
                "quotation",
                "headline",
                "draft",
                "story",
                "boilerplate",
            ]),
            default: "\"paragraph\"",
            about: "What is held against each other. A near paragraph says nearly what an earlier one says: at most \
                    three words in ten are changed, or sentences moved. A passage is the same words in a row in two \
                    paragraphs that are otherwise different. A paragraph that is nothing but a quotation is meant, \
                    beside one with other words and where quotations are the unit; titles in quotation marks are none. \
                    A line is a short paragraph that stands again with other copy between, once in running text: what \
                    is said often, at the same place below two crossheads, in a draft of short lines, behind a \
                    speaker's name, or holds an address is meant. Sentences are not looked at in blocks that are \
                    repeated as a whole. A headline is whatever looks like one: a heading, a whole line in bold, a \
                    first line, a headline in front matter; a crosshead counts where nothing stands between its copies. In a \
                    run a draft is a copy of another if half the words of the shorter one stand in both, and boilerplate is what more \
                    than five drafts hold, copies not counted: it is no paragraph of another draft, and told once.",
        },
        Parameter {
            name: "within",
            accepts: ParameterType::Choice(&["draft", "run"]),
            default: "\"draft\"",
            about: "Whether copies are looked for in one draft, or in all drafts of a run. In a run near paragraphs count \
                    as paragraphs, and what several drafts have is held against the first of them, in the order of \
                    their paths.",
        },
        Parameter {
            name: "min-characters",
            accepts: ParameterType::Integer(1, i64::MAX),
            default: "40 for paragraphs and lines, else 1",
            about: "The fewest letters, digits and spaces between words that count. What is shorter may lie inside a \
                    run of repeated paragraphs, but makes none.",
        },
        Parameter {
            name: "min-characters-apart",
            accepts: ParameterType::Integer(1, i64::MAX),
            default: "60 for paragraphs and lines",
            about: "Where other copy stands between the copies: the characters, marks and spaces included, that at \
                    least one of their paragraphs must have. The same short answer to two questions is no slip.",
        },
        Parameter {
            name: "min-words-apart",
            accepts: ParameterType::Integer(1, i64::MAX),
            default: "25 for paragraphs and lines",
            about: "Where other copy stands between the copies: the words from which on they are repeated \
                    paragraphs. Fewer are a line.",
        },
        Parameter {
            name: "min-words",
            accepts: ParameterType::Integer(1, i64::MAX),
            default: "1 for paragraphs and lines, 20 for near paragraphs and passages, 7 for sentences, 5 for \
                      quotations, 3 for headlines, 40 for drafts; in a run 12 for paragraphs and boilerplate",
            about: "The fewest words that count.",
        },
        Parameter {
            name: "differing",
            accepts: ParameterType::Choice(&["words", "numbers"]),
            default: "\"words\"",
            about: "What differs between near paragraphs: some word, or nothing but numbers. A third paragraph of the kind \
                    makes it a form, such as results or prices, which is meant. In a run: nothing but numbers, days and \
                    names.",
        },
        Parameter {
            name: "min-words-of-sentence",
            accepts: ParameterType::Integer(1, i64::MAX),
            default: "6",
            about: "Where near paragraphs differ in numbers: the fewest words of a sentence that is held against others by \
                    itself. Two sentences that differ in nothing but figures are one statement, unless the figures are \
                    years, dates, times, scores or the numbers of things, or the sentence begins with a pronoun and may be \
                    about something else.",
        },
        Parameter {
            name: "report-field",
            accepts: ParameterType::Boolean,
            default: "false",
            about: "Whether a first heading that only says again what the front matter gives as the headline is a \
                    repeated headline.",
        },
    ],
    values: &["passage"],
    further_values: "opening, within a draft: the words with which a copy begins; how, of paragraphs and lines: “word for word”, or what differs; difference, of near paragraphs and \
                     passages: what differs, or how long it is; in a run other, the path of the other draft, of drafts share, how \
                     much of the shorter one stands in both, of stories shared, what both name, and of boilerplate drafts, how \
                     many hold it",
    build,
};

fn build(params: &Params, scope: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    let in_run = params.text("within") == Some("run");
    let unit = Unit::of(params);
    let before = mistakes.len();
    if params.is_sure("unit") {
        unfit::refuse(unit, in_run, params, scope, mistakes);
    }
    if mistakes.len() > before {
        return None;
    }
    let least = unit.least(in_run);
    let least = Least {
        characters: params.integer("min-characters").unwrap_or(least.characters),
        words: params.integer("min-words").unwrap_or(least.words),
    };
    if in_run {
        return Some(Check::Corpus(Box::new(Across { unit: unit.across()?, least })));
    }
    Some(Check::Document(Box::new(Duplicate {
        unit,
        least,
        apart: Apart {
            characters: params.integer("min-characters-apart").unwrap_or(60),
            words: params.integer("min-words-apart").unwrap_or(25),
        },
        sentence_words: params.integer("min-words-of-sentence").unwrap_or(6),
        report_field: params.boolean("report-field", false),
    })))
}

struct Duplicate {
    unit: Unit,
    least: Least,
    apart: Apart,
    /// The fewest words of a sentence that is held against others by its figures.
    sentence_words: usize,
    report_field: bool,
}

impl DocumentCheck for Duplicate {
    fn values(&self) -> Vec<String> {
        let own = match self.unit {
            Unit::Paragraph | Unit::Line => Some("how"),
            Unit::NearParagraph(_) | Unit::Passage => Some("difference"),
            _ => None,
        };
        ["opening"].into_iter().chain(own).map(str::to_owned).collect()
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        match self.unit {
            Unit::Paragraph => paragraphs::check(self.least, self.apart, Weight::Strong, context, hits),
            Unit::Line => paragraphs::check(self.least, self.apart, Weight::Weak, context, hits),
            Unit::NearParagraph(differing) => {
                near::paragraphs(self.least, differing, context, hits);
                if differing == Differing::Numbers {
                    statements::check(self.sentence_words, context, hits);
                }
            }
            Unit::Passage => near::passages(self.least, context, hits),
            Unit::Sentence => sentences::check(self.least, context, hits),
            Unit::Quotation => quotations::check(self.least, context, hits),
            Unit::Headline => headlines::check(self.least, self.report_field, context, hits),
            Unit::Draft | Unit::Story | Unit::Boilerplate => {}
        }
    }
}

/// What a passage needs to be a repetition where other copy lies between its copies.
#[derive(Clone, Copy)]
struct Apart {
    /// The characters of its longest paragraph.
    characters: usize,
    /// The words of all of it.
    words: usize,
}

/// How sure it is that a repetition is a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// Nothing else can be meant.
    Strong,
    /// A few words that stand again far apart.
    Weak,
    /// A form, a refrain, a service to readers.
    Meant,
}

/// The least that counts as a repetition.
#[derive(Clone, Copy)]
struct Least {
    characters: usize,
    words: usize,
}

impl Least {
    /// Whether a passage of so many words is long enough; its characters are those of its normalised text.
    fn met(self, words: usize, context: &Context<'_>, passage: &PassageKey) -> bool {
        if words < self.words {
            return false;
        }
        let normalised = context.keys().words_of(passage);
        let spaces = normalised.len().saturating_sub(1);
        let bytes: usize = normalised.iter().map(|word| word.span.len()).sum();
        if bytes + spaces < self.characters {
            return false;
        }
        let characters = |span: Span| context.document.prose()[span.range()].chars().count();
        normalised.iter().map(|word| characters(word.span)).sum::<usize>() + spaces >= self.characters
    }
}

/// Whether any block says again what an earlier one says; nearly no draft has one.
fn any_block_repeats(context: &Context<'_>) -> bool {
    context.keys().first_blocks().iter().zip(0..).any(|(&first, index)| first != index)
}

/// A hit on whole blocks: a run of them, named `unit`.
fn block_hit(context: &Context<'_>, run: &Run, unit: &str, safety: Safety) -> Hit {
    let blocks = context.document.blocks();
    let span = |range: &std::ops::Range<usize>| blocks[range.start].span.cover(blocks[range.end - 1].span);
    let (first, later) = (span(&run.first), span(&run.later));
    let alike = run.first.end == run.later.start
        && blocks[run.first.start].heading == blocks[run.later.start].heading;
    let cut = cut::blocks(context.document, later, alike);
    Hit {
        values: values(context, unit, run.later.len(), blocks[run.later.start].content),
        ..hit(first, later, Some(deletion(cut, safety)))
    }
}

fn hit(first: Span, later: Span, fix: Option<Fix>) -> Hit {
    Hit {
        span: later,
        note: "later copy".to_owned(),
        values: Vec::new(),
        related: vec![(first, "first copy".to_owned())],
        fix,
        copy_of: Some(first),
    }
}

fn deletion(span: Span, safety: Safety) -> Fix {
    Fix { title: "delete the later copy".to_owned(), safety, edits: vec![Edit { span, text: String::new() }] }
}

/// What a message may name: “4 paragraphs”, and the words with which the copy begins.
fn values(context: &Context<'_>, unit: &str, count: usize, copy: Span) -> Vec<(String, String)> {
    let passage = if count == 1 { unit.to_owned() } else { format!("{count} {unit}s") };
    let opening = opening(&context.document.prose()[copy.range()]);
    vec![("passage".to_owned(), passage), ("opening".to_owned(), opening)]
}

/// The first six words of `copy`, cut at 60 characters, with an ellipsis where more follows.
fn opening(copy: &str) -> String {
    // A bullet, a star or a mark of quotation in front would stand within the marks of the message.
    let copy = copy.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let mut words = copy.split_whitespace();
    let mut opening: String = words.by_ref().take(6).collect::<Vec<_>>().join(" ");
    let cut = opening.char_indices().nth(60).map(|(at, _)| at);
    if let Some(at) = cut {
        opening.truncate(at);
    }
    if cut.is_some() || words.next().is_some() {
        opening.truncate(opening.trim_end_matches([',', ';', ':', ' ']).len());
        opening.push('…');
    }
    opening
}

#[cfg(test)]
mod tests {
    use super::opening;

    #[test]
    fn a_message_shows_the_opening_words() {
        assert_eq!(opening("Ferry  returns\nto Lyne"), "Ferry returns to Lyne");
        assert_eq!(opening("One two three four five six, seven"), "One two three four five six…");
        assert_eq!(opening(&"é".repeat(100)), format!("{}…", "é".repeat(60)));
        assert_eq!(opening(""), "");
    }
}
