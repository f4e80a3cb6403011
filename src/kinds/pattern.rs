//! Kind `pattern`: what a regular expression finds in a block, or in a whole file. Here its parameters are read, each
//! expression in `pattern/expression.rs`; they are run in `pattern/search.rs`.

mod boundary;
mod doubt;
mod expression;
mod held;
mod known;
mod needles;
mod opening;
mod parts;
mod possible;
mod reading;
mod search;

use self::expression::Expression;
use self::reading::Mode;
use self::search::{Patterns, Scan};
use super::{Check, Kind, Layer, Parameter, ParameterType, Params, Reads, Scope};
use crate::finding::Safety;
use crate::table::{Mistakes, Place};

/// The kind, for the registry.
pub(super) static KIND: Kind = Kind {
    name: "pattern",
    about: "Finds what a regular expression matches (the syntax of the Rust crate regex: no look-around, linear time). \
            It reads one block at a time: ^ and $ are the block's ends, a dot matches a line break. A space matches \
            any white space, a line break too, and a straight quotation mark or apostrophe a curly one; in square \
            brackets each is itself. With text = \"markup\" the block is read with its markup, list markers and \
            heading signs included. With blocks = [\"file\"] the source is read as it stands: ^ and $ are the ends of \
            a line, and a space is a space. Messages and replacements may name groups.",
    reads: Reads { html_by: Some("codes"), ..Reads::ALL },
    parameters: PARAMETERS,
    values: &["replacement"],
    further_values: "and the groups of the patterns, by number and by name: `{1}`, `{month}`",
    build,
};

const PARAMETERS: &[Parameter] = &[
    Parameter { name: "pattern", accepts: ParameterType::Text, default: "", about: "A regular expression." },
    Parameter {
        name: "patterns",
        accepts: ParameterType::Texts,
        default: "[]",
        about: "Several of them: each is found by itself; of hits that overlap, the longer stays.",
    },
    Parameter {
        name: "codes",
        accepts: ParameterType::Texts,
        default: "[]",
        about: "Further ones, that are looked for in the markup too (link targets, tags) and found whatever “unless” \
                and “unless-draft” say.",
    },
    Parameter {
        name: "unless",
        accepts: ParameterType::Text,
        default: "",
        about: "A regular expression: a hit that lies within one of its matches, in the same block, is let go.",
    },
    Parameter {
        name: "unless-draft",
        accepts: ParameterType::Text,
        default: "",
        about: "A regular expression: where it matches in a block that holds no hit, all hits of the draft are let go.",
    },
    Parameter {
        name: "case",
        accepts: ParameterType::Choice(&["ignore", "match"]),
        default: "\"match\"",
        about: "Whether capitals must be those of the pattern.",
    },
    Parameter {
        name: "capture",
        accepts: ParameterType::Integer(0, 99),
        default: "0",
        about: "The group that is the place of the hit; 0 is the whole match, as is a group that took no part in it.",
    },
    Parameter {
        name: "replacement",
        accepts: ParameterType::Text,
        default: "",
        about: "What should stand in place of the hit, with $1 or ${name} for a group; left out: no fix. With \
                case = \"ignore\" it keeps the case of what it replaces (“Advisor” becomes “Adviser”); what is deleted \
                at the start of a sentence leaves its capital to the next word.",
    },
    Parameter {
        name: "safety",
        accepts: ParameterType::Choice(&["safe", "unsafe", "manual"]),
        default: "\"unsafe\"",
        about: "Whether the replacement may be made without a person looking at it.",
    },
];

fn build(params: &Params, scope: &Scope, mistakes: &mut Mistakes) -> Option<Check> {
    Some(Check::Document(Box::new(patterns(params, scope, mistakes)?)))
}

fn patterns(params: &Params, scope: &Scope, mistakes: &mut Mistakes) -> Option<Patterns> {
    let mode = Mode {
        ignore_case: params.text("case") == Some("ignore"),
        whole_file: scope.whole_file,
        markup: scope.layer == Layer::Markup,
    };
    let (expressions, codes) = expressions(params, mode, mistakes);
    let guard = |name: &str, mistakes: &mut Mistakes| {
        read((params.text(name)?, params.place_of(name)), mode, false, params, mistakes)
    };
    let (unless, unless_draft) = (guard("unless", mistakes), guard("unless-draft", mistakes));
    refuse_let_go(params, mistakes);
    let groups = shared_groups(&expressions);
    let capture = params.integer("capture").unwrap_or_default();
    if groups.as_ref().is_some_and(|groups| capture > groups.len()) {
        let message = format!("there is no group {capture} in every pattern");
        mistakes.add(params.place_of("capture"), message, "groups are counted from 1");
    }
    let replacement = params.text("replacement").map(str::to_owned);
    if let Some(text) = &replacement {
        refuse_unknown_groups(text, groups.as_deref(), params.place_of("replacement"), mistakes);
    }
    let groups = groups?;
    let scan = Scan::of(&expressions);
    let safety = params.text("safety").and_then(Safety::from_name).unwrap_or(Safety::Unsafe);
    let ignore_case = mode.ignore_case;
    Some(Patterns {
        expressions,
        codes,
        scan,
        groups,
        unless,
        unless_draft,
        capture,
        replacement,
        ignore_case,
        safety,
    })
}

/// All patterns of the rule, and the index of the first code.
fn expressions(params: &Params, mode: Mode, mistakes: &mut Mistakes) -> (Vec<Expression>, usize) {
    let one = params.text("pattern").map(|text| (text, params.place_of("pattern")));
    let listed: Vec<(&str, &Place)> = one.into_iter().chain(params.texts("patterns")).collect();
    let codes = params.texts("codes");
    let sure = ["pattern", "patterns", "codes"].iter().all(|name| params.is_sure(name));
    if listed.is_empty() && codes.is_empty() && sure {
        let advice = "set “pattern” or “patterns”";
        mistakes.add(params.place(), "the rule has no pattern, so it can never fire", advice);
    }
    let first_code = listed.len();
    let listed = listed.into_iter().map(|(text, place)| (text, place, mode));
    let in_markup = Mode { markup: true, ..mode };
    let codes = codes.into_iter().map(|(text, place)| (text, place, in_markup));
    let listed = listed.chain(codes);
    let expressions =
        listed.filter_map(|(text, place, mode)| read((text, place), mode, true, params, mistakes)).collect();
    (expressions, first_code)
}

/// A pattern all of whose matches “unless” lets go becomes a mistake, as far as its letters tell.
fn refuse_let_go(params: &Params, mistakes: &mut Mistakes) {
    let Some(guard) = params.text("unless") else { return };
    let one = params.text("pattern").map(|text| (text, params.place_of("pattern")));
    for (_, place) in one.into_iter().chain(params.texts("patterns")).filter(|(text, _)| *text == guard) {
        let advice = "let “unless” say more than the pattern: what stands around the words that are right";
        mistakes.add(place, "“unless” says the same, so the pattern can never fire", advice);
    }
}

/// Reads one pattern, which stands at its place; one of a built-in rule was read when the program was built.
fn read(
    (pattern, place): (&str, &Place),
    mode: Mode,
    waits: bool,
    params: &Params,
    mistakes: &mut Mistakes,
) -> Option<Expression> {
    let known = params.are_proven().then(|| Expression::known(pattern, mode, waits)).flatten();
    if known.is_some() {
        return known;
    }
    let expression = Expression::read(pattern, place, mode, waits, mistakes)?;
    expression.refuse_idle(place, mistakes);
    Some(expression)
}

/// The groups that all patterns have: by number, with the name if all give it the same. Those that cannot be read could
/// only take some away; `None` when none can be.
fn shared_groups(expressions: &[Expression]) -> Option<Vec<Option<String>>> {
    let (first, rest) = expressions.split_first()?;
    let most = rest.iter().map(|other| other.groups.len()).fold(first.groups.len(), usize::min);
    let mut groups = first.groups[..most].to_vec();
    for (index, name) in groups.iter_mut().enumerate() {
        if rest.iter().any(|other| other.groups[index] != *name) {
            *name = None;
        }
    }
    Some(groups)
}

/// A `$` of the replacement that names no group becomes a mistake; where the groups are not known, only one that names
/// nothing at all.
fn refuse_unknown_groups(
    text: &str,
    groups: Option<&[Option<String>]>,
    place: &Place,
    mistakes: &mut Mistakes,
) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('$') {
        if let Some(after) = after.strip_prefix('$') {
            rest = after;
            continue;
        }
        let in_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let name = match after.strip_prefix('{') {
            Some(braced) => braced.split('}').next().unwrap_or_default(),
            None => after.split(|character| !in_name(character)).next().unwrap_or_default(),
        };
        let known = match (groups, name.parse::<usize>()) {
            (None, _) => !name.is_empty(),
            (Some(groups), Ok(number)) => number <= groups.len(),
            (Some(groups), Err(_)) => groups.iter().flatten().any(|group| group == name),
        };
        if !known {
            let advice = "write $$ for a plain dollar sign, and ${1} before a letter or digit";
            mistakes.add(place, format!("the replacement names “${name}”, which is no group"), advice);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::search::Layers;
    use super::*;
    use crate::document::{Source, Span};
    use crate::kinds::{DocumentCheck, Hit};
    use crate::table::Table;

    fn read(params: &str) -> (Option<Patterns>, Vec<String>) {
        let source = Source::new("rule.toml", params);
        let mut mistakes = Mistakes::default();
        let table = Table::parse(&source, &mut mistakes);
        let place = Place { source, span: Span::point(0) };
        let params = Params::check(&table, PARAMETERS, place, &mut mistakes);
        let patterns = patterns(&params, &Scope::of(&["all"]), &mut mistakes);
        (patterns, mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect())
    }

    /// The hits in `text`, read as one block, of which `blanked` is what rules see.
    fn hits_of(params: &str, text: &str, blanked: &str) -> Vec<Hit> {
        let (patterns, mistakes) = read(params);
        let patterns = patterns.unwrap_or_else(|| panic!("{mistakes:?}"));
        let mut found = Vec::new();
        for index in 0..patterns.expressions.len() {
            patterns.run(index, Layers { text: blanked, source: text }, 0..text.len(), &mut found);
        }
        found.into_iter().map(|(hit, _)| hit).collect()
    }

    fn words<'t>(params: &str, text: &'t str) -> Vec<&'t str> {
        hits_of(params, text, text).iter().map(|hit| &text[hit.span.range()]).collect()
    }

    #[test]
    fn the_place_of_a_hit_may_be_a_group() {
        assert_eq!(words("pattern = '(\\w+) \\(sic\\)'", "é “teh” teh\n(sic)"), ["teh\n(sic)"]);
        assert_eq!(words("pattern = '(\\w+) \\(sic\\)'\ncapture = 1", "新x (sic)"), ["新x"]);
        assert_eq!(words("pattern = '(a)|b'\ncapture = 1", "b a"), ["b", "a"], "a group without part");
        assert!(words("pattern = 'x'", "").is_empty());
    }

    #[test]
    fn groups_reach_values_and_replacements() {
        let params = "pattern = '(?<day>\\d+)(?:st|nd) of (\\w+)'\nreplacement = '$day ${2}$$'";
        let text = "the 2nd of\r\nMay";
        let hit = &hits_of(params, text, text)[0];
        let value =
            |name: &str| hit.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!((value("day"), value("1"), value("2")), (Some("2"), Some("2"), Some("May")));
        assert_eq!(hit.fix.as_ref().unwrap().edits[0].text, "2 May$");
        let (patterns, _) = read(params);
        assert_eq!(patterns.unwrap().values(), ["1", "2", "day"]);
    }

    #[test]
    fn a_replacement_keeps_the_case_where_capitals_do_not_count() {
        let after = |params: &str| -> Vec<String> {
            let hits = hits_of(params, "Advisor, ADVISORS, advisor", "Advisor, ADVISORS, advisor");
            hits.into_iter().map(|hit| hit.fix.unwrap().edits.remove(0).text).collect()
        };
        let params = "pattern = 'advisor(s?)'\nreplacement = 'adviser$1'";
        assert_eq!(after(&format!("{params}\ncase = 'ignore'")), ["Adviser", "ADVISERS", "adviser"]);
        assert_eq!(after(params), ["adviser"]);
    }

    #[test]
    fn what_stands_in_a_guard_is_let_go_unless_it_is_a_code() {
        let params = "pattern = '\\bTK\\b'\ncodes = ['TKTK']\nunless = 'TK Maxx|x TKTK'";
        assert_eq!(words(params, "a TK\nMaxx, TK, Maxx TK, x TKTK"), ["TK", "TK", "TKTK"]);
    }

    #[test]
    fn blanked_markup_is_no_white_space() {
        let params = "pattern = '[^ ]([ ]{2,})[^ ]'\ncapture = 1\nreplacement = ' '\nsafety = 'safe'";
        assert!(hits_of(params, "one `x` two", "one     two").is_empty());
        assert_eq!(hits_of(params, "one  two", "one  two")[0].span, Span::new(3, 5));
        let across =
            hits_of("pattern = 'per cent'\nreplacement = '%'\nsafety = 'safe'", "per *cent*", "per  cent ");
        assert_eq!(across[0].fix.as_ref().unwrap().safety, Safety::Manual, "the star would be lost");
    }

    #[test]
    fn needles_belong_to_their_patterns() {
        let (patterns, _) = read("patterns = ['TODO:', 'FIX(?:ME|IT)']");
        let patterns = patterns.unwrap();
        assert_eq!(patterns.needles(), ["todo:", "fixit", "fixme"]);
        assert_eq!(patterns.scan.owners, [(0, 0), (1, 0), (1, 1)]);
        let patterns = read("pattern = 'on call'\ncodes = ['<TK']").0.unwrap();
        assert_eq!(
            (patterns.needles(), patterns.source_needles()),
            (&["on call".into()][..], &["<TK".into()][..])
        );
        assert_eq!(patterns.scan.owners, [(0, 0), (1, 0)]);
        assert!(read("patterns = ['TODO:', '\\d\\d']").0.unwrap().needles().is_empty());
    }

    #[test]
    fn what_can_never_fire_is_a_mistake() {
        for (params, told) in [
            ("", "the rule has no pattern, so it can never fire"),
            ("patterns = []", "the rule has no pattern, so it can never fire"),
            ("pattern = '\\b#x'", "a word boundary of the pattern stands beside no word"),
            ("pattern = 'a'\nunless = 'a'", "“unless” says the same, so the pattern can never fire"),
            ("pattern = 'a'\nunless = '(b'", "the pattern cannot be read: unclosed group"),
            ("patterns = ['(a)', 'b']\ncapture = 1", "there is no group 1 in every pattern"),
            ("pattern = '(a)'\nreplacement = '$1x'", "the replacement names “$1x”, which is no group"),
            ("pattern = '(a)'\nreplacement = '$2'", "the replacement names “$2”, which is no group"),
            ("pattern = 'a'\nreplacement = '5 $ or $$'", "the replacement names “$”, which is no group"),
        ] {
            assert_eq!(read(params).1, [told], "{params}");
        }
        assert!(read("pattern = '(?<n>a)'\nreplacement = '${n}s $$5 $0'").1.is_empty());
    }

    #[test]
    fn one_broken_pattern_hides_no_other_mistake_and_makes_none_up() {
        let unclosed = "the pattern cannot be read: unclosed group";
        for (params, told) in [
            ("patterns = ['(a', '(b', 'c*']", &[unclosed, unclosed, EVERYWHERE][..]),
            ("patterns = ['(a', 'b']\ncapture = 1", &[unclosed, "there is no group 1 in every pattern"]),
            ("pattern = '(a'\ncapture = 1\nreplacement = '$1$2$who'", &[unclosed]),
            (
                "pattern = '(a'\nreplacement = '5 $'",
                &[unclosed, "the replacement names “$”, which is no group"],
            ),
            (
                "pattern = 'a'\nunless = '(b'\nunless-draft = 'c*'\nreplacement = '$1'",
                &[unclosed, EVERYWHERE, "the replacement names “$1”, which is no group"],
            ),
            (
                "pattern = 'a'\ncase = 'ignor'\nunless = '(b'\ncapture = 100",
                &["unknown choice “ignor”", "100 is out of bounds", unclosed],
            ),
            ("patern = 'a'", &["unknown parameter “patern”"]),
            ("pattern = 3", &["expected a string, found a whole number"]),
            ("patterns = [3, '(b']", &["expected a string, found a whole number", unclosed]),
        ] {
            assert_eq!(read(params).1, told, "{params}");
        }
    }

    const EVERYWHERE: &str = "the pattern matches the empty text, and so everywhere";
}
