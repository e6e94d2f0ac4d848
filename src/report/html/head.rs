//! The head of the page: sources, counts, who agrees with whom, and what can be filtered by.

use super::super::relations::Shown;
use super::super::{Report, Summary, gaps, pairs, summary};
use super::Tone;
use super::bar::{self, Bar};
use super::escape;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What stands above the matrix.
pub(super) struct Head<'a> {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) bar: Bar,
    pub(super) shared: String,
    pub(super) alone: usize,
    pub(super) levels: String,
    pub(super) sources: Vec<SourceRow<'a>>,
    pub(super) pairs: Vec<PairRow<'a>>,
}

/// How many facts came to a verdict.
pub(super) struct Verdict {
    pub(super) tone: Tone,
    pub(super) sign: &'static str,
    pub(super) n: usize,
    pub(super) word: &'static str,
}

/// A source.
pub(super) struct SourceRow<'a> {
    /// What the page knows it by.
    pub(super) number: usize,
    pub(super) id: &'a str,
    pub(super) headline: Option<&'a str>,
    pub(super) publisher: Option<&'a str>,
    pub(super) link: Option<String>,
    /// The address where it is no link.
    pub(super) unlinked: Option<String>,
    pub(super) published: String,
    pub(super) claims: String,
    pub(super) missing: String,
    pub(super) path: &'a str,
}

/// A source and every source before it: a row of the chart.
pub(super) struct PairRow<'a> {
    pub(super) id: &'a str,
    pub(super) cells: Vec<PairCell>,
}

/// What two sources are to each other.
pub(super) struct PairCell {
    pub(super) shared: usize,
    pub(super) bar: Bar,
}

/// A source that the facts can be filtered by.
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    /// What the page knows it by.
    pub(super) number: usize,
}

/// What the facts can be filtered by, with the number of facts.
pub(super) struct Filter<'a> {
    pub(super) levels: Vec<(Tone, &'static str, usize)>,
    pub(super) kinds: Vec<(&'static str, usize)>,
    pub(super) sources: Vec<Named<'a>>,
    pub(super) alone: usize,
}

/// The head of the page.
pub(super) fn of<'a>(report: &Report<'a>) -> Head<'a> {
    let counts = report.summary();
    let verdicts = summary::verdicts(&counts).into_iter().zip(Tone::VERDICTS);
    Head {
        verdicts: verdicts.map(|((sign, n, word), tone)| Verdict { tone, sign, n, word }).collect(),
        bar: bar::of(&counts, counts.shared),
        shared: summary::count(counts.shared, "fact"),
        alone: counts.alone,
        levels: summary::findings(&counts),
        sources: sources(report),
        pairs: pairs(report),
    }
}

/// The columns of the matrix.
pub(super) fn columns<'a>(report: &Report<'a>) -> Vec<&'a str> {
    if report.is_crowd() {
        return vec!["Sources"];
    }
    report.column_order().into_iter().map(|set| report.sets[set].source.id.as_str()).collect()
}

/// What there is to choose from.
pub(super) fn filter<'a>(report: &Report<'a>, shown: &[Shown<'_>]) -> Filter<'a> {
    let words = summary::verdicts(&Summary::default()).map(|(_, _, word)| word);
    let facts = |tone: Tone| shown.iter().filter(|shown| Tone::of(shown.level()) == tone).count();
    let source = |number: usize| Named { id: report.sets[number].source.id.as_str(), number };
    let levels = Tone::VERDICTS.into_iter().zip(words).map(|(tone, word)| (tone, word, facts(tone)));
    let mut kinds = BTreeMap::new();
    for kind in shown.iter().flat_map(Shown::kinds) {
        *kinds.entry(Reverse((kind.level(), kind))).or_insert(0) += 1;
    }
    Filter {
        levels: levels.filter(|(_, _, facts)| *facts > 0).collect(),
        kinds: kinds.into_iter().map(|(Reverse((_, kind)), facts)| (kind.as_str(), facts)).collect(),
        sources: report.column_order().into_iter().map(source).collect(),
        alone: report.facts.len() - shown.len(),
    }
}

fn sources<'a>(report: &Report<'a>) -> Vec<SourceRow<'a>> {
    let counts = gaps::counts(report);
    let row = |number: usize| {
        let set = &report.sets[number];
        let source = &set.source;
        SourceRow {
            number,
            id: source.id.as_str(),
            headline: source.headline.as_deref(),
            publisher: source.publisher.as_deref(),
            link: source.url.as_deref().and_then(|url| escape::link(url, None)),
            unlinked: source.url.as_deref().and_then(escape::unlinked),
            published: summary::published(source),
            claims: summary::count(set.claims.len(), "claim"),
            missing: summary::count(counts[number].total(), "fact"),
            path: report.files.path(source.span.file),
        }
    };
    report.column_order().into_iter().map(row).collect()
}

/// Every source beside those before it, on one scale; none of a crowd, whose chart would have a million cells.
fn pairs<'a>(report: &Report<'a>) -> Vec<PairRow<'a>> {
    if report.is_crowd() {
        return Vec::new();
    }
    let counts = pairs::counts(report);
    let most = counts.values().map(|counts| counts.shared()).max().unwrap_or(0);
    let order = report.column_order();
    let cell = |a: usize, b: usize| {
        let counts = counts.get(&[a.min(b), a.max(b)]).copied().unwrap_or_default();
        PairCell { shared: counts.shared(), bar: bar::of(&counts.summary(), most) }
    };
    let row = |nth: usize| PairRow {
        id: report.sets[order[nth]].source.id.as_str(),
        cells: order[..nth].iter().map(|&other| cell(other, order[nth])).collect(),
    };
    (1..order.len()).map(row).collect()
}
