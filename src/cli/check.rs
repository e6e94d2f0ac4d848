//! `factdiff check`.

use super::pipeline::{self, Run};
use super::{CheckArgs, Exit, Streams, output, write_failed};
use crate::config::FailOn;
use crate::error::{Error, Result};
use crate::finding::Level;
use crate::fix::{self, Edit};
use crate::report::{CHECK_FORMATS, Report, WITH_CLAIMS};
use std::path::Path;

pub(super) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut run = check(args)?;
    if args.fix {
        let mended = mend(&run, args)?;
        if mended > 0 {
            run = check(args)?;
        }
        if !args.common.quiet {
            writeln!(streams.err, "mended {mended} places").or_else(|error| write_failed(&error))?;
        }
    }
    run.check_input(&args.paths)?;
    if args.common.verbose {
        pipeline::tell_omitted(&run.loaded, streams)?;
    }
    if args.common.format.as_deref().is_some_and(|format| WITH_CLAIMS.contains(&format)) {
        let Run { loaded, config, .. } = &mut run;
        loaded.read_words(&config.policy);
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

fn check(args: &CheckArgs) -> Result<Run> {
    pipeline::alone(&args.paths, &args.common, args.changed.as_deref())
}

/// Makes the edits, file by file, and says how many. A file that is worse than before gets its old text back.
fn mend(run: &Run, args: &CheckArgs) -> Result<usize> {
    let files = &run.loaded.files;
    let edits = fix::edits(files, &run.loaded.sets, &run.findings);
    let mut mended = 0;
    for edits in edits.chunk_by(|a, b| a.span.file == b.span.file) {
        let (path, old) = (files.path(edits[0].span.file), files.text(edits[0].span.file));
        if path == "-" {
            continue;
        }
        // the file itself, not a link to it
        let real = Path::new(path).canonicalize().map_err(|error| Error::io(path, &error))?;
        output::write_file(&real, edited(old, edits).as_bytes())?;
        let errors = |run: &Run| {
            let at = |finding: &&crate::finding::Finding| {
                let place = finding.places.first();
                place.is_some_and(|place| run.loaded.files.path(place.span.file) == path)
            };
            run.findings.iter().filter(at).filter(|finding| finding.level == Level::Error).count()
        };
        if errors(&check(args)?) > errors(run) {
            output::write_file(&real, old.as_bytes())?;
            return Err(Error::new(format!("`{path}` could not be mended without harm and is as it was")));
        }
        mended += edits.len();
    }
    Ok(mended)
}

/// The text with the edits made; they are in order and do not overlap.
fn edited(text: &str, edits: &[Edit]) -> String {
    let (mut new, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        new.push_str(&text[at..edit.span.start]);
        new.push_str(&edit.text);
        at = edit.span.end;
    }
    new + &text[at..]
}
