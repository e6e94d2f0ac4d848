//! Polarity and modality: one affirms what the other denies; one states what the other alleges.

use super::relation::{Outcome, RelationKind};
use super::{Side, scope};
use crate::claim::reading::Reading;
use crate::text::modality::Modality;
use crate::text::negation::{self, Negation, Polarity};
use crate::text::phrase::{Phrase, Word};
use crate::text::token::{Shape, Token};
use crate::text::words;
use crate::text::words::PartOfSpeech;
use crate::value::{Comparison, Kind, Value};

/// Two verbs whose vectors are this near mean the same act: "turn down", "reject". One pair of sister terms in a
/// hundred is nearer (`src/text/data/README.md`).
const SAME_ACT: f32 = 0.78;

/// One affirms what the other denies, or says the opposite of it.
pub(super) fn polarity(
    left: Side<'_>,
    right: Side<'_>,
    values: &[Outcome],
    agree_on_figure: bool,
) -> Option<Outcome> {
    if let Some(outcome) = values.iter().find(|outcome| outcome.kind == RelationKind::ConflictPolarity) {
        return Some(outcome.clone());
    }
    let outcome = |reason: String| {
        Some(Outcome::new(
            RelationKind::ConflictPolarity,
            left.claim.text.clone(),
            right.claim.text.clone(),
            reason,
        ))
    };
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    // "none were hurt" against "12 were hurt" is told by the values
    let zero = |side: Side<'_>| side.claim.reading.values.iter().any(|m| m.value.is_none());
    if zero(left) || zero(right) || is_conditional(a) || is_conditional(b) {
        return None;
    }
    if a.polarity != b.polarity {
        let (denying, affirming) = if a.polarity == Polarity::Deny { (left, right) } else { (right, left) };
        // "said he stole nothing" is a denial, too
        if !affirming.claim.reading.negations.is_empty() {
            return None;
        }
        // "seven of the ten did not return" denies nothing of the others
        let counted = |side: Side<'_>| side.claim.reading.values.iter().any(|m| m.value.is_some_count());
        if scope::apart(a, b).is_some()
            || counted(denying)
            || of_other_subjects(a, b)
            || of_other_days(a, b)
            || denies_denial(&denying.claim.reading)
            || denies_opposite(&denying.claim.reading)
            || denials(&denying.claim.reading).next().is_some() && rejects_claims(&affirming.claim.reading)
            || are_since(&denying.claim.reading, &affirming.claim.reading)
        {
            return None;
        }
        let word = denied_act(denying, affirming)?;
        return outcome(format!("one denies `{word}`, the other does not"));
    }
    if a.polarity == Polarity::Affirm {
        // "bought 200", "sold 300": two acts with a number each; "rose to 5.5 from 5.3", "fell to 5.1 from 5.3": one figure
        let numbers =
            !agree_on_figure && values.iter().any(|outcome| outcome.kind == RelationKind::NotComparable);
        if numbers || scope::other_names(a, b).is_some() {
            return None;
        }
        let (x, y) = opposite_acts(left, right)?;
        return outcome(format!("`{x}` and `{y}` exclude each other"));
    }
    None
}

/// "Pleaded not guilty", "rejected claims that he lied": a denial in other words.
fn rejects_claims(reading: &Reading) -> bool {
    const CLAIMS: &[&str] =
        &["claim", "allegation", "accusation", "charge", "suggestion", "report", "rumour", "rumor"];
    const REJECTS: &[&str] = &["reject", "dismiss", "deny", "refute", "dispute"];
    let tokens = &reading.tokens;
    let verb = |at: usize| REJECTS.contains(&tokens[at].base());
    let near = |at: usize| tokens[at + 1..].iter().take(3).any(|token| CLAIMS.contains(&token.base()));
    (0..tokens.len()).any(|at| verb(at) && near(at))
        || tokens.windows(3).any(|t| t[0].base() == "plead" && t[1].is("not") && t[2].is("guilty"))
}

/// "The driest winter since 1961", "has not been so dry since 1961".
fn are_since(denying: &Reading, affirming: &Reading) -> bool {
    let since = |reading: &Reading| reading.tokens.iter().any(|token| token.is("since"));
    let highest = |reading: &Reading| {
        reading
            .tokens
            .iter()
            .any(|token| token.lower.len() > 4 && token.lower.ends_with("est") && token.base() != token.lower)
    };
    let so = denying.tokens.iter().any(|token| token.is_any(&["so", "as", "such", "this"]));
    since(denying) && since(affirming) && highest(affirming) && !highest(denying) && so
}

/// "If the mine reopens", "unless asked": nothing is stated.
fn is_conditional(reading: &Reading) -> bool {
    reading.tokens.iter().any(|token| token.is_any(&["if", "unless"]))
}

/// "Did not resign on Tuesday", "resigned on Wednesday": the day may be what is denied.
fn of_other_days(a: &Reading, b: &Reading) -> bool {
    let dates = |reading: &Reading| -> Vec<Value> {
        let dates =
            reading.values.iter().filter(|mention| mention.value.kind() == Kind::Date && !mention.of_saying);
        dates.map(|mention| mention.value.clone()).collect()
    };
    let (ours, theirs) = (dates(a), dates(b));
    let apart = |x: &Value| theirs.iter().all(|y| x.compare(y) == Comparison::Disjoint);
    !ours.is_empty() && !theirs.is_empty() && ours.iter().all(apart)
}

/// "Denied that they were not warned": what is denied denies something itself.
pub(super) fn denies_denial(reading: &Reading) -> bool {
    denials(reading)
        .any(|denial| reading.negations.iter().any(|other| denial.scope.contains(&other.cue.start)))
}

/// "Denied that the bridge was unsafe".
fn denies_opposite(reading: &Reading) -> bool {
    let prefixed = |token: &Token| {
        ["un", "in", "im", "il", "ir", "dis"].iter().any(|prefix| {
            let stem = token.lower.strip_prefix(prefix).and_then(words::lookup);
            stem.is_some_and(|stem| {
                stem.is_adjective() && token.entry.is_some_and(|entry| entry.is_adjective())
            })
        })
    };
    denials(reading).any(|denial| reading.tokens[denial.scope.clone()].iter().any(prefixed))
}

/// What the words deny by a verb of denying.
pub(super) fn denials(reading: &Reading) -> impl Iterator<Item = &Negation> {
    reading.negations.iter().filter(|negation| negation::is_denial(&reading.tokens, negation))
}

/// Whether the words before the verbs are of two things: "the children were not hurt", "the driver was hurt".
fn of_other_subjects(a: &Reading, b: &Reading) -> bool {
    let subject = |reading: &Reading| -> Vec<Word> {
        let Some(verb) = reading.telling_verb() else { return Vec::new() };
        let before = reading.verb.filter(|&main| main < verb).map_or(0, |main| main + 1);
        let words = reading.words.words.iter().filter(|word| (before..verb).contains(&word.token));
        words.filter(|word| word.entry.is_none_or(|entry| entry.is_noun())).cloned().collect()
    };
    let (ours, theirs) = (subject(a), subject(b));
    let named = |reading: &Reading| reading.names.iter().any(|name| name.subject);
    !ours.is_empty()
        && !theirs.is_empty()
        && !named(a)
        && !named(b)
        && !ours.iter().any(|x| theirs.iter().any(|y| x.similarity(y) > OTHER_SUBJECT))
}

/// Nouns that are less alike than this name two things.
const OTHER_SUBJECT: f32 = 0.25;

/// Verbs that say little by themselves: "made no sound" denies the sound.
const LIGHT: &[&str] =
    &["make", "do", "have", "give", "take", "get", "go", "come", "put", "be", "see", "let", "try", "seem"];

/// The word of the denied clause that the other side affirms. The act itself has to match, not any word near it:
/// "did not survive" denies nothing of "lost their lives".
fn denied_act(denying: Side<'_>, affirming: Side<'_>) -> Option<String> {
    let reading = &denying.claim.reading;
    let other = &affirming.claim.reading;
    if let Some(denial) = denials(reading).next() {
        let word = reading.tokens[denial.scope.clone()].iter().find(|t| !t.stop && t.shape == Shape::Word)?;
        // a charge is no guilt: only who admits it contradicts that
        let is_admitted = || other.tokens.iter().any(|token| ADMISSIONS.contains(&token.base()));
        return (!CHARGES.contains(&word.base()) || is_admitted()).then(|| word.lower.clone());
    }
    let scopes: Vec<_> = reading.negations.iter().map(|n| n.scope.clone()).collect();
    let in_scope = |word: &&Word| {
        (scopes.is_empty() || scopes.iter().any(|scope| scope.contains(&word.token)))
            && !LIGHT.contains(&word.base.as_ref())
    };
    let acts: Vec<&Word> = reading.words.words.iter().filter(in_scope).collect();
    // the first verb in scope is the act; a bare "no comment" denies its noun
    let act = acts
        .iter()
        .find(|word| word.entry.is_some_and(|entry| entry.dominant() == Some(PartOfSpeech::Verb)))
        .or(acts.first())?;
    let affirmed = other.words.words.iter().any(|word| is_one_act(word, act));
    // and of the same thing: "cannot investigate how images are made" denies nothing of "investigates the raid"
    let (mut object, mut covered) = (0.0, 0.0);
    for word in acts.iter().filter(|word| word.token != act.token) {
        object += word.weight;
        covered += word.weight * other.words.words.iter().map(|o| word.similarity(o)).fold(0.0, f32::max);
    }
    if covered < 0.5 * object {
        return None;
    }
    let opposite = other.words.words.iter().any(|word| negation::are_opposites(word, act));
    (affirmed && !opposite).then(|| act.base.to_string())
}

/// What is denied without saying what it is.
const CHARGES: &[&str] =
    &["wrongdoing", "charge", "allegation", "accusation", "claim", "involvement", "report"];

/// Verbs by which somebody says that a charge is true.
const ADMISSIONS: &[&str] = &["admit", "confess", "concede", "acknowledge", "confirm"];

fn is_one_act(a: &Word, b: &Word) -> bool {
    if negation::is_same_act(a, b) {
        return true;
    }
    let near = a.entry.zip(b.entry).is_some_and(|(x, y)| x.similarity(y) >= SAME_ACT);
    near && !negation::are_opposites(a, b)
}

/// A word of each side that exclude each other, where the rest of the words is much the same.
fn opposite_acts(left: Side<'_>, right: Side<'_>) -> Option<(String, String)> {
    let (a, b) = (&left.claim.reading, &right.claim.reading);
    for x in &a.words.words {
        for y in &b.words.words {
            let acts = is_predicate(a, x) && is_predicate(b, y);
            if !(negation::are_opposite_states(x, y) || acts && negation::are_opposites(x, y)) {
                continue;
            }
            // each is the only one of its sort: "opened after it had been closed" excludes nothing
            let own_opposite =
                |words: &Phrase, word: &Word| words.words.iter().any(|w| negation::are_opposites(w, word));
            let shared = |words: &Phrase, word: &Word| words.words.iter().any(|w| w.base == word.base);
            if own_opposite(&a.words, x)
                || own_opposite(&b.words, y)
                || shared(&b.words, x)
                || shared(&a.words, y)
            {
                continue;
            }
            if rest_is_shared(&a.words, x, &b.words, y) {
                return Some((x.base.to_string(), y.base.to_string()));
            }
        }
    }
    None
}

/// Whether the word is the main verb or stands right behind it: what the claim says of its subject.
fn is_predicate(reading: &Reading, word: &Word) -> bool {
    reading.verb.is_some_and(|verb| (verb..=verb + 2).contains(&word.token))
}

/// Whether a rare word beside the opposites is common to both.
fn rest_is_shared(a: &Phrase, x: &Word, b: &Phrase, y: &Word) -> bool {
    a.words
        .iter()
        .filter(|w| w.token != x.token)
        .any(|w| b.words.iter().filter(|v| v.token != y.token).any(|v| w.similarity(v) > 0.8))
}

/// A fact against an allegation or a possibility.
pub(super) fn modality(left: Side<'_>, right: Side<'_>, outcomes: &[Outcome]) -> Option<Outcome> {
    if outcomes.iter().any(|outcome| outcome.level == Some(crate::finding::Level::Error)) {
        return None;
    }
    let (a, b) = (left.claim.reading.modality, right.claim.reading.modality);
    let doubtful = |m: Modality| matches!(m, Modality::Alleged | Modality::Possible);
    let firm = |m: Modality| matches!(m, Modality::Asserted | Modality::Planned);
    if !(doubtful(a) && firm(b) || firm(a) && doubtful(b)) {
        return None;
    }
    // what a quote says of itself is its speaker's, not the outlet's
    let quoted = |side: Side<'_>| side.claim.reading.values.iter().any(|m| m.value.kind() == Kind::Quote);
    if quoted(left) || quoted(right) {
        return None;
    }
    let reason = format!("{} here, {} there", a.as_str(), b.as_str());
    Some(Outcome::new(RelationKind::ShiftModality, left.claim.text.clone(), right.claim.text.clone(), reason))
}
