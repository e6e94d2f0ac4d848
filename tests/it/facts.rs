//! What the whole pipeline makes of small sets of claims.

use super::{factdiff, folder};
use serde_json::Value;

/// The report as JSON on two claim sets, `a` and `b`, published on 5 March 2026, with these claims.
fn report(a: &[&str], b: &[&str]) -> Value {
    let set = |id: &str, claims: &[&str]| {
        let claims: Vec<String> = claims.iter().map(|claim| format!("  - {claim:?}\n")).collect();
        format!("source: {{id: {id}, published: 2026-03-05}}\nclaims:\n{}", claims.concat())
    };
    let folder = folder(&[("a.yaml", &set("a", a)), ("b.yaml", &set("b", b))]);
    let ran = factdiff(&["report", folder.path().to_str().unwrap(), "--format", "json"]);
    serde_json::from_str(&ran.out).unwrap()
}

/// The kinds of relation of the facts that two sources share, with the claims' ids.
fn relations(report: &Value) -> Vec<String> {
    let facts = report["facts"].as_array().unwrap().iter();
    let relations = facts.flat_map(|fact| fact["relations"].as_array().unwrap());
    let mut told: Vec<String> = relations
        .map(|it| {
            let claim = |at: usize| it["claims"][at].as_str().unwrap().to_owned();
            format!("{}-{} {}", claim(0), claim(1), it["kind"].as_str().unwrap())
        })
        .collect();
    told.sort();
    told
}

#[test]
fn the_same_said_of_another_place_is_another_fact_and_no_contradiction() {
    let report = report(
        &[
            "3 dock workers died at Port Ellery when the crane collapsed.",
            "13 dock workers died at Halden when the crane collapsed.",
            "Police arrested a 41-year-old man in Port Ellery on Tuesday.",
            "Police arrested a 42-year-old man in Halden on Tuesday.",
        ],
        &[
            "The fall of the crane in Halden killed at least 17 people working on the dock.",
            "The fall of the crane in Port Ellery killed at least 3 people working on the dock.",
        ],
    );
    assert_eq!(relations(&report), ["c1-c2 refine.number", "c2-c1 conflict.number"]);
    let rules: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
    assert!(!rules.iter().any(|rule| rule.starts_with("internal")), "{rules:?}");
}

#[test]
fn a_quote_is_found_in_the_stored_article_whatever_its_typography() {
    let folder = folder(&[
        ("a.txt", "He said: “We don’t know yet”, and left. Three men died.\n"),
        (
            "a.yaml",
            "source: {id: a, text: a.txt}\nclaims: [{text: Three men died., quote: \"We don't know yet\"}]\n",
        ),
        ("b.yaml", "source: {id: b}\nclaims: [{text: Four men died., quote: nobody said this}]\n"),
    ]);
    let ran = factdiff(&["report", folder.path().to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let place = &report["claims"][0]["quote_location"];
    assert_eq!((place["start"].as_u64(), place["end"].as_u64()), (Some(12), Some(31)));
    assert!(place["path"].as_str().unwrap().ends_with("/a.txt"));
    assert!(report["claims"][1]["quote_location"].is_null());
}
