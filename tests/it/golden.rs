//! What the program says of `sources/`, kept in `reports/`.

use super::{factdiff, path};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[test]
fn reports_are_what_the_program_writes_of_sources() {
    let folder = tempfile::tempdir().unwrap();
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    let written =
        if std::env::var_os("UPDATE").is_some() { reports.clone() } else { folder.path().join("reports") };
    let ran = factdiff(&["report", "sources", "-o", written.to_str().unwrap()]);
    assert_eq!((ran.exit.code(), ran.out.as_str()), (0, ""), "{}", ran.err);

    let (written, kept) = (texts(&written), texts(&reports));
    let names = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&written),
        names(&kept),
        "UPDATE=1 cargo test writes reports/ anew, but deletes nothing"
    );
    for (name, text) in &written {
        assert!(!text.is_empty(), "{name} is empty");
        let (text, kept) = (without_version(text), without_version(&kept[name]));
        if text != kept {
            let line = text.lines().zip(kept.lines()).position(|(new, old)| new != old).unwrap_or(0);
            let show = |text: &str| text.lines().skip(line).take(3).collect::<Vec<_>>().join("\n");
            panic!(
                "reports/{name} is stale from line {}; look at it, then accept it with UPDATE=1 cargo test\nnow:\n{}\nthen:\n{}",
                line + 1,
                show(&text),
                show(&kept)
            );
        }
    }
}

/// Every file of a folder by its name.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            let text = fs::read_to_string(entry.path()).unwrap().replace("\r\n", "\n");
            (entry.file_name().into_string().unwrap(), text)
        })
        .collect()
}

/// The text with a placeholder for the program's version: a release changes no report.
fn without_version(text: &str) -> String {
    let line = |line: &str| {
        let start = line.trim_start();
        match start.strip_prefix("\"version\": \"") {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{}\"version\": \"…\"\n", &line[..line.len() - start.len()])
            }
            _ => line.to_owned(),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

#[test]
fn reports_differ_by_nothing_but_the_version() {
    assert_eq!(
        without_version("{\n  \"version\": \"0.1.0\"\n}"),
        without_version("{\n  \"version\": \"10.0\"\n}")
    );
    assert_ne!(
        without_version("\"version\": 1\n"),
        without_version("\"version\": 2\n"),
        "the format's own version"
    );
}

#[test]
fn a_second_run_writes_the_same_bytes_whatever_lay_there() {
    let folder =
        super::folder(&[("reports/discrepancies.json", "something else"), ("reports/mine.txt", "mine")]);
    let reports = path(&folder, "reports");
    let mut runs = Vec::new();
    for _ in 0..2 {
        assert_eq!(factdiff(&["report", "sources", "-o", &reports]).exit.code(), 0);
        runs.push(texts(Path::new(&reports)));
    }
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0]["mine.txt"], "mine", "what is not ours stays");
}
