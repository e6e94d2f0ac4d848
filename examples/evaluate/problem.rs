//! An alignment problem: claims of several sources, the pairs that are judged, and those of them that are one fact.

use crate::baselines::Text;
use factdiff::align::{self, Alignment, link};
use factdiff::claim::{Claim, ClaimId, ClaimRef, ClaimSet, Source, SourceId, reading};
use factdiff::judgement::Judgements;
use factdiff::span::{Files, Span};
use factdiff::value::date::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Two claims, each a source and a claim by their numbers, the lesser first.
pub type Pair = ((usize, usize), (usize, usize));

/// Claims of several sources with gold.
pub struct Problem {
    /// What it is called.
    pub name: String,
    /// The sources.
    pub sets: Vec<ClaimSet>,
    /// The pairs of which gold says whether they are one fact, in order.
    pub judged: Vec<Pair>,
    /// Those that are.
    pub gold: BTreeSet<Pair>,
    /// The gold group of every claim, source by source, where gold parts all claims into groups.
    pub groups: Option<Vec<usize>>,
    /// Hard negatives: each holds pairs of which none may be linked.
    pub hard: Vec<BTreeSet<Pair>>,
    /// What the program makes of it.
    pub alignment: Alignment,
}

impl Problem {
    /// A problem of claim sets with the pairs of one fact; all pairs of two sources are judged.
    pub fn new(name: impl Into<String>, sets: Vec<ClaimSet>, gold: BTreeSet<Pair>) -> Problem {
        let alignment = align::align(&sets, &Judgements::default(), &align::Options::default());
        let claims = claims(&sets);
        let later =
            |&(set, _): &(usize, usize)| claims.iter().copied().filter(move |(other, _)| *other > set);
        let judged = claims.iter().flat_map(|a| later(a).map(|b| (*a, b))).collect();
        Problem { name: name.into(), sets, judged, gold, groups: None, hard: Vec::new(), alignment }
    }

    /// The same with only those pairs judged that `wanted` accepts.
    #[must_use]
    pub fn judging(mut self, wanted: impl Fn(Pair) -> bool) -> Problem {
        self.judged.retain(|&pair| wanted(pair));
        self
    }

    /// Every claim, source by source.
    pub fn claims(&self) -> Vec<(usize, usize)> {
        claims(&self.sets)
    }

    /// The text of a claim.
    pub fn text(&self, (set, claim): (usize, usize)) -> &str {
        &self.sets[set].claims[claim].text
    }

    /// The judged pairs of which both claims are in one of `groups`, which has a number for every claim.
    pub fn linked(&self, groups: &[usize]) -> BTreeSet<Pair> {
        let group: BTreeMap<(usize, usize), usize> =
            self.claims().into_iter().zip(groups.iter().copied()).collect();
        self.judged.iter().copied().filter(|(a, b)| group[a] == group[b]).collect()
    }

    /// How many hard negatives have a linked pair.
    pub fn hard_linked(&self, linked: &BTreeSet<Pair>) -> usize {
        self.hard.iter().filter(|pairs| !pairs.is_disjoint(linked)).count()
    }

    /// The groups that the program makes, by the number of each claim's fact.
    pub fn own_groups(&self) -> Vec<usize> {
        let facts = self.alignment.facts.iter().enumerate();
        let group: BTreeMap<ClaimRef, usize> =
            facts.flat_map(|(fact, it)| it.claims.iter().map(move |&claim| (claim, fact))).collect();
        self.claims().into_iter().map(|(set, claim)| group[&ClaimRef { set, claim }]).collect()
    }

    /// The program's score of every pair that it scored.
    pub fn scores(&self) -> BTreeMap<Pair, f64> {
        self.alignment.pairs.iter().map(|pair| (key(pair), f64::from(pair.score.value))).collect()
    }

    /// The strength of every pair that the program scored: its score held against its rivals.
    pub fn strengths(&self) -> BTreeMap<Pair, f64> {
        let strengths = link::strengths(&self.sets, &self.alignment.pairs);
        self.alignment.pairs.iter().map(key).zip(strengths.into_iter().map(f64::from)).collect()
    }

    /// The similarity of every judged pair.
    pub fn baseline(&self, similarity: impl Fn(&Text, &Text) -> f64) -> BTreeMap<Pair, f64> {
        let texts: Vec<Vec<Text>> = self
            .sets
            .iter()
            .map(|set| set.claims.iter().map(|claim| Text::new(&claim.text)).collect())
            .collect();
        let score = |(a, b): Pair| similarity(&texts[a.0][a.1], &texts[b.0][b.1]);
        self.judged.iter().map(|&pair| (pair, score(pair))).collect()
    }
}

/// The claims of a scored pair.
pub fn key(pair: &align::Pair) -> Pair {
    ((pair.left.set, pair.left.claim), (pair.right.set, pair.right.claim))
}

fn claims(sets: &[ClaimSet]) -> Vec<(usize, usize)> {
    sets.iter()
        .enumerate()
        .flat_map(|(set, it)| (0..it.claims.len()).map(move |claim| (set, claim)))
        .collect()
}

/// A source of which only the claims' words are known.
pub fn source(id: &str, texts: &[&str]) -> ClaimSet {
    dated_source(id, None, texts)
}

/// The same with the day on which it was published, from which relative dates count.
pub fn dated_source(id: &str, published: Option<Date>, texts: &[&str]) -> ClaimSet {
    let span = Span { file: Files::default().add("", ""), start: 0, end: 0 };
    let source = Source { published, ..Source::new(SourceId::new(id), span) };
    let claim = |(number, text): (usize, &&str)| {
        let mut claim = Claim::new(ClaimId::new(&number.to_string()), (*text).to_owned(), span);
        claim.reading = reading::read(&claim, &source);
        claim
    };
    let claims = texts.iter().enumerate().map(claim).collect();
    ClaimSet { source, claims }
}

/// Two claims, the lesser first.
pub fn pair(a: (usize, usize), b: (usize, usize)) -> Pair {
    (a.min(b), a.max(b))
}
