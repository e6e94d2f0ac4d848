//! What stands between quotation marks.

use super::token::{Shape, Token};
use std::ops::Range;

/// The quotes of a text, marks included, in order. Double marks open and close by turns; a single mark opens where a
/// space is before it and none behind it, so that apostrophes and "the drivers' vote" open nothing.
pub fn spans(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let (mut double, mut single) = (None, None);
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.shape == Shape::Sign) {
        if token.is("\"") {
            match double.take() {
                None => double = Some(at),
                Some(start) => spans.push(start..at + 1),
            }
        } else if token.is("'") && double.is_none() {
            match single.take() {
                None if !token.joined && tokens.get(at + 1).is_some_and(|next| next.joined) => {
                    single = Some(at);
                }
                Some(start)
                    if token.joined
                        && tokens
                            .get(at + 1)
                            .is_none_or(|next| !next.joined || next.shape == Shape::Sign) =>
                {
                    spans.push(start..at + 1);
                }
                open => single = open,
            }
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    fn quoted(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let words = |span: Range<usize>| {
            text[tokens[span.start].bytes.start..tokens[span.end - 1].bytes.end].to_owned()
        };
        spans(&tokens).into_iter().map(words).collect()
    }

    #[test]
    fn double_and_single_marks_make_quotes() {
        assert_eq!(quoted("“We left,” she said. “At once.”"), ["“We left,”", "“At once.”"]);
        assert_eq!(quoted("‘We left,’ she said."), ["‘We left,’"]);
        assert_eq!(quoted("He said \"it's the drivers' day\"."), ["\"it's the drivers' day\""]);
    }

    #[test]
    fn apostrophes_open_nothing() {
        assert!(quoted("The drivers' vote isn't over; in the '90s it was.").is_empty());
    }
}
