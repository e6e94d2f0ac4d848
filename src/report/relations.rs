//! The relations of a fact as reports show them: like ones of several pairs of claims together, each at the level that
//! its finding has after judgements and configuration.

use super::Report;
use crate::claim::{Claim, ClaimRef};
use crate::diff::Relation;
use crate::diff::relation::{Outcome, RelationKind};
use crate::finding::{Finding, Level};
use crate::text::fold;
use crate::value::date::looks_like_edtf;
use crate::value::{Side, Value};
use crate::verdict::{self, AMBIGUOUS, Fact, SILENT, TOO_EARLY};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use unicode_width::UnicodeWidthStr;

/// What ends a date that was worked out.
const INFERRED: &str = ", inferred)";

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

/// Relations that say the same of several pairs of claims: every claim of one side against every claim of the other.
pub(super) struct Group<'a> {
    /// What the first of them says.
    pub(super) outcome: &'a Outcome,
    /// How grave, after judgements.
    pub(super) level: Option<Level>,
    /// The claims of each side.
    pub(super) sides: [Vec<Member<'a>>; 2],
    /// Their findings, one a pair.
    pub(super) findings: Vec<&'a Finding>,
}

/// A claim in a group.
pub(super) struct Member<'a> {
    /// The claim.
    pub(super) claim: ClaimRef,
    /// What was compared of it.
    pub(super) shown: &'a str,
    /// The same for readers, if it is short and not the claim itself.
    pub(super) value: Option<Cow<'a, str>>,
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

    /// The finding of each relation of `fact`, where it has one.
    pub(super) fn of_relations(&self, report: &Report<'_>, fact: &Fact) -> Vec<Option<&'a Finding>> {
        let mut by_claims = BTreeMap::new();
        for finding in self.findings(fact) {
            if let [a, b] = finding.places.as_slice() {
                let claims = [a, b].map(|place| (place.claim.as_ref(), place.source.as_ref()));
                by_claims.entry((claims, finding.rule.0)).or_insert(*finding);
            }
        }
        let find = |relation: &Relation| {
            let claims = relation
                .claims
                .map(|claim| (Some(&claim.of(report.sets).id), Some(claim.source(report.sets))));
            by_claims.get(&(claims, relation.outcome.kind.as_str())).copied()
        };
        fact.relations.iter().map(find).collect()
    }

    /// What to show of `fact`.
    pub(super) fn shown(&self, report: &Report<'a>, fact: &'a Fact) -> Shown<'a> {
        let mut groups = group(report, fact, &self.of_relations(report, fact));
        groups.sort_by_key(|group| std::cmp::Reverse((group.level, group.kind())));
        let (discrepancies, mut rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.level.is_some());
        // that a and b agree with c says that they agree
        let mut agreed = BTreeSet::new();
        rest.retain(|group| {
            let mut new = || group.members().filter(|member| agreed.insert(member.claim)).count();
            !group.kind().is_agreement() || new() > 0
        });
        let is_told = |finding: &Finding| {
            [SILENT, TOO_EARLY, AMBIGUOUS].contains(&finding.rule)
                || RelationKind::ALL.iter().any(|kind| kind.as_str() == finding.rule.0)
        };
        let others = self.findings(fact).iter().copied().filter(|finding| !is_told(finding)).collect();
        Shown { fact, discrepancies, rest, others }
    }

    fn findings(&self, fact: &Fact) -> &[&'a Finding] {
        self.0.get(fact.id.as_str()).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Shown<'a> {
    /// The claims in the order of the columns.
    pub(super) fn claims(&self, report: &Report<'_>) -> impl Iterator<Item = ClaimRef> {
        let cells = report.column_order().into_iter().filter_map(|set| self.fact.cell(set));
        cells.flat_map(|cell| cell.claims.iter().copied())
    }

    /// The gravest level.
    pub(super) fn level(&self) -> Option<Level> {
        let others =
            self.others.iter().map(|finding| finding.level).max().filter(|&level| level > Level::Note);
        // values that cannot be compared are no agreement, and worth a look
        let apart = verdict::is_apart(&self.fact.relations).then_some(Level::Warning);
        self.discrepancies.iter().filter_map(|group| group.level).max().max(others).max(apart)
    }

    /// Agreements of claims that no discrepancy speaks of.
    pub(super) fn asides(&self) -> impl Iterator<Item = &Group<'a>> {
        let disputed: BTreeSet<ClaimRef> =
            self.discrepancies.iter().flat_map(Group::members).map(|member| member.claim).collect();
        self.rest.iter().filter(move |group| !group.members().all(|member| disputed.contains(&member.claim)))
    }

    /// The kinds of all that is told of it, gravest first.
    pub(super) fn kinds(&self) -> Vec<RelationKind> {
        let told = self.discrepancies.iter().chain(self.asides()).map(Group::kind);
        told.fold(Vec::new(), |mut kinds, kind| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            kinds
        })
    }

    /// The gravest relation of a claim, with the side that the claim is on.
    pub(super) fn gravest(&self, claim: ClaimRef) -> Option<(&Group<'a>, Side)> {
        self.discrepancies.iter().chain(&self.rest).find_map(|group| Some((group, group.side_of(claim)?)))
    }
}

impl<'a> Group<'a> {
    /// What the sides are to each other.
    pub(super) fn kind(&self) -> RelationKind {
        self.outcome.kind
    }

    /// Why, or nothing where the values say it: "20 April lies within April" adds nothing to "20 April is more precise
    /// than April".
    pub(super) fn reason(&self) -> Option<&'a str> {
        reason(self.outcome)
    }

    /// The reason in few words, with what was compared as readers are told it.
    pub(super) fn in_brief(&self) -> Cow<'a, str> {
        let value = |side| self.side(side).first().and_then(|member| member.value.as_deref());
        match (self.outcome.finer, self.reason(), value(Side::Left), value(Side::Right)) {
            (Some(Side::Left), None, Some(fine), Some(coarse))
            | (Some(Side::Right), None, Some(coarse), Some(fine)) => {
                format!("{fine} lies within {coarse}").into()
            }
            _ => self.outcome.reason.as_str().into(),
        }
    }

    /// The reason for which a person accepted it.
    pub(super) fn accepted(&self) -> Option<&'a str> {
        self.findings.iter().find_map(|finding| finding.accepted.as_deref())
    }

    /// Why it does not count as new: accepted by a person, or every finding of it known.
    pub(super) fn remark(&self) -> Option<String> {
        let known = || self.findings.iter().map(|finding| finding.remark()).collect::<Option<Vec<_>>>();
        match self.findings.iter().find(|finding| finding.accepted.is_some()) {
            Some(accepted) => accepted.remark(),
            None => known()?.into_iter().next(),
        }
    }

    /// The claims of one side.
    pub(super) fn side(&self, side: Side) -> &[Member<'a>] {
        match side {
            Side::Left => &self.sides[0],
            Side::Right => &self.sides[1],
        }
    }

    /// A claim of the group.
    pub(super) fn member(&self, claim: ClaimRef) -> Option<&Member<'a>> {
        self.members().find(|member| member.claim == claim)
    }

    /// The claim to mark the words of a claim on `side` against.
    pub(super) fn against(&self, side: Side) -> Option<ClaimRef> {
        self.side(other(side)).first().map(|member| member.claim)
    }

    /// The claims of both sides.
    pub(super) fn members(&self) -> impl Iterator<Item = &Member<'a>> {
        self.sides.iter().flatten()
    }

    fn side_of(&self, claim: ClaimRef) -> Option<Side> {
        [Side::Left, Side::Right]
            .into_iter()
            .find(|&side| self.side(side).iter().any(|member| member.claim == claim))
    }
}

/// The facts that two or more sources state, gravest first.
pub(super) fn shared<'a>(report: &Report<'a>) -> Vec<Shown<'a>> {
    let by_fact = ByFact::of(report);
    let facts: &'a [Fact] = report.facts;
    let shared = facts.iter().filter(|fact| fact.speaking() > 1);
    let mut shown: Vec<Shown<'_>> = shared.map(|fact| by_fact.shown(report, fact)).collect();
    shown.sort_by_key(|shown| std::cmp::Reverse(shown.level()));
    shown
}

/// Those of one of the levels.
pub(super) fn of_level<'s, 'a>(shown: &'s [Shown<'a>], levels: &[Option<Level>]) -> Vec<&'s Shown<'a>> {
    shown.iter().filter(|shown| levels.contains(&shown.level())).collect()
}

/// Findings that belong to no fact: where a source contradicts itself, and all others.
pub(super) fn without_fact<'a>(report: &Report<'a>) -> [Vec<&'a Finding>; 2] {
    let (inside, others) = report
        .findings
        .iter()
        .filter(|finding| finding.fact.is_none())
        .partition(|finding| finding.rule.0.starts_with("internal."));
    [inside, others]
}

fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}

fn reason(outcome: &Outcome) -> Option<&str> {
    let told =
        outcome.finer.is_some() && outcome.shown.iter().all(|shown| outcome.reason.contains(shown.as_str()));
    (!told).then_some(outcome.reason.as_str())
}

/// Puts relations together that say the same. A claim joins a side only if it stands to every claim of the other side
/// as the first pair does, so that nothing is said of a pair that was not found of it.
fn group<'a>(report: &Report<'_>, fact: &'a Fact, findings: &[Option<&'a Finding>]) -> Vec<Group<'a>> {
    let relations = &fact.relations;
    let member = |at: usize, side: usize| {
        let (claim, shown) = (relations[at].claims[side], relations[at].outcome.shown[side].as_str());
        let said = said(claim.of(report.sets), shown);
        let short = !shown.is_empty() && said.width() <= VALUE && claim.of(report.sets).text != shown;
        Member { claim, shown, value: short.then_some(said) }
    };
    let level = |at: usize| findings[at].map_or(relations[at].outcome.level, |finding| Some(finding.level));
    let mut by_claims = BTreeMap::new();
    for (at, relation) in relations.iter().enumerate() {
        by_claims.entry((relation.claims, relation.outcome.kind)).or_insert(at);
    }
    let claims: Vec<ClaimRef> = fact.claims().collect();
    let mut used = vec![false; relations.len()];
    let mut groups = Vec::new();
    for first in 0..relations.len() {
        if std::mem::replace(&mut used[first], true) {
            continue;
        }
        let outcome = &relations[first].outcome;
        let mut group = Group {
            outcome,
            level: level(first),
            sides: [0, 1].map(|side| vec![member(first, side)]),
            findings: findings[first].into_iter().collect(),
        };
        for side in 0..2 {
            for &claim in &claims {
                if group.member(claim).is_some() {
                    continue;
                }
                // the relation of `claim` to each claim of the other side, if it says the same
                let like = |opposite: &Member<'_>| {
                    let pair = [claim.min(opposite.claim), claim.max(opposite.claim)];
                    let at = *by_claims.get(&(pair, outcome.kind))?;
                    let own = usize::from(pair[0] != claim);
                    let alike = !used[at]
                        && level(at) == group.level
                        && says_the_same(outcome, &relations[at].outcome, own != side);
                    let valued =
                        || outcome.kind.is_agreement() || own == side || member(at, own).value.is_some();
                    let same_value = || {
                        opposite.value.is_none()
                            || fold::canonical(member(at, 1 - own).shown) == fold::canonical(opposite.shown)
                    };
                    (alike && valued() && same_value()).then_some((at, own))
                };
                let Some(found) = group.sides[1 - side].iter().map(like).collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let Some(&(at, own)) = found.first() else { continue };
                group.sides[side].push(member(at, own));
                for (at, _) in found {
                    used[at] = true;
                    group.findings.extend(findings[at]);
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// What was compared as readers are told it.
fn said<'a>(claim: &Claim, shown: &'a str) -> Cow<'a, str> {
    if !looks_like_edtf(shown) && !shown.ends_with(INFERRED) {
        return Cow::Borrowed(shown);
    }
    compared(claim, shown).map_or(Cow::Borrowed(shown), |value| Cow::Owned(value.said()))
}

/// The value of a claim that was compared and is shown so.
pub(super) fn compared<'a>(claim: &'a Claim, shown: &str) -> Option<&'a Value> {
    claim.reading.values.iter().map(|mention| &mention.value).find(|value| value.resolved() == shown)
}

/// Whether two outcomes differ in their values only, the second one perhaps with its sides swapped.
fn says_the_same(first: &Outcome, second: &Outcome, swapped: bool) -> bool {
    let finer = if swapped { second.finer.map(other) } else { second.finer };
    let items = first.items.is_some() || second.items.is_some();
    !items && reason(first) == reason(second) && first.finer == finer
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, Fixture, Given, at};
    use super::super::wording::{self, Part};
    use super::*;
    use crate::span::Files;
    use crate::verdict::{Coverage, Verdict};

    /// A report on one fact that each of some sources states in one claim; every pair is related by `outcome`.
    fn report(values: &[&str], outcome: impl Fn(&str, &str) -> Outcome) -> Fixture {
        let mut files = Files::default();
        let ids = ["a", "b", "c", "d", "e"];
        let given = |id| -> Given<'_> { (id, None, None, &[("1", "He lost some of it at sea.", None)]) };
        let sets: Vec<_> = ids[..values.len()].iter().map(|id| fixture::set(&mut files, given(id))).collect();
        let claims: Vec<ClaimRef> = (0..sets.len()).map(|set| at(set, 0)).collect();
        let pairs = (0..values.len()).flat_map(|i| (i + 1..values.len()).map(move |j| [i, j]));
        let outcomes = pairs.map(|[i, j]| ([i, j], outcome(values[i], values[j]))).collect();
        let facts = vec![fixture::fact(&sets, Verdict::Conflict, &claims, outcomes)];
        let findings = fixture::findings(&sets, &facts);
        Fixture {
            files,
            sets,
            facts,
            findings,
            coverage: Coverage::default(),
            origins: crate::origin::Origins::default(),
            columns: Vec::new(),
        }
    }

    fn sentences(fixture: &Fixture) -> Vec<String> {
        let report = fixture.report();
        let shown = ByFact::of(&report).shown(&report, &fixture.facts[0]);
        let text = |group: &Group<'_>| {
            wording::relation(&report, group).into_iter().map(|part| match part {
                Part::Value(value) => format!("“{value}”"),
                Part::Words(words) => words,
            })
        };
        shown.discrepancies.iter().chain(shown.asides()).map(|group| text(group).collect()).collect()
    }

    /// Numbers that are equal agree, others do not.
    fn compare(x: &str, y: &str) -> Outcome {
        match (x == y, x.strip_prefix("about "), y.strip_prefix("about ")) {
            (true, ..) => Outcome::new(RelationKind::AgreeExact, x, y, "the same value"),
            (_, Some(_), None) => {
                Outcome::new(RelationKind::RefineNumber, x, y, format!("{y} lies within {x}"))
                    .finer(Side::Right)
            }
            (_, None, Some(_)) => {
                Outcome::new(RelationKind::RefineNumber, x, y, format!("{x} lies within {y}"))
                    .finer(Side::Left)
            }
            _ => Outcome::new(RelationKind::ConflictNumber, x, y, "no number satisfies both"),
        }
    }

    #[test]
    fn two_camps_are_one_sentence() {
        assert_eq!(
            sentences(&report(&["12", "17", "12", "17"], compare)),
            ["“12” (a#1, c#1) against “17” (b#1, d#1); no number satisfies both"]
        );
    }

    #[test]
    fn where_all_differ_each_is_set_against_the_others_once() {
        assert_eq!(
            sentences(&report(&["1", "2", "3"], compare)),
            [
                "“1” (a#1), “3” (c#1) against “2” (b#1); no number satisfies both",
                "“1” (a#1) against “3” (c#1); no number satisfies both"
            ]
        );
    }

    #[test]
    fn what_is_more_precise_comes_first_whatever_the_order_of_the_sources() {
        assert_eq!(
            sentences(&report(&["about 10", "12", "about 10"], compare)),
            ["“12” (b#1) is more precise than “about 10” (a#1, c#1)"]
        );
    }

    #[test]
    fn agreement_with_one_that_agrees_goes_without_saying() {
        assert_eq!(
            sentences(&report(&["5", "5", "5"], compare)),
            ["“5” (a#1, c#1) = “5” (b#1); the same value"]
        );
    }

    #[test]
    fn a_pair_at_another_level_is_told_by_itself() {
        let mut fixture = report(&["12", "17", "12"], compare);
        fixture.findings[0].level = Level::Note;
        fixture.findings[0].accepted = Some("a slip".to_owned());
        let report = fixture.report();
        let shown = ByFact::of(&report).shown(&report, &fixture.facts[0]);
        let levels: Vec<_> = shown.discrepancies.iter().map(|group| (group.level, group.remark())).collect();
        let accepted = Some("accepted: a slip".to_owned());
        assert_eq!(levels, [(Some(Level::Error), None), (Some(Level::Note), accepted)]);
    }
}
