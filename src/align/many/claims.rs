//! The claims that are to be grouped: of each its sketch and what it goes by.

use crate::align::block::MOST_CLAIMS;
use crate::align::sketch::{Sketch, Sketcher};
use crate::load::rules;
use crate::load::stream::{Line, LineFault, Piece, read_line};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Claims by their places, in the order in which they were read.
#[derive(Debug, Default)]
pub struct Claims {
    pub(super) sources: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    /// Of each claim its source.
    pub(super) source: Vec<u32>,
    /// The ids as JSON, one behind the other; empty where none is given.
    pub(super) ids: String,
    /// Where each of them ends.
    pub(super) id_ends: Vec<u32>,
    /// The numbers of claims in their sources, where some have no ids.
    numbered: Vec<u32>,
    /// Where each claim stands: its file and line.
    pub(super) lines: Vec<(u32, u32)>,
    /// Of each claim its sketch.
    pub sketches: Vec<Sketch>,
    /// Hashes of the keys of claims that have one, with the claims.
    pub keys: Vec<(u64, u32)>,
    /// What is wrong in the lines.
    pub faults: Faults,
}

/// Lines that are no claims for what is wrong in them.
#[derive(Debug, Default)]
pub struct Faults {
    /// How many.
    pub lost: u64,
    /// What is wrong with the first of them.
    pub told: Vec<LineFault>,
}

impl Faults {
    /// One more.
    pub fn add(&mut self, fault: LineFault) {
        self.lost += 1;
        if self.told.len() < MOST_FAULTS {
            self.told.push(fault);
        }
    }

    /// Those that come after these.
    pub fn append(&mut self, next: Faults) {
        self.lost += next.lost;
        let room = MOST_FAULTS.saturating_sub(self.told.len());
        self.told.extend(next.told.into_iter().take(room));
    }
}

/// So many faults are kept; of others it is counted how many there are.
const MOST_FAULTS: usize = 100;

/// The ids of all claims have no more bytes than this.
const MOST_ID_BYTES: usize = 1 << 31;

impl Claims {
    /// The claims of a piece.
    pub fn of(piece: &Piece, sketcher: &mut Sketcher) -> Claims {
        let mut claims = Claims::default();
        let mut last = u32::MAX;
        for (number, line) in piece.lines() {
            match read_line(line) {
                Ok(Line::Other) => {}
                Ok(Line::Claim(claim)) => {
                    if claims.sources.get(last as usize).is_none_or(|last| **last != *claim.source) {
                        last = claims.source(&claim.source);
                    }
                    if let Some(key) = claim.key {
                        claims
                            .keys
                            .push((crate::align::sketch::hash(key.as_bytes()), claims.source.len() as u32));
                    }
                    claims.source.push(last);
                    claims.ids.push_str(claim.id.as_deref().unwrap_or_default());
                    claims.id_ends.push(claims.ids.len() as u32);
                    claims.lines.push((piece.file, number));
                    claims.sketches.push(sketcher.sketch(&claim.text));
                }
                Err((column, rule, message)) => {
                    claims.faults.add(LineFault { file: piece.file, line: number, column, rule, message });
                }
            }
        }
        claims
    }

    fn source(&mut self, name: &str) -> u32 {
        match self.numbers.get(name) {
            Some(&number) => number,
            None => self.add_source(name),
        }
    }

    /// Adds a source that is not there yet.
    pub(super) fn add_source(&mut self, name: &str) -> u32 {
        let number = self.sources.len() as u32;
        self.sources.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// Takes the claims that were read next. `share` is how much of all there is to read has been read.
    pub fn append(&mut self, mut next: Claims, share: Option<f64>) {
        let before = self.len() as u32;
        // room for all that is still to come: nothing big is ever copied to a bigger place
        if let Some(share) = share.filter(|share| *share > 0.0)
            && self.sketches.capacity() < self.len() + next.len()
        {
            let all = (((self.len() + next.len()) as f64 / share) * 1.1) as usize;
            self.sketches.reserve_exact(all.saturating_sub(self.len()).max(next.len()));
        }
        let numbers: Vec<u32> = next.sources.iter().map(|name| self.source(name)).collect();
        self.source.extend(next.source.iter().map(|&source| numbers[source as usize]));
        let ids = self.ids.len() as u32;
        self.ids.push_str(&next.ids);
        self.id_ends.extend(next.id_ends.iter().map(|end| end + ids));
        self.lines.append(&mut next.lines);
        self.sketches.append(&mut next.sketches);
        self.keys.extend(next.keys.iter().map(|&(key, claim)| (key, claim + before)));
        self.faults.append(next.faults);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// Whether there are more than can be grouped.
    pub fn are_too_many(&self) -> bool {
        self.len() > MOST_CLAIMS || self.ids.len() > MOST_ID_BYTES
    }

    /// How many sources there are.
    pub fn sources(&self) -> usize {
        self.sources.len()
    }

    /// The greatest number of a file that a claim stands in.
    pub fn last_file(&self) -> Option<u32> {
        self.lines.iter().map(|&(file, _)| file).max()
    }

    /// The source of a claim.
    pub fn source_of(&self, claim: u32) -> &str {
        &self.sources[self.source[claim as usize] as usize]
    }

    /// The id of a claim as JSON; of one that has none, its number in its source, which [`in_order`](Self::in_order) gives it.
    pub fn id_of(&self, claim: u32) -> Cow<'_, str> {
        let claim = claim as usize;
        let start = claim.checked_sub(1).map_or(0, |before| self.id_ends[before]) as usize;
        match &self.ids[start..self.id_ends[claim] as usize] {
            "" => Cow::Owned(format!("\"c{}\"", self.numbered.get(claim).copied().unwrap_or_default())),
            id => Cow::Borrowed(id),
        }
    }

    /// Whether some have no id.
    pub fn lack_ids(&self) -> bool {
        let starts = std::iter::once(&0).chain(&self.id_ends);
        !starts.zip(&self.id_ends).all(|(start, end)| start < end)
    }

    /// Gives claims without an id the number that they have in their source, in the order of files and lines.
    fn number(&mut self) {
        self.numbered.clear();
        if !self.lack_ids() {
            return;
        }
        let mut counts = vec![0_u32; self.sources.len()];
        let mut numbered = vec![0; self.len()];
        for claim in self.as_they_stand() {
            let count = &mut counts[self.source[claim as usize] as usize];
            *count += 1;
            numbered[claim as usize] = *count;
        }
        self.numbered = numbered;
    }

    /// The claims in the order of files and lines.
    fn as_they_stand(&self) -> Vec<u32> {
        let mut claims: Vec<u32> = (0..self.len() as u32).collect();
        // what a file has more than when it was read before was read after others
        if !self.lines.is_sorted() {
            claims.sort_unstable_by_key(|&claim| self.lines[claim as usize]);
        }
        claims
    }

    /// The claims by source and id; of those that have both in common the first counts, in the order of files and lines, the
    /// others are faults. That order decides nothing else but the numbers of claims without ids.
    pub fn in_order(&mut self) -> (Vec<u32>, Faults) {
        self.number();
        let mut sources: Vec<u32> = (0..self.sources.len() as u32).collect();
        sources.sort_unstable_by_key(|&source| &self.sources[source as usize]);
        let mut starts = vec![0_u32; self.sources.len() + 1];
        self.source.iter().for_each(|&source| starts[source as usize + 1] += 1);
        let mut by_source = vec![0; self.len()];
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut next = starts.clone();
        for claim in self.as_they_stand() {
            let next = &mut next[self.source[claim as usize] as usize];
            by_source[*next as usize] = claim;
            *next += 1;
        }
        let mut order = Vec::with_capacity(self.len());
        let mut twice = Vec::new();
        for source in sources {
            let claims =
                &mut by_source[starts[source as usize] as usize..starts[source as usize + 1] as usize];
            let compare = |&a: &u32, &b: &u32| compare_ids(&self.id_of(a), &self.id_of(b));
            if !claims.is_sorted_by(|a, b| compare(a, b).is_lt()) {
                claims.sort_by(compare);
            }
            for same in claims.chunk_by(|&a, &b| self.id_of(a) == self.id_of(b)) {
                order.push(same[0]);
                twice.extend(same[1..].iter().map(|&second| (same[0], second)));
            }
        }
        twice.sort_unstable_by_key(|&(_, second)| self.lines[second as usize]);
        let mut faults = Faults::default();
        for (first, second) in twice {
            let ((before, line_before), (file, line)) =
                (self.lines[first as usize], self.lines[second as usize]);
            let (source, id) = (self.source_of(second), self.id_of(second));
            let place = if before == file { "" } else { " of a file before" };
            let message =
                format!("a second claim {id} of `{source}`; the first, in line {line_before}{place}, counts");
            faults.add(LineFault { file, line, column: 1, rule: rules::DUPLICATE_ID, message });
        }
        (order, faults)
    }
}

/// Whole numbers by their value, before all others.
fn compare_ids(a: &str, b: &str) -> Ordering {
    let is_number = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit());
    match (is_number(a), is_number(b)) {
        (true, true) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
        (x, y) => y.cmp(&x).then_with(|| a.cmp(b)),
    }
}
