//! JUnit XML, as continuous integration shows it among the tests: a suite for each file, a case for each finding.

use super::{Report, Style, summary};
use crate::finding::{Finding, Level};
use crate::text::fold;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the findings as test cases. Errors and warnings fail, notes pass with their words as output, what is known or
/// accepted is skipped; a file without findings is one case that passes. The coverage is a case of its own.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<&Finding>> =
        report.sets.iter().map(|set| (report.files.path(set.source.span.file), Vec::new())).collect();
    for finding in report.in_file_order() {
        let path = report.primary(finding).map_or("", |region| region.path);
        suites.entry(path).or_default().push(finding);
    }
    let tests: usize = suites.values().map(|findings| findings.len().max(1)).sum();
    let failures = report.findings.iter().filter(|finding| fails(finding)).count();
    let errors = usize::from(report.is_in_vain());
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let tests = tests + 1;
    writeln!(out, r#"<testsuites name="factdiff" tests="{tests}" failures="{failures}" errors="{errors}">"#)?;
    for (path, findings) in &suites {
        suite(report, path, findings, out)?;
    }
    coverage(report, out)?;
    writeln!(out, "</testsuites>")
}

fn fails(finding: &Finding) -> bool {
    finding.is_new() && finding.level > Level::Note
}

fn suite(report: &Report<'_>, path: &str, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let name = escape(path);
    let failures = findings.iter().filter(|finding| fails(finding)).count();
    let skipped = findings.iter().filter(|finding| !finding.is_new()).count();
    let tests = findings.len().max(1);
    writeln!(
        out,
        r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">"#
    )?;
    if findings.is_empty() {
        writeln!(out, r#"    <testcase name="no findings" classname="{name}"/>"#)?;
    }
    for finding in findings {
        case(report, &name, finding, out)?;
    }
    writeln!(out, "  </testsuite>")
}

fn case(report: &Report<'_>, name: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let place = report.primary(finding).map_or_else(String::new, |region| {
        format!("{}:{}:{}", region.path, region.start.line, region.start.column)
    });
    let (rule, message) = (escape(finding.rule.0), escape(summary::message(finding)));
    let line = report.primary(finding).map_or(1, |region| region.start.line);
    writeln!(
        out,
        r#"    <testcase name="{rule} {}" classname="{name}" file="{name}" line="{line}">"#,
        finding.fingerprint
    )?;
    let words =
        |text: &Option<String>| text.as_ref().map_or_else(String::new, |text| format!("\n{}", escape(text)));
    let body = format!("{}: {}: {message}{}", escape(&place), finding.level, words(&finding.help));
    match finding.state() {
        "new" if fails(finding) => {
            writeln!(out, r#"      <failure type="{rule}" message="{message}">{body}</failure>"#)?;
        }
        "new" => writeln!(out, "      <system-out>{body}</system-out>")?,
        state => {
            let reason =
                finding.accepted.as_ref().map_or_else(String::new, |why| format!(": {}", escape(why)));
            writeln!(out, r#"      <skipped message="{state}{reason}"/>"#)?;
            writeln!(out, "      <system-out>{body}</system-out>")?;
        }
    }
    writeln!(out, "    </testcase>")
}

fn coverage(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let words = escape(&summary::coverage(&report.coverage));
    let errors = usize::from(report.is_in_vain());
    writeln!(out, r#"  <testsuite name="coverage" tests="1" failures="0" errors="{errors}" skipped="0">"#)?;
    writeln!(out, r#"    <testcase name="coverage" classname="factdiff">"#)?;
    if report.is_in_vain() {
        writeln!(out, r#"      <error type="coverage" message="{words}"/>"#)?;
    }
    writeln!(out, "      <system-out>{words}</system-out>\n    </testcase>\n  </testsuite>")
}

/// Text that is safe between tags and in attributes. XML 1.0 has no control characters, not even escaped ones.
fn escape(text: &str) -> String {
    let visible: Vec<String> = text.lines().map(|line| fold::visible(line).into_owned()).collect();
    let allowed = |c: char| !matches!(c, '\u{fffe}' | '\u{ffff}');
    visible.join("\n").chars().filter(|&c| allowed(c)).fold(String::new(), |mut text, c| {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&apos;"),
            '\n' => text.push_str("&#10;"),
            c => text.push(c),
        }
        text
    })
}
