//! What must hold for any claims at all, tried on claims made of templates: numbers with and without hedges, dates of
//! every precision, names, money, lists, denials, allegations, quotes.

use factdiff::align::{self, Alignment, align, score_of};
use factdiff::claim::{ClaimRef, ClaimSet};
use factdiff::cli::{Streams, run};
use factdiff::diff::relation::Outcome;
use factdiff::diff::{Side, relate};
use factdiff::judgement::{JudgedClaim, Judgements, PairJudgement, Verdict};
use factdiff::load::{Loaded, Options, load};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;
use tempfile::TempDir;

/// One source as its file has it.
#[derive(Debug, Clone)]
struct Told {
    published: Option<&'static str>,
    claims: Vec<Value>,
}

/// Picks one; a failing case shrinks to the first.
fn of(choices: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    select(choices)
}

fn count() -> impl Strategy<Value = String> {
    let number = of(&["three", "3", "5", "seven", "12", "a dozen", "20", "1,200", "two thousand", "no"]);
    let hedge =
        of(&["", "at least ", "about ", "more than ", "nearly ", "up to ", "fewer than ", "as many as "]);
    prop_oneof![
        (hedge, number).prop_map(|(hedge, number)| format!("{hedge}{number}")),
        of(&["between 3 and 7", "dozens of", "several", "10 to 15", "half of the", "40 per cent of the"])
            .prop_map(str::to_owned),
    ]
}

fn date() -> impl Strategy<Value = &'static str> {
    of(&[
        "on 3 March 2026",
        "in March 2026",
        "on 5 March 2026",
        "in early March",
        "in late March 2026",
        "on Tuesday",
        "last week",
        "last year",
        "in 2026",
        "in January",
        "between 1 and 5 March 2026",
        "around 3 March 2026",
        "by 10 March 2026",
        "before 1 April 2026",
        "yesterday",
        "shortly after 9am",
        "at 9.15am on 3 March 2026",
        "in the 1990s",
    ])
}

fn person() -> impl Strategy<Value = &'static str> {
    of(&[
        "Ivo Brandt",
        "Brandt",
        "I. Brandt",
        "Ivo Brant",
        "Dana Whitcombe",
        "the site manager",
        "a spokesman",
        "Mayor Dana Whitcombe",
        "a 47-year-old man",
    ])
}

fn money() -> impl Strategy<Value = &'static str> {
    of(&[
        "£1.2 million",
        "£1.2m",
        "about £1 million",
        "more than £2m",
        "€1.2 million",
        "$3bn",
        "£1,250,000",
        "between £1m and £2m",
        "less than £900,000",
    ])
}

fn list() -> impl Strategy<Value = &'static str> {
    of(&[
        "the Alba and the Corra",
        "the Alba, the Corra and the Dunlin",
        "the Corra, the Dunlin and the Eider",
        "the Alba",
        "the Dunlin and the Alba",
        "ships including the Alba and the Eider",
    ])
}

fn quote() -> impl Strategy<Value = &'static str> {
    of(&[
        "we will rebuild the quay by June",
        "we will rebuild the quay",
        "we will not rebuild the quay",
        "we shall rebuild the quay by July",
        "all five cranes were safe",
        "all 15 cranes were safe",
    ])
}

/// The words of a claim.
fn text() -> impl Strategy<Value = String> {
    let people = of(&["people", "dock workers", "workers", "passengers"]);
    let fate = of(&["died", "were killed", "were injured", "were taken to hospital"]);
    let does = of(&[
        "has closed",
        "has not closed",
        "will close",
        "may close",
        "plans to close",
        "never closed",
        "is alleged to have closed",
        "denied that it had closed",
    ]);
    prop_oneof![
        (count(), people, fate).prop_map(|(count, people, fate)| format!(
            "{count} {people} {fate} in the collapse of the crane"
        )),
        date().prop_map(|date| format!("The crane collapsed {date}")),
        does.prop_map(|does| format!("The port authority {does} the east quay")),
        (
            person(),
            of(&[
                "was arrested",
                "was not arrested",
                "is alleged to have been arrested",
                "was charged with manslaughter"
            ]),
            date()
        )
            .prop_map(|(person, fate, date)| format!("{person} {fate} {date}")),
        person().prop_map(|person| format!("The head of Halden Works is {person}")),
        money().prop_map(|money| format!("The damage was put at {money}")),
        list().prop_map(|list| format!("The collapse damaged {list}")),
        (count(), of(&["ships", "vessels", "cranes"]))
            .prop_map(|(count, ships)| format!("{count} {ships} were damaged")),
        (person(), quote()).prop_map(|(person, quote)| format!("{person} said: “{quote}”")),
        (
            of(&["Halden Works", "The company"]),
            of(&[
                "has issued no statement",
                "has not issued a detailed statement",
                "issued a statement on the collapse",
                "said in a statement that the crane was safe"
            ])
        )
            .prop_map(|(who, said)| format!("{who} {said}")),
        (of(&["three hours", "about 3 hours", "two days", "180 minutes", "more than a week"]))
            .prop_map(|time| format!("The rescue took {time}")),
    ]
    .prop_map(|text| {
        let mut chars = text.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}.", chars.as_str())
    })
}

/// Typed values, as a claim set may state them.
fn values() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"dead": 3}),
        json!({"dead": "at least 5"}),
        json!({"collapsed": "2026-03-03"}),
        json!({"collapsed": "2026-03"}),
        json!({"damage": "about £1.2 million"}),
        json!({"ships": ["Alba", "Corra"]}),
        json!({"ships": {"count": 7, "items": ["Alba", "Dunlin"], "complete": false}}),
        json!({"ships": {"count": 3, "items": ["Alba", "Corra", "Dunlin"], "complete": true}}),
        json!({"statement_issued": false}),
        json!({"statement_issued": true}),
    ])
}

fn claim() -> impl Strategy<Value = Value> {
    use proptest::option::weighted;
    let stance = (
        weighted(0.1, of(&["asserted", "alleged", "possible", "planned"])),
        weighted(0.1, of(&["affirm", "deny"])),
        weighted(0.2, of(&["Ivo Brandt", "the mayor", "Ellery fire service", "Brandt"])),
    );
    (text(), weighted(0.15, values()), weighted(0.1, of(&["dead", "when"])), weighted(0.1, quote()), stance)
        .prop_map(|(text, values, key, quote, (modality, polarity, speaker))| {
            let optional = [
                ("key", key),
                ("quote", quote),
                ("modality", modality),
                ("polarity", polarity),
                ("speaker", speaker),
            ];
            let mut claim = json!({"text": text});
            for (name, value) in optional {
                if let Some(value) = value {
                    claim[name] = value.into();
                }
            }
            if let Some(values) = values {
                claim["values"] = values;
            }
            claim
        })
}

/// Two or three sources, each with claims that have ids of their own and differ in their words.
fn sources(most: usize) -> impl Strategy<Value = Vec<Told>> {
    let published =
        proptest::option::weighted(0.8, of(&["2026-03-04", "2026-03-05T10:00:00Z", "2026-03-20", "2026-01"]));
    let source = (published, prop::collection::vec(claim(), 1..=most)).prop_map(|(published, claims)| {
        let mut texts = BTreeSet::new();
        let mut claims: Vec<Value> =
            claims.into_iter().filter(|claim| texts.insert(claim["text"].to_string())).collect();
        for (n, claim) in claims.iter_mut().enumerate() {
            claim["id"] = format!("k{n}").into();
        }
        Told { published, claims }
    });
    prop::collection::vec(source, 2..=3)
}

/// Writes the sources `a`, `b`, … and gives their paths.
fn write(folder: &TempDir, sources: &[Told]) -> Vec<String> {
    let file = |(id, told): (char, &Told)| {
        let path = super::path(folder, &format!("{id}.json"));
        let head = json!({"id": id.to_string(), "published": told.published});
        fs::write(&path, json!({"source": head, "claims": told.claims}).to_string()).unwrap();
        path
    };
    ('a'..).zip(sources).map(file).collect()
}

fn loaded(sources: &[Told]) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let loaded = load(&write(&folder, sources), &Options::default()).unwrap();
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    loaded
}

fn all_claims(sets: &[ClaimSet]) -> Vec<ClaimRef> {
    sets.iter()
        .enumerate()
        .flat_map(|(set, it)| (0..it.claims.len()).map(move |claim| ClaimRef { set, claim }))
        .collect()
}

/// Every two claims of different sources.
fn pairs(sets: &[ClaimSet]) -> Vec<(ClaimRef, ClaimRef)> {
    let claims = all_claims(sets);
    let across = |(i, &a): (usize, &ClaimRef)| {
        claims[i + 1..].iter().filter(move |b| b.set != a.set).map(move |&b| (a, b)).collect::<Vec<_>>()
    };
    claims.iter().enumerate().flat_map(across).collect()
}

fn related(sets: &[ClaimSet], a: ClaimRef, b: ClaimRef) -> Vec<Outcome> {
    let side = |at: ClaimRef| Side { claim: at.of(sets), source: &sets[at.set].source };
    relate(side(a), side(b))
}

/// Outcomes without what may lean to one side: the words of the reason and the order of equals.
fn comparable(outcomes: Vec<Outcome>) -> Vec<String> {
    let comparable = |mut outcome: Outcome| {
        outcome.reason.clear();
        if let Some(items) = &mut outcome.items {
            items.shared.sort();
            items.only.iter_mut().for_each(|only| only.sort());
        }
        format!("{outcome:?}")
    };
    let mut outcomes: Vec<String> = outcomes.into_iter().map(comparable).collect();
    outcomes.sort();
    outcomes
}

fn words(sets: &[ClaimSet], a: ClaimRef, b: ClaimRef) -> String {
    format!("{:?} / {:?}", a.of(sets).text, b.of(sets).text)
}

/// Cases of the properties that read claims only, and of those that make whole reports.
const CASES: u32 = 96;
const REPORTS: u32 = 32;

/// The same cases on every run, so that a test that passes goes on passing; `PROPTEST_CASES=5000 cargo test properties`
/// looks further, every time elsewhere.
fn config(cases: u32) -> ProptestConfig {
    let config =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config,
        None => ProptestConfig { cases, rng_seed: RngSeed::Fixed(20_260_304), ..config },
    }
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn two_claims_are_the_same_to_each_other_from_either_side(sources in sources(6)) {
        let Loaded { sets, .. } = loaded(&sources);
        for (a, b) in pairs(&sets) {
            let there = comparable(related(&sets, a, b));
            let back = comparable(related(&sets, b, a).into_iter().map(Outcome::flip).collect());
            prop_assert_eq!(there, back, "{}", words(&sets, a, b));
            prop_assert_eq!(score_of(&sets, a, b).value, score_of(&sets, b, a).value, "{}", words(&sets, a, b));
        }
    }

    #[test]
    fn two_claims_have_at_least_one_relation_and_a_refinement_names_the_finer_side(sources in sources(6)) {
        let Loaded { sets, .. } = loaded(&sources);
        for (a, b) in pairs(&sets) {
            let outcomes = related(&sets, a, b);
            prop_assert!(!outcomes.is_empty(), "{}", words(&sets, a, b));
            prop_assert!(outcomes.is_sorted_by_key(Outcome::gravity), "gravest first: {}", words(&sets, a, b));
            for outcome in &outcomes {
                let refines = outcome.kind.as_str().starts_with("refine.");
                prop_assert_eq!(refines, outcome.finer.is_some(), "{}: {:?}", words(&sets, a, b), outcome);
                let agrees = outcome.kind.is_agreement();
                prop_assert!(!agrees || outcomes.len() == 1, "agreement stands alone: {}: {:?}", words(&sets, a, b), outcomes);
            }
        }
    }

    #[test]
    fn two_claims_are_the_same_to_each_other_whatever_else_is_loaded(sources in sources(4)) {
        let Loaded { sets, .. } = loaded(&sources);
        for (a, b) in pairs(&sets) {
            let alone = |at: ClaimRef| Told { published: sources[at.set].published, claims: vec![sources[at.set].claims[at.claim].clone()] };
            // Both keep the ids of their sources: `a` is read where `a` stands.
            let mut some: Vec<Told> = sources.iter().map(|told| Told { published: told.published, claims: vec![json!("One ship left.")] }).collect();
            (some[a.set], some[b.set]) = (alone(a), alone(b));
            let Loaded { sets: few, .. } = loaded(&some);
            let (x, y) = (ClaimRef { claim: 0, ..a }, ClaimRef { claim: 0, ..b });
            prop_assert_eq!(related(&sets, a, b), related(&few, x, y));
            prop_assert_eq!(score_of(&sets, a, b).value, score_of(&few, x, y).value);
        }
    }

    #[test]
    fn every_claim_is_in_one_fact_and_a_source_is_in_it_twice_only_with_restatements(sources in sources(6)) {
        let Loaded { sets, .. } = loaded(&sources);
        let options = align::Options::default();
        let Alignment { facts, .. } = align(&sets, &Judgements::default(), &options);
        let mut linked: Vec<ClaimRef> = facts.iter().flat_map(|fact| fact.claims.clone()).collect();
        linked.sort();
        prop_assert_eq!(linked, all_claims(&sets));
        for claims in facts.iter().map(|fact| &fact.claims) {
            for (i, &a) in claims.iter().enumerate() {
                for &b in claims[i + 1..].iter().filter(|b| b.set == a.set) {
                    let (one, other) = (a.of(&sets), b.of(&sets));
                    let same_key = one.key.is_some() && one.key == other.key;
                    let score = score_of(&sets, a, b).value;
                    prop_assert!(same_key || score >= options.restatement, "{score}: {}", words(&sets, a, b));
                }
            }
        }
    }

    #[test]
    fn equal_keys_always_align(sources in sources(6)) {
        let Loaded { sets, .. } = loaded(&sources);
        let facts = align(&sets, &Judgements::default(), &align::Options::default()).facts;
        let mut homes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (index, fact) in facts.iter().enumerate() {
            for key in fact.claims.iter().filter_map(|at| at.of(&sets).key.as_deref()) {
                homes.entry(key).or_default().insert(index);
            }
        }
        prop_assert!(homes.values().all(|facts| facts.len() == 1), "{homes:?}");
    }

    #[test]
    fn a_judgement_is_held_to_whatever_the_words_are(sources in sources(5), pick in any::<prop::sample::Index>()) {
        let Loaded { sets, .. } = loaded(&sources);
        let pairs = pairs(&sets);
        let (a, b) = pairs[pick.index(pairs.len())];
        for (verdict, together) in [(Verdict::Same, true), (Verdict::Different, false)] {
            let facts = align(&sets, &judged(&sets, a, b, verdict), &align::Options::default()).facts;
            let fact = facts.iter().find(|fact| fact.claims.contains(&a)).unwrap();
            prop_assert_eq!(fact.claims.contains(&b), together, "{:?}: {}", verdict, words(&sets, a, b));
        }
        let unsure = align(&sets, &judged(&sets, a, b, Verdict::Unsure), &align::Options::default()).facts;
        let unjudged = align(&sets, &Judgements::default(), &align::Options::default()).facts;
        let claims = |facts: &[align::Fact]| facts.iter().map(|fact| fact.claims.clone()).collect::<Vec<_>>();
        prop_assert_eq!(claims(&unsure), claims(&unjudged));
    }
}

fn judged(sets: &[ClaimSet], a: ClaimRef, b: ClaimRef, verdict: Verdict) -> Judgements {
    let claim = |at: ClaimRef| {
        let source = at.source(sets).clone();
        let fingerprint = Some(at.of(sets).fingerprint(&source).to_string());
        JudgedClaim { source, claim: at.of(sets).id.clone(), fingerprint }
    };
    let span = a.of(sets).span;
    let pair = PairJudgement {
        a: claim(a),
        b: claim(b),
        verdict,
        reason: "r".to_owned(),
        by: None,
        on: None,
        until: None,
        span,
    };
    Judgements { pairs: vec![pair], findings: Vec::new() }
}

/// One thread, and two.
static POOLS: LazyLock<[ThreadPool; 2]> =
    LazyLock::new(|| [1, 2].map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().unwrap()));

fn report(paths: &[String]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = ["factdiff", "report", "--format", "json"].into_iter().chain(paths.iter().map(String::as_str));
    run(args.map(Into::into), &mut Streams { out: &mut out, err: &mut err, width: None, color: false });
    assert!(err.is_empty(), "{}", String::from_utf8_lossy(&err));
    String::from_utf8(out).unwrap()
}

/// The lines of the report without places, its lists in an order that no place decides. What a source says against
/// itself is told in the order in which it says it.
fn without_places(report: &str) -> Vec<String> {
    fn sort(list: &mut Value) {
        list.as_array_mut().unwrap().sort_by_cached_key(Value::to_string);
    }
    let mut report: Value = serde_json::from_str(report).unwrap();
    for claim in report["claims"].as_array_mut().unwrap() {
        claim["location"] = Value::Null;
    }
    for fact in report["facts"].as_array_mut().unwrap() {
        fact["cells"].as_array_mut().unwrap().iter_mut().for_each(|cell| sort(&mut cell["claims"]));
        sort(&mut fact["relations"]);
    }
    for finding in report["findings"].as_array_mut().unwrap() {
        for place in finding["locations"].as_array_mut().unwrap() {
            (place["line"], place["column"]) = (Value::Null, Value::Null);
        }
        sort(&mut finding["locations"]);
        if finding["rule"].as_str().unwrap().starts_with("internal.") {
            finding["message"] = Value::Null;
        }
    }
    ["claims", "facts", "findings"].into_iter().for_each(|list| sort(&mut report[list]));
    serde_json::to_string_pretty(&report).unwrap().lines().map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(config(REPORTS))]

    #[test]
    fn the_order_of_the_files_and_the_number_of_threads_change_no_byte(sources in sources(5)) {
        let folder = tempfile::tempdir().unwrap();
        let mut paths = write(&folder, &sources);
        let [one, two] = &*POOLS;
        let first = one.install(|| report(&paths));
        prop_assert_eq!(&first, &two.install(|| report(&paths)));
        paths.rotate_left(1);
        prop_assert_eq!(&first, &two.install(|| report(&paths)));
        paths.reverse();
        prop_assert_eq!(&first, &one.install(|| report(&paths)));
    }

    #[test]
    fn the_order_of_the_claims_changes_places_and_nothing_else(
        (sources, shuffled) in sources(5).prop_flat_map(|sources| {
            let shuffled: Vec<_> = sources.iter().map(|told| Just(told.claims.clone()).prop_shuffle()).collect();
            (Just(sources), shuffled)
        })
    ) {
        let folder = tempfile::tempdir().unwrap();
        let first = report(&write(&folder, &sources));
        let shuffled: Vec<Told> = sources.iter().zip(shuffled).map(|(told, claims)| Told { claims, ..told.clone() }).collect();
        let second = report(&write(&folder, &shuffled));
        let (first, second) = (without_places(&first), without_places(&second));
        let differs = first.iter().zip(&second).find(|(one, other)| one != other);
        prop_assert_eq!(differs, None);
        prop_assert_eq!(first.len(), second.len());
    }
}

#[test]
fn the_claims_that_are_made_meet_in_most_kinds_of_relation() {
    // A property that is only ever tried on claims that have nothing to say to each other holds of anything.
    let mut runner = TestRunner::deterministic();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut linked = 0;
    for _ in 0..60 {
        let made = sources(6).new_tree(&mut runner).unwrap().current();
        let Loaded { sets, .. } = loaded(&made);
        for fact in align(&sets, &Judgements::default(), &align::Options::default()).facts {
            linked += usize::from(fact.claims.len() > 1);
        }
        for (a, b) in pairs(&sets) {
            for outcome in related(&sets, a, b) {
                *kinds.entry(outcome.kind.as_str()).or_default() += 1;
            }
        }
    }
    assert!(kinds.len() >= 16, "{kinds:?}");
    assert!(linked >= 40, "{linked}");
}
