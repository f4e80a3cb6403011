//! Writing files so that none is ever half written.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::{Builder, NamedTempFile};

/// A file written under a name of its own, not yet in its place. Dropped before it is published, it is gone.
pub(super) struct Pending {
    written: NamedTempFile,
    place: PathBuf,
}

impl Pending {
    /// Writes `content` beside `place`, or where that link leads; the folder is made where it is missing. A file that stands there
    /// keeps its permissions.
    pub(super) fn write(place: &Path, content: &[u8]) -> anyhow::Result<Self> {
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let mut written =
            temporary(&name, folder).with_context(|| format!("cannot write into {}", folder.display()))?;
        if let Ok(known) = fs::metadata(&place) {
            written.as_file().set_permissions(known.permissions()).with_context(|| cannot_write(&place))?;
        }
        written
            .write_all(content)
            .and_then(|()| written.as_file().sync_all())
            .with_context(|| cannot_write(&place))?;
        Ok(Self { written, place })
    }

    /// Puts the file in its place; nobody ever sees a part of it.
    pub(super) fn publish(self) -> anyhow::Result<()> {
        self.written.persist(&self.place).map(|_| ()).with_context(|| cannot_write(&self.place))
    }
}

/// A hidden file beside the one that is to be, with the permissions of a new file.
fn temporary(name: &str, folder: &Path) -> std::io::Result<NamedTempFile> {
    let prefix = format!(".{name}.");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".new");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What the user's mask takes away is taken away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn cannot_write(place: &Path) -> String {
    format!("cannot write {}", place.display())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

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

    #[test]
    fn permissions_are_kept_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("draft.md");
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
        Pending::write(&place, b"new").unwrap().publish().unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o640);
        drop(Pending::write(&place, b"never").unwrap());
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
