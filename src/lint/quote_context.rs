//! `quote.context`: a prefix or a suffix that is not beside the quote.

use super::{Lint, Subject};
use crate::finding::{Finding, Level, RuleInfo};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "quote.context",
        Level::Warning,
        "a `prefix` or a `suffix` that does not stand beside the quote in the stored article",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stored in subject.quotes() {
        let quote = stored.quote;
        let fits = |prefix, suffix| !stored.article.places(&quote.exact, prefix, suffix).is_empty();
        let (prefix, suffix) = (quote.prefix.as_deref(), quote.suffix.as_deref());
        // a page as it is stored has markup around the words
        let markup =
            !stored.article.plain && [prefix, suffix].iter().flatten().any(|words| words.contains('<'));
        if stored.places.is_empty() || markup || fits(prefix, suffix) {
            continue;
        }
        let what = match (fits(prefix, None), fits(None, suffix)) {
            (true, false) => "the `suffix` does not stand right behind the quote",
            (false, true) => "the `prefix` does not stand right before the quote",
            (true, true) | (false, false) => "`prefix` and `suffix` do not stand on both sides of the quote",
        };
        let message = format!("{what} in `{}`", subject.article_path());
        let finding = subject.on_part(LINT.info, stored.claim, (quote.span, &quote.exact), message);
        findings.push(finding.with_place(stored.places[0], "the quote"));
    }
    findings
}
