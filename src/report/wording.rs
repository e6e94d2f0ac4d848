//! The sentences that formats share: what relations say, doubtful links, lists side by side, who is absent.

use super::relations::{Group, Member, Shown};
use super::{Report, summary};
use crate::align::Ambiguity;
use crate::claim::ClaimRef;
use crate::diff::relation::RelationKind;
use crate::span::Span;
use crate::text::fold;
use crate::value::Side;
use crate::verdict::{CellState, Fact};

/// So many claims of a side are named; the rest is counted.
const NAMED: usize = 8;

/// A part of a sentence.
pub(super) enum Part {
    /// A value that is compared, in its own words.
    Value(String),
    /// Everything else.
    Words(String),
}

/// A source, or several, that do not state a fact, and why.
pub(super) struct Absence {
    /// Their ids.
    pub(super) ids: String,
    /// What is to be said of them.
    pub(super) words: String,
    /// Where a stored text states the fact.
    pub(super) place: Option<String>,
}

/// The title of a fact, without the full stop of the claim that it is.
pub(super) fn title(fact: &Fact) -> &str {
    fact.title.trim().trim_end_matches('.')
}

/// `“12” (a#c1, b#c2), “twelve” (d#d1) against “17” (c#c4); no number satisfies both`, or where values are long or none
/// `one affirms, the other denies (a#c1; b#c4)`.
pub(super) fn relation(report: &Report<'_>, group: &Group<'_>) -> Vec<Part> {
    let finer = group.outcome.finer;
    let valued = group.sides.iter().flatten().any(|member| member.value.is_some());
    let words = |text: String| Part::Words(text);
    if let (false, None) = (valued, finer) {
        // the reason may say "here" and "there": the names follow in its order
        let mut parts = vec![words(format!("{} (", group.outcome.reason))];
        parts.extend(side(report, group.side(Side::Left)));
        parts.push(words("; ".to_owned()));
        parts.extend(side(report, group.side(Side::Right)));
        parts.push(words(")".to_owned()));
        return parts;
    }
    let [first, second] =
        if finer == Some(Side::Right) { [Side::Right, Side::Left] } else { [Side::Left, Side::Right] };
    let mut parts = side(report, group.side(first));
    let one = group.side(first).len() == 1;
    parts.push(words(between(group, one).to_owned()));
    parts.extend(side(report, group.side(second)));
    parts.extend(group.reason().map(|reason| words(format!("; {reason}"))));
    parts
}

/// The claims of one side, those of one value together.
fn side(report: &Report<'_>, members: &[Member<'_>]) -> Vec<Part> {
    let mut by_value: Vec<(Option<String>, Option<&str>, Vec<String>)> = Vec::new();
    for member in members.iter().take(NAMED) {
        let name = report.name(member.claim);
        let canonical = member.value.as_deref().map(fold::canonical);
        match by_value.iter_mut().find(|(known, ..)| *known == canonical) {
            Some((.., names)) => names.push(name),
            None => by_value.push((canonical, member.value.as_deref(), vec![name])),
        }
    }
    let mut parts = Vec::new();
    for (nth, (_, value, names)) in by_value.into_iter().enumerate() {
        let comma = if nth > 0 { ", " } else { "" };
        match value {
            Some(value) => parts.extend([
                Part::Words(comma.to_owned()),
                Part::Value(value.to_owned()),
                Part::Words(format!(" ({})", names.join(", "))),
            ]),
            None => parts.push(Part::Words(format!("{comma}{}", names.join(", ")))),
        }
    }
    if members.len() > NAMED {
        parts.push(Part::Words(format!(" and {} more", members.len() - NAMED)));
    }
    parts
}

/// `a#c1, b#c2 and 3 more`.
pub(super) fn named(report: &Report<'_>, claims: impl ExactSizeIterator<Item = ClaimRef>) -> String {
    let more = claims.len().saturating_sub(NAMED);
    let names: Vec<String> = claims.take(NAMED).map(|claim| report.name(claim)).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.join(", ") + &more
}

fn between(group: &Group<'_>, one: bool) -> &'static str {
    match (group.outcome.finer, one) {
        (Some(_), true) => return " is more precise than ",
        (Some(_), false) => return " are more precise than ",
        (None, _) => {}
    }
    match group.kind() {
        RelationKind::AgreeExact | RelationKind::AgreeEquivalent => " = ",
        RelationKind::NotComparable => " and ",
        RelationKind::RefineValue
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
        | RelationKind::ConflictNumber
        | RelationKind::ConflictDate
        | RelationKind::ConflictCardinality
        | RelationKind::ConflictValue
        | RelationKind::ConflictPolarity
        | RelationKind::ConflictExistence => " against ",
    }
}

/// `a#c1 was linked to b#c2, but b#c3 scores only 0.02 lower: “its words”`.
pub(super) fn doubtful(report: &Report<'_>, ambiguity: &Ambiguity) -> String {
    // a runner-up that scores higher was needed elsewhere
    let behind = match ambiguity.margin {
        margin if margin.abs() < 0.005 => "as high".to_owned(),
        margin if margin < 0.0 => format!("{:.2} higher", -margin),
        margin => format!("only {margin:.2} lower"),
    };
    format!(
        "{} was linked to {}, but {} scores {behind}: {}",
        report.name(ambiguity.claim),
        report.name(ambiguity.chosen),
        report.name(ambiguity.runner_up),
        quoted(&ambiguity.runner_up.of(report.sets).text)
    )
}

/// The article's words, where the claim gives them and they are others than its own, with a label.
pub(super) fn article_words(report: &Report<'_>, claim: ClaimRef) -> Option<String> {
    article_quote(report, claim).map(|words| format!("article: {words}"))
}

/// The same without the label.
pub(super) fn article_quote(report: &Report<'_>, claim: ClaimRef) -> Option<String> {
    let claim = claim.of(report.sets);
    let quote = claim.quote.as_ref().map(|quote| quote.exact.as_str())?;
    (fold::canonical(quote) != fold::canonical(&claim.text)).then(|| quoted(quote))
}

/// In curly quotes, unless there are quotes in the words already: two kinds in a row are hard to read.
pub(crate) fn quoted(words: &str) -> String {
    let words = words.trim();
    if words.contains(['“', '”', '"']) { words.to_owned() } else { format!("“{words}”") }
}

/// What was listed on both sides and on one side alone, and the totals, as labels and texts.
pub(super) fn lists(report: &Report<'_>, shown: &Shown<'_>) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let listed = shown.discrepancies.iter().filter(|group| group.outcome.items.is_some()).count();
    for group in &shown.discrepancies {
        let outcome = group.outcome;
        let [Some(a), Some(b)] = [Side::Left, Side::Right]
            .map(|side| group.side(side).first().map(|member| member.claim.source(report.sets).as_str()))
        else {
            continue;
        };
        if outcome.stated.iter().any(Option::is_some) {
            let stated = |total: Option<f64>, id| {
                total.map_or_else(|| format!("none by {id}"), |total| format!("{total} by {id}"))
            };
            rows.push((
                "total stated".to_owned(),
                format!("{}, {}", stated(outcome.stated[0], a), stated(outcome.stated[1], b)),
            ));
        }
        let Some(items) = &outcome.items else { continue };
        if !items.shared.is_empty() {
            let both =
                items.shared.iter().map(|[x, y]| if x == y { x.clone() } else { format!("{x} = {y}") });
            let label = if listed == 1 { "in both".to_owned() } else { format!("{a} and {b}") };
            rows.push((label, both.collect::<Vec<_>>().join("; ")));
        }
        for (id, only) in [a, b].iter().zip(&items.only).filter(|(_, only)| !only.is_empty()) {
            rows.push((format!("only {id}"), only.join("; ")));
        }
    }
    rows
}

/// The sources that do not state the fact: too early, with the sentence of their stored text, or silent.
pub(super) fn absences(report: &Report<'_>, fact: &Fact) -> Vec<Absence> {
    let mut found = Vec::new();
    if report.is_crowd() {
        let ids = summary::count(report.sets.len() - fact.cells.len(), "source");
        found.push(Absence { ids, words: "without a claim on it".to_owned(), place: None });
        return found;
    }
    let mut silent: Vec<&str> = Vec::new();
    for set in report.column_order() {
        match absence(report, fact, set) {
            Some(absence) => found.push(absence),
            None if fact.cell(set).is_none() => silent.push(report.sets[set].source.id.as_str()),
            None => {}
        }
    }
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "says" } else { "say" };
        found.push(Absence { ids: silent.join(", "), words: format!("{verb} nothing"), place: None });
    }
    found
}

/// Why a source that is not plainly silent does not state the fact.
pub(super) fn absence(report: &Report<'_>, fact: &Fact, set: usize) -> Option<Absence> {
    let source = &report.sets[set].source;
    let ids = source.id.to_string();
    match fact.cell(set)?.state {
        CellState::Present => None,
        CellState::TooEarly => Some(Absence {
            ids,
            words: format!("was published {}, before it could know", summary::published(source)),
            place: None,
        }),
        CellState::Unrecorded(span) => {
            let (words, place) = unrecorded(report, span);
            Some(Absence { ids, words, place: Some(place) })
        }
    }
}

/// The sentence of a stored text that states what the claims leave out, and its place.
pub(super) fn unrecorded(report: &Report<'_>, span: Span) -> (String, String) {
    let sentence = report.files.slice(span);
    (format!("not in the claims, but the stored text has: {}", quoted(sentence)), report.place(span))
}
