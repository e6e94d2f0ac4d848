//! Linking: likely pairs to groups.

use super::Edge;
use rayon::prelude::*;
use std::collections::HashMap;

/// Two groups have more pairs than this: so many of them stand for all.
pub(super) const MOST_PAIRS: usize = 100;

/// Components of more nodes than this keep their probabilities in a map and no table.
const MOST_IN_TABLE: usize = 64;

/// Which nodes are in one group.
#[derive(Default)]
pub(super) struct Linked {
    /// The group of each node: one of its nodes.
    pub root: Vec<u32>,
    /// Of each group, at that node, how many nodes it has, and the sum of the probabilities of its pairs.
    pub sizes: Vec<(u32, f32)>,
}

impl Linked {
    /// The mean probability of the pairs of nodes of a group; none of a node alone.
    pub fn mean(&self, root: u32) -> Option<f32> {
        let (size, sum) = self.sizes[root as usize];
        let pairs = f64::from(size) * (f64::from(size) - 1.0) / 2.0;
        (size > 1).then(|| (f64::from(sum) / pairs) as f32)
    }

    /// Makes room for more nodes, each a group by itself.
    pub fn grow(&mut self, nodes: usize) {
        self.root.extend(self.root.len() as u32..nodes as u32);
        self.sizes.resize(nodes, (1, 0.0));
    }

    /// Makes each of some nodes a group by itself.
    pub fn part(&mut self, nodes: impl Iterator<Item = u32>) {
        nodes.for_each(|node| {
            self.root[node as usize] = node;
            self.sizes[node as usize] = (1, 0.0);
        });
    }

    /// Makes a group of some nodes.
    pub fn join(&mut self, mut nodes: impl Iterator<Item = u32>, sum: f32) {
        let Some(root) = nodes.next() else { return };
        let mut size = 1;
        nodes.for_each(|node| {
            self.root[node as usize] = root;
            size += 1;
        });
        self.sizes[root as usize] = (size, sum);
    }
}

/// A pair of a component that is to be linked.
#[derive(Clone, Copy)]
pub struct Link {
    /// The number of the component.
    pub component: u32,
    /// Whether it comes before all others, whatever its probability.
    pub is_fixed: bool,
    /// The pair.
    pub edge: Edge,
}

/// Some nodes, in order, and the sum of the probabilities of their pairs.
pub struct Group {
    /// The nodes.
    pub nodes: Vec<u32>,
    /// The sum.
    pub sum: f32,
}

/// The groups of more than one node. Greedy average linkage: pairs are taken the likeliest first; two groups become one
/// where the mean probability of their pairs is `threshold` or more.
///
/// No group reaches beyond a component, so each is linked by itself.
pub fn link(
    mut links: Vec<Link>,
    threshold: f32,
    probability: impl Fn(u32, u32) -> f32 + Sync,
) -> Vec<Group> {
    radsort::sort_by_key(&mut links, |link| link.component);
    let groups: Vec<Vec<Group>> = links
        .par_chunk_by_mut(|x, y| x.component == y.component)
        .map(|links| {
            links.sort_unstable_by(|x, y| {
                (y.is_fixed.cmp(&x.is_fixed))
                    .then_with(|| y.edge.probability.total_cmp(&x.edge.probability))
                    .then_with(|| (x.edge.left, x.edge.right).cmp(&(y.edge.left, y.edge.right)))
            });
            link_component(links, threshold, &probability)
        })
        .collect();
    groups.into_iter().flatten().collect()
}

fn link_component(links: &[Link], threshold: f32, probability: impl Fn(u32, u32) -> f32) -> Vec<Group> {
    if let [Link { edge, is_fixed, .. }] = links {
        // most components are one pair
        let is_linked = *is_fixed || edge.probability >= threshold;
        return is_linked
            .then(|| Group { nodes: vec![edge.left, edge.right], sum: edge.probability })
            .into_iter()
            .collect();
    }
    let mut nodes: Vec<u32> = links.iter().flat_map(|link| [link.edge.left, link.edge.right]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let mut known = Known::of(links, &nodes);
    let place = |node: u32| nodes.binary_search(&node).unwrap_or_default();
    // the group of each node by its place, and the groups
    let mut group_of: Vec<usize> = (0..nodes.len()).collect();
    let mut groups: Vec<Group> = nodes.iter().map(|&node| Group { nodes: vec![node], sum: 0.0 }).collect();
    for Link { edge, is_fixed, .. } in links {
        let (a, b) = (group_of[place(edge.left)], group_of[place(edge.right)]);
        if a == b {
            continue;
        }
        let (into, from) = if groups[a].nodes.len() < groups[b].nodes.len() { (b, a) } else { (a, b) };
        let mean = known.mean(&groups[into].nodes, &groups[from].nodes, place, &probability);
        if *is_fixed || mean >= threshold {
            let moved = std::mem::replace(&mut groups[from], Group { nodes: Vec::new(), sum: 0.0 });
            moved.nodes.iter().for_each(|&node| group_of[place(node)] = into);
            let group = &mut groups[into];
            group.sum += moved.sum + mean * (group.nodes.len() * moved.nodes.len()) as f32;
            group.nodes.extend(moved.nodes);
            group.nodes.sort_unstable();
        }
    }
    groups.retain(|group| group.nodes.len() > 1);
    groups
}

/// The probabilities of pairs that were looked at.
enum Known {
    /// Of all pairs of places; what was not looked at is not a number.
    Table(Vec<f32>, usize),
    Map(HashMap<(u32, u32), f32>),
}

impl Known {
    fn of(links: &[Link], nodes: &[u32]) -> Known {
        let edges = links.iter().map(|link| link.edge);
        if nodes.len() > MOST_IN_TABLE {
            return Known::Map(edges.map(|edge| ((edge.left, edge.right), edge.probability)).collect());
        }
        let mut table = vec![f32::NAN; nodes.len() * nodes.len()];
        let place = |node: u32| nodes.binary_search(&node).unwrap_or_default();
        edges.for_each(|edge| table[place(edge.left) * nodes.len() + place(edge.right)] = edge.probability);
        Known::Table(table, nodes.len())
    }

    /// The mean probability of the pairs of two groups, or of [`MOST_PAIRS`] of them spread over all.
    fn mean(
        &mut self,
        left: &[u32],
        right: &[u32],
        place: impl Fn(u32) -> usize,
        probability: impl Fn(u32, u32) -> f32,
    ) -> f32 {
        let all = left.len() * right.len();
        let (mut sum, mut count) = (0.0, 0.0);
        for pair in (0..all).step_by(all.div_ceil(MOST_PAIRS)) {
            let (x, y) = (left[pair / right.len()], right[pair % right.len()]);
            let (x, y) = (x.min(y), x.max(y));
            sum += match self {
                Known::Table(table, size) => {
                    let known = &mut table[place(x) * *size + place(y)];
                    if known.is_nan() {
                        *known = probability(x, y);
                    }
                    *known
                }
                Known::Map(map) => map.get(&(x, y)).copied().unwrap_or_else(|| probability(x, y)),
            };
            count += 1.0;
        }
        sum / count
    }
}

/// What is connected, each component by its least node: disjoint sets with path halving (Tarjan and van Leeuwen, JACM 1984).
#[derive(Default)]
pub struct Components {
    pub(super) parent: Vec<u32>,
}

impl Components {
    /// Makes room for more nodes, each a component by itself.
    pub fn grow(&mut self, nodes: usize) {
        self.parent.extend(self.parent.len() as u32..nodes as u32);
    }

    /// Makes each of some nodes a component by itself; they must be all of theirs.
    pub fn part(&mut self, nodes: &[u32]) {
        nodes.iter().for_each(|&node| self.parent[node as usize] = node);
    }

    /// The component of a node.
    pub fn of(&self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            node = self.parent[node as usize];
        }
        node
    }

    /// Connects two nodes.
    pub fn join(&mut self, a: u32, b: u32) {
        let (mut a, mut b) = (a, b);
        loop {
            // every node on the way skips one
            a = self.halved(a);
            b = self.halved(b);
            if a == b {
                return;
            }
            let is_root = |node: u32, it: &Components| it.parent[node as usize] == node;
            if is_root(a, self) && is_root(b, self) {
                self.parent[a.max(b) as usize] = a.min(b);
                return;
            }
        }
    }

    fn halved(&mut self, node: u32) -> u32 {
        let parent = self.parent[node as usize];
        let grandparent = self.parent[parent as usize];
        self.parent[node as usize] = grandparent;
        grandparent
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

    /// The groups of all nodes.
    fn linked(
        nodes: usize,
        fixed: &[(u32, u32)],
        edges: &[Edge],
        threshold: f32,
        probability: impl Fn(u32, u32) -> f32 + Sync,
    ) -> Linked {
        let (mut linked, mut components) = (Linked::default(), Components::default());
        linked.grow(nodes);
        components.grow(nodes);
        fixed.iter().for_each(|&(a, b)| components.join(a, b));
        edges.iter().for_each(|edge| components.join(edge.left, edge.right));
        let known = |&(a, b): &(u32, u32)| {
            let (left, right) = (a.min(b), a.max(b));
            Edge { left, right, probability: probability(left, right) }
        };
        let fixed = fixed.iter().filter(|(a, b)| a != b).map(known).map(|edge| (edge, true));
        let all = fixed.chain(edges.iter().map(|&edge| (edge, false)));
        let link =
            |(edge, is_fixed): (Edge, bool)| Link { component: components.of(edge.left), is_fixed, edge };
        let groups = super::link(all.map(link).collect(), threshold, &probability);
        groups.into_iter().for_each(|group| linked.join(group.nodes.into_iter(), group.sum));
        linked
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
            let linked = linked(NODES, &fixed, &edges, threshold, |a, b| of(&probabilities, a, b));
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
    fn a_component_of_many_nodes_is_one_group_where_all_are_alike() {
        let nodes = 3 * MOST_IN_TABLE as u32;
        let edges: Vec<Edge> =
            (1..nodes).map(|right| Edge { left: right / 2, right, probability: 0.9 }).collect();
        let one = linked(nodes as usize, &[], &edges, 0.5, |_, _| 0.8);
        assert!(one.root.iter().all(|&root| root == 0));
        assert!((0.8..0.9).contains(&one.mean(0).unwrap()));
        let many = linked(nodes as usize, &[], &edges, 0.5, |_, _| 0.0);
        assert!(many.root.iter().any(|&root| root != 0));
    }

    #[test]
    fn of_big_groups_some_pairs_stand_for_all() {
        let (left, right): (Vec<u32>, Vec<u32>) = ((0..1000).collect(), (1000..3000).collect());
        let asked = std::cell::Cell::new(0);
        let mut known = Known::Map(HashMap::new());
        let mean = known.mean(
            &left,
            &right,
            |node| node as usize,
            |a, b| {
                asked.set(asked.get() + 1);
                f32::from(u8::from((a + b) % 2 == 0))
            },
        );
        assert!(asked.get() <= MOST_PAIRS);
        assert!((0.0..=1.0).contains(&mean));
    }
}
