//! What all commands share about the terminal: the flags for colour and width, and where the output goes.

use std::io::{self, BufWriter, IsTerminal, Write};

use clap::{Args, ValueEnum};

/// Flags of every command that prints a report.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// When to colour the report
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", help_heading = "Output")]
    pub color: Colour,

    /// How many columns the report may take [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000), help_heading = "Output")]
    pub width: Option<u16>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal and in the logs of GitHub and GitLab, unless NO_COLOR says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl OutputArgs {
    /// The width of the report in columns.
    pub(super) fn width(&self) -> usize {
        self.width.map_or_else(terminal_width, usize::from)
    }

    /// Whether what goes to standard output is coloured.
    pub(super) fn colour(&self) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never || shows_colour()
            }
        }
    }
}

/// Whether the report goes to the log of a service that shows colours, and nobody asked for none.
fn shows_colour() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let refused = is_set("NO_COLOR") || std::env::var_os("CLICOLOR").is_some_and(|value| value == "0");
    !refused && ["GITHUB_ACTIONS", "GITLAB_CI"].into_iter().any(is_set)
}

/// How many columns the terminal has; 100 where there is none.
pub(super) fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).max(20)
}

/// Standard output, buffered: a report is many small writes.
pub(super) fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Whether a person watches standard error.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// A line on standard error. Nobody can be told when that fails, so it is no reason to fail.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
