//! `claim.id`: a claim that goes by its place in the list.

use super::{Lint, Subject};
use crate::claim::Claim;
use crate::finding::{Finding, Level, RuleInfo};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "claim.id",
        Level::Note,
        "a claim with fields and no id, so that it goes by its place in the list",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let claims = subject.claims().iter().enumerate();
    let nameless =
        claims.filter(|(at, claim)| is_named_by_place(claim) && is_mapping_without_id(subject, *at));
    let told = nameless.map(|(at, claim)| {
        let message =
            format!("this claim has no `id` and goes by `{}`, which changes with the order", claim.id);
        subject.on_claims(LINT.info, &[at], subject.words_in(at, &claim.text), message)
    });
    told.collect()
}

fn is_named_by_place(claim: &Claim) -> bool {
    claim.id.as_str().strip_prefix('c').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A claim that is just a sentence needs no more. Where `id` stands anywhere, it may be the field.
fn is_mapping_without_id(subject: &Subject<'_>, claim: usize) -> bool {
    let node = subject.files.slice(subject.claims()[claim].span);
    let fields = node.trim_start_matches(['{', ' ', '\n']);
    let is_mapping =
        ["text", "key", "quote", "speaker", "modality", "polarity", "values"].iter().any(|field| {
            let rest = fields.trim_start_matches('"').strip_prefix(field);
            rest.is_some_and(|rest| rest.trim_start_matches('"').trim_start().starts_with(':'))
        });
    let names_id =
        node.contains("id:") || node.contains("id :") || node.contains("\"id\"") || node.contains("'id'");
    is_mapping && !names_id && !subject.files.path(subject.source().span.file).ends_with(".jsonl")
}
