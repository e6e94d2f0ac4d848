//! Who repeats whom: agreement counts origins, not outlets.
//!
//! What sources declare (`derived_from`) is a graph ([`graph`]); which origins stand behind those that state a fact follows
//! from it, from who published them and from whom they cite ([`fact`]). What nobody declares can only be suspected:
//! wording that two texts share ([`wording`]). Such signs are told with their evidence and change no count.

pub mod fact;
pub mod graph;
pub mod values;
pub mod wording;

use crate::claim::{ClaimRef, ClaimSet};
use crate::finding::{Finding, Level, Place, RuleInfo};
use crate::fingerprint::Fingerprint;
use crate::span::Files;
use graph::Graph;
use values::{SharedValues, Told};
use wording::{Passage, SharedWording};

/// Sources that repeat each other, so that none is an origin.
pub const CIRCULAR: RuleInfo = RuleInfo::new(
    "origin.circular",
    Level::Warning,
    "sources that repeat each other in a ring: none is an origin",
);
/// Two sources share wording and say nothing of each other.
pub const SHARED_WORDING: RuleInfo = RuleInfo::new(
    "origin.shared-wording",
    Level::Warning,
    "two texts share wording, and neither says that it comes from the other",
);

/// Two sources share values that others contradict.
pub const SHARED_VALUES: RuleInfo = RuleInfo::new(
    "origin.shared-values",
    Level::Note,
    "two sources share values that more others contradict, and neither says that it comes from the other",
);

/// The rules of origins.
pub(crate) const RULES: [RuleInfo; 3] = [CIRCULAR, SHARED_VALUES, SHARED_WORDING];

/// So many passages of two texts are places of the finding, the longest; JSON has all.
const PLACES: usize = 5;

/// Thresholds of what is told of shared wording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// A passage of so many words that both texts have is told of.
    pub passage: usize,
    /// Three passages or more that are so much of the telling words of either text, 0 to 1, are told of however short they are.
    /// Of 50 pairs of invented articles that come from one story by rewriting, light to heavy, 37 have that much, all 20 with the
    /// story itself among them; of 163 pairs of independent ones none. Two that had one press statement came to .12.
    pub share: f32,
    /// Sources that share values which others contradict are told of where one copies the other with this probability, 0 to 1,
    /// by the model of [`values`].
    pub copied: f32,
}

impl Default for Options {
    fn default() -> Options {
        Options { passage: 30, share: 0.13, copied: 0.95 }
    }
}

/// All that is known of who leads to whom.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// What the sources declare.
    pub graph: Graph,
    /// Pairs of texts that share wording without saying so, in the order of their sources.
    pub shared: Vec<SharedWording>,
    /// Pairs of sources that share values which others contradict, in the order of the sources; known once facts are.
    pub values: Vec<SharedValues>,
    options: Options,
}

impl Origins {
    /// The origins of `sets`, whose stored texts are among `files`.
    pub fn of(files: &Files, sets: &[ClaimSet], options: &Options) -> Origins {
        let graph = Graph::of(sets);
        let shared = wording::shared(files, sets, &graph, options);
        Origins { graph, shared, values: Vec::new(), options: *options }
    }

    /// Looks for values that sources share and others contradict.
    pub fn compare_values(&mut self, sets: &[ClaimSet], facts: &[Told<'_>]) {
        self.values = values::shared(sets, &self.graph, facts, &self.options);
    }

    /// What is to be told of them, whatever the facts.
    pub fn findings(&self, sets: &[ClaimSet]) -> Vec<Finding> {
        let shared = self.shared.iter().map(|shared| shared_wording(sets, shared));
        let values = self.values.iter().map(|shared| shared_values(sets, shared));
        rings(sets, &self.graph).into_iter().chain(shared).chain(values).collect()
    }
}

/// Whether two sources have an origin in common by what they declare, or a publisher.
fn is_declared(sets: &[ClaimSet], graph: &Graph, a: usize, b: usize) -> bool {
    let publisher = |set: usize| fact::publisher(sets, set);
    !graph.reached(a).is_disjoint(&graph.reached(b)) || publisher(a).is_some() && publisher(a) == publisher(b)
}

/// The rings of sources that repeat each other.
pub fn rings(sets: &[ClaimSet], graph: &Graph) -> Vec<Finding> {
    graph.rings.iter().map(|ring| circular(sets, graph, ring)).collect()
}

/// `a repeats b, b repeats c, c repeats a`, with the places where they say so.
fn circular(sets: &[ClaimSet], graph: &Graph, ring: &[usize]) -> Finding {
    let id = |set: usize| sets[set].source.id.as_str();
    let mut walk: Vec<&str> = ring.iter().map(|&set| id(set)).collect();
    walk.push(id(ring[0]));
    let message = format!("{}: each repeats the next, and none is an origin", walk.join(" → "));
    let places: Vec<Place> = (0..ring.len())
        .filter_map(|at| {
            let (from, to) = (ring[at], ring[(at + 1) % ring.len()]);
            let link =
                graph.links.iter().find(|link| link.from == from && link.to == graph::Node::Source(to))?;
            let label = Some(format!("{} comes from {}", id(from), id(to)));
            Some(Place { source: Some(sets[from].source.id.clone()), label, ..Place::at(link.span) })
        })
        .collect();
    let mut finding = Finding::new(CIRCULAR.rule, CIRCULAR.level, message, sets[ring[0]].source.span);
    finding.fingerprint = Fingerprint::of([CIRCULAR.rule.0].into_iter().chain(walk));
    if !places.is_empty() {
        finding.places = places;
    }
    finding
}

/// The passages side by side and the share of each text.
fn shared_wording(sets: &[ClaimSet], shared: &SharedWording) -> Finding {
    let [a, b] = shared.sets.map(|set| &sets[set].source.id);
    let percent = |share: f32| format!("{:.0} %", share * 100.0);
    let most = shared.passages.iter().map(|passage| passage.words).max().unwrap_or(0);
    let passages = match shared.passages.len() {
        1 => "one passage".to_owned(),
        n => format!("{n} passages"),
    };
    let message = format!(
        "{a} and {b} share {passages}, the longest of {most} words, {} of {a} and {} of {b}, and neither says that it comes \
         from the other",
        percent(shared.shares[0]),
        percent(shared.shares[1]),
    );
    let mut longest: Vec<&Passage> = shared.passages.iter().collect();
    longest.sort_by_key(|passage| std::cmp::Reverse(passage.words));
    longest.truncate(PLACES);
    let places = longest.into_iter().flat_map(|passage| {
        let place = |side: usize| Place {
            source: Some(sets[shared.sets[side]].source.id.clone()),
            label: Some(passage.text[side].clone()),
            ..Place::at(passage.spans[side])
        };
        [place(0), place(1)]
    });
    let mut finding =
        Finding::new(SHARED_WORDING.rule, SHARED_WORDING.level, message, sets[shared.sets[0]].source.span);
    finding.places = places.collect();
    finding.fingerprint = Fingerprint::of([SHARED_WORDING.rule.0, a.as_str(), b.as_str()]);
    finding
}

/// How many values two sources share against others, and on how many they differ, with one of the others.
fn shared_values(sets: &[ClaimSet], shared: &SharedValues) -> Finding {
    let [a, b] = shared.sets.map(|set| &sets[set].source.id);
    let message = format!(
        "{a} and {b} say the same on {} disputed facts where more origins say otherwise, and differ from each other on {}; neither \
         says that it comes from the other",
        shared.shared.len(),
        shared.different,
    );
    let claims: Vec<ClaimRef> = shared.shared.iter().take(PLACES).flatten().copied().collect();
    let mut finding =
        Finding::new(SHARED_VALUES.rule, SHARED_VALUES.level, message, sets[shared.sets[0]].source.span);
    finding.places = claims.into_iter().map(|claim| Place::of_claim(sets, claim)).collect();
    finding.fingerprint = Fingerprint::of([SHARED_VALUES.rule.0, a.as_str(), b.as_str()]);
    finding
}
