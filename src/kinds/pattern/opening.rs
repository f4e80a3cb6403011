//! How a match must begin that can only stand at the start of a block: most blocks begin otherwise, and looking at one
//! letter costs nothing beside running the pattern.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Which ASCII letters and digits may be the first of a block, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opening(pub(crate) u128);

impl Opening {
    /// Any, or none at all.
    pub(crate) const ANY: Self = Self(u128::MAX);

    /// That of the blocks in which `pattern` may match. Unless `exact`, capitals do not count. Linear in the pattern.
    pub(crate) fn of(pattern: &Hir, exact: bool) -> Self {
        let Firsts { set, may_lack } = firsts(pattern);
        if may_lack || !pattern.properties().look_set_prefix().contains(Look::Start) {
            return Self::ANY;
        }
        let ascii = (0..128_u8).filter(|&letter| set >> letter & 1 != 0);
        let cases = ascii.flat_map(|letter| match exact {
            true => [letter, letter],
            false => [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()],
        });
        Self(cases.fold(0, |set, letter| set | 1 << letter))
    }
}

/// What a piece of a pattern may match first.
#[derive(Clone, Copy)]
struct Firsts {
    /// The ASCII letters and digits that may be the first of them in a match.
    set: u128,
    /// Whether a match may be without any.
    may_lack: bool,
}

fn firsts(hir: &Hir) -> Firsts {
    let nothing = Firsts { set: 0, may_lack: true };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => nothing,
        HirKind::Literal(literal) => match literal.0.iter().find(|byte| byte.is_ascii_alphanumeric()) {
            Some(&first) => Firsts { set: 1 << first, may_lack: false },
            None => nothing,
        },
        HirKind::Class(class) => of_class(class),
        HirKind::Capture(capture) => firsts(&capture.sub),
        HirKind::Repetition(repeat) => {
            let once = firsts(&repeat.sub);
            Firsts { may_lack: once.may_lack || repeat.min == 0, ..once }
        }
        HirKind::Concat(parts) => parts.iter().fold(nothing, |before, part| match before.may_lack {
            true => {
                let next = firsts(part);
                Firsts { set: before.set | next.set, may_lack: next.may_lack }
            }
            false => before,
        }),
        HirKind::Alternation(branches) => {
            branches.iter().map(firsts).fold(Firsts { set: 0, may_lack: false }, |one, other| Firsts {
                set: one.set | other.set,
                may_lack: one.may_lack || other.may_lack,
            })
        }
    }
}

fn of_class(class: &Class) -> Firsts {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
        }
        Class::Bytes(class) => {
            class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect()
        }
    };
    let holds = |byte: u8| ranges.iter().any(|&(start, end)| (start..=end).contains(&u32::from(byte)));
    let (letters, held) = (|byte: &u8| byte.is_ascii_alphanumeric(), |byte: &u8| holds(*byte));
    let set = (0..128).filter(letters).filter(held).fold(0, |set, byte| set | 1 << byte);
    let count: u64 = ranges.iter().map(|&(start, end)| u64::from(end - start) + 1).sum();
    Firsts { set, may_lack: count > u64::from(set.count_ones()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(pattern: &str, exact: bool) -> Opening {
        Opening::of(&regex_syntax::parse(pattern).unwrap(), exact)
    }

    #[test]
    fn a_block_must_begin_as_a_match_does() {
        for (pattern, allowed, refused) in [
            (r"^[^A-Za-z0-9]*(?:Here is|Below)", "“Here we are Below", "The boat is Here"),
            (r"(?:^- é?(A)|^B)", "- A", "- x A"),
            (r"^(?:\W+)?x{0,2}y", "xz", "the yx"),
            (r"^[0-9]+ dead", "** 12 dead", "dead 12"),
            (r"^Ça va", "Ça va", "Ca va"),
        ] {
            assert!(opening(pattern, true).allows(allowed), "{pattern}: {allowed}");
            assert!(!opening(pattern, true).allows(refused), "{pattern}: {refused}");
            assert!(!opening(pattern, true).allows("…"), "{pattern}");
        }
        assert!(opening("^Here", false).allows("here") && !opening("^Here", true).allows("here"));
    }

    #[test]
    fn in_doubt_every_block_is_allowed() {
        for pattern in ["Here", "^Here|There", r"^\s*[.-]*$", r"^\w", "^[^a]", "(?m)^Here", "^(?:H|#+)"] {
            assert_eq!(opening(pattern, true), Opening::ANY, "{pattern}");
        }
        assert!(Opening::ANY.allows(""));
    }
}
