//! GitLab Code Quality: a list of issues in the manner of Code Climate.
//! <https://docs.gitlab.com/ci/testing/code_quality/>

use super::{Report, Style, summary};
use crate::finding::{Finding, Level};
use crate::fingerprint::Fingerprint;
use crate::json;
use crate::span::Location;
use crate::text::fold;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

/// Writes the issues; the last one is the coverage, because the format has no other place for it.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.in_file_order();
    let mut issues: Vec<Issue<'_>> =
        findings.into_iter().filter_map(|finding| issue(report, finding)).collect();
    issues.push(coverage(report));
    json::write_pretty(&issues, out)?;
    writeln!(out)
}

fn issue<'a>(report: &Report<'a>, finding: &'a Finding) -> Option<Issue<'a>> {
    let region = report.primary(finding)?;
    let severity = match finding.level {
        Level::Error if !finding.known => "major",
        Level::Warning if !finding.known => "minor",
        Level::Error | Level::Warning | Level::Note => "info",
    };
    let mut description = summary::message(finding).to_owned();
    if !finding.is_new() {
        description = format!("{}: {description}", finding.state());
    }
    if let Some(help) = &finding.help {
        description = format!("{description}; {help}");
    }
    Some(Issue {
        description: fold::visible(&description).into_owned(),
        check_name: finding.rule.0,
        fingerprint: finding.fingerprint.to_string(),
        severity,
        location: place(region.path, region.start, region.end),
    })
}

fn coverage<'a>(report: &Report<'a>) -> Issue<'a> {
    let start = Location { line: 1, column: 1 };
    let path = report.sets.first().map_or(".", |set| report.files.path(set.source.span.file));
    Issue {
        description: summary::coverage(&report.coverage),
        check_name: "coverage",
        fingerprint: Fingerprint::of(["coverage"]).to_string(),
        severity: if report.is_in_vain() { "major" } else { "info" },
        location: place(path, start, start),
    }
}

fn place(path: &str, start: Location, end: Location) -> Place<'_> {
    let position = |at: Location| Position { line: at.line, column: at.column };
    Place { path, positions: Positions { begin: position(start), end: position(end) } }
}
