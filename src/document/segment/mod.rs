//! Cuts prose into words and sentences, block by block, as spans of the source. What a block is, and which bytes are
//! markup, was settled before; what words mean is left to the rules.

mod abbreviations;
mod sentences;
mod words;

pub(super) use sentences::sentences;
pub(super) use words::words;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::document::Span;

    const PIECES: &str =
        "([a-cA-C]{1,4}|U\\.S\\.|Mr|No|5,0|[.!?…。\"'“”’()\u{200b}\u{a0} \r\n-]{1,3}|新|é|\\PC){0,24}";

    proptest! {
        /// Whatever is masked: words and sentences are in order, apart, on character boundaries, without outer white
        /// space, and every word is in exactly one sentence.
        #[test]
        fn spans_are_true(text in PIECES, masks in prop::collection::vec(any::<bool>(), 96)) {
            let mut prose = String::new();
            for (character, mask) in text.chars().zip(masks.iter().cycle()) {
                if *mask && !matches!(character, '\r' | '\n') {
                    prose.push_str(&" ".repeat(character.len_utf8()));
                } else {
                    prose.push(character);
                }
            }
            for prose in [&text, &prose] {
                let content = Span::new(0, prose.len());
                let (mut words, mut sentences) = (Vec::new(), Vec::new());
                super::words(&text, prose, content, &mut words);
                super::sentences(prose, content, &words, 0, 0, &mut sentences);
                let mut next = 0;
                for sentence in &sentences {
                    let part = &prose[sentence.span.range()];
                    prop_assert_eq!(part.trim(), part);
                    prop_assert_eq!(sentence.words.start, next);
                    prop_assert!(sentence.words.end > next);
                    for word in &words[next as usize..sentence.words.end as usize] {
                        prop_assert!(sentence.span.contains(word.span));
                        prop_assert!(prose[word.span.range()].chars().any(char::is_alphanumeric));
                    }
                    next = sentence.words.end;
                }
                prop_assert_eq!(next as usize, words.len());
                prop_assert!(words.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
                prop_assert!(sentences.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
            }
        }
    }
}
