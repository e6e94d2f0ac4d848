//! The JSON Schemas, held against the files of this repository by an independent validator.

use super::{factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn validator(subject: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&factdiff(&["schema", subject]).out).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "{subject}");
    jsonschema::draft202012::new(&schema).unwrap()
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

fn read_yaml(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// YAML as JSON; keys that are no words are left out.
fn json(yaml: serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Mapping(fields) => {
            let fields =
                fields.into_iter().filter_map(|(key, value)| Some((key.as_str()?.to_owned(), json(value))));
            Value::Object(fields.collect())
        }
        serde_yaml::Value::Sequence(items) => items.into_iter().map(json).collect(),
        scalar => serde_json::to_value(scalar).unwrap_or_default(),
    }
}

#[test]
fn sound_claim_sets_fit_the_schema() {
    let validator = validator("claim-set");
    let events = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/events")).unwrap();
    let events =
        events.map(|event| format!("tests/eval/events/{}/sources", event.unwrap().file_name().display()));
    let folders = events.chain(["sources".to_owned(), "src/cli/starter/sources".to_owned()]);
    let sets: Vec<PathBuf> = folders.flat_map(|folder| files(&folder, "yaml")).collect();
    assert!(sets.len() > 20);
    for set in sets.iter().filter(|set| !set.ends_with("judgements.yaml")) {
        let faults: Vec<String> =
            validator.iter_errors(&read_yaml(set)).map(|error| error.to_string()).collect();
        assert_eq!(faults, [""; 0], "{}", set.display());
    }
}

/// What is wrong with these is not of their shape: what a value means, an id that stands twice, a path that leads nowhere.
const NOT_OF_SHAPE: [&str; 7] = [
    "duplicate-ids.yaml",
    "language.json",
    "no-claims.yaml",
    "reversed-range.yaml",
    "text-absolute.yaml",
    "text-missing.yaml",
    "too-few-items.yaml",
];

#[test]
fn every_claim_set_whose_shape_is_wrong_is_found() {
    let validator = validator("claim-set");
    let mut passed = Vec::new();
    let mut failed = Vec::new();
    for file in files("tests/load/bad", "yaml").into_iter().chain(files("tests/load/bad", "json")) {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&file).unwrap_or_default();
        let value = if name.ends_with(".json") {
            serde_json::from_str(&text).ok()
        } else {
            serde_yaml::from_str(&text).ok().map(json)
        };
        let Some(value) = value else { continue }; // what is no text, YAML or JSON has no shape
        if validator.is_valid(&value) { passed.push(name) } else { failed.push(name) }
    }
    passed.sort();
    failed.sort();
    assert!(failed.len() > 10);
    assert_eq!(passed, NOT_OF_SHAPE);
}

#[test]
fn settings_and_judgements_fit_their_schemas_where_they_are_sound() {
    let sources = folder(&[]);
    assert_eq!(factdiff(&["init", &path(&sources, "a")]).exit, Exit::Clean);
    let (config, judgements) = (validator("config"), validator("judgements"));
    let starter: Value =
        toml::from_str(&fs::read_to_string(path(&sources, "a/factdiff.toml")).unwrap()).unwrap();
    assert!(config.is_valid(&starter));
    assert!(judgements.is_valid(&read_yaml(Path::new(&path(&sources, "a/sources/judgements.yaml")))));

    let defaults = factdiff(&["config"]).out;
    let defaults: Value = toml::from_str(&defaults).unwrap();
    let faults: Vec<String> = config.iter_errors(&defaults).map(|error| error.to_string()).collect();
    assert_eq!(faults, [""; 0], "what `config` prints fits");

    let sound = [
        "[rules]\nquote.ambiguous = \"off\"\n\"gap\" = \"warning\"\n[values]\ncasualties = 1\nkm = \"5%\"\n",
        "[names]\nX = [\"Twitter\"]\n[report]\nfail-on = \"never\"\n",
    ];
    let bad = [
        "[reprot]\n",
        "x = 1\n",
        "[report]\nfail_on = \"error\"\n",
        "[report]\nfail-on = \"all\"\n",
        "[rules]\nquote.mising = \"off\"\n",
        "[align]\nthreshold = 2\n",
        "[values]\nkm = \"much\"\n",
        "[names]\nX = \"Twitter\"\n",
    ];
    let value = |text: &str| toml::from_str::<Value>(text).unwrap();
    assert!(sound.iter().all(|text| config.is_valid(&value(text))));
    assert_eq!(bad.iter().filter(|text| config.is_valid(&value(text))).collect::<Vec<_>>(), [&""; 0]);
    let bad = [
        "pairs: [{a: {source: x, claim: c}, verdict: same, reason: r}]",
        "pairs: [{a: {source: x, claim: c}, b: {source: y, claim: 3}, verdict: no, reason: r}]",
        "findings: [{fingerprint: 77zz, reason: r}]",
        "findings: {}",
        "schema: 2",
        "pair: []",
    ];
    let value = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
    assert_eq!(bad.iter().filter(|text| judgements.is_valid(&value(text))).collect::<Vec<_>>(), [&""; 0]);
    let sound =
        "pairs: [{a: {source: x, claim: c}, b: {source: y, claim: 3}, verdict: same, reason: r, by: }]";
    assert!(judgements.is_valid(&value(sound)));
}

#[test]
fn labels_fit_their_schema_where_they_are_sound() {
    let validator = validator("label");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calibrate");
    let unfit = |name: &str| -> Vec<usize> {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let is_unfit = |line: &usize| {
            serde_json::from_str(lines[line - 1]).is_ok_and(|label: Value| !validator.is_valid(&label))
        };
        (1..=lines.len()).filter(is_unfit).collect()
    };
    assert_eq!(unfit("labels.jsonl"), [0; 0]);
    // no known label, none, a list, an empty claim, an unknown field
    assert_eq!(unfit("bad.jsonl"), [2, 3, 5, 14, 15, 16]);
}
