//! Linking: scored pairs to facts.
//!
//! Greedy average linkage: pairs are taken best first, and two groups become one where the mean strength of all their
//! cross pairs reaches the threshold. The strength of a link is its score held against its rivals: where all claims of two
//! sources are much alike, a pair has to stand out from them (cross-domain similarity local scaling: Conneau et al., Word
//! translation without parallel data, ICLR 2018). Scores stay what they are; only linking looks at the rivals. Claims of one source meet in a group only as restatements. What a key or a
//! judgement fixes is fixed before any score is looked at.

use super::score::Part;
use super::{Ambiguity, Constraint, Fact, Options, Pair, candidates};
use crate::claim::reading::NameMention;
use crate::claim::{ClaimRef, ClaimSet};

/// Links scored pairs, which are in order, into facts.
pub fn link(sets: &[ClaimSet], pairs: &[Pair], options: &Options) -> Vec<Fact> {
    let graph = Graph::of(sets, pairs);
    let rivals = Rivals::of(&graph);
    let mut groups = Groups::new(sets);
    // judgements and keys first; a judged `same` goes before a key
    let fixed = |wanted: fn(&Constraint) -> bool| {
        pairs.iter().filter(move |pair| pair.constraint.as_ref().is_some_and(wanted))
    };
    for pair in fixed(|c| matches!(c, Constraint::Same(_))).chain(fixed(|c| matches!(c, Constraint::Key(_))))
    {
        let forbidden = groups.cross(pair.left, pair.right).any(|(a, b)| is_different(graph.pair(a, b)));
        if !forbidden {
            groups.merge(pair.left, pair.right);
        }
    }
    let mut order: Vec<(f32, &Pair)> = pairs
        .iter()
        .filter(|pair| pair.score.value >= LEAST && pair.constraint.is_none())
        .map(|pair| (rivals.strength(&graph, pair), pair))
        .filter(|(strength, pair)| *strength >= pair.score.least(options))
        .collect();
    let id = |at: ClaimRef| &at.of(sets).id;
    order.sort_by(|x, y| {
        let key = |pair: &Pair| (pair.left.set, pair.right.set);
        y.0.total_cmp(&x.0)
            .then_with(|| key(x.1).cmp(&key(y.1)))
            .then_with(|| (id(x.1.left), id(x.1.right)).cmp(&(id(y.1.left), id(y.1.right))))
    });
    for (_, pair) in order {
        if groups.root(pair.left) == groups.root(pair.right) {
            continue;
        }
        let (mut sum, mut count, mut allowed) = (0.0, 0.0, true);
        for (a, b) in groups.cross(pair.left, pair.right) {
            count += 1.0;
            let cross = graph.pair(a, b);
            let restated = a.set != b.set || cross.is_some_and(|pair| is_restatement(sets, pair, options));
            if is_different(cross) || !restated {
                allowed = false;
                break;
            }
            sum += cross.map_or(0.0, |pair| rivals.strength(&graph, pair));
        }
        if allowed && sum / count >= options.threshold {
            groups.merge(pair.left, pair.right);
        }
    }
    let facts = groups.into_facts();
    let mut group_of = vec![0; graph.edges.len()];
    for (group, claims) in facts.iter().enumerate() {
        for &claim in claims {
            group_of[graph.index(claim)] = group;
        }
    }
    facts.iter().map(|claims| fact(sets, claims, &facts, &group_of, &graph, options)).collect()
}

/// Whether two claims of one source say the same again: a high score of which most words are shared, too. Claims that each
/// name somebody whom the other does not say the same of two.
fn is_restatement(sets: &[ClaimSet], pair: &Pair, options: &Options) -> bool {
    let (a, b) = (&pair.left.of(sets).reading.names, &pair.right.of(sets).reading.names);
    let names_all = |own: &[NameMention], other: &[NameMention]| {
        own.iter().all(|x| other.iter().any(|y| x.name.is_alias(&y.name)))
    };
    pair.score.value >= options.restatement
        && pair.score.features[Part::Words as usize] >= RESTATED_WORDS
        && (names_all(a, b) || names_all(b, a))
}

/// The share of words that a restatement has in common.
const RESTATED_WORDS: f32 = 0.8;

/// How strong the link of two claims is once their rivals are taken into account, and how strong it has to be. `None`
/// where the pair was not scored or is too weak to count.
pub fn strength(
    sets: &[ClaimSet],
    pairs: &[Pair],
    a: ClaimRef,
    b: ClaimRef,
    options: &Options,
) -> Option<(f32, f32)> {
    let graph = Graph::of(sets, pairs);
    let pair = graph.pair(a, b)?;
    Some((Rivals::of(&graph).strength(&graph, pair), pair.score.least(options)))
}

/// The strength of every pair of `pairs`, which are in order, once their rivals are taken into account; 0 to 1.
pub fn strengths(sets: &[ClaimSet], pairs: &[Pair]) -> Vec<f32> {
    let graph = Graph::of(sets, pairs);
    let rivals = Rivals::of(&graph);
    pairs.iter().map(|pair| rivals.strength(&graph, pair)).collect()
}

fn is_different(pair: Option<&Pair>) -> bool {
    pair.is_some_and(|pair| matches!(pair.constraint, Some(Constraint::Different(_))))
}

/// The fact of some claims: its mean score and its ambiguous links.
fn fact(
    sets: &[ClaimSet],
    claims: &[ClaimRef],
    facts: &[Vec<ClaimRef>],
    group_of: &[usize],
    graph: &Graph<'_>,
    options: &Options,
) -> Fact {
    let (mut sum, mut count) = (0.0, 0);
    for (i, &a) in claims.iter().enumerate() {
        for &b in &claims[i + 1..] {
            sum += graph
                .pair(a, b)
                .map_or(0.0, |pair| if pair.constraint.is_some() { 1.0 } else { pair.score.value });
            count += 1;
        }
    }
    let score = (count > 0).then(|| sum / count as f32);
    // a rival that has a better partner in the same source is no rival
    let is_taken = |rival: ClaimRef, claim: ClaimRef, score: f32| {
        let partners = &facts[group_of[graph.index(rival)]];
        partners.iter().any(|&partner| {
            partner.set == claim.set
                && graph
                    .pair(rival, partner)
                    .is_some_and(|pair| pair.constraint.is_some() || pair.score.value >= score)
        })
    };
    let mut ambiguous = Vec::new();
    for &claim in claims {
        for &chosen in claims.iter().filter(|chosen| chosen.set != claim.set) {
            let Some(link) = graph.pair(claim, chosen).filter(|link| link.constraint.is_none()) else {
                continue;
            };
            let runner_up = graph
                .of_claim(claim)
                .filter(|(other, pair)| {
                    other.set == chosen.set
                        && pair.score.value >= LEAST
                        && link.score.value - pair.score.value < options.margin
                        && pair.constraint.is_none()
                        && !claims.contains(other)
                })
                .filter(|(other, pair)| !is_taken(*other, claim, pair.score.value))
                .max_by(|x, y| {
                    x.1.score
                        .value
                        .total_cmp(&y.1.score.value)
                        .then_with(|| y.0.of(sets).id.cmp(&x.0.of(sets).id))
                });
            if let Some((runner_up, pair)) = runner_up {
                ambiguous.push(Ambiguity {
                    claim,
                    chosen,
                    runner_up,
                    margin: link.score.value - pair.score.value,
                });
            }
        }
    }
    Fact { claims: claims.to_vec(), score, ambiguous }
}

/// The scored pairs by claim; those below [`FLOOR`] are as if they were not.
struct Graph<'a> {
    /// The index of the first claim of each set.
    offsets: Vec<usize>,
    /// Of each claim its partners, sorted, with the pairs.
    edges: Vec<Vec<(ClaimRef, &'a Pair)>>,
}

impl<'a> Graph<'a> {
    fn of(sets: &[ClaimSet], pairs: &'a [Pair]) -> Graph<'a> {
        let offsets = offsets(sets);
        let claims = sets.iter().map(|set| set.claims.len()).sum();
        let mut edges: Vec<Vec<(ClaimRef, &Pair)>> = vec![Vec::new(); claims];
        // pairs are in order, so that each list fills up in order: first as the greater claim, then as the lesser
        for pair in pairs.iter().filter(|pair| pair.constraint.is_some() || logit(pair) > FLOOR) {
            edges[offsets[pair.left.set] + pair.left.claim].push((pair.right, pair));
            edges[offsets[pair.right.set] + pair.right.claim].push((pair.left, pair));
        }
        for partners in &mut edges {
            partners.sort_unstable_by_key(|(partner, _)| *partner);
        }
        Graph { offsets, edges }
    }

    /// How many claims a set has.
    fn size(&self, set: usize) -> usize {
        self.offsets.get(set + 1).copied().unwrap_or(self.edges.len()) - self.offsets[set]
    }

    fn index(&self, claim: ClaimRef) -> usize {
        self.offsets[claim.set] + claim.claim
    }

    fn pair(&self, a: ClaimRef, b: ClaimRef) -> Option<&'a Pair> {
        let partners = &self.edges[self.index(a)];
        partners.binary_search_by_key(&b, |(partner, _)| *partner).ok().map(|at| partners[at].1)
    }

    fn of_claim(&self, claim: ClaimRef) -> impl Iterator<Item = (ClaimRef, &'a Pair)> + '_ {
        self.edges[self.index(claim)].iter().copied()
    }
}

/// The index of the first claim of each set.
fn offsets(sets: &[ClaimSet]) -> Vec<usize> {
    let mut next = 0;
    sets.iter()
        .map(|set| {
            let first = next;
            next += set.claims.len();
            first
        })
        .collect()
}

/// How many of the best rivals count.
const RIVALS: usize = 3;

/// The share of the rivals' log-odds that is taken off a pair's own. Set with [`RIVALS`] by leave-one-event-out
/// (`scripts/weights/fit.py`): F1 0.82 without rivals, 0.85 with them.
const SHARE: f32 = 0.6;

/// Log-odds below which a rival is none; a claim with fewer than [`RIVALS`] rivals counts as having some of this, and one
/// beside fewer claims, or of which not all rivals are known, as having some of [`USUAL`].
const FLOOR: f32 = -4.48;

/// Log-odds that rivals usually have: with such rivals a link is as strong as its score.
const USUAL: f32 = -0.38;

/// Pairs with a lower score are never linked, however weak their rivals.
const LEAST: f32 = 0.2;

/// Of one claim the best rivals in one set, best first.
type Best = [(f32, ClaimRef); RIVALS + 1];

/// The best log-odds of every claim with the claims of every set that it has pairs with.
struct Rivals {
    best: Vec<Vec<(usize, Best)>>,
    /// What rivals have of which nothing is known.
    unknown: f32,
}

impl Rivals {
    fn of(graph: &Graph<'_>) -> Rivals {
        let nobody = ClaimRef { set: usize::MAX, claim: usize::MAX };
        let best_of = |partners: &Vec<(ClaimRef, &Pair)>| {
            let by_set = partners.chunk_by(|(a, _), (b, _)| a.set == b.set);
            let best = by_set.map(|rivals| {
                let mut best: Best = [(FLOOR, nobody); RIVALS + 1];
                for (rival, pair) in rivals {
                    let logit = logit(pair);
                    if let Some(at) = best.iter().position(|(other, _)| logit > *other) {
                        best[at..].rotate_right(1);
                        best[at] = (logit, *rival);
                    }
                }
                (rivals[0].0.set, best)
            });
            best.collect()
        };
        // where not all pairs were scored, a rival that was not is not known to be weak
        let unknown = if candidates::are_all(graph.edges.len()) { FLOOR } else { USUAL };
        Rivals { best: graph.edges.iter().map(best_of).collect(), unknown }
    }

    /// The probability of a pair once the best rivals of both sides are taken into account.
    fn strength(&self, graph: &Graph<'_>, pair: &Pair) -> f32 {
        if pair.left.set == pair.right.set {
            return pair.score.value;
        }
        let mean = |claim: ClaimRef, partner: ClaimRef| {
            let sets = &self.best[graph.index(claim)];
            let best = sets.binary_search_by_key(&partner.set, |(set, _)| *set).ok().map(|at| &sets[at].1);
            let rivals = best.into_iter().flatten().filter(|(_, rival)| *rival != partner);
            // a set of few claims has no rivals to tell of
            let there = RIVALS.min(graph.size(partner.set) - 1);
            let known =
                rivals.map(|(logit, rival)| if rival.set == usize::MAX { self.unknown } else { *logit });
            let known = known.chain(std::iter::repeat(self.unknown)).take(there);
            known.chain(std::iter::repeat_n(USUAL, RIVALS - there)).sum::<f32>() / RIVALS as f32
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
    offsets: Vec<usize>,
    group: Vec<usize>,
    members: Vec<Vec<ClaimRef>>,
}

impl Groups {
    fn new(sets: &[ClaimSet]) -> Groups {
        let claims: Vec<ClaimRef> = sets
            .iter()
            .enumerate()
            .flat_map(|(set, it)| (0..it.claims.len()).map(move |claim| ClaimRef { set, claim }))
            .collect();
        let members = claims.iter().map(|&claim| vec![claim]).collect();
        Groups { group: (0..claims.len()).collect(), members, offsets: offsets(sets) }
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
        let mut facts: Vec<Vec<ClaimRef>> =
            self.members.into_iter().filter(|members| !members.is_empty()).collect();
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
