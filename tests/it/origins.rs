//! Who leads to whom: families of articles and of claim sets with golds.

use super::{factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn families() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/origin/families");
    let mut families: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    families.sort();
    families
}

fn ids(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// The report on some paths as JSON.
fn report(paths: &[&str]) -> Value {
    let ran = factdiff(&[&["report", "--format", "json"], paths].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err))
}

/// The messages of one rule.
fn told(report: &Value, rule: &str) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["rule"] == rule)
        .map(|finding| finding["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_wire_story_and_its_rewrites_are_one_family_and_no_independent_article_is_joined() {
    for family in families() {
        let gold: Value =
            serde_json::from_str(&fs::read_to_string(family.join("gold.json")).unwrap()).unwrap();
        let [copies, independent] = ["family", "independent"].map(|name| ids(&gold[name]));
        let paths: Vec<String> =
            copies.iter().chain(&independent).map(|id| format!("{}/{id}.txt", family.display())).collect();
        let report = report(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        let pairs = report["origins"]["shared_wording"].as_array().unwrap().iter();
        let found: BTreeSet<Vec<String>> = pairs.map(|pair| ids(&pair["pair"])).collect();
        for derived in gold["derived"].as_array().unwrap() {
            let mut pair = ids(derived);
            pair.sort();
            assert!(found.contains(&pair), "{} {pair:?}", family.display());
        }
        let is_copy = |id: &String| copies.contains(id);
        let joined: Vec<_> = found.iter().filter(|pair| !pair.iter().all(is_copy)).collect();
        assert!(joined.is_empty(), "{} {joined:?}", family.display());
        assert_eq!(told(&report, "origin.shared-wording").len(), found.len());
    }
}

#[test]
fn a_passage_is_what_both_texts_print_at_the_places_told() {
    let family = &families()[0];
    let [a, b] = ["light", "wire"].map(|name| format!("{}/{name}.txt", family.display()));
    let report = report(&[&a, &b]);
    let [shared] = report["origins"]["shared_wording"].as_array().unwrap().as_slice() else {
        panic!("one pair")
    };
    let passages = shared["passages"].as_array().unwrap();
    assert!(passages.len() > 10);
    for passage in passages {
        for side in 0..2 {
            let location = &passage["locations"][side];
            let text = fs::read_to_string(location["path"].as_str().unwrap()).unwrap();
            let bytes = ["start", "end"].map(|end| usize::try_from(location[end].as_u64().unwrap()).unwrap());
            assert_eq!(&text[bytes[0]..bytes[1]], passage["text"][side].as_str().unwrap());
        }
    }
    let shares = shared["shares"].as_array().unwrap();
    assert!(shares.iter().all(|share| (0.5..1.0).contains(&share.as_f64().unwrap())), "{shares:?}");
}

#[test]
fn what_is_declared_is_not_told_as_copying() {
    let family = &families()[0];
    let text = |name: &str| fs::read_to_string(family.join(name)).unwrap();
    let (wire, light) = (text("wire.txt"), text("light.txt"));
    let set = |id: &str, more: &str| {
        format!("source: {{id: {id}, text: {id}.txt{more}}}\nclaims: [The viaduct at Ashcombe was closed.]\n")
    };
    for (more, expected) in
        [("", 1), (", derived_from: [wire]", 0), (", derived_from: [{id: wire, how: quoted}]", 1)]
    {
        let sources = folder(&[
            ("wire.txt", &wire),
            ("light.txt", &light),
            ("wire.yaml", &set("wire", "")),
            ("light.yaml", &set("light", more)),
        ]);
        let report = report(&[sources.path().to_str().unwrap()]);
        assert_eq!(told(&report, "origin.shared-wording").len(), expected, "{more}");
    }
}

#[test]
fn agreement_says_how_many_origins_there_are() {
    let set = |id: &str, head: &str| {
        format!(
            "source: {{id: {id}, published: 2026-03-05{head}}}\nclaims: [Three dock workers died at Port Ellery.]\n"
        )
    };
    let wire = ", derived_from: [north-wire]";
    let sources = folder(&[
        ("a.yaml", &set("a", wire)),
        ("b.yaml", &set("b", wire)),
        ("c.yaml", &set("c", ", derived_from: [b]")),
        ("d.yaml", &set("d", "")),
    ]);
    let path = sources.path().to_str().unwrap();
    let json = report(&[path]);
    assert_eq!(told(&json, "agree.single-origin"), [""; 0]);
    let origins = &json["facts"][0]["origins"];
    assert_eq!(ids(&origins[0]["sources"]), ["a", "b", "c"]);
    assert_eq!((&origins[0]["origin"], &origins[0]["kind"]), (&"north-wire".into(), &"outside".into()));
    assert_eq!(ids(&origins[1]["sources"]), ["d"]);
    let words = "4 sources, 2 origins: a, b, c lead to north-wire";
    for format in ["text", "markdown", "html"] {
        let out = factdiff(&["report", path, "--all", "--format", format]).out;
        assert!(out.contains(words), "{format}\n{out}");
    }
    let csv = factdiff(&["report", path, "--format", "csv"]).out;
    assert!(csv.lines().nth(1).unwrap().ends_with(",4,2"), "{csv}");
    // without the one that stands alone nobody is independent
    fs::remove_file(sources.path().join("d.yaml")).unwrap();
    let json = report(&[path]);
    assert_eq!(
        told(&json, "agree.single-origin"),
        ["3 sources, 1 origin: all lead to north-wire, which is not among the sources"]
    );
}

const OLD: &str = "source: {id: v1, url: 'https://post.example/crane', published: 2026-03-04}
claims:
  - {id: dead, text: Three dock workers died when a crane collapsed at Port Ellery.}
  - {id: age, text: The crane was built in 1974.}
  - {id: owner, text: The crane belongs to Ellery Marine.}
  - {id: when, text: The crane collapsed in March 2026.}
";
const NEW: &str =
    "source: {id: v2, url: 'https://post.example/crane/', published: 2026-03-04, modified: 2026-03-06}
claims:
  - {id: dead, text: Four dock workers died when a crane collapsed at Port Ellery.}
  - {id: age, text: The crane was built in 1974.}
  - {id: when, text: The crane collapsed on 3 March 2026.}
  - {id: hurt, text: Eleven people were taken to hospital in Halden.}
";
const OTHER: &str = "source: {id: wire, published: 2026-03-05}
claims:
  - {id: dead, text: Four dock workers were killed when a crane collapsed at Port Ellery.}
  - {id: age, text: The crane was built in 1976.}
  - {id: hurt, text: Nine people were taken to hospital in Halden.}
";

#[test]
fn versions_tell_what_was_corrected_added_and_dropped_and_what_that_resolves_or_opens() {
    let sources = folder(&[("v1.yaml", OLD), ("v2.yaml", NEW), ("wire.yaml", OTHER)]);
    let [old, new, wire] = ["v1.yaml", "v2.yaml", "wire.yaml"].map(|name| path(&sources, name));
    let ran = factdiff(&["compare", &old, &new, &wire, "--versions", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let claims = |row: &Value, version: &str| {
        let ids: Vec<&str> =
            row[version].as_array().unwrap().iter().map(|claim| claim["claim"].as_str().unwrap()).collect();
        ids.join(" ")
    };
    let changes: Vec<String> = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!("{}: {} > {}", row["change"].as_str().unwrap(), claims(row, "old"), claims(row, "new"))
        })
        .collect();
    assert_eq!(
        changes,
        [
            "corrected: dead > dead",
            "dropped: owner > ",
            "added:  > hurt",
            "more precise: when > when",
            "unchanged: age > age"
        ]
    );
    let against: Vec<String> = json["against"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["effect"].as_str().unwrap(), row["title"].as_str().unwrap()))
        .collect();
    assert_eq!(
        against,
        [
            "resolved Four dock workers died when a crane collapsed at Port Ellery.",
            "opened Nine people were taken to hospital in Halden.",
            "still open The crane was built in 1974.",
        ]
    );
    let text = factdiff(&["compare", &old, &new, &wire, "--versions"]).out;
    assert!(
        text.starts_with("From v1 to v2: 1 corrected, 1 dropped, 1 added, 1 more precise, 1 unchanged\n"),
        "{text}"
    );
    assert!(text.contains("“Three” → “Four”"), "{text}");
    let markdown = factdiff(&["compare", &old, &new, &wire, "--versions", "--format", "markdown"]).out;
    assert!(markdown.contains("- **resolved** `wire` on Four dock workers died"), "{markdown}");
    let turned = factdiff(&["compare", &new, &old, "--versions"]);
    assert_eq!(turned.err, "`v2` is a later version of `v1`: name the older one first\n");
    assert_eq!(factdiff(&["compare", &old, "--versions"]).exit, Exit::NothingCompared);
}

#[test]
fn what_cannot_be_compared_between_versions_is_no_silent_agreement() {
    let sources = folder(&[
        ("v1.yaml", "source: {id: v1}\nclaims: [Police arrested the site manager.]\n"),
        ("v2.yaml", "source: {id: v2}\nclaims: ['The site manager has not been arrested, police said.']\n"),
    ]);
    let [old, new] = ["v1.yaml", "v2.yaml"].map(|name| path(&sources, name));
    let ran = factdiff(&["compare", &old, &new, "--versions"]);
    assert!(!ran.out.contains("1 unchanged"), "{}", ran.out);
    assert!(ran.err.starts_with("nothing says that `v2` is a later version of `v1`"), "{}", ran.err);
}

#[test]
fn among_a_crowd_versions_are_compared_all_the_same() {
    let set = |id: &str, more: &str, dead: &str| {
        (
            format!("{id}.yaml"),
            format!(
                "source: {{id: {id}{more}}}\nclaims: [{dead} dock workers died in the crane collapse at Port Ellery.]\n"
            ),
        )
    };
    let mut files = vec![set("v1", ", published: 2026-03-03", "Three")];
    files.push(set("v2", ", derived_from: [{id: v1, how: revision}]", "Five"));
    files.extend((0..52).map(|n| set(&format!("s{n}"), "", if n % 2 == 0 { "Three" } else { "Five" })));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let sources = folder(&files);
    let paths: Vec<String> = files.iter().map(|(name, _)| path(&sources, name)).collect();
    let mut args = vec!["compare", "--versions"];
    args.extend(paths.iter().map(String::as_str));
    let out = factdiff(&args).out;
    assert!(out.starts_with("From v1 to v2: 1 corrected\n"), "{out}");
    assert_eq!([out.matches("resolved s").count(), out.matches("opened s").count()], [26, 26], "{out}");
}

#[test]
fn direct_speech_and_standing_words_are_no_copies_and_a_copied_rest_is_one() {
    let statement = "We are deeply sorry for what happened on our quay and will work with every authority that asks us until \
                     the cause of the collapse of the old crane is known to the families of the men who died there";
    let quoted = |id: &str| {
        format!(
            "source: {{id: {id}}}\nclaims:\n  - {{text: The port is sorry., speaker: Ellery Ports, quote: {statement}}}\n"
        )
    };
    let of_block = |lede: &str| format!("# {lede}\n\n{lede} in the harbour on Tuesday.\n\n> {statement}.\n");
    let rest = "A caretaker looking for the source of a leak behind the climbing wall came upon sealed boxes.\n\nThe school lies \
                among rows of postwar bungalows hard against the old railway cutting, where buses turn.\n\nBallots were hauled \
                away under escort in a horsebox that a farmer had lent for the afternoon, and weighed twice.\n\nNobody could \
                say who had locked the cupboard, whose key hung on a nail beside the trampoline all summer.\n";
    let copied = |lede: &str| format!("{lede}\n\n{lede} at noon.\n\n{rest}");
    for (files, expected) in [
        ([("a.yaml", quoted("a")), ("b.yaml", quoted("b"))], 0),
        ([("a.md", of_block("A crane fell")), ("b.md", of_block("Three men were killed"))], 0),
        ([("a.txt", copied("Votes were found")), ("b.txt", copied("A judge ordered a recount"))], 1),
    ] {
        let sources = folder(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
        let paths: Vec<String> = files.iter().map(|(name, _)| path(&sources, name)).collect();
        let json = report(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(told(&json, "origin.shared-wording").len(), expected, "{files:?}");
    }
}

#[test]
fn what_a_later_version_says_otherwise_is_an_update_and_the_two_are_one_origin() {
    let sources = folder(&[("v1.yaml", OLD), ("v2.yaml", NEW)]);
    let json = report(&[sources.path().to_str().unwrap()]);
    let corrected = "changed in v2, a later version: no number satisfies both";
    assert_eq!(
        told(&json, "update.superseded"),
        [format!("update.superseded: {corrected}: `Three` in v1, `Four` in v2")]
    );
    assert!(
        told(&json, "agree.single-origin")
            .iter()
            .all(|message| message == "2 sources, 1 origin: all lead to v1")
    );
    assert_eq!(json["origins"]["links"][0]["how"], "revision");
}

#[test]
fn a_ring_is_told_by_report_and_by_check() {
    let set = |id: &str, from: &str| {
        format!(
            "source: {{id: {id}, derived_from: [{from}]}}\nclaims: [Three dock workers died at Port Ellery.]\n"
        )
    };
    let sources =
        folder(&[("a.yaml", &set("a", "b")), ("b.yaml", &set("b", "c")), ("c.yaml", &set("c", "a"))]);
    let path = sources.path().to_str().unwrap();
    let ring = "a → b → c → a: each repeats the next, and none is an origin";
    let json = report(&[path]);
    assert_eq!(told(&json, "origin.circular"), [ring]);
    assert_eq!(told(&json, "agree.single-origin"), ["3 sources, 1 origin: they repeat each other in a ring"]);
    assert_eq!(ids(&json["origins"]["rings"][0]), ["a", "b", "c"]);
    let checked = factdiff(&["check", path, "--format", "json"]).out;
    assert_eq!(told(&serde_json::from_str(&checked).unwrap(), "origin.circular"), [ring]);
}

#[test]
fn two_that_share_what_three_contradict_are_told_and_the_three_are_not() {
    let set = |id: &str, injured: &str, built: u32| {
        format!(
            "source: {{id: {id}}}\nclaims:\n  - {injured} dock workers were injured at Port Ellery.\n  - The crane was built in {built}.\n"
        )
    };
    let mut files: Vec<(String, String)> =
        ["c", "d", "e"].map(|id| (format!("{id}.yaml"), set(id, "Seventeen", 1974))).to_vec();
    let told_of = |files: &[(String, String)]| {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let sources = folder(&files);
        let json = report(&[sources.path().to_str().unwrap()]);
        let pairs = json["origins"]["shared_values"].as_array().unwrap().iter();
        pairs.map(|pair| ids(&pair["pair"]).join(" ")).collect::<Vec<_>>()
    };
    files.extend(["a", "b"].map(|id| (format!("{id}.yaml"), set(id, "Fourteen", 1947))));
    assert_eq!(told_of(&files), ["a b"]);
    // one error in common is a slip that two can make
    *files.last_mut().unwrap() = ("b.yaml".to_owned(), set("b", "Fourteen", 1974));
    assert_eq!(told_of(&files), [""; 0]);
}
