//! `factdiff check`.

use super::pipeline::{self, Hold, Run};
use super::{CheckArgs, Exit, Streams, output, write_failed};
use crate::config::FailOn;
use crate::error::{Error, Result};
use crate::finding::Level;
use crate::fix::{self, Edit};
use crate::load;
use crate::report::{CHECK_FORMATS, Report, WITH_CLAIMS};
use std::path::Path;

pub(super) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let with_claims = args.common.format.as_deref().is_some_and(|format| WITH_CLAIMS.contains(&format));
    run_in(args, Hold { batch: load::BATCH, all: args.fix || with_claims }, streams)
}

/// Runs with as much in memory at a time as `hold` says, which changes nothing in what is told.
fn run_in(args: &CheckArgs, hold: Hold, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut run = check(args, hold)?;
    if args.fix {
        let mended = mend(&run, args, hold)?;
        if mended > 0 {
            run = check(args, hold)?;
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
        origins: &assessment.origins,
        columns: &[],
    };
    let style = super::style(&args.common, streams);
    output::write_one(&report, &args.common, CHECK_FORMATS, style, streams)?;
    run.exit(&args.common, FailOn::Level(Level::Error))
}

fn check(args: &CheckArgs, hold: Hold) -> Result<Run> {
    pipeline::alone(&args.paths, &args.common, args.changed.as_deref(), hold)
}

/// Makes the edits, file by file, and says how many. A file that is worse than before gets its old text back.
fn mend(run: &Run, args: &CheckArgs, hold: Hold) -> Result<usize> {
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
        if errors(&check(args, hold)?) > errors(run) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    /// What is written of `folders`, and how the run ends.
    fn told(folders: &[&str], format: &str, hold: Hold) -> (String, Exit) {
        let judgements = ["--judgements", "tests/formats/judgements.yaml"];
        let words = [&["factdiff", "check", "--all", "-f", format], &judgements[..], folders].concat();
        let Command::Check(args) = Cli::try_parse_from(words).unwrap().command else { unreachable!() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { out: &mut out, err: &mut err, width: None, color: false };
        let exit = run_in(&args, hold, &mut streams).unwrap();
        (String::from_utf8(out).unwrap(), exit)
    }

    fn assert_same_in_batches(folders: &[&str], format: &str) {
        let expected = told(folders, format, Hold { batch: u64::MAX, all: true });
        let all = WITH_CLAIMS.contains(&format);
        for batch in [1, 300, 2_000, 20_000, u64::MAX] {
            let told = told(folders, format, Hold { batch, all });
            assert!(told == expected, "{folders:?} as {format} in batches of {batch} bytes");
        }
    }

    #[test]
    fn batches_of_any_size_tell_the_same_as_all_at_once() {
        let all = ["tests/load", "tests/lint", "tests/rules", "tests/formats"];
        let (first, _) = told(&all, "text", Hold { batch: u64::MAX, all: true });
        assert!(first.contains("format.duplicate-source"), "findings reach from batch to batch");
        for format in CHECK_FORMATS {
            assert_same_in_batches(&all, format.name);
        }
        // together they hide each other, since many have one id
        for folder in std::fs::read_dir("tests/lint").unwrap() {
            assert_same_in_batches(&[folder.unwrap().path().to_str().unwrap()], "text");
        }
    }

    #[test]
    fn an_article_that_looks_like_a_claim_set_takes_no_id_in_whatever_batch_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("a.json", r#"{"source": {"id": "post"}, "claims": ["Three men died."]}"#);
        write("m.yaml", "source: M\nclaims: [One man died.]\n");
        // what lost its id to the article has it, and not what comes later
        write("n.yaml", "source: {id: post, text: o.yaml}\nclaims: [Two men died.]\n");
        write("o.yaml", "source: {text: p.yaml}\nclaims: []\n");
        write("p.yaml", "source: {id: z}\nclaims: [{txt: x}]\n");
        let quote = "{text: Three men died., quote: Three men died.}";
        write("z.yaml", &format!("source: {{id: z, text: a.json}}\nclaims: [{quote}]\n"));
        let folders = [folder.path().to_str().unwrap()];
        let (text, _) = told(&folders, "text", Hold { batch: u64::MAX, all: false });
        assert!(text.contains("3 sources") && !text.contains("format."), "{text}");
        for format in CHECK_FORMATS {
            assert_same_in_batches(&folders, format.name);
        }
    }
}
