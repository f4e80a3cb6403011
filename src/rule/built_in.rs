//! The rules that come with the program, put here by `build.rs`. How they are read stands in `file.rs`.

/// A built-in rule.
pub(super) struct BuiltIn {
    /// The path of its file below `rules`, with forward slashes.
    pub(super) path: &'static str,
    /// What stands in the file.
    pub(super) text: &'static str,
    /// The same, read; `None`: it is not valid TOML.
    pub(super) packed: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/built_in_rules.rs"));
