//! Quantities: a numeral with its hedge and what it measures; the grammar that number, money and duration share.

use super::interval::{Hedge, Interval};
use super::money::{self, Currency};
use super::numeral::{self, Form, Numeral};
use super::unit::{self, Unit};
use crate::text::token::{Shape, Token};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a numeral measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// Things that are counted.
    Count,
    /// A rank: "third".
    Rank,
    /// A physical unit.
    Unit(&'static Unit),
    /// Money.
    Currency(Currency),
}

/// A numeral with hedge and measure, in the unit that was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The numbers it may stand for.
    pub interval: Interval,
    /// What it measures.
    pub measure: Measure,
    /// "four of the five regions": the whole.
    pub total: Option<f64>,
    /// Index past its last token.
    pub end: usize,
}

/// Words before a number that say how it is meant; of two that begin alike the longer one first.
const HEDGES: &[(&str, Hedge)] = &[
    ("no more than", Hedge::AtMost),
    ("not more than", Hedge::AtMost),
    ("no fewer than", Hedge::AtLeast),
    ("no less than", Hedge::AtLeast),
    ("no lower than", Hedge::AtLeast),
    ("no higher than", Hedge::AtMost),
    ("not less than", Hedge::AtLeast),
    ("a minimum of", Hedge::AtLeast),
    ("a maximum of", Hedge::AtMost),
    ("as many as", Hedge::AtMost),
    ("as much as", Hedge::AtMost),
    ("in excess of", Hedge::Over),
    ("a little over", Hedge::JustOver),
    ("a little more than", Hedge::JustOver),
    ("a little under", Hedge::Nearly),
    ("a little less than", Hedge::Nearly),
    ("slightly more than", Hedge::JustOver),
    ("slightly less than", Hedge::Nearly),
    ("slightly over", Hedge::JustOver),
    ("slightly under", Hedge::Nearly),
    ("just over", Hedge::JustOver),
    ("just more than", Hedge::JustOver),
    ("just above", Hedge::JustOver),
    ("just under", Hedge::Nearly),
    ("just below", Hedge::Nearly),
    ("just short of", Hedge::Nearly),
    ("well over", Hedge::Over),
    ("well under", Hedge::Under),
    ("more than", Hedge::Over),
    ("greater than", Hedge::Over),
    ("higher than", Hedge::Over),
    ("less than", Hedge::Under),
    ("fewer than", Hedge::Under),
    ("lower than", Hedge::Under),
    ("at least", Hedge::AtLeast),
    ("at most", Hedge::AtMost),
    ("up to", Hedge::AtMost),
    ("upwards of", Hedge::Over),
    ("upward of", Hedge::Over),
    ("close to", Hedge::About),
    ("in the region of", Hedge::About),
    ("on the order of", Hedge::About),
    ("something like", Hedge::About),
    ("over", Hedge::Over),
    ("above", Hedge::Over),
    ("exceeding", Hedge::Over),
    ("exceeded", Hedge::Over),
    ("topping", Hedge::Over),
    ("topped", Hedge::Over),
    ("surpassing", Hedge::Over),
    ("surpassed", Hedge::Over),
    ("north of", Hedge::Over),
    ("south of", Hedge::Under),
    ("under", Hedge::Under),
    ("below", Hedge::Under),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("roughly", Hedge::About),
    ("approximately", Hedge::About),
    ("some", Hedge::About),
    ("circa", Hedge::About),
    ("an estimated", Hedge::About),
    ("nearly", Hedge::Nearly),
    ("almost", Hedge::Nearly),
    ("between", Hedge::Range),
];

const DECADES: &[&str] =
    &["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

/// Whether a quantity can begin with the token: most words of a text are told by one look.
fn can_begin(token: &Token) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let hedges = HEDGES.iter().filter_map(|(words, _)| words.split(' ').next());
        let decades = DECADES.iter().chain(&["early", "mid", "late", "all"]).copied();
        hedges.chain(decades).chain(numeral::opening_words()).chain(money::codes()).collect()
    });
    token.shape != Shape::Word || WORDS.contains(token.lower.as_str())
}

/// Reads a quantity that starts at token `at`, with the hedge before it: "about £1.2 million", "between 5 and 10
/// people", "nearly 40 per cent", "540p", "the third".
pub fn read(tokens: &[Token], at: usize) -> Option<Quantity> {
    tokens.get(at).filter(|token| can_begin(token)).and_then(|_| read_here(tokens, at))
}

fn read_here(tokens: &[Token], at: usize) -> Option<Quantity> {
    if let Some(quantity) = all_but(tokens, at).or_else(|| decade(tokens, at)) {
        return Some(quantity);
    }
    let (hedge, start) = hedge_before(tokens, at);
    if hedge == Some(Hedge::Range) {
        return range_between(tokens, start);
    }
    let (numeral, measure, end) = measured(tokens, start)?;
    if let Some(quantity) = range_to(tokens, start, numeral, measure, end) {
        return Some(quantity);
    }
    let (hedge, end) = match hedge {
        Some(hedge) => (hedge, end),
        None => hedge_after(tokens, end).unwrap_or((Hedge::Exact, end)),
    };
    let hedge = if numeral.form == Form::Vague { Hedge::AtLeast } else { hedge };
    let mut interval = Interval::hedged(numeral.value, numeral.step, hedge);
    interval.rounded |=
        numeral.form == Form::Share || matches!(measure, Measure::Unit(_)) && numeral.step >= 1.0;
    let (total, end) = partitive(tokens, end, measure);
    Some(Quantity { interval, measure, total, end })
}

/// "all but two of the nine": seven of nine.
fn all_but(tokens: &[Token], at: usize) -> Option<Quantity> {
    if !(tokens[at].is("all") && tokens.get(at + 1)?.is("but")) {
        return None;
    }
    let rest = read(tokens, at + 2).filter(|rest| rest.measure == Measure::Count)?;
    let value = rest.total.map(|whole| whole - rest.interval.center).filter(|&value| value > 0.0)?;
    Some(Quantity { interval: Interval::hedged(value, 1.0, Hedge::Exact), ..rest })
}

/// "in his early 50s", "in their thirties": ten years of age, or a third of them.
fn decade(tokens: &[Token], at: usize) -> Option<Quantity> {
    let (from, to, start) = match tokens[at].lower.as_str() {
        "early" => (0.0, 3.0, at + 1),
        "mid" => (4.0, 6.0, at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is("-")))),
        "late" => (7.0, 9.0, at + 1),
        _ => (0.0, 9.0, at),
    };
    let token = tokens.get(start)?;
    let (tens, end) = match DECADES.iter().position(|word| token.is(word)) {
        Some(position) => ((position as f64 + 2.0) * 10.0, start + 1),
        None => {
            let plural = tokens.get(start + 1).is_some_and(|t| t.joined && t.is("s"));
            let tens: f64 = token
                .lower
                .parse()
                .ok()
                .filter(|_| plural && token.shape == Shape::Digits && token.lower.len() == 2)?;
            (tens, start + 2)
        }
    };
    // decades of people, not of centuries: "in his 50s", "a man in his thirties"
    let owned = at > 0 && tokens[at - 1].is_any(&["his", "her", "their", "my", "your"]);
    let measure = Measure::Unit(unit::years_old()?);
    let interval = Interval::range(tens + from, tens + to);
    (owned && tens % 10.0 == 0.0).then_some(Quantity { interval, measure, total: None, end })
}

/// A numeral with the currency before it or the unit after it.
fn measured(tokens: &[Token], at: usize) -> Option<(Numeral, Measure, usize)> {
    if let Some((currency, start)) = money::sign_before(tokens, at) {
        let mut numeral = numeral::read(tokens, start).filter(|n| n.form == Form::Cardinal)?;
        if let Some(m) = tokens.get(numeral.end).filter(|t| t.joined && t.is_any(&["m", "b"])) {
            let factor = if m.is("m") { 1e6 } else { 1e9 };
            numeral = Numeral {
                value: numeral.value * factor,
                step: numeral.step * factor,
                end: numeral.end + 1,
                ..numeral
            };
        }
        return Some((numeral, Measure::Currency(currency), numeral.end));
    }
    if let Some(ordinal) = numeral::read_ordinal(tokens, at) {
        return Some((ordinal, Measure::Rank, ordinal.end));
    }
    let numeral = numeral::read(tokens, at)?;
    if numeral.form == Form::Share {
        return Some((numeral, Measure::Unit(&unit::UNITS[0]), numeral.end));
    }
    if let Some((currency, factor, end)) = money::word_after(tokens, numeral.end) {
        let numeral = Numeral { value: numeral.value * factor, step: numeral.step * factor, ..numeral };
        return Some((numeral, Measure::Currency(currency), end));
    }
    if let Some((unit, end)) = unit::read(tokens, numeral.end) {
        if let Some((rest, step, end)) = smaller_unit(tokens, unit, end) {
            let numeral = Numeral { value: numeral.value + rest, step, ..numeral };
            return Some((numeral, Measure::Unit(unit), end));
        }
        return Some((numeral, Measure::Unit(unit), end));
    }
    Some((numeral, Measure::Count, numeral.end))
}

/// "14 hours *and 20 minutes*", "6 feet *2 inches*": what a smaller unit adds and its step, in the greater one, and the
/// index past it.
fn smaller_unit(tokens: &[Token], greater: &Unit, at: usize) -> Option<(f64, f64, usize)> {
    let start = at + usize::from(tokens.get(at).is_some_and(|token| token.is("and")));
    let numeral = numeral::read(tokens, start).filter(|numeral| numeral.form == Form::Cardinal)?;
    let (unit, end) = unit::read(tokens, numeral.end)?;
    let fits = unit.dimension == greater.dimension
        && unit.factor < greater.factor
        && greater.offset == 0.0
        && numeral.value * unit.factor < greater.factor;
    let ratio = unit.factor / greater.factor;
    fits.then_some((numeral.value * ratio, numeral.step * ratio, end))
}

/// A hedge that starts at `at`, and the index past it.
fn hedge_before(tokens: &[Token], at: usize) -> (Option<Hedge>, usize) {
    if tokens[at].is("~") {
        return (Some(Hedge::About), at + 1);
    }
    if tokens[at].is(">") || tokens[at].is("<") {
        return (Some(if tokens[at].is(">") { Hedge::Over } else { Hedge::Under }), at + 1);
    }
    let first = tokens[at].lower.as_str();
    if first.len() > 13 || tokens[at].shape == Shape::Digits {
        return (None, at);
    }
    for (words, hedge) in HEDGES.iter().filter(|(words, _)| words.starts_with(first)) {
        let mut end = at;
        let matches = words.split(' ').all(|word| {
            let matched = tokens.get(end).is_some_and(|t| t.is(word));
            end += 1;
            matched
        });
        if matches && end < tokens.len() {
            return (Some(*hedge), end);
        }
    }
    (None, at)
}

/// "12 or more", "30 or so", "50-plus", "50+".
fn hedge_after(tokens: &[Token], end: usize) -> Option<(Hedge, usize)> {
    let at = |i: usize, word: &str| tokens.get(end + i).is_some_and(|t| t.is(word));
    if at(0, "or") {
        let hedge = match tokens.get(end + 1)?.lower.as_str() {
            "more" | "over" | "above" => Hedge::AtLeast,
            "less" | "fewer" | "under" | "below" => Hedge::AtMost,
            "so" | "thereabouts" => Hedge::About,
            _ => return None,
        };
        return Some((hedge, end + 2));
    }
    if at(0, "-") && at(1, "plus") {
        return Some((Hedge::AtLeast, end + 2));
    }
    (at(0, "+") && tokens[end].joined).then_some((Hedge::AtLeast, end + 1))
}

/// "between X and Y": the measure may stand on either.
fn range_between(tokens: &[Token], start: usize) -> Option<Quantity> {
    let (low, low_measure, end) = measured(tokens, start)?;
    tokens.get(end).filter(|t| t.is("and"))?;
    let (high, high_measure, end) = measured(tokens, end + 1)?;
    join(low, low_measure, high, high_measure, end)
}

/// "1.25 billion to 1.28 billion pounds", "5-10 people".
fn range_to(
    tokens: &[Token],
    start: usize,
    low: Numeral,
    low_measure: Measure,
    end: usize,
) -> Option<Quantity> {
    let link = tokens.get(end)?;
    let hyphen = link.is("-")
        && link.joined
        && tokens.get(end + 1).is_some_and(|t| t.shape == Shape::Digits || t.shape == Shape::Sign);
    // "from 5 to 7" is a change, not a range; "rose 5 to 7" cannot be told, and a range of numerals alone is rare
    let from = start > 0 && tokens[start - 1].is_any(&["from", "by"]);
    if !(hyphen || link.is("to") && !from) || low.form != Form::Cardinal {
        return None;
    }
    let (high, high_measure, end) = measured(tokens, end + 1)?;
    if high.form != Form::Cardinal
        || high.value <= low.value && high.step <= 1.0 && low_measure == high_measure
    {
        return None;
    }
    join(low, low_measure, high, high_measure, end)
}

fn join(
    low: Numeral,
    low_measure: Measure,
    high: Numeral,
    high_measure: Measure,
    end: usize,
) -> Option<Quantity> {
    let measure = match (low_measure, high_measure) {
        (Measure::Count, measure) | (measure, Measure::Count) => measure,
        (a, b) if a == b => a,
        _ => return None,
    };
    let mut low = low.value;
    // "5 to 10 million" means millions on both sides; "540 to 560 pence" has its factor on the second alone
    if high.step >= 1000.0 && low < 1000.0 && low_measure == Measure::Count {
        let factor = 10f64.powi(high.value.log10() as i32 / 3 * 3);
        low *= factor;
    }
    if let Measure::Currency(_) = measure
        && low_measure == Measure::Count
        && high.value < low
    {
        low /= 100.0;
    }
    Some(Quantity { interval: Interval::range(low, high.value), measure, total: None, end })
}

/// "four of the group's five regions", "38 out of 50": the whole that the number is a part of. The end then is past
/// the whole's number, so that the noun that follows belongs to both.
pub(crate) fn partitive(tokens: &[Token], end: usize, measure: Measure) -> (Option<f64>, usize) {
    let none = (None, end);
    if measure != Measure::Count {
        return none;
    }
    let mut at = end;
    if tokens.get(at).is_some_and(|t| t.is("out")) {
        at += 1;
    }
    if tokens.get(at).is_none_or(|t| !t.is_any(&["of", "among"])) {
        return none;
    }
    at += 1;
    // a determiner and up to two words of an owner: "the", "its", "the group's"
    for _ in 0..3 {
        if let Some(whole) = numeral::read(tokens, at).filter(|n| n.form == Form::Cardinal) {
            return (Some(whole.value), whole.end);
        }
        let Some(word) = tokens
            .get(at)
            .filter(|t| t.possessive || t.is_any(&["the", "its", "their", "his", "her", "our", "all"]))
        else {
            // "the group's": the word before the possessive
            if tokens.get(at + 1).is_some_and(|t| t.possessive) {
                at += 1;
                continue;
            }
            return none;
        };
        let _ = word;
        at += 1;
    }
    none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_begin_a_quantity_begins_none() {
        let units = unit::UNITS.iter().map(|unit| unit.name);
        let vocabulary: Vec<&str> = numeral::opening_words()
            .chain(HEDGES.iter().flat_map(|(words, _)| words.split(' ')))
            .chain(DECADES.iter().copied())
            .chain(units)
            .chain(money::codes())
            .chain(
                "hundred million dozen score pounds euro of and in per but out the his people late"
                    .split(' '),
            )
            .collect();
        for first in &vocabulary {
            for second in &vocabulary {
                let tokens = tokenize(&format!("his {first} {second} million of the five"));
                let wrong = !can_begin(&tokens[1]) && read_here(&tokens, 1).is_some();
                assert!(!wrong, "{first} {second}");
            }
        }
    }
    use crate::text::token::tokenize;

    fn read_all(text: &str) -> Option<(f64, f64, Hedge, usize)> {
        read(&tokenize(text), 0).map(|q| (q.interval.low, q.interval.high, q.interval.hedge, q.end))
    }

    #[test]
    fn hedges_and_ranges_become_intervals() {
        let infinity = f64::INFINITY;
        for (text, expected) in [
            ("over 80%", (80.0, infinity, Hedge::Over, 3)),
            ("nearly 40 percent", (35.0, 40.0, Hedge::Nearly, 3)),
            ("at least a dozen co-workers", (12.0, infinity, Hedge::AtLeast, 4)),
            ("about £1.2 million", (1.15e6, 1.25e6, Hedge::About, 4)),
            ("some three tonnes", (2.5, 3.5, Hedge::About, 3)),
            ("between £1,250 million and £1,280 million", (1.25e9, 1.28e9, Hedge::Range, 8)),
            ("1.25 billion to 1.28 billion pounds", (1.25e9, 1.28e9, Hedge::Range, 6)),
            ("5-10 people", (5.0, 10.0, Hedge::Range, 3)),
            ("5 to 10 million euros", (5e6, 1e7, Hedge::Range, 5)),
            ("12 or more", (12.0, infinity, Hedge::AtLeast, 3)),
            ("a little over 11 percent", (11.0, 11.5, Hedge::JustOver, 5)),
            ("more than a fifth", (20.0, infinity, Hedge::Over, 4)),
            ("£318.4m", (318.4e6, 318.4e6, Hedge::Exact, 3)),
            ("540p", (5.4, 5.4, Hedge::Exact, 2)),
        ] {
            let read = read_all(text).unwrap_or_else(|| panic!("{text} is a quantity"));
            let near = |a: f64, b: f64| a == b || (a - b).abs() < 1e-6 * b.abs();
            assert!(near(read.0, expected.0) && near(read.1, expected.1), "{text}: {read:?}");
            assert_eq!((read.2, read.3), (expected.2, expected.3), "{text}");
        }
    }

    #[test]
    fn a_part_of_a_whole_is_one_quantity() {
        for text in ["four of the group's five regions", "three of its five sales regions", "38 out of 50"] {
            let quantity = read(&tokenize(text), 0).expect("a quantity");
            assert!(quantity.total.is_some(), "{text}");
        }
        assert_eq!(read(&tokenize("three of the injured"), 0).and_then(|q| q.total), None);
    }
}
