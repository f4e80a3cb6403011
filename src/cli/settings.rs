//! The flags that say which settings hold, for every command that asks for settings.

use anyhow::Context;
use clap::Args;

use crate::settings::Resolver;

/// Which settings hold.
#[derive(Debug, Args)]
pub(super) struct SettingsArgs {
    /// A settings file for all drafts, or one setting such as 'paragraphs = "line"'; may be given again
    #[arg(long, value_name = "FILE|KEY=VALUE", help_heading = "Settings")]
    config: Vec<String>,

    /// Ignore every lint.toml
    #[arg(long, help_heading = "Settings")]
    no_config: bool,
}

impl SettingsArgs {
    /// Where settings are looked up.
    pub(super) fn resolver(&self) -> anyhow::Result<Resolver> {
        let folder = std::env::current_dir().context("the working directory cannot be read")?;
        Resolver::new(&self.config, self.no_config, &folder).map_err(anyhow::Error::msg)
    }
}
