//! `copydesk test`: runs the examples inside rule files: good ones must be let pass, bad ones found, fixes must give
//! what is promised.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::exit_code;
use super::output::{OutputArgs, say, stdout};
use super::rules::Catalogue;
use super::settings::SettingsArgs;
use super::trouble;
use crate::document::{Source, Span};
use crate::finding::{Finding, Label};
use crate::report::{Format, Report, Style, counted};
use crate::rule::{self, ExampleFault, Fault, Home, Rule};
use crate::settings;
use crate::table::{Mistakes, Place};

/// Runs the examples inside rule files
#[derive(Debug, Args)]
#[command(after_help = "\
A good example must be let pass, a bad one must be found, and the text after its fix must be the one that the example \
promises. Without a path, all rules that hold in the working directory are tested, built-in ones included.")]
pub(super) struct TestArgs {
    /// Rule files, or folders of them [default: all rules that hold here]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    settings: SettingsArgs,

    #[command(flatten)]
    output: OutputArgs,
}

/// The rules to test, and what kept others from being read.
struct Gathered {
    rules: Vec<Arc<Rule>>,
    trouble: Vec<Finding>,
}

pub(super) fn run(arguments: &TestArgs) -> anyhow::Result<u8> {
    let Gathered { rules, trouble } = gather(arguments)?;
    let mut findings: Vec<Finding> =
        rules.iter().flat_map(|rule| rule::test(rule).into_iter().map(finding)).collect();
    let (failed, faults) = (!trouble.is_empty(), findings.len());
    findings.extend(trouble);
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    let examples: usize = rules.iter().map(|rule| rule.examples.len()).sum();
    let (wrong, mistakes) = (faults, findings.len() - faults);
    let report = Report { findings, ..Report::default() };
    let style = Style { width: arguments.output.width(), colour: arguments.output.colour() };
    let mut out = stdout();
    let format = Format::named("full").expect("the text report is a format");
    (format.write)(&report, &style, &mut out)?;
    out.flush()?;
    let verdict = match (examples, wrong) {
        (0, _) => "no example, so nothing is proved".to_owned(),
        (_, 0) => "all as they should be".to_owned(),
        _ => format!("{wrong} wrong"),
    };
    let (rules, examples) = (counted(rules.len(), "rule"), counted(examples, "example"));
    let mistakes = match mistakes {
        0 => String::new(),
        _ => format!("; {} in files that could not be tested", counted(mistakes, "mistake")),
    };
    say(&format!("tested {rules} with {examples}: {verdict}{mistakes}"));
    Ok(exit_code(failed, faults > 0))
}

fn gather(arguments: &TestArgs) -> anyhow::Result<Gathered> {
    if arguments.paths.is_empty() {
        let catalogue = Catalogue::at(None, &arguments.settings)?;
        let rules = catalogue.rules.into_iter().map(|held| held.rule).collect();
        return Ok(Gathered { rules, trouble: catalogue.trouble });
    }
    let (mut rules, mut mistakes) = (Vec::new(), Mistakes::default());
    for path in &arguments.paths {
        let shown = settings::locate::shown(path);
        if path.is_dir() {
            rules.extend(rules_in(path, &shown, &mut mistakes));
        } else if let Some(source) = rule::source_at(path, &shown, &mut mistakes) {
            let (rule, own) = source.read();
            rules.extend(rule);
            mistakes.extend(own);
        }
    }
    Ok(Gathered { rules, trouble: mistakes.into_vec().into_iter().map(trouble::of_rule_file).collect() })
}

/// The rules of a folder. One without any is probably not the one that was meant, and nothing would be tested.
fn rules_in(path: &Path, shown: &str, mistakes: &mut Mistakes) -> Vec<Arc<Rule>> {
    let before = mistakes.len();
    let mut rules = rule::load(&[(path.to_owned(), shown.to_owned())], mistakes);
    rules.retain(|rule| rule.home != Home::BuiltIn);
    if rules.is_empty() && mistakes.len() == before {
        let place = Place { source: Source::new(shown, ""), span: Span::point(0) };
        mistakes.add(&place, "there is no rule file in this folder", "rule files end in .toml");
    }
    rules
}

/// The finding on the rule file that a failed example makes.
fn finding(fault: ExampleFault) -> Finding {
    let primary = Label { source: fault.place.source, span: fault.place.span, note: String::new() };
    match fault.fault {
        Fault::Noisy(words) => {
            let words: Vec<String> = words.iter().map(|words| format!("“{words}”")).collect();
            let message = format!("this good example is hit: {}", words.join(", "));
            Finding::desk("noisy-example", primary, message, "mend the rule, or its example")
        }
        Fault::Missing => {
            let message = "this bad example is not found";
            Finding::desk("silent-example", primary, message, "mend the rule, or its example")
        }
        Fault::WrongFix { got, .. } => {
            let message = "the fix gives another text than this";
            Finding::desk("wrong-fix", primary, message, &format!("it gives: {got}"))
        }
    }
}
