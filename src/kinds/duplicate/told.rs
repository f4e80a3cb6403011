//! How two versions of a passage differ, in words.

/// Up to so many words a label shows what differs.
const SHOWN: usize = 8;

/// What is said of two versions.
pub(super) struct Told {
    /// At the first one.
    pub(super) first: String,
    /// At the later one.
    pub(super) later: String,
    /// In a message, of the later one.
    pub(super) difference: String,
}

impl Told {
    /// Of two versions in which these words differ, and so many in all.
    pub(super) fn of([there, here]: [&str; 2], changes: usize) -> Self {
        let told = |first: String, later: String, difference: String| Self { first, later, difference };
        match (shown(there), shown(here)) {
            (Some(there), Some(here)) if there.is_empty() => {
                told("without it".to_owned(), format!("with {here}"), format!("it adds {here}"))
            }
            (Some(there), Some(here)) if here.is_empty() => {
                told(format!("with {there}"), "without it".to_owned(), format!("it lacks {there}"))
            }
            (Some(there), Some(here)) => {
                told(format!("{there} here"), format!("{here} here"), format!("{here} instead of {there}"))
            }
            _ => {
                let words = if changes == 1 { "word" } else { "words" };
                let difference = format!("{changes} {words} differ");
                told("first version".to_owned(), "later version".to_owned(), difference)
            }
        }
    }
}

/// The words between quotation marks, empty where there are none; nothing where they are too many to be shown.
fn shown(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.len() {
        0 => Some(String::new()),
        1..=SHOWN => Some(format!("“{}”", words.join(" "))),
        _ => None,
    }
}
