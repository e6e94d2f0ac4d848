//! Claims that answer one question of which the settings say that it has one answer, or one that changes with time.
//!
//! That two such claims speak of one thing is the user's word: the differences in act, name, place and noun by which two
//! claims are otherwise told apart are not looked at.

use super::Side;
use super::relation::{Outcome, RelationKind};
use super::values::{self, Compared};
use crate::claim::KeyKind;
use crate::claim::reading::{Mention, NameMention, Reading};
use crate::finding::Level;
use crate::value::{Comparison, Kind};

/// What is said of the key that two claims share; [`KeyKind::Open`] where they share none.
pub(crate) fn shared(left: Side<'_>, right: Side<'_>) -> KeyKind {
    let one = left.claim.key.is_some() && left.claim.key == right.claim.key;
    if one { left.claim.reading.key_kind } else { KeyKind::Open }
}

/// Compares the values of two claims on one question. Dates are the answer only where there is nothing else: beside a
/// number they tell when it was so.
pub(super) fn compare(left: Side<'_>, right: Side<'_>) -> Compared {
    let mut pairs = values::pair_up(left, right);
    if pairs.is_empty() {
        pairs.extend(values::only_count(left).zip(values::only_count(right)));
    }
    let is_date = |(m, _): &(&Mention, &Mention)| m.value.kind() == Kind::Date;
    if !pairs.iter().all(is_date) {
        pairs.retain(|pair| !is_date(pair));
    }
    let mut compared = Compared::default();
    for (m, n) in pairs {
        let Some(outcome) = answers(m, n) else { continue };
        if outcome.kind.is_agreement() {
            compared.agreed = compared.agreed.or(Some((m.value.kind(), outcome)));
        } else {
            compared.discrepancies.push(outcome);
        }
    }
    compared.keep_gravest();
    compared
}

/// Two values as answers: what is counted may be called by any noun, and lists that differ are two answers.
fn answers(m: &Mention, n: &Mention) -> Option<Outcome> {
    let mut outcome = values::relate(m, n)?;
    let counted = m.value.is_count() && n.value.is_count();
    if outcome.kind == RelationKind::NotComparable
        && counted
        && m.value.compare(&n.value) == Comparison::Disjoint
    {
        let [x, y] = outcome.shown;
        outcome = Outcome::new(RelationKind::ConflictNumber, x, y, "no number satisfies both");
    }
    if outcome.kind == RelationKind::DiffList {
        outcome = Outcome { kind: RelationKind::ConflictValue, level: Some(Level::Error), ..outcome };
    }
    Some(outcome)
}

/// Two names that answer one question: each claim has one that the other lacks, whatever its role.
pub(super) fn names(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let (m, n) = (own_name(a, b)?, own_name(b, a)?);
    let [x, y] = [m, n].map(|mention| mention.name.shown.clone());
    Some(Outcome::new(RelationKind::ConflictValue, x, y, "other names"))
}

/// The one name that the other claim lacks; that of the speaker answers nothing.
fn own_name<'a>(reading: &'a Reading, other: &Reading) -> Option<&'a NameMention> {
    let alike =
        |mention: &NameMention, name| mention.name.is_alias(name) || mention.name.is_near_spelling(name);
    let mut own = reading.names.iter().filter(|mention| {
        !other.names.iter().any(|known| alike(mention, &known.name))
            && !reading.speaker.iter().chain(&other.speaker).any(|speaker| alike(mention, speaker))
    });
    own.next().filter(|_| own.next().is_none())
}

/// Says of contradictions what the kind of the key makes of them: of an answer that changes with time another one of a
/// later day is an update.
pub(super) fn settle(left: Side<'_>, right: Side<'_>, outcomes: &mut [Outcome]) {
    let kind = shared(left, right);
    let key = left.claim.key.as_deref().unwrap_or_default();
    for outcome in outcomes.iter_mut().filter(|outcome| is_other_answer(outcome.kind)) {
        match (kind, values::days(left).zip(values::days(right))) {
            (KeyKind::Open, _) => {}
            (KeyKind::SingleValued, _) => {
                outcome.reason = format!("{}; `{key}` has one true answer", outcome.reason);
            }
            (KeyKind::TimeVarying, Some(((first, last), (start, end)))) if start > last || first > end => {
                let reason = format!("`{key}` changes with time: {last} and {end}");
                let [x, y] = outcome.shown.clone();
                *outcome = Outcome {
                    stated: outcome.stated,
                    items: outcome.items.take(),
                    ..Outcome::new(RelationKind::UpdateSuperseded, x, y, reason)
                };
            }
            (KeyKind::TimeVarying, _) => {
                let reason = &outcome.reason;
                outcome.reason =
                    format!("{reason}; `{key}` changes with time, and neither is known to be of a later day");
            }
        }
    }
}

/// Whether it says that two claims answer one question otherwise.
fn is_other_answer(kind: RelationKind) -> bool {
    match kind {
        RelationKind::ConflictNumber
        | RelationKind::ConflictDate
        | RelationKind::ConflictCardinality
        | RelationKind::ConflictValue
        | RelationKind::ConflictPolarity => true,
        RelationKind::AgreeExact
        | RelationKind::AgreeEquivalent
        | RelationKind::NotComparable
        | RelationKind::RefineValue
        | RelationKind::RefineList
        | RelationKind::RefineDate
        | RelationKind::RefineNumber
        | RelationKind::CompatOverlap
        | RelationKind::ShiftAttribution
        | RelationKind::UpdateSuperseded
        | RelationKind::QuoteVariance
        | RelationKind::ShiftModality
        | RelationKind::GapEnumeration
        | RelationKind::DiffList
        | RelationKind::ConflictSpelling
        | RelationKind::ConflictBetweenSpeakers
        | RelationKind::ConflictExistence => false,
    }
}
