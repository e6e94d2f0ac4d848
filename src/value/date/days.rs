//! Days as units of the calendar and ranges of such, with the qualifiers and the text of EDTF.

use crate::value::{Comparison, Side};
use jiff::civil;
use std::fmt;

/// The days of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    /// A day, a month, a year.
    One(Piece),
    /// From the first day of one piece to the last day of another; `None` is open or unknown.
    Range(Option<Piece>, Option<Piece>),
}

/// How the year of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// It is written, or the date has no day.
    Told,
    /// Worked out from the publication date.
    Inferred,
    /// Nothing tells it: "on 12 March", in a source without a date. The days are then those of [`ANY_YEAR`].
    Untold,
}

/// The year that a date without one is kept in: it has a 29 February.
pub(super) const ANY_YEAR: i16 = 2000;

/// Further than any day of the calendar, and small enough to be counted in minutes.
const FOREVER: i64 = 1_000_000_000;

impl Days {
    pub fn between(first: civil::Date, last: civil::Date) -> Days {
        if first == last {
            return Days::One(Piece::day(first));
        }
        Days::Range(Some(Piece::day(first)), Some(Piece::day(last)))
    }

    pub fn ends(self) -> (civil::Date, civil::Date) {
        match self {
            Days::One(piece) => (piece.first, piece.last),
            Days::Range(first, last) => {
                (first.map_or(civil::Date::MIN, |p| p.first), last.map_or(civil::Date::MAX, |p| p.last))
            }
        }
    }

    /// The single day, if it is one.
    pub fn single(self) -> Option<civil::Date> {
        match self {
            Days::One(Piece { first, unit: Unit::Day, .. }) => Some(first),
            Days::One(_) | Days::Range(..) => None,
        }
    }

    /// The same days so many years later; `None` for 29 February in a year without one.
    pub fn years_later(self, years: i64) -> Option<Days> {
        let later = |piece: Piece| -> Option<Piece> {
            let move_on = |day: civil::Date| {
                let year = i16::try_from(i64::from(day.year()) + years).ok()?;
                civil::Date::new(year, day.month(), day.day()).ok()
            };
            let last = if piece.unit == Unit::Month {
                move_on(piece.first)?.last_of_month()
            } else {
                move_on(piece.last)?
            };
            Some(Piece { first: move_on(piece.first)?, last, ..piece })
        };
        let end = |piece: Option<Piece>| piece.map_or(Some(None), |piece| later(piece).map(Some));
        Some(match self {
            Days::One(piece) => Days::One(later(piece)?),
            Days::Range(first, last) => Days::Range(end(first)?, end(last)?),
        })
    }

    /// First and last day, counted; open ends are `FOREVER` away.
    pub fn bounds(self) -> (i64, i64) {
        match self {
            Days::One(piece) => (day_number(piece.first), day_number(piece.last)),
            Days::Range(first, last) => (
                first.map_or(-FOREVER, |piece| day_number(piece.first)),
                last.map_or(FOREVER, |piece| day_number(piece.last)),
            ),
        }
    }

    /// The bounds with what `~` adds.
    pub fn reach(self) -> (i64, i64) {
        let (first, last) = self.bounds();
        let (before, after) = match self {
            Days::One(piece) => (piece.slack(), piece.slack()),
            Days::Range(first, last) => (first.map_or(0, Piece::slack), last.map_or(0, Piece::slack)),
        };
        (first - before, last + after)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, piece: Option<Piece>| match piece {
            Some(piece) => write!(f, "{piece}"),
            None => f.write_str(".."),
        };
        match *self {
            Days::One(piece) => write!(f, "{piece}"),
            Days::Range(first, last) => {
                end(f, first)?;
                f.write_str("/")?;
                end(f, last)
            }
        }
    }
}

/// One unit of the calendar, with EDTF's qualifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub first: civil::Date,
    pub last: civil::Date,
    pub unit: Unit,
    pub uncertain: bool,
    pub approximate: bool,
}

/// The units that EDTF can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Season,
    Year,
    Decade,
    Century,
}

/// Seasons of the northern hemisphere, in EDTF's order (21 to 24), by whole months as meteorologists count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    /// December to February, named after the year of its December.
    Winter,
}

impl Season {
    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl Piece {
    fn new(first: civil::Date, last: civil::Date, unit: Unit) -> Piece {
        Piece { first, last, unit, uncertain: false, approximate: false }
    }

    pub fn day(day: civil::Date) -> Piece {
        Piece::new(day, day, Unit::Day)
    }

    pub fn month(year: i16, month: i8) -> Option<Piece> {
        let first = first_of(year, month)?;
        Some(Piece::new(first, first.last_of_month(), Unit::Month))
    }

    pub fn season(year: i16, season: Season) -> Option<Piece> {
        let first = first_of(year, season.first_month())?;
        let last = match season {
            Season::Winter => first_of(year + 1, 2)?,
            Season::Spring | Season::Summer | Season::Autumn => first_of(year, season.first_month() + 2)?,
        };
        Some(Piece::new(first, last.last_of_month(), Unit::Season))
    }

    pub fn year(year: i16) -> Option<Piece> {
        Some(Piece::new(first_of(year, 1)?, first_of(year, 12)?.last_of_month(), Unit::Year))
    }

    /// The decade or century that begins with `year`.
    pub fn years(year: i16, unit: Unit) -> Option<Piece> {
        let length = if unit == Unit::Century { 100 } else { 10 };
        let year = year - year.rem_euclid(length);
        Some(Piece::new(first_of(year, 1)?, first_of(year + length - 1, 12)?.last_of_month(), unit))
    }

    /// Days that `~` adds to each side.
    pub fn slack(self) -> i64 {
        if !self.approximate {
            return 0;
        }
        match self.unit {
            Unit::Day => 1,
            Unit::Month => 7,
            Unit::Season => 22,
            Unit::Year => 91,
            Unit::Decade => 913,
            Unit::Century => 9131,
        }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.unit {
            Unit::Day => write!(f, "{year:04}-{month:02}-{day:02}")?,
            Unit::Month => write!(f, "{year:04}-{month:02}")?,
            Unit::Season => write!(f, "{year:04}-{}", 20 + month / 3)?,
            Unit::Year => write!(f, "{year:04}")?,
            Unit::Decade => write!(f, "{:03}X", year / 10)?,
            Unit::Century => write!(f, "{:02}XX", year / 100)?,
        }
        f.write_str(match (self.uncertain, self.approximate) {
            (false, false) => "",
            (true, false) => "?",
            (false, true) => "~",
            (true, true) => "%",
        })
    }
}

/// The first of a month in the years that EDTF writes with four digits.
pub(super) fn first_of(year: i16, month: i8) -> Option<civil::Date> {
    if year < 0 {
        return None;
    }
    civil::Date::new(year, month, 1).ok()
}

fn day_number(day: civil::Date) -> i64 {
    day.duration_since(civil::Date::ZERO).as_hours() / 24
}

/// Whether one interval holds all of another.
pub(super) fn contains(outer: (i64, i64), inner: (i64, i64)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// How two intervals stand, both ends included.
pub(super) fn compare_intervals(ours: (i64, i64), theirs: (i64, i64)) -> Comparison {
    if ours == theirs {
        Comparison::Same { exact: true }
    } else if contains(theirs, ours) {
        Comparison::Finer(Side::Left)
    } else if contains(ours, theirs) {
        Comparison::Finer(Side::Right)
    } else if ours.0 <= theirs.1 && theirs.0 <= ours.1 {
        Comparison::Overlap
    } else {
        Comparison::Disjoint
    }
}
