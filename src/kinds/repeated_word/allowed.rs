//! What a rule file says of words: lists of single words, and the pairs that it allows, as single words or as phrases
//! that hold a doubled word. Whether a pair is a pair at all is told elsewhere.

use crate::table::{Mistakes, Place};

/// How many words an ellipsis in a phrase stands for at most, and for one at least: without any, “what … has has” would allow “what has has been”.
const REACH: usize = 5;

/// Single words in lower case, sorted.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// Reads a list of single words; an entry that is none is a mistake.
    pub(super) fn read(entries: &[(&str, &Place)], mistakes: &mut Mistakes) -> Self {
        let mut words = Vec::with_capacity(entries.len());
        for &(entry, place) in entries {
            if entry.split_whitespace().count() == 1 {
                words.push(entry.trim().to_lowercase());
            } else {
                mistakes.add(place, format!("“{entry}” is not one word"), "write one word an entry");
            }
        }
        words.sort_unstable();
        Self(words)
    }

    /// Whether `word` is one of them, in any case.
    pub(super) fn hold(&self, word: &str) -> bool {
        self.0.binary_search(&word.to_lowercase()).is_ok()
    }
}

/// What may stand twice.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    words: Words,
    /// Sorted by their doubled word.
    phrases: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    /// The doubled word in lower case.
    word: String,
    /// What stands before the pair, the nearest first.
    before: Vec<Piece>,
    pair: [String; 2],
    /// What stands behind the pair, the nearest first.
    after: Vec<Piece>,
    /// Whether it holds only as it is written, case included.
    exact: bool,
}

#[derive(Debug)]
enum Piece {
    Word(String),
    Ellipsis,
}

impl Allowed {
    /// Reads the entries of a list of words and phrases.
    pub(super) fn read(entries: &[(&str, &Place)], mistakes: &mut Mistakes) -> Self {
        let (mut single, mut phrases) = (Vec::new(), Vec::<Phrase>::new());
        for &(entry, place) in entries {
            let words: Vec<&str> = entry.split_whitespace().collect();
            let pair = words.windows(2).rposition(|pair| pair[0].to_lowercase() == pair[1].to_lowercase());
            match (words.as_slice(), pair) {
                ([], _) => {
                    mistakes.add(place, "an empty entry allows nothing", "write a word, or leave it out")
                }
                ([_], _) => single.push((entry, place)),
                (words, Some(at)) => phrases.push(Phrase {
                    word: words[at].to_lowercase(),
                    before: words[..at].iter().rev().map(|word| Piece::read(word)).collect(),
                    pair: [words[at].to_owned(), words[at + 1].to_owned()],
                    after: words[at + 2..].iter().map(|word| Piece::read(word)).collect(),
                    exact: entry.chars().any(char::is_uppercase),
                }),
                ([.., word, _], None) => {
                    let message = format!("“{entry}” holds no doubled word, so it never allows one");
                    mistakes.add(place, message, format!("write a word twice, as in “{word} {word}”"));
                }
            }
        }
        phrases.sort_by(|one, other| one.word.cmp(&other.word));
        Self { words: Words::read(&single, mistakes), phrases }
    }

    /// Whether the word is allowed by itself, not as part of a phrase only.
    pub(super) fn holds_word(&self, word: &str) -> bool {
        self.words.hold(word)
    }

    /// Whether the pair is allowed; `before` and `after` are the words around it, the nearest first.
    pub(super) fn holds<'a>(
        &self,
        before: impl Iterator<Item = &'a str> + Clone,
        pair: [&'a str; 2],
        after: impl Iterator<Item = &'a str> + Clone,
    ) -> bool {
        let word = pair[1].to_lowercase();
        let from = self.phrases.partition_point(|phrase| phrase.word < word);
        self.words.hold(pair[1])
            || self.phrases[from..].iter().take_while(|phrase| phrase.word == word).any(|phrase| {
                let same = |one: &str, other: &str| {
                    if phrase.exact { one == other } else { one.to_lowercase() == other.to_lowercase() }
                };
                same(&phrase.pair[0], pair[0])
                    && same(&phrase.pair[1], pair[1])
                    && follows(&phrase.before, before.clone(), &same)
                    && follows(&phrase.after, after.clone(), &same)
            })
    }
}

impl Piece {
    fn read(word: &str) -> Self {
        if matches!(word, "…" | "...") { Self::Ellipsis } else { Self::Word(word.to_owned()) }
    }
}

/// Whether the words, the nearest first, are those of the pieces.
fn follows<'a>(
    pieces: &[Piece],
    mut words: impl Iterator<Item = &'a str> + Clone,
    same: &impl Fn(&str, &str) -> bool,
) -> bool {
    match pieces {
        [] => true,
        [Piece::Word(piece), rest @ ..] => {
            words.next().is_some_and(|word| same(piece, word)) && follows(rest, words, same)
        }
        [Piece::Ellipsis, rest @ ..] => (1..=REACH).any(|skipped| {
            let mut words = words.clone();
            (0..skipped).all(|_| words.next().is_some()) && follows(rest, words, same)
        }),
    }
}
