//! Says dates in words, for readers who do not know EDTF: `2025-23` is "autumn 2025", `2025-11~` "about November 2025".

use super::days::{Days, Piece, Unit, Year};
use super::{Date, looks_like_edtf};
use jiff::civil;
use std::fmt::Write as _;

impl Date {
    /// As the source has it, with what was worked out; what it has in EDTF is said in words: `last autumn (autumn 2025,
    /// inferred)`, `about November 2025`.
    pub fn said(&self) -> String {
        if self.is_inferred() {
            return format!("{} ({}, inferred)", self.shown(), self.days_said());
        }
        if !looks_like_edtf(self.shown()) {
            return self.shown().to_owned();
        }
        match self.time {
            None => self.days_said(),
            Some(time) => {
                let time = time.to_string().replace('/', " to ").replace('Z', " UTC");
                format!("{}, {time}", self.days_said())
            }
        }
    }

    fn days_said(&self) -> String {
        let has_year = self.year != Year::Untold;
        match self.days {
            None => String::new(),
            Some(Days::One(piece)) => piece.said(has_year),
            Some(Days::Range(first, last)) => match (first, last) {
                (Some(first), Some(last)) => {
                    range(&first.as_year(first.first).said(has_year), &last.as_year(last.last).said(has_year))
                }
                (Some(first), None) => format!("{} or later", first.said(has_year)),
                (None, last) => {
                    last.map(|last| format!("{} or earlier", last.said(has_year))).unwrap_or_default()
                }
            },
        }
    }
}

impl Piece {
    /// A century as the first or the last year of it, where it ends a range.
    fn as_year(self, end: civil::Date) -> Piece {
        if self.unit == Unit::Century { Piece { unit: Unit::Year, first: end, ..self } } else { self }
    }

    fn said(self, has_year: bool) -> String {
        let year = self.first.year();
        let mut said = if self.approximate { "about ".to_owned() } else { String::new() };
        let of_year = if has_year { " %-Y" } else { "" };
        let _ = match self.unit {
            Unit::Day => write!(said, "{}", self.first.strftime(&format!("%-d %B{of_year}"))),
            Unit::Month => write!(said, "{}", self.first.strftime(&format!("%B{of_year}"))),
            Unit::Season => match self.first.month() {
                3 => write!(said, "spring {year}"),
                6 => write!(said, "summer {year}"),
                9 => write!(said, "autumn {year}"),
                _ => write!(said, "winter {year}–{:02}", (year + 1) % 100),
            },
            Unit::Year => write!(said, "{year}"),
            Unit::Decade => write!(said, "the {year}s"),
            Unit::Century => write!(said, "the years {year} to {}", year + 99),
        };
        if self.uncertain {
            said += ", uncertain";
        }
        said
    }
}

/// From the one to the other, with the month or year that both end in said once: "3 to 5 March 2026". Where one of them is
/// no more than the end of the other, it is said whole: "12 March 2020 to 2020".
fn range(first: &str, last: &str) -> String {
    if first == last {
        return first.to_owned();
    }
    let words: Vec<&str> = first.split(' ').collect();
    let alike = words.iter().rev().zip(last.rsplit(' ')).take_while(|(a, b)| **a == *b).count();
    let is_whole = alike == words.len() || alike == last.split(' ').count();
    let own = if is_whole { &words[..] } else { &words[..words.len() - alike] };
    format!("{} to {last}", own.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::Context;
    use super::*;
    use crate::text::token::tokenize;

    fn said(edtf: &str) -> String {
        Date::parse_value(edtf).unwrap().said()
    }

    #[test]
    fn edtf_is_said_in_words() {
        for (edtf, words) in [
            ("2026-03-03", "3 March 2026"),
            ("2026-03", "March 2026"),
            ("2026-03-XX", "March 2026"),
            ("2025-11~", "about November 2025"),
            ("2025-11?", "November 2025, uncertain"),
            ("2025%", "about 2025, uncertain"),
            ("2025-21", "spring 2025"),
            ("2025-22", "summer 2025"),
            ("2025-23", "autumn 2025"),
            ("2025-24", "winter 2025–26"),
            ("1999-24", "winter 1999–00"),
            ("202X", "the 2020s"),
            ("19XX", "the years 1900 to 1999"),
            ("2023/2025", "2023 to 2025"),
            ("19XX/1999", "1900 to 1999"),
            ("1850/19XX", "1850 to 1999"),
            ("18XX/19XX", "1800 to 1999"),
            ("2020-03-12/2020", "12 March 2020 to 2020"),
            ("2020~/2020", "about 2020 to 2020"),
            ("2026-03-03/2026-03-03", "3 March 2026"),
            ("0476-09-04", "4 September 476"),
            ("2026-03-03/2026-03-05", "3 to 5 March 2026"),
            ("2026-02-28/2026-03-03", "28 February to 3 March 2026"),
            ("2026-03-03/2027-03-03", "3 March 2026 to 3 March 2027"),
            ("2025-11~/2025-12", "about November to December 2025"),
            ("2026-03-03/..", "3 March 2026 or later"),
            ("../2026-03", "March 2026 or earlier"),
            ("XXXX-03-12", "12 March"),
            ("2026-03-03T16:20:00Z", "3 March 2026, 16:20 UTC"),
            ("2026-03-03T16:20:00+01:00", "3 March 2026, 16:20+01:00"),
        ] {
            assert_eq!(said(edtf), words, "{edtf}");
        }
    }

    #[test]
    fn what_was_worked_out_is_said_behind_the_words_of_the_source() {
        let published = Date::parse_edtf("2026-02-12").unwrap();
        let context = Context { published: Some(&published), future: false };
        let said = |words: &str| super::super::read(&tokenize(words), 0, &context).unwrap().0.said();
        assert_eq!(said("last autumn"), "last autumn (autumn 2025, inferred)");
        assert_eq!(said("Tuesday night"), "Tuesday night (10 February 2026, inferred)");
        assert_eq!(said("3 April 2026"), "3 April 2026");
    }
}
