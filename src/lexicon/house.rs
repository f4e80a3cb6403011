//! The spelling of the house: the form of a word that is written in America, or in Britain, where the two differ. Which
//! house it is, and where it matters, is left to others.

use super::memo::Memo;
use super::suggest::suggest;
use super::table::{Listing, Region, look_up_plain};

/// How far the two forms of a word lie apart: one letter more (*colour*), another one (*defence*) or two exchanged
/// (*theatre*).
const APART: u16 = 100;

/// `word` (small ASCII letters, a common word) as it is written in `house`: another form of it when it is written in the
/// other region only and such a form is known, else the word itself. A pure function; up to a tenth of a millisecond,
/// once a word, region and thread.
#[must_use]
pub fn in_house(word: String, house: Region) -> String {
    thread_local! {
        static AMERICAN: Memo<Option<String>> = Memo::default();
        static BRITISH: Memo<Option<String>> = Memo::default();
    }
    let memo = match house {
        Region::American => &AMERICAN,
        Region::British => &BRITISH,
        Region::Both => return word,
    };
    memo.with(|memo| memo.ask(&word, |word| find(word, house))).unwrap_or(word)
}

fn find(word: &str, house: Region) -> Option<String> {
    let listing = |word: &str| look_up_plain(word, 0, word.len()).flatten();
    let region = |word: &str| listing(word).map(Listing::region);
    if region(word).is_none_or(|region| region == house || region == Region::Both) {
        return None;
    }
    if house == Region::American
        && let Some(form) = american_forms(word).find(|form| {
            // *Tyer* is a word, but not what *tyre* is over there.
            listing(form).is_some_and(|listing| listing.is_common() && listing.region() == Region::Both)
        })
    {
        return Some(form);
    }
    let near = suggest(word, APART).into_iter();
    // “Chaperone” is near “chaperons”, and not the same.
    let same =
        near.filter(|near| region(&near.word) == Some(house) && is_plural(&near.word) == is_plural(word));
    same.min_by(|a, b| a.cost.cmp(&b.cost).then_with(|| a.order().cmp(&b.order()))).map(|near| near.word)
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s')
}

/// What a British word may be in America by rule: *organization*, *labor*, *fibers*. Many of these forms are known on both
/// sides, so that their own region does not tell.
fn american_forms(word: &str) -> impl Iterator<Item = String> {
    let with = |british: &str, american: &str| {
        let at = word.rfind(british)?;
        Some([&word[..at], american, &word[at + british.len()..]].concat())
    };
    let (stem, plural) = word.strip_suffix('s').map_or((word, ""), |stem| (stem, "s"));
    let with_er = stem.strip_suffix("re").map(|stem| [stem, "er", plural].concat());
    [with("is", "iz"), with("our", "or"), with_er].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_other_region_is_written_as_at_home() {
        for (british, american) in [
            ("colour", "color"),
            ("neighbours", "neighbors"),
            ("defence", "defense"),
            ("theatre", "theater"),
            ("travelled", "traveled"),
            ("favourite", "favorite"),
            ("skilful", "skillful"),
        ] {
            assert_eq!(in_house(british.to_owned(), Region::American), american);
            assert_eq!(in_house(american.to_owned(), Region::British), british);
        }
        for (word, american) in [
            ("organisation", "organization"),
            ("realised", "realized"),
            ("labour", "labor"),
            ("fibres", "fibers"),
            ("chaperones", "chaperons"),
            ("tyre", "tyre"),
        ] {
            assert_eq!(in_house(word.to_owned(), Region::American), american);
        }
    }

    #[test]
    fn every_other_word_stays() {
        for word in ["government", "ferry", "organization", "whilst", "qwzx", ""] {
            for house in [Region::American, Region::British, Region::Both] {
                assert_eq!(in_house(word.to_owned(), house), word);
            }
        }
        assert_eq!(in_house("colour".to_owned(), Region::British), "colour");
        assert_eq!(in_house("colour".to_owned(), Region::Both), "colour");
    }
}
