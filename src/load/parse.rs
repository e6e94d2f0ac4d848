//! One file's text to claim sets, whatever its format.

use super::fields::Reader;
use super::input::Input;
use super::source::Draft;
use super::tree::{At, Kind, Tree};
use super::{Format, Options, json, keys, lines, rules, yaml};
use crate::claim::SourceId;
use crate::extract::{
    self,
    document::{Format as ArticleFormat, Omission},
};
use crate::finding::Finding;
use crate::span::{FileId, Span};
use std::borrow::Cow;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) drafts: Vec<Draft>,
    pub(super) findings: Vec<Finding>,
    /// Whether it is no claim set, and nobody said that it is.
    pub(super) skipped: bool,
    /// What was left out of an article.
    pub(super) omitted: Vec<Omission>,
}

const BOM: &str = "\u{feff}";

/// Reads the claim sets of a text.
pub(super) fn parse(input: &Input, text: &str, file: FileId, options: &Options) -> Parsed {
    let base = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let text = &text[base..];
    let mut reader = Reader { json: input.format != Some(Format::Yaml), ..Reader::default() };
    if text.trim().is_empty() {
        return empty(Span { file, start: base, end: base });
    }
    let read = match input.format {
        Some(Format::Yaml) => yaml::read,
        Some(Format::Json) => json::read,
        Some(Format::JsonLines) => {
            if !input.named && !lines::is_claim_set(text, file) {
                return skipped();
            }
            let drafts = lines::read(text, file, base, &mut reader);
            return Parsed { drafts, findings: reader.faults.finish(), ..Parsed::default() };
        }
        Some(Format::Article(format)) => return article(input, format, text, file, base, options),
        None => return Parsed::default(), // told when it was read
    };
    // A repository is full of JSON that is none of our business; most of it need not be parsed to know that.
    if !input.named && !may_be_claim_set(text, input.format) {
        return skipped();
    }
    let Some(mut tree) = read(text, file, base, &mut reader.faults) else {
        let findings = reader.faults.finish();
        let skipped = !input.named && !begins_like_claim_set(text);
        let findings = if skipped { Vec::new() } else { findings };
        return Parsed { findings, skipped, ..Parsed::default() };
    };
    let draft = match tree.root() {
        None => return empty(Span { file, start: base, end: base }),
        Some(root) if !input.named && !is_claim_set(root, input.format) => return skipped(),
        Some(root) if is_report(root) => {
            let span = root.get("format").map_or(root.span(), At::span);
            let message = "this is a report of factdiff, and must be a claim set";
            return Parsed { findings: vec![rules::TYPE.at(span, message)], ..Parsed::default() };
        }
        Some(_) => draft(&mut tree, stem(input), &mut reader),
    };
    Parsed { drafts: draft.into_iter().collect(), findings: reader.faults.finish(), ..Parsed::default() }
}

/// The claims of an article. A byte order mark before it is as many spaces, so that every place stays what it is.
fn article(
    input: &Input,
    format: ArticleFormat,
    text: &str,
    file: FileId,
    base: usize,
    options: &Options,
) -> Parsed {
    let blank = " ".repeat(base);
    let text = if base > 0 { Cow::Owned(blank + text) } else { Cow::Borrowed(text) };
    let extract::Article { set, omitted } =
        extract::article(&text, format, file, stem(input), options.published.clone());
    let span = set.source.span;
    let mut findings = Vec::new();
    if set.source.published.is_none() {
        let message =
            "the article does not say when it was published, and days such as \"Tuesday\" stay open";
        findings.push(rules::UNDATED.at(span, message).with_help("--published DATE"));
    }
    if !set.source.language.to_lowercase().starts_with("en") {
        let message = format!("language `{}` is not supported yet, only `en`", set.source.language);
        findings.push(rules::LANGUAGE.at(span, message));
    }
    let draft = Draft { set, id_span: span, article: None, located: None };
    Parsed { drafts: vec![draft], findings, omitted, ..Parsed::default() }
}

fn draft(tree: &mut Tree<'_>, stem: SourceId, reader: &mut Reader) -> Option<Draft> {
    keys::check(tree, &mut reader.faults);
    let root = tree.root()?;
    reader.claim_set(root, stem)
}

fn skipped() -> Parsed {
    Parsed { skipped: true, ..Parsed::default() }
}

fn empty(span: Span) -> Parsed {
    let finding = rules::EMPTY.at(span, "the file is empty, and must have `claims`");
    Parsed { findings: vec![finding], ..Parsed::default() }
}

/// The id of a source that names none: the file's stem.
fn stem(input: &Input) -> SourceId {
    let stem = input.path.as_ref().and_then(|path| path.file_stem());
    SourceId::slug(&stem.map_or("stdin".into(), |stem| stem.to_string_lossy()))
}

/// A quick look that never says no to a claim set whose keys are written plainly.
fn may_be_claim_set(text: &str, format: Option<Format>) -> bool {
    text.contains("claims") || (format == Some(Format::Yaml) && text.contains("source"))
}

fn is_claim_set(root: At<'_>, format: Option<Format>) -> bool {
    let has = |key| root.get(key).is_some();
    match format {
        Some(Format::Json) => has("claims") && !is_report(root),
        Some(Format::Yaml | Format::JsonLines | Format::Article(_)) | None => has("claims") || has("source"),
    }
}

/// Our own JSON has claims too.
fn is_report(root: At<'_>) -> bool {
    let format = root.get("format").and_then(At::text);
    matches!(root.kind(), Kind::Mapping) && format.is_some_and(|format| format.starts_with("factdiff-"))
}

/// Whether a text that cannot be parsed was meant to be a claim set.
fn begins_like_claim_set(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches(['{', ' ', '\t']);
        ["claims", "source", "\"claims\"", "\"source\"", "'claims'", "'source'"]
            .iter()
            .any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')))
    })
}
