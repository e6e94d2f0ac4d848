//! Labelled pairs of sentences: what the program calls them, given that they are about one thing.

use crate::data::{Ists, IstsChunk, Reader, lines};
use crate::problem;
use crate::table;
use factdiff::align;
use factdiff::claim::{ClaimRef, ClaimSet};
use factdiff::diff::{self, Side, relation::RelationKind};
use factdiff::metrics::{Counts, ratio};
use factdiff::text::token::{self, Shape};
use factdiff::value::date::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

/// Two texts, in a group of pairs that are counted together.
struct Labelled {
    group: String,
    a: String,
    b: String,
    /// The days on which their sources were published, where that is known.
    published: Option<[&'static str; 2]>,
}

impl Labelled {
    fn new(group: String, a: String, b: String) -> Labelled {
        Labelled { group, a, b, published: None }
    }
}

/// A file of labelled pairs.
pub struct PairSet {
    /// Its name.
    pub file: &'static str,
    /// What its groups are.
    pub about: &'static str,
    read: Reader<Labelled>,
}

/// Every such file; the revisions serve twice.
pub const ALL: [PairSet; 6] = [
    PairSet {
        file: "news.jsonl",
        about: "News: two claims on one event, by label and field",
        read: |_, name| {
            let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/eval/pairs"));
            labelled(folder, name, |row: News| Labelled {
                published: Some(["2026-03-04", "2026-03-05"]),
                ..Labelled::new(format!("{}, {}", row.label, row.set), row.a, row.b)
            })
        },
    },
    PairSet {
        file: "equate_half.jsonl",
        about: "EQUATE: a premise and a hypothesis with numbers, by set and label",
        read: |folder, name| {
            labelled(folder, name, |row: Equate| {
                Labelled::new(format!("{} {}", row.set, row.label), row.a, row.b)
            })
        },
    },
    PairSet {
        file: "vitaminc_revisions_half.jsonl",
        about: "VitaminC: a sentence of Wikipedia before and after an edit, by what the edit does and where",
        read: |folder, name| {
            labelled(folder, name, |row: Revision| {
                Labelled::new(format!("{} in {}", row.relation, row.change), row.a, row.b)
            })
        },
    },
    PairSet {
        file: "vitaminc_revisions_half.jsonl",
        about: "VitaminC: a claim and the sentence that it is held against, by label",
        read: claims_of_revisions,
    },
    PairSet {
        file: "vitaminc_claim_pairs_half.jsonl",
        about: "VitaminC: two claims on one edited sentence, by label and where they differ",
        read: |folder, name| {
            labelled(folder, name, |row: ClaimPair| {
                Labelled::new(format!("{} in {}", row.label, row.change), row.a, row.b)
            })
        },
    },
    PairSet {
        file: "ists_train.jsonl",
        about: "iSTS: aligned chunks of two sentences, by type",
        read: chunks,
    },
];

#[derive(Deserialize)]
struct News {
    set: String,
    label: String,
    a: String,
    b: String,
}

#[derive(Deserialize)]
struct Equate {
    set: String,
    a: String,
    b: String,
    label: String,
}

#[derive(Deserialize)]
struct Revision {
    a: String,
    b: String,
    relation: String,
    change: String,
    claims: Vec<RevisionClaim>,
}

#[derive(Deserialize)]
struct RevisionClaim {
    text: String,
    label_a: Option<String>,
    label_b: Option<String>,
}

#[derive(Deserialize)]
struct ClaimPair {
    a: String,
    b: String,
    label: String,
    change: String,
}

fn labelled<T: serde::de::DeserializeOwned>(
    folder: &Path,
    name: &str,
    pair: fn(T) -> Labelled,
) -> Result<Option<Vec<Labelled>>, String> {
    Ok(lines(folder, name)?.map(|rows: Vec<T>| rows.into_iter().map(pair).collect()))
}

fn claims_of_revisions(folder: &Path, name: &str) -> Result<Option<Vec<Labelled>>, String> {
    let Some(rows) = lines::<Revision>(folder, name)? else { return Ok(None) };
    let pairs = rows.into_iter().flat_map(|row| {
        let both = |claim: RevisionClaim| {
            let labels = [(row.a.clone(), claim.label_a), (row.b.clone(), claim.label_b)].into_iter();
            labels.filter_map(move |(a, label)| Some(Labelled::new(label?, a, claim.text.clone())))
        };
        row.claims.into_iter().flat_map(both).collect::<Vec<_>>()
    });
    Ok(Some(pairs.collect()))
}

fn chunks(folder: &Path, name: &str) -> Result<Option<Vec<Labelled>>, String> {
    let Some(rows) = lines::<Ists>(folder, name)? else { return Ok(None) };
    let pair = |chunk: &IstsChunk| {
        let kind = chunk.kind.split('_').next().unwrap_or_default().to_owned();
        Labelled::new(kind, chunk.a.clone(), chunk.b.clone())
    };
    Ok(Some(rows.iter().flat_map(|row| row.aligned().map(pair).collect::<Vec<_>>()).collect()))
}

/// What was counted of one group.
#[derive(Debug, Default)]
struct Called {
    pairs: usize,
    aligned: usize,
    conflict: usize,
    other: usize,
    refine: usize,
    agree: usize,
    not_comparable: usize,
    number_rule: usize,
}

impl Called {
    fn add(&mut self, sets: &[ClaimSet; 2], score: f32, kind: RelationKind) {
        let name = kind.as_str();
        self.pairs += 1;
        self.aligned += usize::from(score >= 0.5);
        self.number_rule += usize::from(number_rule(sets));
        let counter = match name {
            _ if name.starts_with("conflict.") => &mut self.conflict,
            _ if name.starts_with("refine.") || name.starts_with("compat.") => &mut self.refine,
            _ if kind.is_agreement() => &mut self.agree,
            "not-comparable" => &mut self.not_comparable,
            _ => &mut self.other,
        };
        *counter += 1;
    }
}

/// Whether pairs of a group must be called a conflict, or must not; `None` where either may be right.
fn must_conflict(group: &str) -> Option<bool> {
    let holds = |words: &[&str]| words.iter().any(|word| group.contains(word));
    match () {
        () if holds(&["conflict", "contradiction", "OPPO"]) => Some(true),
        () if holds(&[
            "entailment",
            "added_or_removed",
            "agree_on_claim",
            "both_supported",
            "EQUI",
            "compatible",
            "same",
        ]) =>
        {
            Some(false)
        }
        () => None,
    }
}

/// Writes the table of a file and gives the pairs that were called wrongly; `None` where there is no such file.
pub fn write(out: &mut impl Write, folder: &Path, set: &PairSet) -> Result<Option<Vec<String>>, String> {
    let Some(pairs) = (set.read)(folder, set.file)? else { return Ok(None) };
    let mut groups: BTreeMap<&str, Called> = BTreeMap::new();
    let mut wrong = Vec::new();
    for pair in &pairs {
        let published = |at: usize| pair.published.and_then(|days| Date::parse_edtf(days[at]).ok());
        let sets = [
            problem::dated_source("a", published(0), &[&pair.a]),
            problem::dated_source("b", published(1), &[&pair.b]),
        ];
        let [left, right] = [0, 1].map(|set| ClaimRef { set, claim: 0 });
        let score = align::score_of(&sets, left, right).value;
        let side = |set: usize| Side { claim: &sets[set].claims[0], source: &sets[set].source };
        let outcomes = diff::relate(side(0), side(1));
        let Some(gravest) = outcomes.first() else { continue };
        groups.entry(&pair.group).or_default().add(&sets, score, gravest.kind);
        let kind = gravest.kind.as_str();
        if must_conflict(&pair.group).is_some_and(|must| must != kind.starts_with("conflict.")) {
            wrong.push(format!("{} ← {kind} ({}): {}  |  {}", pair.group, gravest.reason, pair.a, pair.b));
        }
    }
    write_groups(out, &groups).map_err(|error| error.to_string())?;
    Ok(Some(wrong))
}

fn write_groups(out: &mut impl Write, groups: &BTreeMap<&str, Called>) -> io::Result<()> {
    let row = |(group, it): (&&str, &Called)| {
        let share = |count: usize| table::figure(ratio(count, it.pairs));
        let counts =
            [it.aligned, it.conflict, it.other, it.refine, it.agree, it.not_comparable, it.number_rule];
        [(*group).to_owned(), it.pairs.to_string()].into_iter().chain(counts.map(share)).collect()
    };
    let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
    let head = [
        "group",
        "pairs",
        "score ≥ 0.5",
        "conflict",
        "warning",
        "refine",
        "agree",
        "not comparable",
        "number rule",
    ];
    table::write(out, &head, &rows)?;
    for change in ["", "number", "date"] {
        let sum = |must: bool, of: fn(&Called) -> usize| -> usize {
            let wanted = groups.iter().filter(|(group, _)| group.ends_with(change));
            wanted.filter(|(group, _)| must_conflict(group) == Some(must)).map(|(_, it)| of(it)).sum()
        };
        let gold = sum(true, |it| it.pairs);
        if gold == 0 {
            continue;
        }
        for (name, of) in
            [("factdiff", (|it| it.conflict) as fn(&Called) -> usize), ("number rule", |it| it.number_rule)]
        {
            let counts = Counts { right: sum(true, of), said: sum(true, of) + sum(false, of), gold };
            let [p, r, f1] = [counts.precision(), counts.recall(), counts.f1()].map(table::figure);
            let falsely = table::share(sum(false, of), sum(false, |it| it.pairs));
            let where_ = if change.is_empty() { String::new() } else { format!(" in {change}") };
            writeln!(
                out,
                "* conflicts{where_}, {name}: precision {p}, recall {r}, F1 {f1}, false conflicts {falsely}"
            )?;
        }
    }
    writeln!(out)
}

/// The naive rule: each side has a number or a month that the other lacks.
fn number_rule(sets: &[ClaimSet; 2]) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let [a, b] = sets.each_ref().map(|set| -> BTreeSet<String> {
        let tokens = token::tokenize(&set.claims[0].text);
        let counts = |token: &&token::Token| {
            token.shape == Shape::Digits || token.capital && MONTHS.contains(&token.lower.as_str())
        };
        tokens.iter().filter(counts).map(|token| token.lower.replace(',', "")).collect()
    });
    !a.is_subset(&b) && !b.is_subset(&a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_rule_wants_a_number_on_each_side_that_the_other_lacks() {
        let sets = |a: &str, b: &str| [problem::source("a", &[a]), problem::source("b", &[b])];
        assert!(number_rule(&sets("It sold 5 boats in May", "It sold 7 boats in May")));
        assert!(number_rule(&sets("It opened in May", "It opened in June")));
        assert!(!number_rule(&sets("It sold 5 boats", "It sold boats")));
        assert!(!number_rule(&sets("It sold 1,200 boats", "It sold 1200 boats in May")));
    }
}
