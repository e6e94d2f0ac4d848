//! The integration tests, one program: it links once and its tests run side by side.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what the tests share is part of the tests")]

#[cfg(unix)]
mod action;
mod align;
mod allocations;
mod baseline;
mod calibrate;
mod check;
mod cli;
mod config;
mod encoder;
mod facts;
mod fix;
mod formats;
mod golden;
mod judgement;
mod layering;
mod load;
mod origins;
mod page;
mod pairs;
mod properties;
mod review;
mod rules;
mod schema;
mod starter;
#[cfg(unix)]
mod terminal;

use factdiff::cli::{Exit, Streams, run};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// What a run of the program came to.
#[derive(Debug)]
struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

// two sources of which judgements and labels speak
const POST: &str = "\
source: {id: post}
claims:
  - {id: toll, text: Three dock workers died in the collapse of the crane.}
  - {id: quay, text: The port authority closed the east quay.}
";
const WIRE: &str = "\
source: {id: wire}
claims:
  - {id: w1, text: Five dock workers died in the collapse of the crane.}
  - {id: w2, text: A choir sang at the opening of the school.}
";

/// Runs the program inside this process; paths are seen from the package's root.
fn factdiff(args: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut streams = Streams { out: &mut out, err: &mut err, width: None, color: false };
    let exit = run(std::iter::once("factdiff").chain(args.iter().copied()).map(Into::into), &mut streams);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { exit, out: text(out), err: text(err) }
}

/// A folder that holds these files and is gone when it is dropped.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The path of a file in a folder, as one would type it.
fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

/// Compares a text with a golden file, which `UPDATE=1` writes anew.
#[track_caller]
fn assert_golden(told: &str, golden: &Path) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(golden, told).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(told, expected, "{}: look at it, then accept it with UPDATE=1", golden.display());
}
