//! The kind `name`: names that are written in two ways, in a draft or against the house's list. Which words are names is
//! told in `forms`; how near two words are, `lexicon` knows.

mod forms;

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{Check, Context, DocumentCheck, Hit, Kind, Parameter, ParameterType, Reads};
use crate::document::Span;
use crate::finding::{Edit, Fix, Safety};
use crate::lexicon::{Case, Listing, Near, edit, look_up};
use forms::{Form, forms, letters_key};

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "name",
    about: "Names that are written in two ways: one edit apart (a letter more, less or another, two letters exchanged), or \
            apart only in accents, hyphens, spaces and capitals. The rarer way is the fault. Words of the dictionary, \
            plurals, forms of one name for men and women, and two people with first names of their own are let be.",
    reads: Reads::PROSE,
    parameters: &[Parameter {
        name: "against",
        accepts: ParameterType::Choice(&["draft", "house"]),
        default: "\"draft\"",
        about: "What a name is held against: the other names of the draft, or the names in the project's vocabulary \
                (words with a capital) that do not stand in the draft.",
    }],
    values: &["name", "standing"],
    further_values: "",
    build: |params, _scope, _mistakes| {
        let house = params.text("against") == Some("house");
        Some(if house {
            Check::Document(Box::new(AgainstHouse))
        } else {
            Check::Document(Box::new(AgainstDraft))
        })
    },
};

/// Names of fewer letters lie one edit apart by chance.
const SHORTEST: usize = 5;

/// A single use in the headline is held against a single one in the body from so many letters on.
const LONG: usize = 6;

struct AgainstDraft;

impl DocumentCheck for AgainstDraft {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        let forms = forms(context);
        let mut pairs = alike(context, &forms);
        let told: HashSet<usize> = pairs.iter().map(|(rarer, _)| *rarer).collect();
        pairs.extend(near(context, &forms).into_iter().filter(|(rarer, _)| !told.contains(rarer)));
        pairs.sort_unstable();
        for (rarer, standing) in pairs {
            let name = forms[rarer].text;
            if !context.vocabulary.accepts(name) && context.vocabulary.rejected(name).is_none() {
                hits.push(hit(context, &forms[rarer], &forms[standing]));
            }
        }
    }
}

/// Pairs of forms, the rarer first, that differ only in accents, hyphens, spaces, apostrophes and capitals.
fn alike(context: &Context<'_>, forms: &[Form<'_>]) -> Vec<(usize, usize)> {
    let names = forms.iter().enumerate().filter(|(_, form)| !form.is_word());
    let mut by_letters: Vec<(u64, usize)> =
        names.map(|(index, form)| (letters_key(form.text), index)).collect();
    by_letters.sort_unstable();
    let mut pairs = Vec::new();
    for same in by_letters.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        // Of equally frequent ones the first stands.
        let standing = same
            .iter()
            .map(|(_, index)| *index)
            .min_by_key(|&index| (Reverse(forms[index].count(context)), index));
        let others = |standing| {
            same.iter().map(move |(_, index)| (*index, standing)).filter(|(one, other)| one != other)
        };
        pairs.extend(standing.into_iter().flat_map(others));
    }
    pairs
}

/// Pairs of forms, the rarer first, of which one is probably a slip for the other.
fn near(context: &Context<'_>, forms: &[Form<'_>]) -> Vec<(usize, usize)> {
    let long = |form: &Form<'_>| form.text.chars().count() >= SHORTEST;
    let rarer = |form: &Form<'_>| !form.is_listed() && long(form);
    let rarer: Vec<(usize, &Form<'_>)> = forms.iter().enumerate().filter(|(_, form)| rarer(form)).collect();
    // One use is enough only to hold a headline against.
    let above = rarer.iter().any(|(_, form)| form.uses().all(|one| one.above));
    let stands = |form: &Form<'_>| (!form.further.is_empty() || above) && !form.is_word() && long(form);
    let standing = forms.iter().enumerate().filter(|(_, form)| !rarer.is_empty() && stands(form));
    let near = Near::of(standing.map(|(index, form)| (form.text, index)));
    let mut pairs = Vec::new();
    for (index, form) in rarer {
        let candidates = near.candidates(form.text).into_iter();
        let others = candidates.filter(|&other| is_slip_for(context, form, &forms[other]));
        let other = others.max_by_key(|&other| forms[other].count(context));
        pairs.extend(other.map(|other| (index, other)));
    }
    pairs
}

/// Whether a name that no dictionary knows is probably a slip for another one: it must stand but once.
fn is_slip_for(context: &Context<'_>, rarer: &Form<'_>, standing: &Form<'_>) -> bool {
    if !are_near(rarer.text, standing.text) || rarer.count(context) > 1 {
        return false;
    }
    let shared = standing.companions().any(|before| rarer.companions().any(|other| other == before));
    let first_names = |form: &Form<'_>| form.companions().any(|before| !is_title(before));
    if !shared && first_names(rarer) && first_names(standing) {
        return false;
    }
    let is_known = standing.listing.is_some_and(|listing| listing.has(Case::Capitalised));
    let above = rarer.uses().all(|one| one.above) && standing.uses().any(|one| !one.above);
    let enough = match (shared, is_known) {
        (true, _) | (_, false) => 2,
        (false, true) => 3,
    };
    let count = standing.count(context);
    count >= enough || above && !is_known && count >= 1 && rarer.text.chars().count() >= LONG
}

/// Whether a word before a surname says nothing of whose it is: *Mr*, *President*, and not *Tom*, which is a word, too.
fn is_title(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "Archbishop",
        "Baron",
        "Baroness",
        "Bishop",
        "Cardinal",
        "Chancellor",
        "Congressman",
        "Congresswoman",
        "Dame",
        "Dr",
        "Father",
        "Gen",
        "General",
        "Gov",
        "Governor",
        "Judge",
        "Justice",
        "King",
        "Lady",
        "Lord",
        "Major",
        "Miss",
        "Mr",
        "Mrs",
        "Ms",
        "Pope",
        "President",
        "Prime",
        "Prince",
        "Princess",
        "Prof",
        "Queen",
        "Rabbi",
        "Rep",
        "Rev",
        "Secretary",
        "Sen",
        "Senator",
        "Sgt",
        "Sheikh",
        "Sir",
        "Sister",
        "Speaker",
    ];
    let is_noun = |listing: Listing| listing.has(Case::Small) && !listing.has(Case::Capitalised);
    TITLES.contains(&word) || look_up(word).is_some_and(is_noun)
}

/// Whether one edit lies between two names, and neither an inflection nor the first letter.
fn are_near(a: &str, b: &str) -> bool {
    if a.starts_with(b) || b.starts_with(a) {
        return has_doubled_end(a, b) || has_doubled_end(b, a);
    }
    edit(a, b).is_some_and(|edit| {
        let vowel = |name: &str| name.ends_with(['a', 'e', 'i', 'o', 'u', 'y']);
        // “Kowalski” and “Kowalska”.
        let gender = edit.behind == 0 && vowel(a) && vowel(b);
        edit.before > 0 && !gender && a.chars().next() == b.chars().next()
    })
}

/// Whether `longer` only doubles the last letter of `name`, which makes no other form of it: “Trumpp”.
fn has_doubled_end(longer: &str, name: &str) -> bool {
    let end = longer
        .strip_prefix(name)
        .and_then(|end| end.chars().next().filter(|last| end.len() == last.len_utf8()));
    end.is_some_and(|end| name.ends_with(end))
}

fn hit(context: &Context<'_>, rarer: &Form<'_>, standing: &Form<'_>) -> Hit {
    const MOST_RELATED: usize = 8;
    let mut related: Vec<(Span, String)> = rarer
        .further
        .iter()
        .take(MOST_RELATED)
        .map(|one| (one.span, format!("“{}” again", rarer.text)))
        .collect();
    let body = standing.uses().find(|one| !one.above).unwrap_or(&standing.first);
    let times = match standing.count(context) {
        1 => "here".to_owned(),
        2 => "here, and once more".to_owned(),
        count => format!("here, and {} times more", count - 1),
    };
    related.push((body.span, format!("“{}” {times}", standing.text)));
    let edits = rarer.uses().map(|one| Edit { span: one.span, text: standing.text.to_owned() }).collect();
    found(rarer, standing.text, related, Safety::Manual, edits)
}

fn found(
    form: &Form<'_>,
    standing: &str,
    related: Vec<(Span, String)>,
    safety: Safety,
    edits: Vec<Edit>,
) -> Hit {
    Hit {
        span: form.first.span,
        note: format!("“{standing}”?"),
        values: vec![("name".to_owned(), form.text.to_owned()), ("standing".to_owned(), standing.to_owned())],
        related,
        fix: Some(Fix { title: format!("write “{standing}”"), safety, edits }),
        copy_of: None,
    }
}

struct AgainstHouse;

impl DocumentCheck for AgainstHouse {
    fn check(&self, context: &Context<'_>, hits: &mut Vec<Hit>) {
        if !context.vocabulary.lists_names() {
            return;
        }
        let forms = forms(context);
        let unknown = |form: &&Form<'_>| {
            !form.is_listed()
                && form.text.chars().count() >= SHORTEST
                && !context.vocabulary.accepts(form.text)
                && context.vocabulary.rejected(form.text).is_none()
        };
        let written: HashSet<&str> = forms.iter().map(|form| form.text).collect();
        for form in forms.iter().filter(unknown) {
            let absent = |name: &&str| !written.contains(name);
            let meant = context
                .vocabulary
                .names_near(form.text)
                .filter(absent)
                .find(|name| are_near(form.text, name));
            if let Some(name) = meant {
                let edits = form.uses().map(|one| Edit { span: one.span, text: name.to_owned() }).collect();
                let again =
                    form.further.iter().map(|one| (one.span, format!("“{}” again", form.text))).collect();
                hits.push(found(form, name, again, Safety::Unsafe, edits));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_by_one_edit_that_is_no_inflection() {
        for (a, b, near) in [
            ("Kowalczyk", "Kowalzcyk", true),
            ("Okafor", "Okafur", true),
            ("Okafor", "Okafors", false),
            ("Okafor", "Okaforr", true),
            ("Kowalski", "Kowalska", false),
            ("Bolton", "Dolton", false),
            ("Petrov", "Petrova", false),
            ("Okafor", "Orr", false),
            ("", "O", false),
        ] {
            assert_eq!((are_near(a, b), are_near(b, a)), (near, near), "{a} {b}");
        }
    }

    #[test]
    fn titles_are_no_first_names() {
        for (word, title) in
            [("Mr", true), ("President", true), ("Tom", false), ("Ada", false), ("Anna", false)]
        {
            assert_eq!(is_title(word), title, "{word}");
        }
    }
}
