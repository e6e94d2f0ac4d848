//! What relative expressions mean, counted from the day of publication.
//!
//! Weeks begin on Monday (ISO 8601). `Which::Last` of what comes again (a month's name, a season, a weekend) is the
//! most recent one that was over before the publication, `Which::Next` the first that began after it.

use super::days::{Days, Piece, Season, Unit, first_of};
use super::lexicon::{Period, Third, Which};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// "Tuesday": the most recent one, the day itself included; for what is to come, the next.
pub(super) fn weekday(anchor: Date, weekday: Weekday, which: Option<Which>, future: bool) -> Option<Date> {
    let back = i64::from(anchor.weekday().since(weekday));
    let days = match which {
        Some(Which::Last) if back == 0 => -7,
        Some(Which::Last) => -back,
        Some(Which::Next) => 7 - back,
        None | Some(Which::This) if future && back > 0 => 7 - back,
        None | Some(Which::This) => -back,
    };
    add(anchor, days.days())
}

/// "last week", "this month", "next year", "last weekend".
pub(super) fn period(anchor: Date, which: Which, period: Period, future: bool) -> Option<Days> {
    let step = match which {
        Which::Last => -1,
        Which::This => 0,
        Which::Next => 1,
    };
    match period {
        Period::Day | Period::Fortnight => None,
        // at a week's end "last week" may be the one that is ending
        Period::Week if which == Which::Last && is_weekend(anchor) => {
            Some(Days::between(add(monday(anchor)?, (-7).days())?, anchor.yesterday().ok()?))
        }
        Period::Week => days_of(monday(anchor)?, 7 * step, 7 * step + 6),
        Period::Weekend => {
            let weekday = anchor.weekday();
            let weeks = match which {
                Which::Last => -1,
                // on a Monday, "this weekend" of what has happened is the one before
                Which::This if weekday == Weekday::Monday && !future => -1,
                Which::This => 0,
                Which::Next if is_weekend(anchor) => 1,
                Which::Next => 0,
            };
            days_of(monday(anchor)?, 7 * weeks + 5, 7 * weeks + 6)
        }
        Period::Month => month_of(add(first_of(anchor.year(), anchor.month())?, step.months())?),
        Period::Year => Piece::year(anchor.year() + i16::try_from(step).ok()?).map(Days::One),
        Period::Decade => years(anchor, step, 10, Unit::Decade),
        Period::Century => years(anchor, step, 100, Unit::Century),
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// "the weekend": the one that has begun, or the one to come.
pub(super) fn the_weekend(anchor: Date, future: bool) -> Option<Days> {
    let begun = is_weekend(anchor);
    period(anchor, if begun || future { Which::This } else { Which::Last }, Period::Weekend, future)
}

/// "last autumn", "this winter", "the summer" (`None`: the one that has begun, or the one to come).
pub(super) fn season(anchor: Date, season: Season, which: Option<Which>, future: bool) -> Option<Piece> {
    recurring(anchor, which, future, |year| Piece::season(year, season))
}

/// "last March", "this May".
pub(super) fn named_month(anchor: Date, month: i8, which: Which, future: bool) -> Option<Piece> {
    recurring(anchor, Some(which), future, |year| Piece::month(year, month))
}

fn recurring(
    anchor: Date,
    which: Option<Which>,
    future: bool,
    piece: impl Fn(i16) -> Option<Piece>,
) -> Option<Piece> {
    let mut years = (-2..=2).filter_map(|step| piece(anchor.year() + step));
    match which {
        Some(Which::Last) => years.rfind(|piece| piece.last < anchor),
        Some(Which::Next) => years.find(|piece| piece.first > anchor),
        None | Some(Which::This) if future => years.find(|piece| piece.last >= anchor),
        None => years.rfind(|piece| piece.first <= anchor),
        // the one that ends in this year, be it over or to come; a winter from July on the one that begins in it
        Some(Which::This) if anchor.month() < 7 => years.find(|piece| piece.last.year() == anchor.year()),
        Some(Which::This) => years.find(|piece| piece.first.year() == anchor.year()),
    }
}

/// How a date without a year leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    /// "since 3 March".
    Past,
    /// The claim speaks of what is to come.
    Future,
    /// Nothing is known.
    Either,
}

/// Days that a date without a year may lie ahead of the publication and still be the coming one. News looks back
/// further than ahead: in February "in July" is last July and "until 3 March" the next.
const AHEAD: i64 = 120;

/// Days that a date without a year may lie back in a claim of what is to come: "will rebuild what burned on 2 March".
const JUST_GONE: i64 = 14;

/// Chooses the year of a date that has none.
pub(super) fn infer_year(anchor: Date, lean: Lean, piece: impl Fn(i16) -> Option<Piece>) -> Option<Piece> {
    // eight years, for 29 February, and for dates that name their weekday
    let steps = |sign: i16| (0..=8).filter_map(move |step| anchor.year().checked_add(sign * step));
    let past = steps(-1).filter_map(&piece).find(|piece| piece.first <= anchor);
    let coming = steps(1).filter_map(&piece).find(|piece| piece.first > anchor);
    let (Some(past), Some(coming)) = (past, coming) else { return past.or(coming) };
    let gone = i64::from((anchor - past.last).get_days()).max(0);
    let ahead = i64::from((coming.first - anchor).get_days());
    let forward = match lean {
        Lean::Past => false,
        Lean::Future => gone > JUST_GONE,
        Lean::Either => ahead <= AHEAD && ahead < gone,
    };
    Some(if forward { coming } else { past })
}

/// "17 years ago", "in three weeks' time" (`back` false): a year for years, a month for months, seven days around it
/// for weeks, a day for days. Months, decades and centuries are rounded by those who count in them, hence `~`.
pub(super) fn away(anchor: Date, number: i16, period: Period, back: bool) -> Option<Days> {
    let number = i64::from(number) * if back { -1 } else { 1 };
    let years =
        |length: i64| i16::try_from(i64::from(anchor.year()) + number * length).ok().filter(|y| *y >= 0);
    let rounded = |piece: Piece| Days::One(Piece { approximate: true, ..piece });
    match period {
        Period::Day => add(anchor, number.days()).map(|day| Days::One(Piece::day(day))),
        Period::Week | Period::Fortnight => {
            let days = if period == Period::Week { 7 } else { 14 };
            let middle = add(anchor, (number * days).days())?;
            days_of(middle, -3, 3)
        }
        Period::Month => {
            let month = add(first_of(anchor.year(), anchor.month())?, number.months())?;
            Piece::month(month.year(), month.month()).map(rounded)
        }
        Period::Year => Piece::year(years(1)?).map(Days::One),
        Period::Decade => Piece::year(years(10)?).map(rounded),
        Period::Century => Piece::years(years(100)?, Unit::Decade).map(rounded),
        Period::Weekend => None,
    }
}

/// The day so many weeks, months or years before another.
pub(super) fn day_back(from: Date, number: i16, period: Period) -> Option<Date> {
    let number = i64::from(number);
    let span = match period {
        Period::Day => number.days(),
        Period::Week => number.weeks(),
        Period::Fortnight => (2 * number).weeks(),
        Period::Month => number.months(),
        Period::Year => number.years(),
        Period::Decade | Period::Century | Period::Weekend => return None,
    };
    from.checked_sub(span).ok()
}

/// "early March", "mid-2024", "late last week"; `None` where a third makes no sense.
pub(super) fn third(days: Days, third: Third) -> Option<Days> {
    let (first, last) = days.ends();
    let Days::One(piece) = days else {
        // a week: early Monday to Wednesday, mid Tuesday to Thursday, late Thursday to Sunday
        let is_week = first.checked_add(6.days()).is_ok_and(|day| day == last);
        let (from, to) = third.pick((0, 2), (1, 3), (3, 6));
        return is_week.then(|| days_of(first, from, to))?;
    };
    let year = first.year();
    match piece.unit {
        Unit::Day => None,
        Unit::Month => {
            let (from, to) = third.pick((0, 9), (10, 19), (20, i64::from(last.day()) - 1));
            days_of(first, from, to)
        }
        Unit::Season => month_of(add(first, third.pick(0, 1, 2).months())?),
        Unit::Year => {
            let (from, to) = third.pick((1, 4), (5, 8), (9, 12));
            months(year, from, to)
        }
        Unit::Decade => {
            let (from, to) = third.pick((0, 3), (4, 6), (7, 9));
            whole_years(year + from, year + to)
        }
        Unit::Century => {
            let (from, to) = third.pick((0, 33), (34, 66), (67, 99));
            whole_years(year + from, year + to)
        }
    }
}

/// "the start of 2025", "the end of March": nearer to the edge of a year than "early" and "late" are.
pub(super) fn edge(days: Days, edge: Third) -> Option<Days> {
    match (days, edge) {
        (Days::One(Piece { first, unit: Unit::Year, .. }), Third::Early) => months(first.year(), 1, 3),
        (Days::One(Piece { first, unit: Unit::Year, .. }), Third::Late) => months(first.year(), 10, 12),
        (Days::One(_) | Days::Range(..), _) => third(days, edge),
    }
}

/// "the first half of 2025", "the second half of March".
pub(super) fn half(days: Days, number: i8) -> Option<Days> {
    let Days::One(piece) = days else { return None };
    let year = piece.first.year();
    match (piece.unit, number) {
        (Unit::Month, 1) => days_of(piece.first, 0, 14),
        (Unit::Month, 2) => days_of(piece.first, 15, i64::from(piece.last.day()) - 1),
        (Unit::Year, 1) => months(year, 1, 6),
        (Unit::Year, 2) => months(year, 7, 12),
        (Unit::Decade, 1) => whole_years(year, year + 4),
        (Unit::Decade, 2) => whole_years(year + 5, year + 9),
        (Unit::Century, 1) => whole_years(year, year + 49),
        (Unit::Century, 2) => whole_years(year + 50, year + 99),
        (Unit::Day | Unit::Season | Unit::Month | Unit::Year | Unit::Decade | Unit::Century, _) => None,
    }
}

/// "the third quarter of 2025", of the calendar's year: the news gives a company's own quarters no year, or "fiscal".
pub(super) fn quarter(days: Days, number: i8) -> Option<Days> {
    match days {
        Days::One(Piece { first, unit: Unit::Year, .. }) if (1..=4).contains(&number) => {
            months(first.year(), 3 * number - 2, 3 * number)
        }
        Days::One(_) | Days::Range(..) => None,
    }
}

/// "the first week of March": days 1 to 7; the last week (0): the last seven.
pub(super) fn week_of(days: Days, number: i8) -> Option<Days> {
    let Days::One(Piece { first, last, unit: Unit::Month, .. }) = days else { return None };
    match number {
        0 => days_of(last, -6, 0),
        1..=4 => {
            let start = 7 * (i64::from(number) - 1);
            days_of(first, start, start + 6)
        }
        _ => None,
    }
}

fn add(day: Date, span: Span) -> Option<Date> {
    day.checked_add(span).ok().filter(|day| day.year() >= 0)
}

fn monday(anchor: Date) -> Option<Date> {
    add(anchor, (-i64::from(anchor.weekday().to_monday_zero_offset())).days())
}

fn month_of(day: Date) -> Option<Days> {
    Piece::month(day.year(), day.month()).map(Days::One)
}

fn months(year: i16, first: i8, last: i8) -> Option<Days> {
    Some(Days::Range(Some(Piece::month(year, first)?), Some(Piece::month(year, last)?)))
}

fn whole_years(first: i16, last: i16) -> Option<Days> {
    Some(Days::Range(Some(Piece::year(first)?), Some(Piece::year(last)?)))
}

/// Days from `from` to `to` after a first day.
fn days_of(first: Date, from: i64, to: i64) -> Option<Days> {
    Some(Days::between(add(first, from.days())?, add(first, to.days())?))
}

fn years(anchor: Date, step: i64, length: i16, unit: Unit) -> Option<Days> {
    let year = anchor.year() + i16::try_from(step).ok()? * length;
    Piece::years(year, unit).map(Days::One)
}
