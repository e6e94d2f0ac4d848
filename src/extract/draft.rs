//! A claim set, drafted from an article: YAML for a person to look through, each claim below the sentence that it is
//! from.

use crate::claim::{Claim, ClaimSet, Source};
use crate::fingerprint;
use crate::span::{Files, Span};
use crate::text::anchor::Anchors;
use crate::value::{Kind, Value};
use std::fmt::Write;

/// Bytes before a quote that tell it from others of the same words.
const PREFIX: usize = 40;

/// The YAML of the claims of an article. `text` is the path of the article as seen from the claim set.
pub fn write(set: &ClaimSet, files: &Files, text: &str) -> String {
    let mut out = String::new();
    let source = &set.source;
    let file = source.span.file;
    let whole = files.text(file);
    let _ = writeln!(
        out,
        "# Drafted from {text}: read every claim against its sentence, mend or delete it, give it an id that says something."
    );
    head(&mut out, source, text, whole);
    let anchors = Anchors::of(whole);
    out.push_str("claims:\n");
    if set.claims.is_empty() {
        out.push_str("  []\n");
    }
    let mut shown: Option<Span> = None;
    for claim in &set.claims {
        if claim.sentence != shown {
            shown = claim.sentence;
            if let Some(span) = shown {
                let _ = writeln!(out, "  # {}", one_line(&whole[span.start..span.end]));
            }
        }
        one(&mut out, claim, &anchors, whole);
    }
    out
}

fn head(out: &mut String, source: &Source, text: &str, whole: &str) {
    out.push_str("source:\n");
    let _ = writeln!(out, "  id: {}", source.id);
    let mut line = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "  {name}: {}", quoted(value));
        }
    };
    line("headline", source.headline.as_deref());
    line("publisher", source.publisher.as_deref());
    line("url", source.url.as_deref());
    line("published", source.published.as_ref().map(|date| date.canonical()).as_deref());
    line("modified", source.modified.as_ref().map(|date| date.canonical()).as_deref());
    line("text", Some(text));
    line("text_sha256", Some(&fingerprint::sha256(whole.as_bytes())));
    if source.published.is_none() {
        out.push_str(
            "  # published: YYYY-MM-DD    the article does not say; \"on Tuesday\" counts from it\n",
        );
    }
}

fn one(out: &mut String, claim: &Claim, anchors: &Anchors, whole: &str) {
    let _ = writeln!(out, "  - id: {}", claim.id);
    let _ = writeln!(out, "    text: {}", quoted(&claim.text));
    if let Some(quote) = &claim.quote {
        let first = anchors.find(&quote.exact, None, None).map(|range| range.start);
        if first == Some(claim.span.start) {
            let _ = writeln!(out, "    quote: {}", quoted(&quote.exact));
        } else {
            let before = before(whole, claim.span.start);
            let _ = if before.is_empty() {
                writeln!(out, "    quote: {}", quoted(&quote.exact))
            } else {
                writeln!(out, "    quote: {{exact: {}, prefix: {}}}", quoted(&quote.exact), quoted(&before))
            };
        }
    }
    if let Some(speaker) = &claim.speaker {
        let _ = writeln!(out, "    speaker: {}", quoted(speaker));
    }
    for given in &claim.values {
        if let Value::List(list) = &given.value {
            let items: Vec<String> = list.items.iter().map(|item| quoted(&item.shown)).collect();
            let count = list.total.map_or_else(String::new, |total| format!("count: {total}, "));
            let _ =
                writeln!(out, "    values:\n      {}: {{{count}items: [{}]}}", given.name, items.join(", "));
        }
    }
    let read: Vec<String> = claim
        .reading
        .values
        .iter()
        .filter(|mention| mention.name.is_none() && !matches!(mention.value.kind(), Kind::Quote | Kind::Text))
        .map(|mention| format!("{} {}", mention.value.kind().as_str(), one_line(&mention.value.resolved())))
        .collect();
    if !read.is_empty() {
        let _ = writeln!(out, "    # read: {}", read.join("; "));
    }
}

/// The words right before a place, from the beginning of a word on.
fn before(whole: &str, at: usize) -> String {
    let mut start = at.saturating_sub(PREFIX);
    while !whole.is_char_boundary(start) {
        start += 1;
    }
    let words = &whole[start..at];
    let words = if start == 0 {
        words
    } else {
        words.split_once(char::is_whitespace).map_or(words, |(_, rest)| rest)
    };
    // markup is no part of what a reader sees
    let plain = words.rfind(['<', '>', '&', ';', '*', '_', '#', '[', ']', '(', '`']).map_or(0, |at| at + 1);
    one_line(words.get(plain..).unwrap_or_default())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in double quotes, as JSON and YAML have them.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
