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

/// The mark that a sentence opens and does not close. A single mark counts where it begins the sentence or stands behind a
/// comma or colon, since "the '90s" opens nothing.
pub fn unclosed(tokens: &[Token]) -> Option<usize> {
    let marks = || tokens.iter().enumerate().rev().filter(|(_, token)| token.is("\""));
    if let Some((last, _)) = marks().next() {
        return (marks().count() % 2 == 1).then_some(last);
    }
    let spans = spans(tokens);
    (0..tokens.len()).rev().find(|&at| {
        let begins = at == 0 || tokens[at - 1].is_any(&[",", ":"]);
        let opens = tokens.get(at + 1).is_some_and(|next| next.joined && next.shape == Shape::Word);
        tokens[at].is("'") && begins && opens && !spans.iter().any(|span| span.contains(&at))
    })
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
    fn a_quote_that_goes_on_is_unclosed() {
        for (text, expected) in [
            ("“We left. ", Some(0)),
            ("He said: ‘We left.", Some(3)),
            ("‘We left,’ she said. ‘At once.’", None),
            ("In the '90s, we left.", None),
        ] {
            assert_eq!(unclosed(&tokenize(text)), expected, "{text}");
        }
    }

    #[test]
    fn apostrophes_open_nothing() {
        assert!(quoted("The drivers' vote isn't over; in the '90s it was.").is_empty());
    }
}
