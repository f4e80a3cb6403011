//! What the elements of HTML are to copy: which open a block of what kind, which only dress words, and which hold no
//! copy at all.

/// What an element is to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// `h1` to `h6`.
    Heading(u8),
    /// `p`.
    Paragraph,
    /// What only holds other blocks, or text of its own: `div`, `section`.
    Box,
    /// `ul`, `ol`, `dl`.
    List,
    /// `li`, `dt`, `dd`.
    Item,
    /// `blockquote`.
    Quotation,
    /// `figcaption`, the `caption` of a table, the `summary` of what is folded away: no headline, whatever it says.
    Caption,
    /// `table`.
    Table,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// `br`.
    Break,
    /// `img`.
    Image,
    /// `b`, `strong`.
    Bold,
    /// What dresses words or stands among them.
    Inline,
    /// What holds no copy: code, scripts, styles, drawings, embedded pages.
    Muted,
    /// A name that HTML does not know.
    Unknown,
}

impl Element {
    /// The element of that name, in capitals or not. A name with a colon (`o:p`) is a word processor's and dresses words.
    pub(super) fn of(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "p" => Self::Paragraph,
            "ul" | "ol" | "dl" | "menu" | "dir" => Self::List,
            "li" | "dt" | "dd" => Self::Item,
            "blockquote" => Self::Quotation,
            "figcaption" | "caption" | "legend" | "summary" => Self::Caption,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "br" => Self::Break,
            "img" => Self::Image,
            "b" | "strong" => Self::Bold,
            name if BOXES.contains(&name) => Self::Box,
            name if MUTED.contains(&name) => Self::Muted,
            name if INLINE.contains(&name) || name.contains(':') => Self::Inline,
            _ => Self::Unknown,
        }
    }

    /// Whether its tags stand for white space: what is written on both sides is no one word.
    pub(super) fn parts_words(self) -> bool {
        !matches!(self, Self::Image | Self::Bold | Self::Inline | Self::Muted | Self::Unknown)
    }
}

const BOXES: &[&str] = &[
    "address", "article", "aside", "body", "center", "details", "dialog", "div", "fieldset", "figure",
    "footer", "form", "header", "hgroup", "hr", "html", "main", "nav", "search", "section", "tbody", "tfoot",
    "thead",
];

const MUTED: &[&str] = &[
    "audio", "canvas", "code", "head", "iframe", "kbd", "math", "noscript", "object", "pre", "samp",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "area", "base", "bdi", "bdo", "big", "button", "cite", "col", "colgroup", "data",
    "del", "dfn", "em", "embed", "font", "i", "input", "ins", "label", "link", "map", "mark", "meta",
    "meter", "nobr", "output", "param", "picture", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s",
    "small", "source", "span", "strike", "sub", "sup", "time", "track", "tt", "u", "var", "wbr",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(Element::of("H2"), Element::Heading(2));
        assert_eq!(Element::of("Td"), Element::Cell);
        assert_eq!(Element::of("o:p"), Element::Inline);
        assert_eq!(Element::of("my-box"), Element::Unknown);
        assert_eq!(Element::of(""), Element::Unknown);
    }

    #[test]
    fn no_name_is_listed_twice() {
        let mut all: Vec<_> = [BOXES, MUTED, INLINE].concat();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
