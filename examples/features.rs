//! Prints the score features of every pair of claims of different sources, as JSON lines: what
//! `scripts/weights/fit.py` fits the weights on.
//!
//! usage: cargo run --release --example features -- CLAIM_SET...
//!        cargo run --release --features encoder --example features -- --encoder DIR CLAIM_SET...

use factdiff::align;
use factdiff::align::score::Part;
use factdiff::claim::{ClaimRef, ClaimSet};
use factdiff::load::{Options, load};
use std::error::Error;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let encoder = (paths.first().map(String::as_str) == Some("--encoder")).then(|| {
        paths.remove(0);
        paths.remove(0)
    });
    let mut sets = load(&paths, &Options::default())?.sets;
    if let Some(folder) = encoder {
        encode(&folder, &mut sets)?;
    }
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

#[cfg(feature = "encoder")]
fn encode(folder: &str, sets: &mut [ClaimSet]) -> Result<(), Box<dyn Error>> {
    use factdiff::encoder::{Encoder, Tokenizer};
    let tokenizer = Tokenizer::read(&std::fs::read(format!("{folder}/tokenizer.json"))?)?;
    let encoder = Encoder::new(std::fs::read(format!("{folder}/model.onnx"))?, tokenizer)?;
    Ok(encoder.encode(sets)?)
}

#[cfg(not(feature = "encoder"))]
fn encode(_folder: &str, _sets: &mut [ClaimSet]) -> Result<(), Box<dyn Error>> {
    Err("build with `--features encoder`".into())
}
