//! What single words are to a sketch, looked up once a spelling.

use crate::text::stop;
use crate::text::token::{Shape, Token};
use crate::text::words;
use crate::value::date;
use crate::value::money;
use crate::value::numeral;
use crate::value::unit;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What a word can be besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A word with content.
    Content,
    /// A word with content that the word table does not have: a name, a coinage, a slip.
    Unknown,
    /// A word without content of its own.
    Stop,
    /// "seven", "forty".
    Small(u8),
    /// "hundred" to "trillion", by its power of ten.
    Scale(u8),
    Dozen,
    /// "first" to "twentieth".
    Ordinal(u8),
    /// The letter of "40k" and of "$1.7m".
    Letter(u8),
    /// The `st` of "21st".
    OrdinalEnding,
    /// A month; `sure`: it is nothing else.
    Month {
        month: u8,
        sure: bool,
    },
    /// "quarter".
    Quarter,
    /// The letter of "Q3 2025".
    Q,
    /// "percent", and the second word of "per cent".
    Percent,
    /// The word or code of a currency: the number beside it is an amount.
    Currency {
        currency: u8,
        hundredth: bool,
    },
}

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Of its base form.
    pub(super) id: u32,
    /// How rare it is, 0 to 255.
    pub(super) weight: u8,
    pub(super) role: Role,
    /// The place in the table of units of what it names or is the sign of; [`NO_UNIT`] of others.
    pub(super) unit: u8,
    pub(super) unit_sign: u8,
}

/// No place in the table of units.
pub(super) const NO_UNIT: u8 = u8::MAX;

/// Numbers of 64 well-mixed bits are their own hashes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only numbers of 64 bits are hashed");
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// The words met so far. It saves time only: what a word is does not depend on others.
#[derive(Default)]
pub struct Vocabulary {
    words: HashMap<u64, Word, BuildHasherDefault<Itself>>,
}

impl Vocabulary {
    /// What the word is that has this [`spelling`] hash and is written `lower`.
    pub(super) fn word(&mut self, hash: u64, lower: impl FnOnce() -> String) -> Word {
        // most words are there, and to look is quicker than to hold the place for one that is not
        match self.words.get(&hash) {
            Some(word) => *word,
            None => *self.words.entry(hash).or_insert(Word::of(&lower())),
        }
    }
}

/// The weight of a word that the table does not have.
const UNKNOWN: u8 = 255;

impl Word {
    fn of(lower: &str) -> Word {
        let entry = words::lemma(lower);
        let token = Token {
            bytes: 0..lower.len(),
            shape: Shape::Word,
            lower: lower.to_owned(),
            entry,
            capital: false,
            joined: false,
            stop: stop::contains(lower),
            possessive: false,
            initial: false,
        };
        let id = id_of(entry.map_or(lower, |entry| entry.word()).as_bytes());
        let weight = entry.map_or(UNKNOWN, |entry| (entry.idf() * 255.0) as u8);
        Word {
            id,
            weight,
            role: role(&token),
            unit: unit::of_word(lower).unwrap_or(NO_UNIT),
            unit_sign: unit::of_sign(lower).unwrap_or(NO_UNIT),
        }
    }
}

fn role(token: &Token) -> Role {
    let lower = token.lower.as_str();
    if let Some(value) = numeral::small_word(token) {
        return Role::Small(value);
    }
    if let Some(power) = numeral::power_of_ten(token) {
        return Role::Scale(power);
    }
    if let Some((month, sure)) = date::month_word(token) {
        return Role::Month { month, sure };
    }
    if let Some((currency, part)) = money::of_word(lower).filter(|_| !matches!(lower, "cent")) {
        return Role::Currency { currency: currency_number(currency), hundredth: part < 1.0 };
    }
    match lower {
        "dozen" => Role::Dozen,
        "quarter" => Role::Quarter,
        "q" => Role::Q,
        "k" => Role::Letter(3),
        "m" => Role::Letter(6),
        "percent" | "pct" | "cent" => Role::Percent,
        "st" | "nd" | "rd" | "th" => Role::OrdinalEnding,
        _ if token.stop => Role::Stop,
        _ => match numeral::ordinal_word(token) {
            Some(value) => Role::Ordinal(value),
            None if token.entry.is_some() => Role::Content,
            None => Role::Unknown,
        },
    }
}

/// A number for a currency: of its code.
pub(super) fn currency_number(money::Currency(code): money::Currency) -> u8 {
    // 32 and on: what is below are the dimensions of units
    32 + (code.bytes().fold(0_u32, |number, byte| number * 31 + u32::from(byte)) % 90) as u8
}

/// The FNV-1a hash of bytes so far, of 64 bits: Fowler, Noll, Vo and Eastlake, The FNV Non-Cryptographic Hash Algorithm
/// (draft-eastlake-fnv).
pub(super) mod spelling {
    /// Of nothing.
    pub(in super::super) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

    /// With one more byte.
    pub(in super::super) fn with(hash: u64, byte: u8) -> u64 {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }

    /// Of all of them, its bits well mixed: the finalizer of MurmurHash3 (Appleby).
    pub(in super::super) fn done(hash: u64) -> u64 {
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    }
}

/// A number for bytes.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    spelling::done(bytes.iter().fold(spelling::EMPTY, |hash, &byte| spelling::with(hash, byte)))
}

/// The number by which a term goes, never 0.
pub(super) fn id_of(bytes: &[u8]) -> u32 {
    (hash(bytes) >> 32).max(1) as u32
}
