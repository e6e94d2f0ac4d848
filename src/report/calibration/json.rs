//! A calibration as JSON, version 1. The structs are the format: a name changed elsewhere changes nothing here.

use super::toml;
use crate::calibrate::{Calibration, Links, Objective, Setting, Suggestion, Sweep};
use crate::json;
use crate::metrics::{self, Bin, Counts, wilson};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document {
    format: &'static str,
    version: u32,
    tool: Tool,
    labels: LabelsRow,
    objective: ObjectiveRow,
    average_precision: f64,
    in_force: LinksRow,
    suggested: Option<SuggestedRow>,
    settings: Vec<SettingRow>,
    reliability: Vec<BinRow>,
    toml: Option<String>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct LabelsRow {
    same: usize,
    different: usize,
    unsure: usize,
    lost: usize,
}

#[derive(Serialize)]
struct ObjectiveRow {
    name: &'static str,
    min_precision: Option<f64>,
}

#[derive(Serialize)]
struct LinksRow {
    threshold: f64,
    words_alone: f64,
    #[serde(flatten)]
    figures: FiguresRow,
}

#[derive(Serialize)]
struct SuggestedRow {
    #[serde(flatten)]
    links: LinksRow,
    better: usize,
    worse: usize,
    held_out: FiguresRow,
}

#[derive(Serialize)]
struct FiguresRow {
    linked: usize,
    right: usize,
    same: usize,
    precision: f64,
    precision_interval: [f64; 2],
    recall: f64,
    recall_interval: [f64; 2],
    f1: f64,
    f1_interval: [f64; 2],
}

#[derive(Serialize)]
struct SettingRow {
    name: &'static str,
    same: usize,
    different: usize,
    as_good: Option<[f64; 2]>,
    steps: Vec<StepRow>,
}

#[derive(Serialize)]
struct StepRow {
    at: f64,
    linked: usize,
    right: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Serialize)]
struct BinRow {
    from: f64,
    to: f64,
    pairs: usize,
    same: usize,
    mean: f64,
    share: f64,
    interval: [f64; 2],
}

pub(super) fn render(calibration: &Calibration, out: &mut dyn Write) -> io::Result<()> {
    json::write_pretty(&document(calibration), out)?;
    out.write_all(b"\n")
}

fn document(calibration: &Calibration) -> Document {
    let suggestion = calibration.suggestion.as_ref();
    Document {
        format: "factdiff-calibration",
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        labels: LabelsRow {
            same: calibration.same,
            different: calibration.labels - calibration.same,
            unsure: calibration.unsure,
            lost: calibration.lost,
        },
        objective: match calibration.objective {
            Objective::F1 => ObjectiveRow { name: "f1", min_precision: None },
            Objective::Precision(least) => {
                ObjectiveRow { name: "recall", min_precision: Some(rounded(least)) }
            }
        },
        average_precision: rounded(calibration.average_precision),
        in_force: links(&calibration.current),
        suggested: suggestion.map(suggested),
        settings: calibration.sweeps.iter().zip([0, 1]).map(|(it, at)| setting(it, suggestion, at)).collect(),
        reliability: calibration.reliability.iter().enumerate().map(bin).collect(),
        toml: toml(calibration),
    }
}

fn links(links: &Links) -> LinksRow {
    let [threshold, words_alone] = links.settings.map(|value| rounded(f64::from(value)));
    LinksRow { threshold, words_alone, figures: figures(links.counts) }
}

fn suggested(suggestion: &Suggestion) -> SuggestedRow {
    SuggestedRow {
        links: links(&suggestion.links),
        better: suggestion.better,
        worse: suggestion.worse,
        held_out: figures(suggestion.held_out),
    }
}

fn figures(counts: Counts) -> FiguresRow {
    FiguresRow {
        linked: counts.said,
        right: counts.right,
        same: counts.gold,
        precision: rounded(counts.precision()),
        precision_interval: interval(counts.precision_interval()),
        recall: rounded(counts.recall()),
        recall_interval: interval(counts.recall_interval()),
        f1: rounded(counts.f1()),
        f1_interval: interval(counts.f1_interval()),
    }
}

fn setting(sweep: &Sweep, suggestion: Option<&Suggestion>, at: usize) -> SettingRow {
    let step = |(step, counts): (usize, &Counts)| StepRow {
        at: metrics::threshold(step),
        linked: counts.said,
        right: counts.right,
        precision: rounded(counts.precision()),
        recall: rounded(counts.recall()),
        f1: rounded(counts.f1()),
    };
    let Sweep { setting, same, different, steps } = sweep;
    SettingRow {
        name: Setting::as_str(*setting),
        same: *same,
        different: *different,
        as_good: suggestion.and_then(|suggestion| suggestion.ranges[at]).map(interval),
        steps: steps.iter().enumerate().map(step).collect(),
    }
}

fn bin((number, bin): (usize, &Bin)) -> BinRow {
    BinRow {
        from: number as f64 / 10.0,
        to: (number + 1) as f64 / 10.0,
        pairs: bin.pairs,
        same: bin.right,
        mean: rounded(bin.mean()),
        share: rounded(bin.share()),
        interval: interval(wilson(bin.right, bin.pairs)),
    }
}

fn interval((low, high): (f64, f64)) -> [f64; 2] {
    [rounded(low), rounded(high)]
}

/// Four digits: more say nothing, and the last ones of a float may differ between machines.
fn rounded(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}
