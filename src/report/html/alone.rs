//! What one source alone states, source by source.

use super::super::wording::Absence;
use super::super::{Report, wording};
use super::escape;
use crate::verdict::Fact;

/// What a source states alone.
pub(super) struct Alone<'a> {
    pub(super) id: &'a str,
    /// What the page knows the source by.
    pub(super) number: usize,
    pub(super) claims: Vec<AloneClaim<'a>>,
}

/// A claim that no other source shares.
pub(super) struct AloneClaim<'a> {
    pub(super) fact: &'a str,
    pub(super) text: &'a str,
    pub(super) place: String,
    pub(super) link: Option<String>,
    /// Sources that have it in their stored text, or came too early; the others are silent.
    pub(super) absences: Vec<Absence>,
}

/// The facts of one source alone, in the order of the columns.
pub(super) fn of<'a>(report: &Report<'a>) -> Vec<Alone<'a>> {
    let mut by_set: Vec<Vec<AloneClaim<'a>>> = report.sets.iter().map(|_| Vec::new()).collect();
    let facts: &'a [Fact] = report.facts;
    for fact in facts.iter().filter(|fact| fact.speaking() == 1) {
        let Some(at) = fact.claims().next() else { continue };
        let (claim, source) = (at.of(report.sets), &report.sets[at.set].source);
        let quote = claim.quote.as_ref().map(|quote| quote.exact.as_str());
        by_set[at.set].push(AloneClaim {
            fact: &fact.id,
            text: wording::title(fact),
            place: report.place(claim.span),
            link: source.url.as_deref().and_then(|url| escape::link(url, quote)),
            absences: fact.cells.iter().filter_map(|cell| wording::absence(report, fact, cell.set)).collect(),
        });
    }
    let of_set = |number: usize| Alone {
        id: report.sets[number].source.id.as_str(),
        number,
        claims: std::mem::take(&mut by_set[number]),
    };
    let all: Vec<Alone<'a>> = report.column_order().into_iter().map(of_set).collect();
    all.into_iter().filter(|alone| !alone.claims.is_empty()).collect()
}
