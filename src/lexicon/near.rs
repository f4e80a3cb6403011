//! Which of many words lie one edit from a word: by the words that one deletion leaves of either. Whether an edit between
//! names is a slip is left to the `name` kind.

use xxhash_rust::xxh3::xxh3_64;

/// Words, by what is left of them without one of their letters. After the deletion neighbourhood of W. Garbe's SymSpell
/// (2012), for one edit.
#[derive(Debug, Default)]
pub struct Near {
    /// The hash of a rest and the number of a word that leaves it, in order.
    by_rest: Vec<(u64, u32)>,
}

impl Near {
    /// The words, each with a number. Sorts as many hashes as they have letters.
    pub fn of<'w>(words: impl Iterator<Item = (&'w str, usize)>) -> Self {
        let mut by_rest = Vec::new();
        for (word, number) in words {
            let number = u32::try_from(number).expect("a draft has fewer words than bytes");
            rests(word, |rest| by_rest.push((rest, number)));
        }
        by_rest.sort_unstable();
        Self { by_rest }
    }

    /// The numbers of the words that may lie within one edit of `word`, each once, in order; others may be among them.
    /// Logarithmic in the number of words for each letter.
    pub fn candidates(&self, word: &str) -> Vec<usize> {
        let mut found = Vec::new();
        rests(word, |rest| {
            let start = self.by_rest.partition_point(|(hash, _)| *hash < rest);
            let same = self.by_rest[start..].iter().take_while(|(hash, _)| *hash == rest);
            found.extend(same.map(|(_, number)| *number as usize));
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Longer words are no names.
const LONGEST: usize = 40;

/// Calls `found` with a hash of the word and of each of its rests.
fn rests(word: &str, mut found: impl FnMut(u64)) {
    if word.len() > LONGEST {
        return;
    }
    found(xxh3_64(word.as_bytes()));
    let mut rest = [0; LONGEST];
    for (at, letter) in word.char_indices() {
        let behind = at + letter.len_utf8();
        rest[..at].copy_from_slice(&word.as_bytes()[..at]);
        rest[at..word.len() - letter.len_utf8()].copy_from_slice(&word.as_bytes()[behind..]);
        found(xxh3_64(&rest[..word.len() - letter.len_utf8()]));
    }
}

/// How two different words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The characters that they begin with alike.
    pub before: usize,
    /// The characters that they end with alike, beyond those.
    pub behind: usize,
}

/// The edit that leads from one word to the other, if it is one: a letter more, a letter less, another letter, or two
/// neighbours exchanged.
pub fn edit(a: &str, b: &str) -> Option<Edit> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let behind =
        a.iter().rev().zip(b.iter().rev()).take(shorter - before).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[before..a.len() - behind], &b[before..b.len() - behind]);
    let one = match (a, b) {
        ([_], [_] | []) | ([], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    };
    one.then_some(Edit { before, behind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_one_edit_are_candidates() {
        let words = ["Kowalczyk", "Okafor", "Zoë", "Lyne"];
        let near = Near::of(words.iter().enumerate().map(|(number, word)| (*word, number)));
        for (word, found) in [
            ("Kowalzcyk", vec![0]),
            ("Kowalcyk", vec![0]),
            ("Okaforr", vec![1]),
            ("Okafur", vec![1]),
            ("Zoe", vec![2]),
            ("Orr", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(near.candidates(word), found, "{word}");
        }
        assert!(near.candidates(&"x".repeat(500)).is_empty());
    }

    #[test]
    fn one_edit_is_told_from_two() {
        for (a, b, place) in [
            ("Okafor", "Okafur", Some((4, 1))),
            ("Okafor", "Okaforr", Some((6, 0))),
            ("Okafor", "Okfaor", Some((2, 2))),
            ("Okafor", "kafor", Some((0, 5))),
            ("Okafor", "Okafo", Some((5, 0))),
            ("Okafor", "Okufur", None),
            ("Okafor", "Okafor", None),
            ("Thérèse", "Thérese", Some((4, 2))),
        ] {
            let found = edit(a, b).map(|edit| (edit.before, edit.behind));
            assert_eq!(found, place, "{a} {b}");
        }
    }
}
