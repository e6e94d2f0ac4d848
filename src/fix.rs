//! Mends that change no meaning: the words of a quote as the article has them, dates in their normal form, ids that are
//! missing. Each is an edit of a few bytes, so that comments and layout stay.

use crate::claim::{Claim, ClaimSet};
use crate::finding::Finding;
use crate::lint;
use crate::load::rules;
use crate::span::{Files, Span};
use crate::text::token;
use crate::value::date::{self, Date};

/// Bytes of a file and what is to stand in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes; none where something is only put in.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// The edits that mend what can be mended safely, in the order of files and bytes; none overlaps another.
pub fn edits(files: &Files, sets: &[ClaimSet], findings: &[Finding]) -> Vec<Edit> {
    let open = findings.iter().filter(|finding| finding.accepted.is_none());
    let mut edits: Vec<Edit> = open.filter_map(|finding| edit(files, sets, finding)).collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup_by(|next, kept| {
        next.span.file == kept.span.file && next.span.start < kept.span.end.max(kept.span.start + 1)
    });
    edits
}

fn edit(files: &Files, sets: &[ClaimSet], finding: &Finding) -> Option<Edit> {
    let place = finding.places.first()?;
    let claim = || {
        let set = sets.iter().find(|set| Some(&set.source.id) == place.source.as_ref())?;
        set.claims.iter().find(|claim| Some(&claim.id) == place.claim.as_ref())
    };
    if finding.rule == lint::QUOTE_NORMALISED {
        quote(files, claim()?)
    } else if finding.rule == lint::CLAIM_ID {
        id(files, claim()?)
    } else if finding.rule == rules::DATE.rule {
        date(files, place.span)
    } else {
        None
    }
}

/// The words of a quote as the article has them, where they stand on one line and need no other quotation marks.
fn quote(files: &Files, claim: &Claim) -> Option<Edit> {
    let quote = claim.quote.as_ref()?;
    let there: Vec<&str> = files.slice(quote.found?).split_ascii_whitespace().collect();
    let there = there.join(" ");
    let node = files.slice(quote.span);
    let at = node.find(&quote.exact)?;
    let before = node[..at].chars().next_back();
    let safe = match before {
        Some('"') => !there.contains(['"', '\\']),
        Some('\'') => !there.contains('\''),
        _ => {
            there.chars().next() == quote.exact.chars().next()
                && !there.contains(": ")
                && !there.contains(" #")
        }
    };
    let once = node.matches(&quote.exact).count() == 1;
    let start = quote.span.start + at;
    let span = Span { start, end: start + quote.exact.len(), ..quote.span };
    (safe && once).then_some(Edit { span, text: there })
}

/// An id for a claim that is a mapping without one: the name that it goes by anyway.
fn id(files: &Files, claim: &Claim) -> Option<Edit> {
    let Span { file, start, .. } = claim.span;
    let node = files.slice(claim.span);
    let (at, text) = match node.strip_prefix('{') {
        Some(rest) if rest.trim_start().starts_with('"') => {
            (start + 1, format!("\"id\": \"{}\", ", claim.id))
        }
        Some(_) => (start + 1, format!("id: {}, ", claim.id)),
        None => {
            let indent = " ".repeat(files.location(file, start).column - 1);
            let end = if files.text(file).contains("\r\n") { "\r\n" } else { "\n" };
            (start, format!("id: {}{end}{indent}", claim.id))
        }
    };
    Some(Edit { span: Span { file, start: at, end: at }, text })
}

/// A day in its normal form: `4 March 2026`, `2026/3/4`. What could be read in two ways stays.
fn date(files: &Files, span: Span) -> Option<Edit> {
    let written = files.slice(span);
    let words = written.trim_matches(['"', '\'']);
    let day = year_first(words).or_else(|| in_words(words))?;
    let at = span.start + written.find(words)?;
    Some(Edit { span: Span { start: at, end: at + words.len(), ..span }, text: day })
}

/// `2026/3/4` and `2026.03.04`: with the year first the order is not in doubt.
fn year_first(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |text: &str, most: usize| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())
    };
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    Date::parse_edtf(&day).is_ok().then_some(day)
}

/// `4 March 2026`, `March 2026`: all of it a date, and nothing of it worked out from elsewhere.
fn in_words(words: &str) -> Option<String> {
    let tokens = token::tokenize(words);
    let (date, end) = date::read(&tokens, 0, &date::Context { published: None, future: false })?;
    let is_named =
        words.chars().any(char::is_alphabetic) && words.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let canonical = date.canonical();
    let whole = end == tokens.len() && is_named && !date.is_inferred() && date.days().is_some();
    (whole && Date::parse_edtf(&canonical).is_ok()).then_some(canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_get_their_normal_form_where_it_is_not_in_doubt() {
        for (words, expected) in [
            ("4 March 2026", Some("2026-03-04")),
            ("March 4, 2026", Some("2026-03-04")),
            ("\"March 2026\"", Some("2026-03")),
            ("2026/3/4", Some("2026-03-04")),
            ("2026-3-4", Some("2026-03-04")),
            ("04/03/2026", None),
            ("4.3.2026", None),
            ("2026-02-30", None),
            ("last March", None),
            ("4 March", None),
            ("soon", None),
        ] {
            let mut files = Files::default();
            let file = files.add("a", words);
            let edit = date(&files, Span { file, start: 0, end: words.len() });
            assert_eq!(edit.map(|edit| edit.text).as_deref(), expected, "{words}");
        }
    }
}
