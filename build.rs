//! Makes what is built into the program out of text that people can review: the word tables and the suggestion trie out
//! of `lexicon/words`, and the list of built-in rules out of `rules`. Same text, same bytes; std only.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/lexicon/layout.rs"]
mod layout;
#[path = "build/lists.rs"]
mod lists;
#[path = "build/rules.rs"]
mod rules;
#[path = "build/table.rs"]
mod table;
#[path = "build/trie.rs"]
mod trie;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lexicon/words");
    println!("cargo::rerun-if-changed=rules");

    let lists = lists::read(&root.join("lexicon/words"));
    let tables = table::build(&lists);
    write(&out.join("common_words.bin"), &tables.common);
    write(&out.join("other_words.bin"), &tables.other);
    write(&out.join("words_seed.rs"), format!("{:#x}\n", tables.seed).as_bytes());
    write(&out.join("trie.bin"), &trie::build(&lists));
    write(&out.join("built_in_rules.rs"), rules::list(&root.join("rules")).as_bytes());
}

fn write(path: &Path, content: &[u8]) {
    fs::write(path, content).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}
