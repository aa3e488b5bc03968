//! Closed lists of words among the options.

use clap::builder::PossibleValuesParser;

/// Takes the words of a list and no other.
pub(super) fn of<T: Copy>(all: &[T], text: fn(T) -> &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(all.iter().copied().map(text))
}
