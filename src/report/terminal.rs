//! The report for people at a terminal: coloured, as wide as the window, plain where it is piped.
//!
//! Nothing is said by colour alone: levels and signs are words, and where there are no colours carets stand under the
//! words that differ.

use super::gaps::{self, Gap};
use super::layout::{BOLD, CYAN, DIM, GREEN, NO_BREAK, PLAIN, RED, Text, YELLOW, short_enough};
use super::page::Page;
use super::relations::{self, Shown, of_level};
use super::{Report, Style, columns, origins, stacked, summary, wording};
use crate::finding::Level;
use crate::verdict::Fact;
use std::io::{self, Write};

pub use super::snippet::render_finding;

/// So many gaps of a source are written out where not all are asked for.
const FEW: usize = 5;

/// So many sources are written out in the head where not all are asked for; where there are more, gaps are only counted.
const SOURCES: usize = 12;

/// Writes the report for a terminal.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    let shown = relations::shared(report);
    head(report, page)?;
    let grave = of_level(&shown, &[Some(Level::Error), Some(Level::Warning)]);
    let mild = of_level(&shown, &[Some(Level::Note)]);
    discrepancies(report, &grave, &mild, page)?;
    who_leads_to_whom(report, page)?;
    without_fact(report, page)?;
    agreements(report, &of_level(&shown, &[None]), page)?;
    gaps_by_source(report, page)?;
    page.blank()?;
    page.hang(&Text::default(), &Text::new(&summary::coverage_short(&report.coverage), DIM))
}

/// The colour of a level; of an agreement for none.
pub(super) fn level_style(level: Option<Level>) -> anstyle::Style {
    match level {
        Some(Level::Error) => RED,
        Some(Level::Warning) => YELLOW,
        Some(Level::Note) => CYAN,
        None => GREEN,
    }
}

fn head(report: &Report<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let summary = report.summary();
    sources(report, page)?;
    let alone = format!("{} shared, {} stated by one source alone", summary.shared, summary.alone);
    page.hang(&label("Facts"), &Text::new(&alone, PLAIN))?;
    let mut verdicts = Text::default();
    for ((sign, n, words), color) in summary::verdicts(&summary).into_iter().zip([RED, YELLOW, CYAN, GREEN]) {
        let (strong, weak) = if n == 0 { (DIM, DIM) } else { (color, PLAIN) };
        if !verdicts.is_empty() {
            verdicts.push(" · ", DIM);
        }
        // no break inside a count
        verdicts.push(&format!("{sign}{NO_BREAK}{n}"), strong);
        verdicts.push(&format!(" {words}").replace(' ', &NO_BREAK.to_string()), weak);
    }
    page.hang(&label(""), &verdicts)?;
    page.hang(&label("Findings"), &Text::new(&summary::findings(&summary), PLAIN))?;
    if report.sets.len() > 1 {
        page.hang(&label("Gaps"), &Text::new(&summary::gaps(report), PLAIN))?;
    }
    let style = if summary::nothing_compared(&report.coverage).is_some() { YELLOW } else { PLAIN };
    page.hang(&label("Coverage"), &Text::new(&summary::coverage(&report.coverage), style))
}

/// Width of the labels of the head.
const LABEL: usize = 10;

fn label(name: &str) -> Text {
    Text::new(name, BOLD).padded(LABEL)
}

/// The sources: id, publisher, day, number of claims, each in its column.
fn sources(report: &Report<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let order = report.column_order();
    let shown = if page.style.all { order.len() } else { order.len().min(SOURCES) };
    let rows: Vec<[Text; 4]> = order[..shown]
        .iter()
        .map(|&set| {
            let (source, claims) = (&report.sets[set].source, report.sets[set].claims.len());
            let publisher = source.publisher.as_deref().unwrap_or("–");
            [
                Text::new(source.id.as_str(), BOLD),
                Text::new(publisher, PLAIN),
                Text::new(&summary::published(source), PLAIN),
                Text::new(&summary::count(claims, "claim"), PLAIN),
            ]
        })
        .collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    // id and publisher share what day and number leave
    let (day, claims) = (widest(2).min(21), widest(3));
    let room = page.style.width.saturating_sub(LABEL + day + claims + 4);
    let id = widest(0).min(24).min(room);
    let widths = [id, widest(1).min(room.saturating_sub(id + 2)), day, claims];
    for (nth, row) in rows.iter().enumerate() {
        let mut line = label(if nth == 0 { "Sources" } else { "" });
        for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            line.extend(&cell.cut(width).padded(width + 2));
        }
        page.line(&line.without_end())?;
    }
    match order.len() - shown {
        0 => Ok(()),
        more => {
            page.line(&label("").with(&format!("… {} more (--all)", summary::count(more, "source")), DIM))
        }
    }
}

/// Facts with discrepancies: conflicts and what is to be looked at in full, then refinements in short.
fn discrepancies(
    report: &Report<'_>,
    grave: &[&Shown<'_>],
    mild: &[&Shown<'_>],
    page: &mut Page<'_>,
) -> io::Result<()> {
    if grave.is_empty() && report.coverage.pairs_compared > 0 {
        page.blank()?;
        page.hang(
            &Text::new("✓ ", GREEN),
            &Text::new("no conflicts and no warnings in what was compared", PLAIN),
        )?;
    }
    let side_by_side = columns::layout(report, &page.style);
    for (title, facts, full) in
        [("Conflicts and warnings", grave, true), ("More precise, and other notes", mild, false)]
    {
        if facts.is_empty() {
            continue;
        }
        page.heading(title, &summary::count(facts.len(), "fact"))?;
        for shown in facts {
            page.blank()?;
            match &side_by_side {
                Some(layout) => columns::fact(report, shown, layout, page)?,
                None if full => stacked::full(report, shown, page)?,
                None => stacked::short(report, shown, page)?,
            }
        }
    }
    Ok(())
}

/// What sources say that they come from, and texts that share wording.
fn who_leads_to_whom(report: &Report<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let (links, shared) = (origins::links(report), origins::shared(report));
    if links.is_empty() && shared.is_empty() {
        return Ok(());
    }
    page.heading("Who leads to whom", "")?;
    let limit = if page.style.all { usize::MAX } else { SOURCES };
    for link in links.iter().take(limit) {
        page.hang(&Text::new("← ", DIM), &Text::new(link, PLAIN))?;
    }
    for pair in shared.iter().take(limit) {
        page.hang(&Text::new("~ ", YELLOW), &Text::new("shared wording: ", YELLOW).with(pair, PLAIN))?;
    }
    match links.len().saturating_sub(limit) + shared.len().saturating_sub(limit) {
        0 => Ok(()),
        more => page.line(&Text::new(&format!("  … {more} more (--all)"), DIM)),
    }
}

/// Findings that belong to no fact: of one source, of a file, of a judgement.
fn without_fact(report: &Report<'_>, page: &mut Page<'_>) -> io::Result<()> {
    for (title, findings) in
        ["Inside one source", "Sources and files"].into_iter().zip(relations::without_fact(report))
    {
        if findings.is_empty() {
            continue;
        }
        page.heading(title, &summary::count(findings.len(), "finding"))?;
        for finding in findings {
            page.blank()?;
            stacked::finding(report, finding, page)?;
        }
    }
    Ok(())
}

fn agreements(report: &Report<'_>, agreed: &[&Shown<'_>], page: &mut Page<'_>) -> io::Result<()> {
    if agreed.is_empty() {
        return Ok(());
    }
    page.heading("Agreements", &summary::count(agreed.len(), "fact"))?;
    if !page.style.all {
        let doubtful = agreed.iter().filter(|shown| !shown.fact.ambiguous.is_empty()).count();
        let doubt = if doubtful > 0 { format!(", {doubtful} by a doubtful link (?)") } else { String::new() };
        let words = format!(
            "{} on which all that speak agree{doubt}; --all writes them out",
            summary::count(agreed.len(), "fact")
        );
        return page.hang(&Text::new("✓ ", GREEN), &Text::new(&words, PLAIN));
    }
    let side_by_side = columns::layout(report, &page.style);
    agreed.iter().try_for_each(|shown| {
        page.blank()?;
        match &side_by_side {
            Some(layout) => columns::fact(report, shown, layout, page),
            None => stacked::short(report, shown, page),
        }
    })
}

fn gaps_by_source(report: &Report<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let counts = gaps::counts(report);
    let total: usize = counts.iter().map(|counts| counts.total()).sum();
    if total == 0 || report.sets.len() < 2 {
        return Ok(());
    }
    page.heading("Gaps by source", &summary::count(total, "gap"))?;
    if report.coverage.unrelated && !page.style.all {
        let words = format!("not written out (--all): {}", summary::UNRELATED);
        return page.hang(&Text::default(), &Text::new(&words, PLAIN));
    }
    if report.is_crowd() {
        let words = "not written out: too many sources";
        return page.hang(&Text::default(), &Text::new(words, PLAIN));
    }
    let order = report.column_order();
    let few = if order.len() > SOURCES { 0 } else { FEW };
    for set in order {
        let (counts, id) = (counts[set], report.sets[set].source.id.as_str());
        if counts.total() == 0 {
            continue;
        }
        let limit = if page.style.all { usize::MAX } else { few };
        if limit > 0 {
            page.blank()?;
        }
        let words =
            format!(" does not mention {}: {}", summary::count(counts.total(), "fact"), counts.words());
        page.hang(&Text::default(), &Text::new(id, BOLD).with(&words, PLAIN))?;
        for (fact, gap) in gaps::of(report, set).take(limit) {
            gap_line(report, fact, gap, page)?;
        }
        if limit > 0 && counts.total() > limit {
            page.line(&Text::new(&format!("  … {} more (--all)", counts.total() - limit), DIM))?;
        }
    }
    Ok(())
}

fn gap_line(report: &Report<'_>, fact: &Fact, gap: Gap, page: &mut Page<'_>) -> io::Result<()> {
    let dash = Text::new("  – ", DIM);
    let before = match gap {
        Gap::Silent => "",
        Gap::TooEarly => "too early to know: ",
        Gap::Unrecorded(_) => "unrecorded: ",
    };
    let by = Text::new(&format!("({})", gaps::stated_by(report, fact)), DIM).cut(page.style.width / 2);
    let text = Text::new(before, CYAN).with(&short_enough(wording::title(fact)), PLAIN);
    if page.style.all {
        page.hang(&dash, &text.with(" ", PLAIN).and(&by))?;
    } else {
        let room = page.style.width.saturating_sub(dash.width() + by.width() + 1);
        page.line(&dash.and(&text.cut(room)).with(" ", PLAIN).and(&by))?;
    }
    match gap {
        Gap::Unrecorded(span) => page.hang(&Text::new("    ", PLAIN), &stacked::unrecorded(report, span)),
        Gap::Silent | Gap::TooEarly => Ok(()),
    }
}

#[cfg(test)]
mod tests;
