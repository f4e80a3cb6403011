//! Finds all needles in a text at once, those within and across others too. An automaton (crate aho-corasick) did the
//! same at half the speed and took longer to build than most drafts take to lint; whose needles they are is left to
//! `scan.rs`.
//!
//! Of each needle the rarest four bytes are its window. Where the text holds the window of some needle, the needles
//! of that window are compared; everywhere else one bit in a table says that there is none (as in Wu and Manber, “A
//! fast algorithm for multi-pattern searching”, 1994, without the shifts: many needles are short). Needles of fewer
//! than four bytes are windows themselves, in a table of all pairs of bytes.

mod window;

use std::ops::RangeInclusive;

use window::rarest_window;

/// How many bits the table of windows has, as a power of two: few of them are set, even with ten thousand needles.
const BITS: u32 = 18;

/// How many lists the windows are spread over, as a power of two.
const LISTS: u32 = 12;

/// The bit by which ASCII letters of either case differ, in each byte; other bytes that it makes alike are told apart
/// when needles are compared.
const CASE: u64 = 0x2020_2020_2020_2020;

/// Finds needles. Building is linear in their length; searching in that of the text, save for what must be compared.
pub(super) struct Finder {
    needles: Vec<Vec<u8>>,
    ignore_case: bool,
    /// By pair of bytes: behind which third bytes, by their [`sort`], a window of up to three bytes stands; a bit each.
    pairs: Box<[u8; 1 << 16]>,
    /// Which hashes of windows of four bytes are taken: one bit each.
    windows: Box<[u64; 1 << (BITS - 6)]>,
    /// Where each needle is looked for, in order of lists.
    places: Vec<Place>,
    /// By list: its first place. One more for the end.
    lists: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    /// Of the window.
    length: u32,
    /// The bytes of the needle from the window on, up to eight, and which bits of them count: nearly all places that
    /// are none are told by them.
    eight: u64,
    mask: u64,
    /// The index of a needle that holds it.
    needle: u32,
    /// Where in the needle it stands.
    offset: u32,
}

/// One to four bytes, zeros behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    bytes: u32,
    length: usize,
}

impl Window {
    /// The first `length` bytes of four.
    fn of(word: u32, length: usize) -> Self {
        Self { bytes: word & u32::MAX >> (8 * (4 - length)), length }
    }

    /// A number in which all bits of the bytes have a part, the high ones most.
    #[inline]
    fn product(self) -> u32 {
        (self.bytes ^ (4 - self.length as u32)).wrapping_mul(0x9E37_79B1)
    }
}

impl Place {
    fn list(&self) -> usize {
        list(Window::of(self.eight as u32, self.length as usize))
    }
}

impl Finder {
    /// Prepares the needles, none of which may be empty; with `ignore_case` ASCII letters match in either case.
    pub(super) fn new(needles: &[&str], ignore_case: bool) -> Self {
        let mut finder = Self {
            needles: needles.iter().map(|needle| needle.as_bytes().to_vec()).collect(),
            ignore_case,
            pairs: Box::new([0; 1 << 16]),
            windows: Box::new([0; 1 << (BITS - 6)]),
            places: Vec::with_capacity(needles.len()),
            lists: Vec::with_capacity((1 << LISTS) + 1),
        };
        for (index, needle) in needles.iter().enumerate() {
            finder.enter(index, needle.as_bytes());
        }
        finder.places.sort_by_cached_key(Place::list);
        for (at, place) in finder.places.iter().enumerate() {
            // This list begins here, and so do the empty ones before it.
            finder.lists.resize((place.list() + 1).max(finder.lists.len()), narrow(at));
        }
        finder.lists.resize((1 << LISTS) + 1, narrow(finder.places.len()));
        finder
    }

    /// Chooses a window of the needle, and marks it in the tables.
    fn enter(&mut self, needle: usize, bytes: &[u8]) {
        let length = bytes.len().clamp(1, 4);
        let Some(offset) = rarest_window(bytes, length) else { return };
        let window = Window::of(self.eight(&bytes[offset..]) as u32, length);
        if length == 4 {
            let hash = hash(window);
            self.windows[hash / 64] |= 1 << (hash % 64);
        } else {
            let seconds = if length == 1 { 0..256 } else { 0..1 };
            let thirds = if length == 3 { 1 << sort(window.bytes) } else { u8::MAX };
            for second in seconds {
                self.pairs[(window.bytes & 0xFFFF) as usize | second << 8] |= thirds;
            }
        }
        let mask = u64::MAX >> (64 - 8 * (bytes.len() - offset).min(8));
        let eight = self.eight(&bytes[offset..]) & mask;
        self.places.push(Place {
            length: narrow(length),
            eight,
            mask,
            needle: narrow(needle),
            offset: narrow(offset),
        });
    }

    /// Up to eight bytes as a number, zeros behind them, case left out where it is ignored.
    #[inline]
    fn eight(&self, bytes: &[u8]) -> u64 {
        let eight = match bytes.first_chunk() {
            Some(eight) => *eight,
            None => {
                let mut eight = [0; 8];
                eight[..bytes.len()].copy_from_slice(bytes);
                eight
            }
        };
        u64::from_le_bytes(eight) | if self.ignore_case { CASE } else { 0 }
    }

    /// The bytes of the longest needle.
    pub(super) fn longest(&self) -> usize {
        self.needles.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Calls `found` with the index of each needle in `text`, and its first byte and the one behind its last there.
    pub(super) fn find(&self, text: &[u8], mut found: impl FnMut(usize, usize, usize)) {
        let case = if self.ignore_case { CASE as u32 } else { 0 };
        for (at, window) in text.windows(4).enumerate() {
            let word = u32::from_le_bytes(window.try_into().expect("it has four bytes")) | case;
            let (short, long) = (self.short_may_stand(word), self.long_may_stand(word));
            // One branch for both: nearly always neither may.
            if (short | long) & 1 != 0 {
                let lengths = if short & 1 != 0 { 1 } else { 4 }..=if long & 1 != 0 { 4 } else { 3 };
                self.compare(text, at, lengths, &mut found);
            }
        }
        for at in text.len().saturating_sub(3)..text.len() {
            self.compare(text, at, 1..=4, &mut found);
        }
    }

    /// In the lowest bit, whether a window of up to three bytes may stand at the start of these bytes.
    #[inline]
    fn short_may_stand(&self, word: u32) -> u64 {
        u64::from(self.pairs[(word & 0xFFFF) as usize] >> sort(word))
    }

    /// In the lowest bit, whether these bytes may be a window of four.
    #[inline]
    fn long_may_stand(&self, word: u32) -> u64 {
        let hash = hash(Window::of(word, 4));
        self.windows[hash / 64] >> (hash % 64)
    }

    /// Compares the needles that have their window, of one of these lengths, at `at`.
    #[inline(never)]
    fn compare(
        &self,
        text: &[u8],
        at: usize,
        lengths: RangeInclusive<usize>,
        found: &mut impl FnMut(usize, usize, usize),
    ) {
        let eight = self.eight(&text[at..]);
        for window in lengths.map(|length| Window::of(eight as u32, length)) {
            let list = list(window);
            let places = self.lists[list] as usize..self.lists[list + 1] as usize;
            let may_stand =
                |place: &&Place| place.eight == eight & place.mask && place.length as usize == window.length;
            for place in self.places[places].iter().filter(may_stand) {
                let needle = &self.needles[place.needle as usize];
                let Some(start) = at.checked_sub(place.offset as usize) else { continue };
                let Some(there) = text.get(start..start + needle.len()) else { continue };
                let equal =
                    if self.ignore_case { there.eq_ignore_ascii_case(needle) } else { there == needle };
                if equal {
                    found(place.needle as usize, start, start + needle.len());
                }
            }
        }
    }
}

/// The index of a bit in the table of windows.
#[inline]
fn hash(window: Window) -> usize {
    (window.product() >> (u32::BITS - BITS)) as usize
}

/// One of eight sorts, by the third byte.
#[inline]
fn sort(word: u32) -> u32 {
    word >> 16 & 7
}

fn list(window: Window) -> usize {
    (window.product() >> (u32::BITS - LISTS)) as usize
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("rule files are smaller than 4 GiB")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(needles: &[&str], ignore_case: bool, text: &str) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        Finder::new(needles, ignore_case)
            .find(text.as_bytes(), |needle, start, end| found.push((needle, start, end)));
        found.sort_unstable();
        found
    }

    /// What is found by looking for each needle at each place.
    fn plainly(needles: &[&str], ignore_case: bool, text: &str) -> Vec<(usize, usize, usize)> {
        let fold = |text: &str| if ignore_case { text.to_ascii_lowercase() } else { text.to_owned() };
        let text = fold(text);
        let mut found = Vec::new();
        for (index, needle) in needles.iter().enumerate() {
            let needle = fold(needle);
            let starts = (0..text.len()).filter(|&at| text.as_bytes()[at..].starts_with(needle.as_bytes()));
            found.extend(starts.map(|at| (index, at, at + needle.len())));
        }
        found
    }

    #[test]
    fn no_needle_hides_another() {
        let needles = ["the vote", "vote", "vote would", "t", "ot"];
        let found = finds(&needles, false, "the vote would");
        assert_eq!(found, [(0, 0, 8), (1, 4, 8), (2, 4, 14), (3, 0, 1), (3, 6, 7), (4, 5, 7)]);
    }

    #[test]
    fn needles_stand_at_both_ends() {
        assert_eq!(
            finds(&["a", "ab", "abc", "abcd"], false, "abcd"),
            [(0, 0, 1), (1, 0, 2), (2, 0, 3), (3, 0, 4)]
        );
        assert_eq!(finds(&["d", "cd", "bcd"], false, "abcd"), [(0, 3, 4), (1, 2, 4), (2, 1, 4)]);
        assert_eq!(finds(&["a", "abcd"], false, ""), []);
        assert_eq!(finds(&[], false, "abcd"), []);
    }

    #[test]
    fn case_is_ignored_in_letters_only() {
        assert_eq!(
            finds(&["[tk]", "&", "tk"], true, "[TK] {tk} É&"),
            [(0, 0, 4), (1, 12, 13), (2, 1, 3), (2, 6, 8)]
        );
        assert_eq!(finds(&["é"], true, "É é"), [(0, 3, 5)]);
    }

    proptest! {
        #[test]
        fn it_finds_what_looking_everywhere_finds(
            needles in prop::collection::vec("[aAbé\\[ ]{1,6}", 0..12),
            text in "[aAbBé\\[{ ]{0,60}",
            ignore_case: bool,
        ) {
            let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
            let mut plain = plainly(&needles, ignore_case, &text);
            plain.sort_unstable();
            prop_assert_eq!(finds(&needles, ignore_case, &text), plain);
        }
    }
}
