//! `factdiff init`: a starter folder.

use super::{Exit, InitArgs, Streams, output, usage, write_failed};
use crate::error::Result;
use std::path::Path;

/// The files of the folder; the articles and what happens in them are invented.
const FILES: [(&str, &str); 7] = [
    ("README.md", include_str!("starter/README.md")),
    ("factdiff.toml", include_str!("starter/factdiff.toml")),
    ("sources/harbour-post.txt", include_str!("starter/sources/harbour-post.txt")),
    ("sources/harbour-post.yaml", include_str!("starter/sources/harbour-post.yaml")),
    ("sources/judgements.yaml", include_str!("starter/sources/judgements.yaml")),
    ("sources/north-wire.txt", include_str!("starter/sources/north-wire.txt")),
    ("sources/north-wire.yaml", include_str!("starter/sources/north-wire.yaml")),
];

pub(super) fn run(args: &InitArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let folder = Path::new(&args.folder);
    if let Some((name, _)) = FILES.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(usage(format!(
            "`{}` is there already; name another folder",
            folder.join(name).display()
        )));
    }
    for (name, text) in FILES {
        output::write_file(&folder.join(name), text.as_bytes())?;
    }
    let shown = args.folder.trim_end_matches('/');
    let told = format!("wrote {} files; now try `factdiff report {shown}/sources`\n", FILES.len());
    streams.err.write_all(told.as_bytes()).or_else(|error| write_failed(&error))?;
    Ok(Exit::Clean)
}
