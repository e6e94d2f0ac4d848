//! Sketches: what of a claim is kept where there are too many to keep all of it. A small, fixed number of typed terms, each
//! a number: words by their base forms, names, numbers, dates; and the sizes of its values.
//!
//! A sketch depends on the words of its claim and the frozen word table, nothing else.

pub mod model;
mod read;
mod scan;
mod vocabulary;
mod weights;

use read::Term;
use scan::Piece;
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
    terms: u8,
}

/// A number for bytes that hardly any others have.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    vocabulary::hash(bytes)
}

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
        terms.sort_unstable_by_key(|term| (u8::MAX - term.weight, term.id, term.class));
        terms.dedup_by_key(|term| term.id);
        terms.truncate(TERMS);
        let mut sketch = Sketch {
            ids: [0; TERMS],
            weights: [0; TERMS],
            classes: [Class::Word; TERMS],
            values: [Value::default(); VALUES],
            norm: 0.0,
            sums: [0; CLASSES],
            terms: terms.len() as u8,
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

    /// A number that two sketches have in common if they are the same, and hardly otherwise.
    pub fn hash(&self) -> u64 {
        let numbers = self.ids.iter().chain(self.values.iter().map(|value| &value.0));
        numbers.fold(0x9e37_79b9_7f4a_7c15, |hash: u64, &number| {
            (hash ^ u64::from(number)).wrapping_mul(0xd6e8_feb8_6659_fd93).rotate_left(29)
        })
    }

    /// The numbers of its most telling terms, `most` of them; 0 is none.
    pub fn keys<const N: usize>(&self, most: usize) -> [u32; N] {
        let mut keys = [0; N];
        keys.iter_mut().zip(&self.ids).take(most).for_each(|(key, &id)| *key = id);
        keys
    }
}
