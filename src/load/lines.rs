//! JSON Lines: the claims of many sources in one file, one claim a line, and perhaps one line for each source's head.
//!
//! The lines are independent, so they are read in pieces of about a megabyte side by side and put together in order.

use super::claims::{CLAIM, Found};
use super::faults::Faults;
use super::fields::{Field, Reader, Unknown, Words, start_of};
use super::shape::names;
use super::source::{Draft, SOURCE};
use super::tree::{At, Kind};
use super::{json, keys, rules};
use crate::claim::SourceId;
use crate::span::FileId;
use crate::threads;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

const PIECE: usize = 1 << 20;

/// The claim sets of a file whose text starts at byte `base`, in the order in which their sources appear.
pub(super) fn read(text: &str, file: FileId, base: usize, reader: &mut Reader) -> Vec<Draft> {
    let kilobytes = text.len() / 1024;
    let pieces: Vec<Piece> =
        threads::map(&pieces(text), kilobytes, |&(start, lines)| Piece::read(lines, file, base + start));
    reader.unknown = Some(Default::default());
    let mut groups: Vec<Group> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for piece in pieces {
        reader.faults.append(piece.reader.faults);
        for (name, unknown) in piece.reader.unknown.unwrap_or_default() {
            reader.merge_unknown(name, unknown);
        }
        for group in piece.groups {
            match index.entry(group.source.text.clone()) {
                Entry::Occupied(entry) => groups[*entry.get()].absorb(group, &mut reader.faults),
                Entry::Vacant(entry) => {
                    entry.insert(groups.len());
                    groups.push(group);
                }
            }
        }
    }
    reader.tell_unknown();
    drafts(groups, kilobytes, reader)
}

/// Whether a file that nobody named is one of ours: its first line that can be read has a source that says something.
pub(super) fn is_claim_set(text: &str, file: FileId) -> bool {
    let mut trees = text.lines().filter_map(|line| json::read(line, file, 0, &mut Faults::default()));
    let first = trees.find(|tree| tree.root().is_some());
    first.is_none_or(|tree| {
        let has = |key| tree.root().is_some_and(|root| root.get(key).is_some());
        has("source") && (has("text") || has("headline"))
    })
}

/// The text in pieces of whole lines, each with the byte it starts at.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let from = (start + PIECE).min(text.len());
        let newline = text.as_bytes()[from..].iter().position(|&b| b == b'\n');
        let end = newline.map_or(text.len(), |newline| from + newline + 1);
        pieces.push((start, &text[start..end]));
        start = end;
    }
    pieces
}

#[derive(Default)]
struct Piece {
    reader: Reader,
    groups: Vec<Group>,
    index: HashMap<String, usize>,
}

/// What the lines say about one source.
struct Group {
    /// The id as written, where it first stands.
    source: Words,
    head: Option<Box<Draft>>,
    found: Vec<Found>,
    /// Claims that were begun, also those that were lost.
    count: usize,
}

impl Group {
    fn absorb(&mut self, later: Group, faults: &mut Faults) {
        if let Some(head) = later.head {
            self.set_head(head, faults);
        }
        let before = self.count;
        let moved = later.found.into_iter().map(|found| Found { position: found.position + before, ..found });
        self.found.extend(moved);
        self.count += later.count;
    }

    fn set_head(&mut self, head: Box<Draft>, faults: &mut Faults) {
        match &self.head {
            None => self.head = Some(head),
            Some(first) => {
                let message = format!("a second head of `{}`; the first counts", first.set.source.id);
                let finding = rules::DUPLICATE_SOURCE.at(head.set.source.span, message);
                faults.push(finding.with_place(first.set.source.span, "the first"));
            }
        }
    }
}

impl Piece {
    fn read(lines: &str, file: FileId, base: usize) -> Piece {
        let reader = Reader { json: true, unknown: Some(Default::default()), ..Reader::default() };
        let mut piece = Piece { reader, ..Piece::default() };
        let mut start = base;
        for line in lines.split_inclusive('\n') {
            if let Some(mut tree) = json::read(line.trim_end(), file, start, &mut piece.reader.faults) {
                keys::check(&mut tree, &mut piece.reader.faults);
                if let Some(root) = tree.root() {
                    piece.line(root);
                }
            }
            start += line.len();
        }
        piece
    }

    fn line(&mut self, root: At<'_>) {
        if !matches!(root.kind(), Kind::Mapping) {
            self.reader.faults.push(
                rules::TYPE
                    .at(root.span(), "this line is no mapping, and must be `{\"source\": …, \"text\": …}`"),
            );
            return;
        }
        if root.get("text").is_none()
            && names(&SOURCE).iter().any(|&name| name != "id" && root.get(name).is_some())
        {
            self.head(root);
        } else {
            self.claim(root);
        }
    }

    fn claim(&mut self, root: At<'_>) {
        let [id, text, key, quote, speaker, modality, polarity, values] = names(&CLAIM);
        let known = ["source", id, text, key, quote, speaker, modality, polarity, values];
        let [source, fields @ ..] = self.reader.fields(root, "a claim's line", &known);
        let Some(index) = self.group(source, root) else { return };
        self.groups[index].count += 1;
        let found = self.reader.claim_of(fields, root.span(), self.groups[index].count);
        self.groups[index].found.extend(found);
    }

    fn head(&mut self, root: At<'_>) {
        let [_, headline, publisher, url, published, modified, language, _, text_sha256, derived_from] =
            names(&SOURCE);
        let known = [
            "source",
            "schema",
            headline,
            publisher,
            url,
            published,
            modified,
            language,
            text_sha256,
            derived_from,
        ];
        let [
            source,
            schema,
            headline,
            publisher,
            url,
            published,
            modified,
            language,
            text_sha256,
            derived_from,
        ] = self.reader.fields(root, "a source's line", &known);
        if let Some(schema) = schema {
            self.reader.schema(schema);
        }
        let Some(index) = self.group(source, root) else { return };
        let group = &mut self.groups[index];
        let id = SourceId::slug(&group.source.text);
        let mut head = Box::new(Draft::new(id, root.span()));
        head.id_span = group.source.span;
        let fields =
            [None, headline, publisher, url, published, modified, language, None, text_sha256, derived_from];
        self.reader.head(fields, &mut head);
        group.set_head(head, &mut self.reader.faults);
    }

    /// The group of a line by its `source`.
    fn group(&mut self, source: Option<Field<'_>>, root: At<'_>) -> Option<usize> {
        let text = match source {
            None => None,
            Some(field) => match self.reader.scalar(field, "a source id") {
                Some((text, _)) => Some(text.trim()).filter(|text| !text.is_empty()),
                None if matches!(field.value.kind(), Kind::Null) => None,
                None => return None,
            },
        };
        let (Some(field), Some(text)) = (source, text) else {
            self.reader
                .faults
                .push(rules::MISSING_FIELD.at(start_of(root.span()), "this line has no `source`"));
            return None;
        };
        if let Some(&index) = self.index.get(text) {
            return Some(index);
        }
        let source = Words { text: text.to_owned(), span: field.value.span() };
        self.index.insert(source.text.clone(), self.groups.len());
        self.groups.push(Group { source, head: None, found: Vec::new(), count: 0 });
        Some(self.groups.len() - 1)
    }
}

impl Reader {
    fn merge_unknown(&mut self, name: String, unknown: Unknown) {
        let Some(known) = &mut self.unknown else { return };
        known.entry(name).and_modify(|first| first.lines += unknown.lines).or_insert(unknown);
    }
}

/// Groups to claim sets: ids that differ only until they obey the rule are one source.
fn drafts(groups: Vec<Group>, kilobytes: usize, reader: &mut Reader) -> Vec<Draft> {
    let mut merged: Vec<(SourceId, Group)> = Vec::with_capacity(groups.len());
    let mut index: HashMap<SourceId, usize> = HashMap::with_capacity(groups.len());
    for group in groups {
        let id = reader.source_id(&group.source);
        match index.entry(id.clone()) {
            Entry::Occupied(entry) => merged[*entry.get()].1.absorb(group, &mut reader.faults),
            Entry::Vacant(entry) => {
                entry.insert(merged.len());
                merged.push((id, group));
            }
        }
    }
    let named: Vec<(Draft, Faults)> = threads::map_into(merged, kilobytes, |(id, group)| draft(id, group));
    let mut drafts = Vec::with_capacity(named.len());
    for (draft, faults) in named {
        reader.faults.append(faults);
        drafts.push(draft);
    }
    drafts
}

fn draft(id: SourceId, group: Group) -> (Draft, Faults) {
    let Group { source: Words { span, .. }, head, found, .. } = group;
    let mut reader = Reader::default();
    let mut draft = head.map_or_else(|| Draft::new(id.clone(), span), |head| *head);
    draft.set.source.id = id;
    draft.set.claims = reader.with_ids(found);
    (draft, reader.faults)
}
