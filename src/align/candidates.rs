//! Which pairs of the claims of a report are worth scoring.
//!
//! Up to [`EXHAUSTIVE`] pairs every pair of two sources is a candidate: strong paraphrases share no rare word. Claims of
//! one source are held against each other only where they share words: a restatement repeats some. Above that, claims are
//! blocked by the terms of their sketches as in [`many`](super::many), with more keys and bigger blocks, for in the claims
//! of one event the rare terms are few, and pairs whose sketches are most unlikely one fact are left out.

use super::block::{self, Blocked, MOST_KEYS};
use super::score::Profile;
use super::sketch::{Sketch, Sketcher, model};
use crate::claim::{ClaimRef, ClaimSet};
use crate::threads;

/// Pairs up to this number are all scored.
const EXHAUSTIVE: usize = 2_000_000;

/// The biggest block that is not split.
const CAP: usize = 64;

/// Where not all pairs are scored, those are not whose sketches are less likely one fact than this.
const LEAST: f32 = 0.1;

/// Whether of so many claims all pairs are scored.
pub(super) fn are_all(claims: usize) -> bool {
    claims * claims.saturating_sub(1) / 2 <= EXHAUSTIVE
}

/// Candidate pairs.
#[derive(Debug)]
pub(super) struct Candidates {
    /// In order, each once, the lesser claim first.
    pub(super) pairs: Vec<(ClaimRef, ClaimRef)>,
    /// Pairs in blocks that stayed too big, once for each such block.
    pub(super) dropped: usize,
}

/// The candidate pairs of the claims of `sets`, within sources too: restatements.
pub(super) fn candidates(sets: &[ClaimSet], profiles: &[Vec<Profile<'_>>]) -> Candidates {
    let claims: Vec<ClaimRef> = sets
        .iter()
        .enumerate()
        .flat_map(|(set, claim_set)| (0..claim_set.claims.len()).map(move |claim| ClaimRef { set, claim }))
        .collect();
    let profile = |at: ClaimRef| &profiles[at.set][at.claim];
    let wanted =
        |left: ClaimRef, right: ClaimRef| left.set != right.set || profile(left).may_restate(profile(right));
    if are_all(claims.len()) {
        let pairs = claims
            .iter()
            .enumerate()
            .flat_map(|(i, &left)| claims[i + 1..].iter().map(move |&right| (left, right)))
            .filter(|&(left, right)| wanted(left, right))
            .collect();
        return Candidates { pairs, dropped: 0 };
    }
    let mut sketcher = Sketcher::default();
    let sketches: Vec<Sketch> = claims.iter().map(|at| sketcher.sketch(&at.of(sets).text)).collect();
    // claims in other words share few of their terms: none is left out for that
    let blocked = sketches.iter().map(|sketch| Blocked::of(sketch.ids(), MOST_KEYS).whatever_they_share());
    let (mut pairs, counts) = block::pairs(blocked, CAP, |pairs, found| {
        let is_likely = |&&(left, right): &&(u32, u32)| {
            model::probability(&sketches[left as usize], &sketches[right as usize]) >= LEAST
        };
        let likely = pairs.iter().filter(is_likely);
        let refs = likely.map(|&(left, right)| (claims[left as usize], claims[right as usize]));
        found.extend(refs.filter(|&(left, right)| wanted(left, right)));
    });
    threads::sort(&mut pairs);
    Candidates { pairs, dropped: usize::try_from(counts.dropped).unwrap_or(usize::MAX) }
}
