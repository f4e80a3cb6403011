//! Bare web and e-mail addresses in prose: no copy, so they are blanked. Handles (`@name`) and tags (`#name`) stay.
//! Where an address ends follows GitHub's autolink extension: white space or a bracket ends it, and closing
//! punctuation behind it belongs to the sentence.

use memchr::memchr_iter;
use memchr::memmem::find_iter;

use super::Span;

/// The longest scheme and the longest local part (RFC 5321) that are looked for; keeps the search linear.
const LONGEST: usize = 64;

/// The addresses in `prose`, in no order, possibly overlapping. How far an address reaches is told from `text`, the
/// source, since prose lacks what markup took out of it (`a\_b`). Linear.
pub(super) fn find(text: &str, prose: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut past = 0;
    for colon in find_iter(prose.as_bytes(), "://") {
        if let Some(start) = (colon >= past).then(|| scheme(prose, colon)).flatten() {
            past = push_web(text, start, colon + 3, &mut found);
        }
    }
    past = 0;
    for at in find_iter(prose.as_bytes(), "ww.") {
        if let Some(start) = (at > past).then(|| host(prose, at)).flatten() {
            past = push_web(text, start, at + 3, &mut found);
        }
    }
    found.extend(memchr_iter(b'@', prose.as_bytes()).filter_map(|at| mail(prose, at)));
    found
}

/// Where the scheme before `://` begins.
fn scheme(prose: &str, colon: usize) -> Option<usize> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = tail(prose, colon, part)?;
    let name = prose[colon - length..colon].trim_start_matches(|sign: char| !sign.is_ascii_alphabetic());
    (name.len() > 1).then(|| colon - name.len())
}

/// Where `www.` begins, given where its `ww.` does.
fn host(prose: &str, at: usize) -> Option<usize> {
    let start = at.checked_sub(1)?;
    let bytes = prose.as_bytes();
    let free = start == 0 || !(bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'@');
    (bytes[start].eq_ignore_ascii_case(&b'w') && free).then_some(start)
}

/// Adds the web address that begins at `start` and whose host begins at `from`; returns where the search goes on.
fn push_web(text: &str, start: usize, from: usize, found: &mut Vec<Span>) -> usize {
    let rest = &text[from..];
    let length = rest.find(ends_address).unwrap_or(rest.len());
    let address = trim_sentence(&rest[..length]);
    if address.starts_with(char::is_alphanumeric) {
        found.push(Span::new(start, from + address.len()));
    }
    from + length
}

fn ends_address(sign: char) -> bool {
    match sign {
        '<' | '>' | '"' | '`' | '|' | '[' | ']' | '{' | '}' | '^' => true,
        sign if sign.is_ascii() => sign.is_ascii_whitespace() || sign.is_ascii_control(),
        sign => !sign.is_alphanumeric(),
    }
}

/// The address without what belongs to the sentence around it.
fn trim_sentence(mut address: &str) -> &str {
    let count = |sign: u8| address.bytes().filter(|&byte| byte == sign).count();
    let mut surplus = count(b')').saturating_sub(count(b'('));
    loop {
        let shorter = address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '\\']);
        match shorter.strip_suffix(')') {
            Some(open) if surplus > 0 => {
                surplus -= 1;
                address = open;
            }
            _ => return shorter,
        }
    }
}

/// The e-mail address around the `@` at byte `at`, a `mailto:` before it included.
fn mail(prose: &str, at: usize) -> Option<Span> {
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
    let name = prose[at - tail(prose, at, local)?..at].trim_start_matches(['.', '-', '_']);
    let rest = &prose.as_bytes()[at + 1..];
    let reach =
        rest.iter().take(4 * LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte));
    let domain = prose[at + 1..at + 1 + reach.count()].trim_end_matches(['.', '-']);
    let full = domain.split('.').all(|label| !label.is_empty()) && domain.contains('.');
    if name.is_empty() || !full {
        return None;
    }
    let start = at - name.len();
    let start = if prose[..start].ends_with("mailto:") { start - "mailto:".len() } else { start };
    Some(Span::new(start, at + 1 + domain.len()))
}

/// How many bytes right before byte `end` are parts of a name; nothing when there are none or too many.
fn tail(prose: &str, end: usize, part: impl Fn(&u8) -> bool) -> Option<usize> {
    let length = prose.as_bytes()[..end].iter().rev().take(LONGEST + 1).take_while(|byte| part(byte)).count();
    (1..=LONGEST).contains(&length).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        find(text, text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn web_addresses_end_before_the_sentence_does() {
        for (text, address) in [
            ("See https://example.org/a_b?c=d&e=f.", "https://example.org/a_b?c=d&e=f"),
            ("(www.example.org/x_(y)).", "www.example.org/x_(y)"),
            ("“Www.example.org” it is", "Www.example.org"),
            ("请看https://example.com。谢谢", "https://example.com"),
            ("**ftp://a.b/**", "ftp://a.b/"),
            ("é-https://é.fr/é, où", "https://é.fr/é"),
        ] {
            assert_eq!(addresses(text), [address], "{text}");
        }
    }

    #[test]
    fn mail_addresses_and_no_handles() {
        assert_eq!(addresses("Write to desk.one@news.example.org."), ["desk.one@news.example.org"]);
        assert_eq!(addresses("<mailto:a@b.c>"), ["mailto:a@b.c"]);
        assert!(addresses("@handle said a@ b @c.d x@y, 5 @ $3 each, #tag").is_empty());
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        assert!(addresses("and/or :// x:// www. wwww.a awww.b 9://c").is_empty());
    }

    #[test]
    fn nothing_is_read_once_a_mark() {
        for unit in ["a@", "://", "www.", "www.a/", "a@b.", "http://(", "http://a)", "x+"] {
            let text = unit.repeat(1000);
            let found: usize = find(&text, &text).iter().map(|span| span.len()).sum();
            assert!(found <= 3 * text.len(), "{unit}: {found} bytes of {}", text.len());
        }
    }
}
