//! The command line: one file a subcommand. It knows what was typed, prints, and turns results into exit codes; what is
//! meant by it, the other rooms know.

mod baseline;
mod check;
mod config;
mod drafts;
mod explain;
mod fix;
mod generate;
mod init;
mod lsp;
mod output;
mod pending;
mod progress;
mod reports;
mod rules;
mod schema;
mod settings;
mod since;
mod test;
mod thresholds;
mod trouble;
mod vocabulary;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};

/// Nothing at or above `fail-on`.
const CLEAN: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// It could not do its work: a bad flag, rule file or settings, an unreadable draft, a missing path.
const FAILED: u8 = 2;

/// Finds the faults in newsroom copy before it is published.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, long_about = LONG_ABOUT, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "\
Finds the faults in newsroom copy before it is published: the paragraph that was pasted twice, the headline printed \
again, the slip of spelling, the chatbot's apology left in the copy.

Start with:  copydesk check DRAFT.md
Then try:    copydesk explain duplicated-paragraph
For a desk:  copydesk init";

const EXIT_CODES: &str = "\
Exit codes: 0 nothing at or above fail-on (default: error); 1 something was found; 2 the work could not be done \
(bad flag, rule file or settings, unreadable draft, missing path).";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckArgs),
    Fix(fix::FixArgs),
    Baseline(baseline::BaselineArgs),
    Rules(rules::RulesArgs),
    Explain(explain::ExplainArgs),
    Test(test::TestArgs),
    Init(init::InitArgs),
    Config(config::ConfigArgs),
    Vocabulary(vocabulary::VocabularyArgs),
    Lsp(lsp::LspArgs),
    Schema(schema::SchemaArgs),
    Completions(generate::CompletionsArgs),
    Man(generate::ManArgs),
}

/// Runs the program with these arguments, the first being its name, and says how it ended.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way as well, and are no mistakes. Nobody can be told when this fails.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { CLEAN });
        }
    };
    match run(cli.command) {
        Ok(code) => ExitCode::from(code),
        // Whoever reads has seen enough, as in `copydesk rules | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::from(CLEAN),
        Err(error) => {
            let _ = writeln!(io::stderr(), "copydesk: {error:#}");
            ExitCode::from(FAILED)
        }
    }
}

/// The exit code of a run that could not do all its work, or that found something.
fn exit_code(failed: bool, found: bool) -> u8 {
    match (failed, found) {
        (true, _) => FAILED,
        (false, true) => FOUND,
        (false, false) => CLEAN,
    }
}

fn run(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Baseline(arguments) => baseline::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Init(arguments) => {
            let folder = working_directory()?;
            print(|out| init::run(&arguments, &folder, out))
        }
        Command::Config(arguments) => config::run(&arguments),
        Command::Vocabulary(arguments) => {
            let folder = working_directory()?;
            print(|out| vocabulary::run(&arguments, &folder, out))
        }
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Schema(arguments) => print(|out| schema::run(&arguments, out)),
        Command::Completions(arguments) => {
            print(|out| generate::completions(&arguments, &mut Cli::command(), out))
        }
        Command::Man(arguments) => print(|out| generate::man(&arguments, Cli::command(), out)),
    }
}

fn working_directory() -> anyhow::Result<PathBuf> {
    std::env::current_dir().context("the working directory cannot be read")
}

/// Lets a command write to standard output; the exit code of one that only prints.
fn print(write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<u8> {
    let mut out = output::stdout();
    write(&mut out)?;
    out.flush()?;
    Ok(CLEAN)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io_error = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io_error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The full help of the program and of each of its commands: what documentation may name.
#[must_use]
pub fn all_help() -> String {
    let mut command = Cli::command();
    let mut help = command.render_long_help().to_string();
    for subcommand in command.get_subcommands_mut() {
        help.push_str(&subcommand.render_long_help().to_string());
    }
    help
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
