//! Which thresholds suit labels best.
//!
//! Both settings are chosen together: what counts is the agreement over all labels, and a threshold that is best for its
//! own pairs alone may cost the whole more than it brings. The links of the one hardly depend on the other, so their counts
//! are added up.

use super::trial::Trial;
use super::{FIRST_STEP, LinksByStep, Setting, Sweep};
use crate::align;
use crate::metrics::{self, Counts, STEPS};

/// What a suggestion is to reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Objective {
    /// The best F1.
    F1,
    /// The best recall with at least this precision, 0 to 1.
    Precision(f64),
}

impl Objective {
    /// How good links are by it, to be compared; none where they miss it.
    pub(super) fn value(self, counts: Counts) -> Option<(f64, f64)> {
        match self {
            Objective::F1 => Some((counts.f1(), counts.precision())),
            Objective::Precision(least) => (counts.said > 0 && counts.precision() >= least)
                .then(|| (counts.recall(), counts.precision())),
        }
    }

    /// The figure that it is about, and its interval.
    fn figure(self, counts: Counts) -> (f64, (f64, f64)) {
        match self {
            Objective::F1 => (counts.f1(), counts.f1_interval()),
            Objective::Precision(_) => (counts.precision(), counts.precision_interval()),
        }
    }
}

/// A step of each setting.
type Steps = [usize; 2];

/// Of each setting the values that cannot be told from the one chosen.
type Ranges = [Option<(f64, f64)>; 2];

/// The settings of the best value. A setting with too few labels stays as it is; none are chosen where both have too few, or
/// nothing reaches the objective.
pub(super) fn choose(
    trial: &Trial,
    sweeps: &[Sweep; 2],
    links: &[LinksByStep; 2],
    options: &align::Options,
    objective: Objective,
) -> Option<(align::Options, Ranges)> {
    let field = Field::new(trial, sweeps, links, options, |_| true);
    let steps = field.best(objective)?;
    let value = |at: usize| {
        // the one in force as it is written, not as the nearest step
        let kept = !field.free[at] || steps[at] == field.current[at];
        if kept { Setting::ALL[at].of(options) } else { metrics::threshold(steps[at]) as f32 }
    };
    let chosen = Setting::WordsAlone.set(&Setting::Threshold.set(options, value(0)), value(1));
    Some((chosen, [0, 1].map(|at| field.range(steps, at, objective))))
}

/// The links on labels that had no say in the choice of thresholds, in five folds. Each fold has pairs of all strengths, and
/// the order in which labels are given does not matter.
pub(super) fn held_out(
    trial: &Trial,
    sweeps: &[Sweep; 2],
    links: &[LinksByStep; 2],
    options: &align::Options,
    objective: Objective,
) -> Counts {
    const FOLDS: usize = 5;
    let mut order: Vec<usize> = (0..trial.pairs.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&trial.pairs[a], &trial.pairs[b]);
        a.same.cmp(&b.same).then(a.strength.total_cmp(&b.strength))
    });
    let mut fold_of = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(rank, label)| fold_of[label] = rank % FOLDS);
    let fold = |fold: usize| {
        let others = Field::new(trial, sweeps, links, options, |label| fold_of[label] != fold);
        let steps = others.best(objective).unwrap_or(others.current);
        Field::new(trial, sweeps, links, options, |label| fold_of[label] == fold).at(steps)
    };
    (0..FOLDS).map(fold).sum()
}

/// The counts of both settings at every step.
struct Field {
    counts: [Vec<Counts>; 2],
    /// The steps nearest to the settings in force.
    current: Steps,
    /// Whether there are labels enough to choose another.
    free: [bool; 2],
}

impl Field {
    /// The counts over some of the labels.
    fn new(
        trial: &Trial,
        sweeps: &[Sweep; 2],
        links: &[LinksByStep; 2],
        options: &align::Options,
        wanted: impl Fn(usize) -> bool,
    ) -> Field {
        let tells = |label: usize, setting: Setting| trial.pairs[label].setting == setting && wanted(label);
        let counts = |at: usize| {
            links[at]
                .iter()
                .map(|linked| trial.counts_of(linked, |label| tells(label, Setting::ALL[at])))
                .collect()
        };
        let nearest = |setting: Setting| (setting.of(options) * (STEPS - 1) as f32).round() as usize;
        Field {
            counts: [0, 1].map(counts),
            current: Setting::ALL.map(nearest),
            free: [0, 1].map(|at| sweeps[at].has_enough()),
        }
    }

    fn at(&self, [threshold, words_alone]: Steps) -> Counts {
        self.counts[0][threshold] + self.counts[1][words_alone]
    }

    /// The steps that may be chosen: `words-alone` never asks for less than `threshold` does.
    fn allowed(&self) -> impl Iterator<Item = Steps> + '_ {
        let range = |at: usize| {
            if self.free[at] {
                FIRST_STEP.min(self.current[at])..STEPS
            } else {
                self.current[at]..self.current[at] + 1
            }
        };
        let pairs = range(0).flat_map(move |threshold| range(1).map(move |words| [threshold, words]));
        pairs.filter(|[threshold, words]| threshold <= words)
    }

    /// The steps of the best value: those in force if they are among them, else from the middle of the values that do as
    /// well.
    fn best(&self, objective: Objective) -> Option<Steps> {
        if self.free == [false, false] {
            return None;
        }
        let value = |steps: Steps| objective.value(self.at(steps));
        let best = self
            .allowed()
            .filter_map(value)
            .max_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))?;
        let mut equal: Vec<Steps> = self.allowed().filter(|&steps| value(steps) == Some(best)).collect();
        // a setting that does as well as it is stays
        for at in [0, 1] {
            if equal.iter().any(|steps| steps[at] == self.current[at]) {
                equal.retain(|steps| steps[at] == self.current[at]);
            }
        }
        let threshold = middle(equal.iter().map(|steps| steps[0]));
        let words = middle(equal.iter().filter(|steps| steps[0] == threshold).map(|steps| steps[1]));
        Some([threshold, words])
    }

    /// The values around the chosen one of a setting whose figure lies in the interval of the chosen.
    fn range(&self, chosen: Steps, at: usize, objective: Objective) -> Option<(f64, f64)> {
        if !self.free[at] {
            return None;
        }
        let (_, (least, _)) = objective.figure(self.at(chosen));
        let is_near = |&step: &usize| {
            let mut steps = chosen;
            steps[at] = step;
            steps[0] <= steps[1] && objective.figure(self.at(steps)).0 >= least
        };
        let low =
            (FIRST_STEP.min(chosen[at])..=chosen[at]).rev().take_while(is_near).last().unwrap_or(chosen[at]);
        let high = (chosen[at]..STEPS).take_while(is_near).last().unwrap_or(chosen[at]);
        Some((metrics::threshold(low), metrics::threshold(high)))
    }
}

/// The middle of the longest run of consecutive numbers, the first of runs that are as long; numbers may repeat and are in
/// order.
fn middle(numbers: impl Iterator<Item = usize>) -> usize {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.dedup();
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let longest = runs.max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])));
    longest.map_or(0, |run| run[run.len() / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(right: usize, said: usize, gold: usize) -> Counts {
        Counts { right, said, gold }
    }

    /// Both settings free, with these counts at the given steps and all the other steps at nothing linked.
    fn field(
        threshold: &[(std::ops::Range<usize>, Counts)],
        words: &[(std::ops::Range<usize>, Counts)],
    ) -> Field {
        let fill = |parts: &[(std::ops::Range<usize>, Counts)]| {
            let gold = parts[0].1.gold;
            let mut all = vec![counts(0, 0, gold); STEPS];
            parts.iter().for_each(|(range, it)| all[range.clone()].fill(*it));
            all
        };
        Field { counts: [fill(threshold), fill(words)], current: [50, 70], free: [true, true] }
    }

    #[test]
    fn the_middle_of_the_longest_run_is_taken() {
        for (numbers, expected) in
            [(vec![3, 3, 4, 5, 9], 4), (vec![1, 2, 8, 9], 2), (vec![7], 7), (vec![], 0)]
        {
            assert_eq!(middle(numbers.clone().into_iter()), expected, "{numbers:?}");
        }
    }

    #[test]
    fn what_is_in_force_stays_where_nothing_is_better() {
        let field = field(&[(40..60, counts(9, 9, 10))], &[(60..80, counts(9, 9, 10))]);
        assert_eq!(field.best(Objective::F1), Some([50, 70]));
    }

    #[test]
    fn both_settings_are_chosen_for_the_whole() {
        // by itself `words-alone` would do better with 3 right of 6 (F1 0.60) than with 1 of 1 (0.40), the whole would not
        let words = [(20..40, counts(3, 6, 4)), (60..90, counts(1, 1, 4))];
        let field = field(&[(20..30, counts(40, 80, 40)), (30..41, counts(38, 40, 40))], &words);
        // 0.70 does as well as any and is in force
        assert_eq!(field.best(Objective::F1), Some([35, 70]));
    }

    #[test]
    fn a_precision_that_is_asked_for_is_reached_or_nothing_is_suggested() {
        let field =
            field(&[(20..30, counts(20, 40, 20)), (30..60, counts(12, 13, 20))], &[(0..1, counts(0, 0, 0))]);
        let reached = field.best(Objective::Precision(0.9)).unwrap();
        assert!(field.at(reached).precision() >= 0.9);
        assert_eq!(field.at(reached).right, 12);
        assert_eq!(field.best(Objective::Precision(0.99)), None);
    }

    #[test]
    fn a_setting_with_too_few_labels_stays_as_it_is() {
        let mut field = field(&[(20..31, counts(9, 9, 10))], &[(0..STEPS, counts(1, 1, 1))]);
        field.free = [true, false];
        assert_eq!(field.best(Objective::F1), Some([25, 70]));
        assert_eq!(field.range([25, 70], 1, Objective::F1), None);
        field.free = [false, false];
        assert_eq!(field.best(Objective::F1), None);
    }

    #[test]
    fn words_alone_never_asks_for_less_than_the_threshold() {
        let field = field(&[(80..90, counts(9, 9, 10))], &[(20..30, counts(9, 9, 10))]);
        let [threshold, words] = field.best(Objective::F1).unwrap();
        assert!(threshold <= words);
    }
}
