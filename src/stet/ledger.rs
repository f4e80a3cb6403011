//! Which `[[stet]]` entries of the settings were of use over a whole run. Comments are settled draft by draft, in the
//! room above; an entry may hold in many drafts.

use std::path::PathBuf;
use std::sync::Arc;

use super::{ALL, told};
use crate::finding::Finding;
use crate::settings::Settings;

/// What became of one entry in one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryUse {
    /// Its index in [`Settings::stets`].
    pub entry: usize,
    /// Whether its rule ran.
    pub ran: bool,
    /// Whether it let something stand.
    pub used: bool,
}

/// The entries of all settings, over a run.
#[derive(Debug, Default)]
pub struct Ledger {
    accounts: Vec<(Arc<Settings>, Vec<Account>)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Account {
    /// Held in a draft.
    seen: bool,
    /// Held in a draft on which its rule ran.
    ran: bool,
    used: bool,
}

impl Ledger {
    /// Takes in what became of the entries of `settings` in one draft; the order of drafts does not matter.
    pub fn record(&mut self, settings: &Arc<Settings>, uses: &[EntryUse]) {
        for one in uses {
            let account = &mut self.accounts(settings)[one.entry];
            account.seen = true;
            account.ran |= one.ran;
            account.used |= one.used;
        }
    }

    /// The entries that let nothing stand, as findings in the settings. An entry is told of only when all drafts in
    /// which it can hold were read: when the folder of its settings was walked (`walked`, absolute), or when it names
    /// one single file. `ran` tells whether a rule ran at all.
    #[must_use]
    pub fn idle(
        &mut self,
        settings: &Arc<Settings>,
        walked: &[PathBuf],
        ran: impl Fn(&str) -> bool,
    ) -> Vec<Finding> {
        if settings.stets().is_empty() {
            return Vec::new();
        }
        let whole = walked.iter().any(|folder| settings.folder().starts_with(folder));
        let accounts = self.accounts(settings);
        let entries = settings.stets().iter().zip(accounts).filter(|(entry, account)| {
            let read = whole || account.seen && entry.paths.only_path().is_some_and(|path| path.is_file());
            let ran = account.ran || !account.seen && (entry.rule == ALL || ran(&entry.rule));
            read && ran && !account.used
        });
        entries.map(|(entry, account)| told::unused_entry(entry, account.seen)).collect()
    }

    fn accounts(&mut self, settings: &Arc<Settings>) -> &mut Vec<Account> {
        let known = self.accounts.iter().position(|(known, _)| Arc::ptr_eq(known, settings));
        let index = known.unwrap_or_else(|| {
            self.accounts.push((Arc::clone(settings), vec![Account::default(); settings.stets().len()]));
            self.accounts.len() - 1
        });
        &mut self.accounts[index].1
    }
}
