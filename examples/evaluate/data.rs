//! The public data sets with labelled alignments, read by their names.

use crate::problem::{self, Pair, Problem};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file's lines; `Ok(None)` where there is no such file.
pub fn lines<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<Vec<T>>, String> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let read = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(read)
        .collect::<Result<_, _>>()
        .map(Some)
}

/// Reads a file of a folder; `Ok(None)` where it is not there.
pub type Reader<T> = fn(&Path, &str) -> Result<Option<Vec<T>>, String>;

/// A data set of alignment problems.
pub struct DataSet {
    /// Its file.
    pub file: &'static str,
    /// What is aligned to what.
    pub about: &'static str,
    /// Reads it.
    pub read: Reader<Problem>,
}

/// Every such data set.
pub const ALL: [DataSet; 5] = [
    DataSet {
        file: "superpal_dev.jsonl",
        about: "SuperPAL: sentences of a summary to sentences of its articles",
        read: |folder, name| problems(folder, name, superpal),
    },
    DataSet {
        file: "nanco_half.jsonl",
        about: "NAnCo: answers of many outlets to one question, grouped by a person",
        read: |folder, name| problems(folder, name, nanco),
    },
    DataSet {
        file: "ecbplus_sents_train_dev.jsonl",
        about: "ECB+: sentences of several articles on two look-alike events; one fact where they share an event; hard negatives: a sentence of the one event with all of the other",
        read: ecb,
    },
    DataSet {
        file: "wice_dev_120.jsonl",
        about: "WiCE: a claim to the sentences of the page that supports it",
        read: |folder, name| problems(folder, name, wice),
    },
    DataSet {
        file: "ists_train.jsonl",
        about: "iSTS: chunks of one sentence to chunks of another",
        read: |folder, name| problems(folder, name, ists),
    },
];

fn problems<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
    problem: fn(T) -> Problem,
) -> Result<Option<Vec<Problem>>, String> {
    Ok(lines(folder, name)?.map(|rows: Vec<T>| rows.into_iter().map(problem).collect()))
}

#[derive(Deserialize)]
struct SuperPal {
    group: String,
    left: Vec<SuperPalText>,
    right: Vec<SuperPalText>,
    gold: Vec<SuperPalLink>,
}

#[derive(Deserialize)]
struct SuperPalText {
    id: String,
    #[serde(default)]
    doc: String,
    text: String,
}

#[derive(Deserialize)]
struct SuperPalLink {
    l: String,
    r: String,
}

fn superpal(row: SuperPal) -> Problem {
    let mut texts: BTreeMap<String, Vec<&SuperPalText>> = BTreeMap::new();
    row.right.iter().for_each(|text| texts.entry(format!("doc-{}", text.doc)).or_default().push(text));
    let all = std::iter::once(("a-summary".to_owned(), row.left.iter().collect())).chain(texts);
    let mut place = BTreeMap::new();
    let mut sets = Vec::new();
    for (set, (id, texts)) in all.enumerate() {
        texts.iter().enumerate().for_each(|(claim, text)| {
            place.insert(text.id.clone(), (set, claim));
        });
        sets.push(problem::source(&id, &texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>()));
    }
    let at = |id: &String| place.get(id).copied();
    let gold = row.gold.iter().filter_map(|link| Some(problem::pair(at(&link.l)?, at(&link.r)?))).collect();
    Problem::new(row.group, sets, gold).judging(|(a, _)| a.0 == 0)
}

#[derive(Deserialize)]
struct Nanco {
    id: String,
    answers: Vec<NancoAnswer>,
}

#[derive(Deserialize)]
struct NancoAnswer {
    answer: String,
    cluster: usize,
}

fn nanco(row: Nanco) -> Problem {
    let id = |number: usize| format!("outlet-{number:03}");
    let sets = row.answers.iter().enumerate().map(|(n, it)| problem::source(&id(n), &[&it.answer])).collect();
    let same = |a: usize, b: usize| row.answers[a].cluster == row.answers[b].cluster;
    let gold = (0..row.answers.len())
        .flat_map(|b| (0..b).filter(move |&a| same(a, b)).map(move |a| ((a, 0), (b, 0))))
        .collect();
    let groups = row.answers.iter().map(|answer| answer.cluster).collect();
    Problem { groups: Some(groups), ..Problem::new(row.id, sets, gold) }
}

#[derive(Deserialize)]
struct Ecb {
    group: String,
    docs: Vec<EcbDocument>,
}

#[derive(Deserialize)]
struct EcbDocument {
    doc: String,
    sents: Vec<EcbSentence>,
}

#[derive(Deserialize)]
struct EcbSentence {
    text: String,
    events: BTreeSet<String>,
}

/// One problem a topic: the groups `10_ecb` and `10_plus` are two events of topic 10.
fn ecb(folder: &Path, name: &str) -> Result<Option<Vec<Problem>>, String> {
    let Some(groups) = lines::<Ecb>(folder, name)? else { return Ok(None) };
    let mut topics: BTreeMap<String, Vec<(String, EcbDocument)>> = BTreeMap::new();
    for Ecb { group, docs } in groups {
        let topic = group.split('_').next().unwrap_or_default().to_owned();
        topics.entry(topic).or_default().extend(docs.into_iter().map(|document| (group.clone(), document)));
    }
    Ok(Some(topics.into_iter().map(|(topic, documents)| ecb_topic(topic, &documents)).collect()))
}

fn ecb_topic(topic: String, documents: &[(String, EcbDocument)]) -> Problem {
    let texts = |document: &EcbDocument| {
        let texts: Vec<&str> = document.sents.iter().map(|sentence| sentence.text.as_str()).collect();
        problem::source(&document.doc, &texts)
    };
    let sets = documents.iter().map(|(_, document)| texts(document)).collect();
    let sentence = |(set, claim): (usize, usize)| &documents[set].1.sents[claim];
    let mut problem = Problem::new(topic, sets, BTreeSet::new());
    let is_gold = |&&(a, b): &&Pair| !sentence(a).events.is_disjoint(&sentence(b).events);
    problem.gold = problem.judged.iter().filter(is_gold).copied().collect();
    let mut hard: BTreeMap<(usize, usize), BTreeSet<Pair>> = BTreeMap::new();
    for &(a, b) in problem.judged.iter().filter(|(a, b)| documents[a.0].0 != documents[b.0].0) {
        hard.entry(a).or_default().insert((a, b));
    }
    problem.hard = hard.into_values().collect();
    problem
}

#[derive(Deserialize)]
struct Wice {
    id: String,
    claim: String,
    evidence: Vec<String>,
    supporting: Vec<Vec<usize>>,
}

fn wice(row: Wice) -> Problem {
    let evidence: Vec<&str> = row.evidence.iter().map(String::as_str).collect();
    let sets = vec![problem::source("a-claim", &[&row.claim]), problem::source("page", &evidence)];
    let gold = row.supporting.concat().into_iter().map(|sentence| ((0, 0), (1, sentence))).collect();
    Problem::new(row.id, sets, gold)
}

/// A pair of sentences with their chunks aligned (SemEval 2016, task 2).
#[derive(Deserialize)]
pub struct Ists {
    id: String,
    alignment: Vec<IstsChunk>,
}

/// Two chunks and what they are to each other.
#[derive(Deserialize)]
pub struct IstsChunk {
    /// `EQUI`, `SPE1`, `SPE2`, `SIMI`, `REL`, `OPPO`, with `_FACT` or `_POL` behind; `NOALI` and `ALIC` for chunks alone.
    #[serde(rename = "type")]
    pub kind: String,
    /// The chunk of the first sentence.
    pub a: String,
    /// The chunk of the second.
    pub b: String,
    ai: Vec<usize>,
    bi: Vec<usize>,
}

impl IstsChunk {
    fn is_aligned(&self) -> bool {
        !self.kind.starts_with("NOALI") && !self.kind.starts_with("ALIC")
    }
}

impl Ists {
    /// The chunks that are aligned.
    pub fn aligned(&self) -> impl Iterator<Item = &IstsChunk> {
        self.alignment.iter().filter(|chunk| chunk.is_aligned())
    }
}

fn ists(row: Ists) -> Problem {
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    let chunks = |side: fn(&IstsChunk) -> (&Vec<usize>, &String)| -> BTreeMap<Vec<usize>, String> {
        let all = row.alignment.iter().map(side).filter(|(at, text)| **at != [0] && has_words(text));
        all.map(|(at, text)| (at.clone(), text.clone())).collect()
    };
    let (a, b) = (chunks(|chunk| (&chunk.ai, &chunk.a)), chunks(|chunk| (&chunk.bi, &chunk.b)));
    let set = |id: &str, chunks: &BTreeMap<Vec<usize>, String>| {
        problem::source(id, &chunks.values().map(String::as_str).collect::<Vec<_>>())
    };
    let sets = vec![set("a", &a), set("b", &b)];
    let at = |chunks: &BTreeMap<Vec<usize>, String>, wanted: &Vec<usize>| {
        chunks.keys().position(|at| at == wanted)
    };
    let gold =
        row.aligned().filter_map(|chunk| Some(((0, at(&a, &chunk.ai)?), (1, at(&b, &chunk.bi)?)))).collect();
    Problem::new(row.id, sets, gold)
}
