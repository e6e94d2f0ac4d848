//! From relations to findings: what is said of every fact, who is silent, and how grave it is.

use crate::align::{self, Alignment, Ambiguity, stored};
use crate::claim::{ClaimRef, ClaimSet, Source};
use crate::diff::relation::RelationKind;
use crate::diff::{self, Relation};
use crate::finding::{ClaimWords, Finding, Level, Place, Rule};
use crate::fingerprint::Fingerprint;
use crate::judgement::Judgements;
use crate::origin::Origins;
use crate::origin::fact::{Index, Lead, Origin};
use crate::origin::values::Told;
use crate::span::{Files, Span};
use crate::text::modality::Modality;
use crate::text::words;
use crate::threads;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two or more sources state a fact on which another says nothing.
pub const SILENT: Rule = Rule("gap.silent");
/// A source was published before it could know the fact.
pub const TOO_EARLY: Rule = Rule("gap.too-early");
/// Sources that agree all lead to one origin.
pub const SINGLE_ORIGIN: Rule = Rule("agree.single-origin");
/// A link that could as well have gone to another claim.
pub const AMBIGUOUS: Rule = Rule("align.ambiguous");

/// Among more sources those that say nothing of a fact are counted and not told one by one: a thousand sources have a
/// thousand gaps on every fact. Nor are their stored texts searched for it.
pub const CROWD: usize = 50;

/// What the sources together say on a fact, gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// One source speaks.
    Single,
    /// All agree.
    Agree,
    /// Some are more precise.
    Refined,
    /// Something to look at; also where two sources have nothing that can be compared.
    Warning,
    /// They contradict each other.
    Conflict,
}

impl Verdict {
    /// As formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Single => "single",
            Verdict::Agree => "agree",
            Verdict::Refined => "refined",
            Verdict::Warning => "warning",
            Verdict::Conflict => "conflict",
        }
    }
}

/// What one source does on one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    /// It has claims.
    Present,
    /// It was published before it could know.
    TooEarly,
    /// Its claim set says nothing, but this sentence of its stored article does.
    Unrecorded(Span),
}

/// A source on a fact; a source without a cell is silent.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Index of the claim set.
    pub set: usize,
    /// Its claims.
    pub claims: Vec<ClaimRef>,
    /// What it does.
    pub state: CellState,
}

/// A fact with all that is to be said of it.
#[derive(Debug, Clone)]
pub struct Fact {
    /// `f-` and the fingerprint of its claims.
    pub id: String,
    /// The shortest of its claims.
    pub title: String,
    /// What the sources together say.
    pub verdict: Verdict,
    /// The mean score of its pairs of claims; `None` for a claim alone.
    pub score: Option<f32>,
    /// In the order of the sources.
    pub cells: Vec<Cell>,
    /// Pair by pair, gravest first within a pair.
    pub relations: Vec<Relation>,
    /// Links that are doubtful.
    pub ambiguous: Vec<Ambiguity>,
    /// Where what the sources that speak state comes from, each of them under one origin.
    pub origins: Vec<Lead>,
}

impl Fact {
    /// The cell of a source.
    pub fn cell(&self, set: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.set == set)
    }

    /// The sources that speak.
    pub fn speaking(&self) -> usize {
        self.cells.iter().filter(|cell| cell.state == CellState::Present).count()
    }

    /// The fact's claims, source by source.
    pub fn claims(&self) -> impl Iterator<Item = ClaimRef> + '_ {
        self.cells.iter().flat_map(|cell| cell.claims.iter().copied())
    }
}

/// How much was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Sources that hold claims.
    pub sources: usize,
    /// Their claims.
    pub claims: usize,
    /// Facts.
    pub facts: usize,
    /// Pairs of claims that were scored.
    pub candidate_pairs: usize,
    /// Pairs of claims that were compared as one fact.
    pub pairs_compared: usize,
    /// Candidate pairs that blocking left out.
    pub dropped_pairs: usize,
    /// Files that were passed over.
    pub skipped_files: usize,
    /// Findings that the user does not want to see.
    pub hidden_findings: usize,
    /// Claims that no other source shares.
    pub unaligned: usize,
    /// Whether the sources name nobody and nothing in common: they may be about different events.
    pub unrelated: bool,
    /// The sentence encoder that had a part in the scores: a fingerprint of its files.
    pub encoder: Option<Fingerprint>,
    /// Whether every source was checked by itself and nothing was to be compared.
    pub alone: bool,
}

/// All facts and findings of a run.
#[derive(Debug, Clone, Default)]
pub struct Assessment {
    /// Every claim is in exactly one; gravest first.
    pub facts: Vec<Fact>,
    /// Gravest first.
    pub findings: Vec<Finding>,
    /// How much was compared.
    pub coverage: Coverage,
    /// Who leads to whom.
    pub origins: Origins,
}

/// Judges an alignment: relations, silence, findings. Findings that a judgement accepts keep their place at level
/// note and say why.
pub fn assess(
    files: &Files,
    sets: &[ClaimSet],
    alignment: &Alignment,
    judgements: &Judgements,
    options: &align::Options,
    mut origins: Origins,
) -> Assessment {
    let claims = sets.iter().map(|set| set.claims.len()).sum();
    let numbers: Vec<usize> = (0..sets.len()).collect();
    let stated: Vec<BTreeMap<ClaimRef, Span>> =
        threads::map(&numbers, claims, |&set| match sets.len() > CROWD {
            // every text against every claim would be a square
            true => BTreeMap::new(),
            false => stored::stated(files, sets, set, options),
        });
    let index = Index::of(sets, &origins.graph);
    let mut facts: Vec<Fact> = threads::map(&alignment.facts, claims, |fact| {
        let relations = diff::relations(sets, &fact.claims);
        let mut cells = present(&fact.claims);
        absent(sets, &stated, &fact.claims, &mut cells);
        let found = cells.iter().filter(|cell| matches!(cell.state, CellState::Unrecorded(_)));
        let unrecorded: Vec<usize> = found.map(|cell| cell.set).collect();
        let leads = index.origins(&fact.claims, &unrecorded, &relations);
        Fact {
            id: format!("f-{}", fact_fingerprint(sets, &fact.claims)),
            title: title(sets, &fact.claims),
            verdict: verdict(&cells, &relations),
            score: fact.score,
            cells,
            relations,
            ambiguous: fact.ambiguous.clone(),
            origins: leads,
        }
    });
    sort(&mut facts);
    number_twins(&mut facts);
    let words = ClaimWords::of(sets);
    let mut findings: Vec<Finding> = facts.iter().flat_map(|fact| findings_of(sets, &words, fact)).collect();
    let claims_of: Vec<Vec<ClaimRef>> = facts.iter().map(|fact| fact.claims().collect()).collect();
    let told: Vec<Told<'_>> = facts
        .iter()
        .zip(&claims_of)
        .map(|(fact, claims)| Told { claims, relations: &fact.relations })
        .collect();
    origins.compare_values(sets, &told);
    findings.extend(origins.findings(sets));
    findings.extend(judgements.stale(&judgements.standing(sets)));
    finish(&mut findings, judgements);
    let coverage = Coverage {
        sources: sets.iter().filter(|set| !set.claims.is_empty()).count(),
        claims: sets.iter().map(|set| set.claims.len()).sum(),
        facts: facts.len(),
        candidate_pairs: alignment.pairs.iter().filter(|pair| pair.left.set != pair.right.set).count(),
        pairs_compared: facts.iter().map(pairs_compared).sum(),
        dropped_pairs: alignment.dropped_pairs,
        skipped_files: 0,
        hidden_findings: 0,
        unrelated: false,
        encoder: None,
        alone: false,
        unaligned: facts.iter().filter(|fact| fact.speaking() < 2).map(|fact| fact.claims().count()).sum(),
    };
    let aligned = coverage.claims - coverage.unaligned;
    let unrelated = aligned as f64 <= SHARED * coverage.claims as f64 && are_unrelated(sets);
    let coverage = Coverage { unrelated, ..coverage };
    Assessment { facts, findings, coverage, origins }
}

/// Sources on one event have more of their claims in facts that they share, or names in common: of 28 pairs of articles on
/// two events all are told by it, of 24 on one event one.
const SHARED: f64 = 0.285;

/// Whether no two sources have a name in common, though each has some. A name of one word that the word table holds, as
/// those of countries, is no sign of one event.
fn are_unrelated(sets: &[ClaimSet]) -> bool {
    let names = |set: &ClaimSet| -> BTreeSet<String> {
        let names = set.claims.iter().flat_map(|claim| &claim.reading.names);
        let telling = names
            .filter(|name| name.name.words.len() > 1 || words::lemma(&name.name.words.concat()).is_none());
        telling.flat_map(|name| name.name.words.clone()).filter(|word| words::lemma(word).is_none()).collect()
    };
    let names: Vec<BTreeSet<String>> = sets.iter().map(names).filter(|names| !names.is_empty()).collect();
    let mut seen = BTreeSet::new();
    names.len() > 1 && names.into_iter().flatten().all(|name| seen.insert(name))
}

/// Gives relations the levels that `level` has for their kinds: none that says nothing, `None` inside for those that are off.
/// What is said of the facts follows.
pub fn relevel(assessment: &mut Assessment, level: impl Fn(&str) -> Option<Option<Level>>) {
    for fact in &mut assessment.facts {
        for relation in &mut fact.relations {
            let own = relation.outcome.level;
            relation.outcome.level =
                own.and_then(|own| level(relation.outcome.kind.as_str()).unwrap_or(Some(own)));
        }
        fact.verdict = verdict(&fact.cells, &fact.relations);
    }
    sort(&mut assessment.facts);
}

/// Gravest first, then in the order of their claims.
fn sort(facts: &mut [Fact]) {
    facts.sort_by_cached_key(|fact| (std::cmp::Reverse(fact.verdict), fact.claims().collect::<Vec<_>>()));
}

fn present(claims: &[ClaimRef]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for &claim in claims {
        match cells.last_mut().filter(|cell| cell.set == claim.set) {
            Some(cell) => cell.claims.push(claim),
            None => cells.push(Cell { set: claim.set, claims: vec![claim], state: CellState::Present }),
        }
    }
    cells
}

/// Cells for sources without a claim that are not plainly silent; none of a crowd.
fn absent(
    sets: &[ClaimSet],
    stated: &[BTreeMap<ClaimRef, Span>],
    claims: &[ClaimRef],
    cells: &mut Vec<Cell>,
) {
    if sets.len() > CROWD {
        return;
    }
    for (set, claim_set) in sets.iter().enumerate() {
        if cells.iter().any(|cell| cell.set == set) {
            continue;
        }
        let found = claims.iter().find_map(|claim| stated[set].get(claim).copied());
        let state = match found {
            Some(span) => CellState::Unrecorded(span),
            None if is_too_early(&claim_set.source, sets, claims) => CellState::TooEarly,
            None => continue,
        };
        cells.push(Cell { set, claims: Vec::new(), state });
    }
    cells.sort_by_key(|cell| cell.set);
}

/// Whether every claim dates the fact after the source was published.
fn is_too_early(source: &Source, sets: &[ClaimSet], claims: &[ClaimRef]) -> bool {
    let days = |source: &Source| source.published.as_ref().and_then(|date| date.days());
    let Some((_, published)) = days(source) else { return false };
    // who was no later than this source and knew it shows that it could be known
    if claims.iter().any(|claim| days(&sets[claim.set].source).is_some_and(|(known, _)| known <= published)) {
        return false;
    }
    let mut dated = claims.iter().filter_map(|claim| {
        let reading = &claim.of(sets).reading;
        let first = reading
            .values
            .iter()
            .filter_map(|mention| mention.value.as_date()?.days())
            .map(|(first, _)| first)
            .min()?;
        (reading.modality != Modality::Planned).then_some(first)
    });
    let Some(first) = dated.next() else { return false };
    first > published
        && dated.all(|day| day > published)
        && claims.len() == claims.iter().filter(|c| c.of(sets).reading.modality != Modality::Planned).count()
}

fn verdict(cells: &[Cell], relations: &[Relation]) -> Verdict {
    if cells.iter().filter(|cell| cell.state == CellState::Present).count() < 2 {
        return Verdict::Single;
    }
    match relations.iter().filter_map(|relation| relation.outcome.level).max() {
        Some(Level::Error) => Verdict::Conflict,
        Some(Level::Warning) => Verdict::Warning,
        _ if is_apart(relations) => Verdict::Warning,
        Some(Level::Note) => Verdict::Refined,
        None => Verdict::Agree,
    }
}

/// Whether there are two sources with nothing between their claims but values that cannot be compared: that is no
/// agreement, whatever other sources say.
pub(crate) fn is_apart(relations: &[Relation]) -> bool {
    let cannot = |relation: &Relation| relation.outcome.kind == RelationKind::NotComparable;
    let sources = |relation: &Relation| relation.claims.map(|claim| claim.set);
    let (apart, compared): (Vec<&Relation>, Vec<&Relation>) = relations.iter().partition(|it| cannot(it));
    let compared: BTreeSet<[usize; 2]> = compared.into_iter().map(sources).collect();
    apart.into_iter().any(|relation| !compared.contains(&sources(relation)))
}

fn title(sets: &[ClaimSet], claims: &[ClaimRef]) -> String {
    let texts = claims.iter().map(|claim| claim.of(sets).text.as_str());
    texts.min_by_key(|text| (text.chars().count(), *text)).unwrap_or("").to_owned()
}

fn fact_fingerprint(sets: &[ClaimSet], claims: &[ClaimRef]) -> Fingerprint {
    let mut prints: Vec<String> =
        claims.iter().map(|claim| claim.of(sets).fingerprint(claim.source(sets)).to_string()).collect();
    prints.sort_unstable();
    Fingerprint::of(prints.iter().map(String::as_str))
}

/// Gives facts of the same words an ordinal, so that every id is of one fact.
fn number_twins(facts: &mut [Fact]) {
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(facts.len());
    for fact in facts {
        let twins = seen.entry(fact.id.clone()).or_insert(0);
        *twins += 1;
        if *twins > 1 {
            fact.id = format!("{}-{twins}", fact.id);
        }
    }
}

fn pairs_compared(fact: &Fact) -> usize {
    let mut pairs: Vec<[ClaimRef; 2]> = fact.relations.iter().map(|relation| relation.claims).collect();
    pairs.dedup();
    pairs.len()
}

fn findings_of(sets: &[ClaimSet], words: &ClaimWords, fact: &Fact) -> Vec<Finding> {
    let mut findings = Vec::new();
    for relation in &fact.relations {
        let Some(level) = relation.outcome.level else { continue };
        let rule = Rule(relation.outcome.kind.as_str());
        let [a, b] = relation.claims;
        let outcome = &relation.outcome;
        let message = format!(
            "{}: `{}` in {}, `{}` in {}",
            headline(outcome.kind, &outcome.reason),
            outcome.shown[0],
            a.source(sets),
            outcome.shown[1],
            b.source(sets)
        );
        let finding = words.finding(sets, rule, level, message, &relation.claims);
        findings.push(Finding { fact: Some(fact.id.clone()), ..finding });
    }
    findings.extend(single_origin(sets, words, fact));
    if fact.speaking() >= 2 {
        findings.extend(if sets.len() > CROWD {
            silent_crowd(sets, words, fact).into_iter().collect()
        } else {
            absences(sets, words, fact)
        });
    }
    for ambiguity in &fact.ambiguous {
        let name = |at: ClaimRef| format!("{}#{}", at.source(sets), at.of(sets).id);
        let message = format!(
            "{} was linked to {}, but {} is {} (margin {:.2}); a judgement settles it",
            name(ambiguity.claim),
            name(ambiguity.chosen),
            name(ambiguity.runner_up),
            if ambiguity.margin < 0.0 { "even nearer by itself" } else { "nearly as good" },
            ambiguity.margin
        );
        let claims = [ambiguity.claim, ambiguity.chosen, ambiguity.runner_up];
        let help = format!("factdiff explain {} {}", name(ambiguity.claim), name(ambiguity.runner_up));
        let finding = words.finding(sets, AMBIGUOUS, Level::Note, message, &claims).with_help(help);
        findings.push(Finding { fact: Some(fact.id.clone()), ..finding });
    }
    findings
}

/// That sources which agree are no more than one voice.
fn single_origin(sets: &[ClaimSet], words: &ClaimWords, fact: &Fact) -> Option<Finding> {
    let [lead @ Lead { origin, sources }] = fact.origins.as_slice() else { return None };
    let is_update = |relation: &Relation| relation.outcome.kind == RelationKind::UpdateSuperseded;
    let agree =
        matches!(fact.verdict, Verdict::Agree | Verdict::Refined) && !fact.relations.iter().any(is_update);
    if sources.len() < 2 || !agree {
        return None;
    }
    let predicate = lead.predicate(sets, false);
    let why = match origin {
        Origin::Ring(_) => "they repeat each other in a ring".to_owned(),
        Origin::Outside(_) => format!("all {predicate}, which is not among the sources"),
        _ => format!("all {predicate}"),
    };
    let message = format!("{} sources, 1 origin: {why}", sources.len());
    let claims: Vec<ClaimRef> = fact.claims().collect();
    let finding = words.finding(sets, SINGLE_ORIGIN, Level::Note, message, &claims);
    Some(Finding { fact: Some(fact.id.clone()), ..finding })
}

/// A finding for each source that says nothing of a fact that others state.
fn absences(sets: &[ClaimSet], words: &ClaimWords, fact: &Fact) -> Vec<Finding> {
    let mut findings = Vec::new();
    let speaking: Vec<ClaimRef> = fact.claims().collect();
    for (set, claim_set) in sets.iter().enumerate().filter(|(_, set)| !set.claims.is_empty()) {
        let id = &claim_set.source.id;
        let (rule, message) = match fact.cell(set).map(|cell| cell.state) {
            None => (
                SILENT,
                format!("{id} says nothing of what {} sources state: {}", fact.speaking(), fact.title),
            ),
            Some(CellState::TooEarly) => {
                (TOO_EARLY, format!("{id} was published before it could know: {}", fact.title))
            }
            Some(CellState::Present | CellState::Unrecorded(_)) => continue,
        };
        let mut finding = words.finding(sets, rule, Level::Note, message, &speaking);
        let head = Place { source: Some(id.clone()), ..Place::at(claim_set.source.span) };
        finding.places.insert(0, head);
        finding.fact = Some(fact.id.clone());
        finding.fingerprint = Fingerprint::of([rule.0, id.as_str(), &finding.fingerprint.to_string()]);
        findings.push(finding);
    }
    findings
}

/// One finding for all of a crowd that say nothing of a fact.
fn silent_crowd(sets: &[ClaimSet], words: &ClaimWords, fact: &Fact) -> Option<Finding> {
    let holding = sets.iter().filter(|set| !set.claims.is_empty()).count();
    let silent = holding - fact.cells.len();
    let message = format!(
        "{silent} of {holding} sources say nothing of what {} sources state: {}",
        fact.speaking(),
        fact.title
    );
    let speaking: Vec<ClaimRef> = fact.claims().collect();
    let finding = words.finding(sets, SILENT, Level::Note, message, &speaking);
    (silent > 0).then(|| Finding { fact: Some(fact.id.clone()), ..finding })
}

fn headline(kind: RelationKind, reason: &str) -> String {
    format!("{}: {reason}", kind.as_str())
}

/// Sorts findings, keeps twins apart, and lowers the ones that a person has accepted.
pub fn finish(findings: &mut [Finding], judgements: &Judgements) {
    fn order(finding: &Finding) -> impl Ord + '_ {
        let place = finding.places.first().map(|place| (&place.source, place.span.start));
        (std::cmp::Reverse(finding.level), finding.rule, place, finding.fingerprint, &finding.message)
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut seen: BTreeMap<Fingerprint, u32> = BTreeMap::new();
    for finding in findings.iter_mut() {
        let twins = seen.entry(finding.fingerprint).or_insert(0);
        *twins += 1;
        if *twins > 1 {
            finding.fingerprint =
                Fingerprint::of([finding.fingerprint.to_string().as_str(), &twins.to_string()]);
        }
        if let Some(reason) = judgements.accepts(&finding.rule, finding.fingerprint) {
            finding.level = Level::Note;
            finding.accepted = Some(reason.to_owned());
        }
    }
}
