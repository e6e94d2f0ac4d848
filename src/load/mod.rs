//! Claim sets from files: YAML, JSON and JSON Lines to claims with their places.
//!
//! `input` finds the files, `content` reads them, `yaml` and `json` make trees of them, `source`, `claims` and
//! `values` make claims of the trees, and `article` finds the stored articles that claim sets name. `document` reads files
//! of ours that are no claim sets with the same care. What is wrong in a file is a finding, and what is sound in
//! it is read all the same; an error is only a path that does not exist.

mod article;
mod claims;
mod content;
pub(crate) mod document;
mod faults;
mod fields;
mod glob;
mod ids;
mod input;
mod json;
mod keys;
mod lines;
mod parse;
pub mod rules;
pub(crate) mod shape;
pub(crate) mod source;
pub(crate) mod stored;
pub mod suggest;
mod tree;
mod values;
pub(crate) mod yaml;

use crate::claim::{ClaimSet, SourceId, reading};
use crate::error::Result;
use crate::extract::document::{Format as ArticleFormat, Omission};
use crate::finding::{Finding, Rule};
use crate::fingerprint::Fingerprint;
use crate::policy::Policy;
use crate::span::{FileId, Files, Span};
use crate::threads;
use crate::value::date::Date;
use content::Content;
pub(crate) use input::is_ours;
use input::{Input, Search};
use source::Draft;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The biggest claim set, and the biggest article, that is read.
pub const MAX_FILE: u64 = 64 << 20;

/// The biggest JSON Lines file that is read: it holds the claims of many sources.
pub const MAX_LINES_FILE: u64 = 1 << 30;

/// What claim sets are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One source, YAML.
    Yaml,
    /// One source, JSON with a `claims` key.
    Json,
    /// Many sources, one claim a line.
    JsonLines,
    /// An article, to be read as it is.
    Article(ArticleFormat),
}

/// What standard input holds.
pub type StdinFormat = Format;

impl Format {
    /// The format that a file's name promises.
    pub fn of(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "yaml" | "yml" => Some(Format::Yaml),
            "json" => Some(Format::Json),
            "jsonl" => Some(Format::JsonLines),
            "txt" | "text" => Some(Format::Article(ArticleFormat::Text)),
            "md" | "markdown" => Some(Format::Article(ArticleFormat::Markdown)),
            "html" | "htm" | "xhtml" => Some(Format::Article(ArticleFormat::Html)),
            _ => None,
        }
    }
}

/// How to load.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What `-` holds; without it `-` is an error.
    pub stdin_as: Option<StdinFormat>,
    /// Files and folders that a search leaves out: `drafts`, `*.old.yaml`, `2025/**/raw`, as seen from the searched folder.
    pub exclude: Vec<String>,
    /// Whether articles in a folder are read where it holds claim sets, too.
    pub articles: bool,
    /// When the articles were published, where they do not say it.
    pub published: Option<Date>,
    /// Aliases, tolerances and kinds of keys.
    pub policy: Policy,
}

/// All that the paths gave.
#[derive(Debug)]
pub struct Loaded {
    /// Every file that was read, articles too.
    pub files: Files,
    /// The claim sets, sorted by source id.
    pub sets: Vec<ClaimSet>,
    /// What is wrong in the files, sorted by path and place.
    pub findings: Vec<Finding>,
    /// How many files in the searched folders are neither claim sets nor articles of them.
    pub skipped: usize,
    /// What was left out of articles, by file.
    pub omitted: Vec<(FileId, Vec<Omission>)>,
}

/// Loads the claim sets that `paths` name, hold or, for `-`, that standard input holds. The order of the paths does not
/// matter.
pub fn load(paths: &[String], options: &Options) -> Result<Loaded> {
    let mut loaded = load_unread(paths, options)?;
    loaded.read_words(&options.policy);
    Ok(loaded)
}

/// The same without what the words of the claims say, which takes most of the time and of the memory: every
/// [`Claim::reading`](crate::claim::Claim::reading) is empty. [`read_words`] fills those of one claim set.
pub fn load_unread(paths: &[String], options: &Options) -> Result<Loaded> {
    let Search { inputs, skipped, unreadable } = input::search(paths, options)?;
    let mut files = Files::default();
    let entries = read(inputs, &mut files);
    let mut loaded = loaded(entries, files, skipped, options);
    for (path, message) in unreadable {
        let span = Span { file: loaded.files.add(path, ""), start: 0, end: 0 };
        loaded.findings.push(rules::UNREADABLE.at(span, message));
    }
    finish(&mut loaded.findings, &loaded.files);
    Ok(loaded)
}

/// Loads a text as if it stood in a file of this name, which is not looked for; its kind is that of the name.
pub fn load_text(name: &str, text: &str, options: &Options) -> Loaded {
    let mut files = Files::default();
    let file = files.add(name, text);
    let input =
        Input { shown: name.to_owned(), path: None, format: Format::of(Path::new(name)), named: true };
    let mut loaded = loaded(vec![Entry::new(input, file)], files, Vec::new(), options);
    loaded.read_words(&options.policy);
    finish(&mut loaded.findings, &loaded.files);
    loaded
}

/// What comes of files that were read; the findings are still in no order.
fn loaded(mut entries: Vec<Entry>, mut files: Files, mut skipped: Vec<PathBuf>, options: &Options) -> Loaded {
    let kilobytes = files.bytes() / 1024;
    threads::for_each(&mut entries, kilobytes, |entry| entry.parse(&files, options));

    // articles that a folder holds beside claim sets are what those were made of
    let is_article = |entry: &Entry| matches!(entry.input.format, Some(Format::Article(_)));
    let claim_sets = entries.iter().any(|entry| !is_article(entry) && !entry.drafts.is_empty());
    if claim_sets && !options.articles {
        for entry in entries.iter_mut().filter(|entry| is_article(entry) && !entry.input.named) {
            (entry.drafts, entry.findings, entry.skipped) = (Vec::new(), Vec::new(), true);
        }
    }
    let wanted = article::locate(&mut entries);
    let is_article = |path: &PathBuf| wanted.contains_key(path);
    // A file that a folder holds and a `text` names is an article, whatever it looks like.
    entries.retain(|entry| entry.input.named || !entry.input.path.as_ref().is_some_and(is_article));
    skipped.extend(entries.iter().filter(|entry| entry.skipped).filter_map(|entry| entry.input.path.clone()));
    skipped.retain(|path| !is_article(path));
    article::read(wanted, &mut entries, &mut files);
    ids::tell_apart(&mut entries);

    let mut findings: Vec<Finding> = Vec::new();
    let mut drafts = Vec::new();
    let mut omitted = Vec::new();
    for mut entry in entries {
        entry.attribute();
        if !entry.omitted.is_empty() && !entry.skipped {
            omitted.push((entry.file, std::mem::take(&mut entry.omitted)));
        }
        findings.extend(entry.findings);
        drafts.extend(entry.drafts);
    }
    let mut sets = one_of_each(drafts, &files, &mut findings);
    let claims = sets.iter().map(|set| set.claims.len()).sum();
    threads::for_each(&mut sets, claims, |ClaimSet { source, claims }| {
        article::find_quotes(source, claims, &files);
    });
    Loaded { files, sets, findings, skipped: skipped.len(), omitted }
}

impl Loaded {
    /// Reads the words of all claims.
    pub fn read_words(&mut self, policy: &Policy) {
        let claims = self.sets.iter().map(|set| set.claims.len()).sum();
        threads::for_each(&mut self.sets, claims, |set| read_words(set, policy));
    }
}

/// Reads the words of the claims of a source.
pub fn read_words(ClaimSet { source, claims }: &mut ClaimSet, policy: &Policy) {
    let here = claims.len();
    threads::for_each(claims, here, |claim| {
        claim.reading = reading::read(claim, source);
        policy.apply(claim);
    });
}

/// A file and what has come of it so far.
#[derive(Debug)]
struct Entry {
    input: Input,
    file: FileId,
    drafts: Vec<Draft>,
    findings: Vec<Finding>,
    /// Whether it is no claim set, and nobody said that it is.
    skipped: bool,
    /// What was left out of an article.
    omitted: Vec<Omission>,
}

impl Entry {
    fn new(input: Input, file: FileId) -> Entry {
        Entry { input, file, drafts: Vec::new(), findings: Vec::new(), skipped: false, omitted: Vec::new() }
    }

    fn parse(&mut self, files: &Files, options: &Options) {
        if self.findings.is_empty() {
            let parsed = parse::parse(&self.input, files.text(self.file), self.file, options);
            (self.drafts, self.findings, self.skipped) = (parsed.drafts, parsed.findings, parsed.skipped);
            self.omitted = parsed.omitted;
        }
    }

    /// Says whose every place is: the claim that it lies in, or the source that the whole file is.
    fn attribute(&mut self) {
        let claim_at = |draft: &Draft, place: Span| {
            let claims = &draft.set.claims; // in the order of the file
            let before = claims.partition_point(|claim| claim.span.start <= place.start);
            let claim = claims[..before].last().filter(|claim| place.end <= claim.span.end)?;
            Some((draft.set.source.id.clone(), Some(claim.id.clone())))
        };
        for place in self.findings.iter_mut().flat_map(|finding| &mut finding.places) {
            let whole = match self.drafts.as_slice() {
                [draft] => Some((draft.set.source.id.clone(), None)),
                _ => None,
            };
            let within = self.drafts.iter().filter(|_| place.span.file == self.file);
            let owner = within.into_iter().find_map(|draft| claim_at(draft, place.span)).or(whole);
            if let Some((source, claim)) = owner {
                (place.source, place.claim) = (Some(source), claim);
            }
        }
    }
}

/// Reads all inputs; what cannot be read is a finding.
fn read(inputs: Vec<Input>, files: &mut Files) -> Vec<Entry> {
    let contents: Vec<Content> = threads::map(&inputs, inputs.len(), content::of_input);
    let entry = |(input, content): (Input, Content)| {
        let file = files.add(input.shown.clone(), content.text);
        let findings = content.fault.map(|fault| fault.finding(file)).into_iter().collect();
        Entry { findings, ..Entry::new(input, file) }
    };
    inputs.into_iter().zip(contents).map(entry).collect()
}

/// The claim sets sorted by source id; of two sources with one id the first, by path, is kept.
fn one_of_each(mut drafts: Vec<Draft>, files: &Files, findings: &mut Vec<Finding>) -> Vec<ClaimSet> {
    drafts.sort_by(|a, b| a.set.source.id.cmp(&b.set.source.id)); // stable: the order of the paths holds among equals
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match kept.last() {
            Some(first) if first.set.source.id == draft.set.source.id => {
                let message =
                    format!("two sources have the id `{}`; the second is left out", draft.set.source.id);
                let finding = rules::DUPLICATE_SOURCE.at(draft.id_span, message);
                let mut finding =
                    finding.with_place(first.id_span, "the first").with_help(of_its_own(&draft, files));
                finding.places.iter_mut().for_each(|place| place.source = Some(draft.set.source.id.clone()));
                findings.push(finding);
            }
            _ => kept.push(draft),
        }
    }
    kept.into_iter().map(|draft| draft.set).collect()
}

/// How a claim set gets an id that no other has: where it lies in a folder, one with the folder in it.
fn of_its_own(draft: &Draft, files: &Files) -> String {
    let path = Path::new(files.path(draft.id_span.file)).with_extension("");
    let mut parts = path.components().rev().filter_map(|part| part.as_os_str().to_str());
    let proposed =
        parts.next().zip(parts.next()).map(|(name, folder)| SourceId::slug(&format!("{folder}-{name}")));
    let example = proposed.map(|id| format!(", such as `id: {id}`")).unwrap_or_default();
    format!("give one of them an id of its own under `source`{example}")
}

/// Sorts findings by place and gives each a fingerprint that survives edits elsewhere: of the rule, the source, the
/// message and, among twins, the ordinal.
fn finish(findings: &mut [Finding], files: &Files) {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.places[0].span, finding.rule);
        let path = |finding: &Finding| files.path(finding.places[0].span.file);
        path(a).cmp(path(b)).then_with(|| key(a).cmp(&key(b)))
    });
    let mut twins: HashMap<(Rule, String, String), usize> = HashMap::new();
    for finding in findings {
        let place = &finding.places[0];
        let path = files.path(place.span.file);
        let name = path.rsplit('/').next().unwrap_or(path);
        let owner = place.source.as_ref().map_or(name, SourceId::as_str).to_owned();
        let ordinal = twins.entry((finding.rule, owner.clone(), finding.message.clone())).or_default();
        finding.fingerprint =
            Fingerprint::of([finding.rule.0, &owner, &finding.message, &ordinal.to_string()]);
        *ordinal += 1;
    }
}
