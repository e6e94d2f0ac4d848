//! What `init`, `completions` and `man` write.

use super::{factdiff, folder, path};
use factdiff::cli::Exit;
use std::fs;

#[test]
fn the_starter_folder_passes_check_and_its_report_tells_of_one_conflict() {
    let made = folder(&[]);
    let starter = path(&made, "new");
    assert_eq!(factdiff(&["init", &starter]).exit, Exit::Clean);
    let sources = format!("{starter}/sources");
    let checked = factdiff(&["check", &sources, "--strict", "--fail-on", "note"]);
    assert_eq!(checked.exit, Exit::Clean, "{}", checked.out);
    let report = factdiff(&["report", &sources, "--strict", "-f", "json"]);
    let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    let rules: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["conflict.number"]);
    assert_eq!(report["coverage"]["skipped_files"], 0);
}

#[test]
fn a_starter_folder_takes_the_place_of_nothing() {
    let made = folder(&[("sources/north-wire.yaml", "mine")]);
    let ran = factdiff(&["init", &path(&made, "")]);
    assert!(
        ran.exit == Exit::Trouble && ran.err.contains("north-wire.yaml` is there already"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(path(&made, "sources/north-wire.yaml")).unwrap(), "mine");
    assert!(!made.path().join("README.md").exists(), "nothing else is written");
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let commands =
        ["report", "check", "compare", "explain", "review", "rules", "config", "extract", "init", "schema"];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = factdiff(&["completions", shell]).out;
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let made = folder(&[]);
    assert_eq!(factdiff(&["man", &path(&made, "man")]).exit, Exit::Clean);
    for command in commands {
        let page = fs::read_to_string(path(&made, &format!("man/factdiff-{command}.1"))).unwrap();
        assert!(page.contains(&format!("factdiff {command}")), "{page}");
    }
    let first = fs::read_to_string(path(&made, "man/factdiff.1")).unwrap();
    assert_eq!(first, factdiff(&["man"]).out);
}
