//! What the build shares with the program's kinds: the same files, under the names by which they know each other.

pub(crate) mod pattern;
#[path = "../../src/kinds/rarity.rs"]
mod rarity;

pub(crate) use rarity::commonness;
