//! `quote.ambiguous`: words that the article holds more than once.

use super::{Lint, Subject};
use crate::finding::{Finding, Level, RuleInfo};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "quote.ambiguous",
        Level::Note,
        "a quote that stands more than once in the stored article, with nothing that says which is meant",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stored in subject.quotes() {
        let quote = stored.quote;
        let fitting = stored.article.places(&quote.exact, quote.prefix.as_deref(), quote.suffix.as_deref());
        if fitting.len() < 2 {
            continue;
        }
        let message = format!(
            "the quote stands {} times in `{}`; a `prefix` or a `suffix` says which is meant",
            fitting.len(),
            subject.article_path()
        );
        let mut finding = subject.on_part(LINT.info, stored.claim, (quote.span, &quote.exact), message);
        for (span, label) in stored.places.iter().zip(["here", "and here"]) {
            finding = finding.with_place(*span, label);
        }
        findings.push(finding);
    }
    findings
}
