//! `action.yml`: its step run as GitHub runs it, with the inputs in the environment.

use super::{folder, path};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The shell lines of the step that runs the program.
fn script() -> String {
    let action = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let step = action.split("    - name: ").find(|step| step.starts_with("Run factdiff")).unwrap();
    let (_, run) = step.split_once("      run: |\n").unwrap();
    run.lines().map(|line| line.strip_prefix("        ").unwrap_or(line).to_owned() + "\n").collect()
}

/// The folder of a job: the program where the step before has put it, and three folders of sources.
fn job() -> TempDir {
    let job = folder(&[
        ("good/a.yaml", "source: {id: a}\nclaims: [{text: Three died., quote: three died}]\n"),
        ("bad/a.yaml", "source: {id: a}\nclaims: 1\n"),
        ("bad/b.yaml", "source: {id: b}\nclaims: [{text: Three died., quote: three died}]\n"),
        ("factdiff/bin/README", ""),
    ]);
    symlink(env!("CARGO_BIN_EXE_factdiff"), path(&job, "factdiff/bin/factdiff")).unwrap();
    job
}

/// How the step ends, what it writes to the log, and the outputs that it leaves.
fn run(job: &TempDir, command: &str, paths: &str, args: &str, fail_on: &str) -> (i32, String, String) {
    let output = path(job, "output");
    fs::write(&output, "").unwrap();
    let ran = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script()])
        .current_dir(job.path())
        .env("RUNNER_TEMP", job.path())
        .env("GITHUB_OUTPUT", &output)
        .envs([("COMMAND", command), ("PATHS", paths), ("ARGS", args), ("FAIL_ON", fail_on)])
        .output()
        .unwrap();
    let log = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
    (ran.status.code().unwrap(), log, fs::read_to_string(output).unwrap())
}

#[test]
fn the_action_ends_as_the_program_does_and_leaves_sarif_wherever_there_is_a_report() {
    let job = job();
    let cases = [
        ("check", "good", "", "error", 0, true),
        ("check", "bad", "", "error", 1, true),
        ("check", "bad", "", "never", 0, true),
        ("check", "good bad", "--only quote", "error", 1, true),
        ("report", "good", "", "error", 3, true),
        ("check", "nowhere", "", "error", 2, false),
        ("check", "good", "--no-such-option", "error", 2, false),
    ];
    for (command, paths, args, fail_on, code, sarif) in cases {
        let (ended, log, outputs) = run(&job, command, paths, args, fail_on);
        assert_eq!(ended, code, "{command} {paths} {args}\n{log}");
        let file = path(&job, &format!("factdiff-{command}.sarif"));
        let expected = if sarif { format!("sarif={file}\n") } else { String::new() };
        assert_eq!(outputs, expected, "{command} {paths} {args}");
        assert_eq!(Path::new(&file).exists(), sarif, "what a run before has left is not uploaded again");
        assert_eq!(log.contains("title=factdiff::"), sarif, "{log}");
    }
}

#[test]
fn the_inputs_of_the_action_are_no_commands() {
    let job = job();
    for hostile in ["$(touch hacked)", "`touch hacked`", "; touch hacked", "*.yaml\ntouch hacked"] {
        run(&job, "check", hostile, hostile, "error");
        assert!(!job.path().join("hacked").exists(), "{hostile}");
    }
}
