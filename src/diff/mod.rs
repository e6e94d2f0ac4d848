//! From facts to relations: what two claims on one fact are to each other.
//!
//! The relation of two claims depends on those two, their source heads and the policy. Each comparison (values,
//! polarity, modality, speaker, quotes) yields at most one relation.

pub(crate) mod keys;
pub mod lists;
pub mod names;
pub mod relation;
pub mod scope;
pub mod speech;
pub mod stance;
pub mod values;
pub mod words;

use crate::claim::{Claim, ClaimRef, ClaimSet, KeyKind, Source};
use crate::finding::Level;
use crate::text::fold;
use crate::value::Kind;
use relation::{Outcome, RelationKind};
use std::collections::BTreeSet;
use values::Compared;

/// Above this number of sources in one fact, claims that say the same in the same values are compared once.
pub(crate) const ALL_PAIRS: usize = 50;

/// What two claims of different sources are to each other; the lesser source first.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The two claims.
    pub claims: [ClaimRef; 2],
    /// What was found; its left is the first claim.
    pub outcome: Outcome,
}

/// The relations of a fact's claims, pair by pair, gravest first within a pair.
pub fn relations(sets: &[ClaimSet], claims: &[ClaimRef]) -> Vec<Relation> {
    let compared = representatives(sets, claims);
    let mut found = Vec::new();
    for (i, &left) in compared.iter().enumerate() {
        for &right in compared[i + 1..].iter().filter(|right| right.set != left.set) {
            let side = |at: ClaimRef| Side { claim: at.of(sets), source: &sets[at.set].source };
            found.extend(
                relate(side(left), side(right))
                    .into_iter()
                    .map(|outcome| Relation { claims: [left, right], outcome }),
            );
        }
    }
    found
}

/// All claims, or where there are very many sources one for each distinct set of values.
fn representatives(sets: &[ClaimSet], claims: &[ClaimRef]) -> Vec<ClaimRef> {
    let sources: BTreeSet<usize> = claims.iter().map(|claim| claim.set).collect();
    if sources.len() <= ALL_PAIRS {
        return claims.to_vec();
    }
    let mut seen = BTreeSet::new();
    claims
        .iter()
        .copied()
        .filter(|claim| {
            let reading = &claim.of(sets).reading;
            let values: Vec<String> =
                reading.values.iter().map(|mention| fold::canonical(&mention.value.resolved())).collect();
            let words = if values.is_empty() { fold::canonical(&claim.of(sets).text) } else { String::new() };
            seen.insert((values, words, reading.polarity.as_str(), reading.modality.as_str()))
        })
        .collect()
}

/// A claim with the head of its source.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its source.
    pub source: &'a Source,
}

/// All that two claims on one fact are to each other, gravest first; at least one relation.
pub fn relate(left: Side<'_>, right: Side<'_>) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let existence = speech::existence(left, right);
    let is_one_question = keys::shared(left, right) != KeyKind::Open;
    let Compared { discrepancies, agreed } = match (&existence, is_one_question) {
        (Some(_), _) => Compared::default(),
        (None, true) => keys::compare(left, right),
        (None, false) => values::compare(left, right),
    };
    let quote = if existence.is_some() { None } else { speech::quotes(left, right) };
    // a speaker's own words are told by the quotes, with the negators marked
    let polarity = if existence.is_some() || quote.is_some() {
        None
    } else {
        let agree_on_figure = agreed.as_ref().is_some_and(|(kind, _)| *kind != Kind::Date);
        stance::polarity(left, right, &discrepancies, agree_on_figure)
    };
    // a value that is denied is no second conflict of its own
    let values_speak = polarity.is_none();
    outcomes.extend(existence);
    outcomes.extend(polarity);
    if values_speak {
        outcomes.extend(discrepancies);
    }
    let compared = agreed.is_some() || outcomes.iter().any(|o| o.kind != RelationKind::NotComparable);
    if !compared {
        let named = names::compare(left, right);
        outcomes.extend(named.or_else(|| keys::names(left, right).filter(|_| is_one_question)));
    }
    outcomes.extend(quote);
    outcomes.extend(stance::modality(left, right, &outcomes));
    outcomes.extend(speech::attribution(left, right, &outcomes, agreed.is_some()));
    keys::settle(left, right, &mut outcomes);
    between_speakers(left, right, &mut outcomes);
    corrected(left, right, &mut outcomes);
    outcomes.sort_by_cached_key(Outcome::gravity);
    if outcomes.iter().all(|outcome| outcome.kind == RelationKind::NotComparable) {
        match agreed {
            // that they tell of one year agrees on nothing where their numbers cannot be compared
            Some((Kind::Date, _)) if !outcomes.is_empty() => {}
            Some((_, outcome)) => outcomes = vec![in_one_order(left, right, outcome)],
            None if outcomes.is_empty() => {
                outcomes.push(in_one_order(left, right, words::agreement(left, right)));
            }
            None => {}
        }
    }
    outcomes
}

/// "The first victim was a student", "the second victim was a student": they agree on nothing.
fn in_one_order(left: Side<'_>, right: Side<'_>, outcome: Outcome) -> Outcome {
    match scope::other_ordinals(&left.claim.reading, &right.claim.reading) {
        Some(reason) => values::not_comparable(&outcome, &reason),
        None => outcome,
    }
}

/// What a later version of one article says otherwise is a correction, and no disagreement.
fn corrected(left: Side<'_>, right: Side<'_>, outcomes: &mut [Outcome]) {
    let newer = if left.source.is_version_of(right.source) {
        left.source
    } else if right.source.is_version_of(left.source) {
        right.source
    } else {
        return;
    };
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.level > Some(Level::Note)) {
        outcome.kind = RelationKind::UpdateSuperseded;
        outcome.level = outcome.kind.level();
        outcome.reason = format!("changed in {}, a later version: {}", newer.id, outcome.reason);
    }
}

/// Conflicting values that two named speakers give are their disagreement, not the outlets'.
fn between_speakers(left: Side<'_>, right: Side<'_>, outcomes: &mut [Outcome]) {
    let named =
        |side: Side<'_>| side.claim.speaker.is_some().then(|| side.claim.reading.speaker.clone()).flatten();
    let (Some(a), Some(b)) = (named(left), named(right)) else { return };
    if a.is_alias(&b) || a.is_near_spelling(&b) {
        return;
    }
    for outcome in outcomes {
        let valued = matches!(
            outcome.kind,
            RelationKind::ConflictNumber
                | RelationKind::ConflictDate
                | RelationKind::ConflictCardinality
                | RelationKind::ConflictValue
        );
        if valued {
            outcome.reason = format!("{}; said by {} and by {}", outcome.reason, a.shown, b.shown);
            outcome.kind = RelationKind::ConflictBetweenSpeakers;
            outcome.level = RelationKind::ConflictBetweenSpeakers.level();
        }
    }
}
