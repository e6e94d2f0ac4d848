//! `factdiff man`.

use super::{Cli, Exit, ManArgs, Streams, output, write_failed};
use crate::error::{Error, Result};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::path::Path;

pub(super) fn run(args: &ManArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &args.folder else {
        streams.out.write_all(&page(&program)?).or_else(|error| write_failed(&error))?;
        return Ok(Exit::Clean);
    };
    for command in std::iter::once(&program).chain(program.get_subcommands()) {
        let path = Path::new(folder).join(Man::new(command.clone()).get_filename());
        output::write_file(&path, &page(command)?)?;
    }
    Ok(Exit::Clean)
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let rendered = Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| Error::new(format!("cannot write the manual: {error}")))?;
    Ok(page)
}
