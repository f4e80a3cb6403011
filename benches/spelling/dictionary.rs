//! A Hunspell dictionary of our own lists for spellbook to read, made as those are that people run it with: stems with
//! flags, and affixes that make the other words of them. A flat list would be looked up faster than any of those.

use std::collections::HashSet;
use std::fmt::Write as _;

use spellbook::Dictionary;

/// What a flag adds to a word that ends so: the flag, the ending that is taken off, what is put on, and when.
struct Suffix(char, &'static str, &'static str, Ending);

/// Which letters a word ends with.
#[derive(Clone, Copy)]
struct Ending {
    /// As an affix file writes it.
    written: &'static str,
    holds: fn(&str) -> bool,
}

const HISSES: Ending = Ending { written: "[sxz]", holds: |word| word.ends_with(['s', 'x', 'z']) };
const E: Ending = Ending { written: "e", holds: |word| word.ends_with('e') };
const NO_E: Ending = Ending { written: "[^e]", holds: |word| !word.ends_with('e') };
const NO_E_OR_Y: Ending = Ending { written: "[^ey]", holds: |word| !word.ends_with(['e', 'y']) };
const NO_HISS_OR_Y: Ending =
    Ending { written: "[^sxzy]", holds: |word| !word.ends_with(['s', 'x', 'z', 'y']) };
const VOWEL_Y: Ending = Ending { written: "[aeiou]y", holds: |word| before_y(word).is_some_and(is_vowel) };
const OTHER_Y: Ending =
    Ending { written: "[^aeiou]y", holds: |word| before_y(word).is_some_and(|letter| !is_vowel(letter)) };
const ANY: Ending = Ending { written: ".", holds: |_| true };

const SUFFIXES: &[Suffix] = &[
    Suffix('S', "y", "ies", OTHER_Y),
    Suffix('S', "", "s", VOWEL_Y),
    Suffix('S', "", "es", HISSES),
    Suffix('S', "", "s", NO_HISS_OR_Y),
    Suffix('D', "", "d", E),
    Suffix('D', "y", "ied", OTHER_Y),
    Suffix('D', "", "ed", VOWEL_Y),
    Suffix('D', "", "ed", NO_E_OR_Y),
    Suffix('G', "e", "ing", E),
    Suffix('G', "", "ing", NO_E),
    Suffix('R', "", "r", E),
    Suffix('R', "y", "ier", OTHER_Y),
    Suffix('R', "", "er", VOWEL_Y),
    Suffix('R', "", "er", NO_E_OR_Y),
    Suffix('P', "y", "iness", OTHER_Y),
    Suffix('P', "", "ness", VOWEL_Y),
    Suffix('P', "", "ness", Ending { written: "[^y]", holds: |word| !word.ends_with('y') }),
    Suffix('Y', "", "ly", ANY),
    Suffix('B', "e", "able", E),
    Suffix('B', "", "able", NO_E),
    Suffix('T', "", "st", E),
    Suffix('T', "y", "iest", OTHER_Y),
    Suffix('T', "", "est", NO_E_OR_Y),
    Suffix('M', "", "'s", ANY),
];

const PREFIXES: &[(char, &str)] =
    &[('U', "un"), ('A', "re"), ('I', "in"), ('X', "dis"), ('W', "pre"), ('V', "de")];

fn before_y(word: &str) -> Option<char> {
    word.strip_suffix('y')?.chars().next_back()
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// The dictionary of `words`. It knows all of them, and a few more, of which a prefix and a suffix make one together.
pub(crate) fn of(words: &[String]) -> Dictionary {
    let listed: HashSet<&str> = words.iter().map(String::as_str).collect();
    let mut stems: Vec<&str> = listed.iter().copied().collect();
    stems.sort_unstable_by_key(|word| (word.len(), *word));
    let (mut made, mut entries) = (HashSet::new(), String::new());
    let mut count = 0;
    for stem in stems {
        if made.contains(stem) {
            continue;
        }
        let derived = derived(stem).filter(|(_, word)| listed.contains(word.as_str()));
        let (mut flags, words): (String, Vec<String>) = derived.unzip();
        // The lists hold no possessives: what has a plural has one.
        if flags.contains('S') {
            flags.push('M');
        }
        made.extend(words);
        writeln!(entries, "{stem}{}{flags}", if flags.is_empty() { "" } else { "/" }).expect("a string");
        count += 1;
    }
    Dictionary::new(&affixes(), &format!("{count}\n{entries}")).expect("the lists make a dictionary")
}

/// What each flag makes of a stem.
fn derived(stem: &str) -> impl Iterator<Item = (char, String)> + '_ {
    let suffixed = SUFFIXES.iter().filter_map(move |Suffix(flag, off, on, ending)| {
        let rest = stem.strip_suffix(off).filter(|_| (ending.holds)(stem))?;
        Some((*flag, format!("{rest}{on}")))
    });
    suffixed.chain(PREFIXES.iter().map(move |(flag, prefix)| (*flag, format!("{prefix}{stem}"))))
}

/// The affix file.
fn affixes() -> String {
    let mut file =
        "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nKEY qwertyuiop|asdfghjkl|zxcvbnm\nICONV 1\nICONV ’ '\n"
            .to_owned();
    for rows in SUFFIXES.chunk_by(|one, next| one.0 == next.0) {
        let flag = rows[0].0;
        file += &format!("SFX {flag} Y {}\n", rows.len());
        for Suffix(_, off, on, ending) in rows {
            let off = if off.is_empty() { "0" } else { off };
            file += &format!("SFX {flag} {off} {on} {}\n", ending.written);
        }
    }
    for (flag, prefix) in PREFIXES {
        file += &format!("PFX {flag} Y 1\nPFX {flag} 0 {prefix} .\n");
    }
    file
}
