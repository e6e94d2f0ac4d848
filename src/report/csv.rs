//! The report as a table (RFC 4180): a row for each relation, each gap and each fact of one source alone.
//!
//! Two deviations, both on purpose. Lines end in LF and not in CRLF: every spreadsheet and library reads both, and
//! tables under version control stay free of `^M` in their diffs. And a cell never holds a line break or another control
//! character: they are shown as spaces and escapes, so that one record is one line for `grep`, `sort` and `git diff`.

use super::gaps::{self, Gap};
use super::relations::ByFact;
use super::{Report, Style, summary};
use crate::claim::{ClaimRef, SourceId};
use crate::diff::Relation;
use crate::diff::relation::finer_source;
use crate::finding::Level;
use crate::text::fold;
use crate::verdict::{Fact, SILENT, TOO_EARLY};
use std::io::{self, Write};

const HEADER: [&str; 18] = [
    "fact", "title", "verdict", "source_a", "claim_a", "text_a", "source_b", "claim_b", "text_b", "relation",
    "level", "value_a", "value_b", "finer", "reason", "score", "sources", "origins",
];

/// One record; what is not known is empty.
#[derive(Default)]
struct Row<'a> {
    a: Option<ClaimRef>,
    b: Option<ClaimRef>,
    /// The source that states nothing, in the place of `b`.
    silent: Option<&'a SourceId>,
    /// The sentence of its stored text.
    sentence: &'a str,
    relation: &'a str,
    level: Option<Level>,
    values: [&'a str; 2],
    finer: &'a str,
    reason: String,
}

/// Writes the report as CSV.
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let by_fact = ByFact::of(report);
    record(&HEADER.map(str::to_owned), out)?;
    for fact in report.facts {
        for (relation, finding) in fact.relations.iter().zip(by_fact.of_relations(report, fact)) {
            let level = finding.map_or(relation.outcome.level, |finding| Some(finding.level));
            row(report, fact, &of_relation(report, relation, level), out)?;
        }
        if fact.speaking() == 1 {
            for claim in fact.claims() {
                row(report, fact, &Row { a: Some(claim), relation: "alone", ..Row::default() }, out)?;
            }
        }
        let first = fact.claims().next();
        if report.is_crowd() {
            if let Some(gap) = of_crowd(report, fact) {
                row(report, fact, &Row { a: first, ..gap }, out)?;
            }
            continue;
        }
        for set in report.column_order() {
            if let Some(gap) = gaps::gap(fact, set).and_then(|gap| of_gap(report, fact, set, gap)) {
                row(report, fact, &Row { a: first, ..gap }, out)?;
            }
        }
    }
    Ok(())
}

fn of_relation<'a>(report: &Report<'a>, relation: &'a Relation, level: Option<Level>) -> Row<'a> {
    let outcome = &relation.outcome;
    let [a, b] = relation.claims;
    let finer = finer_source(outcome.finer, [a.source(report.sets), b.source(report.sets)]);
    Row {
        a: Some(a),
        b: Some(b),
        relation: outcome.kind.as_str(),
        level,
        values: [&outcome.shown[0], &outcome.shown[1]],
        finer: finer.map_or("", SourceId::as_str),
        reason: outcome.reason.clone(),
        ..Row::default()
    }
}

/// The row of a gap. That all other sources are silent on a fact of one alone goes without saying.
fn of_gap<'a>(report: &Report<'a>, fact: &Fact, set: usize, gap: Gap) -> Option<Row<'a>> {
    let source = &report.sets[set].source;
    let row = Row { silent: Some(&source.id), level: Some(Level::Note), ..Row::default() };
    Some(match gap {
        Gap::Silent if fact.speaking() < 2 => return None,
        Gap::Silent => Row { relation: SILENT.0, reason: "says nothing".to_owned(), ..row },
        Gap::TooEarly => {
            let reason = format!("published {}, before it could know", summary::published(source));
            Row { relation: TOO_EARLY.0, reason, ..row }
        }
        Gap::Unrecorded(span) => {
            let reason = format!("not in the claims, but in the stored text at {}", report.place(span));
            Row { relation: "unrecorded", level: None, sentence: report.files.slice(span), reason, ..row }
        }
    })
}

/// The row of all gaps of a fact among very many sources.
fn of_crowd<'a>(report: &Report<'_>, fact: &Fact) -> Option<Row<'a>> {
    let silent = report.sets.len() - fact.cells.len();
    let reason = format!("{silent} sources say nothing");
    let is_told = fact.speaking() > 1 && silent > 0;
    is_told.then(|| Row { relation: SILENT.0, level: Some(Level::Note), reason, ..Row::default() })
}

fn row(report: &Report<'_>, fact: &Fact, row: &Row<'_>, out: &mut dyn Write) -> io::Result<()> {
    let side = |at: Option<ClaimRef>| {
        at.map_or_else(Default::default, |at| {
            let claim = at.of(report.sets);
            [at.source(report.sets).to_string(), claim.id.to_string(), claim.text.clone()]
        })
    };
    let [source_a, claim_a, text_a] = side(row.a);
    let [source_b, claim_b, text_b] = match row.silent {
        Some(id) => [id.to_string(), String::new(), row.sentence.to_owned()],
        None => side(row.b),
    };
    let own = |text: &str| text.to_owned();
    let level = row.level.map_or("", Level::as_str);
    let score = fact.score.map_or_else(String::new, |score| format!("{score:.3}"));
    let sources: usize = fact.origins.iter().map(|lead| lead.sources.len()).sum();
    let cells = [
        own(&fact.id),
        own(&fact.title),
        own(fact.verdict.as_str()),
        source_a,
        claim_a,
        text_a,
        source_b,
        claim_b,
        text_b,
        own(row.relation),
        own(level),
        own(row.values[0]),
        own(row.values[1]),
        own(row.finer),
        own(&row.reason),
        score,
        sources.to_string(),
        fact.origins.len().to_string(),
    ];
    record(&cells, out)
}

fn record(cells: &[String; 18], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    writeln!(out, "{}", cells.join(","))
}

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
fn cell(text: &str) -> String {
    // a tab or line break at the start would be trimmed or taken for a formula's lead; visible() makes them spaces
    let text = fold::visible(text);
    // https://owasp.org/www-community/attacks/CSV_Injection, with the full-width forms that Excel folds
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if formula { format!("'{text}") } else { text.into_owned() };
    if text.contains([',', '"']) || text != text.trim() {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, Fixture};
    use super::*;
    use insta::assert_snapshot;

    fn shown(fixture: &Fixture) -> String {
        fixture.written(render, &Style::default())
    }

    #[test]
    fn a_row_for_each_relation_gap_and_fact_of_one_source() {
        assert_snapshot!(shown(&fixture::fixture()), @r#"
        fact,title,verdict,source_a,claim_a,text_a,source_b,claim_b,text_b,relation,level,value_a,value_b,finer,reason,score,sources,origins
        f-a0d76f408b39792b,"Side by side, 2 unions bargained.",conflict,bench,b1,"Side by side, 2 unions bargained.",the-lamp,l1,Two unions took part in the talks over the strike.,agree.equivalent,,2,two,,"the same value, written otherwise",0.750,3,3
        f-a0d76f408b39792b,"Side by side, 2 unions bargained.",conflict,bench,b1,"Side by side, 2 unions bargained.",wire,w1,Three unions took part in the talks over the strike of the tram drivers.,conflict.number,error,2,three,,no number satisfies both,0.750,3,3
        f-a0d76f408b39792b,"Side by side, 2 unions bargained.",conflict,the-lamp,l1,Two unions took part in the talks over the strike.,wire,w1,Three unions took part in the talks over the strike of the tram drivers.,conflict.number,error,two,three,,no number satisfies both,0.750,3,3
        f-d36de4f576e89fb4,"The gains are proper toilets, two more days off and the end of split shifts.",warning,the-lamp,l3,"The gains are proper toilets, two more days off and the end of split shifts.",wire,w3,"The gains are two extra days of leave, a 37-hour week and an end to split shifts.",diff.list,warning,"proper toilets, two more days off, the end of split shifts","two extra days of leave, a 37-hour week, an end to split shifts",,"2 in common, 1 and 1 of one side alone",0.750,2,2
        f-d36de4f576e89fb4,"The gains are proper toilets, two more days off and the end of split shifts.",warning,the-lamp,l3,"The gains are proper toilets, two more days off and the end of split shifts.",bench,,,gap.silent,note,,,,says nothing,0.750,2,2
        f-f307081cb44cece8,There are 930 drivers.,refined,the-lamp,l2,There are 930 drivers.,wire,w2,The deal covers about 900 drivers.,refine.number,note,930,about 900,the-lamp,930 lies within about 900,0.750,2,2
        f-f307081cb44cece8,There are 930 drivers.,refined,the-lamp,l2,There are 930 drivers.,bench,,Roughly 900 drivers return on Monday.,unrecorded,,,,,"not in the claims, but in the stored text at texts/bench.txt:2:1",0.750,2,2
        f-3c09c54753a26834,"Some 140,000 people ride the trams every day.",agree,the-lamp,l4,"Some 140,000 people ride the trams every day.",wire,w4,"The network carries 140,000 passengers a day.",agree.equivalent,,"some 140,000",140000,,"the same value, written otherwise",0.750,2,2
        f-3c09c54753a26834,"Some 140,000 people ride the trams every day.",agree,the-lamp,l4,"Some 140,000 people ride the trams every day.",bench,,,gap.silent,note,,,,says nothing,0.750,2,2
        f-21c758df2d9277f1,Tickets could go up.,single,bench,b2,Tickets could go up.,,,,alone,,,,,,,1,1
        f-21c758df2d9277f1,Tickets could go up.,single,bench,b2,Tickets could go up.,wire,,,gap.too-early,note,,,,"published 2026-03-20, before it could know",,1,1
        f-d825164d51be446a,The strike lasted 18 days.,single,wire,w5,The strike lasted 18 days.,,,,alone,,,,,,,1,1
        "#);
    }

    #[test]
    fn cells_are_quoted_where_they_must_be_and_no_formula_is_left() {
        for (text, written) in [
            ("plain", "plain"),
            ("", ""),
            ("a, b", "\"a, b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\r\nlines", "two  lines"),
            ("=1+1", "'=1+1"),
            ("+44", "'+44"),
            ("-5", "'-5"),
            ("@x", "'@x"),
            ("\t=1", "' =1"),
            ("\r=1,2", "\"' =1,2\""),
            ("＝1", "'＝1"),
            (" x", "\" x\""),
            ("\u{1b}[2J", "\\u{1b}[2J"),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }

    /// Cells of one line, by the rules of RFC 4180.
    fn parse(line: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.next_if_eq(&'"').is_some() => cells.last_mut().unwrap().push('"'),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().unwrap().push(c),
            }
        }
        cells
    }

    #[test]
    fn hostile_words_stay_in_their_cells() {
        let shown = shown(&fixture::hostile());
        for line in shown.lines() {
            let cells = parse(line);
            assert_eq!(cells.len(), HEADER.len(), "{line}");
            assert!(cells.iter().all(|cell| !cell.trim_start().starts_with(['=', '+', '-', '@'])), "{line}");
            assert!(!line.contains(char::is_control), "{line:?}");
        }
        assert!(shown.contains("'=HYPERLINK(\"\"x\"\")"), "{shown}");
    }
}
