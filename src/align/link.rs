//! Linking: scored pairs to facts.
//!
//! Greedy average linkage: pairs are taken best first, and two groups become one where the mean strength of all their
//! cross pairs reaches the threshold. The strength of a link is its score held against its rivals: where all claims of two
//! sources are much alike, a pair has to stand out from them (cross-domain similarity local scaling: Conneau et al., Word
//! translation without parallel data, ICLR 2018). Scores stay what they are; only linking looks at the rivals. Claims of one source meet in a group only as restatements. What a key or a
//! judgement fixes is fixed before any score is looked at.

use super::score::Part;
use super::{Ambiguity, Constraint, Fact, Options, Pair};
use crate::claim::{ClaimRef, ClaimSet};
use std::collections::HashMap;

/// Links scored pairs into facts.
pub fn link(sets: &[ClaimSet], pairs: &[Pair], options: &Options) -> Vec<Fact> {
    let scores: HashMap<(ClaimRef, ClaimRef), &Pair> = pairs.iter().map(|pair| ((pair.left, pair.right), pair)).collect();
    let lookup = |a: ClaimRef, b: ClaimRef| scores.get(&(a.min(b), a.max(b))).copied();
    let rivals = Rivals::of(pairs);
    let mut groups = Groups::new(sets);
    // judgements and keys first; a judged `same` goes before a key
    let fixed = |wanted: fn(&Constraint) -> bool| pairs.iter().filter(move |pair| pair.constraint.as_ref().is_some_and(wanted));
    for pair in fixed(|c| matches!(c, Constraint::Same(_))).chain(fixed(|c| matches!(c, Constraint::Key(_)))) {
        let forbidden = groups.cross(pair.left, pair.right).any(|(a, b)| is_different(lookup(a, b)));
        if !forbidden {
            groups.merge(pair.left, pair.right);
        }
    }
    let mut order: Vec<(f32, &Pair)> = pairs
        .iter()
                .filter(|pair| pair.score.value >= LEAST && pair.constraint.is_none())
        .map(|pair| (rivals.strength(pair), pair))
        .filter(|(strength, pair)| *strength >= if pair.score.is_of_words_alone() { options.words_alone } else { options.threshold })
        .collect();
    order.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| (x.1.left, x.1.right).cmp(&(y.1.left, y.1.right))));
    for (_, pair) in order {
        if groups.root(pair.left) == groups.root(pair.right) {
            continue;
        }
        let (mut sum, mut count, mut allowed) = (0.0, 0.0, true);
        for (a, b) in groups.cross(pair.left, pair.right) {
            let Some(cross) = lookup(a, b) else {
                count += 1.0;
                continue;
            };
            if is_different(Some(cross)) || a.set == b.set && !is_restatement(cross, options) {
                allowed = false;
                break;
            }
            sum += rivals.strength(cross);
            count += 1.0;
        }
        if allowed && sum / count >= options.threshold {
            groups.merge(pair.left, pair.right);
        }
    }
    let facts = groups.into_facts();
    let mut group_of: HashMap<ClaimRef, usize> = HashMap::new();
    for (group, claims) in facts.iter().enumerate() {
        group_of.extend(claims.iter().map(|&claim| (claim, group)));
    }
    // a rival that has a better partner in the same source is no rival
    let is_taken = |rival: ClaimRef, claim: ClaimRef, score: f32| {
        let partners = group_of.get(&rival).map(|&group| facts[group].as_slice()).unwrap_or_default();
        partners.iter().any(|&partner| partner.set == claim.set && lookup(rival, partner).is_some_and(|pair| pair.constraint.is_some() || pair.score.value >= score))
    };
    facts.iter().map(|claims| fact(claims.clone(), pairs, &lookup, &is_taken, options)).collect()
}

/// Whether two claims of one source say the same again: a high score of which most words are shared, too.
fn is_restatement(pair: &Pair, options: &Options) -> bool {
    pair.score.value >= options.restatement && pair.score.features[Part::Words as usize] >= RESTATED_WORDS
}

/// The share of words that a restatement has in common.
const RESTATED_WORDS: f32 = 0.8;

fn is_different(pair: Option<&Pair>) -> bool {
    pair.is_some_and(|pair| matches!(pair.constraint, Some(Constraint::Different(_))))
}

/// The fact of some claims: its mean score and its ambiguous links.
fn fact<'a>(claims: Vec<ClaimRef>, pairs: &[Pair], lookup: &impl Fn(ClaimRef, ClaimRef) -> Option<&'a Pair>, is_taken: &impl Fn(ClaimRef, ClaimRef, f32) -> bool, options: &Options) -> Fact {
    let (mut sum, mut count) = (0.0, 0);
    for (i, &a) in claims.iter().enumerate() {
        for &b in &claims[i + 1..] {
            sum += lookup(a, b).map_or(0.0, |pair| if pair.constraint.is_some() { 1.0 } else { pair.score.value });
            count += 1;
        }
    }
    let score = (count > 0).then(|| sum / count as f32);
    let ambiguous = if claims.len() > 1 { ambiguities(&claims, pairs, lookup, is_taken, options) } else { Vec::new() };
    Fact { claims, score, ambiguous }
}

/// Links whose claim has a runner-up, in the source of the linked claim, that is nearly as good.
fn ambiguities<'a>(claims: &[ClaimRef], pairs: &[Pair], lookup: &impl Fn(ClaimRef, ClaimRef) -> Option<&'a Pair>, is_taken: &impl Fn(ClaimRef, ClaimRef, f32) -> bool, options: &Options) -> Vec<Ambiguity> {
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
                .filter(|(other, pair)| !is_taken(*other, claim, pair.score.value))
                .max_by(|x, y| x.1.score.value.total_cmp(&y.1.score.value).then_with(|| y.0.cmp(&x.0)));
            if let Some((runner_up, pair)) = runner_up
                && pair.score.value >= LEAST
                && link.score.value - pair.score.value < options.margin
            {
                found.push(Ambiguity { claim, chosen, runner_up, margin: link.score.value - pair.score.value });
            }
        }
    }
    found
}

/// How many of the best rivals count.
const RIVALS: usize = 3;

/// The share of the rivals' log-odds that is taken off a pair's own. Set with [`RIVALS`] by leave-one-event-out
/// (`scripts/weights/fit.py`): F1 0.82 without rivals, 0.85 with them.
const SHARE: f32 = 0.6;

/// Log-odds below which a rival is none; a claim with fewer than [`RIVALS`] rivals counts as having some of this.
const FLOOR: f32 = -4.48;

/// Log-odds that rivals usually have: with such rivals a link is as strong as its score.
const USUAL: f32 = -0.38;

/// Pairs with a lower score are never linked, however weak their rivals.
const LEAST: f32 = 0.2;

/// The best log-odds of every claim with the claims of every other source.
struct Rivals {
    best: HashMap<(ClaimRef, usize), [(f32, ClaimRef); RIVALS + 1]>,
}

impl Rivals {
    fn of(pairs: &[Pair]) -> Rivals {
        let nobody = ClaimRef { set: usize::MAX, claim: usize::MAX };
        let mut best: HashMap<(ClaimRef, usize), [(f32, ClaimRef); RIVALS + 1]> = HashMap::new();
        for pair in pairs.iter().filter(|pair| pair.left.set != pair.right.set) {
            for (claim, rival) in [(pair.left, pair.right), (pair.right, pair.left)] {
                let top = best.entry((claim, rival.set)).or_insert([(FLOOR, nobody); RIVALS + 1]);
                let logit = logit(pair);
                if let Some(at) = top.iter().position(|(other, _)| logit > *other) {
                    top[at..].rotate_right(1);
                    top[at] = (logit, rival);
                }
            }
        }
        Rivals { best }
    }

    /// The probability of a pair once the best rivals of both sides are taken into account.
    fn strength(&self, pair: &Pair) -> f32 {
        if pair.left.set == pair.right.set {
            return pair.score.value;
        }
        let mean = |claim: ClaimRef, partner: ClaimRef| {
            let Some(top) = self.best.get(&(claim, partner.set)) else { return FLOOR };
            top.iter().filter(|(_, rival)| *rival != partner).take(RIVALS).map(|(logit, _)| logit).sum::<f32>() / RIVALS as f32
        };
        let rivals = (mean(pair.left, pair.right) + mean(pair.right, pair.left)) / 2.0;
        1.0 / (1.0 + (-(logit(pair) - SHARE * (rivals - USUAL))).exp())
    }
}

fn logit(pair: &Pair) -> f32 {
    let p = pair.score.value.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
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
