#!/usr/bin/env bash
# Makes the pictures of the README from what the program says of sources/: docs/img/terminal-*.svg and page-*.png.
# Needs what tests/page/README.md names. The pictures of the page depend on the browser and the fonts of the machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --locked --release --bin factdiff --example terminal
built=${CARGO_TARGET_DIR:-target}/release
page=$(mktemp -d)
"$built/factdiff" report sources --no-pager --color always >"$page/report.txt"
"$built/factdiff" report sources -f html -o "$page/report.html"
for scheme in light dark; do
    # the head and the first fact
    awk '/^$/ && ++gaps == 6 { exit } { print }' "$page/report.txt" |
        "$built/examples/terminal" "$scheme" >"docs/img/terminal-$scheme.svg"
    node scripts/pictures/page.js "$page/report.html" "$scheme" "docs/img/page-$scheme.png"
done
rm -r "$page"
ls -l docs/img
