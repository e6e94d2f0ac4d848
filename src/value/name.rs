//! Names of persons, places and organisations.

use super::{Comparison, Side, numeral};
use crate::text::fold;
use crate::text::token::{Shape, Token};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name, compared word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words in lower case, without articles, titles and connectives.
    pub words: Vec<String>,
    /// As written.
    pub shown: String,
}

/// Words of names that do not tell one from another.
const TITLES: &[&str] = &[
    "the",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "of",
    "and",
    "de",
    "la",
    "st",
    "inc",
    "ltd",
    "plc",
    "llc",
    "gmbh",
    "ag",
    "sa",
    "co",
    "corp",
    "&",
];

/// Capitalised words that are no names: times, and what begins sentences in title case.
const NO_NAMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "ceo",
    "cfo",
    "coo",
    "cto",
    "mp",
    "i",
    "christmas",
    "easter",
    "ok",
    "tv",
    "ai",
    "new year's eve",
];

impl Name {
    /// The name that `text` is.
    pub fn new(text: &str) -> Name {
        let words = text
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | ',' | '(' | ')' | '"' | '&'))
            .map(|word| {
                let word = without_accents(fold::canonical(word));
                word.strip_suffix("'s").map(str::to_owned).unwrap_or(word)
            })
            .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
            .collect();
        Name { words, shown: text.to_owned() }
    }

    /// Whether two names can be one: the same words, one a part of the other ("Musk", "Elon Musk"), or the initials
    /// of the other ("WSA").
    pub fn is_alias(&self, other: &Name) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if short.words.is_empty() {
            return false;
        }
        // of names of as many words one may say a word twice
        let within = |part: &Name, whole: &Name| {
            part.words.iter().all(|word| whole.words.iter().any(|w| same_word(word, w)))
        };
        if within(short, long) || short.words.len() == long.words.len() && within(long, short) {
            return true;
        }
        short.words.len() == 1 && long.words.len() > 1 && {
            let letters = short.words[0].chars();
            letters.clone().count() == long.words.len()
                && letters.zip(&long.words).all(|(letter, word)| word.starts_with(letter))
        }
    }

    /// Whether the names differ by spelling only: every word has a near-equal one at its place.
    pub fn is_near_spelling(&self, other: &Name) -> bool {
        self.words.len() == other.words.len()
            && self.words != other.words
            && self.words.iter().zip(&other.words).all(|(a, b)| {
                a == b
                    || a.len() >= 3
                        && b.len() >= 3
                        && strsim::jaro_winkler(a, b) >= 0.9
                        && !is_people_of(a, b)
                        && !is_people_of(b, a)
            })
    }

    /// Compares two names: the same, an alias (the same, less exactly), or another.
    pub fn compare(&self, other: &Name) -> Comparison {
        if self.words == other.words {
            Comparison::Same { exact: self.shown == other.shown }
        } else if self.is_alias(other) {
            Comparison::Same { exact: false }
        } else {
            Comparison::Disjoint
        }
    }

    /// Whether this is what people or things of the other, a place, are called: "Mexican", "Mexico".
    pub fn is_people_of(&self, place: &Name) -> bool {
        match (self.words.as_slice(), place.words.as_slice()) {
            ([people], [place]) => is_people_of(people, place),
            _ => false,
        }
    }

    /// The side that says more of the name, where one is a part of the other.
    pub fn fuller(&self, other: &Name) -> Option<Side> {
        match self.words.len().cmp(&other.words.len()) {
            std::cmp::Ordering::Less => Some(Side::Right),
            std::cmp::Ordering::Greater => Some(Side::Left),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// "Cádiz" is "Cadiz".
fn without_accents(word: String) -> String {
    if word.is_ascii() {
        return word;
    }
    word.nfd().filter(|&c| !is_combining_mark(c)).collect()
}

/// "Mexican" and "Mexico", "Djiboutians" and "Djibouti": no two spellings.
fn is_people_of(people: &str, place: &str) -> bool {
    ["ians", "ian", "ans", "an", "ns", "n", "ese", "ish", "is", "i"].iter().any(|ending| {
        let stem = people.strip_suffix(ending).filter(|stem| stem.len() >= 4);
        let rest = stem.and_then(|stem| place.strip_prefix(stem));
        rest.is_some_and(|rest| ["", "a", "e", "i", "o", "y", "ia"].contains(&rest))
    })
}

/// "american" and "americans" are one.
fn same_word(a: &str, b: &str) -> bool {
    a == b || a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

/// Finds the names in a text: runs of capitalised words, joined by "of", "&" and hyphens.
pub fn find(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !begins_name(tokens, at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(token) = tokens.get(end) {
            if tokens[end - 1].possessive {
                break;
            }
            let part = token.shape == Shape::Word
                && token.capital
                && !token.initial
                && !NO_NAMES.contains(&token.lower.as_str());
            // "Highway 71", "Furnace 3"
            let number = token.shape == Shape::Digits
                && token.lower.len() <= 4
                && !token.joined
                && !token.lower.contains(['.', ',']);
            let ends = tokens.get(end + 1).is_none_or(|t| {
                t.shape == Shape::Sign && !t.is("%")
                    || t.is_any(&["and", "or", "was", "were", "is", "are", "has", "had"])
            });
            if part || number && ends {
                end += 1;
                continue;
            }
            let capital_after = |i: usize| tokens.get(i).is_some_and(|t| t.shape == Shape::Word && t.capital);
            let joins = token.is("&")
                || token.is("of")
                || token.is("-") && token.joined
                || token.is(".") && tokens[end - 1].lower.len() <= 2;
            if joins && capital_after(end + 1) && !NO_NAMES.contains(&tokens[end + 1].lower.as_str()) {
                end += 2;
            } else {
                break;
            }
        }
        names.push(at..end);
        at = end;
    }
    names
}

fn begins_name(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.shape != Shape::Word
        || !token.capital
        || token.stop
        || NO_NAMES.contains(&token.lower.as_str())
        || token.initial && numeral::is_number_word(&token.lower)
    {
        return false;
    }
    if !token.initial {
        return true;
    }
    if TITLES.contains(&token.lower.as_str()) {
        return tokens.get(at + 1).is_some_and(|t| t.capital && t.shape == Shape::Word);
    }
    let next_capital = tokens
        .get(at + 1)
        .is_some_and(|t| t.shape == Shape::Word && t.capital && !NO_NAMES.contains(&t.lower.as_str()));
    let number_word = numeral::read(tokens, at).is_some();
    match token.entry {
        None => !number_word,
        Some(entry) => {
            next_capital && !number_word
                || entry.idf() > 0.8 && entry.is_noun() && entry.word() == token.lower
                || token.possessive && entry.word() == token.lower && entry.idf() > 0.6
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn names(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        find(&tokens)
            .into_iter()
            .map(|r| text[tokens[r.start].bytes.start..tokens[r.end - 1].bytes.end].to_owned())
            .collect()
    }

    #[test]
    fn an_alias_is_one_from_either_side() {
        let (a, b) = (Name::new("Mill Grade Mill Road Upper"), Name::new("Mill Grade Mill Grade Road"));
        assert_eq!(a.is_alias(&b), b.is_alias(&a));
        assert!(Name::new("Cádiz").is_alias(&Name::new("Cadiz")));
        assert!(!Name::new("Mexico City").is_near_spelling(&Name::new("Mexican City")));
    }

    #[test]
    fn names_are_runs_of_capitalised_words() {
        for (text, expected) in [
            (
                "Chief executive Hugh Lattimore said Darrow Castings paid.",
                vec!["Hugh Lattimore", "Darrow Castings"],
            ),
            (
                "Inspectors from the Workplace Safety Authority came on Tuesday.",
                vec!["Workplace Safety Authority"],
            ),
            ("Twelve people were hurt in March.", vec![]),
            ("X said the European Commission’s probe is over.", vec!["X", "European Commission’s"]),
            (
                "Corviton hired Keswold & Co and the Bank of Ireland.",
                vec!["Corviton", "Keswold & Co", "Bank of Ireland"],
            ),
            ("All patients went to St Brannoc's.", vec!["St Brannoc's"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn aliases_are_parts_and_initials() {
        let alias = |a: &str, b: &str| Name::new(a).is_alias(&Name::new(b));
        assert!(alias("Musk", "Elon Musk"));
        assert!(alias("WSA", "Workplace Safety Authority"));
        assert!(alias("Ardmore Hale", "Ardmore Hale Capital Partners"));
        assert!(!alias("Keswold & Co", "Lazenby Roth"));
        assert!(Name::new("Jon Smith").is_near_spelling(&Name::new("John Smith")));
    }
}
