//! What a sentence encoder makes of a claim's words.

/// A sentence as a direction among the meanings that a model knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    unit: Box<[f32]>,
    unrelated: f32,
}

/// Similarities are told in steps of this: the last bits of a model's arithmetic are not the same on every processor.
const STEPS: f32 = 1000.0;

impl Encoding {
    /// The encoding of a sentence for which a model gives `vector`, of any length; `unrelated` is the cosine that two sentences
    /// without relation have in that model. `None` where the vector has no direction.
    pub fn new(mut vector: Vec<f32>, unrelated: f32) -> Option<Encoding> {
        let norm = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        if !norm.is_normal() {
            return None;
        }
        vector.iter_mut().for_each(|x| *x /= norm);
        Some(Encoding { unit: vector.into(), unrelated })
    }

    /// The cosine of the two, -1 to 1.
    pub fn cosine(&self, other: &Encoding) -> f32 {
        self.unit.iter().zip(&other.unit).map(|(x, y)| x * y).sum()
    }

    /// How near two encodings of one model are: 0 where they are as two sentences without relation, 1 where they are the same.
    /// Models differ in what cosine the former have, some give any two sentences more than 0.7.
    pub fn similarity(&self, other: &Encoding) -> f32 {
        let above = (self.cosine(other) - self.unrelated) / (1.0 - self.unrelated);
        (above * STEPS).round().clamp(0.0, STEPS) / STEPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(vector: [f32; 2], unrelated: f32) -> Encoding {
        Encoding::new(vector.to_vec(), unrelated).unwrap()
    }

    #[test]
    fn similarity_is_measured_from_what_unrelated_sentences_have() {
        let (east, northeast, north) =
            (encoding([2.0, 0.0], 0.5), encoding([3.0, 3.0], 0.5), encoding([0.0, 0.1], 0.5));
        assert_eq!(east.similarity(&east), 1.0);
        assert_eq!(east.similarity(&northeast), 0.414, "0.7071 is this far from 0.5 to 1");
        assert_eq!(east.similarity(&north), 0.0);
    }

    #[test]
    fn a_vector_without_a_direction_is_no_encoding() {
        assert_eq!(Encoding::new(vec![0.0, 0.0], 0.0), None);
        assert_eq!(Encoding::new(vec![f32::NAN, 1.0], 0.0), None);
        assert_eq!(Encoding::new(vec![f32::INFINITY, 1.0], 0.0), None);
    }
}
