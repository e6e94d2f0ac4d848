//! Reports: one file a format, over one borrowed [`Report`]. Reports compute nothing.

pub mod calibration;
pub mod csv;
pub mod diagnostics;
pub mod github;
pub mod gitlab;
pub mod graph;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod terminal;
pub mod versions;
mod columns;
#[cfg(test)]
mod fixture;
mod gaps;
pub(crate) mod layout;
pub(crate) mod marks;
mod markup;
mod matrix;
mod origins;
mod page;
mod pairs;
pub(crate) mod parts;
mod region;
mod relations;
mod snippet;
mod stacked;
mod summary;
pub(crate) mod wording;

use crate::claim::{ClaimRef, ClaimSet};
use crate::finding::{Finding, Level};
use crate::origin::Origins;
use crate::span::Files;
use crate::verdict::{CROWD, Coverage, Fact, Verdict};
use std::io::{self, Write};

/// All that a report shows.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Every file that was read.
    pub files: &'a Files,
    /// The claim sets, by source id.
    pub sets: &'a [ClaimSet],
    /// The facts, gravest first.
    pub facts: &'a [Fact],
    /// The findings, gravest first.
    pub findings: &'a [Finding],
    /// How much was compared.
    pub coverage: Coverage,
    /// Who leads to whom.
    pub origins: &'a Origins,
    /// The order of the sources' columns, as indices of `sets`.
    pub columns: &'a [usize],
}

/// How a report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to write ANSI colours.
    pub color: bool,
    /// Whether agreements and gaps are written out, not only counted.
    pub all: bool,
    /// Whether sources stand in columns side by side.
    pub side_by_side: bool,
    /// Whether the report is written beside those in the other formats, so that it can lead to them.
    pub beside: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { width: 100, color: false, all: true, side_by_side: false, beside: false }
    }
}

/// A format of reports.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file name that `report -o DIR` writes.
    pub file: &'static str,
    /// Writes the report.
    pub render: Render,
}

/// Writes a report in one format.
pub type Render = fn(&Report<'_>, &Style, &mut dyn Write) -> io::Result<()>;

/// Every format. `--format`, `-o DIR`, the help and the tests read this table.
pub static FORMATS: &[Format] = &[
    Format { name: "text", file: "discrepancies.txt", render: terminal::render },
    Format { name: "markdown", file: "discrepancies.md", render: markdown::render },
    Format { name: "html", file: "discrepancies.html", render: html::render },
    Format { name: "json", file: "discrepancies.json", render: json::render },
    Format { name: "csv", file: "discrepancies.csv", render: csv::render },
    Format { name: "jsonl", file: "discrepancies.jsonl", render: jsonl::render },
    Format { name: "sarif", file: "discrepancies.sarif", render: sarif::render },
    Format { name: "junit", file: "discrepancies.junit.xml", render: junit::render },
    Format { name: "github", file: "discrepancies.github.txt", render: github::render },
    Format { name: "gitlab", file: "discrepancies.gitlab.json", render: gitlab::render },
    Format { name: "svg", file: ORIGINS_FILE, render: graph::render },
];

/// The file name of the picture of who leads to whom.
pub(crate) const ORIGINS_FILE: &str = "discrepancies.origins.svg";

/// Every format of `check`, whose report holds findings and no facts. The first is the one where none is asked for.
pub static CHECK_FORMATS: &[Format] = &[
    Format { name: "text", file: "findings.txt", render: diagnostics::render },
    Format { name: "json", file: "findings.json", render: json::render },
    Format { name: "jsonl", file: "findings.jsonl", render: jsonl::render },
    Format { name: "sarif", file: "findings.sarif", render: sarif::render },
    Format { name: "junit", file: "findings.junit.xml", render: junit::render },
    Format { name: "github", file: "findings.github.txt", render: github::render },
    Format { name: "gitlab", file: "findings.gitlab.json", render: gitlab::render },
];

/// The formats of `check` that write what the words of every claim say; for the others they need not be kept.
pub const WITH_CLAIMS: [&str; 2] = ["json", "jsonl"];

/// The numbers at the head of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Sources.
    pub sources: usize,
    /// Facts that two or more sources state.
    pub shared: usize,
    /// Shared facts on which all agree.
    pub agreed: usize,
    /// Shared facts on which some are more precise.
    pub refined: usize,
    /// Shared facts with something to look at.
    pub warned: usize,
    /// Shared facts on which sources contradict each other.
    pub conflicting: usize,
    /// Facts that one source alone states.
    pub alone: usize,
    /// Findings by level: errors, warnings, notes.
    pub levels: [usize; 3],
    /// Findings that the baseline holds.
    pub known: usize,
}

impl Report<'_> {
    /// Whether there are more sources than can be shown side by side, or told of one by one where they say nothing.
    pub(crate) fn is_crowd(&self) -> bool {
        self.sets.len() > CROWD
    }

    /// Counts what the head of a report shows.
    pub fn summary(&self) -> Summary {
        let count = |verdict: Verdict| self.facts.iter().filter(|fact| fact.verdict == verdict).count();
        let level = |level: Level| self.findings.iter().filter(|finding| finding.level == level).count();
        let alone = count(Verdict::Single);
        Summary {
            sources: self.coverage.sources,
            shared: self.facts.len() - alone,
            agreed: count(Verdict::Agree),
            refined: count(Verdict::Refined),
            warned: count(Verdict::Warning),
            conflicting: count(Verdict::Conflict),
            alone,
            levels: [level(Level::Error), level(Level::Warning), level(Level::Note)],
            known: self.findings.iter().filter(|finding| finding.known).count(),
        }
    }

    /// Whether the run was for nothing: too few sources hold claims to compare any.
    pub(crate) fn is_in_vain(&self) -> bool {
        self.coverage.sources < 2 && !self.coverage.alone
    }

    /// The findings in the order of files and lines, gravest first within a place.
    pub(crate) fn in_file_order(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.findings.iter().collect();
        let key = |finding: &Finding| {
            let place =
                finding.places.first().map(|place| (self.files.path(place.span.file), place.span.start));
            (place, std::cmp::Reverse(finding.level), finding.rule)
        };
        findings.sort_by(|a, b| key(a).cmp(&key(b)));
        findings
    }

    /// `source#claim`.
    pub fn name(&self, at: ClaimRef) -> String {
        format!("{}#{}", at.source(self.sets), at.of(self.sets).id)
    }
}
