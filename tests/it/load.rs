//! Claim sets from files, good and bad.

use factdiff::claim::ClaimSet;
use factdiff::finding::Finding;
use factdiff::load::{Batches, Format, Loaded, Options, load, rules};
use factdiff::span::{Files, Span};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[test]
fn every_fault_is_found_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/load/bad");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let mut told = String::new();
    for name in names {
        let name = name.to_str().unwrap();
        let text = fs::read(folder.join(name)).unwrap();
        let loaded = loaded(name, &text);
        assert!(!loaded.findings.is_empty(), "{name}");
        writeln!(told, "== {name}\n{}", told_of(&loaded)).unwrap();
    }
    super::assert_golden(&told, &folder.with_file_name("bad.txt"));
}

/// Findings and claims of a run, a line each.
fn told_of(loaded: &Loaded) -> String {
    let mut told = findings_told(&loaded.findings, &loaded.files);
    for set in &loaded.sets {
        let claims: Vec<_> = set.claims.iter().map(|claim| format!("{}: {}", claim.id, claim.text)).collect();
        writeln!(told, "-> {} [{}]", set.source.id, claims.join(" | ")).unwrap();
    }
    told
}

/// Findings with the words they are about, a line each, and their other places and suggestions below them.
pub(super) fn findings_told(findings: &[Finding], files: &Files) -> String {
    let mut told = String::new();
    let place = |span: Span| {
        let at = files.location(span.file, span.start);
        format!("{}:{} `{}`", at.line, at.column, files.slice(span).replace('\n', "⏎"))
    };
    for finding in findings {
        let [first, others @ ..] = finding.places.as_slice() else { panic!("a finding without a place") };
        writeln!(told, "{}: {}[{}] {}", place(first.span), finding.level, finding.rule, finding.message)
            .unwrap();
        for other in others {
            writeln!(told, "    {}: {}", place(other.span), other.label.as_deref().unwrap_or_default())
                .unwrap();
        }
        if let Some(help) = &finding.help {
            writeln!(told, "    help: {help}").unwrap();
        }
    }
    told
}

/// What a folder with one file gives, when the file is named.
fn loaded(name: &str, content: &[u8]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    load(&[path.to_str().unwrap().to_owned()], &Options::default()).unwrap()
}

/// `path:line:column level[rule]` of every finding, the path's last part only.
fn places(loaded: &Loaded) -> Vec<String> {
    let place = |span: Span| {
        let at = loaded.files.location(span.file, span.start);
        let path = loaded.files.path(span.file);
        format!("{}:{}:{}", path.rsplit('/').next().unwrap_or(path), at.line, at.column)
    };
    loaded
        .findings
        .iter()
        .map(|finding| format!("{} {}", place(finding.places[0].span), finding.rule))
        .collect()
}

#[test]
fn hostile_bytes_are_findings_with_a_place() {
    let claims = "claims: [One died.]\n";
    let bomb: String = std::iter::once("a0: &a0 [x, x]\n".to_owned())
        .chain((1..30).map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1)))
        .collect();
    let deep_block: String = (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let many_keys: String = (0..20_000).map(|n| format!("k{n}: 1\n")).collect();
    let one_key = "k: 1\n".repeat(20_000);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.yaml", b"source: A\nclaims: [one, \xffdied]\n".to_vec(), "a.yaml:2:15 format.encoding"),
        ("a.json", b"{\"claims\": [\"\xc3\x28\"]}".to_vec(), "a.json:1:14 format.encoding"),
        ("a.yaml", b"\xff\xfes\0o\0".to_vec(), "a.yaml:1:1 format.encoding"),
        ("a.yaml", Vec::new(), "a.yaml:1:1 format.empty"),
        ("a.json", b" \r\n".to_vec(), "a.json:1:1 format.empty"),
        ("a.jsonl", b"\xef\xbb\xbf".to_vec(), "a.jsonl:1:2 format.empty"),
        ("a.yaml", b"source: A\nclaims:\n\t- One died.\n".to_vec(), "a.yaml:3:1 format.syntax"),
        ("a.yaml", b"claims:\n  - text: One died.\n  \tid: a\n".to_vec(), "a.yaml:3:3 format.syntax"),
        ("a.yaml", format!("claims: {}", "[".repeat(10_000)).into_bytes(), "a.yaml:1:73 format.limit"),
        ("a.yaml", "- ".repeat(10_000).into_bytes(), "a.yaml:1:129 format.limit"),
        ("a.yaml", deep_block.into_bytes(), "a.yaml:65:65 format.limit"),
        ("a.json", "{\"a\":".repeat(10_000).into_bytes(), "a.json:1:321 format.limit"),
        ("a.yaml", format!("{claims}{bomb}").into_bytes(), "a.yaml:2:1 format.unknown-field"),
        ("a.yaml", format!("{claims}{many_keys}").into_bytes(), "a.yaml:2:1 format.unknown-field"),
        ("a.yaml", format!("{claims}{one_key}").into_bytes(), "a.yaml:3:1 format.duplicate-key"),
        ("a.yaml", b"claims: [\"\\ud83d\\ude00\"]\n".to_vec(), "a.yaml:1:13 format.syntax"),
        ("a.pdf", b"%PDF".to_vec(), "a.pdf:1:1 load.unsupported"),
        ("a.pdf", b"# One died".to_vec(), "a.pdf:1:1 load.unsupported"),
    ];
    for (name, content, expected) in cases {
        let shown = String::from_utf8_lossy(&content[..content.len().min(60)]).into_owned();
        let loaded = loaded(name, &content);
        assert_eq!(places(&loaded).first().map(String::as_str), Some(expected), "{name}: {shown}");
        assert!(loaded.findings.len() <= 101, "{name}: {shown}");
    }
}

#[test]
fn what_is_not_listed_is_counted() {
    let text = format!("claims: [One died.]\n{}", "a: 1\n".repeat(500));
    let loaded = loaded("a.yaml", text.as_bytes());
    let last = loaded.findings.last().unwrap();
    assert_eq!(last.rule, rules::LIMIT.rule);
    assert_eq!(last.message, "400 more faults in this file are not listed, the first of them is here");
    assert_eq!(loaded.sets[0].claims.len(), 1);
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    fs::File::create(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    let loaded = load(&[path.to_str().unwrap().to_owned()], &Options::default()).unwrap();
    assert_eq!(places(&loaded), ["a.yaml:1:1 format.limit"]);
}

#[test]
fn a_byte_order_mark_and_windows_lines_change_nothing() {
    let text = "source: {id: a}\nclaims:\n  - text: >-\n      One\n      died.\n  - Two died.\n";
    for text in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        let loaded = loaded("b.yaml", text.as_bytes());
        assert_eq!(told_of(&loaded), "-> a [c1: One died. | c2: Two died.]\n", "{text:?}");
        let claim = &loaded.sets[0].claims[1];
        assert_eq!(loaded.files.slice(claim.span), "Two died.");
    }
}

#[test]
fn spans_are_the_nodes_of_the_file() {
    let text = "\
# “comment”
source:
  id: a
  derived_from: [b, {id: c, how: revision}]

claims:
  - id: toll
    text: “Three” died.
    quote: {exact: three died, prefix: then}
    values:
      dead: 3 # a comment
      ships: [Alba,
        Corra]

  - Four died.   # another
  - |
    Five
    died.

  - text: 'Six died.'
    quote: six


";
    let loaded = loaded("a.yaml", text.as_bytes());
    assert!(loaded.findings.is_empty(), "{}", told_of(&loaded));
    let ClaimSet { source, claims } = &loaded.sets[0];
    let slice = |span| loaded.files.slice(span);
    assert_eq!(slice(source.span), "id: a\n  derived_from: [b, {id: c, how: revision}]");
    assert_eq!(
        source.derived_from.iter().map(|from| slice(from.span)).collect::<Vec<_>>(),
        ["b", "{id: c, how: revision}"]
    );
    let starts: Vec<_> = claims.iter().map(|claim| slice(claim.span).lines().next().unwrap()).collect();
    assert_eq!(starts, ["id: toll", "Four died.", "Five", "text: 'Six died.'"]);
    let ends: Vec<_> = claims.iter().map(|claim| slice(claim.span).lines().last().unwrap().trim()).collect();
    assert_eq!(ends, ["Corra]", "Four died.", "died.", "quote: six"]);
    assert_eq!(slice(claims[0].quote.as_ref().unwrap().span), "{exact: three died, prefix: then}");
    let values: Vec<_> = claims[0].values.iter().map(|value| slice(value.span)).collect();
    assert_eq!(values, ["dead: 3", "ships: [Alba,\n        Corra]"]);
}

/// What a claim set says, without places.
fn said(set: &ClaimSet) -> String {
    let source = &set.source;
    let mut said = format!(
        "{} {:?} {:?} {:?} {:?} {:?} {}",
        source.id,
        source.headline,
        source.publisher,
        source.url,
        source.published,
        source.modified,
        source.language
    );
    for from in &source.derived_from {
        write!(said, " <- {} {:?}", from.from, from.how).unwrap();
    }
    for claim in &set.claims {
        let quote = claim.quote.as_ref().map(|quote| (&quote.exact, &quote.prefix, &quote.suffix));
        let values: Vec<_> = claim.values.iter().map(|value| (&value.name, &value.value)).collect();
        write!(
            said,
            "\n{} {:?} {:?} {quote:?} {:?} {:?} {:?} {values:?}",
            claim.id, claim.text, claim.key, claim.speaker, claim.modality, claim.polarity
        )
        .unwrap();
    }
    said
}

#[test]
fn the_same_content_in_every_format_is_the_same_claim_set() {
    let yaml = r#"
schema: 1
source:
  id: a
  headline: "One: two"
  publisher: The Post
  url: https://example.org/
  published: 2026-03-04
  language: en-GB
  derived_from: [b, {id: "https://example.org/x", how: quoted}]
claims:
  - id: 1
    text: Three died.
    key: casualties.dead
    quote: {exact: three died, suffix: today}
    speaker: Ellery fire service
    modality: alleged
    polarity: deny
    values: {dead: 3, price: 88.20, day: "2026-03-03", ships: {count: 7, items: ["Alba"], complete: false}, year: {date: 2026}}
  - text: "Four\tdied."
    quote: four
"#;
    let json = r#"
{"schema": 1,
 "source": {"id": "a", "headline": "One: two", "publisher": "The Post", "url": "https://example.org/", "published": "2026-03-04",
            "language": "en-GB", "derived_from": ["b", {"id": "https://example.org/x", "how": "quoted"}]},
 "claims": [
  {"id": 1, "text": "Three died.", "key": "casualties.dead", "quote": {"exact": "three died", "suffix": "today"},
   "speaker": "Ellery fire service", "modality": "alleged", "polarity": "deny",
   "values": {"dead": 3, "price": 88.20, "day": "2026-03-03", "ships": {"count": 7, "items": ["Alba"], "complete": false}, "year": {"date": 2026}}},
  {"text": "Four\tdied.", "quote": "four"}]}
"#;
    let mut lines = Vec::new();
    let tail =
        json.split_once("\"claims\": [").unwrap().1.replace('\n', "").replace(",  {\"text\"", "\n{\"text\"");
    for line in tail.trim().trim_end_matches("]}").lines() {
        lines.push(line.trim().replacen('{', "{\"source\": \"a\", ", 1));
    }
    let head = r#"{"source": "a", "headline": "One: two", "publisher": "The Post", "url": "https://example.org/", "published": "2026-03-04", "language": "en-GB", "derived_from": ["b", {"id": "https://example.org/x", "how": "quoted"}]}"#;
    lines.insert(1, head.to_owned());
    let files = [("x.yaml", yaml.to_owned()), ("x.json", json.to_owned()), ("x.jsonl", lines.join("\n"))];
    let all: Vec<String> = files
        .iter()
        .map(|(name, text)| {
            let loaded = loaded(name, text.as_bytes());
            assert!(loaded.findings.is_empty(), "{name}: {}", told_of(&loaded));
            said(&loaded.sets[0])
        })
        .collect();
    assert!(all[0].contains("\n1 \"Three died.\"") && all[0].contains("c2"), "{}", all[0]);
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}

#[test]
fn the_short_form_names_the_publisher_and_the_stem_is_the_id() {
    let loaded = loaded("Harbour Post (2).yaml", b"source: The Harbour Post\nclaims: [One died., no]\n");
    let source = &loaded.sets[0].source;
    assert_eq!(
        (source.id.as_str(), source.publisher.as_deref()),
        ("harbour-post-2", Some("The Harbour Post"))
    );
    assert_eq!(told_of(&loaded), "-> harbour-post-2 [c1: One died. | c2: no]\n");
}

/// Writes files below a folder; a name that ends with `/` is a folder.
fn write_all(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(if name.ends_with('/') { &path } else { path.parent().unwrap() }).unwrap();
        if !name.ends_with('/') {
            fs::write(path, text).unwrap();
        }
    }
}

/// Loads paths below a folder; what is shown has the folder taken away.
fn load_below(folder: &Path, paths: &[&str], options: &Options) -> Loaded {
    let below = |path: &&str| format!("{}/{path}", folder.to_str().unwrap());
    load(&paths.iter().map(below).collect::<Vec<_>>(), options).unwrap()
}

#[test]
fn a_folder_gives_its_claim_sets_and_counts_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    write_all(
        folder.path(),
        &[
            ("factdiff.toml", ""),
            ("sources/a.yaml", "source: A\nclaims: [One died.]\n"),
            ("sources/deep/b.YML", "source: {id: b, text: ../../articles/b.txt}\nclaims: [One died.]\n"),
            ("sources/c.json", r#"{"source": {"id": "c", "text": "notes.yaml"}, "claims": ["One died."]}"#),
            ("sources/d.jsonl", r#"{"source": "d", "text": "One died."}"#),
            ("sources/notes.yaml", "claims: [it is only named by a text]\n"),
            ("articles/b.txt", "One died."),
            ("articles/other.txt", "skipped"),
            ("picture.png", "skipped"),
            ("docker-compose.yaml", "services: {a: {source: skipped}}\n"),
            ("many.yaml", "a: skipped\n---\nb: 1\n"),
            ("package.json", r#"{"name": "skipped"}"#),
            ("tsconfig.json", "{ // skipped, claims\n}"),
            ("labels.jsonl", r#"{"a": "skipped", "b": "x", "label": 1}"#),
            ("old-report.json", r#"{"format": "factdiff-report", "claims": []}"#),
            ("draft/x.yaml", "source: X\nclaims: [excluded]\n"),
            ("README.md", ""),
            ("judgements.yaml", "pairs: []\nclaims: []"),
            ("discrepancies.json", r#"{"claims": []}"#),
            (".git/x.yaml", "claims: [hidden]\n"),
            (".hidden.yaml", "claims: [hidden]\n"),
        ],
    );
    let options = Options { exclude: vec!["draft".to_owned()], ..Options::default() };
    let loaded = load_below(folder.path(), &[""], &options);
    assert_eq!(
        told_of(&loaded),
        "-> a [c1: One died.]\n-> b [c1: One died.]\n-> c [c1: One died.]\n-> d [c1: One died.]\n"
    );
    assert_eq!(loaded.skipped, 8);
    let article = |index: usize| loaded.files.text(loaded.sets[index].source.text.unwrap());
    assert_eq!(article(1), "One died.");
    assert!(article(2).starts_with("claims:"));
}

#[test]
fn a_named_article_that_looks_like_a_claim_set_is_none_in_whatever_batch_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let set = |text: &str| format!("source: {{text: {text}}}\nclaims: [One died.]\n");
    let looks = "claims: [it is only named by a text, {txt: x}]\n";
    let files =
        [("a.yaml", looks), ("b.yaml", &set("a.yaml")), ("c.yaml", &set("d.yaml")), ("d.yaml", looks)];
    write_all(folder.path(), &files);
    for size in [1, u64::MAX] {
        let options = Options::default();
        let paths = [folder.path().to_str().unwrap().to_owned()];
        let all =
            |batches: &mut Batches| -> Vec<_> { std::iter::from_fn(|| batches.read()).flatten().collect() };
        let mut batches = Batches::of(&paths, &options, size).unwrap();
        let mut sets = all(&mut batches);
        if let Some(again) = batches.again(&paths).unwrap() {
            batches = again;
            sets = all(&mut batches);
            assert!(batches.again(&paths).unwrap().is_none());
        }
        let loaded = batches.finish(sets);
        let ids: Vec<&str> = loaded.sets.iter().map(|set| set.source.id.as_str()).collect();
        assert_eq!((ids, loaded.findings.len(), loaded.skipped), (vec!["b", "c"], 0, 0), "{size}");
        assert!(loaded.sets.iter().all(|set| loaded.files.text(set.source.text.unwrap()) == looks));
    }
}

#[test]
fn any_order_and_any_way_to_a_file_gives_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("s/b.yaml", "source: {id: b}\nclaims: [1]\n"),
        ("s/a.yaml", "source: {id: z}\nclaims: [x, {txt: y}]\n"),
        ("s/z.yaml", "claims: [y]\n"),
    ];
    write_all(folder.path(), &files);
    let orders: [&[&str]; 4] = [
        &["s"],
        &["s/z.yaml", "s", "s/a.yaml", "s/../s/b.yaml"],
        &["s/", "s/a.yaml"],
        &["s/b.yaml", "s/z.yaml", "s/a.yaml"],
    ];
    let all: Vec<_> =
        orders.iter().map(|paths| load_below(folder.path(), paths, &Options::default())).collect();
    for loaded in &all {
        assert_eq!(told_of(loaded), told_of(&all[0]));
        assert_eq!(places(loaded), places(&all[0]));
    }
    assert_eq!(places(&all[0])[2], "z.yaml:1:1 format.duplicate-source");
    let twins = &all[0].findings[2].places;
    assert!(all[0].files.path(twins[1].span.file).ends_with("s/a.yaml"), "both places are told");
    assert_eq!(all[0].sets.len(), 2);
}

#[test]
fn a_path_that_does_not_exist_ends_the_run_and_so_does_input_of_no_known_kind() {
    let options = Options::default();
    assert_eq!(
        load(&["no/such.yaml".to_owned()], &options).unwrap_err().to_string(),
        "`no/such.yaml` does not exist"
    );
    assert!(load(&["-".to_owned()], &options).unwrap_err().to_string().contains("--stdin-as"));
    assert_eq!(load(&[], &Options { stdin_as: Some(Format::Yaml), ..options }).unwrap().sets.len(), 0);
}

#[test]
fn a_text_that_may_not_be_read_is_a_finding_and_the_claims_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    write_all(
        folder.path(),
        &[("secret.txt", "s"), ("event/a.txt", "x"), ("event/bad.txt", ""), ("event/sources/sub/", "")],
    );
    fs::write(folder.path().join("event/bad.txt"), b"One \xff").unwrap();
    let cases = [
        ("../a.txt", None),
        ("./sub/../../a.txt", None),
        ("../../secret.txt", Some("`../../secret.txt` leads out of the root, the folder `event`")),
        ("../../event/a.txt", Some("`../../event/a.txt` leads out of the root, the folder `event`")),
        ("/etc/passwd", Some("`/etc/passwd` is absolute, where a path relative to this file is expected")),
        ("C:/x.txt", Some("`C:/x.txt` is absolute, where a path relative to this file is expected")),
        ("../b.txt", Some("`../b.txt` does not exist")),
        ("nowhere/../../a.txt", Some("`nowhere/../../a.txt` does not exist")),
        ("../a.txt/x", Some("`../a.txt/x` cannot be read: Not a directory (os error 20)")),
        ("..", Some("`..` is not a file")),
        ("s.yaml", Some("`s.yaml` is this file itself, where an article is expected")),
        (
            "https://example.org/a",
            Some("`https://example.org/a` is a URL, where a stored file is expected; a URL stands in `url`"),
        ),
        ("../bad.txt", Some("byte 0xff is not UTF-8")),
    ];
    for (text, expected) in cases {
        let set = format!("source: {{id: s, text: \"{text}\"}}\nclaims: [One died.]\n");
        write_all(folder.path(), &[("event/sources/s.yaml", &set)]);
        let loaded = load_below(folder.path(), &["event/sources"], &Options::default());
        let message = loaded.findings.first().map(|finding| finding.message.as_str());
        if cfg!(unix) || !text.contains("a.txt/x") {
            assert_eq!(message, expected, "{text}");
        }
        assert_eq!(loaded.sets[0].source.text.is_some(), expected.is_none(), "{text}");
        assert_eq!(loaded.sets[0].claims.len(), 1);
    }
    // With a settings file further up, more is inside.
    write_all(folder.path(), &[("factdiff.toml", "")]);
    let set = "source: {id: s, text: ../../secret.txt}\nclaims: [One died.]\n";
    write_all(folder.path(), &[("event/sources/s.yaml", set)]);
    assert!(load_below(folder.path(), &["event/sources"], &Options::default()).findings.is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let set = "source: {id: a, text: link.txt}\nclaims: [One died.]\n";
    write_all(
        folder.path(),
        &[("in/a.yaml", set), ("in/a.txt", "x"), ("out/b.yaml", "source: B\nclaims: [x]\n")],
    );
    let at = |name: &str| folder.path().join(name);
    symlink(at("in/a.txt"), at("in/link.txt")).unwrap();
    symlink(at("in"), at("in/loop")).unwrap();
    symlink(at("out"), at("in/out")).unwrap();
    symlink(at("out/b.yaml"), at("in/b.yaml")).unwrap();
    symlink(at("in/a.yaml"), at("in/again.yaml")).unwrap();
    let loaded = load_below(folder.path(), &["in"], &Options::default());
    assert_eq!(loaded.sets.len(), 1);
    assert_eq!(loaded.findings[0].message, "`link.txt` goes through a link");
    assert_eq!(loaded.skipped, 3, "out, b.yaml and the article that nobody could name");
    // What the user names is read, wherever it leads.
    assert_eq!(load_below(folder.path(), &["in/b.yaml"], &Options::default()).sets.len(), 1);
}

#[test]
fn findings_know_their_source_and_claim_and_twins_have_fingerprints_of_their_own() {
    let text = "source: {id: a, title: x}\nclaims: [{text: x, speakr: y}, {text: y, speakr: y}]\n";
    let loaded = loaded("b.yaml", text.as_bytes());
    let owner = |index: usize| {
        let place = &loaded.findings[index].places[0];
        (place.source.as_ref().map(ToString::to_string), place.claim.as_ref().map(ToString::to_string))
    };
    assert_eq!(owner(0), (Some("a".to_owned()), None));
    assert_eq!(owner(1), (Some("a".to_owned()), Some("c1".to_owned())));
    assert_eq!(owner(2), (Some("a".to_owned()), Some("c2".to_owned())));
    assert_eq!(loaded.findings[1].message, loaded.findings[2].message);
    assert_ne!(loaded.findings[1].fingerprint, loaded.findings[2].fingerprint);
}

/// Pieces that make and break claim sets.
fn fragment() -> impl Strategy<Value = String> {
    const FRAGMENTS: &[&str] = &[
        "source: ",
        "claims:",
        "\n",
        "\n  - ",
        "\n    ",
        "text: ",
        "values: ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "\"",
        "'",
        "é “x”",
        "no",
        "88.20",
        "2026-02-30",
        "&a ",
        "*a",
        "!t ",
        "|\n",
        ">-\n",
        "\t",
        "\r\n",
        "---\n",
        "# c\n",
        "? ",
        "- ",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "{\"source\": \"a\", \"text\": \"x\"}\n",
        "{\"claims\": [",
        "\"text\"",
        "\\u00e9",
        "\\",
        "null",
        "~",
        "id: a",
        "quote: {exact: x}",
        "derived_from: ",
        "headline: x",
        "{count: 1, items: [x]}",
        "\0",
        "%YAML 1.1\n",
        "a: ",
    ];
    prop_oneof![4 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn no_bytes_panic_and_every_place_is_inside_its_file(
        fragments in prop::collection::vec(fragment(), 0..40),
        noise in prop::option::weighted(0.2, prop::collection::vec(any::<u8>(), 0..8)),
        format in prop::sample::select(&["a.yaml", "a.json", "a.jsonl"][..]),
    ) {
        let mut content = fragments.concat().into_bytes();
        content.extend(noise.unwrap_or_default());
        let loaded = loaded(format, &content);
        let mut spans: Vec<Span> = loaded.findings.iter().flat_map(|finding| &finding.places).map(|place| place.span).collect();
        for ClaimSet { source, claims } in &loaded.sets {
            spans.push(source.span);
            spans.extend(source.derived_from.iter().map(|from| from.span));
            for claim in claims {
                spans.push(claim.span);
                spans.extend(claim.quote.iter().map(|quote| quote.span));
                spans.extend(claim.values.iter().map(|value| value.span));
            }
        }
        for span in spans {
            let text = loaded.files.text(span.file);
            prop_assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
        }
    }
}

/// What the design lists under *Bad input*, each with a file of `tests/load/bad` and what is told of it.
#[test]
fn every_kind_of_bad_input_is_told_with_its_rule_and_place() {
    let cases = [
        ("not UTF-8", "not-utf-8.yaml:3:22 format.encoding"),
        ("not UTF-8 but UTF-16", "utf-16.yaml:1:1 format.encoding"),
        (
            "a byte order mark and CRLF, which are no fault",
            "mark-and-windows-lines.yaml:1:18 format.unknown-field",
        ),
        ("tabs", "tab.yaml:3:1 format.syntax"),
        ("duplicate keys", "duplicate-keys.yaml:1:32 format.duplicate-key"),
        ("duplicate ids", "duplicate-ids.yaml:6:10 format.duplicate-id"),
        ("unknown fields", "unknown-fields.yaml:4:3 format.unknown-field"),
        ("wrong types", "wrong-types.yaml:1:9 format.type"),
        ("unclosed quotes", "unclosed-quote.yaml:3:11 format.syntax"),
        ("alias bombs", "anchors.yaml:3:1 format.unknown-field"),
        ("aliases", "aliases.yaml:1:9 format.alias"),
        ("nesting, YAML", "deep.yaml:1:73 format.limit"),
        ("nesting, JSON", "deep.json:1:321 format.limit"),
        ("several documents", "documents.yaml:3:1 format.documents"),
        ("an empty file", "empty.yaml:1:1 format.empty"),
        ("dates that do not exist", "head.yaml:4:14 format.date"),
        ("ranges reversed", "reversed-range.yaml:1:28 format.date"),
        ("a text outside the root", "text-absolute.yaml:1:23 format.text-path"),
        ("a text that is not there", "text-missing.yaml:1:23 format.text-path"),
        ("a language that is not supported", "language.json:1:36 format.language"),
        ("control and bidi characters", "bidi-and-control.yaml:3:23 format.unknown-field"),
        ("HTML and Markdown", "markup.yaml:3:23 format.unknown-field"),
    ];
    for (what, expected) in cases {
        let name = expected.split(':').next().unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/load/bad").join(name);
        let found = places(&loaded(name, &fs::read(path).unwrap()));
        assert!(found.iter().any(|place| place == expected), "{what}: {expected} is not in {found:?}");
    }
}
