//! The words that dates and times are made of.

use super::days::Season;
use super::time::Part;
use crate::text::token::{Shape, Token};
use jiff::civil::Weekday;

/// What a word can be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// A month. `sure`: the word is nothing else, where "may", "march" and "august" are, "April" and "June" are
    /// people, and abbreviations are anything.
    Month {
        month: i8,
        sure: bool,
    },
    /// A day of the week. `short`: an abbreviation, read only before a date ("Fri 13 March").
    Weekday {
        weekday: Weekday,
        short: bool,
    },
    Season(Season),
    Cardinal(i16),
    Ordinal(i8),
    Period {
        period: Period,
        plural: bool,
    },
    /// Yesterday, today, tomorrow: days from the publication.
    Day(i64),
    Tonight,
    Which(Which),
    Third(Third),
    /// The beginning, the middle or the end of something.
    Edge(Third),
    /// Earlier or later in this month: up to the publication, or from there.
    Earlier,
    Later,
    Part(Part),
    /// A time of day, in minutes.
    Clock(i16),
    Holiday,
    A,
    Between,
    From,
    In,
    Half,
    Quarter,
    /// "the small hours".
    Small,
    /// The Q of "Q3 2025".
    Q,
}

/// Which of several that come again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
}

/// A third of something: days 1 to 10, 11 to 20, 21 to the end of a month; four months of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
}

impl Third {
    /// The one of three that belongs to it.
    pub fn pick<T>(self, early: T, mid: T, late: T) -> T {
        match self {
            Third::Early => early,
            Third::Mid => mid,
            Third::Late => late,
        }
    }
}

/// What time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Year,
    Decade,
    Century,
}

/// What a token is in a date; `None` for almost every word of a text.
///
/// Asked at every token, often more than once: words are compared as numbers, which halves the cost of reading.
pub(super) fn lexeme(token: &Token) -> Option<Lexeme> {
    if token.shape != Shape::Word || token.lower.len() > LONGEST {
        return None;
    }
    let at = KEYS.binary_search(&key(token.lower.as_bytes())).ok()?;
    WORDS.get(at).map(|(_, lexeme)| *lexeme)
}

const LONGEST: usize = size_of::<u128>();

/// The bytes of a word as a number, in the order of the alphabet.
const fn key(word: &[u8]) -> u128 {
    let mut bytes = [0; LONGEST];
    bytes.split_at_mut(word.len()).0.copy_from_slice(word);
    u128::from_be_bytes(bytes)
}

static KEYS: [u128; WORDS.len()] = {
    let mut keys = [0; WORDS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(WORDS[at].0.as_bytes());
        at += 1;
    }
    keys
};

const fn month(month: i8) -> Lexeme {
    Lexeme::Month { month, sure: true }
}

const fn maybe_month(month: i8) -> Lexeme {
    Lexeme::Month { month, sure: false }
}

const fn weekday(weekday: Weekday) -> Lexeme {
    Lexeme::Weekday { weekday, short: false }
}

const fn short(weekday: Weekday) -> Lexeme {
    Lexeme::Weekday { weekday, short: true }
}

const fn one(period: Period) -> Lexeme {
    Lexeme::Period { period, plural: false }
}

const fn many(period: Period) -> Lexeme {
    Lexeme::Period { period, plural: true }
}

/// In the order of the alphabet, for the binary search.
const WORDS: &[(&str, Lexeme)] = &[
    ("a", Lexeme::A),
    ("afternoon", Lexeme::Part(Part::Afternoon)),
    ("an", Lexeme::A),
    ("apr", maybe_month(4)),
    ("april", maybe_month(4)),
    ("aug", maybe_month(8)),
    ("august", maybe_month(8)),
    ("autumn", Lexeme::Season(Season::Autumn)),
    ("beginning", Lexeme::Edge(Third::Early)),
    ("between", Lexeme::Between),
    ("boxing", Lexeme::Holiday),
    ("centuries", many(Period::Century)),
    ("century", one(Period::Century)),
    ("christmas", Lexeme::Holiday),
    ("day", one(Period::Day)),
    ("days", many(Period::Day)),
    ("dec", maybe_month(12)),
    ("decade", one(Period::Decade)),
    ("decades", many(Period::Decade)),
    ("december", month(12)),
    ("earlier", Lexeme::Earlier),
    ("early", Lexeme::Third(Third::Early)),
    ("eight", Lexeme::Cardinal(8)),
    ("eighteen", Lexeme::Cardinal(18)),
    ("eighteenth", Lexeme::Ordinal(18)),
    ("eighth", Lexeme::Ordinal(8)),
    ("eighty", Lexeme::Cardinal(80)),
    ("eleven", Lexeme::Cardinal(11)),
    ("eleventh", Lexeme::Ordinal(11)),
    ("end", Lexeme::Edge(Third::Late)),
    ("evening", Lexeme::Part(Part::Evening)),
    ("fall", Lexeme::Season(Season::Autumn)),
    ("feb", maybe_month(2)),
    ("february", month(2)),
    ("fifteen", Lexeme::Cardinal(15)),
    ("fifteenth", Lexeme::Ordinal(15)),
    ("fifth", Lexeme::Ordinal(5)),
    ("fifty", Lexeme::Cardinal(50)),
    ("first", Lexeme::Ordinal(1)),
    ("five", Lexeme::Cardinal(5)),
    ("fortnight", one(Period::Fortnight)),
    ("forty", Lexeme::Cardinal(40)),
    ("four", Lexeme::Cardinal(4)),
    ("fourteen", Lexeme::Cardinal(14)),
    ("fourteenth", Lexeme::Ordinal(14)),
    ("fourth", Lexeme::Ordinal(4)),
    ("fri", short(Weekday::Friday)),
    ("friday", weekday(Weekday::Friday)),
    ("from", Lexeme::From),
    ("half", Lexeme::Half),
    ("halloween", Lexeme::Holiday),
    ("in", Lexeme::In),
    ("jan", maybe_month(1)),
    ("january", month(1)),
    ("jul", maybe_month(7)),
    ("july", month(7)),
    ("jun", maybe_month(6)),
    ("june", maybe_month(6)),
    ("last", Lexeme::Which(Which::Last)),
    ("late", Lexeme::Third(Third::Late)),
    ("later", Lexeme::Later),
    ("lunchtime", Lexeme::Part(Part::Lunchtime)),
    ("mar", maybe_month(3)),
    ("march", maybe_month(3)),
    ("may", maybe_month(5)),
    ("mid", Lexeme::Third(Third::Mid)),
    ("midday", Lexeme::Clock(12 * 60)),
    ("middle", Lexeme::Edge(Third::Mid)),
    ("midnight", Lexeme::Clock(0)),
    ("mon", short(Weekday::Monday)),
    ("monday", weekday(Weekday::Monday)),
    ("month", one(Period::Month)),
    ("months", many(Period::Month)),
    ("morning", Lexeme::Part(Part::Morning)),
    ("new", Lexeme::Holiday),
    ("next", Lexeme::Which(Which::Next)),
    ("night", Lexeme::Part(Part::Night)),
    ("nine", Lexeme::Cardinal(9)),
    ("nineteen", Lexeme::Cardinal(19)),
    ("nineteenth", Lexeme::Ordinal(19)),
    ("ninety", Lexeme::Cardinal(90)),
    ("ninth", Lexeme::Ordinal(9)),
    ("noon", Lexeme::Clock(12 * 60)),
    ("nov", maybe_month(11)),
    ("november", month(11)),
    ("oct", maybe_month(10)),
    ("october", month(10)),
    ("one", Lexeme::Cardinal(1)),
    ("q", Lexeme::Q),
    ("quarter", Lexeme::Quarter),
    ("sat", short(Weekday::Saturday)),
    ("saturday", weekday(Weekday::Saturday)),
    ("second", Lexeme::Ordinal(2)),
    ("sep", maybe_month(9)),
    ("sept", maybe_month(9)),
    ("september", month(9)),
    ("seven", Lexeme::Cardinal(7)),
    ("seventeen", Lexeme::Cardinal(17)),
    ("seventeenth", Lexeme::Ordinal(17)),
    ("seventh", Lexeme::Ordinal(7)),
    ("seventy", Lexeme::Cardinal(70)),
    ("six", Lexeme::Cardinal(6)),
    ("sixteen", Lexeme::Cardinal(16)),
    ("sixteenth", Lexeme::Ordinal(16)),
    ("sixth", Lexeme::Ordinal(6)),
    ("sixty", Lexeme::Cardinal(60)),
    ("small", Lexeme::Small),
    ("spring", Lexeme::Season(Season::Spring)),
    ("start", Lexeme::Edge(Third::Early)),
    ("summer", Lexeme::Season(Season::Summer)),
    ("sun", short(Weekday::Sunday)),
    ("sunday", weekday(Weekday::Sunday)),
    ("ten", Lexeme::Cardinal(10)),
    ("tenth", Lexeme::Ordinal(10)),
    ("third", Lexeme::Ordinal(3)),
    ("thirteen", Lexeme::Cardinal(13)),
    ("thirteenth", Lexeme::Ordinal(13)),
    ("thirtieth", Lexeme::Ordinal(30)),
    ("thirty", Lexeme::Cardinal(30)),
    ("this", Lexeme::Which(Which::This)),
    ("three", Lexeme::Cardinal(3)),
    ("thu", short(Weekday::Thursday)),
    ("thur", short(Weekday::Thursday)),
    ("thurs", short(Weekday::Thursday)),
    ("thursday", weekday(Weekday::Thursday)),
    ("today", Lexeme::Day(0)),
    ("tomorrow", Lexeme::Day(1)),
    ("tonight", Lexeme::Tonight),
    ("tue", short(Weekday::Tuesday)),
    ("tues", short(Weekday::Tuesday)),
    ("tuesday", weekday(Weekday::Tuesday)),
    ("twelfth", Lexeme::Ordinal(12)),
    ("twelve", Lexeme::Cardinal(12)),
    ("twentieth", Lexeme::Ordinal(20)),
    ("twenty", Lexeme::Cardinal(20)),
    ("two", Lexeme::Cardinal(2)),
    ("valentine", Lexeme::Holiday),
    ("wed", short(Weekday::Wednesday)),
    ("wednesday", weekday(Weekday::Wednesday)),
    ("week", one(Period::Week)),
    ("weekend", one(Period::Weekend)),
    ("weeks", many(Period::Week)),
    ("winter", Lexeme::Season(Season::Winter)),
    ("year", one(Period::Year)),
    ("years", many(Period::Year)),
    ("yesterday", Lexeme::Day(-1)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_the_longest_fits() {
        assert!(KEYS.is_sorted_by(|a, b| a < b));
        assert!(WORDS.iter().all(|(word, _)| word.len() <= LONGEST));
    }
}
