use super::super::Style;
use super::super::fixture::{self, Fixture, HOSTILE};
use super::*;
use crate::claim::page::Url;
use crate::text::fold;
use html5gum::{Token, Tokenizer};
use insta::assert_snapshot;
use std::collections::BTreeSet;

fn written(fixture: &Fixture) -> String {
    fixture.written(render, &Style::default())
}

/// The part of a page that begins with `start`, up to and with `end`.
fn part<'t>(page: &'t str, start: &str, end: &str) -> &'t str {
    let from = page.find(start).unwrap();
    let to = page[from..].find(end).unwrap();
    &page[from..from + to + end.len()]
}

/// What a browser reads of a page.
#[derive(Default)]
struct Read {
    elements: BTreeSet<String>,
    /// `element attribute` of all, and the values of those that lead somewhere.
    attributes: BTreeSet<String>,
    links: BTreeSet<String>,
    words: String,
}

fn read(page: &str) -> Read {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    // a tokenizer does not know by itself that style and script hold no markup
    let page = page.replace(SCRIPT, "").replace(STYLE, "");
    let mut read = Read::default();
    for token in Tokenizer::new(&page).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                for (attribute, value) in &tag.attributes {
                    read.attributes.insert(format!("{name} {}", text(attribute)));
                    if text(attribute) == "href" {
                        read.links.insert(text(&value.value));
                    }
                }
                read.elements.insert(name);
            }
            Token::String(words) => read.words += &text(&words.value),
            Token::Error(error) => panic!("{:?}", error.value),
            Token::EndTag(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    read
}

/// The hostile report with hostile heads of sources, too.
fn hostile() -> Fixture {
    let mut fixture = fixture::hostile();
    let urls =
        ["javascript:alert(1)//https://example.org", "https://example.org/\"onclick=\"alert(1)'><script>"];
    for (set, url) in fixture.sets.iter_mut().zip(urls) {
        set.source.headline = Some(HOSTILE.to_owned());
        set.source.url = Some(Url::new(url.to_owned()));
        set.claims[0].speaker = Some(HOSTILE.to_owned());
    }
    fixture
}

#[test]
fn a_fact_is_a_row_of_states_with_the_words_of_all_sides_behind_it() {
    let page = written(&fixture::fixture());
    // what comes behind it depends on the weights of the score
    assert_snapshot!(part(&page, "<tbody id", "</ul>\n<details"), @r##"
    <tbody id="f-a0d76f408b39792b" class="fact conflict" data-level="conflict" data-kinds="conflict.number" data-sources="0 1 2">
    <tr><th scope="row"><a href="#f-a0d76f408b39792b">Side by side, 2 unions bargained</a>
    <td class=conflict data-by="wire">conflicts <b>three</b>
    <td class=conflict data-by="the-lamp">conflicts <b>two</b>
    <td class=conflict data-by="bench">conflicts <b>2</b>
    <tr><td colspan="4"><details><summary><span><code>conflict.number</code> no number satisfies both</span><i>close</i></summary>
    <ul class="relations">
    <li><b class="conflict">error</b> <code>conflict.number</code> <b>“2”</b> (bench#b1), <b>“two”</b> (the-lamp#l1) against <b>“three”</b> (wire#w1); no number satisfies both <code class="print">2de26b7b5b0f4355 3d7523d376385e78</code>
    </ul>
    <ul class="sides"><li><a href=#s2>wire</a>#w1
    <p><mark>Three</mark> unions took part in the talks over the strike of the tram drivers.</p>article: “three unions took part” · sources/wire.yaml:1:5<li><a href=#s1>the-lamp</a>#l1
    <p><mark>Two</mark> unions took part in the talks over the strike.</p>article: “two unions” were at the table · sources/the-lamp.yaml:1:5<li><a href=#s0>bench</a>#b1
    <p>Side by side, <mark>2</mark> unions bargained.</p>sources/bench.yaml:1:5</ul>
    <details
    "##);
}

#[test]
fn lists_show_what_both_name_and_what_one_alone_names() {
    let page = written(&fixture::fixture());
    assert_snapshot!(part(&page, "<div class=\"lists\">", "</div>\n</div>"), @r##"
    <div class="lists">
    <div><h3>only the-lamp <span class="soft">3 named</span></h3><ul><li>proper toilets</ul></div>
    <div><h3>in both <span class="soft">2 in common</span></h3><ul><li>two more days off = two extra days of leave<li>split shifts</ul></div>
    <div><h3>only wire <span class="soft">3 stated · 3 named</span></h3><ul><li>a 37-hour week</ul></div>
    </div>
    "##);
}

#[test]
fn hostile_words_are_words() {
    let (tame, hostile) = (written(&fixture::fixture()), written(&hostile()));
    let (tame, read) = (read(&tame), read(&hostile));
    assert!(!read.elements.contains("img") && !read.attributes.contains("img onerror"));
    for attribute in &read.attributes {
        let name = attribute.split(' ').nth(1).unwrap();
        assert!(
            !name.starts_with("on") && !["src", "style", "action", "srcset"].contains(&name),
            "{attribute}"
        );
    }
    let new: Vec<&String> = read.elements.difference(&tame.elements).collect();
    assert!(new.iter().all(|name| ["a", "u", "mark", "q"].contains(&name.as_str())), "{new:?}");
    // all of it is there to be read
    let shown = fold::visible(HOSTILE);
    assert!(read.words.matches(&*shown).count() >= 6, "{}", read.words);
    let page = hostile.replace(SCRIPT, "").replace(STYLE, "");
    assert!(!page.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'));
}

#[test]
fn links_lead_into_the_page_or_to_the_web() {
    let links = read(&written(&hostile())).links;
    assert!(links.iter().any(|link| link.starts_with("https://example.org/\"onclick=")), "{links:?}");
    for link in links {
        assert!(link.starts_with('#') || link.starts_with("https://"), "{link}");
    }
}

#[test]
fn a_word_of_a_hundred_kilobytes_is_on_the_page_whole() {
    let mut fixture = fixture::fixture();
    let word = "x".repeat(100_000);
    fixture.sets[1].claims[0].text.clone_from(&word);
    fixture.facts[0].title.clone_from(&word);
    let page = written(&fixture);
    assert!(page.contains(&word));
    assert!(page.len() < STYLE.len() + SCRIPT.len() + 130_000, "and only once: {}", page.len());
}

#[test]
fn the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() {
    let page = written(&fixture::fixture());
    let hash = |start: &str, end: &str| {
        let text = part(&page, start, end).strip_prefix(start).unwrap().strip_suffix(end).unwrap();
        format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
    };
    let policy = part(&page, "default-src", "\">").replace("&#39;", "'");
    let (style, script) = (hash("<style>", "</style>"), hash("<script>", "</script>"));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'\">"
        )
    );
    assert_eq!(page.matches("<script").count(), 1);
    for outside in
        ["@import", "url(", "src=", "<link", "<iframe", "fetch(", "XMLHttpRequest", "innerHTML", "eval("]
    {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn columns_stand_in_the_order_asked_for() {
    let mut fixture = fixture::fixture();
    let heads = |fixture: &Fixture| part(&written(fixture), "<th scope=\"col\">Fact", "</thead>").to_owned();
    let before = heads(&fixture);
    fixture.columns.reverse();
    let after = heads(&fixture);
    let order = |head: &str| ["wire", "the-lamp", "bench"].map(|id| head.find(id).unwrap());
    assert!(order(&before).is_sorted() != order(&after).is_sorted(), "{before}\n{after}");
}

#[test]
fn a_report_of_nothing_is_a_page() {
    let mut fixture = fixture::fixture();
    fixture.sets.clear();
    fixture.columns.clear();
    fixture.facts.clear();
    fixture.findings.clear();
    let page = written(&fixture);
    assert!(page.contains("No two sources state the same fact."), "{page}");
    assert!(!page.contains("Who agrees with whom"));
}

#[test]
fn the_score_is_told_part_by_part() {
    let page = written(&fixture::fixture());
    let why = part(&page, "<details class=\"why\">", "</details>");
    assert!(why.contains("<summary>why one fact: score 0.75</summary>"), "{why}");
    assert!(why.contains("<p>bench#b1 and wire#w1 score 0.") && why.contains("</b> any two claims"), "{why}");
    assert!(why.ends_with("<code>factdiff explain bench#b1 wire#w1</code></details>"), "{why}");
}

#[test]
fn a_large_page_is_read_part_by_part() {
    let mut fixture = fixture::hostile();
    assert!(!written(&fixture).contains("<noscript>"));
    let facts = fixture.facts.clone();
    for _ in 0..MANY / 4 {
        fixture.facts.extend(facts.iter().cloned());
    }
    let page = written(&fixture);
    let (first, rest) = page.split_once("<noscript>").unwrap();
    let part = PART / fixture.sets.len();
    assert_eq!(first.matches("<tbody id").count(), part);
    let rest = rest.split("<noscript>").collect::<Vec<_>>();
    assert_eq!(rest.len(), page.matches("<tbody id").count().div_ceil(part) - 1);
    for text in rest {
        assert_eq!(text.matches("</noscript").count(), 1, "no word of a source ends it");
    }
}

#[test]
fn dates_that_differ_stand_on_one_line_of_time() {
    use crate::diff::relation::{Outcome, RelationKind};
    use crate::span::Files;
    use crate::verdict::{Coverage, Verdict};
    let mut files = Files::default();
    let sets = vec![
        fixture::set(&mut files, ("a", None, None, &[("1", "The hearings are due in April 2026.", None)])),
        fixture::set(&mut files, ("b", None, None, &[("1", "They are heard on 20 April 2026.", None)])),
    ];
    let shown = |set: usize| sets[set].claims[0].reading.values[0].value.resolved();
    let outcome = Outcome::new(RelationKind::RefineDate, shown(0), shown(1), "one lies within the other");
    let claims = [fixture::at(0, 0), fixture::at(1, 0)];
    let facts = vec![fixture::fact(&sets, Verdict::Refined, &claims, vec![([0, 1], outcome)])];
    let findings = fixture::findings(&sets, &facts);
    let fixture = Fixture {
        files,
        sets,
        facts,
        findings,
        coverage: Coverage::default(),
        origins: crate::origin::Origins::default(),
        columns: vec![],
    };
    let report = fixture.report();
    let timeline = timeline::of(&report, &relations::shared(&report)[0]).unwrap();
    let bars: Vec<_> = timeline.rows.iter().map(|row| (row.names.as_str(), row.from, row.width)).collect();
    assert_eq!(
        (timeline.first.to_string(), timeline.last.to_string()),
        ("2026-04-01".into(), "2026-04-30".into())
    );
    // 19 of 30 days before it, one day long
    assert_eq!(bars, [("a#1", 0, 1000), ("b#1", 633, 33)]);
}
