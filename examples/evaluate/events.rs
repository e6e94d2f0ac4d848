//! Events with golds: claim sets of one event and which of their claims are one fact, as in `tests/eval/events`.

use crate::problem::{Pair, Problem, pair};
use factdiff::align;
use factdiff::claim::{ClaimRef, SourceId};
use factdiff::finding::Finding;
use factdiff::judgement::Judgements;
use factdiff::lint;
use factdiff::load::{self, Loaded};
use factdiff::origin::Origins;
use factdiff::verdict::{self, Assessment};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Claims or evidence of each source.
pub type BySource = BTreeMap<String, Words>;

/// One piece, several or none.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
    /// None.
    None(()),
}

impl Words {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all().is_empty()
    }

    fn all(&self) -> &[String] {
        match self {
            Words::One(word) => std::slice::from_ref(word),
            Words::Many(words) => words,
            Words::None(()) => &[],
        }
    }
}

/// What `gold.json` holds.
#[derive(Debug, Deserialize)]
pub struct Gold {
    sources: Vec<GoldSource>,
    /// Questions that two sources or more answer.
    pub facts: Vec<GoldFact>,
    #[serde(default)]
    must_not: Vec<GoldNegative>,
    /// Claims without a counterpart, by source.
    #[serde(default)]
    pub unaligned: BTreeMap<String, Vec<String>>,
    /// Where a source contradicts itself.
    #[serde(default)]
    pub internal: Vec<GoldInternal>,
}

#[derive(Debug, Deserialize)]
struct GoldSource {
    file: String,
    claims: String,
}

/// A question that two sources or more answer.
#[derive(Debug, Deserialize)]
pub struct GoldFact {
    /// The words of the articles that answer it.
    pub evidence: BySource,
    /// The claims that do.
    pub claims: BySource,
    /// What the answers are to each other.
    pub relations: Vec<GoldRelation>,
}

/// What the answers of two sources are to each other.
#[derive(Debug, Deserialize)]
pub struct GoldRelation {
    /// The sources.
    pub pair: [String; 2],
    /// The kind that fits best.
    pub kind: String,
    /// Kinds that a fair reader accepts, too.
    #[serde(default)]
    pub also: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct GoldNegative {
    evidence: BySource,
    #[serde(default)]
    claims: BySource,
}

/// Where a source contradicts itself.
#[derive(Debug, Deserialize)]
pub struct GoldInternal {
    source: String,
    evidence: Words,
    #[serde(default)]
    claims: Option<Words>,
}

/// An event, read and reported.
pub struct Event {
    /// The name of its folder.
    pub name: String,
    /// What people say of it.
    pub gold: Gold,
    /// What was read.
    pub loaded: Loaded,
    /// What it says of them.
    pub assessment: Assessment,
    /// Where it says that a source contradicts itself.
    pub internal: Vec<Finding>,
    /// Of claims read out of articles: the pieces of evidence that each stands for.
    stands_for: Option<BTreeMap<ClaimRef, BTreeSet<Bytes>>>,
}

/// Where a piece of evidence stands in its article, in bytes.
type Bytes = (usize, usize);

/// The folders in `folder`, or itself, that hold a `gold.json`, in order.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if folder.join("gold.json").is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("gold.json").is_file())
        .collect();
    found.sort();
    Ok(found)
}

impl Event {
    /// Reads an event's claim sets, or with `raw` its articles.
    pub fn read(folder: &Path, raw: bool) -> Result<Event, String> {
        let path = folder.join("gold.json");
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let gold: Gold = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let file = |source: &GoldSource| folder.join(if raw { &source.file } else { &source.claims });
        let loaded = load_all(gold.sources.iter().map(file))?;
        let options = align::Options::default();
        let judgements = Judgements::default();
        let alignment = align::align(&loaded.sets, &judgements, &options);
        let assessment = verdict::assess(
            &loaded.files,
            &loaded.sets,
            &alignment,
            &judgements,
            &options,
            Origins::default(),
        );
        let internal = lint::internal::check(&loaded.sets, &alignment);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut event = Event { name, gold, loaded, assessment, internal, stands_for: None };
        if raw {
            let quotes = load_all(event.gold.sources.iter().map(|source| folder.join(&source.claims)))?;
            event.stands_for = Some(event.matched(&quotes));
        }
        Ok(event)
    }

    /// The number of a source.
    pub fn set(&self, id: &str) -> Option<usize> {
        self.loaded.sets.iter().position(|set| set.source.id == SourceId::new(id))
    }

    /// For each claim read out of an article the pieces of evidence and quotes that its words match best.
    fn matched(&self, claim_sets: &Loaded) -> BTreeMap<ClaimRef, BTreeSet<Bytes>> {
        let mut found = BTreeMap::new();
        for (set, articles) in self.loaded.sets.iter().enumerate() {
            let known = self.known(set, claim_sets);
            for (claim, it) in articles.claims.iter().enumerate() {
                let at = (it.span.start, it.span.end);
                let scores: Vec<(Bytes, f64)> =
                    known.iter().map(|&piece| (piece, overlap(at, piece))).collect();
                let best = scores.iter().map(|(_, score)| *score).fold(0.0, f64::max);
                let near = |(_, score): &&(Bytes, f64)| best > 0.0 && *score >= 0.9 * best;
                found.insert(
                    ClaimRef { set, claim },
                    scores.iter().filter(near).map(|(piece, _)| *piece).collect(),
                );
            }
        }
        found
    }

    /// Every piece of an article that gold or a claim set speaks of.
    fn known(&self, set: usize, claim_sets: &Loaded) -> BTreeSet<Bytes> {
        let id = &self.loaded.sets[set].source.id;
        let of_source = |by_source: &BySource| {
            by_source.get(id.as_str()).map_or(BTreeSet::new(), |it| self.places(set, it))
        };
        let mut known = BTreeSet::new();
        self.gold.facts.iter().for_each(|fact| known.extend(of_source(&fact.evidence)));
        self.gold.must_not.iter().for_each(|negative| known.extend(of_source(&negative.evidence)));
        let internal = self.gold.internal.iter().filter(|internal| internal.source == id.as_str());
        internal.for_each(|internal| known.extend(self.places(set, &internal.evidence)));
        let same = claim_sets.sets.iter().filter(|other| other.source.id == *id);
        for quote in same.flat_map(|other| &other.claims).filter_map(|claim| claim.quote.as_ref()) {
            known.extend(self.places(set, &Words::One(quote.exact.clone())));
        }
        known
    }

    /// Where pieces of evidence stand in a source's article.
    fn places(&self, set: usize, pieces: &Words) -> BTreeSet<Bytes> {
        let text = self.loaded.files.text(self.loaded.sets[set].source.span.file);
        let place = |piece: &String| text.find(piece.as_str()).map(|at| (at, at + piece.len()));
        pieces.all().iter().filter(|piece| !piece.is_empty()).filter_map(place).collect()
    }

    /// The claims of a source that stand for what gold names: by their ids, or by their evidence where they were read out
    /// of an article.
    fn claims_of(&self, set: usize, claims: &BySource, evidence: &BySource) -> BTreeSet<ClaimRef> {
        let id = self.loaded.sets[set].source.id.as_str();
        self.named(set, claims.get(id), evidence.get(id))
    }

    /// The same for one source's claims or evidence.
    fn named(&self, set: usize, claims: Option<&Words>, evidence: Option<&Words>) -> BTreeSet<ClaimRef> {
        match (&self.stands_for, claims, evidence) {
            (None, Some(ids), _) => {
                let here = self.loaded.sets[set].claims.iter().enumerate();
                let wanted = here.filter(|(_, claim)| ids.all().iter().any(|id| id == claim.id.as_str()));
                wanted.map(|(claim, _)| ClaimRef { set, claim }).collect()
            }
            (Some(stands_for), _, Some(pieces)) => {
                let places = self.places(set, pieces);
                let here = stands_for.iter().filter(|(at, it)| at.set == set && !it.is_disjoint(&places));
                here.map(|(at, _)| *at).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    /// The claims of each source that answer a fact's question.
    pub fn answers(&self, fact: &GoldFact) -> Vec<BTreeSet<ClaimRef>> {
        (0..self.loaded.sets.len()).map(|set| self.claims_of(set, &fact.claims, &fact.evidence)).collect()
    }

    /// The findings on a source against itself that tell of what gold does: on its claims alone, two of them where gold has
    /// two, one of them where the claims were read out of an article.
    pub fn found_internal(&self, gold: &GoldInternal) -> Vec<usize> {
        let Some(set) = self.set(&gold.source) else { return Vec::new() };
        let wanted = self.named(set, gold.claims.as_ref(), Some(&gold.evidence));
        let least = if self.is_raw() { 1 } else { wanted.len().min(2) };
        let source = &self.loaded.sets[set].source.id;
        let tells = |finding: &Finding| {
            let places = &finding.places;
            let is_named = |claim: &&ClaimRef| {
                places.iter().any(|place| place.claim.as_ref() == Some(&claim.of(&self.loaded.sets).id))
            };
            places.iter().all(|place| place.source.as_ref() == Some(source))
                && wanted.iter().filter(is_named).count() >= least
        };
        (0..self.internal.len()).filter(|&finding| tells(&self.internal[finding])).collect()
    }

    /// Whether gold says anything of a claim.
    pub fn is_judged(&self, claim: ClaimRef) -> bool {
        self.stands_for.as_ref().is_none_or(|stands_for| !stands_for[&claim].is_empty())
    }

    /// Whether the claims were read out of articles.
    pub fn is_raw(&self) -> bool {
        self.stands_for.is_some()
    }

    /// The event as an alignment problem.
    pub fn problem(&self) -> Problem {
        let answers: Vec<Vec<BTreeSet<ClaimRef>>> =
            self.gold.facts.iter().map(|fact| self.answers(fact)).collect();
        let gold = answers.iter().flat_map(|fact| cross(fact)).collect();
        let mut problem = Problem::new(self.name.clone(), self.loaded.sets.clone(), gold)
            .judging(|(a, b)| [a, b].iter().all(|&(set, claim)| self.is_judged(ClaimRef { set, claim })));
        problem.hard =
            self.gold.must_not.iter().map(|negative| self.forbidden(negative, &problem.gold)).collect();
        if !self.is_raw() {
            let group = |(number, &(set, claim)): (usize, &(usize, usize))| {
                let at = ClaimRef { set, claim };
                let fact = answers.iter().position(|fact| fact[set].contains(&at));
                fact.unwrap_or(answers.len() + number)
            };
            problem.groups = Some(problem.claims().iter().enumerate().map(group).collect());
        }
        problem
    }

    /// The pairs of a hard negative; those that some fact joins are left out.
    fn forbidden(&self, negative: &GoldNegative, gold: &BTreeSet<Pair>) -> BTreeSet<Pair> {
        let sides: Vec<BTreeSet<ClaimRef>> = (0..self.loaded.sets.len())
            .map(|set| self.claims_of(set, &negative.claims, &negative.evidence))
            .collect();
        cross(&sides).difference(gold).copied().collect()
    }
}

/// Every pair of claims of two sources.
pub fn cross(sides: &[BTreeSet<ClaimRef>]) -> BTreeSet<Pair> {
    let key = |at: &ClaimRef| (at.set, at.claim);
    let all: Vec<&ClaimRef> = sides.iter().flatten().collect();
    let pairs = all.iter().flat_map(|a| all.iter().map(move |b| (a, b))).filter(|(a, b)| a.set < b.set);
    pairs.map(|(a, b)| pair(key(a), key(b))).collect()
}

fn load_all(paths: impl Iterator<Item = PathBuf>) -> Result<Loaded, String> {
    let paths: Vec<String> = paths.map(|path| path.to_string_lossy().into_owned()).collect();
    load::load(&paths, &load::Options::default()).map_err(|error| error.to_string())
}

/// Intersection over union of two pieces; 0 where less than half of the shorter is shared.
fn overlap(a: Bytes, b: Bytes) -> f64 {
    let shared = a.1.min(b.1) as f64 - a.0.max(b.0) as f64;
    let shorter = (a.1 - a.0).min(b.1 - b.0) as f64;
    if shared <= 0.0 || shared < 0.5 * shorter { 0.0 } else { shared / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_match_by_what_they_share_of_their_union() {
        assert!((overlap((0, 10), (0, 10)) - 1.0).abs() < 1e-9);
        assert!((overlap((0, 10), (5, 10)) - 0.5).abs() < 1e-9);
        assert!(overlap((0, 10), (8, 18)) < 1e-9, "a fifth of the shorter is too little");
        assert!(overlap((0, 10), (20, 30)) < 1e-9);
    }
}
