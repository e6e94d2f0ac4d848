//! Places in an order: "ranked sixth", "finished second", "peaked at number 28".

use crate::text::token::{Shape, Token};
use crate::text::words::PartOfSpeech;
use crate::value::{date, numeral};
use std::ops::Range;

/// Verbs of having or taking a place, and words for one.
const STANDING: &[&str] = &[
    "rank", "place", "finish", "peak", "debut", "chart", "reach", "seed", "come", "stand", "high", "low",
    "be",
];

/// Of these the ones that lead to an address as well: "reached number 12 Cole Street".
const LEADING: &[&str] = &["come", "stand", "high", "low", "be"];

/// Words that may stand between the verb and the place.
const BETWEEN: &[&str] = &[
    "at",
    "in",
    "as",
    "a",
    "an",
    "the",
    "to",
    "only",
    "joint",
    "equal",
    "currently",
    "overall",
    "nationally",
    "number",
    "no",
    "position",
    "place",
    "#",
    ".",
];

/// Words that make a place of a plain number: "number 28".
const LABELS: &[&str] = &["number", "no", "position", "place", "#"];

/// Whether the numeral says which place something has, and no other in the claim does: who of several has which is not read.
pub(super) fn is_place(tokens: &[Token], numeral: Range<usize>, ordinal: bool) -> bool {
    let before = &tokens[..numeral.start];
    let between = before.iter().rev().take_while(|token| token.is_any(BETWEEN)).count();
    let (before, between) = before.split_at(before.len() - between);
    let Some(verb) = before.last().map(Token::base).filter(|verb| STANDING.contains(verb)) else {
        return false;
    };
    if ordinal {
        // "was first arrested in May"
        let other_first = verb == "be" && tokens[numeral.start].is("first");
        let bare = (0..tokens.len()).filter(|&at| is_bare_ordinal(tokens, at)).count();
        return !other_first && bare == 1 && is_bare_ordinal(tokens, numeral.start);
    }
    let address = tokens.get(numeral.end).is_some_and(|next| next.capital && next.shape == Shape::Word);
    !address && !LEADING.contains(&verb) && between.iter().any(|token| token.is_any(LABELS))
}

/// An ordinal that ranks no noun: not "the third floor", nor "12th March". "Third place" is a place.
fn is_bare_ordinal(tokens: &[Token], at: usize) -> bool {
    let Some(ordinal) = numeral::read_ordinal(tokens, at) else { return false };
    let ranks = tokens.get(ordinal.end).is_some_and(|next| ranked(next) && !next.is_any(LABELS));
    !ranks && !date::is_day_of_month(tokens, at..ordinal.end)
}

/// Whether the word behind an ordinal is what it ranks: "the third *floor*", and not "third *behind*", "third *Saturday*".
pub(crate) fn ranked(next: &Token) -> bool {
    next.shape == Shape::Word
        && !next.joined
        && !next.stop
        && !date::is_weekday(next)
        && next.entry.is_none_or(|entry| {
            matches!(
                entry.dominant(),
                Some(PartOfSpeech::Noun | PartOfSpeech::Adjective | PartOfSpeech::Verb)
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    #[test]
    fn a_place_is_told_by_a_verb_of_standing() {
        let place = |text: &str| {
            let tokens = tokenize(text);
            (0..tokens.len()).any(|at| {
                let ordinal = numeral::read_ordinal(&tokens, at);
                let end = ordinal.or_else(|| numeral::read(&tokens, at)).map(|numeral| numeral.end);
                end.is_some_and(|end| is_place(&tokens, at..end, ordinal.is_some()))
            })
        };
        for text in [
            "The league ranked sixth by attendance.",
            "The song peaked at number 28 on the chart.",
            "It reached #2 on the list.",
            "She came second.",
            "The team is currently ranked No. 3 in the country.",
            "They finished in fourth place.",
            "The club is third in the table.",
            "The club is in third place.",
            "Hale finished second behind Cole.",
            "The firm ranked sixth nationally.",
            "She came third on Saturday.",
        ] {
            assert!(place(text), "{text}");
        }
        for text in [
            "He reached the third floor.",
            "Hale finished third and Cole second.",
            "Ministers came to No 10 on Monday.",
            "She reached number 12 Cole Street.",
            "He was first arrested in May.",
            "Six finished.",
            "She came on 12 March.",
            "The second victim came from Halden.",
            "They reached 28 homes.",
            "The train stood at platform number 3.",
        ] {
            assert!(!place(text), "{text}");
        }
    }
}
