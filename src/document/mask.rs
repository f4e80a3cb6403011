//! Masks: the text with some of its bytes blanked at equal length. A blank is one space a byte; line ends stay, so
//! that every offset, line and column stays true.

use super::Span;

/// The text with everything but `copy` (in order, none overlapping) blanked.
pub(super) fn keep(text: &str, copy: &[Span]) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for &span in copy {
        push_blank(&mut out, &text[at..span.start()]);
        out.extend_from_slice(&text.as_bytes()[span.range()]);
        at = span.end();
    }
    push_blank(&mut out, &text[at..]);
    readable(out)
}

/// The text with `hidden` (any order) blanked; nothing when there is nothing to blank.
pub(super) fn hide(text: &str, hidden: &[Span]) -> Option<String> {
    (!hidden.is_empty()).then(|| blank(text.to_owned(), hidden))
}

/// Blanks `spans` in a text of which each covers whole characters.
pub(super) fn blank(text: String, spans: &[Span]) -> String {
    let mut bytes = text.into_bytes();
    for span in spans {
        for byte in &mut bytes[span.range()] {
            *byte = blank_byte(*byte);
        }
    }
    readable(bytes)
}

fn push_blank(out: &mut Vec<u8>, gap: &str) {
    out.extend(gap.bytes().map(blank_byte));
}

fn blank_byte(byte: u8) -> u8 {
    if byte == b'\n' || byte == b'\r' { byte } else { b' ' }
}

fn readable(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("only whole characters are blanked")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_one_space_a_byte_and_line_ends_stay() {
        let text = "é\r\n“x”\ny";
        let masked = keep(text, &[Span::new(7, 8)]);
        assert_eq!(masked, "  \r\n   x   \n ");
        assert_eq!(masked.len(), text.len());
        assert_eq!(keep("", &[]), "");
    }

    #[test]
    fn nothing_hidden_needs_no_copy() {
        assert_eq!(hide("abc", &[]), None);
        assert_eq!(hide("a`b`c", &[Span::new(1, 4)]).as_deref(), Some("a   c"));
    }
}
