//! What of a run is kept for the next one, as bytes: the claims, and what they were grouped by.
//!
//! Numbers are little-endian and lists come with their lengths. A CRC-32 over all of it is at the end, so that what was cut
//! short or damaged is recognised.

use super::link::{Components, Linked};
use super::{Claims, Edge, Grouper, NOWHERE, Options};
use crate::align::block::{Blocked, Index, Saved};
use crate::align::sketch::{self, Sketch};
use std::io::{self, Read, Write};

/// What all such bytes begin with. The number is that of the layout.
const MAGIC: &[u8; 16] = b"factdiff state 1";

/// Why bytes are not what was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// They were written by a version that reads or compares claims in another way.
    OtherVersion,
    /// They end too early, or are not what was written.
    Broken,
}

impl From<io::Error> for Damage {
    fn from(_: io::Error) -> Damage {
        Damage::Broken
    }
}

/// Writes what [`read`] reads again.
///
/// # Errors
///
/// What `out` cannot take.
pub fn write(claims: &Claims, grouper: &Grouper, out: &mut impl Write) -> io::Result<()> {
    let mut out = Summed::new(out);
    out.write_all(MAGIC)?;
    out.put([fingerprint()].into_iter())?;
    let Options { threshold, keys, cap } = grouper.options;
    out.put([threshold].into_iter())?;
    out.put([keys as u64, cap as u64].into_iter())?;

    out.put(claims.sources.iter().map(|name| name.len() as u64))?;
    out.put(claims.sources.concat().bytes())?;
    out.put(claims.source.iter().copied())?;
    out.put(claims.ids.bytes())?;
    out.put(claims.id_ends.iter().copied())?;
    out.put(claims.lines.iter().copied())?;
    out.put(claims.keys.iter().copied())?;
    out.put(claims.sketches.iter().copied())?;

    out.put(grouper.first.iter().copied())?;
    out.put(grouper.of.iter().copied())?;
    out.put(grouper.edges.iter().map(|edge| (edge.left, edge.right, edge.probability)))?;
    out.put(grouper.linked.root.iter().copied())?;
    out.put(grouper.linked.sizes.iter().copied())?;
    out.put(grouper.components.parent.iter().copied())?;
    let Saved { splits, entries, counts } = grouper.index.save();
    out.put(splits.into_iter())?;
    for partition in entries {
        out.put(partition.iter().copied())?;
    }
    out.put([counts.pairs, counts.dropped].into_iter())?;
    let sum = out.sum.finalize();
    out.inner.write_all(&sum.to_le_bytes())
}

/// Reads what was saved: so many bytes in all.
///
/// # Errors
///
/// What they are instead.
pub fn read(input: impl Read, bytes: u64) -> Result<(Claims, Grouper), Damage> {
    let mut input = Summed { inner: input, sum: crc32fast::Hasher::new(), left: bytes };
    let mut magic = [0; 16];
    input.read_exact(&mut magic)?;
    if magic != *MAGIC {
        return Err(Damage::OtherVersion);
    }
    let [written] = input.some::<u64, 1>()?;
    if written != fingerprint() {
        return Err(Damage::OtherVersion);
    }
    let [threshold] = input.some()?;
    let [keys, cap] = input.some::<u64, 2>()?.map(|number| number as usize);
    let options = Options { threshold, keys, cap };

    let lengths: Vec<u64> = input.list()?;
    let names = String::from_utf8(input.list()?).map_err(|_| Damage::Broken)?;
    let mut claims = Claims::default();
    let mut start = 0;
    for length in lengths {
        let end = usize::try_from(length).ok().and_then(|length| length.checked_add(start));
        let end = end.ok_or(Damage::Broken)?;
        claims.add_source(names.get(start..end).ok_or(Damage::Broken)?);
        start = end;
    }
    claims.source = input.list()?;
    claims.ids = String::from_utf8(input.list()?).map_err(|_| Damage::Broken)?;
    claims.id_ends = input.list()?;
    claims.lines = input.list()?;
    claims.keys = input.list()?;
    claims.sketches = input.list()?;

    let mut grouper = Grouper::new(options);
    grouper.first = input.list()?;
    grouper.of = input.list()?;
    let edges: Vec<(u32, u32, f32)> = input.list()?;
    grouper.edges =
        edges.into_iter().map(|(left, right, probability)| Edge { left, right, probability }).collect();
    grouper.linked = Linked { root: input.list()?, sizes: input.list()? };
    grouper.components = Components { parent: input.list()? };
    let splits = input.list()?;
    let mut entries = Vec::new();
    for _ in 0..Saved::PARTITIONS {
        entries.push(input.list()?);
    }
    let [pairs, dropped] = input.some()?;
    let sum = input.sum.clone().finalize();
    let mut written = [0; 4];
    input.inner.read_exact(&mut written)?;
    if sum != u32::from_le_bytes(written) || input.left != 4 || !is_whole(&claims, &grouper, splits.len()) {
        return Err(Damage::Broken);
    }
    let sketch = |&claim: &u32| Blocked::of(claims.sketches[claim as usize].ids(), keys);
    let counts = crate::align::block::Counts { pairs, dropped };
    grouper.index = Index::restore(cap, grouper.first.iter().map(sketch), Saved { splits, entries, counts });
    Ok((claims, grouper))
}

/// A number for how this version makes sketches, blocks and groups.
fn fingerprint() -> u64 {
    let parts = [sketch::fingerprint(), crate::align::block::fingerprint(), super::link::MOST_PAIRS as u64];
    sketch::hash(&parts.map(u64::to_le_bytes).concat())
}

/// Whether the lists are as long as they should be, and the numbers in them name something. What blocks hold is not looked
/// through: the sum stands for it.
fn is_whole(claims: &Claims, grouper: &Grouper, rows: usize) -> bool {
    let (all, nodes) = (claims.source.len(), grouper.first.len());
    let below = |numbers: &[u32], end: usize| numbers.iter().all(|&number| (number as usize) < end);
    [claims.id_ends.len(), claims.lines.len(), claims.sketches.len(), grouper.of.len()] == [all; 4]
        && [grouper.linked.root.len(), grouper.linked.sizes.len(), grouper.components.parent.len(), rows]
            == [nodes; 4]
        && below(&claims.source, claims.sources.len())
        && claims.id_ends.is_sorted()
        && claims.id_ends.last().copied().unwrap_or_default() as usize == claims.ids.len()
        && claims.id_ends.iter().all(|&end| claims.ids.is_char_boundary(end as usize))
        && claims.keys.iter().all(|&(_, claim)| (claim as usize) < all)
        && below(&grouper.first, all)
        && grouper.of.iter().all(|&node| node == NOWHERE || (node as usize) < nodes)
        && grouper.edges.iter().all(|edge| (edge.left.max(edge.right) as usize) < nodes)
        && below(&grouper.linked.root, nodes)
        && (0..).zip(&grouper.components.parent).all(|(node, &parent): (u32, _)| parent <= node)
}

/// What goes through it is summed up.
struct Summed<T> {
    inner: T,
    sum: crc32fast::Hasher,
    /// How many bytes are still to come, where it is read.
    left: u64,
}

/// No more bytes are taken at a time.
const ROOM: usize = 1 << 16;

/// Room for some of so many items.
fn room<T: Fixed>(items: usize) -> Vec<u8> {
    vec![0; items.min(ROOM / T::SIZE) * T::SIZE]
}

impl<W: Write> Summed<W> {
    fn new(inner: W) -> Summed<W> {
        Summed { inner, sum: crc32fast::Hasher::new(), left: 0 }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.inner.write_all(bytes)
    }

    fn put<T: Fixed>(&mut self, mut items: impl ExactSizeIterator<Item = T>) -> io::Result<()> {
        self.write_all(&(items.len() as u64).to_le_bytes())?;
        let mut room = room::<T>(items.len());
        while items.len() > 0 {
            let mut used = 0;
            for (place, item) in room.chunks_exact_mut(T::SIZE).zip(&mut items) {
                item.put(place);
                used += T::SIZE;
            }
            self.write_all(&room[..used])?;
        }
        Ok(())
    }
}

impl<R: Read> Summed<R> {
    fn read_exact(&mut self, bytes: &mut [u8]) -> Result<(), Damage> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Damage::Broken)?;
        self.inner.read_exact(bytes)?;
        self.sum.update(bytes);
        Ok(())
    }

    fn list<T: Fixed>(&mut self) -> Result<Vec<T>, Damage> {
        let mut length = [0; 8];
        self.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        if length.checked_mul(T::SIZE as u64).is_none_or(|bytes| bytes > self.left) {
            return Err(Damage::Broken);
        }
        // room for some more, so that nothing big has to be moved for a few new claims
        let mut items = Vec::with_capacity(length as usize + length as usize / 32);
        let mut room = room::<T>(length as usize);
        while items.len() < length as usize {
            let used = (length as usize - items.len()).saturating_mul(T::SIZE).min(room.len());
            self.read_exact(&mut room[..used])?;
            items.extend(room[..used].chunks_exact(T::SIZE).map(T::take));
        }
        Ok(items)
    }

    /// A list of so many.
    fn some<T: Fixed, const N: usize>(&mut self) -> Result<[T; N], Damage> {
        self.list()?.try_into().map_err(|_| Damage::Broken)
    }
}

/// What is written in a fixed number of bytes.
trait Fixed {
    const SIZE: usize;

    fn put(self, place: &mut [u8]);
    fn take(bytes: &[u8]) -> Self;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Fixed for $number {
            const SIZE: usize = size_of::<$number>();

            fn put(self, place: &mut [u8]) {
                place.copy_from_slice(&self.to_le_bytes());
            }

            fn take(bytes: &[u8]) -> $number {
                <$number>::from_le_bytes(bytes.try_into().unwrap_or_default())
            }
        }
    )*};
}

numbers!(u8 u32 u64 f32);

impl<A: Fixed, B: Fixed> Fixed for (A, B) {
    const SIZE: usize = A::SIZE + B::SIZE;

    fn put(self, place: &mut [u8]) {
        self.0.put(&mut place[..A::SIZE]);
        self.1.put(&mut place[A::SIZE..]);
    }

    fn take(bytes: &[u8]) -> (A, B) {
        (A::take(&bytes[..A::SIZE]), B::take(&bytes[A::SIZE..]))
    }
}

impl<A: Fixed, B: Fixed, C: Fixed> Fixed for (A, B, C) {
    const SIZE: usize = A::SIZE + B::SIZE + C::SIZE;

    fn put(self, place: &mut [u8]) {
        let (a, b, c) = self;
        ((a, b), c).put(place);
    }

    fn take(bytes: &[u8]) -> (A, B, C) {
        let ((a, b), c) = <((A, B), C)>::take(bytes);
        (a, b, c)
    }
}

impl Fixed for Sketch {
    const SIZE: usize = Sketch::BYTES;

    fn put(self, place: &mut [u8]) {
        self.write(place);
    }

    fn take(bytes: &[u8]) -> Sketch {
        Sketch::read(bytes)
    }
}
