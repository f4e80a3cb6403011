//! Makes what is built into the program out of text that people can review: the word tables and the suggestion trie out
//! of `lexicon/words`, the list of built-in rules out of `rules`, read as far as they can be ahead, with what their
//! patterns say. Same text, same bytes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "build/kinds/mod.rs"]
mod kinds;
#[path = "src/lexicon/layout.rs"]
mod layout;
#[path = "build/lists.rs"]
mod lists;
#[path = "build/pack.rs"]
mod pack;
#[path = "build/patterns.rs"]
mod patterns;
#[path = "build/rules.rs"]
mod rules;
#[path = "build/table.rs"]
mod table;
#[path = "src/table/layout.rs"]
mod table_layout;
#[path = "build/trie.rs"]
mod trie;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lexicon/words");
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/kinds/pattern");
    println!("cargo::rerun-if-changed=src/kinds/rarity.rs");
    println!("cargo::rerun-if-changed=src/lexicon/layout.rs");
    println!("cargo::rerun-if-changed=src/table/layout.rs");

    let lists = lists::read(&root.join("lexicon/words"));
    let tables = table::build(&lists);
    write(&out.join("common_words.bin"), &tables.common);
    write(&out.join("other_words.bin"), &tables.other);
    write(&out.join("words_seed.rs"), format!("{:#x}\n", tables.seed).as_bytes());
    write(&out.join("trie.bin"), &trie::build(&lists));
    write(&out.join("known_patterns.rs"), patterns::read(&root.join("rules")).as_bytes());
    write(&out.join("built_in_rules.rs"), rules::list(&root.join("rules")).as_bytes());
}

fn write(path: &Path, content: &[u8]) {
    fs::write(path, content).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}
