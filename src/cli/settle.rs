//! From what was found to what is told: the levels of the settings, judgements, comments that ignore, the baseline.

use super::{Common, output};
use crate::claim::ClaimSet;
use crate::config::Config;
use crate::error::Result;
use crate::finding::Finding;
use crate::judgement::baseline::{self, Baseline};
use crate::judgement::ignore::Ignores;
use crate::judgement::{Judgements, Standing};
use crate::load::Loaded;
use crate::rules;
use crate::span::Files;
use crate::verdict;
use std::collections::BTreeSet;
use std::path::Path;

/// What a run looked at: of the rest nobody can say that it is gone.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    /// Whether it looks for what this rule finds.
    pub(super) looked_for: fn(&str) -> bool,
    /// Whether it read whole folders and told of all of them.
    pub(super) whole: bool,
}

/// What people said of claims and findings, and what it stands to: the judgements, and the comments in claim sets.
#[derive(Default)]
pub(super) struct Said {
    pub(super) judgements: Judgements,
    pub(super) standing: Standing,
    pub(super) ignores: Ignores,
}

impl Said {
    /// Notes what there is to note of claim sets; those of all batches, one after the other.
    pub(super) fn note(&mut self, files: &Files, sets: &[ClaimSet]) {
        self.judgements.note(sets, &mut self.standing);
        self.ignores.read(files, sets, |id| rules::find(id).is_some());
    }

    /// Lets go of judgements that contradict earlier ones, when all claim sets were noted.
    pub(super) fn drop_contradictions(&mut self) -> Vec<Finding> {
        self.judgements.drop_contradictions(&mut self.standing)
    }
}

/// Sorts findings, lowers those that judgements and comments accept, and holds them against the baseline. Tells which
/// acceptances, comments and entries do nothing.
pub(super) fn settle(
    loaded: &mut Loaded,
    findings: &mut Vec<Finding>,
    Said { judgements, standing, ignores }: Said,
    (common, config): (&Common, &Config),
    Extent { looked_for, whole }: Extent,
) -> Result<()> {
    relevel(findings, config);
    verdict::finish(findings, &judgements);
    let Loaded { files, sets, .. } = loaded;
    let mut told = ignores.apply(findings, looked_for);
    if whole {
        told.extend(judgements.unused(findings, looked_for));
        told.extend(judgements.unused_pairs(&standing));
    }
    findings.append(&mut told);
    let ids: BTreeSet<&str> = sets.iter().map(|set| set.source.id.as_str()).collect();
    against_baseline(files, findings, common, &baseline::Scope { looked_for, sources: &ids, whole })?;
    relevel(findings, config);
    verdict::finish(findings, &judgements);
    Ok(())
}

/// Reads the baseline, writes it anew if that was asked for, and marks what it holds.
fn against_baseline(
    files: &mut Files,
    findings: &mut Vec<Finding>,
    common: &Common,
    scope: &baseline::Scope<'_>,
) -> Result<()> {
    if common.baseline.is_none() && !common.write_baseline {
        return Ok(());
    }
    let path = common.baseline.as_deref().unwrap_or(baseline::DEFAULT_PATH);
    let mut known = Baseline::default();
    if !common.write_baseline || Path::new(path).exists() {
        let (read, mut told) = baseline::read(path, files)?;
        findings.append(&mut told);
        known = read;
    }
    if common.write_baseline {
        output::write_file(Path::new(path), known.renewed(findings, scope).as_bytes())?;
        (known, _) = baseline::read(path, files)?;
    }
    let mut gone = known.mark(findings, scope);
    findings.append(&mut gone);
    Ok(())
}

/// Gives findings the levels of the settings, and leaves out those whose rule is off. What is accepted stays a note.
pub(super) fn relevel(findings: &mut Vec<Finding>, config: &Config) {
    findings.retain_mut(|finding| match config.level(finding.rule.0) {
        Some(Some(_)) if finding.accepted.is_some() => true,
        Some(Some(level)) => {
            finding.level = level;
            true
        }
        Some(None) => false,
        None => true,
    });
}
