//! Plain words as a value.

use super::Comparison;
use crate::text::fold;

/// A value that is neither a number nor a date nor a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// As written.
    pub shown: String,
}

impl Text {
    /// Compares two texts: the same words are the same value; of other words nothing is known.
    pub fn compare(&self, other: &Text) -> Comparison {
        if self.shown == other.shown {
            Comparison::Same { exact: true }
        } else if fold::canonical(&self.shown) == fold::canonical(&other.shown) {
            Comparison::Same { exact: false }
        } else {
            Comparison::Incomparable("free words".into())
        }
    }
}
