//! Record linkage: which claims of which sources are about one fact. Block, score, link.

pub mod block;
mod candidates;
pub mod lexicon;
pub mod link;
pub mod many;
pub mod part;
pub mod profile;
pub mod score;
pub mod sketch;
pub mod stored;

use crate::claim::{ClaimRef, ClaimSet};
use crate::judgement::{Judgements, Verdict};
use crate::threads;
use lexicon::Lexicon;
use score::{Profile, Score, Topic};

/// Thresholds of alignment.
#[derive(Debug, Clone)]
pub struct Options {
    /// Links of this strength or more are made.
    pub threshold: f32,
    /// The same where only words and names speak for a pair, no value, list or date: similar words mislead.
    pub words_alone: f32,
    /// Two claims of one source are restatements from here on.
    pub restatement: f32,
    /// A runner-up that is nearer than this to the chosen claim makes a link ambiguous.
    pub margin: f32,
}

impl Default for Options {
    fn default() -> Options {
        Options { threshold: 0.5, words_alone: 0.7, restatement: 0.92, margin: 0.05 }
    }
}

/// Why two claims are where they are, beyond their score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// Both answer the same question.
    Key(String),
    /// A person said that they are about the same fact.
    Same(String),
    /// A person said that they are not.
    Different(String),
}

/// A scored pair of claims, the lesser reference first.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The lesser claim.
    pub left: ClaimRef,
    /// The greater claim.
    pub right: ClaimRef,
    /// Their score.
    pub score: Score,
    /// What fixes them.
    pub constraint: Option<Constraint>,
}

/// A group of claims about the same thing.
#[derive(Debug, Clone)]
pub struct Fact {
    /// In the order of sources and claims.
    pub claims: Vec<ClaimRef>,
    /// The mean score of its pairs of claims; `None` for a claim alone.
    pub score: Option<f32>,
    /// Links that could as well have gone to another claim.
    pub ambiguous: Vec<Ambiguity>,
}

/// A link with a runner-up that is nearly as good.
#[derive(Debug, Clone, PartialEq)]
pub struct Ambiguity {
    /// The claim that could have been linked to either.
    pub claim: ClaimRef,
    /// The one it was linked to.
    pub chosen: ClaimRef,
    /// The runner-up of the same source.
    pub runner_up: ClaimRef,
    /// By how much the chosen one is better.
    pub margin: f32,
}

/// The facts of some claim sets.
#[derive(Debug, Clone)]
pub struct Alignment {
    /// Every claim is in exactly one; facts of more sources first, then in the order of their claims.
    pub facts: Vec<Fact>,
    /// The pairs that were scored, in order, those within one source too.
    pub pairs: Vec<Pair>,
    /// Pairs that blocking left out because their terms are too common.
    pub dropped_pairs: usize,
}

/// So many pairs are scored in the time in which one claim is read.
const PAIRS_A_CLAIM: usize = 16;

/// Groups the claims of several sources into facts. The result does not depend on the order of the sets beyond the
/// order of their ids, nor on the number of threads.
pub fn align(sets: &[ClaimSet], judgements: &Judgements, options: &Options) -> Alignment {
    let mut lexicon = Lexicon::default();
    let topics: Vec<Topic> = sets.iter().map(|set| Topic::of(&set.source, &mut lexicon)).collect();
    let profiles = profiles(sets, &topics, &mut lexicon);
    lexicon.seal();
    let score = |left: ClaimRef, right: ClaimRef| {
        let profile = |at: ClaimRef| &profiles[at.set][at.claim];
        encoded(sets, left, right, Score::of(profile(left), profile(right), &lexicon))
    };
    let blocks = candidates::candidates(sets, &profiles);
    let mut pairs: Vec<Pair> =
        threads::map(&blocks.pairs, blocks.pairs.len() / PAIRS_A_CLAIM, |&(left, right)| Pair {
            left,
            right,
            score: score(left, right),
            constraint: None,
        });
    for (left, right, constraint) in constraints(sets, judgements) {
        match pairs.binary_search_by_key(&(left, right), |pair| (pair.left, pair.right)) {
            Ok(at) => pairs[at].constraint = Some(constraint),
            Err(at) => pairs
                .insert(at, Pair { left, right, score: score(left, right), constraint: Some(constraint) }),
        }
    }
    let facts = link::link(sets, &pairs, options);
    Alignment { facts, pairs, dropped_pairs: blocks.dropped }
}

/// Gives `with` the scores of pairs of claims of one source, each made when it is asked for; none of pairs that share too
/// few words to be scored in an [`align`].
pub fn scored_within<R>(set: &ClaimSet, with: impl FnOnce(&dyn Fn(usize, usize) -> Option<f32>) -> R) -> R {
    let mut lexicon = Lexicon::default();
    let topic = Topic::of(&set.source, &mut lexicon);
    let profiles: Vec<Profile<'_>> =
        set.claims.iter().map(|claim| Profile::new(claim, &topic, &mut lexicon)).collect();
    lexicon.seal();
    with(&|left, right| {
        let (left, right) = (&profiles[left], &profiles[right]);
        left.may_restate(right).then(|| Score::of(left, right, &lexicon).value)
    })
}

/// The score of two claims of `sets`.
pub fn score_of(sets: &[ClaimSet], left: ClaimRef, right: ClaimRef) -> Score {
    let mut lexicon = Lexicon::default();
    let topics = [left, right].map(|at| Topic::of(&sets[at.set].source, &mut lexicon));
    let (a, b) = (
        Profile::new(left.of(sets), &topics[0], &mut lexicon),
        Profile::new(right.of(sets), &topics[1], &mut lexicon),
    );
    lexicon.seal();
    encoded(sets, left, right, Score::of(&a, &b, &lexicon))
}

/// The score with the part that a sentence encoder has in it, where both claims were encoded. Within a source it has none:
/// what counts there is whether a claim says the same again, and [`scored_within`] must give the same answer.
fn encoded(sets: &[ClaimSet], left: ClaimRef, right: ClaimRef, score: Score) -> Score {
    match (&left.of(sets).encoding, &right.of(sets).encoding) {
        (Some(a), Some(b)) if left.set != right.set => score.with_encoder(a.similarity(b)),
        _ => score,
    }
}

fn profiles<'a>(sets: &'a [ClaimSet], topics: &'a [Topic], lexicon: &mut Lexicon) -> Vec<Vec<Profile<'a>>> {
    sets.iter()
        .zip(topics)
        .map(|(set, topic)| set.claims.iter().map(|claim| Profile::new(claim, topic, lexicon)).collect())
        .collect()
}

/// Pairs that keys and judgements fix; a judgement goes before a key.
fn constraints(sets: &[ClaimSet], judgements: &Judgements) -> Vec<(ClaimRef, ClaimRef, Constraint)> {
    let mut keyed: std::collections::BTreeMap<&str, Vec<ClaimRef>> = std::collections::BTreeMap::new();
    for (set, claim_set) in sets.iter().enumerate() {
        for (claim, it) in claim_set.claims.iter().enumerate() {
            if let Some(key) = &it.key {
                keyed.entry(key).or_default().push(ClaimRef { set, claim });
            }
        }
    }
    let mut found = std::collections::BTreeMap::new();
    for (key, claims) in keyed {
        for (i, &left) in claims.iter().enumerate() {
            for &right in &claims[i + 1..] {
                found.insert((left, right), Constraint::Key(key.to_owned()));
            }
        }
    }
    for judged in judgements.pairs(sets) {
        let (left, right) = (judged.a.min(judged.b), judged.a.max(judged.b));
        let reason = judged.reason.to_owned();
        match judged.verdict {
            Verdict::Same => found.insert((left, right), Constraint::Same(reason)),
            Verdict::Different => found.insert((left, right), Constraint::Different(reason)),
            Verdict::Unsure => None,
        };
    }
    found.into_iter().map(|((left, right), constraint)| (left, right, constraint)).collect()
}
