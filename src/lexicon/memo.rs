//! Remembers what was meant by a word, on each thread by itself: the same slip and the same strange word come up again
//! and again in a run. The answers are a pure function of the word, so nobody can tell where they are from.

use std::cell::RefCell;
use std::collections::HashMap;

/// So many words are remembered, then all are forgotten: bounds the memory of a run to a few megabytes a thread.
const MOST: usize = 20_000;

/// The answers to one question.
pub(super) struct Memo<A>(RefCell<HashMap<Box<str>, A>>);

impl<A> Default for Memo<A> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<A: Clone> Memo<A> {
    /// The answer for `word`: remembered, or found by `answer`.
    pub(super) fn ask(&self, word: &str, answer: impl FnOnce(&str) -> A) -> A {
        if let Some(known) = self.0.borrow().get(word) {
            return known.clone();
        }
        let found = answer(word);
        let mut answers = self.0.borrow_mut();
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(word.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_is_asked_once() {
        let memo = Memo::default();
        assert_eq!(memo.ask("teh", |_| Some("the")), Some("the"));
        assert_eq!(memo.ask("teh", |_| panic!("it is known")), Some("the"));
        assert_eq!(memo.ask("xyz", |_| None), None);
        assert_eq!(memo.ask("xyz", |_| panic!("that nothing was meant is known, too")), None);
    }

    #[test]
    fn memory_is_bounded() {
        let memo = Memo::default();
        for number in 0..=MOST {
            memo.ask(&number.to_string(), |_| ());
        }
        assert_eq!(memo.0.borrow().len(), 1);
    }
}
