//! Quotes over several sentences: who says them, and their marks in each sentence.

use super::person::People;
use crate::text::quotes;
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
    let mark = &tokens[quotes::unclosed(tokens)?];
    let start = sentence.start + mark.bytes.start;
    let end = sentence.end + closing(&text[sentence.end..], mark)?;
    // who says it stands behind the closing mark, or before the opening one
    let line = text[end..].find(['.', '!', '?']).map_or(text.len(), |stop| end + stop);
    let whole = &text[sentence.start..line];
    let speaker = people.speaker(&token::tokenize(whole), whole);
    Some(Long { start, end, speaker })
}

/// The byte of `text` behind the sign that closes what `mark` opened.
fn closing(text: &str, mark: &Token) -> Option<usize> {
    let length = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    if mark.is("\"") {
        let close = text.find(['"', '”', '„', '“']).filter(|&at| !text[at..].starts_with('“'))?;
        return Some(close + length(close));
    }
    // behind a stop or a comma, since apostrophes stand behind letters
    let closes = |at: usize| {
        text[..at].ends_with([',', '.', '!', '?'])
            && !text[at + length(at)..].starts_with(char::is_alphanumeric)
    };
    let close = text.match_indices(['\'', '’']).map(|(at, _)| at).find(|&at| closes(at))?;
    Some(close + length(close))
}

impl Long {
    /// What is said in the sentence at `place` of `text`, with the marks that it lacks.
    pub(super) fn part(&self, text: &str, place: &Range<usize>) -> String {
        let open = text[self.start..].chars().next().filter(|_| self.start < place.start);
        let close = text[..self.end].chars().next_back().filter(|_| self.end > place.end);
        open.into_iter().chain(text[place.clone()].chars()).chain(close).collect()
    }
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
        let rest = text.find("He sold it cheaply").expect("the second sentence");
        assert_eq!(long.part(text, &(rest..rest + 18)), "“He sold it cheaply”");
        assert_eq!(long.part(text, &(rest..text.len() - 1)), "“He sold it cheaply,” said Anna Weil");
    }

    #[test]
    fn single_marks_open_long_quotes_too() {
        let text = "‘We didn’t sell it. He did, didn’t he?’ she said.";
        let long = first(text).expect("a long quote");
        assert!(text[..long.end].ends_with("didn’t he?’"));
        assert_eq!(first("The dockers' strike ended. It was long.").map(|long| long.end), None);
    }

    #[test]
    fn a_quote_of_one_sentence_and_one_without_end_are_none() {
        assert_eq!(first("“He sold it,” said Anna Weil. “Cheaply.”"), None);
        assert_eq!(first("“He sold it. He left."), None);
    }
}
