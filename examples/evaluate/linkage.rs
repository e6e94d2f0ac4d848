//! Ways to make groups of scored pairs, at most one claim a source in each. All are greedy and the same on every machine.

use crate::problem::Pair;
use std::collections::{BTreeMap, BTreeSet};

/// A claim as (source, claim).
type At = (usize, usize);

/// Gives every claim the number of its group; pairs that are not scored count as 0.
pub type Linkage = fn(&[At], &BTreeMap<Pair, f64>, f64) -> Vec<usize>;

/// Every way.
pub const ALL: [(&str, Linkage); 4] = [
    ("average linkage", average),
    ("mutual best", mutual_best),
    ("correlation clustering, pivots", pivots),
    ("correlation clustering, contraction", contraction),
];

/// Average linkage: pairs are taken best first, and two groups become one where the mean score of their cross pairs reaches
/// `threshold`.
pub fn average(claims: &[At], scores: &BTreeMap<Pair, f64>, threshold: f64) -> Vec<usize> {
    let mut groups = Groups::new(claims);
    for (a, b) in best_first(claims, scores, threshold) {
        let (into, from) = (groups.of[a], groups.of[b]);
        if groups.may_join(into, from) && groups.mean(into, from, scores) >= threshold {
            groups.join(into, from);
        }
    }
    groups.of
}

/// Mutual best: a pair is taken where neither claim has a better partner in the other's source, best first.
fn mutual_best(claims: &[At], scores: &BTreeMap<Pair, f64>, threshold: f64) -> Vec<usize> {
    let mut best: BTreeMap<(At, usize), f64> = BTreeMap::new();
    for (&(a, b), &score) in scores {
        for key in [(a, b.0), (b, a.0)] {
            let known = best.entry(key).or_insert(0.0);
            *known = known.max(score);
        }
    }
    let mut groups = Groups::new(claims);
    for (a, b) in best_first(claims, scores, threshold) {
        let (x, y) = (claims[a], claims[b]);
        let score = score(scores, x, y);
        let mutual = score >= best[&(x, y.0)] && score >= best[&(y, x.0)];
        let (into, from) = (groups.of[a], groups.of[b]);
        if mutual && groups.may_join(into, from) {
            groups.join(into, from);
        }
    }
    groups.of
}

/// Pivots (KwikCluster: Ailon, Charikar and Newman, Aggregating inconsistent information: ranking and clustering, JACM 2008):
/// a claim takes all free claims that it is linked with, of each source the best. The paper draws pivots by lot; here the
/// claim with the greatest sum of links is next.
fn pivots(claims: &[At], scores: &BTreeMap<Pair, f64>, threshold: f64) -> Vec<usize> {
    let order = best_first(claims, scores, threshold);
    let mut links = vec![0.0; claims.len()];
    for &(a, b) in &order {
        let score = score(scores, claims[a], claims[b]);
        links[a] += score;
        links[b] += score;
    }
    let mut by_links: Vec<usize> = (0..claims.len()).collect();
    by_links.sort_by(|&a, &b| f64::total_cmp(&links[b], &links[a]).then(a.cmp(&b)));
    let mut groups = Groups::new(claims);
    let mut free = vec![true; claims.len()];
    for pivot in by_links {
        if !std::mem::take(&mut free[pivot]) {
            continue;
        }
        for &(a, b) in order.iter().filter(|&&(a, b)| a == pivot || b == pivot) {
            let other = if a == pivot { b } else { a };
            let (into, from) = (groups.of[pivot], groups.of[other]);
            if free[other] && groups.may_join(into, from) {
                groups.join(into, from);
                free[other] = false;
            }
        }
    }
    groups.of
}

/// Contraction (GAEC: Keuper and others, Efficient decomposition of image and motion graphs by minimum cost lifted multicuts,
/// ICCV 2015): a pair weighs its log-odds above those of the threshold, and the two groups whose cross pairs weigh most are
/// joined as long as that is more than nothing.
fn contraction(claims: &[At], scores: &BTreeMap<Pair, f64>, threshold: f64) -> Vec<usize> {
    let weight = |score: f64| log_odds(score) - log_odds(threshold);
    let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for a in 0..claims.len() {
        for b in (a + 1..claims.len()).filter(|&b| claims[a].0 != claims[b].0) {
            weights.insert((a, b), weight(score(scores, claims[a], claims[b])));
        }
    }
    let mut groups = Groups::new(claims);
    // of equal weights the first
    while let Some((&(into, from), _)) = weights
        .iter()
        .filter(|(_, weight)| **weight > 0.0)
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
    {
        groups.join(into, from);
        let (gone, kept) =
            std::mem::take(&mut weights).into_iter().partition(|&((a, b), _)| a == from || b == from);
        weights = kept;
        let gone: BTreeMap<(usize, usize), f64> = gone;
        let moved: Vec<(usize, f64)> = gone
            .into_iter()
            .map(|((a, b), weight)| (if a == from { b } else { a }, weight))
            .filter(|&(other, _)| other != into)
            .collect();
        for (other, weight) in moved {
            if let Some(known) = weights.get_mut(&(into.min(other), into.max(other))) {
                *known += weight;
            }
        }
        weights.retain(|&(a, b), _| groups.may_join(a, b));
    }
    groups.of
}

/// Log-odds of a score. Nothing weighs more than 99 to 1: one pair that was not scored must not outvote all others.
fn log_odds(score: f64) -> f64 {
    let score = score.clamp(0.01, 0.99);
    (score / (1.0 - score)).ln()
}

fn score(scores: &BTreeMap<Pair, f64>, a: At, b: At) -> f64 {
    scores.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
}

/// The pairs from `threshold` up, as numbers of claims, best first.
fn best_first(claims: &[At], scores: &BTreeMap<Pair, f64>, threshold: f64) -> Vec<(usize, usize)> {
    let index: BTreeMap<At, usize> = claims.iter().copied().zip(0..).collect();
    let mut order: Vec<(f64, Pair)> = scores
        .iter()
        .filter(|&(_, &score)| score >= threshold)
        .map(|(&pair, &score)| (score, pair))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, (a, b))| (index[&a], index[&b])).collect()
}

/// Disjoint groups of claims.
struct Groups<'a> {
    claims: &'a [At],
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups<'_> {
    fn new(claims: &[At]) -> Groups<'_> {
        let members = (0..claims.len()).map(|claim| vec![claim]).collect();
        Groups { claims, of: (0..claims.len()).collect(), members }
    }

    /// Whether two groups are two, and no source is in both.
    fn may_join(&self, a: usize, b: usize) -> bool {
        let sources = |group: usize| -> BTreeSet<usize> {
            self.members[group].iter().map(|&claim| self.claims[claim].0).collect()
        };
        a != b && sources(a).is_disjoint(&sources(b))
    }

    /// The mean score of the cross pairs.
    fn mean(&self, a: usize, b: usize, scores: &BTreeMap<Pair, f64>) -> f64 {
        let (a, b) = (&self.members[a], &self.members[b]);
        let cross = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
        let sum: f64 = cross.map(|(x, y)| score(scores, self.claims[x], self.claims[y])).sum();
        sum / (a.len() * b.len()) as f64
    }

    fn join(&mut self, into: usize, from: usize) {
        let moved = std::mem::take(&mut self.members[from]);
        moved.iter().for_each(|&claim| self.of[claim] = into);
        self.members[into].extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores of claims by their numbers.
    fn scored(claims: &[At], pairs: &[(usize, usize, f64)]) -> BTreeMap<Pair, f64> {
        pairs.iter().map(|&(a, b, score)| ((claims[a], claims[b]), score)).collect()
    }

    #[test]
    fn the_best_pair_goes_first_and_a_source_is_in_a_group_once() {
        let claims = [(0, 0), (0, 1), (1, 0)];
        let scores = scored(&claims, &[(0, 2, 0.7), (1, 2, 0.9)]);
        for (name, linkage) in ALL {
            let groups = linkage(&claims, &scores, 0.5);
            assert!(groups[1] == groups[2] && groups[0] != groups[1], "{name}: {groups:?}");
        }
    }

    #[test]
    fn nothing_is_linked_below_the_threshold() {
        let claims = [(0, 0), (1, 0)];
        for (name, linkage) in ALL {
            assert_eq!(linkage(&claims, &scored(&claims, &[(0, 1, 0.4)]), 0.5), [0, 1], "{name}");
            assert_eq!(linkage(&claims, &scored(&claims, &[(0, 1, 0.6)]), 0.5), [0, 0], "{name}");
        }
    }

    #[test]
    fn a_group_grows_by_the_mean_of_its_pairs() {
        let claims = [(0, 0), (1, 0), (2, 0)];
        let mut scores = scored(&claims, &[(0, 1, 0.9), (1, 2, 0.8)]);
        assert_eq!(average(&claims, &scores, 0.5), [0, 0, 2]);
        scores.insert(((0, 0), (2, 0)), 0.3);
        assert_eq!(average(&claims, &scores, 0.5), [0, 0, 0]);
    }

    #[test]
    fn each_way_has_its_own_mind_about_a_chain() {
        // 0 and 2 have nothing in common but 1
        let claims = [(0, 0), (1, 0), (2, 0)];
        let scores = scored(&claims, &[(0, 1, 0.9), (1, 2, 0.8)]);
        let groups: Vec<Vec<usize>> = ALL.iter().map(|(_, linkage)| linkage(&claims, &scores, 0.5)).collect();
        assert_eq!(groups, [[0, 0, 2], [0, 0, 0], [1, 1, 1], [0, 0, 2]]);
    }

    #[test]
    fn a_claim_with_a_better_partner_is_no_mutual_best() {
        let claims = [(0, 0), (0, 1), (1, 0), (1, 1)];
        let scores = scored(&claims, &[(0, 2, 0.9), (1, 2, 0.8), (1, 3, 0.7)]);
        assert_eq!(mutual_best(&claims, &scores, 0.5), [0, 1, 0, 3]);
        assert_eq!(average(&claims, &scores, 0.5), [0, 1, 0, 1]);
    }
}
