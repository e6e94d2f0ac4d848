//! Why the claims of a fact were put together: the score of two of them, part by part.

use super::super::relations::{Group, Shown};
use super::super::{Report, parts};
use crate::align;
use crate::claim::ClaimRef;
use crate::value::Side;

/// So many parts are shown; the rest weighs little, and `factdiff explain` tells it.
const PARTS: usize = 6;

/// A score and what it is made of.
pub(super) struct ScoreRow {
    /// The mean of the fact's links, where it has any.
    pub(super) mean: String,
    pub(super) pair: [String; 2],
    pub(super) value: String,
    /// Log-odds and what gives them, heaviest first.
    pub(super) parts: Vec<(String, &'static str)>,
}

/// The score of the two claims that the gravest relation is of, or of the first two sources.
pub(super) fn of(report: &Report<'_>, shown: &Shown<'_>) -> Option<ScoreRow> {
    let [a, b] = shown.discrepancies.first().and_then(sides).or_else(|| first_two(report, shown))?;
    let score = align::score_of(report.sets, a, b);
    let part = |(weight, part): (f32, align::score::Part)| (format!("{weight:+.1}"), part.label());
    Some(ScoreRow {
        mean: shown.fact.score.map_or_else(String::new, |mean| format!("{mean:.2}")),
        pair: [a, b].map(|claim| report.name(claim)),
        value: format!("{:.2}", score.value),
        parts: parts::weighed(&score).into_iter().take(PARTS).map(part).collect(),
    })
}

fn sides(group: &Group<'_>) -> Option<[ClaimRef; 2]> {
    Some([group.side(Side::Left).first()?.claim, group.side(Side::Right).first()?.claim])
}

fn first_two(report: &Report<'_>, shown: &Shown<'_>) -> Option<[ClaimRef; 2]> {
    let mut claims = shown.claims(report);
    let first = claims.next()?;
    Some([first, claims.find(|claim| claim.set != first.set)?])
}
