//! `quote.ellipsis`: what is left out of a quote turns or counts what is kept.

use super::{Lint, Subject};
use crate::finding::{Finding, Level, RuleInfo};
use crate::span::Span;
use crate::text::negation;
use crate::text::token::{self, Shape, Token};
use crate::value::numeral;
use std::ops::Range;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "quote.ellipsis",
        Level::Warning,
        "an ellipsis in a quote that jumps over a negator or a number",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stored in subject.quotes().into_iter().filter(|stored| stored.places.is_empty()) {
        let Some(parts) = stored.article.find_parts(&stored.quote.exact) else { continue };
        let text = subject.files.text(stored.file);
        let gaps = parts.windows(2).map(|pair| pair[0].end..pair[1].start);
        let Some((range, what)) = gaps.filter_map(|gap| jumped(text, gap)).next() else { continue };
        let message = format!("the ellipsis jumps over {what} `{}`", &text[range.clone()]);
        let part = (stored.quote.span, stored.quote.exact.as_str());
        let place = Span { file: stored.file, start: range.start, end: range.end };
        findings.push(subject.on_part(LINT.info, stored.claim, part, message).with_place(place, "left out"));
    }
    findings
}

/// The first negator in a gap, or else the first number.
fn jumped(text: &str, gap: Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let tokens = token::tokenize(&text[gap.clone()]);
    let negator = tokens.iter().position(|token| negation::is_negator_word(&token.lower));
    let number = || (0..tokens.len()).find(|&at| is_number(&tokens, at));
    let (at, what) = match negator {
        Some(at) => (at, "the negator"),
        None => (number()?, "the number"),
    };
    let bytes = &tokens[at].bytes;
    Some((gap.start + bytes.start..gap.start + bytes.end, what))
}

/// "one" is a pronoun more often than a number.
fn is_number(tokens: &[Token], at: usize) -> bool {
    tokens[at].shape == Shape::Digits
        || tokens[at].shape == Shape::Word && !tokens[at].is("one") && numeral::read(tokens, at).is_some()
}
