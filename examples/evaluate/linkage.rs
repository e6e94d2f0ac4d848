//! The linking that scores without one of their own get: greedy average linkage, at most one claim a source.

use crate::problem::Pair;
use std::collections::{BTreeMap, BTreeSet};

/// The group of every claim: pairs are taken best first, and two groups become one where no source is in both and the mean
/// score of their cross pairs reaches `threshold`. Pairs that are not scored count as 0. A claim is (source, claim).
pub fn groups(claims: &[(usize, usize)], scores: &BTreeMap<Pair, f64>, threshold: f64) -> Vec<usize> {
    let mut group: Vec<usize> = (0..claims.len()).collect();
    let index: BTreeMap<(usize, usize), usize> = claims.iter().copied().zip(0..).collect();
    let mut order: Vec<(f64, Pair)> = scores
        .iter()
        .filter(|&(_, &score)| score >= threshold)
        .map(|(&pair, &score)| (score, pair))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut members: Vec<Vec<usize>> = (0..claims.len()).map(|claim| vec![claim]).collect();
    for (_, (a, b)) in order {
        let (into, from) = (group[index[&a]], group[index[&b]]);
        if into == from {
            continue;
        }
        let sources =
            |group: usize| members[group].iter().map(|&claim| claims[claim].0).collect::<BTreeSet<_>>();
        if !sources(into).is_disjoint(&sources(from)) {
            continue;
        }
        let cross = members[into].iter().flat_map(|&x| members[from].iter().map(move |&y| (x, y)));
        let sum: f64 = cross.map(|(x, y)| score(scores, claims[x], claims[y])).sum();
        if sum / (members[into].len() * members[from].len()) as f64 >= threshold {
            let moved = std::mem::take(&mut members[from]);
            moved.iter().for_each(|&claim| group[claim] = into);
            members[into].extend(moved);
        }
    }
    group
}

fn score(scores: &BTreeMap<Pair, f64>, a: (usize, usize), b: (usize, usize)) -> f64 {
    scores.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_goes_first_and_a_source_is_in_a_group_once() {
        let claims = [(0, 0), (0, 1), (1, 0)];
        let scores = BTreeMap::from([(((0, 0), (1, 0)), 0.7), (((0, 1), (1, 0)), 0.9)]);
        assert_eq!(groups(&claims, &scores, 0.5), [0, 1, 1]);
    }

    #[test]
    fn a_group_grows_by_the_mean_of_its_pairs() {
        let claims = [(0, 0), (1, 0), (2, 0)];
        let mut scores = BTreeMap::from([(((0, 0), (1, 0)), 0.9), (((1, 0), (2, 0)), 0.8)]);
        assert_eq!(groups(&claims, &scores, 0.5), [0, 0, 2]);
        scores.insert(((0, 0), (2, 0)), 0.3);
        assert_eq!(groups(&claims, &scores, 0.5), [0, 0, 0]);
    }
}
