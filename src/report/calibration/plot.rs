//! A calibration as a picture (SVG): precision against recall, and how far strengths can be believed.

use super::wording::about;
use crate::calibrate::{Calibration, Setting, Sweep};
use crate::metrics::{self, Counts, STEPS, wilson};
use askama::Template;
use std::io::{self, Write};

/// The side of a panel, in units of the picture.
const SIDE: f64 = 300.0;

/// Where the panels begin, from the left, and both from the top.
const LEFT: [f64; 2] = [60.0, 480.0];
const TOP: f64 = 50.0;

#[derive(Template)]
#[template(path = "plot.svg")]
struct Picture {
    panels: [Panel; 2],
    lines: Vec<Line>,
    bars: Vec<Bar>,
    diagonal: [String; 4],
}

/// A square with a scale from 0 to 1 on both sides.
struct Panel {
    title: &'static str,
    across: &'static str,
    up: &'static str,
    frame: [String; 3],
    ticks: Vec<Tick>,
    /// Where the words stand: the title's left and top, the middle and bottom, and the side of the upright ones.
    middle: String,
    bottom: String,
    side: [String; 2],
}

struct Tick {
    label: String,
    x: String,
    y: String,
}

/// Precision against recall.
struct Line {
    class: &'static str,
    points: String,
    /// Where its legend stands: the left of the stroke, the left of the words, the height.
    legend: [String; 3],
    name: String,
    about: String,
    marks: Vec<Mark>,
}

/// A value of a setting as a point on its line, and again in its legend.
struct Mark {
    class: &'static str,
    x: String,
    y: String,
}

/// The share of a bin with its interval.
struct Bar {
    x: String,
    share: String,
    low: String,
    high: String,
    pairs: usize,
    label_y: String,
}

/// Writes the picture.
///
/// # Errors
///
/// What `out` cannot take.
pub fn plot(calibration: &Calibration, out: &mut dyn Write) -> io::Result<()> {
    let picture = Picture {
        panels: [
            panel(0, "Links at every threshold", "recall", "precision"),
            panel(1, "Reliability", "strength of the pair", "share labelled same"),
        ],
        lines: lines(calibration),
        bars: calibration.reliability.iter().filter(|bin| bin.pairs > 0).map(bar).collect(),
        diagonal: [across(1, 0.0), up(0.0), across(1, 1.0), up(1.0)],
    };
    picture.write_into(&mut &mut *out).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

fn panel(number: usize, title: &'static str, x: &'static str, y: &'static str) -> Panel {
    let tick = |fifth: usize| {
        let at = fifth as f64 / 5.0;
        Tick { label: format!("{at:.1}"), x: across(number, at), y: up(at) }
    };
    Panel {
        title,
        across: x,
        up: y,
        frame: [across(number, 0.0), up(1.0), across(number, 1.0)],
        ticks: (0..=5).map(tick).collect(),
        middle: across(number, 0.5),
        bottom: at(TOP + SIDE + 38.0),
        side: [at(LEFT[number] - 40.0), up(0.5)],
    }
}

/// The links that each setting makes, from the strictest threshold to the loosest, and below them all pairs ranked.
fn lines(calibration: &Calibration) -> Vec<Line> {
    let ranked: Vec<String> =
        calibration.ranked.iter().map(|&(recall, precision)| point(recall, precision)).collect();
    let ranking = Line {
        class: "ranked",
        points: ranked.join(" "),
        legend: legend(2),
        name: "unlinked".to_owned(),
        about: format!("all pairs by strength, average precision {:.2}", calibration.average_precision),
        marks: Vec::new(),
    };
    let sweeps = calibration.sweeps.iter().enumerate().map(|(at, sweep)| of_setting(calibration, at, sweep));
    std::iter::once(ranking).chain(sweeps).collect()
}

fn of_setting(calibration: &Calibration, at: usize, sweep: &Sweep) -> Line {
    let linked = sweep.steps.iter().rev().filter(|counts| counts.said > 0);
    let now = calibration.current.settings[at];
    let suggested = calibration.suggestion.as_ref().map(|suggestion| suggestion.links.settings[at]);
    let then = suggested.filter(|then| *then != now);
    let marks = [("now", Some(now)), ("then", then)];
    let values = then.map_or_else(|| format!("○ {now:.2}"), |then| format!("○ {now:.2}  ● {then:.2}"));
    Line {
        class: match sweep.setting {
            Setting::Threshold => "values",
            Setting::WordsAlone => "words",
        },
        points: linked.map(|counts| point(counts.recall(), counts.precision())).collect::<Vec<_>>().join(" "),
        legend: legend(at),
        name: format!("{} {values}", sweep.setting.as_str()),
        about: about(sweep.setting).to_owned(),
        marks: marks.into_iter().filter_map(|(class, value)| mark(sweep, class, value?)).collect(),
    }
}

fn mark(sweep: &Sweep, class: &'static str, value: f32) -> Option<Mark> {
    let step = (value * (STEPS - 1) as f32).round() as usize;
    let counts: Counts = sweep.steps[step.min(STEPS - 1)];
    (counts.said > 0).then(|| Mark { class, x: across(0, counts.recall()), y: up(counts.precision()) })
}

fn point(recall: f64, precision: f64) -> String {
    format!("{},{}", across(0, recall), up(precision))
}

fn legend(number: usize) -> [String; 3] {
    [at(LEFT[0]), at(LEFT[0] + 24.0), at(TOP + SIDE + 62.0 + 20.0 * number as f64)]
}

fn bar(bin: &metrics::Bin) -> Bar {
    let (low, high) = wilson(bin.right, bin.pairs);
    Bar {
        x: across(1, bin.mean()),
        share: up(bin.share()),
        low: up(low),
        high: up(high),
        pairs: bin.pairs,
        label_y: at(height(high) - 6.0),
    }
}

/// Where a share from 0 to 1 lies across a panel.
fn across(panel: usize, share: f64) -> String {
    at(LEFT[panel] + SIDE * share)
}

/// Where a share from 0 to 1 lies up a panel.
fn up(share: f64) -> String {
    at(height(share))
}

fn height(share: f64) -> f64 {
    TOP + SIDE * (1.0 - share)
}

/// A tenth is fine enough, and the same on every machine.
fn at(place: f64) -> String {
    format!("{place:.1}")
}
