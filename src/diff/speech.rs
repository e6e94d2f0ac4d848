//! Who said what: statements and word that there is none, quotes of one speaker, one statement of two speakers.

use super::relation::{Outcome, RelationKind};
use super::{Side, stance};
use crate::claim::reading::Speech;
use crate::finding::Level;
use crate::text::fold;
use crate::text::phrase::Phrase;
use crate::text::token::Shape;
use crate::value::date::Date;

/// "Has issued no statement" against a statement.
pub(super) fn existence(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    let (a, b) = (left.claim.reading.speech, right.claim.reading.speech);
    let (silent, speaking, silent_left) = match (a, b) {
        (Speech::Silence, Speech::Statement) => (left, right, true),
        (Speech::Statement, Speech::Silence) => (right, left, false),
        (Speech::None | Speech::Statement | Speech::Silence, _) => return None,
    };
    let shown = if silent_left { [silent.claim, speaking.claim] } else { [speaking.claim, silent.claim] };
    let outcome =
        |kind, reason: String| Outcome::new(kind, shown[0].text.clone(), shown[1].text.clone(), reason);
    if let Some(scope) = narrowed(silent) {
        let reason = format!("the silence is about a `{scope}` statement only: another scope");
        return Some(outcome(RelationKind::ConflictExistence, reason).at_level(Level::Warning));
    }
    // "denies it", in court or through a lawyer: no answer to this outlet
    if stance::denials(&speaking.claim.reading).next().is_some() {
        let reason = "who denies something need not have answered both outlets".to_owned();
        return Some(outcome(RelationKind::ConflictExistence, reason).at_level(Level::Warning));
    }
    if let Some(day) = later(silent, speaking) {
        let reason = format!("one reports no statement; the source with the statement is of {day}, later");
        return Some(outcome(RelationKind::UpdateSuperseded, reason));
    }
    Some(outcome(RelationKind::ConflictExistence, "one reports no statement, the other reports one".into()))
}

/// The adjective that narrows what was not said: "no *detailed* statement".
fn narrowed(silent: Side<'_>) -> Option<String> {
    const NARROWING: &[&str] = &[
        "detailed",
        "formal",
        "official",
        "full",
        "further",
        "written",
        "comprehensive",
        "additional",
        "final",
        "direct",
        "specific",
    ];
    let reading = &silent.claim.reading;
    reading
        .negations
        .iter()
        .flat_map(|negation| reading.tokens[negation.scope.clone()].iter())
        .find(|token| token.is_any(NARROWING))
        .map(|token| token.lower.clone())
}

/// The day of the source with the statement, if it was published after the silent one.
fn later(silent: Side<'_>, speaking: Side<'_>) -> Option<jiff::civil::Date> {
    let days = |side: Side<'_>| side.source.published.as_ref().and_then(Date::days);
    let ((_, before), (after, _)) = (days(silent)?, days(speaking)?);
    (after > before).then_some(after)
}

/// One speaker, other words.
pub(super) fn quotes(left: Side<'_>, right: Side<'_>) -> Option<Outcome> {
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let (Some(x), Some(y)) = (&a.speaker, &b.speaker) else { return None };
    if !(x.is_alias(y) || x.is_near_spelling(y)) {
        return None;
    }
    let (said, told) = (direct_words(left)?, direct_words(right)?);
    let (canonical_left, canonical_right) = (fold::canonical(&said), fold::canonical(&told));
    if canonical_left == canonical_right
        || canonical_left.contains(&canonical_right)
        || canonical_right.contains(&canonical_left)
    {
        return None;
    }
    let changed = super::words::telling_changes(&said, &told);
    let reason = if changed.is_empty() {
        format!("{} is quoted in other words", x.shown)
    } else {
        format!("{} is quoted in other words; changed: {}", x.shown, changed.join(", "))
    };
    Some(Outcome::new(RelationKind::QuoteVariance, said, told, reason))
}

/// The direct speech of a claim: between quotation marks in its words or in its quote of the article.
pub fn direct_words(side: Side<'_>) -> Option<String> {
    let exact = side.claim.quote.as_ref().map(|quote| quote.exact.as_str());
    [exact, Some(side.claim.text.as_str())].into_iter().flatten().find_map(|text| {
        let plain = fold::typography(text);
        let parts: Vec<&str> =
            plain.split('"').skip(1).step_by(2).filter(|part| part.split_whitespace().count() >= 3).collect();
        (!parts.is_empty()).then(|| parts.join(" … "))
    })
}

/// The same statement in another speaker's mouth.
pub(super) fn attribution(
    left: Side<'_>,
    right: Side<'_>,
    outcomes: &[Outcome],
    values_agree: bool,
) -> Option<Outcome> {
    if values_agree || outcomes.iter().any(|outcome| outcome.kind != RelationKind::NotComparable) {
        return None;
    }
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    let (Some(x), Some(y)) = (&a.speaker, &b.speaker) else { return None };
    if x.is_alias(y) || x.is_near_spelling(y) || !(is_told(left) && is_told(right)) {
        return None;
    }
    let (p, q) = (statement(left), statement(right));
    if p.similarity(&q) < 0.3 {
        return None;
    }
    Some(Outcome::new(
        RelationKind::ShiftAttribution,
        x.shown.clone(),
        y.shown.clone(),
        format!("said by {} here, by {} there", x.shown, y.shown),
    ))
}

/// Whether the claim reports speech: it names the speaker, or its own words do.
fn is_told(side: Side<'_>) -> bool {
    const TELLING: &[&str] = &[
        "say",
        "tell",
        "call",
        "claim",
        "insist",
        "add",
        "write",
        "describe",
        "accuse",
        "argue",
        "warn",
        "state",
        "vow",
        "promise",
        "criticise",
        "criticize",
        "thank",
        "declare",
        "maintain",
        "stress",
        "admit",
        "deny",
    ];
    side.claim.speaker.is_some()
        || direct_words(side).is_some()
        || side.claim.reading.tokens.iter().any(|t| t.shape == Shape::Word && TELLING.contains(&t.base()))
}

/// What was said, without who said it.
fn statement(side: Side<'_>) -> Phrase {
    let reading = &side.claim.reading;
    let named = |token: usize| reading.names.iter().any(|m| m.tokens.contains(&token));
    Phrase { words: reading.all_words.words.iter().filter(|word| !named(word.token)).cloned().collect() }
}
