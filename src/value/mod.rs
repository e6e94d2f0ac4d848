//! Typed values, one file a kind: each reads itself out of words, normalises to an interval or a set,
//! compares and prints. No other module matches on the kind of a value.

pub mod date;
pub mod duration;
pub mod flag;
pub mod interval;
pub mod list;
pub mod money;
pub mod name;
pub mod number;
pub mod numeral;
pub mod quantity;
pub mod quote;
pub mod text;
pub mod unit;

use crate::text::token::{self, Shape, Token};
use date::Date;
use duration::Duration;
use flag::Flag;
use list::List;
use money::Money;
use name::Name;
use number::Number;
use quantity::{Measure, Quantity};
use quote::Quote;
use std::borrow::Cow;
use std::fmt;
use text::Text;

/// A typed value.
#[derive(Debug, Clone)]
pub enum Value {
    /// A count, a rank, a quantity.
    Number(Number),
    /// An amount of money.
    Money(Money),
    /// A day, a span of days, a time of day.
    Date(Date),
    /// A length of time.
    Duration(Duration),
    /// Items.
    List(List),
    /// A person, place or organisation.
    Name(Name),
    /// Direct speech.
    Quote(Quote),
    /// Yes or no.
    Flag(Flag),
    /// Other words.
    Text(Text),
}

/// The kinds of value as formats name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// [`Value::Number`]
    Number,
    /// [`Value::Money`]
    Money,
    /// [`Value::Date`]
    Date,
    /// [`Value::Duration`]
    Duration,
    /// [`Value::List`]
    List,
    /// [`Value::Name`]
    Name,
    /// [`Value::Quote`]
    Quote,
    /// [`Value::Flag`]
    Flag,
    /// [`Value::Text`]
    Text,
}

impl Kind {
    /// The kind as formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::Duration => "duration",
            Kind::List => "list",
            Kind::Name => "name",
            Kind::Quote => "quote",
            Kind::Flag => "flag",
            Kind::Text => "text",
        }
    }
}

/// What a conflict between two values of a kind is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// How many, how much, how long.
    Number,
    /// When.
    Date,
    /// Who, where, which.
    Identity,
    /// Yes or no.
    Answer,
    /// Words only.
    Words,
}

/// A value as it stands under `values`, before its kind is known. Scalars are kept as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A number, a date, a name, yes or no: `88.20`, `about £1.2 million`, `2026-03~`, `no`.
    Scalar(String),
    /// A quoted scalar: `"no"` is a word.
    Quoted(String),
    /// A sequence, or a mapping with `items` and perhaps `count` and `complete`.
    List {
        /// A stated total.
        count: Option<String>,
        /// The items that are named.
        items: Vec<String>,
        /// Whether the items are declared to be all; unknown if not told.
        complete: Option<bool>,
    },
    /// A mapping with `date`: `{date: 2026}`.
    Date(String),
}

/// The left or the right of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}

/// How two values stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The same canonical value.
    Same {
        /// Whether they are also written with the same precision and hedge.
        exact: bool,
    },
    /// One lies inside the other: the named side is the more precise.
    Finer(Side),
    /// Both can be true, and neither contains the other.
    Overlap,
    /// No value satisfies both.
    Disjoint,
    /// They cannot be compared; says why.
    Incomparable(String),
}

impl Comparison {
    /// The comparison of the same values the other way round.
    #[must_use]
    pub fn flip(self) -> Comparison {
        match self {
            Comparison::Finer(Side::Left) => Comparison::Finer(Side::Right),
            Comparison::Finer(Side::Right) => Comparison::Finer(Side::Left),
            Comparison::Same { .. }
            | Comparison::Overlap
            | Comparison::Disjoint
            | Comparison::Incomparable(_) => self,
        }
    }
}

/// Reads the value that stands under `name` in a claim set.
///
/// # Errors
///
/// What is wrong with it, in one line.
pub fn read_given(name: &str, given: &Given) -> Result<Value, String> {
    match given {
        Given::Date(text) => Date::parse_value(text).map(Value::Date),
        Given::Quoted(text) => Ok(read_scalar(name, text, true)?),
        Given::Scalar(text) => Ok(read_scalar(name, text, false)?),
        Given::List { count, items, complete } => {
            let total = match count {
                None => None,
                Some(text) => {
                    let tokens = token::tokenize(text);
                    let numeral = numeral::read(&tokens, 0)
                        .filter(|numeral| numeral.end == tokens.len() && numeral.value >= 0.0);
                    Some(
                        numeral
                            .ok_or_else(|| format!("`{text}` is not a count; write a whole number"))?
                            .value,
                    )
                }
            };
            if let Some(total) = total
                && *complete == Some(true)
                && (total as usize) < items.len()
            {
                return Err(format!("`{name}` states {total} and names {} items", items.len()));
            }
            Ok(Value::List(List::new(items, total, *complete)))
        }
    }
}

fn read_scalar(name: &str, text: &str, quoted: bool) -> Result<Value, String> {
    let text = text.trim();
    if !quoted && let Some(flag) = Flag::read(text) {
        return Ok(Value::Flag(flag));
    }
    let year_named = name.split(['_', '-', ' ', '.']).any(|word| matches!(word, "year" | "date"));
    let bare_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if date::looks_like_edtf(text) || year_named && bare_year {
        return Date::parse_value(text).map(Value::Date);
    }
    let tokens = token::tokenize(text);
    if let Some((value, end)) = read(&tokens, 0, text, &date::Context { published: None, future: false })
        && (end == tokens.len() || counted_words(&tokens[end..]))
    {
        return Ok(value);
    }
    if tokens.iter().any(|t| t.shape == Shape::Word)
        && name::find(&capitalised(&tokens))
            .first()
            .is_some_and(|range| range.start == 0 && range.end == tokens.len())
    {
        return Ok(Value::Name(Name::new(text)));
    }
    Ok(Value::Text(Text { shown: text.to_owned() }))
}

/// "12 people", "five of them": words that say what is counted may follow a number.
fn counted_words(rest: &[Token]) -> bool {
    rest.len() <= 4 && rest.iter().all(|t| t.shape == Shape::Word || t.is("-"))
}

/// The tokens with the first one not marked as the beginning of a sentence.
fn capitalised(tokens: &[Token]) -> Vec<Token> {
    let mut tokens = tokens.to_vec();
    if let Some(first) = tokens.first_mut() {
        first.initial = false;
    }
    tokens
}

/// Reads a date, an amount, a duration or a number that starts at token `at` of `text`; returns it and the index past
/// its last token.
pub fn read(tokens: &[Token], at: usize, text: &str, context: &date::Context<'_>) -> Option<(Value, usize)> {
    if let Some((date, end)) = date::read(tokens, at, context) {
        let shown = text.get(tokens[at].bytes.start..tokens[end - 1].bytes.end).unwrap_or("");
        return Some((Value::Date(date.with_shown(shown)), end));
    }
    let quantity = quantity::read(tokens, at)?;
    let end = quantity.end;
    let shown = text.get(tokens[at].bytes.start..tokens[end - 1].bytes.end).unwrap_or("").to_owned();
    Some((Value::of(quantity, shown), end))
}

/// Of a number that is less than this part of the other, "more than" and "less than" say nothing: nobody would call 212 "more
/// than 40".
pub const LOOSE: f32 = 1.0 / 3.0;

impl Value {
    /// The value that a quantity is; `shown` is what was written.
    fn of(quantity: Quantity, shown: String) -> Value {
        let Quantity { interval, measure, total, .. } = quantity;
        match measure {
            Measure::Currency(currency) => {
                let maybe_weight = currency == money::Currency("GBP")
                    && shown.ends_with("pounds")
                    && !shown.contains("illion");
                Value::Money(Money { amount: interval, currency, maybe_weight, shown })
            }
            Measure::Unit(unit) if unit.dimension == unit::Dimension::Time => {
                Value::Duration(Duration { interval, unit, shown })
            }
            Measure::Unit(unit) => {
                Value::Number(Number { interval, unit: Some(unit), rank: false, none: false, total, shown })
            }
            Measure::Count | Measure::Rank => Value::Number(Number {
                interval,
                unit: None,
                rank: measure == Measure::Rank,
                none: false,
                total,
                shown,
            }),
        }
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Number(_) => Kind::Number,
            Value::Money(_) => Kind::Money,
            Value::Date(_) => Kind::Date,
            Value::Duration(_) => Kind::Duration,
            Value::List(_) => Kind::List,
            Value::Name(_) => Kind::Name,
            Value::Quote(_) => Kind::Quote,
            Value::Flag(_) => Kind::Flag,
            Value::Text(_) => Kind::Text,
        }
    }

    /// What a conflict between values of this kind is about.
    pub fn aspect(&self) -> Aspect {
        match self {
            Value::Number(_) | Value::Money(_) | Value::Duration(_) | Value::List(_) => Aspect::Number,
            Value::Date(_) => Aspect::Date,
            Value::Name(_) => Aspect::Identity,
            Value::Flag(_) => Aspect::Answer,
            Value::Quote(_) | Value::Text(_) => Aspect::Words,
        }
    }

    /// Compares two values. Values of different kinds cannot be compared, but for "pounds" that may be a weight.
    pub fn compare(&self, other: &Value) -> Comparison {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.compare(b),
            (Value::Money(a), Value::Money(b)) => a.compare(b),
            (Value::Date(a), Value::Date(b)) => a.relation(b),
            (Value::Duration(a), Value::Duration(b)) => a.compare(b),
            (Value::List(a), Value::List(b)) => a.compare(b),
            (Value::Name(a), Value::Name(b)) => a.compare(b),
            (Value::Quote(a), Value::Quote(b)) => a.compare(b),
            (Value::Flag(a), Value::Flag(b)) => a.compare(b),
            (Value::Text(a), Value::Text(b)) => a.compare(b),
            (Value::Number(weight), Value::Money(pounds)) => compare_weight(weight, pounds),
            (Value::Money(pounds), Value::Number(weight)) => compare_weight(weight, pounds).flip(),
            (a, b) => {
                Comparison::Incomparable(format!("a {} and a {}", a.kind().as_str(), b.kind().as_str()))
            }
        }
    }

    /// Which stated number is the greater; `None` for values that are no numbers of one sort.
    pub fn order(&self, other: &Value) -> Option<std::cmp::Ordering> {
        let (a, b) = self.centers(other)?;
        a.partial_cmp(&b)
    }

    /// The stated number, hedges aside; `None` for values that are no numbers.
    pub fn stated(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(number.interval.center),
            _ => None,
        }
    }

    /// The ratio of the smaller stated number to the larger, hedges aside, 0 to 1; `None` for values that are no numbers of
    /// one sort.
    pub fn nearness(&self, other: &Value) -> Option<f32> {
        let (a, b) = self.centers(other)?;
        Some(interval::ratio(a, b) as f32)
    }

    fn centers(&self, other: &Value) -> Option<(f64, f64)> {
        Some(match (self, other) {
            (Value::Number(a), Value::Number(b)) => (a.base().center, b.base().center),
            (Value::Money(a), Value::Money(b)) => (a.amount.center, b.amount.center),
            (Value::Duration(a), Value::Duration(b)) => (a.seconds().center, b.seconds().center),
            _ => return None,
        })
    }

    /// How near two comparable values are, 0 to 1: evidence that two claims speak of one thing, even where the values
    /// conflict. `None` where they cannot be compared.
    pub fn closeness(&self, other: &Value) -> Option<f32> {
        let closeness = match (self, other) {
            (Value::Number(a), Value::Number(b)) => match (a.unit, b.unit) {
                (None, None) if a.rank == b.rank || a.interval.center == b.interval.center => {
                    a.interval.closeness(&b.interval)
                }
                (Some(x), Some(y)) if x.dimension == y.dimension => a.base().closeness(&b.base()),
                _ if a.total.is_some() != b.total.is_some() => match a.compare(b) {
                    Comparison::Incomparable(_) => return None,
                    Comparison::Disjoint => 0.6,
                    Comparison::Same { .. } | Comparison::Finer(_) | Comparison::Overlap => 1.0,
                },
                _ => return None,
            },
            (Value::Money(a), Value::Money(b)) if a.currency == b.currency => a.amount.closeness(&b.amount),
            (Value::Duration(a), Value::Duration(b)) => a.seconds().closeness(&b.seconds()),
            (Value::Number(a), Value::Money(b)) | (Value::Money(b), Value::Number(a)) => {
                match (a.unit.filter(|unit| unit.dimension == unit::Dimension::Mass), b.as_weight()) {
                    (Some(_), Some(weight)) if !matches!(compare_weight(a, b), Comparison::Disjoint) => {
                        a.base().closeness(&weight).max(0.95)
                    }
                    (Some(_), Some(weight)) => a.base().closeness(&weight),
                    _ => return None,
                }
            }
            (Value::Date(a), Value::Date(b)) => date_closeness(a, b),
            (Value::List(a), Value::List(b)) => {
                let shared = a.match_items(b).shared.len() as f64;
                let fewer = a.items.len().min(b.items.len()) as f64;
                if fewer > 0.0 { 0.4 + 0.6 * shared / fewer } else { 0.5 }
            }
            (Value::Name(a), Value::Name(b)) => f64::from(u8::from(a.is_alias(b) || a.is_near_spelling(b))),
            (Value::Flag(_), Value::Flag(_)) => 0.5,
            _ => return None,
        };
        Some(closeness as f32)
    }

    /// How telling it is that two claims agree on this value, 0 to 1: few digits agree by chance, and so do years.
    pub fn specificity(&self) -> f32 {
        let digits = |number: f64| -> f32 {
            let digits = format!("{:e}", number.abs())
                .split('e')
                .next()
                .map_or(0, |mantissa| mantissa.bytes().filter(u8::is_ascii_digit).count());
            match digits {
                0 | 1 => 0.45,
                2 => 0.75,
                _ => 1.0,
            }
        };
        match self {
            Value::Number(number) => {
                digits(number.interval.center).max(if number.interval.center >= 10.0 { 0.6 } else { 0.0 })
            }
            Value::Money(money) => digits(money.amount.center).max(0.6),
            Value::Duration(duration) => digits(duration.interval.center).max(0.5),
            Value::Date(date) => match date.days() {
                None => 1.0,
                Some((first, last)) => match last.duration_since(first).as_hours() / 24 {
                    ..=6 => 1.0,
                    7..=31 => 0.6,
                    _ => 0.4,
                },
            },
            Value::List(_) | Value::Name(_) | Value::Quote(_) | Value::Flag(_) | Value::Text(_) => 0.5,
        }
    }

    /// Whether both are quantities in units of one dimension, or amounts of one currency: rarer than two counts.
    pub fn same_dimension(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => {
                a.unit.zip(b.unit).is_some_and(|(a, b)| a.dimension == b.dimension)
            }
            (Value::Money(a), Value::Money(b)) => a.currency == b.currency,
            (Value::Duration(_), Value::Duration(_)) => true,
            (Value::Date(a), Value::Date(b)) => a.distance_minutes(b).is_some(),
            (
                Value::Number(_)
                | Value::Money(_)
                | Value::Duration(_)
                | Value::Date(_)
                | Value::List(_)
                | Value::Name(_)
                | Value::Quote(_)
                | Value::Flag(_)
                | Value::Text(_),
                _,
            ) => false,
        }
    }

    /// The list that a list or a plain count is: a count is a list with a stated total and no items named.
    pub fn as_list(&self) -> Option<Cow<'_, List>> {
        match self {
            Value::List(list) => Some(Cow::Borrowed(list)),
            Value::Number(number) if number.unit.is_none() && !number.rank && !number.none => {
                let exact =
                    number.interval.hedge == interval::Hedge::Exact && number.interval.center.fract() == 0.0;
                exact.then(|| {
                    Cow::Owned(List {
                        items: Vec::new(),
                        total: Some(number.interval.center),
                        complete: None,
                        shown: number.shown.clone(),
                    })
                })
            }
            Value::Number(_)
            | Value::Money(_)
            | Value::Date(_)
            | Value::Duration(_)
            | Value::Name(_)
            | Value::Quote(_)
            | Value::Flag(_)
            | Value::Text(_) => None,
        }
    }

    /// The date, if it is one.
    pub fn as_date(&self) -> Option<&Date> {
        if let Value::Date(date) = self { Some(date) } else { None }
    }

    /// The name, if it is one.
    pub fn as_name(&self) -> Option<&Name> {
        if let Value::Name(name) = self { Some(name) } else { None }
    }

    /// Whether it says that there is none: "no one", "none", 0.
    pub fn is_none(&self) -> bool {
        matches!(self, Value::Number(number) if number.none || number.unit.is_none() && number.interval.center == 0.0 && number.interval.high == 0.0)
    }

    /// Whether it counts things one by one, so that the things could be listed.
    pub fn is_count(&self) -> bool {
        matches!(self, Value::Number(number) if number.unit.is_none() && !number.rank)
    }

    /// Whether it is the age of a person.
    pub fn is_age(&self) -> bool {
        matches!(self, Value::Number(number) if number.unit.is_some_and(|unit| unit.dimension == unit::Dimension::Age))
    }

    /// The same number as a place in an order, if it is a plain number.
    #[must_use]
    pub fn into_place(self) -> Value {
        match self {
            Value::Number(number) if number.unit.is_none() && !number.none => {
                Value::Number(Number { rank: true, interval: number.interval.into_place(), ..number })
            }
            other => other,
        }
    }

    /// The same number as an age, if it is a plain number that a person's age can be.
    #[must_use]
    pub fn into_age(self) -> Value {
        match self {
            Value::Number(number)
                if number.unit.is_none()
                    && !number.rank
                    && !number.none
                    && number.interval.center <= 120.0 =>
            {
                Value::Number(Number { unit: unit::years_old(), ..number })
            }
            other => other,
        }
    }

    /// Whether it is a positive count.
    pub fn is_some_count(&self) -> bool {
        self.is_count() && !self.is_none()
            || matches!(self, Value::List(list) if !list.items.is_empty() || list.total.is_some_and(|n| n > 0.0))
    }

    /// The value as it was written.
    pub fn shown(&self) -> &str {
        match self {
            Value::Number(number) => &number.shown,
            Value::Money(money) => &money.shown,
            Value::Date(date) => date.shown(),
            Value::Duration(duration) => &duration.shown,
            Value::List(list) => &list.shown,
            Value::Name(name) => &name.shown,
            Value::Quote(quote) => &quote.words,
            Value::Flag(flag) => &flag.shown,
            Value::Text(text) => &text.shown,
        }
    }

    /// The value with what the words did not say: a relative date with the day that it resolves to.
    pub fn resolved(&self) -> String {
        match self {
            Value::Date(date) if date.is_inferred() => format!("{} ({date}, inferred)", date.shown()),
            Value::List(list) if list.total.is_some() && !list.items.is_empty() => {
                format!("{} stated: {}", list.total.unwrap_or_default(), list.shown)
            }
            _ => self.shown().to_owned(),
        }
    }

    /// The same for readers: dates are said in words where the source has them in EDTF or they were worked out.
    pub fn said(&self) -> String {
        self.as_date().map_or_else(|| self.resolved(), Date::said)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.resolved())
    }
}

/// 1 for days in common, falling to a half at a month's distance, or at the length of the coarser of the two: years are
/// as near to each other as days in one month. Two times of day are near in any case.
fn date_closeness(a: &Date, b: &Date) -> f64 {
    let length =
        |date: &Date| date.days().map_or(0, |(first, last)| last.duration_since(first).as_hours() / 24);
    match a.distance_days(b) {
        Some(days) => 1.0 / (1.0 + days.unsigned_abs() as f64 / length(a).max(length(b)).max(30) as f64),
        None if a.is_lone_time() && b.is_lone_time() => 0.9,
        None => 0.5,
    }
}

fn compare_weight(weight: &Number, pounds: &Money) -> Comparison {
    match (weight.unit.filter(|unit| unit.dimension == unit::Dimension::Mass), pounds.as_weight()) {
        (Some(_), Some(other)) => weight.base().compare(&other, true),
        _ => Comparison::Incomparable("a number and an amount of money".into()),
    }
}
