//! Why a run cannot go on.
//!
//! What is wrong in a user's file is a [`Finding`](crate::finding::Finding); an [`Error`] ends the run.

use std::fmt;

/// A fault of usage, configuration or the system that ends the run (exit code 2).
#[derive(Debug)]
pub struct Error {
    message: String,
}

/// The result of what can end a run.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error whose message names the path or flag it is about.
    pub fn new(message: impl Into<String>) -> Error {
        Error { message: message.into() }
    }

    /// An error of the system about `path`.
    pub fn io(path: &str, error: &std::io::Error) -> Error {
        Error::new(format!("cannot use `{path}`: {error}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
