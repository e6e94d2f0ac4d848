//! Ranges: "between June and October 2025", "3-5 March", "from 2019 to 2023", "from Monday to Wednesday".

use super::calendar::{self, Lean};
use super::days::{ANY_YEAR, Days, Piece, Year};
use super::lexicon::Lexeme;
use super::points::{Point, day_of_month};
use super::words::{Found, Reader};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// One end of a range.
#[derive(Debug, Clone, Copy)]
enum Stop {
    Point(Point),
    /// "3" in "3 to 5 March".
    Day(i8, usize),
    Year(i16, usize),
    Weekday(Weekday, usize),
}

impl Stop {
    fn end(self) -> usize {
        match self {
            Stop::Point(point) => point.end,
            Stop::Day(_, end) | Stop::Year(_, end) | Stop::Weekday(_, end) => end,
        }
    }
}

impl Reader<'_> {
    /// "between 3 and 5 March", "from January to March 2025", "March 3-5", "from 2019 to 2023".
    pub fn range(self, at: usize) -> Option<Found> {
        let words = self.words;
        let (start, governor) = match words.lexeme(at) {
            Some(Lexeme::Between) => (at + 1, "between"),
            Some(Lexeme::From) => (at + 1, "from"),
            _ => (at, at.checked_sub(1).map_or("", |before| words.lower(before))),
        };
        let start = start + usize::from(words.lower(start) == "the");
        let first = self.stop(start)?;
        let governed = matches!(governor, "between" | "from");
        let dash = match words.lower(first.end()) {
            "and" if governor == "between" => false,
            "to" | "until" | "till" | "through" if governor != "between" => false,
            "-" => true,
            _ => return None,
        };
        let next = first.end() + 1;
        let next = next + usize::from(words.lower(next) == "the");
        let last = self.stop(next)?;
        let tight = dash && words.is_joined(next);
        let lean = self.lean(start);
        let found = match (first, last) {
            (Stop::Day(day, _), Stop::Point(point)) if point.day.is_some() && (!dash || tight) => {
                self.between(Point { day: Some(day), ..point }, point, lean)
            }
            (Stop::Point(point), Stop::Day(day, end))
                if point.day.is_some() && (tight || governed) && !words.is_counted(end) =>
            {
                let (year, relative, end) = match point.year {
                    Some(year) => (Some(year), point.relative, end),
                    None => self.year_after(end),
                };
                let first = Point { year, relative, ..point };
                self.between(first, Point { day: Some(day), end, ..first }, lean)
            }
            (Stop::Point(first), Stop::Point(last)) => self.between(first, last, lean),
            (Stop::Year(first, _), Stop::Year(last, end)) if governed && !words.is_counted(end) => {
                let (first, last) = (Piece::year(first)?, Piece::year(last)?);
                (first.first < last.first).then(|| Found::stated(Days::Range(Some(first), Some(last)), end))
            }
            (Stop::Weekday(first, _), Stop::Weekday(last, end)) if governed => {
                self.weekdays(first, last, end)
            }
            _ => None,
        }?;
        // "moved from 3 March to 5 March" is no range
        (!self.is_moved(start)).then_some(found)
    }

    fn between(self, first: Point, last: Point, lean: Lean) -> Option<Found> {
        let order = |point: Point| (point.month, point.day.unwrap_or_default());
        let wraps = order(first) > order(last) && first.month != last.month;
        let (last_piece, known) = match (last.year, first.year) {
            (None, Some(year)) => (last.in_year(year + i16::from(wraps))?, first.told()),
            (Some(_), _) | (None, None) => self.place(last, lean)?,
        };
        // from one year that is not told to the next
        let last_piece = match known {
            Year::Untold if wraps => last.in_year(ANY_YEAR + 1)?,
            _ => last_piece,
        };
        let year = first.year.unwrap_or(last_piece.first.year() - i16::from(wraps));
        let first_piece = first.in_year(year)?;
        let days = Days::Range(Some(first_piece), Some(last_piece));
        (first_piece.first < last_piece.first)
            .then_some(Found { year: known, ..Found::stated(days, last.end) })
    }

    fn weekdays(self, first: Weekday, last: Weekday, end: usize) -> Option<Found> {
        let anchor = self.anchor?;
        let days = if self.future {
            let start = calendar::weekday(anchor, first, None, true)?;
            Days::between(start, start.checked_add(i64::from(last.since(first)).days()).ok()?)
        } else {
            let stop = calendar::weekday(anchor, last, None, false)?;
            Days::between(stop.checked_sub(i64::from(last.since(first)).days()).ok()?, stop)
        };
        Some(Found::inferred(days, end))
    }

    fn is_moved(self, start: usize) -> bool {
        (start.saturating_sub(6)..start).any(|at| {
            matches!(
                self.words.lower(at),
                "moved"
                    | "move"
                    | "postponed"
                    | "delayed"
                    | "rescheduled"
                    | "shifted"
                    | "pushed"
                    | "brought"
                    | "put"
                    | "changed"
                    | "switched"
                    | "deferred"
                    | "extended"
            )
        })
    }

    fn stop(self, at: usize) -> Option<Stop> {
        let words = self.words;
        if let Some(point) = self.point(at) {
            return Some(Stop::Point(point));
        }
        if let Some(Lexeme::Weekday { weekday, short: false }) = words.lexeme(at) {
            return Some(Stop::Weekday(weekday, at + 1));
        }
        if let Some(year) = self.year_digits(at) {
            return Some(Stop::Year(year, at + 1));
        }
        day_of_month(words, at).map(|(day, end)| Stop::Day(day, end))
    }
}
