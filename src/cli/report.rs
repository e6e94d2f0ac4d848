//! `factdiff report`.

use super::pipeline::Run;
use super::{Common, Exit, ReportArgs, Streams, output, pipeline};
use crate::config::FailOn;
use crate::error::Result;
use crate::report::{Report, Style};

pub(super) fn run(args: &ReportArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let run = pipeline::whole(&args.paths, &args.common, &args.encoder)?;
    run.check_input(&args.paths)?;
    if args.common.verbose {
        pipeline::tell_omitted(&run.loaded, streams)?;
    }
    let columns: Vec<usize> = (0..run.loaded.sets.len()).collect();
    show(&run, &columns, &args.common, false, streams)?;
    run.exit(&args.common, FailOn::Never)
}

/// Writes the report of a run.
pub(super) fn show(
    run: &Run,
    columns: &[usize],
    common: &Common,
    side_by_side: bool,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let report = of(run, columns);
    let style = Style { side_by_side, ..super::style(common, streams) };
    output::write(&report, common, style, streams)
}

/// The report of a run.
pub(super) fn of<'a>(run: &'a Run, columns: &'a [usize]) -> Report<'a> {
    Report {
        files: &run.loaded.files,
        sets: &run.loaded.sets,
        facts: &run.assessment.facts,
        findings: &run.findings,
        coverage: run.assessment.coverage,
        origins: &run.assessment.origins,
        columns,
    }
}
