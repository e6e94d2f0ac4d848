//! `factdiff schema`.

use super::{Exit, SchemaArgs, SchemaOf, Streams, write_failed};
use crate::error::Result;
use crate::schema::{self, Subject};

pub(super) fn run(args: &SchemaArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let subject = match args.subject {
        SchemaOf::ClaimSet => Subject::ClaimSet,
        SchemaOf::Config => Subject::Config,
        SchemaOf::Judgements => Subject::Judgements,
        SchemaOf::Label => Subject::Label,
    };
    writeln!(streams.out, "{:#}", schema::of(subject)).or_else(|error| write_failed(&error))?;
    Ok(Exit::Clean)
}
