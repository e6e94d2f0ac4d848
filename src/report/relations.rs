//! The relations of a fact as reports show them: like ones of several pairs of sources together, each at the level
//! that its finding has after judgements and configuration.

use super::Report;
use crate::claim::ClaimRef;
use crate::diff::Relation;
use crate::diff::relation::RelationKind;
use crate::finding::{Finding, Level};
use crate::text::fold;
use crate::value::Side;
use crate::verdict::{AMBIGUOUS, Fact, SILENT, TOO_EARLY};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// Wider values are left to the words of the claims.
const VALUE: usize = 40;

/// The findings of every fact, by its id.
pub(super) struct ByFact<'a>(BTreeMap<&'a str, Vec<&'a Finding>>);

/// A fact with its relations in the order in which they are read.
pub(super) struct Shown<'a> {
    /// The fact.
    pub(super) fact: &'a Fact,
    /// Discrepancies, gravest first.
    pub(super) discrepancies: Vec<Group<'a>>,
    /// Relations without a level: agreements, and what cannot be compared.
    pub(super) rest: Vec<Group<'a>>,
    /// Findings of the fact that are neither relations nor gaps nor doubtful links.
    pub(super) others: Vec<&'a Finding>,
}

/// Relations that say the same of several pairs of claims.
pub(super) struct Group<'a> {
    /// The first of them.
    pub(super) relation: &'a Relation,
    /// How grave, after judgements.
    pub(super) level: Option<Level>,
    /// The claims of each side.
    pub(super) sides: [Vec<ClaimRef>; 2],
    /// Their findings, one a pair.
    pub(super) findings: Vec<&'a Finding>,
}

impl<'a> ByFact<'a> {
    /// Sorts the findings of a report to their facts.
    pub(super) fn of(report: &Report<'a>) -> ByFact<'a> {
        let mut by_fact: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in report.findings {
            if let Some(fact) = &finding.fact {
                by_fact.entry(fact).or_default().push(finding);
            }
        }
        ByFact(by_fact)
    }

    /// What to show of `fact`.
    pub(super) fn shown(&self, report: &Report<'a>, fact: &'a Fact) -> Shown<'a> {
        let findings = self.0.get(fact.id.as_str()).map_or(&[][..], Vec::as_slice);
        let mut groups: Vec<Group<'a>> = Vec::new();
        for relation in &fact.relations {
            let finding = findings.iter().copied().find(|finding| is_about(report, finding, relation));
            let level = finding.map_or(relation.outcome.level, |finding| Some(finding.level));
            match groups.iter_mut().find_map(|group| Some((group.orientation(report, relation, level)?, group))) {
                Some((flipped, group)) => group.add(relation, flipped, finding),
                None => groups.push(Group {
                    relation,
                    level,
                    sides: relation.claims.map(|claim| vec![claim]),
                    findings: finding.into_iter().collect(),
                }),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse((group.level, group.kind())));
        let (discrepancies, rest) = groups.into_iter().partition(|group| group.level.is_some());
        let is_told = |finding: &Finding| {
            [SILENT, TOO_EARLY, AMBIGUOUS].contains(&finding.rule) || RelationKind::ALL.iter().any(|kind| kind.as_str() == finding.rule.0)
        };
        let others = findings.iter().copied().filter(|finding| !is_told(finding)).collect();
        Shown { fact, discrepancies, rest, others }
    }
}

impl<'a> Shown<'a> {
    /// The gravest level.
    pub(super) fn level(&self) -> Option<Level> {
        let others = self.others.iter().map(|finding| finding.level).max().filter(|&level| level > Level::Note);
        self.discrepancies.iter().filter_map(|group| group.level).max().max(others)
    }

    /// Agreements of claims that no discrepancy speaks of.
    pub(super) fn asides(&self) -> impl Iterator<Item = &Group<'a>> {
        let disputed = |claim: &ClaimRef| self.discrepancies.iter().any(|group| group.side_of(*claim).is_some());
        self.rest.iter().filter(move |group| !group.sides.iter().flatten().all(disputed))
    }

    /// The gravest relation of a claim, with the side that the claim is on.
    pub(super) fn gravest(&self, claim: ClaimRef) -> Option<(&Group<'a>, Side)> {
        self.discrepancies.iter().chain(&self.rest).find_map(|group| Some((group, group.side_of(claim)?)))
    }
}

impl<'a> Group<'a> {
    /// What the sides are to each other.
    pub(super) fn kind(&self) -> RelationKind {
        self.relation.outcome.kind
    }

    /// The words compared on each side; `None` where they are long, or are the claim itself.
    pub(super) fn values(&self, report: &Report<'_>) -> [Option<&'a str>; 2] {
        let outcome = &self.relation.outcome;
        [0, 1].map(|side| {
            let shown = outcome.shown[side].as_str();
            let short = !shown.is_empty() && shown.width() <= VALUE;
            (short && self.relation.claims[side].of(report.sets).text != shown).then_some(shown)
        })
    }

    /// The reason for which a person accepted it.
    pub(super) fn accepted(&self) -> Option<&'a str> {
        self.findings.iter().find_map(|finding| finding.help.as_deref().filter(|help| help.starts_with("accepted: ")))
    }

    /// The side that a claim is on.
    pub(super) fn side_of(&self, claim: ClaimRef) -> Option<Side> {
        [Side::Left, Side::Right].into_iter().zip(&self.sides).find_map(|(side, claims)| claims.contains(&claim).then_some(side))
    }

    /// The claim to mark the words of `side` against, and the value compared on that side.
    pub(super) fn against(&self, side: Side) -> (ClaimRef, &'a str) {
        let [left, right] = self.relation.claims;
        let [x, y] = &self.relation.outcome.shown;
        match side {
            Side::Left => (right, x),
            Side::Right => (left, y),
        }
    }

    /// Whether `relation` says what this group says, as it stands (`false`) or with its sides swapped (`true`).
    fn orientation(&self, report: &Report<'_>, relation: &Relation, level: Option<Level>) -> Option<bool> {
        let (ours, theirs) = (&self.relation.outcome, &relation.outcome);
        let alike = self.level == level && ours.kind == theirs.kind && ours.reason == theirs.reason;
        if !alike || ours.items.is_some() || theirs.items.is_some() || self.values(report).contains(&None) {
            return None;
        }
        let same = |a: &str, b: &str| fold::canonical(a) == fold::canonical(b);
        let [a, b] = &ours.shown;
        let [x, y] = &theirs.shown;
        let flipped = !(same(a, x) && same(b, y));
        if flipped && !(same(a, y) && same(b, x)) {
            return None;
        }
        let theirs = theirs.finer.map(|side| if flipped { other(side) } else { side });
        (ours.finer == theirs).then_some(flipped)
    }

    fn add(&mut self, relation: &Relation, flipped: bool, finding: Option<&'a Finding>) {
        let mut claims = relation.claims;
        if flipped {
            claims.swap(0, 1);
        }
        for (side, claim) in self.sides.iter_mut().zip(claims) {
            if !side.contains(&claim) {
                side.push(claim);
            }
        }
        self.findings.extend(finding);
    }
}

/// The opposite side.
pub(super) fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}

/// Whether a finding is the one of a relation.
fn is_about(report: &Report<'_>, finding: &Finding, relation: &Relation) -> bool {
    finding.rule.0 == relation.outcome.kind.as_str()
        && finding.places.len() == 2
        && finding.places.iter().zip(relation.claims).all(|(place, claim)| {
            place.source.as_ref() == Some(claim.source(report.sets)) && place.claim.as_ref() == Some(&claim.of(report.sets).id)
        })
}
