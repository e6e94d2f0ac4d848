//! Linking: likely pairs to groups.

use super::Edge;

/// Two groups have more pairs than this: so many of them stand for all.
const MOST_PAIRS: usize = 100;

/// The groups of `nodes` things, each by one of its members. Greedy average linkage: `edges` are taken in their order, best
/// first; two groups become one where the mean probability of their pairs is `threshold` or more. `fixed` pairs come first.
pub(super) fn link(
    nodes: usize,
    fixed: &[(u32, u32)],
    edges: &[Edge],
    threshold: f32,
    probability: impl Fn(u32, u32) -> f32,
) -> Vec<u32> {
    let mut groups = Groups::new(nodes);
    for &(a, b) in fixed {
        groups.join(a, b);
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for edge in edges {
        if groups.root[edge.left as usize] == groups.root[edge.right as usize] {
            continue;
        }
        if !groups.are_single(edge.left, edge.right) {
            groups.members(edge.left, &mut left);
            groups.members(edge.right, &mut right);
            if mean(&left, &right, &probability) < threshold {
                continue;
            }
        }
        groups.join(edge.left, edge.right);
    }
    groups.root
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
    root: Vec<u32>,
    next: Vec<u32>,
    size: Vec<u32>,
}

impl Groups {
    fn new(nodes: usize) -> Groups {
        let own: Vec<u32> = (0..nodes as u32).collect();
        Groups { root: own.clone(), next: own, size: vec![1; nodes] }
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

    fn join(&mut self, a: u32, b: u32) {
        let (mut into, mut from) = (self.root[a as usize], self.root[b as usize]);
        if into == from {
            return;
        }
        if self.size[into as usize] < self.size[from as usize] {
            std::mem::swap(&mut into, &mut from);
        }
        self.size[into as usize] += self.size[from as usize];
        let mut at = from;
        loop {
            self.root[at as usize] = into;
            at = self.next[at as usize];
            if at == from {
                break;
            }
        }
        self.next.swap(into as usize, from as usize);
    }
}
