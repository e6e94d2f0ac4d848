//! Any bytes as lines of claims, grouped as by `factdiff align`: no panic, and every claim is in one group.

#![no_main]

use factdiff::align::many::{Claims, Given, Options, group};
use factdiff::align::sketch::Sketcher;
use factdiff::load::stream::Piece;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let piece = Piece { text: data.to_vec(), file: 0, line: 1 };
    let mut claims = Claims::of(&piece, &mut Sketcher::default());
    let (order, _) = claims.in_order();
    let groups = group(Given { sketches: &claims.sketches, order: &order, keys: &claims.keys }, Options::default());
    let mut found: Vec<u32> = groups.iter().flat_map(|(members, _)| members).copied().collect();
    let mut wanted = order;
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
});
