//! Tests of how rules are read, gathered and configured: what is wrong in a rule file, and where it is said to be.

use std::fs;
use std::sync::Arc;

use super::{Home, Proves, Rule, load, read};
use crate::document::Source;
use crate::finding::Severity;
use crate::kinds::{Layer, Quotes};
use crate::table::{Mistakes, Table};

const GOOD: &str = r#"
id = "loud-word"
kind = "phrase"
severity = "warning"
message = "“{text}” shouts, {phrase}"
why = "Readers do not like to be shouted at."
scope = { blocks = ["headline", "body"], quotes = "skip" }

[params]
forbid = ["shock"]

[[example]]
bad = "A shock for Lyne."

[[example]]
good = "“A shock,” he said."
markdown = true
"#;

/// The rule, and each mistake as `line:column “what stands there” message; advice`.
fn rule(text: &str) -> (Option<Rule>, Vec<String>) {
    let source = Source::new("rules/style/loud-word.toml", text);
    let mut mistakes = Mistakes::default();
    let rule = read(&source, "style", Home::Project(Arc::from(source.path())), &mut mistakes);
    (rule, told(mistakes))
}

#[test]
fn built_in_rules_have_no_mistake_that_their_start_does_not_look_for() {
    for rule in super::built_in::BUILT_IN {
        let (source, mut mistakes) = (Source::new(rule.path, rule.text), Mistakes::default());
        let home = Home::Project(Arc::from(rule.path));
        assert!(read(&source, "any", home, &mut mistakes).is_some(), "{:?}", told(mistakes));
    }
}

#[test]
fn what_was_packed_ahead_is_what_would_be_read_now() {
    assert!(super::built_in::BUILT_IN.len() > 30);
    for rule in super::built_in::BUILT_IN {
        let source = Source::new(rule.path, rule.text);
        let now = Table::parse(&source, &mut Mistakes::default());
        let packed = Table::unpack(&source, rule.packed.expect("it is valid TOML"));
        let told = |table: &Table| {
            let entries = table.entries().iter();
            entries.map(|entry| format!("{entry:?}")).collect::<Vec<_>>()
        };
        for (packed, now) in told(&packed).iter().zip(told(&now)) {
            assert!(*packed == now, "{}", rule.path);
        }
        assert_eq!(packed.entries().len(), now.entries().len(), "{}", rule.path);
    }
}

fn told(mistakes: Mistakes) -> Vec<String> {
    let tell = |mistake: crate::table::Mistake| {
        let place = mistake.place;
        let position = place.source.position(place.span.start());
        let there = place.source.slice(place.span).to_owned();
        format!("{}:{} [{there}] {}; {}", position.line, position.column, mistake.message, mistake.advice)
    };
    mistakes.into_vec().into_iter().map(tell).collect()
}

/// The mistakes of the good rule with one thing changed.
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    let (rule, told) = rule(&GOOD.replacen(from, to, 1));
    assert_eq!(rule.is_none(), !told.is_empty());
    told
}

#[test]
fn a_rule_file_becomes_a_rule() {
    let (rule, told) = rule(GOOD);
    assert_eq!(told, [""; 0]);
    let rule = rule.unwrap();
    assert_eq!((&*rule.name.id, rule.name.kind, rule.subject.as_str()), ("loud-word", "phrase", "style"));
    assert_eq!(rule.severity, Some(Severity::Warning));
    assert_eq!((rule.scope.quotes, rule.scope.layer), (Quotes::Skip, Layer::Prose));
    assert_eq!(rule.examples.len(), 2);
    assert_eq!(rule.examples[0].proves, Proves::Bad { fixed: None });
    assert!(rule.examples[1].markdown && rule.examples[1].proves == Proves::Good);
    assert_eq!(rule.place.source.slice(rule.place.span), "\"loud-word\"");
}

#[test]
fn a_rule_that_is_off_has_no_severity() {
    let (rule, _) = rule(&GOOD.replace("\"warning\"", "\"off\""));
    assert_eq!(rule.unwrap().severity, None);
}

#[test]
fn each_mistake_is_told_at_its_place() {
    for (from, to, mistake) in [
        ("why =", "whi =", "6:1 [whi] unknown key “whi”; did you mean “why”?"),
        ("\"loud-word\"", "\"Loud_Word\"", "2:6 [\"Loud_Word\"] “Loud_Word” is no rule id; lower-case"),
        (
            "\"loud-word\"",
            "\"loud-words\"",
            "2:6 [\"loud-words\"] the id “loud-words” differs from the name of its",
        ),
        ("\"phrase\"", "\"prase\"", "3:8 [\"prase\"] unknown kind “prase”; did you mean “phrase”?"),
        (
            "\"warning\"",
            "\"warn\"",
            "4:12 [\"warn\"] unknown severity “warn”; known are: error, warning, note, off",
        ),
        ("\"warning\"", "3", "4:12 [3] expected a string, found a whole number; "),
        (
            "{phrase}\"",
            "{frase}\"",
            "5:29 [{frase}] the message names {frase}, which this rule does not give; did you",
        ),
        (
            "{phrase}\"",
            "{phrase\"",
            "5:11 [\"“{text}” shouts, {phrase\"] the message cannot be read: a brace is never",
        ),
        ("{phrase}\"", "\\n\"", "5:11 [\"“{text}” shouts, \\n\"] the message is not one line of text; "),
        ("\"Readers do not like to be shouted at.\"", "\" \"", "6:7 [\" \"] “why” is empty; say why"),
        ("[\"headline\", \"body\"]", "[]", "7:20 [[]] the rule reads no block; "),
        (
            "\"headline\"",
            "\"hedline\"",
            "7:21 [\"hedline\"] there is no block “hedline”; did you mean “headline”?",
        ),
        (
            "[\"headline\", \"body\"]",
            "[\"code\"]",
            "7:21 [\"code\"] no rule reads blocks of “code”: they are no copy; ",
        ),
        (
            "[\"headline\", \"body\"]",
            "[\"quotation\"]",
            "7:44 [\"skip\"] the rule reads quotations only, and skips",
        ),
        ("quotes", "quote", "7:42 [quote] unknown key “quote”; did you mean “quotes”?"),
        ("forbid =", "forbit =", "10:1 [forbit] unknown parameter “forbit”; did you mean “forbid”?"),
        ("[\"shock\"]", "[\"\"]", "10:11 [\"\"] the phrase is empty, so it can never fire; "),
        ("bad =", "bat =", "13:1 [bat] unknown key “bat”; "),
        (
            "good =",
            "bad = \"x\"\ngood =",
            "17:8 [\"“A shock,” he said.\"] an example is either bad or good; ",
        ),
        ("markdown =", "fixed = \"x\"\nmarkdown =", "17:9 [\"x\"] a good example has nothing to fix; "),
        (
            "bad = \"A shock for Lyne.\"",
            "bad = \"a\"\nfixed = \"a\"",
            "14:9 [\"a\"] “fixed” is the same as “bad”; ",
        ),
        (
            "markdown = true",
            "beside = [\"x\"]",
            "17:10 [[\"x\"]] the rule looks at one draft, so none beside it counts; leave",
        ),
        ("markdown = true", "markdown = 1", "17:12 [1] expected true or false, found a whole number; "),
    ] {
        let told = changed(from, to);
        assert!(told.iter().any(|told| told.starts_with(mistake)), "{mistake}\n{told:#?}");
    }
}

#[test]
fn an_example_must_prove_something() {
    let told = changed("good = \"“A shock,” he said.\"\n", "");
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with("the example has neither “bad” nor “good”; "), "{told:?}");
    assert!(told[0].starts_with("15:1 "), "{told:?}");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let (rule, told) = rule("id = \"Loud\"\nkind = \"frase\"\ncolour = 1\nscope = { blocks = [\"hed\"] }\n");
    assert!(rule.is_none());
    let about = ["“colour”", "“Loud”", "“frase”", "“severity”", "“message”", "“why”", "“hed”"];
    assert_eq!(told.len(), about.len(), "{told:#?}");
    for word in about {
        assert!(told.iter().any(|told| told.contains(word)), "{word}: {told:#?}");
    }
    assert!(told.iter().any(|told| told.starts_with("1:6 [\"Loud\"] the rule has no “why”")), "at the id");
}

#[test]
fn a_wrong_name_is_told_beside_a_broken_parameter() {
    let text = GOOD.replace("{phrase}", "{frase}").replace("[\"shock\"]", "[\"\"]");
    let (_, told) = rule(&text);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].contains("the phrase is empty") && told[1].contains("{frase}"), "{told:#?}");
    let of_pattern =
        text.replace("\"phrase\"", "\"pattern\"").replace("forbid = [\"\"]", "pattern = '(?<frase>'");
    let (_, told) = rule(&of_pattern);
    assert_eq!(told.len(), 1, "a group may have that name: {told:#?}");
}

#[test]
fn an_empty_file_lacks_everything_at_its_first_line() {
    let (_, told) = rule("");
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|told| told.starts_with("1:1 [] the rule has no “")), "{told:#?}");
}

#[test]
fn broken_toml_hides_no_other_mistake_and_makes_none_up() {
    let (_, told) = rule("id = \"loud-word\"\nkind = \nseverity = \"lound\"\nmessage = \n");
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told[0].starts_with("2:") && told[1].starts_with("4:"), "{told:#?}");
    assert!(told[2].contains("unknown severity “lound”"), "{told:#?}");
    assert!(told[3].contains("the rule has no “why”"), "no line begins with it: {told:#?}");
    for (from, to) in [
        ("forbid = [\"shock\"]", "forbid = "),
        ("[params]", "[params"),
        ("bad = \"A shock for Lyne.\"", "bad = \"A shock"),
        ("scope = {", "scope = {{"),
    ] {
        assert_eq!(changed(from, to).len(), 1, "{to}: {:#?}", changed(from, to));
    }
    let of_entities = GOOD.replace("phrase", "entity").replace("scope = {", "scope = {{");
    let (_, told) = rule(&of_entities.replace("forbid = [\"shock\"]", ""));
    assert_eq!(told.len(), 2, "the scope might have asked for markup: {told:#?}");
}

/// The messages about the good rule with these things changed.
fn messages(changes: &[(&str, &str)]) -> Vec<String> {
    let text = changes.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let mut mistakes = Mistakes::default();
    let source = Source::new("rules/style/loud-word.toml", text);
    assert!(read(&source, "style", Home::Project("".into()), &mut mistakes).is_none());
    mistakes.into_vec().into_iter().map(|mistake| mistake.message).collect()
}

#[test]
fn one_mistake_hides_no_other_one() {
    let told = messages(&[
        (
            "forbid = [\"shock\"]",
            "case = \"exact\"\nforbid = [\"\", 3, \"a \"]\nreplace = { b = \"b\", c = 1 }\nblok = 1",
        ),
        ("“{text}” shouts, {phrase}", "{frase} } {frase} {}"),
        ("[\"headline\", \"body\"]", "[\"hedline\", \"code\"]"),
        ("\"skip\"", "\"skips\""),
        ("bad = \"A shock for Lyne.\"", "bad = \"A shock\"\nfixed = \"A shock\"\nmarkdown = 1"),
        ("“A shock,” he said.\"", "Hm.\"\nfixed = \"Hm\""),
    ]);
    let wanted = [
        "the message cannot be read: a closing brace stands alone; write }} for a plain one",
        "the message cannot be read: a pair of braces holds no name",
        "unknown parameter “blok”",
        "expected a string, found a whole number",
        "expected a string, found a whole number",
        "unknown choice “exact”",
        "there is no block “hedline”",
        "unknown choice “skips”",
        "no rule reads blocks of “code”: they are no copy",
        "the phrase is empty, so it can never fire",
        "the phrase “a ” begins or ends with white space",
        "the replacement “b” holds the phrase “b” itself",
        "the message names {frase}, which this rule does not give",
        "expected true or false, found a whole number",
        "“fixed” is the same as “bad”",
        "a good example has nothing to fix",
    ];
    for (told, wanted) in told.iter().zip(wanted) {
        assert_eq!(told, wanted);
    }
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
}

#[test]
fn any_two_mistakes_are_both_told() {
    let single = [
        ("why =", "whi ="),
        ("\"loud-word\"", "\"Loud_Word\""),
        ("\"loud-word\"", "3"),
        ("kind =", "colour = 1\nkind ="),
        ("\"warning\"", "\"warn\""),
        ("severity =", "severty ="),
        ("{phrase}\"", "{frase}\""),
        ("{phrase}\"", "{phrase\""),
        ("shouts, ", "shouts\\n, "),
        ("Readers do not like to be shouted at.", " "),
        ("\"headline\"", "\"hedline\""),
        ("\"headline\"", "\"code\""),
        ("\"headline\"", "3"),
        ("quotes =", "quots ="),
        ("\"skip\"", "\"skips\""),
        ("forbid =", "forbit ="),
        ("[\"shock\"]", "[\"shock\", \"\"]"),
        ("[\"shock\"]", "[\"shock\", 3]"),
        ("[\"shock\"]", "[\"shock\", \"shock\"]"),
        ("[params]", "[params]\ncase = \"mach\""),
        ("[params]", "[params]\nwhole-words = 1"),
        ("[params]", "[params]\nreplace = { a = \"a\" }"),
        ("[params]", "[params]\nreplace = { a = 1 }"),
        ("bad =", "colour = 1\nbad ="),
        ("\n[[example]]\ngood", "\nfixed = \"A shock for Lyne.\"\n[[example]]\ngood"),
        ("markdown = true", "markdown = 1"),
        ("markdown = true", "fixed = \"x\""),
        ("markdown = true", "bad = \"x\""),
        ("markdown = true", "markdown = "),
        ("scope =", "subject = \nscope ="),
    ];
    // What stands under a misspelt key is not read.
    let line = |from: &str| GOOD[..GOOD.find(from).unwrap()].matches('\n').count();
    let hides =
        |one: &(&str, &str), other: &(&str, &str)| one.0.ends_with('=') && line(one.0) == line(other.0);
    for (index, one) in single.iter().enumerate() {
        let alone = messages(&[*one]);
        assert_eq!(alone.len(), 1, "{one:?}: {alone:#?}");
        for other in single[index + 1..].iter().filter(|other| !hides(one, other) && !hides(other, one)) {
            if one.0 == other.0 {
                continue;
            }
            let mut both = messages(&[*one, *other]);
            let mut wanted = [alone.clone(), messages(&[*other])].concat();
            both.sort();
            wanted.sort();
            assert_eq!(both, wanted, "{one:?} and {other:?}");
        }
    }
}

#[test]
fn a_kind_tells_all_that_is_wrong_with_its_parameters() {
    let shouts = ("“{text}” shouts, {phrase}", "m");
    let all = ("scope = { blocks = [\"headline\", \"body\"], quotes = \"skip\" }", "");
    let of = |kind: &str, params: &str| {
        messages(&[("\"phrase\"", &format!("{kind:?}")), shouts, all, ("forbid = [\"shock\"]", params)])
    };
    let far = "min-characters-apart = 0\nreport-field = true";
    assert_eq!(
        of("duplicate", &format!("unit = \"sentence\"\n{far}")),
        [
            "0 is out of bounds",
            "report-field is about headlines only",
            "min-characters-apart is about paragraphs and lines only"
        ]
    );
    assert_eq!(
        of("duplicate", &format!("unit = \"sentense\"\n{far}")),
        ["unknown choice “sentense”", "0 is out of bounds"]
    );
    assert_eq!(
        of(
            "length",
            "of = \"sentence\"\nmax-words = 0\nmax-sentences = 2\nmin-characters = 9\nmax-characters = 8"
        ),
        [
            "0 is out of bounds",
            "a sentence is never more than one sentence long",
            "“min-characters” is 9, more than “max-characters”, which is 8: no length is right"
        ]
    );
    assert_eq!(
        of("variant", "marks = \"apostrophes\"\nforms = [[\"…\"], [\"a\", \"A\"]]"),
        [
            "“…” has no word, so it can never be found",
            "“A” is listed twice",
            "the rule needs either forms or marks"
        ]
    );
    assert_eq!(
        of("pattern", "patterns = ['(a', 'b|c']\nunless = '[z-a]'\nreplacement = '$who'\nsafety = 'sure'"),
        [
            "unknown choice “sure”",
            "the pattern cannot be read: unclosed group",
            "the pattern cannot be read: invalid character class range, the start must be <= the end",
            "the replacement names “$who”, which is no group",
        ]
    );
}

#[test]
fn what_only_follows_from_a_mistake_is_not_told() {
    let params = "forbid = [\"shock\"]";
    for (changes, mistake) in [
        (&[("why =", "whi =")][..], "unknown key “whi”"),
        (&[("[params]", "[parms]")], "unknown key “parms”"),
        (&[(params, "forbit = [\"shock\"]")], "unknown parameter “forbit”"),
        (&[(params, "forbid = 3")], "expected a list, found a whole number"),
        (&[(params, "forbid = [3]")], "expected a string, found a whole number"),
        (&[("[params]\n", "params = 3\n#"), (params, "")], "expected a table, found a whole number"),
        (&[("bad =", "bat =")], "unknown key “bat”"),
        (&[("headline\", \"body", "quotation\", \"hed")], "there is no block “hed”"),
        (&[(params, "replace = { internet = \"Internet\" }\ncase = \"mach\"")], "unknown choice “mach”"),
        (
            &[
                ("phrase\"", "entity\""),
                ("{phrase}", ""),
                (params, ""),
                ("quotes = \"skip\"", "txt = \"markup\""),
            ],
            "unknown key “txt”",
        ),
        (
            &[("phrase\"", "entity\""), ("{phrase}", ""), (params, ""), ("scope =", "scop =")],
            "unknown key “scop”",
        ),
        (
            &[
                ("phrase\"", "structure\""),
                ("{phrase}", ""),
                (params, "fault = \"trailing-space\""),
                ("blocks", "block"),
            ],
            "unknown key “block”",
        ),
        (
            &[
                ("phrase\"", "pattern\""),
                ("{phrase}", ""),
                (params, "pattern = 'a$\\n^b'"),
                ("\"headline\", \"body\"", "\"fil\""),
            ],
            "there is no block “fil”",
        ),
        (
            &[
                ("phrase\"", "pattern\""),
                ("{phrase}", ""),
                (params, "code = ['<b>']\npattern = 'x'"),
                ("\"headline\", \"body\"", "\"html\""),
            ],
            "unknown parameter “code”",
        ),
    ] {
        assert_eq!(messages(changes), [mistake], "{changes:?}");
    }
}

#[test]
fn settings_change_parameters_and_severity() {
    let rule = Arc::new(rule(GOOD).0.unwrap());
    let table = |text: &str| Table::parse(&Source::new("lint.toml", text), &mut Mistakes::default());
    let mut mistakes = Mistakes::default();
    let active = rule.configured(None, Some(Severity::Error), &mut mistakes).unwrap();
    assert_eq!(active.severity(), Severity::Error);
    assert!(std::ptr::eq(active.check(), &raw const rule.check), "nothing is built anew");
    let over = table("case = \"match\"\n");
    assert!(rule.configured(Some(&over), Some(Severity::Note), &mut mistakes).is_some());
    assert!(rule.configured(Some(&over), None, &mut mistakes).is_none(), "off");
    assert!(mistakes.is_empty());
    let over = table("case = \"mach\"\nforbid = [\"\"]\n");
    assert!(rule.configured(Some(&over), Some(Severity::Note), &mut mistakes).is_none());
    assert_eq!(
        told(mistakes),
        [
            "1:8 [\"mach\"] unknown choice “mach”; did you mean “match”?",
            "2:11 [\"\"] the phrase is empty, so it can never fire; "
        ]
    );
    let mut mistakes = Mistakes::default();
    assert!(rule.configured(Some(&table("forbid = []\n")), None, &mut mistakes).is_none());
    assert_eq!(
        told(mistakes),
        ["1:1 [forbid] the rule has no phrase, so it can never fire; list them under “forbid” or “replace”"]
    );
}

#[test]
fn rules_whose_parameters_come_to_the_same_are_one() {
    let identity = |text: &str, over: &str| {
        let over = Table::parse(&Source::new("lint.toml", over), &mut Mistakes::default());
        let rule = Arc::new(rule(text).0.unwrap());
        rule.configured(Some(&over), Some(Severity::Note), &mut Mistakes::default()).unwrap().identity()
    };
    let same = identity(GOOD, "");
    for over in ["forbid = ['shock']", "case = \"ignore\"\nwhole-words = true\nforbid = [\"shock\"]"] {
        assert_eq!(identity(GOOD, over), same, "{over}");
    }
    assert_ne!(identity(GOOD, "case = \"match\""), same);
    assert_ne!(identity(&GOOD.replace("\"body\"", "\"deck\""), ""), same, "it reads other blocks");
}

/// Makes a folder of rule files and loads it: where each rule is from, and what is wrong.
fn loaded(files: &[(&str, &str)]) -> (Vec<Arc<Rule>>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut mistakes = Mistakes::default();
    let rules = load(&[(folder.path().to_owned(), "rules".to_owned())], &mut mistakes);
    let tell = |mistake: crate::table::Mistake| {
        format!("{} {}; {}", mistake.place.source.path(), mistake.message, mistake.advice)
    };
    (rules, mistakes.into_vec().into_iter().map(tell).collect())
}

fn find<'r>(rules: &'r [Arc<Rule>], id: &str) -> &'r Rule {
    rules.iter().find(|rule| &*rule.name.id == id).unwrap()
}

#[test]
fn rules_of_the_project_stand_beside_the_built_in_ones() {
    let (rules, told) = loaded(&[("style/tone/loud-word.toml", GOOD), ("notes.txt", "no rule")]);
    assert_eq!(told, [""; 0]);
    let own = find(&rules, "loud-word");
    assert_eq!(
        (own.subject.as_str(), &own.home),
        ("style/tone", &Home::Project("rules/style/tone/loud-word.toml".into()))
    );
    assert_eq!(find(&rules, "conflict-marker").home, Home::BuiltIn);
    assert!(rules.is_sorted_by_key(|rule| Arc::clone(&rule.name.id)));
}

#[test]
fn the_project_wins_unless_its_file_is_wrong() {
    let own = GOOD.replace("loud-word", "conflict-marker");
    let (rules, told) = loaded(&[("conflict-marker.toml", &own)]);
    assert_eq!(told, [""; 0]);
    assert_eq!(find(&rules, "conflict-marker").kind.name, "phrase");
    let (rules, told) = loaded(&[("conflict-marker.toml", &own.replace("forbid", "forbit"))]);
    assert_eq!(told.len(), 1);
    assert_eq!(find(&rules, "conflict-marker").kind.name, "pattern", "the built-in rule stands");
}

#[test]
fn two_files_of_one_id_are_told_at_both_places() {
    let (rules, told) = loaded(&[("a/loud-word.toml", GOOD), ("b/loud-word.toml", GOOD)]);
    assert_eq!(
        told,
        [
            "rules/a/loud-word.toml two rules have the id “loud-word”; the other one stands at rules/b/loud-word.toml:2",
            "rules/b/loud-word.toml two rules have the id “loud-word”; the other one stands at rules/a/loud-word.toml:2",
        ]
    );
    assert_eq!(find(&rules, "loud-word").subject, "a");
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.toml"), b"id = \"caf\xe9\"").unwrap();
    let mut mistakes = Mistakes::default();
    let folders =
        [(folder.path().to_owned(), "own".to_owned()), (folder.path().join("none"), "none".to_owned())];
    let rules = load(&folders, &mut mistakes);
    let mistakes = mistakes.into_vec();
    assert_eq!(mistakes.len(), 2);
    assert_eq!(mistakes[0].place.source.path(), "own/bad.toml");
    assert_eq!(mistakes[0].message, "the rule file is not UTF-8: byte 9 begins no character");
    assert_eq!(mistakes[1].place.source.path(), "none");
    let message =
        "the rule folder cannot be read: there is no such file or folder, or the link leads nowhere";
    assert_eq!(mistakes[1].message, message);
    assert!(!rules.is_empty(), "the built-in rules stand");
}
