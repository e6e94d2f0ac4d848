//! Words that somebody is quoted with.

use super::Comparison;
use crate::text::fold;

/// Direct speech inside a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words between the quotation marks.
    pub words: String,
}

impl Quote {
    /// Compares two quotes: the same words after folding, one inside the other, or other words.
    pub fn compare(&self, other: &Quote) -> Comparison {
        if self.words == other.words {
            return Comparison::Same { exact: true };
        }
        let (a, b) = (fold::canonical(&self.words), fold::canonical(&other.words));
        if a == b {
            Comparison::Same { exact: false }
        } else if a.contains(&b) {
            Comparison::Finer(super::Side::Left)
        } else if b.contains(&a) {
            Comparison::Finer(super::Side::Right)
        } else {
            Comparison::Disjoint
        }
    }
}
