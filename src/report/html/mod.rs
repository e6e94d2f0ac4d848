//! The report as one page for a browser: a matrix of facts and sources, each fact with the words of all sides.
//!
//! The page asks nobody for anything: style and script stand in it, and its content security policy allows these two, by
//! their hashes, and nothing else. It is a whole document without the script, which only filters and opens. Templates
//! escape every word (`escape::AsText`); classes and ids come from here, never from a source.

mod alone;
mod bar;
pub(super) mod escape;
mod fact;
mod findings;
mod head;
mod lists;
mod score;
#[cfg(test)]
mod tests;
mod timeline;

use super::marks::Mark;
use super::markup::sentence;
use super::relations::{self, Shown};
use super::wording::Part;
use super::{Report, Style, graph, origins, summary};
use crate::finding::Level;
use alone::Alone;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fact::FactRow;
use findings::OwnFinding;
use head::{Filter, Head};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::slice::Chunks;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// With more sources the cells of the matrix hold signs and short values only.
const FEW: usize = 4;

/// With more claims behind the facts, a browser with scripts reads so many at a time (`noscript` in `page.html`).
const MANY: usize = 1_000;
const PART: usize = 500;

/// Writes the report as an HTML page.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let shown = relations::shared(report);
    page(report, &shown).write_into(&mut &mut *out).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    policy: String,
    style: &'static str,
    script: &'static str,
    title: String,
    head: Head<'a>,
    filter: Filter<'a>,
    few: bool,
    crowd: bool,
    /// What stands above the cells of the matrix: the sources, or of very many how many state a fact.
    columns: Vec<&'a str>,
    facts: Vec<FactRow<'a>>,
    /// So many facts are read at a time.
    part: usize,
    alone: Vec<Alone<'a>>,
    inside: Vec<OwnFinding<'a>>,
    others: Vec<OwnFinding<'a>>,
    coverage: String,
    graph: Option<graph::Picture>,
    links: Vec<String>,
    shared: Vec<String>,
}

impl<'a> Page<'a> {
    fn parts(&self) -> Chunks<'_, FactRow<'a>> {
        self.facts.chunks(self.part)
    }
}

fn page<'a>(report: &'a Report<'a>, shown: &'a [Shown<'a>]) -> Page<'a> {
    let few = report.sets.len() <= FEW;
    let [inside, others] = relations::without_fact(report).map(|found| findings::rows(report, found));
    Page {
        policy: policy(),
        style: STYLE,
        script: SCRIPT,
        title: format!("What {} say of one event", summary::count(report.sets.len(), "source")),
        head: head::of(report),
        filter: head::filter(report, shown),
        few,
        crowd: report.is_crowd(),
        columns: head::columns(report),
        facts: shown.iter().map(|shown| fact::row(report, shown, few)).collect(),
        part: part(report, shown),
        alone: alone::of(report),
        inside,
        others,
        coverage: sentence(&summary::coverage(&report.coverage)),
        graph: graph::picture(report),
        links: origins::links(report),
        shared: origins::shared(report),
    }
}

/// How many facts are read at a time: all, or as many as hold about `PART` claims or cells.
fn part(report: &Report<'_>, shown: &[Shown<'_>]) -> usize {
    let claims = shown.iter().flat_map(|shown| shown.fact.claims()).count();
    if claims <= MANY {
        return shown.len().max(1);
    }
    let a_fact = claims.div_ceil(shown.len()).max(head::columns(report).len());
    (PART / a_fact).max(1)
}

/// What the page may load: nothing but its own style and script (<https://www.w3.org/TR/CSP3/>).
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// How grave something is, as the page paints it; never without a sign or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Conflict,
    Look,
    Refined,
    Agree,
    /// What cannot be compared.
    Apart,
    Absent,
}

impl Tone {
    /// In the order of `summary::verdicts`.
    const VERDICTS: [Tone; 4] = [Tone::Conflict, Tone::Look, Tone::Refined, Tone::Agree];

    fn of(level: Option<Level>) -> Tone {
        match level {
            Some(Level::Error) => Tone::Conflict,
            Some(Level::Warning) => Tone::Look,
            Some(Level::Note) => Tone::Refined,
            None => Tone::Agree,
        }
    }

    /// The class in `page.css`.
    fn class(self) -> &'static str {
        match self {
            Tone::Conflict => "conflict",
            Tone::Look => "look",
            Tone::Refined => "refined",
            Tone::Agree => "agree",
            Tone::Apart => "apart",
            Tone::Absent => "absent",
        }
    }
}
