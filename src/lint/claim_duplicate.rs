//! `claim.duplicate`: one claim twice.

use super::{Lint, Subject};
use crate::claim::Claim;
use crate::finding::{Finding, Level, RuleInfo};
use crate::text::fold;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new("claim.duplicate", Level::Warning, "two claims of one source in the same words"),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let key =
        |claim: &Claim| Some((fold::canonical(&claim.text), claim.speaker.as_deref().map(fold::canonical)));
    repeated(subject, LINT.info, "says the same as", key)
}

/// A finding for each claim with the `key` of an earlier one. Claims without a key are left alone.
pub(super) fn repeated<K: std::hash::Hash + Eq>(
    subject: &Subject<'_>,
    info: RuleInfo,
    says: &str,
    key: impl Fn(&Claim) -> Option<K>,
) -> Vec<Finding> {
    let mut first_with: HashMap<K, usize> = HashMap::new();
    let mut findings = Vec::new();
    for (at, claim) in subject.claims().iter().enumerate() {
        let Some(key) = key(claim) else { continue };
        match first_with.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(at);
            }
            Entry::Occupied(first) => {
                let first = *first.get();
                let message = format!("`{}` {says} `{}`", claim.id, subject.claims()[first].id);
                let span = subject.words_in(at, &claim.text);
                let mut finding = subject.on_claims(info, &[at, first], span, message);
                finding.places[1].span = subject.words_in(first, &subject.claims()[first].text);
                finding.places[1].label = Some("the first".to_owned());
                findings.push(finding);
            }
        }
    }
    findings
}
