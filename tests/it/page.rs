//! The page in a real browser: `tests/page`, where node, its packages and a Chromium are installed.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

#[test]
fn the_page_holds_in_a_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page");
    if let Some(missing) = missing(&folder) {
        // past the capture of the test harness: who reads "ok" should know
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: the page in a browser: {missing}; see tests/page/README.md"
        );
        return;
    }
    let told = node(&folder, &["--test", "--test-reporter=spec"]).output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(told.status.success(), "{}{}", text(&told.stdout), text(&told.stderr));
}

fn missing(folder: &Path) -> Option<&'static str> {
    if !node(folder, &["--version"]).output().is_ok_and(|told| told.status.success()) {
        return Some("node is not installed");
    }
    if !folder.join("node_modules").exists() {
        return Some("its packages are not installed");
    }
    let found = node(folder, &["browser.js"]).output();
    (!found.is_ok_and(|told| told.status.success())).then_some("there is no Chromium")
}

fn node(folder: &Path, arguments: &[&str]) -> Command {
    let mut node = Command::new("node");
    node.args(arguments).current_dir(folder).env("FACTDIFF", env!("CARGO_BIN_EXE_factdiff"));
    node
}
