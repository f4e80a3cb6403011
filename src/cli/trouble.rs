//! What keeps a command from doing its work, as findings: missing paths, and mistakes in rule files and settings.

use std::io;

use super::{CLEAN, FAILED};
use crate::document::{Source, Span};
use crate::finding::{Finding, Label};
use crate::lint::Plans;
use crate::lint::read::UNREADABLE;
use crate::paths::Missing;
use crate::report::{Format, Report, Style};
use crate::settings::Resolver;
use crate::table::Mistake;

/// Paths that were named and are not there.
pub(super) fn of_paths(missing: &[Missing]) -> Vec<Finding> {
    let finding = |missing: &Missing| {
        let source = Source::new(&*missing.shown, "");
        let primary = Label { source, span: Span::point(0), note: String::new() };
        Finding::desk(UNREADABLE, primary, missing.why.clone(), "")
    };
    missing.iter().map(finding).collect()
}

/// Mistakes in the rule files and settings that were asked for.
pub(super) fn of_files(plans: Plans, resolver: &Resolver) -> Vec<Finding> {
    let (of_rules, mut of_settings) = plans.into_mistakes();
    of_settings.extend(resolver.mistakes());
    let of_rules = of_rules.into_iter().map(of_rule_file);
    of_rules.chain(of_settings.into_iter().map(|mistake| finding("invalid-settings", mistake))).collect()
}

/// A mistake in a rule file.
pub(super) fn of_rule_file(mistake: Mistake) -> Finding {
    finding("invalid-rule-file", mistake)
}

fn finding(id: &str, mistake: Mistake) -> Finding {
    let primary = Label { source: mistake.place.source, span: mistake.place.span, note: String::new() };
    Finding::desk(id, primary, mistake.message, &mistake.advice)
}

/// Prints `trouble` on standard error, for commands whose standard output is something else, and gives the exit code.
pub(super) fn end(mut trouble: Vec<Finding>, width: usize) -> anyhow::Result<u8> {
    if trouble.is_empty() {
        return Ok(CLEAN);
    }
    trouble.sort_by(|a, b| a.order().cmp(&b.order()));
    let format = Format::named("full").expect("the text report is a format");
    let report = Report { findings: trouble, ..Report::default() };
    (format.write)(&report, &Style { width, colour: false }, &mut io::stderr())?;
    Ok(FAILED)
}
