//! `factdiff extract`.

use super::{Exit, ExtractArgs, Streams, output, usage, write_failed};
use crate::error::{Error, Result};
use crate::extract::draft;
use crate::load;
use std::path::{Component, Path, PathBuf};

pub(super) fn run(args: &ExtractArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    if !matches!(load::Format::of(Path::new(&args.article)), Some(load::Format::Article(_))) {
        return Err(usage(format!("`{}` is no article: .txt, .md or .html", args.article)));
    }
    let options =
        load::Options { published: super::published(args.published.as_deref())?, ..load::Options::default() };
    let loaded = load::load(std::slice::from_ref(&args.article), &options)?;
    let Some(set) = loaded.sets.first() else {
        let why =
            loaded.findings.first().map_or("there is nothing to read", |finding| finding.message.as_str());
        return Err(Error::new(format!("`{}`: {why}", args.article)));
    };
    let folder = args.output.as_deref().and_then(|path| Path::new(path).parent());
    let text = relative(Path::new(&args.article), folder.filter(|folder| !folder.as_os_str().is_empty()))?;
    let yaml = draft::write(set, &loaded.files, &text);
    match &args.output {
        Some(path) if path != "-" => output::write_file(Path::new(path), yaml.as_bytes())?,
        _ => streams.out.write_all(yaml.as_bytes()).or_else(|error| write_failed(&error))?,
    }
    Ok(Exit::Clean)
}

/// The path of a file as seen from a folder, or from the current one; with `/`.
fn relative(file: &Path, folder: Option<&Path>) -> Result<String> {
    let real =
        |path: &Path| path.canonicalize().map_err(|error| Error::io(&path.display().to_string(), &error));
    let (file, folder) = (real(file)?, real(folder.unwrap_or(Path::new(".")))?);
    let (ours, theirs): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (file.components().collect(), folder.components().collect());
    let common = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let path: PathBuf =
        theirs[common..].iter().map(|_| Component::ParentDir).chain(ours[common..].iter().copied()).collect();
    Ok(path.to_string_lossy().replace('\\', "/"))
}
