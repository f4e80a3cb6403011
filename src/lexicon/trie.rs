//! The trie of common words, letter by letter, to walk. Laid out by `layout.rs`, filled by `build/trie.rs`.

use super::layout::{LETTER, LEVEL, LEVELS, SIZE};

/// A node: the words that begin with the letters from the root to it.
#[derive(Clone, Copy)]
pub(super) struct Node {
    index: usize,
    bits: u32,
}

impl Node {
    /// Its letter, a–z.
    pub(super) fn letter(self) -> u8 {
        b'a' - 1 + (self.bits & LETTER) as u8
    }

    /// The index in [`LEVELS`] of the word that ends here, if one does.
    pub(super) fn level(self) -> Option<usize> {
        ((self.bits >> LEVEL & 7) as usize).checked_sub(1)
    }

    /// The nodes of the next letter.
    pub(super) fn children(self) -> Nodes {
        Nodes { at: self.index + 1, end: self.index + (self.bits >> SIZE) as usize }
    }
}

/// Sibling nodes, in the order of their letters.
pub(super) struct Nodes {
    at: usize,
    end: usize,
}

/// The nodes of all first letters.
pub(super) fn roots() -> Nodes {
    Nodes { at: 0, end: BYTES / 4 }
}

impl Iterator for Nodes {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        if self.at == self.end {
            return None;
        }
        let node = Node { index: self.at, bits: u32::from_le_bytes(TRIE.as_chunks::<4>().0[self.at]) };
        self.at += (node.bits >> SIZE) as usize;
        Some(node)
    }
}

/// The index in [`LEVELS`] of a word of small letters, if it is a common one.
pub(super) fn level_of(word: &[u8]) -> Option<usize> {
    let (mut nodes, mut found) = (roots(), None);
    for &letter in word {
        let node = nodes.find(|node| node.letter() >= letter).filter(|node| node.letter() == letter)?;
        found = node.level();
        nodes = node.children();
    }
    found
}

/// The SCOWL level behind an index.
pub(super) fn scowl_level(index: usize) -> u8 {
    LEVELS[index]
}

const BYTES: usize = include_bytes!(concat!(env!("OUT_DIR"), "/trie.bin")).len();
static TRIE: [u8; BYTES] = *include_bytes!(concat!(env!("OUT_DIR"), "/trie.bin"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_have_their_level() {
        let level = |word: &str| level_of(word.as_bytes()).map(scowl_level);
        assert_eq!(level("the"), Some(10));
        assert_eq!(level("concurred"), Some(35));
        assert_eq!(level("livestream"), Some(60), "our own words are common");
        assert_eq!(level("calender"), None, "level 70");
        assert_eq!(level("concurre"), None, "only a beginning");
        assert_eq!(level(""), None);
        assert_eq!(level("zzz"), None);
    }

    #[test]
    fn a_walk_meets_every_common_word_in_order() {
        fn walk(nodes: Nodes, word: &mut Vec<u8>, words: &mut Vec<Vec<u8>>) {
            for node in nodes {
                word.push(node.letter());
                if node.level().is_some() {
                    words.push(word.clone());
                }
                walk(node.children(), word, words);
                word.pop();
            }
        }
        let mut words = Vec::new();
        walk(roots(), &mut Vec::new(), &mut words);
        assert!(words.len() > 70_000, "{}", words.len());
        assert!(words.is_sorted());
    }
}
