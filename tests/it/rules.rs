//! Every rule is seen at work: in a folder of `tests/rules/` that has its name, or in a golden file of the faults of one file.

use super::{assert_golden, factdiff};
use std::fs;
use std::path::Path;

/// What shows the rules that look at one source, at files and at judgements.
const GOLDENS: [&str; 3] = ["tests/lint", "tests/load", "tests/judgements"];

/// No file of a repository is one that cannot be read: `what_cannot_be_read_is_told` in `src/load/content.rs`.
const UNREADABLE: &str = "load.unreadable";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of what a folder holds, in order.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_rule_across_sources_finds_what_its_fixture_holds() {
    for rule in names("tests/rules").iter().filter(|name| root().join("tests/rules").join(name).is_dir()) {
        let folder = format!("tests/rules/{rule}");
        let files = names(&folder);
        let at = |name: &str| format!("{folder}/{name}");
        let mut args = vec!["report", &folder, "-f", "github", "--today", "2026-06-02", "--only", rule];
        let (baseline, unsupported) = (at("baseline.json"), at("notes.pdf"));
        if files.iter().any(|name| name == "baseline.json") {
            args.extend(["--baseline", &baseline]);
        }
        if files.iter().any(|name| name == "notes.pdf") {
            args.push(&unsupported);
        }
        let told = factdiff(&args).out;
        assert!(told.contains(&format!("title={rule}::")), "{rule}\n{told}");
        assert_golden(&told, &root().join(format!("{folder}.txt")));
    }
}

#[test]
fn every_rule_has_a_fixture() {
    let of_one_file: Vec<String> = GOLDENS
        .iter()
        .flat_map(|folder| names(folder).into_iter().map(move |name| root().join(folder).join(name)))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let across = names("tests/rules");
    let shown = |rule: &str| {
        let marked = format!("[{rule}]");
        across.iter().any(|name| name == rule) || of_one_file.iter().any(|text| text.contains(&marked))
    };
    let rules = factdiff::rules::all().into_iter().map(|info| info.rule.0);
    let lacking: Vec<&str> = rules.filter(|rule| *rule != UNREADABLE && !shown(rule)).collect();
    assert_eq!(lacking, [""; 0], "put a folder with claim sets that show it into tests/rules/");
}
