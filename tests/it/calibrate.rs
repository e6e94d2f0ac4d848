//! `factdiff calibrate`: labels in, thresholds out.

use super::{POST, WIRE, assert_golden, factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "tests/eval/events/dunmarrow-ferry-collision/sources";

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calibrate").join(name)
}

/// What labels of an event come to, as arguments add.
fn calibrated(arguments: &[&str]) -> String {
    let config = if arguments.contains(&"--config") {
        &[][..]
    } else {
        &["--config", "tests/calibrate/factdiff.toml"]
    };
    let all = [&["calibrate", "tests/calibrate/labels.jsonl", SOURCES], config, arguments].concat();
    let ran = factdiff(&all);
    assert_eq!((ran.exit.code(), ran.err.as_str()), (0, ""));
    ran.out
}

#[test]
fn a_calibration_reads_as_it_did() {
    assert_golden(&calibrated(&[]), &golden("calibration.txt"));
    assert_golden(&calibrated(&["-f", "markdown", "--min-precision", "0.95"]), &golden("calibration.md"));
    let json = calibrated(&["-f", "json"]).replace(env!("CARGO_PKG_VERSION"), "…");
    assert_golden(&json, &golden("calibration.json"));
}

#[test]
fn the_plot_looks_as_it_did() {
    let folder = folder(&[]);
    calibrated(&["--plot", &path(&folder, "plot.svg")]);
    assert_golden(&fs::read_to_string(path(&folder, "plot.svg")).unwrap(), &golden("plot.svg"));
}

#[test]
fn the_order_of_labels_changes_only_what_is_held_out() {
    let labels = fs::read_to_string(golden("labels.jsonl")).unwrap();
    let turned = labels.lines().rev().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").unwrap();
        text
    });
    let folder = folder(&[("turned.jsonl", &turned)]);
    let config = ["--config", "tests/calibrate/factdiff.toml"];
    let ran =
        factdiff(&[&["calibrate", &path(&folder, "turned.jsonl"), SOURCES], config.as_slice()].concat());
    let rest = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("  held out"));
        lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(rest(&ran.out), rest(&calibrated(&[])));
}

#[test]
fn the_lines_that_are_suggested_make_the_links_that_are_told() {
    let suggested: Value = serde_json::from_str(&calibrated(&["-f", "json"])).unwrap();
    let lines = suggested["toml"].as_str().expect("these labels suggest something");
    let folder = folder(&[("factdiff.toml", lines)]);
    let then = calibrated(&["-f", "json", "--config", &path(&folder, "factdiff.toml")]);
    let then: Value = serde_json::from_str(&then).unwrap();
    for figure in ["threshold", "words_alone", "linked", "right", "f1"] {
        assert_eq!(then["in_force"][figure], suggested["suggested"][figure], "{figure}");
    }
}

#[test]
fn every_bad_label_is_told_at_its_place_and_the_others_count() {
    let sources = folder(&[("post.yaml", POST), ("wire.yaml", WIRE)]);
    let ran = factdiff(&["calibrate", "tests/calibrate/bad.jsonl", &path(&sources, "")]);
    assert_eq!(ran.exit, Exit::Clean);
    assert_golden(&format!("{}\n{}", ran.err, ran.out), &golden("bad.txt"));
}

#[test]
fn judgements_are_labels() {
    let judgements = "\
pairs:
  - {a: {source: post, claim: toll}, b: {source: wire, claim: w1}, verdict: same, reason: the crane}
  - {a: {source: post, claim: quay}, b: {source: wire, claim: w2}, verdict: different, reason: a choir}
  - {a: {source: post, claim: quay}, b: {source: wire, claim: w1}, verdict: unsure, reason: who knows}
findings:
  - {fingerprint: 77ab5c1e, reason: the wire was corrected}
";
    let sources = folder(&[("post.yaml", POST), ("wire.yaml", WIRE), ("judgements.yaml", judgements)]);
    let ran = factdiff(&["calibrate", &path(&sources, "judgements.yaml"), &path(&sources, "")]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Clean, ""));
    assert!(ran.out.starts_with("2 labels: 1 same, 1 different. 1 unsure left out.\n"), "{}", ran.out);
    assert!(ran.out.contains("Nothing is suggested: too few labels."), "{}", ran.out);
}

#[test]
fn a_judged_pair_is_measured_by_its_score_and_not_by_the_judgement_or_a_key() {
    let keyed =
        |text: &str| text.replace("{id: quay,", "{id: quay, key: k,").replace("{id: w2,", "{id: w2, key: k,");
    let judgements = "\
pairs:
  - {a: {source: post, claim: quay}, b: {source: wire, claim: w2}, verdict: same, reason: so I say}
";
    let sources =
        folder(&[("post.yaml", &keyed(POST)), ("wire.yaml", &keyed(WIRE)), ("judgements.yaml", judgements)]);
    let ran = factdiff(&["calibrate", &path(&sources, "judgements.yaml"), &path(&sources, ""), "-f", "json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["in_force"]["linked"], 0);
}

#[test]
fn labels_that_hold_their_claims_need_no_sources() {
    let labels =
        r#"{"a": "Three dock workers died.", "b": {"text": "Five dock workers died."}, "label": "same"}"#;
    let folder = folder(&[("labels.jsonl", labels)]);
    let ran =
        factdiff(&["calibrate", &path(&folder, "labels.jsonl"), &path(&folder, "nowhere"), "-f", "json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.exit, &told["in_force"]["right"]), (Exit::Clean, &Value::from(1)));
}

#[test]
fn a_slip_in_the_arguments_or_no_label_at_all_ends_with_2() {
    let labels = folder(&[
        ("empty.jsonl", ""),
        ("unsure.jsonl", r#"{"a": "One died.", "b": "Two died.", "label": "unsure"}"#),
        ("named.jsonl", r#"{"a": "post#toll", "b": "wire#w1", "label": "same"}"#),
        ("judgements.yaml", "pairs: []\n"),
    ]);
    let cases = [
        (vec!["empty.jsonl"], "no labels to measure with"),
        (vec!["unsure.jsonl"], "no labels to measure with"),
        (vec!["judgements.yaml"], "no labels to measure with"),
        (vec!["missing.jsonl"], "does not exist"),
        (vec!["named.jsonl", "nowhere"], "does not exist"),
        (vec!["unsure.jsonl", "--format", "html"], "there are text, json, markdown"),
        (vec!["unsure.jsonl", "--min-precision", "95"], "a number from 0 to 1"),
        (vec!["unsure.jsonl", "--plot", "-"], "`--plot` wants a file"),
    ];
    for (mut arguments, message) in cases {
        let file = path(&labels, arguments[0]);
        arguments[0] = &file;
        let ran = factdiff(&[&["calibrate"], arguments.as_slice()].concat());
        assert_eq!(ran.exit, Exit::Trouble, "{arguments:?}");
        assert!(ran.err.contains(message), "{arguments:?}: {}", ran.err);
    }
}
