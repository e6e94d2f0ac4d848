//! `factdiff rules`.

use super::{Exit, RulesArgs, Streams, usage, write_failed};
use crate::error::Result;
use crate::finding::RuleInfo;
use crate::load::suggest;
use crate::rules;
use std::fmt::Write as _;

pub(super) fn run(args: &RulesArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let all = rules::all();
    let text = match args.rule.as_deref() {
        None => table(&all),
        Some(id) => match all.iter().find(|info| info.rule.0 == id) {
            Some(info) => page(info),
            None => table(&family(&all, id)?),
        },
    };
    streams.out.write_all(text.as_bytes()).or_else(|error| write_failed(&error))?;
    Ok(Exit::Clean)
}

/// The rules whose ids begin with `name`.
fn family(all: &[RuleInfo], name: &str) -> Result<Vec<RuleInfo>> {
    let inside = |info: &&RuleInfo| info.rule.0.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    let rules: Vec<RuleInfo> = all.iter().filter(inside).copied().collect();
    if !rules.is_empty() {
        return Ok(rules);
    }
    let ids: Vec<&str> = all.iter().map(|info| info.rule.0).collect();
    let meant = suggest::closest(name, &ids).map(|id| format!("; did you mean `{id}`?"));
    Err(usage(format!("there is no rule `{name}`{}", meant.unwrap_or_default())))
}

/// A line a rule: id, level, what it is about.
fn table(rules: &[RuleInfo]) -> String {
    let width = rules.iter().map(|info| info.rule.0.len()).max().unwrap_or(0);
    rules.iter().fold(String::new(), |mut text, info| {
        let _ = writeln!(text, "{:<width$}  {:<7}  {}", info.rule.0, info.level.as_str(), info.about);
        text
    })
}

fn page(info: &RuleInfo) -> String {
    let page = rules::page(info.rule.0).unwrap_or_default();
    format!("{} ({}): {}\n\n{page}\n", info.rule, info.level, info.about)
}
