//! `claim.near-duplicate`: one claim twice, in other order or with other small words.

use super::claim_duplicate::repeated;
use super::{Lint, Subject};
use crate::claim::Claim;
use crate::finding::{Finding, Level, RuleInfo};
use crate::text::fold;
use std::collections::HashSet;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "claim.near-duplicate",
        Level::Note,
        "two claims of one source in nearly the same words",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let twins: HashSet<&str> = (subject.claims().iter())
        .filter(|claim| !seen.insert(fold::canonical(&claim.text)))
        .map(|claim| claim.id.as_str())
        .collect();
    let key = |claim: &Claim| if twins.contains(claim.id.as_str()) { None } else { Some(words(claim)) };
    repeated(subject, LINT.info, "says nearly the same as", key)
}

/// The content words of a claim in any order; what tells who did what to whom in its order: names, values, negations,
/// speaker. "A sued B" is not "B sued A".
fn words(claim: &Claim) -> Vec<String> {
    let reading = &claim.reading;
    let mut bases: Vec<String> = reading.words.words.iter().map(|word| word.base.to_string()).collect();
    bases.sort_unstable();
    let names = reading.names.iter().map(|mention| fold::canonical(&mention.name.shown));
    let values = reading.values.iter().map(|mention| fold::canonical(&mention.value.resolved()));
    let rest = [
        reading.negations.len().to_string(),
        reading.polarity.as_str().to_owned(),
        reading.modality.as_str().to_owned(),
        reading.speaker.as_ref().map_or_else(String::new, |name| fold::canonical(&name.shown)),
    ];
    let mark = std::iter::once("|".to_owned());
    bases.into_iter().chain(mark.clone()).chain(names).chain(mark).chain(values).chain(rest).collect()
}
