//! `quote.missing`: words that the article does not hold.

use super::{Lint, StoredQuote, Subject};
use crate::finding::{Finding, Level, RuleInfo};
use crate::span::Span;
use crate::text::{sentence, token};
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new("quote.missing", Level::Error, "a quote that is not in the stored article"),
    check,
};

/// A sentence with this part of the quote's words is worth showing.
const NEAR: f64 = 0.6;

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let quotes = subject.quotes().into_iter().filter(|stored| stored.quote.found.is_none());
    let told = |stored: StoredQuote<'_>| {
        let message = format!("the quote is not in `{}`", subject.article_path());
        let part = (stored.quote.span, stored.quote.exact.as_str());
        let finding = subject.on_part(LINT.info, stored.claim, part, message);
        match nearest(subject, &stored) {
            Some(span) => finding.with_place(span, "the nearest words"),
            None => finding,
        }
    };
    quotes.map(told).collect()
}

/// The sentence of the article that has most of the quote's words.
fn nearest(subject: &Subject<'_>, stored: &StoredQuote<'_>) -> Option<Span> {
    let words = |text: &str| -> BTreeSet<String> {
        token::tokenize(text).into_iter().filter(|token| !token.stop).map(|token| token.lower).collect()
    };
    let wanted = words(&stored.quote.exact);
    let text = subject.files.text(stored.file);
    let shares = sentence::split(text).into_iter().map(|range| {
        let shared = words(&text[range.clone()]).intersection(&wanted).count();
        (shared, range)
    });
    let (shared, range) = shares.max_by_key(|(shared, range)| (*shared, std::cmp::Reverse(range.start)))?;
    let near = shared as f64 >= NEAR * wanted.len() as f64 && shared > 0;
    near.then_some(Span { file: stored.file, start: range.start, end: range.end })
}
