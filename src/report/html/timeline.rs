//! Dates that differ, on one line of time.

use super::super::relations::{Member, Shown, compared};
use super::super::{Report, wording};
use crate::claim::ClaimRef;
use crate::diff::relation::RelationKind;
use crate::value::Value;
use jiff::civil::Date;

/// The dates that sources give for one thing.
pub(super) struct Timeline {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) rows: Vec<Row>,
}

/// What claims give: first day and length, on a scale of 0 to 1,000.
pub(super) struct Row {
    /// The claims.
    pub(super) names: String,
    pub(super) value: String,
    pub(super) from: i64,
    pub(super) width: i64,
}

/// A day among years is drawn this wide, that it can be seen.
const NARROWEST: i64 = 12;

/// A line of time, earliest first, where sources give other days; not where they differ by hours only.
pub(super) fn of(report: &Report<'_>, shown: &Shown<'_>) -> Option<Timeline> {
    let mut dated: Vec<(&Member<'_>, (Date, Date))> = Vec::new();
    let groups = shown.discrepancies.iter().filter(|group| may_be_dates(group.kind()));
    for member in groups.flat_map(|group| group.members()) {
        if !dated.iter().any(|(known, _)| known.claim == member.claim) {
            dated.extend(days(report, member).map(|days| (member, days)));
        }
    }
    let order: Vec<ClaimRef> = shown.claims(report).collect();
    let place = |member: &Member<'_>| order.iter().position(|&claim| claim == member.claim);
    dated.sort_by_key(|&(member, days)| (days, member.shown, place(member)));
    let first = dated.iter().map(|(_, (first, _))| *first).min()?;
    let last = dated.iter().map(|(_, (_, last))| *last).max()?;
    if dated.len() < 2 || dated.iter().all(|(_, days)| *days == (first, last)) {
        return None;
    }
    // the last day counts too
    let all = days_between(first, last) + 1;
    let row = |same: &[(&Member<'_>, (Date, Date))]| {
        let (member, (from, to)) = same[0];
        let width = ((days_between(from, to) + 1) * 1000 / all).max(NARROWEST);
        Row {
            names: wording::named(report, same.iter().map(|(member, _)| member.claim)),
            value: value(report, member).map_or_else(|| member.shown.to_owned(), Value::said),
            from: (days_between(first, from) * 1000 / all).min(1000 - width),
            width,
        }
    };
    let alike = |a: &(&Member<'_>, _), b: &(&Member<'_>, _)| (a.1, a.0.shown) == (b.1, b.0.shown);
    Some(Timeline { first, last, rows: dated.chunk_by(alike).map(row).collect() })
}

fn may_be_dates(kind: RelationKind) -> bool {
    kind == RelationKind::ConflictDate
        || kind == RelationKind::RefineDate
        || kind == RelationKind::CompatOverlap
        || kind == RelationKind::ConflictBetweenSpeakers
}

/// The value that was compared.
fn value<'a>(report: &Report<'a>, member: &Member<'_>) -> Option<&'a Value> {
    compared(member.claim.of(report.sets), member.shown)
}

/// Its days, if it is a date that has days.
fn days(report: &Report<'_>, member: &Member<'_>) -> Option<(Date, Date)> {
    value(report, member)?.as_date()?.days()
}

fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}
