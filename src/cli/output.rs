//! Writing reports: to a stream, or whole or not at all to a file.

use super::{Common, Streams, pager, usage, write_failed};
use crate::error::{Error, Result};
use crate::report::{FORMATS, Format, Report, Style, versions};
use crate::versions::Versions;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes the report where the options say.
pub(super) fn write(
    report: &Report<'_>,
    common: &Common,
    style: Style,
    streams: &mut Streams<'_>,
) -> Result<()> {
    match &common.output {
        Some(dir) if common.format.is_none() => {
            for format in FORMATS {
                let path = Path::new(dir).join(format.file);
                spare(&path, report.files.paths(), "sources")?;
                write_report(&path, format, report, &Style { beside: true, ..TO_FILE })?;
            }
            if common.quiet {
                return Ok(());
            }
            writeln!(streams.err, "wrote {} files to {dir}", FORMATS.len())
                .or_else(|error| write_failed(&error))
        }
        Some(_) | None => write_one(report, common, FORMATS, style, streams),
    }
}

/// What is written to a file is plain, whole and of one width on every machine.
const TO_FILE: Style = Style { width: 100, color: false, all: true, side_by_side: false, beside: false };

/// Writes the report in the one of `formats` that was asked for, or in the first of them.
pub(super) fn write_one(
    report: &Report<'_>,
    common: &Common,
    formats: &'static [Format],
    style: Style,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let format = match &common.format {
        Some(name) => find(name, formats)?,
        None => &formats[0],
    };
    match &common.output {
        Some(path) if path != "-" => {
            spare(Path::new(path), report.files.paths(), "sources")?;
            write_report(Path::new(path), format, report, &TO_FILE)
        }
        Some(_) | None => {
            let text = render(format, report, &style)?;
            let pager = pager::command().filter(|_| streams.width.is_some() && !common.no_pager);
            if pager.is_some_and(|command| pager::show(&command, &text)) {
                return Ok(());
            }
            streams
                .out
                .write_all(&text)
                .and_then(|()| streams.out.flush())
                .or_else(|error| write_failed(&error))
        }
    }
}

/// Writes what changed from one version of an article to the next, in the format that was asked for.
pub(super) fn write_versions(
    report: &Report<'_>,
    changed: &Versions<'_>,
    common: &Common,
    style: Style,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let name = common.format.as_deref().unwrap_or(versions::FORMATS[0].0);
    let Some((_, render)) = versions::FORMATS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = versions::FORMATS.iter().map(|(name, _)| *name).collect();
        return Err(usage(format!(
            "`--format {name}` is not a format of versions; there are {}",
            names.join(", ")
        )));
    };
    match common.output.as_deref().filter(|path| *path != "-") {
        Some(path) => {
            spare(Path::new(path), report.files.paths(), "sources")?;
            let mut text = Vec::new();
            render(report, changed, &TO_FILE, &mut text).or_else(|error| write_failed(&error))?;
            write_file(Path::new(path), &text)
        }
        None => render(report, changed, &style, &mut *streams.out).or_else(|error| write_failed(&error)),
    }
}

/// What is written never takes the place of a file that it was made from.
pub(super) fn spare<'p>(path: &Path, mut from: impl Iterator<Item = &'p str>, noun: &str) -> Result<()> {
    let Ok(real) = path.canonicalize() else { return Ok(()) };
    if from.any(|one| Path::new(one).canonicalize().is_ok_and(|it| it == real)) {
        Err(usage(format!("`{}` is one of the {noun}; name another file", path.display())))
    } else {
        Ok(())
    }
}

fn find(name: &str, formats: &'static [Format]) -> Result<&'static Format> {
    formats.iter().find(|format| format.name == name).ok_or_else(|| {
        let names: Vec<&str> = formats.iter().map(|format| format.name).collect();
        usage(format!("`--format {name}` is not a format of reports; there are {}", names.join(", ")))
    })
}

fn render(format: &Format, report: &Report<'_>, style: &Style) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    (format.render)(report, style, &mut text)
        .map_err(|error| Error::new(format!("cannot write {}: {error}", format.name)))?;
    Ok(text)
}

/// Writes a report to a file, whole or not at all.
fn write_report(path: &Path, format: &Format, report: &Report<'_>, style: &Style) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 16, Whole::at(path)?);
    let written = (format.render)(report, style, &mut file).and_then(|()| file.flush());
    written.map_err(|error| file.get_ref().failed(&error))?;
    // nothing is left in the buffer
    file.into_parts().0.finish()
}

/// Writes a file whole or not at all.
pub(super) fn write_file(path: &Path, text: &[u8]) -> Result<()> {
    let mut file = Whole::at(path)?;
    file.write_all(text).map_err(|error| file.failed(&error))?;
    file.finish()
}

/// Temporary files are private; a report is as other files, and what takes the place of a file is as that was.
#[cfg(unix)]
fn readable(file: &tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let before = fs::metadata(path).map(|metadata| metadata.permissions());
    file.as_file().set_permissions(before.unwrap_or_else(|_| fs::Permissions::from_mode(0o644)))
}

#[cfg(not(unix))]
fn readable(_file: &tempfile::NamedTempFile, _path: &Path) -> io::Result<()> {
    Ok(())
}

/// A file that is written whole or not at all: what is written goes to a temporary file beside it, which takes its place in
/// the end. A signal that ends the program takes that away. What is no file, as a pipe or `/dev/null`, is written as it is.
pub(super) struct Whole {
    target: Target,
    path: PathBuf,
}

enum Target {
    Temporary(tempfile::NamedTempFile),
    Itself(fs::File),
}

/// What the names of temporary files begin with.
pub(super) const TEMPORARY: &str = ".factdiff-";

impl Whole {
    /// The file that an option names; `None` for standard output.
    pub(super) fn of(path: Option<&str>) -> Result<Option<Whole>> {
        path.filter(|path| *path != "-").map(|path| Whole::at(Path::new(path))).transpose()
    }

    /// A file at a path; at the end of a link, the file that it leads to.
    pub(super) fn at(path: &Path) -> Result<Whole> {
        let failed = |error: io::Error| Error::io(&path.display().to_string(), &error);
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                return Err(Error::new(format!("`{}` is a folder", path.display())));
            }
            Ok(metadata) if !metadata.is_file() => {
                let file = fs::File::options().write(true).open(&path).map_err(failed)?;
                return Ok(Whole { target: Target::Itself(file), path });
            }
            _ => {}
        }
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(dir).map_err(failed)?;
        let file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(dir).map_err(failed)?;
        readable(&file, &path).map_err(failed)?;
        Ok(Whole { target: Target::Temporary(file), path })
    }

    /// What went wrong in writing it.
    pub(super) fn failed(&self, error: &io::Error) -> Error {
        Error::io(&self.path.display().to_string(), error)
    }

    /// Puts it into its place.
    pub(super) fn finish(self) -> Result<()> {
        let Whole { target, path } = self;
        match target {
            Target::Itself(_) => Ok(()),
            Target::Temporary(file) => match file.persist(&path) {
                Ok(_) => Ok(()),
                Err(error) => Err(Error::io(&path.display().to_string(), &error.error)),
            },
        }
    }

    fn temporary(&self) -> Option<&Path> {
        match &self.target {
            Target::Temporary(file) => Some(file.path()),
            Target::Itself(_) => None,
        }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Temporary(file) => file.write(bytes),
            Target::Itself(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Temporary(file) => file.flush(),
            Target::Itself(file) => file.flush(),
        }
    }
}

/// Removes the temporary files where a signal ends the program.
#[cfg(unix)]
pub(super) fn remove_when_ended<'w>(files: impl Iterator<Item = &'w Whole>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let paths: Vec<PathBuf> = files.filter_map(Whole::temporary).map(Path::to_owned).collect();
    if paths.is_empty() {
        return;
    }
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            for path in paths {
                let _ = fs::remove_file(path);
            }
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

#[cfg(not(unix))]
pub(super) fn remove_when_ended<'w>(_files: impl Iterator<Item = &'w Whole>) {}

/// "1.2 GB".
pub(super) fn readable_size(bytes: u64) -> String {
    match bytes >> 20 {
        megabytes @ ..1024 => format!("{megabytes} MB"),
        megabytes => format!("{:.1} GB", megabytes as f64 / 1024.0),
    }
}
