//! Two versions of one article: what was corrected, added, dropped, and which discrepancies with other sources that resolves
//! or opens.

use crate::claim::{ClaimRef, ClaimSet};
use crate::diff::{self, Relation};
use crate::finding::Level;
use crate::value::Side;
use crate::verdict::Fact;
use std::collections::BTreeSet;

/// What became of a fact from the old version to the new one, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The new version says something else.
    Corrected,
    /// Both speak of it, and what they say cannot be compared: one denies something, or the units differ.
    Unclear,
    /// The old version says it alone.
    Dropped,
    /// The new version says it alone.
    Added,
    /// The new version is more precise.
    Refined,
    /// The new version is less precise.
    Vaguer,
    /// Both say the same.
    Unchanged,
}

impl Change {
    /// Every change, in order.
    pub const ALL: [Change; 7] = [
        Change::Corrected,
        Change::Unclear,
        Change::Dropped,
        Change::Added,
        Change::Refined,
        Change::Vaguer,
        Change::Unchanged,
    ];

    /// As formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Corrected => "corrected",
            Change::Unclear => "changed otherwise",
            Change::Dropped => "dropped",
            Change::Added => "added",
            Change::Refined => "more precise",
            Change::Vaguer => "less precise",
            Change::Unchanged => "unchanged",
        }
    }
}

/// A fact that one of the versions states.
#[derive(Debug, Clone)]
pub struct Changed<'a> {
    /// What became of it.
    pub change: Change,
    /// The fact.
    pub fact: &'a Fact,
    /// The claims of the old version and of the new one.
    pub claims: [Vec<ClaimRef>; 2],
    /// What those are to each other, gravest first.
    pub relations: Vec<Relation>,
}

/// What the change does to a discrepancy with another source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The old version had it, the new one has it not.
    Resolved,
    /// The new version has it, the old one had it not.
    Opened,
    /// Both have it.
    Open,
}

impl Effect {
    /// As formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Resolved => "resolved",
            Effect::Opened => "opened",
            Effect::Open => "still open",
        }
    }
}

/// A discrepancy of one of the versions with another source.
#[derive(Debug, Clone)]
pub struct Against<'a> {
    /// What the change does to it.
    pub effect: Effect,
    /// The fact.
    pub fact: &'a Fact,
    /// The index of the other source's claim set.
    pub other: usize,
    /// The gravest relation that the old version and the new one stand in to the other source.
    pub relations: [Option<Relation>; 2],
}

/// All that is to be told of two versions.
#[derive(Debug, Clone)]
pub struct Versions<'a> {
    /// The indices of the claim sets of the old version and the new one.
    pub sets: [usize; 2],
    /// By change, then in the order of the facts.
    pub changes: Vec<Changed<'a>>,
    /// By effect, then in the order of the facts and the sources.
    pub against: Vec<Against<'a>>,
}

impl<'a> Versions<'a> {
    /// Compares the versions `[old, new]`, indices of `sets`, over `facts`. Levels are those of the rules, whatever the settings
    /// say.
    pub fn of(claim_sets: &[ClaimSet], facts: &'a [Fact], sets: [usize; 2]) -> Versions<'a> {
        let mut changes: Vec<Changed<'a>> =
            facts.iter().filter_map(|fact| changed(claim_sets, fact, sets)).collect();
        changes.sort_by_key(|changed| changed.change);
        let mut against: Vec<Against<'a>> =
            facts.iter().flat_map(|fact| against(claim_sets, fact, sets)).collect();
        against.sort_by_key(|against| against.effect);
        Versions { sets, changes, against }
    }

    /// How many facts had this change.
    pub fn count(&self, change: Change) -> usize {
        self.changes.iter().filter(|changed| changed.change == change).count()
    }
}

/// The relations of the claims of two sources on a fact, gravest first. They are found anew: of very many sources a fact has not
/// those of every pair.
fn between(sets: &[ClaimSet], fact: &Fact, a: usize, b: usize) -> Vec<Relation> {
    let claims: Vec<ClaimRef> = fact.claims().filter(|claim| claim.set == a || claim.set == b).collect();
    let mut relations = diff::relations(sets, &claims);
    relations.sort_by_key(|relation| std::cmp::Reverse((relation.outcome.level, relation.outcome.kind)));
    relations
}

fn changed<'a>(sets: &[ClaimSet], fact: &'a Fact, [old, new]: [usize; 2]) -> Option<Changed<'a>> {
    let claims = [old, new].map(|set| fact.cell(set).map(|cell| cell.claims.clone()).unwrap_or_default());
    let relations = between(sets, fact, old, new);
    let change = match claims.each_ref().map(Vec::is_empty) {
        [true, true] => return None,
        [false, true] => Change::Dropped,
        [true, false] => Change::Added,
        [false, false] => {
            relations.first().map_or(Change::Unclear, |gravest| of_relations(&relations, gravest, new))
        }
    };
    Some(Changed { change, fact, claims, relations })
}

fn of_relations(relations: &[Relation], gravest: &Relation, new: usize) -> Change {
    let finer = gravest.outcome.finer.map(|side| match side {
        Side::Left => gravest.claims[0].set,
        Side::Right => gravest.claims[1].set,
    });
    let agree = relations.iter().any(|relation| relation.outcome.kind.is_agreement());
    match (gravest.outcome.level, finer) {
        (None, _) => {
            if agree {
                Change::Unchanged
            } else {
                Change::Unclear
            }
        }
        (_, Some(set)) => {
            if set == new {
                Change::Refined
            } else {
                Change::Vaguer
            }
        }
        (_, None) => Change::Corrected,
    }
}

/// The gravest discrepancy of two sources on a fact; notes are none.
fn discrepancy(sets: &[ClaimSet], fact: &Fact, a: usize, b: usize) -> Option<Relation> {
    between(sets, fact, a, b).into_iter().next().filter(|relation| relation.outcome.level > Some(Level::Note))
}

fn against<'a>(sets: &[ClaimSet], fact: &'a Fact, [old, new]: [usize; 2]) -> Vec<Against<'a>> {
    let others: BTreeSet<usize> =
        fact.cells.iter().map(|cell| cell.set).filter(|&set| set != old && set != new).collect();
    let of_other = |other: usize| {
        let relations = [old, new].map(|version| discrepancy(sets, fact, version, other));
        let effect = match &relations {
            [None, None] => return None,
            [Some(_), None] => Effect::Resolved,
            [None, Some(_)] => Effect::Opened,
            [Some(_), Some(_)] => Effect::Open,
        };
        Some(Against { effect, fact, other, relations })
    };
    others.into_iter().filter_map(of_other).collect()
}
