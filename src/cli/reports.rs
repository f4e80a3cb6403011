//! Where reports go: which formats were asked for, to standard output or into files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::output::{OutputArgs, stdout};
use super::pending::Pending;
use crate::report::{FORMATS, Format, Report, Style};
use crate::table::did_you_mean;

/// The width of a report in a file, where no terminal has one.
const WIDTH_OF_FILES: usize = 100;

/// Flags of every command that reports on drafts.
#[derive(Debug, Args)]
pub(super) struct ReportsArgs {
    /// The shape of the report [default: full; in GitHub Actions, annotations too]
    #[arg(long, value_name = "FORMAT", help_heading = "Output", value_parser = PossibleValuesParser::new(formats()))]
    format: Option<String>,

    /// Write a report of this shape, to FILE or to standard output; may be given again
    #[arg(long = "output", value_name = "FORMAT[=FILE]", help_heading = "Output", value_parser = Output::read)]
    outputs: Vec<Output>,

    #[command(flatten)]
    output: OutputArgs,
}

/// One report that was asked for.
#[derive(Clone, Debug)]
struct Output {
    format: &'static Format,
    /// `None`: standard output.
    file: Option<PathBuf>,
}

impl Output {
    fn to_stdout(format: &'static Format) -> Self {
        Self { format, file: None }
    }

    /// Reads `FORMAT` or `FORMAT=FILE`.
    fn read(value: &str) -> Result<Self, String> {
        let (name, file) = match value.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (value, None),
        };
        let Some(format) = Format::named(name) else {
            let names = FORMATS.iter().map(|format| format.name);
            return Err(format!("there is no format “{name}”; {}", did_you_mean(name, names)));
        };
        if file == Some("") {
            return Err(format!("“{value}” names no file; write {name}=FILE, or {name} for standard output"));
        }
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

/// The names of the formats, with what each is for.
fn formats() -> impl Iterator<Item = PossibleValue> {
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about))
}

fn named(name: &str) -> &'static Format {
    Format::named(name).expect("the format is registered")
}

impl ReportsArgs {
    /// What was asked for, in its order; what can go to one place only once is refused.
    fn wanted(&self) -> anyhow::Result<Vec<Output>> {
        let first = self.format.as_deref().map(|name| Output::to_stdout(named(name)));
        let mut wanted: Vec<Output> = first.into_iter().chain(self.outputs.iter().cloned()).collect();
        if wanted.is_empty() {
            wanted.push(Output::to_stdout(named("full")));
            if std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| !value.is_empty()) {
                wanted.push(Output::to_stdout(named("github")));
            }
        }
        let on_stdout: Vec<&Format> =
            wanted.iter().filter(|output| output.file.is_none()).map(|output| output.format).collect();
        if on_stdout.len() > 1
            && let Some(alone) = on_stdout.iter().find(|format| !format.shares)
        {
            let name = alone.name;
            bail!("{name} wants standard output for itself: give it a file, as in --output {name}=FILE");
        }
        for (index, output) in wanted.iter().enumerate() {
            let again =
                wanted[..index].iter().find(|other| other.file.is_some() && other.file == output.file);
            if let (Some(again), Some(file)) = (again, &output.file) {
                let (one, other) = (again.format.name, output.format.name);
                bail!("{one} and {other} would both be written to {}: name two files", file.display());
            }
        }
        Ok(wanted)
    }

    /// Refuses what cannot be done, before any draft is read.
    pub(super) fn refuse_impossible(&self) -> anyhow::Result<()> {
        self.wanted().map(|_| ())
    }

    /// Writes all reports: files first, so that they are there even when nobody reads on at the other end of a pipe.
    pub(super) fn write(&self, report: &Report) -> anyhow::Result<()> {
        let wanted = self.wanted()?;
        let files: Vec<anyhow::Result<()>> = wanted
            .iter()
            .filter_map(|output| Some((output.format, output.file.as_ref()?)))
            .map(|(format, file)| self.write_file(format, report, file))
            .collect();
        let style = Style { width: self.output.width(), colour: self.output.colour() };
        let mut out = stdout();
        for output in wanted.iter().filter(|output| output.file.is_none()) {
            (output.format.write)(report, &style, &mut out)?;
        }
        out.flush()?;
        files.into_iter().collect()
    }

    fn write_file(&self, format: &Format, report: &Report, file: &Path) -> anyhow::Result<()> {
        let style = Style { width: self.output.width.map_or(WIDTH_OF_FILES, usize::from), colour: false };
        let cannot = || format!("the {} report cannot be written to {}", format.name, file.display());
        let mut written = Vec::new();
        (format.write)(report, &style, &mut written)?;
        // A pipe or a terminal cannot be put in the place of another.
        let is_special = fs::metadata(file).is_ok_and(|known| !known.is_file() && !known.is_dir());
        if is_special {
            let mut open = fs::OpenOptions::new().write(true).open(file).with_context(cannot)?;
            return open.write_all(&written).with_context(cannot);
        }
        if file.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory)).with_context(cannot);
        }
        Pending::write(file, &written).and_then(Pending::publish).with_context(cannot)
    }
}
