//! Where a path is: from the root of the file system, to look settings up and to match globs; and as a person reads
//! it, to be shown. Nothing here decides what is read.

use std::path::{Component, Path, PathBuf};

/// `path` from the root of the file system; a relative one counts from `folder`, which is absolute itself.
///
/// Links stay as they were typed, so that a linked draft has the settings of the place it was named by. Only in front
/// of a `..` the file system is asked, since the folder above a link is not the one above its name.
#[must_use]
pub fn absolute(path: &Path, folder: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if let Ok(real) = result.canonicalize() {
                    result = real;
                }
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

/// `path` as it is shown: as it was typed, without `./`, with forward slashes. What is not UTF-8 in it is shown as
/// U+FFFD.
#[must_use]
pub fn shown(path: &Path) -> String {
    let mut result = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => result.push('/'),
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {
                if !result.is_empty() && !result.ends_with('/') {
                    result.push('/');
                }
                result.push_str(&component.as_os_str().to_string_lossy());
            }
        }
    }
    if result.is_empty() { ".".to_owned() } else { result }
}

/// The absolute `path` as it is shown to someone who stands in `folder`: relative below it and right above it, else
/// whole.
#[must_use]
pub fn shown_from(path: &Path, folder: &Path) -> String {
    if let Ok(below) = path.strip_prefix(folder) {
        return shown(below);
    }
    let above = folder.ancestors().enumerate().skip(1).find(|(_, above)| Some(*above) == path.parent());
    match (above, path.file_name()) {
        (Some((steps, _)), Some(name)) => "../".repeat(steps) + &name.to_string_lossy(),
        _ => shown(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_typed_with_forward_slashes() {
        let cases = [
            ("./seeds/a.txt", "seeds/a.txt"),
            ("seeds//./a.txt", "seeds/a.txt"),
            ("../a.txt", "../a.txt"),
            (".", "."),
            ("/x/a.txt", "/x/a.txt"),
        ];
        for (typed, wanted) in cases {
            assert_eq!(shown(Path::new(typed)), wanted, "{typed}");
        }
    }

    #[test]
    fn settings_files_are_shown_from_where_one_stands() {
        let cases = [
            ("/p/lint.toml", "/p", "lint.toml"),
            ("/p/desk/lint.toml", "/p", "desk/lint.toml"),
            ("/p/lint.toml", "/p/a/b", "../../lint.toml"),
            ("/q/lint.toml", "/p", "/q/lint.toml"),
        ];
        for (path, folder, wanted) in cases {
            assert_eq!(shown_from(Path::new(path), Path::new(folder)), wanted, "{path} from {folder}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_above_a_link_is_the_one_above_its_goal() {
        let tree = tempfile::tempdir().unwrap();
        let root = tree.path().canonicalize().unwrap();
        std::fs::create_dir_all(root.join("real/inner")).unwrap();
        std::os::unix::fs::symlink(root.join("real/inner"), root.join("link")).unwrap();
        assert_eq!(absolute(Path::new("link/a.txt"), &root), root.join("link/a.txt"), "the link stays");
        assert_eq!(absolute(Path::new("link/../a.txt"), &root), root.join("real/a.txt"));
        assert_eq!(absolute(Path::new("./none/../a.txt"), &root), root.join("a.txt"), "nothing to ask");
    }
}
