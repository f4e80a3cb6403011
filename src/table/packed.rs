//! Reads the tables of the built-in rules, which `build.rs` has read out of TOML ahead: at every start that would take
//! longer than linting a draft. What is written there is told in `layout.rs`.

use std::sync::Arc;

use super::layout::Tag;
use super::{Data, Entry, Place, Table, Value};
use crate::document::{Source, Span};

/// The tags, in the order of their numbers.
const TAGS: [Tag; 8] =
    [Tag::Text, Tag::Integer, Tag::Decimal, Tag::True, Tag::False, Tag::Date, Tag::List, Tag::Table];

impl Table {
    /// What [`Table::parse`] makes of `source`, out of what `build.rs` has made of the same text. Linear.
    ///
    /// # Panics
    ///
    /// When `packed` was not written by it.
    #[must_use]
    pub fn unpack(source: &Arc<Source>, packed: &[u8]) -> Self {
        Reader { source, rest: packed }.table()
    }
}

struct Reader<'p> {
    source: &'p Arc<Source>,
    /// What is still to be read.
    rest: &'p [u8],
}

impl Reader<'_> {
    fn table(&mut self) -> Table {
        let entries = (0..self.number())
            .map(|_| {
                let name = self.text();
                Entry { name, place: self.place(), value: self.value() }
            })
            .collect();
        Table(entries)
    }

    fn value(&mut self) -> Value {
        let place = self.place();
        let data = match TAGS[usize::from(self.byte())] {
            Tag::Text => Data::Text(self.text()),
            Tag::Integer => Data::Integer(self.digits()),
            Tag::Decimal => Data::Decimal(self.digits()),
            Tag::True => Data::Boolean(true),
            Tag::False => Data::Boolean(false),
            Tag::Date => Data::Date(self.text()),
            Tag::List => Data::List((0..self.number()).map(|_| self.value()).collect()),
            Tag::Table => Data::Table(self.table()),
        };
        Value { place, data }
    }

    fn place(&mut self) -> Place {
        let start = self.number();
        let end = start + self.number();
        Place { source: Arc::clone(self.source), span: Span::new(start, end) }
    }

    fn text(&mut self) -> String {
        let length = self.number();
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        std::str::from_utf8(text).expect("a text").to_owned()
    }

    fn digits<N: std::str::FromStr>(&mut self) -> N {
        self.text().parse().ok().expect("a number")
    }

    /// Seven bits a byte, the low ones first; the highest bit says that another byte follows.
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }

    fn byte(&mut self) -> u8 {
        let (&byte, rest) = self.rest.split_first().expect("the table goes on");
        self.rest = rest;
        byte
    }
}
