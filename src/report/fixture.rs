//! A small report made by hand for the tests of formats: three sources, a fact of every verdict, a gap of every kind.
//! Facts and relations are written out, not computed, so that no change of alignment moves a snapshot.

use super::{Render, Report, Style};
use crate::align::Ambiguity;
use crate::claim::reading::read_text;
use crate::claim::{Claim, ClaimId, ClaimRef, ClaimSet, Quote, Source, SourceId};
use crate::diff::Relation;
use crate::diff::relation::{Items, Outcome, RelationKind};
use crate::finding::{ClaimWords, Finding, Level, Place, Rule};
use crate::origin::Origins;
use crate::origin::fact::{Lead, Origin};
use crate::span::{FileId, Files, Span};
use crate::value::Side;
use crate::value::date::Date;
use crate::verdict::{AMBIGUOUS, Cell, CellState, Coverage, Fact, SILENT, TOO_EARLY, Verdict};

/// What a [`Report`] borrows.
pub(super) struct Fixture {
    pub(super) files: Files,
    pub(super) sets: Vec<ClaimSet>,
    pub(super) facts: Vec<Fact>,
    pub(super) findings: Vec<Finding>,
    pub(super) coverage: Coverage,
    pub(super) origins: Origins,
    pub(super) columns: Vec<usize>,
}

impl Fixture {
    pub(super) fn report(&self) -> Report<'_> {
        let Fixture { files, sets, facts, findings, coverage, origins, columns } = self;
        Report { files, sets, facts, findings, coverage: *coverage, origins, columns }
    }

    /// What a format makes of it.
    pub(super) fn written(&self, render: Render, style: &Style) -> String {
        let mut out = Vec::new();
        render(&self.report(), style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

/// A head, and claims as id, text and words of the article.
pub(super) type Given<'a> =
    (&'a str, Option<&'a str>, Option<&'a str>, &'a [(&'a str, &'a str, Option<&'a str>)]);

/// A claim set, and a file with a line for each claim.
pub(super) fn set(files: &mut Files, (id, publisher, published, claims): Given<'_>) -> ClaimSet {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (claim, words, _) in claims {
        let start = text.len() + 4;
        text += &format!("  - {{id: {claim}, text: {words}}}\n");
        spans.push(start..text.len() - 1);
    }
    let file = files.add(format!("sources/{id}.yaml"), text);
    let span = |range: &std::ops::Range<usize>| Span { file, start: range.start, end: range.end };
    let source = Source {
        publisher: publisher.map(str::to_owned),
        published: published.map(|date| Date::parse_edtf(date).unwrap()),
        ..Source::new(SourceId::new(id), Span { file, start: 0, end: 1 })
    };
    let claims = claims.iter().zip(&spans).map(|(&(id, text, quote), range)| Claim {
        quote: quote.map(|exact| Quote {
            exact: exact.to_owned(),
            prefix: None,
            suffix: None,
            span: span(range),
            found: None,
        }),
        reading: read_text(text, source.published.as_ref(), None),
        ..Claim::new(ClaimId::new(id), text.to_owned(), span(range))
    });
    ClaimSet { claims: claims.collect(), source }
}

/// The `claim`th claim of the `set`th source.
pub(super) fn at(set: usize, claim: usize) -> ClaimRef {
    ClaimRef { set, claim }
}

/// A fact of one claim a source, and what those are to each other.
pub(super) fn fact(
    sets: &[ClaimSet],
    verdict: Verdict,
    claims: &[ClaimRef],
    outcomes: Vec<([usize; 2], Outcome)>,
) -> Fact {
    let title = claims.iter().map(|claim| claim.of(sets).text.as_str()).min_by_key(|text| text.len());
    Fact {
        id: format!("f-{}", ClaimWords::of(sets).fingerprint(Rule("fact"), claims)),
        title: title.unwrap_or("").to_owned(),
        verdict,
        score: (claims.len() > 1).then_some(0.75),
        cells: claims
            .iter()
            .map(|&claim| Cell { set: claim.set, claims: vec![claim], state: CellState::Present })
            .collect(),
        relations: outcomes
            .into_iter()
            .map(|([a, b], outcome)| Relation { claims: [claims[a], claims[b]], outcome })
            .collect(),
        ambiguous: Vec::new(),
        origins: claims
            .iter()
            .map(|claim| Lead { origin: Origin::Source(claim.set), sources: vec![claim.set] })
            .collect(),
    }
}

/// The findings that `verdict::assess` would make of the facts' relations and of their silent sources.
pub(super) fn findings(sets: &[ClaimSet], facts: &[Fact]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for fact in facts {
        let finding = |rule, level, message: &str, claims: &[ClaimRef]| Finding {
            fact: Some(fact.id.clone()),
            ..ClaimWords::of(sets).finding(sets, rule, level, message, claims)
        };
        for Relation { claims, outcome } in &fact.relations {
            if let Some(level) = outcome.level {
                findings.push(finding(Rule(outcome.kind.as_str()), level, &outcome.reason, claims));
            }
        }
        for ambiguity in &fact.ambiguous {
            findings.push(finding(AMBIGUOUS, Level::Note, "doubtful", &[ambiguity.claim, ambiguity.chosen]));
        }
        for set in (0..sets.len()).filter(|_| fact.speaking() > 1) {
            match fact.cell(set).map(|cell| cell.state) {
                None => findings.push(finding(SILENT, Level::Note, "silent", &[])),
                Some(CellState::TooEarly) => findings.push(finding(TOO_EARLY, Level::Note, "too early", &[])),
                Some(CellState::Present | CellState::Unrecorded(_)) => {}
            }
        }
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    findings
}

const WIRE: Given<'_> = (
    "wire",
    Some("Northgate Wire"),
    Some("2026-03-20"),
    &[
        (
            "w1",
            "Three unions took part in the talks over the strike of the tram drivers.",
            Some("three unions took part"),
        ),
        ("w2", "The deal covers about 900 drivers.", None),
        ("w3", "The gains are two extra days of leave, a 37-hour week and an end to split shifts.", None),
        ("w4", "The network carries 140,000 passengers a day.", None),
        ("w5", "The strike lasted 18 days.", None),
    ],
);

const LAMP: Given<'_> = (
    "the-lamp",
    Some("The Dunlarragh Lamp"),
    Some("2026-03-21"),
    &[
        ("l1", "Two unions took part in the talks over the strike.", Some("“two unions” were at the table")),
        ("l2", "There are 930 drivers.", None),
        ("l3", "The gains are proper toilets, two more days off and the end of split shifts.", None),
        ("l4", "Some 140,000 people ride the trams every day.", None),
    ],
);

const BENCH: Given<'_> = (
    "bench",
    None,
    None,
    &[("b1", "Side by side, 2 unions bargained.", None), ("b2", "Tickets could go up.", None)],
);

/// The report.
pub(super) fn fixture() -> Fixture {
    let mut files = Files::default();
    let sets = vec![set(&mut files, BENCH), set(&mut files, LAMP), set(&mut files, WIRE)];
    let article = files.add("texts/bench.txt", "Drivers are back.\nRoughly 900 drivers return on Monday.\n");
    let facts = facts(&sets, article);
    let mut findings = findings(&sets, &facts);
    let of_lamp = |claim| Place::of_claim(&sets, at(1, claim));
    findings.push(Finding {
        places: vec![of_lamp(0), of_lamp(2)],
        ..Finding::new(
            Rule("internal.number"),
            Level::Error,
            "two unions here, three there",
            sets[1].source.span,
        )
    });
    findings.push(unknown_field(&sets));
    let coverage = Coverage {
        sources: 3,
        claims: 11,
        facts: 6,
        candidate_pairs: 40,
        pairs_compared: 6,
        unaligned: 2,
        ..Coverage::default()
    };
    Fixture { files, sets, facts, findings, coverage, origins: Origins::default(), columns: vec![2, 1, 0] }
}

fn unknown_field(sets: &[ClaimSet]) -> Finding {
    let span = Span { start: 4, end: 6, ..sets[0].claims[0].span };
    let span = Span { start: span.start + 1, end: span.end + 1, ..span };
    let mut finding = Finding::new(Rule("format.unknown-field"), Level::Warning, "unknown field `id`", span)
        .with_help("did you mean `key`?");
    finding.places = vec![Place::at(span)];
    finding
}

fn facts(sets: &[ClaimSet], article: FileId) -> Vec<Fact> {
    let conflict =
        |x: &str, y: &str| Outcome::new(RelationKind::ConflictNumber, x, y, "no number satisfies both");
    let unions = vec![
        (
            [0, 1],
            Outcome::new(RelationKind::AgreeEquivalent, "2", "two", "the same value, written otherwise"),
        ),
        ([0, 2], conflict("2", "three")),
        ([1, 2], conflict("two", "three")),
    ];
    let mut gains = Outcome::new(
        RelationKind::DiffList,
        "proper toilets, two more days off, the end of split shifts",
        "two extra days of leave, a 37-hour week, an end to split shifts",
        "2 in common, 1 and 1 of one side alone",
    );
    gains.stated = [None, Some(3.0)];
    gains.items = Some(Items {
        shared: vec![
            ["two more days off".into(), "two extra days of leave".into()],
            ["split shifts".into(), "split shifts".into()],
        ],
        only: [vec!["proper toilets".into()], vec!["a 37-hour week".into()]],
    });
    let drivers = Outcome::new(RelationKind::RefineNumber, "930", "about 900", "930 lies within about 900")
        .finer(Side::Left);
    let riders = Outcome::new(
        RelationKind::AgreeEquivalent,
        "some 140,000",
        "140000",
        "the same value, written otherwise",
    );
    let mut facts = vec![
        fact(sets, Verdict::Conflict, &[at(0, 0), at(1, 0), at(2, 0)], unions),
        fact(sets, Verdict::Warning, &[at(1, 2), at(2, 2)], vec![([0, 1], gains)]),
        fact(sets, Verdict::Refined, &[at(1, 1), at(2, 1)], vec![([0, 1], drivers)]),
        fact(sets, Verdict::Agree, &[at(1, 3), at(2, 3)], vec![([0, 1], riders)]),
        fact(sets, Verdict::Single, &[at(0, 1)], vec![]),
        fact(sets, Verdict::Single, &[at(2, 4)], vec![]),
    ];
    let absent = |set, state| Cell { set, claims: Vec::new(), state };
    facts[2].cells.insert(0, absent(0, CellState::Unrecorded(Span { file: article, start: 18, end: 55 })));
    facts[4].cells.push(absent(2, CellState::TooEarly));
    facts[3].ambiguous.push(Ambiguity {
        claim: at(1, 3),
        chosen: at(2, 3),
        runner_up: at(2, 1),
        margin: 0.04,
    });
    facts
}

/// What no report may obey: escapes, direction marks, markup, formulas, ends of cells and lines.
pub(super) const HOSTILE: &str = "=HYPERLINK(\"x\")\u{1b}[31m\u{9b}2J\u{202e}| <script>alert(1)</script> **b** [l](javascript:x) `c`\n# h\r\n- i, $x$ ~~s~~ &lt; \\| \"'><img src=x onerror=alert(1)> onclick=y end";

/// A report in which every word of a source is hostile.
pub(super) fn hostile() -> Fixture {
    let long = "x".repeat(300);
    let mut files = Files::default();
    let sets = vec![
        set(&mut files, ("a", Some(HOSTILE), None, &[("a1", HOSTILE, Some(HOSTILE)), ("a2", &long, None)])),
        set(
            &mut files,
            (
                &long,
                None,
                None,
                &[
                    (&long, HOSTILE, None),
                    ("b2", "+1 is 北京市海淀区北京市海淀区北京市海淀区北京市海淀区", None),
                ],
            ),
        ),
        set(&mut files, ("c", None, None, &[("c1", &HOSTILE[1..], None)])),
    ];
    let outcome = |kind| Outcome::new(kind, HOSTILE, "-1", HOSTILE);
    let mut lists = outcome(RelationKind::DiffList);
    lists.items = Some(Items {
        shared: vec![[HOSTILE.into(), long.clone()]],
        only: [vec![HOSTILE.into()], vec!["@b".into()]],
    });
    let mut facts = vec![
        fact(
            &sets,
            Verdict::Conflict,
            &[at(0, 0), at(1, 0)],
            vec![([0, 1], outcome(RelationKind::ConflictValue)), ([0, 1], lists)],
        ),
        fact(&sets, Verdict::Agree, &[at(0, 1), at(1, 1)], vec![([0, 1], outcome(RelationKind::AgreeExact))]),
        fact(&sets, Verdict::Single, &[at(2, 0)], vec![]),
    ];
    let article = files.add(format!("{HOSTILE}.txt"), HOSTILE);
    facts[0].cells.push(Cell {
        set: 2,
        claims: Vec::new(),
        state: CellState::Unrecorded(Span { file: article, start: 0, end: HOSTILE.len() }),
    });
    facts[0].ambiguous.push(Ambiguity {
        claim: at(0, 0),
        chosen: at(1, 0),
        runner_up: at(1, 1),
        margin: -0.02,
    });
    let mut findings = findings(&sets, &facts);
    findings[0].accepted = Some(HOSTILE.to_owned());
    findings.push(
        Finding::new(Rule("format.x"), Level::Error, HOSTILE, Span { file: article, start: 3, end: 40 })
            .with_help(HOSTILE),
    );
    let coverage = Coverage {
        sources: 3,
        claims: 5,
        facts: 3,
        candidate_pairs: 3,
        pairs_compared: 2,
        unaligned: 1,
        ..Coverage::default()
    };
    Fixture { files, sets, facts, findings, coverage, origins: Origins::default(), columns: vec![0, 1, 2] }
}
