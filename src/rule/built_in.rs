//! The rules that come with the program: their texts, put here by `build.rs`. How they are read stands in `file.rs`.

include!(concat!(env!("OUT_DIR"), "/built_in_rules.rs"));
