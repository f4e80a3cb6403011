//! Blocks of HTML in Markdown. Their text is copy: headings, paragraphs, list items, quotations, captions and rows of
//! tables, each a block of its own, also where several stand on one line. Tags, character references, comments, code,
//! scripts and styles are none. The HTML is read as browsers do it, and whatever is wrong with it is passed over.

mod elements;
mod nest;
mod place;
mod tokens;

use std::ops::Range;

use super::parts::{Part, Parts};
use super::rows::trimmed;
use super::{BlockKind, HeadingForm, Span, mask};
use elements::Element;
use nest::Nest;
use place::{Place, ends, gaps, without_references};
use tokens::{Tag, Token, Tokens, attribute};

/// Adds what stands in the block of HTML whose lines, without the marks of the quotation or list that holds it, cover
/// `lines`; `around` is what paragraphs are there. Copy behind a comment that opens the block is Markdown, and left to
/// the caller: its place is returned.
pub(super) fn read(text: &str, lines: &[Span], around: BlockKind, parts: &mut Parts) -> Option<Span> {
    let block = lines.first()?.cover(*lines.last()?);
    let mut at = trimmed(text, block).start();
    let mut behind_comment = false;
    while text[at..block.end()].starts_with("<!--") {
        let close = text[at + 2..block.end()].find("-->").map(|length| at + 2 + length + 3);
        let comment = Span::new(at, close.unwrap_or(block.end()));
        parts.comment(comment);
        behind_comment = true;
        at = trimmed(text, Span::new(comment.end(), block.end())).start();
    }
    let rest = trimmed(text, Span::new(at, block.end()));
    if rest.is_empty() {
        return None;
    }
    if behind_comment && !text[rest.range()].starts_with('<') {
        return Some(rest);
    }
    let gaps = gaps(text, lines, rest);
    let html = &text[rest.range()];
    let blanked = if gaps.is_empty() { None } else { Some(mask::blank(html.to_owned(), &gaps)) };
    let place = Place { text, whole: rest, html: blanked.as_deref().unwrap_or(html), gaps };
    Reader::new(place, around, parts).read();
    None
}

/// Whether the tags of the element `name` stand for white space between words.
pub(super) fn parts_words(name: &str) -> bool {
    Element::of(name).parts_words()
}

/// A block of copy that is being read; places are bytes of the HTML.
struct Open<'h> {
    kind: BlockKind,
    heading: Option<HeadingForm>,
    /// The element that it is all of, if any.
    name: &'h str,
    /// From its opening tag to the end of what was read last.
    range: Range<usize>,
    copy: Vec<Range<usize>>,
    /// Whether all of it is in bold.
    bold: bool,
    /// Whether it is a mere image, so far.
    image: bool,
}

/// Turns tokens into parts.
struct Reader<'h, 'p> {
    place: Place<'h>,
    around: BlockKind,
    parts: &'p mut Parts,
    /// The parts of this HTML, and whether each is to be kept where others hold copy.
    found: Vec<(Part, bool)>,
    nest: Nest,
    /// The tag that opened last, with no copy behind it so far, and where it begins.
    lead: Option<(&'h str, usize)>,
    open: Option<Open<'h>>,
    /// Where the last part or comment ends.
    edge: usize,
    /// The first place behind `edge` with more than tags that hold blocks together.
    notable: Option<usize>,
    /// How many line breaks stand behind the last copy.
    breaks: usize,
    /// How many elements in bold are open.
    bold: usize,
    /// Whether captions stand in the HTML: images then need no text of their own.
    captioned: bool,
}

impl<'h, 'p> Reader<'h, 'p> {
    fn new(place: Place<'h>, around: BlockKind, parts: &'p mut Parts) -> Self {
        Self {
            place,
            around,
            parts,
            found: Vec::new(),
            nest: Nest::default(),
            lead: None,
            open: None,
            edge: 0,
            notable: None,
            breaks: 0,
            bold: 0,
            captioned: false,
        }
    }

    fn read(mut self) {
        let html = self.place.html;
        self.captioned =
            Tokens::of(html).any(|token| matches!(token, Token::Tag(tag) if tag.is_named("figcaption")));
        let mut tokens = Tokens::of(html);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(range) => self.text(range),
                Token::Comment(range, closed) => self.comment(range, closed),
                Token::Other(range) => self.note(&range),
                Token::Tag(tag) => self.tag(&tag, &mut tokens),
            }
        }
        self.flush(None);
        self.leave(html.len());
        let holds_copy = self.found.iter().any(|(part, _)| part.kind != BlockKind::Html);
        for (part, kept) in self.found {
            if kept || !holds_copy {
                self.parts.push(part);
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'h>, tokens: &mut Tokens<'h>) {
        let element = Element::of(tag.name);
        match element {
            Element::Bold => {
                self.bold = if tag.closes { self.bold.saturating_sub(1) } else { self.bold + 1 };
                self.inline(tag);
            }
            Element::Inline => self.inline(tag),
            Element::Break => self.breaks += 1,
            Element::Image => self.image(tag),
            Element::Muted => self.mute(tag, tokens),
            // Inside copy, a name that nobody knows is a slot or a slip, and parts nothing.
            Element::Unknown
                if self.open.as_ref().is_some_and(|open| !(tag.closes && tag.is_named(open.name))) => {}
            Element::Cell if self.nest.is_in_row() => {}
            _ => self.boundary(element, tag),
        }
    }

    /// A tag at which a block ends, and another may begin.
    fn boundary(&mut self, element: Element, tag: &Tag<'h>) {
        self.flush(Some(tag));
        self.bold = 0;
        if element == Element::Unknown {
            self.note(&tag.range);
        }
        if tag.closes {
            self.nest.close(element);
            self.lead = None;
        } else {
            self.nest.open(element);
            self.lead = Some((tag.name, tag.range.start));
        }
    }

    /// A tag that dresses words.
    fn inline(&mut self, tag: &Tag<'h>) {
        match &mut self.open {
            Some(open) if tag.closes && self.breaks == 0 => open.range.end = tag.range.end,
            Some(_) => {}
            None if tag.closes => {}
            None => {
                self.lead.get_or_insert(("", tag.range.start));
            }
        }
    }

    /// An element without copy, with all that it holds.
    fn mute(&mut self, tag: &Tag<'h>, tokens: &mut Tokens<'h>) {
        if tag.closes {
            return;
        }
        let is_any = |names: &[&str]| names.iter().any(|name| tag.is_named(name));
        let inner = match tokens.skip_element(tag.name) {
            // Code in running text that is never closed is a slip; what else is not closed reaches to the end.
            None if is_any(&["code", "kbd", "samp"]) => return,
            None => tokens.skip_all(),
            Some(inner) => inner,
        };
        if is_any(&["pre", "iframe", "video", "audio", "object"]) {
            self.flush(None);
            self.lead = None;
        }
        if !inner.is_empty() {
            self.parts.hidden.push(self.place.span(&inner));
        }
        self.note(&(tag.range.start..tokens.at()));
        if let Some(open) = &mut self.open {
            open.range.end = tokens.at();
        }
    }

    /// An image: where no copy stands beside it, its alternative text is a caption, or else its title. What is a single
    /// word is the name of a file.
    fn image(&mut self, tag: &Tag<'h>) {
        let html = self.place.html;
        let is_alone = self.open.is_none() && self.nest.kind(self.around).0 == BlockKind::Paragraph;
        let says =
            |name| attribute(html, &tag.range, name).filter(|value| html[value.clone()].trim().contains(' '));
        match says("alt").or_else(|| says("title")).filter(|_| is_alone && !self.captioned) {
            Some(value) => {
                let (name, start) = self.lead.take().unwrap_or(("", tag.range.start));
                self.open = Some(Open {
                    kind: BlockKind::Caption,
                    heading: None,
                    name,
                    range: start..tag.range.end,
                    copy: without_references(html, value),
                    bold: false,
                    image: true,
                });
            }
            None => self.note(&tag.range),
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let html = self.place.html;
        let pieces = without_references(html, range.clone());
        if pieces.iter().all(|piece| html[piece.clone()].trim().is_empty()) {
            return;
        }
        if self.breaks > 1 && self.open.as_ref().is_some_and(|open| open.kind != BlockKind::Table) {
            self.flush(None);
        }
        self.breaks = 0;
        let (start, end) = ends(html, range);
        let open = self.open.get_or_insert_with(|| {
            let (name, start) = self.lead.take().unwrap_or(("", start));
            let (kind, heading) = self.nest.kind(self.around);
            Open { kind, heading, name, range: start..end, copy: Vec::new(), bold: true, image: false }
        });
        if open.image {
            // The image stands in running text, where its own would be out of place.
            (open.kind, open.heading) = self.nest.kind(self.around);
            (open.image, open.bold) = (false, self.bold > 0);
            open.copy.clear();
        }
        open.bold &= self.bold > 0;
        open.range.end = end;
        open.copy.extend(pieces);
    }

    /// A comment; one behind copy on the same line is part of its block, as in Markdown.
    fn comment(&mut self, range: Range<usize>, closed: bool) {
        let span = self.place.span(&range);
        self.parts.comment(span);
        if self.open.is_some() {
            return;
        }
        if let Some((_, start)) = self.lead {
            self.leave(start);
            return;
        }
        if let Some((last, _)) =
            self.found.last_mut().filter(|(last, _)| closed && last.kind != BlockKind::Html)
            && !self.place.text[last.span.end()..span.start()].contains(['\n', '\r'])
        {
            last.span = last.span.cover(span);
        } else {
            self.leave(range.start);
        }
        (self.edge, self.notable) = (range.end, None);
    }

    /// Notes that at `range` stands more than tags that hold blocks together.
    fn note(&mut self, range: &Range<usize>) {
        if self.open.is_none() {
            self.notable.get_or_insert(range.start);
        }
    }

    /// Ends the block of copy that is open, if any, at the tag `at`.
    fn flush(&mut self, at: Option<&Tag<'h>>) {
        self.breaks = 0;
        let Some(mut open) = self.open.take() else { return };
        if let Some(tag) = at.filter(|tag| tag.closes && tag.is_named(open.name)) {
            open.range.end = tag.range.end;
        }
        self.leave(open.range.start);
        (self.edge, self.notable) = (open.range.end, None);
        let rows = self.place.rows(&open.range);
        let (mut part, bold) = (Part::new(open.kind, rows), open.bold && open.kind == BlockKind::Paragraph);
        part.heading = if bold { Some(HeadingForm::Bold) } else { open.heading };
        if bold {
            part.kind = BlockKind::Crosshead;
        }
        part.html = true;
        self.found.push((part, true));
        for piece in open.copy {
            self.place.copy(&piece, &mut self.parts.copy);
        }
    }

    /// Adds what stands between `edge` and `to` as HTML without copy.
    fn leave(&mut self, to: usize) {
        let to = to.max(self.edge);
        let (start, end) = ends(self.place.html, self.edge..to);
        if start < end {
            let mut part = Part::new(BlockKind::Html, self.place.rows(&(start..end)));
            part.content = Some(self.place.span(&(start..end)));
            part.html = true;
            self.found.push((part, self.notable.is_some_and(|at| at < to)));
        }
        self.edge = to;
        self.notable = self.notable.filter(|&at| at >= to);
    }
}
