//! Reads dates and times out of words: "5 p.m. on March 3", "late last year", "in the small hours of Tuesday".
//!
//! What is not surely a date is not read. The words before an expression ("since", "by", "until") are left to the
//! caller, but some of them are looked at: a bare year needs one, and "about" makes a date approximate.

use super::clock::{self, Clock};
use super::days::{Days, Piece, Year};
use super::lexicon::{Lexeme, Period, Third, Which};
use super::look::Words;
use super::time::{Part, Time};
use super::{Date, calendar};
use crate::text::token::{Shape, Token};
use jiff::civil;

/// What relative expressions are read against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// When the source was published. Relative dates are read only as far as its precision goes: a source of
    /// `2026-03` has a last year, but no yesterday.
    pub published: Option<&'a Date>,
    /// Whether the claim speaks of what is to come: "on Wednesday" is then the next.
    pub future: bool,
}

/// Reads the date or time that starts at token `at`; returns it and the place after its last token.
///
/// Called at every token of a text: what can start no date costs one look into a small table, and nothing is
/// allocated before a date is found.
pub fn read(tokens: &[Token], at: usize, context: &Context) -> Option<(Date, usize)> {
    let words = Words(tokens);
    if !may_begin(words, at) {
        return None;
    }
    let found = |anchor| Reader { words, anchor, future: context.future }.expression(at);
    let found = match context.published.and_then(Date::days) {
        None => found(None),
        Some((first, last)) if first == last => found(Some(first)),
        // a published month or year resolves what comes to the same from its first day and from its last
        Some((first, last)) => match (found(Some(first)), found(Some(last))) {
            (early, late) if early == late => early,
            _ => found(None),
        },
    }?;
    let open = matches!(found.days, Some(Days::Range(None, _) | Days::Range(_, None)));
    let limit = open && matches!(words.before(at), "before" | "after");
    let shown = shown(tokens.get(at - usize::from(limit)..found.end)?);
    Some((Date { days: found.days, time: found.time, year: found.year, shown }, found.end))
}

/// The cheap test before all others: most tokens fail it at once, the common "a" and "in" at the token after.
fn may_begin(words: Words, at: usize) -> bool {
    let Some(token) = words.token(at) else { return false };
    let counts =
        |at| words.integer(at).is_some() || matches!(words.lexeme(at), Some(Lexeme::Cardinal(_) | Lexeme::A));
    match words.lexeme(at) {
        None => token.shape == Shape::Digits,
        Some(Lexeme::A) => {
            matches!(words.lower(at + 1), "couple" | "dozen")
                || matches!(words.lexeme(at + 1), Some(Lexeme::Period { plural: false, .. }))
        }
        Some(Lexeme::In) => counts(at + 1),
        Some(_) => true,
    }
}

/// What was read, up to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub days: Option<Days>,
    pub time: Option<Time>,
    pub year: Year,
    pub end: usize,
}

impl Found {
    pub fn stated(days: Days, end: usize) -> Found {
        Found { days: Some(days), time: None, year: Year::Told, end }
    }

    pub fn inferred(days: Days, end: usize) -> Found {
        Found { year: Year::Inferred, ..Found::stated(days, end) }
    }

    pub fn part(day: civil::Date, part: Part, end: usize) -> Found {
        Found { time: Some(part.time()), ..Found::inferred(Days::One(Piece::day(day)), end) }
    }

    /// A day, or a part of one, with the time told. "2am on Tuesday night" is on Wednesday.
    fn at(self, time: Time) -> Found {
        let time = self.time.map_or(time, |part| time.within(part));
        let wrapped = time.wrapped();
        let next = self.days.and_then(Days::single).and_then(|day| day.tomorrow().ok());
        match next {
            Some(next) if wrapped != time => {
                Found { days: Some(Days::One(Piece::day(next))), time: Some(wrapped), ..self }
            }
            _ => Found { time: Some(time), ..self },
        }
    }

    fn is_day(self) -> bool {
        self.days.is_some_and(|days| days.single().is_some())
    }

    /// The same with other days; `None` if there are none.
    fn with(self, days: Option<Days>, end: usize) -> Option<Found> {
        Some(Found { days: Some(days?), end, ..self })
    }
}

/// The tokens, and the day from which relative expressions count.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub words: Words<'a>,
    pub anchor: Option<civil::Date>,
    pub future: bool,
}

impl Reader<'_> {
    fn expression(self, at: usize) -> Option<Found> {
        let found = self.range(at).or_else(|| self.timed(at)).or_else(|| self.dated(at))?;
        let limited = self.limited(at, self.hedged(at, found));
        // "before 12 March" of any year is no time at all
        let open = matches!(limited.days, Some(Days::Range(None, _) | Days::Range(_, None)));
        (limited.year != Year::Untold || !open).then_some(limited)
    }

    /// A time, and the day after it if one is named.
    fn timed(self, at: usize) -> Option<Found> {
        let words = self.words;
        let Clock { time, end, sure } = clock::range(words, at).or_else(|| clock::clock(words, at))?;
        let mut next = match words.lower(end) {
            zone if clock::is_zone(zone) => end + 1,
            "local" | "eastern" | "central" | "mountain" | "pacific" if words.lower(end + 1) == "time" => {
                end + 2
            }
            _ => end,
        };
        let time = Time { offset: clock::offset(words.lower(end)).or(time.offset), ..time };
        let end = next;
        next += usize::from(words.lower(next) == ",");
        next += usize::from(words.lower(next) == "on");
        let of_day = self.day(next).map(|day| self.with_part(day)).filter(|day| day.is_day());
        match of_day {
            Some(Found { time: Some(part), .. }) if !part.part => None,
            Some(day) => Some(day.at(time)),
            None if sure => Some(Found { days: None, time: Some(time), year: Year::Told, end }),
            None => None,
        }
    }

    /// A day, and the time after it if one is told.
    fn dated(self, at: usize) -> Option<Found> {
        let words = self.words;
        let day = self.part_of_day(at).or_else(|| self.day(at).map(|day| self.with_part(day)))?;
        if !day.is_day() {
            return Some(day);
        }
        let mut next = day.end + usize::from(words.lower(day.end) == ",");
        let told = next;
        while matches!(
            words.lower(next),
            "at" | "about" | "around" | "approximately" | "just" | "shortly" | "soon" | "after" | "before"
        ) && next < told + 4
        {
            next += 1;
        }
        // "on Tuesday before 5 p.m." is a limit, not a time
        let bound = matches!(words.lower(next.saturating_sub(1)), "after" | "before")
            && !matches!(words.lower(next.saturating_sub(2)), "just" | "shortly" | "soon");
        let clock = clock::range(words, next)
            .or_else(|| clock::clock(words, next))
            .filter(|clock| !bound && (clock.sure || next > told));
        let Some(clock) = clock else { return Some(day) };
        Some(Found { end: clock.end, ..day.at(clock.time) })
    }

    /// "the morning of 3 March", "the small hours of Tuesday".
    fn part_of_day(self, at: usize) -> Option<Found> {
        let words = self.words;
        let (part, next) = match words.lexeme(at)? {
            Lexeme::Small | Lexeme::Third(Third::Early) if words.lower(at + 1) == "hours" => {
                (Part::SmallHours, at + 2)
            }
            Lexeme::Part(part) => (part, at + 1),
            _ => return None,
        };
        if !matches!(words.lower(next), "of" | "on") {
            return None;
        }
        let day =
            self.day(next + 1 + usize::from(words.lower(next + 1) == "the")).filter(|day| day.is_day())?;
        Some(Found { time: Some(part.time()), ..day })
    }

    /// "Tuesday night", "3 March in the morning".
    fn with_part(self, day: Found) -> Found {
        let follows = match self.words.lexeme(day.end) {
            Some(Lexeme::Part(part)) => Some((part, day.end + 1)),
            _ => clock::part(self.words, day.end),
        };
        match follows {
            Some((part, end)) if day.is_day() => {
                let part = part.time();
                let both = day.time.map(|time| Time {
                    from: time.from.max(part.from),
                    to: time.to.min(part.to),
                    ..part
                });
                Found { time: Some(both.filter(|both| both.from <= both.to).unwrap_or(part)), end, ..day }
            }
            _ => day,
        }
    }

    /// Days: a unit of the calendar, or a part of one.
    pub fn day(self, at: usize) -> Option<Found> {
        let words = self.words;
        match words.lexeme(at) {
            Some(Lexeme::Third(third)) => self.third(at, third),
            Some(Lexeme::Edge(edge)) if words.lower(at + 1) == "of" => {
                let whole = self.the_unit(at + 2)?;
                whole.with(calendar::edge(whole.days?, edge), whole.end)
            }
            Some(Lexeme::Earlier) => self.this_side(at, true),
            Some(Lexeme::Later) => self.this_side(at, false),
            Some(Lexeme::Q) => {
                let number = words.integer(at + 1).filter(|_| words.is_joined(at + 1))?;
                let next = at + 2 + usize::from(words.lower(at + 2) == "of");
                let year = self.year_figure(next).and_then(Piece::year)?;
                let quarter = calendar::quarter(Days::One(year), i8::try_from(number).ok()?)?;
                Some(Found::stated(quarter, next + 1))
            }
            _ => self.fraction(at).or_else(|| self.unit(at)),
        }
    }

    /// "early March", "mid-2024", "late in the 1990s", "early on Tuesday".
    fn third(self, at: usize, third: Third) -> Option<Found> {
        let words = self.words;
        let mut next = at + 1;
        next += usize::from(matches!(words.lower(next), "-" | "on" | "in"));
        let whole = self.the_unit(next)?;
        if !whole.is_day() {
            return whole.with(calendar::third(whole.days?, third), whole.end);
        }
        let part = match third {
            Third::Early => Part::Early,
            Third::Late => Part::Late,
            Third::Mid => return None,
        };
        Some(Found { time: whole.time.or(Some(part.time())), ..whole })
    }

    /// "the first half of 2025", "the third quarter of last year", "fourth-quarter 2005", "the last week of March".
    fn fraction(self, at: usize) -> Option<Found> {
        let words = self.words;
        let (number, next) = match words.lexeme(at) {
            Some(Lexeme::Which(Which::Last)) => (0, at + 1),
            _ => words.ordinal(at)?,
        };
        let next = next + usize::from(words.lower(next) == "-" && words.is_joined(next));
        let cut = match words.lexeme(next)? {
            Lexeme::Half => calendar::half,
            Lexeme::Quarter => calendar::quarter,
            Lexeme::Period { period: Period::Week, plural: false } => calendar::week_of,
            _ => return None,
        };
        let whole = match words.lower(next + 1) {
            // "the third quarter of 2011 sales" are those of the year, not so many
            "of" | "in" => self.the_unit(next + 2).or_else(|| self.the_year(next + 2))?,
            _ => self.the_year(next + 1)?,
        };
        // "the last quarter of 2025" is the fourth, the last half the second
        let last = match words.lexeme(next) {
            Some(Lexeme::Half) => 2,
            Some(Lexeme::Quarter) => 4,
            _ => 0,
        };
        whole.with(cut(whole.days?, if number == 0 { last } else { number }), whole.end)
    }

    /// A year in four digits, whatever comes after it.
    fn the_year(self, at: usize) -> Option<Found> {
        let year = Piece::year(self.year_figure(at)?)?;
        Some(Found::stated(Days::One(year), at + 1))
    }

    /// "earlier this month": from its first day to the publication; "later this month": from there to its last.
    fn this_side(self, at: usize, earlier: bool) -> Option<Found> {
        let whole = self.unit(at + 1).filter(|whole| whole.time.is_none())?;
        if whole.is_day() {
            return matches!(self.words.lexeme(at + 1)?, Lexeme::Day(_)).then_some(whole);
        }
        if self.words.lexeme(at + 1)? != Lexeme::Which(Which::This) {
            return None;
        }
        let (first, last) = whole.days?.ends();
        let anchor = self.anchor.filter(|anchor| (first..=last).contains(anchor))?;
        let days = if earlier { Days::between(first, anchor) } else { Days::between(anchor, last) };
        whole.with(Some(days), whole.end)
    }

    /// A unit after "of", where "the year" is the one of the publication.
    fn the_unit(self, at: usize) -> Option<Found> {
        if self.words.lower(at) != "the" {
            return self.unit(at);
        }
        match self.words.lexeme(at + 1) {
            Some(Lexeme::Period { period, plural: false }) => {
                let days = calendar::period(self.anchor?, Which::This, period, self.future)?;
                Some(Found::inferred(days, at + 2))
            }
            _ => self.unit(at + 1),
        }
    }

    /// One unit of the calendar, named or relative.
    fn unit(self, at: usize) -> Option<Found> {
        let Some(lexeme) = self.words.lexeme(at) else { return self.figures(at) };
        match lexeme {
            Lexeme::Month { .. } | Lexeme::Holiday => self.named(at),
            Lexeme::Ordinal(_) => self.named(at).or_else(|| self.century(at)),
            Lexeme::Cardinal(_) => self.named(at).or_else(|| self.century(at)).or_else(|| self.ago(at)),
            Lexeme::A => self.ago(at),
            Lexeme::Weekday { .. } => self.named(at).or_else(|| self.weekday(at)),
            Lexeme::Season(season) => self.season(at, season),
            Lexeme::Day(days) => self.relative_day(at, days),
            Lexeme::Tonight => self.tonight(at),
            Lexeme::Which(which) => self.which(at, which),
            Lexeme::Period { period: Period::Weekend, plural: false } => self.the_weekend(at),
            Lexeme::In => self.ahead(at),
            Lexeme::Period { .. }
            | Lexeme::Third(_)
            | Lexeme::Edge(_)
            | Lexeme::Earlier
            | Lexeme::Later
            | Lexeme::Part(_)
            | Lexeme::Clock(_)
            | Lexeme::Between
            | Lexeme::From
            | Lexeme::Half
            | Lexeme::Quarter
            | Lexeme::Small
            | Lexeme::Q => None,
        }
    }

    fn figures(self, at: usize) -> Option<Found> {
        self.words.token(at).filter(|token| token.shape == Shape::Digits)?;
        self.named(at)
            .or_else(|| self.years(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
            .or_else(|| self.century(at))
            .or_else(|| self.ago(at))
    }

    /// What "about" makes of a date; a time has had its own hedge.
    fn hedged(self, at: usize, found: Found) -> Found {
        // "a book about last summer" and "about Tuesday" are none
        let hedge = match self.words.lexeme(at) {
            Some(Lexeme::Which(_) | Lexeme::Weekday { .. } | Lexeme::Day(_)) => return found,
            _ => at.checked_sub(1).map_or("", |at| self.words.lower(at)),
        };
        match (found.days, found.time, hedge) {
            (Some(Days::One(piece)), None, "about" | "around" | "approximately" | "roughly" | "circa") => {
                Found { days: Some(Days::One(Piece { approximate: true, ..piece })), ..found }
            }
            _ => found,
        }
    }

    /// What "before" and "after" make of days: all those on one side of them. "The day before Tuesday", "after Tuesday's
    /// vote" and "before 2019 elections" are none.
    fn limited(self, at: usize, found: Found) -> Found {
        let words = self.words;
        let (Some(Days::One(piece)), None) = (found.days, found.time) else { return found };
        let noun = words.token(found.end).is_some_and(|next| {
            next.shape == Shape::Word
                && !next.stop
                && !next.capital
                && next.entry.is_some_and(|entry| entry.is_noun() && !entry.is_verb())
        });
        let possessive = words.token(found.end - 1).is_some_and(|last| last.possessive);
        let measured = at > 1
            && (matches!(words.lexeme(at - 2), Some(Lexeme::Period { .. }))
                || matches!(words.lower(at - 2), "just" | "shortly" | "soon" | "immediately"));
        if noun || possessive || measured {
            return found;
        }
        let days = match at.checked_sub(1).map_or("", |before| words.lower(before)) {
            "before" => piece.first.yesterday().ok().map(|day| Days::Range(None, Some(Piece::day(day)))),
            "after" => piece.last.tomorrow().ok().map(|day| Days::Range(Some(Piece::day(day)), None)),
            _ => None,
        };
        found.with(days, found.end).unwrap_or(found)
    }
}

/// The tokens as the source may have written them: `Oct. 17`. Capitals inside words are lost.
fn shown(tokens: &[Token]) -> String {
    let mut shown = String::new();
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && !token.joined {
            shown.push(' ');
        }
        let mut chars = token.lower.chars();
        if token.capital {
            shown.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        }
        shown.push_str(chars.as_str());
        if token.possessive && index + 1 < tokens.len() {
            shown.push_str("'s");
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    /// Every date of a text, in EDTF, as of a day; "+" before the day: of what is to come.
    fn dates(published: &str, text: &str) -> String {
        let future = published.starts_with('+');
        let published = Date::parse_edtf(published.trim_start_matches('+')).ok();
        let context = Context { published: published.as_ref(), future };
        let tokens = tokenize(text);
        let (mut at, mut found) = (0, Vec::new());
        while at < tokens.len() {
            match read(&tokens, at, &context) {
                Some((date, end)) => {
                    assert!(end > at && end <= tokens.len(), "{text}");
                    found.push(date.canonical());
                    at = end;
                }
                None => at += 1,
            }
        }
        found.join(" ")
    }

    fn table(cases: &[(&str, &str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(published, text, expected)| dates(published, text) != *expected)
            .map(|(published, text, expected)| {
                format!("{published}: {text}\n  read     {}\n  expected {expected}", dates(published, text))
            })
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn before_and_after_leave_one_side_open() {
        table(&[
            ("", "released after 2015", "2016-01-01/.."),
            ("", "born before 15 January 1989", "../1989-01-14"),
            ("", "after March 2018 it closed", "2018-04-01/.."),
            ("", "the day before 10 April 2013", "2013-04-10"),
            ("", "after the 2004 pageant", "2004"),
            ("2026-02-12", "after Tuesday's vote", "2026-02-10"),
            ("2026-02-12", "two days after last Friday", "2026-02-06"),
        ]);
    }

    #[test]
    fn dates_with_a_year_need_no_publication_date() {
        table(&[
            ("", "on 3 March 2026", "2026-03-03"),
            ("", "on March 3, 2026, an aluminum furnace", "2026-03-03"),
            ("", "on 3rd March 2026", "2026-03-03"),
            ("", "the third of March 2026", "2026-03-03"),
            ("", "the 12th of March, 2026", "2026-03-12"),
            ("", "the twenty-first of March 2026", "2026-03-21"),
            ("", "Tuesday, March 3, 2026", "2026-03-03"),
            ("", "Tue 3 Mar 2026", "2026-03-03"),
            ("", "Feb. 12, 2026", "2026-02-12"),
            ("", "in June 2025. 12 people", "2025-06"),
            ("", "3 may 2026", "2026-05-03"),
            ("", "2026-03-03 and 3.4.2026 and 13/04/2026", "2026-03-03 2026-04-03 2026-04-13"),
            ("", "in January 2025 sales rose", "2025-01"),
            ("", "in Jan. 2025", "2025-01"),
            ("", "commissioned in 2009", "2009"),
            ("", "in May 1419; In 1406, the firm; in 1200 homes; by 1406 votes; 1150", "1419-05 1406"),
            ("", "since 2009, by 2030 and before 1987", "2009 2030 ../1986-12-31"),
            ("", "in 2022 sales rose", "2022"),
            ("", "in the 2009 fire", "2009"),
            ("", "in 2019 and 2021", "2019 2021"),
            ("", "the 2014 eruption (2014), a 2014 study", "2014 2014 2014"),
            ("", "in about 2009", "2009~"),
            ("", "the 1990s and the '80s", "199X 198X"),
            ("", "the early 1990s, the mid-1990s, the late 1990s", "1990/1993 1994/1996 1997/1999"),
            ("", "in the 1800s, in the 19th century", "18XX 18XX"),
            ("", "late 2025", "2025-09/2025-12"),
            ("", "early 2024 and mid-2024", "2024-01/2024-04 2024-05/2024-08"),
            ("", "early March 2025", "2025-03-01/2025-03-10"),
            ("", "mid-November 2025", "2025-11-11/2025-11-20"),
            ("", "late in February 2024", "2024-02-21/2024-02-29"),
            ("", "at the end of March 2025", "2025-03-21/2025-03-31"),
            ("", "the end of 2025, the start of 2026", "2025-10/2025-12 2026-01/2026-03"),
            ("", "in the first half of 2025", "2025-01/2025-06"),
            ("", "the second half of March 2025", "2025-03-16/2025-03-31"),
            ("", "in the first quarter of 2025", "2025-01/2025-03"),
            ("", "for fourth-quarter 2005", "2005-10/2005-12"),
            ("", "in the third-quarter of 2011", "2011-07/2011-09"),
            ("", "second quarter 2011 sales", "2011-04/2011-06"),
            ("", "the second quarter of 2011 sales fell", "2011-04/2011-06"),
            ("", "Q3 2025", "2025-07/2025-09"),
            ("", "the first week of March 2025", "2025-03-01/2025-03-07"),
            ("", "the last week of February 2025", "2025-02-22/2025-02-28"),
            ("", "in the spring of 2025", "2025-21"),
            ("", "summer 2025", "2025-22"),
            ("", "fall 2025 was wet; in the fall of 2024", "2024-23"),
            ("", "the winter of 2024-25", "2024-24"),
            ("", "New Year's Eve 2025", "2025-12-31"),
            ("", "Christmas Day, 2024", "2024-12-25"),
            ("", "In 2009 the plant opened, and in July that year it burned", "2009 2009-07"),
        ]);
    }

    #[test]
    fn ranges_are_read_whole() {
        table(&[
            ("", "between 3 and 5 March 2026", "2026-03-03/2026-03-05"),
            ("", "from January to March 2025", "2025-01/2025-03"),
            ("", "between June and October 2025", "2025-06/2025-10"),
            ("", "between November and February 2026", "2025-11/2026-02"),
            ("", "3-5 March 2026", "2026-03-03/2026-03-05"),
            ("", "3–5 March 2026", "2026-03-03/2026-03-05"),
            ("", "March 3-5, 2026", "2026-03-03/2026-03-05"),
            ("", "from 3 March to 5 April 2026", "2026-03-03/2026-04-05"),
            ("", "from the 3rd to the 5th of March 2026", "2026-03-03/2026-03-05"),
            ("", "the 2023-2025 plan", "2023/2025"),
            ("", "in 2023–25", "2023/2025"),
            ("", "in 2025/26", "2025/2026"),
            ("", "from 2019 to 2023", "2019/2023"),
            ("", "between 2019 and 2023", "2019/2023"),
            ("2026-02-12", "between 3 and 5 February", "2026-02-03/2026-02-05"),
            ("2026-02-12", "from November to January", "2025-11/2026-01"),
            ("2026-02-12", "from Monday to Wednesday", "2026-02-09/2026-02-11"),
            ("+2026-02-12", "from Monday to Wednesday", "2026-02-16/2026-02-18"),
            ("2026-02-12", "was moved from 3 March to 5 March", "2026-03-03 2026-03-05"),
            ("", "between 3 and 5 people", ""),
            ("", "from 2000 to 2100 jobs", ""),
        ]);
    }

    #[test]
    fn a_date_without_a_year_takes_the_one_that_news_means() {
        table(&[
            ("2026-02-03", "first approached on Oct. 17", "2025-10-17"),
            ("2026-02-03", "until March 3", "2026-03-03"),
            ("2026-02-08", "by the third of March", "2026-03-03"),
            ("2026-02-14", "on 12 February", "2026-02-12"),
            ("2026-02-16", "on February 18", "2026-02-18"),
            ("2026-02-03", "the three months to Dec. 31", "2025-12-31"),
            ("2026-02-04", "the three months to New Year's Eve", "2025-12-31"),
            ("2026-02-08", "the 12 months to March", "2026-03"),
            ("2026-02-08", "in mid-November", "2025-11-11/2025-11-20"),
            ("2026-02-16", "in July", "2025-07"),
            ("+2026-02-16", "in July", "2026-07"),
            ("+2026-02-16", "what burned on 12 February", "2026-02-12"),
            ("+2026-02-16", "in January", "2027-01"),
            ("2026-02-16", "since April", "2025-04"),
            ("2026-02-16", "Tuesday 4 March", "2025-03-04"),
            ("2026-02-16", "July 4 last year", "2025-07-04"),
            ("2026-02-16", "in March of last year, in May next year", "2025-03 2027-05"),
            ("2026-02-16", "on 3 March in 2000 homes", "2026-03-03"),
            ("2026-02-16", "on 29 February", "2024-02-29"),
            ("", "on 12 February", "XXXX-02-12"),
            ("", "between 3 and 5 March, in late April", "XXXX-03-03/XXXX-03-05 XXXX-04-21/XXXX-04-30"),
            ("", "after 12 February; from November to January", "XXXX-11/XXXX-01"),
            ("2026-02-16", "on 30 February", "2026-02"),
            ("2026-02-16", "in July that year", ""),
        ]);
    }

    #[test]
    fn relative_dates_count_from_the_publication() {
        table(&[
            ("2026-02-04", "unveiled yesterday morning", "2026-02-03T00:00/11:59"),
            ("2026-02-04", "today, tomorrow, and yesterday", "2026-02-04 2026-02-05 2026-02-03"),
            ("2026-02-04", "the day before yesterday", "2026-02-02"),
            ("2026-02-04", "last night, tonight", "2026-02-03T18:00/05:59 2026-02-04T18:00/05:59"),
            ("2026-02-04", "this morning", "2026-02-04T00:00/11:59"),
            ("2026-02-03", "on Tuesday posted", "2026-02-03"),
            ("2026-02-03", "Monday's close", "2026-02-02"),
            ("2026-02-03", "killed in Queens Sunday night", "2026-02-01T18:00/05:59"),
            ("2026-02-03", "last Tuesday", "2026-01-27"),
            ("2026-02-03", "next Tuesday", "2026-02-10"),
            ("+2026-02-14", "on Wednesday evening", "2026-02-18T17:00/23:59"),
            ("2026-02-14", "By Friday afternoon", "2026-02-13T12:00/18:59"),
            ("2026-02-12", "early on Thursday", "2026-02-12T00:00/09:59"),
            ("2026-02-12", "late Tuesday night", "2026-02-10T18:00/23:59"),
            ("2026-02-12", "on Tuesday last week", "2026-02-03"),
            ("2026-02-12", "last week", "2026-02-02/2026-02-08"),
            ("2026-02-12", "early next week", "2026-02-16/2026-02-18"),
            ("2026-02-12", "last month, this month, next month", "2026-01 2026-02 2026-03"),
            ("2026-01-12", "last month", "2025-12"),
            ("2026-02-12", "last year's strike", "2025"),
            ("2026-02-12", "this August 2nd", "2026-08-02"),
            ("2026-02-12", "a book about last summer", "2025-22"),
            ("2026-02-12", "last decade, this century", "201X 20XX"),
            ("2026-02-12", "a week ago today, three weeks ago yesterday", "2026-02-05 2026-01-21"),
            ("2026-02-12", "a year ago today", "2025-02-12"),
            ("2026-02-12", "late last year", "2025-09/2025-12"),
            ("2026-02-04", "early next month", "2026-03-01/2026-03-10"),
            ("2026-02-12", "earlier this month", "2026-02-01/2026-02-12"),
            ("2026-02-12", "later this year", "2026-02-12/2026-12-31"),
            ("2026-02-12", "the end of the year", "2026-10/2026-12"),
            ("2026-02-12", "the first half of last year", "2025-01/2025-06"),
            ("2026-02-12", "last weekend", "2026-02-07/2026-02-08"),
            ("2026-02-08", "last weekend, this weekend", "2026-01-31/2026-02-01 2026-02-07/2026-02-08"),
            ("2026-02-12", "over the weekend", "2026-02-07/2026-02-08"),
            ("2026-02-04", "the first being last autumn", "2025-23"),
            ("2026-02-16", "since the summer; since last summer", "2025-22 2025-22"),
            ("2026-02-16", "last winter, this winter, next winter", "2024-24 2025-24 2026-24"),
            ("2025-06-16", "in the winter of 2025", "2024-24"),
            ("2026-02-16", "last spring, this spring", "2025-21 2026-21"),
            ("2026-02-04", "Last September the firm", "2025-09"),
            ("2026-03-04", "last March", "2025-03"),
            ("2026-02-04", "next April, this May", "2026-04 2026-05"),
            ("2026-02-16", "first lit 17 years ago", "2009"),
            ("2026-02-12", "four years ago", "2022"),
            ("2026-02-12", "a year ago, two decades ago", "2025 2006~"),
            ("2026-02-12", "a couple of days ago, a dozen years ago", "2026-02-10 2014"),
            ("2026-02-12", "six months ago", "2025-08~"),
            ("2026-02-12", "three weeks ago", "2026-01-19/2026-01-25"),
            ("2026-02-12", "twenty-five years ago", "2001"),
            ("2026-02-12", "about 20 years ago", "2006~"),
            ("2026-02-12", "more than 20 years ago", "../2006"),
            ("2026-02-12", "less than two years ago", "2024/2026-02-12"),
            ("2026-02-12", "in three weeks' time", "2026-03-02/2026-03-08"),
            ("+2026-02-12", "will reopen in two days", "2026-02-14"),
            ("2026-02-12", "rebuilt in two days", ""),
            ("+2026-02-12", "will be the worst storm in two weeks", ""),
            ("", "yesterday, last year, on Tuesday, four years ago", ""),
        ]);
    }

    #[test]
    fn a_published_month_resolves_what_its_precision_allows() {
        table(&[
            ("2026-02", "last year, last month, 17 years ago", "2025 2026-01 2009"),
            ("2026-02", "yesterday, on Tuesday, last week", ""),
            ("2026-02", "in July", "2025-07"),
            ("2026", "last year, last month", "2025"),
            ("2026", "at 4am on Tuesday, in 2009", "04:00 2009"),
        ]);
    }

    #[test]
    fn times_of_day_are_read_with_and_without_a_day() {
        table(&[
            ("", "came in at 4.20am", "04:20"),
            ("", "at 4:20 a.m. and 5 p.m.", "04:20 17:00"),
            ("", "at 16:40", "16:40"),
            ("", "at 4:20", "04:20 or 12 hours later"),
            ("", "at 1630 GMT", "16:30Z"),
            ("", "at noon, by midnight, at 12 noon", "12:00 00:00 or 24:00 12:00"),
            ("", "at 12.05am and 12.05pm", "00:05 12:05"),
            ("", "logged at twenty to five in the morning", "04:40"),
            ("", "at twenty to five", "04:40 or 12 hours later"),
            ("", "at a quarter to six", "05:45 or 12 hours later"),
            ("", "twenty-five past four in the afternoon", "16:25"),
            ("", "at half past four", "04:30 or 12 hours later"),
            ("", "twenty past four in the morning", "04:20"),
            ("", "five o'clock in the evening", "17:00"),
            ("", "at two at night, at eleven at night", "02:00 23:00"),
            ("", "just after 4am", "04:00/04:15"),
            ("", "shortly before 4am", "03:45/04:00"),
            ("", "at about 4am", "03:45/04:15"),
            ("", "between 4am and 5am", "04:00/05:00"),
            ("", "from 9 to 5pm, 5-7pm, 10pm-2am", "09:00/17:00 17:00/19:00 22:00/02:00"),
            ("2026-02-03", "until 5 p.m. on March 3", "2026-03-03T17:00"),
            ("2026-02-03", "5 p.m. ET Tuesday", "2026-02-03T17:00"),
            ("2026-02-12", "on Thursday at 4.20am", "2026-02-12T04:20"),
            ("2026-02-12", "on Thursday just after 4am", "2026-02-12T04:00/04:15"),
            ("2026-02-12", "at 4.20 on Thursday morning", "2026-02-12T04:20"),
            ("2026-02-12", "at 4.20 this morning", "2026-02-12T04:20"),
            ("2026-02-12", "at 2am on Tuesday night", "2026-02-11T02:00"),
            ("2026-02-12", "at twenty to five yesterday afternoon", "2026-02-11T16:40"),
            ("2026-02-12", "on Thursday before 5 p.m.", "2026-02-12 17:00"),
            ("2026-02-16", "In the small hours of February 12, 2026, an", "2026-02-12T00:00/05:59"),
            ("2026-02-16", "on the morning of 12 February", "2026-02-12T00:00/11:59"),
            ("2026-02-12", "at midnight on Tuesday", "2026-02-10T00:00 or 24:00"),
            ("", "3 March 2026, 16:20", "2026-03-03"),
            ("", "3 March 2026 at 16:20", "2026-03-03T16:20"),
        ]);
    }

    #[test]
    fn what_only_looks_like_a_date_is_left_alone() {
        for text in [
            "it may rise; May the best win; Theresa May said; Mrs May",
            "may 3 people enter",
            "they march on the capital; March on the capital; the women's March",
            "a second blast; the third approach; the first time",
            "the sun sat low, and the fall hurt; a spring broke",
            "prices fall 2025 points",
            "Small Cap Sunday said; every Tuesday; Black Friday; the Sunday Times",
            "on Tuesdays",
            "April Jones and June Brown; an august body",
            "USA Today; tomorrow's world; Entertainment Tonight; the Halloween film; 20th Century Fox",
            "a total of 2026 people; by 2000 jobs; in 2000 homes; 2026 people",
            "the 1950 workers, a 2025 kg load, a 2025-metre cordon, £2000 of it, 2000m, 2,009 times, 1150 people",
            "Furnace three; two of five; 12-hour shifts, six days in a row",
            "five to ten people; between two and five men; from five to ten locations",
            "won 3:1; a 4:20 ratio; 4.20 metres; by 4.2",
            "I am 29, am I; High Noon; burning the midnight oil lamp at Noon Street",
            "22 years on the melt deck; a year or more; for two weeks; three days later",
            "over the last year; the last day of the week; the past month",
            "last fiscal year; in the second half; third-quarter sales",
            "12 others; 60 homes; 300-metre cordon; 700C; 210 people",
            "in the morning; that night; at night; the afternoon",
            "Sheffield Wednesday; a Friday-night shift",
            "03/04/2026; 24/7; 1/2",
            "early early early; the late Ivo Brandt; the end of the line",
            "last last of the; in in a a; from between from; 1 to 2 to 3 - 4",
        ] {
            let read: String = dates("2026-02-12", text);
            let expected = if text.contains("midnight oil") { "00:00 or 24:00" } else { "" };
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn a_date_remembers_its_words_and_whether_it_was_worked_out() {
        let published = Date::parse_edtf("2026-02-03").unwrap();
        let tokens = tokenize("approached on Oct. 17");
        let context = Context { published: Some(&published), future: false };
        let (date, end) = read(&tokens, 2, &context).unwrap();
        assert_eq!((date.shown(), end, date.is_inferred()), ("Oct. 17", 5, true));
        let tokens = tokenize("in 2009");
        assert!(!read(&tokens, 1, &context).unwrap().0.is_inferred());
    }
}
