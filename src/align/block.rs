//! Blocking: which pairs of very many claims are worth scoring.
//!
//! Claims that share a telling term are in one block. A block of more than a given number of claims is split: its claims go
//! into the blocks of that term and each other one whose block is too big as well, and those that are still too big are
//! split once more by a third term. What is too big even then is dropped, and its pairs are counted. So no block is ever
//! quadratic, the work grows with the number of claims, and which pairs are candidates does not depend on their order.
//!
//! Which terms of a claim are its keys depends on the claim alone. After McNeill, Kardes, Borthwick: Dynamic record blocking
//! (QDB 2012).
//!
//! Blocks only grow, so claims that are added later propose pairs of their own and, where a block has to be split for them,
//! take some of the old pairs back; no other old pair comes or goes. An [`Index`] is what has to be known for that.

use rayon::prelude::*;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering::Relaxed};

/// A claim has no more keys than this.
pub const MOST_KEYS: usize = 8;

/// The keys of a claim; 0 is none.
pub type Keys = [u32; MOST_KEYS];

/// Blocking works with at most so many claims.
pub const MOST_CLAIMS: usize = 1 << CLAIM_BITS;

const CLAIM_BITS: u32 = 26;
const LANE_BITS: u32 = 6;
const PARTITIONS: usize = 256;

/// What came of blocking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pairs that were proposed.
    pub pairs: u64,
    /// Pairs in blocks that were dropped, once for each such block.
    pub dropped: u64,
}

/// How many keys make a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    One,
    Two,
    Three,
}

/// What is blocked of a claim.
#[derive(Debug, Clone, Copy, Default)]
pub struct Blocked {
    /// The terms that it is found by.
    pub keys: Keys,
    /// All its terms, each as one of 128 bits.
    pub bits: u128,
}

impl Blocked {
    /// What is blocked of a claim with these terms, the most telling first, of which so many are its keys, at most
    /// [`MOST_KEYS`].
    pub fn of(terms: &[u32], most: usize) -> Blocked {
        let mut keys = Keys::default();
        let mut count = 0;
        for &term in terms {
            // a word may be there twice, as itself and in a name
            if count < most && !keys[..count].contains(&term) {
                keys[count] = term;
                count += 1;
            }
        }
        Blocked { keys, bits: terms.iter().fold(0, |bits, term| bits | 1 << (term % 128)) }
    }

    /// The same, for who is proposed with every claim that shares a key.
    pub fn whatever_they_share(self) -> Blocked {
        Blocked { bits: u128::MAX, ..self }
    }
}

/// Pairs that share a smaller part of the bits of the claim with fewer of them are not proposed. It is about the part of
/// their terms that they share: two terms have one bit in common now and then.
const LEAST_SHARE: f32 = 0.4;

/// A claim: its keys, and which of them are split, which pairs of them and which triples, of each a bit.
///
/// It fills one line of the cache.
#[derive(Default)]
#[repr(align(64))]
struct Row {
    blocked: Blocked,
    /// How many of its bits are set.
    ones: u8,
    singles: AtomicU8,
    doubles: AtomicU32,
    triples: AtomicU64,
}

/// The same at one moment.
#[derive(Clone, Copy)]
struct Seen {
    blocked: Blocked,
    ones: u8,
    singles: u8,
    doubles: u32,
    triples: u64,
}

const fn double_bit(i: u8, j: u8) -> u32 {
    (j as u32 * (j as u32 - 1)) / 2 + i as u32
}

const fn triple_bit(i: u8, j: u8, k: u8) -> u32 {
    let k = k as u32;
    k * (k - 1) * k.saturating_sub(2) / 6 + double_bit(i, j)
}

/// Entries of one partition, sorted: 32 bits of the key, the claim, the lane.
type Partition = Vec<u64>;

fn claim_of(entry: u64) -> usize {
    (entry >> LANE_BITS) as usize & (MOST_CLAIMS - 1)
}

fn lane_of(entry: u64) -> u32 {
    entry as u32 & ((1 << LANE_BITS) - 1)
}

/// A number for how this version makes blocks.
pub fn fingerprint() -> u64 {
    let rows = [1, 2, 3, 4].map(|term| Row::of(Blocked::of(&[term, term + 7, 9], 3)));
    let keys = partitions(&rows, 0, &[], Level::One).concat();
    keys.iter().fold(u64::from(LEAST_SHARE.to_bits()), |hash, entry| mixed(hash ^ entry))
}

/// Candidate pairs in blocks of at most `cap` claims, see [`Index::add`].
pub fn pairs<R: Send>(
    claims: impl Iterator<Item = Blocked>,
    cap: usize,
    each: impl Fn(&[(u32, u32)], &mut Vec<R>) + Sync + Send,
) -> (Vec<R>, Counts) {
    let mut index = Index::new(cap);
    let added = index.add(claims, false, each);
    (added.found, index.counts)
}

/// The claims so far, and the blocks that they are in.
#[derive(Default)]
pub struct Index {
    cap: usize,
    rows: Vec<Row>,
    /// Of each level the entries, where they are kept.
    levels: [Vec<Partition>; 3],
    /// What came of blocking all of them.
    pub counts: Counts,
}

/// What is to be known of an index besides its claims.
pub struct Saved<E = Vec<u64>> {
    /// Of each claim which of its blocks are split: of one term, of two, of three.
    pub splits: Vec<(u8, u32, u64)>,
    /// The entries, partition by partition.
    pub entries: Vec<E>,
    /// What came of blocking.
    pub counts: Counts,
}

impl Saved {
    /// How many partitions there are.
    pub const PARTITIONS: usize = 3 * PARTITIONS;
}

/// What claims that are added to an index bring with them.
#[derive(Debug)]
pub struct Added<R> {
    /// What was made of the pairs of which one claim is new, at least.
    pub found: Vec<R>,
    /// Pairs that are no longer proposed, in order.
    pub lost: Vec<(u32, u32)>,
}

/// What a pass over the blocks of a level says of those that have to be split for new claims.
#[derive(Default)]
struct Split {
    /// Old claims in them, each with the bit of the block.
    rows: Vec<(u32, u64)>,
    /// Pairs of them.
    pairs: Vec<(u32, u32)>,
    /// Pairs in blocks that are dropped from now on.
    dropped: u64,
}

impl Index {
    /// An index without claims, whose blocks are split where there are more than `cap` in one.
    pub fn new(cap: usize) -> Index {
        Index { cap, ..Index::default() }
    }

    /// What is to be known of it; the entries are there only if they were kept.
    pub fn save<'s>(&'s self) -> Saved<&'s [u64]> {
        let splits = self.rows.iter().map(Row::seen).map(|row| (row.singles, row.doubles, row.triples));
        let partitions = |level: &'s [Partition]| {
            (0..PARTITIONS).map(move |at| level.get(at).map_or(&[][..], Vec::as_slice))
        };
        Saved {
            splits: splits.collect(),
            entries: self.levels.iter().flat_map(|level| partitions(level)).collect(),
            counts: self.counts,
        }
    }

    /// The index that was saved, of these claims, as many as there are splits.
    pub fn restore(cap: usize, claims: impl Iterator<Item = Blocked>, saved: Saved) -> Index {
        let row = |(blocked, (singles, doubles, triples)): (Blocked, (u8, u32, u64))| Row {
            singles: singles.into(),
            doubles: doubles.into(),
            triples: triples.into(),
            ..Row::of(blocked)
        };
        let mut rows = Vec::with_capacity(saved.splits.len() + saved.splits.len() / 32);
        rows.extend(claims.zip(saved.splits).map(row));
        let mut entries = saved.entries.into_iter();
        let levels = std::array::from_fn(|_| entries.by_ref().take(PARTITIONS).collect());
        Index { cap, rows, levels, counts: saved.counts }
    }

    /// Adds claims, which go by the next numbers. `each` is given all their pairs once, some thousands at a time, the lesser
    /// claim first, on all threads; what it makes of them comes back in an order that does not depend on the threads.
    /// Nothing can be added later unless the entries are kept.
    pub fn add<R: Send>(
        &mut self,
        claims: impl Iterator<Item = Blocked>,
        keep: bool,
        each: impl Fn(&[(u32, u32)], &mut Vec<R>) + Sync + Send,
    ) -> Added<R> {
        let old = self.rows.len();
        self.rows.extend(claims.map(Row::of));
        let (rows, cap) = (&self.rows, self.cap);
        let (mut found, mut lost) = (Vec::new(), Vec::new());
        // old claims that are in blocks of the level that they were not in before, each with the bits that brought it there
        let mut moved: Vec<(u32, u64)> = Vec::new();
        for level in [Level::One, Level::Two, Level::Three] {
            let fresh = partitions(rows, old, &moved, level);
            let mut before = std::mem::take(&mut self.levels[level as usize]);
            before.resize_with(PARTITIONS, Vec::new);
            let splits: Vec<Split> = before
                .par_iter()
                .zip(&fresh)
                .map(|(before, fresh)| split(rows, old, level, (before, fresh), cap))
                .collect();
            moved.clear();
            for split in splits {
                moved.extend(split.rows);
                lost.extend(split.pairs);
                self.counts.dropped += split.dropped;
            }
            moved.sort_unstable();
            moved.dedup_by(|next, row| {
                row.1 |= if next.0 == row.0 { next.1 } else { 0 };
                next.0 == row.0
            });
            let made: Vec<(Vec<R>, u64, Partition)> = before
                .into_par_iter()
                .zip(fresh)
                .map(|(mut before, fresh)| {
                    let mut made = Vec::new();
                    let pairs = candidates(rows, old, level, (&before, &fresh), cap);
                    if keep {
                        merge(&mut before, &fresh, level, cap);
                    } else {
                        before = Partition::new();
                    }
                    each(&pairs, &mut made);
                    (made, pairs.len() as u64, before)
                })
                .collect();
            for (made, pairs, partition) in made {
                found.extend(made);
                self.counts.pairs += pairs;
                if keep {
                    self.levels[level as usize].push(partition);
                }
            }
        }
        lost.sort_unstable();
        lost.dedup();
        lost.retain(|&(a, b)| {
            let (a, b) = (rows[a as usize].seen(), rows[b as usize].seen());
            a.shares_enough(&b) && a.first(&b.blocked.keys).is_none()
        });
        self.counts.pairs -= lost.len() as u64;
        Added { found, lost }
    }
}

/// The blocks that `fresh` entries are in: of each the entries before, and the fresh ones. Both are in order.
fn grown<'p>((mut before, fresh): (&'p [u64], &'p [u64])) -> impl Iterator<Item = (&'p [u64], &'p [u64])> {
    fresh.chunk_by(|x, y| x >> 32 == y >> 32).map(move |fresh| {
        let key = fresh[0] >> 32;
        let start = before.partition_point(|entry| entry >> 32 < key);
        let length = before[start..].partition_point(|entry| entry >> 32 == key);
        let own = &before[start..start + length];
        before = &before[start + length..];
        (own, fresh)
    })
}

/// Puts fresh entries to those before. Of blocks that are split it is enough to know that they are too big; of those that
/// are dropped, how big they are.
fn merge(before: &mut Partition, fresh: &[u64], level: Level, cap: usize) {
    let most = if level == Level::Three { usize::MAX } else { cap + 1 };
    let mut merged = Partition::with_capacity(before.len() + fresh.len());
    let mut rest = &before[..];
    for (own, fresh) in grown((before, fresh)) {
        let start = rest.partition_point(|entry| entry >> 32 < fresh[0] >> 32);
        merged.extend_from_slice(&rest[..start]);
        rest = &rest[start + own.len()..];
        let from = merged.len();
        merged.extend(own.iter().chain(fresh).take(most));
        // old claims may have moved into the block
        merged[from..].sort_unstable();
    }
    merged.extend_from_slice(rest);
    merged.shrink_to_fit();
    *before = merged;
}

/// Splits the blocks of a partition that are too big.
fn split(rows: &[Row], old: usize, level: Level, entries: (&[u64], &[u64]), cap: usize) -> Split {
    let mut split = Split::default();
    let pairs = |size: usize| (size as u64) * (size as u64).saturating_sub(1) / 2;
    for (own, fresh) in grown(entries).filter(|(own, fresh)| own.len() + fresh.len() > cap) {
        let mut add = |entry: u64| {
            rows[claim_of(entry)].split(level, lane_of(entry));
            if claim_of(entry) < old {
                split.rows.push((claim_of(entry) as u32, 1 << lane_of(entry)));
            }
        };
        fresh.iter().for_each(|&entry| add(entry));
        let was_whole = own.len() <= cap;
        if was_whole {
            own.iter().for_each(|&entry| add(entry));
            for (i, &x) in own.iter().enumerate() {
                let others = own[i + 1..].iter().map(|&y| (claim_of(x) as u32, claim_of(y) as u32));
                split.pairs.extend(others.filter(|(a, b)| a != b));
            }
        }
        if level == Level::Three {
            split.dropped += pairs(own.len() + fresh.len()) - if was_whole { 0 } else { pairs(own.len()) };
        }
    }
    split
}

/// The pairs of the blocks of a partition that no other block gives, of which one claim is new.
fn candidates(
    rows: &[Row],
    old: usize,
    level: Level,
    entries: (&[u64], &[u64]),
    cap: usize,
) -> Vec<(u32, u32)> {
    let mut pairs = Vec::with_capacity(entries.1.len());
    let small = || grown(entries).filter(|(own, fresh)| (2..=cap).contains(&(own.len() + fresh.len())));
    // looking all rows up first lets the processor wait for many of them at once
    let all = small().flat_map(|(own, fresh)| own.iter().chain(fresh));
    let seen: Vec<Seen> = all.map(|&entry| rows[claim_of(entry)].seen()).collect();
    let mut rest = &seen[..];
    let mut block = Vec::with_capacity(cap);
    for (own, fresh) in small() {
        block.clear();
        block.extend(own.iter().chain(fresh).copied());
        let (seen, others) = rest.split_at(block.len());
        rest = others;
        for (i, (&x, row)) in block.iter().zip(seen).enumerate() {
            for (&y, other) in block[i + 1..].iter().zip(&seen[i + 1..]) {
                let (a, b) = (claim_of(x), claim_of(y));
                if a != b
                    && a.max(b) >= old
                    && row.shares_enough(other)
                    && row.first(&other.blocked.keys) == Some((level, lane_of(x)))
                {
                    pairs.push((a.min(b) as u32, a.max(b) as u32));
                }
            }
        }
    }
    pairs
}

impl Row {
    fn of(blocked: Blocked) -> Row {
        Row { blocked, ones: blocked.bits.count_ones() as u8, ..Row::default() }
    }

    fn split(&self, level: Level, lane: u32) {
        match level {
            Level::One => drop(self.singles.fetch_or(1 << lane, Relaxed)),
            Level::Two => drop(self.doubles.fetch_or(1 << lane, Relaxed)),
            Level::Three => drop(self.triples.fetch_or(1 << lane, Relaxed)),
        }
    }

    fn seen(&self) -> Seen {
        Seen {
            blocked: self.blocked,
            ones: self.ones,
            singles: self.singles.load(Relaxed),
            doubles: self.doubles.load(Relaxed),
            triples: self.triples.load(Relaxed),
        }
    }

    /// Gives `add` the keys of the claim on a level, each with its lane: those that the bits in `by` of the level below
    /// brought it.
    fn keys(&self, level: Level, by: u64, mut add: impl FnMut(u64, u32)) {
        let key = |i: u8| self.blocked.keys[usize::from(i)];
        let singles = self.singles.load(Relaxed);
        match level {
            Level::One => {
                for i in (0..MOST_KEYS as u8).filter(|&i| key(i) != 0) {
                    add(mixed(u64::from(key(i))), u32::from(i));
                }
            }
            Level::Two => {
                for j in bits(singles) {
                    for i in bits(singles & ((1 << j) - 1)) {
                        if by & (1 << i | 1 << j) != 0 {
                            add(mixed(double(key(i), key(j))), double_bit(i, j));
                        }
                    }
                }
            }
            Level::Three => {
                let doubles = self.doubles.load(Relaxed);
                if doubles.count_ones() < 3 {
                    return;
                }
                for k in bits(singles) {
                    for j in bits(singles & ((1 << k) - 1)) {
                        for i in bits(singles & ((1 << j) - 1)) {
                            let needed =
                                1 << double_bit(i, j) | 1 << double_bit(i, k) | 1 << double_bit(j, k);
                            if doubles & needed == needed && by & u64::from(needed) != 0 {
                                let [a, b, c] = triple([i, j, k].map(key));
                                add(mixed(mixed(double(a, b)) ^ u64::from(c)), triple_bit(i, j, k));
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Seen {
    fn shares_enough(&self, other: &Seen) -> bool {
        let shared = self.blocked.bits & other.blocked.bits;
        shared.count_ones() as f32 >= LEAST_SHARE * f32::from(self.ones.min(other.ones))
    }

    /// The first block that brings the claim together with one that has the keys `other`: its level, and its bit among the
    /// claim's own.
    fn first(&self, other: &Keys) -> Option<(Level, u32)> {
        let mut common = 0_u8;
        for (i, key) in self.blocked.keys.iter().enumerate() {
            let hit = other.iter().fold(false, |hit, o| hit | (o == key)) & (*key != 0);
            common |= u8::from(hit) << i;
        }
        let key = |i: u8| self.blocked.keys[usize::from(i)];
        // the least by its terms, not by their places, which differ between the claims
        let single = bits(common & !self.singles).map(|i| (key(i), u32::from(i))).min();
        if let Some((_, bit)) = single {
            return Some((Level::One, bit));
        }
        let doubles = bits(common).flat_map(|j| bits(common & ((1 << j) - 1)).map(move |i| (i, j)));
        let whole = doubles.filter(|&(i, j)| self.doubles & 1 << double_bit(i, j) == 0);
        let double = whole.map(|(i, j)| (double(key(i), key(j)), double_bit(i, j))).min();
        if let Some((_, bit)) = double {
            return Some((Level::Two, bit));
        }
        let mut first = None;
        for k in bits(common) {
            for j in bits(common & ((1 << k) - 1)) {
                for i in bits(common & ((1 << j) - 1)) {
                    let bit = triple_bit(i, j, k);
                    let this = (triple([i, j, k].map(key)), bit);
                    if self.triples & 1 << bit == 0 && first.is_none_or(|first| this < first) {
                        first = Some(this);
                    }
                }
            }
        }
        first.map(|(_, bit)| (Level::Three, bit))
    }
}

/// The places of the bits that are set.
fn bits(mut set: u8) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let at = set.trailing_zeros() as u8;
            set &= set - 1;
            at
        })
    })
}

/// Two terms, the same in either order.
fn double(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

fn triple(mut terms: [u32; 3]) -> [u32; 3] {
    terms.sort_unstable();
    terms
}

/// A hash of a key.
fn mixed(x: u64) -> u64 {
    let x = (x ^ (x >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let x = (x ^ (x >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    x ^ (x >> 32)
}

/// The entries that claims from `old` on have on a level, and those that old ones were `moved` to, sorted: claims of one key
/// beside each other.
fn partitions(rows: &[Row], old: usize, moved: &[(u32, u64)], level: Level) -> Vec<Partition> {
    let new = &rows[old..];
    let size = new.len().div_ceil(rayon::current_num_threads()).max(1000);
    let scatter = |claims: &mut dyn Iterator<Item = (usize, u64)>| {
        let mut partitions = vec![Partition::new(); PARTITIONS];
        for (claim, by) in claims {
            // 40 bits of the key count: those that choose the partition and those that are in the entry
            rows[claim].keys(level, by, |key, lane| {
                let entry = (key & 0xffff_ffff) << 32 | (claim as u64) << LANE_BITS | u64::from(lane);
                partitions[(key >> 56) as usize].push(entry);
            });
        }
        partitions
    };
    let mut scattered: Vec<Vec<Partition>> = new
        .par_chunks(size)
        .enumerate()
        .map(|(part, chunk)| {
            let start = old + part * size;
            scatter(&mut (start..start + chunk.len()).map(|claim| (claim, u64::MAX)))
        })
        .collect();
    if !moved.is_empty() {
        scattered.push(scatter(&mut moved.iter().map(|&(claim, by)| (claim as usize, by))));
    }
    let mut merged = vec![Vec::new(); PARTITIONS];
    for partitions in scattered {
        for (all, partition) in merged.iter_mut().zip(partitions) {
            if all.is_empty() { *all = partition } else { all.extend(partition) }
        }
    }
    // entries of one key stay in the order of their claims
    merged.par_iter_mut().for_each(|partition| radsort::sort_by_key(partition, |entry| (entry >> 32) as u32));
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    type Terms = BTreeSet<u32>;

    /// The parts of `terms` with so many terms.
    fn subsets(terms: &Terms, size: usize) -> Vec<Terms> {
        let terms: Vec<u32> = terms.iter().copied().collect();
        let all = (0_u32..1 << terms.len()).filter(|bits| bits.count_ones() as usize == size);
        all.map(|bits| (0..terms.len()).filter(|at| bits & 1 << at != 0).map(|at| terms[at]).collect())
            .collect()
    }

    /// What the words at the top of this file say, a level at a time.
    fn slowly(claims: &[Terms], cap: usize) -> (BTreeSet<(usize, usize)>, u64) {
        let (mut pairs, mut dropped) = (BTreeSet::new(), 0);
        let mut split: BTreeSet<Terms> = BTreeSet::new();
        for size in 1..=3 {
            let mut blocks: BTreeMap<Terms, Vec<usize>> = BTreeMap::new();
            for (claim, terms) in claims.iter().enumerate() {
                for key in subsets(terms, size) {
                    if size == 1 || subsets(&key, size - 1).iter().all(|part| split.contains(part)) {
                        blocks.entry(key).or_default().push(claim);
                    }
                }
            }
            split.clear();
            for (key, block) in blocks {
                if block.len() > cap {
                    dropped += if size == 3 { (block.len() * (block.len() - 1) / 2) as u64 } else { 0 };
                    split.insert(key);
                    continue;
                }
                let with = |i: usize| block[i + 1..].iter().map(move |&b| (i, b));
                pairs.extend((0..block.len()).flat_map(with).map(|(i, b)| (block[i], b)));
            }
        }
        (pairs, dropped)
    }

    fn blocked(terms: &Terms) -> Blocked {
        let terms: Vec<u32> = terms.iter().copied().collect();
        Blocked::of(&terms, MOST_KEYS).whatever_they_share()
    }

    fn quickly(claims: &[Terms], cap: usize) -> (Vec<(u32, u32)>, Counts) {
        pairs(claims.iter().map(blocked), cap, |pairs, found| found.extend_from_slice(pairs))
    }

    proptest! {
        #[test]
        fn blocks_are_split_as_they_should_be(claims in vec(btree_set(1_u32..12, 0..7), 0..40), cap in 2_usize..6) {
            let (wanted, dropped) = slowly(&claims, cap);
            let (found, counts) = quickly(&claims, cap);
            prop_assert_eq!(counts, Counts { pairs: found.len() as u64, dropped });
            let once: BTreeSet<(usize, usize)> = found.iter().map(|&(a, b)| (a as usize, b as usize)).collect();
            prop_assert_eq!(once.len(), found.len(), "a pair came twice");
            prop_assert_eq!(once, wanted);
        }

        #[test]
        fn claims_that_are_added_later_change_what_they_should(
            claims in vec(btree_set(1_u32..12, 0..7), 0..60),
            cap in 2_usize..6,
            cuts in [0_usize..60, 0..60],
        ) {
            let cut = |at: usize| cuts.map(|cut| cut.min(claims.len())).into_iter().nth(at).unwrap_or_default();
            let (first, second) = (cut(0).min(cut(1)), cut(0).max(cut(1)));
            let mut index = Index::new(cap);
            let mut now = BTreeSet::new();
            for part in [&claims[..first], &claims[first..second], &claims[second..]] {
                let blocked = part.iter().map(blocked);
                let added = index.add(blocked, true, |pairs, found| found.extend_from_slice(pairs));
                for pair in added.found {
                    prop_assert!(now.insert(pair), "a pair came twice");
                }
                for pair in added.lost {
                    prop_assert!(now.remove(&pair), "a pair was lost that was not there");
                }
            }
            let (wanted, dropped) = slowly(&claims, cap);
            prop_assert_eq!(index.counts, Counts { pairs: now.len() as u64, dropped });
            let now: BTreeSet<(usize, usize)> = now.iter().map(|&(a, b)| (a as usize, b as usize)).collect();
            prop_assert_eq!(now, wanted);
        }
    }

    #[test]
    fn a_term_that_is_there_twice_is_one_key() {
        assert_eq!(Blocked::of(&[7, 3, 7, 5, 9], 3).keys, [7, 3, 5, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn claims_that_share_too_few_terms_are_not_proposed() {
        let many: Vec<u32> = (0..20).map(|n| n * 7 + 1).collect();
        let blocked = |terms: &[u32]| Blocked::of(terms, MOST_KEYS);
        let found = |claims: &[Blocked]| {
            pairs(claims.iter().copied(), 9, |pairs, found: &mut Vec<_>| found.extend_from_slice(pairs)).0
        };
        let few: Vec<u32> = [1].into_iter().chain((500..510).map(|n| n * 3)).collect();
        assert_eq!(found(&[blocked(&many), blocked(&few)]), []);
        assert_eq!(found(&[blocked(&many), blocked(&few).whatever_they_share()]), [(0, 1)]);
        assert_eq!(found(&[blocked(&many), blocked(&many[..8])]), [(0, 1)]);
    }
}
