//! `factdiff compare`.

use super::pipeline::{self, Run};
use super::{CompareArgs, Exit, Streams, output, report, write_failed};
use crate::config::FailOn;
use crate::error::Result;
use crate::text::fold::visible;
use crate::versions::Versions;

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
    if args.versions {
        versions(&run, &columns, args, streams)?;
        return run.exit(&args.common, FailOn::Never);
    }
    report::show(&run, &columns, &args.common, true, streams)?;
    run.exit(&args.common, FailOn::Never)
}

/// Tells what the second of the sources changes in the first, and what that does to the others.
fn versions(run: &Run, columns: &[usize], args: &CompareArgs, streams: &mut Streams<'_>) -> Result<()> {
    let [old, new, ..] = *columns else { return Ok(()) };
    let sets = &run.loaded.sets;
    let [first, second] = [old, new].map(|set| &sets[set].source);
    let remark = if first.is_version_of(second) {
        format!("`{}` is a later version of `{}`: name the older one first", first.id, second.id)
    } else if !second.is_version_of(first) {
        format!(
            "nothing says that `{}` is a later version of `{}` (`derived_from` with `how: revision`, or one `url` and a later \
             `modified`); they are compared as if it were",
            second.id, first.id
        )
    } else {
        String::new()
    };
    if !remark.is_empty() {
        writeln!(streams.err, "{}", visible(&remark)).or_else(|error| write_failed(&error))?;
    }
    let report = report::of(run, columns);
    let versions = Versions::of(sets, &run.assessment.facts, [old, new]);
    output::write_versions(&report, &versions, &args.common, super::style(&args.common, streams), streams)
}
