//! Tokens: words, numbers and signs of a text, each with its bytes.

use super::fold;
use super::stop;
use super::words::{self, Entry};
use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, with inner apostrophes.
    Word,
    /// Digits, with inner separators: `1,200`, `4.20`, `2026`.
    Digits,
    /// One sign: punctuation, a currency sign, a degree sign.
    Sign,
}

/// A token of a text.
#[derive(Debug, Clone)]
pub struct Token {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// What it is made of.
    pub shape: Shape,
    /// Folded lower-case form; a possessive `'s` is cut off.
    pub lower: String,
    /// Whether the word begins with a capital letter.
    pub capital: bool,
    /// Whether no space stands before it: `318.4` and `m` in `318.4m`, `third` and `quarter` in `third-quarter`.
    pub joined: bool,
    /// The word of the background table that it is a form of.
    pub entry: Option<Entry>,
    /// Whether it is a word without content of its own: [`super::stop`].
    pub stop: bool,
    /// Whether the word carried a possessive `'s`.
    pub possessive: bool,
    /// Whether it begins a sentence, where a capital letter says nothing.
    pub initial: bool,
}

impl Token {
    /// Its base form: the table's word, or `lower`.
    pub fn base(&self) -> &str {
        self.entry.map_or(self.lower.as_str(), |entry| entry.word())
    }

    /// Whether the token is the word `word` in any case.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is a dash that sets words off, and no hyphen inside a word.
    pub fn is_dash(&self) -> bool {
        self.is("-") && (!self.joined || self.bytes.len() > 1)
    }

    /// Whether the token is one of `list`.
    pub fn is_any(&self, list: &[&str]) -> bool {
        list.contains(&self.lower.as_str())
    }
}

/// Splits `text` into tokens. White space separates and is dropped; every other character is in one token.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut joined = false;
    let mut initial = true;
    while let Some((start, first)) = chars.next() {
        let Some(c) = fold::plain(first) else { continue };
        if c.is_whitespace() {
            joined = false;
            continue;
        }
        let mut end = start + first.len_utf8();
        let shape = if c.is_ascii_digit() {
            while let Some(&(at, next)) = chars.peek() {
                let digit_follows = || text[at + next.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                if next.is_ascii_digit() || (matches!(next, ',' | '.') && digit_follows()) {
                    end = at + next.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
            Shape::Digits
        } else if c.is_alphabetic() {
            while let Some(&(at, next)) = chars.peek() {
                let letter_follows = || text[at + next.len_utf8()..].starts_with(char::is_alphabetic);
                let plain = fold::plain(next);
                let inner = plain == Some('\'') && letter_follows();
                // "U.S.", "p.m.": a letter, a stop and a letter, again and again
                let initialism =
                    next == '.' && end - start <= 5 && letter_follows() && is_initialism(&text[start..at]);
                if plain.is_none() || next.is_alphabetic() || is_mark(next) || inner || initialism {
                    end = at + next.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
            if text[end..].starts_with('.') && text[start..end].contains('.') {
                end += 1;
                chars.next();
            }
            Shape::Word
        } else {
            Shape::Sign
        };
        tokens.push(token(&text[start..end], start..end, shape, joined, initial));
        joined = true;
        initial = match shape {
            Shape::Sign => matches!(c, '.' | '!' | '?' | '"' | ':' | '(') || (initial && c != ','),
            Shape::Word | Shape::Digits => false,
        };
    }
    tokens
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_initialism(so_far: &str) -> bool {
    so_far.split('.').all(|part| part.chars().count() == 1)
}

fn token(word: &str, bytes: Range<usize>, shape: Shape, joined: bool, initial: bool) -> Token {
    let mut lower = String::with_capacity(word.len());
    for c in word.chars().filter_map(fold::plain) {
        lower.extend(c.to_lowercase());
    }
    let mut possessive = false;
    let mut entry = None;
    if shape == Shape::Word {
        if lower.len() > 2
            && lower.ends_with("'s")
            && !matches!(lower.as_str(), "it's" | "that's" | "he's" | "she's" | "let's")
        {
            lower.truncate(lower.len() - 2);
            possessive = true;
        }
        entry = words::lemma(&lower);
    }
    let stop = shape == Shape::Word && stop::contains(&lower);
    let capital = word.starts_with(char::is_uppercase);
    Token { bytes, shape, lower, capital, joined, entry, stop, possessive, initial }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|t| t.lower).collect()
    }

    #[test]
    fn numbers_units_and_signs_are_tokens_of_their_own() {
        assert_eq!(
            words("£318.4m at 4.20am, 1,150 people; 1,300°F"),
            ["£", "318.4", "m", "at", "4.20", "am", ",", "1,150", "people", ";", "1,300", "°", "f"]
        );
    }

    #[test]
    fn possessives_are_cut_and_contractions_kept() {
        assert_eq!(words("St Brannoc’s hasn't"), ["st", "brannoc", "hasn't"]);
    }

    #[test]
    fn initialisms_keep_their_stops() {
        assert_eq!(
            words("by 5 p.m. in the U.S. on Oct. 17"),
            ["by", "5", "p.m.", "in", "the", "u.s.", "on", "oct", ".", "17"]
        );
    }

    #[test]
    fn every_byte_that_is_not_space_is_in_one_token() {
        let text = "“Ça va”, 7½ – 12-hour (ok) #x";
        let covered: usize = tokenize(text).iter().map(|t| t.bytes.len()).sum();
        assert_eq!(covered, text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>());
    }

    #[test]
    fn hyphenated_parts_are_joined() {
        let tokens = tokenize("third-quarter sales");
        assert_eq!(tokens.iter().map(|t| t.joined).collect::<Vec<_>>(), [false, true, true, false]);
    }
}
