//! Datelines: "PORT ELLERY, March 4 (NNS) —" before the first words of a report.

use super::document;
use crate::text::token::{self, Shape, Token};
use crate::value::date;

/// Longer ones are sentences: so many tokens.
const LONGEST: usize = 16;

/// So many characters hold every dateline.
const FARTHEST: usize = 160;

/// Where the report begins in the first paragraph `text`: the byte behind its dateline, 0 where it has none.
pub(super) fn end(text: &str) -> usize {
    let head = text.char_indices().nth(FARTHEST).map_or(text, |(end, _)| &text[..end]);
    let tokens = token::tokenize(head);
    let close = tokens.iter().take(LONGEST).position(|token| token.is(")"));
    let dash = tokens.iter().take(LONGEST).position(Token::is_dash);
    let last = match (close, dash) {
        (Some(close), Some(dash)) if dash == close + 1 => dash,
        (Some(close), _) if !tokens.get(close + 1).is_none_or(|next| next.shape == Shape::Sign) => close,
        (_, Some(dash)) => dash,
        _ => return 0,
    };
    let words = &tokens[..last];
    let named = words.iter().all(|token| match token.shape {
        Shape::Word => token.capital,
        Shape::Digits => true,
        Shape::Sign => token.is_any(&[",", ".", "(", ")", "/"]),
    });
    // a place in capitals, or a day
    let shouted = tokens.first().is_some_and(|first| {
        let word = &head[first.bytes.clone()];
        word.len() > 2 && word.chars().all(|c| !c.is_lowercase())
    });
    let dated = tokens.first().is_some_and(date::is_calendar_word);
    let agency = close.is_some_and(|close| close <= last);
    if named && last > 0 && (shouted || dated && agency) { tokens[last].bytes.end } else { 0 }
}

/// The day that a dateline tells with its year: "LONDON, July 22, 2026 (Ledger Wire) -".
pub(super) fn day(text: &str) -> Option<String> {
    let line = &text[..end(text)];
    let tokens = token::tokenize(line);
    let first = tokens.iter().position(date::is_calendar_word)?;
    let year = tokens.iter().rposition(|token| token.shape == Shape::Digits && token.lower.len() == 4)?;
    // "22 July 2026"
    let number = |at: usize| tokens[at].shape == Shape::Digits && tokens[at].lower.len() <= 2;
    let first = first.checked_sub(1).filter(|&before| number(before)).unwrap_or(first);
    let words = line.get(tokens[first].bytes.start..tokens[year].bytes.end)?;
    document::day(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_begins(text: &str, report: &str) {
        assert_eq!(text[end(text)..].trim_start(), report, "{text}");
    }

    #[test]
    fn places_days_and_agencies_are_left_out() {
        for dateline in [
            "PORT ELLERY, March 4 (NNS) —",
            "PORT ELLERY (NNS)",
            "OSTLER SPRINGS, Ore. (OP) —",
            "Feb 3 (Tickerline) -",
            "HALDEN –",
        ] {
            assert_begins(&format!("{dateline} A crane fell on Tuesday."), "A crane fell on Tuesday.");
        }
    }

    #[test]
    fn a_day_with_its_year_is_read() {
        for (line, expected) in [
            ("LONDON, July 22, 2026 (Ledger Wire) - A dam failed.", Some("2026-07-22")),
            ("LONDON, 22 July 2026 (Ledger Wire) - A dam failed.", Some("2026-07-22")),
            ("LONDON, July 22 (Ledger Wire) - A dam failed in 2025.", None),
        ] {
            assert_eq!(day(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn sentences_are_kept() {
        for text in [
            "Three towns — Halden, Merrow and Ellery — were cleared.",
            "Halden Port (HP) has two cranes.",
            "NASA said (again) that it would wait.",
            "A crane fell.",
            "",
        ] {
            assert_begins(text, text);
        }
    }
}
