//! Tests of settings: what `lint.toml` and the command line come to, and what is wrong in them.

use super::tree::Tree;
use super::*;
use crate::document::Breaks;
use crate::table::Data;

fn settings(tree: &Tree, config: &[&str]) -> Arc<Settings> {
    let config: Vec<String> = config.iter().map(|&text| text.to_owned()).collect();
    Resolver::new(&config, false, &tree.root()).unwrap().for_folder(&tree.root())
}

/// “line:column message; advice”
fn told(mistakes: &[Mistake]) -> Vec<String> {
    let tell = |mistake: &Mistake| {
        let at = mistake.place.source.position(mistake.place.span.start());
        let advice = if mistake.advice.is_empty() { "" } else { "; " };
        format!("{}:{} {}{advice}{}", at.line, at.column, mistake.message, mistake.advice)
    };
    mistakes.iter().map(tell).collect()
}

#[test]
fn without_a_file_the_defaults_hold() {
    let tree = Tree::new(&[]);
    let settings = settings(&tree, &[]);
    assert!(settings.file().is_none() && settings.mistakes().is_empty());
    assert_eq!(settings.fail_on.value, Some(Severity::Error));
    assert_eq!(settings.include.value.patterns(), DEFAULT_INCLUDE);
    assert_eq!(settings.base_profile().paragraphs().value, Breaks::Auto);
}

#[test]
fn all_mistakes_are_told_at_their_places_and_the_rest_holds() {
    let text = "\
paragrafs = \"line\"
rule-folders = [\"rules\", \"none\", \"a.md\"]
paragraphs = \"lines\"
fail-on = true

[files]
include = [\"**/*.md\", \"é[\"]
exclude = [\"/etc/**\", 3]
exlude = []

[vocabulary]
accept = [\"Ishiba\", \" \"]
files = [\"words.txt\", \"none.txt\"]

[rules]
long-paragraph.severity = \"warn\"
doubled-word = \"off\"
[rules.long-sentence]
max-words = 3
sevrity = \"off\"

[[override]]
rules.doubled-word.severity = \"note\"

[[override]]
paths = [\"wire/**\"]

[[stet]]
paths = []
rule = \"doubled-word\"
[[stet]]
paths = [\"a.txt\"]
text = \"\"
[[stet]]
paths = [\"a.txt\"]
rule = \"*\"
";
    let tree = Tree::new(&[("lint.toml", text), ("rules/x.toml", ""), ("a.md", ""), ("words.txt", "Orr\n")]);
    let settings = settings(&tree, &[]);
    let wanted = [
        "1:1 unknown setting “paragrafs”; did you mean “paragraphs”?",
        "2:26 there is no rule folder “none”; rule folders are relative to the folder of the settings file",
        "2:34 “a.md” is not a folder; name the folder of rule files",
        "3:14 unknown way to end paragraphs “lines”; did you mean “line”?",
        "4:11 expected a string, found true or false",
        "7:23 the glob “é[” is broken: unclosed character class; missing ']'",
        "8:12 the glob “/etc/**” can never match; globs are relative to the folder of the settings file and \
         stay inside it",
        "8:23 expected a string, found a whole number",
        "9:1 unknown setting in [files] “exlude”; did you mean “exclude”?",
        "12:21 an accepted word is empty",
        "13:23 the word file “none.txt” cannot be read: there is no such file or folder; word files are \
         relative to the folder of the settings file",
        "16:27 unknown severity “warn”; known are: error, warning, note, off",
        "17:16 expected a table for the rule “doubled-word”, found a string; write [rules.doubled-word], and \
         below it severity = \"off\" or another severity",
        "19:1 unknown setting of a rule “max-words”; parameters stand under [rules.long-sentence.params]",
        "20:1 unknown setting of a rule “sevrity”; did you mean “severity”?",
        "22:1 this [[override]] names no “paths”; add paths = [\"folder/**\"]",
        "25:1 this [[override]] changes nothing; add rules.ID.severity, rules.ID.params, paragraphs \
         or language",
        "29:9 this [[stet]] holds nowhere: its “paths” are empty; add a glob, such as \"folder/**\"",
        "31:1 this [[stet]] names no “rule”; add rule = \"the rule's id\"",
        "33:8 “text” is empty",
        "36:8 “*” would silence every rule; name the rule, or set allow-stet-all = true",
    ];
    let told = told(settings.mistakes());
    for (told, wanted) in told.iter().zip(wanted) {
        assert_eq!(told, wanted);
    }
    assert_eq!(told.len(), wanted.len());
    assert_eq!(settings.include.value.patterns(), ["**/*.md"]);
    assert_eq!(settings.accepted().map(|word| &*word.text).collect::<Vec<_>>(), ["Ishiba", "Orr"]);
    assert_eq!(settings.rule_folders.value.len(), 1);
}

#[test]
fn the_language_is_that_of_the_file_unless_an_override_says_another() {
    let text = "language = \"en-US\"\n[[override]]\npaths = [\"london/**\"]\nlanguage = \"en-GB\"\n\
                [[override]]\npaths = [\"wire/**\"]\nlanguage = \"en-UK\"\n";
    let tree = Tree::new(&[("lint.toml", text)]);
    let settings = settings(&tree, &[]);
    assert_eq!(told(settings.mistakes()), ["7:12 unknown language “en-UK”; did you mean “en-US”?"]);
    let language = |draft: &str| settings.profile(&tree.at(draft)).language().value.name().to_owned();
    assert_eq!(["a.md", "london/a.md", "wire/a.md"].map(language), ["en-US", "en-GB", "en-US"]);
    let tree = Tree::new(&[]);
    let plain = self::settings(&tree, &[]);
    assert_eq!(plain.base_profile().language().value, Language::English);
}

#[test]
fn what_is_wrong_with_the_toml_does_not_hide_the_rest() {
    let tree = Tree::new(&[("lint.toml", "fail-on = \nparagraphs = \"line\"\n[files\nroot = 1\n")]);
    let settings = settings(&tree, &[]);
    assert!(told(settings.mistakes()).len() >= 2, "{:?}", told(settings.mistakes()));
    assert_eq!(settings.base_profile().paragraphs().value, Breaks::Line);
}

#[test]
fn one_mistake_hides_no_other_and_makes_none_up() {
    let text = "\
require-reason = true
rules.doubled-wrod = \"off\"

[override]
path = [\"a\"]
rules.long-sentense.severity = \"of\"

[[stet]]
paths = \"a\"
rule = \"xyzzy\"
[[stet]]
paths = []
rule = \"*\"
[[stet]]
paths = [\"a\"]
rule = \"zyxxy\"
text = 1
reason = \"\"
[[stet]]
paths = [\"a\"]
reasn = \"sic\"
";
    let tree = Tree::new(&[("lint.toml", text)]);
    let settings = settings(&tree, &[]);
    let wanted = [
        "2:22 expected a table for the rule “doubled-wrod”, found a string; write [rules.doubled-wrod], and below it \
         severity = \"off\" or another severity",
        "4:1 “override” must be a list of tables; write [[override]], with two brackets: there may be several",
        "5:1 unknown setting in [[override]] “path”; did you mean “paths”?",
        "6:32 unknown severity “of”; did you mean “off”?",
        "8:1 this [[stet]] gives no reason; “require-reason” is set: add reason = \"why it may stand\"",
        "9:9 expected a list, found a string",
        "11:1 this [[stet]] gives no reason; “require-reason” is set: add reason = \"why it may stand\"",
        "12:9 this [[stet]] holds nowhere: its “paths” are empty; add a glob, such as \"folder/**\"",
        "13:8 “*” would silence every rule; name the rule, or set allow-stet-all = true",
        "17:8 expected a string, found a whole number",
        "18:10 “reason” is empty",
        "19:1 this [[stet]] names no “rule”; add rule = \"the rule's id\"",
        "21:1 unknown setting in [[stet]] “reasn”; did you mean “reason”?",
    ];
    let said = told(settings.mistakes());
    for (told, wanted) in said.iter().zip(wanted) {
        assert_eq!(told, wanted);
    }
    assert_eq!(said.len(), wanted.len(), "{said:#?}");
    let unknown = settings.unknown_rules(&["doubled-word", "long-sentence"]);
    let unknown: Vec<String> =
        told(&unknown).iter().map(|told| told[..told.find(';').unwrap()].to_owned()).collect();
    assert_eq!(
        unknown,
        [
            "2:7 unknown rule “doubled-wrod”",
            "6:7 unknown rule “long-sentense”",
            "10:8 unknown rule “xyzzy”",
            "16:8 unknown rule “zyxxy”"
        ],
        "also where it could not hold"
    );
    assert!(settings.stets().is_empty(), "none of them is whole");
}

#[test]
fn what_may_stand_in_broken_toml_is_not_missing() {
    let text = "require-reason = true\n[[override]]\npaths = \nlanguage = \"en-GB\"\n[[stet]]\nrule = \npaths = [\"a\"]\n";
    let tree = Tree::new(&[("lint.toml", text)]);
    let told = told(settings(&tree, &[]).mistakes());
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told.iter().all(|told| told.contains("this is not valid TOML")), "{told:#?}");
}

#[test]
fn overrides_apply_in_order_and_the_command_line_last() {
    let text = "\
[rules.long-paragraph]
severity = \"off\"
params = { max-words = 100, allow = [\"a\", \"b\"] }
[[override]]
paths = [\"wire/**\"]
paragraphs = \"blank\"
rules.long-paragraph.severity = \"note\"
rules.long-paragraph.params.max-words = 80
[[override]]
paths = [\"wire/sport/**\", \"*.md\"]
rules.long-paragraph.params.allow = [\"c\"]
rules.long-sentence.severity = \"warning\"
";
    let tree = Tree::new(&[("lint.toml", text)]);
    let settings = settings(&tree, &["rules.long-paragraph.severity = 'error'"]);
    assert!(settings.mistakes().is_empty(), "{:?}", told(settings.mistakes()));
    let profile = settings.profile(&tree.at("wire/sport/a.md"));
    let rules = profile.rules();
    let change = &rules["long-paragraph"];
    let severity = change.severity.clone().unwrap();
    assert_eq!((severity.value, severity.origin.name()), (Some(Severity::Error), "command-line"));
    assert!(matches!(change.params.get("max-words").unwrap().data, Data::Integer(80)));
    let Data::List(allow) = &change.params.get("allow").unwrap().data else { panic!("a list") };
    assert_eq!(allow.len(), 1, "lists replace");
    let origins: Vec<String> = ["max-words", "allow", "none"]
        .iter()
        .map(|name| profile.origin_of_parameter("long-paragraph", name).to_string())
        .collect();
    assert_eq!(origins, ["lint.toml:8 (override)", "lint.toml:11 (override)", "default"]);
    assert_eq!(profile.paragraphs().value, Breaks::Blank);
    assert_eq!(rules["long-sentence"].severity.as_ref().unwrap().value, Some(Severity::Warning));
}

#[test]
fn drafts_under_the_same_overrides_share_a_profile() {
    let text = "[[override]]\npaths = [\"wire/**\"]\nparagraphs = \"line\"\n";
    let tree = Tree::new(&[("lint.toml", text)]);
    let settings = settings(&tree, &[]);
    let profile = |path: &str| settings.profile(&tree.at(path));
    assert_eq!(profile("wire/a.md"), profile("wire/deep/b.txt"));
    assert_ne!(profile("wire/a.md"), profile("a.md"));
    assert_eq!(profile("a.md"), settings.base_profile());
}

#[test]
fn an_off_in_the_file_is_told_from_silence() {
    let tree = Tree::new(&[("lint.toml", "rules.a.severity = \"off\"\nrules.b.params.x = 1\n")]);
    let profile = settings(&tree, &[]).base_profile();
    let rules = profile.rules();
    assert_eq!(rules["a"].severity.as_ref().unwrap().value, None);
    assert!(rules["b"].severity.is_none());
}

#[test]
fn unknown_rules_are_told_wherever_they_are_named() {
    let text = "\
rules.long-sentense.severity = \"off\"
[[override]]
paths = [\"a\"]
rules.xyzzy.severity = \"off\"
[[stet]]
paths = [\"a\"]
rule = \"doubled-wrod\"
";
    let tree = Tree::new(&[("lint.toml", text)]);
    let settings =
        settings(&tree, &["rules.long-sentence.severity = 'off'", "rules.longer.severity = 'off'"]);
    assert_eq!(
        told(&settings.unknown_rules(&["long-sentence", "doubled-word"])),
        [
            "1:7 unknown rule “long-sentense”; did you mean “long-sentence”?",
            "4:7 unknown rule “xyzzy”; known are: long-sentence, doubled-word",
            "1:7 unknown rule “longer”; known are: long-sentence, doubled-word",
            "7:8 unknown rule “doubled-wrod”; did you mean “doubled-word”?",
        ]
    );
}

#[test]
fn word_files_have_one_word_a_line() {
    let text = "\u{feff}# names\r\nIshiba\r\n\r\n  Łódź \r\n# end\r\nDurán Durán";
    let tree =
        Tree::new(&[("lint.toml", "vocabulary.files = [\"words/names.txt\"]"), ("words/names.txt", text)]);
    let settings = settings(&tree, &[]);
    let words: Vec<_> = settings
        .accepted()
        .map(|word| {
            let at = word.place.source.position(word.place.span.start());
            (word.text.as_str(), at.line, at.column)
        })
        .collect();
    assert_eq!(words, [("Ishiba", 2, 1), ("Łódź", 4, 3), ("Durán Durán", 6, 1)]);
    assert_eq!(settings.accepted().next().unwrap().place.source.path(), "words/names.txt");
}

#[test]
fn what_is_accepted_and_rejected_is_told() {
    let tree = Tree::new(&[
        (
            "lint.toml",
            "[vocabulary]\naccept = ['Kiev', 'Kyiv']\nfiles = ['words.txt']\nreject = { Kiev = 'Kyiv' }\n",
        ),
        ("words.txt", "# places\nKiev\n"),
    ]);
    let settings = settings(&tree, &[]);
    assert_eq!(
        told(settings.mistakes()),
        [
            "2:1 “Kiev” is accepted here, and rejected for “Kyiv”; take it out of one of the two lists",
            "2:11 “Kiev” is accepted here, and rejected for “Kyiv”; take it out of one of the two lists",
        ]
    );
}

#[test]
fn an_empty_or_wholly_broken_include_falls_back_to_the_default() {
    for include in ["[]", "[\"[\"]", "3"] {
        let tree = Tree::new(&[("lint.toml", &format!("files.include = {include}"))]);
        let settings = settings(&tree, &[]);
        assert_eq!(settings.mistakes().len(), 1, "{include}");
        assert_eq!(settings.include.value.patterns(), DEFAULT_INCLUDE, "{include}");
    }
}

#[test]
fn a_stet_entry_without_its_reason_is_told_where_reasons_are_required() {
    let text = "require-reason = true\n[[stet]]\npaths = [\"a.txt\"]\nrule = \"doubled-word\"\n";
    let tree = Tree::new(&[("lint.toml", text)]);
    let settings = settings(&tree, &[]);
    let wanted =
        "2:1 this [[stet]] gives no reason; “require-reason” is set: add reason = \"why it may stand\"";
    assert_eq!(told(settings.mistakes()), [wanted]);
    assert_eq!(settings.stets().len(), 1, "the entry holds all the same");
}

#[test]
fn our_own_settings_are_right_and_leave_the_seeds_alone() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolver = Resolver::new(&[], false, here).unwrap();
    let settings = resolver.for_path(&here.join("seeds/a.txt"));
    assert_eq!(settings.folder(), here);
    assert_eq!(told(settings.mistakes()), [""; 0]);
    assert!(settings.profile(&here.join("seeds/a.txt")).rules().is_empty());
    assert!(!settings.profile(&here.join("docs/design.md")).rules().is_empty());
}

#[test]
fn a_dictionary_must_be_there_with_its_affixes() {
    let tree = Tree::new(&[
        (
            "lint.toml",
            "[dictionaries]\nde = \"none.dic\"\nfr = \"fr.dic\"\nen-US = \"en.dic\"\nit = \"it.txt\"\nda = \"da.dic\"\n",
        ),
        ("fr.dic", "0\n"),
        ("da.dic", "0\n"),
        ("da.aff", ""),
    ]);
    let settings = settings(&tree, &[]);
    assert_eq!(
        told(settings.mistakes()).iter().map(|told| told.split("; ").next().unwrap()).collect::<Vec<_>>(),
        [
            "2:6 the dictionary for “de” is missing: there is no none.dic where “none.dic” should be",
            "3:6 the dictionary for “fr” is missing: there is no fr.aff where “fr.dic” should be",
            "4:1 “en-US” needs no dictionary",
            "5:6 “it.txt” is no Hunspell dictionary",
        ]
    );
    let found = settings.dictionaries.value.iter().filter(|one| one.found);
    assert_eq!(found.map(|one| one.tag.as_str()).collect::<Vec<_>>(), ["da"]);
}
