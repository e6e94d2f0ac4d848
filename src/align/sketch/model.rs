//! How likely two claims speak of one fact, by their sketches alone: a small network over features that a person can read.

use super::weights::{BIAS, HIDDEN, HIDDEN_WEIGHTS, OUTPUT_WEIGHTS};
use super::{CLASSES, Class, Sketch, TERMS};

/// The names of the features, in order.
pub const FEATURES: [&str; 26] = [
    "cosine",
    "coverage",
    "jaccard",
    "names_shared",
    "names_least",
    "names_most",
    "names_other",
    "numbers_shared",
    "numbers_least",
    "numbers_most",
    "numbers_other",
    "year_shared",
    "year_other",
    "month_shared",
    "month_other",
    "day_shared",
    "day_other",
    "quarter_shared",
    "quarter_other",
    "words_shared",
    "words_least",
    "words_most",
    "value_equal",
    "value_near",
    "value_far",
    "value_kinds",
];

/// How strongly each feature holds.
pub type Features = [f32; FEATURES.len()];

/// Values within this many steps are equal; within these, near: some 12 %.
const EQUAL: u32 = 60;
const NEAR: u32 = 11_000;

/// The places of the terms that two sketches share, of each a bit.
fn shared(a: &Sketch, b: &Sketch) -> (u16, u16) {
    let (mut left, mut right) = (0_u16, 0_u32);
    for (i, id) in a.ids[..usize::from(a.terms)].iter().enumerate() {
        let mut hits = 0_u32;
        for (j, other) in b.ids.iter().enumerate() {
            hits |= if other == id { 1 << j } else { 0 };
        }
        right |= hits;
        left |= u16::from(hits != 0) << i;
    }
    (left, (right & ((1 << b.terms) - 1)) as u16)
}

/// The weights of the terms of `places`, added up by class, and the sum of their squares.
fn sums(sketch: &Sketch, mut places: u16) -> ([u16; CLASSES], u32) {
    let (mut sums, mut squares) = ([0; CLASSES], 0);
    while places != 0 {
        let at = places.trailing_zeros() as usize % TERMS;
        let weight = sketch.weights[at];
        sums[sketch.classes[at] as usize] += u16::from(weight);
        squares += u32::from(weight) * u32::from(weight);
        places &= places - 1;
    }
    (sums, squares)
}

fn total(sums: &[u16; CLASSES]) -> u32 {
    sums.iter().map(|&sum| u32::from(sum)).sum()
}

/// The features of a pair.
pub fn features(a: &Sketch, b: &Sketch) -> Features {
    let (left, right) = shared(a, b);
    let ((in_a, shared_squares), (in_b, _)) = (sums(a, left), sums(b, right));
    let (shared, all_a, all_b) = (total(&in_a), total(&a.sums), total(&b.sums));
    let share = |part: u32, whole: u32| if whole == 0 { 0.0 } else { part as f32 / whole as f32 };
    let norms = a.norm * b.norm;
    let cosine = if norms > 0.0 { shared_squares as f32 / norms } else { 0.0 };
    let weighed = |sum: u16| f32::from(sum) / 255.0;
    // both have terms of a class, and none in common
    let other = |class: usize| {
        f32::from(u8::from(a.sums[class] > 0 && b.sums[class] > 0 && in_a[class] == 0 && in_b[class] == 0))
    };
    let class = |class: Class| {
        let class = class as usize;
        let (x, y) = (weighed(a.sums[class] - in_a[class]), weighed(b.sums[class] - in_b[class]));
        (weighed(in_a[class].max(in_b[class])), x.min(y), x.max(y), other(class))
    };
    let (names, names_least, names_most, names_other) = class(Class::Name);
    let (numbers, numbers_least, numbers_most, numbers_other) = class(Class::Number);
    let (words, words_least, words_most, _) = class(Class::Word);
    let time = |class: Class| (weighed(in_a[class as usize]), other(class as usize));
    let (year, year_other) = time(Class::Year);
    let (month, month_other) = time(Class::Month);
    let (day, day_other) = time(Class::Day);
    let (quarter, quarter_other) = time(Class::Quarter);
    let [equal, near, far, kinds] = values(a, b);
    [
        cosine,
        share(shared, all_a.min(all_b)),
        share(shared, (all_a + all_b).saturating_sub(shared)),
        names,
        names_least,
        names_most,
        names_other,
        numbers,
        numbers_least,
        numbers_most,
        numbers_other,
        year,
        year_other,
        month,
        month_other,
        day,
        day_other,
        quarter,
        quarter_other,
        words,
        words_least,
        words_most,
        equal,
        near,
        far,
        kinds,
    ]
}

/// How many values of the one claim have an equal, a near or only a far one of their kind in the other, and whether both
/// have values, none of one kind.
fn values(a: &Sketch, b: &Sketch) -> [f32; 4] {
    let (mut equal, mut near, mut far) = (0_u8, 0_u8, 0_u8);
    for x in a.values.iter().filter(|value| value.0 != 0) {
        let alike = b.values.iter().filter(|y| y.dimension() == x.dimension());
        match alike.map(|y| x.distance(*y)).min() {
            None => {}
            Some(0..=EQUAL) => equal += 1,
            Some(..=NEAR) => near += 1,
            Some(_) => far += 1,
        }
    }
    let kinds = a.values[0].0 != 0 && b.values[0].0 != 0 && equal + near + far == 0;
    [equal, near, far, u8::from(kinds)].map(f32::from)
}

/// The log-odds that two claims speak of one fact.
pub fn log_odds(features: &Features) -> f32 {
    let mut hidden = HIDDEN_WEIGHTS[0];
    for (x, weights) in features.iter().zip(&HIDDEN_WEIGHTS[1..]) {
        for unit in 0..HIDDEN {
            hidden[unit] += x * weights[unit];
        }
    }
    let mut sum = [0.0; HIDDEN];
    for unit in 0..HIDDEN {
        sum[unit] = hidden[unit].max(0.0) * OUTPUT_WEIGHTS[unit];
    }
    BIAS + sum.iter().sum::<f32>()
}

/// The probability that two claims speak of one fact, 0 to 1.
pub fn probability(a: &Sketch, b: &Sketch) -> f32 {
    1.0 / (1.0 + (-log_odds(&features(a, b))).exp())
}
