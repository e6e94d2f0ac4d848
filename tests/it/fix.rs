//! `check --fix` and `check --changed`: mends keep comments and layout; only what changed is told of.

use super::{factdiff, folder, path};
use factdiff::cli::Exit;
use std::fs;
use std::path::Path;
use std::process::Command;

const BEFORE: &str = "\
# kept
source:
  publisher: The Harbour Post   # kept, too
  published: 4 March 2026
  modified: \"2026/3/5\"
  text: post.txt
claims:
  - text: The port does not know the cause.   # no id
    quote: We don't know
  - {text: It fell., quote: {exact: 'fell - at once', suffix: said}}
  - id: crane
    text:   The crane stood there.
    quote: \"the \\\"old\\\" crane\"

  - {id: article, text: Nobody saw it., quote: saw it - nobody}
";
const AFTER: &str = "\
# kept
source:
  publisher: The Harbour Post   # kept, too
  published: 2026-03-04
  modified: \"2026-03-05\"
  text: post.txt
claims:
  - id: c1
    text: The port does not know the cause.   # no id
    quote: We don’t know
  - {id: c2, text: It fell., quote: {exact: 'fell – at once', suffix: said}}
  - id: crane
    text:   The crane stood there.
    quote: \"the \\\"old\\\" crane\"

  - {id: article, text: Nobody saw it., quote: saw it - nobody}
";
const ARTICLE: &str = "“We don’t know,” it said.\n\nIt fell – at once, said the port of the “old” crane.\n\nThey saw it - nobody else.\n";

#[test]
fn what_is_safe_is_mended_and_the_rest_of_the_file_stays() {
    let sources = folder(&[("s/post.yaml", BEFORE), ("s/post.txt", ARTICLE)]);
    let ran = factdiff(&["check", &path(&sources, "s"), "--fix"]);
    let after = fs::read_to_string(path(&sources, "s/post.yaml")).unwrap();
    assert_eq!(after, AFTER);
    assert_eq!(ran.err, "mended 6 places\n");
    let again = factdiff(&["check", &path(&sources, "s"), "--fix"]);
    assert_eq!(again.err, "mended 0 places\n", "{}", again.out);
    assert_eq!(fs::read_to_string(path(&sources, "s/post.yaml")).unwrap(), AFTER);
}

#[test]
fn line_ends_are_kept_and_what_is_accepted_is_not_mended() {
    let text = "source: a\r\nclaims:\r\n  - text: One died.\r\n    speaker: x\r\n  # factdiff: ignore[claim.id] on purpose\r\n  - text: Two died.\r\n    speaker: x\r\n";
    let sources = folder(&[("a.yaml", text)]);
    factdiff(&["check", &path(&sources, "a.yaml"), "--fix"]);
    let after = fs::read_to_string(path(&sources, "a.yaml")).unwrap();
    assert_eq!(after, text.replace("- text: One", "- id: c1\r\n    text: One"));
}

#[test]
fn only_what_differs_from_a_revision_is_told_of() {
    let bad = "source: {id: ID}\nclaims:\n  - {id: a, text: One died., speaker: x, kye: 1}\n";
    let sources = folder(&[
        ("s/old.yaml", &bad.replace("ID", "old")),
        ("s/edited.yaml", &bad.replace("ID", "edited")),
        ("s/article.yaml", &bad.replace("{id: ID}", "{id: article, text: article.txt}")),
        ("s/article.txt", "One died.\n"),
    ]);
    let git = |args: &[&str]| {
        let ran = Command::new("git")
            .arg("-C")
            .arg(sources.path())
            .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
            .args(args)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "first"]);
    let check = |revision: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_factdiff"));
        let ran = program
            .args(["check", "s", &format!("--changed={revision}")])
            .current_dir(sources.path())
            .output();
        let ran = ran.unwrap();
        (ran.status.code(), String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap())
    };
    let (code, told) = check("HEAD");
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("checked 0 claims in 0 sources"), "{told}");

    fs::write(path(&sources, "s/edited.yaml"), bad.replace("ID", "edited") + "  # more\n").unwrap();
    fs::write(path(&sources, "s/new.yaml"), bad.replace("ID", "new")).unwrap();
    fs::write(path(&sources, "s/article.txt"), "Two died.\n").unwrap();
    let (code, told) = check("HEAD");
    assert_eq!(code, Some(1), "{told}");
    for (name, expected) in [("edited", true), ("new", true), ("article", true), ("old", false)] {
        assert_eq!(told.contains(&format!("s/{name}.yaml:3")), expected, "{name}\n{told}");
    }
    let (code, told) = check("nowhere");
    assert!(code == Some(2) && told.contains("nowhere"), "{told}");
}

#[test]
fn the_hooks_run_commands_that_there_are() {
    let hooks =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    let entries: Vec<&str> =
        hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: factdiff ")).collect();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        let args: Vec<&str> = entry.split_whitespace().chain(["--help"]).collect();
        assert_eq!(factdiff(&args).exit, Exit::Clean, "{entry}");
    }
}
