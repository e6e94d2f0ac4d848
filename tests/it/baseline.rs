//! Baselines and comments that ignore: they hold what they were made for, and say when it is gone.

use super::{Ran, factdiff, folder, path};
use factdiff::cli::Exit;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const POST: &str = "\
source: {id: post, published: 2026-03-04}
claims:
  - {id: toll, key: dead, text: Three dock workers died in the collapse., speaker: police}
  - {id: sum, text: \"Seven people, four men and two women, were arrested.\", speaker: police}
  - {id: bare, text: The port authority closed the east quay.}
";
const WIRE: &str = "\
source: {id: wire, published: 2026-03-04}
claims:
  - {id: w1, key: dead, text: Five dock workers died in the collapse., speaker: police}
";

fn sources() -> TempDir {
    folder(&[("s/post.yaml", POST), ("s/wire.yaml", WIRE)])
}

/// Runs a command on the folder with a baseline beside it.
fn run(sources: &TempDir, command: &str, more: &[&str]) -> Ran {
    let (folder, baseline) = (path(sources, "s"), path(sources, "baseline.json"));
    let mut args = vec![command, &folder, "--baseline", &baseline, "--fail-on", "note"];
    args.extend(if more.contains(&"-f") { &[][..] } else { &["-f", "json"] });
    args.extend(more);
    factdiff(&args)
}

/// Rule and state of every finding.
fn states(ran: &Ran) -> Vec<(String, String)> {
    let json: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err));
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    json["findings"].as_array().unwrap().iter().map(|f| (word(f, "rule"), word(f, "state"))).collect()
}

fn with_state(ran: &Ran, state: &str) -> Vec<String> {
    states(ran).into_iter().filter(|(_, its)| its == state).map(|(rule, _)| rule).collect()
}

#[test]
fn known_findings_are_marked_and_do_not_fail() {
    for (command, known) in
        [("check", vec!["internal.sum", "claim.unsupported"]), ("report", vec!["conflict.number"])]
    {
        let sources = sources();
        assert_eq!(factdiff(&[command, &path(&sources, "s"), "--fail-on", "note"]).exit, Exit::Findings);
        assert_eq!(run(&sources, command, &["--write-baseline"]).exit, Exit::Clean, "{command}");
        let again = run(&sources, command, &["--strict"]);
        assert_eq!(
            (again.exit, with_state(&again, "known")),
            (Exit::Clean, known.iter().map(ToString::to_string).collect())
        );
        assert_eq!(with_state(&again, "new"), [""; 0]);
    }
}

#[test]
fn reports_for_people_mark_what_is_known() {
    let sources = sources();
    for (command, format, sign) in [
        ("check", "text", "= note: known"),
        ("report", "text", "no number satisfies both (known)"),
        ("report", "markdown", "no number satisfies both (known)"),
    ] {
        let told = |more: &[&str]| {
            let out = run(&sources, command, &[more, &["-f", format]].concat()).out;
            out.split_whitespace().collect::<Vec<_>>().join(" ") // lines are broken anywhere
        };
        fs::write(path(&sources, "baseline.json"), "{\"format\": \"factdiff-baseline\", \"version\": 1}")
            .unwrap();
        assert!(!told(&[]).contains(sign), "{command} {format}\n{}", told(&[]));
        assert!(told(&["--write-baseline"]).contains(sign), "{command} {format}\n{}", told(&[]));
    }
}

/// Claims and files in another order, ten claims more, other indentation: nothing is new and nothing is gone.
#[test]
fn a_baseline_outlives_edits_that_change_no_finding() {
    for command in ["check", "report"] {
        let sources = sources();
        run(&sources, command, &["--write-baseline"]);
        let mut lines: Vec<String> = POST.lines().skip(2).map(|line| format!("    {line}")).collect();
        lines.reverse();
        for (n, what) in
            ["choir", "school", "bakery", "tram", "library", "orchard", "museum", "theatre", "river", "mill"]
                .iter()
                .enumerate()
        {
            let claim = format!("      - {{id: n{n}, text: \"The {what} was opened.\", quote: opened}}");
            lines.insert(n / 3, claim);
        }
        let head = "# edited\nsource:\n    id: post\n    published: 2026-03-04\nclaims:\n";
        fs::write(path(&sources, "s/post.yaml"), format!("{head}{}\n", lines.join("\n"))).unwrap();
        fs::rename(path(&sources, "s/wire.yaml"), path(&sources, "s/a.yaml")).unwrap();
        let again = run(&sources, command, &["--strict"]);
        assert_eq!(
            (again.exit, with_state(&again, "new")),
            (Exit::Clean, Vec::new()),
            "{command}\n{}",
            again.out
        );
    }
}

#[test]
fn of_a_changed_number_exactly_its_findings_are_new_and_the_old_ones_are_gone() {
    for (command, from, to, rule) in [
        ("check", "four men", "nine men", "internal.sum"),
        ("report", "Three dock", "Four dock", "conflict.number"),
    ] {
        let sources = sources();
        run(&sources, command, &["--write-baseline"]);
        fs::write(path(&sources, "s/post.yaml"), POST.replace(from, to)).unwrap();
        let again = run(&sources, command, &["--strict"]);
        assert_eq!(again.exit, Exit::Findings);
        assert_eq!(with_state(&again, "new"), [rule, "baseline.stale"]);
    }
}

#[test]
fn what_is_gone_fails_only_where_it_is_to() {
    let sources = sources();
    run(&sources, "check", &["--write-baseline"]);
    fs::write(path(&sources, "s/post.yaml"), POST.replace("four men", "five men")).unwrap();
    let (folder, baseline) = (path(&sources, "s"), path(&sources, "baseline.json"));
    let args = ["check", &folder, "--baseline", &baseline];
    let ran = factdiff(&args);
    assert!(
        ran.exit == Exit::Clean && ran.out.contains("note[baseline.stale]: internal.sum is gone"),
        "{}",
        ran.out
    );
    assert_eq!(factdiff(&[&args[..], &["--strict"]].concat()).exit, Exit::Findings);
    factdiff(&[&args[..], &["--write-baseline"]].concat());
    assert_eq!(factdiff(&[&args[..], &["--strict"]].concat()).exit, Exit::Clean);
}

#[test]
fn a_run_on_a_part_leaves_the_rest_of_a_baseline_alone() {
    let sources = sources();
    run(&sources, "check", &["--write-baseline"]);
    run(&sources, "report", &["--write-baseline"]);
    let before = fs::read_to_string(path(&sources, "baseline.json")).unwrap();
    assert_eq!(before.matches("fingerprint").count(), 3, "of both commands\n{before}");
    let (wire, baseline) = (path(&sources, "s/wire.yaml"), path(&sources, "baseline.json"));
    let ran = factdiff(&["check", &wire, "--baseline", &baseline, "--strict"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
    factdiff(&["check", &wire, "--baseline", &baseline, "--write-baseline"]);
    assert_eq!(fs::read_to_string(path(&sources, "baseline.json")).unwrap(), before);
}

#[test]
fn a_baseline_that_is_not_there_or_none_is_told() {
    let sources = sources();
    let (folder, baseline) = (path(&sources, "s"), path(&sources, "baseline.json"));
    let ran = factdiff(&["check", &folder, "--baseline", &baseline]);
    assert!(ran.exit == Exit::Trouble && ran.err.contains("does not exist"), "{}", ran.err);
    fs::write(&baseline, "{\"format\": \"other\", \"findings\": [{\"rule\": \"a\"}]}").unwrap();
    let ran = factdiff(&["check", &folder, "--baseline", &baseline]);
    assert!(
        ran.out.contains("must be `factdiff-baseline`") && ran.out.contains("`fingerprint`"),
        "{}",
        ran.out
    );
}

#[test]
fn a_comment_ignores_what_it_names_and_says_why() {
    let claim =
        "  - {id: sum, text: \"Seven people, four men and two women, were arrested.\", speaker: police}";
    let rules = |claims: &str| {
        let sources = folder(&[("post.yaml", &format!("source: {{id: post}}\nclaims:\n{claims}\n"))]);
        states(&factdiff(&["check", sources.path().to_str().unwrap(), "-f", "json"]))
    };
    let accepted = ("internal.sum", "accepted");
    let cases = [
        (format!("  # factdiff: ignore[internal.sum] as the article has it\n{claim}"), vec![accepted]),
        (format!("{claim}  # factdiff: ignore[internal.sum, quote.missing]: as it is"), vec![accepted]),
        (
            "  - id: sum  # factdiff: ignore[internal.sum] as it is\n    text: Seven people, four men and two women, were arrested.\n    speaker: x"
                .to_owned(),
            vec![accepted],
        ),
        (format!("  # factdiff: ignore[internal.sum]\n{claim}"), vec![("internal.sum", "new"), ("ignore.invalid", "new")]),
        (
            format!("  # factdiff: ignore[internal.som] as it is\n{claim}"),
            vec![("internal.sum", "new"), ("ignore.invalid", "new")],
        ),
        (format!("  # factdiff: please\n{claim}"), vec![("internal.sum", "new"), ("ignore.invalid", "new")]),
        (
            format!("{claim}\n  # factdiff: ignore[internal.sum] as it is\n  - {{id: one, text: One died., speaker: x}}"),
            vec![("internal.sum", "new"), ("ignore.unused", "new")],
        ),
        ("  - {id: he, text: \"He wrote # factdiff: ignore[x]\", speaker: x}".to_owned(), vec![]),
    ];
    for (claims, expected) in cases {
        let expected: Vec<_> =
            expected.into_iter().map(|(rule, state)| (rule.to_owned(), state.to_owned())).collect();
        assert_eq!(rules(&claims), expected, "{claims}");
    }
}
