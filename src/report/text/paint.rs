//! The colours of the report for people: what codespan-reporting draws is gathered in a string, with the ANSI sequences of
//! each part between, if colour is wanted.

use std::fmt::{self, Write as _};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

/// Takes what is drawn.
pub(super) struct Painter {
    pub(super) drawn: String,
    colour: bool,
}

/// ANSI codes. Headers are bold and bright.
const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const RED: u8 = 1;
const GREEN: u8 = 2;
const YELLOW: u8 = 3;
const CYAN: u8 = 6;

impl Painter {
    pub(super) fn new(colour: bool) -> Self {
        Self { drawn: String::new(), colour }
    }

    fn paint(&mut self, colour: u8) -> fmt::Result {
        if self.colour { write!(self, "{RESET}\u{1b}[3{colour}m") } else { Ok(()) }
    }
}

fn colour_of(severity: Severity) -> u8 {
    match severity {
        Severity::Bug | Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note => GREEN,
        Severity::Help => CYAN,
    }
}

impl fmt::Write for Painter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.drawn.push_str(text);
        Ok(())
    }

    fn write_char(&mut self, character: char) -> fmt::Result {
        self.drawn.push(character);
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, severity: Severity) -> fmt::Result {
        let bright = 8 + colour_of(severity);
        if self.colour { write!(self, "{RESET}{BOLD}\u{1b}[38;5;{bright}m") } else { Ok(()) }
    }

    fn set_header_message(&mut self) -> fmt::Result {
        if self.colour { write!(self, "{RESET}{BOLD}") } else { Ok(()) }
    }

    fn set_line_number(&mut self) -> fmt::Result {
        self.paint(CYAN)
    }

    fn set_note_bullet(&mut self) -> fmt::Result {
        self.paint(CYAN)
    }

    fn set_source_border(&mut self) -> fmt::Result {
        self.paint(CYAN)
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> fmt::Result {
        self.paint(if style == LabelStyle::Primary { colour_of(severity) } else { CYAN })
    }

    fn reset(&mut self) -> fmt::Result {
        if self.colour { write!(self, "{RESET}") } else { Ok(()) }
    }
}
