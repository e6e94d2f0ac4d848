//! Claim sets from files: YAML, JSON and JSON Lines to claims with their places.
//!
//! `input` finds the files, `batch` takes as many of them at a time as are to be in memory, `content` reads them, `yaml` and `json` make trees of them, `source`, `claims` and
//! `values` make claims of the trees, and `article` finds the stored articles that claim sets name. `document` reads files
//! of ours that are no claim sets with the same care. What is wrong in a file is a finding, and what is sound in
//! it is read all the same; an error is only a path that does not exist.

mod article;
mod batch;
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
pub mod stream;
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
use crate::span::{FileId, Files};
use crate::threads;
use crate::value::date::Date;
pub use batch::{BATCH, Batches};
pub(crate) use input::is_ours;
use std::collections::HashMap;
use std::path::Path;

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
    /// Files that nobody named, and that are read all the same, for what reaches across files: those beside a named one.
    pub beside: Vec<String>,
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
    let mut batches = Batches::of(paths, options, u64::MAX)?;
    let mut sets = Vec::new();
    while let Some(batch) = batches.read() {
        sets.extend(batch);
    }
    Ok(batches.finish(sets))
}

/// Loads a text as if it stood in a file of this name, which is not looked for; its kind is that of the name.
pub fn load_text(name: &str, text: &str, options: &Options) -> Loaded {
    let (batches, sets) = Batches::of_text(name, text, options);
    let mut loaded = batches.finish(sets);
    loaded.read_words(&options.policy);
    loaded
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
