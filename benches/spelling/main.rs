//! How fast spelling is: the word tables, all rules of spelling and names over documents already read, and what was meant by
//! a slip, each beside the same question asked of spellbook, which reads Hunspell dictionaries, with the same words. Run
//! with `cargo bench --bench spelling`. With `DRAFTS` it reads the drafts of that folder instead of copy of our making, and
//! with `HUNSPELL` (`…/en_US.dic`) spellbook has that dictionary.

#[path = "../corpus/mod.rs"]
mod corpus;
mod dictionary;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::{env, fs};

use copydesk::document::{Breaks, Document, Markup, Source};
use copydesk::lexicon::{Vocabulary, explain, look_up, look_up_plain};
use copydesk::lint::{Plans, Selection};
use copydesk::rule::Reading;
use copydesk::settings::Resolver;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use spellbook::Dictionary;

/// How much copy a round reads.
const BYTES: usize = 2 << 20;

const RULES: &[&str] = &[
    "confused-word",
    "doubtful-word",
    "lower-case-name",
    "misspelled-name",
    "misspelled-word",
    "missing-space",
    "mixed-dialect",
    "name-variant",
    "rare-word",
    "rejected-word",
    "unknown-word",
    "unlikely-word",
];

fn main() {
    divan::main();
}

/// The words of the lists up to SCOWL level 70, as they stand there.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon/words");
    let mut words = Vec::new();
    for name in ["english", "american", "british"] {
        for level in [10, 20, 35, 40, 50, 55, 60, 70] {
            let text = fs::read_to_string(folder.join(format!("{name}-{level}.txt"))).expect("a list");
            words.extend(text.lines().map(str::to_owned));
        }
    }
    words
});

static SPELLBOOK: LazyLock<Dictionary> = LazyLock::new(|| {
    if let Some(words) = env::var_os("HUNSPELL").map(PathBuf::from) {
        let text = |path: PathBuf| fs::read_to_string(path).expect("a dictionary in UTF-8");
        return Dictionary::new(&text(words.with_extension("aff")), &text(words)).expect("a dictionary");
    }
    let dictionary = dictionary::of(&WORDS);
    assert!(WORDS.iter().all(|word| dictionary.check(word)), "it knows all words that it is made of");
    dictionary
});

fn read(source: &Source) -> Document<'_> {
    Document::read(source, Markup::of_path(source.path()), Breaks::Auto)
}

fn length(sources: &[Arc<Source>]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text().len()).sum::<usize>())
}

/// Every word of the copy, looked up in the tables.
#[divan::bench]
fn words_looked_up(bencher: Bencher<'_, '_>) {
    let sources = corpus::drafts(BYTES);
    let documents: Vec<Document<'_>> = sources.iter().map(|source| read(source)).collect();
    bencher.counter(length(&sources)).bench_local(|| {
        let mut unknown = 0;
        for document in &documents {
            let prose = document.prose();
            for word in document.blocks().iter().flat_map(|block| document.words_of(block)) {
                let (start, end) = (word.span.start(), word.span.end());
                let listing = look_up_plain(prose, start, end).unwrap_or_else(|| look_up(&prose[start..end]));
                unknown += usize::from(listing.is_none());
            }
        }
        unknown
    });
}

/// The same words, asked of spellbook.
#[divan::bench(sample_count = 20)]
fn words_looked_up_by_spellbook(bencher: Bencher<'_, '_>) {
    let sources = corpus::drafts(BYTES);
    let documents: Vec<Document<'_>> = sources.iter().map(|source| read(source)).collect();
    LazyLock::force(&SPELLBOOK);
    bencher.counter(length(&sources)).bench_local(|| {
        let mut unknown = 0;
        for document in &documents {
            for word in document.blocks().iter().flat_map(|block| document.words_of(block)) {
                unknown += usize::from(!SPELLBOOK.check(&document.prose()[word.span.range()]));
            }
        }
        unknown
    });
}

/// All rules of spelling and names over documents already read.
#[divan::bench]
fn rules_of_spelling_and_names(bencher: Bencher<'_, '_>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolver = Resolver::new(&[], true, folder).expect("no settings are asked for");
    let only = RULES.iter().map(|&rule| rule.to_owned()).collect();
    let selection = Selection { only, skip: Vec::new() };
    let plan =
        Plans::new(selection, Some(1)).for_draft(&folder.join("draft.md"), &resolver.for_folder(folder));
    assert_eq!(plan.rules.rules().len(), RULES.len(), "every rule is there");
    let sources = corpus::drafts(BYTES);
    let documents: Vec<Document<'_>> = sources.iter().map(|source| read(source)).collect();
    let vocabulary = Vocabulary::default();
    bencher.counter(length(&sources)).bench_local(|| {
        let (mut hits, mut marks) = (Vec::new(), Vec::new());
        for document in &documents {
            plan.rules.run(&Reading::new(document, &vocabulary), &mut hits, &mut marks);
        }
        hits.len()
    });
}

/// Unlisted words, each one slip from a listed one of five letters or more; none comes twice.
fn slips() -> Vec<String> {
    let words =
        WORDS.iter().filter(|word| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |most: usize| {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        (state >> 33) as usize % most
    };
    let slip = |word: &String| {
        let (mut letters, at) = (word.clone().into_bytes(), next(word.len() - 1));
        match next(4) {
            0 => letters.insert(at, letters[at]),
            1 => letters.swap(at, at + 1),
            2 => drop(letters.remove(at)),
            _ => letters[at] = b'a' + next(26) as u8,
        }
        String::from_utf8(letters).expect("letters")
    };
    let mut slips: Vec<String> = words.step_by(7).map(slip).filter(|word| look_up(word).is_none()).collect();
    slips.sort_unstable();
    slips.dedup();
    slips
}

/// A slip after the other, so that none is remembered from the last time.
fn each_once(slips: &[String]) -> impl Fn() -> String + '_ {
    let at = Cell::new(0);
    move || {
        // Far apart in the alphabet, so that no beginning is warm.
        at.set((at.get() + 997) % slips.len());
        slips[at.get()].clone()
    }
}

/// What is the matter with a slip, and what was meant.
#[divan::bench(sample_count = 3000, sample_size = 1)]
fn slip_explained(bencher: Bencher<'_, '_>) {
    let slips = slips();
    bencher.with_inputs(each_once(&slips)).bench_local_values(|word| explain(&word));
}

/// The suggestions of spellbook for a slip.
#[divan::bench(sample_count = 60, sample_size = 1)]
fn slip_explained_by_spellbook(bencher: Bencher<'_, '_>) {
    let slips = slips();
    LazyLock::force(&SPELLBOOK);
    bencher.with_inputs(each_once(&slips)).bench_local_values(|word| {
        let mut suggestions = Vec::new();
        SPELLBOOK.suggest(black_box(&word), &mut suggestions);
        suggestions
    });
}
