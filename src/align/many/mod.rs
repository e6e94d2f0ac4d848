//! Alignment of very many claims by their sketches: block, score, link, in time and memory that grow with their number.

mod claims;
mod link;

pub use super::block::MOST_CLAIMS;
use super::block::{self, Blocked, Counts};
use super::sketch::{Itself, Sketch, model};
pub use claims::Claims;
use link::Linked;
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// How claims are grouped.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Groups are joined where the mean probability of their pairs is this or more, 0 to 1.
    pub threshold: f32,
    /// So many of a claim's most telling terms are its keys, at most [`block::MOST_KEYS`].
    pub keys: usize,
    /// Blocks of more claims are split.
    pub cap: usize,
    /// Whether the pairs that are likely enough are kept.
    pub pairs: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { threshold: 0.5, keys: 5, cap: 12, pairs: false }
    }
}

/// A pair that is likely enough to be one fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// A node by its number.
    pub left: u32,
    /// Another, of a greater number.
    pub right: u32,
    /// How likely they speak of one fact.
    pub probability: f32,
}

/// What came of grouping.
#[derive(Debug)]
pub struct Groups {
    /// The claims of all groups, one group behind the other; groups in the order of their first claims.
    claims: Vec<u32>,
    /// Where each group ends, and the mean probability of its pairs of claims; none of a claim alone.
    ends: Vec<(u32, Option<f32>)>,
    /// The pairs of claims that are likely enough, the likeliest first, where they were asked for. Of claims in the same
    /// words only the first is there.
    pub edges: Vec<Edge>,
    /// What came of blocking.
    pub counts: Counts,
}

impl Groups {
    /// Every group: its claims in their order, and the mean probability of its pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], Option<f32>)> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, score)| {
            let claims = &self.claims[start..end as usize];
            start = end as usize;
            (claims, score)
        })
    }
}

/// The parts of the work, of which `group` tells when it begins them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Which pairs are worth scoring, and how likely they are.
    Pairs,
    /// Pairs to groups.
    Groups,
}

/// Groups the claims whose sketches are given. `order` is the order of the claims, which decides where pairs are equally
/// likely and in which order the groups are; claims that are not in it are in no group. Claims with equal `keys` are in one
/// group. The result depends on these alone, not on threads.
pub fn group(
    sketches: &[Sketch],
    order: &[u32],
    keys: &[(u64, u32)],
    options: &Options,
    tell: impl Fn(Stage),
) -> Groups {
    tell(Stage::Pairs);
    let nodes = Nodes::of(sketches, order, options.threshold);
    let sketch = |node: u32| &sketches[nodes.first[node as usize] as usize];
    let probability = |a: u32, b: u32| model::probability(sketch(a), sketch(b));
    let blocked = |node: u32| Blocked::of(sketch(node).ids(), options.keys);
    let score = |pairs: &[(u32, u32)], edges: &mut Vec<Edge>| {
        for &(left, right) in pairs {
            let probability = probability(left, right);
            if probability >= options.threshold {
                edges.push(Edge { left, right, probability });
            }
        }
    };
    let (mut edges, counts) = block::pairs((0..nodes.first.len() as u32).map(blocked), options.cap, score);
    tell(Stage::Groups);
    if options.pairs {
        edges.par_sort_unstable_by(|x, y| {
            y.probability.total_cmp(&x.probability).then_with(|| (x.left, x.right).cmp(&(y.left, y.right)))
        });
    }
    let fixed = nodes.fixed(sketches.len(), keys);
    let linked = link::link(nodes.first.len(), &fixed, &edges, options.threshold, probability);
    let groups = nodes.groups(&linked, |node| probability(node, node));
    if options.pairs {
        for edge in &mut edges {
            (edge.left, edge.right) = (nodes.first[edge.left as usize], nodes.first[edge.right as usize]);
        }
    } else {
        edges.clear();
    }
    Groups { edges, counts, ..groups }
}

/// Claims whose sketches are the same go as one. Nodes are numbered in the order of their first claims.
struct Nodes<'a> {
    /// Of each node its first claim.
    first: Vec<u32>,
    /// Of each claim, in order, its node.
    of: Vec<u32>,
    order: &'a [u32],
}

impl<'a> Nodes<'a> {
    fn of(sketches: &[Sketch], order: &'a [u32], threshold: f32) -> Nodes<'a> {
        let mut known: HashMap<u64, u32, BuildHasherDefault<Itself>> =
            HashMap::with_capacity_and_hasher(order.len(), BuildHasherDefault::default());
        let (mut first, mut of) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len()));
        for &claim in order {
            let sketch = &sketches[claim as usize];
            let next = first.len() as u32;
            let node = *known.entry(sketch.hash()).or_insert(next);
            let is_same = node < next
                && sketches[first[node as usize] as usize] == *sketch
                // words that say too little to be one fact are not one fact for being the same
                && model::probability(sketch, sketch) >= threshold;
            if !is_same {
                first.push(claim);
            }
            of.push(if is_same { node } else { next });
        }
        Nodes { first, of, order }
    }

    /// Pairs of nodes that claims with equal keys are in.
    fn fixed(&self, claims: usize, keys: &[(u64, u32)]) -> Vec<(u32, u32)> {
        if keys.is_empty() {
            return Vec::new();
        }
        let mut node = vec![u32::MAX; claims];
        self.order.iter().zip(&self.of).for_each(|(&claim, &it)| node[claim as usize] = it);
        let keyed = keys.iter().map(|&(key, claim)| (key, node[claim as usize]));
        let mut keyed: Vec<(u64, u32)> = keyed.filter(|&(_, node)| node != u32::MAX).collect();
        keyed.sort_unstable();
        keyed.windows(2).filter(|two| two[0].0 == two[1].0).map(|two| (two[0].1, two[1].1)).collect()
    }

    /// The groups of claims for groups of nodes. `alone` is how likely claims in the same words are one fact.
    fn groups(&self, linked: &Linked, alone: impl Fn(u32) -> f32) -> Groups {
        let roots = &linked.root;
        let mut number = vec![u32::MAX; roots.len()];
        let mut ends: Vec<(u32, Option<f32>)> = Vec::new();
        for &node in &self.of {
            let root = roots[node as usize];
            let number = &mut number[root as usize];
            if *number == u32::MAX {
                *number = ends.len() as u32;
                ends.push((0, linked.mean(root)));
            }
            let (size, score) = &mut ends[*number as usize];
            *size += 1;
            if *size > 1 && score.is_none() {
                *score = Some(alone(node));
            }
        }
        let mut next: Vec<u32> = Vec::with_capacity(ends.len());
        let mut end = 0;
        for (size, _) in &mut ends {
            next.push(end);
            end += *size;
            *size = end;
        }
        let mut claims = vec![0; self.order.len()];
        for (&claim, &node) in self.order.iter().zip(&self.of) {
            let next = &mut next[number[roots[node as usize] as usize] as usize];
            claims[*next as usize] = claim;
            *next += 1;
        }
        Groups { claims, ends, edges: Vec::new(), counts: Counts::default() }
    }
}
