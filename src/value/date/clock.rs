//! Reads times of day: "4.20am", "5 p.m.", "16:40", "noon", "twenty to five in the morning".

use super::lexicon::Lexeme;
use super::look::Words;
use super::time::{Part, Time};
use crate::text::token::Shape;

/// A time of day as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub time: Time,
    pub end: usize,
    /// Whether it is a time whatever stands around it; "4:20" may be a score, a verse or a ratio.
    pub sure: bool,
}

/// Reads the time of day that starts at a place.
pub(super) fn clock(words: Words, at: usize) -> Option<Clock> {
    let face = face(words, at)?;
    let clock = match part(words, face.end) {
        Some((part, end)) => Clock { time: face.time.within(part.time()).wrapped(), end, sure: true },
        None => face,
    };
    let governed = is_governed(words, at);
    // "at 4.20" alone may be a price, "at 4:20" is a time
    let sure = clock.sure || (governed && words.lower(at + 1) == ":") || is_zone(words.lower(clock.end));
    Some(Clock { time: hedged(words, at, clock.time), sure, ..clock })
}

/// Reads "between 4am and 5am", "from 9am to 5pm", "5-7pm".
pub(super) fn range(words: Words, at: usize) -> Option<Clock> {
    let (start, join) = match words.lexeme(at) {
        Some(Lexeme::Between) => (at + 1, "and"),
        Some(Lexeme::From) => (at + 1, "to"),
        _ if words.before(at) == "between" => (at, "and"),
        _ => (at, "to"),
    };
    let (first, end) = match face(words, start) {
        Some(first) => (first.time, first.end),
        None => hour(words, start).map(|(hour, end)| (Time::on_the_face(hour * 60), end))?,
    };
    if words.lower(end) != join && words.lower(end) != "-" {
        return None;
    }
    let second = clock(words, end + 1).filter(|second| second.sure && second.time.or_later.is_none())?;
    let (first, to) = match first.or_later {
        // "5-7pm" is all after noon, "11-1pm" is not
        Some(later) if first.from + later <= second.time.to => (first.from + later, second.time.to),
        Some(_) | None => (first.from, second.time.to),
    };
    let to = if to < first { to + 24 * 60 } else { to };
    Some(Clock { time: Time::between(first, to), ..second })
}

/// A part of the day that is told of a time or a day before it: "in the morning", "at night".
pub(super) fn part(words: Words, at: usize) -> Option<(Part, usize)> {
    let at = match (words.lower(at), words.lower(at + 1)) {
        ("in", "the") => at + 2,
        ("at", _) => at + 1,
        _ => return None,
    };
    match words.lexeme(at)? {
        Lexeme::Part(part) => Some((part, at + 1)),
        _ => None,
    }
}

/// Whether a word names a time zone.
pub(super) fn is_zone(word: &str) -> bool {
    matches!(word, "et" | "ct" | "pt" | "mt") || offset(word).is_some()
}

/// Minutes ahead of UTC of a zone that has them all year.
pub(super) fn offset(word: &str) -> Option<i16> {
    let hours = match word {
        "gmt" | "utc" => 0,
        "bst" | "cet" => 1,
        "cest" => 2,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => return None,
    };
    Some(60 * hours)
}

fn face(words: Words, at: usize) -> Option<Clock> {
    let token = words.token(at)?;
    if token.shape == Shape::Digits {
        return digits(words, at).or_else(|| spoken(words, at));
    }
    match words.lexeme(at)? {
        // "High Noon", "Midnight Express"
        Lexeme::Clock(minute) if !token.capital || token.initial => {
            let or_later = (minute == 0).then_some(24 * 60);
            Some(Clock { time: Time { or_later, ..Time::at(minute) }, end: at + 1, sure: true })
        }
        Lexeme::Cardinal(_) | Lexeme::Half | Lexeme::Quarter => spoken(words, at),
        _ => None,
    }
}

fn digits(words: Words, at: usize) -> Option<Clock> {
    let token = words.token(at)?;
    let text = token.lower.as_str();
    let two = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() <= 2);
    let (hour, minute, mut end) = match text.split_once('.') {
        Some((hour, minute)) => (two(hour)?, Some(two(minute).filter(|_| minute.len() == 2)?), at + 1),
        // "0740 GMT", "at 0740"
        None if text.len() == 4
            && (matches!(words.lower(at + 1), "gmt" | "utc" | "bst" | "cet" | "hrs")
                || text.starts_with('0')
                    && matches!(
                        words.before(at),
                        "at" | "by" | "until" | "from" | "to" | "before" | "after"
                    )) =>
        {
            let clock = words.integer(at)?;
            let minute = (clock / 100 < 24 && clock % 100 < 60).then_some(clock / 100 * 60 + clock % 100)?;
            return Some(Clock { time: Time::at(minute), end: at + 1, sure: true });
        }
        None => match colon(words, at + 1) {
            Some((minute, end)) => (two(text)?, Some(minute), end),
            None => (two(text)?, None, at + 1),
        },
    };
    let past = minute.unwrap_or_default();
    if past >= 60 || hour >= 24 {
        return None;
    }
    if let Some(pm) = meridiem(words, end) {
        end += 1;
        let hour = match (hour, pm) {
            (13.., true) if minute.is_some() => hour,
            (13.., _) | (0, true) => return None,
            (_, false) => hour % 12,
            (_, true) => hour % 12 + 12,
        };
        return Some(Clock { time: Time::at(hour * 60 + past), end, sure: true });
    }
    let twelve = |end, sure| Some(Clock { time: Time::on_the_face(hour * 60 + past), end, sure });
    match (minute, words.lower(end)) {
        (Some(_), _) if hour == 0 || hour > 12 || text.starts_with('0') => {
            Some(Clock { time: Time::at(hour * 60 + past), end, sure: false })
        }
        (Some(_), _) => twelve(end, false),
        (None, "o'clock") if (1..=12).contains(&hour) => twelve(end + 1, true),
        (None, "noon" | "midnight" | "midday") if hour == 12 => face(words, end),
        (None, _) => None,
    }
}

/// ":20", ":20:30".
fn colon(words: Words, at: usize) -> Option<(i16, usize)> {
    let two = |at: usize| {
        let joined = words.lower(at) == ":" && words.is_joined(at) && words.is_joined(at + 1);
        words
            .integer(at + 1)
            .filter(|_| joined && words.token(at + 1).is_some_and(|token| token.lower.len() == 2))
    };
    let minute = two(at)?;
    Some((minute, if two(at + 2).is_some() { at + 4 } else { at + 2 }))
}

/// Whether an "am" or a "pm" stands at a place, and then whether it is pm.
fn meridiem(words: Words, at: usize) -> Option<bool> {
    match words.lower(at) {
        "am" | "a.m." | "a.m" => Some(false),
        "pm" | "p.m." | "p.m" => Some(true),
        _ => None,
    }
}

/// Times in words: "half past four", "a quarter to six", "twenty past four", "five o'clock", "four in the morning".
fn spoken(words: Words, at: usize) -> Option<Clock> {
    let (minutes, mut next) = match words.lexeme(at) {
        Some(Lexeme::Half) => (30, at + 1),
        Some(Lexeme::Quarter) => (15, at + 1),
        _ => words.number(at)?,
    };
    if words.lower(next) == "o'clock" {
        let (hour, _) = hour(words, at)?;
        return Some(Clock { time: Time::on_the_face(hour * 60), end: next + 1, sure: true });
    }
    if let (Some((hour, end)), Some(_)) = (hour(words, at), part(words, next))
        && is_governed(words, at)
    {
        return Some(Clock { time: Time::on_the_face(hour * 60), end, sure: true });
    }
    if matches!(words.lower(next), "minute" | "minutes") {
        next += 1;
    }
    let past = match words.lower(next) {
        "past" => true,
        "to" => false,
        _ => return None,
    };
    let half_day = 12 * 60;
    let (base, mut end) = match words.lexeme(next + 1) {
        Some(Lexeme::Clock(minute)) => (minute, next + 2),
        _ => hour(words, next + 1).map(|(hour, end)| (hour * 60, end))?,
    };
    let minute = if past { base + minutes } else { base + 2 * half_day - minutes };
    let time = match (words.lexeme(next + 1), meridiem(words, end)) {
        (Some(Lexeme::Clock(_)), _) => Time::at(minute % (2 * half_day)),
        (_, None) => Time::on_the_face(minute),
        (_, Some(pm)) => {
            end += 1;
            Time::at(minute % half_day + if pm { half_day } else { 0 })
        }
    };
    // "five to ten people", "from two to five": a time only if the words around it leave nothing else
    let told = time.or_later.is_none() || part(words, end).is_some();
    let free = told || (is_governed(words, at) && ends_clause(words, end));
    let fits = if past { minutes < 31 } else { minutes < 30 && minutes % 5 == 0 && free };
    fits.then_some(Clock { time, end, sure: true })
}

fn hour(words: Words, at: usize) -> Option<(i16, usize)> {
    words.number(at).filter(|(hour, _)| (1..=12).contains(hour))
}

fn is_governed(words: Words, at: usize) -> bool {
    let at = if words.before(at) == "a" { at.saturating_sub(1) } else { at };
    matches!(
        words.before(at),
        "at" | "by"
            | "until"
            | "till"
            | "before"
            | "after"
            | "about"
            | "around"
            | "since"
            | "nearly"
            | "almost"
    )
}

fn ends_clause(words: Words, at: usize) -> bool {
    let Some(token) = words.token(at) else { return true };
    match token.shape {
        Shape::Sign => true,
        Shape::Digits => false,
        Shape::Word => {
            // "at ten to seven somebody rang", "at ten to seven the"; "at ten to twelve sites" is a range
            let other = token.stop
                || token.capital
                || token.is_any(&["somebody", "someone", "everybody", "everyone"]);
            other
                || matches!(
                    words.lexeme(at),
                    Some(Lexeme::Weekday { .. } | Lexeme::Day(_) | Lexeme::Which(_))
                )
                || matches!(
                    token.lower.as_str(),
                    "in" | "on" | "and" | "when" | "as" | "but" | "after" | "before" | "local"
                )
        }
    }
}

/// What "about", "just after" and their like make of a time.
fn hedged(words: Words, at: usize, time: Time) -> Time {
    let word = |back: usize| at.checked_sub(back).map_or("", |at| words.lower(at));
    let shortly = matches!(word(2), "just" | "shortly" | "soon" | "right");
    match word(1) {
        "about" | "around" | "approximately" | "roughly" | "circa" => time.rounded(15, 15),
        "after" | "gone" if shortly => time.rounded(0, 15),
        "before" if shortly => time.rounded(15, 0),
        "nearly" | "almost" => time.rounded(15, 0),
        _ => time,
    }
}
