//! What people said of claims: read from a file, held to while it fits, told when it does not.

use super::load::findings_told;
use super::{POST, Ran, WIRE, assert_golden, factdiff, folder, path};
use factdiff::align::{self, align};
use factdiff::claim::ClaimSet;
use factdiff::cli::Exit;
use factdiff::judgement::{self, Judgements, Standing};
use factdiff::load::{Options, load};
use factdiff::span::Files;
use std::fmt::Write as _;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn every_fault_is_found_at_its_place_and_the_other_judgements_hold() {
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judgements/bad.yaml");
    let mut files = Files::default();
    let (mut judgements, mut findings) = judgement::read(bad.to_str().unwrap(), &mut files).unwrap();
    findings.extend(judgements.in_time(|| jiff::civil::date(2026, 6, 1)));
    findings.extend(judgements.drop_contradictions(&mut Standing::default()));
    findings.sort_by_key(|finding| finding.places[0].span);
    let mut told = findings_told(&findings, &files);
    for pair in &judgements.pairs {
        let side = |side: &judgement::JudgedClaim| format!("{}#{}", side.source, side.claim);
        writeln!(told, "-> {} {} {}: {}", side(&pair.a), pair.verdict.as_str(), side(&pair.b), pair.reason)
            .unwrap();
    }
    for accepted in &judgements.findings {
        writeln!(told, "-> {} accepted: {}", accepted.fingerprint, accepted.reason).unwrap();
    }
    assert_golden(&told, &bad.with_extension("txt"));
}

/// `POST` and `WIRE`, with these edits, and a judgement on `toll` and another claim, made when they were unedited.
struct Judged {
    sets: Vec<ClaimSet>,
    judgements: Judgements,
}

fn judged(verdict: &str, a: &str, b: &str, edit: fn(&str) -> String) -> Judged {
    let before = load_texts(POST, WIRE);
    let fingerprint = |name: &str| {
        let sets = &before.1;
        let mut claims = sets.iter().flat_map(|set| set.claims.iter().map(move |claim| (set, claim)));
        let (set, claim) = claims.find(|(_, claim)| claim.id.as_str() == name).unwrap();
        format!(
            "{{source: {}, claim: {name}, fingerprint: {}}}",
            set.source.id,
            claim.fingerprint(&set.source.id)
        )
    };
    let text =
        format!("pairs: [{{a: {}, b: {}, verdict: {verdict}, reason: r}}]\n", fingerprint(a), fingerprint(b));
    let file = folder(&[("judgements.yaml", &text)]);
    let (judgements, findings) =
        judgement::read(&path(&file, "judgements.yaml"), &mut Files::default()).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    Judged { sets: load_texts(&edit(POST), &edit(WIRE)).1, judgements }
}

fn load_texts(post: &str, wire: &str) -> (TempDir, Vec<ClaimSet>) {
    let folder = folder(&[("post.yaml", post), ("wire.yaml", wire)]);
    let loaded = load(&[path(&folder, "")], &Options::default()).unwrap();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    (folder, loaded.sets)
}

fn unedited(text: &str) -> String {
    text.to_owned()
}

impl Judged {
    fn are_one_fact(&self, a: &str, b: &str) -> bool {
        let facts = align(&self.sets, &self.judgements, &align::Options::default()).facts;
        let has =
            |fact: &align::Fact, name| fact.claims.iter().any(|at| at.of(&self.sets).id.as_str() == name);
        facts.iter().any(|fact| has(fact, a) && has(fact, b))
    }

    fn stale(&self) -> Vec<String> {
        self.judgements
            .stale(&self.judgements.standing(&self.sets))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }
}

#[test]
fn same_links_what_no_word_would() {
    let judged = judged("same", "toll", "w2", unedited);
    assert!(judged.are_one_fact("toll", "w2"));
    assert_eq!(judged.stale(), [""; 0]);
}

#[test]
fn different_parts_what_every_word_and_the_key_would_link() {
    assert!(judged("unsure", "toll", "w1", keyed).are_one_fact("toll", "w1"));
    assert!(!judged("different", "toll", "w1", keyed).are_one_fact("toll", "w1"));
}

#[test]
fn unsure_neither_links_nor_parts() {
    let nothing = Judged { judgements: Judgements::default(), ..judged("unsure", "toll", "w1", unedited) };
    for (a, b) in [("toll", "w1"), ("toll", "w2")] {
        let unsure = judged("unsure", a, b, unedited);
        assert_eq!(unsure.are_one_fact(a, b), nothing.are_one_fact(a, b), "{a} {b}");
        assert_eq!(unsure.stale(), [""; 0]);
    }
}

#[test]
fn a_judgement_on_a_claim_that_was_edited_is_stale_and_not_used() {
    let judged = judged("same", "toll", "w2", |text| text.replace("Three dock", "Four dock"));
    assert!(!judged.are_one_fact("toll", "w2"));
    let [message] = judged.stale().try_into().unwrap();
    assert!(
        message.starts_with("the judgement on `post#toll` is stale: the claim has changed since"),
        "{message}"
    );
}

#[test]
fn a_judgement_on_a_claim_that_is_gone_is_stale_and_one_on_a_source_that_is_not_loaded_waits() {
    let gone = judged("same", "toll", "w2", |text| text.replace("id: w2", "id: w3"));
    assert_eq!(gone.stale(), ["the judgement on `wire#w2` is stale: there is no such claim"]);
    let mut waiting = judged("same", "toll", "w2", unedited);
    waiting.sets.retain(|set| set.source.id.as_str() == "post");
    assert_eq!(waiting.stale(), [""; 0]);
    assert!(!waiting.are_one_fact("toll", "w2"));
}

#[test]
fn edits_that_do_not_touch_the_claim_keep_a_judgement() {
    let edits: [fn(&str) -> String; 4] = [
        |text| {
            format!("# by hand\n{}", text.replace("source: {id:", "source: {headline: A crane falls, id:"))
        },
        |text| text.replace("east quay", "west quay").replace("claims:\n", "claims:\n  - One ship left.\n"),
        |text| text.replace(", text: ", ", speaker: The mayor, text: "),
        |text| text.replace("Three dock workers", "Three\u{a0}dock  workers"),
    ];
    for (n, edit) in edits.into_iter().enumerate() {
        let judged = judged("same", "toll", "w2", edit);
        assert_eq!(judged.stale(), [""; 0], "edit {n}");
        assert!(judged.are_one_fact("toll", "w2"), "edit {n}");
    }
}

fn report(folder: &TempDir, args: &[&str]) -> Ran {
    factdiff(&[&["report", folder.path().to_str().unwrap()], args].concat())
}

#[test]
fn an_accepted_finding_is_a_note_that_says_why() {
    let sources = folder(&[("post.yaml", &keyed(POST)), ("wire.yaml", &keyed(WIRE))]);
    let found = report(&sources, &["--format", "json", "--fail-on", "error", "--only", "conflict"]);
    assert_eq!(found.exit, Exit::Findings);
    let json: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    let fingerprint = json["findings"][0]["fingerprint"].as_str().unwrap();
    assert_eq!(json["findings"][0]["rule"], "conflict.number");

    let accept = |rule: &str| {
        format!("findings: [{{fingerprint: {fingerprint}, rule: {rule}, reason: the wire was corrected}}]\n")
    };
    std::fs::write(sources.path().join("judgements.yaml"), accept("conflict.number")).unwrap();
    let accepted = report(&sources, &["--format", "json", "--fail-on", "error", "--only", "conflict"]);
    assert_eq!(accepted.exit, Exit::Clean);
    let json: serde_json::Value = serde_json::from_str(&accepted.out).unwrap();
    assert_eq!(json["findings"][0]["level"], "note");
    assert_eq!(json["findings"][0]["state"], "accepted");
    assert_eq!(json["findings"][0]["accepted"], "the wire was corrected");

    std::fs::write(sources.path().join("judgements.yaml"), accept("conflict.date")).unwrap();
    assert_eq!(report(&sources, &["--fail-on", "error"]).exit, Exit::Findings, "another rule");
}

fn keyed(text: &str) -> String {
    text.replace("of the crane.", "of the crane., key: dead")
}

#[test]
fn faults_of_a_judgement_file_are_findings_of_the_run_and_a_missing_one_ends_it() {
    let sources =
        folder(&[("s/post.yaml", POST), ("s/wire.yaml", WIRE), ("j.yaml", "pairs: [{verdict: saem}]\n")]);
    let dir = path(&sources, "s");
    let named = |name: &str| {
        factdiff(&[
            "report",
            &dir,
            "--fail-on",
            "error",
            "--only",
            "format",
            "--judgements",
            &path(&sources, name),
        ])
    };
    assert_eq!(named("j.yaml").exit, Exit::Findings);
    let missing = named("missing.yaml");
    assert_eq!((missing.exit, missing.out.as_str()), (Exit::Trouble, ""));
    assert!(missing.err.contains("missing.yaml` does not exist"), "{}", missing.err);
}

#[test]
fn an_acceptance_holds_through_its_last_day_and_is_told_when_that_is_over() {
    let sources = folder(&[("post.yaml", &keyed(POST)), ("wire.yaml", &keyed(WIRE))]);
    let found = report(&sources, &["--format", "json", "--only", "conflict"]);
    let json: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    let fingerprint = json["findings"][0]["fingerprint"].as_str().unwrap();
    let cases = [
        ("2026-06-01", Some("2026-06-01"), true),
        ("2026-06-01", Some("2026-06-02"), false),
        ("2026-06", Some("2026-06-30"), true),
        ("2026-06", Some("2026-07-01"), false),
        ("2000-01-01", None, false),
        ("9000-01-01", None, true),
    ];
    for (until, today, holds) in cases {
        let text = format!(
            "findings: [{{fingerprint: {fingerprint}, rule: conflict.number, reason: r, until: {until}}}]\n"
        );
        std::fs::write(sources.path().join("judgements.yaml"), text).unwrap();
        let today = today.map_or(vec![], |day| vec!["--today", day]);
        let ran =
            report(&sources, &[&["--fail-on", "error", "--format", "github"], today.as_slice()].concat());
        assert_eq!(ran.exit == Exit::Clean, holds, "{until} {today:?}\n{}", ran.out);
        assert_eq!(ran.out.contains("judgement.expired"), !holds, "{until} {today:?}\n{}", ran.out);
        assert!(!ran.out.contains("judgement.unused"), "an expired one is told once\n{}", ran.out);
    }
    let ran = report(&sources, &["--today", "soon"]);
    assert!(ran.exit == Exit::Trouble && ran.err.contains("`soon` is not a day"), "{}", ran.err);
}

#[test]
fn a_judgement_on_a_pair_holds_until_its_day_is_over_and_is_told_then() {
    let judged = "pairs:\n- {a: {source: post, claim: toll}, b: {source: wire, claim: w1}, verdict: different, \
                  reason: another crane, until: 2026-06-01}\n";
    let sources =
        folder(&[("post.yaml", &keyed(POST)), ("wire.yaml", &keyed(WIRE)), ("judgements.yaml", judged)]);
    for (today, holds) in [("2026-06-01", true), ("2026-06-02", false)] {
        let ran = report(&sources, &["--format", "github", "--today", today]);
        assert_eq!(ran.out.contains("conflict.number"), !holds, "{today}\n{}", ran.out);
        let told = "`post#toll` and `wire#w1` were judged `different` until `2026-06-01`, and are no longer: \
                    another crane";
        assert_eq!(ran.out.contains(told), !holds, "{today}\n{}", ran.out);
    }
}

#[test]
fn a_judgement_on_a_pair_that_does_nothing_is_told_where_all_sources_are_read() {
    let judged = |a: &str, b: &str, verdict: &str| {
        format!("- {{a: {{source: {a}}}, b: {{source: {b}}}, verdict: {verdict}, reason: r}}\n")
    };
    let (toll, w1) = ("post, claim: toll", "wire, claim: w1");
    let cases = [
        (judged(toll, w1, "same"), None),
        (judged(toll, "wier, claim: w1", "same"), Some("`wier#w1` does nothing")),
        (
            judged(toll, w1, "same") + &judged(w1, toll, "same"),
            Some("`wire#w1` and `post#toll` are judged `same` twice"),
        ),
    ];
    for (pairs, expected) in cases {
        let text = format!("pairs:\n{pairs}");
        let sources = folder(&[("post.yaml", POST), ("wire.yaml", WIRE), ("judgements.yaml", &text)]);
        for command in ["report", "check"] {
            let told =
                factdiff(&[command, sources.path().to_str().unwrap(), "--only", "judgement", "-f", "github"])
                    .out;
            match expected {
                Some(words) => assert!(told.contains("judgement.unused") && told.contains(words), "{told}"),
                None => assert!(!told.contains("judgement."), "{told}"),
            }
        }
        let part = [path(&sources, "post.yaml"), path(&sources, "judgements.yaml")];
        let told = factdiff(&["check", &part[0], "--judgements", &part[1]]).out;
        assert!(!told.contains("judgement."), "of a part of the sources nothing can be said\n{told}");
    }
}
