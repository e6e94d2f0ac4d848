//! The origins behind the sources that state one fact.

use super::graph::{Graph, Node};
use crate::claim::{ClaimRef, ClaimSet, SourceId};
use crate::diff::Relation;
use crate::finding::Level;
use crate::text::{fold, words};
use crate::value::name::Name;
use std::collections::{BTreeSet, HashMap};

/// Where what sources state comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A ring of sources that repeat each other, by the first of them.
    Ring(usize),
    /// A source that is loaded: the index of its claim set.
    Source(usize),
    /// One that is not, by its id or URL.
    Outside(String),
    /// One page of several sources.
    Page(String),
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
            Origin::Page(_) => "page",
            Origin::Publisher(_) => "publisher",
            Origin::Speaker(_) => "speaker",
        }
    }

    /// Its id or name.
    pub fn name<'a>(&'a self, sets: &'a [ClaimSet]) -> &'a str {
        match self {
            Origin::Ring(set) | Origin::Source(set) => sets[*set].source.id.as_str(),
            Origin::Outside(name) | Origin::Page(name) | Origin::Publisher(name) | Origin::Speaker(name) => {
                name
            }
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

impl Lead {
    /// What its sources do, in words after their names: `lead to wire`, `cite the prosecutor`; of one alone `leads to wire`.
    pub fn predicate(&self, sets: &[ClaimSet], alone: bool) -> String {
        let name = self.origin.name(sets);
        let lead = if alone { "leads" } else { "lead" };
        match &self.origin {
            Origin::Source(_) | Origin::Outside(_) => format!("{lead} to {name}"),
            Origin::Ring(_) => format!("{lead} to the ring of {name}"),
            Origin::Page(_) => format!("stand on one page, {name}"),
            // as they write it
            Origin::Publisher(_) => {
                let first = self.sources.first().and_then(|&set| sets[set].source.publisher.as_deref());
                format!("are published by {}", first.unwrap_or(name))
            }
            Origin::Speaker(_) => format!("{} {name}", if alone { "cites" } else { "cite" }),
        }
    }
}

/// What the origins of all facts are read with.
#[derive(Debug)]
pub struct Index<'a> {
    sets: &'a [ClaimSet],
    graph: &'a Graph,
    /// Of each source its publisher in one spelling.
    publishers: Vec<Option<String>>,
    /// The publishers, the ids of sources and the origins outside that a speaker can be.
    named: HashMap<String, Origin>,
}

impl<'a> Index<'a> {
    /// The index of some sources.
    pub fn of(sets: &'a [ClaimSet], graph: &'a Graph) -> Index<'a> {
        let publishers: Vec<Option<String>> = (0..sets.len()).map(|set| publisher(sets, set)).collect();
        let mut named = HashMap::new();
        for link in &graph.links {
            if let Node::Outside(name) = &link.to {
                named.insert(name.clone(), Origin::Outside(name.clone()));
            }
        }
        for (set, it) in sets.iter().enumerate() {
            named.insert(it.source.id.as_str().to_owned(), Origin::Source(set));
        }
        for publisher in publishers.iter().flatten() {
            named.insert(publisher.clone(), Origin::Publisher(publisher.clone()));
        }
        Index { sets, graph, publishers, named }
    }

    /// The publisher, the source or the origin outside that a speaker is: "according to North Wire".
    fn as_source(&self, speaker: &str) -> Option<&Origin> {
        let name = plain(speaker);
        self.named.get(&name).or_else(|| self.named.get(SourceId::slug(&name).as_str()))
    }

    /// The origins of the sources that state a fact in `claims`: the sources apart, so that those of one group have an origin
    /// in common. `unrecorded` are sources whose stored articles state it, too. Where a source has several origins, it goes to
    /// the first group that it fits, those of fewest origins first: a source of two origins does not make them one. So there are
    /// as many origins as groups, or fewer where others would group better.
    pub fn origins(&self, claims: &[ClaimRef], unrecorded: &[usize], relations: &[Relation]) -> Vec<Lead> {
        let mut sources: Vec<usize> = claims.iter().map(|claim| claim.set).collect();
        sources.sort_unstable();
        sources.dedup();
        let speakers = Speakers::of(self.sets, claims);
        let conflicts: BTreeSet<[usize; 2]> = relations
            .iter()
            .filter(|relation| relation.outcome.level == Some(Level::Error))
            .map(|relation| relation.claims.map(|claim| claim.set))
            .collect();
        // who does not say it, or says otherwise, is not where a source has it from
        let vouches = |origin: usize, source: usize| {
            (sources.binary_search(&origin).is_ok() || unrecorded.contains(&origin))
                && !conflicts.contains(&[origin.min(source), origin.max(source)])
        };
        let mut roots: Vec<(usize, BTreeSet<Origin>)> = sources
            .iter()
            .map(|&set| (set, self.roots(&speakers, set, |origin| vouches(origin, set))))
            .collect();
        roots.sort_by_key(|(set, roots)| (roots.len(), *set));
        let mut groups: Vec<(BTreeSet<Origin>, Vec<usize>)> = Vec::new();
        for (set, roots) in roots {
            match groups.iter_mut().find(|(common, _)| !common.is_disjoint(&roots)) {
                Some((common, members)) => {
                    common.retain(|origin| roots.contains(origin));
                    members.push(set);
                }
                None => groups.push((roots, vec![set])),
            }
        }
        let is_source =
            |origin: &Origin| matches!(origin, Origin::Ring(_) | Origin::Source(_) | Origin::Outside(_));
        let lead = |(common, mut sources): (BTreeSet<Origin>, Vec<usize>)| {
            sources.sort_unstable();
            let origin = match sources.as_slice() {
                // what a source that nobody joins cites is no origin of several
                [_] => self.deepest(&common.into_iter().filter(|origin| is_source(origin)).collect())?,
                _ => self.deepest(&common)?,
            };
            Some(Lead { origin, sources })
        };
        let mut leads: Vec<Lead> = groups.into_iter().filter_map(lead).collect();
        leads.sort_by(|a, b| a.sources.cmp(&b.sources));
        leads
    }

    /// Of the origins that sources have in common the one to tell of: a source that leads to no other of them goes before one
    /// that does.
    fn deepest(&self, common: &BTreeSet<Origin>) -> Option<Origin> {
        let leads_on = |set: usize| {
            let others = common.iter().filter(|&other| *other != Origin::Source(set));
            let reached = self.graph.reached(set);
            others.into_iter().any(|other| match other {
                Origin::Source(other) => reached.contains(&Node::Source(*other)),
                Origin::Outside(name) => reached.contains(&Node::Outside(name.clone())),
                Origin::Ring(_) | Origin::Page(_) | Origin::Publisher(_) | Origin::Speaker(_) => false,
            })
        };
        let is_last = |origin: &&Origin| !matches!(origin, Origin::Source(set) if leads_on(*set));
        common.iter().find(is_last).or(common.first()).cloned()
    }

    /// Everything that a source leads to on a fact that the sources of `vouches` state.
    fn roots(&self, speakers: &Speakers, set: usize, vouches: impl Fn(usize) -> bool) -> BTreeSet<Origin> {
        let mut roots = BTreeSet::new();
        for node in self.graph.reached(set) {
            match node {
                Node::Outside(name) => {
                    roots.insert(Origin::Outside(name));
                }
                Node::Source(reached) if reached == set || vouches(reached) => {
                    roots.extend(self.graph.ring_of(reached).map(Origin::Ring));
                    roots.insert(Origin::Source(reached));
                    roots.extend(self.publishers[reached].clone().map(Origin::Publisher));
                    roots.extend(self.graph.shared_page(reached).map(|page| Origin::Page(page.to_owned())));
                    for name in speakers.of_source(reached) {
                        roots.insert(Origin::Speaker(name.to_owned()));
                        roots.extend(self.as_source(name).cloned());
                    }
                }
                Node::Source(_) => {}
            }
        }
        roots
    }
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

/// A speaker as a claim has it.
#[derive(Debug, Clone, Copy)]
struct Cited<'a> {
    name: &'a Name,
    /// Whether there is a proper name in it.
    proper: bool,
}

/// Whom the sources cite on a fact, by the name that stands for all of one speaker: of those all of whose claims have one.
struct Speakers(Vec<(usize, Vec<String>)>);

impl Speakers {
    fn of(sets: &[ClaimSet], claims: &[ClaimRef]) -> Speakers {
        let cited = |at: &ClaimRef| {
            let claim = at.of(sets);
            let name = claim.reading.speaker.as_ref()?;
            Some(Cited { name, proper: is_proper(name, claim.speaker.is_some()) })
        };
        let by_source: Vec<(usize, Vec<Cited<'_>>)> = claims
            .chunk_by(|a, b| a.set == b.set)
            .filter_map(|of_one| Some((of_one[0].set, of_one.iter().map(cited).collect::<Option<_>>()?)))
            .collect();
        let mut all: Vec<Cited<'_>> = by_source.iter().flat_map(|(_, cited)| cited).copied().collect();
        all.retain(|cited| is_somebody(cited.name));
        all.sort_by(|a, b| (&a.name.words, b.proper).cmp(&(&b.name.words, a.proper)));
        all.dedup_by(|a, b| a.name.words == b.name.words);
        let shown = |cited: Cited<'_>| {
            let own = all.iter().find(|known| known.name.words == cited.name.words)?;
            Some(all.iter().find(|first| are_one(first, own, &all))?.name.shown.clone())
        };
        let of_one =
            |(set, cited): (usize, Vec<Cited<'_>>)| (set, cited.into_iter().filter_map(shown).collect());
        Speakers(by_source.into_iter().map(of_one).collect())
    }

    fn of_source(&self, set: usize) -> impl Iterator<Item = &str> {
        let own = self.0.iter().find(|(source, _)| *source == set);
        own.into_iter().flat_map(|(_, names)| names.iter().map(String::as_str))
    }
}

/// Whether two names are of one speaker: the same words, as "the prosecutor's office" of one event, or aliases of which one is a
/// proper name, where whatever other name can be one of them can be both. "Police" is not the police of Leeds where those of York
/// speak, too.
fn are_one(a: &Cited<'_>, b: &Cited<'_>, all: &[Cited<'_>]) -> bool {
    let alike = || all.iter().all(|other| other.name.is_alias(a.name) == other.name.is_alias(b.name));
    a.name.words == b.name.words || a.name.is_alias(b.name) && (a.proper || b.proper) && alike()
}

/// Words for people of whom two outlets can each have found others.
const ANYBODY: &[&str] = &[
    "analyst",
    "bystander",
    "colleague",
    "critic",
    "customer",
    "diplomat",
    "doctor",
    "driver",
    "employee",
    "eyewitness",
    "expert",
    "family",
    "father",
    "firefighter",
    "friend",
    "insider",
    "lawyer",
    "local",
    "man",
    "men",
    "media",
    "mother",
    "neighbor",
    "neighbour",
    "nurse",
    "observer",
    "official",
    "parent",
    "passenger",
    "patient",
    "people",
    "person",
    "pundit",
    "relative",
    "report",
    "resident",
    "shopper",
    "source",
    "staff",
    "student",
    "supporter",
    "survivor",
    "teacher",
    "trader",
    "villager",
    "visitor",
    "witness",
    "woman",
    "women",
    "worker",
    "he",
    "she",
    "they",
    "it",
    "who",
    "one",
    "another",
    "other",
    "many",
    "some",
    "several",
];

/// Words that say nothing of who it is where they stand alone.
const BARE: &[&str] = &["authorities", "spokesman", "spokesperson", "spokeswoman"];

/// Words behind the head of a name: "sources close to the investigation".
const BEHIND: &[&str] =
    &["of", "from", "in", "at", "with", "close", "familiar", "who", "on", "for", "near", "inside"];

/// Whether a name can be of one body or person: no "a spokesman", no "residents of Leeds".
fn is_somebody(name: &Name) -> bool {
    let first = name.shown.split_whitespace().next().unwrap_or("").to_lowercase();
    let is_some = matches!(
        first.as_str(),
        "a" | "an" | "one" | "two" | "three" | "some" | "several" | "many" | "another"
    );
    let head = name.words.iter().take_while(|word| !BEHIND.contains(&word.as_str())).last();
    let anybody = |word: &String| {
        let one = word.strip_suffix("es").unwrap_or(word);
        [word.as_str(), word.strip_suffix('s').unwrap_or(word), one].iter().any(|form| ANYBODY.contains(form))
    };
    let bare = matches!(name.words.as_slice(), [word] if BARE.contains(&word.as_str()));
    !is_some && !bare && head.is_some_and(|head| !anybody(head))
}

/// Whether a name has a proper name in it, and is no mere office or role, of which there is one in every town. Where it was read,
/// not given, the first word may have its capital from the sentence.
fn is_proper(name: &Name, given: bool) -> bool {
    let words = name.shown.split(|c: char| c.is_whitespace() || c == '-').enumerate();
    let several = name.words.len() > 1;
    words.filter(|(_, word)| word.starts_with(char::is_uppercase)).any(|(at, word)| {
        let lower = fold::canonical(word);
        let lower = lower.strip_suffix("'s").unwrap_or(&lower);
        at > 0 || given && several || words::lemma(lower).is_none()
    })
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
        let graph = Graph::of(&sets);
        let relations = crate::diff::relations(&sets, &claims);
        Index::of(&sets, &graph)
            .origins(&claims, &[], &relations)
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
    fn a_vague_name_joins_nobody_whom_it_could_as_well_not_mean() {
        let by = |speaker: &str| format!("{{text: Three dock workers died., speaker: {speaker}}}");
        let apart = |speakers: &[&str]| {
            let claims: Vec<(String, String)> = speakers
                .iter()
                .enumerate()
                .map(|(nth, speaker)| (format!("id: s{nth}"), by(speaker)))
                .collect();
            let given: Vec<(&str, &str)> =
                claims.iter().map(|(head, claim)| (head.as_str(), claim.as_str())).collect();
            told(&given).len()
        };
        for (speakers, origins) in [
            (&["police", "Leeds police", "York police"][..], 3),
            (&["Smith", "John Smith", "Mary Smith"], 3),
            (&["the mayor", "Mayor of Paris", "Mayor of Lyon"], 3),
            (&["a spokesman", "a spokesman"], 2),
            (&["spokesman", "spokesman"], 2),
            (&["sources close to the investigation", "sources close to the investigation"], 2),
            (&["Halden residents", "Halden residents"], 2),
            (&["the prosecutor's office", "prosecutor's office"], 1),
            (&["police", "Leeds police"], 1),
            (&["Leeds police", "Leeds police"], 1),
            (&["Elon Musk", "Musk"], 1),
        ] {
            assert_eq!(apart(speakers), origins, "{speakers:?}");
        }
    }

    #[test]
    fn who_does_not_say_it_or_says_otherwise_is_not_where_it_comes_from() {
        let other = "{text: The crane was built in 1974.}";
        let leads = told(&[("id: a, derived_from: [w]", CLAIM), ("id: b, derived_from: [w]", CLAIM)]);
        assert_eq!(leads, ["a b < outside w"]);
        let mut sets: Vec<ClaimSet> = ["id: a, derived_from: [w]", "id: b, derived_from: [w]", "id: w"]
            .iter()
            .map(|head| {
                let text = format!("source: {{{head}}}\nclaims:\n  - {CLAIM}\n  - {other}\n");
                load_text("x.yaml", &text, &Options::default()).sets.remove(0)
            })
            .collect();
        sets.sort_by(|a, b| a.source.id.cmp(&b.source.id));
        let graph = Graph::of(&sets);
        let stated = [ClaimRef { set: 0, claim: 0 }, ClaimRef { set: 1, claim: 0 }];
        let index = Index::of(&sets, &graph);
        assert_eq!(index.origins(&stated, &[], &[]).len(), 2, "w says nothing of it");
        assert_eq!(index.origins(&stated, &[2], &[]).len(), 1, "its stored article does");
        let five = "{text: Five dock workers died.}";
        let leads = told(&[("id: a, derived_from: [w]", CLAIM), ("id: w", five)]);
        assert_eq!(leads, ["a < source a", "w < source w"]);
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
