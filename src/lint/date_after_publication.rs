//! `date.after-publication`: told as past, and dated after the source was published.
//!
//! Much that lies ahead is told in the past tense: hearings that were set, deadlines that were extended, people who were
//! summoned. So a claim with any word that can point forward is left alone.

use super::{Lint, Subject};
use crate::claim::Claim;
use crate::claim::reading::Mention;
use crate::finding::{Finding, Level, RuleInfo};
use crate::text::modality::Modality;
use crate::text::token::Token;
use jiff::ToSpan;
use jiff::civil;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "date.after-publication",
        Level::Warning,
        "a claim in the past tense with a date after the source was published",
    ),
    check,
};

/// Words that can point forward from a past tense.
const FORWARD: &[&str] = &[
    "to",
    "will",
    "would",
    "shall",
    "should",
    "must",
    "may",
    "might",
    "can",
    "could",
    "by",
    "until",
    "till",
    "before",
    "due",
    "from",
    "for",
    "next",
    "if",
    "when",
    "once",
    "unless",
    "into",
    "through",
    "within",
    "ahead",
    "later",
    "deadline",
    "hearing",
    "hearings",
    "trial",
    "election",
    "vote",
    "meeting",
    "plan",
    "plans",
    "schedule",
    "term",
    "expiry",
    "forecast",
    "offer",
    "appointment",
    "date",
    "dates",
];

/// The beginnings of verbs that do.
const FORWARD_STEMS: &[&str] = &[
    "schedul",
    "plann",
    "expect",
    "extend",
    "postpon",
    "delay",
    "call",
    "summon",
    "announc",
    "order",
    "fix",
    "book",
    "invit",
    "agree",
    "promis",
    "pledg",
    "vow",
    "renew",
    "expir",
    "propos",
    "predict",
    "project",
    "estimat",
    "adjourn",
    "defer",
    "move",
    "moving",
    "push",
    "reschedul",
    "set",
    "arrang",
    "intend",
    "aim",
    "hop",
    "warn",
    "grant",
    "giv",
    "gave",
    "allow",
    "approv",
    "confirm",
    "list",
    "earmark",
    "target",
    "slat",
    "anticipat",
    "remand",
    "bail",
    "ban",
    "suspend",
    "contract",
    "hir",
    "appoint",
    "name",
    "bar",
];

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let published = subject.source().published.as_ref().and_then(|date| date.days());
    // somewhere it is a day later already
    let Some(last) = published.and_then(|(_, last)| last.checked_add(1.day()).ok()) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (at, claim) in subject.claims().iter().enumerate().filter(|(_, claim)| is_past(claim)) {
        let Some((mention, first)) = claim.reading.values.iter().find_map(|mention| after(mention, last))
        else {
            continue;
        };
        let message = format!(
            "{} lies after the source was published, and the claim is told as past",
            named(mention, first)
        );
        let span = subject.words_in(at, mention.value.shown());
        let finding = subject.on_claims(LINT.info, &[at], span, message);
        findings.push(finding.with_help("what lies ahead and is told so has `modality: planned`"));
    }
    findings
}

/// The date as written, and the day where that says more.
fn named(mention: &Mention, first: civil::Date) -> String {
    let (shown, day) = (mention.value.shown(), first.to_string());
    if shown == day { format!("`{shown}`") } else { format!("`{shown}` ({day})") }
}

/// A date that begins after `last`, by itself: one that was worked out from the publication date may be worked out wrong.
fn after(mention: &Mention, last: civil::Date) -> Option<(&Mention, civil::Date)> {
    let date = mention.value.as_date().filter(|date| !date.is_inferred() && !date.is_uncertain())?;
    let (first, _) = date.days()?;
    (first > last).then_some((mention, first))
}

/// Whether the claim tells of the past and nothing in it points forward.
fn is_past(claim: &Claim) -> bool {
    let reading = &claim.reading;
    let past = |token: &Token| {
        token.is_any(&["was", "were", "did", "had"])
            || token.entry.is_some_and(|entry| {
                entry.is_verb()
                    && token.lower != entry.word()
                    && !token.lower.ends_with("ing")
                    && !token.lower.ends_with('s')
            })
    };
    let forward = |token: &Token| {
        token.is_any(FORWARD) || FORWARD_STEMS.iter().any(|stem| token.lower.starts_with(stem))
    };
    reading.modality == Modality::Asserted
        && reading.telling_verb().is_some_and(|verb| past(&reading.tokens[verb]))
        && !reading.tokens.iter().any(forward)
}
