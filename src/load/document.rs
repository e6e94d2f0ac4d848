//! Files of ours that are no claim sets, YAML or JSON Lines, read with the same care: every fault is a finding with a
//! place, and what is sound is read all the same.

use super::content;
use super::input::with_slashes;
use super::{MAX_FILE, fields, finish, json, keys, rules, tree, yaml};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::span::{FileId, Files, Span};
use std::fs;
use std::path::Path;

pub(crate) use fields::{Field, Reader, shown};
pub(crate) use tree::{At, Kind};

const BOM: &str = "\u{feff}";

/// Reads the file at `path`, a mapping that `owner` is and that has `fields`, and makes of its root what `make` does.
/// Without a root that could be read the result is empty; the findings then say why. A path that does not exist, or
/// that is a folder, ends the run.
pub(crate) fn read<T: Default, const N: usize>(
    path: &str,
    files: &mut Files,
    (owner, fields): (&str, &[&'static str; N]),
    make: impl FnOnce(&mut Reader, [Option<Field<'_>>; N]) -> T,
) -> Result<(T, Vec<Finding>)> {
    let made = match open(path, files, owner)? {
        Ok(file) => parse_file(file, files, (owner, fields), make),
        Err(fault) => (T::default(), vec![fault]),
    };
    Ok(made)
}

/// Reads the file at `path`, of which every line that is not blank is a mapping in JSON that `owner` is and that has
/// `fields`, and makes of each line, with its place, what `make` does. `about` is what the file is. A fault costs no
/// more than its line.
pub(crate) fn read_lines<T, const N: usize>(
    path: &str,
    files: &mut Files,
    about: &str,
    (owner, fields): (&str, &[&'static str; N]),
    mut make: impl FnMut(&mut Reader, [Option<Field<'_>>; N], Span) -> Option<T>,
) -> Result<(Vec<T>, Vec<Finding>)> {
    let file = match open(path, files, about)? {
        Ok(file) => file,
        Err(fault) => return Ok((Vec::new(), vec![fault])),
    };
    // a program that writes lines may have more to say than we read: a field that is unknown is told once
    let mut reader = Reader { json: true, unknown: Some(Default::default()), ..Reader::default() };
    let text = files.text(file);
    let mut start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let mut made = Vec::new();
    if text[start..].trim().is_empty() {
        let place = Span { file, start, end: start };
        reader.report(rules::EMPTY.at(place, format!("the file is empty, and must be {about}")));
    }
    for line in text[start..].split_inclusive('\n') {
        if !line.trim().is_empty()
            && let Some(mut tree) = json::read(line.trim_end(), file, start, &mut reader.faults)
        {
            keys::check(&mut tree, &mut reader.faults);
            if let Some(root) = tree.root()
                && let Some(fields) = reader.mapping(root, owner, fields)
            {
                made.extend(make(&mut reader, fields, root.span()));
            }
        }
        start += line.len();
    }
    reader.tell_unknown();
    let mut findings = reader.faults.finish();
    finish(&mut findings, files);
    Ok((made, findings))
}

/// Adds the file at `path`, which must be `owner`, to `files`, or says why it cannot be read.
fn open(path: &str, files: &mut Files, owner: &str) -> Result<std::result::Result<FileId, Finding>> {
    let shown = with_slashes(path);
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            return Err(Error::new(format!("`{shown}` is a folder, and must be {owner}")));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::new(format!("`{shown}` does not exist")));
        }
        Ok(_) | Err(_) => {} // what else is wrong is told when it is read
    }
    let content = content::read_file(Path::new(path), MAX_FILE);
    let file = files.add(shown, content.text);
    Ok(match content.fault {
        None => Ok(file),
        Some(fault) => {
            let mut findings = [fault.finding(file)];
            finish(&mut findings, files);
            let [finding] = findings;
            Err(finding)
        }
    })
}

/// The same of a text that goes by the name of a path, whether or not such a file is there.
pub(crate) fn parse<T: Default, const N: usize>(
    (path, text): (&str, String),
    files: &mut Files,
    shape: (&str, &[&'static str; N]),
    make: impl FnOnce(&mut Reader, [Option<Field<'_>>; N]) -> T,
) -> (T, Vec<Finding>) {
    let file = files.add(path, text);
    parse_file(file, files, shape, make)
}

fn parse_file<T: Default, const N: usize>(
    file: FileId,
    files: &Files,
    (owner, fields): (&str, &[&'static str; N]),
    make: impl FnOnce(&mut Reader, [Option<Field<'_>>; N]) -> T,
) -> (T, Vec<Finding>) {
    let mut reader = Reader::default();
    let text = files.text(file);
    let base = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let place = Span { file, start: base, end: base };
    let made = reader.document(&text[base..], place, owner, fields, make);
    let mut findings = reader.faults.finish();
    finish(&mut findings, files);
    (made, findings)
}

impl Reader {
    /// The document that begins at `place`.
    fn document<T: Default, const N: usize>(
        &mut self,
        text: &str,
        place: Span,
        owner: &str,
        known: &[&'static str; N],
        make: impl FnOnce(&mut Reader, [Option<Field<'_>>; N]) -> T,
    ) -> T {
        let Some(mut tree) = yaml::read(text, place.file, place.start, &mut self.faults) else {
            return T::default();
        };
        keys::check(&mut tree, &mut self.faults);
        let names = || format!("`{}`", known.join("`, `"));
        match tree.root() {
            None => {
                let message = format!("the file is empty, and must be {owner}");
                self.faults
                    .push(rules::EMPTY.at(place, message).with_help(format!("{owner} has: {}", names())));
                T::default()
            }
            Some(root) if matches!(root.kind(), Kind::Mapping) => {
                let fields = self.fields(root, owner, known);
                make(self, fields)
            }
            Some(root) => {
                let message = format!(
                    "this file is {}, and must be a mapping with {}",
                    fields::kind_name(root),
                    names()
                );
                self.faults.push(rules::TYPE.at(fields::start_of(root.span()), message));
                T::default()
            }
        }
    }

    /// Reports what only the owner of the format can know.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.faults.push(finding);
    }

    /// The items of a list; none where the field is left empty.
    pub(crate) fn list_items<'a>(&mut self, field: Option<Field<'a>>) -> Vec<At<'a>> {
        let Some(field) = field else { return Vec::new() };
        match field.value.kind() {
            Kind::Sequence => field.value.children().collect(),
            Kind::Null | Kind::Refused => Vec::new(),
            Kind::Scalar(..) | Kind::Mapping => {
                self.wrong_type(field, "a list");
                Vec::new()
            }
        }
    }

    /// The fields of `node`, if it is a mapping; `owner` is what it must be: `a judgement`.
    pub(crate) fn mapping<'a, const N: usize>(
        &mut self,
        node: At<'a>,
        owner: &str,
        known: &[&'static str; N],
    ) -> Option<[Option<Field<'a>>; N]> {
        match node.kind() {
            Kind::Mapping => Some(self.fields(node, owner, known)),
            Kind::Refused => None,
            Kind::Null | Kind::Scalar(..) | Kind::Sequence => {
                let names = known.join("`, `");
                let message = format!(
                    "this is {}, and must be {owner}: a mapping with `{names}`",
                    fields::kind_name(node)
                );
                self.faults.push(rules::TYPE.at(node.span(), message));
                None
            }
        }
    }

    /// The field `name` that `owner` cannot do without.
    pub(crate) fn required<'a>(
        &mut self,
        field: Option<Field<'a>>,
        name: &str,
        (owner, span): (&str, Span),
    ) -> Option<Field<'a>> {
        let Some(field) = field else {
            let message = format!("{owner} needs its `{name}`");
            self.faults.push(rules::MISSING_FIELD.at(fields::start_of(span), message));
            return None;
        };
        let is_empty = match field.value.kind() {
            Kind::Null => true,
            Kind::Scalar(text, _) => text.trim().is_empty(),
            Kind::Sequence | Kind::Mapping => false,
            Kind::Refused => return None, // told already
        };
        if is_empty {
            self.faults.push(rules::EMPTY.at(field.span(), format!("the `{name}` of {owner} is empty")));
            return None;
        }
        Some(field)
    }
}
