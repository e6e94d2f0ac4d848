//! Blocking: which pairs of claims are worth scoring.
//!
//! Up to [`EXHAUSTIVE`] pairs every pair of two sources is a candidate: strong paraphrases share no rare word. Claims of
//! one source are held against each other only where they share words: a restatement repeats some. Above that, two claims
//! are candidates where they share a rare word, a name or a value; terms that more than [`COMMON`] claims hold propose
//! nothing, and the pairs that they would have proposed are counted.

use super::score::Profile;
use crate::claim::{ClaimRef, ClaimSet};
use crate::threads;
use std::collections::BTreeMap;

/// Pairs up to this number are all scored.
const EXHAUSTIVE: usize = 2_000_000;

/// A term of more claims than this is too common to propose a pair.
const COMMON: usize = 200;

/// Candidate pairs.
#[derive(Debug)]
pub struct Candidates {
    /// In order, each once, the lesser claim first.
    pub pairs: Vec<(ClaimRef, ClaimRef)>,
    /// Pairs that only common terms would have proposed, counted with repetitions.
    pub dropped: usize,
}

/// The candidate pairs of the claims of `sets`, within sources too: restatements.
pub fn candidates(sets: &[ClaimSet], profiles: &[Vec<Profile<'_>>]) -> Candidates {
    let claims: Vec<ClaimRef> = sets
        .iter()
        .enumerate()
        .flat_map(|(set, claim_set)| (0..claim_set.claims.len()).map(move |claim| ClaimRef { set, claim }))
        .collect();
    let all = claims.len() * claims.len().saturating_sub(1) / 2;
    if all <= EXHAUSTIVE {
        let profile = |at: ClaimRef| &profiles[at.set][at.claim];
        let wanted = |left: ClaimRef, right: ClaimRef| {
            left.set != right.set || profile(left).may_restate(profile(right))
        };
        let pairs = claims
            .iter()
            .enumerate()
            .flat_map(|(i, &left)| claims[i + 1..].iter().map(move |&right| (left, right)))
            .filter(|&(left, right)| wanted(left, right))
            .collect();
        return Candidates { pairs, dropped: 0 };
    }
    let mut postings: BTreeMap<&str, Vec<ClaimRef>> = BTreeMap::new();
    for &at in &claims {
        for term in profiles[at.set][at.claim].terms() {
            postings.entry(term).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    let mut dropped = 0;
    for posting in postings.values() {
        if posting.len() > COMMON {
            dropped += posting.len() * (posting.len() - 1) / 2;
            continue;
        }
        for (i, &left) in posting.iter().enumerate() {
            pairs.extend(posting[i + 1..].iter().map(|&right| (left, right)));
        }
    }
    threads::sort(&mut pairs);
    pairs.dedup();
    Candidates { pairs, dropped }
}
