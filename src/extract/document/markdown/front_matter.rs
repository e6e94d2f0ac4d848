//! The few lines of YAML that may stand above Markdown: one `key: value` a line, nothing nested.

use crate::extract::document::{Head, Located, stamp};
use std::ops::Range;

/// Reads the lines of `text[block]` into the head.
pub(super) fn read(text: &str, block: Range<usize>, head: &mut Head) {
    let mut at = block.start;
    for line in text.get(block).unwrap_or_default().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.starts_with([' ', '-', '#']))
        else {
            continue;
        };
        let inner = unquoted(value.trim());
        if inner.is_empty() {
            continue;
        }
        let from = start + key.len() + 1 + value.find(inner).unwrap_or(0);
        let bytes = from..from + inner.len();
        let (field, is_date) = match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => (&mut head.headline, false),
            "date" | "published" | "datepublished" | "published_at" => (&mut head.published, true),
            "updated" | "modified" | "lastmod" | "datemodified" => (&mut head.modified, true),
            "author" | "authors" | "byline" => (&mut head.author, false),
            "publisher" | "site" | "source" | "site_name" => (&mut head.publisher, false),
            "url" | "link" | "canonical" | "canonical_url" => (&mut head.url, false),
            "lang" | "language" => (&mut head.language, false),
            _ => continue,
        };
        let text = if is_date { stamp::of_metadata(inner) } else { Some(inner.to_owned()) };
        if let (None, Some(text)) = (&field, text) {
            *field = Some(Located { text, bytes });
        }
    }
}

/// The value without quotes, brackets of a list of one, or a comment.
fn unquoted(value: &str) -> &str {
    let value = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or(value);
    for quote in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote)) {
            return inner;
        }
    }
    value.split(" #").next().unwrap_or(value).trim()
}
