//! `copydesk config`: what holds for a draft, and who says so. The values and their origins come from `settings`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;
use toml::Value;

use super::output::{stdout, terminal_width};
use super::rules::Catalogue;
use super::settings::SettingsArgs;
use super::trouble;
use crate::document::Breaks;
use crate::finding::Severity;
use crate::settings::locate::{absolute, shown};
use crate::settings::{Globs, Origin, Profile, Resolver, Setting, StetEntry};
use crate::table::{Data, Place, Table};

/// Values further right than this push their origin along; shorter ones line up.
const WIDEST: usize = 50;

/// Shows what holds for a draft, each value with where it is from
///
/// Settings come from the nearest lint.toml above the draft, up to the repository's root. In rising order: what holds by
/// default, lint.toml, its overrides for the draft, --config.
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// The draft, which need not exist, or a folder [default: the working directory]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// The shape of the answer
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Shape::Full)]
    format: Shape,

    #[command(flatten)]
    settings: SettingsArgs,
}

/// The shape of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// TOML, the origin behind each value
    Full,
    /// One JSON object
    Json,
}

/// Prints the settings of the draft that was named, and what is wrong with them.
pub(super) fn run(arguments: &ConfigArgs) -> anyhow::Result<u8> {
    let mut out = stdout();
    let named = arguments.path.as_deref().unwrap_or(Path::new("."));
    write(named, arguments.format, &arguments.settings.resolver()?, &mut out)?;
    out.flush()?;
    drop(out);
    let catalogue = Catalogue::at(arguments.path.as_ref(), &arguments.settings)?;
    trouble::end(catalogue.trouble, terminal_width())
}

fn write(named: &Path, shape: Shape, resolver: &Resolver, out: &mut dyn Write) -> anyhow::Result<()> {
    let answer = Answer::of(named, resolver);
    match shape {
        Shape::Full => answer.write_text(out)?,
        Shape::Json => {
            serde_json::to_writer_pretty(&mut *out, &answer)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// What holds for one path.
#[derive(Serialize)]
struct Answer {
    version: u32,
    path: String,
    /// The settings file.
    file: Option<String>,
    excluded: bool,
    settings: Vec<Row>,
}

/// One value with its origin.
#[derive(Serialize)]
struct Row {
    key: String,
    value: Value,
    origin: &'static str,
    /// Where it is written, if anybody wrote it: file, line and column, both from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<RowPlace>,
    #[serde(skip)]
    told: String,
}

#[derive(Serialize)]
struct RowPlace {
    path: String,
    line: usize,
    column: usize,
}

impl Answer {
    fn of(named: &Path, resolver: &Resolver) -> Self {
        let path = absolute(named, resolver.folder());
        let settings = if path.is_dir() { resolver.for_folder(&path) } else { resolver.for_path(&path) };
        Self {
            version: 1,
            path: shown(named),
            file: settings.file().map(|file| file.path().to_owned()),
            excluded: settings.excludes(&path),
            settings: rows(&settings.profile(&path), &path),
        }
    }

    fn write_text(&self, out: &mut dyn Write) -> std::io::Result<()> {
        match &self.file {
            Some(file) => writeln!(out, "# What holds for {}, by {file}", self.path)?,
            None => writeln!(out, "# What holds for {}; there is no lint.toml above it", self.path)?,
        }
        if self.excluded {
            writeln!(out, "# It is excluded, and never read")?;
        }
        let lines: Vec<String> =
            self.settings.iter().map(|row| format!("{} = {}", row.key, row.value)).collect();
        let widths = lines.iter().map(|line| line.chars().count());
        let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
        for (line, row) in lines.iter().zip(&self.settings) {
            writeln!(out, "{line:width$}  # {}", row.told)?;
        }
        Ok(())
    }
}

/// All values that hold for the draft at the absolute `path`, in the order of a settings file.
fn rows(profile: &Profile, path: &Path) -> Vec<Row> {
    let settings = profile.settings();
    let breaks = |breaks: Breaks| match breaks {
        Breaks::Auto => "auto",
        Breaks::Line => "line",
        Breaks::Blank => "blank",
    };
    let globs = |globs: &Globs| Value::from(globs.patterns().to_vec());
    let mut rows = vec![
        setting("rule-folders", &settings.rule_folders, |all| texts(all.iter().map(|one| &*one.shown))),
        setting("fail-on", &settings.fail_on, |level| severity(*level, "never")),
        setting("baseline", &settings.baseline, |file| {
            Value::from(file.as_ref().map_or("", |file| file.name.as_str()))
        }),
        setting("paragraphs", &profile.paragraphs(), |way| Value::from(breaks(*way))),
        setting("language", &profile.language(), |language| Value::from(language.name())),
        setting("dictionaries", &settings.dictionaries, |all| {
            Value::Table(all.iter().map(|one| (one.tag.clone(), Value::from(one.name.as_str()))).collect())
        }),
        setting("require-reason", &settings.require_reason, |yes| Value::from(*yes)),
        setting("allow-stet-all", &settings.allow_stet_all, |yes| Value::from(*yes)),
        setting("files.include", &settings.include, globs),
        setting("files.exclude", &settings.exclude, globs),
        setting("vocabulary.accept", &settings.accept, |all| texts(all.iter().map(|one| &*one.text))),
        setting("vocabulary.reject", &settings.reject, |all| {
            Value::Table(
                all.iter().map(|one| (one.text.clone(), Value::from(one.instead.as_str()))).collect(),
            )
        }),
        setting("vocabulary.files", &settings.word_files, |all| texts(all.iter().map(|one| &*one.name))),
    ];
    for (id, change) in profile.rules() {
        let rule = format!("rules.{}", key(id));
        if let Some(level) = &change.severity {
            rows.push(setting(&format!("{rule}.severity"), level, |level| severity(*level, "off")));
        }
        for entry in change.params.entries() {
            let origin = profile.origin_of_parameter(id, &entry.name);
            rows.push(row(format!("{rule}.params.{}", key(&entry.name)), value(&entry.value.data), &origin));
        }
    }
    let in_file = |place: &Place| settings.file().is_some_and(|file| Arc::ptr_eq(file, &place.source));
    for entry in settings.stets().iter().filter(|entry| entry.paths.hold(path)) {
        let origin = if in_file(&entry.place) { Origin::File } else { Origin::CommandLine };
        rows.push(row("stet".to_owned(), stet(entry), &origin(entry.place.clone())));
    }
    rows
}

fn severity(level: Option<Severity>, none: &'static str) -> Value {
    Value::from(level.map_or(none, Severity::name))
}

fn setting<T>(key: &str, setting: &Setting<T>, show: impl FnOnce(&T) -> Value) -> Row {
    row(key.to_owned(), show(&setting.value), &setting.origin)
}

fn row(key: String, value: Value, origin: &Origin) -> Row {
    let place = origin.place().map(|place| {
        let at = place.source.position(place.span.start());
        RowPlace { path: place.source.path().to_owned(), line: at.line, column: at.column }
    });
    Row { key, value, origin: origin.name(), place, told: origin.to_string() }
}

/// A key as TOML wants it: bare, or in quotation marks.
fn key(name: &str) -> String {
    let bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if bare { name.to_owned() } else { Value::from(name).to_string() }
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> Value {
    Value::Array(texts.map(Value::from).collect())
}

fn stet(entry: &StetEntry) -> Value {
    let fields =
        [("rule", Some(&entry.rule)), ("text", entry.text.as_ref()), ("reason", entry.reason.as_ref())];
    let said =
        fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Value::from(text?.as_str()))));
    Value::Table(said.collect())
}

fn value(data: &Data) -> Value {
    match data {
        Data::Text(text) | Data::Date(text) => Value::from(text.as_str()),
        Data::Integer(number) => Value::from(*number),
        Data::Decimal(number) => Value::from(*number),
        Data::Boolean(yes) => Value::from(*yes),
        Data::List(items) => Value::Array(items.iter().map(|item| value(&item.data)).collect()),
        Data::Table(table) => Value::Table(entries(table)),
    }
}

fn entries(table: &Table) -> toml::Table {
    table.entries().iter().map(|entry| (entry.name.clone(), value(&entry.value.data))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tree::Tree;

    fn config(tree: &Tree, path: Option<&str>, format: Shape, typed: &[&str]) -> String {
        let typed: Vec<String> = typed.iter().map(|&text| text.to_owned()).collect();
        let resolver = Resolver::new(&typed, false, &tree.root()).unwrap();
        let mut out = Vec::new();
        write(path.map_or(Path::new("."), Path::new), format, &resolver, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const SETTINGS: &str = "\
fail-on = \"warning\"
files.exclude = [\"old/**\"]
rules.long-paragraph.params.max-words = 80
[[override]]
paths = [\"wire/**\"]
rules.long-paragraph.severity = \"off\"
[[stet]]
paths = [\"wire/a.txt\"]
rule = \"doubled-word\"
text = \"had had\"
";

    #[test]
    fn each_value_names_its_origin() {
        let tree = Tree::new(&[("lint.toml", SETTINGS)]);
        let text = config(&tree, Some("./wire/a.txt"), Shape::Full, &["require-reason = false"]);
        let wanted = "\
# What holds for wire/a.txt, by lint.toml
rule-folders = []                                   # default
fail-on = \"warning\"                                 # lint.toml:1
baseline = \"\"                                       # default
paragraphs = \"auto\"                                 # default
language = \"en\"                                     # default
dictionaries = {}                                   # default
require-reason = false                              # --config
allow-stet-all = false                              # default
files.include = [\"**/*.md\", \"**/*.markdown\", \"**/*.txt\"]  # default
files.exclude = [\"old/**\"]                          # lint.toml:2
vocabulary.accept = []                              # default
vocabulary.reject = {}                              # default
vocabulary.files = []                               # default
rules.long-paragraph.severity = \"off\"               # lint.toml:6 (override)
rules.long-paragraph.params.max-words = 80          # lint.toml:3
stet = { rule = \"doubled-word\", text = \"had had\" }  # lint.toml:7
";
        assert_eq!(text, wanted);
        assert!(toml::from_str::<toml::Table>(&text).is_ok(), "it is TOML");
    }

    #[test]
    fn without_settings_all_is_default() {
        let tree = Tree::new(&[]);
        let text = config(&tree, None, Shape::Full, &[]);
        assert!(text.starts_with("# What holds for .; there is no lint.toml above it\n"), "{text}");
        assert!(text.lines().skip(1).all(|line| line.ends_with("  # default")), "{text}");
    }

    #[test]
    fn json_tells_the_same() {
        let tree = Tree::new(&[("lint.toml", SETTINGS)]);
        let text = config(&tree, Some("old/é.md"), Shape::Json, &[]);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (&json["version"], &json["path"], &json["file"]),
            (&1.into(), &"old/é.md".into(), &"lint.toml".into())
        );
        assert_eq!(json["excluded"], true);
        let row = |key: &str| {
            json["settings"].as_array().unwrap().iter().find(|row| row["key"] == key).unwrap().clone()
        };
        let place = serde_json::json!({ "path": "lint.toml", "line": 3, "column": 41 });
        let wanted = serde_json::json!({
            "key": "rules.long-paragraph.params.max-words", "value": 80, "origin": "file", "place": place,
        });
        assert_eq!(row("rules.long-paragraph.params.max-words"), wanted);
        assert_eq!(
            row("paragraphs"),
            serde_json::json!({ "key": "paragraphs", "value": "auto", "origin": "default" })
        );
    }

    #[test]
    fn odd_names_stay_toml() {
        let tree = Tree::new(&[(
            "lint.toml",
            "[rules.\"é x\"]\nparams = { \"a b\" = [1.5, true], c.d = 2024-05-01 }\n",
        )]);
        let text = config(&tree, None, Shape::Full, &[]);
        let table: toml::Table = toml::from_str(&text).unwrap();
        assert_eq!(table["rules"]["é x"]["params"]["a b"].to_string(), "[1.5, true]");
        assert_eq!(table["rules"]["é x"]["params"]["c"]["d"].as_str(), Some("2024-05-01"));
    }
}
