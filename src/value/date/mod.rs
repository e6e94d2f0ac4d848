//! Dates and times of day as intervals: what news means by "April" or "last autumn", and how two of them stand.
//!
//! The calendar forms and their text are those of the Extended Date/Time Format, levels 0 and 1 (Library of
//! Congress, 4 February 2019, <https://www.loc.gov/standards/datetime/>); ISO 8601-2:2019 has them too.
//!
//! Two numbers decide what can be told apart:
//! - `~` reaches a quarter of the unit past each end, and a day at least: a day 1 day, a month 7, a season 22,
//!   a year 91, a decade 913, a century 9131. It only ever saves a pair from contradiction: whatever can be said
//!   without it is said without it, so `2026-03~` and `2026-03` are the same, and 20 March is inside both.
//! - "about" a time of day reaches 15 minutes past it to both sides; "just after" and "shortly before" to one.
//!
//! `?` changes no comparison; [`Date::is_uncertain`] lets a report say it.

mod calendar;
mod clock;
mod days;
mod edtf;
mod lexicon;
mod look;
mod points;
mod ranges;
mod relative;
mod said;
mod time;
mod words;
mod years;

pub use edtf::looks_like_edtf;
pub use words::{Context, read};

use super::{Comparison, Side};
use crate::text::token::Token;
use days::{ANY_YEAR, Days, Piece, Year, compare_intervals, contains};
use jiff::civil;
use std::fmt;
use std::ops::Range;
use time::Time;

/// When something was: days, a time of day, or a day with a time.
///
/// There is always one of the two, and a time goes with a single day only.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    days: Option<Days>,
    time: Option<Time>,
    year: Year,
    shown: String,
}

/// The month that a word is, 1 to 12, and whether it is nothing else.
pub(crate) fn month_word(token: &Token) -> Option<(u8, bool)> {
    match lexicon::lexeme(token)? {
        lexicon::Lexeme::Month { month, sure } => Some((month.unsigned_abs(), sure)),
        _ => None,
    }
}

/// Whether the word names a day of the week or a month.
pub fn is_calendar_word(token: &Token) -> bool {
    matches!(lexicon::lexeme(token), Some(lexicon::Lexeme::Weekday { .. } | lexicon::Lexeme::Month { .. }))
}

/// Whether the word names a day of the week in full.
pub fn is_weekday(token: &Token) -> bool {
    matches!(lexicon::lexeme(token), Some(lexicon::Lexeme::Weekday { short: false, .. }))
}

/// Whether the number in `range` is a day beside its month: "12 March", "the 12th of March", "March 12".
pub fn is_day_of_month(tokens: &[Token], range: Range<usize>) -> bool {
    let month = |at: usize| {
        let token = tokens.get(at).filter(|token| token.capital);
        token.is_some_and(|token| matches!(lexicon::lexeme(token), Some(lexicon::Lexeme::Month { .. })))
    };
    let of = tokens.get(range.end).is_some_and(|token| token.is("of"));
    let digits = tokens[range.start].lower.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let day = digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    day && (month(range.end + usize::from(of)) || range.start > 0 && month(range.start - 1))
}

impl Date {
    /// How the other date stands to this one: `a.relation(b)` is `b.relation(a).flip()`.
    ///
    /// One day inside a month is [`Comparison::Finer`], and so is a time of day on a day that the other names alone.
    /// A mere part of the day ("on Tuesday night") adds nothing to "on Tuesday". A time of day without a day is
    /// compared with the other's time; where the other has none, the two answer different questions.
    ///
    /// A day without a year ("on 12 March", where the source has no date) is compared with the nearest such day; the
    /// other date knows the year besides.
    pub fn relation(&self, other: &Date) -> Comparison {
        match (self.year == Year::Untold, other.year == Year::Untold) {
            (false, false) => self.relation_in_years(other),
            (true, true) => self.nearest(other).unwrap_or_else(|| self.clone()).relation_in_years(other),
            (true, false) => {
                let placed = self.nearest(other);
                let relation = placed.map(|placed| placed.relation_in_years(other));
                relation.map_or(Comparison::Overlap, |relation| match relation {
                    // what the other worked out itself is no more than this says
                    Comparison::Same { .. } if other.year == Year::Inferred => {
                        Comparison::Same { exact: false }
                    }
                    Comparison::Same { .. } | Comparison::Finer(Side::Right) => {
                        Comparison::Finer(Side::Right)
                    }
                    Comparison::Finer(Side::Left) => Comparison::Overlap,
                    other => other,
                })
            }
            (false, true) => other.relation(self).flip(),
        }
    }

    /// A date without a year in the year that brings it nearest to the other; `None` where one has no day.
    fn nearest(&self, other: &Date) -> Option<Date> {
        let (days, (first, last)) = (self.days?, other.days?.ends());
        let years = [first.year() - 1, first.year(), first.year() + 1, last.year(), last.year() + 1];
        let placed = years.iter().filter_map(|year| days.years_later(i64::from(year - ANY_YEAR)));
        let distance = |days: &Days| gap(days.bounds(), other.days.map_or((0, 0), Days::bounds));
        let days = placed.min_by_key(distance)?;
        Some(Date { days: Some(days), year: Year::Told, ..self.clone() })
    }

    fn relation_in_years(&self, other: &Date) -> Comparison {
        let plain = self.relation_in_one_zone(other);
        let offset = |date: &Date| date.time.and_then(|time| time.offset);
        // one names its zone, the other goes by the clocks of the place: no zone is a day from another
        let local = offset(self).is_some() != offset(other).is_some();
        let near = || self.distance_days(other).is_none_or(|days| days <= 1);
        if local && plain == Comparison::Disjoint && near() { Comparison::Overlap } else { plain }
    }

    fn relation_in_one_zone(&self, other: &Date) -> Comparison {
        match (self.days, self.time, other.days, other.time) {
            (Some(ours), None, Some(theirs), None) => compare_days(ours, theirs),
            (Some(ours), Some(time), Some(theirs), None) => compare_timed(ours, time, theirs),
            (Some(ours), None, Some(theirs), Some(time)) => compare_timed(theirs, time, ours).flip(),
            (Some(ours), Some(our_time), Some(theirs), Some(their_time)) => {
                let zones = our_time.offset.zip(their_time.offset).unwrap_or_default();
                let our_start = ours.bounds().0 * time::DAY - i64::from(zones.0);
                let their_start = theirs.bounds().0 * time::DAY - i64::from(zones.1);
                let times = time::compare(our_time.candidates(our_start), their_time.candidates(their_start));
                exact_if(times, ours == theirs && our_time == their_time)
            }
            (None, Some(ours), None, Some(theirs)) => {
                exact_if(time::compare_lone(ours, theirs), ours == theirs)
            }
            (Some(_), Some(dated), None, Some(lone)) => compare_to_lone(dated, lone),
            (None, Some(lone), Some(_), Some(dated)) => compare_to_lone(dated, lone).flip(),
            (None, _, Some(_), None) | (Some(_), None, None, _) | (None, None, _, _) | (_, _, None, None) => {
                Comparison::Incomparable("one names a day, the other a time of day".to_owned())
            }
        }
    }

    /// First and last day; an open end is the first or last day of the calendar. `None` for a lone time of day, and where
    /// the year is not known.
    pub fn days(&self) -> Option<(civil::Date, civil::Date)> {
        self.days.filter(|_| self.year != Year::Untold).map(Days::ends)
    }

    /// First and last year, for a look at whether two claims speak of the same time at all.
    pub fn years(&self) -> Option<(i16, i16)> {
        self.days().map(|(first, last)| (first.year(), last.year()))
    }

    /// Whether it ends before the other begins; a day without a year is taken to be in the year that brings it nearest.
    pub fn is_before(&self, other: &Date) -> bool {
        if self.year == Year::Untold {
            return self.nearest(other).is_some_and(|placed| placed.is_before(other));
        }
        if other.year == Year::Untold {
            return other.nearest(self).is_some_and(|placed| self.is_before(&placed));
        }
        self.days.zip(other.days).is_some_and(|(ours, theirs)| ours.bounds().1 < theirs.bounds().0)
    }

    /// Whether it is on an earlier day, or earlier on the same one.
    pub fn is_earlier(&self, other: &Date) -> bool {
        let clock = |date: &Date| date.time.filter(|time| !time.part && time.or_later.is_none());
        let same_day = || self.days.is_some() && self.days() == other.days();
        let earlier = || {
            clock(self).zip(clock(other)).is_some_and(|(own, others)| {
                let ahead = own.offset.zip(others.offset).map_or(0, |(own, others)| others - own);
                own.to + ahead < others.from
            })
        };
        self.is_before(other) || same_day() && earlier()
    }

    /// Days between the two; 0 where they meet. `None` where one has no day. A day without a year is taken to be in the
    /// year that brings it nearest.
    pub fn distance_days(&self, other: &Date) -> Option<i64> {
        if self.year == Year::Untold {
            return self.nearest(other)?.distance_days(other);
        }
        if other.year == Year::Untold {
            return other.nearest(self)?.distance_days(self);
        }
        Some(gap(self.days?.bounds(), other.days?.bounds()))
    }

    /// Minutes between the two clock times, days apart; `None` where one has no clock time. A part of the day is none.
    pub fn distance_minutes(&self, other: &Date) -> Option<i64> {
        let (a, b) = (self.time.filter(|time| !time.part)?, other.time.filter(|time| !time.part)?);
        let starts = |time: Time| {
            [Some(time.from), time.or_later.map(|later| time.from + later)].into_iter().flatten()
        };
        starts(a).flat_map(|x| starts(b).map(move |y| i64::from((x - y).abs()))).min()
    }

    /// Whether the day or its year was worked out from the publication date.
    pub fn is_inferred(&self) -> bool {
        self.year == Year::Inferred
    }

    /// Whether the source doubts it (`?`, `%`).
    pub fn is_uncertain(&self) -> bool {
        self.pieces().any(|piece| piece.uncertain)
    }

    /// Whether it is rounded: `~`, `%`, "about 4am", "six months ago".
    pub fn is_approximate(&self) -> bool {
        self.pieces().any(|piece| piece.approximate) || self.time.is_some_and(|time| time.approximate)
    }

    /// Whether it is a time of day and no day is known.
    pub fn is_lone_time(&self) -> bool {
        self.days.is_none()
    }

    /// As the source has it: `Oct. 17`, `last autumn`.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The same date with the source's own words, where the caller has more than tokens to take them from.
    #[must_use]
    pub fn with_shown(self, shown: &str) -> Date {
        Date { shown: shown.to_owned(), ..self }
    }

    /// The text for fingerprints: EDTF, whatever words the source used.
    pub fn canonical(&self) -> String {
        self.to_string()
    }

    fn pieces(&self) -> impl Iterator<Item = Piece> {
        let (first, last) = match self.days {
            None => (None, None),
            Some(Days::One(piece)) => (Some(piece), None),
            Some(Days::Range(first, last)) => (first, last),
        };
        first.into_iter().chain(last)
    }
}

/// EDTF; a time of day in the manner of ISO 8601, `2026-03-03T16:20`, `16:20`, `2026-03-03T12:00/18:59`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = |days: Days| match self.year {
            Year::Told | Year::Inferred => days.to_string(),
            Year::Untold => [ANY_YEAR, ANY_YEAR + 1]
                .iter()
                .fold(days.to_string(), |text, year| text.replace(&format!("{year}-"), "XXXX-")),
        };
        match (self.days, self.time) {
            (Some(days), None) => f.write_str(&year(days)),
            (Some(days), Some(time)) => write!(f, "{}T{time}", year(days)),
            (None, Some(time)) => write!(f, "{time}"),
            (None, None) => Ok(()),
        }
    }
}

/// Days between two intervals; 0 where they meet.
fn gap(ours: (i64, i64), theirs: (i64, i64)) -> i64 {
    (ours.0 - theirs.1).max(theirs.0 - ours.1).max(0)
}

fn compare_days(ours: Days, theirs: Days) -> Comparison {
    let plain = exact_if(compare_intervals(ours.bounds(), theirs.bounds()), ours == theirs);
    match plain {
        Comparison::Same { .. } | Comparison::Finer(_) | Comparison::Incomparable(_) => plain,
        Comparison::Overlap | Comparison::Disjoint => match compare_intervals(ours.reach(), theirs.reach()) {
            // two rounded dates that only come to the same by what was added to them
            Comparison::Same { .. } => Comparison::Overlap,
            widened => widened,
        },
    }
}

/// A day with a time against days without one.
fn compare_timed(day: Days, time: Time, days: Days) -> Comparison {
    let (of_day, of_days) = (day.bounds(), days.bounds());
    if of_day == of_days && time.part {
        return Comparison::Same { exact: false };
    }
    if contains(of_days, of_day) || contains(days.reach(), of_day) {
        return Comparison::Finer(Side::Left);
    }
    // Tuesday night goes on to Wednesday, and midnight on Tuesday may be its end
    let minutes = (of_days.0 * time::DAY, (of_days.1 + 1) * time::DAY - 1);
    match time::compare(time.candidates(of_day.0 * time::DAY), [minutes; 2]) {
        Comparison::Disjoint => Comparison::Disjoint,
        Comparison::Same { .. }
        | Comparison::Finer(_)
        | Comparison::Overlap
        | Comparison::Incomparable(_) => Comparison::Overlap,
    }
}

/// A day with a time against a time alone: whatever the times say, the first also knows the day.
fn compare_to_lone(dated: Time, lone: Time) -> Comparison {
    match time::compare_lone(dated, lone) {
        Comparison::Same { .. } => Comparison::Finer(Side::Left),
        Comparison::Finer(Side::Right) => Comparison::Overlap,
        other @ (Comparison::Finer(Side::Left)
        | Comparison::Overlap
        | Comparison::Disjoint
        | Comparison::Incomparable(_)) => other,
    }
}

/// Says whether what is the same is also written the same.
fn exact_if(comparison: Comparison, exact: bool) -> Comparison {
    match comparison {
        Comparison::Same { .. } => Comparison::Same { exact },
        Comparison::Finer(_) | Comparison::Overlap | Comparison::Disjoint | Comparison::Incomparable(_) => {
            comparison
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;
    use edtf::tests::any_edtf;
    use proptest::prelude::*;

    /// EDTF, or words as of Thursday, 12 February 2026.
    fn date(text: &str) -> Date {
        let published = Date::parse_edtf("2026-02-12").unwrap();
        let context = Context { published: Some(&published), future: false };
        Date::parse_value(text).unwrap_or_else(|_| {
            let tokens = tokenize(text);
            (0..tokens.len())
                .find_map(|at| read(&tokens, at, &context))
                .unwrap_or_else(|| panic!("no date: {text}"))
                .0
        })
    }

    fn relation(a: &str, b: &str) -> &'static str {
        let (a, b) = (date(a), date(b));
        let relation = a.relation(&b);
        assert_eq!(relation.clone(), b.relation(&a).flip(), "{a} {b}");
        match relation {
            Comparison::Same { exact: true } => "exact",
            Comparison::Same { exact: false } => "same",
            Comparison::Finer(Side::Left) => "left",
            Comparison::Finer(Side::Right) => "right",
            Comparison::Overlap => "overlap",
            Comparison::Disjoint => "disjoint",
            Comparison::Incomparable(_) => "other",
        }
    }

    #[test]
    fn two_dates_stand_as_a_reader_would_say() {
        for (a, b, expected) in [
            ("2026-03-03", "2026-03-03", "exact"),
            ("XXXX-03-12", "XXXX-03-12", "exact"),
            ("XXXX-03-12", "XXXX-03-13", "disjoint"),
            ("XXXX-03-12", "XXXX-03", "left"),
            ("XXXX-03-12", "2026-03-12", "right"),
            ("XXXX-03", "2026-03-12", "right"),
            ("XXXX-03-12", "2026-03", "overlap"),
            ("XXXX-03-12", "2026", "overlap"),
            ("XXXX-03-12", "2026-03-13", "disjoint"),
            ("XXXX-12-31", "2027-01-01", "disjoint"),
            ("XXXX-12-28/XXXX-01-03", "XXXX-12-30", "right"),
            ("XXXX-12-28/XXXX-01-03", "XXXX-01-01", "right"),
            ("XXXX-12-28/XXXX-01-03", "2027-01-01", "right"),
            ("XXXX-12-28/XXXX-01-03", "XXXX-01-04", "disjoint"),
            ("XXXX-02-11", "yesterday", "same"),
            ("XXXX-02-29", "2025-02-28", "disjoint"),
            ("yesterday", "2026-02-11", "exact"),
            ("2026-03", "2026-03-01/2026-03-31", "same"),
            ("2026-03", "2026-03?", "same"),
            ("2026-03", "2026-03~", "same"),
            ("2026-03-20", "2026-03", "left"),
            ("2026", "2026-03", "right"),
            ("last autumn", "Oct. 17", "right"),
            ("last weekend", "2026-02-08", "right"),
            ("2025-11~", "2025-10-17", "disjoint"),
            ("2025-11~", "2025-10-27", "right"),
            ("2025-11~", "2025-10", "overlap"),
            ("2025-11~", "2025-11-03~", "right"),
            ("mid-November", "Oct. 17", "disjoint"),
            ("2026-03-05~", "2026-03-06~", "overlap"),
            ("2026-03-05~", "2026-03-06", "right"),
            ("2026-03-05?", "2026-03-06", "disjoint"),
            ("2026-03/2026-05", "2026-05/2026-07", "overlap"),
            ("2026-03/..", "2026-05", "right"),
            ("2026-03/..", "2025", "disjoint"),
            ("2026-03/..", "../2026-04", "overlap"),
            ("17 years ago", "in 2009", "exact"),
            ("four years ago", "in 2022", "exact"),
            ("six months ago", "in July 2025", "overlap"),
            ("six months ago", "in June 2025", "disjoint"),
            ("more than 20 years ago", "in 2004", "right"),
            ("last summer", "since the summer", "exact"),
        ] {
            assert_eq!(relation(a, b), expected, "{a} and {b}");
        }
    }

    #[test]
    fn times_of_day_are_compared_on_their_days() {
        for (a, b, expected) in [
            ("4.20am", "at twenty to five in the morning", "disjoint"),
            ("4.20am", "at twenty to five", "disjoint"),
            ("4.40pm", "at twenty to five", "same"),
            ("at 4:40", "at twenty to five", "exact"),
            ("4.40am", "16:40 GMT", "overlap"),
            ("about 4am", "4.10am", "right"),
            ("about 4am", "4.20am", "disjoint"),
            ("about 4am", "4am", "right"),
            ("just after 4am", "3.50am", "disjoint"),
            ("between 4am and 5am", "4.20am", "right"),
            ("4.20am on Thursday", "2026-02-12", "left"),
            ("early on Thursday", "2026-02-12", "same"),
            ("on Tuesday night", "Tuesday", "same"),
            ("on Tuesday night", "on Wednesday", "overlap"),
            ("on Tuesday night", "on Thursday", "disjoint"),
            ("on Tuesday night", "in February", "left"),
            ("early on Thursday", "4.20am on Thursday", "right"),
            ("on Thursday afternoon", "4.20am on Thursday", "disjoint"),
            ("on Tuesday night", "3am on Wednesday", "right"),
            ("on Tuesday night", "on Wednesday morning", "overlap"),
            ("at midnight on Tuesday", "00:00 GMT on Wednesday", "same"),
            ("at midnight on Tuesday", "on Wednesday", "overlap"),
            ("5 p.m. on March 3", "2026-03-03", "left"),
            ("5 p.m. on March 3", "5 p.m. on March 4", "disjoint"),
            ("5 p.m. on March 3", "at 5pm", "left"),
            ("5 p.m. on March 3", "at 6pm", "disjoint"),
            ("on Tuesday night", "at 1am", "overlap"),
            ("at 5pm", "2026-03-03", "other"),
            ("2026-03-03T16:20Z", "2026-03-03T17:20+01:00", "same"),
            ("2026-03-03T00:20+01:00", "2026-03-02T23:20Z", "same"),
            ("2026-03-03T16:20Z", "2026-03-03T17:20", "overlap"),
            ("2026-03-03T16:20Z", "2026-03-05T17:20", "disjoint"),
            ("at 11:40 p.m. on March 3", "at 04:40 UTC on March 4", "overlap"),
            ("at 11:40 p.m. EST on March 3", "at 04:40 UTC on March 4", "same"),
            ("2026-03-03T16:20", "2026-03-03T16:20Z", "same"),
        ] {
            assert_eq!(relation(a, b), expected, "{a} and {b}");
        }
    }

    #[test]
    fn distance_and_years_are_of_the_days_as_written() {
        let distance = |a, b| date(a).distance_days(&date(b));
        assert_eq!(distance("2026-03-01", "2026-03-31"), Some(30));
        assert_eq!(distance("2026-03~", "2026-04-01"), Some(1));
        assert_eq!(distance("2026-03", "2026"), Some(0));
        assert_eq!(distance("XXXX-12-31", "2027-01-01"), Some(1));
        assert_eq!(distance("2027-01-01", "XXXX-12-31"), Some(1));
        assert_eq!(date("XXXX-12-31").days(), None);
        assert_eq!(distance("2026-03/..", "2025-12-31"), Some(60));
        assert_eq!(distance("at 5pm", "2026"), None);
        assert_eq!(date("2026-24").years(), Some((2026, 2027)));
        assert_eq!(date("at 5pm").years(), None);
        assert!(date("at 5pm").is_lone_time() && !date("2026").is_lone_time());
        assert!(date("2026?/2027").is_uncertain() && !date("2026~").is_uncertain());
        assert!(date("2026/2027~").is_approximate() && date("about 5pm").is_approximate());
    }

    /// Day by day, without what `~` adds.
    fn slowly(a: &Date, b: &Date) -> Comparison {
        let days = |date: &Date| {
            let (first, last) = date.days().unwrap();
            let start = civil::date(1999, 12, 1).max(first);
            let end = civil::date(2101, 2, 1).min(last);
            start.series(jiff::Span::new().days(1)).take_while(|day| *day <= end).collect::<Vec<_>>()
        };
        let (ours, theirs) = (days(a), days(b));
        let common = ours.iter().filter(|day| theirs.binary_search(day).is_ok()).count();
        match (common == ours.len(), common == theirs.len()) {
            (true, true) => Comparison::Same { exact: a.days == b.days },
            (true, false) => Comparison::Finer(Side::Left),
            (false, true) => Comparison::Finer(Side::Right),
            (false, false) if common > 0 => Comparison::Overlap,
            (false, false) => Comparison::Disjoint,
        }
    }

    proptest! {
        #[test]
        fn the_relation_flips_and_is_the_same_with_itself(a in any_edtf(), b in any_edtf()) {
            if let (Ok(a), Ok(b)) = (Date::parse_edtf(&a), Date::parse_edtf(&b)) {
                prop_assert_eq!(a.relation(&b), b.relation(&a).flip());
                prop_assert_eq!(a.relation(&a), Comparison::Same { exact: true });
                prop_assert_eq!(a.distance_days(&b), b.distance_days(&a));
            }
        }

        #[test]
        fn days_compare_as_if_counted_one_by_one(a in any_edtf(), b in any_edtf()) {
            if let (Ok(a), Ok(b)) = (Date::parse_edtf(&a), Date::parse_edtf(&b))
                && a.time.is_none() && b.time.is_none()
            {
                let (fast, slow) = (a.relation(&b), slowly(&a, &b));
                if fast != slow {
                    // `~` may bring together what is apart, and nothing else
                    prop_assert!(a.is_approximate() || b.is_approximate(), "{} {}: {:?} {:?}", a, b, fast, slow);
                    prop_assert!(matches!(slow, Comparison::Disjoint | Comparison::Overlap));
                    let nearer = matches!(fast, Comparison::Overlap | Comparison::Finer(_));
                    prop_assert!(nearer);
                }
            }
        }

        #[test]
        fn no_text_makes_reading_panic_or_stand_still(
            text in proptest::collection::vec(proptest::sample::select(WORDS), 0..12), future: bool
        ) {
            let published = Date::parse_edtf("2026-02-12").unwrap();
            let tokens = tokenize(&text.join(" "));
            let mut dates: Vec<Date> = Vec::new();
            for published in [None, Some(&published)] {
                for at in 0..tokens.len() {
                    if let Some((date, end)) = read(&tokens, at, &Context { published, future }) {
                        prop_assert!(at < end && end <= tokens.len());
                        prop_assert!(date.days.is_some() || date.time.is_some());
                        prop_assert!(date.time.is_none() || date.days.is_none_or(|days| days.single().is_some()));
                        let (first, last) = date.days().unwrap_or_default();
                        prop_assert!(first <= last);
                        prop_assert_eq!(date.relation(&date), Comparison::Same { exact: true });
                        prop_assert!(published.is_some() || !date.is_inferred());
                        for other in &dates {
                            prop_assert_eq!(date.relation(other), other.relation(&date).flip());
                        }
                        dates.push(date);
                    }
                }
            }
        }
    }

    const WORDS: &[&str] = &[
        "3",
        "31",
        "2026",
        "1999",
        "9999",
        "0",
        "00",
        "4.20",
        "24",
        "12",
        "-",
        "/",
        ":",
        ".",
        ",",
        "'",
        "s",
        "th",
        "am",
        "p.m.",
        "March",
        "Feb",
        "may",
        "Tuesday",
        "Fri",
        "last",
        "next",
        "this",
        "early",
        "mid",
        "late",
        "end",
        "of",
        "the",
        "in",
        "on",
        "at",
        "to",
        "and",
        "from",
        "between",
        "year",
        "years",
        "weeks",
        "century",
        "decade",
        "ago",
        "time",
        "a",
        "couple",
        "dozen",
        "twenty",
        "five",
        "third",
        "first",
        "half",
        "quarter",
        "past",
        "winter",
        "summer",
        "weekend",
        "today",
        "yesterday",
        "tonight",
        "night",
        "morning",
        "midnight",
        "noon",
        "just",
        "after",
        "about",
        "New",
        "Year's",
        "Eve",
        "Q",
        "1",
        "hours",
        "small",
        "o'clock",
        "earlier",
        "later",
        "week",
        "month",
        "that",
        "than",
        "more",
        "over",
        "29",
        "February",
    ];
}
