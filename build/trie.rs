//! Builds the suggestion trie: the common words in small letters, with their levels, in preorder.

use crate::layout::{LETTER, LEVEL, LEVELS, SIZE};
use crate::lists::List;

/// The trie's bytes.
pub(crate) fn build(lists: &[List]) -> Vec<u8> {
    let mut words: Vec<(&[u8], u8)> = Vec::new();
    for list in lists {
        if let Some(index) = LEVELS.iter().position(|&level| level == list.level) {
            let level = index as u8 + 1;
            words.extend(
                list.words()
                    .map(str::as_bytes)
                    .filter(|word| word.iter().all(u8::is_ascii_lowercase))
                    .map(|word| (word, level)),
            );
        }
    }
    // By word, then by level: of a word listed twice the lower level comes first and stays.
    words.sort_unstable();
    words.dedup_by_key(|(word, _)| *word);
    nodes(&words).iter().flat_map(|node| node.to_le_bytes()).collect()
}

fn nodes(words: &[(&[u8], u8)]) -> Vec<u32> {
    let mut nodes: Vec<u32> = Vec::new();
    // The nodes of the word before, whose subtrees are still open.
    let (mut open, mut before): (Vec<usize>, &[u8]) = (Vec::new(), &[]);
    for &(word, level) in words {
        let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
        close(&mut nodes, &mut open, shared);
        for letter in &word[shared..] {
            open.push(nodes.len());
            nodes.push(u32::from(letter - b'a' + 1) & LETTER);
        }
        let last = *open.last().expect("no list holds an empty word");
        nodes[last] |= u32::from(level) << LEVEL;
        before = word;
    }
    close(&mut nodes, &mut open, 0);
    nodes
}

/// Closes the open subtrees below depth `keep`: their sizes are known now.
fn close(nodes: &mut [u32], open: &mut Vec<usize>, keep: usize) {
    for index in open.drain(keep..) {
        nodes[index] |= ((nodes.len() - index) as u32) << SIZE;
    }
}
