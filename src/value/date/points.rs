//! Dates that name a month: "3 March 2026", "Oct. 17", "the third of March", "January 2025".

use super::calendar::{self, Lean};
use super::days::{ANY_YEAR, Days, Piece, Year};
use super::lexicon::{Lexeme, Which};
use super::look::Words;
use super::words::{Found, Reader};
use jiff::civil::{self, Weekday};

/// A month or a day of it, in a year that may not be told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub year: Option<i16>,
    pub month: i8,
    pub day: Option<i8>,
    pub weekday: Option<Weekday>,
    /// The year was worked out: "last year".
    pub relative: bool,
    pub end: usize,
}

impl Point {
    /// How a year that it has is known.
    pub fn told(self) -> Year {
        if self.relative { Year::Inferred } else { Year::Told }
    }

    pub fn in_year(self, year: i16) -> Option<Piece> {
        match self.day {
            None => Piece::month(year, self.month),
            Some(day) => civil::Date::new(year, self.month, day).ok().map(Piece::day),
        }
    }
}

impl Reader<'_> {
    /// A date with a month in it.
    pub fn named(self, at: usize) -> Option<Found> {
        let point = self.point(at)?;
        let lean = self.lean(at);
        let (piece, year) = self.place(point, lean)?;
        Some(Found { year, ..Found::stated(Days::One(piece), point.end) })
    }

    pub fn lean(self, at: usize) -> Lean {
        match self.words.before(at) {
            "since" => Lean::Past,
            _ if self.future => Lean::Future,
            _ => Lean::Either,
        }
    }

    /// The piece of the calendar that a point is, and how its year is known.
    pub fn place(self, point: Point, lean: Lean) -> Option<(Piece, Year)> {
        if let Some(year) = point.year {
            return Some((point.in_year(year)?, point.told()));
        }
        let Some(anchor) = self.anchor else {
            return Some((point.in_year(ANY_YEAR)?, Year::Untold));
        };
        let on_weekday = |piece: &Piece| point.weekday.is_none_or(|weekday| piece.first.weekday() == weekday);
        let piece = calendar::infer_year(anchor, lean, |year| point.in_year(year).filter(on_weekday))?;
        Some((piece, Year::Inferred))
    }

    /// A month with or without day and year, in any order.
    pub fn point(self, at: usize) -> Option<Point> {
        let words = self.words;
        let Some(Lexeme::Weekday { weekday, short }) = words.lexeme(at) else { return self.plain_point(at) };
        let mut next = at + 1;
        next += usize::from(short && words.lower(next) == ".");
        next += usize::from(words.lower(next) == ",");
        next += usize::from(words.lower(next) == "the");
        let point = self.plain_point(next).filter(|point| point.day.is_some())?;
        Some(Point { weekday: Some(weekday), ..point })
    }

    fn plain_point(self, at: usize) -> Option<Point> {
        let words = self.words;
        match words.lexeme(at) {
            Some(Lexeme::Month { .. }) => self.month_first(at),
            Some(Lexeme::Holiday) => {
                let (month, day, end) = holiday(words, at)?;
                let (year, relative, end) = self.year_after(end);
                Some(Point { year, month, day: Some(day), weekday: None, relative, end })
            }
            _ => self.figures_first(at).or_else(|| self.day_first(at)),
        }
    }

    /// "3 March 2026", "the third of March", "12th March last year".
    fn day_first(self, at: usize) -> Option<Point> {
        let words = self.words;
        let (day, next) = day_of_month(words, at)?;
        let next = next + usize::from(words.lower(next) == "of");
        let (month, next) = self.month_beside(next)?;
        self.with_year(month, Some(day), next, words.token(next.checked_sub(1)?)?.capital)
    }

    /// "March 3, 2026", "Oct. 17", "July Fourth", "January 2025", "March".
    fn month_first(self, at: usize) -> Option<Point> {
        let words = self.words;
        let (month, next) = self.month_beside(at)?;
        let capital = words.token(at)?.capital;
        if let Some((day, end)) = day_of_month(words, next) {
            let time = matches!(words.lower(end), "am" | "pm" | "a.m." | "p.m." | ":" | "o'clock");
            // "in March 12 people", but "on March 12 workers"
            let counts = words.is_counted(end) && (words.before(at) == "in" || words.is_joined(end));
            if !time && !counts {
                return self.with_year(month, Some(day), end, capital);
            }
        }
        let point = self.with_year(month, None, next, capital);
        if point.is_some_and(|point| point.year.is_some()) {
            return point;
        }
        self.is_month_alone(at).then_some(Point {
            year: None,
            month,
            day: None,
            weekday: None,
            relative: false,
            end: at + 1,
        })
    }

    fn with_year(self, month: i8, day: Option<i8>, at: usize, capital: bool) -> Option<Point> {
        let (year, relative, end) = self.year_after(at);
        // "up to may 3": in small letters only with all three
        let told = capital || year.is_some() || is_sure(month);
        told.then_some(Point { year, month, day, weekday: None, relative, end })
    }

    /// The year after a month or a day, whether it was worked out, and the place after it.
    pub fn year_after(self, at: usize) -> (Option<i16>, bool, usize) {
        let words = self.words;
        if let Some(year) = self.year_figure(at) {
            return (Some(year), false, at + 1);
        }
        if words.lower(at) == ","
            && let Some(year) = self.year_figure(at + 1)
            && !words.is_counted(at + 2)
        {
            return (Some(year), false, at + 2);
        }
        let next = at + usize::from(matches!(words.lower(at), "of" | "in"));
        if words.lower(next + 1) == "year" {
            let anchor = self.anchor.map(|anchor| anchor.year());
            let (year, relative) = match (words.lexeme(next), words.lower(next)) {
                (Some(Lexeme::Which(Which::Last)), _) => (anchor.map(|year| year - 1), true),
                (Some(Lexeme::Which(Which::This)), _) => (anchor, true),
                (Some(Lexeme::Which(Which::Next)), _) => (anchor.map(|year| year + 1), true),
                (_, "that") => {
                    ((at.saturating_sub(LOOK_BACK)..at).rev().find_map(|at| self.year_figure(at)), false)
                }
                _ => (None, false),
            };
            if year.is_some() {
                return (year, relative, next + 2);
            }
        }
        match self.year_figure(next) {
            Some(year) if next > at && !words.is_counted(next + 1) => (Some(year), false, next + 1),
            _ => (None, false, at),
        }
    }

    /// A month that has a number beside it, and the place after it and its full stop.
    fn month_beside(self, at: usize) -> Option<(i8, usize)> {
        let Lexeme::Month { month, .. } = self.words.lexeme(at)? else { return None };
        // the stop of "Oct. 17", not the one of "in June. 12 people"
        let short = matches!(self.words.lower(at).len(), 3 | 4)
            && !matches!(self.words.lower(at), "may" | "june" | "july");
        let stop = short && self.words.lower(at + 1) == ".";
        let goes_on = self.words.integer(at + 2).is_some();
        Some((month, at + 1 + usize::from(stop && goes_on)))
    }

    /// Whether a month that stands without a number is one.
    fn is_month_alone(self, at: usize) -> bool {
        let words = self.words;
        let (Some(token), Some(Lexeme::Month { sure, .. })) = (words.token(at), words.lexeme(at)) else {
            return false;
        };
        let name_follows =
            || words.token(at + 1).is_some_and(|next| next.capital && words.lexeme(at + 1).is_none());
        match words.before(at) {
            // the month of a day that is none: "after 12 February" in a source without a date
            _ if self.anchor.is_none()
                && at.checked_sub(1).is_some_and(|before| words.integer(before).is_some()) =>
            {
                false
            }
            // "that year" whose year is not told: it may be any
            _ if words.lower(at + 1) == "that" && words.lower(at + 2) == "year" => false,
            _ if sure => true,
            "in" | "since" | "last" | "this" | "next" | "until" | "till" | "early" | "late" | "mid" => {
                token.capital
            }
            "of" | "by" | "from" | "before" | "after" | "during" | "to" | "through" | "between" | "and" => {
                token.capital && !token.possessive && !name_follows()
            }
            _ => false,
        }
    }

    /// "2026-03-03", "3.4.2026", "13/04/2026" where it can be read in one way only.
    fn figures_first(self, at: usize) -> Option<Point> {
        let words = self.words;
        let text = words.token(at)?.lower.as_str();
        let date = |year: i16, month: i16, day: i16, end: usize| {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            civil::Date::new(year, month, day).ok()?;
            Some(Point { year: Some(year), month, day: Some(day), weekday: None, relative: false, end })
        };
        if text.contains('.') {
            let mut parts = text.split('.').map(|part| part.parse::<i16>().ok());
            let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
            return date(year, month, day, at + 1).filter(|_| year >= 1500 && parts.next().is_none());
        }
        let sign = words.lower(at + 1);
        let joined = (at + 1..at + 5).all(|at| words.is_joined(at)) && words.lower(at + 3) == sign;
        let (first, second, third) = (words.integer(at)?, words.integer(at + 2)?, words.integer(at + 4)?);
        match sign {
            "-" if joined && text.len() == 4 => date(first, second, third, at + 5),
            "/" if joined && third >= 1500 && (first > 12 || first == second) => {
                date(third, second, first, at + 5)
            }
            "/" if joined && third >= 1500 && second > 12 => date(third, first, second, at + 5),
            _ => None,
        }
    }
}

/// How many tokens "that year" looks back for its year.
const LOOK_BACK: usize = 60;

/// Months whose names are nothing else.
fn is_sure(month: i8) -> bool {
    matches!(month, 1 | 2 | 7 | 9 | 10 | 11 | 12)
}

/// "3", "3rd", "third", and the place after it.
pub(super) fn day_of_month(words: Words, at: usize) -> Option<(i8, usize)> {
    let plain = || words.integer(at).and_then(|day| i8::try_from(day).ok()).map(|day| (day, at + 1));
    words.ordinal(at).or_else(plain).filter(|(day, _)| (1..=31).contains(day))
}

fn holiday(words: Words, at: usize) -> Option<(i8, i8, usize)> {
    if !words.token(at)?.capital {
        return None;
    }
    match (words.lower(at), words.lower(at + 1), words.lower(at + 2)) {
        ("new", "year" | "years", "eve") => Some((12, 31, at + 3)),
        ("new", "year" | "years", "day") => Some((1, 1, at + 3)),
        ("christmas", "eve", _) => Some((12, 24, at + 2)),
        ("christmas", "day", _) => Some((12, 25, at + 2)),
        ("boxing", "day", _) => Some((12, 26, at + 2)),
        ("valentine", "day", _) => Some((2, 14, at + 2)),
        // and not the film
        ("halloween", _, _)
            if matches!(words.before(at), "on" | "by" | "since" | "until" | "before" | "after") =>
        {
            Some((10, 31, at + 1))
        }
        _ => None,
    }
}
