//! `--encoder DIR`: the files of a sentence encoder.

use super::EncoderArgs;
use crate::claim::ClaimSet;
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;

/// Encodes the claims with the encoder that is asked for, if one is, and says which it was.
#[cfg(feature = "encoder")]
pub(super) fn encode<'a>(
    args: &EncoderArgs,
    sets: impl IntoIterator<Item = &'a mut ClaimSet>,
) -> Result<Option<Fingerprint>> {
    let Some(folder) = &args.folder else { return Ok(None) };
    let encoder = read(folder)?;
    encoder.encode(sets).map_err(|why| Error::new(format!("the encoder in `{folder}` {why}")))?;
    Ok(Some(encoder.fingerprint()))
}

/// The option is there in every build, so that one without an encoder can say what is missing.
#[cfg(not(feature = "encoder"))]
pub(super) fn encode<'a>(
    args: &EncoderArgs,
    _sets: impl IntoIterator<Item = &'a mut ClaimSet>,
) -> Result<Option<Fingerprint>> {
    match args.folder {
        None => Ok(None),
        Some(_) => Err(Error::new(
            "this build of factdiff has no encoder; `cargo build --release --features encoder` makes one that has `--encoder`",
        )),
    }
}

#[cfg(feature = "encoder")]
fn read(folder: &str) -> Result<crate::encoder::Encoder> {
    use crate::encoder::{Encoder, Tokenizer};
    use std::path::Path;

    let folder = folder.trim_end_matches('/');
    if !Path::new(folder).is_dir() {
        return Err(Error::new(format!("`--encoder {folder}` is no folder")));
    }
    let file = |names: &[&str]| {
        let mut paths = names.iter().map(|name| format!("{folder}/{name}"));
        let found = paths.find(|path| Path::new(path).is_file());
        found.ok_or_else(|| Error::new(format!("`--encoder {folder}` holds no `{}`", names.join("` or `"))))
    };
    let bytes = |path: &str| std::fs::read(path).map_err(|error| Error::io(path, &error));
    let unusable = |path: &str, why: &str| Error::new(format!("cannot use `{path}`: {why}"));
    let (model, tokenizer) = (file(&["model.onnx", "onnx/model.onnx"])?, file(&["tokenizer.json"])?);
    let pieces = Tokenizer::read(&bytes(&tokenizer)?).map_err(|why| unusable(&tokenizer, &why))?;
    Encoder::new(bytes(&model)?, pieces).map_err(|why| unusable(&model, &why))
}
