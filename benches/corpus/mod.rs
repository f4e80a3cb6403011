//! A corpus of any size, grown from sentences of our own making: the same seed gives the same bytes. It has the layouts
//! of real desks (a paragraph a line, blank lines, hard wraps), Markdown and plain text, quotations, names and numbers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use copydesk::document::Source;

const NAMES: &[&str] = &[
    "Ada Okafor",
    "Lena Voss",
    "Tom Hale",
    "Mira Kowalczyk",
    "Samuel Orr",
    "Ines Duarte",
    "Priya Nair",
    "John Lyne",
    "Karim Haddad",
    "Elsa Brandt",
    "Noor Rahman",
    "Grace Mbeki",
];
const PLACES: &[&str] = &[
    "Lyne",
    "Port Orr",
    "Marden",
    "the harbour district",
    "Easterby",
    "the old town",
    "Kessel",
    "North Quay",
    "Stratton",
    "the river basin",
];
const THINGS: &[&str] = &[
    "the ferry",
    "the new bridge",
    "the budget",
    "the hospital",
    "the library",
    "the flood barrier",
    "the housing plan",
    "the tram line",
    "the fish market",
    "the school building",
    "the museum",
    "the power station",
];
const ACTS: &[&str] = &[
    "will reopen next month after repairs that took longer than planned",
    "has drawn complaints from residents who say that nobody asked them",
    "is expected to cost far more than the council was told last year",
    "was approved by a narrow margin late in the evening",
    "faces another delay because a contractor withdrew from the project",
    "could bring several hundred jobs to the area within two years",
    "has become a symbol of the dispute between the two parties",
    "will be discussed again when the committee returns from its summer break",
    "needs urgent work, according to an engineer who inspected it in spring",
    "remains closed while investigators look for the cause of the fire",
];
const SPEECH: &[&str] = &[
    "We have waited for this for a very long time",
    "Nobody should have to choose between heating and eating",
    "The figures speak for themselves",
    "I do not think that anyone in this room believed the first estimate",
    "It is a good day for the town, and a better one for its children",
    "We will look at every option before we decide",
];
const VERBS: &[&str] =
    &["said", "told reporters", "told the committee", "said in a statement", "wrote to members"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const ASIDES: &[&str] = &[
    "The decision came after months of talks behind closed doors.",
    "Opponents have promised to challenge it in court.",
    "A spokeswoman for the ministry declined to comment on the details.",
    "Similar schemes elsewhere have had mixed results.",
    "Weather may still force a change of plan.",
    "The report runs to more than two hundred pages and names no one.",
];

/// One draft: a name that tells its markup, and its text.
struct Draft {
    name: String,
    text: String,
}

/// Drafts of about 3,000 bytes each, until `bytes` are reached.
fn grow(seed: u64, bytes: usize) -> Vec<Draft> {
    let mut dice = Dice(seed);
    let (mut drafts, mut total) = (Vec::new(), 0);
    while total < bytes {
        let draft = draft(&mut dice, drafts.len());
        total += draft.text.len();
        drafts.push(draft);
    }
    drafts
}

fn draft(dice: &mut Dice, number: usize) -> Draft {
    let markdown = dice.below(2) == 0;
    let gap = if dice.below(3) == 0 { "\n" } else { "\n\n" };
    let wrapped = gap == "\n\n" && dice.below(2) == 0;
    let curly = dice.below(2) == 0;
    let headline = format!(
        "{} {} {}",
        dice.pick(PLACES),
        dice.pick(&["waits for", "argues over", "counts on"]),
        dice.pick(THINGS)
    );
    let mut text = if markdown { format!("# {headline}") } else { headline };
    for _ in 0..8 + dice.below(8) {
        text.push_str(gap);
        let paragraph = paragraph(dice, curly);
        text.push_str(&if wrapped { textwrap::fill(&paragraph, 78) } else { paragraph });
    }
    text.push('\n');
    Draft { name: format!("draft-{number:06}.{}", if markdown { "md" } else { "txt" }), text }
}

fn paragraph(dice: &mut Dice, curly: bool) -> String {
    let mut sentences = Vec::new();
    for _ in 0..2 + dice.below(3) {
        sentences.push(match dice.below(4) {
            0 => format!("Work on {} in {} {}.", dice.pick(THINGS), dice.pick(PLACES), dice.pick(ACTS)),
            1 => format!(
                "\"{},\" {} {} on {}.",
                dice.pick(SPEECH),
                dice.pick(NAMES),
                dice.pick(VERBS),
                dice.pick(DAYS)
            ),
            2 => format!(
                "About {} people in {} signed the petition, and {} of them came to the meeting on {}.",
                1000 + dice.below(9000),
                dice.pick(PLACES),
                10 + dice.below(90),
                dice.pick(DAYS)
            ),
            _ => dice.pick(ASIDES).to_owned(),
        });
    }
    let paragraph = sentences.join(" ");
    if curly { curl(&paragraph) } else { paragraph }
}

/// Straight double quotation marks to curly ones.
fn curl(text: &str) -> String {
    let mut open = false;
    text.chars()
        .map(|c| match c {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            other => other,
        })
        .collect()
}

/// The drafts of the folder that the variable `DRAFTS` names; without it, about `bytes` of copy of our own making.
pub(crate) fn drafts(bytes: usize) -> Vec<Arc<Source>> {
    let Some(folder) = env::var_os("DRAFTS") else {
        return grow(1, bytes).into_iter().map(|draft| Source::new(draft.name, draft.text)).collect();
    };
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut drafts: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    drafts.sort();
    let name = |path: &Path| path.to_string_lossy().into_owned();
    drafts.iter().map(|path| Source::new(name(path), fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// A small linear congruential generator (Knuth's MMIX constants): the corpus must be the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    pub(crate) fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}
