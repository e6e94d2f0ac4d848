//! Workflow commands of GitHub Actions: annotations in the changed files of a pull request.
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>

use super::region::Region;
use super::{Report, Style, summary};
use crate::finding::{Finding, Level};
use crate::text::fold;
use std::io::{self, Write};

/// Writes a command for each finding, and one with the coverage.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.in_file_order() {
        command(report, finding, out)?;
    }
    let name = if report.is_in_vain() { "error" } else { "notice" };
    writeln!(out, "::{name} title=factdiff::{}", data(&summary::coverage(&report.coverage)))
}

fn command(report: &Report<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    // what is known already does not break a build
    let name = match finding.level {
        Level::Error if !finding.known => "error",
        Level::Warning if !finding.known => "warning",
        Level::Error | Level::Warning | Level::Note => "notice",
    };
    let place = report.primary(finding).map_or_else(String::new, |region| place(&region));
    let state = if finding.is_new() { String::new() } else { format!(" ({})", finding.state()) };
    let mut message = summary::message(finding).to_owned();
    for more in [&finding.help, &finding.accepted].into_iter().flatten() {
        message += &format!("\n{more}");
    }
    writeln!(out, "::{name} {place}title={}{state}::{}", property(finding.rule.0), data(&message))
}

/// GitHub takes columns only where the lines are the same.
fn place(Region { path, start, end }: &Region<'_>) -> String {
    let (path, line) = (property(path), start.line);
    if start.line == end.line && end.column > start.column {
        format!("file={path},line={line},col={},endLine={line},endColumn={},", start.column, end.column - 1)
    } else {
        format!("file={path},line={line},col={},", start.column)
    }
}

/// The words of a command: one line, and nothing that begins another command.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| fold::visible(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// The value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
