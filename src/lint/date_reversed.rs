//! `date.reversed`: a span of days in the words that ends before it begins. Of dates in fields `format.date` tells it.

use super::{Lint, Subject};
use crate::claim::Claim;
use crate::claim::reading::Mention;
use crate::finding::{Finding, Level, RuleInfo};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "date.reversed",
        Level::Warning,
        "a span of days or years that ends before it begins",
    ),
    check,
};

/// What was moved from one day to an earlier one is no span.
const MOVING: &[&str] = &[
    "moved",
    "brought",
    "changed",
    "shifted",
    "rescheduled",
    "advanced",
    "revised",
    "corrected",
    "cut",
    "backdated",
    "moving",
    "bringing",
    "forward",
    "dated",
    "pushed",
    "reduced",
    "down",
    "back",
];

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, claim) in subject.claims().iter().enumerate() {
        let dates: Vec<&Mention> =
            claim.reading.values.iter().filter(|mention| mention.value.as_date().is_some()).collect();
        for pair in dates.windows(2).filter(|pair| is_reversed(claim, pair[0], pair[1])) {
            let [first, last] = [pair[0], pair[1]].map(|mention| mention.value.shown());
            let message = format!("the span from `{first}` to `{last}` ends before it begins");
            findings.push(subject.on_claims(LINT.info, &[at], subject.words_in(at, first), message));
        }
    }
    findings
}

/// "from A to B" or "between A and B", where A lies after B.
fn is_reversed(claim: &Claim, first: &Mention, last: &Mention) -> bool {
    let tokens = &claim.reading.tokens;
    let joined = last.tokens.start == first.tokens.end + 1 && first.tokens.start > 0;
    if !joined || tokens.iter().any(|token| token.is_any(MOVING)) {
        return false;
    }
    let (before, between) = (&tokens[first.tokens.start - 1], &tokens[first.tokens.end]);
    let spans = before.is("from") && between.is_any(&["to", "until", "till", "through"])
        || before.is("between") && between.is("and");
    let days = |mention: &Mention| mention.value.as_date().and_then(|date| date.days());
    let (Some((begins, _)), Some((_, ends))) = (days(first), days(last)) else { return false };
    spans && begins > ends
}
