//! The questions of a review and what becomes of the answers. Knows no front end.

use super::super::output;
use crate::align::Ambiguity;
use crate::claim::{ClaimRef, ClaimSet};
use crate::error::{Error, Result};
use crate::finding::{Finding, Level, Place};
use crate::judgement::{Acceptance, JudgedClaim, Judgements, PairJudgement, Verdict, edit};
use crate::span::Files;
use crate::verdict::{AMBIGUOUS, Fact};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

/// The reason of a verdict for which none is given; the format wants one.
const REVIEWED: &str = "reviewed";

/// What a review is about.
pub(super) struct Setting<'a> {
    /// Every file that was read.
    pub(super) files: &'a Files,
    /// The claim sets.
    pub(super) sets: &'a [ClaimSet],
    /// From which score on claims are linked.
    pub(super) threshold: f32,
    /// Where answers are written.
    pub(super) path: String,
    /// Who answers.
    pub(super) by: Option<String>,
    /// Findings below it are not asked about.
    pub(super) least: Level,
}

/// Something to be answered.
pub(super) struct Question<'a> {
    /// The two claims, if it is about two.
    pub(super) pair: Option<[ClaimRef; 2]>,
    /// The doubtful link that it comes from.
    pub(super) doubt: Option<&'a Ambiguity>,
    /// The open findings on the pair, gravest first; or the one finding that is not about a pair.
    pub(super) findings: Vec<&'a Finding>,
}

/// What a person says to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Whether the two are about one fact, perhaps with the reason.
    Pair(Verdict, Option<String>),
    /// The findings are accepted, for this reason.
    Accept(String),
    /// On to the next question.
    Skip,
    /// To the question before.
    Back,
    /// The last answer is taken back.
    Undo,
}

/// An answer that was written, to be taken back.
struct Step {
    question: usize,
    before: Option<String>,
    after: String,
}

/// A review that is going on.
pub(super) struct Session<'a> {
    pub(super) setting: Setting<'a>,
    questions: Vec<Question<'a>>,
    at: usize,
    /// Verdicts on pairs, those of the file and of this session; with the question for the latter.
    verdicts: Vec<([ClaimRef; 2], Verdict, Option<usize>)>,
    answered: BTreeSet<usize>,
    steps: Vec<Step>,
}

impl<'a> Session<'a> {
    /// The questions that `judgements` leave open: doubtful links first, then findings, gravest first.
    pub(super) fn new(
        setting: Setting<'a>,
        facts: &'a [Fact],
        findings: &'a [Finding],
        judgements: &Judgements,
    ) -> Session<'a> {
        let judged = judgements.pairs(setting.sets);
        let verdicts: Vec<_> =
            judged.iter().map(|judged| (ordered([judged.a, judged.b]), judged.verdict, None)).collect();
        let settled = |pair: [ClaimRef; 2]| verdicts.iter().any(|(known, ..)| *known == ordered(pair));
        let mut on_pairs: BTreeMap<[ClaimRef; 2], Vec<&Finding>> = BTreeMap::new();
        let mut others = Vec::new();
        let open = |finding: &&Finding| {
            finding.is_new() && finding.level >= setting.least && finding.rule != AMBIGUOUS
        };
        for finding in findings.iter().filter(open) {
            match pair_of(setting.sets, finding) {
                Some(pair) => on_pairs.entry(ordered(pair)).or_default().push(finding),
                None if finding.places.iter().any(|place| place.claim.is_some()) => others.push(finding),
                None => {}
            }
        }
        on_pairs.retain(|pair, _| !settled(*pair));
        let mut questions = Vec::new();
        let mut asked = BTreeSet::new();
        for doubt in facts.iter().flat_map(|fact| &fact.ambiguous) {
            if settled([doubt.claim, doubt.chosen]) || settled([doubt.claim, doubt.runner_up]) {
                continue;
            }
            for other in [doubt.chosen, doubt.runner_up] {
                let pair = ordered([doubt.claim, other]);
                if asked.insert(pair) {
                    let findings = on_pairs.remove(&pair).unwrap_or_default();
                    questions.push(Question { pair: Some(pair), doubt: Some(doubt), findings });
                }
            }
        }
        let of_pairs = on_pairs.into_iter().map(|(pair, findings)| (Some(pair), findings));
        let of_others = others.into_iter().map(|finding| (None, vec![finding]));
        let mut rest: Vec<Question<'_>> = of_pairs
            .chain(of_others)
            .map(|(pair, findings)| Question { pair, doubt: None, findings })
            .collect();
        for question in questions.iter_mut().chain(&mut rest) {
            question.findings.sort_by_key(|finding| Reverse(finding.level));
        }
        rest.sort_by_key(|question| Reverse(question.findings.first().map(|finding| finding.level)));
        questions.append(&mut rest);
        Session { setting, questions, at: 0, verdicts, answered: BTreeSet::new(), steps: Vec::new() }
    }

    /// The question to be answered; none at the end.
    pub(super) fn current(&self) -> Option<&Question<'a>> {
        self.questions.get(self.at)
    }

    /// The number of the current question, from 1, and of all.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.at + 1, self.questions.len())
    }

    /// How many questions have an answer.
    pub(super) fn answered(&self) -> usize {
        self.answered.len()
    }

    /// `source#claim`.
    pub(super) fn name(&self, at: ClaimRef) -> String {
        format!("{}#{}", at.source(self.setting.sets), at.of(self.setting.sets).id)
    }

    /// Does what is answered, and writes it down before anything else happens. Gives what there is to say of it.
    pub(super) fn answer(&mut self, answer: Answer) -> Result<Option<String>> {
        match answer {
            Answer::Pair(verdict, reason) => self.judge(verdict, reason),
            Answer::Accept(reason) => self.accept(&reason),
            Answer::Undo => self.undo(),
            Answer::Skip => {
                self.forward();
                Ok(None)
            }
            Answer::Back => {
                let before = (0..self.at).rev().find(|at| !self.answered.contains(at));
                self.at = before.unwrap_or(self.at);
                Ok(before.is_none().then(|| "there is no open question before this one".to_owned()))
            }
        }
    }

    fn judge(&mut self, verdict: Verdict, reason: Option<String>) -> Result<Option<String>> {
        let Some(pair) = self.current().and_then(|question| question.pair) else {
            return Ok(Some("this is not about two claims: accept it, or go on".to_owned()));
        };
        let reason = reason.filter(|reason| !reason.trim().is_empty()).unwrap_or_else(|| REVIEWED.to_owned());
        let [a, b] = pair.map(|at| self.judged_claim(at));
        let span = pair[0].of(self.setting.sets).span;
        let judgement =
            PairJudgement { a, b, verdict, reason, by: self.setting.by.clone(), on: None, until: None, span };
        let path = self.setting.path.clone();
        self.write(|text| edit::with_pair(&path, text, &judgement))?;
        let contradiction = self.contradiction(pair, verdict);
        self.verdicts.push((pair, verdict, Some(self.at)));
        self.forward();
        Ok(contradiction)
    }

    fn accept(&mut self, reason: &str) -> Result<Option<String>> {
        let Some(question) = self.current().filter(|question| !question.findings.is_empty()) else {
            return Ok(Some("there is no finding here to accept".to_owned()));
        };
        if reason.trim().is_empty() {
            return Ok(Some("say why it is accepted".to_owned()));
        }
        let accepted = question.findings.iter().map(|finding| Acceptance {
            fingerprint: finding.fingerprint.to_string(),
            rule: Some(finding.rule.0.to_owned()),
            reason: reason.trim().to_owned(),
            by: self.setting.by.clone(),
            on: None,
            until: None,
            span: finding.places[0].span,
        });
        let accepted: Vec<Acceptance> = accepted.collect();
        let path = self.setting.path.clone();
        self.write(|text| {
            accepted.iter().try_fold(text.to_owned(), |text, one| edit::with_acceptance(&path, &text, one))
        })?;
        self.forward();
        Ok(None)
    }

    /// Writes the file anew, whole or not at all, from what it holds at this moment.
    fn write(&mut self, edit: impl FnOnce(&str) -> Result<String>) -> Result<()> {
        let before = read(&self.setting.path)?;
        let after = edit(before.as_deref().unwrap_or(""))?;
        output::write_file(Path::new(&self.setting.path), after.as_bytes())?;
        self.steps.push(Step { question: self.at, before, after });
        self.answered.insert(self.at);
        Ok(())
    }

    fn undo(&mut self) -> Result<Option<String>> {
        let Some(step) = self.steps.pop() else {
            return Ok(Some("there is no answer to take back".to_owned()));
        };
        let path = &self.setting.path;
        if read(path)?.as_ref() != Some(&step.after) {
            let message = format!("`{path}` has been changed by somebody else; take the answer out by hand");
            self.steps.clear();
            return Ok(Some(message));
        }
        match &step.before {
            Some(text) => output::write_file(Path::new(path), text.as_bytes())?,
            None => std::fs::remove_file(path).map_err(|error| Error::io(path, &error))?,
        }
        self.answered.remove(&step.question);
        self.verdicts.retain(|(_, _, question)| *question != Some(step.question));
        self.at = step.question;
        Ok(Some("taken back".to_owned()))
    }

    /// To the next question without an answer. That a claim belongs to the one it was linked to leaves no doubt about
    /// the runner-up.
    fn forward(&mut self) {
        self.at += 1;
        while self.at < self.questions.len() && (self.answered.contains(&self.at) || self.is_moot(self.at)) {
            self.at += 1;
        }
    }

    fn is_moot(&self, at: usize) -> bool {
        let Question { pair: Some(pair), doubt: Some(doubt), findings } = &self.questions[at] else {
            return false;
        };
        let rivals = [doubt.chosen, doubt.runner_up].map(|other| ordered([doubt.claim, other]));
        let same = |(known, verdict, _): &([ClaimRef; 2], Verdict, Option<usize>)| {
            known != pair && rivals.contains(known) && *verdict == Verdict::Same
        };
        findings.is_empty() && self.verdicts.iter().any(same)
    }

    /// What the verdict on a pair does not go with: same A-B and same B-C leave no room for different A-C.
    fn contradiction(&self, pair: [ClaimRef; 2], verdict: Verdict) -> Option<String> {
        let chain = |from: ClaimRef, to: ClaimRef| -> Option<String> {
            let links = self.same_links(from, to)?;
            let links = links.iter().map(|&[a, b]| format!("{} and {}", self.name(a), self.name(b)));
            Some(format!("{} are judged same", links.collect::<Vec<_>>().join(", ")))
        };
        match verdict {
            Verdict::Unsure => None,
            Verdict::Different => {
                chain(pair[0], pair[1]).map(|chain| format!("this contradicts earlier answers: {chain}"))
            }
            Verdict::Same => {
                let joined = |a, b| if a == b { Some(String::new()) } else { chain(a, b) };
                let apart = self.verdicts.iter().filter(|(_, verdict, _)| *verdict == Verdict::Different);
                apart.map(|(known, ..)| known).find_map(|&[x, y]| {
                    let [a, b] = pair;
                    let one = || Some([joined(a, x)?, joined(b, y)?]);
                    let other = || Some([joined(a, y)?, joined(b, x)?]);
                    let chains = one().or_else(other)?;
                    let chains = chains.iter().filter(|chain| !chain.is_empty());
                    let parts: Vec<String> = chains.cloned().collect();
                    let apart = format!("{} and {} are judged different", self.name(x), self.name(y));
                    Some(format!(
                        "this contradicts earlier answers: {}",
                        [parts, vec![apart]].concat().join("; ")
                    ))
                })
            }
        }
    }

    /// The shortest way from one claim to another over pairs that are judged the same.
    fn same_links(&self, from: ClaimRef, to: ClaimRef) -> Option<Vec<[ClaimRef; 2]>> {
        let mut ways: BTreeMap<ClaimRef, Vec<[ClaimRef; 2]>> = BTreeMap::from([(from, Vec::new())]);
        let mut next = VecDeque::from([from]);
        while let Some(here) = next.pop_front() {
            for ([a, b], verdict, _) in &self.verdicts {
                let there = if *a == here { *b } else { *a };
                if *verdict == Verdict::Same && [*a, *b].contains(&here) && !ways.contains_key(&there) {
                    let way = [ways[&here].clone(), vec![[here, there]]].concat();
                    ways.insert(there, way);
                    next.push_back(there);
                }
            }
        }
        ways.remove(&to)
    }

    fn judged_claim(&self, at: ClaimRef) -> JudgedClaim {
        let (claim, source) = (at.of(self.setting.sets), at.source(self.setting.sets));
        JudgedClaim {
            source: source.clone(),
            claim: claim.id.clone(),
            fingerprint: Some(claim.fingerprint(source).to_string()),
        }
    }
}

fn ordered([a, b]: [ClaimRef; 2]) -> [ClaimRef; 2] {
    [a.min(b), a.max(b)]
}

/// The two claims that a finding is about, if these are its places.
fn pair_of(sets: &[ClaimSet], finding: &Finding) -> Option<[ClaimRef; 2]> {
    let [a, b] = finding.places.as_slice() else { return None };
    Some([claim_at(sets, a)?, claim_at(sets, b)?]).filter(|[a, b]| a != b)
}

/// The claim that a place is.
pub(super) fn claim_at(sets: &[ClaimSet], place: &Place) -> Option<ClaimRef> {
    let set = sets.iter().position(|set| Some(&set.source.id) == place.source.as_ref())?;
    let claim = sets[set].claims.iter().position(|claim| Some(&claim.id) == place.claim.as_ref())?;
    Some(ClaimRef { set, claim })
}

/// The text of a file, if it is there.
fn read(path: &str) -> Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, &error)),
    }
}

#[cfg(test)]
pub(super) mod tests;
