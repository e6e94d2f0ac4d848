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
fn the_same_said_of_another_in_one_source_says_nothing_again() {
    let claims = [("20", "Balham"), ("236", "Corvale")].map(|(number, district)| {
        format!("On 3 March 2026 {number} dock workers were taken to hospital in Halden, officials of {district} said.")
    });
    let claims = claims.each_ref().map(String::as_str);
    let report = report(&claims, &claims);
    assert_eq!(relations(&report), ["c1-c1 agree.exact", "c2-c2 agree.exact"]);
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().all(|finding| finding["rule"] == "agree.single-origin"), "{findings:?}");
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

#[test]
fn a_claim_set_drafted_from_an_article_says_what_the_article_says() {
    let events = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/events");
    let relations = |paths: &[String]| -> Vec<(String, String, String)> {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let ran = factdiff(&[&["report"], paths.as_slice(), &["--format", "json"]].concat());
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let facts = report["facts"].as_array().unwrap().iter();
        let relations = facts.flat_map(|fact| fact["relations"].as_array().unwrap());
        relations
            .map(|it| (it["kind"].to_string(), it["level"].to_string(), it["claims"].to_string()))
            .collect()
    };
    for event in ["vantry-cough-syrup-recall", "tobermallin-museum-theft"] {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a", "b", "c"];
        let articles =
            names.map(|name| folder.path().join(format!("{name}.txt")).to_str().unwrap().to_owned());
        let drafts =
            names.map(|name| folder.path().join(format!("{name}.yaml")).to_str().unwrap().to_owned());
        for ((name, article), draft) in names.iter().zip(&articles).zip(&drafts) {
            std::fs::copy(events.join(event).join(format!("{name}.txt")), article).unwrap();
            let ran = factdiff(&["extract", article, "-o", draft]);
            assert_eq!(ran.exit.code(), 0, "{}", ran.err);
        }
        let of_articles = relations(&articles);
        assert!(of_articles.len() > 10, "{of_articles:?}");
        assert_eq!(of_articles, relations(&drafts), "{event}");
        let ran = factdiff(&["report", &drafts[0], &drafts[1], "--format", "json", "--only", "format"]);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{}", ran.out);
    }
}

#[test]
fn values_of_one_name_are_compared_whatever_else_is_equal() {
    let set = |id: &str, text: &str, dead: u8| {
        format!("source: {{id: {id}}}\nclaims:\n  - {{key: k, text: {text}, values: {{dead: {dead}}}}}\n")
    };
    for (a, b) in [
        ("Three workers died in the fire.", "Three workers of four died in the fire."),
        ("Three of the workers died, 4 lived.", "Four of the workers died, 3 lived."),
        ("Three workers died, of 4 crews.", "Some workers died, of 3 crews."),
    ] {
        let folder = folder(&[("a.yaml", &set("a", a, 3)), ("b.yaml", &set("b", b, 4))]);
        let ran = factdiff(&["report", folder.path().to_str().unwrap(), "--format", "json"]);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let relation = &report["facts"][0]["relations"][0];
        assert_eq!(relation["kind"], "conflict.number", "{a} {b}");
        assert_eq!(relation["values"], serde_json::json!(["3", "4"]), "{a} {b}");
    }
}

#[test]
fn what_cannot_be_compared_is_not_agreed_in_any_format() {
    let set = |id: &str, fine: &str| {
        format!("source: {{id: {id}}}\nclaims:\n  - {{id: c, key: fine, text: The firm was fined {fine}.}}\n")
    };
    let three = [("a.yaml", set("a", "£5m")), ("b.yaml", set("b", "$6m")), ("c.yaml", set("c", "£5m"))];
    for sources in [&three[..2], &three] {
        let files: Vec<(&str, &str)> = sources.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let folder = folder(&files);
        let written = |format: &str| {
            factdiff(&["report", folder.path().to_str().unwrap(), "--all", "--format", format]).out
        };
        let counts = "≠ 0 in conflict · ! 1 to look at · ≈ 0 refined · ✓ 0 agreed";
        assert!(written("text").contains(counts) && !written("text").contains("Agreements"));
        let markdown = written("markdown");
        assert!(markdown.contains(counts) && markdown.contains("| · not comparable: £5m |"), "{markdown}");
        let page = written("html");
        assert!(page.contains("data-level=\"look\"") && page.contains("<td title=\"! 1 to look at\">"));
        assert!(page.contains("<td class=apart data-by=\"b\">not comparable <b>$6m</b>"), "{page}");
        for format in ["json", "jsonl"] {
            let json = written(format).replace(": ", ":");
            assert!(json.contains("\"verdict\":\"warning\""), "{json}");
        }
        assert!(written("csv").contains(",warning,a,c,"), "{}", written("csv"));
    }
}

#[test]
fn readers_are_told_dates_in_words_and_programs_in_edtf() {
    let set = |id: &str, date: &str| {
        format!(
            "source: {{id: {id}}}\nclaims:\n  - {{id: c, key: k, text: She left the firm., values: {{left: {date}}}}}\n"
        )
    };
    let folder = folder(&[("a.yaml", &set("a", "2025-23")), ("b.yaml", &set("b", "2024-11~"))]);
    let written =
        |format: &str| factdiff(&["report", folder.path().to_str().unwrap(), "--format", format]).out;
    for format in ["text", "markdown", "html"] {
        let out = written(format);
        assert!(out.contains("“autumn 2025”") && out.contains("“about November 2024”"), "{out}");
        assert!(!out.contains("2025-23"), "{out}");
    }
    let json: Value = serde_json::from_str(&written("json")).unwrap();
    assert_eq!(json["facts"][0]["relations"][0]["values"], serde_json::json!(["2025-23", "2024-11~"]));
}

#[test]
fn one_name_for_values_of_two_nouns_makes_no_conflict() {
    let set = |id: &str, total: u8| {
        let text = "The fire destroyed 12 homes and 3 shops.";
        format!("source: {{id: {id}}}\nclaims:\n  - {{key: k, text: {text}, values: {{total: {total}}}}}\n")
    };
    let folder = folder(&[("a.yaml", &set("a", 12)), ("b.yaml", &set("b", 3))]);
    let ran = factdiff(&["report", folder.path().to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["facts"][0]["relations"][0]["kind"], "agree.exact");
}

#[test]
fn the_name_of_a_value_is_not_read_as_words_of_the_claim() {
    let claims = [
        ("Fire at 12", "confirmed_number_of_deaths"),
        ("Blast on 12 March", "total_number_of_confirmed_deaths"),
        ("A12 crash", "total_number_of_deaths"),
        ("Toll in block A12", "number_of_people_who_lost_their_lives"),
    ];
    let claims =
        claims.map(|(text, name)| format!("  - {{text: {text}, values: {{{name}: 12}}}}\n")).concat();
    let folder = folder(&[("a.yaml", &format!("source: {{id: a}}\nclaims:\n{claims}"))]);
    let ran = factdiff(&["check", folder.path().to_str().unwrap()]);
    assert!(ran.out.contains("checked 4 claims"), "{}{}", ran.out, ran.err);
}
