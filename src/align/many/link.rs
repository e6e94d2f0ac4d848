//! Linking: likely pairs to groups.

use super::Edge;

/// Two groups have more pairs than this: so many of them stand for all.
const MOST_PAIRS: usize = 100;

/// The groups of `nodes` things. Greedy average linkage: `edges` are taken in their order, best first; two groups become one
/// where the mean probability of their pairs is `threshold` or more. `fixed` pairs come first.
pub(super) fn link(
    nodes: usize,
    fixed: &[(u32, u32)],
    edges: &[Edge],
    threshold: f32,
    probability: impl Fn(u32, u32) -> f32,
) -> Linked {
    let mut groups = Groups::new(nodes);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let known = |&(left, right): &(u32, u32)| {
        let probability = probability(left.min(right), left.max(right));
        (Edge { left, right, probability }, true)
    };
    let fixed = fixed.iter().filter(|(left, right)| left != right).map(known);
    for (edge, is_fixed) in fixed.chain(edges.iter().map(|&edge| (edge, false))) {
        if groups.linked.root[edge.left as usize] == groups.linked.root[edge.right as usize] {
            continue;
        }
        let mean = if groups.are_single(edge.left, edge.right) {
            edge.probability
        } else {
            groups.members(edge.left, &mut left);
            groups.members(edge.right, &mut right);
            mean(&left, &right, &probability)
        };
        if is_fixed || mean >= threshold {
            groups.join(edge.left, edge.right, mean);
        }
    }
    groups.linked
}

/// Groups of nodes.
pub(super) struct Linked {
    /// The group of each node, by one of its members.
    pub(super) root: Vec<u32>,
    /// Of each group, at that member, how many nodes it has, and the sum of the probabilities of its pairs.
    sizes: Vec<(u32, f32)>,
}

impl Linked {
    /// The mean probability of the pairs of nodes of a group; none of a node alone.
    pub(super) fn mean(&self, root: u32) -> Option<f32> {
        let (size, sum) = self.sizes[root as usize];
        let pairs = f64::from(size) * (f64::from(size) - 1.0) / 2.0;
        (size > 1).then(|| (f64::from(sum) / pairs) as f32)
    }
}

/// The mean probability of the pairs of two groups, or of [`MOST_PAIRS`] of them spread over all.
fn mean(left: &[u32], right: &[u32], probability: impl Fn(u32, u32) -> f32) -> f32 {
    let all = left.len() * right.len();
    let (mut sum, mut count) = (0.0, 0.0);
    for pair in (0..all).step_by(all.div_ceil(MOST_PAIRS)) {
        let (x, y) = (left[pair / right.len()], right[pair % right.len()]);
        sum += probability(x.min(y), x.max(y));
        count += 1.0;
    }
    sum / count
}

/// Disjoint groups, each with its members in a ring.
struct Groups {
    linked: Linked,
    next: Vec<u32>,
}

impl Groups {
    fn new(nodes: usize) -> Groups {
        let own: Vec<u32> = (0..nodes as u32).collect();
        Groups { linked: Linked { root: own.clone(), sizes: vec![(1, 0.0); nodes] }, next: own }
    }

    fn are_single(&self, a: u32, b: u32) -> bool {
        self.next[a as usize] == a && self.next[b as usize] == b
    }

    /// The members of a node's group, in order.
    fn members(&self, node: u32, into: &mut Vec<u32>) {
        into.clear();
        into.push(node);
        let mut at = self.next[node as usize];
        while at != node {
            into.push(at);
            at = self.next[at as usize];
        }
        into.sort_unstable();
    }

    /// Joins the groups of two nodes; `mean` is the mean probability of their pairs.
    fn join(&mut self, a: u32, b: u32, mean: f32) {
        let Linked { root, sizes } = &mut self.linked;
        let (mut into, mut from) = (root[a as usize], root[b as usize]);
        if sizes[into as usize].0 < sizes[from as usize].0 {
            std::mem::swap(&mut into, &mut from);
        }
        let ((x, sum), (y, other)) = (sizes[into as usize], sizes[from as usize]);
        sizes[into as usize] = (x + y, sum + other + mean * x as f32 * y as f32);
        let mut at = from;
        loop {
            root[at as usize] = into;
            at = self.next[at as usize];
            if at == from {
                break;
            }
        }
        self.next.swap(into as usize, from as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const NODES: usize = 9;

    /// Every pair of nodes with its probability, the likeliest first.
    fn edges(probabilities: &[f32], threshold: f32) -> Vec<Edge> {
        let pairs = (0..NODES as u32).flat_map(|a| (a + 1..NODES as u32).map(move |b| (a, b)));
        let mut edges: Vec<Edge> = pairs
            .zip(probabilities)
            .map(|((left, right), &probability)| Edge { left, right, probability })
            .filter(|edge| edge.probability >= threshold)
            .collect();
        edges.sort_by(|x, y| {
            y.probability.total_cmp(&x.probability).then((x.left, x.right).cmp(&(y.left, y.right)))
        });
        edges
    }

    fn of(probabilities: &[f32], a: u32, b: u32) -> f32 {
        let (a, b) = (a.min(b) as usize, a.max(b) as usize);
        probabilities[a * (2 * NODES - a - 1) / 2 + b - a - 1]
    }

    proptest! {
        /// Against sets of nodes that are put together by hand.
        #[test]
        fn groups_are_joined_by_the_mean_of_their_pairs(
            probabilities in vec((0_u8..=100).prop_map(|p| f32::from(p) / 100.0), NODES * (NODES - 1) / 2),
            fixed in vec((0..NODES as u32, 0..NODES as u32), 0..2),
        ) {
            let threshold = 0.5;
            let edges = edges(&probabilities, threshold);
            let linked = link(NODES, &fixed, &edges, threshold, |a, b| of(&probabilities, a, b));
            let mut sets: Vec<BTreeSet<u32>> = (0..NODES as u32).map(|node| BTreeSet::from([node])).collect();
            let all = fixed.iter().map(|&pair| (pair, true));
            for ((a, b), is_fixed) in all.chain(edges.iter().map(|edge| ((edge.left, edge.right), false))) {
                let at = |node: u32| sets.iter().position(|set| set.contains(&node)).unwrap();
                let (x, y) = (at(a), at(b));
                if x == y {
                    continue;
                }
                let cross: Vec<f32> = sets[x].iter().flat_map(|&a| sets[y].iter().map(move |&b| (a, b)))
                    .map(|(a, b)| of(&probabilities, a, b)).collect();
                // sums in another order differ in their last bit
                let mean = cross.iter().sum::<f32>() / cross.len() as f32;
                prop_assume!((mean - threshold).abs() > 1e-5 || cross.len() == 1);
                if is_fixed || mean >= threshold {
                    let moved = std::mem::take(&mut sets[y]);
                    sets[x].extend(moved);
                }
            }
            for a in 0..NODES as u32 {
                for b in 0..NODES as u32 {
                    let together = sets.iter().any(|set| set.contains(&a) && set.contains(&b));
                    prop_assert_eq!(linked.root[a as usize] == linked.root[b as usize], together, "{} {}", a, b);
                }
            }
            for set in sets.iter().filter(|set| set.len() > 1) {
                let of_set: Vec<f32> = set.iter().flat_map(|&a| set.range(a + 1..).map(move |&b| (a, b)))
                    .map(|(a, b)| of(&probabilities, a, b)).collect();
                let mean = of_set.iter().sum::<f32>() / of_set.len() as f32;
                let root = linked.root[*set.first().unwrap() as usize];
                prop_assert!((linked.mean(root).unwrap() - mean).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn of_big_groups_some_pairs_stand_for_all() {
        let (left, right): (Vec<u32>, Vec<u32>) = ((0..1000).collect(), (1000..3000).collect());
        let mut asked = std::cell::Cell::new(0);
        let mean = mean(&left, &right, |a, b| {
            asked.set(asked.get() + 1);
            f32::from(u8::from((a + b) % 2 == 0))
        });
        assert!(*asked.get_mut() <= MOST_PAIRS);
        assert!((0.0..=1.0).contains(&mean));
    }
}
