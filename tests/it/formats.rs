//! The formats that continuous integration reads: the same findings in each, valid, and with nothing in them that a text
//! from outside could turn.

use super::{assert_golden, factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use std::fs;
use std::path::Path;

const FORMATS: [(&str, &str); 5] = [
    ("jsonl", "jsonl"),
    ("sarif", "sarif"),
    ("junit", "junit.xml"),
    ("github", "github.txt"),
    ("gitlab", "gitlab.json"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn check(format: &str) -> super::Ran {
    factdiff(&[
        "check",
        "tests/formats/sources",
        "--judgements",
        "tests/formats/judgements.yaml",
        "-f",
        format,
    ])
}

#[test]
fn hostile_words_stay_words_in_every_format() {
    for (format, extension) in FORMATS {
        let ran = check(format);
        assert_eq!(ran.exit, Exit::Findings, "{format}");
        assert_golden(&ran.out, &root().join(format!("tests/formats/check.{extension}")));
        let bad = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!ran.out.contains(bad), "{format}\n{:?}", ran.out);
    }
    let github = check("github").out;
    let commands = ["::error ", "::warning ", "::notice "];
    assert!(github.lines().all(|line| commands.iter().any(|command| line.starts_with(command))), "{github}");
}

/// Words that would be markup, a command, a link, a formula or another line, if a format let them.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[l](javascript:alert(1)) ![i](https://evil.example/i.png)",
    "\u{202e}latot\u{202c}",
    "\u{1b}[2J\u{9b}31m\u{1b}]8;;https://evil.example\u{7}link",
    "| **b** `c`\n# h\n::error::x",
    "]]> --> &lt; \"' \\",
    "=HYPERLINK(\"x\")",
];

/// Two sources that disagree on eight facts, with hostile words in each and in every field of their heads.
fn hostile() -> tempfile::TempDir {
    let source = |number: &str| {
        let claim = |(nth, words): (usize, &&str)| {
            serde_json::json!({
                "key": format!("k{nth}"),
                "text": format!("{words} {number} dock workers died {words}"),
                "quote": words, "speaker": words,
            })
        };
        let claims: Vec<Value> = HOSTILE.iter().enumerate().map(claim).collect();
        let words = HOSTILE.concat();
        let head = serde_json::json!({"headline": words, "publisher": words, "url": "javascript:alert(1)"});
        serde_json::json!({"source": head, "claims": claims}).to_string()
    };
    folder(&[("a.json", &source("Three")), ("b.json", &source("Five"))])
}

#[test]
fn hostile_claims_are_text_in_every_format_of_a_report() {
    let sources = hostile();
    for format in ["text", "markdown", "html", "csv", "json", "jsonl", "sarif", "junit", "github", "gitlab"] {
        let out = factdiff(&["report", &path(&sources, "."), "-f", format]).out;
        assert!(out.contains("dock workers died"), "{format}\n{out}");
        // CSV has the line ends of its standard
        let turns =
            |c: char| !matches!(c, '\n' | '\r') && (c.is_control() || matches!(c, '\u{202c}' | '\u{202e}'));
        assert!(!out.contains(turns), "{format}\n{out:?}");
        if ["markdown", "html", "junit"].contains(&format) {
            let markup = out.replace("\\<", "").replace("\\]", "");
            assert_eq!(markup.matches("<script>").count(), usize::from(format == "html"), "{format}\n{out}");
            assert!(!markup.contains("<img"), "{format}\n{out}");
            assert!(format != "markdown" || !markup.contains("](javascript:"), "{out}");
        }
        assert!(!out.lines().any(|line| line.starts_with("::error::x") || line.starts_with("# h")), "{out}");
    }
}

#[test]
fn a_word_of_a_hundred_kilobytes_is_whole_in_every_format_but_the_terminal() {
    let word = "x".repeat(100_000);
    let source = |number: &str| {
        format!("claims: [{{key: k, text: \"{number} dock workers died {word}\", quote: \"{word}\"}}]\n")
    };
    let sources = folder(&[("a.yaml", &source("Three")), ("b.yaml", &source("Five"))]);
    for format in ["text", "markdown", "html", "csv", "json", "jsonl", "sarif", "junit", "github", "gitlab"] {
        let ran = factdiff(&["report", &path(&sources, "."), "-f", format]);
        assert_eq!(ran.exit, Exit::Clean, "{format}");
        match format {
            "text" => assert!(ran.out.len() < 10_000 && ran.out.contains("bytes more"), "{}", ran.out),
            "markdown" | "html" | "csv" | "json" | "jsonl" => assert!(ran.out.contains(&word), "{format}"),
            _ => {}
        }
    }
}

#[test]
fn json_says_the_words_of_a_source_to_the_letter() {
    let sources = hostile();
    for format in ["json", "jsonl"] {
        let out = factdiff(&["report", &path(&sources, "."), "-f", format]).out;
        let claims: Vec<Value> = match format {
            "json" => serde_json::from_str::<Value>(&out).unwrap()["claims"].as_array().unwrap().clone(),
            _ => out.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        };
        for words in HOSTILE {
            assert!(claims.iter().any(|claim| claim["quote"] == words), "{format} {words:?}");
        }
    }
}

#[test]
fn every_format_has_the_same_findings_and_the_coverage() {
    let json: Value = serde_json::from_str(&check("json").out).unwrap();
    let count = json["findings"].as_array().unwrap().len();
    assert!(count > 5);
    let sarif: Value = serde_json::from_str(&check("sarif").out).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), count);
    let gitlab: Value = serde_json::from_str(&check("gitlab").out).unwrap();
    assert_eq!(gitlab.as_array().unwrap().len(), count + 1, "and the coverage");
    assert_eq!(check("github").out.lines().count(), count + 1, "and the coverage");
    assert_eq!(check("jsonl").out.lines().filter(|line| line.contains(r#""type":"finding""#)).count(), count);
    let junit = check("junit").out;
    assert_eq!(
        junit.matches("<testcase name=").count(),
        count + 2,
        "the coverage, and a file without findings"
    );
    for (format, _) in FORMATS {
        assert!(check(format).out.contains("checked 6 claims in 2 sources; 0 files skipped"), "{format}");
    }
}

#[test]
fn an_accepted_finding_is_suppressed_and_does_not_fail() {
    let sarif: Value = serde_json::from_str(&check("sarif").out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let accepted: Vec<&Value> =
        results.iter().filter(|result| !result["suppressions"].as_array().unwrap().is_empty()).collect();
    let [accepted] = accepted.as_slice() else { panic!("one is accepted: {accepted:?}") };
    assert_eq!(accepted["ruleId"], "internal.sum");
    assert_eq!(accepted["suppressions"][0]["justification"], "the article says so");
    assert!(check("junit").out.contains(r#"<skipped message="accepted: the article says so"/>"#));
}

#[test]
fn sarif_is_valid() {
    let schema = fs::read_to_string(root().join("tests/sarif/sarif-schema-2.1.0.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let report = factdiff(&["report", "sources", "-f", "sarif"]).out;
    let vain = factdiff(&["report", "sources/dmr-news.yaml", "-f", "sarif"]).out;
    for log in [check("sarif").out, report, vain] {
        let log: Value = serde_json::from_str(&log).unwrap();
        let faults: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(faults, [""; 0]);
    }
}

#[test]
fn that_nothing_was_compared_is_said_in_every_format() {
    let sources = folder(&[("post.yaml", "source: {id: post}\nclaims: [One died.]\n")]);
    for (format, sign) in [
        ("jsonl", "nothing was compared"),
        ("sarif", r#""executionSuccessful": false"#),
        ("junit", r#"<error type="coverage""#),
        ("github", "::error title=factdiff::nothing was compared"),
        ("gitlab", r#""severity": "major""#),
    ] {
        let ran = factdiff(&["report", &path(&sources, "post.yaml"), "-f", format]);
        assert_eq!(ran.exit, Exit::NothingCompared, "{format}");
        assert!(
            ran.out.contains(sign) && ran.out.contains("only one source holds claims"),
            "{format}\n{}",
            ran.out
        );
    }
}

/// One run of each command in each of its formats: as many findings of each level in all that show every finding by itself,
/// the exit code of all, and the coverage in all.
#[test]
fn all_formats_agree_on_counts_and_exit_codes() {
    let every = ["text", "markdown", "html", "json", "csv", "jsonl", "sarif", "junit", "github", "gitlab"];
    let of_check = ["text", "json", "jsonl", "sarif", "junit", "github", "gitlab"];
    let report: [&str; 3] = ["report", "sources", "--all"];
    let check = ["check", "tests/formats/sources", "--judgements", "tests/formats/judgements.yaml", "--all"];
    for (command, formats) in [(&report[..], &every[..]), (&check[..], &of_check[..])] {
        for fail_on in ["error", "warning", "note", "never"] {
            let run = |format: &str| factdiff(&[command, &["--fail-on", fail_on, "-f", format]].concat());
            let expected = run("json");
            let json: Value = serde_json::from_str(&expected.out).unwrap();
            let levels = |level: &str| {
                let findings = json["findings"].as_array().unwrap();
                findings.iter().filter(|finding| finding["level"] == level).count()
            };
            for format in formats {
                let ran = run(format);
                assert_eq!(ran.exit, expected.exit, "{command:?} {format} {fail_on}");
                for level in ["error", "warning", "note"] {
                    let Some(count) = counted(format, &ran.out, level) else { continue };
                    assert_eq!(count, levels(level), "{command:?} {format} {level}");
                }
            }
        }
    }
}

/// How many findings of a level a report has; none where the format does not tell them with their levels.
fn counted(format: &str, out: &str, level: &str) -> Option<usize> {
    let of_level = |findings: &[Value]| findings.iter().filter(|finding| finding["level"] == level).count();
    let parsed = || serde_json::from_str::<Value>(out).unwrap();
    match format {
        // a line that counts them: "6 errors, 1 warning, 29 notes"
        "text" | "markdown" => {
            let words: Vec<&str> = out.split_whitespace().collect();
            words.windows(2).find_map(|pair| {
                let noun = pair[1].trim_end_matches([',', ';']).trim_end_matches('s');
                (noun == level).then(|| pair[0].parse().ok()).flatten()
            })
        }
        "json" => Some(of_level(parsed()["findings"].as_array().unwrap())),
        "jsonl" => {
            let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            Some(of_level(&lines.filter(|line| line["type"] == "finding").collect::<Vec<_>>()))
        }
        "sarif" => Some(of_level(parsed()["runs"][0]["results"].as_array().unwrap())),
        "github" => {
            let is_note = level == "note";
            let command = format!("::{} ", if is_note { "notice" } else { level });
            let lines = out.lines().filter(|line| line.starts_with(&command)).count();
            Some(lines - usize::from(is_note)) // the coverage is a notice, too
        }
        _ => None,
    }
}
