//! `factdiff config`.

use super::{ConfigArgs, Exit, Streams, settings, write_failed};
use crate::config::{Config, FailOn, KEY_KINDS};
use crate::error::Result;
use crate::finding::Level;
use crate::policy::Tolerance;
use crate::rules;
use std::fmt::Write as _;

pub(super) fn run(args: &ConfigArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let text = in_force(&settings::load(&args.paths, args.config.as_deref())?);
    streams.out.write_all(text.as_bytes()).or_else(|error| write_failed(&error))?;
    Ok(Exit::Clean)
}

/// A setting: its key, its value, and where it comes from.
type Row = (String, String, String);

/// All settings as TOML, each with the line that makes it, or that it is the default.
fn in_force(config: &Config) -> String {
    let mut text = match &config.path {
        Some(path) => format!("# {path}\n"),
        None => "# there is no factdiff.toml; these are the defaults\n".to_owned(),
    };
    let sections = [
        ("report", report(config)),
        ("align", align(config)),
        ("origin", origin(config)),
        ("paths", vec![row(config, "paths", "exclude", list(&config.exclude))]),
        ("names", names(config)),
        ("values", values(config)),
        ("keys", keys(config)),
        ("rules", levels(config)),
    ];
    for (name, rows) in sections.iter().filter(|(_, rows)| !rows.is_empty()) {
        let _ = writeln!(text, "\n[{name}]");
        for (key, value, from) in rows {
            let setting = format!("{key} = {value}");
            let _ = writeln!(text, "{setting:<40} # {from}");
        }
    }
    text
}

fn row(config: &Config, section: &str, key: &str, value: String) -> Row {
    (key.to_owned(), value, from(config, &format!("{section}.{key}")).unwrap_or_else(|| "default".to_owned()))
}

/// The file and the line of a setting.
fn from(config: &Config, name: &str) -> Option<String> {
    let (path, line) = (config.path.as_ref()?, config.lines.get(name)?);
    Some(format!("{path}:{line}"))
}

fn report(config: &Config) -> Vec<Row> {
    let fail_on = match config.fail_on {
        Some(FailOn::Level(level)) => row(config, "report", "fail-on", quoted(level.as_str())),
        Some(FailOn::Never) => row(config, "report", "fail-on", quoted("never")),
        None => (
            "fail-on".to_owned(),
            quoted("error"),
            "default of check; of report and compare: never".to_owned(),
        ),
    };
    vec![fail_on, row(config, "report", "min-score", config.min_score.unwrap_or(0.0).to_string())]
}

fn align(config: &Config) -> Vec<Row> {
    let options = &config.align;
    let settings = [
        ("threshold", options.threshold),
        ("words-alone", options.words_alone),
        ("restatement", options.restatement),
        ("margin", options.margin),
    ];
    settings.into_iter().map(|(key, value)| row(config, "align", key, value.to_string())).collect()
}

fn origin(config: &Config) -> Vec<Row> {
    let options = &config.origin;
    vec![
        row(config, "origin", "passage", options.passage.to_string()),
        row(config, "origin", "share", options.share.to_string()),
        row(config, "origin", "copied", options.copied.to_string()),
    ]
}

fn names(config: &Config) -> Vec<Row> {
    let aliases = config.policy.aliases.iter();
    aliases
        .map(|(name, others)| {
            let others: Vec<String> = others.iter().map(|other| other.shown.clone()).collect();
            let from = from(config, &format!("names.{}", name.shown)).unwrap_or_default();
            (quoted(&name.shown), list(&others), from)
        })
        .collect()
}

fn values(config: &Config) -> Vec<Row> {
    let tolerances = config.policy.tolerances.iter();
    tolerances
        .map(|(name, tolerance)| {
            let value = match tolerance {
                Tolerance::Absolute(by) => by.to_string(),
                Tolerance::Share(share) => quoted(&format!("{}%", share * 100.0)),
            };
            (quoted(name), value, from(config, &format!("values.{name}")).unwrap_or_default())
        })
        .collect()
}

fn keys(config: &Config) -> Vec<Row> {
    let word = |kind| KEY_KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| *word);
    let keys = config.policy.keys.iter();
    keys.map(|(key, &kind)| {
        (quoted(key), quoted(word(kind)), from(config, &format!("keys.{key}")).unwrap_or_default())
    })
    .collect()
}

fn levels(config: &Config) -> Vec<Row> {
    let rules = rules::all();
    rules
        .iter()
        .map(|info| {
            let id = info.rule.0;
            let level = config.level(id).unwrap_or(Some(info.level));
            let family = id.split('.').next().unwrap_or(id);
            let own = from(config, &format!("rules.{id}"));
            let from = own.or_else(|| from(config, &format!("rules.{family}")));
            (
                quoted(id),
                quoted(level.map_or("off", Level::as_str)),
                from.unwrap_or_else(|| "default".to_owned()),
            )
        })
        .collect()
}

fn list(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", quoted.join(", "))
}

/// Words in double quotes, as JSON and TOML have them.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
