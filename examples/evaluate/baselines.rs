//! Similarities of two texts that others use for the same job. All are 0 to 1.

use factdiff::text::token::{self, Shape, Token};
use factdiff::text::words;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};

/// A text as the baselines see it.
pub struct Text {
    lower: String,
    /// The distinct words of the text as written, sorted.
    words: BTreeSet<String>,
    /// The weight of each base form: how rare it is in the language at large.
    weights: BTreeMap<String, f64>,
    /// The mean of the words' vectors, weighted by rarity, at length 1.
    vector: Vec<f32>,
}

impl Text {
    /// Reads a text.
    pub fn new(text: &str) -> Text {
        let tokens = token::tokenize(text);
        let words: Vec<&Token> = tokens.iter().filter(|token| token.shape != Shape::Sign).collect();
        let weight = |token: &Token| token.entry.map_or(1.0, |entry| f64::from(entry.idf()));
        Text {
            lower: text.to_lowercase(),
            words: words.iter().map(|token| token.lower.clone()).collect(),
            weights: words.iter().map(|token| (token.base().to_owned(), weight(token))).collect(),
            vector: vector(&words),
        }
    }
}

fn vector(words: &[&Token]) -> Vec<f32> {
    let mut sum = vec![0.0; words::dims()];
    for entry in words.iter().filter_map(|token| token.entry) {
        entry.add_to(entry.idf(), &mut sum);
    }
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        sum.iter_mut().for_each(|x| *x /= length);
    }
    sum
}

/// A baseline by its name.
pub type Baseline = (&'static str, fn(&Text, &Text) -> f64);

/// Every baseline.
pub const ALL: [Baseline; 5] = [
    ("Jaro-Winkler", |a, b| strsim::jaro_winkler(&a.lower, &b.lower)),
    ("Levenshtein", |a, b| strsim::normalized_levenshtein(&a.lower, &b.lower)),
    ("token-set ratio", token_set_ratio),
    ("idf cosine", idf_cosine),
    ("word vectors", |a, b| {
        f64::from(a.vector.iter().zip(&b.vector).map(|(x, y)| x * y).sum::<f32>().clamp(0.0, 1.0))
    }),
];

/// As RapidFuzz's `token_set_ratio`: the best ratio among the shared words and the shared words with the rest of each side.
fn token_set_ratio(a: &Text, b: &Text) -> f64 {
    let join = |words: Vec<&String>| words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let shared = join(a.words.intersection(&b.words).collect());
    let [only_a, only_b] =
        [a.words.difference(&b.words), b.words.difference(&a.words)].map(|it| join(it.collect()));
    if !shared.is_empty() && (only_a.is_empty() || only_b.is_empty()) {
        return 1.0;
    }
    let with = |rest: &str| [shared.as_str(), rest].join(" ").trim().to_owned();
    let (left, right) = (with(&only_a), with(&only_b));
    let whole = ratio(&left, &right);
    if shared.is_empty() { whole } else { whole.max(ratio(&shared, &left)).max(ratio(&shared, &right)) }
}

/// Twice the characters of the longest common subsequence over all characters.
fn ratio(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let diff = capture_diff_slices(Algorithm::Myers, &a, &b);
    let equal: usize =
        diff.iter().filter(|op| op.tag() == DiffTag::Equal).map(|op| op.old_range().len()).sum();
    if a.len() + b.len() == 0 { 1.0 } else { 2.0 * equal as f64 / (a.len() + b.len()) as f64 }
}

fn idf_cosine(a: &Text, b: &Text) -> f64 {
    let norm = |text: &Text| text.weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    let shared = a.weights.iter().filter(|(word, _)| b.weights.contains_key(*word));
    let dot: f64 = shared.map(|(_, weight)| weight * weight).sum();
    let norms = norm(a) * norm(b);
    if norms > 0.0 { (dot / norms).min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_baseline_finds_a_text_like_itself_and_unlike_another() {
        let (a, b) = (Text::new("Three workers died in the port"), Text::new("Shares of the bank rose"));
        for (name, similarity) in ALL {
            assert!((similarity(&a, &a) - 1.0).abs() < 1e-5, "{name}");
            assert!(similarity(&a, &b) < 0.8, "{name}: {}", similarity(&a, &b));
            assert!((similarity(&a, &b) - similarity(&b, &a)).abs() < 1e-6, "{name} is not symmetric");
        }
    }

    #[test]
    fn word_order_and_added_words_are_nothing_to_the_token_set_ratio() {
        let (a, b) = (Text::new("died three workers"), Text::new("three workers died at night"));
        assert!((token_set_ratio(&a, &b) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn ratio_counts_the_longest_common_subsequence() {
        assert!((ratio("abcd", "bd") - 4.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn a_common_word_weighs_less_than_a_rare_one() {
        let [a, rare, common] = ["the gondola", "a gondola", "the river"].map(Text::new);
        assert!(idf_cosine(&a, &rare) > idf_cosine(&a, &common));
    }
}
