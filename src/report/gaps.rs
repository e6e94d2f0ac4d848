//! What each source does not mention, and why.

use super::Report;
use crate::claim::ClaimSet;
use crate::span::Span;
use crate::verdict::{CellState, Fact};

/// Why a source does not state a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Its claims leave it out; this sentence of its stored text has it.
    Unrecorded(Span),
    /// It says nothing.
    Silent,
    /// It was published before it could know.
    TooEarly,
}

/// How many facts one source does not state, of those that others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// In the stored text, not in the claims.
    pub(super) unrecorded: usize,
    /// Stated by two or more others.
    pub(super) shared: usize,
    /// Stated by one other.
    pub(super) alone: usize,
    /// Could not be known yet.
    pub(super) too_early: usize,
}

/// Whether and why the source `set` does not state `fact`.
pub(super) fn gap(fact: &Fact, set: usize) -> Option<Gap> {
    match fact.cell(set).map(|cell| cell.state) {
        None => Some(Gap::Silent),
        Some(CellState::Unrecorded(span)) => Some(Gap::Unrecorded(span)),
        Some(CellState::TooEarly) => Some(Gap::TooEarly),
        Some(CellState::Present) => None,
    }
}

/// The counts of every source, by index of its set.
pub(super) fn counts(report: &Report<'_>) -> Vec<Counts> {
    // by subtraction, so that the work is in the cells that exist: a million facts of a thousand sources have few
    let shared = report.facts.iter().filter(|fact| fact.speaking() > 1).count();
    let all = Counts { unrecorded: 0, shared, alone: report.facts.len() - shared, too_early: 0 };
    // a source of which no claim could be read says nothing of anything
    let of = |set: &ClaimSet| if set.claims.is_empty() { Counts::default() } else { all };
    let mut counts: Vec<Counts> = report.sets.iter().map(of).collect();
    for fact in report.facts {
        for cell in fact.cells.iter().filter(|cell| !report.sets[cell.set].claims.is_empty()) {
            let of = &mut counts[cell.set];
            if fact.speaking() > 1 {
                of.shared -= 1;
            } else {
                of.alone -= 1;
            }
            match cell.state {
                CellState::Present => {}
                CellState::TooEarly => of.too_early += 1,
                CellState::Unrecorded(_) => of.unrecorded += 1,
            }
        }
    }
    counts
}

impl Counts {
    /// All of them.
    pub(super) fn total(self) -> usize {
        self.unrecorded + self.shared + self.alone + self.too_early
    }

    /// The counts in words.
    pub(super) fn words(self) -> String {
        let parts = [
            (self.unrecorded, "unrecorded (in its stored text only)"),
            (self.shared, "stated by two or more others"),
            (self.alone, "stated by one other"),
            (self.too_early, "too early to know"),
        ];
        let words: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
        words.join(", ")
    }
}

/// The facts that the source `set` does not state, the most telling first: unrecorded, shared by others, stated by one,
/// too early.
pub(super) fn of<'a>(report: &Report<'a>, set: usize) -> impl Iterator<Item = (&'a Fact, Gap)> {
    let facts: &'a [Fact] = report.facts;
    let rank = |fact: &Fact, gap: Gap| match gap {
        Gap::Unrecorded(_) => 0,
        Gap::Silent if fact.speaking() > 1 => 1,
        Gap::Silent => 2,
        Gap::TooEarly => 3,
    };
    (0..4).flat_map(move |wanted| {
        facts
            .iter()
            .filter_map(move |fact| gap(fact, set).map(|gap| (fact, gap)))
            .filter(move |&(fact, gap)| rank(fact, gap) == wanted)
    })
}

/// The sources that state `fact`: their ids, or how many there are.
pub(super) fn stated_by(report: &Report<'_>, fact: &Fact) -> String {
    let ids: Vec<&str> = fact
        .cells
        .iter()
        .filter(|cell| cell.state == CellState::Present)
        .map(|cell| report.sets[cell.set].source.id.as_str())
        .collect();
    if ids.len() > 3 { format!("{} sources", ids.len()) } else { ids.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn counts_are_those_of_the_lists() {
        for fixture in [fixture::fixture(), fixture::hostile()] {
            let report = fixture.report();
            let counts = counts(&report);
            for (set, counts) in counts.iter().enumerate() {
                let gaps: Vec<(&Fact, Gap)> = of(&report, set).collect();
                let n = |wanted: fn(&Fact, Gap) -> bool| {
                    gaps.iter().filter(|(fact, gap)| wanted(fact, *gap)).count()
                };
                assert_eq!(counts.total(), gaps.len());
                assert_eq!(counts.unrecorded, n(|_, gap| matches!(gap, Gap::Unrecorded(_))));
                assert_eq!(counts.too_early, n(|_, gap| gap == Gap::TooEarly));
                assert_eq!(counts.shared, n(|fact, gap| gap == Gap::Silent && fact.speaking() > 1));
            }
        }
    }

    #[test]
    fn many_sources_are_counted_and_few_are_named() {
        let fixture = fixture::fixture();
        assert_eq!(stated_by(&fixture.report(), &fixture.facts[2]), "the-lamp, wire");
    }
}
