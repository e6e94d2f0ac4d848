//! When an article was published, as the lines and the metadata say it.

use crate::text::token::{Shape, Token, tokenize};
use crate::value::date::{self, Context, Date, looks_like_edtf};
use std::ops::Range;

/// Words that may stand around the date of a line that says nothing else.
const AROUND: &[&str] = &[
    "published",
    "posted",
    "updated",
    "update",
    "modified",
    "edited",
    "created",
    "last",
    "first",
    "on",
    "at",
    "date",
    "publication",
    "time",
    "local",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "gmt",
    "utc",
    "bst",
    "est",
    "edt",
    "et",
    "cet",
    "cest",
    "ist",
    "pt",
    "pst",
    "pdt",
    "ct",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// Words of a time that counts from when the page was seen.
const AGO: &[&str] = &[
    "ago",
    "now",
    "just",
    "yesterday",
    "today",
    "an",
    "a",
    "hour",
    "hours",
    "hr",
    "hrs",
    "minute",
    "minutes",
    "min",
    "mins",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
];

/// A date in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// EDTF or RFC 3339.
    pub text: String,
    /// Bytes of the line.
    pub bytes: Range<usize>,
    /// Whether it is that of the last change.
    pub updated: bool,
}

/// The dates of a line that holds nothing else; `None` if it holds other things, no dates for "Updated 3 hours ago".
pub(super) fn read(line: &str) -> Option<Vec<Stamp>> {
    if line.len() > 160 {
        return None;
    }
    let (mut stamps, mut covered) = (written(line), Vec::new());
    covered.extend(stamps.iter().map(|stamp| stamp.bytes.clone()));
    let tokens = tokenize(line);
    let context = Context { published: None, future: false };
    let mut at = 0;
    let mut updated = false;
    let (mut is_ago, mut is_told) = (false, false);
    while let Some(token) = tokens.get(at) {
        let inside = covered.iter().find(|bytes| bytes.contains(&token.bytes.start));
        updated = match inside {
            None => {
                (updated || token.is_any(&["updated", "update", "modified", "edited"]))
                    && !token.is_any(&["published", "posted", "first"])
            }
            Some(_) => updated,
        };
        if let Some(bytes) = inside {
            if let Some(stamp) = stamps.iter_mut().find(|stamp| stamp.bytes == *bytes) {
                stamp.updated = updated;
            }
            at += 1;
            continue;
        }
        if let Some((text, end)) =
            date::read(&tokens, at, &context).and_then(|(date, end)| Some((day(&date)?, end)))
        {
            let last = tokens.get(end - 1).map_or(token.bytes.end, |token| token.bytes.end);
            stamps.push(Stamp { text, bytes: token.bytes.start..last, updated });
            at = end;
            continue;
        }
        is_ago |= token.is_any(&["ago", "now", "yesterday", "today"]);
        is_told |= token.is_any(&["published", "posted", "updated"]);
        if !may_stand_around(token) {
            return None;
        }
        at += 1;
    }
    (!stamps.is_empty() || is_ago || is_told && tokens.iter().any(|token| token.shape == Shape::Digits))
        .then_some(stamps)
}

/// The date that a piece of metadata holds, in whatever form.
pub(super) fn of_metadata(text: &str) -> Option<String> {
    let text = text.trim();
    exact(text)
        .or_else(|| read(text)?.into_iter().next().map(|stamp| stamp.text))
        .or_else(|| exact(text.get(..10)?))
}

fn may_stand_around(token: &Token) -> bool {
    token.shape != Shape::Word || token.is_any(AROUND) || token.is_any(AGO)
}

/// The day that was read, or the month; not a time alone, a year or a span of years.
fn day(date: &Date) -> Option<String> {
    let (first, last) = date.days().filter(|_| !date.is_inferred())?;
    if first == last {
        return Some(first.to_string());
    }
    (first.year() == last.year() && first.month() == last.month() && first.day() == 1 && last.day() > 27)
        .then(|| date.canonical())
}

/// The dates of a line that stand in it as EDTF or RFC 3339.
fn written(line: &str) -> Vec<Stamp> {
    let words = line.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    });
    words
        .filter_map(|(start, word)| {
            let inner = word.trim_matches([',', '.', '(', ')', '[', ']', ';', ':', '|']);
            let start = start + word.find(inner)?;
            let text = exact(inner).filter(|_| inner.len() >= 7)?;
            Some(Stamp { text, bytes: start..start + inner.len(), updated: false })
        })
        .collect()
}

/// EDTF or RFC 3339, with the liberties that sites take.
fn exact(text: &str) -> Option<String> {
    if !looks_like_edtf(text) || text.contains(['/', 'X', '?', '~', '%']) {
        return None;
    }
    let mut text = text.replacen(' ', "T", 1);
    if let Some(zone) = text.len().checked_sub(5).filter(|_| text.contains('T')) {
        let digits = text.get(zone + 1..).is_some_and(|zone| zone.bytes().all(|b| b.is_ascii_digit()));
        if digits && matches!(text.as_bytes().get(zone), Some(b'+' | b'-')) {
            text.insert(zone + 3, ':');
        }
    }
    Date::parse_edtf(&text).is_ok().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(line: &str) -> Option<String> {
        read(line)?.into_iter().next().map(|stamp| stamp.text)
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for line in [
            "Feb 4, 2026",
            "4 February 2026",
            "Wednesday, 4 February 2026",
            "Wednesday 4th February 2026",
            "2026-02-04",
            "Published: 4 February 2026",
            "Published on February 4, 2026 at 10:00 am",
            "February 4th, 2026",
            "04 Feb 2026 10:12 GMT",
        ] {
            assert_eq!(first(line).as_deref(), Some("2026-02-04"), "{line}");
        }
        assert_eq!(first("2026-02-04T10:00:00Z").as_deref(), Some("2026-02-04T10:00:00Z"));
        assert_eq!(first("February 2026").as_deref(), Some("2026-02"));
    }

    #[test]
    fn a_line_that_says_more_than_a_date_is_none() {
        for line in ["On 4 February 2026 police raided the offices", "2026", "Ten days in 2026", "Corviton"] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(read("Updated 3 hours ago"), Some(Vec::new()));
    }

    #[test]
    fn a_line_may_have_two_dates() {
        let line = "Published 4 Feb 2026, updated 2026-02-05";
        let found: Vec<_> = read(line)
            .into_iter()
            .flatten()
            .map(|stamp| (line[stamp.bytes].to_owned(), stamp.updated))
            .collect();
        assert!(found.contains(&("4 Feb 2026".to_owned(), false)), "{found:?}");
        assert!(found.contains(&("2026-02-05".to_owned(), true)), "{found:?}");
    }

    #[test]
    fn metadata_takes_liberties() {
        for (text, date) in [
            ("2026-02-04T10:00:00+0100", "2026-02-04T10:00:00+01:00"),
            ("2026-02-04 10:00:00", "2026-02-04T10:00:00"),
            ("2026-02-04T10:00:00.000Z", "2026-02-04T10:00:00.000Z"),
            ("2026-02-04T99:00", "2026-02-04"),
            ("February 4, 2026", "2026-02-04"),
        ] {
            assert_eq!(of_metadata(text).as_deref(), Some(date), "{text}");
        }
        assert_eq!(of_metadata("soon"), None);
    }
}
