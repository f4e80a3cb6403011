//! For tests of rooms that look at the file system: a temporary folder of files.

use std::path::{Path, PathBuf};

/// A temporary folder, gone when dropped.
pub(crate) struct Tree {
    held: tempfile::TempDir,
}

impl Tree {
    /// A folder that is a repository of its own and holds these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { held: tempfile::tempdir().unwrap() };
        std::fs::create_dir(tree.root().join(".git")).unwrap();
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    /// Its absolute path, without links.
    pub(crate) fn root(&self) -> PathBuf {
        self.held.path().canonicalize().unwrap()
    }

    /// The absolute path of a file or folder in it.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}
