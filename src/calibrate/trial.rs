//! Labelled pairs, and whether settings link them.

use super::Setting;
use crate::align::{self, Pair, link};
use crate::claim::{ClaimRef, ClaimSet, SourceId};
use crate::judgement::labels::{Fits, Fitted};
use crate::judgement::{Judgements, Verdict};
use crate::load;
use crate::metrics::Counts;
use crate::policy::Policy;
use crate::threads;

/// All labelled pairs that count.
pub(super) struct Trial {
    /// Claims that are linked with one another: those that are loaded, and the two of each label that holds its own.
    rooms: Vec<Room>,
    /// The labelled pairs, room by room.
    pub(super) pairs: Vec<Labelled>,
}

/// Claims that are linked with one another.
struct Room {
    sets: Vec<ClaimSet>,
    scored: Vec<Pair>,
    /// The labelled pairs among them.
    labelled: Vec<(ClaimRef, ClaimRef)>,
}

/// A labelled pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled {
    /// Whether it is labelled `same`.
    pub(super) same: bool,
    /// The setting that it is held to.
    pub(super) setting: Setting,
    /// How strong its link is, 0 to 1.
    pub(super) strength: f64,
}

impl Trial {
    pub(super) fn new(sets: &[ClaimSet], fits: &Fits<'_>, policy: &Policy) -> Trial {
        let named: Vec<Fitted> =
            fits.named.iter().filter(|it| it.verdict != Verdict::Unsure).copied().collect();
        let written: Vec<_> = fits.written.iter().filter(|it| it.2 != Verdict::Unsure).collect();
        let mut rooms = vec![room(loaded(sets), &named)];
        rooms.extend(threads::map(&written, written.len(), |&&(first, second, verdict)| {
            let [a, b] = [ClaimRef { set: 0, claim: 0 }, ClaimRef { set: 1, claim: 0 }];
            room(written_sets(first, second, policy), &[Fitted { a, b, verdict }])
        }));
        let (rooms, pairs): (Vec<Room>, Vec<Vec<Labelled>>) = rooms.into_iter().unzip();
        Trial { rooms, pairs: pairs.concat() }
    }

    /// Whether each labelled pair is in one fact with these settings.
    pub(super) fn linked(&self, options: &align::Options) -> Vec<bool> {
        self.rooms.iter().flat_map(|room| room.linked(options)).collect()
    }

    /// How links agree with the labels.
    pub(super) fn counts(&self, linked: &[bool]) -> Counts {
        self.counts_of(linked, |_| true)
    }

    /// The same of some of the labelled pairs.
    pub(super) fn counts_of(&self, linked: &[bool], wanted: impl Fn(usize) -> bool) -> Counts {
        let these = (0..self.pairs.len()).filter(|&at| wanted(at));
        Counts::of_each(these.map(|at| (linked[at], self.pairs[at].same)))
    }

    /// How many pairs are looked at for one linking.
    pub(super) fn work(&self) -> usize {
        self.rooms.iter().map(|room| room.scored.len()).sum()
    }
}

/// Loaded claims without their keys: claims with equal keys are linked whatever their score, and would tell nothing of a
/// threshold.
fn loaded(sets: &[ClaimSet]) -> Vec<ClaimSet> {
    let mut sets = sets.to_vec();
    sets.iter_mut().flat_map(|set| &mut set.claims).for_each(|claim| claim.key = None);
    sets
}

/// The two sources of a label that holds its claims.
fn written_sets(a: &ClaimSet, b: &ClaimSet, policy: &Policy) -> Vec<ClaimSet> {
    let mut sets = vec![a.clone(), b.clone()];
    for (set, id) in sets.iter_mut().zip(["a", "b"]) {
        set.source.id = SourceId::new(id);
        load::read_words(set, policy);
    }
    sets
}

fn room(sets: Vec<ClaimSet>, labels: &[Fitted]) -> (Room, Vec<Labelled>) {
    let scored = align::align(&sets, &Judgements::default(), &align::Options::default()).pairs;
    let strengths = link::strengths(&sets, &scored);
    let pair = |label: &Fitted| {
        let at = scored.binary_search_by_key(&(label.a, label.b), |pair| (pair.left, pair.right)).ok();
        // what blocking keeps apart has nothing in common
        let by_words = at.is_none_or(|at| scored[at].score.is_of_words_alone());
        Labelled {
            same: label.verdict == Verdict::Same,
            setting: if by_words { Setting::WordsAlone } else { Setting::Threshold },
            strength: at.map_or(0.0, |at| f64::from(strengths[at])),
        }
    };
    let pairs = labels.iter().map(pair).collect();
    let labelled = labels.iter().map(|label| (label.a, label.b)).collect();
    (Room { sets, scored, labelled }, pairs)
}

impl Room {
    fn linked(&self, options: &align::Options) -> Vec<bool> {
        if self.labelled.is_empty() {
            return Vec::new();
        }
        let facts = link::link(&self.sets, &self.scored, options);
        let mut fact_of: Vec<Vec<usize>> = self.sets.iter().map(|set| vec![0; set.claims.len()]).collect();
        for (number, fact) in facts.iter().enumerate() {
            fact.claims.iter().for_each(|claim| fact_of[claim.set][claim.claim] = number);
        }
        let fact = |at: ClaimRef| fact_of[at.set][at.claim];
        self.labelled.iter().map(|&(a, b)| fact(a) == fact(b)).collect()
    }
}
