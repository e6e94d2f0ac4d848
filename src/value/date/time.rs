//! Times of day in minutes, exact, rounded or vague, and how two of them stand.

use super::days::compare_intervals;
use crate::value::{Comparison, Side};
use std::fmt;

/// Minutes of a day.
pub(super) const DAY: i64 = 24 * 60;

const NOON: i16 = 12 * 60;

/// Minutes from the first midnight of a day, both included; a night reaches past the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub from: i16,
    pub to: i16,
    /// It may as well be this much later: 12 hours for "twenty to five", 24 for "midnight on Tuesday".
    pub or_later: Option<i16>,
    /// A part of the day, which is less a time than a colour of the day.
    pub part: bool,
    /// Rounded by its words; the interval has the rounding in it.
    pub approximate: bool,
    /// Minutes ahead of UTC. Heeded only where both sides have it.
    pub offset: Option<i16>,
}

/// The parts of a day. They overlap, as they do in the news: 17:30 is in the afternoon and in the evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    SmallHours,
    Early,
    Morning,
    Lunchtime,
    Afternoon,
    Evening,
    Late,
    Night,
}

impl Part {
    pub fn time(self) -> Time {
        let (from, to) = match self {
            Part::SmallHours => (0, 6),
            Part::Early => (0, 10),
            Part::Morning => (0, 12),
            Part::Lunchtime => (11, 15),
            Part::Afternoon => (12, 19),
            Part::Evening | Part::Late => (17, 24),
            Part::Night => (18, 30),
        };
        Time { part: true, ..Time::between(from * 60, to * 60 - 1) }
    }
}

impl Time {
    pub fn at(minute: i16) -> Time {
        Time::between(minute, minute)
    }

    pub fn between(from: i16, to: i16) -> Time {
        Time { from, to, or_later: None, part: false, approximate: false, offset: None }
    }

    /// A reading of a twelve-hour clock that does not say which half of the day.
    pub fn on_the_face(minute: i16) -> Time {
        Time { or_later: Some(NOON), ..Time::at(minute % NOON) }
    }

    /// "about four": 15 minutes before, 0 after, say, where the words say one side only.
    pub fn rounded(self, before: i16, after: i16) -> Time {
        Time { from: self.from - before, to: self.to + after, approximate: true, ..self }
    }

    /// The same clock time, with the half of the day chosen by "in the morning" or "on Tuesday night".
    /// Past midnight the night is the next day's, which [`Time::wrapped`] undoes where there is no day.
    pub fn within(self, part: Time) -> Time {
        if self.or_later.is_none() && self.from >= part.from {
            return self;
        }
        let day = 2 * NOON;
        let halves = [0, self.or_later.unwrap_or_default(), day];
        let fits = |add: &i16| part.from <= self.from + add && self.from + add <= part.to;
        match halves.into_iter().find(fits) {
            Some(add) => Time { from: self.from + add, to: self.to + add, or_later: None, ..self },
            None => self,
        }
    }

    pub fn wrapped(self) -> Time {
        if self.part || self.from < 2 * NOON {
            return self;
        }
        Time { from: self.from - 2 * NOON, to: self.to - 2 * NOON, ..self }
    }

    /// The intervals it can be, of a day that starts at `start`.
    pub fn candidates(self, start: i64) -> [(i64, i64); 2] {
        let (from, to) = (start + i64::from(self.from), start + i64::from(self.to));
        let later = i64::from(self.or_later.unwrap_or_default());
        [(from, to), (from + later, to + later)]
    }
}

/// The best that some candidate of each side allows: what may be the same is not in conflict.
pub(super) fn compare(ours: impl IntoIterator<Item = (i64, i64)>, theirs: [(i64, i64); 2]) -> Comparison {
    let (mut left, mut right, mut overlap) = (false, false, false);
    for our in ours {
        for their in theirs {
            match compare_intervals(our, their) {
                same @ Comparison::Same { .. } => return same,
                Comparison::Finer(Side::Left) => left = true,
                Comparison::Finer(Side::Right) => right = true,
                Comparison::Overlap => overlap = true,
                Comparison::Disjoint | Comparison::Incomparable(_) => {}
            }
        }
    }
    match (left, right) {
        (true, false) => Comparison::Finer(Side::Left),
        (false, true) => Comparison::Finer(Side::Right),
        (true, true) => Comparison::Overlap,
        (false, false) if overlap => Comparison::Overlap,
        (false, false) => Comparison::Disjoint,
    }
}

/// Times without a common day: on a circle, so that 1am is in the night.
pub(super) fn compare_lone(ours: Time, theirs: Time) -> Comparison {
    compare([-DAY, 0, DAY].into_iter().flat_map(|start| ours.candidates(start)), theirs.candidates(0))
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: i16| {
            let minute = minute.rem_euclid(2 * NOON);
            (minute / 60, minute % 60)
        };
        let (hour, minute) = clock(self.from);
        write!(f, "{hour:02}:{minute:02}")?;
        if self.to != self.from {
            let (hour, minute) = clock(self.to);
            write!(f, "/{hour:02}:{minute:02}")?;
        }
        match self.or_later {
            Some(NOON) => write!(f, " or 12 hours later")?,
            Some(_) => write!(f, " or 24:00")?,
            None => {}
        }
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}
