//! The report as Markdown, for pull requests, wikis and desks: a matrix of facts and sources, each discrepancy with the
//! words of both sides, the gaps of every source.
//!
//! It holds no version, no time and no width, so that the same sources give the same bytes. Words of sources are
//! escaped: whatever a claim says, it shows as text.

use super::gaps::{self, Gap};
use super::marks;
use super::markup::{bold, code, cut, escape, inline, sentence};
use super::relations::{self, Group, Shown, of_level};
use super::wording::{self, Part};
use super::{ORIGINS_FILE, Report, Style, graph, matrix, origins, summary};
use crate::claim::ClaimRef;
use crate::finding::{Finding, Level};
use crate::verdict::Fact;
use std::io::{self, Write};

/// Cells of the matrix and titles are cut to so many characters.
const CELL: usize = 60;
const TITLE: usize = 120;

/// What stands in place of the gaps of very many sources.
const GAPS_OF_CROWD: &str =
    "Too many sources to write out what each leaves out; the table of sources counts it.";

/// Writes the report as Markdown (CommonMark with the tables of GitHub).
///
/// # Errors
///
/// What `out` cannot take.
pub fn render(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let shown = relations::shared(report);
    head(report, out)?;
    facts_and_sources(report, &shown, out)?;
    let grave = of_level(&shown, &[Some(Level::Error), Some(Level::Warning)]);
    section("Discrepancies", "No source contradicts another in what was compared.", grave.is_empty(), out)?;
    grave.into_iter().enumerate().try_for_each(|(nth, shown)| {
        out.write_all(if nth == 0 { b"" } else { b"\n" })?;
        discrepancy(report, shown, out)
    })?;
    let mild = of_level(&shown, &[Some(Level::Note)]);
    section("More precise, and other notes", "None.", mild.is_empty(), out)?;
    mild.into_iter().try_for_each(|shown| brief(report, shown, out))?;
    who_leads_to_whom(report, style, out)?;
    inside(report, out)?;
    gaps_by_source(report, out)?;
    let agreed = of_level(&shown, &[None]);
    section("Agreements", "None.", agreed.is_empty(), out)?;
    agreed.into_iter().try_for_each(|shown| brief(report, shown, out))?;
    writeln!(out, "\n## Coverage\n\n{}.", sentence(&summary::coverage(&report.coverage)))
}

fn section(title: &str, none: &str, empty: bool, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "\n## {title}\n\n")?;
    if empty { writeln!(out, "{none}") } else { Ok(()) }
}

fn head(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let summary = report.summary();
    writeln!(out, "# What {} say of one event\n", summary::count(report.sets.len(), "source"))?;
    writeln!(out, "| Source | Publisher | Published | Claims | Facts not mentioned |")?;
    writeln!(out, "|---|---|---|--:|--:|")?;
    let counts = gaps::counts(report);
    for set in report.column_order() {
        let (source, claims) = (&report.sets[set].source, report.sets[set].claims.len());
        let publisher = source.publisher.as_deref().map_or_else(|| "–".to_owned(), escape);
        let (id, published) = (escape(source.id.as_str()), escape(&summary::published(source)));
        writeln!(out, "| {id} | {publisher} | {published} | {claims} | {} |", counts[set].total())?;
    }
    let verdicts = summary::verdicts(&summary).map(|(sign, n, words)| format!("{sign} {n} {words}"));
    writeln!(
        out,
        "\n- {} shared, {} stated by one source alone",
        summary::count(summary.shared, "fact"),
        summary.alone
    )?;
    writeln!(out, "- {}", verdicts.join(" · "))?;
    writeln!(out, "- {}", summary::findings(&summary))?;
    writeln!(out, "- {}", summary::coverage(&report.coverage))
}

/// Facts that two or more sources state, and what each source does on them.
fn facts_and_sources(report: &Report<'_>, shown: &[Shown<'_>], out: &mut dyn Write) -> io::Result<()> {
    section("Facts and sources", "No two sources state the same fact.", shown.is_empty(), out)?;
    if shown.is_empty() {
        return Ok(());
    }
    if report.is_crowd() {
        return facts_of_crowd(report, shown, out);
    }
    let order = report.column_order();
    let ids: Vec<String> = order.iter().map(|&set| escape(report.sets[set].source.id.as_str())).collect();
    writeln!(out, "| Fact | {} |\n|---|{}", ids.join(" | "), "---|".repeat(ids.len()))?;
    for shown in shown {
        let cells: Vec<String> = order.iter().map(|&set| cell(report, shown, set)).collect();
        let doubt = if shown.fact.ambiguous.is_empty() { "" } else { " (?)" };
        writeln!(
            out,
            "| {}{doubt} | {} |",
            escape(&cut(wording::title(shown.fact), TITLE)),
            cells.join(" | ")
        )?;
    }
    doubts(shown, out)
}

/// The facts of more sources than a table has room for: how many state each, and how grave it is.
fn facts_of_crowd(report: &Report<'_>, shown: &[Shown<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| Fact | Sources | Verdict |\n|---|--:|---|")?;
    for shown in shown {
        let doubt = if shown.fact.ambiguous.is_empty() { "" } else { " (?)" };
        let (sign, word) = summary::level_word(shown.level());
        let title = escape(&cut(wording::title(shown.fact), TITLE));
        writeln!(
            out,
            "| {title}{doubt} | {} of {} | {sign} {word} |",
            shown.fact.speaking(),
            report.sets.len()
        )?;
    }
    doubts(shown, out)
}

fn doubts(shown: &[Shown<'_>], out: &mut dyn Write) -> io::Result<()> {
    if shown.iter().any(|shown| !shown.fact.ambiguous.is_empty()) {
        writeln!(out, "\n(?) marks facts with a doubtful link: another claim fits nearly as well.")?;
    }
    Ok(())
}

/// What a source does on a fact: a sign, a word, and the value or the claim.
fn cell(report: &Report<'_>, shown: &Shown<'_>, set: usize) -> String {
    let state = matrix::state(report, shown, set);
    let words = escape(&cut(state.value.as_deref().unwrap_or(state.text), CELL));
    match (state.word.is_empty(), words.is_empty()) {
        (true, _) => words,
        (false, true) => format!("{} {}", state.sign, state.word),
        (false, false) => format!("{} {}: {words}", state.sign, state.word),
    }
}

/// A fact in full: what is said of it, then each claim in a quotation.
fn discrepancy(report: &Report<'_>, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### {}\n", escape(&cut(wording::title(shown.fact), TITLE)))?;
    relations(report, shown, "", out)?;
    for (label, text) in wording::lists(report, shown) {
        writeln!(out, "- {}: {}", escape(&label), escape(&text))?;
    }
    absences(report, shown.fact, "", out)?;
    for claim in shown.claims(report) {
        let place = report.place(claim.of(report.sets).span);
        writeln!(
            out,
            "\n**{}** {}\n\n> {}",
            escape(&report.name(claim)),
            code(&place),
            words(report, shown, claim)
        )?;
        if let Some(article) = wording::article_words(report, claim) {
            writeln!(out, ">\n> {}", escape(&article))?;
        }
    }
    Ok(())
}

/// A fact as one entry of a list.
fn brief(report: &Report<'_>, shown: &Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "- **{}**", escape(&cut(wording::title(shown.fact), TITLE)))?;
    relations(report, shown, "  ", out)?;
    for claim in shown.claims(report) {
        writeln!(out, "  - {}: {}", escape(&report.name(claim)), words(report, shown, claim))?;
    }
    absences(report, shown.fact, "  ", out)
}

fn relations(report: &Report<'_>, shown: &Shown<'_>, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for group in shown.discrepancies.iter().chain(shown.asides()) {
        writeln!(out, "{indent}- {}", relation(report, group))?;
    }
    if let Some(words) = origins::of_fact(report, shown) {
        writeln!(out, "{indent}- {}", escape(&words))?;
    }
    for ambiguity in &shown.fact.ambiguous {
        writeln!(out, "{indent}- doubtful link (?): {}", escape(&wording::doubtful(report, ambiguity)))?;
    }
    shown.others.iter().try_for_each(|finding| writeln!(out, "{indent}- {}", message(finding)))
}

/// Level, rule, what is said, and the fingerprints by which a judgement accepts it.
fn relation(report: &Report<'_>, group: &Group<'_>) -> String {
    let level = group.level.map_or_else(String::new, |level| format!("**{level}** "));
    let mut text = format!("{level}{}: ", code(group.kind().as_str()));
    for part in wording::relation(report, group) {
        match part {
            Part::Value(value) => text += &format!("**“{}”**", escape(&value)),
            Part::Words(words) => text += &inline(&words),
        }
    }
    if let Some(remark) = group.remark() {
        text += &format!(" ({})", escape(&remark));
    }
    let prints: Vec<String> =
        group.findings.iter().map(|finding| code(&finding.fingerprint.to_string())).collect();
    if prints.is_empty() { text } else { format!("{text}; {}", prints.join(" ")) }
}

fn message(finding: &Finding) -> String {
    let remark = finding.remark().map(|remark| format!(" ({})", escape(&remark)));
    let help = finding.help.as_ref().map(|help| format!(" ({})", escape(help)));
    let help = remark.unwrap_or_default() + &help.unwrap_or_default();
    format!(
        "**{}** {}: {}{help}; {}",
        finding.level,
        code(finding.rule.0),
        escape(summary::message(finding)),
        code(&finding.fingerprint.to_string())
    )
}

fn absences(report: &Report<'_>, fact: &Fact, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for absence in wording::absences(report, fact) {
        let place = absence.place.map_or_else(String::new, |place| format!(" {}", code(&place)));
        writeln!(out, "{indent}- {} {}{place}", escape(&absence.ids), escape(&absence.words))?;
    }
    Ok(())
}

/// The words of a claim, bold where they differ from the claim that it stands in the gravest discrepancy to.
fn words(report: &Report<'_>, shown: &Shown<'_>, claim: ClaimRef) -> String {
    bold(&marks::of(report, shown, claim, &claim.of(report.sets).text))
}

/// What sources say that they come from, and texts that share wording.
fn who_leads_to_whom(report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (links, shared) = (origins::links(report), origins::shared(report));
    if links.is_empty() && shared.is_empty() {
        return Ok(());
    }
    section("Who leads to whom", "", false, out)?;
    if style.beside && graph::picture(report).is_some() {
        writeln!(out, "![Who leads to whom]({ORIGINS_FILE})\n")?;
    }
    links.iter().try_for_each(|link| writeln!(out, "- {}", escape(link)))?;
    shared.iter().try_for_each(|pair| writeln!(out, "- shared wording: {}", escape(pair)))
}

fn inside(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let [inside, others] = relations::without_fact(report);
    section("Inside one source", "No source contradicts itself.", inside.is_empty(), out)?;
    inside.into_iter().try_for_each(|finding| own_finding(report, finding, out))?;
    if others.is_empty() {
        return Ok(());
    }
    section("Sources and files", "", false, out)?;
    others.into_iter().try_for_each(|finding| own_finding(report, finding, out))
}

fn own_finding(report: &Report<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "- {}", message(finding))?;
    for place in &finding.places {
        let name = match (&place.source, &place.claim) {
            (Some(source), Some(claim)) => escape(&format!("{source}#{claim}")) + " ",
            _ => String::new(),
        };
        let label = place.label.as_deref().map_or_else(String::new, |label| format!(": {}", escape(label)));
        writeln!(out, "  - {name}{}{label}", code(&report.place(place.span)))?;
    }
    Ok(())
}

fn gaps_by_source(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = gaps::counts(report);
    if report.is_crowd() {
        return section("Gaps by source", GAPS_OF_CROWD, true, out);
    }
    let none = report.sets.len() < 2 || counts.iter().all(|counts| counts.total() == 0);
    section("Gaps by source", "None.", none, out)?;
    let order = report.column_order().into_iter().filter(|&set| !none && counts[set].total() > 0);
    for (nth, set) in order.enumerate() {
        out.write_all(if nth == 0 { b"" } else { b"\n" })?;
        let id = escape(report.sets[set].source.id.as_str());
        writeln!(
            out,
            "### {id} does not mention {}\n\n{}.\n",
            summary::count(counts[set].total(), "fact"),
            sentence(&counts[set].words())
        )?;
        for (fact, gap) in gaps::of(report, set) {
            let (before, after) = match gap {
                Gap::Silent => ("", String::new()),
                Gap::TooEarly => ("too early to know: ", String::new()),
                Gap::Unrecorded(span) => {
                    let (words, place) = wording::unrecorded(report, span);
                    ("unrecorded: ", format!("\n  - {} {}", escape(&words), code(&place)))
                }
            };
            let by = escape(&gaps::stated_by(report, fact));
            writeln!(out, "- {before}{} ({by}){after}", escape(wording::title(fact)))?;
        }
    }
    Ok(())
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
    fn the_report() {
        assert_snapshot!(shown(&fixture::fixture()), @r"
        # What 3 sources say of one event

        | Source | Publisher | Published | Claims | Facts not mentioned |
        |---|---|---|--:|--:|
        | wire | Northgate Wire | 2026-03-20 | 5 | 1 |
        | the-lamp | The Dunlarragh Lamp | 2026-03-21 | 4 | 2 |
        | bench | – | undated | 2 | 4 |

        - 4 facts shared, 2 stated by one source alone
        - ≠ 1 in conflict · ! 1 to look at · ≈ 1 refined · ✓ 1 agreed
        - 3 errors, 2 warnings, 4 notes
        - compared 6 of 40 candidate pairs of 11 claims in 3 sources; 2 claims unaligned; 0 files skipped

        ## Facts and sources

        | Fact | wire | the-lamp | bench |
        |---|---|---|---|
        | Side by side, 2 unions bargained | ≠ conflicts: three | ≠ conflicts: two | ≠ conflicts: 2 |
        | The gains are proper toilets, two more days off and the end of split shifts | ! differs: The gains are two extra days of leave, a 37-hour week and… | ! differs: The gains are proper toilets, two more days off and the end… | – silent |
        | There are 930 drivers | ≈ less precise: about 900 | ≈ more precise: 930 | – unrecorded |
        | Some 140,000 people ride the trams every day (?) | ✓ agrees: 140000 | ✓ agrees: some 140,000 | – silent |

        (?) marks facts with a doubtful link: another claim fits nearly as well.

        ## Discrepancies

        ### Side by side, 2 unions bargained

        - **error** `conflict.number`: **“2”** (bench#b1), **“two”** (the-lamp#l1) against **“three”** (wire#w1); no number satisfies both; `2de26b7b5b0f4355` `3d7523d376385e78`

        **wire#w1** `sources/wire.yaml:1:5`

        > **Three** unions took part in the talks over the strike of the tram drivers.
        >
        > article: “three unions took part”

        **the-lamp#l1** `sources/the-lamp.yaml:1:5`

        > **Two** unions took part in the talks over the strike.
        >
        > article: “two unions” were at the table

        **bench#b1** `sources/bench.yaml:1:5`

        > Side by side, **2** unions bargained.

        ### The gains are proper toilets, two more days off and the end of split shifts

        - **warning** `diff.list`: 2 in common, 1 and 1 of one side alone (the-lamp#l3; wire#w3); `2ac65794e4e3b4a9`
        - total stated: none by the-lamp, 3 by wire
        - in both: two more days off = two extra days of leave; split shifts
        - only the-lamp: proper toilets
        - only wire: a 37-hour week
        - bench says nothing

        **wire#w3** `sources/wire.yaml:3:5`

        > The gains are two extra days of leave, a **37-hour** week and an end to split shifts.

        **the-lamp#l3** `sources/the-lamp.yaml:3:5`

        > The gains are proper toilets, two more days off and the end of split shifts.

        ## More precise, and other notes

        - **There are 930 drivers**
          - **note** `refine.number`: **“930”** (the-lamp#l2) is more precise than **“about 900”** (wire#w2); `72329b9d4574dabe`
          - 2 sources, 2 origins
          - wire#w2: The deal covers **about 900** drivers.
          - the-lamp#l2: There are **930** drivers.
          - bench not in the claims, but the stored text has: “Roughly 900 drivers return on Monday.” `texts/bench.txt:2:1`

        ## Inside one source

        - **error** `internal.number`: two unions here, three there; `bc2b8389481d8e24`
          - the-lamp#l1 `sources/the-lamp.yaml:1:5`: Two unions took part in the talks over the strike.
          - the-lamp#l3 `sources/the-lamp.yaml:3:5`: The gains are proper toilets, two more days off and the end of split shifts.

        ## Sources and files

        - **warning** `format.unknown-field`: unknown field \`id\` (did you mean \`key\`?); `481b6bb0156df0f7`
          - `sources/bench.yaml:1:6`

        ## Gaps by source

        ### wire does not mention 1 fact

        1 too early to know.

        - too early to know: Tickets could go up (bench)

        ### the-lamp does not mention 2 facts

        2 stated by one other.

        - Tickets could go up (bench)
        - The strike lasted 18 days (wire)

        ### bench does not mention 4 facts

        1 unrecorded (in its stored text only), 2 stated by two or more others, 1 stated by one other.

        - unrecorded: There are 930 drivers (the-lamp, wire)
          - not in the claims, but the stored text has: “Roughly 900 drivers return on Monday.” `texts/bench.txt:2:1`
        - The gains are proper toilets, two more days off and the end of split shifts (the-lamp, wire)
        - Some 140,000 people ride the trams every day (the-lamp, wire)
        - The strike lasted 18 days (wire)

        ## Agreements

        - **Some 140,000 people ride the trams every day**
          - `agree.equivalent`: **“some 140,000”** (the-lamp#l4) = **“140000”** (wire#w4); the same value, written otherwise
          - 2 sources, 2 origins
          - doubtful link (?): the-lamp#l4 was linked to wire#w4, but wire#w2 scores only 0.04 lower: “The deal covers about 900 drivers.”
          - wire#w4: The network carries 140,000 passengers a day.
          - the-lamp#l4: Some 140,000 people ride the trams every day.
          - bench says nothing

        ## Coverage

        Compared 6 of 40 candidate pairs of 11 claims in 3 sources; 2 claims unaligned; 0 files skipped.
        ");
    }

    #[test]
    fn hostile_words_break_no_table_and_start_no_block() {
        let shown = shown(&fixture::hostile());
        assert!(!shown.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{shown:?}");
        // outside of code there is no unescaped angle bracket but the one that begins a quotation
        for line in shown.lines().filter(|line| !line.contains('`')) {
            let line = line.strip_prefix('>').unwrap_or(line);
            assert!(!line.replace("\\\\", "").replace("\\<", "").contains('<'), "{line}");
        }
        for row in shown.lines().filter(|line| line.starts_with("| ")) {
            let bars = row.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert!(bars == 6 || bars == 5, "{bars}: {row}");
        }
        let blocks: Vec<&str> =
            shown.lines().filter(|line| line.starts_with("# h") || line.starts_with("- i,")).collect();
        assert!(blocks.is_empty(), "{blocks:?}");
    }
}
