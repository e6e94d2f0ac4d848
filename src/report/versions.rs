//! What a later version of an article changes, for `compare --versions`: text, Markdown and JSON.

use super::json::Tool;
use super::layout::{BOLD, CYAN, DIM, GREEN, PLAIN, RED, Text, YELLOW};
use super::markup::{code, escape};
use super::page::Page;
use super::{Report, Style, summary, wording};
use crate::claim::ClaimRef;
use crate::diff::Relation;
use crate::json;
use crate::versions::{Against, Change, Changed, Effect, Versions};
use serde::Serialize;
use std::io::{self, Write};

/// Writes what changed in one format.
pub type Render = fn(&Report<'_>, &Versions<'_>, &Style, &mut dyn Write) -> io::Result<()>;

/// The formats, by name; the first is the one where none is asked for.
pub static FORMATS: &[(&str, Render)] = &[("text", text), ("markdown", markdown), ("json", as_json)];

/// The ids of the versions, and of another source.
fn id<'a>(report: &Report<'a>, set: usize) -> &'a str {
    report.sets[set].source.id.as_str()
}

/// `3 corrected, 1 dropped, 2 added`.
fn counts(versions: &Versions<'_>) -> String {
    let told: Vec<String> = Change::ALL
        .into_iter()
        .map(|change| (versions.count(change), change))
        .filter(|&(n, change)| n > 0 || change == Change::Corrected)
        .map(|(n, change)| format!("{n} {}", change.as_str()))
        .collect();
    told.join(", ")
}

/// The values that were compared, old first, where they are short.
fn values(versions: &Versions<'_>, relation: &Relation) -> Option<[String; 2]> {
    let mut shown = relation.outcome.shown.clone();
    if relation.claims[0].set == versions.sets[1] {
        shown.swap(0, 1);
    }
    let short = |value: &String| !value.is_empty() && value.chars().count() <= 40;
    shown.iter().all(short).then_some(shown)
}

/// Whether a relation tells of a change.
fn is_told(relation: &Relation) -> bool {
    !relation.outcome.kind.is_agreement()
}

/// The words of a discrepancy with another source.
fn against_words(report: &Report<'_>, versions: &Versions<'_>, against: &Against<'_>) -> String {
    let side = |nth: usize| {
        let version = id(report, versions.sets[nth]);
        match &against.relations[nth] {
            Some(relation) => {
                let outcome = &relation.outcome;
                let named = |at: usize| report.name(relation.claims[at]);
                format!(
                    "{}: {} ({}: {}; {}: {})",
                    outcome.kind.as_str(),
                    outcome.reason,
                    named(0),
                    wording::quoted(&outcome.shown[0]),
                    named(1),
                    wording::quoted(&outcome.shown[1])
                )
            }
            None if against.fact.cell(versions.sets[nth]).is_none_or(|cell| cell.claims.is_empty()) => {
                format!("{version} says nothing of it")
            }
            None => format!("{version} does not contradict {}", id(report, against.other)),
        }
    };
    match against.effect {
        Effect::Resolved => format!("{}; now {}", side(0), side(1)),
        Effect::Opened => format!("{}; before {}", side(1), side(0)),
        Effect::Open => side(1),
    }
}

/// Writes what changed for a terminal.
///
/// # Errors
///
/// What `out` cannot take.
pub fn text(
    report: &Report<'_>,
    versions: &Versions<'_>,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    let [old, new] = versions.sets.map(|set| id(report, set));
    page.hang(
        &Text::new("From ", PLAIN).with(old, BOLD).with(" to ", PLAIN).with(new, BOLD).with(": ", PLAIN),
        &Text::new(&counts(versions), PLAIN),
    )?;
    for change in Change::ALL.into_iter().filter(|change| *change != Change::Unchanged || style.all) {
        let of_change: Vec<&Changed<'_>> = versions.changes.iter().filter(|it| it.change == change).collect();
        if of_change.is_empty() {
            continue;
        }
        page.heading(&title(change.as_str()), &summary::count(of_change.len(), "fact"))?;
        for changed in of_change {
            page.blank()?;
            text_of_change(report, versions, changed, page)?;
        }
    }
    if report.sets.len() > 2 {
        page.heading("Against other sources", &summary::count(versions.against.len(), "conflict"))?;
        if versions.against.is_empty() {
            page.line(&Text::new("none, before or after", PLAIN))?;
        }
    }
    for against in &versions.against {
        let color = match against.effect {
            Effect::Resolved => GREEN,
            Effect::Opened => RED,
            Effect::Open => YELLOW,
        };
        page.blank()?;
        let first = Text::new(against.effect.as_str(), color)
            .with(" ", PLAIN)
            .with(id(report, against.other), BOLD)
            .with(": ", PLAIN);
        page.hang(&first, &Text::new(wording::title(against.fact), BOLD))?;
        page.hang(&Text::new("  ", PLAIN), &Text::new(&against_words(report, versions, against), PLAIN))?;
    }
    Ok(())
}

fn title(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn text_of_change(
    report: &Report<'_>,
    versions: &Versions<'_>,
    changed: &Changed<'_>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    for relation in changed.relations.iter().filter(|relation| is_told(relation)) {
        if let Some([before, after]) = values(versions, relation) {
            let text =
                Text::new(&format!("“{before}”"), RED).with(" → ", PLAIN).with(&format!("“{after}”"), GREEN);
            page.hang(&Text::default(), &text)?;
        }
        page.hang(&Text::new("  ", PLAIN), &Text::new(&relation.outcome.reason, CYAN))?;
    }
    for (sign, style, claims) in [("- ", RED, &changed.claims[0]), ("+ ", GREEN, &changed.claims[1])] {
        for &claim in claims {
            let place = Text::new(&report.place(claim.of(report.sets).span), DIM);
            page.ends(&Text::new(sign, style).with(&report.name(claim), BOLD), &place)?;
            page.barred(&Text::new("  │ ", DIM), &Text::new(&claim.of(report.sets).text, PLAIN))?;
        }
    }
    Ok(())
}

/// Writes what changed as Markdown.
///
/// # Errors
///
/// What `out` cannot take.
pub fn markdown(
    report: &Report<'_>,
    versions: &Versions<'_>,
    _style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let [old, new] = versions.sets.map(|set| escape(id(report, set)));
    writeln!(out, "# What changed from {old} to {new}\n\n- {}", counts(versions))?;
    for change in Change::ALL {
        let mut of_change = versions.changes.iter().filter(|it| it.change == change).peekable();
        if of_change.peek().is_some() {
            writeln!(out, "\n## {}\n", title(change.as_str()))?;
        }
        for changed in of_change {
            writeln!(out, "- **{}**", escape(wording::title(changed.fact)))?;
            for relation in changed.relations.iter().filter(|relation| is_told(relation)) {
                let values = values(versions, relation)
                    .map(|[before, after]| format!("“{}” → “{}”; ", escape(&before), escape(&after)));
                writeln!(out, "  - {}{}", values.unwrap_or_default(), escape(&relation.outcome.reason))?;
            }
            for (label, claims) in [("before", &changed.claims[0]), ("now", &changed.claims[1])] {
                for &claim in claims {
                    let words = escape(&claim.of(report.sets).text);
                    writeln!(out, "  - {label}, {}: {words}", escape(&report.name(claim)))?;
                }
            }
        }
    }
    if report.sets.len() > 2 {
        writeln!(out, "\n## Against other sources\n")?;
        if versions.against.is_empty() {
            writeln!(out, "None, before or after.")?;
        }
    }
    versions.against.iter().try_for_each(|against| {
        writeln!(
            out,
            "- **{}** {} on {}: {}",
            against.effect.as_str(),
            code(id(report, against.other)),
            escape(wording::title(against.fact)),
            escape(&against_words(report, versions, against))
        )
    })
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    tool: Tool,
    old: &'a str,
    new: &'a str,
    changes: Vec<ChangeRow<'a>>,
    against: Vec<AgainstRow<'a>>,
}

#[derive(Serialize)]
struct ChangeRow<'a> {
    change: &'static str,
    fact: &'a str,
    title: &'a str,
    old: Vec<ClaimRow<'a>>,
    new: Vec<ClaimRow<'a>>,
    relations: Vec<RelationRow<'a>>,
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    claim: &'a str,
    text: &'a str,
}

/// The values are those of the old version or the other source first.
#[derive(Serialize)]
struct RelationRow<'a> {
    kind: &'static str,
    level: Option<&'static str>,
    claims: [String; 2],
    values: [&'a str; 2],
    reason: &'a str,
}

#[derive(Serialize)]
struct AgainstRow<'a> {
    effect: &'static str,
    source: &'a str,
    fact: &'a str,
    title: &'a str,
    old: Option<RelationRow<'a>>,
    new: Option<RelationRow<'a>>,
}

/// Writes what changed as JSON.
///
/// # Errors
///
/// What `out` cannot take.
pub fn as_json(
    report: &Report<'_>,
    versions: &Versions<'_>,
    _style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let claims = |claims: &[ClaimRef]| -> Vec<ClaimRow<'_>> {
        let row = |at: &ClaimRef| {
            let claim = at.of(report.sets);
            ClaimRow { claim: claim.id.as_str(), text: &claim.text }
        };
        claims.iter().map(row).collect()
    };
    let changes = versions.changes.iter().map(|changed| ChangeRow {
        change: changed.change.as_str(),
        fact: &changed.fact.id,
        title: &changed.fact.title,
        old: claims(&changed.claims[0]),
        new: claims(&changed.claims[1]),
        relations: changed
            .relations
            .iter()
            .map(|relation| relation_row(report, relation, versions.sets[1]))
            .collect(),
    });
    let against = versions.against.iter().map(|against| {
        let row = |nth: usize| {
            against.relations[nth].as_ref().map(|relation| relation_row(report, relation, versions.sets[nth]))
        };
        AgainstRow {
            effect: against.effect.as_str(),
            source: id(report, against.other),
            fact: &against.fact.id,
            title: &against.fact.title,
            old: row(0),
            new: row(1),
        }
    });
    let document = Document {
        format: "factdiff-versions",
        version: 1,
        tool: Tool::THIS,
        old: id(report, versions.sets[0]),
        new: id(report, versions.sets[1]),
        changes: changes.collect(),
        against: against.collect(),
    };
    json::write_pretty(&document, out)?;
    writeln!(out)
}

/// A relation with the side of `last` last.
fn relation_row<'a>(report: &Report<'_>, relation: &'a Relation, last: usize) -> RelationRow<'a> {
    let outcome = &relation.outcome;
    let mut claims = relation.claims.map(|claim| report.name(claim));
    let mut values = [outcome.shown[0].as_str(), outcome.shown[1].as_str()];
    if relation.claims[0].set == last {
        claims.swap(0, 1);
        values.swap(0, 1);
    }
    RelationRow {
        kind: outcome.kind.as_str(),
        level: outcome.level.map(|level| level.as_str()),
        claims,
        values,
        reason: &outcome.reason,
    }
}
