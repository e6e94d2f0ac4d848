//! The origins behind the sources that state one fact.

use super::graph::{Graph, Node};
use crate::claim::{ClaimRef, ClaimSet, SourceId};
use crate::text::fold;
use crate::value::name::Name;
use std::collections::BTreeSet;

/// Where what sources state comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A ring of sources that repeat each other, by the first of them.
    Ring(usize),
    /// A source that is loaded: the index of its claim set.
    Source(usize),
    /// One that is not, by its id or URL.
    Outside(String),
    /// One publisher of several sources.
    Publisher(String),
    /// One speaker whom all cite.
    Speaker(String),
}

impl Origin {
    /// What it is, as formats write it.
    pub fn kind(&self) -> &'static str {
        match self {
            Origin::Ring(_) => "ring",
            Origin::Source(_) => "source",
            Origin::Outside(_) => "outside",
            Origin::Publisher(_) => "publisher",
            Origin::Speaker(_) => "speaker",
        }
    }

    /// Its id or name.
    pub fn name<'a>(&'a self, sets: &'a [ClaimSet]) -> &'a str {
        match self {
            Origin::Ring(set) | Origin::Source(set) => sets[*set].source.id.as_str(),
            Origin::Outside(name) | Origin::Publisher(name) | Origin::Speaker(name) => name,
        }
    }
}

/// An origin with the sources that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The origin.
    pub origin: Origin,
    /// Indices of their claim sets, in order.
    pub sources: Vec<usize>,
}

/// The origins of the sources that state a fact in `claims`: the sources apart, so that those of one group have an origin in
/// common. Where a source has several, it goes to the first group that it fits: groups of sources that have nothing in common
/// but that one stay apart.
pub fn origins(sets: &[ClaimSet], graph: &Graph, claims: &[ClaimRef]) -> Vec<Lead> {
    let mut sources: Vec<usize> = claims.iter().map(|claim| claim.set).collect();
    sources.sort_unstable();
    sources.dedup();
    let speakers = Speakers::of(sets, claims);
    let mut roots: Vec<(usize, BTreeSet<Origin>)> =
        sources.iter().map(|&set| (set, roots(sets, graph, &speakers, set))).collect();
    roots.sort_by_key(|(set, roots)| (roots.len(), *set));
    let mut groups: Vec<(BTreeSet<Origin>, Vec<usize>)> = Vec::new();
    for (set, roots) in roots {
        let fits = groups.iter_mut().find(|(common, _)| !common.is_disjoint(&roots));
        match fits {
            Some((common, members)) => {
                common.retain(|origin| roots.contains(origin));
                members.push(set);
            }
            None => groups.push((roots, vec![set])),
        }
    }
    let mut leads: Vec<Lead> = groups
        .into_iter()
        .filter_map(|(common, mut sources)| {
            sources.sort_unstable();
            // a source that leads nowhere is its own origin, whatever it cites
            let own = Origin::Source(sources[0]);
            let origin = if sources.len() == 1 && common.contains(&own) {
                Some(own)
            } else {
                common.into_iter().next()
            };
            Some(Lead { origin: origin?, sources })
        })
        .collect();
    leads.sort_by(|a, b| a.sources.cmp(&b.sources));
    leads
}

/// Everything that a source leads to on a fact.
fn roots(sets: &[ClaimSet], graph: &Graph, speakers: &Speakers, set: usize) -> BTreeSet<Origin> {
    let mut roots = BTreeSet::new();
    for node in graph.reached(set) {
        match node {
            Node::Outside(name) => {
                roots.insert(Origin::Outside(name));
            }
            Node::Source(reached) => {
                if let Some(ring) = graph.ring_of(reached) {
                    roots.insert(Origin::Ring(ring));
                } else if graph.is_origin(reached) {
                    roots.insert(Origin::Source(reached));
                    roots.extend(publisher(sets, reached).map(Origin::Publisher));
                    roots.extend(graph.shared_page(reached).map(|page| Origin::Outside(page.to_owned())));
                }
                roots.extend(speakers.of_source(reached).map(|name| Origin::Speaker(name.to_owned())));
                // "according to North Wire"
                for name in speakers.of_source(reached) {
                    roots.extend(as_source(sets, graph, name));
                }
            }
        }
    }
    roots
}

/// The publisher of a source, in one spelling.
pub(super) fn publisher(sets: &[ClaimSet], set: usize) -> Option<String> {
    let name = sets[set].source.publisher.as_deref().map(plain)?;
    (!name.is_empty()).then_some(name)
}

fn plain(name: &str) -> String {
    let name = fold::canonical(name);
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}

/// The publisher, the source or the origin outside that a speaker is.
fn as_source(sets: &[ClaimSet], graph: &Graph, speaker: &str) -> Option<Origin> {
    let (name, slug) = (plain(speaker), SourceId::slug(&plain(speaker)));
    let published =
        (0..sets.len()).filter_map(|set| publisher(sets, set)).find(|publisher| *publisher == name);
    let by_id = || sets.iter().position(|set| set.source.id == slug).map(Origin::Source);
    let outside = || {
        let outside = graph.links.iter().find_map(|link| match &link.to {
            Node::Outside(id) if id == slug.as_str() => Some(id.clone()),
            Node::Outside(_) | Node::Source(_) => None,
        });
        outside.map(Origin::Outside)
    };
    published.map(Origin::Publisher).or_else(by_id).or_else(outside)
}

/// Whom the sources cite on a fact: those all of whose claims have a speaker.
struct Speakers(Vec<(usize, Vec<String>)>);

impl Speakers {
    fn of(sets: &[ClaimSet], claims: &[ClaimRef]) -> Speakers {
        let mut known: Vec<(Name, String)> = Vec::new();
        let mut by_source: Vec<(usize, Vec<String>)> = Vec::new();
        for of_source in claims.chunk_by(|a, b| a.set == b.set) {
            let names: Option<Vec<&Name>> =
                of_source.iter().map(|at| at.of(sets).reading.speaker.as_ref()).collect();
            let Some(names) = names else { continue };
            let mut own = Vec::new();
            for name in names.into_iter().filter(|name| is_somebody(name)) {
                let told =
                    known.iter().find(|(other, _)| other.is_alias(name)).map(|(_, shown)| shown.clone());
                let shown = told.unwrap_or_else(|| {
                    known.push((name.clone(), name.shown.clone()));
                    name.shown.clone()
                });
                own.push(shown);
            }
            by_source.push((of_source[0].set, own));
        }
        Speakers(by_source)
    }

    fn of_source(&self, set: usize) -> impl Iterator<Item = &str> {
        let own = self.0.iter().find(|(source, _)| *source == set);
        own.into_iter().flat_map(|(_, names)| names.iter().map(String::as_str))
    }
}

/// Words for people of whom two outlets can each have found others.
const ANYBODY: &[&str] = &[
    "analyst",
    "analysts",
    "bystander",
    "bystanders",
    "colleague",
    "colleagues",
    "critic",
    "critics",
    "diplomat",
    "diplomats",
    "driver",
    "drivers",
    "employee",
    "employees",
    "eyewitness",
    "eyewitnesses",
    "expert",
    "experts",
    "family",
    "friend",
    "friends",
    "insider",
    "insiders",
    "local",
    "locals",
    "media",
    "neighbor",
    "neighbors",
    "neighbour",
    "neighbours",
    "observer",
    "observers",
    "official",
    "officials",
    "parent",
    "parents",
    "passenger",
    "passengers",
    "people",
    "person",
    "pundits",
    "relative",
    "relatives",
    "report",
    "reports",
    "resident",
    "residents",
    "source",
    "sources",
    "staff",
    "student",
    "students",
    "supporter",
    "supporters",
    "survivor",
    "survivors",
    "trader",
    "traders",
    "villager",
    "villagers",
    "visitor",
    "visitors",
    "witness",
    "witnesses",
    "worker",
    "workers",
    "he",
    "she",
    "they",
    "it",
    "who",
    "one",
    "another",
    "others",
    "many",
    "some",
];

fn is_somebody(name: &Name) -> bool {
    name.words.last().is_some_and(|last| !ANYBODY.contains(&last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Options, load_text};

    /// The groups of sources with their origins, of claim sets `(head, claim)` that all state one fact.
    fn told(given: &[(&str, &str)]) -> Vec<String> {
        let mut sets: Vec<ClaimSet> = given
            .iter()
            .map(|(head, claim)| {
                let text = format!("source: {{{head}}}\nclaims:\n  - {claim}\n");
                load_text("x.yaml", &text, &Options::default()).sets.remove(0)
            })
            .collect();
        sets.sort_by(|a, b| a.source.id.cmp(&b.source.id));
        let claims: Vec<ClaimRef> = (0..sets.len()).map(|set| ClaimRef { set, claim: 0 }).collect();
        origins(&sets, &Graph::of(&sets), &claims)
            .into_iter()
            .map(|lead| {
                let ids: Vec<&str> = lead.sources.iter().map(|&set| sets[set].source.id.as_str()).collect();
                format!("{} < {} {}", ids.join(" "), lead.origin.kind(), lead.origin.name(&sets))
            })
            .collect()
    }

    const CLAIM: &str = "{text: Three dock workers died.}";

    #[test]
    fn sources_that_lead_to_one_are_one_origin() {
        assert_eq!(
            told(&[
                ("id: a, derived_from: [b]", CLAIM),
                ("id: b, derived_from: [w]", CLAIM),
                ("id: w", CLAIM),
                ("id: x", CLAIM)
            ]),
            ["a b w < source w", "x < source x"]
        );
        let wire = "derived_from: [north-wire]";
        assert_eq!(
            told(&[(&format!("id: a, {wire}"), CLAIM), (&format!("id: b, {wire}"), CLAIM)]),
            ["a b < outside north-wire"]
        );
    }

    #[test]
    fn a_source_of_two_origins_does_not_make_them_one() {
        let leads = told(&[
            ("id: a, derived_from: [v, w]", CLAIM),
            ("id: b, derived_from: [v]", CLAIM),
            ("id: c, derived_from: [w]", CLAIM),
        ]);
        assert_eq!(leads, ["a b < outside v", "c < outside w"]);
    }

    #[test]
    fn outlets_of_one_publisher_are_one_origin_and_others_of_like_name_are_not() {
        let leads = told(&[
            ("id: a, publisher: The Harbour Post", CLAIM),
            ("id: b, publisher: Harbour Post", CLAIM),
            ("id: c, publisher: The Post", CLAIM),
        ]);
        assert_eq!(leads, ["a b < publisher harbour post", "c < source c"]);
    }

    #[test]
    fn those_who_cite_one_speaker_are_one_origin_and_those_who_cite_witnesses_are_not() {
        let by = |speaker: &str| format!("{{text: Three dock workers died., speaker: {speaker}}}");
        let office = by("Paris prosecutor's office");
        assert_eq!(
            told(&[("id: a", &office), ("id: b", &by("the prosecutor's office")), ("id: c", CLAIM)]),
            ["a b < speaker Paris prosecutor's office", "c < source c"]
        );
        let some = by("witnesses");
        assert_eq!(told(&[("id: a", &some), ("id: b", &some)]), ["a < source a", "b < source b"]);
    }

    #[test]
    fn whom_a_source_cites_may_be_another_source() {
        let cited = "{text: Three dock workers died., speaker: North Wire}";
        assert_eq!(
            told(&[("id: a, publisher: Post", cited), ("id: nw, publisher: North Wire", CLAIM)]),
            ["a nw < publisher north wire"]
        );
        assert_eq!(
            told(&[("id: a", cited), ("id: b, derived_from: [north-wire]", CLAIM)]),
            ["a b < outside north-wire"]
        );
    }

    #[test]
    fn those_of_a_ring_are_one_origin() {
        let leads = told(&[
            ("id: a, derived_from: [b]", CLAIM),
            ("id: b, derived_from: [a]", CLAIM),
            ("id: c, derived_from: [b]", CLAIM),
        ]);
        assert_eq!(leads, ["a b c < ring a"]);
    }

    #[test]
    fn what_is_only_quoted_makes_no_other_origin() {
        let leads = told(&[("id: a, derived_from: [{id: w, how: quoted}]", CLAIM), ("id: w", CLAIM)]);
        assert_eq!(leads, ["a < source a", "w < source w"]);
    }
}
