//! The patterns of the built-in rules, read ahead by `build.rs`.

use std::borrow::Cow;

use super::opening::Opening;
use super::parts::Parts;
use super::reading::{Mode, Reading};

/// A pattern as `build.rs` has read it; see [`Reading`].
struct Known {
    pattern: &'static str,
    mode: Mode,
    text: &'static str,
    needles: Option<&'static [&'static str]>,
    exact: bool,
    opening: u128,
    parts: &'static str,
    groups: &'static [Option<&'static str>],
}

include!(concat!(env!("OUT_DIR"), "/known_patterns.rs"));

/// The pattern, read in that mode, if it is one of a built-in rule. Logarithmic in their number.
pub(super) fn reading(pattern: &str, mode: Mode) -> Option<Reading> {
    let at = KNOWN.binary_search_by(|known| (known.pattern, known.mode).cmp(&(pattern, mode))).ok()?;
    let known = &KNOWN[at];
    Some(Reading {
        text: known.text.to_owned(),
        needles: known.needles.map(|needles| needles.iter().map(|&needle| needle.to_owned()).collect()),
        exact: known.exact,
        opening: Opening(known.opening),
        parts: Parts(Cow::Borrowed(known.parts)),
        groups: known.groups.iter().map(|name| name.map(str::to_owned)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::reading::Syntax;
    use super::*;

    #[test]
    fn what_was_read_ahead_is_what_would_be_read_now() {
        assert!(KNOWN.len() > 50);
        for known in KNOWN {
            let now = Syntax::of(known.pattern, known.mode).unwrap().read(known.pattern, true);
            assert_eq!(reading(known.pattern, known.mode).unwrap(), now, "{}", known.pattern);
        }
    }
}
