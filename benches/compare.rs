//! How long the stages of a run take for two sources of 50 claims each, and how long one candidate pair: `cargo bench`.

use divan::{Bencher, black_box};
use factdiff::align::lexicon::Lexicon;
use factdiff::align::score::{Profile, Score, Topic};
use factdiff::align::{self, Alignment, align, score_of};
use factdiff::claim::{ClaimRef, ClaimSet};
use factdiff::judgement::Judgements;
use factdiff::load::{self, Loaded, load};
use factdiff::origin::Origins;
use factdiff::report::{FORMATS, Report, Style};
use factdiff::verdict::{self, Assessment};
use factdiff::{diff, lint};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CLAIMS: usize = 50;

fn main() {
    divan::main();
}

/// Two claim sets on disk. The second tells the facts of the first in other words and another order, some with other
/// values.
struct Sources {
    _folder: TempDir,
    paths: Vec<String>,
}

impl Sources {
    fn new() -> Sources {
        let folder = TempDir::new().expect("a folder for temporary files");
        let write = |name: &str, text: String| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("the folder takes files");
            path.to_str().expect("temporary paths are UTF-8").to_owned()
        };
        let paths = vec![write("post.yaml", claim_set("post", 0)), write("wire.yaml", claim_set("wire", 1))];
        Sources { _folder: folder, paths }
    }

    fn load(&self) -> Loaded {
        load(&self.paths, &load::Options::default()).expect("the paths exist")
    }
}

const PLACES: [&str; 5] = ["Port Ellery", "Halden", "Brockmoor", "Saint Osyth", "Carrick Bay"];
const PEOPLE: [&str; 5] = ["Ivo Brandt", "Dana Whitcombe", "Piers Okafor", "Lena Sorensen", "Marta Quill"];

/// A claim of each of ten kinds about each of five places; `voice` is 0 or 1.
fn claim_set(id: &str, voice: usize) -> String {
    let mut text = format!(
        "source: {{id: {id}, headline: Storm at five ports, published: 2026-03-0{}}}\nclaims:\n",
        4 + voice
    );
    for n in 0..CLAIMS {
        // 7 and 50 have no common factor, so the second source tells every claim, in another order.
        let n = if voice == 0 { n } else { n * 7 % CLAIMS };
        let (kind, place, person) = (n % 10, PLACES[n / 10], PEOPLE[n / 10]);
        let count = 3 + n + if n % 4 == 0 { voice } else { 0 };
        let words = match (kind, voice) {
            (0, 0) => format!("{count} dock workers died at {place} when the crane collapsed."),
            (0, _) => format!(
                "The fall of the crane in {place} killed at least {count} people working on the dock."
            ),
            (1, 0) => format!("The storm reached {place} on {} March 2026.", 1 + n / 10),
            (1, _) => format!("{place} was hit by the storm in early March."),
            (2, 0) => format!("{person} is the harbour master of {place}."),
            (2, _) => format!("The harbour of {place} is run by {person}."),
            (3, 0) => format!("The port authority closed the east quay of {place}."),
            (3, _) => format!("The east quay at {place} has not been closed by the port authority."),
            (4, 0) => format!("Damage at {place} was put at £{count}.5 million."),
            (4, _) => format!("The damage in {place} comes to more than £{count}m."),
            (5, 0) => format!("The ships Alba, Corra and Dunlin were damaged at {place}."),
            (5, _) => format!("Two ships, the Alba and the Corra, took damage in {place}."),
            (6, 0) => format!("{person} said: “We will rebuild the quay of {place} by June.”"),
            (6, _) => format!("“We will rebuild the quay of {place},” {person} said."),
            (7, 0) => format!("Police arrested a 4{}-year-old man in {place} on Tuesday.", n / 10),
            (7, _) => format!("A man was arrested in {place}, police said."),
            (8, 0) => format!("Power was cut to {count}00 homes around {place}."),
            (8, _) => format!("About {count}00 households near {place} lost electricity."),
            (_, 0) => format!("The operator of {place} has issued no statement."),
            (_, _) => format!("The operator of {place} is alleged to have ignored two warnings."),
        };
        writeln!(text, "  - {{id: k{n}, text: \"{words}\"}}").expect("a string takes all");
    }
    text
}

fn assess(loaded: &Loaded, alignment: &Alignment) -> Assessment {
    verdict::assess(
        &loaded.files,
        &loaded.sets,
        alignment,
        &Judgements::default(),
        &align::Options::default(),
        Origins::default(),
    )
}

/// From two files to claims that have been read.
#[divan::bench]
fn load_two_sources(bencher: Bencher) {
    let sources = Sources::new();
    bencher.bench(|| sources.load());
}

/// One pair of claims, their profiles included.
#[divan::bench]
fn score_one_pair(bencher: Bencher) {
    let Loaded { sets, .. } = Sources::new().load();
    let (a, b) = (ClaimRef { set: 0, claim: 0 }, ClaimRef { set: 1, claim: 0 });
    bencher.bench(|| score_of(black_box(&sets), a, b));
}

/// One candidate pair of events as people write of them, its profiles made beforehand: the mean over all pairs of claims
/// of two sources. The words of one event are few enough that all their similarities are kept, those of six are not.
#[divan::bench(args = [1, 6])]
fn score_a_candidate_pair_of_events(bencher: Bencher, events: usize) {
    let events = stored_events(events);
    let mut lexicon = Lexicon::default();
    let heads = events.iter().flatten().map(|set| Topic::of(&set.source, &mut lexicon));
    let topics: Vec<Topic> = heads.collect();
    let mut topics = topics.iter();
    let mut candidates = Vec::new();
    for sets in &events {
        let profiles: Vec<Vec<Profile<'_>>> = sets
            .iter()
            .zip(&mut topics)
            .map(|(set, topic)| set.claims.iter().map(|it| Profile::new(it, topic, &mut lexicon)).collect())
            .collect();
        candidates.push(profiles);
    }
    lexicon.seal();
    let sources = candidates.iter().flat_map(|event| {
        event
            .iter()
            .enumerate()
            .flat_map(move |(at, left)| event[at + 1..].iter().map(move |right| (left, right)))
    });
    let pairs: Vec<(&Profile<'_>, &Profile<'_>)> = sources
        .flat_map(|(left, right)| left.iter().flat_map(move |a| right.iter().map(move |b| (a, b))))
        .collect();
    let mut next = pairs.iter().cycle();
    bencher.bench_local(|| next.next().map(|(a, b)| Score::of(black_box(a), black_box(b), &lexicon)));
}

/// The claim sets of the first `count` events of the evaluation.
fn stored_events(count: usize) -> Vec<Vec<ClaimSet>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/events");
    let entries = fs::read_dir(folder).expect("the events are stored");
    let mut events: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path().join("sources"))).collect();
    events.sort();
    let paths = events.iter().take(count).map(|event| event.to_string_lossy().into_owned());
    paths.map(|event| load(&[event], &load::Options::default()).expect("the event is there").sets).collect()
}

/// Blocks, scores 4,950 pairs, links.
#[divan::bench]
fn align_two_sources(bencher: Bencher) {
    let Loaded { sets, .. } = Sources::new().load();
    bencher.bench(|| align(black_box(&sets), &Judgements::default(), &align::Options::default()));
}

/// The relations of all facts.
#[divan::bench]
fn diff_the_facts(bencher: Bencher) {
    let Loaded { sets, .. } = Sources::new().load();
    let facts = align(&sets, &Judgements::default(), &align::Options::default()).facts;
    bencher.bench(|| {
        facts.iter().map(|fact| diff::relations(black_box(&sets), &fact.claims).len()).sum::<usize>()
    });
}

/// Each source against itself.
#[divan::bench]
fn lint_two_sources(bencher: Bencher) {
    let Loaded { sets, .. } = Sources::new().load();
    let alignment = align(&sets, &Judgements::default(), &align::Options::default());
    bencher.bench(|| lint::internal::check(black_box(&sets), &alignment));
}

/// One report that has been computed, in each format.
#[divan::bench(args = FORMATS.iter().map(|format| format.name))]
fn render(bencher: Bencher, name: &str) {
    let loaded = Sources::new().load();
    let alignment = align(&loaded.sets, &Judgements::default(), &align::Options::default());
    let Assessment { facts, findings, coverage, origins } = assess(&loaded, &alignment);
    let columns = [0, 1];
    let (files, sets) = (&loaded.files, &loaded.sets);
    let report = Report {
        files,
        sets,
        facts: &facts,
        findings: &findings,
        coverage,
        origins: &origins,
        columns: &columns,
    };
    let format = FORMATS.iter().find(|format| format.name == name).expect("the name is from the table");
    bencher.bench(|| {
        let mut text = Vec::new();
        (format.render)(&report, &Style::default(), &mut text).expect("a vector takes all");
        text
    });
}

/// All of it, from two files to a report in JSON.
#[divan::bench]
fn whole_report(bencher: Bencher) {
    let sources = Sources::new();
    let args: Vec<std::ffi::OsString> = ["factdiff", "report", "--format", "json"]
        .into_iter()
        .chain(sources.paths.iter().map(String::as_str))
        .map(Into::into)
        .collect();
    bencher.bench(|| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = factdiff::cli::Streams { out: &mut out, err: &mut err, width: None, color: false };
        factdiff::cli::run(args.clone(), &mut streams);
        out
    });
}
