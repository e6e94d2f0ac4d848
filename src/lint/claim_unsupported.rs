//! `claim.unsupported`: nobody said it, and no words of the article show it.

use super::{Lint, Subject};
use crate::claim::Claim;
use crate::finding::{Finding, Level, RuleInfo};
use crate::value::Kind;

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "claim.unsupported",
        Level::Note,
        "a claim with neither words of the article nor somebody who said it",
    ),
    check,
};

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let claims = subject.claims().iter().enumerate();
    let told = claims.filter(|(_, claim)| !is_supported(claim)).map(|(at, claim)| {
        let message = format!("`{}` has neither a `quote` nor anybody who said it", claim.id);
        subject.on_claims(LINT.info, &[at], subject.words_in(at, &claim.text), message)
    });
    told.collect()
}

/// Whether the claim has words of the article, or says by a field or in its words who said it.
fn is_supported(claim: &Claim) -> bool {
    claim.quote.is_some()
        || claim.reading.speaker.is_some()
        || claim.reading.values.iter().any(|mention| mention.value.kind() == Kind::Quote)
}
