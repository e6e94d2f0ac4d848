//! The parts of a score as people are shown them.

use crate::align::score::{Part, Score};

/// The parts that add to the score or take from it, with their log-odds, heaviest first.
pub(crate) fn weighed(score: &Score) -> Vec<(f32, Part)> {
    let parts = Part::ALL.iter().map(|&part| (score.contribution(part), part));
    let mut rows: Vec<(f32, Part)> = parts.filter(|(weight, _)| *weight != 0.0).collect();
    rows.sort_by(|x, y| y.0.abs().total_cmp(&x.0.abs()).then_with(|| (x.1 as usize).cmp(&(y.1 as usize))));
    rows
}
