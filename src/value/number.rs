//! Numbers: counts, ranks and quantities in a unit other than time or money.

use super::Comparison;
use super::interval::Interval;
use super::unit::{Dimension, Unit};
use std::fmt;

/// A count, a rank, or a quantity in a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The numbers it may stand for, in the unit as written.
    pub interval: Interval,
    /// The unit; `None` for counts and ranks.
    pub unit: Option<&'static Unit>,
    /// Whether it is a rank: "the third approach".
    pub rank: bool,
    /// Whether it is none at all: "no one", "none of the crew".
    pub none: bool,
    /// "four of the five": the whole.
    pub total: Option<f64>,
    /// As written.
    pub shown: String,
}

impl Number {
    /// A plain count.
    pub fn count(value: f64, shown: impl Into<String>) -> Number {
        let interval = Interval::hedged(value, 1.0, super::interval::Hedge::Exact);
        Number { interval, unit: None, rank: false, none: false, total: None, shown: shown.into() }
    }

    /// Compares two numbers. Units of one dimension are converted; a rank compares with a count only where they are
    /// equal ("the third approach", "three approaches").
    pub fn compare(&self, other: &Number) -> Comparison {
        // "two of six" against "a third"
        if let (Some(a), Some(b)) = (self.share_of(other), other.share_of(self)) {
            return a.compare(&b, true);
        }
        match (self.unit, other.unit) {
            (None, None) => {
                let comparison = self.interval.compare(&other.interval, false);
                if self.rank != other.rank {
                    return match comparison {
                        Comparison::Same { .. } => Comparison::Same { exact: false },
                        _ => Comparison::Incomparable("a rank and a count".into()),
                    };
                }
                comparison
            }
            (Some(a), Some(b)) if a.dimension == b.dimension => {
                let convert = |interval: Interval, unit: &Unit| interval.convert(unit.factor, unit.offset);
                if a == b {
                    return self.interval.compare(&other.interval, false);
                }
                convert(self.interval, a).compare(&convert(other.interval, b), true)
            }
            (Some(a), Some(b)) => Comparison::Incomparable(format!("other units: {} and {}", a.name, b.name)),
            (Some(unit), None) | (None, Some(unit)) => {
                Comparison::Incomparable(format!("one is in {}, the other a bare number", unit.name))
            }
        }
    }

    /// The number as per cent of its whole, where the other is in per cent, or as it stands where it is in per cent
    /// itself and the other is a part of a whole.
    fn share_of(&self, other: &Number) -> Option<Interval> {
        let percent = |number: &Number| number.unit.is_some_and(|unit| unit.dimension == Dimension::Percent);
        if percent(self) && other.total.is_some() {
            return Some(self.interval);
        }
        let whole = self.total.filter(|whole| percent(other) && self.unit.is_none() && *whole > 0.0)?;
        // shares of few are coarse: 1 of 6 is a sixth, 17 %, "less than a fifth"
        Some(Interval { step: 1.0, ..self.interval.convert(100.0 / whole, 0.0) })
    }

    /// The interval in the base unit of its dimension.
    pub fn base(&self) -> Interval {
        match self.unit {
            Some(unit) => self.interval.convert(unit.factor, unit.offset),
            None => self.interval,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
