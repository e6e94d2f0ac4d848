//! Alignment of very many claims by their sketches: block, score, link, in time and memory that grow with their number.

mod claims;
pub mod link;
pub mod saved;

pub use super::block::MOST_CLAIMS;
use super::block::{Blocked, Counts, Index};
use super::sketch::{Itself, Sketch, model};
pub use claims::{Claims, Faults};
use link::{Components, Group, Link, Linked};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// How claims are grouped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Groups are joined where the mean probability of their pairs is this or more, 0 to 1.
    pub threshold: f32,
    /// So many of a claim's most telling terms are its keys, at most [`MOST_KEYS`](super::block::MOST_KEYS).
    pub keys: usize,
    /// Blocks of more claims are split.
    pub cap: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { threshold: 0.5, keys: 5, cap: 8 }
    }
}

/// A pair that is likely enough to be one fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The one side by its number.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// How likely they speak of one fact.
    pub probability: f32,
}

/// Claims in their groups.
#[derive(Debug)]
pub struct Groups {
    /// The claims of all groups, one group behind the other; groups in the order of their first claims.
    claims: Vec<u32>,
    /// Where each group ends, and the mean probability of its pairs of claims; none of a claim alone.
    ends: Vec<(u32, Option<f32>)>,
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

/// The parts of the work, of which [`Grouper::add`] tells when it begins them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Which pairs are worth scoring, and how likely they are.
    Pairs,
    /// Pairs to groups.
    Groups,
}

/// What is given of the claims.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Of each claim its sketch.
    pub sketches: &'a [Sketch],
    /// The order of the claims, which decides where pairs are equally likely and in which order the groups are; claims that
    /// are not in it are in no group.
    pub order: &'a [u32],
    /// Keys of claims, each with its claim: those with equal keys are in one group.
    pub keys: &'a [(u64, u32)],
}

/// Groups claims, and takes more of them later. What comes of it depends on the claims and the options alone, not on threads
/// or on which claims came later.
///
/// Claims whose sketches are the same go as one, a node.
#[derive(Default)]
pub struct Grouper {
    options: Options,
    /// Of each node the first of its claims in their order.
    first: Vec<u32>,
    /// Of each claim its node; [`NOWHERE`] of those that are in no group.
    of: Vec<u32>,
    index: Index,
    /// The pairs of nodes that are likely enough.
    edges: Vec<Edge>,
    linked: Linked,
    /// Which nodes are connected by edges and keys. After edges are lost, more may be together here.
    components: Components,
}

/// No node.
const NOWHERE: u32 = u32::MAX;

/// Groups claims that are given all at once.
pub fn group(given: Given<'_>, options: Options) -> Groups {
    let mut grouper = Grouper::new(options);
    grouper.add(given, false, |_| {});
    grouper.groups(given)
}

impl Grouper {
    /// No claims so far.
    pub fn new(options: Options) -> Grouper {
        Grouper { options, index: Index::new(options.cap), ..Grouper::default() }
    }

    /// How it groups.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What came of blocking.
    pub fn counts(&self) -> Counts {
        self.index.counts
    }

    /// Takes the claims that are new: of those given, the ones beyond all that were given before. `more`: others may be added
    /// later. Tells when it begins a part of the work.
    pub fn add(&mut self, given: Given<'_>, more: bool, tell: impl Fn(Stage)) {
        tell(Stage::Pairs);
        let Options { threshold, keys, .. } = self.options;
        let old = self.first.len();
        let mut touched = self.take(given);
        touched.resize(self.first.len(), true);
        let first = &self.first;
        let sketch = |node: u32| &given.sketches[first[node as usize] as usize];
        let probability = |a: u32, b: u32| model::probability(sketch(a), sketch(b));
        let blocked = |node: u32| Blocked::of(sketch(node).ids(), keys);
        let score = |pairs: &[(u32, u32)], edges: &mut Vec<Edge>| {
            for &(left, right) in pairs {
                let probability = probability(left, right);
                if probability >= threshold {
                    edges.push(Edge { left, right, probability });
                }
            }
        };
        let added = self.index.add((old as u32..first.len() as u32).map(blocked), more, score);
        if !added.lost.is_empty() {
            added.lost.iter().for_each(|&(a, b)| {
                touched[a as usize] = true;
                touched[b as usize] = true;
            });
            let is_lost = |edge: &Edge| {
                touched[edge.left as usize]
                    && touched[edge.right as usize]
                    && added.lost.binary_search(&(edge.left, edge.right)).is_ok()
            };
            self.edges.retain(|edge| !is_lost(edge));
        }
        let is_less = !added.lost.is_empty();
        let before = self.edges.len();
        if self.edges.is_empty() {
            self.edges = added.found;
        } else {
            self.edges.extend(added.found);
        }
        tell(Stage::Groups);
        self.link(given, &touched, before, is_less);
    }

    /// Gives the new claims their nodes, and new nodes where no old one is the same; says which old nodes have changed.
    fn take(&mut self, given: Given<'_>) -> Vec<bool> {
        let Given { sketches, order, .. } = given;
        let old = self.first.len();
        let is_new = |claim: u32| claim as usize >= self.of.len();
        let mut touched = vec![false; old];
        let new: Vec<(u32, u32)> =
            (0..).zip(order.iter().copied()).filter(|&(_, claim)| is_new(claim)).collect();
        let mut known: HashMap<u64, u32, BuildHasherDefault<Itself>> =
            HashMap::with_capacity_and_hasher(new.len(), BuildHasherDefault::default());
        let mut place = Vec::new();
        if old > 0 {
            let hash = |claim: u32| sketches[claim as usize].hash();
            let wanted: HashSet<u64, BuildHasherDefault<Itself>> =
                new.iter().map(|&(_, claim)| hash(claim)).collect();
            for (node, &claim) in self.first.iter().enumerate() {
                let hash = hash(claim);
                if wanted.contains(&hash) {
                    known.entry(hash).or_insert(node as u32);
                }
            }
            place = vec![0; sketches.len()];
            (0..).zip(order).for_each(|(at, &claim)| place[claim as usize] = at);
        }
        self.of.resize(sketches.len(), NOWHERE);
        for (at, claim) in new {
            let sketch = &sketches[claim as usize];
            let next = self.first.len() as u32;
            let node = *known.entry(sketch.hash()).or_insert(next);
            let is_same = node < next
                && sketches[self.first[node as usize] as usize] == *sketch
                // words that say too little to be one fact are not one fact for being the same
                && model::probability(sketch, sketch) >= self.options.threshold;
            self.of[claim as usize] = if is_same { node } else { next };
            if !is_same {
                self.first.push(claim);
            } else if (node as usize) < old {
                touched[node as usize] = true;
                let first = &mut self.first[node as usize];
                if place[*first as usize] > at {
                    *first = claim;
                }
            }
        }
        touched
    }

    /// Links the components of the graph that hold nodes that were touched. The edges from `added` on are new; `is_less`:
    /// some are gone.
    fn link(&mut self, given: Given<'_>, touched: &[bool], added: usize, is_less: bool) {
        let Given { sketches, order, keys } = given;
        // nodes in the order of their first claims: links that are equally likely are made in that order
        let nodes: Vec<u32> = order
            .iter()
            .map(|&claim| (claim, self.of[claim as usize]))
            .filter(|&(claim, node)| self.first[node as usize] == claim)
            .map(|(_, node)| node)
            .collect();
        let mut rank = vec![0; nodes.len()];
        (0..).zip(&nodes).for_each(|(at, &node)| rank[node as usize] = at);
        let ranked = |a: u32, b: u32| {
            let (a, b) = (rank[a as usize], rank[b as usize]);
            (a.min(b), a.max(b))
        };
        let fixed = self.fixed(keys, &rank, &nodes);
        self.components.grow(nodes.len());
        self.linked.grow(nodes.len());
        fixed.iter().for_each(|&(a, b)| self.components.join(a, b));
        self.edges[added..].iter().for_each(|edge| self.components.join(edge.left, edge.right));
        let mut is_wanted = vec![false; nodes.len()];
        (0..)
            .zip(touched)
            .filter(|(_, touched)| **touched)
            .for_each(|(node, _)| is_wanted[self.components.of(node) as usize] = true);
        let is_wanted = |node: u32| is_wanted[self.components.of(node) as usize];
        let again: Vec<u32> = (0..nodes.len() as u32).filter(|&node| is_wanted(node)).collect();
        let sketch = |rank: u32| &sketches[self.first[nodes[rank as usize] as usize] as usize];
        let probability = |a: u32, b: u32| model::probability(sketch(a), sketch(b));
        let mut links: Vec<Link> = Vec::with_capacity(fixed.len() + self.edges.len());
        for &(a, b) in fixed.iter().filter(|(a, _)| is_wanted(*a)) {
            let (left, right) = ranked(a, b);
            let edge = Edge { left, right, probability: probability(left, right) };
            links.push(Link { component: self.components.of(a), is_fixed: true, edge });
        }
        for edge in self.edges.iter().filter(|edge| is_wanted(edge.left)) {
            let (left, right) = ranked(edge.left, edge.right);
            let component = self.components.of(edge.left);
            links.push(Link { component, is_fixed: false, edge: Edge { left, right, ..*edge } });
        }
        if is_less {
            // what an edge that is gone connected may be more than one component now
            let node = |rank: u32| nodes[rank as usize];
            self.components.part(&again);
            links.iter().for_each(|link| self.components.join(node(link.edge.left), node(link.edge.right)));
            links.iter_mut().for_each(|link| link.component = self.components.of(node(link.edge.left)));
        }
        let groups = link::link(links, self.options.threshold, probability);
        self.linked.part(again.into_iter());
        for Group { nodes: members, sum } in groups {
            self.linked.join(members.into_iter().map(|rank| nodes[rank as usize]), sum);
        }
    }

    /// Pairs of nodes that claims with equal keys are in.
    fn fixed(&self, keys: &[(u64, u32)], rank: &[u32], nodes: &[u32]) -> Vec<(u32, u32)> {
        let keyed = keys.iter().map(|&(key, claim)| (key, self.of[claim as usize]));
        let mut keyed: Vec<(u64, u32)> = keyed
            .filter(|&(_, node)| node != NOWHERE)
            .map(|(key, node)| (key, rank[node as usize]))
            .collect();
        keyed.sort_unstable();
        keyed.dedup();
        let same = keyed.windows(2).filter(|two| two[0].0 == two[1].0);
        same.map(|two| (nodes[two[0].1 as usize], nodes[two[1].1 as usize])).collect()
    }

    /// The pairs that are likely enough, by their first claims, the likeliest first.
    pub fn pairs(&self, given: Given<'_>) -> Vec<Edge> {
        let mut place = vec![0_u32; given.sketches.len()];
        (0..).zip(given.order).for_each(|(at, &claim)| place[claim as usize] = at);
        let mut edges: Vec<Edge> = self.edges.clone();
        edges.par_iter_mut().for_each(|edge| {
            let (a, b) = (self.first[edge.left as usize], self.first[edge.right as usize]);
            let is_before = place[a as usize] < place[b as usize];
            (edge.left, edge.right) = if is_before { (a, b) } else { (b, a) };
        });
        edges.par_sort_unstable_by(|x, y| {
            let places = |edge: &Edge| (place[edge.left as usize], place[edge.right as usize]);
            y.probability.total_cmp(&x.probability).then_with(|| places(x).cmp(&places(y)))
        });
        edges
    }

    /// The claims in their groups.
    pub fn groups(&self, given: Given<'_>) -> Groups {
        let Linked { root, .. } = &self.linked;
        let nodes = || given.order.iter().map(|&claim| (claim, self.of[claim as usize]));
        let mut number = vec![u32::MAX; root.len()];
        let mut ends: Vec<(u32, Option<f32>)> = Vec::new();
        for (_, node) in nodes() {
            let root = root[node as usize];
            let number = &mut number[root as usize];
            if *number == u32::MAX {
                *number = ends.len() as u32;
                ends.push((0, self.linked.mean(root)));
            }
            let (size, score) = &mut ends[*number as usize];
            *size += 1;
            if *size > 1 && score.is_none() {
                // the same words more than once
                let sketch = &given.sketches[self.first[node as usize] as usize];
                *score = Some(model::probability(sketch, sketch));
            }
        }
        let mut next: Vec<u32> = Vec::with_capacity(ends.len());
        let mut end = 0;
        for (size, _) in &mut ends {
            next.push(end);
            end += *size;
            *size = end;
        }
        let mut claims = vec![0; given.order.len()];
        for (claim, node) in nodes() {
            let next = &mut next[number[root[node as usize] as usize] as usize];
            claims[*next as usize] = claim;
            *next += 1;
        }
        Groups { claims, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::sketch::Sketcher;
    use crate::load::stream::Piece;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::fmt::Write as _;

    /// Words of which claims share many, so that blocks are split and claims say the same.
    const WORDS: [&str; 12] = [
        "Halden", "Merrow", "bridge", "opened", "workers", "struck", "12 March", "2026", "7,400", "$5m",
        "mayor", "Vantry",
    ];

    /// What was read and how it is grouped, after these lines were read too.
    fn with(before: Option<(Claims, Grouper)>, lines: &[String], options: Options) -> (Claims, Grouper) {
        let (mut claims, mut grouper) = before.unwrap_or_else(|| (Claims::default(), Grouper::new(options)));
        let line = claims.len() as u32 + 1;
        let piece = Piece { text: lines.concat().into_bytes(), file: 0, line };
        claims.append(Claims::of(&piece, &mut Sketcher::default()), None);
        let (order, _) = claims.in_order();
        let given = Given { sketches: &claims.sketches, order: &order, keys: &claims.keys };
        grouper.add(given, true, |_| {});
        (claims, grouper)
    }

    /// All that is to be seen of it.
    fn shown((mut claims, grouper): (Claims, Grouper)) -> String {
        let (order, faults) = claims.in_order();
        let given = Given { sketches: &claims.sketches, order: &order, keys: &claims.keys };
        let mut shown = String::new();
        for (members, score) in grouper.groups(given).iter() {
            let name = |&claim: &u32| format!("{} {}", claims.source_of(claim), claims.id_of(claim));
            writeln!(shown, "{:?} {score:?}", members.iter().map(name).collect::<Vec<_>>()).unwrap();
        }
        write!(shown, "{:?}\n{:?}\n{faults:?}", grouper.pairs(given), grouper.counts()).unwrap();
        shown
    }

    proptest! {
        /// Whatever is kept of it between the parts.
        #[test]
        fn claims_that_are_added_later_are_grouped_as_if_they_had_come_at_once(
            claims in vec((vec(0..WORDS.len(), 1..6), 0..30, 0..12, 0..200), 0..60),
            cuts in [0_usize..60, 0..60],
            cap in 2_usize..6,
        ) {
            let options = Options { cap, ..Options::default() };
            let lines: Vec<String> = claims.iter().map(|(words, source, id, key)| {
                let text: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
                let id = if *id < 10 { format!("\"id\": {id}, ") } else { String::new() };
                let key = if *key < 20 { format!("\"key\": \"k{key}\", ") } else { String::new() };
                format!("{{\"source\": \"s{source}\", {id}{key}\"text\": \"{}\"}}\n", text.join(" "))
            }).collect();
            let [first, second] = [cuts[0].min(cuts[1]), cuts[0].max(cuts[1])].map(|cut| cut.min(lines.len()));
            let mut kept = None;
            for part in [&lines[..first], &lines[first..second], &lines[second..]] {
                let (claims, grouper) = with(kept, part, options);
                let mut bytes = Vec::new();
                saved::write(&claims, &grouper, &mut bytes).unwrap();
                kept = Some(saved::read(&bytes[..], bytes.len() as u64).unwrap());
            }
            prop_assert_eq!(shown(kept.unwrap()), shown(with(None, &lines, options)));
        }
    }

    #[test]
    fn bytes_that_are_not_what_was_saved_are_recognised() {
        let lines: Vec<String> = (0..20)
            .map(|n| {
                format!(
                    "{{\"source\": \"s{}\", \"id\": {n}, \"text\": \"The bridge at {} opened.\"}}\n",
                    n % 3,
                    WORDS[n % 12]
                )
            })
            .collect();
        let (claims, grouper) = with(None, &lines, Options::default());
        let mut bytes = Vec::new();
        saved::write(&claims, &grouper, &mut bytes).unwrap();
        let read = |bytes: &[u8]| saved::read(bytes, bytes.len() as u64).err();
        assert_eq!(read(&bytes), None);
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end]).is_some(), "cut short at {end}");
        }
        for at in (0..bytes.len()).step_by(7) {
            let mut other = bytes.clone();
            other[at] ^= 1 << (at % 8);
            let wanted = if at < 32 { Some(saved::Damage::OtherVersion) } else { None };
            let found = read(&other);
            assert!(found.is_some() && (wanted.is_none() || at > 15 || found == wanted), "{at}: {found:?}");
        }
        let longer = [&bytes[..], b"x"].concat();
        assert_eq!(read(&longer), Some(saved::Damage::Broken));
    }
}
