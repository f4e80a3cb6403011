//! What the reports in XML share: elements with attributes, every value cleaned of what XML 1.0 forbids.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::clean::{REPLACEMENT, clean};

/// A document in the making, indented by two blanks.
pub(super) struct Document<W: Write>(Writer<W>);

impl<W: Write> Document<W> {
    /// Begins a document.
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(writer))
    }

    /// Opens an element, which [`close`](Self::close) ends.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Start(element(name, attributes)))
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Empty(element(name, attributes)))
    }

    /// An element that holds nothing but text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        self.close(name)
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Ends the document with a line end.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.0.get_mut().write_all(b"\n")?;
        self.0.get_mut().flush()
    }
}

fn element<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, &*allowed(value)));
    }
    element
}

/// A text on one line, without the two characters that XML forbids beside control characters.
fn allowed(text: &str) -> String {
    clean(text).replace(['\u{fffe}', '\u{ffff}'], &REPLACEMENT.to_string())
}
