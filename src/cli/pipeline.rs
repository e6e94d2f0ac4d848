//! What reporting commands have in common: load, align, judge, filter.

use super::{Common, Exit, FailOn, LevelArg, StdinAs, Streams, write_failed};
use crate::align::{self, Alignment};
use crate::diff::relation::RelationKind;
use crate::error::{Error, Result};
use crate::extract::document::{self, Reason};
use crate::finding::{Finding, Level};
use crate::judgement::{self, Judgements};
use crate::lint;
use crate::load::{self, Loaded};
use crate::text::fold::visible;
use crate::verdict::{self, Assessment};
use std::collections::BTreeSet;
use std::path::Path;

/// A whole run up to its report.
pub(super) struct Run {
    pub(super) loaded: Loaded,
    pub(super) assessment: Assessment,
    pub(super) findings: Vec<Finding>,
}

/// Loads `paths`, aligns and judges.
pub(super) fn whole(paths: &[String], common: &Common) -> Result<Run> {
    check_kinds(&common.only)?;
    if common.threads > 0 {
        // a second run in one process keeps the first pool
        let _ = rayon::ThreadPoolBuilder::new().num_threads(common.threads).build_global();
    }
    let stdin_as = common.stdin_as.map(|format| match format {
        StdinAs::Yaml => load::StdinFormat::Yaml,
        StdinAs::Json => load::StdinFormat::Json,
        StdinAs::Jsonl => load::StdinFormat::JsonLines,
        StdinAs::Txt => load::Format::Article(document::Format::Text),
        StdinAs::Md => load::Format::Article(document::Format::Markdown),
        StdinAs::Html => load::Format::Article(document::Format::Html),
    });
    let published = super::published(common.published.as_deref())?;
    let options =
        load::Options { stdin_as, articles: common.articles, published, ..load::Options::default() };
    let mut loaded = load::load(paths, &options)?;
    let (judgements, mut findings) = judgements(paths, common.judgements.as_deref(), &mut loaded)?;
    let options = align::Options::default();
    let alignment: Alignment = align::align(&loaded.sets, &judgements, &options);
    let mut assessment = verdict::assess(&loaded.files, &loaded.sets, &alignment, &judgements, &options);
    assessment.coverage.skipped_files = loaded.skipped;
    findings.append(&mut loaded.findings);
    findings.append(&mut assessment.findings);
    findings.extend(lint::internal::check(&loaded.sets, &alignment));
    verdict::finish(&mut findings, &judgements);
    let mut run = Run { loaded, assessment, findings };
    run.filter(common);
    Ok(run)
}

/// A kind that is none would hide everything.
fn check_kinds(only: &[String]) -> Result<()> {
    let kinds = RelationKind::ALL.map(RelationKind::as_str);
    let rules = [
        "gap.silent",
        "gap.too-early",
        "align.ambiguous",
        "internal.number",
        "internal.date",
        "internal.value",
        "internal.polarity",
        "internal.cardinality",
        "internal.enumeration",
        "judgement.stale",
        "judgement.contradiction",
        "format",
        "load",
    ];
    let known: Vec<&str> = kinds.into_iter().chain(rules).collect();
    for kind in only {
        let fits = |name: &&str| {
            *name == kind
                || name.strip_prefix(kind.as_str()).is_some_and(|rest| rest.starts_with('.'))
                || kind.split('.').next() == Some(*name)
        };
        if !known.iter().any(fits) {
            let families: BTreeSet<&str> = known.iter().filter_map(|name| name.split('.').next()).collect();
            let families: Vec<&str> = families.into_iter().collect();
            return Err(Error::new(format!(
                "`--only {kind}` is not a kind; write one of {} or a whole kind such as `conflict.date`",
                families.join(", ")
            )));
        }
    }
    Ok(())
}

/// The judgements that the user named, or those that lie beside the input.
pub(super) fn judgements(
    paths: &[String],
    named: Option<&str>,
    loaded: &mut Loaded,
) -> Result<(Judgements, Vec<Finding>)> {
    let path = match named {
        Some(path) => Some(path.to_owned()),
        None => paths
            .iter()
            .filter(|path| Path::new(path.as_str()).is_dir())
            .map(|dir| format!("{}/judgements.yaml", dir.trim_end_matches('/')))
            .chain(std::iter::once("judgements.yaml".to_owned()))
            .find(|path| Path::new(path).is_file()),
    };
    match path {
        Some(path) => judgement::read(&path, &mut loaded.files),
        None => Ok((Judgements::default(), Vec::new())),
    }
}

/// A line for each article with what was left out of it: navigation, share lines, captions.
pub(super) fn tell_omitted(loaded: &Loaded, streams: &mut Streams<'_>) -> Result<()> {
    for (file, omissions) in &loaded.omitted {
        let count = |reason: &Reason| omissions.iter().filter(|omission| omission.reason == *reason).count();
        let parts: Vec<String> = Reason::ALL
            .iter()
            .filter(|reason| count(reason) > 0)
            .map(|reason| format!("{} {}", count(reason), reason.as_str()))
            .collect();
        let path = visible(loaded.files.path(*file)).into_owned();
        writeln!(streams.err, "{path}: left out {}", parts.join(", "))
            .or_else(|error| write_failed(&error))?;
    }
    Ok(())
}

impl Run {
    /// Leaves only what `--only` and `--min-level` ask for.
    fn filter(&mut self, common: &Common) {
        let wanted = |kind: &str| {
            common.only.is_empty()
                || common.only.iter().any(|only| {
                    kind == only || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'))
                })
        };
        let least = common.min_level.map(|level| match level {
            LevelArg::Error => Level::Error,
            LevelArg::Warning => Level::Warning,
            LevelArg::Note => Level::Note,
        });
        self.findings
            .retain(|finding| wanted(finding.rule.0) && least.is_none_or(|least| finding.level >= least));
        if let Some(least) = common.min_score {
            let weak: BTreeSet<String> = self
                .assessment
                .facts
                .extract_if(.., |fact| fact.score.is_some_and(|score| score < least))
                .map(|fact| fact.id)
                .collect();
            self.findings.retain(|finding| finding.fact.as_ref().is_none_or(|fact| !weak.contains(fact)));
        }
        if common.only.is_empty() && least.is_none() {
            return;
        }
        let gaps =
            common.only.is_empty() || common.only.iter().any(|only| only == "gap" || only == "gap.silent");
        self.assessment.facts.retain_mut(|fact| {
            fact.relations.retain(|relation| {
                let level =
                    least.is_none_or(|least| relation.outcome.level.is_some_and(|level| level >= least));
                level && wanted(relation.outcome.kind.as_str())
            });
            !fact.relations.is_empty() || gaps && least.is_none_or(|least| least == Level::Note)
        });
    }

    /// How the run ends.
    pub(super) fn exit(&self, common: &Common) -> Result<Exit> {
        if self.loaded.sets.is_empty() && self.findings.iter().any(|finding| finding.level == Level::Error) {
            return Ok(Exit::Trouble);
        }
        if self.assessment.coverage.sources < 2 {
            return Ok(Exit::NothingCompared);
        }
        let least = match common.fail_on {
            FailOn::Error => Level::Error,
            FailOn::Warning => Level::Warning,
            FailOn::Note => Level::Note,
            FailOn::Never => return Ok(Exit::Clean),
        };
        let failed = self.findings.iter().any(|finding| finding.level >= least);
        Ok(if failed && !common.exit_zero { Exit::Findings } else { Exit::Clean })
    }

    /// An error where nothing could be read at all.
    pub(super) fn check_input(&self, paths: &[String]) -> Result<()> {
        if self.loaded.sets.is_empty() && self.findings.is_empty() {
            return Err(Error::new(format!("no claim sets in `{}`", paths.join("`, `"))));
        }
        Ok(())
    }
}
