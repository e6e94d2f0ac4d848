//! Which `factdiff.toml` is in force.

use crate::config::{Config, FILE_NAME};
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The settings of the file that is `named`, else of the one that lies in the folder of the inputs or above it, as far up as
/// the repository reaches; else the defaults.
pub(super) fn load(paths: &[String], named: Option<&str>) -> Result<Config> {
    let path = match named {
        Some(path) => Some(path.to_owned()),
        None => one_of(&paths.iter().filter_map(|path| above(path)).collect())?,
    };
    let Some(path) = path else { return Ok(Config::default()) };
    let text = std::fs::read_to_string(&path).map_err(|error| Error::io(&path, &error))?;
    Config::parse(&path, &text)
}

/// The nearest settings from an input upwards.
fn above(path: &str) -> Option<PathBuf> {
    let real = Path::new(if path == "-" { "." } else { path }).canonicalize().ok()?;
    for folder in real.ancestors() {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

fn one_of(found: &BTreeSet<PathBuf>) -> Result<Option<String>> {
    let found: Vec<String> = found.iter().map(|path| shown(path)).collect();
    match found.as_slice() {
        [] => Ok(None),
        [path] => Ok(Some(path.clone())),
        [first, .., last] => Err(Error::new(format!(
            "the inputs have two settings, `{first}` and `{last}`; choose with --config"
        ))),
    }
}

/// As seen from the current folder, where it lies in it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
