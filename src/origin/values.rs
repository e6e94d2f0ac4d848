//! Values that two sources share and others contradict.
//!
//! That two sources agree on what is true says nothing of whether one copies the other; that they share errors does (Dong,
//! Berti-Equille and Srivastava: Integrating Conflicting Data: The Role of Source Dependence, VLDB 2009). Nobody knows here
//! what is true, so a value counts as a likely error where more origins contradict it than sources give it, none of them later
//! than all of these: what was so on Monday need not be so on Friday. It is a sign with its evidence, and changes no count.

use super::Options;
use super::graph::Graph;
use crate::claim::{ClaimRef, ClaimSet};
use crate::diff::relation::RelationKind;
use crate::diff::{self, Relation};
use std::collections::{BTreeMap, BTreeSet};

/// The share of a source's values that are wrong, of the model.
const ERROR: f64 = 0.1;

/// How many wrong values there are for each right one, of the model.
const WRONG_VALUES: f64 = 10.0;

/// The share of its values that a copier takes over, of the model.
const COPIED: f64 = 0.8;

/// How many pairs of sources copy before anything is known of them, of the model.
const PRIOR: f64 = 0.1;

/// Fewer values shared against others are chance, whatever the model says.
const LEAST: usize = 2;

/// A fact: its claims, source by source, and what they are to each other.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Its claims.
    pub claims: &'a [ClaimRef],
    /// What they are to each other.
    pub relations: &'a [Relation],
}

/// Two sources that share values which others contradict.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedValues {
    /// The indices of their claim sets, the lesser first.
    pub sets: [usize; 2],
    /// The claims with a value that both give and others contradict, and one that contradicts it, fact by fact.
    pub shared: Vec<[ClaimRef; 3]>,
    /// On how many more facts that are told in several ways they agree.
    pub same: usize,
    /// On how many they differ.
    pub different: usize,
    /// How likely the model holds that one copies the other, or both a third, 0 to 1.
    pub probability: f64,
}

/// Camps of sources on one fact: those of one camp agree, and some camps contradict each other.
struct Camps {
    camps: Vec<BTreeSet<usize>>,
    against: BTreeSet<[usize; 2]>,
    claims: BTreeMap<usize, ClaimRef>,
}

/// The pairs of sources that share such values, without those that lead to one origin by what they declare.
pub fn shared(sets: &[ClaimSet], graph: &Graph, facts: &[Told<'_>], options: &Options) -> Vec<SharedValues> {
    let disputed: Vec<Camps> = facts.iter().filter_map(Camps::of).collect();
    let mut pairs: BTreeMap<[usize; 2], Vec<[ClaimRef; 3]>> = BTreeMap::new();
    for camps in &disputed {
        for camp in &camps.camps {
            let Some(other) = camps.contradicted(sets, graph, camp) else { continue };
            for (a, b) in two_of(camp) {
                pairs.entry([a, b]).or_default().push([camps.claims[&a], camps.claims[&b], other]);
            }
        }
    }
    pairs.retain(|&[a, b], shared| shared.len() >= LEAST && !super::is_declared(sets, graph, a, b));
    let found = pairs.into_iter().map(|(sets, shared)| {
        let stands = |camps: &Camps| camps.stands(sets);
        let same = disputed.iter().filter(|camps| stands(camps) == Some(true)).count() - shared.len();
        let different = disputed.iter().filter(|camps| stands(camps) == Some(false)).count();
        let probability = probability(shared.len(), same, different);
        SharedValues { sets, shared, same, different, probability }
    });
    found.filter(|found| found.probability >= f64::from(options.copied)).collect()
}

impl Camps {
    /// None where nobody contradicts anybody, or far too many speak.
    fn of(fact: &Told<'_>) -> Option<Camps> {
        let sources: BTreeSet<usize> = fact.claims.iter().map(|claim| claim.set).collect();
        if sources.len() > diff::ALL_PAIRS {
            return None;
        }
        let (mut agree, mut against): (BTreeSet<[usize; 2]>, BTreeSet<[usize; 2]>) = Default::default();
        let mut claims = BTreeMap::new();
        for relation in fact.relations {
            let pair = relation.claims.map(|claim| claim.set);
            match relation.outcome.kind {
                RelationKind::AgreeExact | RelationKind::AgreeEquivalent => {
                    agree.insert(pair);
                }
                RelationKind::ConflictNumber
                | RelationKind::ConflictDate
                | RelationKind::ConflictCardinality
                | RelationKind::ConflictValue => {
                    against.insert(pair);
                    relation.claims.into_iter().for_each(|claim| {
                        claims.entry(claim.set).or_insert(claim);
                    });
                }
                _ => {}
            }
        }
        if against.is_empty() {
            return None;
        }
        let mut camps: Vec<BTreeSet<usize>> = Vec::new();
        for source in sources.into_iter().filter(|source| claims.contains_key(source)) {
            let fits = |camp: &BTreeSet<usize>| {
                camp.iter()
                    .all(|&member| agree.contains(&[member, source]) && !against.contains(&[member, source]))
            };
            match camps.iter_mut().find(|camp| fits(camp)) {
                Some(camp) => {
                    camp.insert(source);
                }
                None => camps.push(BTreeSet::from([source])),
            }
        }
        Some(Camps { camps, against, claims })
    }

    /// A claim that contradicts a camp of two or more, if more origins do than sources are in it.
    fn contradicted(&self, sets: &[ClaimSet], graph: &Graph, camp: &BTreeSet<usize>) -> Option<ClaimRef> {
        let member = *camp.first().filter(|_| camp.len() > 1)?;
        let is_against = |other: &usize| self.against.contains(&[member.min(*other), member.max(*other)]);
        let published = |set: usize| sets[set].source.published.as_ref();
        let is_later = |other: usize| {
            let after = |own: usize| {
                published(own).zip(published(other)).is_some_and(|(own, other)| own.is_earlier(other))
            };
            camp.iter().all(|&own| after(own))
        };
        let mut origins: Vec<usize> = Vec::new();
        for &other in
            self.claims.keys().filter(|other| !camp.contains(other)).filter(|other| is_against(other))
        {
            let known = origins.iter().any(|&origin| super::is_declared(sets, graph, origin, other));
            if !known && !is_later(other) {
                origins.push(other);
            }
        }
        (origins.len() > camp.len()).then(|| self.claims[&origins[0]])
    }

    /// Whether two sources are in one camp, or contradict each other; `None` where neither is known.
    fn stands(&self, [a, b]: [usize; 2]) -> Option<bool> {
        if self.camps.iter().any(|camp| camp.contains(&a) && camp.contains(&b)) {
            return Some(true);
        }
        self.against.contains(&[a, b]).then_some(false)
    }
}

fn two_of(camp: &BTreeSet<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
    camp.iter().flat_map(move |&a| camp.range(a + 1..).map(move |&b| (a, b)))
}

/// The model's probability that of two sources one depends on the other, after so many likely errors shared, other values
/// shared, and values that differ (Dong et al., section 3).
fn probability(errors: usize, same: usize, different: usize) -> f64 {
    let independent_error = ERROR * ERROR / WRONG_VALUES;
    let independent_truth = (1.0 - ERROR) * (1.0 - ERROR);
    let error = (COPIED * ERROR + (1.0 - COPIED) * independent_error) / independent_error;
    let truth = (COPIED * (1.0 - ERROR) + (1.0 - COPIED) * independent_truth) / independent_truth;
    let difference = 1.0 - COPIED;
    let log_odds = (PRIOR / (1.0 - PRIOR)).ln()
        + errors as f64 * error.ln()
        + same as f64 * truth.ln()
        + different as f64 * difference.ln();
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_errors_tell_much_shared_truth_little_and_differences_speak_against() {
        assert!(probability(0, 10, 0) < 0.25);
        assert!(probability(1, 0, 0) < 0.95);
        assert!(probability(2, 0, 0) > 0.99);
        assert!(probability(2, 0, 3) < 0.95);
        assert!(probability(3, 5, 1) > 0.99);
    }
}
