//! Durations: spans of time that are stated by their length.

use super::Comparison;
use super::interval::{Hedge, Interval};
use super::unit::Unit;
use std::fmt;

/// How long something lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Duration {
    /// The length in the unit as written.
    pub interval: Interval,
    /// A unit of time.
    pub unit: &'static Unit,
    /// As written.
    pub shown: String,
}

impl Duration {
    /// Compares two lengths; other units are converted, with the rounding of the conversion forgiven.
    pub fn compare(&self, other: &Duration) -> Comparison {
        let same = self.unit == other.unit;
        let (ours, theirs) = (self.seconds(), other.seconds());
        // "11 per cent over two years" is during two years, not more than two
        let during = |a: &Interval, b: &Interval| {
            a.hedge == Hedge::Over && b.hedge != Hedge::Over && a.center == b.center
        };
        if during(&ours, &theirs) || during(&theirs, &ours) {
            return Comparison::Same { exact: false };
        }
        ours.compare(&theirs, !same)
    }

    /// The length in seconds.
    pub fn seconds(&self) -> Interval {
        self.interval.convert(self.unit.factor, 0.0)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
