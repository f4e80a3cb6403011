//! `copydesk rules`: all rules, what they weigh here, and where they are from.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use super::output::{stdout, terminal_width};
use super::settings::SettingsArgs;
use super::trouble;
use crate::finding::{Finding, Severity};
use crate::lint::Plans;
use crate::lint::plan::effective_severity;
use crate::rule::{Home, Rule};
use crate::table::Table;

/// Lists all rules: what they weigh here, their kind, and where they are from
#[derive(Debug, Args)]
#[command(after_help = "Ask about one of them:  copydesk explain ID")]
pub(super) struct RulesArgs {
    /// The folder or draft whose settings count [default: the working directory]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// The shape of the list
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = ["full", "json"])]
    format: String,

    #[command(flatten)]
    settings: SettingsArgs,
}

/// A rule as it holds at some place.
pub(super) struct Held {
    /// The rule.
    pub rule: Arc<Rule>,
    /// Its severity there; `None` when it is off.
    pub severity: Option<Severity>,
    /// Its parameters there: those of its file, and what settings lay on them.
    pub params: Table,
}

/// The rules that hold at a place, sorted by id, and what is wrong with files on the way.
pub(super) struct Catalogue {
    /// The rules.
    pub rules: Vec<Held>,
    /// The mistakes in rule files and settings, as findings.
    pub trouble: Vec<Finding>,
}

impl Catalogue {
    /// The rules for `path`, or else for the working directory.
    pub(super) fn at(path: Option<&PathBuf>, arguments: &SettingsArgs) -> anyhow::Result<Self> {
        let resolver = arguments.resolver()?;
        let here = std::env::current_dir().context("the working directory cannot be read")?;
        let path = path.map_or_else(|| here.clone(), |path| here.join(path));
        let settings = if path.is_dir() { resolver.for_folder(&path) } else { resolver.for_path(&path) };
        let mut plans = Plans::default();
        let profile = settings.profile(&path);
        let changes = profile.rules();
        let rules = plans.catalogue(&settings);
        let rules = rules.into_iter().map(|rule| {
            let severity = effective_severity(&rule, &changes);
            let change = changes.get(&*rule.name.id);
            let params =
                change.map_or_else(|| rule.params.clone(), |change| rule.params.merged(&change.params));
            Held { rule, severity, params }
        });
        let rules = rules.collect();
        Ok(Self { rules, trouble: trouble::of_files(plans, &resolver) })
    }
}

pub(super) fn run(arguments: &RulesArgs) -> anyhow::Result<u8> {
    let catalogue = Catalogue::at(arguments.path.as_ref(), &arguments.settings)?;
    let mut out = stdout();
    if arguments.format == "json" {
        serde_json::to_writer_pretty(&mut out, &json(&catalogue))?;
        writeln!(out)?;
    } else {
        table(&catalogue, &mut out)?;
    }
    out.flush()?;
    drop(out);
    trouble::end(catalogue.trouble, terminal_width())
}

/// The word for a severity in a list.
pub(super) fn weight(severity: Option<Severity>) -> &'static str {
    severity.map_or("off", Severity::name)
}

/// Where a rule is from, in words.
pub(super) fn home(rule: &Rule) -> &str {
    match &rule.home {
        Home::BuiltIn => "built in",
        Home::Project(path) => path,
    }
}

fn table(catalogue: &Catalogue, out: &mut impl Write) -> anyhow::Result<()> {
    let mut subjects: BTreeMap<&str, Vec<&Held>> = BTreeMap::new();
    for entry in &catalogue.rules {
        subjects.entry(&entry.rule.subject).or_default().push(entry);
    }
    let widest = |text: fn(&Rule) -> &str| {
        catalogue.rules.iter().map(|held| text(&held.rule).chars().count()).max().unwrap_or(0)
    };
    let (ids, kinds) = (widest(|rule| &rule.name.id), widest(|rule| rule.name.kind));
    for (subject, rules) in subjects {
        writeln!(out, "{}", if subject.is_empty() { "(no subject)" } else { subject })?;
        for Held { rule, severity, .. } in rules {
            let (id, kind, weight) = (&rule.name.id, rule.name.kind, weight(*severity));
            writeln!(out, "  {id:ids$}  {weight:7}  {kind:kinds$}  {}", home(rule))?;
        }
        writeln!(out)?;
    }
    let on = catalogue.rules.iter().filter(|held| held.severity.is_some()).count();
    writeln!(out, "{} rules, {on} of them on", catalogue.rules.len())?;
    Ok(())
}

fn json(catalogue: &Catalogue) -> serde_json::Value {
    let rules: Vec<_> = catalogue
        .rules
        .iter()
        .map(|Held { rule, severity, .. }| {
            serde_json::json!({
                "id": &*rule.name.id,
                "subject": rule.subject,
                "severity": weight(*severity),
                "kind": rule.name.kind,
                "origin": home(rule),
                "why": rule.why,
            })
        })
        .collect();
    serde_json::json!({ "version": 1, "rules": rules })
}
