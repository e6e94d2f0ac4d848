//! Sketches: what of a claim is kept where there are too many to keep all of it. A small, fixed number of typed terms, each
//! a number: words by their base forms, names, numbers, dates; and the sizes of its values.
//!
//! A sketch depends on the words of its claim and the frozen word table, nothing else.

pub mod model;
mod read;
mod scan;
mod vocabulary;
mod weights;

use crate::text::words;
use read::Term;
use scan::Piece;
pub(super) use vocabulary::Itself;
use vocabulary::Vocabulary;

/// So many terms of a claim are kept: the most telling ones.
pub const TERMS: usize = 16;

/// So many values of a claim are kept: the first ones.
const VALUES: usize = 3;

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Class {
    /// A word with content, in its base form.
    Word,
    /// A word of a name.
    Name,
    /// A number, an amount, a percentage, an ordinal.
    Number,
    /// A year.
    Year,
    /// A month of any year.
    Month,
    /// A day of a month.
    Day,
    /// A quarter of any year.
    Quarter,
}

/// How many classes there are.
const CLASSES: usize = 7;

impl Class {
    const ALL: [Class; CLASSES] =
        [Class::Word, Class::Name, Class::Number, Class::Year, Class::Month, Class::Day, Class::Quarter];
}

/// A value of a claim: its dimension and, on a logarithmic scale, its size. 0 is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Value(u32);

/// So many steps of size make a factor of two.
const STEPS: f64 = 65_536.0;

impl Value {
    fn new(dimension: u8, size: f64) -> Value {
        let steps = ((size.abs().max(1e-12).log2() + 60.0) * STEPS).clamp(0.0, f64::from(0xff_ffff)) as u32;
        Value((u32::from(dimension) + 1) << 24 | steps)
    }

    fn dimension(self) -> u32 {
        self.0 >> 24
    }

    /// Steps between two values of one dimension.
    fn distance(self, other: Value) -> u32 {
        self.0.abs_diff(other.0)
    }
}

/// What of a claim is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
pub struct Sketch {
    /// The terms, the most telling first; 0 past the last one.
    ids: [u32; TERMS],
    /// How telling they are; 0 past the last one.
    weights: [u8; TERMS],
    classes: [Class; TERMS],
    values: [Value; VALUES],
    /// The length of the vector of the weights.
    norm: f32,
    /// The sums of the weights of each class.
    sums: [u16; CLASSES],
    /// How many terms there are.
    terms: u16,
}

/// A number for bytes that hardly any others have.
pub(in crate::align) fn hash(bytes: &[u8]) -> u64 {
    vocabulary::hash(bytes)
}

/// A number for how this version of the program makes sketches and compares them: another one makes others of the same
/// claims, or finds other claims alike.
pub fn fingerprint() -> u64 {
    let mut sketcher = Sketcher::default();
    let sketches: Vec<Sketch> = SAMPLES.lines().map(|text| sketcher.sketch(text)).collect();
    let mut bytes = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
    bytes.extend(words::checksum().to_le_bytes());
    let mut sketch_bytes = [0; Sketch::BYTES];
    for (at, sketch) in sketches.iter().enumerate() {
        sketch.write(&mut sketch_bytes);
        bytes.extend(sketch_bytes);
        let others = sketches[at..].iter().map(|other| model::probability(sketch, other));
        bytes.extend(others.flat_map(f32::to_le_bytes));
    }
    hash(&bytes)
}

/// Claims in whose sketches and likenesses most changes of the program show.
const SAMPLES: &str = "\
Three dock workers died in the collapse of the crane in Halden on 12 March 2026.
The crane collapse at Halden on March 12, 2026 killed at least 3 dock workers, police said.
Orvo Bank posted a profit of $1.7bn for the third quarter of 2025, up 12.5%.
In Q3 2025 Orvo Bank made a profit of 1.7 billion dollars, twelve per cent more than a year earlier.
The mayor\u{2019}s office said seven thousand four hundred residents left their homes; 18 square miles burned.
Some 7,400 people fled the fire, which burned 11,000 acres near Vantry, officials say.
He was sentenced to 132 months in May 2024 for the second time.
Nobody was hurt, the company denied.";

/// Makes sketches. It keeps what it has learnt of words, which saves time and changes nothing.
#[derive(Default)]
pub struct Sketcher {
    vocabulary: Vocabulary,
    lower: String,
    pieces: Vec<Piece>,
    terms: Vec<Term>,
    values: Vec<Value>,
}

impl Sketcher {
    /// The sketch of a claim in these words.
    pub fn sketch(&mut self, text: &str) -> Sketch {
        scan::scan(text, &mut self.vocabulary, &mut self.lower, &mut self.pieces);
        read::read(&self.pieces, &mut self.terms, &mut self.values);
        Sketch::of(&mut self.terms, &self.values)
    }
}

impl Sketch {
    fn of(terms: &mut Vec<Term>, values: &[Value]) -> Sketch {
        // by weight, then by id and class, in one number
        terms.sort_unstable_by_key(|term| {
            u64::from(u8::MAX - term.weight) << 40 | u64::from(term.id) << 8 | term.class as u64
        });
        terms.dedup_by_key(|term| term.id);
        terms.truncate(TERMS);
        let mut sketch = Sketch {
            ids: [0; TERMS],
            weights: [0; TERMS],
            classes: [Class::Word; TERMS],
            values: [Value::default(); VALUES],
            norm: 0.0,
            sums: [0; CLASSES],
            terms: terms.len() as u16,
        };
        for (at, term) in terms.iter().enumerate() {
            sketch.ids[at] = term.id;
            sketch.weights[at] = term.weight;
            sketch.classes[at] = term.class;
            sketch.sums[term.class as usize] += u16::from(term.weight);
        }
        let squares: u32 = terms.iter().map(|term| u32::from(term.weight).pow(2)).sum();
        sketch.norm = (squares as f32).sqrt();
        sketch.values.iter_mut().zip(values).for_each(|(place, &value)| *place = value);
        sketch
    }

    /// A sketch is written in so many bytes.
    pub const BYTES: usize = 6 * TERMS + 4 * VALUES + 4 + 2 * CLASSES + 2;

    /// Writes it into [`Sketch::BYTES`] bytes.
    pub fn write(&self, place: &mut [u8]) {
        let mut at = 0;
        let mut put = |bytes: &[u8]| {
            place[at..at + bytes.len()].copy_from_slice(bytes);
            at += bytes.len();
        };
        self.ids.iter().for_each(|id| put(&id.to_le_bytes()));
        put(&self.weights);
        put(&self.classes.map(|class| class as u8));
        self.values.iter().for_each(|value| put(&value.0.to_le_bytes()));
        put(&self.norm.to_le_bytes());
        self.sums.iter().for_each(|sum| put(&sum.to_le_bytes()));
        put(&self.terms.to_le_bytes());
    }

    /// The sketch that was written so.
    pub fn read(bytes: &[u8]) -> Sketch {
        fn some<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
            bytes[at..at + N].try_into().unwrap_or([0; N])
        }
        const WEIGHTS: usize = 4 * TERMS;
        const LISTS: usize = WEIGHTS + 2 * TERMS;
        const NORM: usize = LISTS + 4 * VALUES;
        const LAST: usize = NORM + 4 + 2 * CLASSES;
        let class = |byte: u8| Class::ALL[usize::from(byte) % CLASSES];
        Sketch {
            ids: std::array::from_fn(|at| u32::from_le_bytes(some(bytes, 4 * at))),
            weights: some(bytes, WEIGHTS),
            classes: some::<TERMS>(bytes, WEIGHTS + TERMS).map(class),
            values: std::array::from_fn(|at| Value(u32::from_le_bytes(some(bytes, LISTS + 4 * at)))),
            norm: f32::from_le_bytes(some(bytes, NORM)),
            sums: std::array::from_fn(|at| u16::from_le_bytes(some(bytes, NORM + 4 + 2 * at))),
            terms: u16::from_le_bytes(some(bytes, LAST)).min(TERMS as u16),
        }
    }

    /// A number that two sketches have in common if they are the same, and hardly otherwise.
    pub fn hash(&self) -> u64 {
        let numbers = self.ids.iter().chain(self.values.iter().map(|value| &value.0));
        numbers.fold(0x9e37_79b9_7f4a_7c15, |hash: u64, &number| {
            (hash ^ u64::from(number)).wrapping_mul(0xd6e8_feb8_6659_fd93).rotate_left(29)
        })
    }

    /// The numbers of its terms, the most telling first.
    pub fn ids(&self) -> &[u32] {
        &self.ids[..usize::from(self.terms).min(TERMS)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::{Shape, tokenize};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn sketch(text: &str) -> Sketch {
        Sketcher::default().sketch(text)
    }

    #[test]
    fn a_day_is_one_however_it_is_written() {
        let written = [
            "The bridge opened on 12 March 2026.",
            "The bridge opened on March 12, 2026.",
            "The bridge opened on March 12th, 2026.",
            "The bridge opened on the 12th of March 2026.",
            "The bridge opened on 2026-03-12.",
            "The bridge opened on Mar 12, 2026.",
        ];
        for text in written {
            assert_eq!(sketch(text), sketch(written[0]), "{text}");
        }
        assert_ne!(sketch("The bridge opened on 13 March 2026."), sketch(written[0]));
    }

    #[test]
    fn a_number_is_one_however_it_is_written() {
        let same = [
            &["They cut 7,400 jobs.", "They cut 7400 jobs.", "They cut 7.4 thousand jobs."][..],
            &[
                "It cost $1.7bn.",
                "It cost $1.7 billion.",
                "It cost 1.7 billion dollars.",
                "It cost USD 1.7 billion.",
            ],
            &["It cost £318m.", "It cost 318 million pounds."],
            &[
                "Prices rose 20%.",
                "Prices rose 20 percent.",
                "Prices rose 20 per cent.",
                "Prices rose twenty percent.",
            ],
            &["Forty-three died.", "43 died."],
            &["She came third.", "She came 3rd."],
            &["Sales in the third quarter of 2025", "Sales in Q3 2025", "Sales in third-quarter 2025"],
        ];
        for ways in same {
            for text in ways {
                assert_eq!(sketch(text).ids, sketch(ways[0]).ids, "{text}");
            }
        }
        assert_ne!(sketch("Prices rose 20%.").ids, sketch("Prices rose 20.").ids);
    }

    #[test]
    fn sizes_are_compared_across_units() {
        for (a, b) in [
            ("It is 79 feet long.", "It is 24 metres long."),
            ("He got 11 years.", "He got 132 months."),
            ("It burned 11,000 acres.", "It burned 18 square miles."),
            ("It did 22 kilometres an hour.", "It did 12 knots."),
            ("It reached 102 degrees.", "It reached 100 degrees."),
            ("The offer is 540 pence.", "The offer is £5.40."),
        ] {
            let (a, b) = (sketch(a).values[0], sketch(b).values[0]);
            assert_eq!(a.dimension(), b.dimension());
            assert!(a.distance(b) < 11_000, "{a:?} {b:?}");
        }
        let value = |text| sketch(text).values[0].dimension();
        assert_ne!(value("It rose 20 percent."), value("It rose 20 metres."));
        assert_ne!(value("It cost £20."), value("It cost $20."));
    }

    #[test]
    fn typography_and_possessives_change_nothing() {
        assert_eq!(
            sketch("Halden\u{2019}s mayor \u{2014} re\u{ad}signed"),
            sketch("Halden mayor - resigned")
        );
        let ids = |text| sketch(text).ids().iter().copied().collect::<BTreeSet<u32>>();
        assert_eq!(ids("Z\u{dc}RICH\u{a0}Zoo"), ids("z\u{fc}rich zoo"));
    }

    #[test]
    fn long_claims_keep_their_most_telling_terms() {
        let many: Vec<String> =
            (0..40).map(|n| format!("Zorblat{}", "abcdefghij".repeat(n % 4 + 1 + n))).collect();
        let sketch = sketch(&format!("The big dog saw {}.", many.join(" ")));
        assert_eq!(usize::from(sketch.terms), TERMS);
        assert!(sketch.weights.iter().all(|&weight| weight == 255));
    }

    #[test]
    fn any_text_has_a_sketch() {
        let long_fraction = format!("0.{}1", "0".repeat(300));
        for text in [
            "",
            " ",
            "\u{ad}",
            "'",
            "\u{2019}s",
            "9999999999999999999999999999",
            &long_fraction,
            "1.",
            "$",
            "the of",
            "\u{301}",
        ] {
            assert!(sketch(text).ids().len() < 3, "{text:?}");
        }
    }

    proptest! {
        /// Against the tokenizer that the rest of the program reads with.
        #[test]
        fn words_are_those_of_the_tokenizer(text in "([A-Za-z]{1,8}('[a-z])?|[é߀Üñ\u{2019}]{1,4}|[0-9]{1,4}| |, |-|; ){0,20}") {
            let (mut pieces, mut lower) = (Vec::new(), String::new());
            scan::scan(&text, &mut Vocabulary::default(), &mut lower, &mut pieces);
            let scanned: Vec<u32> = pieces.iter().filter_map(|piece| match piece.kind {
                scan::Kind::Word { word, .. } => Some(word.id),
                _ => None,
            }).collect();
            let tokens = tokenize(&text);
            let known = ["it's", "that's", "he's", "she's", "let's"];
            prop_assume!(!tokens.iter().any(|token| known.contains(&token.lower.as_str())));
            let base = |token: &crate::text::token::Token| {
                let word = token.lower.strip_suffix("'s").filter(|word| !word.is_empty()).unwrap_or(&token.lower);
                vocabulary::id_of(token.entry.map_or(word, |entry| entry.word()).as_bytes())
            };
            let words: Vec<u32> = tokens.iter().filter(|token| token.shape == Shape::Word).map(base).collect();
            prop_assert_eq!(scanned, words);
        }

        #[test]
        fn two_claims_are_as_likely_one_fact_from_either_side(
            a in "((Halden|Merrow|bridge|opened|closed|12 March|2026|7,400|\\$5m|20%|mayor|jobs) ){0,9}",
            b in "((Halden|Merrow|bridge|opened|closed|13 March|2025|7,500|\\$6m|20%|mayor|jobs) ){0,9}",
        ) {
            let (a, b) = (sketch(&a), sketch(&b));
            prop_assert_eq!(model::features(&a, &b), model::features(&b, &a));
            let probability = model::probability(&a, &b);
            prop_assert!((0.0..=1.0).contains(&probability));
        }
    }
}
