//! What labels say of the thresholds, for people and for programs: one file a format over one borrowed [`Calibration`].

mod json;
mod markdown;
mod plot;
mod text;
mod wording;

pub use plot::plot;

use crate::calibrate::{Calibration, Setting};
use std::io::{self, Write};

/// A format of calibrations.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes the calibration.
    pub render: fn(&Calibration, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first is the one where none is asked for.
pub static FORMATS: &[Format] = &[
    Format { name: "text", render: text::render },
    Format { name: "json", render: json::render },
    Format { name: "markdown", render: markdown::render },
];

/// The lines for the settings file; none where nothing is to be changed.
fn toml(calibration: &Calibration) -> Option<String> {
    let suggestion = calibration.suggestion.as_ref()?;
    let (now, then) = (calibration.current.settings, suggestion.links.settings);
    let changed = (0..Setting::ALL.len()).filter(|&at| now[at] != then[at]);
    let lines: Vec<String> =
        changed.map(|at| format!("{} = {:.2}\n", Setting::ALL[at].as_str(), then[at])).collect();
    (!lines.is_empty()).then(|| format!("[align]\n{}", lines.concat()))
}
