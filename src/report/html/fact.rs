//! A fact: its row of the matrix, and behind it the words of all sides.

use super::super::Report;
use super::super::marks::{self, Mark};
use super::super::markup::cut;
use super::super::matrix::{self, State};
use super::super::relations::{Group, Shown};
use super::super::wording::{self, Absence, Part};
use super::super::{origins, summary};
use super::findings::{self, OwnFinding};
use super::lists::{self, Lists};
use super::score::{self, ScoreRow};
use super::timeline::{self, Timeline};
use super::{Tone, escape};
use crate::claim::ClaimRef;
use crate::text::{fold, sentence};
use std::borrow::Cow;

/// Titles and cells are cut to so many characters; cells among many sources hold values of so many at most.
const TITLE: usize = 160;
const CELL: usize = 90;
const SMALL: usize = 12;

/// So many findings of a relation are named; the JSON report has all.
const FINGERPRINTS: usize = 4;

/// A fact.
pub(super) struct FactRow<'a> {
    pub(super) id: &'a str,
    pub(super) title: String,
    pub(super) tone: Tone,
    pub(super) doubtful: bool,
    /// The kinds of its relations and the numbers of its sources, with spaces between: what the page is filtered by.
    pub(super) kinds: String,
    pub(super) speaking: String,
    pub(super) cells: Vec<Cell>,
    pub(super) gist: Gist<'a>,
    pub(super) relations: Vec<RelationRow<'a>>,
    /// How many sources and origins, where that tells something.
    pub(super) origins: Option<String>,
    pub(super) doubts: Vec<String>,
    pub(super) others: Vec<OwnFinding<'a>>,
    pub(super) lists: Vec<Lists<'a>>,
    pub(super) timeline: Option<Timeline>,
    pub(super) claims: Vec<ClaimRow<'a>>,
    pub(super) absences: Vec<Absence>,
    pub(super) score: Option<ScoreRow>,
}

/// What a source does on a fact.
pub(super) struct Cell {
    pub(super) tone: Tone,
    pub(super) word: &'static str,
    pub(super) value: String,
    /// Whether the value is one, not the claim.
    pub(super) is_value: bool,
}

/// The gravest relation in a few words.
pub(super) struct Gist<'a> {
    pub(super) kind: &'static str,
    pub(super) reason: Cow<'a, str>,
    /// How many more relations are told of.
    pub(super) more: usize,
    /// `3 sources, 2 origins`, of an agreement.
    pub(super) origins: Option<String>,
}

/// What sides are to each other.
pub(super) struct RelationRow<'a> {
    pub(super) tone: Tone,
    pub(super) level: &'static str,
    pub(super) kind: &'static str,
    pub(super) parts: Vec<Part>,
    pub(super) accepted: Option<&'a str>,
    pub(super) fingerprints: String,
}

/// The words of a claim, with those marked that differ from the other side.
pub(super) struct ClaimRow<'a> {
    /// The claim; among many sources every claim in the same words.
    pub(super) by: Vec<By<'a>>,
    pub(super) speaker: Option<&'a str>,
    pub(super) runs: Vec<(&'a str, Mark)>,
    /// The article's words where they are others than the claim's, with what stands around them in their sentence.
    pub(super) article: Option<[Cow<'a, str>; 3]>,
    pub(super) link: Option<String>,
}

/// Whose claim it is, and where it stands.
pub(super) struct By<'a> {
    /// What the page knows the source by.
    pub(super) number: usize,
    pub(super) source: &'a str,
    pub(super) id: &'a str,
    pub(super) place: String,
}

impl ClaimRow<'_> {
    /// Whether another claim reads the same.
    fn reads_as(&self, other: &ClaimRow<'_>) -> bool {
        (self.speaker, &self.runs, &self.article) == (other.speaker, &other.runs, &other.article)
    }
}

/// The row of a fact, with words in the cells where there are `few` sources.
pub(super) fn row<'a>(report: &Report<'a>, shown: &'a Shown<'a>, few: bool) -> FactRow<'a> {
    let fact = shown.fact;
    let speaking = fact.cells.iter().filter(|cell| !cell.claims.is_empty()).map(|cell| cell.set.to_string());
    let groups: Vec<&Group<'_>> = shown.discrepancies.iter().chain(shown.asides()).collect();
    let kinds: Vec<&str> = shown.kinds().iter().map(|kind| kind.as_str()).collect();
    FactRow {
        id: &fact.id,
        title: cut(wording::title(fact), TITLE),
        tone: Tone::of(shown.level()),
        doubtful: !fact.ambiguous.is_empty(),
        kinds: kinds.join(" "),
        speaking: speaking.collect::<Vec<_>>().join(" "),
        cells: if report.is_crowd() {
            vec![of_crowd(shown)]
        } else {
            let order = report.column_order();
            order
                .iter()
                .map(|&set| cell(&matrix::state(report, shown, set), fact.title.as_str(), few))
                .collect()
        },
        gist: gist(&groups, shown),
        relations: groups.into_iter().map(|group| relation(report, group)).collect(),
        origins: origins::of_fact(report, shown),
        doubts: fact.ambiguous.iter().map(|ambiguity| wording::doubtful(report, ambiguity)).collect(),
        others: shown.others.iter().map(|finding| findings::row(report, finding)).collect(),
        lists: lists::of(report, shown),
        timeline: timeline::of(report, shown),
        claims: claims(report, shown, few),
        absences: wording::absences(report, fact),
        score: score::of(report, shown),
    }
}

/// What the sources of a crowd together do on a fact.
fn of_crowd(shown: &Shown<'_>) -> Cell {
    let (tone, (_, word)) = (Tone::of(shown.level()), summary::level_word(shown.level()));
    Cell { tone, word, value: shown.fact.speaking().to_string(), is_value: true }
}

fn cell(state: &State<'_>, title: &str, few: bool) -> Cell {
    let tone = match state.sign {
        "≠" => Tone::Conflict,
        "!" => Tone::Look,
        "≈" => Tone::Refined,
        "✓" => Tone::Agree,
        "·" => Tone::Apart,
        _ => Tone::Absent,
    };
    let value = match (few, state.value.as_deref()) {
        (_, Some(value)) if few || value.chars().count() <= SMALL => cut(value, CELL),
        // the title has said it
        (true, None) if title.trim_end_matches('.') != state.text => cut(state.text, CELL),
        _ => String::new(),
    };
    Cell { tone, word: state.word, value, is_value: state.value.is_some() }
}

fn gist<'a>(groups: &[&Group<'a>], shown: &Shown<'a>) -> Gist<'a> {
    let Some(first) = groups.first() else {
        return Gist { kind: "", reason: "".into(), more: 0, origins: None };
    };
    let more = groups.len() - 1 + shown.others.len();
    Gist { kind: first.kind().as_str(), reason: first.in_brief(), more, origins: origins::counts(shown) }
}

fn relation<'a>(report: &Report<'_>, group: &Group<'a>) -> RelationRow<'a> {
    RelationRow {
        tone: Tone::of(group.level),
        level: group.level.map_or("", |level| level.as_str()),
        kind: group.kind().as_str(),
        parts: wording::relation(report, group),
        accepted: group.accepted(),
        fingerprints: fingerprints(group),
    }
}

/// Those of the first findings, and how many more there are: twenty sources in two camps make a hundred.
fn fingerprints(group: &Group<'_>) -> String {
    let shown = group.findings.iter().take(FINGERPRINTS).map(|finding| finding.fingerprint.to_string());
    let shown = shown.collect::<Vec<_>>().join(" ");
    match group.findings.len().saturating_sub(FINGERPRINTS) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The claims of a fact. Of few sources each stands beside the others; many often print the words of one agency, which are
/// shown once.
fn claims<'a>(report: &Report<'a>, shown: &Shown<'a>, few: bool) -> Vec<ClaimRow<'a>> {
    let mut rows: Vec<ClaimRow<'a>> = Vec::new();
    for at in shown.claims(report) {
        let mut row = claim(report, shown, at, few);
        match rows.iter_mut().find(|known| !few && known.reads_as(&row)) {
            Some(known) => known.by.append(&mut row.by),
            None => rows.push(row),
        }
    }
    rows
}

fn claim<'a>(report: &Report<'a>, shown: &Shown<'a>, at: ClaimRef, few: bool) -> ClaimRow<'a> {
    let (claim, source) = (at.of(report.sets), &report.sets[at.set].source);
    let quote = claim.quote.as_ref().map(|quote| quote.exact.as_str());
    let by = By {
        number: at.set,
        source: source.id.as_str(),
        id: claim.id.as_str(),
        place: place(report, at, few),
    };
    ClaimRow {
        by: vec![by],
        speaker: claim.speaker.as_deref(),
        runs: marks::of(report, shown, at, &claim.text),
        article: article(report, at).filter(|_| few).or_else(|| bare(report, at)),
        // an address in each of ten thousand claims would be a third of the page: there the head alone has it
        link: source.url.as_deref().filter(|_| few).and_then(|url| escape::link(url, quote)),
    }
}

/// Where a claim stands. Among many sources the head of the page alone says in which file.
fn place(report: &Report<'_>, at: ClaimRef, few: bool) -> String {
    let (span, source) = (at.of(report.sets).span, &report.sets[at.set].source);
    if few || span.file != source.span.file {
        return report.place(span);
    }
    format!("line {}", report.files.location(span.file, span.start).line)
}

/// The words of the stored article that a claim quotes or is, in the middle of their sentence.
fn article<'a>(report: &Report<'a>, at: ClaimRef) -> Option<[Cow<'a, str>; 3]> {
    let claim = at.of(report.sets);
    let found = claim.quote.as_ref().and_then(|quote| quote.found);
    let words = found.or_else(|| claim.sentence.map(|_| claim.span))?;
    let text = report.files.text(words.file);
    let around = match claim.sentence {
        Some(sentence) => sentence.start..sentence.end,
        None => sentence::around(text, &(words.start..words.end)),
    };
    let told = fold::canonical(text.get(around.clone())?) == fold::canonical(&claim.text);
    let parts = [around.start..words.start, words.start..words.end, words.end..around.end];
    let [before, words, after] = parts.map(|part| text.get(part).unwrap_or(""));
    // the mark of a list says nothing here
    let before = before.trim_start().trim_start_matches(['*', '-', '•']);
    (!told).then_some([before, words, after].map(Cow::Borrowed))
}

/// The article's words as the claim set gives them.
fn bare<'a>(report: &Report<'_>, at: ClaimRef) -> Option<[Cow<'a, str>; 3]> {
    wording::article_quote(report, at).map(|words| [Cow::Borrowed(""), Cow::Owned(words), Cow::Borrowed("")])
}
