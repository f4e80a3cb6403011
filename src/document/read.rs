//! Reads a draft, step by step: front matter, markup, layout, masks, words and sentences, roles, stets. Each step has a
//! file of its own; this one is their order.

use std::cell::OnceCell;

use super::parts::Parts;
use super::{
    Block, BlockKind, Breaks, Document, MalformedStet, Markup, Sentence, Source, Span, StetComment, StetForm,
    StetItem, Word, addresses, blocks, front_matter, markdown, mask, plain, roles, segment, stet,
};

/// A byte-order mark at the start of a text: no copy.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads a draft. Linear in its length.
pub(super) fn read(source: &Source, markup: Markup, breaks: Breaks) -> Document<'_> {
    let text = source.text();
    let mut parts = read_parts(text, markup);
    let marked_up = mask::hide(text, &parts.hidden);
    let comments = std::mem::take(&mut parts.comments);
    let ids = std::mem::take(&mut parts.stets);
    let unclosed = std::mem::take(&mut parts.unclosed);
    let broken_front_matter = parts.broken_front_matter;
    let (mut blocks, prose) = blocks::build(text, parts, breaks);
    let prose = blank_addresses(text, prose, &mut blocks);
    let (words, sentences) = segment_all(text, &prose, &mut blocks);
    let headline = roles::assign(&prose, &mut blocks);
    let mut document = Document {
        source,
        markup,
        prose,
        marked_up,
        blocks,
        words,
        sentences,
        headline,
        stets: ids.into_iter().map(|id| stet_of_field(text, id)).collect(),
        malformed_stets: Vec::new(),
        unclosed,
        broken_front_matter,
        folded: OnceCell::new(),
    };
    for comment in comments {
        add_stet(&mut document, stet::comment(text, comment), comment);
    }
    document
}

fn read_parts(text: &str, markup: Markup) -> Parts {
    let mut parts = Parts::default();
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    parts.body = front_matter::read(text, start, &mut parts);
    let body = Span::new(parts.body, text.len());
    match markup {
        Markup::Markdown => markdown::read(text, body, &mut parts),
        Markup::Plain => plain::read(text, body, &mut parts),
    }
    parts
}

/// Takes web and e-mail addresses out of the prose, and out of the ends of the blocks' contents.
fn blank_addresses(text: &str, prose: String, blocks: &mut [Block]) -> String {
    let addresses = addresses::find(text, &prose);
    if addresses.is_empty() {
        return prose;
    }
    let prose = mask::blank(prose, &addresses);
    for block in blocks.iter_mut().filter(|block| is_copy(block)) {
        block.content = blocks::content(text, &prose, block.content);
    }
    prose
}

/// Whether a block is copy, with words and sentences.
fn is_copy(block: &Block) -> bool {
    !matches!(block.copy_kind(), BlockKind::Code | BlockKind::Html | BlockKind::Field)
}

fn segment_all(text: &str, prose: &str, blocks: &mut [Block]) -> (Vec<Word>, Vec<Sentence>) {
    // English copy has about six bytes a word and a hundred and twenty a sentence.
    let mut words = Vec::with_capacity(prose.len() / 6);
    let mut sentences = Vec::with_capacity(prose.len() / 120);
    let narrow =
        |count: usize| u32::try_from(count).expect("a source is refused above 4 GiB when it is read");
    for (index, block) in blocks.iter_mut().enumerate() {
        let (first_word, first_sentence) = (words.len(), sentences.len());
        if is_copy(block) {
            segment::words(text, prose, block.content, &mut words);
            let base = narrow(first_word);
            segment::sentences(prose, block.content, &words[first_word..], base, index, &mut sentences);
        }
        block.words = narrow(first_word)..narrow(words.len());
        block.sentences = narrow(first_sentence)..narrow(sentences.len());
    }
    (words, sentences)
}

/// What one id in the front matter's `stet` field says.
fn stet_of_field(text: &str, id: Span) -> StetComment {
    let item = StetItem { rule: text[id.range()].to_ascii_lowercase(), rule_span: id, words: None };
    StetComment { form: StetForm::File, items: vec![item], reason: None, span: id, block: None }
}

fn add_stet(document: &mut Document<'_>, read: Option<Result<StetComment, MalformedStet>>, comment: Span) {
    match read {
        Some(Ok(stet)) => {
            let block = document.block_at(comment.start());
            document.stets.push(StetComment { block, ..stet });
        }
        Some(Err(malformed)) => document.malformed_stets.push(malformed),
        None => {}
    }
}
