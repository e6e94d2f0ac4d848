//! What `--state` keeps in its folder between runs: one file that says which files were read, and, behind that, holds the
//! claims and their groups.
//!
//! The file is written beside the old one and takes its place in the end, so a run that ends at any moment leaves the state
//! as it was before or as it is after. What is not as it was written is made anew of the files.

use super::super::output::{TEMPORARY, Whole};
use crate::align::many::saved::{self, Damage};
use crate::align::many::{Claims, Grouper};
use crate::error::{Error, Result};
use crate::load::stream::{LineFault, Part, is_compressed};
use crate::rules;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The file of the state.
const NAME: &str = "factdiff-state";

/// The file that a run holds as long as it uses the state.
const LOCK: &str = "factdiff-lock";

/// The first line of the state. The second is its head as JSON, the third the CRC-32 of that. The number is that of their
/// layout; what follows them has its own.
const FIRST: &str = "factdiff state 1\n";

/// A folder that one run at a time uses.
pub(super) struct State {
    folder: PathBuf,
    /// Held as long as the run.
    _lock: File,
    head: Head,
    /// The files that have to be read.
    unread: Vec<u32>,
    /// Whether the head is another than that of the old state.
    is_changed: bool,
    /// What the next state is written to.
    next: Whole,
}

/// What a state is of.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Head {
    /// What was read, in that order.
    files: Vec<Known>,
    /// Lines that were lost, and what was wrong with the first of them.
    lost: u64,
    faults: Vec<Told>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Known {
    /// As it was given.
    path: String,
    /// Where it lies.
    place: PathBuf,
    bytes: u64,
    /// When it was changed last, in nanoseconds since 1970.
    changed: i64,
    /// Of its bytes; `None` where it could not be read to its end, or changed while it was read.
    sha256: Option<String>,
    lines: u32,
}

/// A fault in a line that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Told {
    file: u32,
    line: u32,
    column: u32,
    rule: String,
    message: String,
}

/// What a run begins with.
#[derive(Default)]
pub(super) struct Begun {
    /// All files, as they were given and where they lie: those that were read before, and those that have to be read.
    pub(super) files: Vec<(String, PathBuf)>,
    /// What has to be read.
    pub(super) parts: Vec<Part>,
    /// What was read before, and how it was grouped.
    pub(super) saved: Option<(Claims, Grouper)>,
    /// Whether a file has grown that is not the last: what it has more comes before what was read of others.
    pub(super) is_between: bool,
    /// What the user should know.
    pub(super) notes: Vec<String>,
    /// Whether it is not known any more what was read before.
    pub(super) is_lost: bool,
}

/// How a file that was read before is now.
enum Now {
    Same,
    /// There is more at its end.
    Grown,
    Changed,
    /// It is not there; its claims count as they were.
    Gone,
}

/// Locks the file. A run that has just ended, or a program that another thread is starting, may hold it for a moment.
fn taken(lock: &File) -> std::result::Result<(), fs::TryLockError> {
    for _ in 0..10 {
        match lock.try_lock() {
            Err(fs::TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
            other => return other,
        }
    }
    lock.try_lock()
}

impl State {
    /// Takes the state in a folder, for these inputs. It is made where it is not there.
    ///
    /// # Errors
    ///
    /// Inputs that cannot be read again; a folder that cannot be used, that another run uses, or that is for something else;
    /// a state that has to be made anew of files that are gone.
    pub(super) fn begin(folder: &str, inputs: &[String]) -> Result<(State, Begun)> {
        let inputs = inputs.iter().map(|input| Known::of(input)).collect::<Result<Vec<Known>>>()?;
        let folder = Path::new(folder);
        let failed = |error: io::Error| Error::io(&folder.display().to_string(), &error);
        fs::create_dir_all(folder).map_err(failed)?;
        if !is_of_a_state(folder).map_err(failed)? {
            let folder = folder.display();
            return Err(Error::new(format!(
                "`{folder}` holds no state, but other files; name a folder for the state alone"
            )));
        }
        let lock = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK));
        let lock = lock.map_err(failed)?;
        taken(&lock).map_err(|error| match error {
            fs::TryLockError::WouldBlock => {
                Error::new(format!("another run uses the state in `{}`", folder.display()))
            }
            fs::TryLockError::Error(error) => failed(error),
        })?;
        tidy(folder).map_err(failed)?;
        let mut begun = Begun::default();
        let path = folder.join(NAME);
        let file = match File::open(&path) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(&path.display().to_string(), &error)),
        };
        let mut reader = file.map(|file| BufReader::with_capacity(1 << 18, file));
        let head = reader.as_mut().map(Head::read).transpose().unwrap_or_else(|_| {
            begun.is_lost = true;
            begun.notes.push(format!(
                "the state in `{}` cannot be read, nor what it was of; a new one is made of the files given",
                folder.display()
            ));
            None
        });
        let mut state = State {
            folder: folder.canonicalize().map_err(failed)?,
            _lock: lock,
            head: head.clone().unwrap_or_default(),
            unread: Vec::new(),
            is_changed: false,
            next: Whole::at(&path)?,
        };
        state.compare(
            inputs,
            reader.filter(|_| head.is_some()),
            &folder.display().to_string(),
            &mut begun,
        )?;
        state.is_changed = head.is_none_or(|head| head != state.head);
        Ok((state, begun))
    }

    /// What is written, which a signal that ends the program removes.
    pub(super) fn output(&self) -> &Whole {
        &self.next
    }

    /// The files whose place no output may take.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        self.head.files.iter().filter_map(|known| known.place.to_str())
    }

    /// Whether something would be written into the folder.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        folder.canonicalize().is_ok_and(|folder| folder == self.folder)
    }

    /// Holds the state against the files: what of it can be used, and what has to be read.
    fn compare(
        &mut self,
        inputs: Vec<Known>,
        saved: Option<BufReader<File>>,
        shown: &str,
        begun: &mut Begun,
    ) -> Result<()> {
        let files = &mut self.head.files;
        let (mut why, mut gone) = (None, 0);
        let last = files.len().saturating_sub(1) as u32;
        for (file, known) in (0..).zip(&mut *files) {
            // a file that is gone may lie in another place
            let moved = inputs.iter().find(|input| known.is_gone() && known.is_start_of(input));
            if let Some(input) = moved {
                (known.path, known.place) = (input.path.clone(), input.place.clone());
            }
            match known.now() {
                Now::Same => {}
                Now::Gone => gone += 1,
                Now::Grown => {
                    begun.parts.push(Part { file, start: known.bytes, line: known.lines + 1 });
                    begun.is_between |= file < last;
                    known.look()?;
                }
                Now::Changed if known.sha256.is_none() => {
                    why = Some(format!("`{}` was not read as it is", known.path));
                }
                Now::Changed => why = Some(format!("`{}` is not as it was read", known.path)),
            }
        }
        match saved {
            Some(saved) if why.is_none() => match self.head.claims_from(saved) {
                Ok(read) => begun.saved = Some(read),
                Err(Damage::OtherVersion) => {
                    why = Some(format!("another version wrote the state in `{shown}`"));
                }
                Err(Damage::Broken) => why = Some(format!("the state in `{shown}` is damaged")),
            },
            _ => {}
        }
        let files = &mut self.head.files;
        if let Some(why) = why {
            let gone: Vec<&str> =
                files.iter().filter(|known| known.is_gone()).map(|known| known.path.as_str()).collect();
            if !gone.is_empty() {
                let gone = gone.join("`, `");
                return Err(Error::new(format!(
                    "{why}, and `{gone}` is gone and cannot be read again; put it back, or begin anew: remove `{shown}`"
                )));
            }
            begun.notes.push(format!("{why}; every file is read again"));
            files.iter_mut().try_for_each(Known::look)?;
            let part = |file| Part { file, start: 0, line: 1 };
            begun.parts = (0..files.len() as u32).map(part).collect();
            begun.is_between = false;
        } else if gone > 0 {
            let files = if gone == 1 { "a file" } else { "files" };
            begun.notes.push(format!(
                "{files} that the state in `{shown}` is of cannot be found ({gone}); the claims count as they were"
            ));
        }
        for input in inputs {
            if !files.iter().any(|known| known.place == input.place) {
                begun.parts.push(Part { file: files.len() as u32, start: 0, line: 1 });
                files.push(input);
            }
        }
        self.unread = begun.parts.iter().map(|part| part.file).collect();
        begun.files = files.iter().map(|known| (known.path.clone(), known.place.clone())).collect();
        Ok(())
    }

    /// Keeps what was read and how it is grouped; `is_new`: there is more of it, or it is grouped in another way. `ended` is of
    /// each file that was read to its end how many lines it has.
    ///
    /// # Errors
    ///
    /// What the folder cannot take.
    pub(super) fn keep(
        self,
        (claims, grouper): (&Claims, &Grouper),
        is_new: bool,
        ended: &[(u32, u32)],
    ) -> Result<()> {
        let State { mut head, unread, is_changed, mut next, .. } = self;
        if !is_new && !is_changed {
            return Ok(());
        }
        for file in unread {
            let known = &mut head.files[file as usize];
            let lines = ended.iter().find(|(ended, _)| *ended == file).map(|(_, lines)| *lines);
            let read = (known.bytes, known.changed);
            let digest = known.digest();
            let is_same = known.look().is_ok() && read == (known.bytes, known.changed);
            known.lines = lines.unwrap_or_default();
            // what has changed while it was read is read again next time
            known.sha256 = digest.ok().map(|(digest, _)| digest).filter(|_| is_same && lines.is_some());
        }
        head.lost = claims.faults.lost;
        head.faults = claims.faults.told.iter().map(Told::of).collect();
        let mut out = BufWriter::with_capacity(1 << 18, &mut next);
        let written = head
            .write(&mut out)
            .and_then(|()| saved::write(claims, grouper, &mut out))
            .and_then(|()| out.flush());
        drop(out);
        written.map_err(|error| next.failed(&error))?;
        next.finish()
    }
}

/// Whether a folder holds a state, or nothing but what a run that was killed has left.
fn is_of_a_state(folder: &Path) -> io::Result<bool> {
    if folder.join(NAME).exists() {
        return Ok(true);
    }
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if name != LOCK && !name.to_string_lossy().starts_with(TEMPORARY) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes what a run that was killed has left.
fn tidy(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl Head {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let json = serde_json::to_string(self)?;
        write!(out, "{FIRST}{json}\n{:08x}\n", crc32fast::hash(json.as_bytes()))
    }

    fn read(input: &mut impl BufRead) -> std::result::Result<Head, Damage> {
        let mut line = || {
            let mut line = String::new();
            input.read_line(&mut line).map(|_| line)
        };
        let (first, json, sum) = (line()?, line()?, line()?);
        let json = json.strip_suffix('\n').ok_or(Damage::Broken)?;
        if first != FIRST || sum != format!("{:08x}\n", crc32fast::hash(json.as_bytes())) {
            return Err(Damage::Broken);
        }
        serde_json::from_str(json).map_err(|_| Damage::Broken)
    }

    /// The claims, which follow it.
    fn claims_from(&self, mut input: BufReader<File>) -> std::result::Result<(Claims, Grouper), Damage> {
        let bytes = input.get_ref().metadata()?.len().saturating_sub(input.stream_position()?);
        let (mut claims, grouper) = saved::read(input, bytes)?;
        claims.faults.lost = self.lost;
        let faults = self.faults.iter().map(Told::fault).collect::<Option<Vec<LineFault>>>();
        claims.faults.told = faults.ok_or(Damage::Broken)?;
        let files = claims.faults.told.iter().map(|fault| fault.file).chain(claims.last_file());
        if files.max().is_some_and(|last| last as usize >= self.files.len()) {
            return Err(Damage::Broken);
        }
        Ok((claims, grouper))
    }
}

impl Known {
    /// A file as it is now.
    fn of(path: &str) -> Result<Known> {
        let failed = |error: io::Error| Error::io(path, &error);
        let is_file = path != "-" && fs::metadata(path).map_err(failed)?.is_file();
        if !is_file {
            let what = if path == "-" { "standard input" } else { path };
            return Err(Error::new(format!(
                "--state wants files that can be read again, and `{what}` is none"
            )));
        }
        let mut known = Known {
            path: path.to_owned(),
            place: fs::canonicalize(path).map_err(failed)?,
            bytes: 0,
            changed: 0,
            sha256: None,
            lines: 0,
        };
        known.look()?;
        Ok(known)
    }

    /// Sees how long it is and when it was changed.
    fn look(&mut self) -> Result<()> {
        let metadata = fs::metadata(&self.place).map_err(|error| Error::io(&self.path, &error))?;
        self.bytes = metadata.len();
        self.changed = changed(&metadata);
        Ok(())
    }

    fn is_gone(&self) -> bool {
        !self.place.is_file()
    }

    fn now(&mut self) -> Now {
        let mut now = self.clone();
        if self.is_gone() || now.look().is_err() {
            return Now::Gone;
        }
        if self.sha256.is_none() {
            return Now::Changed;
        }
        if (self.bytes, self.changed) == (now.bytes, now.changed) {
            return Now::Same;
        }
        match self.digest() {
            Ok((digest, _)) if Some(&digest) == self.sha256.as_ref() && now.bytes == self.bytes => {
                self.changed = now.changed;
                Now::Same
            }
            Ok((digest, Tail::Line)) if Some(&digest) == self.sha256.as_ref() => Now::Grown,
            _ => Now::Changed,
        }
    }

    /// Whether another file begins with what was read of this one.
    fn is_start_of(&self, other: &Known) -> bool {
        let start = Known { bytes: self.bytes, ..other.clone() };
        self.bytes <= other.bytes
            && self.sha256.is_some()
            && start.digest().is_ok_and(|(digest, _)| Some(digest) == self.sha256)
    }

    /// The SHA-256 of the bytes that were read, and what more could follow on them.
    fn digest(&self) -> io::Result<(String, Tail)> {
        let mut file = File::open(&self.place)?;
        let mut first = [0; 4];
        let is_packed = file.read(&mut first).is_ok_and(|count| is_compressed(&first[..count]));
        file.seek(SeekFrom::Start(0))?;
        let (mut hash, mut last) = (Sha256::new(), b'\n');
        let mut reader = BufReader::with_capacity(1 << 18, file.take(self.bytes));
        loop {
            let bytes = reader.fill_buf()?;
            let Some(&end) = bytes.last() else { break };
            hash.update(bytes);
            last = end;
            let count = bytes.len();
            reader.consume(count);
        }
        let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((digest, if last == b'\n' && !is_packed { Tail::Line } else { Tail::Nothing }))
    }
}

/// When a file was changed last, its permissions and its name too where that is known.
#[cfg(unix)]
fn changed(metadata: &fs::Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(metadata: &fs::Metadata) -> i64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos() as i64)
}

/// What can follow on what was read of a file.
enum Tail {
    Line,
    Nothing,
}

impl Told {
    fn of(fault: &LineFault) -> Told {
        let LineFault { file, line, column, rule, message } = fault;
        let (rule, message) = (rule.rule.0.to_owned(), message.clone());
        Told { file: *file, line: *line, column: *column, rule, message }
    }

    fn fault(&self) -> Option<LineFault> {
        let Told { file, line, column, rule, message } = self;
        let rule = rules::find(rule)?;
        Some(LineFault { file: *file, line: *line, column: *column, rule, message: message.clone() })
    }
}
