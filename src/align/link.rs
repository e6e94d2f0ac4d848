//! Linking: scored pairs to facts.
//!
//! Greedy average linkage: pairs are taken best first, and two groups become one where the mean score of all their
//! cross pairs reaches the threshold. Claims of one source meet in a group only as restatements. What a key or a
//! judgement fixes is fixed before any score is looked at.

use super::{Ambiguity, Constraint, Fact, Options, Pair};
use crate::claim::{ClaimRef, ClaimSet};
use std::collections::HashMap;

/// Links scored pairs into facts.
pub fn link(sets: &[ClaimSet], pairs: &[Pair], options: &Options) -> Vec<Fact> {
    let scores: HashMap<(ClaimRef, ClaimRef), &Pair> = pairs.iter().map(|pair| ((pair.left, pair.right), pair)).collect();
    let lookup = |a: ClaimRef, b: ClaimRef| scores.get(&(a.min(b), a.max(b))).copied();
    let mut groups = Groups::new(sets);
    // judgements and keys first; a judged `same` goes before a key
    let fixed = |wanted: fn(&Constraint) -> bool| pairs.iter().filter(move |pair| pair.constraint.as_ref().is_some_and(wanted));
    for pair in fixed(|c| matches!(c, Constraint::Same(_))).chain(fixed(|c| matches!(c, Constraint::Key(_)))) {
        let forbidden = groups.cross(pair.left, pair.right).any(|(a, b)| is_different(lookup(a, b)));
        if !forbidden {
            groups.merge(pair.left, pair.right);
        }
    }
    let mut order: Vec<&Pair> = pairs.iter().filter(|pair| pair.score.value >= options.threshold && pair.constraint.is_none()).collect();
    order.sort_by(|x, y| y.score.value.total_cmp(&x.score.value).then_with(|| (x.left, x.right).cmp(&(y.left, y.right))));
    for pair in order {
        if groups.root(pair.left) == groups.root(pair.right) {
            continue;
        }
        let (mut sum, mut count, mut allowed) = (0.0, 0.0, true);
        for (a, b) in groups.cross(pair.left, pair.right) {
            let Some(cross) = lookup(a, b) else {
                count += 1.0;
                continue;
            };
            if is_different(Some(cross)) || a.set == b.set && cross.score.value < options.restatement {
                allowed = false;
                break;
            }
            sum += cross.score.value;
            count += 1.0;
        }
        if allowed && sum / count >= options.threshold {
            groups.merge(pair.left, pair.right);
        }
    }
    groups.into_facts().into_iter().map(|claims| fact(claims, pairs, &lookup, options)).collect()
}

fn is_different(pair: Option<&Pair>) -> bool {
    pair.is_some_and(|pair| matches!(pair.constraint, Some(Constraint::Different(_))))
}

/// The fact of some claims: its mean score and its ambiguous links.
fn fact<'a>(claims: Vec<ClaimRef>, pairs: &[Pair], lookup: &impl Fn(ClaimRef, ClaimRef) -> Option<&'a Pair>, options: &Options) -> Fact {
    let (mut sum, mut count) = (0.0, 0);
    for (i, &a) in claims.iter().enumerate() {
        for &b in &claims[i + 1..] {
            sum += lookup(a, b).map_or(0.0, |pair| if pair.constraint.is_some() { 1.0 } else { pair.score.value });
            count += 1;
        }
    }
    let score = (count > 0).then(|| sum / count as f32);
    let ambiguous = if claims.len() > 1 { ambiguities(&claims, pairs, lookup, options) } else { Vec::new() };
    Fact { claims, score, ambiguous }
}

/// Links whose claim has a runner-up, in the source of the linked claim, that is nearly as good.
fn ambiguities<'a>(claims: &[ClaimRef], pairs: &[Pair], lookup: &impl Fn(ClaimRef, ClaimRef) -> Option<&'a Pair>, options: &Options) -> Vec<Ambiguity> {
    let mut found = Vec::new();
    for &claim in claims {
        for &chosen in claims {
            let Some(link) = lookup(claim, chosen).filter(|_| claim.set != chosen.set) else { continue };
            if link.constraint.is_some() {
                continue;
            }
            let runner_up = pairs
                .iter()
                .filter(|pair| pair.left == claim || pair.right == claim)
                .map(|pair| (if pair.left == claim { pair.right } else { pair.left }, pair))
                .filter(|(other, pair)| other.set == chosen.set && !claims.contains(other) && pair.constraint.is_none())
                .max_by(|x, y| x.1.score.value.total_cmp(&y.1.score.value).then_with(|| y.0.cmp(&x.0)));
            if let Some((runner_up, pair)) = runner_up
                && pair.score.value >= options.threshold
                && link.score.value - pair.score.value < options.margin
            {
                found.push(Ambiguity { claim, chosen, runner_up, margin: link.score.value - pair.score.value });
            }
        }
    }
    found
}

/// Disjoint groups of claims.
struct Groups {
    claims: Vec<ClaimRef>,
    offsets: Vec<usize>,
    group: Vec<usize>,
    members: Vec<Vec<ClaimRef>>,
}

impl Groups {
    fn new(sets: &[ClaimSet]) -> Groups {
        let mut offsets = Vec::with_capacity(sets.len());
        let mut claims = Vec::new();
        for (set, claim_set) in sets.iter().enumerate() {
            offsets.push(claims.len());
            claims.extend((0..claim_set.claims.len()).map(|claim| ClaimRef { set, claim }));
        }
        let members = claims.iter().map(|&claim| vec![claim]).collect();
        Groups { group: (0..claims.len()).collect(), members, claims, offsets }
    }

    fn index(&self, claim: ClaimRef) -> usize {
        self.offsets[claim.set] + claim.claim
    }

    fn root(&self, claim: ClaimRef) -> usize {
        self.group[self.index(claim)]
    }

    /// Every pair of a claim of the one group and a claim of the other.
    fn cross(&self, a: ClaimRef, b: ClaimRef) -> impl Iterator<Item = (ClaimRef, ClaimRef)> + '_ {
        let (left, right) = (self.root(a), self.root(b));
        self.members[left].iter().flat_map(move |&x| self.members[right].iter().map(move |&y| (x, y)))
    }

    fn merge(&mut self, a: ClaimRef, b: ClaimRef) {
        let (left, right) = (self.root(a), self.root(b));
        if left == right {
            return;
        }
        let moved = std::mem::take(&mut self.members[right]);
        for &claim in &moved {
            let index = self.index(claim);
            self.group[index] = left;
        }
        self.members[left].extend(moved);
    }

    /// The groups, each sorted, those of more sources first, then by their first claims.
    fn into_facts(self) -> Vec<Vec<ClaimRef>> {
        debug_assert_eq!(self.claims.len(), self.group.len());
        let mut facts: Vec<Vec<ClaimRef>> = self.members.into_iter().filter(|members| !members.is_empty()).collect();
        facts.iter_mut().for_each(|claims| claims.sort_unstable());
        let sources = |claims: &[ClaimRef]| {
            let mut sets: Vec<usize> = claims.iter().map(|claim| claim.set).collect();
            sets.dedup();
            sets.len()
        };
        facts.sort_by_cached_key(|claims| (std::cmp::Reverse(sources(claims)), claims.clone()));
        facts
    }
}
