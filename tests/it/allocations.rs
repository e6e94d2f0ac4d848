//! What is done a million times takes no memory of its own.

use allocation_counter::measure;
use factdiff::align::sketch::{Sketch, Sketcher, model};

const TEXTS: [&str; 4] = [
    "Three dock workers died in the collapse of the crane in Halden on 12 March 2026.",
    "The crane collapse at Halden on March 12, 2026 killed 3 dock workers, police said.",
    "Orvo Bank posted a profit of $1.7bn for the third quarter of 2025.",
    "A choir sang at the opening of the school.",
];

#[test]
fn scoring_pairs_allocates_nothing() {
    let mut sketcher = Sketcher::default();
    let sketches: Vec<Sketch> = TEXTS.iter().map(|text| sketcher.sketch(text)).collect();
    let mut sum = 0.0;
    let counted = measure(|| {
        for a in &sketches {
            sum += sketches.iter().map(|b| model::probability(a, b)).sum::<f32>();
        }
    });
    assert!(sum > 4.0, "{sum}");
    assert_eq!(counted.count_total, 0);
}

#[test]
fn a_sketch_of_known_words_allocates_nothing() {
    let mut sketcher = Sketcher::default();
    let before: Vec<Sketch> = TEXTS.iter().map(|text| sketcher.sketch(text)).collect();
    let mut same = true;
    let counted =
        measure(|| same = TEXTS.iter().zip(&before).all(|(text, sketch)| sketcher.sketch(text) == *sketch));
    assert!(same);
    assert_eq!(counted.count_total, 0);
}
