//! Markdown in parts, through pulldown-cmark's events and their byte ranges: CommonMark with tables, footnotes and task
//! lists. Only text that stands in the source as it is read counts as copy, so that entities, markers and link targets
//! are none. HTML, code and comments are handed on next door; how lines make paragraphs is left to the layout.

mod foreign;

use memchr::memchr2;
use memchr::memmem::rfind;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::marks::{ends_sentence, has_at_most, hash_heading};
use super::parts::{Part, Parts};
use super::rows::{Rows, row_end, row_start, trimmed};
use super::{BlockKind, HeadingForm, Span, images, plain};

/// Quotations and lists nested deeper than this are nobody's copy, and cost the parser more than linear time.
const DEEPEST: usize = 100;

/// The words that an underlined heading has at most; what has more, or ends sentences, is copy above a rule.
const LONGEST_HEADING: usize = 20;

/// Code in running text that goes over a line end is at most so many bytes long.
const LONGEST_CODE: usize = 80;

/// Adds the parts of the Markdown `body`. Linear; a text that nests absurdly deep is read as plain text.
pub(super) fn read(text: &str, body: Span, parts: &mut Parts) {
    if Rows::of(text, body).any(|row| nests_too_deep(&text[row.range()])) {
        plain::read(text, body, parts);
        return;
    }
    Reader::new(text, body, parts).read(body);
}

/// Whether a row opens more than a hundred quotations and lists. A rule (`* * *`) opens none, however long.
fn nests_too_deep(row: &str) -> bool {
    let bytes = row.as_bytes();
    let (mut markers, mut alike, mut first) = (0, true, None);
    for (at, &byte) in bytes.iter().enumerate() {
        let spaced = matches!(bytes.get(at + 1), None | Some(b' ' | b'\t'));
        match byte {
            b' ' | b'\t' | b'0'..=b'9' => continue,
            b'>' => alike = false,
            b'-' | b'*' | b'+' if spaced => {
                alike &= *first.get_or_insert(byte) == byte && byte != b'+';
            }
            b'.' | b')' if spaced && at > 0 && bytes[at - 1].is_ascii_digit() => alike = false,
            _ => return markers > DEEPEST,
        }
        markers += 1;
    }
    markers > DEEPEST && !alike
}

/// Turns events into parts.
struct Reader<'t, 'p> {
    text: &'t str,
    parts: &'p mut Parts,
    /// How many block quotations are open.
    quotes: usize,
    /// How many list items are open.
    items: usize,
    /// Inside a paragraph, a heading or a table row.
    inline: bool,
    /// Inside code or an address in angle brackets, where text is no copy.
    mute: bool,
    /// The lines of the block of HTML that is open.
    html: Vec<Span>,
    /// Text that stands in a list item without a paragraph of its own.
    tight: Option<Span>,
    /// The images that are open; the outermost counts.
    images: usize,
    /// The part that copy behind a comment has made; the rows right below it go on with it.
    behind_comment: Option<usize>,
    /// Whether copy behind a comment is being read.
    nested: bool,
    /// Where the body ends.
    end: usize,
    /// Where the last comment is opened and where the last one is closed; nothing in a body without comments.
    comments: Option<(usize, Option<usize>)>,
}

impl<'t, 'p> Reader<'t, 'p> {
    fn new(text: &'t str, body: Span, parts: &'p mut Parts) -> Self {
        let last =
            |mark: &str| rfind(&text.as_bytes()[body.range()], mark.as_bytes()).map(|at| body.start() + at);
        Self {
            text,
            parts,
            quotes: 0,
            items: 0,
            inline: false,
            mute: false,
            html: Vec::new(),
            tight: None,
            images: 0,
            behind_comment: None,
            nested: false,
            end: body.end(),
            comments: last("<!--").map(|open| (open, last("-->"))),
        }
    }

    fn read(&mut self, body: Span) {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
        let events = Parser::new_ext(&self.text[body.range()], options).into_offset_iter();
        for (event, range) in events {
            let span = Span::new(body.start() + range.start, body.start() + range.end);
            match event {
                Event::Start(tag) => self.start(&tag, span),
                Event::End(tag) => self.end(tag, span),
                Event::Text(text) if !self.mute => {
                    self.touch(span);
                    if self.text.get(span.range()) == Some(&*text) {
                        self.parts.copy.push(span);
                    }
                    self.open_comments(span);
                }
                Event::Html(_) => self.html.push(span),
                Event::Code(_) => {
                    self.touch(span);
                    self.inline_code(span);
                }
                Event::InlineHtml(tag) => {
                    self.touch(span);
                    if tag.starts_with("<!--") {
                        self.parts.comment(span);
                    }
                }
                Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.touch(span),
                Event::Rule => self.end_tight(),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong => self.touch(span),
            Tag::Link { link_type, .. } => {
                self.touch(span);
                self.mute = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Tag::Image { .. } => {
                self.touch(span);
                self.images += 1;
                if self.images == 1 {
                    images::open(span, self.parts);
                }
            }
            _ => self.start_block(tag, span),
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        self.end_tight();
        match tag {
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Item => self.items += 1,
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableHead | Tag::TableRow => self.inline = true,
            Tag::CodeBlock(kind) => {
                self.mute = true;
                self.code(span, matches!(kind, CodeBlockKind::Fenced(_)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Link | TagEnd::CodeBlock => self.mute = false,
            TagEnd::HtmlBlock => self.html(),
            TagEnd::Image => {
                self.images -= 1;
                if self.images == 0 {
                    images::close(self.text, span, self.parts);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.end_tight();
                self.quotes -= 1;
            }
            TagEnd::Item => {
                self.end_tight();
                self.items -= 1;
            }
            TagEnd::Paragraph => {
                self.inline = false;
                self.running(span);
            }
            TagEnd::Heading(level) => {
                self.inline = false;
                self.heading(level as u8, span);
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.inline = false;
                let rows = self.rows(span);
                self.parts.push(Part::new(BlockKind::Table, rows));
            }
            _ => {}
        }
    }

    /// Notes that something of a paragraph stands at `span`: in a tight list item, paragraphs have no event.
    fn touch(&mut self, span: Span) {
        if !self.inline {
            self.tight = Some(self.tight.map_or(span, |tight| tight.cover(span)));
        }
    }

    fn end_tight(&mut self) {
        if let Some(tight) = self.tight.take() {
            self.running(tight);
        }
    }

    /// The whole rows of `span`, without empty ones and without the line end behind it.
    fn rows(&self, span: Span) -> Span {
        let end = span.start() + self.text[span.range()].trim_end_matches(['\n', '\r']).len();
        Span::new(row_start(self.text, span.start()), row_end(self.text, end))
    }

    /// Code in running text. A single backtick, typed for an apostrophe, finds its partner paragraphs away: what is as
    /// long as a line and goes over its end is copy.
    fn inline_code(&mut self, span: Span) {
        let code = &self.text[span.range()];
        if span.len() > LONGEST_CODE && memchr2(b'\n', b'\r', code.as_bytes()).is_some() {
            let inner = code.trim_matches('`');
            let start = span.start() + (code.len() - code.trim_start_matches('`').len());
            self.parts.copy.push(Span::new(start, start + inner.len()));
        } else {
            self.parts.hidden.push(span);
        }
    }

    /// What a paragraph is here.
    fn kind(&self) -> BlockKind {
        match (self.quotes, self.items) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::ListItem,
            _ => BlockKind::Quotation,
        }
    }

    /// Lines of running text. Those right below copy behind a comment belong to it.
    fn running(&mut self, span: Span) {
        let kind = self.kind();
        let rows = self.rows(span);
        // HTML may have come between.
        let last = self.parts.parts.len().checked_sub(1);
        let behind = self.behind_comment.take().filter(|&index| Some(index) == last);
        let behind = behind.and_then(|index| self.parts.parts.get_mut(index));
        if let Some(part) = behind {
            let gap = self.text.get(part.span.end()..rows.start());
            if part.kind == kind && matches!(gap, Some("\n" | "\r\n" | "\r")) {
                part.span = part.span.cover(rows);
                return;
            }
        }
        self.parts.push(Part::running(kind, rows));
    }

    /// A heading; inside quotations and lists it is a line of theirs.
    fn heading(&mut self, level: u8, span: Span) {
        let rows = self.rows(span);
        if self.quotes + self.items > 0 {
            self.running(span);
        } else if hash_heading(&self.text[span.start()..row_end(self.text, span.start())]).is_some() {
            self.parts.push(Part::heading(HeadingForm::Heading(level), rows));
        } else {
            self.underlined(level, rows);
        }
    }

    /// A heading underlined with `=` or `-`. CommonMark takes all rows above the line for it; where one paragraph a
    /// line is written, these are paragraphs, and the line is a rule.
    fn underlined(&mut self, level: u8, rows: Span) {
        let line = row_start(self.text, rows.end());
        let text = trimmed(self.text, Span::new(rows.start(), line.max(rows.start())));
        let last = row_start(self.text, text.end());
        let above = self.text[text.start()..last.max(text.start())].trim_end();
        let short = |text: &str| has_at_most(text, LONGEST_HEADING);
        let sentences_above =
            Rows::of(above, Span::new(0, above.len())).any(|row| ends_sentence(&above[row.range()]));
        let form = HeadingForm::Heading(level);
        if short(&self.text[text.range()]) && !sentences_above {
            self.parts.push(Part::heading(form, rows));
            return;
        }
        let heading = &self.text[last.max(text.start())..text.end()];
        if above.is_empty() || !short(heading) || ends_sentence(heading) {
            self.parts.push(Part::running(BlockKind::Paragraph, Span::new(rows.start(), text.end())));
        } else {
            let end = text.start() + above.len();
            self.parts.push(Part::running(BlockKind::Paragraph, Span::new(rows.start(), end)));
            self.parts.push(Part::heading(form, Span::new(last, rows.end())));
        }
    }
}
