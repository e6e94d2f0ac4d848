//! What a claim is made of: words, names, numbers, dates, each as a number.

use super::scan::{Decimal, Kind, Piece};
use super::vocabulary::{Role, Word, id_of};
use super::{Class, Value};
use crate::value::unit::{Dimension, UNITS};

/// A typed term of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) id: u32,
    /// How telling it is, 0 to 255.
    pub(super) weight: u8,
    pub(super) class: Class,
}

/// The years that a number of four digits may stand for.
const YEARS: std::ops::RangeInclusive<u16> = 1500..=2100;

const YEAR_WEIGHT: u8 = 140;
const MONTH_WEIGHT: u8 = 80;
const DAY_WEIGHT: u8 = 235;
const QUARTER_WEIGHT: u8 = 150;

/// Puts the terms of the pieces of a claim into `terms`, in the order of the text.
pub(super) fn read(pieces: &[Piece], terms: &mut Vec<Term>, values: &mut Vec<Value>) {
    terms.clear();
    values.clear();
    let mut at = 0;
    while at < pieces.len() {
        at = date(pieces, at, terms).or_else(|| amount(pieces, at, terms, values)).unwrap_or_else(|| {
            if let Kind::Word { word, capital } = pieces[at].kind
                && !matches!(word.role, Role::Stop | Role::OrdinalEnding)
                && !is_code_of_amount(pieces, at)
            {
                let named = capital && (!pieces[at].initial || word.role == Role::Unknown);
                let class = if named { Class::Name } else { Class::Word };
                let weight =
                    if class == Class::Word && word.role == Role::Unknown { 190 } else { word.weight };
                terms.push(Term { id: word.id, weight: weight.max(1), class });
            }
            at + 1
        });
    }
}

/// The code of a currency before its number: "USD 1.7 billion".
fn is_code_of_amount(pieces: &[Piece], at: usize) -> bool {
    matches!(role(pieces, at), Some(Role::Currency { .. }))
        && matches!(pieces.get(at + 1).map(|piece| piece.kind), Some(Kind::Number(_)))
}

fn term(class: Class, parts: [u64; 2], weight: u8) -> Term {
    let mut bytes = [class as u8; 17];
    bytes[1..9].copy_from_slice(&parts[0].to_le_bytes());
    bytes[9..].copy_from_slice(&parts[1].to_le_bytes());
    Term { id: id_of(&bytes), weight, class }
}

fn role(pieces: &[Piece], at: usize) -> Option<Role> {
    match pieces.get(at)?.kind {
        Kind::Word { word, .. } => Some(word.role),
        _ => None,
    }
}

fn plain(pieces: &[Piece], at: usize, most_digits: u8) -> Option<u16> {
    match pieces.get(at)?.kind {
        Kind::Number(number) => number.plain(most_digits),
        _ => None,
    }
}

fn is_sign(pieces: &[Piece], at: usize) -> bool {
    matches!(pieces.get(at), Some(Piece { kind: Kind::Sign, joined: true, .. }))
}

fn is_hyphen(pieces: &[Piece], at: usize) -> bool {
    matches!(pieces.get(at), Some(Piece { kind: Kind::Hyphen, joined: true, .. }))
}

fn year(pieces: &[Piece], at: usize) -> Option<u16> {
    match pieces.get(at)?.kind {
        Kind::Number(number) if number.digits == 4 => {
            Some(number.mantissa as u16).filter(|year| YEARS.contains(year))
        }
        _ => None,
    }
}

/// A day of a month, and the index past it.
fn day(pieces: &[Piece], at: usize) -> Option<(u16, usize)> {
    let day = plain(pieces, at, 2).filter(|day| (1..=31).contains(day))?;
    let ending = role(pieces, at + 1) == Some(Role::OrdinalEnding) && pieces[at + 1].joined;
    Some((day, at + 1 + usize::from(ending)))
}

fn push_year(terms: &mut Vec<Term>, year: u16) {
    terms.push(term(Class::Year, [u64::from(year), 0], YEAR_WEIGHT));
}

fn push_day(terms: &mut Vec<Term>, month: u16, day: u16) {
    push_month(terms, month);
    terms.push(term(Class::Day, [u64::from(month), u64::from(day)], DAY_WEIGHT));
}

fn push_month(terms: &mut Vec<Term>, month: u16) {
    terms.push(term(Class::Month, [u64::from(month), 0], MONTH_WEIGHT));
}

/// Reads a date, a month, a quarter or a year that begins at `at`; gives the index past it.
fn date(pieces: &[Piece], at: usize, terms: &mut Vec<Term>) -> Option<usize> {
    match pieces[at].kind {
        Kind::Word { word, capital } => match word.role {
            Role::Month { month, sure } => {
                let month = u16::from(month);
                if !capital {
                    return None;
                }
                // "March 2026", "March 12", "March 12, 2026"
                if let Some(year) = year(pieces, at + 1) {
                    push_month(terms, month);
                    push_year(terms, year);
                    return Some(at + 2);
                }
                if let Some((day, end)) = day(pieces, at + 1) {
                    push_day(terms, month, day);
                    let comma = end + usize::from(is_sign(pieces, end));
                    return Some(year(pieces, comma).map_or(end, |year| {
                        push_year(terms, year);
                        comma + 1
                    }));
                }
                sure.then(|| {
                    push_month(terms, month);
                    at + 1
                })
            }
            // "the third quarter of 2025", "third-quarter 2025"
            Role::Ordinal(number @ 1..=4) => {
                let next = at + 1 + usize::from(is_hyphen(pieces, at + 1));
                (role(pieces, next) == Some(Role::Quarter)).then(|| {
                    quarter(terms, number);
                    next + 1
                })
            }
            // "Q3 2025"
            Role::Q => {
                let number = plain(pieces, at + 1, 1).filter(|number| (1..=4).contains(number))?;
                pieces[at + 1].joined.then(|| {
                    quarter(terms, number as u8);
                    at + 2
                })
            }
            _ => None,
        },
        Kind::Number(_) => {
            // "2026-03-12"
            if let Some(year) = year(pieces, at) {
                if is_hyphen(pieces, at + 1)
                    && is_hyphen(pieces, at + 3)
                    && let Some(month) = plain(pieces, at + 2, 2).filter(|month| (1..=12).contains(month))
                    && let Some((day, end)) = day(pieces, at + 4)
                {
                    push_day(terms, month, day);
                    push_year(terms, year);
                    return Some(end);
                }
                let counted = is_counted(pieces, at);
                return (!counted).then(|| {
                    push_year(terms, year);
                    at + 1
                });
            }
            // "12 March", "12th of March 2026"
            let (day, end) = day(pieces, at)?;
            let of = matches!(role(pieces, end), Some(Role::Stop));
            let month_at = if matches!(role(pieces, end), Some(Role::Month { .. })) {
                end
            } else {
                end + usize::from(of)
            };
            let Some(Role::Month { month, .. }) = role(pieces, month_at) else { return None };
            if !matches!(pieces[month_at].kind, Kind::Word { capital: true, .. }) {
                return None;
            }
            push_day(terms, u16::from(month), day);
            let comma = month_at + 1 + usize::from(is_sign(pieces, month_at + 1));
            Some(year(pieces, comma).map_or(month_at + 1, |year| {
                push_year(terms, year);
                comma + 1
            }))
        }
        _ => None,
    }
}

fn quarter(terms: &mut Vec<Term>, number: u8) {
    terms.push(term(Class::Quarter, [u64::from(number), 0], QUARTER_WEIGHT));
}

/// Whether what looks like a year is an amount.
fn is_counted(pieces: &[Piece], at: usize) -> bool {
    at > 0 && matches!(pieces[at - 1].kind, Kind::Money(_))
        || matches!(pieces.get(at + 1).map(|piece| piece.kind), Some(Kind::Percent))
        || matches!(role(pieces, at + 1), Some(Role::Scale(_) | Role::Percent | Role::Currency { .. }))
}

/// Reads a number that begins at `at`, with its scale and unit; gives the index past it.
fn amount(pieces: &[Piece], at: usize, terms: &mut Vec<Term>, values: &mut Vec<Value>) -> Option<usize> {
    let (mut number, mut end) = match pieces[at].kind {
        Kind::Number(number) => (number, at + 1),
        Kind::Word { word, .. } => match word.role {
            Role::Small(tens) => {
                let next = at + 1 + usize::from(is_hyphen(pieces, at + 1));
                match role(pieces, next) {
                    Some(Role::Small(unit @ 1..10)) if tens >= 20 => (Decimal::small(tens + unit), next + 1),
                    _ => (Decimal::small(tens), at + 1),
                }
            }
            Role::Ordinal(number) => {
                terms.push(ordinal(Decimal::small(number)));
                return Some(at + 1);
            }
            Role::Dozen => (Decimal::small(12), at + 1),
            _ => return None,
        },
        // the sign of a currency, and other signs
        _ => return None,
    };
    if role(pieces, end) == Some(Role::OrdinalEnding) && pieces[end].joined {
        terms.push(ordinal(number));
        return Some(end + 1);
    }
    let is_money = at > 0 && matches!(pieces[at - 1].kind, Kind::Money(_));
    loop {
        let next = end + usize::from(is_hyphen(pieces, end));
        match role(pieces, next) {
            Some(Role::Scale(power)) => number = number.scaled(power),
            Some(Role::Dozen) => number.mantissa = number.mantissa.saturating_mul(12),
            // "$1.7m", "40k"
            Some(Role::Letter(power)) if pieces[next].joined && (power == 3 || is_money) => {
                number = number.scaled(power);
            }
            _ => break,
        }
        end = next + 1;
    }
    let (measure, after) = measure(pieces, at, end);
    values.push(measure.of(number.value()));
    let percent = measure.dimension == Dimension::Percent as u8 + 1;
    // what a number counts is a term like others, but for signs and currencies
    end = after;
    let (mantissa, power) = number.normal();
    let weight = match mantissa {
        0..10 => 110,
        10..100 => 170,
        100..1000 => 215,
        _ => 235,
    };
    let sized = u64::from(power.unsigned_abs()) << 8 | u64::from(power < 0) << 1 | u64::from(percent);
    terms.push(term(Class::Number, [mantissa, sized], weight));
    Some(end)
}

/// What a number is a number of: a dimension, its factor and offset.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// 0 of what is counted, then the dimensions of units, then currencies.
    dimension: u8,
    factor: f64,
    offset: f64,
}

impl Measure {
    fn of(self, number: f64) -> Value {
        // the zero of all scales but that of temperatures, which is moved to the absolute one
        let shift = if self.dimension == Dimension::Temperature as u8 + 1 { 273.15 } else { 0.0 };
        Value::new(self.dimension, number * self.factor + self.offset + shift)
    }
}

/// What the number from `start` to `end` is a number of, and the index past the words that say so, where they are signs.
fn measure(pieces: &[Piece], start: usize, end: usize) -> (Measure, usize) {
    let counted = Measure { dimension: 0, factor: 1.0, offset: 0.0 };
    let percent = Measure { dimension: Dimension::Percent as u8 + 1, ..counted };
    if start > 0
        && let Kind::Money(currency) = pieces[start - 1].kind
    {
        return (Measure { dimension: currency, ..counted }, end);
    }
    let before = start.checked_sub(1).and_then(|at| role(pieces, at));
    let Some(piece) = pieces.get(end) else { return (counted, end) };
    let word = match piece.kind {
        Kind::Percent => return (percent, end + 1),
        Kind::Hyphen if piece.joined => word(pieces, end + 1),
        _ => word(pieces, end),
    };
    let Some(found) = word else { return (counted, end) };
    match found.role {
        Role::Percent => return (percent, end + 1),
        Role::Stop if role(pieces, end + 1) == Some(Role::Percent) => return (percent, end + 2),
        Role::Currency { currency, hundredth } => {
            let factor = if hundredth { 0.01 } else { 1.0 };
            return (Measure { dimension: currency, factor, offset: 0.0 }, end + 1);
        }
        _ => {}
    }
    let by = |unit: u8| {
        UNITS.get(usize::from(unit)).map(|unit| Measure {
            dimension: unit.dimension as u8 + 1,
            factor: unit.factor,
            offset: unit.offset,
        })
    };
    if let Some(measure) = by(found.unit) {
        // "miles an hour", "kilometres per hour"
        let speed = measure.dimension == Dimension::Length as u8 + 1
            && role(pieces, end + 1) == Some(Role::Stop)
            && self::word(pieces, end + 2)
                .and_then(|word| by(word.unit))
                .is_some_and(|unit| unit.factor == 3600.0);
        let factor = measure.factor / 3600.0;
        let speed = speed.then_some(Measure { dimension: Dimension::Speed as u8 + 1, factor, offset: 0.0 });
        return (speed.unwrap_or(measure), end);
    }
    // "18 square miles"
    if let Some(length) = self::word(pieces, end + 1).and_then(|word| by(word.unit))
        && length.dimension == Dimension::Length as u8 + 1
        && found.id == square()
    {
        let factor = length.factor * length.factor;
        return (Measure { dimension: Dimension::Area as u8 + 1, factor, offset: 0.0 }, end);
    }
    if piece.joined
        && let Some(measure) = by(found.unit_sign)
    {
        return (measure, end + 1);
    }
    // "USD 4.2 billion"
    match before {
        Some(Role::Currency { currency, .. }) => (Measure { dimension: currency, ..counted }, end),
        _ => (counted, end),
    }
}

fn word(pieces: &[Piece], at: usize) -> Option<Word> {
    match pieces.get(at)?.kind {
        Kind::Word { word, .. } => Some(word),
        _ => None,
    }
}

/// The number of the word "square".
fn square() -> u32 {
    id_of(b"square")
}

fn ordinal(number: Decimal) -> Term {
    term(Class::Number, [number.mantissa, u64::MAX], 120)
}
