//! `factdiff completions`.

use super::{Cli, CompletionsArgs, Exit, Streams, write_failed};
use crate::error::Result;
use clap::CommandFactory;

pub(super) fn run(args: &CompletionsArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "factdiff", &mut script);
    streams.out.write_all(&script).or_else(|error| write_failed(&error))?;
    Ok(Exit::Clean)
}
