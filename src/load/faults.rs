//! The findings of one file while it is read, kept to a number that a person can work through.

use super::rules;
use crate::finding::Finding;

/// A file with more faults than this is broken as a whole: a million findings would help nobody and cost gigabytes.
const LISTED: usize = 100;

/// Collects findings; beyond [`LISTED`] they are only counted.
#[derive(Debug, Default)]
pub(super) struct Faults {
    listed: Vec<Finding>,
    /// The first that is not listed, and how many there are.
    unlisted: Option<(Finding, usize)>,
}

impl Faults {
    pub(super) fn push(&mut self, finding: Finding) {
        if self.listed.len() < LISTED {
            self.listed.push(finding);
        } else {
            self.unlisted.get_or_insert((finding, 0)).1 += 1;
        }
    }

    /// Whether more findings would only be counted, so that suggestions need not be looked for.
    pub(super) fn is_full(&self) -> bool {
        self.listed.len() >= LISTED
    }

    /// Adds what another part of the same file gave.
    pub(super) fn append(&mut self, other: Faults) {
        for finding in other.listed {
            self.push(finding);
        }
        if let Some((finding, count)) = other.unlisted {
            self.unlisted.get_or_insert((finding, 0)).1 += count;
        }
    }

    /// The findings; a last one says how many more there are.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        if let Some((finding, count)) = self.unlisted {
            let message =
                format!("{count} more faults in this file are not listed, the first of them is here");
            let mut limit = rules::LIMIT.at(finding.places[0].span, message);
            limit.help = Some(format!("it reads: {}", finding.message));
            self.listed.push(limit);
        }
        self.listed
    }
}
