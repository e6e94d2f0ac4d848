//! Numerals: numbers written in digits or English words.

use crate::text::token::{Shape, Token};

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// The number.
    pub value: f64,
    /// One unit of its last non-zero digit.
    pub step: f64,
    /// Index past its last token.
    pub end: usize,
    /// What sort of number word it is.
    pub form: Form,
}

/// What sort of number word a numeral is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits or plain number words.
    Cardinal,
    /// "a fifth", "two-thirds": a share of a whole; the value is in per cent.
    Share,
    /// "third", "21st".
    Ordinal,
    /// "dozens", "hundreds": a lower bound.
    Vague,
}

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Reads a numeral that starts at token `at`: `1,200`, `1.2 million`, "twenty-one", "two dozen", "half a million",
/// "a fifth". Nothing is read of words that only may be numbers ("one of", "second" as a time).
pub fn read(tokens: &[Token], at: usize) -> Option<Numeral> {
    let token = tokens.get(at)?;
    match token.shape {
        Shape::Digits => digits(tokens, at),
        Shape::Word => share(tokens, at).or_else(|| words(tokens, at)).or_else(|| vague(tokens, at)),
        Shape::Sign => None,
    }
}

/// Reads an ordinal that starts at token `at`: "third", "21st", "twenty-first".
pub fn read_ordinal(tokens: &[Token], at: usize) -> Option<Numeral> {
    let token = tokens.get(at)?;
    let numeral = |value: usize, end| Numeral { value: value as f64, step: 1.0, end, form: Form::Ordinal };
    if token.shape == Shape::Digits {
        let suffix = tokens.get(at + 1).filter(|t| t.joined && t.is_any(&["st", "nd", "rd", "th"]));
        return suffix.and_then(|_| token.lower.parse().ok()).map(|value| numeral(value, at + 2));
    }
    if let Some(value) = ORDINALS.iter().position(|word| token.is(word)) {
        return (value > 0).then(|| numeral(value, at + 1));
    }
    let tens = TENS.iter().position(|word| token.is(word))?;
    let last = skip_hyphen(tokens, at + 1);
    let unit = tokens.get(last).and_then(|t| ORDINALS[..10].iter().position(|word| t.is(word)))?;
    (unit > 0).then(|| numeral((tens + 2) * 10 + unit, last + 1))
}

/// Whether the word (lower case) is a number by itself: "seven", "third", "dozen".
pub fn is_number_word(lower: &str) -> bool {
    lower.len() > 2
        && (UNITS.contains(&lower)
            || TENS.contains(&lower)
            || ORDINALS.contains(&lower)
            || matches!(
                lower,
                "hundred"
                    | "thousand"
                    | "million"
                    | "billion"
                    | "trillion"
                    | "dozen"
                    | "dozens"
                    | "half"
                    | "twice"
            ))
}

/// The words with which a numeral can begin; articles too, for "a dozen".
pub(super) fn opening_words() -> impl Iterator<Item = &'static str> {
    const OTHERS: &[&str] = &["a", "an", "half"];
    let vague = VAGUE.iter().map(|(word, _)| *word);
    UNITS.iter().chain(TENS).chain(ORDINALS).chain(OTHERS).copied().chain(vague)
}

/// The value of a number word that is less than a hundred and of one part: "seven", "forty".
pub(crate) fn small_word(token: &Token) -> Option<u8> {
    small(token).map(|value| value as u8)
}

/// The value of "first" to "twentieth".
pub(crate) fn ordinal_word(token: &Token) -> Option<u8> {
    ORDINALS.iter().position(|word| token.is(word)).filter(|&value| value > 0).map(|value| value as u8)
}

/// The power of ten of "hundred", "thousand", "bn" and the like.
pub(crate) fn power_of_ten(token: &Token) -> Option<u8> {
    let power = scale(token)?.log10();
    (power.fract() == 0.0).then_some(power as u8)
}

fn skip_hyphen(tokens: &[Token], at: usize) -> usize {
    at + usize::from(tokens.get(at).is_some_and(|t| t.is("-") && t.joined))
}

/// The value of a multiplier word after a number.
fn scale(token: &Token) -> Option<f64> {
    Some(match token.lower.as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mn" | "mln" => 1e6,
        "billion" | "bn" | "bln" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "k" if token.joined => 1e3,
        "dozen" => 12.0,
        "score" => 20.0,
        _ => return None,
    })
}

fn digits(tokens: &[Token], at: usize) -> Option<Numeral> {
    let (mut value, mut step) = written(&tokens[at].lower)?;
    let mut end = at + 1;
    // "3½"
    if let Some(half) = tokens.get(end).filter(|t| t.joined).and_then(vulgar) {
        value += half;
        step = 0.1;
        end += 1;
    }
    let after = skip_hyphen(tokens, end);
    if let Some(factor) = tokens.get(after).and_then(scale) {
        value *= factor;
        step *= factor;
        end = after + 1;
        if let Some(factor) = tokens.get(end).and_then(scale).filter(|&f| f > factor) {
            value *= factor;
            step *= factor;
            end += 1;
        }
    }
    Some(Numeral { value, step, end, form: Form::Cardinal })
}

/// Value and step of digits with separators; `None` where the commas are not thousands separators.
fn written(text: &str) -> Option<(f64, f64)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if fraction.contains(['.', ',']) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    if whole.contains(',') && (first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return None;
    }
    let plain: String = whole.chars().filter(|&c| c != ',').collect();
    let value: f64 =
        if fraction.is_empty() { plain.parse().ok()? } else { format!("{plain}.{fraction}").parse().ok()? };
    let step = if fraction.is_empty() {
        let zeros = plain.len() - plain.trim_end_matches('0').len();
        10f64.powi(zeros.min(plain.len().saturating_sub(1)) as i32)
    } else {
        0.1f64.powi(fraction.len() as i32)
    };
    Some((value, step))
}

fn vulgar(token: &Token) -> Option<f64> {
    Some(match token.lower.as_str() {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

fn small(token: &Token) -> Option<f64> {
    if let Some(value) = UNITS.iter().position(|word| token.is(word)) {
        return Some(value as f64);
    }
    TENS.iter().position(|word| token.is(word)).map(|tens| (tens as f64 + 2.0) * 10.0)
}

fn words(tokens: &[Token], at: usize) -> Option<Numeral> {
    let first = &tokens[at];
    let cardinal = |value, step, end| Some(Numeral { value, step, end, form: Form::Cardinal });
    if first.is("half") {
        // "half a million", "half a dozen"
        let article = tokens.get(at + 1).filter(|t| t.is_any(&["a", "an"])).map_or(at + 1, |_| at + 2);
        let factor = tokens.get(article).and_then(scale).filter(|&f| f != 20.0)?;
        return cardinal(factor / 2.0, factor / 2.0, article + 1);
    }
    if first.is_any(&["a", "an"]) {
        let next = tokens.get(at + 1)?;
        if next.is("couple") {
            let of = tokens.get(at + 2).filter(|t| t.is("of")).map_or(at + 2, |_| at + 3);
            return cardinal(2.0, 1.0, of);
        }
        let factor = scale(next)?;
        return multiply(tokens, factor, at + 2, factor);
    }
    // "a single guard", "the sole survivor"
    let noun = tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Word && !next.stop);
    if first.is_any(&["single", "sole", "lone"])
        && noun
        && at > 0
        && tokens[at - 1].is_any(&["a", "the", "one", "its", "her", "his"])
    {
        return cardinal(1.0, 1.0, at + 1);
    }
    // a bare "hundred" is a number only after an article or a number
    let value = small(first)?;
    if first.is("one") && !one_is_a_number(tokens, at) {
        return None;
    }
    let mut end = at + 1;
    let mut total = 0.0;
    let mut group = value;
    let mut last_step: f64 = if value != 0.0 && value % 10.0 == 0.0 { 10.0 } else { 1.0 };
    if group >= 20.0 {
        let next = skip_hyphen(tokens, end);
        if let Some(unit) = tokens.get(next).and_then(small).filter(|&unit| (1.0..10.0).contains(&unit)) {
            group += unit;
            last_step = 1.0;
            end = next + 1;
        }
    }
    // "two and a half"
    if tokens.get(end).is_some_and(|t| t.is("and"))
        && tokens.get(end + 1).is_some_and(|t| t.is("a"))
        && tokens.get(end + 2).is_some_and(|t| t.is("half"))
    {
        group += 0.5;
        last_step = 0.5;
        end += 3;
    }
    loop {
        let next = skip_hyphen(tokens, end);
        if let Some(factor) = tokens.get(next).and_then(scale) {
            if factor >= 1e3 {
                total += group * factor;
                group = 0.0;
            } else {
                group *= factor;
            }
            last_step *= factor;
            end = next + 1;
            continue;
        }
        // "eight hundred and eighty-eight", "one thousand two hundred"
        let and = usize::from(tokens.get(end).is_some_and(|t| t.is("and")));
        let continues = last_step >= 100.0 && last_step != 12.0;
        let part =
            continues.then(|| tokens.get(end + and).and_then(small)).flatten().filter(|&part| part > 0.0);
        let Some(part) = part.filter(|&part| part < last_step) else { break };
        group += part;
        last_step = if part % 10.0 == 0.0 { 10.0 } else { 1.0 };
        end += and + 1;
        if part >= 20.0 {
            let next = skip_hyphen(tokens, end);
            if let Some(unit) = tokens.get(next).and_then(small).filter(|&unit| (1.0..10.0).contains(&unit)) {
                group += unit;
                last_step = 1.0;
                end = next + 1;
            }
        }
    }
    cardinal(total + group, last_step, end)
}

/// "a hundred and twenty", "a thousand": what follows the factor is added.
fn multiply(tokens: &[Token], value: f64, end: usize, step: f64) -> Option<Numeral> {
    let and = usize::from(tokens.get(end).is_some_and(|t| t.is("and")));
    let half = |at: usize| {
        tokens.get(at).is_some_and(|t| t.is("a")) && tokens.get(at + 1).is_some_and(|t| t.is("half"))
    };
    if step >= 1e3 && and == 1 && half(end + 1) {
        return Some(Numeral { value: value * 1.5, step: step / 2.0, end: end + 3, form: Form::Cardinal });
    }
    if step == 100.0
        && and == 1
        && let Some(rest) =
            tokens.get(end + 1).filter(|t| small(t).is_some()).and_then(|_| words(tokens, end + 1))
        && rest.value < 100.0
    {
        return Some(Numeral {
            value: value + rest.value,
            step: rest.step,
            end: rest.end,
            form: Form::Cardinal,
        });
    }
    if let Some(factor) = tokens.get(end).and_then(scale).filter(|&factor| factor > value) {
        return Some(Numeral {
            value: value * factor,
            step: step * factor,
            end: end + 1,
            form: Form::Cardinal,
        });
    }
    Some(Numeral { value, step, end, form: Form::Cardinal })
}

/// "one" is a pronoun in "one of the dead", "a cheap one", "no one", and none in "number one".
fn one_is_a_number(tokens: &[Token], at: usize) -> bool {
    let pronoun_before = at > 0 && {
        let before = &tokens[at - 1];
        before.is_any(&[
            "an", "a", "the", "this", "that", "which", "no", "any", "every", "each", "another", "first",
            "last",
        ]) || before.is("only") && at > 1 && tokens[at - 2].is_any(&["the", "his", "her", "its", "their"])
            || before.entry.is_some_and(|entry| entry.is_adjective() && !entry.is_noun())
    };
    let noun_after = tokens.get(at + 1).is_some_and(|t| {
        t.shape == Shape::Word
            && !t.is_any(&[
                "of", "another", "who", "which", "that", "is", "was", "has", "had", "day", "and", "or", "to",
                "in", "on", "said", "says",
            ])
    });
    let named = at > 0 && tokens[at - 1].is("number");
    named || !pronoun_before && noun_after
}

/// "a fifth", "one third", "two-thirds", "three quarters", "half of", "half the": per cent of a whole.
fn share(tokens: &[Token], at: usize) -> Option<Numeral> {
    let first = &tokens[at];
    let share = |numerator: f64, denominator: f64, end| {
        // fractions are round: "a third" is said of 31 and of 35 per cent
        Some(Numeral { value: 100.0 * numerator / denominator, step: 5.0, end, form: Form::Share })
    };
    if first.is("half") {
        let next = tokens.get(at + 1)?;
        return if next.is_any(&["of", "the", "its", "their", "his", "her", "all"]) {
            share(1.0, 2.0, at + 1)
        } else {
            None
        };
    }
    // "nine in ten", "one in five"
    if let (Some(part), Some(whole)) = (small(first), tokens.get(at + 2).and_then(small))
        && part < whole
        && [5.0, 10.0, 3.0, 4.0, 20.0, 8.0].contains(&whole)
        && tokens[at + 1].is("in")
        && tokens
            .get(at + 3)
            .is_none_or(|t| !t.is_any(&["minutes", "hours", "days", "weeks", "months", "years"]))
    {
        return share(part, whole, at + 3).map(|n| Numeral { step: 10.0, ..n });
    }
    let numerator =
        if first.is_any(&["a", "one"]) { 1.0 } else { small(first).filter(|&n| (2.0..10.0).contains(&n))? };
    let next = skip_hyphen(tokens, at + 1);
    let part = tokens.get(next)?;
    let plural = numerator > 1.0;
    let name = if plural { part.lower.strip_suffix('s')? } else { part.lower.as_str() };
    let denominator = match name {
        "half" if !plural => 2.0,
        "quarter" => 4.0,
        _ => ORDINALS.iter().position(|word| *word == name).filter(|&n| n >= 3)? as f64,
    };
    // "a third approach", "a quarter final": an ordinal before its noun is no share
    let ends_there = tokens.get(next + 1).is_none_or(|t| {
        t.shape == Shape::Sign && !t.is("-")
            || t.is_any(&[
                "of", "on", "in", "more", "less", "higher", "lower", "up", "down", "since", "from", "than",
                "to", "by", "and", "or", "as", "after", "when", "while",
            ])
    });
    if !(plural || ends_there) {
        return None;
    }
    // a "quarter" is a share only of something; alone it is a span of a year
    if name == "quarter"
        && !plural
        && tokens.get(next + 1).is_none_or(|t| !t.is_any(&["of", "more", "less", "higher", "lower"]))
    {
        return None;
    }
    share(numerator, denominator, next + 1)
}

/// Words that say that there are many, each with the least that it stands for.
const VAGUE: &[(&str, f64)] = &[
    ("dozens", 24.0),
    ("scores", 40.0),
    ("hundreds", 200.0),
    ("thousands", 2000.0),
    ("millions", 2e6),
    ("billions", 2e9),
];

/// "dozens of", "hundreds of people": lower bounds.
fn vague(tokens: &[Token], at: usize) -> Option<Numeral> {
    let mut value = VAGUE.iter().find(|(word, _)| tokens[at].is(word))?.1;
    let mut end = at + 1;
    tokens.get(end).filter(|t| t.is("of"))?;
    end += 1;
    if let Some(factor) = tokens.get(end).and_then(|t| match t.lower.as_str() {
        "thousands" => Some(1e3),
        "millions" => Some(1e6),
        _ => None,
    }) {
        value *= factor;
        end += 1 + usize::from(tokens.get(end + 1).is_some_and(|t| t.is("of")));
    }
    Some(Numeral { value, step: value, end, form: Form::Vague })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn value(text: &str) -> Option<(f64, f64, usize)> {
        read(&tokenize(text), 0).map(|n| (n.value, n.step, n.end))
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        for (text, expected) in [
            ("1,200", (1200.0, 100.0, 1)),
            ("1.2 million people", (1.2e6, 1e5, 2)),
            ("318.4m", (318.4, 0.1, 1)),
            ("1.9bn", (1.9e9, 1e8, 2)),
            ("88.20", (88.2, 0.01, 1)),
            ("seven", (7.0, 1.0, 1)),
            ("twenty-one", (21.0, 1.0, 3)),
            ("Sixty-three households", (63.0, 1.0, 3)),
            ("eight hundred and eighty-eight", (888.0, 1.0, 6)),
            ("one thousand two hundred", (1200.0, 100.0, 4)),
            ("three hundred thousand", (300_000.0, 100_000.0, 3)),
            ("two dozen", (24.0, 12.0, 2)),
            ("a dozen", (12.0, 12.0, 2)),
            ("half a million", (500_000.0, 500_000.0, 3)),
            ("a hundred and twenty", (120.0, 10.0, 4)),
            ("two and a half million", (2.5e6, 5e5, 5)),
            ("a couple of days", (2.0, 1.0, 3)),
            ("a fifth", (20.0, 5.0, 2)),
            ("three quarters", (75.0, 5.0, 2)),
            ("one person", (1.0, 1.0, 1)),
            ("hundreds of people", (200.0, 200.0, 2)),
        ] {
            let read = value(text).unwrap_or_else(|| panic!("{text} is a number"));
            assert!((read.0 - expected.0).abs() < 1e-6 * expected.0, "{text}: {read:?}");
            assert!((read.1 - expected.1).abs() < 1e-6 * expected.1, "step of {text}: {read:?}");
            assert_eq!(read.2, expected.2, "end of {text}");
        }
    }

    #[test]
    fn words_that_are_no_numbers_are_left_alone() {
        for text in [
            "one of the dead",
            "a third approach",
            "a quarter final",
            "hundred",
            "the",
            "1,23",
            "1.2.3",
            "half past",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_are_read_apart_from_numbers() {
        let ordinal = |text: &str| read_ordinal(&tokenize(text), 0).map(|n| (n.value, n.end));
        assert_eq!(ordinal("third time"), Some((3.0, 1)));
        assert_eq!(ordinal("21st century"), Some((21.0, 2)));
        assert_eq!(ordinal("twenty-first"), Some((21.0, 3)));
        assert_eq!(ordinal("three"), None);
    }
}
