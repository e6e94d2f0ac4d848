//! Prints the score features of every pair of claims of different sources, as JSON lines: what
//! `scripts/weights/fit.py` fits the weights on.
//!
//! usage: cargo run --release --example features -- CLAIM_SET...

use factdiff::align;
use factdiff::align::score::Part;
use factdiff::claim::ClaimRef;
use factdiff::load::{Options, load};
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let sets = load(&paths, &Options::default())?.sets;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let names: Vec<String> = Part::ALL.iter().map(|part| format!("\"{part:?}\"")).collect();
    writeln!(out, "[{}]", names.join(","))?;
    for (set, claims) in sets.iter().enumerate() {
        for claim in 0..claims.claims.len() {
            let left = ClaimRef { set, claim };
            for (other, others) in sets.iter().enumerate().skip(set + 1) {
                for claim in 0..others.claims.len() {
                    let right = ClaimRef { set: other, claim };
                    let score = align::score_of(&sets, left, right);
                    let name = |at: ClaimRef| format!("\"{}\",\"{}\"", at.source(&sets), at.of(&sets).id);
                    let features: Vec<String> = score.features.iter().map(|x| format!("{x:.4}")).collect();
                    writeln!(out, "[{},{},[{}]]", name(left), name(right), features.join(","))?;
                }
            }
        }
    }
    Ok(())
}
