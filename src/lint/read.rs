//! Reads a draft from disk: bytes become a source, or a finding that says why they cannot and what to do about it.

use std::path::Path;
use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::WINDOWS_1252;

use crate::document::{Source, Span};
use crate::finding::{Finding, Label};
use crate::settings::describe;

/// The id of findings about drafts that cannot be read.
pub const UNREADABLE: &str = "unreadable-draft";

/// The largest draft that is read: a span counts its bytes in 32 bits.
const LARGEST: u64 = u32::MAX as u64 - 1;

/// Reads the draft at `path`, shown as `shown`.
///
/// # Errors
///
/// A finding `unreadable-draft` when it is missing, not allowed, too large, binary or not UTF-8. For the last, the
/// label stands at the very byte.
pub fn read(path: &Path, shown: &str) -> Result<Arc<Source>, Box<Finding>> {
    match std::fs::read(path) {
        Ok(bytes) => decode(bytes, shown),
        Err(error) => Err(unopened(shown, &error)),
    }
}

/// The finding for a draft that cannot be opened.
fn unopened(shown: &str, error: &std::io::Error) -> Box<Finding> {
    unreadable(&Source::new(shown, ""), describe(error), "")
}

/// Makes a source of bytes that must be UTF-8 text.
///
/// # Errors
///
/// As for [`read`].
pub fn decode(bytes: Vec<u8>, shown: &str) -> Result<Arc<Source>, Box<Finding>> {
    if bytes.len() as u64 > LARGEST {
        let advice = "split it: a draft may have up to 4 GiB";
        return Err(unreadable(&Source::new(shown, ""), "the draft is larger than 4 GiB".to_owned(), advice));
    }
    if let Some(what) = binary(&bytes) {
        let advice =
            "copydesk reads Markdown and plain text in UTF-8; exclude this file, or save its copy as text";
        return Err(unreadable(&Source::new(shown, ""), format!("this is {what}, not a draft"), advice));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(shown, text)),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    let (message, advice) = not_utf8(&bytes, at);
    let readable = String::from_utf8_lossy(&bytes[..at]).into_owned();
    Err(unreadable(&Source::new(shown, readable), message, &advice))
}

/// What is wrong with bytes that are not UTF-8 at byte `at`, and the way out: a few wrong bytes in a draft that is UTF-8
/// elsewhere are another fault than another encoding.
fn not_utf8(bytes: &[u8], at: usize) -> (String, String) {
    let byte = bytes[at];
    let (mut wrong, mut right) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Several bytes that begin a character as UTF-8 does are one that was damaged.
        let damaged = chunk.invalid().len() > 1;
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count() + 2 * usize::from(damaged);
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    let cut_off =
        wrong == 1 && std::str::from_utf8(&bytes[at..]).is_err_and(|error| error.error_len().is_none());
    if cut_off && bytes.len() > at {
        let message =
            format!("not UTF-8: the draft ends at byte {at}, 0x{byte:02X}, in the middle of a character");
        return (message, "it was probably cut off: fetch the whole draft".to_owned());
    }
    if right > wrong {
        let (meant, _) = WINDOWS_1252.decode_without_bom_handling(&bytes[at..=at]);
        let message = format!("not UTF-8 throughout: byte {at} is 0x{byte:02X}, and the rest is UTF-8");
        return (message, format!("in Windows-1252 this byte is “{meant}”; type the character anew"));
    }
    let encoding = likely_encoding(bytes);
    let message = format!("not UTF-8: byte {at} is 0x{byte:02X}; the draft is probably {encoding}");
    (message, format!("save it as UTF-8, for example: iconv -f {encoding} -t UTF-8 DRAFT > NEW"))
}

/// A finding at the end of what could be read.
fn unreadable(source: &Arc<Source>, message: String, advice: &str) -> Box<Finding> {
    let span = Span::point(source.text().len());
    let primary = Label { source: Arc::clone(source), span, note: String::new() };
    Box::new(Finding::desk(UNREADABLE, primary, message, advice))
}

fn likely_encoding(bytes: &[u8]) -> &'static str {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny).name()
}

/// What kind of binary file the bytes are, if they are one.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a zip archive, perhaps a Word document"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1F\x8B", "a gzip archive"),
    ];
    if let Some((_, what)) = known.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(what);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Some("UTF-16 text");
    }
    let head = &bytes[..bytes.len().min(8192)];
    let zeros = memchr::memchr_iter(0, head).count();
    if zeros == 0 {
        return None;
    }
    // Latin text in UTF-16 has a zero in nearly every pair of bytes, always in the same place of the pair; a stray
    // zero in a draft is a control character.
    let odd = head.iter().skip(1).step_by(2).filter(|&&byte| byte == 0).count();
    if zeros * 5 >= head.len() * 2 && (odd == zeros || odd == 0) {
        return Some("UTF-16 text");
    }
    (zeros * 100 > head.len() || std::str::from_utf8(bytes).is_err()).then_some("a binary file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> (String, usize) {
        let finding = decode(bytes.to_vec(), "draft.txt").expect_err("the bytes are no UTF-8 text");
        (finding.message, finding.primary.span.start())
    }

    #[test]
    fn a_wrong_byte_is_named_with_its_place_and_the_likely_encoding() {
        let (message, at) = refusal(b"First line\nThe mayor\x92s caf\xe9 is open, she said.\n");
        assert_eq!(message, "not UTF-8: byte 20 is 0x92; the draft is probably windows-1252");
        assert_eq!(at, 20);
    }

    #[test]
    fn a_few_wrong_bytes_are_no_other_encoding() {
        let text = "The “mayor” said: caf\u{e9}, na\u{ef}ve.";
        let mut stray = text.as_bytes().to_vec();
        stray.insert(4, 0x92);
        assert_eq!(
            refusal(&stray),
            ("not UTF-8 throughout: byte 4 is 0x92, and the rest is UTF-8".to_owned(), 4)
        );
        let cut = &text.as_bytes()[..6];
        let message = "not UTF-8: the draft ends at byte 4, 0xE2, in the middle of a character";
        assert_eq!(refusal(cut), (message.to_owned(), 4));
    }

    #[test]
    fn a_damaged_character_is_no_other_encoding() {
        let message = "not UTF-8 throughout: byte 3 is 0xE2, and the rest is UTF-8";
        assert_eq!(refusal(b"ok \xe2\x82 cut\n"), (message.to_owned(), 3));
    }

    #[test]
    fn binary_files_are_called_by_their_name() {
        assert_eq!(refusal(b"%PDF-1.7\n").0, "this is a PDF, not a draft");
        assert_eq!(refusal(b"H\0e\0l\0l\0o\0").0, "this is UTF-16 text, not a draft");
        assert_eq!(refusal(b"\x7fELF\0\0\0\0\xff").0, "this is a binary file, not a draft");
    }

    #[test]
    fn a_stray_zero_in_a_draft_is_no_binary_file() {
        let text = format!("{}\0", "A draft of some length, with a stray zero. ".repeat(5));
        assert!(decode(text.into_bytes(), "draft.txt").is_ok());
        assert!(decode(Vec::new(), "empty.txt").is_ok());
    }
}
