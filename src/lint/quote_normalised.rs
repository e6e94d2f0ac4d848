//! `quote.normalised`: words that the article holds in other typography.

use super::{Lint, Subject};
use crate::finding::{Finding, Level, RuleInfo};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "quote.normalised",
        Level::Note,
        "a quote that is in the stored article only after quotation marks, dashes and spaces are folded",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stored in subject.quotes().into_iter().filter(|stored| stored.article.plain) {
        let Some(found) = stored.quote.found.filter(|_| !stored.places.is_empty()) else { continue };
        let (here, there) = (one_line(&stored.quote.exact), one_line(subject.files.slice(found)));
        if here == there {
            continue;
        }
        let message =
            format!("the quote is in `{}` with other signs{}", subject.article_path(), differ(&here, &there));
        let part = (stored.quote.span, stored.quote.exact.as_str());
        let finding = subject.on_part(LINT.info, stored.claim, part, message);
        findings.push(
            finding.with_help(format!("the article has: {there}")).with_place(found, "as the article has it"),
        );
    }
    findings
}

/// Line breaks and indentation are the file's, not the article's.
fn one_line(words: &str) -> String {
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sign in which two spellings differ.
fn differ(here: &str, there: &str) -> String {
    let (mut ours, mut theirs) = (here.chars(), there.chars());
    loop {
        match (ours.next(), theirs.next()) {
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => return format!(": {} for {}", named(x), named(y)),
            (None, _) | (_, None) => return String::new(),
        }
    }
}

fn named(sign: char) -> String {
    if sign.is_whitespace() || sign.is_control() || crate::text::fold::plain(sign).is_none() {
        format!("U+{:04X}", u32::from(sign))
    } else {
        format!("`{sign}`")
    }
}
