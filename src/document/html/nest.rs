//! Which elements are open around a piece of HTML, as far as they tell what its copy is to an editor. Closing tags that
//! are left out, or close nothing, do no harm.

use super::elements::Element;
use crate::document::{BlockKind, HeadingForm};

/// Elements nested deeper than this are not remembered.
const DEEPEST: usize = 100;

/// The elements that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Nest {
    open: Vec<Element>,
}

impl Nest {
    /// Takes in an opening tag.
    pub(super) fn open(&mut self, element: Element) {
        match element {
            Element::Item => self.close_within(Element::Item, Element::List),
            Element::Row => self.close_within(Element::Row, Element::Table),
            Element::Cell if self.is_in_row() => return,
            // Copy that follows a heading which is never closed is no heading.
            Element::Paragraph | Element::Heading(_) => self.close_heading(),
            _ => {}
        }
        let element = if element == Element::Cell { Element::Row } else { element };
        let is_told = matches!(
            element,
            Element::Heading(_)
                | Element::List
                | Element::Item
                | Element::Quotation
                | Element::Caption
                | Element::Table
                | Element::Row
        );
        if is_told && self.open.len() < DEEPEST {
            self.open.push(element);
        }
    }

    /// Takes in a closing tag.
    pub(super) fn close(&mut self, element: Element) {
        if matches!(element, Element::Heading(_)) {
            self.close_heading();
        } else if let Some(at) = self.open.iter().rposition(|open| *open == element) {
            self.open.truncate(at);
        }
    }

    /// Whether a table row is open.
    pub(super) fn is_in_row(&self) -> bool {
        self.innermost(Element::Row) > self.innermost(Element::Table)
    }

    /// What copy at this place is, inside blocks of the kind `around` (paragraph, list item or quotation), and what
    /// makes it look like a heading. Headings inside quotations and lists are lines of theirs.
    pub(super) fn kind(&self, around: BlockKind) -> (BlockKind, Option<HeadingForm>) {
        let holds = |element: Element| self.open.contains(&element);
        let heading = self.open.iter().rev().find_map(|open| match open {
            Element::Heading(level) => Some(HeadingForm::Heading(*level)),
            _ => None,
        });
        if holds(Element::Caption) {
            (BlockKind::Caption, None)
        } else if holds(Element::Quotation) || around == BlockKind::Quotation {
            (BlockKind::Quotation, None)
        } else if holds(Element::Item) || around == BlockKind::ListItem {
            (BlockKind::ListItem, None)
        } else if heading.is_some() {
            (BlockKind::Crosshead, heading)
        } else if holds(Element::Row) {
            (BlockKind::Table, None)
        } else {
            (BlockKind::Paragraph, None)
        }
    }

    fn innermost(&self, element: Element) -> Option<usize> {
        self.open.iter().rposition(|open| *open == element)
    }

    /// Ends an `element` that the last `outer` holds, and all that is open inside it.
    fn close_within(&mut self, element: Element, outer: Element) {
        let (inner, outer) = (self.innermost(element), self.innermost(outer));
        if let Some(at) = inner.filter(|_| inner > outer) {
            self.open.truncate(at);
        }
    }

    fn close_heading(&mut self) {
        if let Some(at) = self.open.iter().rposition(|open| matches!(open, Element::Heading(_))) {
            self.open.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_tags_may_be_left_out() {
        let mut nest = Nest::default();
        for element in [Element::List, Element::Item, Element::Item, Element::List, Element::Item] {
            nest.open(element);
        }
        assert_eq!(nest.open.len(), 4);
        nest.close(Element::List);
        nest.close(Element::List);
        assert_eq!(nest.kind(BlockKind::Paragraph).0, BlockKind::Paragraph);
        nest.close(Element::Quotation);
        nest.open(Element::Heading(2));
        nest.open(Element::Paragraph);
        assert_eq!(nest.kind(BlockKind::Paragraph), (BlockKind::Paragraph, None));
    }

    #[test]
    fn a_cell_makes_its_row() {
        let mut nest = Nest::default();
        nest.open(Element::Table);
        assert!(!nest.is_in_row());
        nest.open(Element::Cell);
        assert!(nest.is_in_row());
        assert_eq!(nest.kind(BlockKind::Paragraph).0, BlockKind::Table);
        nest.open(Element::Table);
        assert!(!nest.is_in_row());
        assert_eq!(nest.kind(BlockKind::Quotation).0, BlockKind::Quotation);
    }
}
