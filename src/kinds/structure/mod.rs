//! The kind `structure`: faults of a draft as a whole. Each fault is one small function in a file beside this one:
//! `headline` (what stands where), `level` (headings), `layout` (how paragraphs are set), `source` (line ends, spaces),
//! `unclosed` (what hides copy because it is never closed), `indented` (copy that four spaces hide).

mod headline;
mod indented;
mod layout;
mod level;
mod source;
mod unclosed;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Params, Reads, Scope};
use crate::document::Document;
use crate::table::Mistakes;

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "structure",
    about: "Finds faults of a draft as a whole: a headline that is missing or comes too late, a heading level that is \
            skipped, line ends and spaces that do not belong, copy that is not read since a comment is never closed. The \
            scope is `file`.",
    reads: Reads::FILE,
    parameters: &[Parameter {
        name: "fault",
        accepts: ParameterType::Choice(&NAMES),
        default: "",
        about: "The fault to look for; rule ids are the same words, and `explain` tells each.",
    }],
    values: &[],
    further_values: "some, by the fault; a message that names another is refused",
    build,
};

/// Adds what one fault finds in a document.
type Find = fn(&Document<'_>, &mut Vec<Hit>);

/// One fault: its name, the function that finds it, and the values that it gives to messages.
struct Fault {
    name: &'static str,
    find: Find,
    values: &'static [&'static str],
}

const FAULTS: &[Fault] = &[
    Fault { name: "text-before-headline", find: headline::text_before, values: &[] },
    Fault { name: "missing-headline", find: headline::missing, values: &[] },
    Fault { name: "extra-deck", find: headline::extra_deck, values: &[] },
    Fault { name: "skipped-heading-level", find: level::skipped, values: level::SKIPPED_VALUES },
    Fault { name: "bold-as-heading", find: level::bold, values: &[] },
    Fault { name: "markup-in-plain-text", find: layout::markup_in_plain_text, values: &[] },
    Fault { name: "mixed-paragraph-breaks", find: layout::mixed_breaks, values: &[] },
    Fault { name: "trailing-space", find: source::trailing_space, values: &[] },
    Fault { name: "mixed-line-endings", find: source::mixed_line_ends, values: source::MIXED_VALUES },
    Fault { name: "missing-final-newline", find: source::missing_final_newline, values: &[] },
    Fault { name: "unclosed-comment", find: unclosed::comment, values: &[] },
    Fault { name: "unclosed-code-block", find: unclosed::code, values: &[] },
    Fault { name: "unclosed-tag", find: unclosed::tag, values: &[] },
    Fault { name: "broken-front-matter", find: unclosed::front_matter, values: &[] },
    Fault { name: "indented-paragraph", find: indented::paragraphs, values: &[] },
];

/// The names of all faults.
const NAMES: [&str; FAULTS.len()] = {
    let mut names = [""; FAULTS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = FAULTS[index].name;
        index += 1;
    }
    names
};

struct StructureCheck {
    fault: &'static Fault,
}

fn build(params: &Params, _: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    let name = params.text("fault").unwrap_or_default();
    let fault = FAULTS.iter().find(|fault| fault.name == name);
    if fault.is_none() && params.is_sure("fault") {
        let advice = format!("one of {}", NAMES.join(", "));
        mistakes.add(params.place(), "the parameter “fault” is missing", advice);
    }
    fault.map(|fault| Check::Document(Box::new(StructureCheck { fault })))
}

impl DocumentCheck for StructureCheck {
    fn values(&self) -> Vec<String> {
        self.fault.values.iter().map(|&name| name.to_owned()).collect()
    }

    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        (self.fault.find)(context.document, hits);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Find, KIND};
    use crate::document::{Breaks, Document, Markup, Source, Span};
    use crate::kinds::{Hit, Params, Scope};
    use crate::table::{Mistakes, Place, Table};

    /// The bytes of a hit, and of its related places.
    type Bytes = (usize, usize, Vec<(usize, usize)>);

    /// What `find` finds in `text`.
    pub(super) fn places(find: Find, text: &str, markup: Markup) -> Vec<Bytes> {
        let range = |span: Span| (span.start(), span.end());
        hits(find, text, markup)
            .into_iter()
            .map(|hit| {
                let related = hit.related.iter().map(|(span, _)| range(*span)).collect();
                (hit.span.start(), hit.span.end(), related)
            })
            .collect()
    }

    /// The hits of `find` in `text`.
    pub(super) fn hits(find: Find, text: &str, markup: Markup) -> Vec<Hit> {
        let source = Source::new("draft", text);
        let mut hits = Vec::new();
        find(&Document::read(&source, markup, Breaks::Auto), &mut hits);
        hits
    }

    /// The two seed drafts.
    pub(super) const SEED_A: &str = include_str!("../../../seeds/000_c3aa200640241f3d.txt");
    pub(super) const SEED_B: &str = include_str!("../../../seeds/001_6b1b6bd39ae37a6e.txt");

    fn build(text: &str) -> (bool, Vec<String>) {
        let source = Source::new("rule.toml", text);
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&source, &mut mistakes);
        let place = Place { source: Arc::clone(&source), span: Span::point(0) };
        let params = Params::check(&table, KIND.parameters, place, &mut mistakes);
        let built = (KIND.build)(&params, &Scope::of(&["file"]), &mut mistakes).is_some();
        (built, mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect())
    }

    #[test]
    fn a_rule_names_its_fault() {
        assert_eq!(build("fault = \"trailing-space\""), (true, Vec::new()));
        assert_eq!(build(""), (false, vec!["the parameter “fault” is missing".to_owned()]));
        let (_, told) = build("fault = \"trailing-spaces\"");
        assert_eq!(told, ["unknown choice “trailing-spaces”"], "it is not missing too");
    }
}
