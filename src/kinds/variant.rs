//! The kind `variant`: forms that must not be mixed, in one draft or in a run: two spellings of a word, straight and
//! curly marks. The rarer ones are the fault. Where they stand is found in `forms` and `signs`.

mod forms;
mod signs;
mod tally;

use super::{
    Check, Context, CorpusCheck, CorpusHit, DocumentCheck, Drafts, Hit, Kind, Mark, Parameter, ParameterType,
    Params, Quotes, Reads, Scope,
};
use crate::document::Span;
use crate::finding::{Edit, Fix, Safety};
use crate::table::Mistakes;
use forms::Forms;
use signs::Signs;
use tally::Tally;

/// How many places of the rarer forms a finding points at beside its own, and how many drafts.
const MOST_RELATED: usize = 8;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "variant",
    about: "Finds forms that must not be mixed: the most frequent one stands (of equally frequent ones the first), \
            and the others are one finding a draft. What stands in repeated paragraphs is not counted.",
    reads: Reads::PROSE,
    parameters: &[
        Parameter {
            name: "forms",
            accepts: ParameterType::TextLists,
            default: "[]",
            about: "The forms, each with its spellings: [[\"e-mail\", \"e-mails\"], [\"email\", \"emails\"]]. Whole \
                    words; a space matches any white space.",
        },
        Parameter {
            name: "marks",
            accepts: ParameterType::Choice(&["apostrophes", "quotation-marks"]),
            default: "",
            about: "Instead of forms: marks that are straight or curly. An apostrophe counts between two letters, and \
                    behind an s where nothing is quoted in single marks; a straight double mark behind a figure is taken for inches unless it closes a quotation.",
        },
        Parameter {
            name: "case",
            accepts: ParameterType::Choice(&["ignore", "match"]),
            default: "\"ignore\"",
            about: "Whether capitals must be those of the form. Copy all in capitals is never looked at.",
        },
        Parameter {
            name: "offices",
            accepts: ParameterType::Texts,
            default: "[]",
            about: "If there are any: a form right before a word with a capital letter is taken for a part of a name \
                    (“US Open”) and not counted, unless the word is one of these (“U.S. President”).",
        },
        Parameter {
            name: "within",
            accepts: ParameterType::Choice(&["draft", "run"]),
            default: "\"draft\"",
            about: "Whether forms must agree in a draft, or in all drafts of a run. In a run, all drafts that keep \
                    to a rarer form are one finding.",
        },
        Parameter {
            name: "preferred",
            accepts: ParameterType::Text,
            default: "",
            about: "The form that stands wherever it is mixed with others: one of the spellings, or for marks \
                    \"straight\" or \"curly\".",
        },
    ],
    values: &["form", "standing"],
    further_values: "",
    build,
};

fn build(params: &Params, _: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    let before = mistakes.len();
    let signs = params.text("marks").map(Signs::of);
    let forms = params.is_given("forms").then(|| Forms::read(params, mistakes));
    let needed = match (params.is_given("marks"), &forms) {
        (true, Some(_)) => true,
        (false, None) => params.is_sure("marks") && params.is_sure("forms"),
        _ => false,
    };
    if needed {
        let advice = "write forms = [[\"e-mail\"], [\"email\"]], or marks = \"apostrophes\"";
        mistakes.add(params.place(), "the rule needs either forms or marks", advice);
    }
    let sought = match (signs, forms) {
        (Some(signs), None) => Sought::Signs(signs),
        (None, Some(forms)) => Sought::Forms(forms),
        _ => return None,
    };
    let preferred = params.text("preferred").and_then(|text| {
        let found = sought.form_of(text);
        if found.is_none() && params.is_sure("forms") {
            let message = format!("“{text}” is none of the forms, so it is never preferred");
            mistakes.add(params.place_of("preferred"), message, "");
        }
        found
    });
    if mistakes.len() > before {
        return None;
    }
    let variant = Variant { sought, preferred };
    Some(match params.text("within") {
        Some("run") => Check::Corpus(Box::new(InRun(variant))),
        _ => Check::Document(Box::new(InDraft(variant))),
    })
}

/// Where a form stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Occurrence {
    /// The index of the form.
    form: usize,
    span: Span,
    /// Whether it stands in a repeated block: such ones are not counted, but mended with the others.
    in_copy: bool,
}

enum Sought {
    Forms(Forms),
    Signs(Signs),
}

impl Sought {
    fn form_of(&self, text: &str) -> Option<usize> {
        match self {
            Self::Forms(forms) => forms.form_of(text),
            Self::Signs(_) => signs::NAMES.iter().position(|name| *name == text),
        }
    }

    fn needles(&self) -> &[String] {
        match self {
            Self::Forms(forms) => forms.needles(),
            Self::Signs(_) => &[],
        }
    }

    fn name(&self, form: usize) -> &str {
        match self {
            Self::Forms(forms) => forms.name(form),
            Self::Signs(_) => signs::NAMES[form],
        }
    }

    /// The name as a label shows it: words in quotation marks.
    fn label(&self, form: usize) -> String {
        match self {
            Self::Forms(forms) => format!("“{}”", forms.name(form)),
            Self::Signs(_) => signs::NAMES[form].to_owned(),
        }
    }
}

struct Variant {
    sought: Sought,
    preferred: Option<usize>,
}

impl Variant {
    /// Every form in the blocks of the scope, in order.
    fn occurrences(&self, context: &Context<'_>) -> Vec<Occurrence> {
        let mut occurrences = Vec::new();
        match &self.sought {
            Sought::Forms(forms) => forms.occurrences(context, &mut occurrences),
            Sought::Signs(signs) => signs.occurrences(context, &mut occurrences),
        }
        if context.scope.quotes == Quotes::Skip {
            occurrences.retain(|one| !context.is_quoted(one.span));
        }
        occurrences
    }

    /// The hit on all occurrences of a draft that are not of the form `standing`; there must be one outside copies.
    fn hit(&self, occurrences: &[Occurrence], standing: usize) -> Option<Hit> {
        let primary = occurrences.iter().find(|one| one.form != standing && !one.in_copy)?;
        let others = occurrences.iter().filter(|one| one.form != standing && *one != primary);
        let example = occurrences.iter().find(|one| one.form == standing && !one.in_copy);
        let again = |one: &Occurrence| (one.span, format!("{} again", self.sought.label(one.form)));
        let mut related: Vec<(Span, String)> = others.take(MOST_RELATED).map(again).collect();
        related.extend(example.map(|one| (one.span, self.here(standing))));
        let value = |name: &str, form| (name.to_owned(), self.sought.name(form).to_owned());
        Some(Hit {
            span: primary.span,
            values: vec![value("form", primary.form), value("standing", standing)],
            related,
            ..Hit::default()
        })
    }

    fn here(&self, form: usize) -> String {
        format!("{} here", self.sought.label(form))
    }

    /// Makes all marks of a draft those that stand. Quotation marks are for a person: which one opens is a guess.
    fn fix(&self, context: &Context<'_>, occurrences: &[Occurrence], standing: usize) -> Option<Fix> {
        let Sought::Signs(signs) = &self.sought else { return None };
        let wrong = || occurrences.iter().filter(|one| one.form != standing);
        let edit = |one: &Occurrence| Edit {
            span: one.span,
            text: signs.replacement(context.document.prose(), one.span, standing).to_owned(),
        };
        let mut safety = match signs {
            Signs::Apostrophes => Safety::Safe,
            Signs::Quotations => Safety::Manual,
        };
        // Nothing in a quotation is ever mended unseen: what lies outside is mended first, the rest proposed.
        let mut edits: Vec<Edit> = match signs {
            Signs::Apostrophes => wrong().filter(|one| !context.is_quoted(one.span)).map(edit).collect(),
            Signs::Quotations => Vec::new(),
        };
        if edits.is_empty() {
            safety = Safety::Manual;
            edits = wrong().map(edit).collect();
        }
        Some(Fix { title: format!("make them {}", signs::NAMES[standing]), safety, edits })
    }
}

struct InDraft(Variant);

impl DocumentCheck for InDraft {
    fn needles(&self) -> &[String] {
        self.0.sought.needles()
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let occurrences = self.0.occurrences(context);
        let counted = occurrences.iter().filter(|one| !one.in_copy).map(|one| one.form);
        let tally = Tally::of(counted);
        if !tally.is_mixed() {
            return;
        }
        let standing = tally.standing(self.0.preferred);
        let fix = self.0.fix(context, &occurrences, standing);
        hits.extend(self.0.hit(&occurrences, standing).map(|hit| Hit { fix, ..hit }));
    }
}

struct InRun(Variant);

impl CorpusCheck for InRun {
    fn needles(&self) -> &[String] {
        self.0.sought.needles()
    }

    fn mark(&self, context: &Context<'_>, marks: &mut Vec<Mark>) {
        let occurrences = self.0.occurrences(context).into_iter().filter(|one| !one.in_copy);
        marks.extend(occurrences.map(|one| Mark { key: one.form as u64, span: one.span }));
    }

    fn compare(&self, drafts: &Drafts<'_>) -> Vec<CorpusHit> {
        let tally = Tally::of(drafts.marked.iter().flat_map(|(_, marks)| marks).map(form));
        if !tally.is_mixed() {
            return Vec::new();
        }
        let standing = tally.standing(self.0.preferred);
        let mut hits: Vec<CorpusHit> = Vec::new();
        // The drafts that keep to one form, but not to the one that stands, share one finding: it is one choice.
        let mut strays: Option<CorpusHit> = None;
        for &(draft, ref marks) in drafts.marked {
            let Some(hit) = self.0.hit(&occurrences(marks), standing) else { continue };
            match &mut strays {
                _ if Tally::of(marks.iter().map(form)).is_mixed() => {
                    hits.push(CorpusHit { draft, hit, elsewhere: Vec::new() });
                }
                None => strays = Some(CorpusHit { draft, hit, elsewhere: Vec::new() }),
                Some(strays) if strays.elsewhere.len() < MOST_RELATED => {
                    let note = format!("{} again", self.0.sought.label(form(&marks[0])));
                    strays.elsewhere.push((draft, hit.span, note));
                }
                Some(_) => {}
            }
        }
        hits.extend(strays);
        hits.sort_by_key(|hit| hit.draft);
        self.add_example(drafts.marked, standing, &mut hits);
        hits
    }
}

impl InRun {
    /// Points at the form that stands, in the first draft that has it, from each hit whose own draft has none.
    fn add_example(&self, drafts: &[(usize, Vec<Mark>)], standing: usize, hits: &mut [CorpusHit]) {
        let stands = |marks: &[Mark]| marks.iter().find(|mark| form(mark) == standing).map(|mark| mark.span);
        let mut with_example = drafts.iter().filter_map(|&(draft, ref marks)| Some((draft, stands(marks)?)));
        let Some((draft, span)) = with_example.next() else { return };
        let have: Vec<usize> = with_example.map(|(draft, _)| draft).collect();
        for hit in hits {
            if hit.draft != draft && have.binary_search(&hit.draft).is_err() {
                hit.elsewhere.insert(0, (draft, span, self.0.here(standing)));
            }
        }
    }
}

fn form(mark: &Mark) -> usize {
    usize::try_from(mark.key).expect("it was made from an index")
}

fn occurrences(marks: &[Mark]) -> Vec<Occurrence> {
    marks.iter().map(|mark| Occurrence { form: form(mark), span: mark.span, in_copy: false }).collect()
}
