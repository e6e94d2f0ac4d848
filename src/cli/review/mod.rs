//! `factdiff review`: doubtful links and open findings one by one, each answer written at once.
//!
//! `session` holds the questions and does what is answered; `card` says a question in words. The front ends `plain`,
//! `screen` and `json` only show the one and pass on the other.

mod card;
mod json;
mod plain;
mod screen;
mod session;

use super::{Exit, ReviewArgs, Streams, encoder, pipeline, settings, settle, usage};
use crate::error::Result;
use crate::judgement::Judgements;
use crate::judgement::ignore::Ignores;
use crate::load;
use crate::rules;
use crate::verdict;
use session::{Session, Setting};
use std::io::{self, IsTerminal};
use std::path::Path;

pub(super) const KEYS_HELP: &str = "\
Keys:
  s  same: the two are about one fact          a  accept the findings as they are; asks for the reason
  d  different: they are not                   n  next, without an answer
  u  unsure: it cannot be told                 b  back to the question before
  z  undo the last answer                      q  quit
S, D and U ask for a reason. A pair that is settled is not asked again.";

pub(super) fn run(args: &ReviewArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    if args.paths.iter().any(|path| path == "-") {
        return Err(usage("`review` reads answers from standard input; name the sources as files"));
    }
    let config = settings::load(&args.paths, args.config.as_deref())?;
    let options = load::Options {
        exclude: config.exclude.clone(),
        policy: config.policy.clone(),
        ..Default::default()
    };
    let mut loaded = load::load(&args.paths, &options)?;
    let path = judgements_path(args);
    let (judgements, told) = if Path::new(&path).exists() {
        pipeline::judgements(&args.paths, Some(&path), &mut loaded)?
    } else {
        (Judgements::default(), Vec::new())
    };
    pipeline::tell(&told, &loaded.files, streams)?;
    encoder::encode(&args.encoder, &mut loaded.sets)?;
    let mut assessment = pipeline::assess(&loaded, &judgements, &config);
    if assessment.coverage.sources < 2 {
        return Ok(Exit::NothingCompared);
    }
    let mut findings = std::mem::take(&mut assessment.findings);
    settle::relevel(&mut findings, &config);
    verdict::finish(&mut findings, &judgements);
    let mut ignores = Ignores::default();
    ignores.read(&loaded.files, &loaded.sets, |id| rules::find(id).is_some());
    ignores.apply(&mut findings, |_| false);
    let setting = Setting {
        files: &loaded.files,
        sets: &loaded.sets,
        threshold: config.align.threshold,
        path,
        by: args.by.clone(),
        least: args.min_level.level(),
    };
    let mut session = Session::new(setting, &assessment.facts, &findings, &judgements);
    let stdin = io::stdin();
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    if args.json {
        json::run(&mut session, &mut stdin.lock(), streams)?;
    } else if args.plain || dumb || streams.width.is_none() || !stdin.is_terminal() {
        plain::run(&mut session, &mut stdin.lock(), streams)?;
    } else {
        screen::run(&mut session, streams)?;
    }
    Ok(Exit::Clean)
}

/// Where answers go: the file that is named, the one that is found by default, or the first place where it would be.
fn judgements_path(args: &ReviewArgs) -> String {
    let beside = || pipeline::judgements_beside(&args.paths);
    let first = || pipeline::judgements_places(&args.paths).next().unwrap_or_default();
    args.judgements.clone().or_else(beside).unwrap_or_else(first)
}
