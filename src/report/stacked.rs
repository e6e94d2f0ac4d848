//! A fact or a finding in the terminal, its sides one below the other.

use super::layout::{BOLD, DIM, GREEN, PLAIN, Text, short_enough};
use super::marks::{self, Mark};
use super::page::Page;
use super::relations::{Group, Shown};
use super::terminal::level_style;
use super::wording::{self, Absence, Part};
use super::{Report, origins, snippet, summary};
use crate::claim::ClaimRef;
use crate::finding::{Finding, Level};
use crate::span::Span;
use crate::verdict::Fact;
use std::io;

/// Labels and ids that share a line with other words are cut to this.
const NAME: usize = 24;

/// So many claims of a fact are shown where not all are asked for.
const CLAIMS: usize = 12;

/// So many doubtful links of a fact are shown where not all are asked for.
const DOUBTS: usize = 3;

/// A fact with its relations, the words of each side, lists item by item, and who is absent.
pub(super) fn full(report: &Report<'_>, shown: &Shown<'_>, page: &mut Page<'_>) -> io::Result<()> {
    top(report, shown, page)?;
    for claim in claims(report, shown, page) {
        page.blank()?;
        let place = Text::new(&report.place(claim.of(report.sets).span), DIM);
        page.ends(&Text::new(&report.name(claim), BOLD), &place)?;
        let bar = Text::new("  │ ", DIM);
        page.barred(&bar, &words(report, shown, claim))?;
        if let Some(quote) = article_words(report, claim) {
            page.barred(&bar, &quote)?;
        }
    }
    more_claims(shown, page)?;
    let details = [lists(report, shown), absent(report, shown.fact)].concat();
    if !details.is_empty() {
        page.blank()?;
    }
    details.iter().try_for_each(|(label, text)| page.hang(label, text))
}

/// A fact with its relations and one paragraph for each claim.
pub(super) fn short(report: &Report<'_>, shown: &Shown<'_>, page: &mut Page<'_>) -> io::Result<()> {
    top(report, shown, page)?;
    let claims = claims(report, shown, page);
    let room = page.style.width / 3;
    let names = claims.iter().map(|&claim| Text::new(&report.name(claim), BOLD).cut(room));
    let widest = names.clone().map(|name| name.width()).max().unwrap_or(0);
    let names = names.map(|name| Text::new("    ", PLAIN).and(&name).padded(widest + 6));
    for (&claim, name) in claims.iter().zip(names) {
        page.hang(&name, &words(report, shown, claim))?;
    }
    more_claims(shown, page)?;
    absent(report, shown.fact).iter().try_for_each(|(label, text)| page.hang(label, text))
}

/// Sign and title of a fact, then a line for each group of relations, doubtful link and other finding.
pub(super) fn top(report: &Report<'_>, shown: &Shown<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let sign = match shown.level() {
        Some(Level::Error) => "≠ ",
        Some(Level::Warning) => "! ",
        Some(Level::Note) => "≈ ",
        None => "✓ ",
    };
    let doubt = if shown.fact.ambiguous.is_empty() { "" } else { "? " };
    let first = Text::new(sign, level_style(shown.level())).with(doubt, level_style(Some(Level::Note)));
    let room = page.style.width.saturating_sub(first.width());
    let mut line = first;
    line.extend(&Text::new(&short_enough(wording::title(shown.fact)), BOLD).cut(room));
    page.line(&line)?;
    for group in shown.discrepancies.iter().chain(shown.asides()) {
        page.hang(&Text::new("  ", PLAIN), &relation(report, group))?;
    }
    if let Some(words) = origins::of_fact(report, shown) {
        page.hang(&Text::new("  ", PLAIN), &Text::new(&words, DIM))?;
    }
    let doubts = &shown.fact.ambiguous;
    let limit = if page.style.all { doubts.len() } else { doubts.len().min(DOUBTS) };
    let question = Text::new("  ? ", level_style(Some(Level::Note)));
    for ambiguity in &doubts[..limit] {
        page.hang(&question, &Text::new(&short_enough(&wording::doubtful(report, ambiguity)), PLAIN))?;
    }
    if limit < doubts.len() {
        page.line(&question.and(&Text::new(
            &format!("{} more (--all)", summary::count(doubts.len() - limit, "doubtful link")),
            DIM,
        )))?;
    }
    for finding in &shown.others {
        page.hang(&Text::new("  ", PLAIN), &message(finding))?;
    }
    Ok(())
}

/// `error[conflict.number]: “12” (a#c1) against “17” (b#c4); no number satisfies both`.
fn relation(report: &Report<'_>, group: &Group<'_>) -> Text {
    let is_apart = group.level.is_none() && !group.kind().is_agreement();
    let style = if is_apart { PLAIN } else { level_style(group.level) };
    let mut text = tag(group.level.map(Level::as_str), group.kind().as_str(), style);
    for part in wording::relation(report, group) {
        match part {
            Part::Value(value) => text.push(&format!("“{value}”"), style),
            Part::Words(words) => text.push(&short_enough(&words), PLAIN),
        }
    }
    if let Some(remark) = group.remark() {
        text.push(&format!(" ({remark})"), GREEN);
    }
    text
}

/// `error[rule]: `
fn tag(level: Option<&str>, rule: &str, style: anstyle::Style) -> Text {
    match level {
        Some(level) => Text::new(level, style).with(&format!("[{rule}]: "), PLAIN),
        None => Text::new(&format!("{rule}: "), style),
    }
}

fn message(finding: &Finding) -> Text {
    let mut text = tag(Some(finding.level.as_str()), finding.rule.0, level_style(Some(finding.level)))
        .with(summary::message(finding), PLAIN);
    if let Some(remark) = finding.remark() {
        text.push(&format!(" ({remark})"), GREEN);
    }
    if let Some(help) = &finding.help {
        text.push(&format!(" ({help})"), GREEN);
    }
    text
}

/// The claims to show, in the order of the columns.
fn claims(report: &Report<'_>, shown: &Shown<'_>, page: &Page<'_>) -> Vec<ClaimRef> {
    let limit = if page.style.all { usize::MAX } else { CLAIMS };
    shown.claims(report).take(limit).collect()
}

/// How many claims are left out.
fn more_claims(shown: &Shown<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let claims = shown.fact.claims().count();
    if page.style.all || claims <= CLAIMS {
        return Ok(());
    }
    page.line(&Text::new(&format!("  … {} more (--all)", summary::count(claims - CLAIMS, "claim")), DIM))
}

/// The words of a claim, marked where they differ from the claim that it stands in the gravest relation to.
pub(super) fn words(report: &Report<'_>, shown: &Shown<'_>, claim: ClaimRef) -> Text {
    let text = short_enough(&claim.of(report.sets).text);
    let telling = level_style(shown.gravest(claim).and_then(|(group, _)| group.level)).underline();
    let mut marked = Text::default();
    for (run, mark) in marks::of(report, shown, claim, &text) {
        let style = match mark {
            Mark::Same => PLAIN,
            Mark::Differs => BOLD,
            Mark::Telling => telling,
        };
        marked.push(run, style);
    }
    marked
}

/// The article's words, dimmed.
pub(super) fn article_words(report: &Report<'_>, claim: ClaimRef) -> Option<Text> {
    wording::article_words(report, claim).map(|words| Text::new(&short_enough(&words), DIM))
}

/// What was listed on both sides and on one side alone, with the labels in one column.
pub(super) fn lists(report: &Report<'_>, shown: &Shown<'_>) -> Vec<(Text, Text)> {
    let rows = wording::lists(report, shown);
    let labels = rows.iter().map(|(label, _)| Text::new(label, DIM).cut(NAME));
    let widest = labels.clone().map(|label| label.width()).max().unwrap_or(0);
    let labels = labels.map(|label| Text::new("  ", PLAIN).and(&label).padded(widest + 4));
    labels.zip(rows.iter().map(|(_, text)| Text::new(&short_enough(text), PLAIN))).collect()
}

/// The sources that do not state the fact, one a line.
pub(super) fn absent(report: &Report<'_>, fact: &Fact) -> Vec<(Text, Text)> {
    let dash = Text::new("  – ", DIM);
    wording::absences(report, fact).iter().map(|absence| (dash.clone(), absence_text(absence))).collect()
}

/// `c not in the claims, but the stored text has: “…” c.txt:3:1`
pub(super) fn absence_text(absence: &Absence) -> Text {
    let text = Text::new(&absence.ids, BOLD).with(" ", PLAIN).with(&short_enough(&absence.words), PLAIN);
    match &absence.place {
        Some(place) => text.with(" ", PLAIN).with(place, DIM),
        None => text,
    }
}

/// The sentence of a stored text that states what the claims leave out.
pub(super) fn unrecorded(report: &Report<'_>, span: Span) -> Text {
    let (words, place) = wording::unrecorded(report, span);
    Text::new(&short_enough(&words), PLAIN).with(" ", PLAIN).with(&place, DIM)
}

/// A finding that belongs to no fact: claims with their words, other places with their line.
pub(super) fn finding(report: &Report<'_>, finding: &Finding, page: &mut Page<'_>) -> io::Result<()> {
    let of_claims = !finding.places.is_empty() && finding.places.iter().all(|place| place.claim.is_some());
    if !of_claims {
        let drawn = snippet::render_finding(report.files, finding, &page.style);
        return page.raw(&format!("{}\n", drawn.trim_end()));
    }
    page.hang(&Text::default(), &message(finding))?;
    for place in &finding.places {
        let name = format!("{}#{}", or_empty(place.source.as_ref()), or_empty(place.claim.as_ref()));
        page.ends(&Text::new(&name, BOLD), &Text::new(&report.place(place.span), DIM))?;
        page.barred(
            &Text::new("  │ ", DIM),
            &Text::new(&short_enough(place.label.as_deref().unwrap_or("")), PLAIN),
        )?;
    }
    Ok(())
}

fn or_empty(id: Option<&impl ToString>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}
