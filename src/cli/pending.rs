//! Writing files so that none is ever half written.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// A file written under a name of its own, not yet in its place. Dropped before it is published, it is gone.
pub(super) struct Pending {
    written: PathBuf,
    place: PathBuf,
}

impl Pending {
    /// Writes `content` beside `place`, or where that link leads; the folder is made where it is missing.
    pub(super) fn write(place: &Path, content: &[u8]) -> anyhow::Result<Self> {
        let place = &fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let folder = place.parent().context("a file stands in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let written = folder.join(format!(".{name}.{}.new", std::process::id()));
        let pending = Self { written, place: place.to_owned() };
        let mut file = fs::File::create_new(&pending.written)
            .with_context(|| format!("cannot write into {}", folder.display()))?;
        file.write_all(content)
            .and_then(|()| file.sync_all())
            .with_context(|| format!("cannot write {}", place.display()))?;
        Ok(pending)
    }

    /// Puts the file in its place; nobody ever sees a part of it.
    pub(super) fn publish(self) -> anyhow::Result<()> {
        fs::rename(&self.written, &self.place)
            .with_context(|| format!("cannot write {}", self.place.display()))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // Gone already when it was published; and a stray file is no reason to fail.
        let _ = fs::remove_file(&self.written);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (link, place) = (folder.path().join("lint.toml"), folder.path().join("shared.toml"));
        fs::write(&place, "old").unwrap();
        std::os::unix::fs::symlink(&place, &link).unwrap();
        Pending::write(&link, b"new").unwrap().publish().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
    }
}
