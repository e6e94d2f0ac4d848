//! A stored article as quotes are looked up in it.

use super::Format;
use crate::extract::document::{self, Format as ArticleFormat};
use crate::span::{FileId, Files, Span};
use crate::text::anchor::Anchors;
use std::ops::Range;
use std::path::Path;

/// The words of a stored article: of HTML and Markdown first as they are read, without markup, then as they are stored.
pub(crate) struct StoredText {
    file: FileId,
    layers: Vec<Anchors>,
    /// Whether the words are stored as they are read.
    pub(crate) plain: bool,
}

impl StoredText {
    pub(crate) fn of(files: &Files, file: FileId) -> StoredText {
        let text = files.text(file);
        let format = match Format::of(Path::new(files.path(file))) {
            Some(Format::Article(format @ (ArticleFormat::Html | ArticleFormat::Markdown))) => Some(format),
            Some(Format::Article(ArticleFormat::Text) | Format::Yaml | Format::Json | Format::JsonLines)
            | None => None,
        };
        let layers = format.map(|format| read(text, format)).into_iter().chain([Anchors::of(text)]).collect();
        StoredText { file, layers, plain: format.is_none() }
    }

    /// Every place of `exact` that has `prefix` right before it and `suffix` right behind it.
    pub(crate) fn places(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Vec<Span> {
        let found = self.layers.iter().map(|layer| layer.places(exact, prefix, suffix));
        let found = found.into_iter().find(|places| !places.is_empty()).unwrap_or_default();
        found.into_iter().map(|range| self.span(range)).collect()
    }

    /// Where `exact` stands: beside its prefix and suffix if it does so anywhere, else where it stands first, else from the
    /// first to the last of the parts that an ellipsis keeps apart.
    pub(crate) fn find(&self, exact: &str, prefix: Option<&str>, suffix: Option<&str>) -> Option<Span> {
        let first = |prefix, suffix| self.places(exact, prefix, suffix).into_iter().next();
        let found = first(prefix, suffix).or_else(|| first(None, None));
        found.or_else(|| {
            let parts = self.find_parts(exact)?;
            Some(Span { end: parts.last()?.end, ..*parts.first()? })
        })
    }

    /// The places of the parts that an ellipsis keeps apart.
    pub(crate) fn find_parts(&self, exact: &str) -> Option<Vec<Span>> {
        let parts = self.layers.iter().find_map(|layer| layer.find_parts(exact))?;
        Some(parts.into_iter().map(|range| self.span(range)).collect())
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span { file: self.file, start: range.start, end: range.end }
    }
}

/// The words without the markup, at the bytes that they come from.
fn read(text: &str, format: ArticleFormat) -> Anchors {
    let document = document::read(text, format);
    let characters = document.blocks.iter().flat_map(|block| {
        let inside = block.text.char_indices().map(|(at, c)| (block.bytes(at..at + c.len_utf8()).start, c));
        inside.chain(std::iter::once((block.extent().end, '\n')))
    });
    Anchors::of_characters(characters, text.len())
}
