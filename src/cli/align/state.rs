//! What `--state` keeps in its folder between runs: which files were read, and, in a file beside, the claims and their groups.
//!
//! `state.json` names the file of claims that belongs to it and is written last, so a run that ends at any moment leaves the
//! state as it was before or as it is after. What cannot be read again as it was written is made anew from the files.

use super::super::output::Whole;
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
use std::time::UNIX_EPOCH;

/// The layout of `state.json`.
const FORMAT: u32 = 1;

const MANIFEST: &str = "state.json";

/// What the name of the file of claims begins with; a number follows.
const CLAIMS: &str = "claims-";

/// A folder that one run at a time uses.
pub(super) struct State {
    folder: PathBuf,
    /// Held as long as the run.
    _lock: File,
    manifest: Manifest,
    /// The files that have to be read.
    unread: Vec<u32>,
    /// What the next state will be written to: the manifest, the claims.
    next: [Whole; 2],
}

/// What `state.json` says.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    /// The name of the file of claims, and how long it is.
    claims: String,
    bytes: u64,
    /// What was read, in that order.
    files: Vec<Known>,
    /// Lines that were lost, and what was wrong with the first of them.
    lost: u64,
    faults: Vec<Told>,
}

/// A file that was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Known {
    /// As it was given.
    path: String,
    /// Where it lies; `None` of what can be read only once.
    place: Option<PathBuf>,
    bytes: u64,
    /// When it was changed last, in nanoseconds since 1970.
    modified: u64,
    /// Empty where it was not read as it is.
    sha256: String,
    lines: u32,
}

/// A fault in a line that was read.
#[derive(Debug, Serialize, Deserialize)]
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
    /// All files, as they were given: those that were read before, and those that have to be read.
    pub(super) paths: Vec<String>,
    /// What has to be read.
    pub(super) parts: Vec<Part>,
    /// What was read before, and how it was grouped.
    pub(super) saved: Option<(Claims, Grouper)>,
    /// What the user should know.
    pub(super) notes: Vec<String>,
}

/// How a file that was read before is now.
enum Now {
    Same,
    /// There is more at its end.
    Grown,
    Changed,
    /// It is not there, or could be read only once.
    Gone,
}

impl State {
    /// Takes the state in a folder, for these inputs. It is made where it is not there.
    ///
    /// # Errors
    ///
    /// A folder that cannot be used or that another run uses; a state that has to be made anew of files that are gone.
    pub(super) fn begin(folder: &str, inputs: &[String]) -> Result<(State, Begun)> {
        let folder = Path::new(folder);
        let failed = |error: io::Error| Error::io(&folder.display().to_string(), &error);
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = File::options().create(true).truncate(false).write(true).open(folder.join("lock"));
        let lock = lock.map_err(failed)?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => {
                Error::new(format!("another run uses the state in `{}`", folder.display()))
            }
            fs::TryLockError::Error(error) => failed(error),
        })?;
        let (manifest, note) = Manifest::read(folder)?;
        tidy(folder, &manifest.claims).map_err(failed)?;
        let number =
            manifest.claims.trim_start_matches(CLAIMS).parse::<u64>().map_or(1, |it| it.wrapping_add(1));
        let next =
            [MANIFEST.to_owned(), format!("{CLAIMS}{number}")].map(|name| Whole::at(&folder.join(name)));
        let [json, claims] = next;
        let mut state = State {
            folder: folder.to_owned(),
            _lock: lock,
            manifest,
            unread: Vec::new(),
            next: [json?, claims?],
        };
        let mut begun = state.compare(inputs)?;
        begun.notes.extend(note);
        Ok((state, begun))
    }

    /// What is written, which a signal that ends the program removes.
    pub(super) fn outputs(&self) -> &[Whole] {
        &self.next
    }

    /// Holds the state against the files: what of it can be used, and what has to be read.
    fn compare(&mut self, inputs: &[String]) -> Result<Begun> {
        let shown = self.folder.display().to_string();
        let mut begun = Begun::default();
        let mut why = None;
        for (file, known) in (0..).zip(&mut self.manifest.files) {
            match known.now() {
                Now::Same | Now::Gone => {}
                Now::Grown => {
                    begun.parts.push(Part { file, start: known.bytes, line: known.lines + 1 });
                    known.look()?;
                }
                Now::Changed => why = Some(format!("`{}` is not as it was read", known.path)),
            }
        }
        if why.is_none() && !self.manifest.claims.is_empty() {
            match self.manifest.claims_in(&self.folder) {
                Ok(read) => begun.saved = Some(read),
                Err(Damage::OtherVersion) => {
                    why = Some(format!("another version wrote the state in `{shown}`"));
                }
                Err(Damage::Broken) => why = Some(format!("the state in `{shown}` is damaged")),
            }
        }
        if let Some(why) = why {
            let files = &mut self.manifest.files;
            let gone: Vec<&str> =
                files.iter().filter(|known| known.is_gone()).map(|known| known.path.as_str()).collect();
            if !gone.is_empty() {
                let gone = gone.join("`, `");
                return Err(Error::new(format!(
                    "{why}, and `{gone}` cannot be read again; put it back, or begin anew: remove `{shown}`"
                )));
            }
            begun.notes.push(format!("{why}; every file is read again"));
            files.iter_mut().try_for_each(Known::look)?;
            let part = |file| Part { file, start: 0, line: 1 };
            begun.parts = (0..files.len() as u32).map(part).collect();
        }
        for input in inputs {
            let files = &mut self.manifest.files;
            let known = Known::of(input)?;
            let is_known = |other: &Known| known.place.is_some() && other.place == known.place;
            if files.iter().any(is_known) {
                continue;
            }
            match files.iter_mut().find(|other| other.was_moved_to(&known)) {
                Some(moved) => *moved = Known { lines: moved.lines, sha256: moved.sha256.clone(), ..known },
                None => {
                    begun.parts.push(Part { file: files.len() as u32, start: 0, line: 1 });
                    files.push(known);
                }
            }
        }
        self.unread = begun.parts.iter().map(|part| part.file).collect();
        begun.paths = self.manifest.files.iter().map(|known| known.path.clone()).collect();
        Ok(begun)
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
        let State { folder, mut manifest, unread, next: [mut json, mut data], .. } = self;
        for file in unread {
            let known = &mut manifest.files[file as usize];
            let lines = ended.iter().find(|(ended, _)| *ended == file).map(|(_, lines)| *lines);
            let read = (known.bytes, known.modified);
            // what has changed while it was read is read again next time
            let is_read = known.look().is_ok() && read == (known.bytes, known.modified) && lines.is_some();
            known.lines = lines.unwrap_or_default();
            known.sha256 = if is_read {
                known.digest().map(|(digest, _)| digest).unwrap_or_default()
            } else {
                String::new()
            };
        }
        let old = manifest.claims.clone();
        if is_new || old.is_empty() {
            let mut out = BufWriter::with_capacity(1 << 18, &mut data);
            let written = saved::write(claims, grouper, &mut out).and_then(|()| out.flush());
            drop(out);
            written.map_err(|error| data.failed(&error))?;
            manifest.claims = data.name();
            data.finish()?;
            let path = folder.join(&manifest.claims);
            manifest.bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
        }
        manifest.format = FORMAT;
        manifest.lost = claims.faults.lost;
        manifest.faults = claims.faults.told.iter().map(Told::of).collect();
        let written = serde_json::to_writer_pretty(&mut json, &manifest).map_err(io::Error::from);
        written.map_err(|error| json.failed(&error))?;
        json.finish()?;
        if !old.is_empty() && old != manifest.claims {
            // the next run removes what could not be removed now
            let _ = fs::remove_file(folder.join(old));
        }
        Ok(())
    }
}

/// Removes what a run that was killed has left.
fn tidy(folder: &Path, claims: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(".tmp") || name.starts_with(CLAIMS) && name != claims {
            fs::remove_file(folder.join(&*name))?;
        }
    }
    Ok(())
}

impl Manifest {
    /// The manifest in a folder, and what is wrong with it.
    fn read(folder: &Path) -> Result<(Manifest, Option<String>)> {
        let shown = folder.display();
        match fs::read(folder.join(MANIFEST)) {
            Ok(text) => match serde_json::from_slice::<Manifest>(&text) {
                Ok(manifest) if manifest.format == FORMAT && manifest.claims.starts_with(CLAIMS) => {
                    Ok((manifest, None))
                }
                _ => {
                    let note = format!(
                        "the state in `{shown}` cannot be read; a new one is made of the files given"
                    );
                    Ok((Manifest::default(), Some(note)))
                }
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Manifest::default(), None)),
            Err(error) => Err(Error::io(&shown.to_string(), &error)),
        }
    }

    fn claims_in(&self, folder: &Path) -> std::result::Result<(Claims, Grouper), Damage> {
        let file = File::open(folder.join(&self.claims))?;
        if file.metadata()?.len() != self.bytes {
            return Err(Damage::Broken);
        }
        let (mut claims, grouper) = saved::read(BufReader::with_capacity(1 << 18, file), self.bytes)?;
        if claims.files().is_some_and(|last| last as usize >= self.files.len()) {
            return Err(Damage::Broken);
        }
        claims.faults.lost = self.lost;
        claims.faults.told =
            self.faults.iter().map(Told::fault).collect::<Option<_>>().ok_or(Damage::Broken)?;
        Ok((claims, grouper))
    }
}

impl Known {
    /// A file as it is now.
    fn of(path: &str) -> Result<Known> {
        let mut known = Known {
            path: path.to_owned(),
            place: None,
            bytes: 0,
            modified: 0,
            sha256: String::new(),
            lines: 0,
        };
        if path != "-" {
            let place = fs::canonicalize(path).map_err(|error| Error::io(path, &error))?;
            if place.is_file() {
                known.place = Some(place);
                known.look()?;
            }
        }
        Ok(known)
    }

    /// Sees how long it is and when it was changed.
    fn look(&mut self) -> Result<()> {
        let Some(place) = &self.place else { return Ok(()) };
        let metadata = fs::metadata(place).map_err(|error| Error::io(&self.path, &error))?;
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        self.bytes = metadata.len();
        self.modified = modified.map_or(0, |since| since.as_nanos() as u64);
        Ok(())
    }

    /// Whether it is not there, or could be read only once.
    fn is_gone(&self) -> bool {
        self.place.as_ref().is_none_or(|place| !place.is_file())
    }

    fn now(&mut self) -> Now {
        let mut now = self.clone();
        if self.is_gone() || now.look().is_err() {
            return Now::Gone;
        }
        if self.sha256.is_empty() {
            return Now::Changed;
        }
        if (self.bytes, self.modified) == (now.bytes, now.modified) {
            return Now::Same;
        }
        match self.digest() {
            Ok((digest, _)) if digest == self.sha256 && now.bytes == self.bytes => {
                self.modified = now.modified;
                Now::Same
            }
            Ok((digest, Tail::Line)) if digest == self.sha256 => Now::Grown,
            _ => Now::Changed,
        }
    }

    /// Whether the file is gone and lies in another place, under which it was not read before.
    fn was_moved_to(&self, other: &Known) -> bool {
        self.place.is_some()
            && self.is_gone()
            && self.bytes == other.bytes
            && other.digest().is_ok_and(|(digest, _)| digest == self.sha256)
    }

    /// The SHA-256 of the bytes that were read, and what more could follow on them.
    fn digest(&self) -> io::Result<(String, Tail)> {
        let Some(place) = &self.place else { return Ok((String::new(), Tail::Nothing)) };
        let mut file = File::open(place)?;
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
