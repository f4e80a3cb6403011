//! Lines that stand around a story without telling it: kickers, slugs, bylines, datelines, time stamps. They may stand
//! above a headline. Told from the shape of the line alone.

use crate::document::is_end_mark;

/// More words than this are no such line.
const MOST_WORDS: usize = 20;

/// First words of a byline that ends in “by”.
const CREDITS: &[&str] =
    &["story", "words", "text", "report", "reporting", "written", "additional", "photographs"];

/// First words of a time stamp.
const STAMPS: &[&str] = &["published", "updated", "posted", "last", "first"];

/// Whether `line`, without markup at its ends, is such a line. A line that closes with an end mark is none.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || "*_#".contains(c));
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

/// “Home | News | Lyne”: the way to a page.
fn is_trail(line: &str) -> bool {
    [" | ", " › ", " » ", " > "].iter().any(|mark| line.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::is_furniture;

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
}
