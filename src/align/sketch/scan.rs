//! A text cut into words, numbers and signs, a byte at a time and without a copy of any of them.

use super::vocabulary::{Vocabulary, Word, currency_number, spelling};
use crate::text::fold;
use crate::value::money;

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// Whether no space stands before it.
    pub(super) joined: bool,
    /// Whether a sentence begins with it, where a capital letter says nothing.
    pub(super) initial: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Word {
        word: Word,
        capital: bool,
    },
    Number(Decimal),
    Hyphen,
    Percent,
    /// The sign of a currency, by its number.
    Money(u8),
    Sign,
}

/// A number as written in digits: `mantissa` × 10^`power`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) mantissa: u64,
    pub(super) power: i8,
    /// How many digits stand there, where nothing else does; 0 of a number with separators.
    pub(super) digits: u8,
}

impl Decimal {
    pub(super) fn small(number: u8) -> Decimal {
        Decimal { mantissa: u64::from(number), power: 0, digits: 0 }
    }

    /// Times a power of ten.
    pub(super) fn scaled(self, power: u8) -> Decimal {
        Decimal { power: self.power.saturating_add_unsigned(power), digits: 0, ..self }
    }

    /// The one way to write the number: a mantissa that does not end in zero, and its power of ten.
    pub(super) fn normal(mut self) -> (u64, i8) {
        if self.mantissa == 0 {
            return (0, 0);
        }
        while self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.power = self.power.saturating_add(1);
        }
        (self.mantissa, self.power)
    }

    /// About the number.
    pub(super) fn value(self) -> f64 {
        self.mantissa as f64 * 10_f64.powi(i32::from(self.power))
    }

    /// The number, if it is a whole one of so few digits without separators: a day, a year.
    pub(super) fn plain(self, most_digits: u8) -> Option<u16> {
        (self.digits > 0 && self.digits <= most_digits).then_some(self.mantissa as u16)
    }
}

/// Cuts `text` into `pieces`. `lower` is room to work in.
pub(super) fn scan(text: &str, vocabulary: &mut Vocabulary, lower: &mut String, pieces: &mut Vec<Piece>) {
    pieces.clear();
    let bytes = text.as_bytes();
    let (mut at, mut joined, mut initial) = (0, false, true);
    while let Some(&byte) = bytes.get(at) {
        let kind = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                joined = false;
                at += 1;
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' => word(text, &mut at, vocabulary, lower),
            b'0'..=b'9' => Kind::Number(number(bytes, &mut at)),
            0x80.. => {
                let Some(c) = text[at..].chars().next() else { break };
                if c.is_alphabetic() {
                    word(text, &mut at, vocabulary, lower)
                } else {
                    let start = at;
                    at += c.len_utf8();
                    match fold::plain(c) {
                        None => continue,
                        Some(plain) if plain.is_whitespace() => {
                            joined = false;
                            continue;
                        }
                        Some(plain) => sign(plain, &text[start..at]),
                    }
                }
            }
            _ => {
                at += 1;
                sign(char::from(byte), &text[at - 1..at])
            }
        };
        pieces.push(Piece { kind, joined, initial });
        joined = true;
        initial = match kind {
            Kind::Word { .. } | Kind::Number(_) => false,
            Kind::Sign => {
                matches!(byte, b'.' | b'!' | b'?' | b'"' | b':' | b'(' | 0x80..) || (initial && byte != b',')
            }
            Kind::Hyphen | Kind::Percent | Kind::Money(_) => initial,
        };
    }
}

fn sign(plain: char, written: &str) -> Kind {
    match plain {
        '-' => Kind::Hyphen,
        '%' => Kind::Percent,
        _ => money::of_sign(written).map_or(Kind::Sign, |currency| Kind::Money(currency_number(currency))),
    }
}

/// Letters, with apostrophes between them; a possessive `'s` is left out.
fn word(text: &str, at: &mut usize, vocabulary: &mut Vocabulary, lower: &mut String) -> Kind {
    let bytes = text.as_bytes();
    let start = *at;
    let mut hash = spelling::EMPTY;
    while let Some(byte) = bytes.get(*at).filter(|byte| byte.is_ascii_alphabetic()) {
        hash = spelling::with(hash, byte | 0x20);
        *at += 1;
    }
    if matches!(bytes.get(*at), Some(b'\'' | 0x80..)) {
        *at = start;
        return any_word(text, at, vocabulary, lower);
    }
    let word = vocabulary.word(spelling::done(hash), || text[start..*at].to_ascii_lowercase());
    Kind::Word { word, capital: bytes[start].is_ascii_uppercase() }
}

/// The same of a word with an apostrophe or with letters beyond ASCII.
fn any_word(text: &str, at: &mut usize, vocabulary: &mut Vocabulary, lower: &mut String) -> Kind {
    lower.clear();
    let mut capital = None;
    // how long it was before the last apostrophe
    let mut owner = None;
    for (start, c) in text[*at..].char_indices() {
        let after = *at + start + c.len_utf8();
        match fold::plain(c) {
            None => {}
            Some('\'') if text[after..].starts_with(char::is_alphabetic) => {
                owner = Some(lower.len());
                lower.push('\'');
            }
            Some(c) if c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}') => {
                capital.get_or_insert(c.is_uppercase());
                lower.extend(c.to_lowercase());
            }
            Some(_) => {
                *at += start;
                break;
            }
        }
        if after == text.len() {
            *at = after;
        }
    }
    if let Some(length) = owner.filter(|&length| length > 0 && lower[length..] == *"'s") {
        lower.truncate(length);
    }
    let hash = spelling::done(lower.bytes().fold(spelling::EMPTY, spelling::with));
    Kind::Word { word: vocabulary.word(hash, || lower.clone()), capital: capital.unwrap_or(false) }
}

/// Digits with separators between them: `1,200`, `4.20`, `2026`.
fn number(bytes: &[u8], at: &mut usize) -> Decimal {
    let start = *at;
    let (mut mantissa, mut power, mut digits, mut group) = (0_u64, 0_i8, 0_u8, 0_u8);
    let (mut fraction, mut grouped) = (false, false);
    while let Some(&byte) = bytes.get(*at) {
        let digit_follows = || bytes.get(*at + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            b'0'..=b'9' => {
                if mantissa < u64::MAX / 100 {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    power = power.saturating_sub(i8::from(fraction));
                } else {
                    power = power.saturating_add(i8::from(!fraction));
                }
                digits = digits.saturating_add(1);
                group = group.saturating_add(1);
            }
            b',' if !fraction && digit_follows() && group <= 3 && (!grouped || group == 3) => {
                grouped = true;
                group = 0;
            }
            b'.' if !fraction && digit_follows() => fraction = true,
            _ => break,
        }
        *at += 1;
    }
    let plain = *at - start == usize::from(digits);
    Decimal { mantissa, power, digits: if plain { digits } else { 0 } }
}
