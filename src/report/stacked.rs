//! A fact or a finding in the terminal, its sides one below the other.

use super::Report;
use super::layout::{BOLD, DIM, GREEN, PLAIN, Text};
use super::marks::{self, Mark};
use super::page::Page;
use super::relations::{Group, Shown};
use super::{snippet, summary};
use super::terminal::level_style;
use crate::align::Ambiguity;
use crate::claim::ClaimRef;
use crate::diff::relation::RelationKind;
use crate::finding::{Finding, Level};
use crate::span::Span;
use crate::text::fold;
use crate::value::Side;
use crate::verdict::{CellState, Fact};
use std::borrow::Cow;
use std::io;

/// So many claims of a fact are shown where not all are asked for.
const CLAIMS: usize = 12;

/// Longer claims are cut in the terminal: nobody reads a megabyte there, and JSON has it all.
const LONGEST: usize = 4_000;

/// A fact with its relations, the words of each side, lists item by item, and who is absent.
pub(super) fn full(report: &Report<'_>, shown: &Shown<'_>, page: &mut Page<'_>) -> io::Result<()> {
    top(report, shown, page)?;
    for claim in claims(report, shown, page) {
        page.blank()?;
        let place = Text::new(&report.place(claim.of(report.sets).span), DIM);
        page.ends(&Text::new("  ", PLAIN).with(&report.name(claim), BOLD), &place)?;
        let bar = Text::new("  │ ", DIM);
        page.barred(&bar, &words(report, shown, claim))?;
        if let Some(quote) = article_words(report, claim) {
            page.barred(&bar, &quote)?;
        }
    }
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
    let names: Vec<String> = claims.iter().map(|&claim| report.name(claim)).collect();
    let names = names.iter().map(|name| Text::new("    ", PLAIN).with(name, BOLD));
    let widest = names.clone().map(|name| name.width()).max().unwrap_or(0).min(page.style.width / 3);
    for (claim, name) in claims.into_iter().zip(names) {
        page.hang(&name.cut_from_indent(widest).padded(widest + 2), &words(report, shown, claim))?;
    }
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
    line.extend(&Text::new(&title(shown.fact), BOLD).cut(room));
    page.line(&line)?;
    for group in shown.discrepancies.iter().chain(shown.asides()) {
        page.hang(&Text::new("  ", PLAIN), &relation(report, group))?;
    }
    for ambiguity in &shown.fact.ambiguous {
        page.hang(&Text::new("  ", PLAIN), &doubtful(report, ambiguity))?;
    }
    for finding in &shown.others {
        page.hang(&Text::new("  ", PLAIN), &message(finding))?;
    }
    Ok(())
}

/// The title of a fact, without the full stop of the claim that it is.
pub(super) fn title(fact: &Fact) -> Cow<'_, str> {
    short_enough(fact.title.trim().trim_end_matches('.'))
}

/// `error[conflict.number]: “12” (a#c1) against “17” (b#c4); no number satisfies both`.
fn relation(report: &Report<'_>, group: &Group<'_>) -> Text {
    let style = level_style(group.level);
    let outcome = &group.relation.outcome;
    let values = group.values(report);
    let mut text = tag(group.level.map(Level::as_str), group.kind().as_str(), style);
    let names = |side: usize| group.sides[side].iter().map(|&claim| report.name(claim)).collect::<Vec<_>>().join(", ");
    let finer_first = outcome.finer == Some(Side::Right);
    let [left, right] = if finer_first { [1, 0] } else { [0, 1] }.map(|side| match values[side] {
        Some(value) => Text::new(&format!("“{value}”"), style).with(&format!(" ({})", names(side)), PLAIN),
        None => Text::new(&names(side), PLAIN),
    });
    // a reason without values to lean on comes first, and the claims after it in its order
    if values == [None, None] && outcome.finer.is_none() {
        text.push(&format!("{} ({}; {})", outcome.reason, names(0), names(1)), PLAIN);
    } else {
        text.extend(&left);
        text.push(between(group), PLAIN);
        text.extend(&right);
        let told = outcome.finer.is_some() && values.iter().all(|value| value.is_some_and(|value| outcome.reason.contains(value)));
        if !told {
            text.push(&format!("; {}", outcome.reason), PLAIN);
        }
    }
    if let Some(accepted) = group.accepted() {
        text.push(&format!(" ({accepted})"), GREEN);
    }
    text
}

fn between(group: &Group<'_>) -> &'static str {
    match group.kind() {
        _ if group.relation.outcome.finer.is_some() => " is more precise than ",
        kind if kind.is_agreement() => " = ",
        RelationKind::NotComparable => " and ",
        _ => " against ",
    }
}

/// `error[rule]: `
fn tag(level: Option<&str>, rule: &str, style: anstyle::Style) -> Text {
    match level {
        Some(level) => Text::new(level, style).with(&format!("[{rule}]: "), PLAIN),
        None => Text::new(&format!("{rule}: "), style),
    }
}

fn message(finding: &Finding) -> Text {
    let mut text = tag(Some(finding.level.as_str()), finding.rule.0, level_style(Some(finding.level))).with(summary::message(finding), PLAIN);
    if let Some(help) = &finding.help {
        text.push(&format!(" ({help})"), GREEN);
    }
    text
}

/// `? a#c1 was linked to b#c2, but b#c3 scores only 0.02 lower: “its words”`
fn doubtful(report: &Report<'_>, ambiguity: &Ambiguity) -> Text {
    let name = |claim| report.name(claim);
    // a runner-up that scores higher was needed elsewhere
    let margin = ambiguity.margin;
    let behind = if margin < 0.0 { format!("{:.2} higher", -margin) } else { format!("only {margin:.2} lower") };
    let words = format!(
        "{} was linked to {}, but {} scores {behind}: “{}”",
        name(ambiguity.claim),
        name(ambiguity.chosen),
        name(ambiguity.runner_up),
        short_enough(&ambiguity.runner_up.of(report.sets).text)
    );
    Text::new("? ", level_style(Some(Level::Note))).with(&words, PLAIN)
}

/// The claims to show, in the order of the columns.
fn claims(report: &Report<'_>, shown: &Shown<'_>, page: &Page<'_>) -> Vec<ClaimRef> {
    let limit = if page.style.all { usize::MAX } else { CLAIMS };
    let order = report.column_order();
    let cells = order.into_iter().filter_map(|set| shown.fact.cell(set));
    cells.flat_map(|cell| cell.claims.iter().copied()).take(limit).collect()
}

/// The words of a claim, marked where they differ from the claim that it stands in the gravest relation to.
pub(super) fn words(report: &Report<'_>, shown: &Shown<'_>, claim: ClaimRef) -> Text {
    let text = short_enough(&claim.of(report.sets).text);
    let Some((group, side)) = shown.gravest(claim).filter(|(group, _)| group.level.is_some()) else {
        return Text::new(&text, PLAIN);
    };
    let (against, value) = group.against(side);
    let telling = level_style(group.level).underline();
    let mut marked = Text::default();
    for (run, mark) in marks::mark(&text, &against.of(report.sets).text, marks::value_at(claim.of(report.sets), value)) {
        let style = match mark {
            Mark::Same => PLAIN,
            Mark::Differs => BOLD,
            Mark::Telling => telling,
        };
        marked.push(&run, style);
    }
    marked
}

/// The article's words, where the claim gives them and they are others than its own.
pub(super) fn article_words(report: &Report<'_>, claim: ClaimRef) -> Option<Text> {
    let claim = claim.of(report.sets);
    let quote = claim.quote.as_ref().map(|quote| quote.exact.as_str())?;
    let same = fold::canonical(quote) == fold::canonical(&claim.text);
    (!same).then(|| Text::new(&format!("article: {}", quoted(&short_enough(quote))), DIM))
}

/// In curly quotes, unless it stands in quotes already.
pub(super) fn quoted(words: &str) -> String {
    let words = words.trim();
    let open = words.starts_with(['“', '"']) && words.trim_end_matches(['.', ',']).ends_with(['”', '"']);
    if open { words.to_owned() } else { format!("“{words}”") }
}

/// What was listed on both sides and on one side alone, and the totals.
pub(super) fn lists(report: &Report<'_>, shown: &Shown<'_>) -> Vec<(Text, Text)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for group in &shown.discrepancies {
        let outcome = &group.relation.outcome;
        let sources = group.relation.claims.map(|claim| claim.source(report.sets).as_str());
        if outcome.stated.iter().any(Option::is_some) {
            let stated = |side: usize| outcome.stated[side].map_or_else(|| format!("none by {}", sources[side]), |total| format!("{total} by {}", sources[side]));
            rows.push(("total stated".to_owned(), format!("{}, {}", stated(0), stated(1))));
        }
        let Some(items) = &outcome.items else { continue };
        if !items.shared.is_empty() {
            let both = items.shared.iter().map(|[a, b]| if a == b { a.clone() } else { format!("{a} = {b}") });
            rows.push(("in both".to_owned(), both.collect::<Vec<_>>().join("; ")));
        }
        for (source, only) in sources.iter().zip(&items.only).filter(|(_, only)| !only.is_empty()) {
            rows.push((format!("only {source}"), only.join("; ")));
        }
    }
    labelled(rows)
}

/// Rows with their labels in one column.
fn labelled(rows: Vec<(String, String)>) -> Vec<(Text, Text)> {
    let widest = rows.iter().map(|(label, _)| Text::new(label, PLAIN).width()).max().unwrap_or(0).min(24);
    let label = |name: &str| Text::new("  ", PLAIN).with(name, DIM).padded(widest + 4);
    rows.into_iter().map(|(name, text)| (label(&name), Text::new(&short_enough(&text), PLAIN))).collect()
}

/// The sources that do not state the fact: silent, too early, or with the sentence of their stored text.
pub(super) fn absent(report: &Report<'_>, fact: &Fact) -> Vec<(Text, Text)> {
    let mut rows = Vec::new();
    let mut silent: Vec<&str> = Vec::new();
    for set in report.column_order() {
        let id = report.sets[set].source.id.as_str();
        match fact.cell(set).map(|cell| cell.state) {
            Some(CellState::Present) => {}
            None => silent.push(id),
            Some(CellState::TooEarly) => {
                let words = format!("published {}, before it could know", summary::published(&report.sets[set].source));
                rows.push((Text::new("  – ", DIM).with(id, BOLD).with(" ", PLAIN), Text::new(&words, PLAIN)));
            }
            Some(CellState::Unrecorded(span)) => rows.push((Text::new("  – ", DIM).with(id, BOLD).with(" ", PLAIN), unrecorded(report, span))),
        }
    }
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "says" } else { "say" };
        rows.push((Text::new("  – ", DIM), Text::new(&format!("{} {verb} nothing", silent.join(", ")), DIM)));
    }
    rows
}

/// `not in the claims, but the stored text has: “…” a.txt:3:1`
pub(super) fn unrecorded(report: &Report<'_>, span: Span) -> Text {
    let sentence = quoted(&short_enough(report.files.slice(span)));
    Text::new("not in the claims, but the stored text has: ", PLAIN).with(&sentence, PLAIN).with(&format!(" {}", report.place(span)), DIM)
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
        page.ends(&Text::new("  ", PLAIN).with(&name, BOLD), &Text::new(&report.place(place.span), DIM))?;
        page.barred(&Text::new("  │ ", DIM), &Text::new(&short_enough(place.label.as_deref().unwrap_or("")), PLAIN))?;
    }
    Ok(())
}

fn or_empty(id: Option<&impl ToString>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

/// The text, cut after so many bytes that no terminal shows them.
fn short_enough(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let end = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    Cow::Owned(format!("{}… ({} bytes more)", &text[..end], text.len() - end))
}
