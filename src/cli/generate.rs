//! `copydesk completions` and `copydesk man`: made from the definition of the command line itself.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

/// Prints completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk
  copydesk completions zsh > ~/.zfunc/_copydesk
  copydesk completions fish > ~/.config/fish/completions/copydesk.fish")]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the manual page, or writes one for each command into a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  copydesk man | man -l -
  copydesk man -o /usr/local/share/man/man1")]
pub(super) struct ManArgs {
    /// Write copydesk.1, copydesk-check.1 and so on into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn completions(
    arguments: &CompletionsArgs,
    command: &mut Command,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut written = Vec::new();
    clap_complete::generate(arguments.shell, command, "copydesk", &mut written);
    out.write_all(&written)?;
    Ok(())
}

pub(super) fn man(arguments: &ManArgs, command: Command, out: &mut dyn Write) -> anyhow::Result<()> {
    match &arguments.output {
        None => Man::new(command).render(out)?,
        Some(folder) => {
            let cannot = || format!("the manual pages cannot be written to {}", folder.display());
            fs::create_dir_all(folder).with_context(cannot)?;
            clap_mangen::generate_to(command, folder).with_context(cannot)?;
        }
    }
    Ok(())
}
