//! Units of measure: what their words and signs are, what they measure, how they convert.

use crate::text::token::{Shape, Token};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a unit measures; units of one dimension convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Shares of a whole.
    Percent,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Kilograms.
    Mass,
    /// Litres.
    Volume,
    /// Degrees Celsius.
    Temperature,
    /// Metres a second.
    Speed,
    /// Watts.
    Power,
    /// Watt-hours.
    Energy,
    /// Bytes.
    Data,
    /// Years of a person's life.
    Age,
    /// Seconds.
    Time,
}

/// A unit of measure.
#[derive(Debug, PartialEq)]
pub struct Unit {
    /// The name that is shown.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many of the dimension's base unit one is.
    pub factor: f64,
    /// What is added after multiplying; only temperatures have one.
    pub offset: f64,
    /// Words, in base form.
    words: &'static [&'static str],
    /// Signs and abbreviations that stand right after digits.
    signs: &'static [&'static str],
}

const fn unit(
    name: &'static str,
    dimension: Dimension,
    factor: f64,
    words: &'static [&'static str],
    signs: &'static [&'static str],
) -> Unit {
    Unit { name, dimension, factor, offset: 0.0, words, signs }
}

/// Every unit. Factors: NIST Special Publication 811 (2008), appendix B.8. A `ton` is read as a tonne: which of the
/// three tons is meant is not said in news, and they lie within 10 %.
pub static UNITS: &[Unit] = &[
    unit("%", Dimension::Percent, 1.0, &["percent", "per cent", "pct", "percentage point"], &["%"]),
    unit("mm", Dimension::Length, 0.001, &["millimetre", "millimeter"], &["mm"]),
    unit("cm", Dimension::Length, 0.01, &["centimetre", "centimeter"], &["cm"]),
    unit("m", Dimension::Length, 1.0, &["metre", "meter"], &["m"]),
    unit("km", Dimension::Length, 1000.0, &["kilometre", "kilometer"], &["km"]),
    unit("in", Dimension::Length, 0.0254, &["inch"], &[]),
    unit("ft", Dimension::Length, 0.3048, &["foot"], &["ft"]),
    unit("yd", Dimension::Length, 0.9144, &["yard"], &["yd"]),
    unit("mi", Dimension::Length, 1609.344, &["mile"], &["mi"]),
    unit("nmi", Dimension::Length, 1852.0, &["nautical mile"], &["nmi"]),
    unit("m²", Dimension::Area, 1.0, &["square metre", "square meter"], &["sqm"]),
    unit("km²", Dimension::Area, 1e6, &["square kilometre", "square kilometer"], &["sqkm"]),
    unit("sq ft", Dimension::Area, 0.092_903, &["square foot"], &[]),
    unit("sq mi", Dimension::Area, 2_589_988.0, &["square mile"], &[]),
    unit("ha", Dimension::Area, 10_000.0, &["hectare"], &["ha"]),
    unit("ac", Dimension::Area, 4_046.856, &["acre"], &["ac"]),
    unit("mg", Dimension::Mass, 1e-6, &["milligram", "milligramme"], &["mg"]),
    unit("g", Dimension::Mass, 0.001, &["gram", "gramme"], &["g"]),
    unit("kg", Dimension::Mass, 1.0, &["kilogram", "kilo", "kilogramme"], &["kg", "kgs"]),
    unit("t", Dimension::Mass, 1000.0, &["tonne", "ton", "metric ton"], &["t"]),
    unit("short tons", Dimension::Mass, 907.184_74, &["short ton", "us ton"], &[]),
    unit("long tons", Dimension::Mass, 1_016.046_9, &["long ton", "imperial ton"], &[]),
    unit("lb", Dimension::Mass, 0.453_592_37, &[], &["lb", "lbs"]),
    unit("oz", Dimension::Mass, 0.028_349_5, &["ounce"], &["oz"]),
    unit("st", Dimension::Mass, 6.350_293, &[], &[]),
    unit("ml", Dimension::Volume, 0.001, &["millilitre", "milliliter"], &["ml"]),
    unit("l", Dimension::Volume, 1.0, &["litre", "liter"], &["l"]),
    unit("fl oz", Dimension::Volume, 0.029_573_5, &["fluid ounce", "fl oz"], &[]),
    unit("gal", Dimension::Volume, 3.785_412, &["gallon"], &["gal"]),
    unit("bbl", Dimension::Volume, 158.987_3, &["barrel"], &["bbl"]),
    unit(
        "°C",
        Dimension::Temperature,
        1.0,
        &["degree celsius", "degree c", "degree centigrade", "celsius"],
        &["c", "°c"],
    ),
    Unit {
        name: "°F",
        dimension: Dimension::Temperature,
        factor: 5.0 / 9.0,
        offset: -160.0 / 9.0,
        words: &["degree fahrenheit", "degree f", "fahrenheit"],
        signs: &["f", "°f"],
    },
    unit("m/s", Dimension::Speed, 1.0, &["metre per second", "meter per second"], &[]),
    unit(
        "km/h",
        Dimension::Speed,
        1.0 / 3.6,
        &["kilometre per hour", "kilometer per hour", "kilometre an hour", "kilometer an hour"],
        &["km/h", "kph", "kmh"],
    ),
    unit("mph", Dimension::Speed, 0.447_04, &["mile per hour", "mile an hour"], &["mph"]),
    unit("kn", Dimension::Speed, 0.514_444, &["knot"], &["kn", "kt", "kts"]),
    unit("kW", Dimension::Power, 1e3, &["kilowatt"], &["kw"]),
    unit("MW", Dimension::Power, 1e6, &["megawatt"], &["mw"]),
    unit("GW", Dimension::Power, 1e9, &["gigawatt"], &["gw"]),
    unit("kWh", Dimension::Energy, 1e3, &["kilowatt hour"], &["kwh"]),
    unit("MWh", Dimension::Energy, 1e6, &["megawatt hour"], &["mwh"]),
    unit("GB", Dimension::Data, 1e9, &["gigabyte"], &["gb"]),
    unit("TB", Dimension::Data, 1e12, &["terabyte"], &["tb"]),
    unit("years old", Dimension::Age, 1.0, &["year old", "year of age"], &[]),
    unit("seconds", Dimension::Time, 1.0, &["second"], &[]),
    unit("minutes", Dimension::Time, 60.0, &["minute"], &["min", "mins"]),
    unit("hours", Dimension::Time, 3600.0, &["hour"], &["hr", "hrs"]),
    unit("days", Dimension::Time, 86_400.0, &["day"], &[]),
    unit("nights", Dimension::Time, 86_400.0, &["night"], &[]),
    unit("weeks", Dimension::Time, 604_800.0, &["week"], &[]),
    // a month and a year as calendar means: 365.2425 days
    unit("months", Dimension::Time, 2_629_746.0, &["month"], &[]),
    unit("years", Dimension::Time, 31_556_952.0, &["year"], &["yr", "yrs"]),
    unit("decades", Dimension::Time, 315_569_520.0, &["decade"], &[]),
];

/// The mass that "pounds" means where it is not money.
pub fn pound_mass() -> &'static Unit {
    UNITS.iter().find(|unit| unit.name == "lb").unwrap_or(&UNITS[0])
}

/// The unit of people's ages.
pub fn years_old() -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.dimension == Dimension::Age)
}

/// Reads a unit that starts at token `at`, right after a number; returns it and the index past it. Hyphens between
/// ("300-metre", "12-year-old") are passed over.
pub fn read(tokens: &[Token], at: usize) -> Option<(&'static Unit, usize)> {
    let mut start = at;
    let hyphen = |i: usize| tokens.get(i).is_some_and(|t| t.is("-") && t.joined);
    if hyphen(start) {
        start += 1;
    }
    let first = tokens.get(start)?;
    if first.is("%") || first.is("percent") || first.is("pct") {
        return Some((&UNITS[0], start + 1));
    }
    if first.is("°") {
        let letter = tokens.get(start + 1).filter(|t| t.joined && t.is_any(&["c", "f"]))?;
        let sign = if letter.is("c") { "c" } else { "f" };
        return by_sign(sign).map(|unit| (unit, start + 2));
    }
    if first.shape != Shape::Word {
        return None;
    }
    // the longest words first: "kilometres per hour" before "kilometres"
    for length in (1..=3).rev() {
        let mut words = String::new();
        let mut end = start;
        let mut taken = 0;
        while taken < length {
            if taken > 0 && hyphen(end) {
                end += 1;
            }
            let Some(token) = tokens.get(end).filter(|t| t.shape == Shape::Word) else { break };
            if taken > 0 {
                words.push(' ');
            }
            words.push_str(singular(&token.lower));
            end += 1;
            taken += 1;
        }
        if taken == length
            && let Some(unit) = by_words(&words)
        {
            return Some((unit, end));
        }
    }
    let after_digits = at > 0 && tokens[at - 1].shape == Shape::Digits;
    if !after_digits || first.is("in") {
        return None;
    }
    // "km/h" is three tokens
    if first.is("km")
        && tokens.get(start + 1).is_some_and(|t| t.is("/"))
        && tokens.get(start + 2).is_some_and(|t| t.is("h"))
    {
        return by_sign("km/h").map(|unit| (unit, start + 3));
    }
    // a lone capital letter is a sign only right after the digits: "700C", never "5 C"
    let glued = first.joined || first.lower.len() > 1;
    let unit = by_sign(&first.lower).filter(|_| glued || first.is_any(&["m", "g", "t", "l"]))?;
    Some((unit, start + 1))
}

/// The place in [`UNITS`] of the unit that one word names in full.
pub(crate) fn of_word(lower: &str) -> Option<u8> {
    static PLACES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| places(|unit| unit.words));
    PLACES.get(singular(lower)).copied()
}

/// The place in [`UNITS`] of the unit with that sign.
pub(crate) fn of_sign(lower: &str) -> Option<u8> {
    static PLACES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| places(|unit| unit.signs));
    PLACES.get(lower).copied()
}

/// The first unit for each of its words or signs.
fn places(names: impl Fn(&'static Unit) -> &'static [&'static str]) -> HashMap<&'static str, u8> {
    let of = |(at, unit)| names(unit).iter().map(move |&name| (name, at as u8));
    UNITS.iter().enumerate().rev().flat_map(of).collect()
}

fn singular(word: &str) -> &str {
    match word {
        "feet" => "foot",
        "inches" => "inch",
        "celsius" | "gbs" => word,
        _ if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") => &word[..word.len() - 1],
        _ => word,
    }
}

fn by_words(words: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.words.contains(&words))
}

fn by_sign(sign: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.signs.contains(&sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    #[test]
    fn units_are_read_after_numbers() {
        for (text, name, end) in [
            ("38%", "%", 2),
            ("7 per cent more", "%", 3),
            ("300-metre cordon", "m", 3),
            ("700C", "°C", 2),
            ("1,300°F", "°F", 3),
            ("60 km/h", "km/h", 4),
            ("60 kilometres per hour", "km/h", 4),
            ("5 kg", "kg", 2),
            ("12-year-old boy", "years old", 5),
            ("12-hour shifts", "hours", 3),
            ("40 square miles", "sq mi", 3),
            ("6 feet", "ft", 2),
        ] {
            let tokens = tokenize(text);
            let read = read(&tokens, 1).map(|(unit, end)| (unit.name, end));
            assert_eq!(read, Some((name, end)), "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_units_are_not() {
        for text in ["5 in the morning", "12 people", "7 C", "30 others"] {
            assert_eq!(read(&tokenize(text), 1), None, "{text}");
        }
    }
}
