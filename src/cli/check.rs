//! `factdiff check`.

use super::pipeline::{self, Run};
use super::{CheckArgs, Exit, Streams, output};
use crate::config::FailOn;
use crate::error::Result;
use crate::finding::Level;
use crate::report::{CHECK_FORMATS, Report};

pub(super) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let run = pipeline::alone(&args.paths, &args.common)?;
    run.check_input(&args.paths)?;
    if args.common.verbose {
        pipeline::tell_omitted(&run.loaded, streams)?;
    }
    let Run { loaded, assessment, findings, .. } = &run;
    let report = Report {
        files: &loaded.files,
        sets: &loaded.sets,
        facts: &[],
        findings,
        coverage: assessment.coverage,
        columns: &[],
    };
    let style = super::style(&args.common, streams);
    output::write_one(&report, &args.common, CHECK_FORMATS, style, streams)?;
    run.exit(&args.common, FailOn::Level(Level::Error))
}
