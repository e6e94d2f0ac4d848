//! Findings for people at a terminal, as compilers tell them: the lines of the files, the words underlined, what would
//! help. The text format of `check`.

use super::layout::{DIM, GREEN, PLAIN, Text};
use super::page::Page;
use super::snippet::render_finding;
use super::terminal::level_style;
use super::{Report, Style, summary};
use crate::finding::{Finding, Level, Rule};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// So many notes of one rule are written out for one file where not all are asked for.
const FEW: usize = 3;

/// Writes the findings in the order of files and lines, and a last line that counts them.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    let mut told: BTreeMap<(&str, Rule), usize> = BTreeMap::new();
    for finding in report.in_file_order() {
        let notes = told.entry((path(report, finding), finding.rule)).or_default();
        *notes += usize::from(finding.level == Level::Note);
        if *notes <= FEW || style.all {
            page.raw(&render_finding(report.files, finding, style))?;
            page.raw("\n\n")?;
        }
    }
    let left_out = told.iter().filter(|(_, notes)| **notes > FEW && !style.all);
    for ((path, rule), notes) in left_out {
        let words = format!("{} of {rule} in {path} (--all)", summary::count(notes - FEW, "more note"));
        page.hang(&Text::new("… ", DIM), &Text::new(&words, DIM))?;
    }
    let gravest = report.findings.iter().map(|finding| finding.level).max();
    let coverage = summary::coverage(&report.coverage);
    if report.findings.is_empty() {
        return page.hang(&Text::new("✓ ", GREEN), &Text::new(&coverage, PLAIN));
    }
    let counted = Text::new(&summary::findings(&report.summary()), level_style(gravest));
    page.hang(&Text::default(), &counted.with(&format!("; {coverage}"), PLAIN))
}

fn path<'a>(report: &Report<'a>, finding: &Finding) -> &'a str {
    finding.places.first().map_or("", |place| report.files.path(place.span.file))
}
