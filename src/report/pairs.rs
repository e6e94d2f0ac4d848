//! Who agrees with whom: what every two sources are to each other over the facts that both state.

use super::relations::ByFact;
use super::{Report, Summary};
use crate::diff::relation::RelationKind;
use crate::finding::Level;
use std::collections::BTreeMap;

/// Two sources with the facts that both state, by the gravest of what their claims are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// They contradict each other.
    pub(super) conflicting: usize,
    /// Something to look at; also where nothing can be compared.
    pub(super) warned: usize,
    /// One is more precise.
    pub(super) refined: usize,
    /// They agree.
    pub(super) agreed: usize,
}

impl Counts {
    /// All facts that both state.
    pub(super) fn shared(self) -> usize {
        self.conflicting + self.warned + self.refined + self.agreed
    }

    /// The numbers as the head of a report counts facts.
    pub(super) fn summary(self) -> Summary {
        Summary {
            sources: 2,
            shared: self.shared(),
            agreed: self.agreed,
            refined: self.refined,
            warned: self.warned,
            conflicting: self.conflicting,
            ..Summary::default()
        }
    }

    fn add(&mut self, level: Option<Level>, compared: bool) {
        match level {
            Some(Level::Error) => self.conflicting += 1,
            Some(Level::Warning) => self.warned += 1,
            Some(Level::Note) => self.refined += 1,
            None if compared => self.agreed += 1,
            None => self.warned += 1,
        }
    }
}

/// The counts of all pairs of sources that state a fact in common, by the indices of their sets, the lesser first.
/// Levels are those after judgements.
pub(super) fn counts(report: &Report<'_>) -> BTreeMap<[usize; 2], Counts> {
    let by_fact = ByFact::of(report);
    let mut counts: BTreeMap<[usize; 2], Counts> = BTreeMap::new();
    for fact in report.facts {
        let mut gravest: BTreeMap<[usize; 2], (Option<Level>, bool)> = BTreeMap::new();
        for (relation, finding) in fact.relations.iter().zip(by_fact.of_relations(report, fact)) {
            let pair = relation.claims.map(|claim| claim.set);
            let level = finding.map(|finding| finding.level).or(relation.outcome.level);
            let of = gravest.entry(pair).or_default();
            of.0 = of.0.max(level);
            of.1 |= relation.outcome.kind != RelationKind::NotComparable;
        }
        for (pair, (level, compared)) in gravest {
            counts.entry(pair).or_default().add(level, compared);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn each_fact_counts_once_for_each_two_sources_that_state_it() {
        let fixture = fixture::fixture();
        let counts = counts(&fixture.report());
        let of = |pair| counts.get(&pair).copied().unwrap_or_default();
        assert_eq!(of([0, 1]), Counts { agreed: 1, ..Counts::default() });
        assert_eq!(of([0, 2]), Counts { conflicting: 1, ..Counts::default() });
        assert_eq!(of([1, 2]), Counts { conflicting: 1, warned: 1, refined: 1, agreed: 1 });
        assert_eq!(of([1, 2]).shared(), 4);
    }

    #[test]
    fn what_a_person_accepted_is_no_conflict_of_the_two() {
        let mut fixture = fixture::fixture();
        for finding in fixture.findings.iter_mut().filter(|finding| finding.rule.0 == "conflict.number") {
            finding.level = Level::Note;
        }
        let counts = counts(&fixture.report());
        assert_eq!(counts[&[0, 2]], Counts { refined: 1, ..Counts::default() });
    }
}
