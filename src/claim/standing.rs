//! Places in an order: "ranked sixth", "finished second", "peaked at number 28".

use crate::text::token::{Shape, Token};
use std::ops::Range;

/// Verbs of having or taking a place, and words for one.
const STANDING: &[&str] =
    &["rank", "place", "finish", "peak", "debut", "chart", "reach", "come", "stand", "seed", "high", "low"];

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

/// Whether the numeral says which place something has.
pub(super) fn is_place(tokens: &[Token], numeral: Range<usize>, ordinal: bool) -> bool {
    let before = &tokens[..numeral.start];
    let between = before.iter().rev().take_while(|token| token.is_any(BETWEEN)).count();
    let (before, between) = before.split_at(before.len() - between);
    let stands = before.last().is_some_and(|verb| STANDING.contains(&verb.base()));
    // "reached the third floor" tells no place in an order
    let counts = tokens
        .get(numeral.end)
        .is_some_and(|next| next.shape == Shape::Word && !next.joined && !next.stop && !next.is_any(LABELS));
    let told = if ordinal { !counts } else { between.iter().any(|token| token.is_any(LABELS)) };
    stands && told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;
    use crate::value::numeral;

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
        ] {
            assert!(place(text), "{text}");
        }
        for text in [
            "He reached the third floor.",
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
