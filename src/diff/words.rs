//! Words of two claims side by side: the word diff that reports show, with changed numbers and negators marked.

use super::Side;
use super::relation::{Outcome, RelationKind};
use crate::text::fold;
use crate::text::negation;
use crate::value::numeral;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// A run of words of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words, with the white space behind them.
    pub text: String,
    /// Whether the other side has them too.
    pub same: bool,
    /// Whether a changed number or negator is among them.
    pub telling: bool,
}

/// The words of both sides as runs that are shared or of one side alone.
pub fn diff<'a>(left: &'a str, right: &'a str) -> [Vec<Run>; 2] {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (left.split_word_bounds().collect(), right.split_word_bounds().collect());
    // words by number: the diff compares each with many others
    let mut numbers = HashMap::new();
    let mut number = |words: &[&'a str]| -> Vec<usize> {
        words
            .iter()
            .map(|&word| {
                let next = numbers.len();
                *numbers.entry(word).or_insert(next)
            })
            .collect()
    };
    let (x, y) = (number(&a), number(&b));
    let mut sides: [Vec<Run>; 2] = [Vec::new(), Vec::new()];
    let mut push = |side: usize, words: &[&str], same: bool| {
        if words.is_empty() {
            return;
        }
        let telling = !same && words.iter().any(|word| is_telling(word));
        match sides[side].last_mut() {
            Some(run) if run.same == same => {
                run.text.extend(words.iter().copied());
                run.telling |= telling;
            }
            _ => sides[side].push(Run { text: words.concat(), same, telling }),
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &x, &y) {
        let same = op.tag() == DiffTag::Equal;
        push(0, &a[op.old_range()], same);
        push(1, &b[op.new_range()], same);
    }
    sides
}

/// Whether a changed word changes what is said by itself: a number or a negator.
fn is_telling(word: &str) -> bool {
    if word.trim().is_empty() {
        return false;
    }
    let lower = fold::typography(word).to_lowercase();
    if negation::is_negator_word(&lower) || lower.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    numeral::is_number_word(&lower)
}

/// The changed numbers and negators of one side.
pub fn telling(runs: &[Run]) -> impl Iterator<Item = &str> {
    runs.iter()
        .filter(|run| run.telling)
        .flat_map(|run| run.text.split_whitespace())
        .filter(|word| is_telling(word))
}

/// Numbers and negators that one of two texts has and the other lacks, the left's first.
pub fn telling_changes(left: &str, right: &str) -> Vec<String> {
    let [ours, theirs] = diff(left, right);
    telling(&ours).chain(telling(&theirs)).map(str::to_owned).collect()
}

/// Two claims of which nothing else is to be said agree.
pub(super) fn agreement(left: Side<'_>, right: Side<'_>) -> Outcome {
    if left.claim.reading.earlier_period != right.claim.reading.earlier_period {
        return Outcome::new(
            RelationKind::NotComparable,
            left.claim.text.clone(),
            right.claim.text.clone(),
            "one of them speaks of an earlier time",
        );
    }
    let exact = fold::canonical(&left.claim.text) == fold::canonical(&right.claim.text);
    let (kind, reason) = if exact {
        (RelationKind::AgreeExact, "the same words")
    } else {
        (RelationKind::AgreeEquivalent, "the same statement in other words")
    };
    Outcome::new(kind, left.claim.text.clone(), right.claim.text.clone(), reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_numbers_and_negators_are_marked() {
        assert_eq!(telling_changes("We will pay 12 men", "We will not pay 17 men"), ["12", "not", "17"]);
        let [left, right] = diff("a cheap bid", "a cheap, bad bid");
        assert!(left.iter().all(|run| run.same), "{left:?}");
        assert_eq!(right.iter().filter(|run| !run.same).count(), 1);
    }

    #[test]
    fn the_runs_of_a_side_are_its_text() {
        let (a, b) = ("Two men died – at once.", "Three men died, “at once”.");
        let sides = diff(a, b);
        for (runs, text) in sides.iter().zip([a, b]) {
            assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), text);
        }
    }
}
