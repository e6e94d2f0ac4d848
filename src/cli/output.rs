//! Writing reports: to a stream, or whole or not at all to a file.

use super::{Common, Streams, pager, usage, write_failed};
use crate::error::{Error, Result};
use crate::report::{FORMATS, Format, Report, Style};
use std::io::Write;
use std::path::Path;

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
                spare_sources(&path, report)?;
                write_file(&path, &render(format, report, &TO_FILE)?)?;
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
const TO_FILE: Style = Style { width: 100, color: false, all: true, side_by_side: false };

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
            spare_sources(Path::new(path), report)?;
            write_file(Path::new(path), &render(format, report, &TO_FILE)?)
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

/// A report never takes the place of a file that it was made from.
fn spare_sources(path: &Path, report: &Report<'_>) -> Result<()> {
    let Ok(real) = path.canonicalize() else { return Ok(()) };
    let is_source =
        report.files.paths().any(|source| Path::new(source).canonicalize().is_ok_and(|it| it == real));
    if is_source {
        Err(usage(format!("`{}` is one of the sources; name another file", path.display())))
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

/// Writes a file whole or not at all: a temporary file beside it takes its place.
pub(super) fn write_file(path: &Path, text: &[u8]) -> Result<()> {
    let shown = path.display().to_string();
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(dir).map_err(|error| Error::io(&shown, &error))?;
    let mut file = tempfile::NamedTempFile::new_in(dir).map_err(|error| Error::io(&shown, &error))?;
    file.write_all(text).map_err(|error| Error::io(&shown, &error))?;
    readable(&file, path).map_err(|error| Error::io(&shown, &error))?;
    file.persist(path).map_err(|error| Error::io(&shown, &error.error))?;
    Ok(())
}

/// Temporary files are private; a report is as other files, and what takes the place of a file is as that was.
#[cfg(unix)]
fn readable(file: &tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let before = std::fs::metadata(path).map(|metadata| metadata.permissions());
    file.as_file().set_permissions(before.unwrap_or_else(|_| std::fs::Permissions::from_mode(0o644)))
}

#[cfg(not(unix))]
fn readable(_file: &tempfile::NamedTempFile, _path: &Path) -> std::io::Result<()> {
    Ok(())
}
