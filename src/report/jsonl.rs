//! JSON Lines: the rows of the JSON report, each on a line of its own and with its `type`, for `jq` and for streams.

use super::{Report, Style, json, summary};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<T: Serialize> {
    r#type: &'static str,
    #[serde(flatten)]
    row: T,
}

#[derive(Serialize)]
struct Coverage<T: Serialize> {
    message: String,
    #[serde(flatten)]
    counts: T,
}

/// Writes a line with the tool, one for each source, claim, fact and finding, and a last one with the coverage.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let document = json::document(report);
    line("run", &document.run, out)?;
    document.sources.iter().try_for_each(|row| line("source", row, out))?;
    document.claims.iter().try_for_each(|row| line("claim", row, out))?;
    document.facts.iter().try_for_each(|row| line("fact", row, out))?;
    document.findings.iter().try_for_each(|row| line("finding", row, out))?;
    line("origins", &document.origins, out)?;
    let coverage = Coverage { message: summary::coverage(&report.coverage), counts: &document.coverage };
    line("coverage", &coverage, out)
}

fn line<T: Serialize>(r#type: &'static str, row: &T, out: &mut dyn Write) -> io::Result<()> {
    crate::json::write(&Line { r#type, row }, out)?;
    writeln!(out)
}
