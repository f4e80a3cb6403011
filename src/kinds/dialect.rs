//! The kind `dialect`: British and American spelling in one draft. Which words differ, `lexicon` knows; they are noted while
//! the words of a draft are looked up for `spelling`.

use super::spelling::Regional;
use super::{Check, Context, DocumentCheck, Hit, Kind, Quotes, Reads};
use crate::document::Span;
use crate::finding::{Edit, Fix, Safety};
use crate::lexicon::{Region, in_house};

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "dialect",
    about: "British and American spellings of words in one draft. The setting “language” says which is the house's; \
            without it the rarer one is the fault, and of equally frequent ones the one that comes second. Words in small \
            letters count that are written otherwise over there; names and repeated paragraphs do not.",
    reads: Reads::PROSE,
    parameters: &[],
    values: &["word", "standing", "spelling", "other"],
    further_values: "",
    build: |_params, _scope, _mistakes| Some(Check::Document(Box::new(Dialect))),
};

struct Dialect;

/// A word with its form in the other region.
struct Twin {
    span: Span,
    region: Region,
    other: String,
}

/// Words that the lists give to one region, and that both use, perhaps for something else; in order.
const EVERYWHERE: &[&str] = &[
    "acknowledgement",
    "acknowledgements",
    "acknowledgment",
    "acknowledgments",
    "adapter",
    "adapters",
    "adaptor",
    "adaptors",
    "advisor",
    "advisors",
    "ambiance",
    "ambience",
    "artefact",
    "artefacts",
    "artifact",
    "artifacts",
    "ax",
    "axe",
    "balk",
    "balked",
    "balking",
    "chaperon",
    "chaperone",
    "chaperones",
    "chaperons",
    "chili",
    "chilies",
    "chilli",
    "chillies",
    "collectable",
    "collectables",
    "collectible",
    "collectibles",
    "dependant",
    "dependants",
    "dependents",
    "dryly",
    "gobbledegook",
    "gobbledygook",
    "hankie",
    "hanky",
    "judgement",
    "judgements",
    "judgment",
    "judgments",
    "kindergartener",
    "kindergartner",
    "likable",
    "likeable",
    "naught",
    "nought",
    "oversize",
    "prise",
    "prised",
    "prises",
    "prising",
    "prize",
    "prized",
    "prizes",
    "prizing",
    "sizable",
    "sizeable",
    "specialities",
    "speciality",
    "specialties",
    "specialty",
    "whiskey",
    "whiskeys",
    "whiskies",
    "whisky",
];

/// How many further places a finding points at.
const MOST_RELATED: usize = 8;

impl DocumentCheck for Dialect {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let regional = &context.spellings().regional;
        let first = regional.first().map(|word| word.region);
        // Few drafts have words of both: only those are asked for their twins.
        if regional.iter().all(|word| Some(word.region) == first) {
            return;
        }
        let twins: Vec<Twin> = regional.iter().filter_map(|word| twin(context, word)).collect();
        let count = |region| twins.iter().filter(|twin| twin.region == region).count();
        let (american, british) = (count(Region::American), count(Region::British));
        if american == 0 || british == 0 {
            return;
        }
        let standing = match context.house {
            Region::Both if american == british => twins[0].region,
            Region::Both if american > british => Region::American,
            Region::Both => Region::British,
            house => house,
        };
        hits.push(hit(context, &twins, standing));
    }
}

/// The word with its twin, if it has one and the rule reads it.
fn twin(context: &Context<'_>, word: &Regional) -> Option<Twin> {
    let index = context.document.block_at(word.span.start())?;
    let block = &context.document.blocks()[index];
    if !context.scope.reads(block) || context.scope.quotes == Quotes::Skip && context.is_quoted(word.span) {
        return None;
    }
    let text = &context.document.prose()[word.span.range()];
    if EVERYWHERE.binary_search(&text).is_ok() {
        return None;
    }
    let over_there = if word.region == Region::American { Region::British } else { Region::American };
    let other = in_house(text.to_owned(), over_there);
    let counts = other != text && !context.vocabulary.accepts(text) && !context.keys().repeats(index);
    counts.then_some(Twin { span: word.span, region: word.region, other })
}

fn hit(context: &Context<'_>, twins: &[Twin], standing: Region) -> Hit {
    let prose = context.document.prose();
    let name = |region| if region == Region::American { "American" } else { "British" };
    let text = |twin: &Twin| prose[twin.span.range()].to_owned();
    let (keep, rarer): (Vec<&Twin>, Vec<&Twin>) = twins.iter().partition(|twin| twin.region == standing);
    let (primary, example) = (rarer[0], keep[0]);
    let mut related: Vec<(Span, String)> = rarer[1..]
        .iter()
        .take(MOST_RELATED)
        .map(|twin| (twin.span, format!("{}, too", name(twin.region))))
        .collect();
    related.push((example.span, format!("{}: “{}”", name(standing), text(example))));
    let edits = rarer.iter().map(|twin| Edit { span: twin.span, text: twin.other.clone() }).collect();
    let values = [
        ("word", text(primary)),
        ("standing", text(example)),
        ("spelling", name(primary.region).to_owned()),
        ("other", name(standing).to_owned()),
    ];
    Hit {
        span: primary.span,
        note: format!("“{}”?", primary.other),
        values: values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        related,
        fix: Some(Fix { title: format!("write {} spelling", name(standing)), safety: Safety::Manual, edits }),
        copy_of: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_regions_are_in_order() {
        assert!(EVERYWHERE.is_sorted());
    }
}
