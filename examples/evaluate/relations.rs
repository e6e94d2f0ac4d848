//! The relations that the program names on an event, against those of its gold.

use crate::events::{Event, GoldFact, GoldRelation, cross};
use crate::problem::Pair;
use crate::table;
use factdiff::claim::ClaimRef;
use factdiff::metrics::{Counts, harmonic, ratio};
use factdiff::verdict::Fact;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Some of many.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    part: usize,
    whole: usize,
}

impl Share {
    fn add(&mut self, is_part: bool) {
        self.part += usize::from(is_part);
        self.whole += 1;
    }
}

/// One kind of relation.
#[derive(Debug, Clone, Copy, Default)]
struct Kind {
    /// Gold relations of the kind, and those of which the claims are in one fact.
    found: Share,
    /// Of those found: the first relation is of the right family.
    family: Share,
    /// First relations of the kind that gold shares, by family.
    said: Share,
}

/// What is counted over events.
#[derive(Debug, Default)]
pub struct Tally {
    links: Counts,
    found: Share,
    family: Share,
    conflict_precision: Share,
    conflict_recall: Share,
    discrepancy_precision: Share,
    discrepancy_recall: Share,
    gaps: Share,
    alone: Share,
    internal_precision: Share,
    internal_recall: Share,
    kinds: BTreeMap<String, Kind>,
    /// Relations of claims rightly in one fact that go by a wrong kind.
    pub wrong: Vec<String>,
}

/// What kinds are alike to a reader.
fn family(kind: &str) -> &str {
    if ["refine.list", "diff.list", "conflict.cardinality", "gap.enumeration"].contains(&kind) {
        return "list";
    }
    match kind.split('.').next().unwrap_or(kind) {
        "compat" => "refine",
        other => other,
    }
}

impl GoldRelation {
    fn kinds(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.kind).chain(&self.also).map(String::as_str)
    }

    fn is_conflict(&self) -> bool {
        self.kinds().any(|kind| kind.starts_with("conflict.") || kind == "diff.list")
    }

    /// The families that a fair reader accepts.
    fn families(&self) -> BTreeSet<&str> {
        let mut families: BTreeSet<&str> = self.kinds().map(family).collect();
        for kind in self.kinds() {
            families.extend(match kind {
                "conflict.existence" => &["update"][..],
                "conflict.cardinality" => &["list", "conflict"],
                "conflict.number" => &["conflict"],
                _ => &[],
            });
        }
        families
    }

    fn is_between(&self, event: &Event, sets: [usize; 2]) -> bool {
        let pair = self.pair.each_ref().map(|id| event.set(id));
        pair == sets.map(Some) || pair == [sets[1], sets[0]].map(Some)
    }
}

type Answers = Vec<BTreeSet<ClaimRef>>;

impl Tally {
    /// Adds an event.
    pub fn add(&mut self, event: &Event) {
        let answers: Vec<Answers> = event.gold.facts.iter().map(|fact| event.answers(fact)).collect();
        let gold: BTreeSet<Pair> = answers.iter().flat_map(|sides| cross(sides)).collect();
        let said: BTreeSet<Pair> =
            event.assessment.facts.iter().flat_map(|fact| cross(&sides(event, fact))).collect();
        let links = Counts::of(&said, &gold);
        self.links = [self.links, links].into_iter().sum();
        for (fact, sides) in event.gold.facts.iter().zip(&answers) {
            self.add_gold(event, fact, sides, &said);
        }
        for fact in &event.assessment.facts {
            self.add_said(event, fact, &answers);
        }
        self.add_alone(event);
        self.add_internal(event);
    }

    fn add_internal(&mut self, event: &Event) {
        let found: Vec<Vec<usize>> =
            event.gold.internal.iter().map(|gold| event.found_internal(gold)).collect();
        found.iter().for_each(|findings| self.internal_recall.add(!findings.is_empty()));
        let right: BTreeSet<usize> = found.concat().into_iter().collect();
        (0..event.internal.len()).for_each(|finding| self.internal_precision.add(right.contains(&finding)));
    }

    fn add_gold(&mut self, event: &Event, fact: &GoldFact, sides: &Answers, said: &BTreeSet<Pair>) {
        for relation in &fact.relations {
            let [Some(a), Some(b)] = relation.pair.each_ref().map(|id| event.set(id)) else { continue };
            if relation.kind == "gap" {
                self.add_gap(event, fact, sides, relation);
                continue;
            }
            let [a, b] = [a.min(b), a.max(b)];
            let two = [sides[a].clone(), sides[b].clone()];
            let found = !cross(&two).is_disjoint(said);
            let first = kinds_between(event, &two);
            let kind = self.kinds.entry(relation.kind.clone()).or_default();
            self.found.add(found);
            kind.found.add(found);
            let families = relation.families();
            let is_right = |kind: &str| families.contains(family(kind));
            if found {
                let right = first.first().map_or(relation.kind == "agree", |(kind, _)| is_right(kind));
                self.family.add(right);
                kind.family.add(right);
                if !right {
                    self.wrong.push(described(event, relation, &two, first.first()));
                }
            }
            if relation.kind != "agree" {
                let right = first.first().is_some_and(|(kind, _)| is_right(kind) && family(kind) != "agree");
                self.discrepancy_recall.add(right);
            }
            if relation.kind.starts_with("conflict.") {
                let right = |kind: &str| {
                    kind.starts_with("conflict.")
                        || is_right(kind) && !["agree", "refine"].contains(&family(kind))
                };
                self.conflict_recall.add(first.iter().any(|(kind, _)| right(kind)));
            }
        }
    }

    fn add_gap(&mut self, event: &Event, fact: &GoldFact, sides: &Answers, gap: &GoldRelation) {
        let speaks = |id: &str| fact.evidence.get(id).is_some_and(|words| !words.is_empty());
        let [a, b] = gap.pair.each_ref().map(String::as_str);
        let (there, silent) = if speaks(a) { (a, b) } else { (b, a) };
        let (Some(there_set), Some(silent_set)) = (event.set(there), event.set(silent)) else { return };
        if speaks(there) {
            let holds = |fact: &&Fact| fact.claims().any(|claim| sides[there_set].contains(&claim));
            let facts: Vec<&Fact> = event.assessment.facts.iter().filter(holds).collect();
            let speaks_of_it = |claim: ClaimRef| claim.set == silent_set && event.is_judged(claim);
            self.gaps.add(!facts.is_empty() && !facts.iter().any(|fact| fact.claims().any(speaks_of_it)));
        }
    }

    fn add_said(&mut self, event: &Event, fact: &Fact, answers: &[Answers]) {
        let sides = sides(event, fact);
        let mut first = BTreeSet::new();
        for relation in &fact.relations {
            let sets = [relation.claims[0].set, relation.claims[1].set];
            if sets[0] == sets[1] || sides[sets[0]].is_empty() || sides[sets[1]].is_empty() {
                continue;
            }
            let of_fact = |answers: &Answers| sets.iter().all(|&set| !answers[set].is_disjoint(&sides[set]));
            let true_facts = event.gold.facts.iter().zip(answers).filter(|(_, answers)| of_fact(answers));
            let gold: Vec<&GoldRelation> = true_facts
                .flat_map(|(fact, _)| &fact.relations)
                .filter(|gold| gold.is_between(event, sets))
                .collect();
            let kind = relation.outcome.kind.as_str();
            if kind.starts_with("conflict.") {
                self.conflict_precision.add(gold.iter().any(|gold| gold.is_conflict()));
            }
            if first.insert(sets) {
                let right = gold.iter().any(|gold| gold.families().contains(family(kind)));
                self.kinds.entry(short(kind).to_owned()).or_default().said.add(right);
                if !["agree", "not-comparable"].contains(&family(kind)) {
                    self.discrepancy_precision.add(right);
                }
            }
        }
    }

    fn add_alone(&mut self, event: &Event) {
        if event.is_raw() {
            return;
        }
        let shared = event.assessment.facts.iter().filter(|fact| fact.speaking() > 1);
        let shared: BTreeSet<(usize, &str)> = shared
            .flat_map(Fact::claims)
            .map(|claim| (claim.set, claim.of(&event.loaded.sets).id.as_str()))
            .collect();
        for (source, claims) in &event.gold.unaligned {
            let Some(set) = event.set(source) else { continue };
            claims.iter().for_each(|claim| self.alone.add(!shared.contains(&(set, claim.as_str()))));
        }
    }

    /// Writes the figures.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (precision, recall) = (self.links.precision(), ratio(self.found.part, self.found.whole));
        let row = |name: &str, share: Share| vec![name.to_owned(), table::share(share.part, share.whole)];
        let rows = [
            row("align_p", Share { part: self.links.right, whole: self.links.said }),
            row("align_r", self.found),
            vec!["align_f1".to_owned(), table::figure(harmonic(precision, recall))],
            row("relation_acc", self.family),
            row("conflict_p", self.conflict_precision),
            row("conflict_r", self.conflict_recall),
            row("discrepancy_p", self.discrepancy_precision),
            row("discrepancy_r", self.discrepancy_recall),
            row("gap_acc", self.gaps),
            row("alone_acc", self.alone),
            row("internal_p", self.internal_precision),
            row("internal_r", self.internal_recall),
        ];
        table::write(out, &["measure", "figure"], &rows)?;
        let rows: Vec<Vec<String>> = self
            .kinds
            .iter()
            .map(|(name, kind)| {
                let end_to_end = table::share(kind.family.part, kind.found.whole);
                let share = |share: Share| table::share(share.part, share.whole);
                vec![name.clone(), share(kind.said), end_to_end, share(kind.found), share(kind.family)]
            })
            .collect();
        table::write(out, &["kind", "precision", "recall", "claims found", "right where found"], &rows)
    }
}

/// `agree` for both kinds of agreement, as golds write it.
fn short(kind: &str) -> &str {
    if family(kind) == "agree" { "agree" } else { kind }
}

/// The judged claims of a fact, by source.
fn sides(event: &Event, fact: &Fact) -> Answers {
    let of_set =
        |set: usize| fact.claims().filter(|claim| claim.set == set && event.is_judged(*claim)).collect();
    (0..event.loaded.sets.len()).map(of_set).collect()
}

/// The relations between two sources in facts that hold claims of both sides, with their reasons.
fn kinds_between<'a>(event: &'a Event, two: &[BTreeSet<ClaimRef>; 2]) -> Vec<(&'a str, &'a str)> {
    let sets = two.each_ref().map(|side| side.first().map(|claim| claim.set));
    let holds = |fact: &&Fact| two.iter().all(|side| fact.claims().any(|claim| side.contains(&claim)));
    let facts = event.assessment.facts.iter().filter(holds);
    facts
        .flat_map(|fact| &fact.relations)
        .filter(|relation| relation.claims.map(|claim| Some(claim.set)) == sets)
        .map(|relation| (relation.outcome.kind.as_str(), relation.outcome.reason.as_str()))
        .filter(|(kind, _)| *kind != "not-comparable")
        .collect()
}

fn described(
    event: &Event,
    gold: &GoldRelation,
    two: &[BTreeSet<ClaimRef>; 2],
    said: Option<&(&str, &str)>,
) -> String {
    let text = |claim: &ClaimRef| claim.of(&event.loaded.sets).text.as_str();
    let side = |claims: &BTreeSet<ClaimRef>| claims.iter().map(text).collect::<Vec<_>>().join(" / ");
    let (kind, reason) = said.copied().unwrap_or(("not-comparable", ""));
    format!("{} {} ← {kind} ({reason}): {}  |  {}", event.name, gold.kind, side(&two[0]), side(&two[1]))
}
