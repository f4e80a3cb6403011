//! `copydesk explain`: one rule, whole: why it is there, what it reads, what can be set, what it finds and lets pass.

use std::io::Write;

use anyhow::bail;
use clap::Args;

use super::output::{stdout, terminal_width};
use super::rules::{Catalogue, Held, home, weight};
use super::settings::SettingsArgs;
use super::{print, trouble};
use crate::finding::DESK_FINDINGS;
use crate::kinds::{BLOCK_NAMES, Layer, Quotes, Scope};
use crate::report::clean::{REPLACEMENT, is_hidden, shown};
use crate::rule::{Example, Proves, Rule};
use crate::table::{Data, Value, did_you_mean};

/// Explains a rule: why it is there, what it reads, what can be set, what it finds and what it lets pass
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The id of the rule, as in a finding's first line
    #[arg(value_name = "RULE")]
    rule: String,

    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(arguments: &ExplainArgs) -> anyhow::Result<u8> {
    let catalogue = Catalogue::at(None, &arguments.settings)?;
    let found = catalogue.rules.iter().find(|held| *held.rule.name.id == *arguments.rule);
    let width = terminal_width().min(100);
    let Some(held) = found else { return explain_other(&arguments.rule, catalogue, width) };
    let mut out = stdout();
    explain(held, width, &mut out)?;
    out.flush()?;
    drop(out);
    trouble::end(catalogue.trouble, width)
}

/// Explains a finding that no rule makes. An id that is neither may be that of a rule whose file has mistakes: they are
/// told first.
fn explain_other(id: &str, catalogue: Catalogue, width: usize) -> anyhow::Result<u8> {
    if let Some((id, about)) = DESK_FINDINGS.iter().find(|(known, _)| *known == id) {
        let about = textwrap::fill(about, width);
        return print(|out| {
            Ok(writeln!(out, "{id}\nno rule: it always holds, and no stet silences it\n\n{about}")?)
        });
    }
    let rules = catalogue.rules.iter().map(|held| &*held.rule.name.id);
    let ids = rules.chain(DESK_FINDINGS.iter().map(|(id, _)| *id));
    let advice = match did_you_mean(id, ids) {
        advice if advice.is_empty() => "copydesk rules lists them all".to_owned(),
        advice => advice,
    };
    let broken = if catalogue.trouble.is_empty() { "" } else { " among the files that can be read" };
    trouble::end(catalogue.trouble, width)?;
    bail!("there is no rule “{id}”{broken}; {advice}");
}

fn explain(held: &Held, width: usize, out: &mut impl Write) -> anyhow::Result<()> {
    let (rule, severity) = (&*held.rule, held.severity);
    let subject = if rule.subject.is_empty() { String::new() } else { format!("  ({})", rule.subject) };
    writeln!(out, "{}{subject}", rule.name.id)?;
    writeln!(out, "{} · kind {} · {}\n", weight(severity), rule.name.kind, home(rule))?;
    writeln!(out, "{}\n", textwrap::fill(&rule.why, width))?;
    heading("What the kind does", out)?;
    writeln!(out, "{}\n", indented(rule.kind.about, width))?;
    heading("What it reads", out)?;
    writeln!(out, "{}\n", indented(&reads(&rule.scope), width))?;
    if !rule.yields_to.is_empty() {
        heading("What it leaves to other rules", out)?;
        let others = format!("Silent where {} has a hit", rule.yields_to.join(" or "));
        writeln!(out, "{}\n", indented(&others, width))?;
    }
    parameters(held, width, out)?;
    examples(rule, width, out)?;
    heading("In lint.toml", out)?;
    writeln!(out, "  [rules.{}]\n  severity = \"{}\"", rule.name.id, weight(severity))?;
    Ok(())
}

fn heading(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    Ok(writeln!(out, "{text}")?)
}

fn indented(text: &str, width: usize) -> String {
    textwrap::fill(text, textwrap::Options::new(width).initial_indent("  ").subsequent_indent("  "))
}

/// The scope in words.
fn reads(scope: &Scope) -> String {
    if scope.whole_file {
        return "the draft as a whole, with its line ends and markup".to_owned();
    }
    let single = BLOCK_NAMES.iter().filter(|(_, kinds)| kinds.len() == 1);
    let names: Vec<&str> = single.filter(|(_, kinds)| scope.names(kinds[0])).map(|(name, _)| *name).collect();
    let layer = match scope.layer {
        Layer::Prose => "",
        Layer::Markup => ", with tags, link targets and entities",
    };
    let quotes = match scope.quotes {
        Quotes::Check => "inside quotation marks too",
        Quotes::Skip => "not inside quotation marks",
    };
    format!("{}{layer}; {quotes}", names.join(", "))
}

fn parameters(held: &Held, width: usize, out: &mut impl Write) -> anyhow::Result<()> {
    if held.rule.kind.parameters.is_empty() {
        return Ok(());
    }
    heading("What can be set", out)?;
    for parameter in held.rule.kind.parameters {
        let value = match held.params.get(parameter.name) {
            Some(value) => written(value),
            None if parameter.default.is_empty() => "(not set)".to_owned(),
            None => parameter.default.to_owned(),
        };
        writeln!(out, "  {} = {value}", parameter.name)?;
        let about = format!("{}: {}", parameter.accepts.describe(), parameter.about);
        let options = textwrap::Options::new(width).initial_indent("      ").subsequent_indent("      ");
        writeln!(out, "{}", textwrap::fill(&about, options))?;
    }
    writeln!(out)?;
    Ok(())
}

/// A value as the rule file writes it; one of several lines is told by its size.
fn written(value: &Value) -> String {
    let text = value.place.source.slice(value.place.span);
    match &value.data {
        _ if !text.contains('\n') => text.to_owned(),
        Data::List(items) => format!("[ … ]  ({} entries)", items.len()),
        Data::Table(table) => format!("{{ … }}  ({} entries)", table.entries().len()),
        _ => format!("{} …", text.lines().next().unwrap_or_default()),
    }
}

fn examples(rule: &Rule, width: usize, out: &mut impl Write) -> anyhow::Result<()> {
    for (title, good) in [("What it finds", false), ("What it lets pass", true)] {
        let of_this = |example: &&Example| matches!(example.proves, Proves::Good) == good;
        let mut examples = rule.examples.iter().filter(of_this).peekable();
        if examples.peek().is_none() {
            continue;
        }
        heading(title, out)?;
        for example in examples {
            quote(&example.text, "  | ", width, out)?;
            if let Proves::Bad { fixed: Some(fixed) } = &example.proves {
                quote(fixed, "  > ", width, out)?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A draft behind a mark, each line by itself, what cannot be seen made visible.
fn quote(text: &str, mark: &str, width: usize, out: &mut impl Write) -> anyhow::Result<()> {
    let options = textwrap::Options::new(width).initial_indent(mark).subsequent_indent("  | ");
    for line in text.trim_end_matches('\n').split('\n') {
        let line: String = line.chars().map(visible).collect();
        if line.trim().is_empty() {
            writeln!(out, "{}", mark.trim_end())?;
        } else {
            writeln!(out, "{}", textwrap::fill(&line, &options))?;
        }
    }
    Ok(())
}

fn visible(c: char) -> char {
    if is_hidden(c) { REPLACEMENT } else { shown(c) }
}
