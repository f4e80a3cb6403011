//! How fast the whole check is: all built-in rules over a corpus grown from text of our own making, on one thread and
//! on all cores, reading alone for comparison, and one seed from start to finish. Run with `cargo bench`.

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

fn jobs() -> (Vec<Job>, BytesCount) {
    let plan = plan();
    let drafts = corpus::grow(1, BYTES);
    let bytes: usize = drafts.iter().map(|draft| draft.text.len()).sum();
    let job = |draft: corpus::Draft| Job {
        path: PathBuf::from("/").join(&draft.name),
        markup: Markup::of_path(&draft.name),
        input: Input::Bytes(draft.text.into_bytes()),
        plan: Arc::clone(&plan),
        shown: draft.name,
    };
    (drafts.into_iter().map(job).collect(), BytesCount::new(bytes))
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
    let drafts = corpus::grow(1, BYTES);
    let bytes: usize = drafts.iter().map(|draft| draft.text.len()).sum();
    let sources: Vec<Arc<Source>> =
        drafts.into_iter().map(|draft| Source::new(draft.name, draft.text)).collect();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
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
