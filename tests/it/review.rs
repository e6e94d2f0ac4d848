//! `factdiff review` as other programs and plain terminals meet it.

use super::{folder, path};
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const POST: &str = "source: {id: post}\nclaims:\n  \
    - {id: toll, key: dead, text: \"Three dock \\e[2J<script> workers died in the collapse.\"}\n";
const WIRE: &str = "source: {id: wire}\nclaims:\n  \
    - {id: w1, key: dead, text: Five dock workers died in the collapse., quote: “five” dead}\n";

fn sources() -> TempDir {
    folder(&[("post.yaml", POST), ("wire.yaml", WIRE)])
}

/// Runs the program with these lines on standard input; what it writes, and its exit code.
fn review(folder: &TempDir, options: &[&str], input: &str) -> (String, Option<i32>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_factdiff"))
        .args(["review", &path(folder, ".")])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // who quits early reads no more
    let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
    let output = program.wait_with_output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn judgements(folder: &TempDir) -> String {
    fs::read_to_string(path(folder, "judgements.yaml")).unwrap_or_default()
}

#[test]
fn lines_of_words_are_answers() {
    let sources = sources();
    let (out, code) = review(&sources, &["--plain", "--by", "rk"], "what\na\na both were early\n");
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("1 answered, 0 left"), "{out}");
    assert!(out.contains("\\u{1b}[2J<script>") && !out.contains('\u{1b}'), "{out}");
    assert!(out.contains("article: “five” dead\n"), "no quotes around quotes: {out}");
    let written = judgements(&sources);
    assert!(written.contains("reason: both were early\n    by: rk\n"), "{written}");
    let (again, _) = review(&sources, &["--plain"], "");
    assert!(again.contains("nothing to review"), "{again}");
}

#[test]
fn lines_of_json_are_questions_and_answers() {
    let sources = sources();
    let lines = "{\"answer\": \"sam\"}\n{\"answer\": \"same\"}\n{\"answer\": \"undo\"}\n";
    let (out, code) = review(&sources, &["--json"], lines);
    assert_eq!(code, Some(0), "{out}");
    let told: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let types: Vec<&str> = told.iter().map(|line| line["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["question", "message", "question", "end"]);
    assert_eq!(told[0]["findings"][0]["rule"], "conflict.number");
    assert_eq!(told[0]["claims"][1]["runs"][0], serde_json::json!({"text": "Five", "mark": "telling"}));
    assert!(judgements(&sources).contains("verdict: same"), "after the last question nothing is read");
}

#[test]
fn an_end_in_the_middle_loses_nothing() {
    let sources = folder(&[
        ("post.yaml", POST),
        ("wire.yaml", WIRE),
        (
            "echo.yaml",
            "source: {id: echo}\nclaims:\n  - {key: dead, text: Six dock workers died in the collapse.}\n",
        ),
        ("judgements.yaml", "# ours\npairs: [] # none\n"),
    ]);
    let (out, code) = review(&sources, &["--plain"], "d\n");
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("1 answered, 2 left"), "{out}");
    let written = judgements(&sources);
    assert!(written.starts_with("# ours\npairs: [{a: ") && written.ends_with("}] # none\n"), "{written}");
}
