//! `factdiff compare`.

use super::{CompareArgs, Exit, Streams, pipeline, report};
use crate::config::FailOn;
use crate::error::Result;

pub(super) fn run(args: &CompareArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let run = pipeline::whole(&args.paths, &args.common, &args.encoder)?;
    run.check_input(&args.paths)?;
    if args.common.verbose {
        pipeline::tell_omitted(&run.loaded, streams)?;
    }
    // columns in the order given; a file with several sources keeps theirs
    let sets = &run.loaded.sets;
    let given = |set: usize| {
        let path = run.loaded.files.path(sets[set].source.span.file);
        args.paths
            .iter()
            .position(|given| given.trim_start_matches("./") == path.trim_start_matches("./"))
            .unwrap_or(usize::MAX)
    };
    let mut columns: Vec<usize> = (0..sets.len()).collect();
    columns.sort_by_key(|&set| (given(set), set));
    report::show(&run, &columns, &args.common, true, streams)?;
    run.exit(&args.common, FailOn::Never)
}
