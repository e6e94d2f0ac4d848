//! Who leads to whom, in words.

use super::relations::Shown;
use super::{Report, summary};
use crate::claim::DerivationKind;
use crate::finding::Level;
use crate::origin::fact::{Lead, Origin};
use crate::origin::graph::{Link, Node};
use crate::verdict::SINGLE_ORIGIN;

/// So many sources of an origin are named.
const NAMED: usize = 8;

/// `3 sources, 2 origins: a, b lead to wire`: of agreements always, of others where there are fewer origins than sources.
/// `None` where a finding says it.
pub(super) fn of_fact(report: &Report<'_>, shown: &Shown<'_>) -> Option<String> {
    let leads = &shown.fact.origins;
    if shown.others.iter().any(|finding| finding.rule == SINGLE_ORIGIN) {
        return None;
    }
    let counts = counts(shown)?;
    let whys: Vec<String> =
        leads.iter().filter(|lead| lead.sources.len() > 1).map(|lead| why(report, lead)).collect();
    Some(if whys.is_empty() { counts } else { format!("{counts}: {}", whys.join("; ")) })
}

/// `3 sources, 2 origins` of an agreement, whatever a finding says.
pub(super) fn counts(shown: &Shown<'_>) -> Option<String> {
    let leads = &shown.fact.origins;
    let sources: usize = leads.iter().map(|lead| lead.sources.len()).sum();
    let is_agreement = !matches!(shown.level(), Some(Level::Warning | Level::Error));
    let is_told = is_agreement || leads.len() < sources;
    is_told
        .then(|| format!("{}, {}", summary::count(sources, "source"), summary::count(leads.len(), "origin")))
}

/// `a, b lead to wire`, `a, b cite the prosecutor's office`.
fn why(report: &Report<'_>, lead: &Lead) -> String {
    let others = lead.sources.iter().filter(|&&set| lead.origin != Origin::Source(set));
    let ids: Vec<&str> = others.map(|&set| report.sets[set].source.id.as_str()).collect();
    let more = ids.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let predicate = lead.predicate(report.sets, ids.len() == 1);
    format!("{}{more} {predicate}", ids[..ids.len().min(NAMED)].join(", "))
}

/// What each source says that it comes from: `post is derived from wire`.
pub(super) fn links(report: &Report<'_>) -> Vec<String> {
    report.origins.graph.links.iter().map(|link| link_words(report, link)).collect()
}

fn link_words(report: &Report<'_>, link: &Link) -> String {
    let how = match link.how {
        DerivationKind::Unspecified => "is derived from",
        DerivationKind::PrimarySource => "has as its primary source",
        DerivationKind::Quoted => "quotes",
        DerivationKind::Revision => "is a later version of",
    };
    let (from, to) = (report.sets[link.from].source.id.as_str(), node(report, &link.to));
    match link.to {
        Node::Source(_) => format!("{from} {how} {to}"),
        Node::Outside(_) => format!("{from} {how} {to}, which is not among the sources"),
    }
}

/// How a node is called.
pub(super) fn node<'a>(report: &Report<'a>, node: &'a Node) -> &'a str {
    match node {
        Node::Source(set) => report.sets[*set].source.id.as_str(),
        Node::Outside(name) => name,
    }
}

/// The pairs whose texts share wording: `a, b: 11 passages, 12 % and 14 % of their words`.
pub(super) fn shared(report: &Report<'_>) -> Vec<String> {
    let pairs = report.origins.shared.iter().map(|shared| {
        let [a, b] = shared.sets.map(|set| report.sets[set].source.id.as_str());
        let [x, y] = shared.shares.map(|share| share * 100.0);
        let passages = summary::count(shared.passages.len(), "passage");
        format!("{a}, {b}: {passages} in common, {x:.0} % and {y:.0} % of their words")
    });
    pairs.collect()
}
