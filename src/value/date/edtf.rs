//! Reads EDTF levels 0 and 1 and RFC 3339 times. (Printing is `Display` of what is read.)
//!
//! Left out: years of other than four digits (`Y17E7`, `-0044`), seasons of level 2 (25 to 41), qualifiers inside a
//! date (`2004?-06`), seconds (checked, not kept). `..` and an empty end are kept apart by EDTF, not by us.

use super::Date;
use super::days::{ANY_YEAR, Days, Piece, Season, Unit, Year};
use super::time::Time;
use jiff::civil;

impl Date {
    /// Reads `2026`, `2026-03`, `2026-03-03`, `2026-21` (spring), `202X`, `2026-03-XX`, `2026-03~`, `2026-03-01/..`,
    /// `2026-03-03T16:20:00Z`; the error is a message with the text in it.
    ///
    /// ```
    /// use factdiff::value::date::Date;
    /// assert_eq!(Date::parse_edtf("2026-03~/2026-05").unwrap().to_string(), "2026-03~/2026-05");
    /// assert_eq!(Date::parse_edtf("2026-02-30").unwrap_err(), "`2026-02-30` is not a day that exists");
    /// ```
    pub fn parse_edtf(text: &str) -> Result<Date, String> {
        let text = text.trim();
        let (days, time) = Date::parse_told(text)?;
        Ok(Date { days: Some(days), time, year: Year::Told, shown: text.to_owned() })
    }

    /// The same, and `XXXX-03-03` for a day whose year is not known (EDTF level 2). Not for the dates of a source, which need
    /// their year.
    ///
    /// # Errors
    /// A message with the text in it.
    pub fn parse_value(text: &str) -> Result<Date, String> {
        let text = text.trim();
        let plain = text.replace("XXXX-", &format!("{ANY_YEAR}-"));
        if plain == text {
            return Date::parse_edtf(text);
        }
        if !text.split('/').all(|end| end.starts_with("XXXX-")) {
            return Err(unreadable(text));
        }
        // over New Year
        let over = || {
            let (first, last) = plain.split_once('/')?;
            let last = last.replace(&ANY_YEAR.to_string(), &(ANY_YEAR + 1).to_string());
            Date::parse_told(&format!("{first}/{last}")).ok()
        };
        let (days, time) = Date::parse_told(&plain)
            .or_else(|why| over().ok_or(why))
            .map_err(|why| why.replace(&plain, text))?;
        Ok(Date { days: Some(days), time, year: Year::Untold, shown: text.to_owned() })
    }

    fn parse_told(text: &str) -> Result<(Days, Option<Time>), String> {
        Ok(if let Some((first, last)) = text.split_once('/') {
            (interval(text, first, last)?, None)
        } else if let Some((day, time)) = split_time(text) {
            let piece = piece(text, day)?;
            if piece.unit != Unit::Day {
                return Err(unreadable(text));
            }
            (Days::One(piece), Some(clock(text, time)?))
        } else {
            (Days::One(piece(text, text)?), None)
        })
    }
}

/// Whether a scalar means to be a date: a four-digit year with a month, a mark or an `X`, or an interval of such.
/// A bare integer is a count, `2026` too; `2026-13` means to be a date and is not one.
pub fn looks_like_edtf(text: &str) -> bool {
    let text = text.trim();
    match text.split_once('/') {
        None => begins_as_date(text) && !text.bytes().all(|b| b.is_ascii_digit()),
        Some((first, last)) => {
            (begins_as_date(first) && (is_open(last) || begins_as_date(last)))
                || (is_open(first) && begins_as_date(last))
        }
    }
}

fn begins_as_date(text: &str) -> bool {
    let Some((year, rest)) = text.split_at_checked(4) else { return false };
    if year == "XXXX" && rest.starts_with('-') {
        return true; // nothing else begins like that
    }
    let is_year = year.bytes().take(2).all(|b| b.is_ascii_digit())
        && year.bytes().skip(2).all(|b| b.is_ascii_digit() || b == b'X');
    if !is_year {
        return false;
    }
    match rest.strip_prefix('-') {
        None => matches!(rest, "" | "?" | "~" | "%"),
        Some(rest) => {
            // one or two characters of a month, then the end or more of a date: not `2023-2025`
            let month = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'X').count();
            matches!(month, 1 | 2)
                && matches!(rest.as_bytes().get(month), None | Some(b'-' | b'?' | b'~' | b'%'))
        }
    }
}

fn is_open(end: &str) -> bool {
    matches!(end, "" | ".." | "open" | "unknown")
}

fn unreadable(text: &str) -> String {
    format!("`{text}` is not a date: write `2026-03-04`, `2026-03`, `2026-03~` or `2026-03-01/2026-03-04`")
}

fn interval(text: &str, first: &str, last: &str) -> Result<Days, String> {
    if split_time(first).is_some() || split_time(last).is_some() {
        return Err(format!("`{text}` has a time of day in an interval: write the days alone"));
    }
    let end = |end: &str| if is_open(end) { Ok(None) } else { piece(text, end).map(Some) };
    match (end(first)?, end(last)?) {
        (None, None) => Err(format!("`{text}` is open at both ends and so says nothing")),
        (Some(first), Some(last)) if last.last < first.first => {
            Err(format!("`{text}` ends before it begins"))
        }
        (first, last) => Ok(Days::Range(first, last)),
    }
}

fn piece(text: &str, written: &str) -> Result<Piece, String> {
    let (plain, uncertain, approximate) = match written.as_bytes().last() {
        Some(b'?') => (&written[..written.len() - 1], true, false),
        Some(b'~') => (&written[..written.len() - 1], false, true),
        Some(b'%') => (&written[..written.len() - 1], true, true),
        _ => (written, false, false),
    };
    let mut parts = plain.split('-');
    let year = parts.next().unwrap_or_default();
    let (month, day) = (parts.next(), parts.next());
    if year.len() != 4 || parts.next().is_some() {
        return Err(unreadable(text));
    }
    let short = |part: Option<&str>| part.is_some_and(|part| part.len() == 1 && number::<i8>(part).is_some());
    if short(month) || short(day) {
        return Err(format!("`{text}` needs two digits for month and day, as in `2026-03-04`"));
    }
    let piece = match (number(year), month) {
        (None, None) => unknown_digits(year),
        (None, Some(_)) => None,
        (Some(year), None | Some("XX")) if day.is_none_or(|day| day == "XX") => Piece::year(year),
        (Some(year), Some(month)) => match number::<i8>(month).filter(|_| month.len() == 2) {
            Some(month) => Some(in_year(text, year, month, day)?),
            None => None,
        },
        (Some(_), None) => None,
    };
    let piece = piece.ok_or_else(|| unreadable(text))?;
    Ok(Piece { uncertain, approximate, ..piece })
}

fn in_year(text: &str, year: i16, month: i8, day: Option<&str>) -> Result<Piece, String> {
    let season = match month {
        21 => Some(Season::Spring),
        22 => Some(Season::Summer),
        23 => Some(Season::Autumn),
        24 => Some(Season::Winter),
        _ => None,
    };
    if let (Some(season), None) = (season, day) {
        return Piece::season(year, season).ok_or_else(|| unreadable(text));
    }
    let whole = Piece::month(year, month).ok_or_else(|| format!("`{text}` has no month {month:02}"))?;
    match day {
        None | Some("XX") => Ok(whole),
        Some(day) => {
            let day = number(day).filter(|_| day.len() == 2).ok_or_else(|| unreadable(text))?;
            let day = civil::Date::new(year, month, day);
            day.map(Piece::day).map_err(|_| format!("`{text}` is not a day that exists"))
        }
    }
}

/// `202X` and `20XX`.
fn unknown_digits(year: &str) -> Option<Piece> {
    let known = year.trim_end_matches('X');
    let century = number::<i16>(known)?;
    match known.len() {
        3 => Piece::years(century * 10, Unit::Decade),
        2 => Piece::years(century * 100, Unit::Century),
        _ => None,
    }
}

/// The day and the time, where there is a time after the tenth character.
fn split_time(text: &str) -> Option<(&str, &str)> {
    let (day, rest) = text.split_at_checked(10)?;
    Some((day, rest.strip_prefix(['T', 't', ' '])?))
}

/// `16:20`, `16:20:30.5Z`, `16:20+01:00`.
fn clock(text: &str, written: &str) -> Result<Time, String> {
    let bad = || {
        format!("`{text}` has no time of day after the `T`: write `16:20`, `16:20:00` or `16:20:00+01:00`")
    };
    let zone_at = written.find(['Z', 'z', '+', '-']).unwrap_or(written.len());
    let (clock, zone) = (written[..zone_at].trim_end(), &written[zone_at..]);
    let mut parts = clock.split(':');
    let two = |part: &str| number::<i16>(part).filter(|_| part.len() == 2);
    let hour = parts.next().and_then(two).ok_or_else(bad)?;
    let minute = parts.next().and_then(two).ok_or_else(bad)?;
    let whole = |second: &str| two(second.split_once('.').map_or(second, |(whole, _)| whole));
    let second = parts.next().map_or(Some(0), whole).ok_or_else(bad)?;
    if parts.next().is_some() {
        return Err(bad());
    }
    // RFC 3339, section 5.6: hours to 23, and second 60 is a leap second
    let limits = [("hour", hour, 23), ("minute", minute, 59), ("second", second, 60)];
    if let Some((name, value, _)) = limits.into_iter().find(|(_, value, most)| value > most) {
        return Err(format!("`{text}` has no {name} {value}"));
    }
    let offset = match zone.as_bytes() {
        [] => None,
        [b'Z' | b'z'] => Some(0),
        [sign, ..] => {
            let (hours, minutes) = zone[1..].split_once(':').unwrap_or((&zone[1..], "00"));
            let hours = two(hours).filter(|hours| *hours < 24).ok_or_else(bad)?;
            let minutes = two(minutes).filter(|minutes| *minutes < 60).ok_or_else(bad)?;
            let offset = hours * 60 + minutes;
            Some(if *sign == b'-' { -offset } else { offset })
        }
    };
    Ok(Time { offset, ..Time::at(hour * 60 + minute) })
}

/// A number made of digits alone, without a sign.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_covers_its_days_and_prints_as_it_was() {
        for (text, first, last) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-03-03", "2026-03-03", "2026-03-03"),
            ("202X", "2020-01-01", "2029-12-31"),
            ("19XX", "1900-01-01", "1999-12-31"),
            ("2026-21", "2026-03-01", "2026-05-31"),
            ("2026-22", "2026-06-01", "2026-08-31"),
            ("2026-23", "2026-09-01", "2026-11-30"),
            ("2026-24", "2026-12-01", "2027-02-28"),
            ("2026-03?", "2026-03-01", "2026-03-31"),
            ("2026~", "2026-01-01", "2026-12-31"),
            ("2026-03-03%", "2026-03-03", "2026-03-03"),
            ("2026-03-01/2026-03-04", "2026-03-01", "2026-03-04"),
            ("2004/2006-08-01", "2004-01-01", "2006-08-01"),
            ("2004-06~/2006-08?", "2004-06-01", "2006-08-31"),
            ("2026-03-03T16:20", "2026-03-03", "2026-03-03"),
            ("2026-03-03T16:20Z", "2026-03-03", "2026-03-03"),
            ("2026-03-03T16:20-05:30", "2026-03-03", "2026-03-03"),
        ] {
            let date = Date::parse_edtf(text).unwrap();
            let (from, to) = date.days().unwrap();
            assert_eq!((from.to_string().as_str(), to.to_string().as_str()), (first, last), "{text}");
            assert_eq!(date.to_string(), text);
            assert!(text == "2026" || date.time.is_some() || looks_like_edtf(text), "{text}");
        }
    }

    #[test]
    fn forms_that_say_the_same_print_as_one() {
        for (text, printed) in [
            ("2026-XX-XX", "2026"),
            ("2026-XX", "2026"),
            ("2026-03-XX", "2026-03"),
            ("/2026", "../2026"),
            ("2026-03/", "2026-03/.."),
            ("unknown/2026", "../2026"),
            ("2026/open", "2026/.."),
            (" 2026-03-03 ", "2026-03-03"),
            ("2026-03-03 16:20:59", "2026-03-03T16:20"),
            ("2026-03-03T16:20:30.25Z", "2026-03-03T16:20Z"),
            ("2026-03-03t16:20:60+01", "2026-03-03T16:20+01:00"),
        ] {
            assert_eq!(Date::parse_edtf(text).map(|date| date.to_string()), Ok(printed.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_the_users_words() {
        for (text, message) in [
            ("2026-02-30", "`2026-02-30` is not a day that exists".to_owned()),
            ("2026-03-00", "`2026-03-00` is not a day that exists".to_owned()),
            ("2026-13", "`2026-13` has no month 13".to_owned()),
            ("2026-25", "`2026-25` has no month 25".to_owned()),
            ("2026-00-01", "`2026-00-01` has no month 00".to_owned()),
            ("2026-3-3", "`2026-3-3` needs two digits for month and day, as in `2026-03-04`".to_owned()),
            ("2026-03-04/2026-03-01", "`2026-03-04/2026-03-01` ends before it begins".to_owned()),
            ("../..", "`../..` is open at both ends and so says nothing".to_owned()),
            ("2026-03-03T25:00", "`2026-03-03T25:00` has no hour 25".to_owned()),
            ("2026-03-03T10:60", "`2026-03-03T10:60` has no minute 60".to_owned()),
            (
                "2026-03-03T10:00/..",
                "`2026-03-03T10:00/..` has a time of day in an interval: write the days alone".to_owned(),
            ),
            ("Tuesday", unreadable("Tuesday")),
            ("", unreadable("")),
            ("2026-XX-03", unreadable("2026-XX-03")),
            ("2X26", unreadable("2X26")),
            ("20261", unreadable("20261")),
            ("2026-03-03-01", unreadable("2026-03-03-01")),
            ("2026-03-+3", unreadable("2026-03-+3")),
            ("2026?-03", unreadable("2026?-03")),
            ("é026-03-03", unreadable("é026-03-03")),
        ] {
            assert_eq!(Date::parse_edtf(text), Err(message), "{text}");
        }
        assert!(Date::parse_edtf("2026-03-03T4:20").unwrap_err().contains("no time of day after the `T`"));
    }

    #[test]
    fn only_what_means_to_be_a_date_looks_like_one() {
        for text in [
            "2026-03",
            "2026-13",
            "2026-3-3",
            "2026-03-03T16:20",
            "2026~",
            "202X",
            "2004/2008",
            "../2008",
            "2026-03/",
            "XXXX-",
            "XXXX-3-12",
        ] {
            assert!(looks_like_edtf(text), "{text}");
        }
        for text in [
            "2026",
            "1150",
            "24/7",
            "1/2",
            "../..",
            "2023-2025",
            "2000-strong",
            "88.20",
            "",
            "é",
            "2026 people",
            "/",
            "12-03-2026",
        ] {
            assert!(!looks_like_edtf(text), "{text}");
        }
    }

    /// Texts that are EDTF, but for some reversed intervals.
    pub fn any_edtf() -> impl Strategy<Value = String> {
        let mark = prop_oneof![4 => Just(""), 1 => Just("?"), 1 => Just("~"), 1 => Just("%")];
        let unmarked = prop_oneof![
            (2020..2030).prop_map(|y| format!("{y}")),
            (2020..2030, 1..=12).prop_map(|(y, m)| format!("{y}-{m:02}")),
            (2024..2027, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
            (2020..2030, 21..=24).prop_map(|(y, s)| format!("{y}-{s}")),
            (200..204).prop_map(|decade| format!("{decade}X")),
            Just("20XX".to_owned()),
        ];
        let piece = (unmarked, mark).prop_map(|(piece, mark)| format!("{piece}{mark}")).boxed();
        prop_oneof![
            4 => piece.clone(),
            2 => (piece.clone(), piece.clone()).prop_map(|(a, b)| format!("{a}/{b}")),
            1 => piece.clone().prop_map(|a| format!("{a}/..")),
            1 => piece.prop_map(|b| format!("../{b}")),
            2 => (1..=5, 0..24, 0..60).prop_map(|(d, h, m)| format!("2026-03-{d:02}T{h:02}:{m:02}")),
            1 => (1..=5, 0..24, -11..12).prop_map(|(d, h, z)| format!("2026-03-{d:02}T{h:02}:20{z:+03}:00")),
        ]
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back_the_same(text in any_edtf()) {
            if let Ok(date) = Date::parse_edtf(&text) {
                let again = Date::parse_edtf(&date.to_string()).unwrap();
                prop_assert_eq!(again.with_shown(date.shown()), date);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}|[0-9X/.~%?T:+-]{0,24}") {
            let _ = (Date::parse_edtf(&text), looks_like_edtf(&text));
        }
    }
}
