//! How fast the whole check is: all built-in rules over a corpus grown from text of our own making, on one thread and
//! on all cores, reading alone for comparison, and one seed from start to finish. Run with `cargo bench --bench check`; with
//! `DRAFTS` it takes the copy of that folder instead.

#[path = "../corpus/mod.rs"]
mod corpus;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use copydesk::document::{Breaks, Document, Markup, Source};
use copydesk::lint::{Input, Job, Plan, Plans, Selection, lint};
use copydesk::settings::Resolver;
use divan::Bencher;
use divan::counter::BytesCount;

/// How much copy a round reads.
const BYTES: usize = 4 << 20;

fn main() {
    divan::main();
}

fn plan() -> Arc<Plan> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let resolver = Resolver::new(&[], true, folder).expect("no settings are asked for");
    Plans::new(Selection::default(), Some(1))
        .for_draft(&folder.join("draft.md"), &resolver.for_folder(folder))
}

fn length(drafts: &[Arc<Source>]) -> BytesCount {
    BytesCount::new(drafts.iter().map(|draft| draft.text().len()).sum::<usize>())
}

fn jobs() -> (Vec<Job>, BytesCount) {
    let plan = plan();
    let drafts = corpus::drafts(BYTES);
    let job = |draft: &Arc<Source>| Job {
        path: PathBuf::from("/").join(draft.path()),
        markup: Markup::of_path(draft.path()),
        input: Input::Bytes(draft.text().as_bytes().to_vec()),
        plan: Arc::clone(&plan),
        shown: draft.path().to_owned(),
    };
    (drafts.iter().map(job).collect(), length(&drafts))
}

/// All rules over all drafts, on one thread.
#[divan::bench]
fn all_rules_on_one_thread(bencher: Bencher<'_, '_>) {
    let (jobs, bytes) = jobs();
    bencher.counter(bytes).bench_local(|| lint(&jobs, &[], Some(1), &|| ()));
}

/// All rules over all drafts, on all cores.
#[divan::bench]
fn all_rules_on_all_cores(bencher: Bencher<'_, '_>) {
    let (jobs, bytes) = jobs();
    bencher.counter(bytes).bench_local(|| lint(&jobs, &[], None, &|| ()));
}

/// Reading alone: blocks, masks, words and sentences, no rule.
#[divan::bench]
fn reading_on_one_thread(bencher: Bencher<'_, '_>) {
    let sources = corpus::drafts(BYTES);
    bencher.counter(length(&sources)).bench_local(|| {
        for source in &sources {
            divan::black_box(Document::read(source, Markup::of_path(source.path()), Breaks::Auto));
        }
    });
}

/// All built-in rules, read and made ready.
#[divan::bench]
fn rules_made_ready() -> Arc<Plan> {
    plan()
}

/// One seed from the start of the program to its end.
#[divan::bench]
fn one_seed_from_start_to_finish() {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "--no-config", "seeds/000_c3aa200640241f3d.txt"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1), "the seed has its faults");
}
