//! The bytes of a file to text, within limits.

use super::input::Input;
use super::rules;
use super::{Format, MAX_FILE, MAX_LINES_FILE};
use crate::finding::{Finding, RuleInfo};
use crate::span::{FileId, Span};
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// The text of a file, or as much of it as is needed to show what is wrong.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) fault: Option<ContentFault>,
}

/// Why a text is not to be read.
#[derive(Debug)]
pub(super) struct ContentFault {
    pub(super) rule: RuleInfo,
    pub(super) range: Range<usize>,
    pub(super) message: String,
}

impl ContentFault {
    pub(super) fn finding(self, file: FileId) -> Finding {
        let span = Span { file, start: self.range.start, end: self.range.end };
        self.rule.at(span, self.message)
    }
}

impl Content {
    fn fault(rule: RuleInfo, message: String) -> Content {
        Content { text: String::new(), fault: Some(ContentFault { rule, range: 0..0, message }) }
    }
}

/// The text of an input, if it is of a kind that is read.
pub(super) fn of_input(input: &Input) -> Content {
    let limit = match input.format {
        Some(Format::Yaml | Format::Json | Format::Article(_)) => MAX_FILE,
        Some(Format::JsonLines) => MAX_LINES_FILE,
        None => return unsupported(&input.shown),
    };
    match &input.path {
        Some(path) => read_file(path, limit),
        None => read(io::stdin().lock(), 0, limit),
    }
}

fn unsupported(shown: &str) -> Content {
    let kind = match shown.rsplit_once('.') {
        Some((_, extension)) if !extension.contains('/') => format!("a file of the kind `.{extension}`"),
        _ => "a file without an extension".to_owned(),
    };
    let message = format!(
        "{kind} is not read; a claim set is .yaml, .yml, .json or .jsonl, an article .txt, .md or .html"
    );
    Content::fault(rules::UNSUPPORTED, message)
}

/// Reads a file of at most `limit` bytes.
pub(super) fn read_file(path: &Path, limit: u64) -> Content {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    match opened {
        Ok((metadata, _)) if metadata.len() > limit => too_big(limit),
        Ok((metadata, file)) => read(file, metadata.len(), limit),
        Err(error) => unreadable(&error),
    }
}

/// Reads what is at most `limit` bytes long, and probably `expected`.
pub(super) fn read(reader: impl Read, expected: u64, limit: u64) -> Content {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(limit)).unwrap_or(0) + 1);
    match reader.take(limit + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > limit => too_big(limit),
        Ok(_) => decode(bytes),
        Err(error) => unreadable(&error),
    }
}

fn unreadable(error: &io::Error) -> Content {
    Content::fault(rules::UNREADABLE, format!("cannot be read: {error}"))
}

fn too_big(limit: u64) -> Content {
    Content::fault(rules::LIMIT, format!("the file is bigger than {} MiB", limit >> 20))
}

fn decode(bytes: Vec<u8>) -> Content {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Content { text, fault: None },
        Err(error) => error,
    };
    let start = error.utf8_error().valid_up_to();
    let message = match error.as_bytes() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16, and must be UTF-8".to_owned(),
        bytes => format!("byte {:#04x} is not UTF-8", bytes[start]),
    };
    // Up to the bad byte the lossy text has the same offsets, and that is as far as anybody looks.
    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
    let range = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
    Content { text, fault: Some(ContentFault { rule: rules::ENCODING, range, message }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let fault = read_file(folder.path(), MAX_FILE).fault.unwrap();
        assert_eq!(fault.rule.rule.0, "load.unreadable");
        assert!(fault.message.starts_with("cannot be read: "), "{}", fault.message);
    }
}
