//! Quotes over several sentences: who says them, and their marks in each sentence.

use super::person::People;
use crate::text::token::{self, Token};
use std::ops::Range;

/// A quote that goes on behind the sentence that opens it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Long {
    /// The byte of its opening mark.
    pub(super) start: usize,
    /// The byte behind its closing mark.
    pub(super) end: usize,
    /// Who says it.
    pub(super) speaker: Option<String>,
}

/// The quote that `sentence`, the bytes of a sentence of `text`, opens and does not close. `None` where it closes all, or
/// where nothing closes it in this paragraph.
pub(super) fn opened(
    text: &str,
    sentence: &Range<usize>,
    tokens: &[Token],
    people: &mut People,
) -> Option<Long> {
    let marks: Vec<&Token> = tokens.iter().filter(|token| token.is("\"")).collect();
    let last = marks.last().filter(|_| marks.len() % 2 == 1)?;
    let start = sentence.start + last.bytes.start;
    let behind = &text[sentence.end..];
    let close = behind.find(['"', '”', '„', '“']).filter(|&at| !behind[at..].starts_with('“'))?;
    let mark = behind[close..].chars().next().map_or(1, char::len_utf8);
    let end = sentence.end + close + mark;
    // who says it stands behind the closing mark, or before the opening one
    let line = text[end..].find(['.', '!', '?']).map_or(text.len(), |stop| end + stop);
    let whole = &text[sentence.start..line];
    let speaker = people.speaker(&token::tokenize(whole), whole);
    Some(Long { start, end, speaker })
}

/// What is said in one sentence of a longer quote, with the marks that it lacks.
pub(super) fn closed(words: &str, opened_before: bool, goes_on: bool) -> String {
    let open = if opened_before { "“" } else { "" };
    let close = if goes_on { "”" } else { "" };
    format!("{open}{words}{close}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentence;

    fn first(text: &str) -> Option<Long> {
        let range = sentence::split(text).into_iter().next()?;
        opened(text, &range, &token::tokenize(&text[range.clone()]), &mut People::default())
    }

    #[test]
    fn who_closes_the_quote_has_said_all_of_it() {
        let text = "“He sold his office. He sold it cheaply,” said Anna Weil.";
        let long = first(text).expect("a long quote");
        assert_eq!(long.speaker.as_deref(), Some("Anna Weil"));
        assert!(text[..long.end].ends_with("cheaply,”"));
        assert_eq!(
            closed("He sold it cheaply,” said Anna Weil", true, false),
            "“He sold it cheaply,” said Anna Weil"
        );
    }

    #[test]
    fn a_quote_of_one_sentence_and_one_without_end_are_none() {
        assert_eq!(first("“He sold it,” said Anna Weil. “Cheaply.”"), None);
        assert_eq!(first("“He sold it. He left."), None);
    }
}
