//! A look at the tokens of a text by place, and at the numbers among them.

use super::lexicon::{Lexeme, lexeme};
use crate::text::token::{Shape, Token};

/// A look at the tokens by place; past the ends there is nothing.
#[derive(Clone, Copy)]
pub(super) struct Words<'a>(pub &'a [Token]);

impl<'a> Words<'a> {
    pub fn token(self, at: usize) -> Option<&'a Token> {
        self.0.get(at)
    }

    pub fn lexeme(self, at: usize) -> Option<Lexeme> {
        self.token(at).and_then(lexeme)
    }

    /// The word or sign at a place, folded; empty if there is none, or digits.
    pub fn lower(self, at: usize) -> &'a str {
        self.token(at).filter(|token| token.shape != Shape::Digits).map_or("", |token| token.lower.as_str())
    }

    /// The word before a place; in "mid-May" and "the summer" the one that governs it.
    pub fn before(self, at: usize) -> &'a str {
        match at.checked_sub(1).map(|at| (at, self.lower(at))) {
            None => "",
            Some((at, "-" | "the")) if at > 0 => self.lower(at - 1),
            Some((_, word)) => word,
        }
    }

    pub fn is_joined(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.joined)
    }

    /// A whole number of at most four digits, without separators.
    pub fn integer(self, at: usize) -> Option<i16> {
        let token = self.token(at).filter(|token| token.shape == Shape::Digits && token.lower.len() <= 4)?;
        token.lower.parse().ok()
    }

    /// A number in digits or words, "twenty-five" too, and the place after it.
    pub fn number(self, at: usize) -> Option<(i16, usize)> {
        if let Some(number) = self.integer(at) {
            return Some((number, at + 1));
        }
        let Lexeme::Cardinal(number) = self.lexeme(at)? else { return None };
        match self.lexeme(at + 2) {
            Some(Lexeme::Cardinal(unit)) if number >= 20 && unit < 10 && self.lower(at + 1) == "-" => {
                Some((number + unit, at + 3))
            }
            _ => Some((number, at + 1)),
        }
    }

    /// "3rd", "third", "twenty-first", and the place after it.
    pub fn ordinal(self, at: usize) -> Option<(i8, usize)> {
        if let Some(number) = self.integer(at) {
            let ending = matches!(self.lower(at + 1), "st" | "nd" | "rd" | "th") && self.is_joined(at + 1);
            return i8::try_from(number).ok().filter(|_| ending).map(|number| (number, at + 2));
        }
        match self.lexeme(at)? {
            Lexeme::Ordinal(number) => Some((number, at + 1)),
            Lexeme::Cardinal(tens @ (20 | 30)) if self.lower(at + 1) == "-" => match self.lexeme(at + 2) {
                Some(Lexeme::Ordinal(unit)) if unit < 10 => Some((i8::try_from(tens).ok()? + unit, at + 3)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the word at a place is a unit in the singular, as in "a 2025 metre cordon".
    pub fn is_unit(self, at: usize) -> bool {
        matches!(
            self.lower(at),
            "metre"
                | "meter"
                | "mile"
                | "foot"
                | "ton"
                | "tonne"
                | "pound"
                | "dollar"
                | "euro"
                | "km"
                | "kg"
                | "mph"
                | "hectare"
                | "acre"
                | "watt"
                | "seat"
                | "bed"
                | "page"
                | "strong"
                | "-"
        )
    }

    /// Whether the word at a place is what a number before it would count: "1900 jobs", "12 per cent".
    pub fn is_counted(self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|token| !token.capital) else { return false };
        match token.shape {
            Shape::Digits => false,
            Shape::Sign => matches!(token.lower.as_str(), "%" | "°"),
            Shape::Word => match token.lower.as_str() {
                "was" | "has" | "his" | "its" | "this" | "is" | "as" | "does" | "says" | "across"
                | "unless" | "perhaps" | "always" | "thus" | "besides" | "regardless" => false,
                "people" | "men" | "women" | "children" | "staff" | "police" | "per" | "percent"
                | "pence" | "million" | "billion" | "feet" => true,
                word => token.joined || (word.len() > 3 && word.ends_with('s') && !token.possessive),
            },
        }
    }
}
