//! How the tables of the built-in rules are packed: the one file that `build.rs`, which writes them, and the reader
//! share.
//!
//! A table is the number of its entries, then each of them: name, place of the name, value. A value is its place, its
//! tag, and what the tag says. A place is where it starts in the file and how long it is, in bytes. A text is its length
//! in bytes, then the bytes. Numbers are written seven bits a byte, the low ones first, with the highest bit set in every
//! byte but the last.

/// What a value is, and what follows its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tag {
    /// The text.
    Text,
    /// Its digits, as text.
    Integer,
    /// Its digits, as text.
    Decimal,
    /// Nothing.
    True,
    /// Nothing.
    False,
    /// As it is written, as text.
    Date,
    /// The number of the values, then each of them.
    List,
    /// The table.
    Table,
}
