//! How fast repetition is: all its rules within drafts over documents already read, and whole runs of 1,000, 10,000 and
//! 50,000 drafts with all its rules, whose time must grow as they do. Drafts of a run are the paragraphs of others, shuffled,
//! with copies planted among them. Run with `cargo bench --bench repetition`; with `DRAFTS` it takes the copy of that folder
//! instead of copy of our making. “max alloc” is the most memory that a run held at once.

#[path = "../corpus/mod.rs"]
mod corpus;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use copydesk::document::{Breaks, Document, Markup};
use copydesk::lexicon::Vocabulary;
use copydesk::lint::{Input, Job, Plan, Plans, Selection, lint};
use copydesk::rule::Reading;
use copydesk::settings::Resolver;
use corpus::Dice;
use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// How much copy is read, and the drafts of a run are made of.
const BYTES: usize = 2 << 20;

/// How long a draft of a run is.
const DRAFT: usize = 4_000;

const WITHIN: &[&str] = &[
    "conflicting-numbers",
    "doubled-word",
    "duplicated-headline",
    "duplicated-line",
    "duplicated-paragraph",
    "duplicated-sentence",
    "near-duplicate-paragraph",
    "repeated-quotation",
    "repeated-word",
    "shared-passage",
];

const ACROSS: &[&str] = &[
    "boilerplate",
    "duplicated-draft",
    "headline-in-another-draft",
    "numbers-differ-across-drafts",
    "paragraph-in-another-draft",
    "passage-in-another-draft",
];

fn main() {
    divan::main();
}

fn plan(rules: &[&[&str]]) -> Arc<Plan> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolver = Resolver::new(&[], true, folder).expect("no settings are asked for");
    let only: Vec<String> = rules.concat().into_iter().map(str::to_owned).collect();
    let wanted = only.len();
    let mut plans = Plans::new(Selection { only, skip: Vec::new() }, Some(1));
    let plan = plans.for_draft(&folder.join("draft.md"), &resolver.for_folder(folder));
    assert_eq!(plan.rules.rules().len(), wanted, "every rule is there");
    plan
}

/// All rules of repetition within drafts, over documents already read.
#[divan::bench]
fn rules_within_drafts(bencher: Bencher<'_, '_>) {
    let (plan, sources) = (plan(&[WITHIN]), corpus::drafts(BYTES));
    let read = |source| Document::read(source, Markup::of_path(source.path()), Breaks::Auto);
    let documents: Vec<Document<'_>> = sources.iter().map(|source| read(&**source)).collect();
    let (bytes, vocabulary) =
        (sources.iter().map(|source| source.text().len()).sum::<usize>(), Vocabulary::default());
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let (mut hits, mut marks) = (Vec::new(), Vec::new());
        for document in &documents {
            plan.rules.run(&Reading::new(document, &vocabulary), &mut hits, &mut marks);
        }
        hits.len()
    });
}

/// All rules of repetition over a whole run, drafts read from disk, on one thread.
#[divan::bench(args = [1_000, 10_000, 50_000], sample_count = 3)]
fn a_run_of_drafts(bencher: Bencher<'_, '_>, drafts: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = plan(&[WITHIN, ACROSS]);
    let mut jobs = Vec::new();
    for (number, text) in shuffled(drafts).into_iter().enumerate() {
        let shown = format!("draft-{number:06}.txt");
        let path = folder.path().join(&shown);
        fs::write(&path, text).expect("a draft");
        jobs.push(Job { shown, path, markup: Markup::Plain, input: Input::File, plan: Arc::clone(&plan) });
    }
    bencher.counter(ItemsCount::new(drafts)).bench_local(|| lint(&jobs, &[], Some(1), &|| ()).findings.len());
}

/// As many drafts of shuffled paragraphs, of as many different ones as there are drafts at most, so that in small runs no
/// less is said twice than in large ones. One in a hundred is a copy of one before it with a word in twenty changed, one in
/// fifty has a paragraph of another.
fn shuffled(drafts: usize) -> Vec<String> {
    let sources = corpus::drafts(BYTES);
    let lines = sources.iter().flat_map(|source| source.text().lines());
    let paragraphs: Vec<&str> = lines.filter(|line| line.len() >= 60).take(drafts).collect();
    let (mut dice, mut run) = (Dice(7), Vec::<Vec<String>>::new());
    for number in 0..drafts {
        let mut draft = Vec::new();
        if number % 100 == 99 {
            let copied = &run[dice.below(number)];
            draft.extend(copied.iter().map(|paragraph| edited(paragraph, &mut dice)));
        }
        while draft.iter().map(String::len).sum::<usize>() < DRAFT {
            draft.push(dice.pick(&paragraphs).to_owned());
        }
        if number % 50 == 49 {
            let other = &run[dice.below(number)];
            draft.push(other[dice.below(other.len())].clone());
        }
        run.push(draft);
    }
    run.into_iter().map(|draft| draft.join("\n\n") + "\n").collect()
}

fn edited(paragraph: &str, dice: &mut Dice) -> String {
    let words = paragraph.split(' ').map(|word| if dice.below(20) == 0 { "harbour" } else { word });
    words.collect::<Vec<_>>().join(" ")
}
