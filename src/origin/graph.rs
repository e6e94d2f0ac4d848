//! What sources declare of each other: `derived_from` as a graph.

use crate::claim::page::same_page;
use crate::claim::{ClaimSet, DerivationKind};
use crate::span::Span;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A source that is loaded: the index of its claim set.
    Source(usize),
    /// One that is not, by its id or URL.
    Outside(String),
}

/// A source that says what it is derived from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The source that says so: the index of its claim set.
    pub from: usize,
    /// What it is derived from.
    pub to: Node,
    /// How (PROV: `wasRevisionOf`, `wasQuotedFrom`, `hadPrimarySource`).
    pub how: DerivationKind,
    /// Where it says so.
    pub span: Span,
}

/// Who leads to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// In the order of the sources and of what they say.
    pub links: Vec<Link>,
    /// Sources that repeat each other as a whole, each ring from its first source on: a shortest one through each link.
    pub rings: Vec<Vec<usize>>,
    /// Of each source the links from it, as indices of `links`.
    from: Vec<Vec<usize>>,
    /// Of each source the ring it is in, by the first source of that.
    ring: Vec<Option<usize>>,
    /// Of each source the page, where another source stands on it, too.
    page: Vec<Option<String>>,
}

impl Graph {
    /// What the sources of `sets` declare. An origin is found by its id or by its URL. That a source is derived from itself
    /// says nothing.
    pub fn of(sets: &[ClaimSet]) -> Graph {
        let by_id: HashMap<&str, usize> =
            sets.iter().enumerate().map(|(set, it)| (it.source.id.as_str(), set)).collect();
        let mut by_page: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (set, it) in sets.iter().enumerate() {
            if let Some(page) = it.source.page() {
                by_page.entry(page.to_owned()).or_default().push(set);
            }
        }
        let resolve = |from: usize, name: &str| {
            let page = same_page(name);
            // of several versions of one page the first by id stands for all
            let of_page = page.as_ref().and_then(|page| by_page.get(page)?.iter().find(|&&set| set != from));
            match by_id.get(name).or(of_page) {
                Some(&set) => Node::Source(set),
                None => Node::Outside(page.unwrap_or_else(|| name.trim().to_owned())),
            }
        };
        let mut links: Vec<Link> = Vec::new();
        for (from, set) in sets.iter().enumerate() {
            for origin in &set.source.derived_from {
                let link = Link { from, to: resolve(from, &origin.from), how: origin.how, span: origin.span };
                let again = links
                    .iter()
                    .rev()
                    .take_while(|known| known.from == from)
                    .any(|known| known.to == link.to);
                if link.to != Node::Source(from) && !again {
                    links.push(link);
                }
            }
        }
        for versions in by_page.values().filter(|sets| sets.len() > 1) {
            links.extend(later_versions(sets, versions, &links));
        }
        links.sort_by_key(|link| link.from);
        let mut from = vec![Vec::new(); sets.len()];
        for (at, link) in links.iter().enumerate() {
            from[link.from].push(at);
        }
        let mut page: Vec<Option<String>> = vec![None; sets.len()];
        for (name, sets) in by_page.into_iter().filter(|(_, sets)| sets.len() > 1) {
            sets.into_iter().for_each(|set| page[set] = Some(name.clone()));
        }
        let mut graph = Graph { links, rings: Vec::new(), from, ring: vec![None; sets.len()], page };
        graph.find_rings();
        graph
    }

    /// The links by which a source comes as a whole from another: what is quoted is a part.
    fn whole_from(&self, set: usize) -> impl Iterator<Item = &Link> {
        let links = self.from.get(set).into_iter().flatten().map(|&at| &self.links[at]);
        links.filter(|link| link.how != DerivationKind::Quoted)
    }

    /// The ring that a source is in, by its first source.
    pub fn ring_of(&self, set: usize) -> Option<usize> {
        self.ring.get(set).copied().flatten()
    }

    /// The page of a source, where another source stands on it, too.
    pub fn shared_page(&self, set: usize) -> Option<&str> {
        self.page.get(set)?.as_deref()
    }

    /// Every source that a source leads to, itself among them, and every origin outside.
    pub fn reached(&self, set: usize) -> BTreeSet<Node> {
        let mut reached = BTreeSet::from([Node::Source(set)]);
        let mut open = vec![set];
        while let Some(at) = open.pop() {
            for link in self.whole_from(at) {
                if reached.insert(link.to.clone())
                    && let Node::Source(to) = link.to
                {
                    open.push(to);
                }
            }
        }
        reached
    }

    /// Strongly connected sources, and for each link between two of them a shortest way round: together these hold every
    /// member and every link, and a ring stays the same whatever else leads to it.
    fn find_rings(&mut self) {
        let mut sources: DiGraph<usize, ()> = DiGraph::new();
        let mut nodes = BTreeMap::new();
        for link in self.links.iter().filter(|link| link.how != DerivationKind::Quoted) {
            if let Node::Source(to) = link.to {
                let [a, b] =
                    [link.from, to].map(|set| *nodes.entry(set).or_insert_with(|| sources.add_node(set)));
                sources.add_edge(a, b, ());
            }
        }
        for component in kosaraju_scc(&sources).into_iter().filter(|component| component.len() > 1) {
            let mut members: Vec<usize> = component.into_iter().map(|node| sources[node]).collect();
            members.sort_unstable();
            for &member in &members {
                self.ring[member] = Some(members[0]);
            }
        }
        let in_one = |from: usize, to: usize| self.ring[from].is_some() && self.ring[from] == self.ring[to];
        let mut rings: Vec<Vec<usize>> = self
            .links
            .iter()
            .filter(|link| link.how != DerivationKind::Quoted)
            .filter_map(|link| match link.to {
                Node::Source(to) if in_one(link.from, to) => self.way_round(link.from, to),
                Node::Source(_) | Node::Outside(_) => None,
            })
            .collect();
        rings.sort();
        rings.dedup();
        self.rings = rings;
    }

    /// A shortest way from `start` over `next` back to it, the least one by the order of the sources; from its least source on.
    fn way_round(&self, start: usize, next: usize) -> Option<Vec<usize>> {
        let mut before: BTreeMap<usize, usize> = BTreeMap::from([(next, start)]);
        let mut row = vec![next];
        while !row.is_empty() && !before.contains_key(&start) {
            let mut found = BTreeMap::new();
            for &at in &row {
                for link in self.whole_from(at) {
                    if let Node::Source(to) = link.to
                        && !before.contains_key(&to)
                    {
                        found.entry(to).or_insert(at);
                    }
                }
            }
            row = found.keys().copied().collect();
            before.extend(found);
        }
        let mut way = vec![*before.get(&start)?];
        while let Some(&at) = way.last().filter(|&&at| at != start) {
            way.push(before[&at]);
        }
        way.reverse();
        let least = way.iter().enumerate().min_by_key(|(_, set)| **set).map_or(0, |(at, _)| at);
        way.rotate_left(least);
        Some(way)
    }
}

/// The links that nobody declares between versions of one page: each leads to the one before it.
fn later_versions(sets: &[ClaimSet], page: &[usize], declared: &[Link]) -> Vec<Link> {
    let mut links = Vec::new();
    for &newer in page {
        let source = &sets[newer].source;
        let older = page.iter().copied().filter(|&older| source.is_version_of(&sets[older].source));
        // the last of those before it
        let last = older.reduce(|a, b| if sets[b].source.is_version_of(&sets[a].source) { b } else { a });
        let Some(older) = last else { continue };
        let to = Node::Source(older);
        if !declared.iter().any(|link| link.from == newer && link.to == to) {
            links.push(Link { from: newer, to, how: DerivationKind::Revision, span: source.span });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Options, load_text};

    fn sets(heads: &[&str]) -> Vec<ClaimSet> {
        heads
            .iter()
            .map(|head| {
                let text = format!("source: {{{head}}}\nclaims: [One died.]\n");
                load_text("x.yaml", &text, &Options::default()).sets.remove(0)
            })
            .collect()
    }

    #[test]
    fn an_origin_is_found_by_its_id_or_its_page() {
        let sets = sets(&[
            "id: a, derived_from: [w, \"https://www.Wire.example/story/?utm_source=x#top\", \"https://else.example/1\", a]",
            "id: w, url: \"http://wire.example/story\"",
        ]);
        let to: Vec<Node> = Graph::of(&sets).links.into_iter().map(|link| link.to).collect();
        assert_eq!(to, [Node::Source(1), Node::Outside("else.example/1".to_owned())]);
    }

    #[test]
    fn versions_of_one_page_lead_to_the_one_before() {
        let page = "url: \"https://post.example/a\", published: 2026-03-04";
        let sets = sets(&[
            &format!("id: a, {page}, modified: 2026-03-06"),
            &format!("id: b, {page}"),
            &format!("id: c, {page}, modified: 2026-03-05"),
            &format!("id: d, {page}, modified: 2026-03-05"),
        ]);
        let graph = Graph::of(&sets);
        let links: Vec<(usize, Node)> = graph.links.iter().map(|link| (link.from, link.to.clone())).collect();
        assert_eq!(links, [(0, Node::Source(2)), (2, Node::Source(1)), (3, Node::Source(1))]);
        assert_eq!(graph.shared_page(3), Some("post.example/a"));
    }

    #[test]
    fn a_ring_is_told_whole_and_once() {
        let sets = sets(&[
            "id: a, derived_from: [b]",
            "id: b, derived_from: [c]",
            "id: c, derived_from: [a, {id: d, how: quoted}]",
            "id: d, derived_from: [a]",
        ]);
        let graph = Graph::of(&sets);
        assert_eq!(graph.rings, [[0, 1, 2]]);
        assert_eq!([0, 1, 2, 3].map(|set| graph.ring_of(set)), [Some(0), Some(0), Some(0), None]);
    }

    #[test]
    fn of_rings_with_a_source_in_common_each_is_told_and_stays_what_it_is() {
        let two =
            sets(&["id: a, derived_from: [b]", "id: b, derived_from: [a, c]", "id: c, derived_from: [b]"]);
        assert_eq!(Graph::of(&two).rings, [[0, 1], [1, 2]]);
        let more =
            sets(&["id: a, derived_from: [m]", "id: m, derived_from: [n]", "id: n, derived_from: [m, a]"]);
        assert_eq!(Graph::of(&more).rings, [vec![0, 1, 2], vec![1, 2]]);
    }

    #[test]
    fn those_who_quote_each_other_are_no_ring() {
        let sets = sets(&["id: a, derived_from: [{id: b, how: quoted}]", "id: b, derived_from: [a]"]);
        assert_eq!(Graph::of(&sets).rings, [[0; 0]; 0]);
    }
}
