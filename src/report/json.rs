//! JSON, version 1: a promise to its readers. Private structs filled from the report, so that no rename elsewhere
//! changes a field.

use super::origins::node;
use super::{Report, Style};
use crate::claim::{ClaimRef, DerivationKind};
use crate::diff::Relation;
use crate::diff::relation::finer_source;
use crate::finding::Finding;
use crate::json;
use crate::origin::Origins;
use crate::origin::graph::{Link, Node};
use crate::origin::wording::SharedWording;
use crate::span::Span;
use crate::verdict::{CellState, Fact};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    #[serde(flatten)]
    pub(super) run: Run,
    pub(super) sources: Vec<Source<'a>>,
    pub(super) claims: Vec<Claim<'a>>,
    pub(super) facts: Vec<FactRow<'a>>,
    pub(super) findings: Vec<FindingRow<'a>>,
    pub(super) coverage: CoverageRow,
    pub(super) origins: OriginsRow<'a>,
}

#[derive(Serialize)]
pub(super) struct Run {
    format: &'static str,
    version: u32,
    tool: Tool,
}

#[derive(Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub(super) const THIS: Tool = Tool { name: "factdiff", version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize)]
pub(super) struct Source<'a> {
    id: &'a str,
    headline: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<String>,
    path: &'a str,
    claims: usize,
}

#[derive(Serialize)]
pub(super) struct Claim<'a> {
    source: &'a str,
    id: &'a str,
    text: &'a str,
    quote: Option<&'a str>,
    speaker: Option<&'a str>,
    modality: &'static str,
    polarity: &'static str,
    values: Vec<ValueRow<'a>>,
    fingerprint: String,
    location: Location<'a>,
    sentence: Option<Bytes>,
    quote_location: Option<FileBytes<'a>>,
}

#[derive(Serialize)]
struct ValueRow<'a> {
    name: Option<&'a str>,
    kind: &'static str,
    shown: String,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct FileBytes<'a> {
    path: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
pub(super) struct FactRow<'a> {
    id: &'a str,
    title: &'a str,
    verdict: &'static str,
    score: Option<f64>,
    cells: Vec<CellRow<'a>>,
    relations: Vec<RelationRow<'a>>,
    origins: Vec<LeadRow<'a>>,
}

#[derive(Serialize)]
struct LeadRow<'a> {
    origin: &'a str,
    kind: &'static str,
    sources: Vec<&'a str>,
}

/// Who leads to whom.
#[derive(Serialize)]
pub(super) struct OriginsRow<'a> {
    links: Vec<LinkRow<'a>>,
    rings: Vec<Vec<&'a str>>,
    shared_wording: Vec<SharedRow<'a>>,
    shared_values: Vec<SharedValuesRow<'a>>,
}

#[derive(Serialize)]
struct LinkRow<'a> {
    from: &'a str,
    to: &'a str,
    how: Option<&'static str>,
    loaded: bool,
}

#[derive(Serialize)]
struct SharedRow<'a> {
    pair: [&'a str; 2],
    shares: [f64; 2],
    passages: Vec<PassageRow<'a>>,
}

/// Each of `claims` is of one fact: of the one source, of the other, and of one that contradicts them.
#[derive(Serialize)]
struct SharedValuesRow<'a> {
    pair: [&'a str; 2],
    claims: Vec<[String; 3]>,
    same: usize,
    different: usize,
    probability: f64,
}

#[derive(Serialize)]
struct PassageRow<'a> {
    words: usize,
    text: [&'a str; 2],
    locations: [FileBytes<'a>; 2],
}

#[derive(Serialize)]
struct CellRow<'a> {
    source: &'a str,
    claims: Vec<&'a str>,
    state: &'static str,
}

#[derive(Serialize)]
struct RelationRow<'a> {
    pair: [&'a str; 2],
    kind: &'static str,
    level: Option<&'static str>,
    claims: [&'a str; 2],
    values: [&'a str; 2],
    finer: Option<&'a str>,
    stated: BTreeMap<&'a str, Option<f64>>,
    items: Option<ItemsRow<'a>>,
    reason: &'a str,
}

#[derive(Serialize)]
struct ItemsRow<'a> {
    shared: Vec<&'a str>,
    only: BTreeMap<&'a str, &'a [String]>,
}

#[derive(Serialize)]
pub(super) struct FindingRow<'a> {
    rule: &'static str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'a str>,
    fact: Option<&'a str>,
    fingerprint: String,
    state: &'static str,
    locations: Vec<FindingLocation<'a>>,
}

#[derive(Serialize)]
struct FindingLocation<'a> {
    source: Option<&'a str>,
    claim: Option<&'a str>,
    path: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
pub(super) struct CoverageRow {
    sources: usize,
    claims: usize,
    facts: usize,
    candidate_pairs: usize,
    pairs_compared: usize,
    dropped_pairs: usize,
    skipped_files: usize,
    #[serde(skip_serializing_if = "is_zero")]
    hidden_findings: usize,
    unaligned: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoder: Option<String>,
}

/// Writes the report as one JSON document.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    json::write_pretty(&document(report), out)?;
    writeln!(out)
}

/// The rows of the report.
pub(super) fn document<'a>(report: &Report<'a>) -> Document<'a> {
    Document {
        run: Run { format: "factdiff-report", version: 1, tool: Tool::THIS },
        sources: sources(report),
        claims: claims(report),
        facts: report.facts.iter().map(|fact| fact_row(report, fact)).collect(),
        findings: report.findings.iter().map(|finding| finding_row(report, finding)).collect(),
        coverage: CoverageRow {
            sources: report.coverage.sources,
            claims: report.coverage.claims,
            facts: report.coverage.facts,
            candidate_pairs: report.coverage.candidate_pairs,
            pairs_compared: report.coverage.pairs_compared,
            dropped_pairs: report.coverage.dropped_pairs,
            skipped_files: report.coverage.skipped_files,
            hidden_findings: report.coverage.hidden_findings,
            unaligned: report.coverage.unaligned,
            encoder: report.coverage.encoder.map(|encoder| encoder.to_string()),
        },
        origins: origins(report),
    }
}

fn origins<'a>(report: &Report<'a>) -> OriginsRow<'a> {
    let origins: &'a Origins = report.origins;
    let id = |set: usize| report.sets[set].source.id.as_str();
    let link = |link: &'a Link| LinkRow {
        from: id(link.from),
        to: node(report, &link.to),
        how: match link.how {
            DerivationKind::Unspecified => None,
            DerivationKind::PrimarySource => Some("primary-source"),
            DerivationKind::Quoted => Some("quoted"),
            DerivationKind::Revision => Some("revision"),
        },
        loaded: matches!(link.to, Node::Source(_)),
    };
    let bytes =
        |span: Span| FileBytes { path: report.files.path(span.file), start: span.start, end: span.end };
    let shared = |shared: &'a SharedWording| SharedRow {
        pair: shared.sets.map(id),
        shares: shared.shares.map(|share| (f64::from(share) * 1000.0).round() / 1000.0),
        passages: shared
            .passages
            .iter()
            .map(|passage| PassageRow {
                words: passage.words,
                text: passage.text.each_ref().map(String::as_str),
                locations: passage.spans.map(bytes),
            })
            .collect(),
    };
    OriginsRow {
        links: origins.graph.links.iter().map(link).collect(),
        rings: origins.graph.rings.iter().map(|ring| ring.iter().map(|&set| id(set)).collect()).collect(),
        shared_wording: origins.shared.iter().map(shared).collect(),
        shared_values: origins
            .values
            .iter()
            .map(|shared| SharedValuesRow {
                pair: shared.sets.map(id),
                claims: shared.shared.iter().map(|claims| claims.map(|claim| report.name(claim))).collect(),
                same: shared.same,
                different: shared.different,
                probability: (shared.probability * 1000.0).round() / 1000.0,
            })
            .collect(),
    }
}

/// Whether nothing is to be told; serde asks by reference.
fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn sources<'a>(report: &Report<'a>) -> Vec<Source<'a>> {
    report
        .sets
        .iter()
        .map(|set| Source {
            id: set.source.id.as_str(),
            headline: set.source.headline.as_deref(),
            publisher: set.source.publisher.as_deref(),
            published: set.source.published.as_ref().map(ToString::to_string),
            path: report.files.path(set.source.span.file),
            claims: set.claims.len(),
        })
        .collect()
}

fn claims<'a>(report: &Report<'a>) -> Vec<Claim<'a>> {
    let all = report.sets.iter().flat_map(|set| set.claims.iter().map(move |claim| (set, claim)));
    all.map(|(set, claim)| Claim {
        source: set.source.id.as_str(),
        id: claim.id.as_str(),
        text: &claim.text,
        quote: claim.quote.as_ref().map(|quote| quote.exact.as_str()),
        speaker: claim.speaker.as_deref().or(claim.reading.speaker.as_ref().map(|name| name.shown.as_str())),
        modality: claim.reading.modality.as_str(),
        polarity: claim.reading.polarity.as_str(),
        values: claim
            .reading
            .values
            .iter()
            .map(|mention| ValueRow {
                name: mention.name.as_deref(),
                kind: mention.value.kind().as_str(),
                shown: mention.value.resolved(),
            })
            .collect(),
        fingerprint: claim.fingerprint(&set.source.id).to_string(),
        location: location(report, claim.span),
        sentence: claim.sentence.map(|span| Bytes { start: span.start, end: span.end }),
        quote_location: claim.quote.as_ref().and_then(|quote| quote.found).map(|span| FileBytes {
            path: report.files.path(span.file),
            start: span.start,
            end: span.end,
        }),
    })
    .collect()
}

fn location<'a>(report: &Report<'a>, span: Span) -> Location<'a> {
    let at = report.files.location(span.file, span.start);
    Location {
        path: report.files.path(span.file),
        line: at.line,
        column: at.column,
        start: span.start,
        end: span.end,
    }
}

fn source_id<'a>(report: &Report<'a>, at: ClaimRef) -> &'a str {
    report.sets[at.set].source.id.as_str()
}

fn claim_id<'a>(report: &Report<'a>, at: ClaimRef) -> &'a str {
    report.sets[at.set].claims[at.claim].id.as_str()
}

fn fact_row<'a>(report: &Report<'a>, fact: &'a Fact) -> FactRow<'a> {
    FactRow {
        id: &fact.id,
        title: &fact.title,
        verdict: fact.verdict.as_str(),
        score: fact.score.map(|score| (f64::from(score) * 1000.0).round() / 1000.0),
        cells: fact
            .cells
            .iter()
            .map(|cell| CellRow {
                source: report.sets[cell.set].source.id.as_str(),
                claims: cell.claims.iter().map(|&at| claim_id(report, at)).collect(),
                state: match cell.state {
                    CellState::Present => "present",
                    CellState::TooEarly => "too-early",
                    CellState::Unrecorded(_) => "unrecorded",
                },
            })
            .collect(),
        relations: fact.relations.iter().map(|relation| relation_row(report, relation)).collect(),
        origins: fact
            .origins
            .iter()
            .map(|lead| LeadRow {
                origin: lead.origin.name(report.sets),
                kind: lead.origin.kind(),
                sources: lead.sources.iter().map(|&set| report.sets[set].source.id.as_str()).collect(),
            })
            .collect(),
    }
}

fn relation_row<'a>(report: &Report<'a>, relation: &'a Relation) -> RelationRow<'a> {
    let [a, b] = relation.claims;
    let outcome = &relation.outcome;
    let pair = [source_id(report, a), source_id(report, b)];
    let ids = [a.source(report.sets), b.source(report.sets)];
    RelationRow {
        pair,
        kind: outcome.kind.as_str(),
        level: outcome.level.map(|level| level.as_str()),
        claims: [claim_id(report, a), claim_id(report, b)],
        values: [&outcome.shown[0], &outcome.shown[1]],
        finer: finer_source(outcome.finer, ids).map(|id| id.as_str()),
        stated: pair.into_iter().zip(outcome.stated).collect(),
        items: outcome.items.as_ref().map(|items| ItemsRow {
            shared: items.shared.iter().map(|[left, _]| left.as_str()).collect(),
            only: pair.into_iter().zip(items.only.iter().map(Vec::as_slice)).collect(),
        }),
        reason: &outcome.reason,
    }
}

fn finding_row<'a>(report: &Report<'a>, finding: &'a Finding) -> FindingRow<'a> {
    FindingRow {
        rule: finding.rule.0,
        level: finding.level.as_str(),
        message: &finding.message,
        help: finding.help.as_deref(),
        accepted: finding.accepted.as_deref(),
        fact: finding.fact.as_deref(),
        fingerprint: finding.fingerprint.to_string(),
        state: finding.state(),
        locations: finding
            .places
            .iter()
            .map(|place| {
                let at = report.files.location(place.span.file, place.span.start);
                FindingLocation {
                    source: place.source.as_ref().map(|id| id.as_str()),
                    claim: place.claim.as_ref().map(|id| id.as_str()),
                    path: report.files.path(place.span.file),
                    line: at.line,
                    column: at.column,
                }
            })
            .collect(),
    }
}
