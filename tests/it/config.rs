//! `factdiff.toml`: found, followed, and told of where it is wrong.

use super::{Ran, factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use tempfile::TempDir;

const POST: &str = "\
source: {id: post}
claims:
  - {id: toll, key: dead, text: Three dock workers died in the collapse., values: {dead: 3}}
  - {id: owner, key: owner, text: The crane belongs to Twitter., values: {owner: Twitter}}
";
const WIRE: &str = "\
source: {id: wire}
claims:
  - {id: w1, key: dead, text: Four dock workers died in the collapse., values: {dead: 4}}
  - {id: w2, key: owner, text: The crane belongs to Harbour Works., values: {owner: Harbour Works}}
";

fn sources(config: &str) -> TempDir {
    folder(&[
        ("factdiff.toml", config),
        ("s/post.yaml", POST),
        ("s/wire.yaml", WIRE),
        ("s/drafts/bad.yaml", "source: {id: bad}\nclaims: 1\n"),
    ])
}

fn run(sources: &TempDir, args: &[&str]) -> Ran {
    let folder = path(sources, "s");
    let mut line = vec![args[0], &folder, "-f", "json"];
    line.extend(&args[1..]);
    factdiff(&line)
}

fn levels(ran: &Ran) -> Vec<(String, String)> {
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    json["findings"].as_array().unwrap().iter().map(|f| (word(f, "rule"), word(f, "level"))).collect()
}

fn has(ran: &Ran, rule: &str, level: &str) -> bool {
    levels(ran).contains(&(rule.to_owned(), level.to_owned()))
}

#[test]
fn without_settings_the_defaults_hold() {
    let ran = run(&sources(""), &["report"]);
    assert_eq!(ran.exit, Exit::Clean);
    assert!(has(&ran, "conflict.number", "error") && has(&ran, "conflict.value", "error"), "{}", ran.out);
    assert!(has(&ran, "format.type", "error"));
}

#[test]
fn levels_fail_on_and_excluded_paths_are_followed() {
    let sources = sources(
        "[report]\nfail-on = \"warning\"\n[rules]\nconflict.number = \"note\"\nconflict.value = \"off\"\nclaim = \"warning\"\n\
         [paths]\nexclude = [\"drafts\"]\n",
    );
    let ran = run(&sources, &["report"]);
    assert_eq!(levels(&ran), [("conflict.number".to_owned(), "note".to_owned())]);
    assert_eq!(ran.exit, Exit::Clean);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let verdicts: Vec<&str> =
        json["facts"].as_array().unwrap().iter().map(|fact| fact["verdict"].as_str().unwrap()).collect();
    assert!(!verdicts.contains(&"conflict"), "what is said of the facts follows: {verdicts:?}");
    let ran = run(&sources, &["check"]);
    assert_eq!(ran.exit, Exit::Findings);
    assert!(has(&ran, "claim.unsupported", "warning"), "the level of the family");
    assert_eq!(
        run(&sources, &["check", "--fail-on", "error"]).exit,
        Exit::Clean,
        "the command line goes before"
    );
}

#[test]
fn aliases_and_tolerances_make_agreement() {
    let sources = sources("[names]\n\"Harbour Works\" = [\"Twitter\"]\n[values]\ndead = 1\n");
    let rules: Vec<String> = levels(&run(&sources, &["report"])).into_iter().map(|(rule, _)| rule).collect();
    assert!(!rules.iter().any(|rule| rule.starts_with("conflict.")), "{rules:?}");
}

#[test]
fn settings_that_are_wrong_end_the_run() {
    let ran = run(&sources("[rules]\nconflict.numbr = \"off\"\n[paths]\nexlude = []\n"), &["check"]);
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Trouble, ""));
    assert!(
        ran.err.contains("factdiff.toml:2:10: `conflict.numbr` is no rule; did you mean `conflict.number`?"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("did you mean `exclude`?"), "all of them\n{}", ran.err);
}

#[test]
fn settings_can_be_named_and_two_of_them_are_a_fault() {
    let two = folder(&[
        ("a/factdiff.toml", "[rules]\nformat = \"note\"\n"),
        ("a/s/x.yaml", "source: {id: x}\nclaims: 1\n"),
        ("b/factdiff.toml", ""),
        ("b/s/y.yaml", POST),
    ]);
    let paths = [path(&two, "a/s"), path(&two, "b/s")];
    let ran = factdiff(&["check", &paths[0], &paths[1]]);
    assert!(ran.exit == Exit::Trouble && ran.err.contains("choose with --config"), "{}", ran.err);
    let ran = factdiff(&["check", &paths[0], &paths[1], "--config", &path(&two, "a/factdiff.toml")]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
    let ran = factdiff(&["check", &paths[0], "--config", &path(&two, "missing.toml")]);
    assert!(ran.exit == Exit::Trouble && ran.err.contains("missing.toml"), "{}", ran.err);
}

#[test]
fn what_is_in_force_is_printed_with_where_it_is_from_and_can_be_read_again() {
    let sources = sources(
        "[report]\nfail-on = \"never\"\n[rules]\nquote = \"off\"\n[names]\nX = [\"Twitter\"]\n\
         [keys]\ndead.men = \"time-varying\"\n",
    );
    let told = factdiff(&["config", &path(&sources, "s")]).out;
    for expected in [
        "fail-on = \"never\"",
        "factdiff.toml:2",
        "\"quote.missing\" = \"off\"",
        "factdiff.toml:4",
        "\"dead.men\" = \"time-varying\"",
        "factdiff.toml:8",
        "# default",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    let again = factdiff::config::Config::parse("again.toml", &told).unwrap();
    assert_eq!(again.level("quote.missing"), Some(None));
    assert_eq!((again.policy.aliases.len(), again.policy.keys.len()), (1, 1));
}

/// The relation of two claims with the key `k.x`, of sources published on these days, under these settings.
fn keyed(kind: &str, [a, b]: [&str; 2], days: [&str; 2]) -> String {
    let set = |id: &str, text: &str, day: &str| {
        format!("source: {{id: {id}, published: {day}}}\nclaims:\n  - {{key: k.x, text: {text:?}}}\n")
    };
    let config = if kind.is_empty() { String::new() } else { format!("[keys]\nk = \"{kind}\"\n") };
    let sources = folder(&[
        ("factdiff.toml", &config),
        ("s/a.yaml", &set("a", a, days[0])),
        ("s/b.yaml", &set("b", b, days[1])),
    ]);
    let ran = factdiff(&["report", &path(&sources, "s"), "-f", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    json["facts"][0]["relations"][0]["kind"].as_str().unwrap().to_owned()
}

#[test]
fn a_key_that_has_one_answer_makes_conflicts_of_what_would_be_several() {
    let cases = [
        (
            ["Three workers died in Halden.", "Five workers died in Merrow."],
            "not-comparable",
            "conflict.number",
        ),
        (["Seven died.", "Nine victims were counted."], "", "conflict.number"),
        (["Alba and Corra sank.", "Alba and Dunlin sank."], "diff.list", "conflict.value"),
        (["Owner of the crane: Halden Works.", "Merrow Harbour bought the crane."], "", "conflict.value"),
        (["It closed on 3 March 2026.", "It was shut by 5 March 2026."], "", "conflict.date"),
        (["At least five died.", "Seven died."], "refine.number", "refine.number"),
        (["Seven died.", "Seven people died."], "agree.exact", "agree.exact"),
    ];
    let day = ["2026-03-04", "2026-03-06"];
    for (claims, without, with) in cases {
        for claims in [claims, [claims[1], claims[0]]] {
            if !without.is_empty() {
                assert_eq!(keyed("", claims, day), without, "{claims:?}");
            }
            assert_eq!(keyed("single-valued", claims, day), with, "{claims:?}");
        }
    }
}

#[test]
fn of_a_key_that_changes_with_time_another_answer_of_a_later_day_is_an_update() {
    let later = ["2026-03-04", "2026-03-06"];
    let same = ["2026-03-04", "2026-03-04"];
    let cases = [
        (["Three workers died.", "Five workers died."], later, "conflict.number", "update.superseded"),
        (["Five workers died.", "Three workers died."], later, "conflict.number", "update.superseded"),
        (["Three workers died.", "Five workers died."], same, "conflict.number", "conflict.number"),
        (
            ["As of Tuesday three workers were dead.", "As of Wednesday five workers were dead."],
            same,
            "update.superseded",
            "update.superseded",
        ),
        (["Nobody died.", "Five workers died."], later, "conflict.polarity", "update.superseded"),
        (["The port is open.", "The port is closed."], later, "conflict.polarity", "update.superseded"),
        (["Alba and Corra sank.", "Alba and Dunlin sank."], later, "diff.list", "update.superseded"),
        (["At least five died.", "Seven died."], later, "refine.number", "refine.number"),
    ];
    for (claims, days, without, with) in cases {
        assert_eq!(keyed("", claims, days), without, "{claims:?}");
        assert_eq!(keyed("time-varying", claims, days), with, "{claims:?}");
        assert_eq!(keyed("time-varying", [claims[1], claims[0]], [days[1], days[0]]), with, "{claims:?}");
    }
}

#[test]
fn a_source_gives_a_key_one_answer_unless_the_answer_changes() {
    let rules = |config: &str| -> Vec<String> {
        let sources = folder(&[
            ("factdiff.toml", config),
            (
                "s/a.yaml",
                "source: {id: a}\nclaims:\n  - {key: owner, text: Halden Works owns the crane., quote: q}\n  \
                 - {key: owner, text: The crane belongs to Merrow Harbour., quote: r}\n",
            ),
        ]);
        levels(&factdiff(&["check", &path(&sources, "s"), "-f", "json", "--only", "internal"]))
            .into_iter()
            .map(|(rule, _)| rule)
            .collect()
    };
    assert_eq!(rules(""), [""; 0]);
    assert_eq!(rules("[keys]\nowner = \"single-valued\"\n"), ["internal.value"]);
}
