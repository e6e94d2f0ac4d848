//! Figures of merit of what was said against what is true, each over plain numbers.

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
    /// Counts the members of `said` against those of `gold`.
    pub fn of<T: Ord>(said: &BTreeSet<T>, gold: &BTreeSet<T>) -> Counts {
        Counts { right: said.intersection(gold).count(), said: said.len(), gold: gold.len() }
    }

    /// Counts things that each are said or not, and true or not.
    pub fn of_each(each: impl IntoIterator<Item = (bool, bool)>) -> Counts {
        each.into_iter()
            .map(|(said, gold)| Counts {
                right: usize::from(said && gold),
                said: usize::from(said),
                gold: usize::from(gold),
            })
            .sum()
    }

    /// The share of what was said that is true, 0 to 1; 0 where nothing was said.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.said)
    }

    /// The share of what is true that was said, 0 to 1; 0 where nothing is true.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    /// The [`wilson`] interval of the precision.
    pub fn precision_interval(self) -> (f64, f64) {
        wilson(self.right, self.said)
    }

    /// The [`wilson`] interval of the recall.
    pub fn recall_interval(self) -> (f64, f64) {
        wilson(self.right, self.gold)
    }

    /// An interval of F1. Of all that is said or true the share that is both is a plain share `j`, and F1 = 2j / (1 + j)
    /// grows with it: the ends are those of its [`wilson`] interval.
    pub fn f1_interval(self) -> (f64, f64) {
        let (low, high) = wilson(self.right, self.said + self.gold - self.right);
        let f1 = |share: f64| 2.0 * share / (1.0 + share);
        (f1(low), f1(high))
    }
}

impl std::ops::Add for Counts {
    type Output = Counts;

    fn add(self, other: Counts) -> Counts {
        Counts { right: self.right + other.right, said: self.said + other.said, gold: self.gold + other.gold }
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(all: I) -> Counts {
        all.fold(Counts::default(), |a, b| a + b)
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

/// The interval that holds the true share in 95 of 100 cases, where `part` of `whole` were counted: from 0 to 1 where
/// nothing was. It stays inside 0 to 1 and is honest for few counts (Wilson, Probable inference, the law of succession,
/// and statistical inference, JASA 1927; Brown, Cai and DasGupta, Statistical Science 2001).
pub fn wilson(part: usize, whole: usize) -> (f64, f64) {
    /// The standard normal quantile of 0.975.
    const Z: f64 = 1.959_963_984_540_054;
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (whole as f64, ratio(part, whole));
    let scale = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / scale;
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
    // the ends of 0 of n and n of n are exact, whatever the rounding makes of them
    let low = if part == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if part == whole { 1.0 } else { (middle + half).min(1.0) };
    (low, high)
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

/// Recall and precision down to each score there is, highest first: the curve under which [`average_precision`] is the area.
pub fn precision_recall(scored: &[(f64, bool)]) -> Vec<(f64, f64)> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold = Counts::of_each(sorted.iter().map(|&(_, gold)| (false, gold))).gold;
    let mut counts = Counts { gold, ..Counts::default() };
    let down_to = |tied: &[(f64, bool)]| {
        counts.said += tied.len();
        counts.right += tied.iter().filter(|(_, gold)| *gold).count();
        (counts.recall(), counts.precision())
    };
    sorted.chunk_by(|a, b| a.0 == b.0).map(down_to).collect()
}

/// The number of thresholds that are tried: 0.00 to 1.00.
pub const STEPS: usize = 101;

/// The threshold of a step.
pub fn threshold(step: usize) -> f64 {
    step as f64 / (STEPS - 1) as f64
}

/// What lies in one part of the scale of scores.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many pairs.
    pub pairs: usize,
    /// How many of them are true.
    pub right: usize,
    /// The sum of their scores.
    sum: f64,
}

impl Bin {
    /// The mean score of its pairs; 0 where there are none.
    pub fn mean(self) -> f64 {
        if self.pairs == 0 { 0.0 } else { self.sum / self.pairs as f64 }
    }

    /// The share of its pairs that are true: where scores are probabilities, about the mean.
    pub fn share(self) -> f64 {
        ratio(self.right, self.pairs)
    }
}

/// Ten bins of scores from 0 to 1 (a reliability diagram in numbers).
pub fn reliability(scored: impl IntoIterator<Item = (f64, bool)>) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for (score, gold) in scored {
        let bin = &mut bins[((score * 10.0) as usize).min(9)];
        bin.pairs += 1;
        bin.sum += score;
        bin.right += usize::from(gold);
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

    #[test]
    fn average_precision_is_the_area_under_the_curve() {
        let scored: Vec<(f64, bool)> =
            (1..200_u32).map(|n| (f64::from(n * n % 37) / 37.0, n * n * 7 % 11 < 3)).collect();
        let mut before = 0.0;
        let steps = precision_recall(&scored).into_iter().map(|(recall, precision)| {
            let step = (recall - before) * precision;
            before = recall;
            step
        });
        assert!(near(steps.sum(), average_precision(&scored)));
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
    fn precision_recall_and_f1_come_from_the_counts() {
        let counts = Counts::of(&BTreeSet::from([1, 2, 3, 4]), &BTreeSet::from([1, 2, 9]));
        assert_eq!(counts, Counts { right: 2, said: 4, gold: 3 });
        assert!(near(counts.f1(), 4.0 / 7.0));
        assert!(near(Counts::default().f1(), 0.0));
        let each = [(true, true), (true, true), (true, false), (true, false), (false, true), (false, false)];
        assert_eq!(Counts::of_each(each), counts);
    }

    #[test]
    fn intervals_are_those_of_the_books() {
        // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I
        for (part, whole, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = wilson(part, whole);
            assert!((interval.0 - low).abs() < 5e-5 && (interval.1 - high).abs() < 5e-5, "{part}/{whole}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert_eq!(wilson(7, 7).1, 1.0);
    }

    #[test]
    fn the_interval_of_f1_holds_it() {
        for (right, said, gold) in [(8, 10, 12), (0, 3, 4), (5, 5, 5), (1, 40, 2)] {
            let counts = Counts { right, said, gold };
            let (low, high) = counts.f1_interval();
            assert!(low <= counts.f1() && counts.f1() <= high, "{counts:?}");
        }
    }

    #[test]
    fn a_score_of_one_is_in_the_last_bin() {
        let bins = reliability([(1.0, true), (0.81, false), (0.89, true)]);
        assert_eq!((bins[9].pairs, bins[9].right), (1, 1));
        assert_eq!((bins[8].pairs, bins[8].right), (2, 1));
        assert!(near(bins[8].mean(), 0.85) && near(bins[8].share(), 0.5));
    }
}
