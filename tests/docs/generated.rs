//! The two pages that are lists of what the program knows: kinds with their parameters, built-in rules with their
//! reasons. What stands in the lists is written where it is declared.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use copydesk::finding::Severity;
use copydesk::kinds::{KINDS, Kind, Parameter, ParameterType};
use copydesk::rule::{self, Rule};
use copydesk::table::Mistakes;
use regex::Regex;
use textwrap::{Options, WordSeparator, WordSplitter};

/// No line of a page is longer.
const WIDTH: usize = 118;

/// Stands for a space at which no line may be broken.
const TIED: &str = "\u{a0}";

/// copydesk reads these pages too, and some reasons name what their rules find.
const STETS: &str =
    "<!-- stet-file: mojibake, placeholder \"TK\", repeated-word (the reasons show the faults) -->\n\n";

/// Some parameters are told by what they are for.
const STETS_OF_KINDS: &str =
    "<!-- stet-file: doubled-word, repeated-word (the entries show what stands twice) -->\n\n";

/// Built-in rules, by id.
type Rules = Vec<Arc<Rule>>;

/// The page of kinds.
pub(crate) fn kinds() -> String {
    let mut page = head("The kinds of rules, and what can be set", "src/kinds/");
    page.push_str(STETS_OF_KINDS);
    page.push_str(&filled(
        "A kind is a mechanism; a rule is one use of it, with an id, a severity and a message of its own. Each entry \
         below is a key under `[params]` in a [rule file](rule-files.md), or under `[rules.ID.params]` in \
         [`lint.toml`](settings.md). “Reads” is what a scope may ask for; anything else is refused. “Values” are the names \
         that the rule's message may put in braces beside `{text}`, the words that were hit.",
        "",
    ));
    let rules = built_in();
    for kind in KINDS {
        write!(page, "\n\n## Kind {}\n\n{}\n", code(kind.name), filled(&prose(kind.about), "")).unwrap();
        if !kind.parameters.is_empty() {
            page.push('\n');
        }
        for declared in kind.parameters {
            writeln!(page, "{}", parameter(declared)).unwrap();
        }
        for told in [reads(kind), values(kind)] {
            write!(page, "\n{}\n", filled(&told, "")).unwrap();
        }
        write!(page, "\n{}", filled(&uses(kind, &rules), "")).unwrap();
    }
    page.push('\n');
    page
}

/// The page of built-in rules.
pub(crate) fn rules() -> String {
    let mut page = head("The rules that are built in", "rules/");
    page.push_str(STETS);
    page.push_str(&filled(
        "The severity is the one that a rule has when no [`lint.toml`](settings.md) says otherwise. \
         `copydesk explain ID` shows a rule whole: what it reads, its parameters, and examples of what it finds and of \
         what it lets pass. The [kinds](kinds.md) are a page of their own.",
        "",
    ));
    let mut subjects: BTreeMap<String, Rules> = BTreeMap::new();
    for rule in built_in() {
        subjects.entry(rule.subject.clone()).or_default().push(rule);
    }
    for (subject, rules) in subjects {
        write!(page, "\n\n## Subject: {subject}\n\n| rule | severity | kind |\n|---|---|---|\n").unwrap();
        for rule in &rules {
            let (id, kind) = (&rule.name.id, rule.name.kind);
            let severity = rule.severity.map_or("off", Severity::name);
            writeln!(page, "| [`{id}`](#{id}) | {severity} | [`{kind}`](kinds.md#kind-{kind}) |").unwrap();
        }
        for rule in &rules {
            write!(page, "\n### {}\n\n{}\n", rule.name.id, filled(&reason(&rule.why), "")).unwrap();
        }
        page.truncate(page.trim_end().len());
    }
    page.push('\n');
    page
}

fn head(title: &str, source: &str) -> String {
    format!(
        "# {title}\n\n{}\n\n",
        filled(
            &format!(
                "This page is generated from `{source}`: change it there, and rewrite the page with \
                 `COPYDESK_WRITE_DOCS=1 cargo test --test docs`."
            ),
            ""
        )
    )
}

fn built_in() -> Rules {
    let mut mistakes = Mistakes::default();
    let rules = rule::load(&[], &mut mistakes);
    assert!(mistakes.is_empty(), "built-in rules have mistakes: see tests/rules.rs");
    rules
}

fn parameter(parameter: &Parameter) -> String {
    let default = match parameter.default {
        "" => "no default".to_owned(),
        value if value.contains(' ') && !value.starts_with(['"', '[']) => format!("default {value}"),
        value => format!("default {}", code(value)),
    };
    let about = format!(
        "- {}: {}; {default}. {}",
        code(parameter.name),
        accepts(&parameter.accepts),
        prose(parameter.about)
    );
    filled(&about, "  ")
}

fn accepts(accepts: &ParameterType) -> String {
    match accepts {
        ParameterType::Choice(choices) => {
            let choices: Vec<String> = choices.iter().map(|choice| code(&format!("\"{choice}\""))).collect();
            choices.join(" or ")
        }
        other => other.describe(),
    }
}

fn reads(kind: &Kind) -> String {
    let by = kind.reads.html_by.map(|by| format!("with {}, blocks of HTML", code(by)));
    let ways = [
        kind.reads.prose.then(|| "copy".to_owned()),
        by,
        kind.reads
            .markup
            .then(|| "with `text = \"markup\"`, copy and blocks of HTML with their markup".to_owned()),
        kind.reads.file.then(|| "with `blocks = [\"file\"]`, the draft as it stands".to_owned()),
    ];
    format!("Reads: {}.", ways.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

fn values(kind: &Kind) -> String {
    let names = kind.values.iter().map(|name| code(&format!("{{{name}}}")));
    let further = Some(kind.further_values).filter(|further| !further.is_empty()).map(str::to_owned);
    let names: Vec<String> = names.chain(further).collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    format!("Values: {names}.")
}

fn uses(kind: &Kind, rules: &[Arc<Rule>]) -> String {
    let ids = rules.iter().filter(|rule| rule.name.kind == kind.name).map(|rule| &rule.name.id);
    let links: Vec<String> = ids.map(|id| format!("[`{id}`](rules.md#{id})")).collect();
    if links.is_empty() {
        "No built-in rule uses it.".to_owned()
    } else {
        format!("Built in: {}.", links.join(", "))
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A rule's reason, in which straight quotation marks are those of print.
fn reason(why: &str) -> String {
    let straight = Regex::new(r#""([^"]*)""#).unwrap();
    prose(&straight.replace_all(why, "“$1”"))
}

/// Declared texts are plain: what they quote of TOML or HTML becomes code, what Markdown would read as its own is
/// escaped, and apostrophes are straight throughout a page.
fn prose(text: &str) -> String {
    let toml = r#"(?:[a-z-]+ = )?\[*"[^"]*"(?:\]*, \[*"[^"]*")*\]*|\$\{?\w+\}?"#;
    let pieces = Regex::new(&format!("{toml}|`[^`]*`|&#?\\w+;\\w*|[<*_]")).unwrap();
    let quoted = pieces.replace_all(text, |found: &regex::Captures<'_>| match &found[0] {
        sign @ ("<" | "*" | "_") => format!("\\{sign}"),
        known if known.starts_with('`') => known.to_owned(),
        piece => code(piece),
    });
    quoted.replace('’', "'")
}

/// `text` in lines, later ones indented; links and pieces of code stay whole.
fn filled(text: &str, indent: &str) -> String {
    let options = Options::new(WIDTH)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .subsequent_indent(indent);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = Regex::new("`[^`]*`").unwrap();
    let whole = code.replace_all(&words, |found: &regex::Captures<'_>| found[0].replace(' ', TIED));
    textwrap::fill(&whole, options).replace(TIED, " ")
}
