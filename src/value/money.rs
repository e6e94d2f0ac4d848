//! Money: amounts in a currency.

use super::Comparison;
use super::interval::Interval;
use super::unit;
use crate::text::token::{Shape, Token};
use std::fmt;

/// A currency by its ISO 4217 code. `$` alone is read as USD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(pub &'static str);

/// An amount of money, or of pounds where the words leave open whether a weight is meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// The amount in the currency's main unit.
    pub amount: Interval,
    /// The currency.
    pub currency: Currency,
    /// "6,600 pounds" may be a weight.
    pub maybe_weight: bool,
    /// As written.
    pub shown: String,
}

/// Signs that stand before an amount, longest first.
const SIGNS: &[(&str, Currency)] = &[
    ("£", Currency("GBP")),
    ("€", Currency("EUR")),
    ("$", Currency("USD")),
    ("¥", Currency("JPY")),
    ("₹", Currency("INR")),
    ("₽", Currency("RUB")),
    ("₩", Currency("KRW")),
    ("₺", Currency("TRY")),
    ("₴", Currency("UAH")),
];

/// Codes, and letters before a dollar sign.
const CODES: &[(&str, Currency)] = &[
    ("usd", Currency("USD")),
    ("us", Currency("USD")),
    ("eur", Currency("EUR")),
    ("gbp", Currency("GBP")),
    ("chf", Currency("CHF")),
    ("jpy", Currency("JPY")),
    ("cny", Currency("CNY")),
    ("rmb", Currency("CNY")),
    ("inr", Currency("INR")),
    ("aud", Currency("AUD")),
    ("a", Currency("AUD")),
    ("cad", Currency("CAD")),
    ("c", Currency("CAD")),
    ("nzd", Currency("NZD")),
    ("nz", Currency("NZD")),
    ("hk", Currency("HKD")),
    ("hkd", Currency("HKD")),
    ("sek", Currency("SEK")),
    ("nok", Currency("NOK")),
    ("dkk", Currency("DKK")),
    ("pln", Currency("PLN")),
    ("rs", Currency("INR")),
];

/// Words after an amount, with the part of the main unit that one is.
const WORDS: &[(&str, Currency, f64)] = &[
    ("pound", Currency("GBP"), 1.0),
    ("quid", Currency("GBP"), 1.0),
    ("pence", Currency("GBP"), 0.01),
    ("penny", Currency("GBP"), 0.01),
    ("euro", Currency("EUR"), 1.0),
    ("dollar", Currency("USD"), 1.0),
    ("cent", Currency("USD"), 0.01),
    ("yen", Currency("JPY"), 1.0),
    ("yuan", Currency("CNY"), 1.0),
    ("rupee", Currency("INR"), 1.0),
    ("franc", Currency("CHF"), 1.0),
    ("rouble", Currency("RUB"), 1.0),
    ("ruble", Currency("RUB"), 1.0),
    ("zloty", Currency("PLN"), 1.0),
    ("lira", Currency("TRY"), 1.0),
];

/// The codes of currencies, in lower case.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, _)| *code)
}

/// The currency that a word (lower case) names, and the part of its main unit that one is: "dollars", "pence", "eur".
pub(crate) fn of_word(lower: &str) -> Option<(Currency, f64)> {
    let word = lower.strip_suffix('s').filter(|word| word.len() > 2).unwrap_or(lower);
    let named = WORDS.iter().find(|(name, _, _)| *name == word).map(|&(_, currency, part)| (currency, part));
    named.or_else(|| {
        CODES
            .iter()
            .find(|(code, _)| lower.len() == 3 && *code == lower)
            .map(|&(_, currency)| (currency, 1.0))
    })
}

/// The currency of a sign.
pub(crate) fn of_sign(sign: &str) -> Option<Currency> {
    SIGNS.iter().find(|(known, _)| *known == sign).map(|&(_, currency)| currency)
}

/// A currency sign or code at `at` and the index of the number after it.
pub fn sign_before(tokens: &[Token], at: usize) -> Option<(Currency, usize)> {
    let token = tokens.get(at)?;
    let digits_at = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Digits);
    if token.shape == Shape::Sign {
        let &(_, currency) = SIGNS.iter().find(|(sign, _)| token.is(sign))?;
        return digits_at(at + 1).then_some((currency, at + 1));
    }
    if token.shape != Shape::Word || token.lower.len() > 3 {
        return None;
    }
    let &(_, currency) = CODES.iter().find(|(code, _)| token.is(code))?;
    if tokens.get(at + 1).is_some_and(|t| t.is("$") && t.joined) && digits_at(at + 2) {
        return Some((currency, at + 2));
    }
    (token.lower.len() == 3 && token.capital && digits_at(at + 1)).then_some((currency, at + 1))
}

/// A currency word after a number: the currency, the part of its main unit, the index past the word.
pub fn word_after(tokens: &[Token], at: usize) -> Option<(Currency, f64, usize)> {
    let token = tokens.get(at).filter(|t| t.shape == Shape::Word)?;
    let after_digits = at > 0 && tokens[at - 1].shape == Shape::Digits;
    if after_digits && token.joined && token.is("p") {
        return Some((Currency("GBP"), 0.01, at + 1));
    }
    // "297.6m pounds"
    let word = token.lower.strip_suffix('s').filter(|word| word.len() > 3).unwrap_or(&token.lower);
    if let Some(&(_, currency, part)) = WORDS.iter().find(|(name, _, _)| *name == word) {
        let sterling = tokens.get(at + 1).is_some_and(|t| t.is("sterling"));
        return Some((currency, part, at + 1 + usize::from(sterling)));
    }
    // "5 US dollars"
    if let Some((_, currency)) = CODES.iter().find(|(code, _)| token.is(code)) {
        if tokens.get(at + 1).is_some_and(|t| t.is_any(&["dollars", "dollar"])) {
            return Some((*currency, 1.0, at + 2));
        }
        return (token.lower.len() == 3).then_some((*currency, 1.0, at + 1));
    }
    None
}

impl Money {
    /// Compares two amounts; two currencies cannot be compared.
    pub fn compare(&self, other: &Money) -> Comparison {
        if self.currency != other.currency {
            return Comparison::Incomparable(format!(
                "other currencies: {} and {}",
                self.currency.0, other.currency.0
            ));
        }
        self.amount.compare(&other.amount, false)
    }

    /// The weight in kilograms that "pounds" may mean.
    pub fn as_weight(&self) -> Option<Interval> {
        self.maybe_weight.then(|| self.amount.convert(unit::pound_mass().factor, 0.0))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
