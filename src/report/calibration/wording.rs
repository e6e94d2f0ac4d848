//! A calibration in words and tables, before it is laid out.

use super::toml;
use crate::calibrate::{Calibration, FEWEST, FIRST_STEP, Links, Objective, Setting, Sweep};
use crate::metrics::{self, Counts, wilson};

/// A piece of the text.
pub(super) enum Block {
    /// What follows is about this.
    Heading(String),
    /// A sentence or two.
    Words(String),
    /// Figures.
    Table(Table),
    /// Lines for `factdiff.toml`.
    Toml(String),
}

/// A table; every row is as long as the head.
pub(super) struct Table {
    pub(super) head: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

/// Every so many steps are shown.
const SHOWN: usize = 5;

/// From this width on an interval of F1 is told in words.
const WIDE: f64 = 0.15;

/// All that is to be said.
pub(super) fn blocks(calibration: &Calibration) -> Vec<Block> {
    let mut blocks = vec![Block::Words(labels(calibration))];
    blocks.push(Block::Words(objective(calibration)));
    blocks.extend(toml(calibration).map(Block::Toml));
    blocks.extend(doubts(calibration).into_iter().map(Block::Words));
    blocks.push(Block::Heading("How the links agree with the labels".to_owned()));
    blocks.push(Block::Table(agreement(calibration)));
    let held_out = match toml(calibration) {
        None => "",
        Some(_) => {
            " `held out`: each fifth of the labels, with what suits the others best; expect this of new pairs."
        }
    };
    blocks.push(Block::Words(format!("In brackets what the true figure may be (95 %, Wilson).{held_out}")));
    for (at, sweep) in calibration.sweeps.iter().enumerate() {
        blocks.push(Block::Heading(format!("{}: {}", sweep.setting.as_str(), about(sweep.setting))));
        blocks.push(Block::Words(format!(
            "Labels that tell of it: {} `same`, {} `different`.{} Rows that would repeat the one above are left out.",
            sweep.same,
            sweep.different,
            range(calibration, at)
        )));
        blocks.push(Block::Table(steps(calibration, at, sweep)));
    }
    blocks.push(Block::Heading("Reliability".to_owned()));
    blocks.push(Block::Table(reliability(calibration)));
    blocks.push(Block::Words(format!(
        "Of the labelled pairs of each strength the share that is labelled `same`. Average precision {:.2}, ranked by strength \
         and without linking.",
        calibration.average_precision
    )));
    blocks
}

fn labels(calibration: &Calibration) -> String {
    let different = calibration.labels - calibration.same;
    let unsure = match calibration.unsure {
        0 => String::new(),
        n => format!(" {n} `unsure` left out."),
    };
    let lost = match calibration.lost {
        0 => String::new(),
        n => format!(" {n} left out that fit no two claims at hand."),
    };
    format!(
        "{} labels: {} `same`, {different} `different`.{unsure}{lost}",
        calibration.labels, calibration.same
    )
}

fn objective(calibration: &Calibration) -> String {
    let wanted = match calibration.objective {
        Objective::F1 => "the best F1".to_owned(),
        Objective::Precision(least) => format!("the best recall with a precision of {least:.2} or more"),
    };
    match &calibration.suggestion {
        None if !calibration.sweeps.iter().any(Sweep::has_enough) => format!(
            "Nothing is suggested: too few labels. A setting needs {FEWEST} `same` and {FEWEST} `different` that tell of it."
        ),
        None => format!("Nothing is suggested: no thresholds reach {wanted} on these labels."),
        Some(_) if toml(calibration).is_none() => {
            format!("Nothing to change: for {wanted} no thresholds do better than those in force.")
        }
        Some(suggestion) => format!(
            "Suggested for {wanted}. It gets {} right that the settings in force get wrong, and {} the other way round:",
            labels_of(suggestion.better),
            suggestion.worse
        ),
    }
}

fn labels_of(n: usize) -> String {
    if n == 1 { "1 label".to_owned() } else { format!("{n} labels") }
}

/// What makes the suggestion less sure.
fn doubts(calibration: &Calibration) -> Vec<String> {
    let Some(suggestion) = &calibration.suggestion else { return Vec::new() };
    let mut doubts = Vec::new();
    for sweep in calibration.sweeps.iter().filter(|sweep| !sweep.has_enough()) {
        doubts.push(format!(
            "`{}` stays as it is: {} `same` and {} `different` labels tell of it, and {FEWEST} of each are needed.",
            sweep.setting.as_str(),
            sweep.same,
            sweep.different
        ));
    }
    let (low, high) = suggestion.links.counts.f1_interval();
    if high - low > WIDE {
        doubts.push(format!("Few labels: its true F1 may be anything from {low:.2} to {high:.2}."));
    }
    doubts
}

/// Which pairs a setting is for.
pub(super) fn about(setting: Setting) -> &'static str {
    match setting {
        Setting::Threshold => "pairs with values, lists or dates",
        Setting::WordsAlone => "pairs of words and names alone",
    }
}

/// The values that do as well as the one that is suggested.
fn range(calibration: &Calibration, at: usize) -> String {
    let range = calibration.suggestion.as_ref().and_then(|suggestion| suggestion.ranges[at]);
    range.map_or_else(String::new, |(low, high)| {
        format!(" They cannot tell what lies between {low:.2} and {high:.2} from the best.")
    })
}

fn agreement(calibration: &Calibration) -> Table {
    let row = |name: &str, settings: Option<[f32; 2]>, counts: Counts| {
        let settings =
            settings.map_or([const { String::new() }; 2], |it| it.map(|value| format!("{value:.2}")));
        let figure = |value: f64, (low, high): (f64, f64)| format!("{value:.2} ({low:.2}–{high:.2})");
        let [threshold, words_alone] = settings;
        vec![
            name.to_owned(),
            threshold,
            words_alone,
            counts.said.to_string(),
            counts.right.to_string(),
            figure(counts.precision(), counts.precision_interval()),
            figure(counts.recall(), counts.recall_interval()),
            figure(counts.f1(), counts.f1_interval()),
        ]
    };
    let of = |name: &str, links: &Links| row(name, Some(links.settings), links.counts);
    let mut rows = vec![of("in force", &calibration.current)];
    if let Some(suggestion) = calibration.suggestion.as_ref().filter(|_| toml(calibration).is_some()) {
        rows.push(of("suggested", &suggestion.links));
        rows.push(row("held out", None, suggestion.held_out));
    }
    Table { head: vec!["", "threshold", "words-alone", "linked", "right", "precision", "recall", "F1"], rows }
}

/// The links at some values of a setting, the other as it is in force.
fn steps(calibration: &Calibration, at: usize, sweep: &Sweep) -> Table {
    let nearest = |value: f32| (value * (metrics::STEPS - 1) as f32).round() as usize;
    let current = nearest(calibration.current.settings[at]);
    let suggested = calibration.suggestion.as_ref().map(|it| nearest(it.links.settings[at]));
    let is_marked = |step: usize| step == current || Some(step) == suggested;
    let row = |step: usize| {
        let counts = sweep.steps[step];
        let note = match (step == current, Some(step) == suggested) {
            (true, _) => "in force",
            (false, true) => "suggested",
            (false, false) => "",
        };
        vec![
            format!("{:.2}", metrics::threshold(step)),
            counts.said.to_string(),
            counts.right.to_string(),
            if counts.said == 0 { "–".to_owned() } else { format!("{:.2}", counts.precision()) },
            format!("{:.2}", counts.recall()),
            format!("{:.2}", counts.f1()),
            note.to_owned(),
        ]
    };
    let mut shown: Vec<usize> =
        (FIRST_STEP..metrics::STEPS).filter(|&step| step % SHOWN == 0 || is_marked(step)).collect();
    shown.dedup_by(|step, before| !is_marked(*step) && sweep.steps[*step] == sweep.steps[*before]);
    let rows = shown.into_iter().map(row).collect();
    Table { head: vec!["at", "linked", "right", "precision", "recall", "F1", ""], rows }
}

fn reliability(calibration: &Calibration) -> Table {
    let row = |(number, bin): (usize, &metrics::Bin)| {
        let (low, high) = wilson(bin.right, bin.pairs);
        vec![
            format!("{:.1} to {:.1}", number as f64 / 10.0, (number + 1) as f64 / 10.0),
            bin.pairs.to_string(),
            format!("{:.2}", bin.mean()),
            format!("{:.2} ({low:.2}–{high:.2})", bin.share()),
        ]
    };
    let bins = calibration.reliability.iter().enumerate().filter(|(_, bin)| bin.pairs > 0);
    Table { head: vec!["strength", "pairs", "mean", "same"], rows: bins.map(row).collect() }
}
