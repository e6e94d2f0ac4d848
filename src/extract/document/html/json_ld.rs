//! The article that JSON-LD describes (<https://schema.org/Article>).

use super::metadata::{Field, JSON_LD, Metadata};
use serde_json::Value;
use std::ops::Range;

/// The types of schema.org that are articles.
const TYPES: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "Report",
    "TechArticle",
];

/// Reads the script `text[bytes]`.
pub(super) fn read(text: &str, bytes: Range<usize>, metadata: &mut Metadata) {
    let Some(script) = text.get(bytes.clone()) else { return };
    let Ok(value) = serde_json::from_str::<Value>(script.trim()) else { return };
    let Some(article) = article(&value) else { return };
    let mut offer = |field, key: &str, value: Option<String>| {
        if let Some(value) = value {
            let place = place(script, key, &value);
            metadata.offer(field, JSON_LD, &value, bytes.start + place.start..bytes.start + place.end);
        }
    };
    let of = |key: &str| Some(named(&value, article.get(key)?));
    let url = of("url").or(of("mainEntityOfPage")).and_then(address);
    offer(Field::Headline, "headline", of("headline").or(of("name")).and_then(name));
    offer(Field::Publisher, "publisher", of("publisher").and_then(name));
    offer(Field::Author, "author", of("author").and_then(name));
    offer(Field::Url, "", url);
    offer(Field::Published, "datePublished", of("datePublished").and_then(name));
    offer(Field::Modified, "dateModified", of("dateModified").and_then(name));
    offer(Field::Language, "inLanguage", of("inLanguage").and_then(name));
}

/// The first article, alone, in a list or in a graph.
fn article(value: &Value) -> Option<&Value> {
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(values) => left.extend(values.iter().rev()),
            Value::Object(fields) if fields.get("@type").is_some_and(is_article) => return Some(value),
            Value::Object(fields) => {
                left.extend(["mainEntity", "@graph"].iter().filter_map(|key| fields.get(*key)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    None
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => TYPES.contains(&kind.as_str()),
        Value::Array(kinds) => {
            kinds.iter().any(|kind| kind.as_str().is_some_and(|kind| TYPES.contains(&kind)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// The thing that a reference `{"@id": …}` means, if the script names it elsewhere.
fn named<'v>(all: &'v Value, value: &'v Value) -> &'v Value {
    let Some(id) = value.get("@id").filter(|_| value.get("name").is_none()) else { return value };
    let mut left = vec![all];
    while let Some(other) = left.pop() {
        match other {
            Value::Array(values) => left.extend(values),
            Value::Object(fields) if fields.get("@id") == Some(id) && fields.contains_key("name") => {
                return other;
            }
            Value::Object(fields) => left.extend(fields.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    value
}

fn address(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("@id")?.as_str()).map(str::to_owned)
}

/// What a value is called: a text, the name of a thing, or the names of several.
fn name(value: &Value) -> Option<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => {
            ["name", "alternateName"].iter().find_map(|key| Some(fields.get(*key)?.as_str()?.to_owned()))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    };
    match value {
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(one).collect();
            let (last, first) = names.split_last()?;
            Some(if first.is_empty() { last.clone() } else { format!("{} and {last}", first.join(", ")) })
        }
        value => one(value),
    }
}

/// Where the value stands in the script, behind its key; the whole script where it is written in another way.
fn place(script: &str, key: &str, value: &str) -> Range<usize> {
    let behind = if key.is_empty() {
        0
    } else {
        script.find(&format!("\"{key}\"")).map_or(0, |at| at + key.len() + 2)
    };
    let found = script[behind..].find(value).filter(|_| !value.is_empty());
    found.map_or(0..script.len(), |at| behind + at..behind + at + value.len())
}
