//! How patterns are read.

#[path = "../../src/kinds/pattern/needles.rs"]
mod needles;
#[path = "../../src/kinds/pattern/opening.rs"]
mod opening;
#[path = "../../src/kinds/pattern/parts.rs"]
mod parts;
#[path = "../../src/kinds/pattern/reading.rs"]
pub(crate) mod reading;
