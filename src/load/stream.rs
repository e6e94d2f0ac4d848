//! JSON Lines by the million: read a piece at a time, plain or compressed, a claim a line. Nothing is kept of what was read.

use super::rules;
use crate::error::{Error, Result};
use crate::finding::RuleInfo;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// About so many bytes are read at a time.
const PIECE: usize = 1 << 20;

/// The longest line that is read.
const MAX_LINE: usize = 4 << 20;

/// Some whole lines of a file.
#[derive(Debug)]
pub struct Piece {
    /// The lines.
    pub text: Vec<u8>,
    /// The place of the file among the paths given.
    pub file: u32,
    /// The number of the first line, from 1.
    pub line: u32,
}

impl Piece {
    /// The lines, each with its number.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let ends = memchr::memchr_iter(b'\n', &self.text).chain([self.text.len()]);
        let mut start = 0;
        let lines = ends.map(move |end| &self.text[std::mem::replace(&mut start, end + 1).min(end)..end]);
        (self.line..).zip(lines)
    }
}

/// What is wrong with a line.
#[derive(Debug)]
pub struct LineFault {
    /// The place of the file among the paths given.
    pub file: u32,
    /// Counted from 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The rule that it breaks.
    pub rule: RuleInfo,
    /// What is wrong.
    pub message: String,
}

/// What is to be read of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The place of the file among all paths.
    pub file: u32,
    /// Where it begins, in bytes; of a compressed file only all can be read.
    pub start: u64,
    /// The number of the line that begins there, from 1.
    pub line: u32,
}

/// Lines of files, piece by piece.
pub struct Stream {
    /// The files, as they are told of and where they lie.
    files: Vec<(String, PathBuf)>,
    parts: std::vec::IntoIter<Part>,
    /// The file that is read, or was last.
    file: u32,
    reader: Option<Box<dyn BufRead + Send>>,
    line: u32,
    /// The files that were read to their ends, each with the number of its lines.
    pub ended: Vec<(u32, u32)>,
    /// What was read behind the last whole line.
    rest: Vec<u8>,
    read: Arc<AtomicU64>,
    /// The bytes of all files, as they are on disk; `None` where a path is none of a file.
    pub bytes: Option<u64>,
    /// What was wrong so far besides what is wrong with single lines.
    pub faults: Vec<LineFault>,
}

/// Counts what is read.
struct Counted<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Stream {
    /// The lines of files in turn; `-` is standard input.
    ///
    /// # Errors
    ///
    /// A path that does not exist, cannot be opened, or is a folder.
    pub fn of(paths: &[String]) -> Result<Stream> {
        let part = |file| Part { file, start: 0, line: 1 };
        let files = paths.iter().map(|path| (path.clone(), PathBuf::from(path)));
        Stream::of_parts(files.collect(), (0..paths.len() as u32).map(part).collect())
    }

    /// The lines of parts of some of these files, each with how it is told of.
    ///
    /// # Errors
    ///
    /// A path of a part that does not exist, cannot be opened, or is a folder.
    pub fn of_parts(files: Vec<(String, PathBuf)>, parts: Vec<Part>) -> Result<Stream> {
        let mut bytes = Some(0);
        for part in &parts {
            let (path, place) = &files[part.file as usize];
            if place.as_os_str() == "-" {
                bytes = None;
                continue;
            }
            let metadata = std::fs::metadata(place).map_err(|error| Error::io(path, &error))?;
            if metadata.is_dir() {
                return Err(Error::new(format!("`{path}` is a folder; name files of JSON Lines")));
            }
            let length = metadata.is_file().then_some(metadata.len());
            if length.is_some() {
                // a pipe that is opened and closed again would end for who writes to it
                File::open(place).map_err(|error| Error::io(path, &error))?;
            }
            bytes = bytes.zip(length).map(|(sum, length)| sum + length.saturating_sub(part.start));
        }
        Ok(Stream {
            files,
            parts: parts.into_iter(),
            file: 0,
            reader: None,
            line: 1,
            ended: Vec::new(),
            rest: Vec::new(),
            read: Arc::default(),
            bytes,
            faults: Vec::new(),
        })
    }

    /// The path of a file, as it was given.
    pub fn path(&self, file: u32) -> &str {
        &self.files[file as usize].0
    }

    /// How many of the bytes on disk have been read.
    pub fn position(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// The next whole lines. What cannot be read is a fault, and the next file is read.
    pub fn next_piece(&mut self) -> Option<Piece> {
        loop {
            if self.reader.is_none() {
                let part = self.parts.next()?;
                (self.file, self.line, self.rest) = (part.file, part.line, Vec::new());
                match open(&self.files[part.file as usize].1, part.start, &self.read) {
                    Ok(reader) => self.reader = Some(reader),
                    Err(error) => self.unreadable(&error),
                }
            }
            if let Some(piece) = self.lines() {
                return Some(piece);
            }
        }
    }

    fn fault(&mut self, rule: RuleInfo, message: String) {
        self.faults.push(LineFault { file: self.file, line: self.line, column: 1, rule, message });
    }

    fn unreadable(&mut self, error: &io::Error) {
        self.reader = None;
        self.fault(rules::UNREADABLE, format!("cannot be read from here on: {error}"));
    }

    fn lines(&mut self) -> Option<Piece> {
        let reader = self.reader.as_mut()?;
        let mut text = std::mem::take(&mut self.rest);
        let before = text.len();
        text.reserve(PIECE + 1);
        let read = reader.take(PIECE as u64).read_to_end(&mut text);
        if before == 0 && self.line == 1 && text.starts_with(b"\xef\xbb\xbf") {
            text.drain(..3);
        }
        if let Err(error) = read {
            // the lines before the fault are whole
            text.truncate(memchr::memrchr(b'\n', &text).map_or(0, |end| end + 1));
            let piece = self.piece(text);
            self.unreadable(&error);
            return piece;
        }
        if text.len() == before {
            self.reader = None;
            let piece = self.piece(text);
            self.ended.push((self.file, self.line - 1));
            return piece;
        }
        if before > 0
            && let Some(end) = memchr::memchr(b'\n', &text).filter(|end| *end > MAX_LINE)
        {
            self.fault(rules::LIMIT, format!("a line of more than {} MiB", MAX_LINE >> 20));
            self.line += 1;
            text.drain(..=end);
        }
        match memchr::memrchr(b'\n', &text) {
            Some(end) => self.rest = text.split_off(end + 1),
            None if text.len() > MAX_LINE => {
                self.fault(rules::LIMIT, format!("a line of more than {} MiB", MAX_LINE >> 20));
                drop(text);
                self.skip_line();
                return None;
            }
            None => {
                self.rest = text;
                return None;
            }
        }
        self.piece(text)
    }

    fn piece(&mut self, text: Vec<u8>) -> Option<Piece> {
        let line = self.line;
        self.line += memchr::memchr_iter(b'\n', &text).count() as u32;
        (!text.is_empty()).then_some(Piece { text, file: self.file, line })
    }

    /// Goes on behind the end of the line.
    fn skip_line(&mut self) {
        while let Some(reader) = &mut self.reader {
            let (length, done) = match reader.fill_buf() {
                Ok(buffer) => match memchr::memchr(b'\n', buffer) {
                    Some(end) => (end + 1, true),
                    None => (buffer.len(), buffer.is_empty()),
                },
                Err(error) => return self.unreadable(&error),
            };
            reader.consume(length);
            if done {
                break;
            }
        }
        self.line += 1;
    }
}

/// Whether bytes at the start of a file say that it is compressed, with gzip or with zstd.
pub fn is_compressed(start: &[u8]) -> bool {
    is_gzip(start) || is_zstd(start)
}

fn is_gzip(start: &[u8]) -> bool {
    start.starts_with(&[0x1f, 0x8b])
}

/// A frame, or one that is to be skipped.
fn is_zstd(start: &[u8]) -> bool {
    start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) || matches!(start, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Opens a file, compressed or not: its first bytes tell. From a later place on it is not.
fn open(place: &Path, start: u64, read: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
    const ROOM: usize = 256 << 10;
    let source: Box<dyn Read + Send> = if place.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        let mut file = File::open(place)?;
        if start > 0 {
            file.seek(SeekFrom::Start(start))?;
        }
        Box::new(file)
    };
    let mut reader = BufReader::with_capacity(ROOM, Counted { reader: source, read: Arc::clone(read) });
    let first = if start == 0 { reader.fill_buf()? } else { &[] };
    Ok(if is_gzip(first) {
        Box::new(BufReader::with_capacity(ROOM, flate2::bufread::MultiGzDecoder::new(reader)))
    } else if is_zstd(first) {
        Box::new(BufReader::with_capacity(ROOM, Frames::of(reader)))
    } else {
        Box::new(reader)
    })
}

/// What is in the frames of a file of zstd, one after the other (RFC 8878, 3.1).
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    is_in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn of(source: R) -> Frames<R> {
        Frames { source, decoder: FrameDecoder::new(), is_in_frame: false }
    }

    /// Goes to the next frame, if there is one, past those that hold nothing of the text.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_in_frame && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() < buffer.len() && !self.decoder.is_finished() {
                let more = BlockDecodingStrategy::UptoBytes(buffer.len() - self.decoder.can_collect());
                self.decoder.decode_blocks(&mut self.source, more).map_err(io::Error::other)?;
            }
            let count = self.decoder.read(buffer)?;
            self.is_in_frame = count > 0;
            if count > 0 {
                return Ok(count);
            }
        }
    }
}

/// What a line says.
#[derive(Debug)]
pub enum Line<'a> {
    /// A claim.
    Claim(ClaimLine<'a>),
    /// A source's head, or nothing.
    Other,
}

/// A claim's line.
#[derive(Debug)]
pub struct ClaimLine<'a> {
    /// Who claims it.
    pub source: Cow<'a, str>,
    /// Its id as JSON, a number or a string without needless escapes; `None` where it has none.
    pub id: Option<Cow<'a, str>>,
    /// The claim.
    pub text: Cow<'a, str>,
    /// The question that it answers; equal keys always align.
    pub key: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    key: Option<Text<'a>>,
    headline: Option<IgnoredAny>,
    publisher: Option<IgnoredAny>,
    url: Option<IgnoredAny>,
    published: Option<IgnoredAny>,
    modified: Option<IgnoredAny>,
    language: Option<IgnoredAny>,
    text_sha256: Option<IgnoredAny>,
    derived_from: Option<IgnoredAny>,
}

/// Borrowed where it holds no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads a line. Fields that it does not know are passed over.
///
/// # Errors
///
/// The column in characters, the rule and what is wrong.
pub fn read_line(line: &[u8]) -> std::result::Result<Line<'_>, (u32, RuleInfo, String)> {
    let line = line.trim_ascii();
    if line.is_empty() {
        return Ok(Line::Other);
    }
    if line[0] != b'{' {
        let message = "this line is no mapping, and must be `{\"source\": …, \"text\": …}`";
        return Err((1, rules::TYPE, message.to_owned()));
    }
    // looked through at once, and string by string only to say what is wrong
    let fields: serde_json::Result<Fields<'_>> = match std::str::from_utf8(line) {
        Ok(line) => serde_json::from_str(line),
        Err(_) => serde_json::from_slice(line),
    };
    let fields = fields.map_err(|error| {
        let before = &line[..error.column().saturating_sub(1).min(line.len())];
        let column = String::from_utf8_lossy(before).chars().count() as u32 + 1;
        let rule = if error.is_data() { rules::TYPE } else { rules::SYNTAX };
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        (column, rule, message)
    })?;
    let missing = |what: &str| (1, rules::MISSING_FIELD, format!("this line has no `{what}`"));
    let head = [
        fields.headline,
        fields.publisher,
        fields.url,
        fields.published,
        fields.modified,
        fields.language,
        fields.text_sha256,
        fields.derived_from,
    ];
    if fields.text.is_none() && head.iter().any(Option::is_some) {
        return Ok(Line::Other);
    }
    let Some(Text(text)) = fields.text else { return Err(missing("text")) };
    if text.trim().is_empty() {
        return Err((1, rules::EMPTY, "the `text` of this line is empty".to_owned()));
    }
    let scalar = |name: &str, value: &'_ RawValue| match value.get().as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => Ok(()),
        // half of a character written as `\u` is no text
        Some(b'"') if !value.get().contains('\\') || serde_json::from_str::<String>(value.get()).is_ok() => {
            Ok(())
        }
        _ => Err((1, rules::TYPE, format!("the `{name}` of this line is no string and no number"))),
    };
    let source = fields.source.filter(|source| source.get() != "null").ok_or_else(|| missing("source"))?;
    scalar("source", source)?;
    let source = unquoted(source.get());
    if source.trim().is_empty() {
        return Err((1, rules::EMPTY, "the `source` of this line is empty".to_owned()));
    }
    let id = fields
        .id
        .filter(|id| id.get() != "null")
        .map(|id| scalar("id", id).map(|()| plain(id.get())))
        .transpose()?;
    let key = fields.key.map(|Text(key)| key).filter(|key| !key.trim().is_empty());
    Ok(Line::Claim(ClaimLine { source, id, text, key }))
}

/// What a JSON string says, and a number as it is written.
fn unquoted(json: &str) -> Cow<'_, str> {
    match json.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) if inner.contains('\\') => {
            serde_json::from_str::<String>(json).map_or(Cow::Borrowed(json), Cow::Owned)
        }
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(json),
    }
}

/// A JSON scalar without needless escapes.
fn plain(json: &str) -> Cow<'_, str> {
    if !json.contains('\\') {
        return Cow::Borrowed(json);
    }
    let words = serde_json::from_str::<String>(json).ok();
    words.and_then(|words| serde_json::to_string(&words).ok()).map_or(Cow::Borrowed(json), Cow::Owned)
}
