//! What reporting commands have in common: load, align, judge, filter.

use super::progress::Progress;
use super::scope::{self, Scope};
use super::settings;
use super::settle::{Extent, Said, settle};
use super::{Common, EncoderArgs, Exit, FailOn, LevelArg, StdinAs, Streams, encoder, write_failed};
use crate::align;
use crate::claim::{ClaimSet, SourceId};
use crate::config::{self, Config};
use crate::diff::relation::RelationKind;
use crate::error::{Error, Result};
use crate::extract::document::{self, Reason};
use crate::finding::{Finding, Level};
use crate::judgement::{self, Judgements};
use crate::lint;
use crate::load::{self, Batches, Loaded};
use crate::origin::Origins;
use crate::rules;
use crate::span::Files;
use crate::text::fold::visible;
use crate::verdict::{self, Assessment, Coverage};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A whole run up to its report.
pub(super) struct Run {
    pub(super) loaded: Loaded,
    pub(super) assessment: Assessment,
    pub(super) findings: Vec<Finding>,
    /// Findings that are not shown; whether the run fails they decide all the same.
    hidden: Vec<Finding>,
    pub(super) config: Config,
    /// How many claim sets were read, told of or not.
    read: usize,
}

/// Loads `paths`, aligns and judges.
pub(super) fn whole(paths: &[String], common: &Common, encoder: &EncoderArgs) -> Result<Run> {
    let config = settings::load(paths, common.config.as_deref())?;
    let progress = Progress::new(common.quiet);
    let mut loaded = load::load_unread(paths, &options(common, &config)?)?;
    loaded.read_words(&config.policy);
    let (judgements, mut findings) =
        judgements_on(common.today.as_deref(), paths, common.judgements.as_deref(), &mut loaded.files)?;
    let mut said = Said { judgements, ..Said::default() };
    said.note(&loaded.files, &loaded.sets);
    findings.extend(said.drop_contradictions());
    progress.say("comparing claims");
    let encoder = encoder::encode(encoder, &mut loaded.sets)?;
    let mut assessment = assess(&loaded, &said.judgements, &config);
    assessment.coverage.encoder = encoder;
    drop(progress);
    findings.append(&mut loaded.findings);
    findings.append(&mut assessment.findings);
    verdict::relevel(&mut assessment, |rule| config.level(rule));
    let extent = Extent { looked_for: rules::is_of_report, whole: are_folders(paths) };
    settle(&mut loaded, &mut findings, said, (common, &config), extent)?;
    let read = loaded.sets.len();
    let mut run = Run { loaded, assessment, findings, hidden: Vec::new(), config, read };
    run.filter(common);
    Ok(run)
}

/// Aligns and judges what was loaded.
pub(super) fn assess(loaded: &Loaded, judgements: &Judgements, config: &Config) -> Assessment {
    let alignment = align::align(&loaded.sets, judgements, &config.align);
    let origins = Origins::of(&loaded.files, &loaded.sets, &config.origin);
    let mut assessment =
        verdict::assess(&loaded.files, &loaded.sets, &alignment, judgements, &config.align, origins);
    assessment.coverage.skipped_files = loaded.skipped;
    assessment.findings.extend(lint::internal::check(&loaded.sets, &alignment));
    assessment
}

/// How much of what was read is in memory at a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold {
    /// The bytes of the files that are read at a time.
    pub(super) batch: u64,
    /// Whether the claims and the texts are kept when they were checked.
    pub(super) all: bool,
}

/// Loads `paths` and checks every source by itself, a batch of files at a time. Files that are named are seen beside the
/// others of their folders, and told of alone.
pub(super) fn alone(paths: &[String], common: &Common, changed: Option<&str>, hold: Hold) -> Result<Run> {
    let scope = Scope::of(paths, changed)?;
    let config = settings::load(paths, common.config.as_deref())?;
    let progress = Progress::new(common.quiet);
    let options = load::Options { beside: scope::neighbours(paths), ..options(common, &config)? };
    let check = |pass: &mut Pass<'_>| pass.check(hold, &config, &progress);
    let mut pass = Pass::begin(Batches::of(paths, &options, hold.batch)?, paths, common)?;
    check(&mut pass);
    if let Some(again) = pass.batches.again(paths)? {
        pass = Pass::begin(again, paths, common)?;
        check(&mut pass);
    }
    drop(progress);
    let Pass { batches, mut said, mut findings, sets, claims, mut found } = pass;
    let mut loaded = batches.finish(sets);
    found.extend(lint::check_heads(&loaded.sets));
    findings.append(&mut found);
    findings.append(&mut loaded.findings);
    findings.extend(said.drop_contradictions());
    findings.extend(said.judgements.stale(&said.standing));
    let read = loaded.sets.len();
    scope::narrow(&scope, &mut loaded, &mut findings, &mut said.ignores);
    let whole = are_folders(paths) && changed.is_none();
    let extent = Extent { looked_for: rules::is_of_check, whole };
    settle(&mut loaded, &mut findings, said, (common, &config), extent)?;
    let claims = || loaded.sets.iter().map(|set| claims[&set.source.id]);
    let coverage = Coverage {
        sources: claims().filter(|&count| count > 0).count(),
        claims: claims().sum(),
        skipped_files: loaded.skipped,
        alone: true,
        ..Coverage::default()
    };
    let assessment = Assessment { coverage, ..Assessment::default() };
    let mut run = Run { loaded, assessment, findings, hidden: Vec::new(), config, read };
    run.filter(common);
    Ok(run)
}

/// All files, checked batch by batch.
struct Pass<'a> {
    batches: Batches<'a>,
    said: Said,
    /// What is wrong with judgements.
    findings: Vec<Finding>,
    sets: Vec<ClaimSet>,
    /// How many claims each source has.
    claims: HashMap<SourceId, usize>,
    /// What the checks of the sources told.
    found: Vec<Finding>,
}

impl<'a> Pass<'a> {
    fn begin(mut batches: Batches<'a>, paths: &[String], common: &Common) -> Result<Pass<'a>> {
        let (judgements, findings) =
            judgements_on(common.today.as_deref(), paths, common.judgements.as_deref(), &mut batches.files)?;
        let said = Said { judgements, ..Said::default() };
        Ok(Pass { batches, said, findings, sets: Vec::new(), claims: HashMap::new(), found: Vec::new() })
    }

    fn check(&mut self, hold: Hold, config: &Config, progress: &Progress) {
        let Pass { batches, said, sets, claims, found, .. } = self;
        progress.count("checking files", batches.left());
        while let Some(mut batch) = batches.read() {
            let here = lint::check_each(&batches.files, &batch, |set| {
                let mut set = set.clone();
                load::read_words(&mut set, &config.policy);
                Cow::Owned(set)
            });
            said.note(&batches.files, &batch);
            claims.extend(batch.iter().map(|set| (set.source.id.clone(), set.claims.len())));
            if !hold.all {
                let places = here.iter().flat_map(|finding| &finding.places).map(|place| place.span);
                batches.let_go(&mut batch, places.chain(said.ignores.spans()));
            }
            found.extend(here);
            sets.extend(batch);
            progress.left(batches.left());
        }
    }
}

/// Whether whole folders are read and no single files.
fn are_folders(paths: &[String]) -> bool {
    paths.iter().all(|path| Path::new(path).is_dir())
}

/// How to load, as the user says. Looks for faults in other options, too, before a long run begins.
fn options(common: &Common, config: &Config) -> Result<load::Options> {
    check_kinds(&common.only)?;
    super::work_with(common.threads);
    let stdin_as = common.stdin_as.map(|format| match format {
        StdinAs::Yaml => load::StdinFormat::Yaml,
        StdinAs::Json => load::StdinFormat::Json,
        StdinAs::Jsonl => load::StdinFormat::JsonLines,
        StdinAs::Txt => load::Format::Article(document::Format::Text),
        StdinAs::Md => load::Format::Article(document::Format::Markdown),
        StdinAs::Html => load::Format::Article(document::Format::Html),
    });
    let published = super::published(common.published.as_deref())?;
    Ok(load::Options {
        stdin_as,
        articles: common.articles,
        published,
        exclude: config.exclude.clone(),
        beside: Vec::new(),
        policy: config.policy.clone(),
    })
}

/// Whether `--only WANTED` means `name`: the kind itself or its family, "conflict" for "conflict.date".
fn is_of_kind(name: &str, wanted: &str) -> bool {
    name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A kind that is none would hide everything.
fn check_kinds(only: &[String]) -> Result<()> {
    let rules = rules::all();
    let kinds = RelationKind::ALL.map(RelationKind::as_str).into_iter();
    let known: Vec<&str> = kinds.chain(rules.iter().map(|info| info.rule.0)).collect();
    for kind in only {
        if !known.iter().any(|name| is_of_kind(name, kind)) {
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

/// The judgements that the user named, or those that lie beside the input, as they hold today for what is loaded.
pub(super) fn judgements(
    paths: &[String],
    named: Option<&str>,
    loaded: &mut Loaded,
) -> Result<(Judgements, Vec<Finding>)> {
    let (mut judgements, mut findings) = judgements_on(None, paths, named, &mut loaded.files)?;
    let mut standing = judgements.standing(&loaded.sets);
    findings.extend(judgements.drop_contradictions(&mut standing));
    Ok((judgements, findings))
}

/// The judgements as they hold on the day `today`, also those that contradict each other. Where it is not given, the clock
/// is asked, and only if it matters: the same input gives the same bytes on any day, unless somebody has written that this
/// day changes it.
fn judgements_on(
    today: Option<&str>,
    paths: &[String],
    named: Option<&str>,
    files: &mut Files,
) -> Result<(Judgements, Vec<Finding>)> {
    let today = today.map(day).transpose()?;
    let Some(path) = named.map(str::to_owned).or_else(|| judgements_beside(paths)) else {
        return Ok((Judgements::default(), Vec::new()));
    };
    let (mut judgements, mut findings) = judgement::read(&path, files)?;
    let now = || Timestamp::now().to_zoned(TimeZone::UTC).date();
    findings.extend(judgements.in_time(|| today.unwrap_or_else(now)));
    Ok((judgements, findings))
}

fn day(words: &str) -> Result<civil::Date> {
    words.parse().map_err(|_| Error::new(format!("--today: `{words}` is not a day: write `2026-03-04`")))
}

/// Where judgements lie that nobody named, if they are there.
pub(super) fn judgements_beside(paths: &[String]) -> Option<String> {
    judgements_places(paths).find(|path| Path::new(path).is_file())
}

/// Where judgements are looked for that nobody named: in the folders given, then in the current one.
pub(super) fn judgements_places(paths: &[String]) -> impl Iterator<Item = String> {
    paths
        .iter()
        .filter(|path| Path::new(path.as_str()).is_dir())
        .map(|dir| format!("{}/judgements.yaml", dir.trim_end_matches('/')))
        .chain(std::iter::once("judgements.yaml".to_owned()))
}

/// A line on standard error for each finding, with its place.
pub(super) fn tell(findings: &[Finding], files: &Files, streams: &mut Streams<'_>) -> Result<()> {
    for finding in findings {
        let place = finding.places.first().map(|place| {
            let at = files.location(place.span.file, place.span.start);
            format!("{}:{}:{}: ", files.path(place.span.file), at.line, at.column)
        });
        let line = format!("{}{}: {}", place.unwrap_or_default(), finding.level, finding.message);
        writeln!(streams.err, "{}", visible(&line)).or_else(|error| write_failed(&error))?;
    }
    Ok(())
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
    /// Leaves only what `--min-score`, `--only` and `--min-level` ask for.
    fn filter(&mut self, common: &Common) {
        let wanted =
            |kind: &str| common.only.is_empty() || common.only.iter().any(|only| is_of_kind(kind, only));
        let least = common.min_level.map(LevelArg::level);
        if let Some(least) = common.min_score.or(self.config.min_score) {
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
        let unwanted = |finding: &mut Finding| {
            !wanted(finding.rule.0) || least.is_some_and(|least| finding.level < least)
        };
        self.hidden = self.findings.extract_if(.., unwanted).collect();
        self.assessment.coverage.hidden_findings = self.hidden.len();
        let told: BTreeSet<String> = self
            .findings
            .iter()
            .filter(|finding| finding.rule == verdict::SINGLE_ORIGIN)
            .filter_map(|finding| finding.fact.clone())
            .collect();
        let gaps =
            common.only.is_empty() || common.only.iter().any(|only| only == "gap" || only == "gap.silent");
        self.assessment.facts.retain_mut(|fact| {
            fact.relations.retain(|relation| {
                let level =
                    least.is_none_or(|least| relation.outcome.level.is_some_and(|level| level >= least));
                level && wanted(relation.outcome.kind.as_str())
            });
            !fact.relations.is_empty()
                || told.contains(&fact.id)
                || gaps && least.is_none_or(|least| least == Level::Note)
        });
    }

    /// How the run ends; `fail_on` is what holds where the user says nothing.
    pub(super) fn exit(&self, common: &Common, fail_on: config::FailOn) -> Result<Exit> {
        let mut findings = self.findings.iter().chain(&self.hidden);
        if self.loaded.sets.is_empty() && findings.clone().any(|finding| finding.level == Level::Error) {
            return Ok(Exit::Trouble);
        }
        let Coverage { sources, alone, .. } = self.assessment.coverage;
        if sources < 2 && !alone {
            return Ok(Exit::NothingCompared);
        }
        let asked = match common.fail_on {
            Some(FailOn::Error) => Some(config::FailOn::Level(Level::Error)),
            Some(FailOn::Warning) => Some(config::FailOn::Level(Level::Warning)),
            Some(FailOn::Note) => Some(config::FailOn::Level(Level::Note)),
            Some(FailOn::Never) => Some(config::FailOn::Never),
            None => None,
        };
        let least = match asked.or(self.config.fail_on).unwrap_or(fail_on) {
            config::FailOn::Level(level) => Some(level),
            config::FailOn::Never => None,
        };
        let fails = |finding: &Finding| {
            finding.is_new()
                && (least.is_some_and(|least| finding.level >= least)
                    || common.strict && rules::is_stale(finding.rule.0))
        };
        let failed = findings.any(fails);
        Ok(if failed && !common.exit_zero { Exit::Findings } else { Exit::Clean })
    }

    /// An error where nothing could be read at all.
    pub(super) fn check_input(&self, paths: &[String]) -> Result<()> {
        if self.read == 0 && self.findings.is_empty() && self.hidden.is_empty() {
            return Err(Error::new(format!("no claim sets in `{}`", paths.join("`, `"))));
        }
        Ok(())
    }
}
