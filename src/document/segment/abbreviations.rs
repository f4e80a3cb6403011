//! What the point behind a word may mean. A closed list of the abbreviations of news copy, sorted by what follows
//! them; whether a sentence really ends is decided by its neighbour `sentences`.

/// What the point behind a word says about the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// No abbreviation: the sentence ends unless it goes on in lower case.
    Plain,
    /// Never an end: a title before a name, `vs.`, `e.g.`.
    Never,
    /// An end unless a number follows: `No. 5`, `Sept. 3`.
    BeforeNumber,
    /// An end only before a word that begins sentences: `U.S.`, `Inc.`, `St.`, initials.
    BeforeName,
    /// `a.m.` and `p.m.`: an end unless a day, a month, a time zone or a number follows.
    Clock,
}

impl Point {
    /// What the point behind `word` says; `word` may end in that point itself when it is an initialism.
    pub(super) fn behind(word: &str) -> Self {
        let piece = word.rfind(['-', '‑']).map_or(word, |at| word[at..].trim_start_matches(['-', '‑']));
        let bare = piece.strip_suffix('.').unwrap_or(piece);
        if bare.contains('.') && !bare.contains(|character: char| character.is_ascii_digit()) {
            return match Capitalised::of(bare).as_bytes() {
                b"A.m" | b"P.m" => Self::Clock,
                b"E.g" | b"I.e" => Self::Never,
                _ => Self::BeforeName,
            };
        }
        if is_one_letter(word) {
            return if word == "v" { Self::Never } else { Self::BeforeName };
        }
        let lower_case = bare.starts_with(char::is_lowercase);
        match Capitalised::of(bare).as_bytes() {
            b"Vs" | b"Cf" => Self::Never,
            b"No" | b"Nos" | b"Vol" | b"Pp" | b"Approx" | b"Ca" | b"Est" => Self::BeforeNumber,
            b"Al" | b"Dept" | b"Ext" => Self::BeforeName,
            _ if lower_case => Self::Plain,
            name if listed(TITLES, name) => Self::Never,
            name if listed(BEFORE_NUMBERS, name) => Self::BeforeNumber,
            name if listed(BEFORE_NAMES, name) => Self::BeforeName,
            _ => Self::Plain,
        }
    }
}

/// Whether `word` often begins a sentence and is hardly ever the second word of a name: what decides whether `U.S.`
/// ends one. Read up to an apostrophe: `It’s` begins like `It`.
pub(super) fn begins_sentences(word: &str) -> bool {
    let bare = word.split(['\'', '’', 'ʼ']).next().unwrap_or(word);
    listed(STARTERS, Capitalised::of(bare).as_bytes())
}

/// Whether `word` goes with a time of day: a day, a month, a time zone.
pub(super) fn follows_clock(word: &str) -> bool {
    listed(CLOCK, Capitalised::of(word).as_bytes())
}

/// Whether `word` is a single letter.
pub(super) fn is_one_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

/// Whether `list`, which is sorted, holds `word`.
fn listed(list: &[&str], word: &[u8]) -> bool {
    list.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok()
}

/// Titles, which stand before names only.
const TITLES: &[&str] = &[
    "Adm", "Amb", "Atty", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Cols", "Cpl", "Cpt", "Dr", "Drs", "Gen",
    "Gens", "Gov", "Govs", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr",
    "Mx", "Pfc", "Pres", "Prof", "Pvt", "Rep", "Reps", "Rev", "Revs", "Sen", "Sens", "Sgt", "Spc", "Supt",
];

/// Capitalised abbreviations that stand before numbers.
const BEFORE_NUMBERS: &[&str] = &[
    "Apr", "Art", "Aug", "Ch", "Dec", "Feb", "Fig", "Figs", "Jan", "Jul", "Jun", "Nov", "Oct", "Op", "Sec",
    "Sep", "Sept",
];

/// Capitalised abbreviations inside names: companies, streets, states, `Jr`.
const BEFORE_NAMES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Assn", "Asst", "Ave", "Blvd", "Br", "Bros", "Calif", "Co", "Colo", "Conn", "Corp",
    "Cos", "Del", "Det", "Dist", "Esq", "Fla", "Fr", "Ft", "Ga", "Govt", "Hwy", "Ill", "Inc", "Ind", "Inst",
    "Intl", "Jr", "Kan", "Ky", "La", "Ltd", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Mt", "Natl",
    "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Penn", "Pt", "Que", "Rd", "Rte", "Sr", "St", "Ste", "Sts",
    "Tenn", "Tex", "Univ", "Va", "Vt", "Wash", "Wis", "Wyo",
];

/// What [`begins_sentences`] lists.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "Asked",
    "At",
    "Because",
    "Before",
    "Besides",
    "Between",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Either",
    "Even",
    "Every",
    "Few",
    "For",
    "From",
    "Had",
    "Has",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Instead",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Later",
    "Like",
    "Many",
    "Maybe",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "Much",
    "My",
    "Neither",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "On",
    "Once",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "Perhaps",
    "Several",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Unless",
    "Unlike",
    "Until",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Within",
    "Without",
    "Yes",
    "Yet",
    "You",
    "Your",
];

/// What [`follows_clock`] lists.
const CLOCK: &[&str] = &[
    "Aedt",
    "Aest",
    "April",
    "Aug",
    "August",
    "Awst",
    "Bst",
    "Cdt",
    "Central",
    "Cest",
    "Cet",
    "Cst",
    "Ct",
    "Dec",
    "December",
    "Eastern",
    "Edt",
    "Est",
    "Et",
    "Feb",
    "February",
    "Fri",
    "Friday",
    "Gmt",
    "Greenwich",
    "Hkt",
    "Ist",
    "Jan",
    "January",
    "Jst",
    "July",
    "June",
    "March",
    "May",
    "Mdt",
    "Mon",
    "Monday",
    "Mountain",
    "Mst",
    "Mt",
    "Nov",
    "November",
    "Oct",
    "October",
    "Pacific",
    "Pdt",
    "Pst",
    "Pt",
    "Sat",
    "Saturday",
    "Sept",
    "September",
    "Sun",
    "Sunday",
    "Thu",
    "Thur",
    "Thurs",
    "Thursday",
    "Tue",
    "Tues",
    "Tuesday",
    "Utc",
    "Wed",
    "Wednesday",
];

/// A short ASCII word with its first letter in upper case and the others in lower case, so that `MR` is found as `Mr`;
/// empty for every other word. Lives on the stack.
struct Capitalised {
    bytes: [u8; Self::LONGEST],
    length: usize,
}

impl Capitalised {
    /// The longest word of the lists above: `According`, `September`, `Greenwich`, `Wednesday`.
    const LONGEST: usize = 9;

    fn of(word: &str) -> Self {
        let mut bytes = [0; Self::LONGEST];
        let length = if word.len() <= Self::LONGEST && word.is_ascii() { word.len() } else { 0 };
        bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
        bytes.make_ascii_lowercase();
        bytes[0].make_ascii_uppercase();
        Self { bytes, length }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_behind_a_word_is_told_from_the_word() {
        for (word, point) in [
            ("Mr", Point::Never),
            ("MR", Point::Never),
            ("Lt.-Gov", Point::Never),
            ("vs", Point::Never),
            ("e.g.", Point::Never),
            ("No", Point::BeforeNumber),
            ("no", Point::BeforeNumber),
            ("Sept", Point::BeforeNumber),
            ("U.S.", Point::BeforeName),
            ("Japan-U.S.", Point::BeforeName),
            ("Ph.D.", Point::BeforeName),
            ("J", Point::BeforeName),
            ("É", Point::BeforeName),
            ("Inc", Point::BeforeName),
            ("a.m.", Point::Clock),
            ("P.M.", Point::Clock),
            ("ill", Point::Plain),
            ("issue", Point::Plain),
            ("1.5", Point::Plain),
            ("9.3bn", Point::Plain),
            ("extraordinary", Point::Plain),
            ("新聞", Point::Plain),
        ] {
            assert_eq!(Point::behind(word), point, "{word}");
        }
    }

    #[test]
    fn lists_are_sorted_and_their_words_are_found() {
        for list in [TITLES, BEFORE_NUMBERS, BEFORE_NAMES, STARTERS, CLOCK] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
            for word in list {
                assert_eq!(
                    Capitalised::of(word).as_bytes(),
                    word.as_bytes(),
                    "{word} is too long or not capitalised"
                );
            }
        }
    }

    #[test]
    fn a_sentence_starter_is_read_up_to_its_apostrophe() {
        assert!(begins_sentences("It’s") && begins_sentences("They'll") && begins_sentences("THE"));
        assert!(!begins_sentences("President") && !begins_sentences("") && !begins_sentences("In-house"));
    }
}
