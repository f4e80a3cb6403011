//! Lines that stand around a story without telling it: kickers, slugs, bylines, datelines, time stamps, corrections. They
//! may stand above a headline, and most of them are never one. Told from the shape of the line alone.

use super::is_end_mark;

/// More words than this are no such line.
const MOST_WORDS: usize = 20;

/// First words of a byline that ends in “by”.
const CREDITS: &[&str] =
    &["story", "words", "text", "report", "reporting", "written", "additional", "photographs"];

/// First words of a time stamp.
const STAMPS: &[&str] = &["published", "updated", "posted", "last", "first"];

/// Labels of lines that are no headline: “Slug: ferry-returns”.
const LABELS: &[&str] = &[
    "author", "byline", "caption", "category", "contact", "date", "dateline", "deadline", "desk", "embargo",
    "image", "keywords", "kicker", "photo", "photos", "picture", "pictures", "section", "slug", "source",
    "status", "tags", "topic",
];

/// First words of what an editor tells readers about the story.
const NOTICES: &[&str] = &[
    "amended",
    "amends",
    "clarification",
    "clarifies",
    "corrected",
    "correction",
    "corrections",
    "corrects",
    "update",
    "updated",
    "updates",
];

/// Whether `line`, without markup at its ends, is such a line. A line that closes with an end mark is none, unless it is
/// a correction.
#[must_use]
pub fn is_furniture(line: &str) -> bool {
    let line = bare(line);
    if is_notice(line) {
        return true;
    }
    let words = line.split_whitespace().count();
    if words == 0 || words > MOST_WORDS || line.contains(['\n', '\r']) || ends_sentence(line) {
        return false;
    }
    is_byline(line)
        || is_labelled(line)
        || is_shouted(line)
        || is_dateline(line)
        || is_stamp(line)
        || is_trail(line)
}

/// Whether a first line is such a line for certain: never a headline.
pub(super) fn is_never_headline(line: &str) -> bool {
    let line = bare(line);
    if !is_furniture(line) {
        return false;
    }
    let label = line.split(':').next().unwrap_or_default().to_lowercase();
    is_notice(line) && ends_sentence(line)
        || is_byline(line)
        || label.len() < line.len() && LABELS.contains(&label.as_str())
        || is_dateline(line) && line.ends_with(['—', '–', '-', ':', ')'])
        || is_stamp_for_sure(line)
        || line.matches(['|', '›', '»']).count() > 1
}

/// A line without the marks of a quotation, of emphasis and of a heading around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || "*_#>".contains(c))
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(is_end_mark)
}

/// “By Ada Okafor, Political Editor”, “Words by Lena Voss”.
fn is_byline(line: &str) -> bool {
    let mut words = line.split_whitespace().peekable();
    let mut first = words.next().unwrap_or_default().to_lowercase();
    while CREDITS.contains(&first.as_str()) {
        first = words.next().unwrap_or_default().to_lowercase();
    }
    first == "by" && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// “Slug: ferry-returns”, “Kicker: transport”.
fn is_labelled(line: &str) -> bool {
    line.split_once(':').is_some_and(|(label, rest)| {
        rest.starts_with(char::is_whitespace)
            && label.split_whitespace().count() <= 2
            && label.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
    })
}

/// A line without a small letter.
fn is_shouted(line: &str) -> bool {
    line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
}

/// “LYNE, March 14 (Agency) —”, “LYNE (Agency)”.
fn is_dateline(line: &str) -> bool {
    let place = line.split([',', '(', '—', '–']).next().unwrap_or_default().trim();
    place.len() < line.len() && place.chars().count() > 2 && is_shouted(place)
}

/// “Published 14 March 2025, 10:45 GMT”.
fn is_stamp(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    STAMPS.contains(&first.to_lowercase().as_str()) && line.contains(|c: char| c.is_ascii_digit())
}

/// “Published 14 March 2025”, “Last updated 10:45”; not “Last 42 passengers leave”.
fn is_stamp_for_sure(line: &str) -> bool {
    let words = line.split_whitespace().map(str::to_lowercase);
    let verb = words.into_iter().find(|word| !matches!(word.as_str(), "first" | "last"));
    is_stamp(line) && verb.is_some_and(|verb| STAMPS.contains(&verb.trim_end_matches(':')))
}

/// “CORRECTION: An earlier version said ...”, “(Updates with reply)”, “Editor’s note: ...”, “This article was amended ...”.
fn is_notice(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[']);
    let mut words = line.split_whitespace().map(|word| {
        word.trim_matches(|sign: char| "*_:—–-.,()[]".contains(sign)).to_lowercase().replace('’', "'")
    });
    let mut next = || words.next().unwrap_or_default();
    let (first, second, third, fourth) = (next(), next(), next(), next());
    let begins = |text: &str| {
        line.get(text.len()..).is_some_and(|rest| rest.starts_with(|sign: char| "*_:—–-,".contains(sign)))
    };
    let is_labelled = || begins(&first) || matches!(second.as_str(), "with" | "to" | "throughout");
    if NOTICES.contains(&first.as_str()) {
        return is_labelled();
    }
    let is_note = |word: &str| matches!(word, "note" | "notes");
    matches!(first.as_str(), "editor's" | "editors" | "editors'" | "ed's" | "eds") && is_note(&second)
        || first == "this"
            && matches!(third.as_str(), "was" | "is" | "has")
            && [fourth, next()].iter().any(|word| NOTICES.contains(&word.as_str()))
            && matches!(
                second.as_str(),
                "article" | "story" | "report" | "page" | "piece" | "column" | "interview" | "post"
            )
}

/// “Home | News | Lyne”: the way to a page.
fn is_trail(line: &str) -> bool {
    [" | ", " › ", " » ", " > "].iter().any(|mark| line.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::{is_furniture, is_never_headline};

    #[test]
    fn lines_around_a_story_are_told_from_its_text() {
        for line in [
            "By Ada Okafor, Political Editor, and Lena Voss in Lyne",
            "**By Ada Okafor**",
            "Additional reporting by J. Hale and Lena Voss in the port of Lyne",
            "Slug: ferry-returns-to-lyne desk metro length four hundred words",
            "TRANSPORT AND PORTS: LYNE AND THE EASTERN COAST, SECOND EDITION",
            "LYNE, March 14 (Harbour News Agency) and the eastern coast —",
            "Published 14 March 2025, 10:45 GMT, by the Lyne desk",
            "Home | News | Lyne and the coast | The ferry to Orr",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "",
            "The ferry to Lyne will sail again from Monday, the port said.",
            "By Monday the ferry will sail again, nine weeks after the storm.",
            "Ferry sails again after nine weeks of repairs",
            "LYNE (Agency) — The ferry will sail again from Monday.",
            "by the sea and far from the port of Lyne itself",
            "The plan: a ferry from Lyne to Orr each day",
        ] {
            assert_eq!(is_furniture(line), line.starts_with("The plan"), "{line}");
        }
    }
    #[test]
    fn corrections_are_told_from_news_about_them() {
        for line in [
            "> CORRECTION: An earlier version of this story gave the wrong date. It is Monday, not Sunday.",
            "**Clarification:** the chairman has left, not the board.",
            "*Editor’s note: This story was updated on Tuesday to add the board’s reply.*",
            "(Updates with comment from the board)",
            "This article was amended on 14 March 2025 to correct the name of the captain.",
            "This story has been updated.",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Correction officers walked out of the prison on Monday, and the governor called the police.",
            "This article of faith was never written down, said the bishop of Lyne.",
            "Editors noted the change and went home after a long night at the desk.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn what_is_never_a_headline() {
        for line in [
            "By Ada Okafor",
            "Words by Lena Voss",
            "Slug: ferry-returns",
            "LYNE, March 14 (Harbour News) —",
            "Published 14 March 2025, 10:45 GMT",
            "Last updated 10:45",
            "Home | News | Lyne",
        ] {
            assert!(is_never_headline(line), "{line}");
        }
        for line in [
            "TRANSPORT",
            "Mayor: we will not pay",
            "NASA, ESA agree on Mars probe",
            "Last 42 passengers leave the island",
            "UPDATED: Ferry aground off Lyne",
            "By the sea",
            "Ferry returns | Lyne Post",
        ] {
            assert!(!is_never_headline(line), "{line}");
        }
    }
}
