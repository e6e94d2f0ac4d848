//! Dates that count from the publication: "last autumn", "on Tuesday", "17 years ago", "in three weeks' time".

use super::days::{Days, Piece, Season};
use super::lexicon::{Lexeme, Period, Which};
use super::points::day_of_month;
use super::time::Part;
use super::words::{Found, Reader};
use super::{calendar, clock};
use crate::text::token::Shape;
use jiff::ToSpan;

/// So many tokens before a day its verb stands.
const NEAR: usize = 10;

impl Reader<'_> {
    /// "Tuesday", "Tuesday last week".
    pub fn weekday(self, at: usize) -> Option<Found> {
        let words = self.words;
        let Lexeme::Weekday { weekday, short: false } = words.lexeme(at)? else { return None };
        let anchor = self.anchor.filter(|_| !self.is_other_weekday(at))?;
        let next = at + 1 + usize::from(words.lower(at + 1) == "of");
        if let (Some(Lexeme::Which(which)), "week") = (words.lexeme(next), words.lower(next + 1)) {
            let (monday, _) = calendar::period(anchor, which, Period::Week, self.future)?.ends();
            let day = monday.checked_add(i64::from(weekday.to_monday_zero_offset()).days()).ok()?;
            return Some(Found::inferred(Days::One(Piece::day(day)), next + 2));
        }
        // "is closed until Friday" goes on; "was closed until Friday" has ended
        let until = matches!(words.before(at), "until" | "till" | "through");
        let past = (0..at).any(|at| matches!(words.lower(at), "was" | "were" | "had" | "been"));
        let future = self.tense_before(at).unwrap_or(self.future);
        let day = calendar::weekday(anchor, weekday, None, future || until && !past)?;
        Some(Found::inferred(Days::One(Piece::day(day)), at + 1))
    }

    /// Whether the verb nearest before a place speaks of what is to come; `None` where none is near: "will rise after they
    /// voted on Tuesday".
    fn tense_before(self, at: usize) -> Option<bool> {
        let near = at.saturating_sub(NEAR)..at;
        near.rev().find_map(|at| {
            let token = self.words.token(at)?;
            let after = |words: &[&str]| at > 0 && words.contains(&self.words.lower(at - 1));
            let past = token.entry.is_some_and(|entry| entry.is_verb() && entry.word() != token.lower)
                && token.lower.ends_with("ed")
                && !after(&["be", "is", "are", "to", "being"]);
            match token.lower.as_str() {
                "will" | "would" | "shall" | "must" | "can" | "may" | "could" => Some(true),
                "was" | "were" | "had" => Some(false),
                _ => past.then_some(false),
            }
        })
    }

    /// "every Tuesday", "Black Friday", "Small Cap Sunday", "the Sunday Times".
    fn is_other_weekday(self, at: usize) -> bool {
        let words = self.words;
        let Some(before) = at.checked_sub(1) else { return false };
        let named = words.token(before).is_some_and(|token| {
            token.shape == Shape::Word && token.capital && !token.initial && words.lexeme(before).is_none()
        });
        let name_follows = words.token(at + 1).is_some_and(|token| {
            token.shape == Shape::Word && token.capital && words.lexeme(at + 1).is_none()
        });
        match words.lower(before) {
            "every" | "each" | "any" | "a" | "one" | "per" | "most" | "some" | "another" | "good"
            | "black" | "ash" | "super" | "bloody" | "easter" | "palm" | "maundy" | "shrove" | "cyber"
            | "giving" | "sheffield" => true,
            "the" => name_follows,
            zone if clock::is_zone(zone) => false,
            // "in Queens Friday night"
            _ => named && !matches!(words.lexeme(at + 1), Some(Lexeme::Part(_))),
        }
    }

    /// "last year", "this morning", "next Tuesday", "last autumn".
    pub fn which(self, at: usize, which: Which) -> Option<Found> {
        let words = self.words;
        let anchor = self.anchor?;
        let after_the = at.checked_sub(1).is_some_and(|before| words.lower(before) == "the");
        let end = at + 2;
        match words.lexeme(at + 1)? {
            Lexeme::Part(part) => match (which, part) {
                (Which::This, _) => Some(Found::part(anchor, part, end)),
                (Which::Last, Part::Night | Part::Evening) => {
                    Some(Found::part(anchor.yesterday().ok()?, part, end))
                }
                (Which::Last | Which::Next, _) => None,
            },
            // "the last year" is the twelve months to now, "the last week of March" a week of March
            Lexeme::Period { period, plural: false } if !after_the || period == Period::Weekend => {
                let days = calendar::period(anchor, which, period, self.future)?;
                (words.lower(end) != "of").then_some(Found::inferred(days, end))
            }
            Lexeme::Weekday { weekday, short: false } if !after_the => {
                let day = calendar::weekday(anchor, weekday, Some(which), self.future)?;
                Some(Found::inferred(Days::One(Piece::day(day)), end))
            }
            Lexeme::Month { month, sure } if (sure || words.token(at + 1)?.capital) && !after_the => {
                let month = calendar::named_month(anchor, month, which, self.future)?;
                let day = day_of_month(words, end).filter(|(_, next)| !words.is_counted(*next));
                Some(
                    match day.and_then(|(day, next)| Some((month.first.with().day(day).build().ok()?, next)))
                    {
                        Some((day, next)) => Found::inferred(Days::One(Piece::day(day)), next),
                        None => Found::inferred(Days::One(month), end),
                    },
                )
            }
            // "this fall in prices"
            Lexeme::Season(_) if words.lower(at + 1) == "fall" && words.lower(end) == "in" => None,
            Lexeme::Season(season) => {
                let season = calendar::season(anchor, season, Some(which), self.future)?;
                Some(Found::inferred(Days::One(season), end))
            }
            _ => None,
        }
    }

    /// "spring 2025", "the winter of 2024-25", "since the summer".
    pub fn season(self, at: usize, season: Season) -> Option<Found> {
        let words = self.words;
        let governed = matches!(
            words.before(at),
            "in" | "since"
                | "during"
                | "by"
                | "until"
                | "till"
                | "before"
                | "after"
                | "from"
                | "of"
                | "early"
                | "mid"
                | "late"
                | "over"
        );
        let fall = words.lower(at) == "fall";
        if fall && !governed {
            return None;
        }
        let next = at + 1 + usize::from(words.lower(at + 1) == "of");
        if let (Some(Lexeme::Which(which)), "year", Some(anchor)) =
            (words.lexeme(next), words.lower(next + 1), self.anchor)
        {
            let (first, _) = calendar::period(anchor, which, Period::Year, self.future)?.ends();
            return Some(Found::inferred(self.season_of(first.year(), season)?, next + 2));
        }
        if let Some(year) = self.year_figure(next) {
            // "the winter of 2024-25" begins in the first of the two
            let both = matches!(words.lower(next + 1), "-" | "/")
                && words.is_joined(next + 1)
                && words.is_joined(next + 2);
            if season == Season::Winter
                && both
                && words.integer(next + 2).is_some_and(|last| last % 100 == (year + 1) % 100)
            {
                return Piece::season(year, season).map(|season| Found::stated(Days::One(season), next + 3));
            }
            return Some(Found::stated(self.season_of(year, season)?, next + 1));
        }
        // springs and falls are too many other things
        let alone = !fall && season != Season::Spring && at > 0 && words.lower(at - 1) == "the";
        if !alone || !governed || words.lower(at + 1) == "of" {
            return None;
        }
        let season = calendar::season(self.anchor?, season, None, self.future)?;
        Some(Found::inferred(Days::One(season), at + 1))
    }

    /// The season of a year. "The winter of 2025" is the one that began in 2025, unless that was still to come.
    fn season_of(self, year: i16, season: Season) -> Option<Days> {
        let piece = Piece::season(year, season)?;
        let early = season == Season::Winter
            && !self.future
            && self.anchor.is_some_and(|anchor| piece.first > anchor);
        let piece = if early { Piece::season(year - 1, season)? } else { piece };
        Some(Days::One(piece))
    }

    /// "tonight", and not "Entertainment Tonight".
    pub fn tonight(self, at: usize) -> Option<Found> {
        self.words.token(at).filter(|token| !token.capital || token.initial)?;
        Some(Found::part(self.anchor?, Part::Night, at + 1))
    }

    /// "yesterday", "today", "the day before yesterday".
    pub fn relative_day(self, at: usize, days: i64) -> Option<Found> {
        let words = self.words;
        let token = words.token(at)?;
        // "USA Today", "today's youth", "tomorrow's world"
        if (token.capital && !token.initial) || (token.possessive && days >= 0) {
            return None;
        }
        let word = |back: usize| at.checked_sub(back).map_or("", |at| words.lower(at));
        let one_more = match (word(2), word(1)) {
            ("day", "before") => -1,
            ("day", "after") => 1,
            _ => 0,
        };
        let day = self.anchor?.checked_add((days + one_more).days()).ok()?;
        Some(Found::inferred(Days::One(Piece::day(day)), at + 1))
    }

    /// "at the weekend".
    pub fn the_weekend(self, at: usize) -> Option<Found> {
        let words = self.words;
        let the = at > 0 && words.lower(at - 1) == "the";
        if !the
            || !matches!(
                words.before(at),
                "at" | "over" | "during" | "since" | "by" | "before" | "after" | "on"
            )
        {
            return None;
        }
        Some(Found::inferred(calendar::the_weekend(self.anchor?, self.future)?, at + 1))
    }

    /// "17 years ago", "a couple of days ago".
    pub fn ago(self, at: usize) -> Option<Found> {
        let words = self.words;
        let (number, next) = self.count(at)?;
        let Lexeme::Period { period, .. } = words.lexeme(next)? else { return None };
        if words.lower(next + 1) != "ago" {
            return None;
        }
        let anchor = self.anchor?;
        // "three weeks ago today", "a week ago yesterday": to the day
        let from = match words.lower(next + 2) {
            "today" => Some(anchor),
            "yesterday" => anchor.yesterday().ok(),
            _ => None,
        };
        if let Some(day) = from.and_then(|from| calendar::day_back(from, number, period)) {
            return Some(Found::inferred(Days::One(Piece::day(day)), next + 3));
        }
        let days = calendar::away(anchor, number, period, true)?;
        let word = |back: usize| at.checked_sub(back).map_or("", |at| words.lower(at));
        let days = match (word(2), word(1), days) {
            ("more", "than", Days::One(piece)) | (_, "over", Days::One(piece)) => {
                Days::Range(None, Some(piece))
            }
            ("less", "than", Days::One(piece)) | (_, "under" | "within", Days::One(piece)) => {
                Days::Range(Some(piece), Some(Piece::day(anchor)))
            }
            (_, "some" | "nearly" | "almost" | "or" | "just", Days::One(piece)) => {
                Days::One(Piece { approximate: true, ..piece })
            }
            (_, _, days) => days,
        };
        Some(Found::inferred(days, next + 2))
    }

    /// "in three weeks' time", and "in two days" where the claim speaks of what is to come.
    pub fn ahead(self, at: usize) -> Option<Found> {
        let words = self.words;
        let (number, next) = self.count(at + 1)?;
        let Lexeme::Period { period, .. } = words.lexeme(next)? else { return None };
        let mut end = next + 1;
        end += usize::from(words.lower(end) == "'");
        let days = || calendar::away(self.anchor?, number, period, false);
        if words.lower(end) == "time" {
            return Some(Found::inferred(days()?, end + 1));
        }
        let soon = matches!(period, Period::Day | Period::Week | Period::Fortnight | Period::Month);
        // "the worst storm in three weeks"
        let record = |at: usize| {
            let word = words.lower(at);
            word.ends_with("est")
                || matches!(word, "first" | "second" | "third" | "worst" | "most" | "only" | "time" | "times")
        };
        let counts = self.future && soon && !(at.saturating_sub(5)..at).any(record);
        counts.then(|| Some(Found::inferred(days()?, next + 1)))?
    }

    /// "17", "three", "a", "a couple of", "a dozen".
    fn count(self, at: usize) -> Option<(i16, usize)> {
        let words = self.words;
        if words.lexeme(at) != Some(Lexeme::A) {
            return words.number(at);
        }
        match (words.lower(at + 1), words.lower(at + 2)) {
            ("couple", "of") => Some((2, at + 3)),
            ("couple", _) => Some((2, at + 2)),
            ("dozen", _) => Some((12, at + 2)),
            _ => Some((1, at + 1)),
        }
    }
}
