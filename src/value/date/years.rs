//! Years and what is made of them: "in 2009", "2023-25", "the 1990s", "the 19th century".

use super::days::{Days, Piece, Unit};
use super::words::{Found, Reader};
use crate::text::token::Shape;

impl Reader<'_> {
    /// "2023-2025", "2023-25", "2025/26" and, where it cannot be years, "2026-03".
    pub fn years(self, at: usize) -> Option<Found> {
        let words = self.words;
        let first = self.year_digits(at)?;
        let sign = words.lower(at + 1);
        if !matches!(sign, "-" | "/") || !words.is_joined(at + 1) || !words.is_joined(at + 2) {
            return None;
        }
        let figure = words.integer(at + 2)?;
        let end = at + 3;
        let digits = words.token(at + 2)?.lower.len();
        let last = match digits {
            4 if (1500..=2100).contains(&figure) => figure,
            2 => first - first % 100 + figure,
            _ => return None,
        };
        if sign == "/" && last != first + 1 {
            return None;
        }
        if last > first {
            let plain = first >= 1900 && !words.is_counted(end);
            let years = Days::Range(Piece::year(first), Piece::year(last));
            return (plain || self.is_year_here(at, end)).then(|| Found::stated(years, end));
        }
        let month = Piece::month(first, i8::try_from(figure).ok()?).filter(|_| digits == 2 && sign == "-")?;
        Some(Found::stated(Days::One(month), end))
    }

    /// A bare year, which takes a word before it that goes with years.
    pub fn year(self, at: usize) -> Option<Found> {
        let year = self.year_figure(at).filter(|_| self.is_year_here(at, at + 1))?;
        Piece::year(year).map(|year| Found::stated(Days::One(year), at + 1))
    }

    /// "1990s", "'90s", and "1800s", which are a century.
    pub fn decade(self, at: usize) -> Option<Found> {
        let words = self.words;
        let start = words.integer(at).filter(|start| start % 10 == 0)?;
        let apostrophe = usize::from(words.lower(at + 1) == "'");
        let end = at + 2 + apostrophe;
        if words.lower(end - 1) != "s" || !words.is_joined(end - 1) {
            return None;
        }
        let short = at.checked_sub(1).is_some_and(|before| words.lower(before) == "'" && words.is_joined(at));
        let decade = match start {
            20 if short => Piece::years(2020, Unit::Decade),
            30..=90 if short => Piece::years(1900 + start, Unit::Decade),
            1500..=1900 if start % 100 == 0 => Piece::years(start, Unit::Century),
            1500..=2090 => Piece::years(start, Unit::Decade),
            _ => None,
        };
        Some(Found::stated(Days::One(decade?), end))
    }

    /// "the 19th century".
    pub fn century(self, at: usize) -> Option<Found> {
        let (number, next) = self.words.ordinal(at)?;
        let next = next + usize::from(self.words.lower(next) == "-");
        let name = |at: usize| self.words.token(at).is_some_and(|token| token.capital);
        if self.words.lower(next) != "century" || (name(next) && name(next + 1)) {
            return None;
        }
        let century = Piece::years((i16::from(number) - 1) * 100, Unit::Century)?;
        Some(Found::stated(Days::One(century), next + 1))
    }

    /// Four digits that can be a year.
    pub fn year_figure(self, at: usize) -> Option<i16> {
        let glued = self.words.is_joined(at + 1)
            && !matches!(
                self.words.lower(at + 1),
                "," | "." | ";" | ":" | "'" | "\"" | ")" | "-" | "?" | "!" | "/" | "]"
            );
        self.year_digits(at).or_else(|| self.old_year(at)).filter(|_| !glued)
    }

    /// Four digits that are a year of the middle ages where they stand beside a month or behind "in": most such figures
    /// are counts.
    fn old_year(self, at: usize) -> Option<i16> {
        let words = self.words;
        let year = words.integer(at).filter(|year| (1000..1500).contains(year))?;
        let plain = words.token(at).is_some_and(|token| token.lower.len() == 4) && !words.is_joined(at);
        let ends = words.token(at + 1).is_none_or(|next| next.shape == Shape::Sign || next.stop);
        (plain && ends && !words.is_counted(at + 1) && !words.is_unit(at + 1)).then_some(year)
    }

    pub fn year_digits(self, at: usize) -> Option<i16> {
        let year = self.words.integer(at).filter(|year| (1500..=2100).contains(year))?;
        // "£2000"
        let priced = self.words.is_joined(at)
            && !matches!(
                at.checked_sub(1).map(|at| self.words.lower(at)),
                Some("-" | "(" | "\"" | "'" | "/" | "[")
            );
        (!priced).then_some(year)
    }

    fn is_year_here(self, at: usize, end: usize) -> bool {
        let words = self.words;
        let mut before = words.before(at);
        if matches!(before, "about" | "around" | "circa") {
            before = words.before(at - 1);
        }
        let follows_year = || at.checked_sub(2).is_some_and(|at| self.year_digits(at).is_some());
        // "from 2000 to 2100 jobs"
        let range = matches!(words.lower(end), "to" | "and" | "or" | "-") && words.integer(end + 1).is_some();
        let end = if range { end + 2 } else { end };
        let literally = at.checked_sub(1).map_or("", |at| words.lower(at));
        match literally {
            "(" if words.lower(end) == ")" => return true,
            // "the 2014 eruption", "a 2014 study", but "the 1500 workers", "a 1950 kg load"
            "the" | "a" => {
                let odd = words.integer(at).is_some_and(|year| year >= 1900 && year % 50 != 0);
                if odd && !words.is_counted(end) && !words.is_unit(end) {
                    return true;
                }
            }
            _ => {}
        }
        let allowed = match before {
            "in" | "since" | "of" | "by" | "until" | "till" | "from" | "during" | "before" | "after"
            | "year" | "early" | "mid" | "late" | "between" | "circa" | "through" | "throughout" => true,
            "and" | "or" | "to" | "," => follows_year(),
            _ => false,
        };
        // "by 2030 homes", "in 2000 homes", but "in 2022 sales rose"
        let likely =
            matches!(before, "in" | "since" | "during" | "throughout" | "early" | "mid" | "late" | "year");
        // a number of the middle ages is a year behind few words
        if words.integer(at).is_some_and(|year| year < 1500) && !likely {
            return false;
        }
        let round = words.integer(at).is_some_and(|year| year % 100 == 0);
        allowed && (!words.is_counted(end) || (likely && !round))
    }
}
