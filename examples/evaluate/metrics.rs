//! Figures of merit, each over plain numbers.

use std::collections::BTreeSet;

/// How many were found, how many were said, how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Said and true.
    pub right: usize,
    /// Said.
    pub said: usize,
    /// True.
    pub gold: usize,
}

impl Counts {
    /// Counts the pairs of `said` against those of `gold`.
    pub fn of<T: Ord>(said: &BTreeSet<T>, gold: &BTreeSet<T>) -> Counts {
        Counts { right: said.intersection(gold).count(), said: said.len(), gold: gold.len() }
    }

    /// The share of what was said that is true, 0 to 1; 0 where nothing was said.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.said)
    }

    /// The share of what is true that was said, 0 to 1.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(all: I) -> Counts {
        all.fold(Counts::default(), |a, b| Counts {
            right: a.right + b.right,
            said: a.said + b.said,
            gold: a.gold + b.gold,
        })
    }
}

/// `part / whole`, 0 where there is no whole.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The harmonic mean of two figures.
pub fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// Average precision: the mean over the true pairs of the precision down to their score. Pairs of one score are taken
/// together, so that their order does not count.
pub fn average_precision(scored: &[(f64, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = sorted.iter().filter(|(_, gold)| *gold).count();
    let (mut seen, mut right, mut sum) = (0, 0, 0.0);
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        let here = tied.iter().filter(|(_, gold)| *gold).count();
        seen += tied.len();
        right += here;
        sum += here as f64 * ratio(right, seen);
    }
    if all == 0 { 0.0 } else { sum / all as f64 }
}

/// The number of thresholds that are tried: 0.00 to 1.00.
pub const STEPS: usize = 101;

/// The threshold of a step.
pub fn threshold(step: usize) -> f64 {
    step as f64 / (STEPS - 1) as f64
}

/// For each problem the step to use on it: the one of the best pooled F1 over the problems of the other folds. `counts`
/// holds one row a problem, one count a step. Up to twelve problems are left out one by one, more in five folds (problem
/// number modulo five).
pub fn held_out_steps(counts: &[Vec<Counts>]) -> Vec<usize> {
    let folds = if counts.len() <= 12 { counts.len() } else { 5 };
    let best = |fold: usize| {
        let f1 = |step: usize| {
            let others = counts.iter().enumerate().filter(|(problem, _)| problem % folds != fold);
            others.map(|(_, row)| row[step]).sum::<Counts>().f1()
        };
        let steps: Vec<f64> = (0..STEPS).map(f1).collect();
        let best = steps.iter().copied().fold(0.0, f64::max);
        steps.iter().position(|&f1| f1 == best).unwrap_or(0)
    };
    let chosen: Vec<usize> = (0..folds).map(best).collect();
    (0..counts.len()).map(|problem| chosen[problem % folds]).collect()
}

/// B-cubed (Bagga and Baldwin 1998): for each element the share of its group that is of its gold group, and of its gold
/// group that is in its group. Both lists give the number of the group of each element.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct BCubed {
    /// The sum over all elements of their precision.
    pub precision: f64,
    /// The sum over all elements of their recall.
    pub recall: f64,
    /// How many elements.
    pub elements: usize,
}

impl BCubed {
    /// The sums over the elements of one problem.
    pub fn of(said: &[usize], gold: &[usize]) -> BCubed {
        let size = |groups: &[usize], group: usize| groups.iter().filter(|&&other| other == group).count();
        let mut sums = BCubed { elements: said.len(), ..BCubed::default() };
        for (&ours, &theirs) in said.iter().zip(gold) {
            let both = said.iter().zip(gold).filter(|&(&a, &b)| a == ours && b == theirs).count();
            sums.precision += ratio(both, size(said, ours));
            sums.recall += ratio(both, size(gold, theirs));
        }
        sums
    }

    /// Precision, recall and their harmonic mean over all elements.
    pub fn figures(self) -> [f64; 3] {
        let mean = |sum: f64| if self.elements == 0 { 0.0 } else { sum / self.elements as f64 };
        let (precision, recall) = (mean(self.precision), mean(self.recall));
        [precision, recall, harmonic(precision, recall)]
    }
}

impl std::iter::Sum for BCubed {
    fn sum<I: Iterator<Item = BCubed>>(all: I) -> BCubed {
        all.fold(BCubed::default(), |a, b| BCubed {
            precision: a.precision + b.precision,
            recall: a.recall + b.recall,
            elements: a.elements + b.elements,
        })
    }
}

/// Ten bins of scores from 0 to 1: how many pairs, the sum of their scores, how many of them are true.
pub fn reliability(scored: impl Iterator<Item = (f64, bool)>) -> [(usize, f64, usize); 10] {
    let mut bins = [(0, 0.0, 0); 10];
    for (score, gold) in scored {
        let bin = &mut bins[((score * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += score;
        bin.2 += usize::from(gold);
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn average_precision_is_the_mean_precision_at_the_true_pairs() {
        let scored = [(0.9, true), (0.8, false), (0.7, true), (0.1, false)];
        assert!(near(average_precision(&scored), f64::midpoint(1.0, 2.0 / 3.0)));
        assert!(near(average_precision(&[(0.3, false)]), 0.0));
    }

    #[test]
    fn tied_pairs_count_alike_in_any_order() {
        let (a, b) = ([(0.5, true), (0.5, false)], [(0.5, false), (0.5, true)]);
        assert!(near(average_precision(&a), 0.5));
        assert!(near(average_precision(&b), 0.5));
    }

    /// Steps of recall times precision at every threshold there is, as the definition goes.
    fn slow_average_precision(scored: &[(f64, bool)]) -> f64 {
        let mut thresholds: Vec<f64> = scored.iter().map(|(score, _)| *score).collect();
        thresholds.sort_by(|a, b| b.total_cmp(a));
        let gold = scored.iter().filter(|(_, gold)| *gold).count() as f64;
        let (mut sum, mut before) = (0.0, 0.0);
        for threshold in thresholds {
            let above: Vec<bool> =
                scored.iter().filter(|(score, _)| *score >= threshold).map(|(_, gold)| *gold).collect();
            let right = above.iter().filter(|gold| **gold).count() as f64;
            sum += (right / gold - before) * right / above.len() as f64;
            before = right / gold;
        }
        sum
    }

    #[test]
    fn average_precision_is_what_the_definition_gives() {
        // a fixed sequence without a pattern, with ties
        let scored: Vec<(f64, bool)> =
            (1..200_u32).map(|n| (f64::from(n * n % 37) / 37.0, n * n * 7 % 11 < 3)).collect();
        assert!(near(average_precision(&scored), slow_average_precision(&scored)));
    }

    #[test]
    fn b_cubed_is_what_one_counts_by_hand() {
        // said {0 1 2} {3}, gold {0 1} {2 3}
        let [precision, recall, f1] = BCubed::of(&[0, 0, 0, 1], &[0, 0, 1, 1]).figures();
        assert!(near(precision, (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0) / 4.0));
        assert!(near(recall, (1.0 + 1.0 + 0.5 + 0.5) / 4.0));
        assert!(near(f1, 2.0 * precision * recall / (precision + recall)));
    }

    #[test]
    fn groups_as_in_gold_are_whole() {
        assert_eq!(BCubed::of(&[4, 4, 2], &[0, 0, 1]).figures(), [1.0, 1.0, 1.0]);
    }

    #[test]
    fn precision_recall_and_f1_come_from_the_counts() {
        let counts = Counts::of(&BTreeSet::from([1, 2, 3, 4]), &BTreeSet::from([1, 2, 9]));
        assert_eq!(counts, Counts { right: 2, said: 4, gold: 3 });
        assert!(near(counts.f1(), 4.0 / 7.0));
        assert!(near(Counts::default().f1(), 0.0));
    }

    #[test]
    fn a_problem_has_no_say_in_its_own_threshold() {
        let at = |good: usize| -> Vec<Counts> {
            let count = |step| Counts { right: usize::from(step == good), said: 1, gold: 1 };
            (0..STEPS).map(count).collect()
        };
        assert_eq!(held_out_steps(&[at(20), at(60)]), [60, 20]);
    }

    #[test]
    fn a_score_of_one_is_in_the_last_bin() {
        let bins = reliability([(1.0, true), (0.81, false), (0.89, true)].into_iter());
        assert_eq!((bins[9].0, bins[9].2), (1, 1));
        assert_eq!((bins[8].0, bins[8].2), (2, 1));
        assert!(near(bins[8].1, 1.7));
    }
}
