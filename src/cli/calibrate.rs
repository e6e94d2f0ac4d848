//! `factdiff calibrate`.

use super::{CalibrateArgs, Exit, Streams, encoder, output, pipeline, settings, usage, write_failed};
use crate::calibrate::{Objective, calibrate};
use crate::error::{Error, Result};
use crate::judgement::labels::{self, Label};
use crate::load;
use crate::report::calibration::{FORMATS, plot};
use crate::span::Files;
use std::io;
use std::path::Path;

pub(super) fn run(args: &CalibrateArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let format = match &args.format {
        None => &FORMATS[0],
        Some(name) => FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            usage(format!("`--format {name}` is no format of a calibration; there are {}", names.join(", ")))
        })?,
    };
    if args.plot.as_deref() == Some("-") {
        return Err(usage("`--plot` wants a file: standard output is for the figures".to_owned()));
    }
    let mut files = Files::default();
    let (mut labels, findings) = labels::read_labels(&args.labels, &mut files)?;
    pipeline::tell(&findings, &files, streams)?;
    let config = settings::load(&args.paths, args.config.as_deref())?;
    let options = load::Options {
        exclude: config.exclude.clone(),
        policy: config.policy.clone(),
        ..load::Options::default()
    };
    // labels that hold their claims need no sources
    let mut sets = if labels.iter().any(Label::is_named) {
        let loaded = load::load(&args.paths, &options)?;
        pipeline::tell(&loaded.findings, &loaded.files, streams)?;
        loaded.sets
    } else {
        Vec::new()
    };
    encoder::encode(&args.encoder, sets.iter_mut().chain(labels.iter_mut().flat_map(Label::written)))?;
    let fits = labels::fit(&labels, &sets);
    pipeline::tell(&fits.findings, &files, streams)?;
    let objective = args.min_precision.map_or(Objective::F1, Objective::Precision);
    let calibration = calibrate(&sets, &fits, (&config.align, &config.policy), objective);
    if calibration.labels == 0 {
        let why = "a label says `same` or `different` of two claims";
        return Err(Error::new(format!("no labels to measure with in `{}`: {why}", args.labels)));
    }
    if let Some(path) = &args.plot {
        output::write_file(Path::new(path), &rendered(|text| plot(&calibration, text))?)?;
    }
    let text = rendered(|text| (format.render)(&calibration, text))?;
    match args.output.as_deref().filter(|path| *path != "-") {
        Some(path) => output::write_file(Path::new(path), &text)?,
        None => streams.out.write_all(&text).or_else(|error| write_failed(&error))?,
    }
    Ok(Exit::Clean)
}

fn rendered(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    render(&mut text).map_err(|error| Error::new(format!("cannot write the calibration: {error}")))?;
    Ok(text)
}
