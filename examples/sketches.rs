//! Labelled pairs for `scripts/weights/sketch.py`: the features of pairs of claims.
//!
//! usage: sketches CLAIMS.jsonl all|blocked
//!
//! A line of the input is a claim as `factdiff align` reads it. The output is numbers of 32 bits, little-endian: of each pair
//! the places of its claims among the lines, then its features; first of all the number of features. `blocked` gives the
//! pairs that `factdiff align` would score, `all` all.

use factdiff::align::block::{self, Blocked};
use factdiff::align::many::{Claims, Options};
use factdiff::align::sketch::{Sketcher, model};
use factdiff::load::stream::Stream;
use std::io::{self, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(which)) = (args.next(), args.next()) else {
        return Err("usage: sketches CLAIMS.jsonl all|blocked".into());
    };
    let mut stream = Stream::of(&[path])?;
    let mut claims = Claims::default();
    let mut sketcher = Sketcher::default();
    while let Some(piece) = stream.next_piece() {
        claims.append(Claims::of(&piece, &mut sketcher), None);
    }
    let sketches = &claims.sketches;
    let pairs: Vec<(u32, u32)> = if which == "all" {
        let count = sketches.len() as u32;
        (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect()
    } else {
        let options = Options::default();
        let blocked = sketches.iter().map(|sketch| Blocked::of(sketch.ids(), options.keys));
        block::pairs(blocked, options.cap, |pairs, found| found.extend_from_slice(pairs)).0
    };
    let mut out = BufWriter::new(io::stdout().lock());
    out.write_all(&(model::FEATURES.len() as u32).to_le_bytes())?;
    for (a, b) in pairs {
        out.write_all(&a.to_le_bytes())?;
        out.write_all(&b.to_le_bytes())?;
        for feature in model::features(&sketches[a as usize], &sketches[b as usize]) {
            out.write_all(&feature.to_le_bytes())?;
        }
    }
    out.flush()?;
    Ok(())
}
