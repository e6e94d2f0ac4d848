//! `claim.value`: a typed value that is not what the words say.
//!
//! Told only where the words hold one value of the kind and the name of the typed one belongs to it: a claim may well
//! have values that its words leave out.

use super::{Lint, Subject};
use crate::claim::reading::{self, Mention};
use crate::claim::{Claim, GivenValue};
use crate::finding::{Finding, Level, RuleInfo};
use crate::text::phrase::{Phrase, Word};
use crate::text::token;
use crate::value::date::Date;
use crate::value::{Comparison, Kind};

pub(super) const LINT: Lint = Lint {
    info: RuleInfo::new(
        "claim.value",
        Level::Warning,
        "a value under `values` that the words of the claim contradict",
    ),
    check,
};

/// Names that say no more than the kind of the value.
const GENERAL: &[&str] =
    &["date", "day", "time", "when", "number", "count", "amount", "total", "value", "sum"];

/// Two words this near name one thing: "dead" and "died".
const RELATED: f32 = 0.6;

fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let published = subject.source().published.as_ref();
    let mut findings = Vec::new();
    for (at, claim) in subject.claims().iter().enumerate().filter(|(_, claim)| !claim.values.is_empty()) {
        let read = reading::read_text(&claim.text, published, claim.modality).values;
        for given in &claim.values {
            let Some(mention) = contradicted(claim, given, &read) else { continue };
            let (value, words) = (given.value.shown(), mention.value.shown());
            let message = format!("`{}` is `{value}`, and the words say `{words}`", given.name);
            let finding = subject.on_part(LINT.info, at, (given.span, &given.name), message);
            findings.push(finding.with_place(subject.words_in(at, words), "the words"));
        }
    }
    findings
}

/// What the words say in place of the typed value.
fn contradicted<'r>(claim: &Claim, given: &GivenValue, read: &'r [Mention]) -> Option<&'r Mention> {
    if !matches!(given.value.kind(), Kind::Number | Kind::Money | Kind::Date | Kind::Duration) {
        return None;
    }
    let shown = given.value.shown();
    if claim.reading.tokens.iter().any(|token| token.is(shown)) {
        return None; // "furnace 3, built in 2009"
    }
    let comparable = |mention: &&Mention| {
        mention.value.kind() == given.value.kind()
            && !matches!(mention.value.compare(&given.value), Comparison::Incomparable(_))
    };
    let mut candidates = read.iter().filter(comparable);
    let (mention, None) = (candidates.next()?, candidates.next()) else { return None };
    let disjoint = mention.value.compare(&given.value) == Comparison::Disjoint;
    // "on Monday" counts from the day of publication, which may be wrong itself
    let inferred = mention.value.as_date().is_some_and(Date::is_inferred);
    (disjoint && !inferred && !mention.of_saying && belongs(claim, given, mention)).then_some(mention)
}

/// Whether the name of the typed value is about what the words count.
fn belongs(claim: &Claim, given: &GivenValue, mention: &Mention) -> bool {
    let spaced = given.name.replace(['_', '-', '.', '/'], " ");
    let name = Phrase::of(&token::tokenize(&spaced)).words;
    let near = |word: &Word| name.iter().any(|of| of.base == word.base || of.similarity(word) > RELATED);
    let general = spaced.split_whitespace().any(|word| GENERAL.contains(&word.to_lowercase().as_str()));
    let only = claim.values.iter().filter(|other| other.value.kind() == given.value.kind()).count() == 1;
    only && (general
        || mention.noun.phrase.words.iter().any(near)
        || claim.reading.all_words.words.iter().any(near))
}
