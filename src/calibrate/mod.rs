//! How well links agree with people's labels, and which thresholds agree best.
//!
//! A labelled pair counts as linked where the program would link it: claims that are loaded with their sources are linked
//! anew, among all their rivals, at every threshold; two claims that stand in a label are linked by themselves. Pairs for
//! which a value, a list or a date speaks are held to `threshold`, the others to `words-alone`, so each label tells of one
//! of the two.

mod choice;
mod trial;

pub use choice::Objective;

use crate::align;
use crate::claim::ClaimSet;
use crate::judgement::Verdict;
use crate::judgement::labels::Fits;
use crate::metrics::{self, Bin, Counts, STEPS};
use crate::policy::Policy;
use crate::threads;
use trial::Trial;

/// A setting of `[align]` that labels tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// For pairs for which a value, a list or a date speaks.
    Threshold,
    /// For pairs for which only words and names speak.
    WordsAlone,
}

impl Setting {
    /// Both, in the order of the settings file.
    pub const ALL: [Setting; 2] = [Setting::Threshold, Setting::WordsAlone];

    /// Its name in the settings file.
    pub fn as_str(self) -> &'static str {
        match self {
            Setting::Threshold => "threshold",
            Setting::WordsAlone => "words-alone",
        }
    }

    /// Its value, 0 to 1.
    pub fn of(self, options: &align::Options) -> f32 {
        match self {
            Setting::Threshold => options.threshold,
            Setting::WordsAlone => options.words_alone,
        }
    }

    fn set(self, options: &align::Options, value: f32) -> align::Options {
        match self {
            Setting::Threshold => align::Options { threshold: value, ..options.clone() },
            Setting::WordsAlone => align::Options { words_alone: value, ..options.clone() },
        }
    }

    /// The same for a sweep: a threshold above `words-alone` would hold back its pairs, too.
    fn sweep(self, options: &align::Options, value: f32) -> align::Options {
        let threshold = match self {
            Setting::Threshold => value,
            Setting::WordsAlone => options.threshold.min(value),
        };
        align::Options { threshold, ..self.set(options, value) }
    }
}

/// So many `same` and so many `different` labels must tell of a setting before another value is suggested for it. Ten right
/// of ten still leaves a true share of 0.72 possible.
pub const FEWEST: usize = 10;

/// The first step that makes a difference: weaker pairs are never linked (`align::link`).
pub const FIRST_STEP: usize = 20;

/// What labels say.
#[derive(Debug, Clone)]
pub struct Calibration {
    /// Labels that count.
    pub labels: usize,
    /// Those of them that say `same`.
    pub same: usize,
    /// Labels that say `unsure`, which do not count.
    pub unsure: usize,
    /// Labels that fit no two claims at hand.
    pub lost: usize,
    /// The mean over the pairs labelled `same` of the precision down to their strength, without linking.
    pub average_precision: f64,
    /// Recall and precision of the same ranking, strongest first.
    pub ranked: Vec<(f64, f64)>,
    /// The labelled pairs by strength, ten bins from 0 to 1.
    pub reliability: [Bin; 10],
    /// What the suggestion is to reach.
    pub objective: Objective,
    /// Each setting by itself, the other as it is in force; `threshold` never above `words-alone`.
    pub sweeps: [Sweep; 2],
    /// The links with the settings in force.
    pub current: Links,
    /// The suggestion; none where there are too few labels, or no thresholds reach the objective.
    pub suggestion: Option<Suggestion>,
}

/// One setting from 0 to 1.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The setting.
    pub setting: Setting,
    /// Labels that tell of it and say `same`.
    pub same: usize,
    /// Labels that tell of it and say `different`.
    pub different: usize,
    /// The links among the pairs of these labels at each step ([`metrics::threshold`]).
    pub steps: Vec<Counts>,
}

impl Sweep {
    /// Whether there are [`FEWEST`] labels of each kind.
    pub fn has_enough(&self) -> bool {
        self.same >= FEWEST && self.different >= FEWEST
    }
}

/// The links that settings make among the labelled pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Links {
    /// The values of [`Setting::ALL`].
    pub settings: [f32; 2],
    /// How they agree with the labels.
    pub counts: Counts,
}

/// Settings that agree better with the labels, or those in force where none do.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// Their links.
    pub links: Links,
    /// Of each setting that there are labels enough for: the values around the suggestion that the labels cannot tell from
    /// it, because their F1 (or precision, where that is asked for) lies in its interval.
    pub ranges: [Option<(f64, f64)>; 2],
    /// Labels that it gets right and the settings in force get wrong.
    pub better: usize,
    /// Labels that it gets wrong and the settings in force get right.
    pub worse: usize,
    /// The links on labels that had no say in the choice: each fifth of the labels, at what suits the others best.
    pub held_out: Counts,
}

/// Measures the links of `sets` and of written claims against labels; `options` are the settings in force.
pub fn calibrate(
    sets: &[ClaimSet],
    fits: &Fits<'_>,
    (options, policy): (&align::Options, &Policy),
    objective: Objective,
) -> Calibration {
    let trial = Trial::new(sets, fits, policy);
    let verdicts = fits.verdicts();
    let pairs = &trial.pairs;
    let scored: Vec<(f64, bool)> = pairs.iter().map(|pair| (pair.strength, pair.same)).collect();
    let links = Setting::ALL.map(|setting| links_by_step(&trial, setting, options));
    let sweeps = [0, 1].map(|at| sweep(&trial, Setting::ALL[at], &links[at]));
    let now = trial.linked(options);
    let current =
        Links { settings: Setting::ALL.map(|setting| setting.of(options)), counts: trial.counts(&now) };
    let suggestion = choice::choose(&trial, &sweeps, &links, options, objective).map(|(chosen, ranges)| {
        let value = |linked: &[bool]| objective.value(trial.counts(linked));
        let then = trial.linked(&chosen);
        // the settings meet in groups after all, and what looked better may not be
        // and what suits these labels must suit labels that had no say in it, too
        let held_out = choice::held_out(&trial, &sweeps, &links, options, objective);
        let holds = value(&then) > value(&now) && objective.value(held_out) > value(&now);
        let (chosen, then) = if holds { (chosen, then) } else { (options.clone(), now.clone()) };
        let settings = Setting::ALL.map(|setting| setting.of(&chosen));
        let right = |linked: &[bool], at: usize| linked[at] == pairs[at].same;
        let gains = |to: &[bool], from: &[bool]| {
            (0..pairs.len()).filter(|&at| right(to, at) && !right(from, at)).count()
        };
        Suggestion {
            links: Links { settings, counts: trial.counts(&then) },
            ranges,
            better: gains(&then, &now),
            worse: gains(&now, &then),
            held_out,
        }
    });
    Calibration {
        labels: pairs.len(),
        same: pairs.iter().filter(|pair| pair.same).count(),
        unsure: verdicts.filter(|verdict| *verdict == Verdict::Unsure).count(),
        lost: fits.lost,
        average_precision: metrics::average_precision(&scored),
        ranked: metrics::precision_recall(&scored),
        reliability: metrics::reliability(scored),
        objective,
        sweeps,
        current,
        suggestion,
    }
}

/// Whether each labelled pair is linked, at each step of a setting.
type LinksByStep = Vec<Vec<bool>>;

fn links_by_step(trial: &Trial, setting: Setting, options: &align::Options) -> LinksByStep {
    let steps: Vec<f32> = (0..STEPS).map(|step| metrics::threshold(step) as f32).collect();
    threads::map(&steps, trial.work(), |&value| trial.linked(&setting.sweep(options, value)))
}

fn sweep(trial: &Trial, setting: Setting, links: &LinksByStep) -> Sweep {
    let told = |same: bool| trial.pairs.iter().filter(|it| it.setting == setting && it.same == same).count();
    let counts = |linked: &Vec<bool>| trial.counts_of(linked, |at| trial.pairs[at].setting == setting);
    Sweep { setting, same: told(true), different: told(false), steps: links.iter().map(counts).collect() }
}
