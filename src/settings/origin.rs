//! Where the value of a setting is from, so that `copydesk config` can answer “who says so?”.

use std::fmt;

use crate::table::Place;

/// Where a value is from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Nobody said anything else.
    Default,
    /// `lint.toml`.
    File(Place),
    /// An `[[override]]` in `lint.toml`.
    Override(Place),
    /// `--config 'key = value'`.
    CommandLine(Place),
}

impl Origin {
    /// The name of this sort of origin in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File(_) => "file",
            Self::Override(_) => "override",
            Self::CommandLine(_) => "command-line",
        }
    }

    /// Where the value stands, if anybody wrote it.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Default => None,
            Self::File(place) | Self::Override(place) | Self::CommandLine(place) => Some(place),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |place: &Place| {
            format!("{}:{}", place.source.path(), place.source.position(place.span.start()).line)
        };
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File(place) => formatter.write_str(&at(place)),
            Self::Override(place) => write!(formatter, "{} (override)", at(place)),
            Self::CommandLine(place) => formatter.write_str(place.source.path()),
        }
    }
}

/// A value that knows where it is from.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it is from.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// What holds when nobody says anything else.
    pub(super) fn default(value: T) -> Self {
        Self { value, origin: Origin::Default }
    }
}
