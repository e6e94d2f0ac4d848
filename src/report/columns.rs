//! A fact in the terminal, its sources side by side.

use super::layout::{BOLD, DIM, PLAIN, Text};
use super::page::{Page, with_carets};
use super::relations::Shown;
use super::{Report, Style, stacked, wording};
use crate::verdict::Fact;
use std::io;

/// Narrower columns are hard to read: sources stand below each other then.
const NARROWEST: usize = 28;

/// More columns are hard to compare.
const MOST: usize = 3;

const INDENT: &str = "  ";
const BETWEEN: &str = " │ ";

/// The sets in their columns, and how wide a column is.
pub(super) struct Layout {
    sets: Vec<usize>,
    width: usize,
}

/// The columns, if they are asked for and as wide as can be read.
pub(super) fn layout(report: &Report<'_>, style: &Style) -> Option<Layout> {
    let sets = report.column_order();
    let n = sets.len();
    if !style.side_by_side || !(2..=MOST).contains(&n) {
        return None;
    }
    let width = style.width.saturating_sub(INDENT.len() + (n - 1) * 3) / n;
    (width >= NARROWEST).then_some(Layout { sets, width })
}

/// Writes a fact: its relations over the whole width, then each source in its column.
pub(super) fn fact(
    report: &Report<'_>,
    shown: &Shown<'_>,
    layout: &Layout,
    page: &mut Page<'_>,
) -> io::Result<()> {
    stacked::top(report, shown, page)?;
    page.blank()?;
    let cells: Vec<Vec<Text>> =
        layout.sets.iter().map(|&set| cell(report, shown, set, layout.width, page.style.color)).collect();
    let rows = cells.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..rows {
        let mut line = Text::new(INDENT, PLAIN);
        for (nth, cell) in cells.iter().enumerate() {
            if nth > 0 {
                line.push(BETWEEN, DIM);
            }
            line.extend(&cell.get(row).cloned().unwrap_or_default().padded(layout.width));
        }
        page.line(&line.without_end())?;
    }
    let lists = stacked::lists(report, shown);
    if !lists.is_empty() {
        page.blank()?;
    }
    lists.iter().try_for_each(|(label, text)| page.hang(label, text))
}

/// The lines of one source's column.
fn cell(report: &Report<'_>, shown: &Shown<'_>, set: usize, width: usize, color: bool) -> Vec<Text> {
    let mut lines = Vec::new();
    let claims = shown.fact.cell(set).map_or(&[][..], |cell| cell.claims.as_slice());
    for (nth, &claim) in claims.iter().enumerate() {
        if nth > 0 {
            lines.push(Text::default());
        }
        lines.extend(Text::new(&report.name(claim), BOLD).wrap(width));
        lines.extend(Text::new(&report.place(claim.of(report.sets).span), DIM).wrap(width));
        lines.extend(
            stacked::words(report, shown, claim)
                .wrap(width)
                .into_iter()
                .flat_map(|line| with_carets(line, color)),
        );
        lines.extend(stacked::article_words(report, claim).iter().flat_map(|words| words.wrap(width)));
    }
    if claims.is_empty() {
        lines.extend(absent(report, shown.fact, set).wrap(width));
    }
    lines
}

fn absent(report: &Report<'_>, fact: &Fact, set: usize) -> Text {
    match wording::absence(report, fact, set) {
        Some(absence) => stacked::absence_text(&absence),
        None => Text::new(report.sets[set].source.id.as_str(), BOLD).with(" says nothing", DIM),
    }
}
