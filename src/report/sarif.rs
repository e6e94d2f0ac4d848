//! SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>). Private structs: a promise to its readers.

use super::region::Region;
use super::{Report, Style, summary};
use crate::finding::{Finding, Level, Place};
use crate::json;
use crate::rules;
use crate::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<ResultRow<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help<'a>>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: [Notification; 1],
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultRow<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location<'a>>,
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    baseline_state: &'static str,
    suppressions: Vec<Suppression<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    properties: BTreeMap<&'static str, &'a str>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    justification: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: RegionRow,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RegionRow {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'a> {
    fully_qualified_name: String,
    name: &'a str,
}

/// Writes the findings as a log of one run. The coverage is a notification of its invocation.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.in_file_order();
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.0).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "factdiff",
                version: env!("CARGO_PKG_VERSION"),
                rules: ids.iter().map(|id| rule(id)).collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        invocations: [invocation(report)],
        results: findings.into_iter().map(|finding| result(report, finding, &ids)).collect(),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    json::write_pretty(&log, out)?;
    writeln!(out)
}

fn rule(id: &str) -> Rule<'_> {
    let info = rules::find(id);
    Rule {
        id,
        short_description: Message { text: info.map_or(id, |info| info.about).to_owned() },
        help: rules::page(id).map(|page| Help { text: page, markdown: page }),
        default_configuration: Configuration {
            level: info.map_or(Level::Warning, |info| info.level).as_str(),
        },
    }
}

fn invocation(report: &Report<'_>) -> Invocation {
    let in_vain = report.is_in_vain();
    let level = if in_vain { "error" } else { "note" };
    let message = Message { text: summary::coverage(&report.coverage) };
    Invocation {
        execution_successful: !in_vain,
        tool_execution_notifications: [Notification { level, message }],
    }
}

fn result<'a>(report: &Report<'a>, finding: &'a Finding, ids: &[&str]) -> ResultRow<'a> {
    let places = &finding.places;
    let related = places.iter().skip(1).enumerate();
    let mut text = summary::message(finding).to_owned();
    if let Some(help) = &finding.help {
        text += &format!("; {help}");
    }
    let kind = if finding.in_source { "inSource" } else { "external" };
    let suppression = |why: &'a String| Suppression { kind, justification: why };
    ResultRow {
        rule_id: finding.rule.0,
        rule_index: ids.binary_search(&finding.rule.0).unwrap_or(0),
        level: finding.level.as_str(),
        message: message(&text),
        locations: places.first().map(|place| location(report, place, None)).into_iter().collect(),
        related_locations: related.map(|(id, place)| location(report, place, Some(id))).collect(),
        partial_fingerprints: BTreeMap::from([("factdiff/v1", finding.fingerprint.to_string())]),
        baseline_state: if finding.known { "unchanged" } else { "new" },
        suppressions: finding.accepted.iter().map(suppression).collect(),
        properties: finding.fact.as_deref().map(|fact| ("fact", fact)).into_iter().collect(),
    }
}

fn location<'a>(report: &Report<'a>, place: &'a Place, id: Option<usize>) -> Location<'a> {
    let Region { path, start, end } = report.region(place.span);
    let claim = place.source.as_ref().zip(place.claim.as_ref());
    let logical = claim.map(|(source, claim)| LogicalLocation {
        fully_qualified_name: format!("{source}#{claim}"),
        name: claim.as_str(),
    });
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(path) },
            region: RegionRow {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            },
        },
        logical_locations: logical.into_iter().collect(),
        message: place.label.as_deref().map(message),
    }
}

/// Plain text in which nothing is a link: `[words](1)` would be one.
fn message(text: &str) -> Message {
    let text = fold::visible(text);
    Message {
        text: if text.contains("](") {
            text.replace('[', "\\[").replace(']', "\\]")
        } else {
            text.into_owned()
        },
    }
}

/// A path as a URI reference (RFC 3986): relative as it is given, absolute as a `file` URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
