//! What the terminal shows, at several widths, of honest and of hostile sources.

use super::super::fixture::{self, Fixture};
use super::*;
use insta::assert_snapshot;
use unicode_width::UnicodeWidthStr;

const PIPED: Style = Style { width: 100, color: false, all: false, side_by_side: false, beside: false };

fn shown(fixture: &Fixture, style: &Style) -> String {
    fixture.written(render, style)
}

#[test]
fn at_100_columns() {
    assert_snapshot!(shown(&fixture::fixture(), &PIPED), @"
    Sources   wire      Northgate Wire       2026-03-20  5 claims
              the-lamp  The Dunlarragh Lamp  2026-03-21  4 claims
              bench     –                    undated     2 claims
    Facts     4 shared, 2 stated by one source alone
              ≠ 1 in conflict · ! 1 to look at · ≈ 1 refined · ✓ 1 agreed
    Findings  3 errors, 2 warnings, 4 notes
    Gaps      facts not mentioned: 1 by wire, 2 by the-lamp, 4 by bench
    Coverage  compared 6 of 40 candidate pairs of 11 claims in 3 sources; 2 claims unaligned; 0 files
              skipped

    Conflicts and warnings ───────────────────────────────────────────────────────────────────── 2 facts

    ≠ Side by side, 2 unions bargained
      error[conflict.number]: “2” (bench#b1), “two” (the-lamp#l1) against “three” (wire#w1); no number
      satisfies both

      wire#w1                                                                      sources/wire.yaml:1:5
      │ Three unions took part in the talks over the strike of the tram drivers.
      │ ^^^^^
      │ article: “three unions took part”

      the-lamp#l1                                                              sources/the-lamp.yaml:1:5
      │ Two unions took part in the talks over the strike.
      │ ^^^
      │ article: “two unions” were at the table

      bench#b1                                                                    sources/bench.yaml:1:5
      │ Side by side, 2 unions bargained.
      │               ^

    ! The gains are proper toilets, two more days off and the end of split shifts
      warning[diff.list]: 2 in common, 1 and 1 of one side alone (the-lamp#l3; wire#w3)

      wire#w3                                                                      sources/wire.yaml:3:5
      │ The gains are two extra days of leave, a 37-hour week and an end to split shifts.
      │                                          ^^^^^^^

      the-lamp#l3                                                              sources/the-lamp.yaml:3:5
      │ The gains are proper toilets, two more days off and the end of split shifts.

      total stated   none by the-lamp, 3 by wire
      in both        two more days off = two extra days of leave; split shifts
      only the-lamp  proper toilets
      only wire      a 37-hour week
      – bench says nothing

    More precise, and other notes ─────────────────────────────────────────────────────────────── 1 fact

    ≈ There are 930 drivers
      note[refine.number]: “930” (the-lamp#l2) is more precise than “about 900” (wire#w2)
      2 sources, 2 origins
        wire#w2      The deal covers about 900 drivers.
        the-lamp#l2  There are 930 drivers.
      – bench not in the claims, but the stored text has: “Roughly 900 drivers return on Monday.”
        texts/bench.txt:2:1

    Inside one source ──────────────────────────────────────────────────────────────────────── 1 finding

    error[internal.number]: two unions here, three there
      the-lamp#l1                                                              sources/the-lamp.yaml:1:5
      │ Two unions took part in the talks over the strike.
      the-lamp#l3                                                              sources/the-lamp.yaml:3:5
      │ The gains are proper toilets, two more days off and the end of split shifts.

    Sources and files ──────────────────────────────────────────────────────────────────────── 1 finding

    warning[format.unknown-field]: unknown field `id`
     --> sources/bench.yaml:1:6
      |
    1 |   - {id: b1, text: Side by side, 2 unions bargained.}
      |      ^^
      |
      = help: did you mean `key`?

    Agreements ────────────────────────────────────────────────────────────────────────────────── 1 fact
    ✓ 1 fact on which all that speak agree, 1 by a doubtful link (?); --all writes them out

    Gaps by source ────────────────────────────────────────────────────────────────────────────── 7 gaps

    wire does not mention 1 fact: 1 too early to know
      – too early to know: Tickets could go up (bench)

    the-lamp does not mention 2 facts: 2 stated by one other
      – Tickets could go up (bench)
      – The strike lasted 18 days (wire)

    bench does not mention 4 facts: 1 unrecorded (in its stored text only), 2 stated by two or more
    others, 1 stated by one other
      – unrecorded: There are 930 drivers (the-lamp, wire)
        not in the claims, but the stored text has: “Roughly 900 drivers return on Monday.”
        texts/bench.txt:2:1
      – The gains are proper toilets, two more days off and the end of split shifts (the-lamp, wire)
      – Some 140,000 people ride the trams every day (the-lamp, wire)
      – The strike lasted 18 days (wire)

    compared 6 of 40 candidate pairs; 2 claims unaligned; 0 files skipped
    ");
}

#[test]
fn at_60_columns_with_all_written_out() {
    assert_snapshot!(shown(&fixture::fixture(), &Style { width: 60, all: true, ..PIPED }), @"
    Sources   wire      Northgate Wire      2026-03-20  5 claims
              the-lamp  The Dunlarragh…     2026-03-21  4 claims
              bench     –                   undated     2 claims
    Facts     4 shared, 2 stated by one source alone
              ≠ 1 in conflict · ! 1 to look at · ≈ 1 refined ·
              ✓ 1 agreed
    Findings  3 errors, 2 warnings, 4 notes
    Gaps      facts not mentioned: 1 by wire, 2 by the-lamp, 4
              by bench
    Coverage  compared 6 of 40 candidate pairs of 11 claims in 3
              sources; 2 claims unaligned; 0 files skipped

    Conflicts and warnings ───────────────────────────── 2 facts

    ≠ Side by side, 2 unions bargained
      error[conflict.number]: “2” (bench#b1), “two”
      (the-lamp#l1) against “three” (wire#w1); no number
      satisfies both

      wire#w1                              sources/wire.yaml:1:5
      │ Three unions took part in the talks over the strike of
      │ ^^^^^
      │ the tram drivers.
      │ article: “three unions took part”

      the-lamp#l1                      sources/the-lamp.yaml:1:5
      │ Two unions took part in the talks over the strike.
      │ ^^^
      │ article: “two unions” were at the table

      bench#b1                            sources/bench.yaml:1:5
      │ Side by side, 2 unions bargained.
      │               ^

    ! The gains are proper toilets, two more days off and the…
      warning[diff.list]: 2 in common, 1 and 1 of one side alone
      (the-lamp#l3; wire#w3)

      wire#w3                              sources/wire.yaml:3:5
      │ The gains are two extra days of leave, a 37-hour week
      │                                          ^^^^^^^
      │ and an end to split shifts.

      the-lamp#l3                      sources/the-lamp.yaml:3:5
      │ The gains are proper toilets, two more days off and the
      │ end of split shifts.

      total stated   none by the-lamp, 3 by wire
      in both        two more days off = two extra days of
                     leave; split shifts
      only the-lamp  proper toilets
      only wire      a 37-hour week
      – bench says nothing

    More precise, and other notes ─────────────────────── 1 fact

    ≈ There are 930 drivers
      note[refine.number]: “930” (the-lamp#l2) is more precise
      than “about 900” (wire#w2)
      2 sources, 2 origins
        wire#w2      The deal covers about 900 drivers.
        the-lamp#l2  There are 930 drivers.
      – bench not in the claims, but the stored text has:
        “Roughly 900 drivers return on Monday.”
        texts/bench.txt:2:1

    Inside one source ──────────────────────────────── 1 finding

    error[internal.number]: two unions here, three there
      the-lamp#l1                      sources/the-lamp.yaml:1:5
      │ Two unions took part in the talks over the strike.
      the-lamp#l3                      sources/the-lamp.yaml:3:5
      │ The gains are proper toilets, two more days off and the
      │ end of split shifts.

    Sources and files ──────────────────────────────── 1 finding

    warning[format.unknown-field]: unknown field `id`
     --> sources/bench.yaml:1:6
      |
    1 |   - {id: b1, text: Side by side, 2 unions bargained.}
      |      ^^
      |
      = help: did you mean `key`?

    Agreements ────────────────────────────────────────── 1 fact

    ✓ ? Some 140,000 people ride the trams every day
      agree.equivalent: “some 140,000” (the-lamp#l4) = “140000”
      (wire#w4); the same value, written otherwise
      2 sources, 2 origins
      ? the-lamp#l4 was linked to wire#w4, but wire#w2 scores
        only 0.04 lower: “The deal covers about 900 drivers.”
        wire#w4      The network carries 140,000 passengers a
                     day.
        the-lamp#l4  Some 140,000 people ride the trams every
                     day.
      – bench says nothing

    Gaps by source ────────────────────────────────────── 7 gaps

    wire does not mention 1 fact: 1 too early to know
      – too early to know: Tickets could go up (bench)

    the-lamp does not mention 2 facts: 2 stated by one other
      – Tickets could go up (bench)
      – The strike lasted 18 days (wire)

    bench does not mention 4 facts: 1 unrecorded (in its stored
    text only), 2 stated by two or more others, 1 stated by one
    other
      – unrecorded: There are 930 drivers (the-lamp, wire)
        not in the claims, but the stored text has: “Roughly 900
        drivers return on Monday.” texts/bench.txt:2:1
      – The gains are proper toilets, two more days off and the
        end of split shifts (the-lamp, wire)
      – Some 140,000 people ride the trams every day (the-lamp,
        wire)
      – The strike lasted 18 days (wire)

    compared 6 of 40 candidate pairs; 2 claims unaligned; 0
    files skipped
    ");
}

#[test]
fn side_by_side() {
    let shown = shown(&fixture::fixture(), &Style { side_by_side: true, ..PIPED });
    let facts = &shown[shown.find("Conflicts").unwrap()..shown.find("Inside").unwrap()];
    assert_snapshot!(facts, @"
    Conflicts and warnings ───────────────────────────────────────────────────────────────────── 2 facts

    ≠ Side by side, 2 unions bargained
      error[conflict.number]: “2” (bench#b1), “two” (the-lamp#l1) against “three” (wire#w1); no number
      satisfies both

      wire#w1                        │ the-lamp#l1                    │ bench#b1
      sources/wire.yaml:1:5          │ sources/the-lamp.yaml:1:5      │ sources/bench.yaml:1:5
      Three unions took part in the  │ Two unions took part in the    │ Side by side, 2 unions
      ^^^^^                          │ ^^^                            │               ^
      talks over the strike of the   │ talks over the strike.         │ bargained.
      tram drivers.                  │ article: “two unions” were at  │
      article: “three unions took    │ the table                      │
      part”                          │                                │

    ! The gains are proper toilets, two more days off and the end of split shifts
      warning[diff.list]: 2 in common, 1 and 1 of one side alone (the-lamp#l3; wire#w3)

      wire#w3                        │ the-lamp#l3                    │ bench says nothing
      sources/wire.yaml:3:5          │ sources/the-lamp.yaml:3:5      │
      The gains are two extra days   │ The gains are proper toilets,  │
      of leave, a 37-hour week and   │ two more days off and the end  │
                  ^^^^^^^            │ of split shifts.               │
      an end to split shifts.        │                                │

      total stated   none by the-lamp, 3 by wire
      in both        two more days off = two extra days of leave; split shifts
      only the-lamp  proper toilets
      only wire      a 37-hour week

    More precise, and other notes ─────────────────────────────────────────────────────────────── 1 fact

    ≈ There are 930 drivers
      note[refine.number]: “930” (the-lamp#l2) is more precise than “about 900” (wire#w2)
      2 sources, 2 origins

      wire#w2                        │ the-lamp#l2                    │ bench not in the claims, but
      sources/wire.yaml:2:5          │ sources/the-lamp.yaml:2:5      │ the stored text has: “Roughly
      The deal covers about 900      │ There are 930 drivers.         │ 900 drivers return on Monday.”
                      ^^^^^^^^^      │           ^^^                  │ texts/bench.txt:2:1
      drivers.                       │                                │
    ");
}

#[test]
fn columns_that_would_be_narrow_stand_below_each_other() {
    let fixture = fixture::fixture();
    let narrow = Style { width: 60, ..PIPED };
    assert_eq!(shown(&fixture, &Style { side_by_side: true, ..narrow }), shown(&fixture, &narrow));
}

#[test]
fn colours_change_no_word() {
    let fixture = fixture::fixture();
    let colored = shown(&fixture, &Style { color: true, ..PIPED });
    assert!(colored.contains("\u{1b}[1m\u{1b}[31merror\u{1b}[0m[conflict.number]"), "{colored:?}");
    let stripped = anstream::adapter::strip_str(&colored).to_string();
    let is_carets = |line: &str| line.starts_with("  │") && line.trim_matches(['│', ' ', '^']).is_empty();
    let words =
        |text: &str| text.lines().filter(|line| !is_carets(line)).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&stripped), words(&shown(&fixture, &PIPED)));
}

#[test]
fn no_line_is_wider_than_the_terminal_but_for_paths() {
    for fixture in [fixture::fixture(), fixture::hostile()] {
        for (width, side_by_side) in [(48, false), (60, false), (90, true), (100, false), (160, true)] {
            let shown = shown(&fixture, &Style { width, all: true, side_by_side, ..PIPED });
            for line in shown.lines().filter(|line| !line.contains(".yaml:") && !line.contains(".txt:")) {
                assert!(line.width() <= width, "{} > {width}: {line}", line.width());
                assert_eq!(line.trim_end(), line, "space at the end");
            }
        }
    }
}

#[test]
fn nothing_in_a_source_reaches_the_terminal_as_a_control() {
    for style in [PIPED, Style { all: true, ..PIPED }, Style { side_by_side: true, ..PIPED }] {
        let shown = shown(&fixture::hostile(), &style);
        assert!(shown.contains("\\u{1b}[31m"), "{shown}");
        assert!(!shown.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{shown:?}");
    }
}

#[test]
fn it_says_so_where_nothing_was_compared() {
    let mut alone = fixture::fixture();
    alone.facts.retain(|fact| fact.speaking() == 1);
    alone.findings.clear();
    alone.coverage.pairs_compared = 0;
    let shown = shown(&alone, &PIPED);
    assert!(
        shown.contains(
            "\nCoverage  nothing was compared: no two sources state the same fact; 11 claims in 3 sources"
        ),
        "{shown}"
    );
    assert!(!shown.contains("no conflicts"), "{shown}");
}

#[test]
fn what_a_person_accepted_is_a_note_that_says_why() {
    let mut fixture = fixture::fixture();
    for finding in fixture.findings.iter_mut().filter(|finding| finding.rule.0 == "diff.list") {
        finding.level = Level::Note;
        finding.accepted = Some("both are right".to_owned());
    }
    let shown = shown(&fixture, &Style { width: 160, ..PIPED });
    let at = shown.find("note[diff.list]").unwrap();
    assert!(shown[at..].contains("(accepted: both are right)"), "{shown}");
    assert!(at > shown.find("More precise, and other notes").unwrap());
}
