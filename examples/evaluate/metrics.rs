//! Figures of merit that only an evaluation of many problems needs; the others are the library's.

use factdiff::metrics::{Counts, STEPS, harmonic, ratio};

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

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
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
    fn a_problem_has_no_say_in_its_own_threshold() {
        let at = |good: usize| -> Vec<Counts> {
            let count = |step| Counts { right: usize::from(step == good), said: 1, gold: 1 };
            (0..STEPS).map(count).collect()
        };
        assert_eq!(held_out_steps(&[at(20), at(60)]), [60, 20]);
    }
}
