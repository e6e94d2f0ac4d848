//! Number intervals: what a written number with its hedge allows.

use super::{Comparison, Side};

/// How a number is hedged, and so which interval it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// No hedge.
    Exact,
    /// about, roughly, some, around N: half a unit of N's last non-zero digit to both sides.
    About,
    /// nearly, almost, just under N: the lower half of that.
    Nearly,
    /// just over, a little over N: the upper half of that.
    JustOver,
    /// over, more than N: above N.
    Over,
    /// under, less than N: below N.
    Under,
    /// at least N: N included.
    AtLeast,
    /// up to, at most N: N included.
    AtMost,
    /// between N and M.
    Range,
}

/// The numbers that a stated number may stand for, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end; `-inf` if there is none.
    pub low: f64,
    /// Upper end; `+inf` if there is none.
    pub high: f64,
    /// The number as stated; the middle of a range.
    pub center: f64,
    /// One unit of the last non-zero digit: 100 for 1,200, 0.1 for 38.4. Zero if the number is a range.
    pub step: f64,
    /// The hedge.
    pub hedge: Hedge,
    /// Whether such a number is usually rounded: it has decimals, a scale word or a continuous unit.
    pub rounded: bool,
}

/// Relative slack for binary fractions: `0.1 + 0.2` is 0.3.
const EPSILON: f64 = 1e-9;

/// Rounding changes a number by this part of itself at most; beyond it two numbers differ.
const ROUNDING: f64 = 0.045;

impl Interval {
    /// The interval of `center` under `hedge`; `step` is one unit of its last non-zero digit.
    pub fn hedged(center: f64, step: f64, hedge: Hedge) -> Interval {
        let half = step / 2.0;
        let (low, high) = match hedge {
            Hedge::Exact | Hedge::Range => (center, center),
            Hedge::About => (center - half, center + half),
            Hedge::Nearly => (center - half, center),
            Hedge::JustOver => (center, center + half),
            Hedge::Over | Hedge::AtLeast => (center, f64::INFINITY),
            Hedge::Under | Hedge::AtMost => (f64::NEG_INFINITY, center),
        };
        Interval { low, high, center, step, hedge, rounded: !(1.0..100.0).contains(&step) }
    }

    /// The interval from `low` to `high`, both included; a reversed pair is put in order.
    pub fn range(low: f64, high: f64) -> Interval {
        let (low, high) = if low <= high { (low, high) } else { (high, low) };
        Interval { low, high, center: (low + high) / 2.0, step: 0.0, hedge: Hedge::Range, rounded: false }
    }

    /// The interval in another unit: `x * factor + offset`.
    #[must_use]
    pub fn convert(self, factor: f64, offset: f64) -> Interval {
        let to = |x: f64| x * factor + offset;
        Interval {
            low: to(self.low),
            high: to(self.high),
            center: to(self.center),
            step: self.step * factor,
            ..self
        }
    }

    /// The interval of a place in an order: it is never rounded, and "above 26th" or "at least third" is a smaller number.
    #[must_use]
    pub fn into_place(self) -> Interval {
        let hedge = match self.hedge {
            Hedge::Over => Hedge::Under,
            Hedge::Under => Hedge::Over,
            Hedge::JustOver => Hedge::Nearly,
            Hedge::Nearly => Hedge::JustOver,
            Hedge::AtLeast => Hedge::AtMost,
            Hedge::AtMost => Hedge::AtLeast,
            Hedge::Exact => Hedge::Exact,
            Hedge::About | Hedge::Range => return self,
        };
        Interval::hedged(self.center, 1.0, hedge)
    }

    /// Whether the number is stated with no hedge or a mere "about".
    fn is_plain(&self) -> bool {
        matches!(self.hedge, Hedge::Exact | Hedge::About)
    }

    /// Compares what two numbers of one unit allow. `converted`: one of them was written in another unit, so that
    /// rounding of the conversion (half of either last digit) is forgiven.
    ///
    /// Two unhedged numbers of different precision agree where the finer rounds to the coarser, the coarser is a number
    /// that people round (decimals, scale words, hundreds), and they are within [`ROUNDING`]: 1.9 bn and 1.92 bn, never
    /// 200 and 210.
    pub fn compare(&self, other: &Interval, converted: bool) -> Comparison {
        let near = |x: f64, y: f64| {
            x == y || x.is_finite() && y.is_finite() && (x - y).abs() <= EPSILON * x.abs().max(y.abs())
        };
        if self.is_plain() && other.is_plain() {
            if near(self.center, other.center) {
                return Comparison::Same { exact: self.hedge == other.hedge && !converted };
            }
            let apart = (self.center - other.center).abs();
            if converted && apart <= (self.step + other.step) / 2.0 {
                return Comparison::Same { exact: false };
            }
            if self.hedge == Hedge::Exact && other.hedge == Hedge::Exact {
                let (coarse, finer) =
                    if self.step > other.step { (self, Side::Right) } else { (other, Side::Left) };
                let near =
                    apart <= ROUNDING * coarse.center.abs() && apart <= coarse.step / 2.0 * (1.0 + EPSILON);
                let rounds = self.step != other.step && coarse.rounded && near;
                return if rounds { Comparison::Finer(finer) } else { Comparison::Disjoint };
            }
        }
        if near(self.low, other.low) && near(self.high, other.high) {
            return Comparison::Same { exact: self.hedge == other.hedge && !converted };
        }
        let above = |x: f64, bound: f64| x > bound || near(x, bound);
        let inside = |a: &Interval, b: &Interval| above(a.low, b.low) && above(b.high, a.high);
        // "over 80" leaves 80 itself out; said of exactly 80 it is loose talk rather than a contradiction
        let excluded = |a: &Interval, b: &Interval| {
            b.low == b.high
                && (a.hedge == Hedge::Over && near(a.low, b.low)
                    || a.hedge == Hedge::Under && near(a.high, b.high))
        };
        if excluded(self, other) || excluded(other, self) {
            return Comparison::Overlap;
        }
        if inside(self, other) {
            return Comparison::Finer(Side::Left);
        }
        if inside(other, self) {
            return Comparison::Finer(Side::Right);
        }
        // "less than 27" and "more than 27", or "at least 27": they meet where one of them ends before it
        let meet = |below: &Interval, over: &Interval| {
            near(below.high, over.low) && (below.hedge == Hedge::Under || over.hedge == Hedge::Over)
        };
        if meet(self, other) || meet(other, self) {
            return Comparison::Disjoint;
        }
        if above(self.high, other.low) && above(other.high, self.low) {
            Comparison::Overlap
        } else {
            Comparison::Disjoint
        }
    }

    /// How near two numbers are, as the ratio of the smaller to the larger: 1 if equal, towards 0 if far apart, 0 if
    /// their signs differ. Compatible intervals count as equal.
    pub fn closeness(&self, other: &Interval) -> f64 {
        if self.low <= other.high && other.low <= self.high {
            return 1.0;
        }
        ratio(self.center, other.center)
    }
}

/// The smaller of two numbers through the larger; 0 where their signs differ.
pub(super) fn ratio(a: f64, b: f64) -> f64 {
    match () {
        () if a == b => 1.0,
        () if a * b <= 0.0 => 0.0,
        () => (a / b).abs().min((b / a).abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn i(center: f64, step: f64, hedge: Hedge) -> Interval {
        Interval::hedged(center, step, hedge)
    }

    #[test]
    fn hedges_mean_what_the_policy_says() {
        use Comparison::*;
        let exact = Hedge::Exact;
        let table: &[(Interval, Interval, Comparison)] = &[
            (i(7.0, 1.0, exact), i(7.0, 1.0, exact), Same { exact: true }),
            (i(9500.0, 100.0, exact), i(9500.0, 100.0, Hedge::About), Same { exact: false }),
            (i(12.0, 1.0, exact), i(17.0, 1.0, exact), Disjoint),
            (i(63.0, 1.0, exact), i(60.0, 10.0, Hedge::About), Finer(Side::Left)),
            (i(1150.0, 10.0, exact), i(1200.0, 100.0, Hedge::About), Finer(Side::Left)),
            (i(1.9e9, 1e8, exact), i(1.7e9, 1e8, Hedge::About), Disjoint),
            (i(38.0, 1.0, exact), i(40.0, 10.0, Hedge::Nearly), Finer(Side::Left)),
            (i(41.0, 1.0, exact), i(40.0, 10.0, Hedge::Nearly), Disjoint),
            (i(12.0, 1.0, exact), i(12.0, 1.0, Hedge::AtLeast), Finer(Side::Left)),
            (i(80.0, 10.0, exact), i(80.0, 10.0, Hedge::Over), Overlap),
            (i(11.3, 0.1, exact), i(11.0, 1.0, Hedge::JustOver), Finer(Side::Left)),
            (i(1.92e9, 1e7, exact), i(1.9e9, 1e8, exact), Finer(Side::Left)),
            (i(210.0, 10.0, exact), i(200.0, 100.0, exact), Disjoint),
            (i(25_000.0, 1000.0, exact), i(20_000.0, 10_000.0, exact), Disjoint),
            (i(1150.0, 10.0, exact), i(1200.0, 100.0, exact), Finer(Side::Left)),
            (i(21.0, 1.0, exact), i(20.0, 10.0, exact), Disjoint),
            (Interval::range(5.0, 9.0), i(7.0, 1.0, exact), Finer(Side::Right)),
            (Interval::range(5.0, 9.0), Interval::range(8.0, 12.0), Overlap),
            (i(7.0, 1.0, Hedge::Over), i(9.0, 1.0, Hedge::AtMost), Overlap),
        ];
        for (a, b, expected) in table {
            assert_eq!(a.compare(b, false), *expected, "{a:?} {b:?}");
            assert_eq!(b.compare(a, false), expected.clone().flip(), "flipped {a:?} {b:?}");
        }
    }

    #[test]
    fn rounding_of_a_conversion_is_forgiven() {
        let hectares = i(4200.0, 100.0, Hedge::Exact);
        let acres = i(10_400.0, 100.0, Hedge::Exact).convert(0.404_686, 0.0);
        assert_eq!(hectares.compare(&acres, true), Comparison::Same { exact: false });
    }
}
