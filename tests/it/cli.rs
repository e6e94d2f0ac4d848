//! The command line as a user meets it: exit codes, what goes where, what is told of a slip.

use super::{factdiff, folder, path};
use factdiff::cli::Exit;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const POST: &str = "\
source: {id: post}
claims:
  - {id: toll, key: dead, text: Three dock workers died in the collapse.}
";
const WIRE: &str = "\
source: {id: wire}
claims:
  - {id: w1, key: dead, text: Five dock workers died in the collapse.}
";
const ECHO: &str = "\
source: {id: echo}
claims:
  - {id: e1, key: dead, text: Three dock workers died in the collapse.}
";
const ELSEWHERE: &str = "\
source: {id: elsewhere}
claims:
  - {id: choir, text: A choir sang at the opening of the school in Brockmoor.}
";
const MUTE: &str = "source: {id: mute}\nclaims: []\n";
const BROKEN: &str = "source: {id: broken\nclaims: [One died.]\n";

/// A folder with all of the above.
fn sources() -> TempDir {
    folder(&[
        ("post.yaml", POST),
        ("wire.yaml", WIRE),
        ("echo.yaml", ECHO),
        ("elsewhere.yaml", ELSEWHERE),
        ("mute.yaml", MUTE),
        ("broken.yaml", BROKEN),
        ("empty/README.md", "nothing here"),
        ("notes.txt", "notes"),
        ("notes.pdf", "notes"),
    ])
}

/// Runs a line of arguments in which `@name` stands for a file of `folder`.
fn run(folder: &TempDir, line: &str) -> super::Ran {
    let args: Vec<String> = line
        .split_whitespace()
        .map(|word| word.strip_prefix('@').map_or(word.to_owned(), |name| path(folder, name)))
        .collect();
    factdiff(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn exit_codes_are_those_of_the_table() {
    let sources = sources();
    let cases = [
        (0, "report @post.yaml @wire.yaml"),
        (1, "report @post.yaml @wire.yaml --fail-on error"),
        (1, "report @post.yaml @wire.yaml --fail-on warning"),
        (1, "report @post.yaml @wire.yaml --fail-on note"),
        (0, "report @post.yaml @wire.yaml --fail-on never"),
        (0, "report @post.yaml @wire.yaml --fail-on error --exit-zero"),
        (1, "report @post.yaml @wire.yaml --fail-on error --only gap"),
        (1, "report @post.yaml @wire.yaml --fail-on note --min-level error --only gap"),
        (0, "report @post.yaml @echo.yaml --fail-on note"),
        (0, "report @post.yaml @elsewhere.yaml --fail-on error"),
        (0, "compare @post.yaml @wire.yaml"),
        (1, "compare @post.yaml @wire.yaml --fail-on error"),
        (2, "report @missing.yaml"),
        (2, "report @post.yaml @wire.yaml @missing.yaml --exit-zero"),
        (2, "report @empty"),
        (2, "report @broken.yaml"),
        (2, "report @broken.yaml --exit-zero"),
        (2, "report @notes.pdf"),
        (0, "report @post.yaml @wire.yaml @broken.yaml"),
        (1, "report @post.yaml @echo.yaml @broken.yaml --fail-on error"),
        (1, "report @post.yaml @echo.yaml @notes.pdf --fail-on error"),
        (3, "report @post.yaml"),
        (3, "report @post.yaml --fail-on note --exit-zero"),
        (3, "report @post.yaml @mute.yaml"),
        (3, "report @post.yaml @post.yaml"),
        (3, "compare @post.yaml"),
        (0, "explain post#toll wire#w1 @post.yaml @wire.yaml"),
        (2, "explain post#toll wire#w1 @missing.yaml"),
    ];
    for (code, line) in cases {
        let ran = run(&sources, line);
        assert_eq!(ran.exit.code(), code, "{line}\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    let sources = sources();
    for (code, files) in [(1, "@post.yaml @wire.yaml"), (3, "@post.yaml"), (2, "@broken.yaml")] {
        for format in ["text", "markdown", "json", "csv", "jsonl", "sarif", "junit", "github", "gitlab"] {
            let ran = run(&sources, &format!("report {files} --fail-on error --format {format}"));
            assert_eq!(ran.exit.code(), code, "{files} {format}");
        }
    }
}

#[test]
fn a_slip_in_the_arguments_is_told_on_standard_error_and_ends_with_2() {
    let sources = sources();
    let cases = [
        ("report @post.yaml @wire.yaml --formt json", "--formt"),
        ("report @post.yaml @wire.yaml --format jsno", "there are text, markdown, html, json, csv"),
        ("report @post.yaml @wire.yaml --fail-on all", "--fail-on"),
        ("report @post.yaml @wire.yaml --min-level grave", "--min-level"),
        ("report @post.yaml @wire.yaml --threads many", "--threads"),
        ("report -", "--stdin-as"),
        ("report @missing.yaml", "missing.yaml` does not exist"),
        ("report @empty", "no claim sets in"),
        ("compare", "<PATHS>"),
        ("reprot", "report"),
        ("", "Usage: factdiff"),
    ];
    for (line, expected) in cases {
        let ran = run(&sources, line);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Trouble, ""), "{line}");
        assert!(ran.err.contains(expected), "{line}\n{}", ran.err);
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    for (line, expected) in
        [("--help", "Exit codes:"), ("report --help", "--fail-on"), ("--version", env!("CARGO_PKG_VERSION"))]
    {
        let ran = run(&sources(), line);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Clean, ""), "{line}");
        assert!(ran.out.contains(expected), "{line}\n{}", ran.out);
    }
}

#[test]
fn a_report_goes_to_standard_output_and_nothing_else_does() {
    let sources = sources();
    for format in ["text", "markdown", "json", "csv", "jsonl", "github"] {
        let ran = run(&sources, &format!("report @post.yaml @wire.yaml --format {format}"));
        assert!(ran.out.contains("Three"), "{format}\n{}", ran.out);
        assert_eq!(ran.err, "", "{format}");
    }
    let to_folder = run(&sources, "report @post.yaml @wire.yaml -o @out");
    assert_eq!(to_folder.out, "");
    assert!(to_folder.err.starts_with("wrote "), "{}", to_folder.err);
}

#[test]
fn a_bad_file_among_good_ones_is_told_and_costs_only_itself() {
    let ran = run(&sources(), "report @post.yaml @wire.yaml @broken.yaml --format json");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["sources"].as_array().unwrap().len(), 2);
    let rules: Vec<&str> =
        json["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"format.syntax") && rules.contains(&"conflict.number"), "{rules:?}");
}

#[test]
fn only_leaves_the_kinds_that_were_asked_for() {
    let sources = sources();
    let rules = |only: &str| -> Vec<String> {
        let ran = run(
            &sources,
            &format!("report @post.yaml @wire.yaml @echo.yaml @elsewhere.yaml --format json {only}"),
        );
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let findings = json["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]);
        let relations =
            json["facts"].as_array().unwrap().iter().flat_map(|fact| fact["relations"].as_array().unwrap());
        let mut rules: Vec<String> = findings
            .chain(relations.map(|relation| &relation["kind"]))
            .map(|rule| rule.as_str().unwrap().to_owned())
            .collect();
        rules.sort();
        rules.dedup();
        rules
    };
    assert_eq!(rules(""), ["agree.exact", "conflict.number", "gap.silent"]);
    assert_eq!(rules("--only conflict"), ["conflict.number"]);
    assert_eq!(rules("--only conflict.number,gap"), ["conflict.number", "gap.silent"]);
    assert_eq!(rules("--only gap --only agree"), ["agree.exact", "gap.silent"]);
    assert_eq!(rules("--only conflict.date"), [""; 0]);
    assert_eq!(rules("--min-level error"), ["conflict.number"]);
}

#[test]
fn one_format_goes_to_one_file_and_all_go_to_a_folder() {
    let sources = sources();
    let report = "report @post.yaml @wire.yaml";
    assert_eq!(run(&sources, &format!("{report} --format json -o @deep/down/report.json")).exit, Exit::Clean);
    let stdout = run(&sources, &format!("{report} --format json")).out;
    assert_eq!(fs::read_to_string(path(&sources, "deep/down/report.json")).unwrap(), stdout);

    assert_eq!(run(&sources, &format!("{report} -o @all")).exit, Exit::Clean);
    let names = names(Path::new(&path(&sources, "all")));
    let expected = [
        "csv",
        "github.txt",
        "gitlab.json",
        "html",
        "json",
        "jsonl",
        "junit.xml",
        "md",
        "origins.svg",
        "sarif",
        "txt",
    ];
    assert_eq!(names, expected.map(|extension| format!("discrepancies.{extension}")));
    assert_eq!(fs::read_to_string(path(&sources, "all/discrepancies.json")).unwrap(), stdout);
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let sources = sources();
    let ran = run(&sources, "report @post.yaml @wire.yaml -o @notes.txt");
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Trouble, ""), "a file stands where the folder should be");
    assert!(ran.err.contains("notes.txt"), "{}", ran.err);
    assert_eq!(fs::read_to_string(path(&sources, "notes.txt")).unwrap(), "notes");

    fs::create_dir(path(&sources, "taken.json")).unwrap();
    let ran = run(&sources, "report @post.yaml @wire.yaml --format json -o @taken.json");
    assert_eq!(ran.exit, Exit::Trouble, "a folder stands where the file should be");
    let before = [
        "broken.yaml",
        "echo.yaml",
        "elsewhere.yaml",
        "empty",
        "mute.yaml",
        "notes.pdf",
        "notes.txt",
        "post.yaml",
        "taken.json",
        "wire.yaml",
    ];
    assert_eq!(names(sources.path()), before, "no temporary file is left behind");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn explain_suggests_the_source_and_the_claim_that_were_meant() {
    let sources = sources();
    let cases = [
        ("post#tol wire#w1", "no claim `tol` in `post`; did you mean `toll`?"),
        ("post#toll wir#w1", "no source `wir`; did you mean `wire`?"),
        ("post#toll harbour#w1", "no source `harbour`\n"),
        ("post#toll wire", "`wire` does not name a claim; write SOURCE#CLAIM"),
        ("post#toll post#toll", "`post#toll` and `post#toll` are one claim"),
    ];
    for (names, expected) in cases {
        let ran = run(&sources, &format!("explain {names} @post.yaml @wire.yaml"));
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Trouble, ""), "{names}");
        assert!(ran.err.contains(expected), "{names}\n{}", ran.err);
    }
}

#[test]
fn explain_shows_both_claims_the_score_and_the_relation() {
    let ran = run(&sources(), "explain post#toll wire#w1 @post.yaml @wire.yaml");
    for expected in [
        "Three dock workers",
        "Five dock workers",
        "score ",
        "threshold",
        "key `dead`",
        "in one fact",
        "conflict.number (error)",
    ] {
        assert!(ran.out.contains(expected), "{expected}\n{}", ran.out);
    }
    assert_eq!(ran.err, "");
}

#[test]
fn compare_keeps_the_order_given() {
    let sources = sources();
    for order in [["post", "wire"], ["wire", "post"]] {
        let out = run(&sources, &format!("compare @{}.yaml @{}.yaml", order[0], order[1])).out;
        let first_line = |name: &str| out.find(name).unwrap_or_else(|| panic!("{name} is missing\n{out}"));
        assert!(first_line(order[0]) < first_line(order[1]), "{order:?}\n{out}");
    }
}

#[test]
fn the_program_reads_standard_input_and_ends_with_the_code() {
    let sources = sources();
    let mut program = Command::new(env!("CARGO_BIN_EXE_factdiff"))
        .args([
            "report",
            "-",
            &path(&sources, "wire.yaml"),
            "--stdin-as",
            "yaml",
            "--format",
            "json",
            "--fail-on",
            "error",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(POST.as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["sources"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_not_shown_fails_all_the_same_and_is_counted_in_every_format() {
    let sources = folder(&[("post.yaml", POST), ("wire.yaml", WIRE)]);
    let folder = path(&sources, "");
    for format in ["text", "markdown", "html", "json", "jsonl", "sarif", "junit", "github", "gitlab"] {
        let ran = |more: &[&str]| {
            factdiff(&[&["report", &folder, "-f", format, "--fail-on", "error"], more].concat())
        };
        let (all, some) = (ran(&[]), ran(&["--only", "refine"]));
        assert_eq!((all.exit, some.exit), (Exit::Findings, Exit::Findings), "{format}");
        assert!(!all.out.contains("not shown") && !all.out.contains("hidden_findings"), "{format}");
        assert!(
            some.out.contains("not shown") || some.out.contains("hidden_findings"),
            "{format}\n{}",
            some.out
        );
    }
}
