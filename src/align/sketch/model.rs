//! How likely two claims speak of one fact, by their sketches alone: a small network over features that a person can read.

use super::weights::{BIAS, HIDDEN_WEIGHTS, OUTPUT_WEIGHTS};
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

/// Pairs that share less than this part of the weight of the lighter claim, and no number, are not looked at any further:
/// of the labelled pairs that would be linked, none of the made-up ones and one in twenty of the real ones share as little.
const LEAST_COVERAGE: f32 = 0.25;

/// The terms that two sketches have in common.
#[derive(Debug, Clone, Copy)]
struct Shared {
    /// Of each sketch the weights of those terms, added up by class.
    sums: [[u16; CLASSES]; 2],
    /// The sum of all of them.
    weight: u32,
    /// The sum of their squares.
    squares: u32,
    /// The part of the weight of the lighter claim that they have.
    coverage: f32,
}

impl Shared {
    fn of(a: &Sketch, b: &Sketch) -> Shared {
        // the places of the terms, of each a bit
        let (mut left, mut right) = (0_u32, 0_u32);
        let tags = Tags::of(&b.ids);
        for (i, &id) in a.ids().iter().enumerate() {
            for place in tags.places_of(id) {
                let hit = b.ids[place] == id;
                left |= u32::from(hit) << i;
                right |= u32::from(hit) << place;
            }
        }
        let ((of_a, squares_a), (of_b, squares_b)) = (a.sums_of(left), b.sums_of(right));
        let weight = total(&of_a) + total(&of_b);
        let coverage = share(weight, 2 * total(&a.sums).min(total(&b.sums)));
        Shared { sums: [of_a, of_b], weight, squares: squares_a + squares_b, coverage }
    }

    fn is_little(&self) -> bool {
        self.coverage < LEAST_COVERAGE && self.sums.iter().all(|sums| sums[Class::Number as usize] == 0)
    }
}

/// The low bytes of terms: most that are not the one that is looked for are passed over eight at a time.
struct Tags([u64; TERMS / 8]);

impl Tags {
    fn of(ids: &[u32; TERMS]) -> Tags {
        let tags = ids.map(|id| id as u8);
        Tags(std::array::from_fn(|half| u64::from_le_bytes(std::array::from_fn(|at| tags[8 * half + at]))))
    }

    /// The places of terms with the same low byte, and perhaps others right after them: the search for a zero byte of
    /// Mycroft (1987), over the differences.
    fn places_of(&self, id: u32) -> impl Iterator<Item = usize> {
        const LOW: u64 = 0x0101_0101_0101_0101;
        let wanted = u64::from(id as u8) * LOW;
        let halves = self.0.map(|tags| {
            let others = tags ^ wanted;
            others.wrapping_sub(LOW) & !others & (LOW << 7)
        });
        halves.into_iter().enumerate().flat_map(|(half, mut hits)| {
            std::iter::from_fn(move || {
                (hits != 0).then(|| {
                    let place = 8 * half + hits.trailing_zeros() as usize / 8;
                    hits &= hits - 1;
                    place
                })
            })
        })
    }
}

impl Sketch {
    /// The weights of the terms at some places, added up by class, and the sum of their squares.
    fn sums_of(&self, mut places: u32) -> ([u16; CLASSES], u32) {
        let (mut sums, mut squares) = ([0; CLASSES], 0);
        while places != 0 {
            let at = places.trailing_zeros() as usize % TERMS;
            let weight = self.weights[at];
            sums[self.classes[at] as usize] += u16::from(weight);
            squares += u32::from(weight) * u32::from(weight);
            places &= places - 1;
        }
        (sums, squares)
    }
}

fn total(sums: &[u16; CLASSES]) -> u32 {
    sums.iter().map(|&sum| u32::from(sum)).sum()
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// The features of a pair.
pub fn features(a: &Sketch, b: &Sketch) -> Features {
    features_of(a, b, &Shared::of(a, b))
}

fn features_of(a: &Sketch, b: &Sketch, shared: &Shared) -> Features {
    let [in_a, in_b] = &shared.sums;
    let norms = a.norm * b.norm;
    let cosine = if norms > 0.0 { shared.squares as f32 / (2.0 * norms) } else { 0.0 };
    let either = total(&a.sums) + total(&b.sums);
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
        shared.coverage,
        share(shared.weight, (2 * either).saturating_sub(shared.weight)),
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

/// How many values of either claim have an equal, a near or only a far one of their kind in the other, halved, and whether
/// both have values, none of one kind.
fn values(a: &Sketch, b: &Sketch) -> [f32; 4] {
    let (mut equal, mut near, mut far) = (0_u8, 0_u8, 0_u8);
    for (ours, theirs) in [(a, b), (b, a)] {
        for x in ours.values.iter().filter(|value| value.0 != 0) {
            let alike = theirs.values.iter().filter(|y| y.dimension() == x.dimension());
            match alike.map(|y| x.distance(*y)).min() {
                None => {}
                Some(0..=EQUAL) => equal += 1,
                Some(..=NEAR) => near += 1,
                Some(_) => far += 1,
            }
        }
    }
    let kinds = a.values[0].0 != 0 && b.values[0].0 != 0 && equal + near + far == 0;
    let half = |count: u8| f32::from(count) / 2.0;
    [half(equal), half(near), half(far), f32::from(u8::from(kinds))]
}

/// The log-odds that two claims speak of one fact.
fn log_odds(features: &Features) -> f32 {
    let mut hidden = HIDDEN_WEIGHTS[0];
    for (x, weights) in features.iter().zip(&HIDDEN_WEIGHTS[1..]) {
        for (sum, weight) in hidden.iter_mut().zip(weights) {
            *sum += x * weight;
        }
    }
    BIAS + hidden.iter().zip(&OUTPUT_WEIGHTS).map(|(sum, weight)| sum.max(0.0) * weight).sum::<f32>()
}

/// The probability that two claims speak of one fact, 0 to 1; 0 where they share too little.
pub fn probability(a: &Sketch, b: &Sketch) -> f32 {
    let shared = Shared::of(a, b);
    if shared.is_little() { 0.0 } else { 1.0 / (1.0 + (-log_odds(&features_of(a, b, &shared))).exp()) }
}
