//! `factdiff check`: every rule on its fixture, and nothing on what is sound.

use super::{assert_golden, factdiff, folder, path};
use factdiff::cli::Exit;
use factdiff::lint;
use std::fs;
use std::path::Path;

#[test]
fn every_rule_finds_what_its_fixture_holds_and_nothing_else() {
    let ids: Vec<&str> = of_sources().collect();
    for &id in &ids {
        let fixture = format!("tests/lint/{id}");
        let told = factdiff(&["check", &fixture, "--all"]).out;
        assert_golden(&told, &Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{fixture}.txt")));
        let rules: Vec<&str> = told
            .lines()
            .filter_map(|line| line.split_once('[')?.1.split_once("]: "))
            .map(|(rule, _)| rule)
            .collect();
        assert!(!rules.is_empty() && rules.iter().all(|rule| *rule == id), "{id}: {rules:?}");
        assert!(!told.contains("fine.yaml:") || id == "claim.duplicate", "{told}");
    }
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint")).unwrap();
    let folders = entries.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(folders, ids.len(), "every folder of tests/lint is of a rule");
}

/// The rules on one source, and those on a source against itself.
fn of_sources() -> impl Iterator<Item = &'static str> {
    let lints = lint::rules().map(|info| info.rule.0);
    let internal = factdiff::rules::all().into_iter().map(|info| info.rule.0);
    let internal = internal.filter(|id| id.starts_with("internal.") && *id != "internal.sum");
    lints.chain(internal)
}

#[test]
fn the_claim_sets_of_this_repository_have_no_errors() {
    let ran = factdiff(&["check"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
}

/// `extract` then `check`: what is drafted is free of faults but for those of the article, which are listed.
#[test]
fn a_drafted_claim_set_passes() {
    let planted = [
        ("dunlarragh-tram-strike/b", "internal.enumeration"),
        ("ostler-springs-wildfire/b", "internal.number"),
        ("vantry-cough-syrup-recall/b", "internal.enumeration"),
    ];
    let events = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/events");
    let mut found = Vec::new();
    for event in fs::read_dir(&events).unwrap().map(|entry| entry.unwrap().path()) {
        for article in ["a", "b", "c"] {
            let name = format!("{}/{article}", event.file_name().unwrap().to_str().unwrap());
            let text = fs::read_to_string(event.join(article).with_extension("txt")).unwrap();
            let folder = folder(&[("article.txt", &text)]);
            factdiff(&["extract", &path(&folder, "article.txt"), "-o", &path(&folder, "draft.yaml")]);
            let told =
                factdiff(&["check", &path(&folder, "draft.yaml"), "--min-level", "warning", "-f", "json"])
                    .out;
            let json: serde_json::Value = serde_json::from_str(&told).unwrap();
            for finding in json["findings"].as_array().unwrap() {
                found.push((name.clone(), finding["rule"].as_str().unwrap().to_owned()));
            }
        }
    }
    found.sort();
    assert_eq!(found, planted.map(|(name, rule)| (name.to_owned(), rule.to_owned())));
}

const BAD: &str = "source: {id: bad, derived_from: [fine]}\nclaims:\n  - {id: a, text: One died., speaker: x}\n  - {id: a, text: Two died., speaker: x}\n";
const FINE: &str = "source: {id: fine}\nclaims:\n  - {id: a, text: One died., speaker: police}\n";

#[test]
fn exit_codes_are_those_of_the_table() {
    let sources = folder(&[
        ("bad.yaml", BAD),
        ("fine.yaml", FINE),
        ("broken.yaml", "source: {"),
        ("alone/fine.yaml", FINE),
        ("notes.pdf", ""),
    ]);
    let cases: [(u8, &[&str]); 9] = [
        (0, &["fine.yaml"]),
        (0, &["alone"]),
        (1, &["bad.yaml"]),
        (1, &["bad.yaml", "fine.yaml"]),
        (0, &["bad.yaml", "--exit-zero"]),
        (0, &["bad.yaml", "--fail-on", "never"]),
        (2, &["broken.yaml"]),
        (1, &["broken.yaml", "fine.yaml"]),
        (2, &["missing.yaml"]),
    ];
    for (code, args) in cases {
        for format in ["text", "json"] {
            let args: Vec<String> = args
                .iter()
                .map(|arg| {
                    if arg.contains('.') || *arg == "alone" { path(&sources, arg) } else { (*arg).to_owned() }
                })
                .collect();
            let line: Vec<&str> =
                ["check", "-f", format].into_iter().chain(args.iter().map(String::as_str)).collect();
            let ran = factdiff(&line);
            assert_eq!(ran.exit.code(), code, "{line:?}\n{}{}", ran.out, ran.err);
        }
    }
}

#[test]
fn a_named_file_is_seen_beside_its_neighbours_and_told_of_alone() {
    let sources = folder(&[("bad.yaml", BAD), ("fine.yaml", FINE)]);
    let told = factdiff(&["check", &path(&sources, "fine.yaml")]).out;
    assert!(told.contains("checked 1 claim in 1 source"), "{told}");
    let told = factdiff(&["check", &path(&sources, "bad.yaml")]).out;
    assert!(told.contains("format.duplicate-id") && !told.contains("source.origin"), "{told}");
    let alone = folder(&[("bad.yaml", BAD)]);
    let told = factdiff(&["check", &path(&alone, "bad.yaml")]).out;
    assert!(told.contains("source.origin"), "{told}");
}

#[test]
fn a_report_beside_the_sources_is_no_source_and_can_be_written_anew() {
    for format in ["json", "jsonl"] {
        let sources = folder(&[("fine.yaml", FINE)]);
        let (fine, report) = (path(&sources, "fine.yaml"), path(&sources, &format!("report.{format}")));
        let run = || factdiff(&["check", &fine, "--format", format, "-o", &report]);
        assert_eq!([run().exit.code(), run().exit.code()], [0, 0], "{}", run().err);
        let told = factdiff(&["check", sources.path().to_str().unwrap()]).out;
        assert!(told.contains("in 1 source") && !told.contains("report."), "{told}");
    }
}

#[test]
fn an_acceptance_of_what_is_not_there_is_told() {
    let judgements = "findings:\n  - {fingerprint: 77ab, rule: quote.missing, reason: r}\n  - {fingerprint: 77ab, rule: conflict.date, reason: r}\n";
    let sources = folder(&[("fine.yaml", FINE), ("judgements.yaml", judgements)]);
    let told = factdiff(&["check", sources.path().to_str().unwrap()]).out;
    assert_eq!(told.matches("judgement.unused").count(), 1, "conflicts are not looked for\n{told}");
    let told = factdiff(&[
        "check",
        &path(&sources, "fine.yaml"),
        "--judgements",
        &path(&sources, "judgements.yaml"),
    ])
    .out;
    assert!(!told.contains("judgement.unused"), "of a part of the sources nothing can be said\n{told}");
}

#[test]
fn rules_are_listed_and_explained() {
    let table = factdiff(&["rules"]).out;
    assert_eq!(table.lines().count(), factdiff::rules::all().len());
    let family = factdiff(&["rules", "quote"]).out;
    assert!(family.lines().count() > 4 && family.lines().all(|line| line.starts_with("quote.")), "{family}");
    let page = factdiff(&["rules", "quote.missing"]).out;
    assert!(
        page.starts_with("quote.missing (error): a quote that is not in the stored article\n\n"),
        "{page}"
    );
    let ran = factdiff(&["rules", "quote.mising"]);
    assert_eq!(ran.exit, Exit::Trouble);
    assert!(ran.err.contains("did you mean `quote.missing`?"), "{}", ran.err);
}
