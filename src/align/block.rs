//! Blocking: which pairs of claims are worth scoring.
//!
//! Up to [`EXHAUSTIVE`] pairs every pair of two sources is a candidate: strong paraphrases share no rare word. Claims of
//! one source are held against each other only where they share words: a restatement repeats some. Above that, an
//! inverted index of words, names and values proposes candidates: each shared term counts the more the fewer claims hold
//! it, terms of more than [`COMMON`] claims count nothing, and of each claim the [`MOST`] best partners in other sources
//! and the [`MOST_WITHIN`] best in its own are kept. So the work grows with the number of claims, not with its square;
//! the pairs that were left out are counted.

use super::score::Profile;
use crate::claim::{ClaimRef, ClaimSet};
use crate::threads;
use std::collections::HashMap;

/// Pairs up to this number are all scored.
const EXHAUSTIVE: usize = 2_000_000;

/// A term of more claims than this is too common to propose a pair.
const COMMON: usize = 200;

/// So many partners of a claim in other sources are scored.
const MOST: usize = 48;

/// So many partners of a claim in its own source are scored.
const MOST_WITHIN: usize = 6;

/// Candidate pairs.
#[derive(Debug)]
pub struct Candidates {
    /// In order, each once, the lesser claim first.
    pub pairs: Vec<(ClaimRef, ClaimRef)>,
    /// Pairs that share a term and are left out: of terms too common to count, once a term, and beyond the best of a claim.
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
    let (index, common) = Index::of(&claims, profiles);
    let numbers: Vec<u32> = (0..claims.len() as u32).collect();
    let found = threads::map(&numbers, claims.len(), |&claim| index.partners(&claims, claim));
    let dropped = common + found.iter().map(|(_, dropped)| dropped).sum::<usize>();
    let mut pairs: Vec<(ClaimRef, ClaimRef)> = Vec::new();
    for (&claim, (partners, _)) in numbers.iter().zip(&found) {
        let pair = |&other: &u32| (claims[claim.min(other) as usize], claims[claim.max(other) as usize]);
        pairs.extend(partners.iter().map(pair));
    }
    threads::sort(&mut pairs);
    pairs.dedup();
    Candidates { pairs, dropped }
}

/// An inverted index of the terms of claims, which go by their numbers in order.
struct Index {
    /// The claims that hold each term, in order.
    postings: Vec<Vec<u32>>,
    /// The terms of each claim that are not too common.
    terms: Vec<Vec<u32>>,
}

impl Index {
    /// The index of the claims, and how many pairs share a term that is too common for it.
    fn of(claims: &[ClaimRef], profiles: &[Vec<Profile<'_>>]) -> (Index, usize) {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut postings: Vec<Vec<u32>> = Vec::new();
        for (claim, at) in claims.iter().enumerate() {
            for term in profiles[at.set][at.claim].terms() {
                let number = *numbers.entry(term).or_insert_with(|| {
                    postings.push(Vec::new());
                    postings.len() as u32 - 1
                });
                let posting = &mut postings[number as usize];
                if posting.last() != Some(&(claim as u32)) {
                    posting.push(claim as u32);
                }
            }
        }
        let mut terms = vec![Vec::new(); claims.len()];
        let mut common = 0;
        for (term, posting) in postings.iter_mut().enumerate() {
            if posting.len() > COMMON {
                common += posting.len() * (posting.len() - 1) / 2;
                posting.clear();
            }
            posting.iter().for_each(|&claim| terms[claim as usize].push(term as u32));
        }
        (Index { postings, terms }, common)
    }

    /// The partners of a claim that share most with it, and how many more share anything.
    fn partners(&self, claims: &[ClaimRef], claim: u32) -> (Vec<u32>, usize) {
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for &term in &self.terms[claim as usize] {
            let posting = &self.postings[term as usize];
            // a rare term counts more: 1 in 2 claims as much as 32 in 64
            let weight = (1 << 16) / posting.len() as u32;
            for &other in posting.iter().filter(|&&other| other != claim) {
                *shared.entry(other).or_default() += weight;
            }
        }
        let set = claims[claim as usize].set;
        let mut partners: Vec<(u32, u32)> = shared.into_iter().collect();
        partners.sort_unstable_by_key(|&(other, weight)| (std::cmp::Reverse(weight), other));
        let all = partners.len();
        let (mut others, mut own) = (0, 0);
        partners.retain(|&(other, _)| {
            let (kept, most) =
                if claims[other as usize].set == set { (&mut own, MOST_WITHIN) } else { (&mut others, MOST) };
            *kept += 1;
            *kept <= most
        });
        let dropped = all - partners.len();
        (partners.into_iter().map(|(other, _)| other).collect(), dropped)
    }
}
