//! The formats that continuous integration reads: the same findings in each, valid, and with nothing in them that a text
//! from outside could turn.

use super::{assert_golden, factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use std::collections::BTreeSet;
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

/// A folder with every fault of loading and every finding on one source, some accepted, some known, some neither.
fn every_kind() -> tempfile::TempDir {
    let all = tempfile::tempdir().unwrap();
    let copy = |from: &Path, to: &str, edit: &dyn Fn(String) -> String| {
        let to = all.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        match fs::read_to_string(from) {
            Ok(text) => fs::write(to, edit(text)).unwrap(),
            Err(_) => fs::write(to, fs::read(from).unwrap()).unwrap(),
        }
    };
    let files = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    for path in files(&root().join("tests/load/bad")) {
        copy(&path, &format!("load/{}", name(&path)), &|text| text);
    }
    for folder in files(&root().join("tests/lint")).filter(|path| path.is_dir()) {
        let rule = name(&folder).replace('.', "-");
        for path in files(&folder) {
            let own = if path.extension().unwrap() == "yaml" { format!("{rule}-") } else { String::new() };
            let edit = |text: String| text.replace("id: bad", &format!("id: {rule}-bad"));
            copy(&path, &format!("{rule}/{own}{}", name(&path)), &edit);
        }
    }
    copy(&root().join("tests/rules/ignore.invalid/a.yaml"), "ignore/invalid.yaml", &|text| {
        text.replace("id: a", "id: invalid")
    });
    let ignored = "source: {id: ignored}\nclaims:\n  # factdiff: ignore[claim.unsupported, claim.id] a fixture\n  - {text: One died.}\n";
    fs::write(all.path().join("ignore/ignored.yaml"), ignored).unwrap();
    all
}

/// Every format tells each finding at the same place and in the same state, and ends alike.
#[test]
fn each_finding_stands_in_every_format_at_its_place_and_in_its_state() {
    let all = every_kind();
    let [folder, baseline, judgements] =
        ["", "baseline.json", "judgements.yaml"].map(|name| path(&all, name));
    let folder = folder.trim_end_matches('/');
    let known = factdiff(&["check", &path(&all, "load"), "--baseline", &baseline, "--write-baseline"]);
    assert_eq!(known.exit, Exit::Clean, "{}", known.err);
    let sum = factdiff(&["check", folder, "--only", "internal.sum", "-f", "json"]).out;
    let sum: Value = serde_json::from_str(&sum).unwrap();
    let fingerprint = sum["findings"][0]["fingerprint"].as_str().unwrap();
    let accepted =
        format!("findings: [{{fingerprint: {fingerprint}, rule: internal.sum, reason: it is so}}]\n");
    fs::write(&judgements, accepted).unwrap();
    let run = |format: &str, fail_on: &str| {
        let with = ["--baseline", &baseline, "--judgements", &judgements, "--fail-on", fail_on, "--all"];
        factdiff(&[&["check", folder, "-f", format], &with[..]].concat())
    };
    let expected = seen("json", &run("json", "error").out);
    for state in ["new", "known", "accepted"] {
        assert!(expected.iter().filter(|seen| seen.2 == state).count() > 1, "{state}");
    }
    let rules: BTreeSet<&str> = expected.iter().map(|seen| seen.0.as_str()).collect();
    assert!(rules.len() > 40, "{rules:?}");
    for (fail_on, exit) in [("note", Exit::Findings), ("never", Exit::Clean)] {
        for format in ["text", "json", "jsonl", "sarif", "junit", "github", "gitlab"] {
            let ran = run(format, fail_on);
            assert_eq!(ran.exit, exit, "{format} {fail_on}");
            assert_eq!(seen(format, &ran.out), expected, "{format}");
        }
    }
}

/// Rule, `path:line:column` and state of each finding, sorted.
fn seen(format: &str, out: &str) -> Vec<(String, String, String)> {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let at = |path: &Value, line: &Value, column: &Value| format!("{}:{line}:{column}", words(path));
    let ours = |finding: &Value| {
        let place = &finding["locations"][0];
        (
            words(&finding["rule"]),
            at(&place["path"], &place["line"], &place["column"]),
            words(&finding["state"]),
        )
    };
    let before = |text: &str, end: &str| text.split(end).next().unwrap().to_owned();
    let parsed = || serde_json::from_str::<Value>(out).unwrap();
    let mut seen: Vec<_> = match format {
        "json" => parsed()["findings"].as_array().unwrap().iter().map(ours).collect(),
        "jsonl" => {
            let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            lines.filter(|line| line["type"] == "finding").map(|line| ours(&line)).collect()
        }
        "sarif" => {
            let result = |result: &Value| {
                let place = &result["locations"][0]["physicalLocation"];
                let region = &place["region"];
                let suppressed = !result["suppressions"].as_array().unwrap().is_empty();
                let known = result["baselineState"] == "unchanged";
                let state = if suppressed {
                    "accepted"
                } else if known {
                    "known"
                } else {
                    "new"
                };
                let at = at(&place["artifactLocation"]["uri"], &region["startLine"], &region["startColumn"]);
                (words(&result["ruleId"]), at.trim_start_matches("file://").to_owned(), state.to_owned())
            };
            parsed()["runs"][0]["results"].as_array().unwrap().iter().map(result).collect()
        }
        "gitlab" => {
            let issue = |issue: &Value| {
                let (begin, told) = (&issue["location"]["positions"]["begin"], words(&issue["description"]));
                let state =
                    ["accepted", "known"].into_iter().find(|state| told.starts_with(&format!("{state}: ")));
                let at = at(&issue["location"]["path"], &begin["line"], &begin["column"]);
                (words(&issue["check_name"]), at, state.unwrap_or("new").to_owned())
            };
            parsed().as_array().unwrap().iter().map(issue).filter(|seen| seen.0 != "coverage").collect()
        }
        "github" => {
            let command = |line: &str| {
                let field =
                    |name: &str, end: &str| Some(before(line.split_once(&format!("{name}="))?.1, end));
                let title = field("title", "::")?;
                let (rule, state) = title.trim_end_matches(')').split_once(" (").unwrap_or((&title, "new"));
                let [file, line, column] = ["file", "line", "col"].map(|name| field(name, ","));
                Some((rule.to_owned(), format!("{}:{}:{}", file?, line?, column?), state.to_owned()))
            };
            out.lines().filter_map(command).collect()
        }
        "junit" => {
            let case = |case: &str| {
                let rule = before(case, " ");
                let file = before(case.split_once("file=\"")?.1, "\"");
                let line = before(case.split_once(" line=\"")?.1, "\"");
                let column = before(case.split_once(&format!(">{file}:{line}:"))?.1, ":");
                let skipped =
                    case.split_once("<skipped message=\"").map(|(_, rest)| before(&before(rest, "\""), ":"));
                Some((rule, format!("{file}:{line}:{column}"), skipped.unwrap_or_else(|| "new".to_owned())))
            };
            out.split("<testcase name=\"").skip(1).filter_map(case).collect()
        }
        "text" => {
            let mut told: Vec<(String, String, String)> = Vec::new();
            for line in out.lines() {
                let head = ["error[", "warning[", "note["].iter().find_map(|level| line.strip_prefix(level));
                let words = line.trim_start();
                if let Some((rule, _)) = head.and_then(|head| head.split_once("]: ")) {
                    told.push((rule.to_owned(), String::new(), "new".to_owned()));
                } else if let Some(last) = told.last_mut() {
                    if let Some(at) = words.strip_prefix("--> ").filter(|_| last.1.is_empty()) {
                        at.clone_into(&mut last.1);
                    } else if let Some(remark) = words.strip_prefix("= note: ") {
                        last.2 = before(remark, ":");
                    }
                }
            }
            told
        }
        _ => unreachable!("{format}"),
    };
    seen.sort();
    seen
}

/// Fifty-one sources of which three state one fact, two another, and one has something of its own.
fn crowd() -> tempfile::TempDir {
    let texts = |n: usize| match n {
        0 => "Three dock workers died at Port Ellery on 3 March 2026.",
        1 | 2 => "Four dock workers died at Port Ellery on 3 March 2026.",
        3 => "The crane was built in 1974.",
        _ => "The harbour master of Halden has resigned.",
    };
    let files: Vec<(String, String)> = (0..51)
        .map(|n| {
            let head = format!("source: {{id: s{n:02}, published: 2026-03-{:02}}}", 1 + n % 9);
            (format!("s{n:02}.yaml"), format!("{head}\nclaims:\n  - {:?}\n", texts(n)))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    folder(&files)
}

#[test]
fn of_a_crowd_those_that_say_nothing_are_counted_and_not_told_one_by_one() {
    let sources = crowd();
    let report =
        |format: &str| factdiff(&["report", sources.path().to_str().unwrap(), "--format", format]).out;
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    let gaps: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"].as_str().unwrap().starts_with("gap."))
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        gaps,
        [
            "48 of 51 sources say nothing of what 3 sources state: Four dock workers died at Port Ellery on 3 March 2026.",
            "4 of 51 sources say nothing of what 47 sources state: The harbour master of Halden has resigned.",
        ]
    );
    let states: Vec<&str> = json["facts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|fact| fact["cells"].as_array().unwrap())
        .map(|cell| cell["state"].as_str().unwrap())
        .collect();
    assert!(states.iter().all(|state| *state == "present") && states.len() == 51, "{states:?}");
    let markdown = report("markdown");
    assert!(
        markdown
            .contains("| Four dock workers died at Port Ellery on 3 March 2026 | 3 of 51 | ≠ in conflict |"),
        "{markdown}"
    );
    assert!(markdown.contains("Too many sources to write out"), "{markdown}");
    let html = report("html");
    assert!(
        html.contains("<th scope=\"col\"><span>Sources</span>") && !html.contains("Who agrees with whom")
    );
    assert!(html.contains("<b>48 sources</b> without a claim on it"));
    let csv = report("csv");
    assert!(csv.contains("gap.silent,note,,,,48 sources say nothing"), "{csv}");
    let text = report("text");
    assert!(text.contains("48 sources without a claim on it") && text.contains("too many sources"), "{text}");
}
