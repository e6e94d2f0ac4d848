//! The baseline: findings that were there before, by their fingerprints. They are marked as known and do not fail a run;
//! what is gone is told.

use crate::error::Result;
use crate::finding::{Finding, Level, Rule};
use crate::json;
use crate::load::document::{self, At, Reader};
use crate::load::rules;
use crate::span::{Files, Span};
use serde::Serialize;
use std::collections::BTreeSet;

/// An entry of the baseline whose finding is gone.
pub const STALE: Rule = Rule("baseline.stale");

/// What a baseline is called where nobody names it.
pub const DEFAULT_PATH: &str = "factdiff-baseline.json";

const FORMAT: &str = "factdiff-baseline";
const VERSION: &str = "1";
const FILE: [&str; 3] = ["format", "version", "findings"];
const ENTRY: [&str; 4] = ["fingerprint", "rule", "sources", "message"];

/// The findings of an earlier run.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    fingerprint: String,
    rule: String,
    sources: Vec<String>,
    message: String,
    span: Span,
}

/// What a run looked at: of the rest of a baseline nothing can be said.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Whether the run looks for what this rule finds.
    pub looked_for: fn(&str) -> bool,
    /// The ids of the sources that were loaded.
    pub sources: &'a BTreeSet<&'a str>,
    /// Whether these are all: whole folders were read, and no single files.
    pub whole: bool,
}

impl Scope<'_> {
    fn holds(&self, entry: &Entry) -> bool {
        let loaded = || entry.sources.iter().all(|id| self.sources.contains(id.as_str()));
        (self.looked_for)(&entry.rule) && (self.whole || !entry.sources.is_empty() && loaded())
    }
}

/// Reads the baseline at `path` and what is wrong with it. The file must be there.
pub fn read(path: &str, files: &mut Files) -> Result<(Baseline, Vec<Finding>)> {
    document::read(path, files, ("a baseline", &FILE), |reader, [format, version, findings]| {
        for (field, expected) in [(format, FORMAT), (version, VERSION)] {
            if let Some(words) = field.and_then(|field| reader.plain_words(field))
                && words.text != expected
            {
                let message = format!("this is {}, and must be `{expected}`", document::shown(&words.text));
                reader.report(rules::VALUE.at(words.span, message));
            }
        }
        Baseline {
            entries: reader.list_items(findings).into_iter().filter_map(|item| reader.entry(item)).collect(),
        }
    })
}

impl Reader {
    fn entry(&mut self, item: At<'_>) -> Option<Entry> {
        let owner = ("an entry", item.span());
        let [fingerprint, rule, sources, message] = self.mapping(item, owner.0, &ENTRY)?;
        let fingerprint =
            self.required(fingerprint, "fingerprint", owner).and_then(|field| self.fingerprint(field));
        let rule = self.required(rule, "rule", owner).and_then(|field| self.words(field));
        let sources = self.list_items(sources).into_iter().filter_map(At::text).map(str::to_owned).collect();
        let message = message.and_then(|field| self.words(field)).map(|words| words.text).unwrap_or_default();
        Some(Entry { fingerprint: fingerprint?, rule: rule?.text, sources, message, span: item.span() })
    }
}

impl Baseline {
    /// Marks the findings that it holds. Of those that it holds and that are not there a finding each, as far as they are
    /// in `scope`.
    pub fn mark(&self, findings: &mut [Finding], scope: &Scope<'_>) -> Vec<Finding> {
        let known: BTreeSet<&str> = self.entries.iter().map(|entry| entry.fingerprint.as_str()).collect();
        let mut found = BTreeSet::new();
        for finding in findings {
            let fingerprint = finding.fingerprint.to_string();
            finding.known = known.contains(fingerprint.as_str());
            found.insert(fingerprint);
        }
        let gone =
            self.entries.iter().filter(|entry| scope.holds(entry) && !found.contains(&entry.fingerprint));
        let told = gone.map(|entry| {
            let message = format!("{} is gone: {}", entry.rule, entry.message);
            Finding::new(STALE, Level::Note, message, entry.span).with_help("--write-baseline leaves it out")
        });
        told.collect()
    }

    /// The text of a new baseline: `findings`, and what is out of `scope`. One line a finding, and no lines or columns, so
    /// that its diffs are those of the findings.
    pub fn renewed(&self, findings: &[Finding], scope: &Scope<'_>) -> String {
        let mut rows: BTreeSet<(String, String, Vec<String>, String)> = BTreeSet::new();
        for finding in findings.iter().filter(|finding| finding.accepted.is_none() && finding.rule != STALE) {
            let sources: BTreeSet<String> =
                finding.places.iter().filter_map(|place| Some(place.source.as_ref()?.to_string())).collect();
            rows.insert((
                finding.rule.0.to_owned(),
                finding.fingerprint.to_string(),
                sources.into_iter().collect(),
                finding.message.clone(),
            ));
        }
        for entry in self.entries.iter().filter(|entry| !scope.holds(entry)) {
            rows.insert((
                entry.rule.clone(),
                entry.fingerprint.clone(),
                entry.sources.clone(),
                entry.message.clone(),
            ));
        }
        let lines: Vec<String> = rows
            .iter()
            .map(|(rule, fingerprint, sources, message)| {
                json::to_string(&Row { fingerprint, rule, sources, message })
            })
            .collect();
        let between = if lines.is_empty() { "" } else { "\n" };
        format!(
            "{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n\"findings\": [{between}{}{between}]\n}}\n",
            lines.join(",\n")
        )
    }
}

#[derive(Serialize)]
struct Row<'a> {
    fingerprint: &'a str,
    rule: &'a str,
    sources: &'a [String],
    message: &'a str,
}
