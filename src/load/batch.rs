//! Files a batch at a time: a check of many claim sets holds the claims of few of them.

use super::content::{self, Content};
use super::input::{self, Input, Search};
use super::source::Draft;
use super::{Format, Loaded, Options, article, finish, ids, parse, rules};
use crate::claim::page::follow_versions;
use crate::claim::{ClaimSet, SourceId};
use crate::error::Result;
use crate::extract::document::Omission;
use crate::finding::Finding;
use crate::span::{FileId, Files, Span};
use crate::threads;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::{fs, vec};

/// The bytes of files in a batch that keeps the memory small and all threads busy: some tens of thousands of claims.
pub const BATCH: u64 = 4 << 20;

/// The claim sets that paths lead to, in batches. The batches change nothing in what is read and found. Articles make the
/// last of them, however many they are: whether they are read at all, and their ids, hang on the claim sets. A file that
/// looks like a claim set and is the `text` of one in a later batch is only known for an article when it has been taken for
/// a claim set, and has had an id and judgements of its own: then all is to be read [`again`](Batches::again).
#[derive(Debug)]
pub struct Batches<'a> {
    /// Every file that was read so far, articles too.
    pub files: Files,
    options: &'a Options,
    /// The bytes of a batch.
    size: u64,
    claim_sets: vec::IntoIter<Input>,
    articles: Vec<Input>,
    /// How many files there were before the batch.
    before: usize,
    findings: Vec<Finding>,
    /// Where each id that is taken stands.
    ids: HashMap<SourceId, Span>,
    /// The stored articles that claim sets name.
    texts: BTreeSet<PathBuf>,
    /// The files that were taken for claim sets, though nobody named them.
    unnamed: Vec<PathBuf>,
    skipped: Vec<PathBuf>,
    omitted: Vec<(FileId, Vec<Omission>)>,
}

impl<'a> Batches<'a> {
    /// The files that `paths` name or hold, in batches of `size` bytes, or of one file where that is bigger. The order of the
    /// paths does not matter.
    ///
    /// # Errors
    ///
    /// A path that does not exist, or `-` where nobody says what it holds.
    pub fn of(paths: &[String], options: &'a Options, size: u64) -> Result<Batches<'a>> {
        let Search { inputs, skipped, unreadable } = input::search(paths, options)?;
        let (articles, claim_sets): (Vec<Input>, Vec<Input>) =
            inputs.into_iter().partition(Input::is_article);
        // Standard input cannot be read again.
        let size = if claim_sets.iter().any(|input| input.path.is_none()) { u64::MAX } else { size };
        let mut batches = Batches { size, skipped, articles, ..Batches::empty(options) };
        batches.claim_sets = claim_sets.into_iter();
        for (path, message) in unreadable {
            let span = Span { file: batches.files.add(path, ""), start: 0, end: 0 };
            batches.findings.push(rules::UNREADABLE.at(span, message));
        }
        Ok(batches)
    }

    /// The same from the beginning, if articles were taken for claim sets, which now are known; `paths` are those of the first
    /// time. All batches must have been read.
    ///
    /// # Errors
    ///
    /// As for [`Batches::of`].
    pub fn again(&self, paths: &[String]) -> Result<Option<Batches<'a>>> {
        if !self.unnamed.iter().any(|path| self.texts.contains(path)) {
            return Ok(None);
        }
        let again = Batches::of(paths, self.options, self.size)?;
        Ok(Some(Batches { texts: self.texts.clone(), ..again }))
    }

    /// A text as if it stood in a file of this name.
    pub(super) fn of_text(name: &str, text: &str, options: &'a Options) -> (Batches<'a>, Vec<ClaimSet>) {
        let mut batches = Batches::empty(options);
        let file = batches.files.add(name, text);
        let format = Format::of(Path::new(name));
        let input = Input { shown: name.to_owned(), path: None, format, named: true, beside: false };
        let sets = batches.take(vec![Entry::new(input, file)]);
        (batches, sets)
    }

    fn empty(options: &'a Options) -> Batches<'a> {
        Batches {
            files: Files::default(),
            options,
            size: u64::MAX,
            claim_sets: Vec::new().into_iter(),
            articles: Vec::new(),
            before: 0,
            findings: Vec::new(),
            ids: HashMap::new(),
            texts: BTreeSet::new(),
            unnamed: Vec::new(),
            skipped: Vec::new(),
            omitted: Vec::new(),
        }
    }

    /// How many files are still to be read, or to be left out.
    pub fn left(&self) -> usize {
        self.claim_sets.len() + self.articles.len()
    }

    /// The claim sets of the next batch, whose words are still to be read; none where all files were.
    pub fn read(&mut self) -> Option<Vec<ClaimSet>> {
        if self.left() == 0 {
            return None;
        }
        let mut inputs = self.next_inputs();
        inputs.retain(|input| !(input.is_article() && self.is_text(input)));
        self.before = self.files.count();
        let contents: Vec<Content> = threads::map(&inputs, inputs.len(), content::of_input);
        let entries = inputs.into_iter().zip(contents).map(|(input, content)| {
            let file = self.files.add(input.shown.clone(), content.text);
            let findings = content.fault.map(|fault| fault.finding(file)).into_iter().collect();
            Entry { findings, ..Entry::new(input, file) }
        });
        let entries = entries.collect();
        Some(self.take(entries))
    }

    /// Claim sets until the batch is full; the articles where there are none left. Articles that a folder holds beside
    /// claim sets are what those were made of.
    fn next_inputs(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        let mut bytes: u64 = 0;
        while bytes < self.size
            && let Some(input) = self.claim_sets.next()
        {
            let path = input.path.as_ref();
            bytes =
                bytes.saturating_add(path.and_then(|path| fs::metadata(path).ok()).map_or(0, |it| it.len()));
            inputs.push(input);
        }
        if inputs.is_empty() {
            inputs = std::mem::take(&mut self.articles);
            if !self.ids.is_empty() && !self.options.articles {
                let left_out = inputs.extract_if(.., |input| !input.named);
                self.skipped.extend(left_out.filter_map(|input| input.path));
            }
        }
        inputs
    }

    /// What comes of files that were read.
    fn take(&mut self, mut entries: Vec<Entry>) -> Vec<ClaimSet> {
        let (files, options) = (&mut self.files, self.options);
        let bytes: usize = entries.iter().map(|entry| files.text(entry.file).len()).sum();
        threads::for_each(&mut entries, bytes / 1024, |entry| entry.parse(files, options));
        let texts = article::locate(&mut entries);
        self.texts.extend(texts.keys().cloned());
        entries.retain(|entry| !self.is_text(&entry.input));
        article::read(texts, &mut entries, &mut self.files);
        ids::tell_apart(&mut entries, &self.ids);
        let drafts: Vec<Draft> = entries.into_iter().flat_map(|entry| self.drafts(entry)).collect();
        let mut sets: Vec<ClaimSet> =
            drafts.into_iter().filter_map(|draft| self.of_its_own_id(draft)).collect();
        let claims = sets.iter().map(|set| set.claims.len()).sum();
        let files = &self.files;
        threads::for_each(&mut sets, claims, |ClaimSet { source, claims }| {
            article::find_quotes(source, claims, files);
        });
        sets
    }

    /// Whether a folder holds the file and a `text` names it: then it is an article, whatever it looks like.
    fn is_text(&self, input: &Input) -> bool {
        !input.named && input.path.as_ref().is_some_and(|path| self.texts.contains(path))
    }

    /// The claim sets of a file. What else is known of it is noted.
    fn drafts(&mut self, mut entry: Entry) -> Vec<Draft> {
        entry.attribute();
        let Entry { input, file, drafts, findings, skipped, omitted } = entry;
        if !omitted.is_empty() {
            self.omitted.push((file, omitted));
        }
        self.findings.extend(findings);
        match input.path {
            Some(path) if skipped => {
                self.files.set_aside(file);
                if !input.beside {
                    self.skipped.push(path);
                }
            }
            Some(path) if !input.named => self.unnamed.push(path),
            _ => {}
        }
        drafts
    }

    /// The claim set, if no other has its id: of two sources with one id the first, by path, is kept.
    fn of_its_own_id(&mut self, draft: Draft) -> Option<ClaimSet> {
        let id = &draft.set.source.id;
        let Some(&first) = self.ids.get(id) else {
            self.ids.insert(id.clone(), draft.id_span);
            return Some(draft.set);
        };
        let message = format!("two sources have the id `{id}`; the second is left out");
        let mut finding = rules::DUPLICATE_SOURCE
            .at(draft.id_span, message)
            .with_place(first, "the first")
            .with_help(another_id(&draft, &self.files));
        finding.places.iter_mut().for_each(|place| place.source = Some(id.clone()));
        self.findings.push(finding);
        None
    }

    /// Lets go of the claims of the batch, and of its texts but for the lines of the heads, of faults, and of `shown`. That is
    /// little, but for a file of a single line, which is kept whole where one of these is in it. Stored articles are read
    /// beside the batch and do not count for its size.
    pub fn let_go(&mut self, sets: &mut [ClaimSet], shown: impl IntoIterator<Item = Span>) {
        let faults = self.findings.iter().flat_map(|finding| &finding.places).map(|place| place.span);
        let ids = self.ids.values().copied();
        let origins = sets.iter().flat_map(|set| &set.source.derived_from).map(|origin| origin.span);
        let heads = sets.iter().map(|set| set.source.span);
        let shown = shown.into_iter().chain(faults).chain(ids).chain(origins).chain(heads);
        self.files.keep_lines(self.before, shown);
        sets.iter_mut().for_each(|set| set.claims = Vec::new());
    }

    /// All of it: what is left of the claim sets, by source id, and what is wrong in the files, by path and place.
    pub fn finish(mut self, mut sets: Vec<ClaimSet>) -> Loaded {
        let texts = &self.texts;
        sets.sort_by(|a, b| a.source.id.cmp(&b.source.id));
        follow_versions(&mut sets);
        self.skipped.retain(|path| !texts.contains(path));
        finish(&mut self.findings, &self.files);
        let Batches { files, findings, skipped, omitted, .. } = self;
        Loaded { files, sets, findings, skipped: skipped.len(), omitted }
    }
}

/// A file and what has come of it so far.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) input: Input,
    file: FileId,
    pub(super) drafts: Vec<Draft>,
    pub(super) findings: Vec<Finding>,
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

/// How a claim set gets an id that no other has: where it lies in a folder, one with the folder in it.
fn another_id(draft: &Draft, files: &Files) -> String {
    let path = Path::new(files.path(draft.id_span.file)).with_extension("");
    let mut parts = path.components().rev().filter_map(|part| part.as_os_str().to_str());
    let proposed =
        parts.next().zip(parts.next()).map(|(name, folder)| SourceId::slug(&format!("{folder}-{name}")));
    let example = proposed.map(|id| format!(", such as `id: {id}`")).unwrap_or_default();
    format!("give one of them an id of its own under `source`{example}")
}
