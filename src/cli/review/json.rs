//! A review for other programs: a line of JSON a question, a line of JSON an answer.

use super::super::{Streams, write_failed};
use super::session::{Answer, Question, Session, claim_at};
use crate::align;
use crate::claim::ClaimRef;
use crate::error::{Error, Result};
use crate::json;
use crate::judgement::Verdict;
use crate::report::marks::{self, Mark};
use crate::report::parts;
use serde::{Deserialize, Serialize};
use std::io::BufRead;

/// What is written, one a line.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Told {
    Question {
        number: usize,
        of: usize,
        kind: &'static str,
        claims: Vec<ClaimJson>,
        score: Option<ScoreJson>,
        doubt: Option<DoubtJson>,
        findings: Vec<FindingJson>,
        answers: Vec<&'static str>,
    },
    Message {
        text: String,
    },
    End {
        answered: usize,
        left: usize,
        judgements: String,
    },
}

#[derive(Serialize)]
struct ClaimJson {
    source: String,
    claim: String,
    fingerprint: String,
    text: String,
    quote: Option<String>,
    path: String,
    line: usize,
    column: usize,
    runs: Vec<RunJson>,
}

/// Words of a claim; `mark` is `same`, `differs` or `telling`.
#[derive(Serialize)]
struct RunJson {
    text: String,
    mark: &'static str,
}

#[derive(Serialize)]
struct ScoreJson {
    value: f32,
    threshold: f32,
    parts: Vec<PartJson>,
}

#[derive(Serialize)]
struct PartJson {
    label: &'static str,
    weight: f32,
}

#[derive(Serialize)]
struct DoubtJson {
    claim: String,
    linked: String,
    runner_up: String,
    margin: f32,
}

#[derive(Serialize)]
struct FindingJson {
    rule: &'static str,
    level: &'static str,
    message: String,
    fingerprint: String,
}

/// What is read, one a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    answer: Word,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Same,
    Different,
    Unsure,
    Accept,
    Skip,
    Back,
    Undo,
    Quit,
}

pub(super) fn run(
    session: &mut Session<'_>,
    input: &mut dyn BufRead,
    streams: &mut Streams<'_>,
) -> Result<()> {
    while let Some(question) = session.current() {
        tell(&asked(session, question), streams)?;
        let mut line = String::new();
        if input.read_line(&mut line).map_err(|error| Error::io("standard input", &error))? == 0 {
            break;
        }
        let told = match serde_json::from_str::<Said>(&line) {
            Ok(Said { answer: Word::Quit, .. }) => break,
            Ok(said) => session.answer(answer(said))?,
            Err(error) => Some(format!("not an answer: {error}")),
        };
        if let Some(text) = told {
            tell(&Told::Message { text }, streams)?;
        }
    }
    let (answered, all) = (session.answered(), session.progress().1);
    tell(&Told::End { answered, left: all - answered, judgements: session.setting.path.clone() }, streams)
}

fn tell(told: &Told, streams: &mut Streams<'_>) -> Result<()> {
    json::write(told, streams.out)
        .and_then(|()| writeln!(streams.out))
        .and_then(|()| streams.out.flush())
        .or_else(|error| write_failed(&error))
}

fn answer(said: Said) -> Answer {
    match said.answer {
        Word::Same => Answer::Pair(Verdict::Same, said.reason),
        Word::Different => Answer::Pair(Verdict::Different, said.reason),
        Word::Unsure => Answer::Pair(Verdict::Unsure, said.reason),
        Word::Accept => Answer::Accept(said.reason.unwrap_or_default()),
        Word::Back => Answer::Back,
        Word::Undo => Answer::Undo,
        Word::Skip | Word::Quit => Answer::Skip,
    }
}

fn asked(session: &Session<'_>, question: &Question<'_>) -> Told {
    let sets = session.setting.sets;
    let (number, of) = session.progress();
    let claims = match question.pair {
        Some([a, b]) => vec![claim(session, a, Some(b)), claim(session, b, Some(a))],
        None => {
            let places = question.findings.iter().flat_map(|finding| &finding.places);
            places.filter_map(|place| claim_at(sets, place)).map(|at| claim(session, at, None)).collect()
        }
    };
    let mut answers = Vec::new();
    if question.pair.is_some() {
        answers.extend(["same", "different", "unsure"]);
    }
    if !question.findings.is_empty() {
        answers.push("accept");
    }
    answers.extend(["skip", "back", "undo", "quit"]);
    Told::Question {
        number,
        of,
        kind: if question.doubt.is_some() { "doubt" } else { "finding" },
        claims,
        score: question.pair.map(|[a, b]| score(session, a, b)),
        doubt: question.doubt.map(|doubt| DoubtJson {
            claim: session.name(doubt.claim),
            linked: session.name(doubt.chosen),
            runner_up: session.name(doubt.runner_up),
            margin: doubt.margin,
        }),
        findings: question
            .findings
            .iter()
            .map(|finding| FindingJson {
                rule: finding.rule.0,
                level: finding.level.as_str(),
                message: finding.message.clone(),
                fingerprint: finding.fingerprint.to_string(),
            })
            .collect(),
        answers,
    }
}

fn claim(session: &Session<'_>, at: ClaimRef, other: Option<ClaimRef>) -> ClaimJson {
    let sets = session.setting.sets;
    let (claim, source) = (at.of(sets), at.source(sets));
    let files = session.setting.files;
    let location = files.location(claim.span.file, claim.span.start);
    let other = other.map_or(claim.text.as_str(), |other| other.of(sets).text.as_str());
    let runs = marks::beside(&claim.text, other).into_iter().map(|(run, mark)| RunJson {
        text: run.to_owned(),
        mark: match mark {
            Mark::Same => "same",
            Mark::Differs => "differs",
            Mark::Telling => "telling",
        },
    });
    ClaimJson {
        source: source.to_string(),
        claim: claim.id.to_string(),
        fingerprint: claim.fingerprint(source).to_string(),
        text: claim.text.clone(),
        quote: claim.quote.as_ref().map(|quote| quote.exact.clone()),
        path: files.path(claim.span.file).to_owned(),
        line: location.line,
        column: location.column,
        runs: runs.collect(),
    }
}

fn score(session: &Session<'_>, a: ClaimRef, b: ClaimRef) -> ScoreJson {
    let score = align::score_of(session.setting.sets, a, b);
    let parts = parts::weighed(&score).into_iter();
    ScoreJson {
        value: score.value,
        threshold: session.setting.threshold,
        parts: parts.map(|(weight, part)| PartJson { label: part.label(), weight }).collect(),
    }
}
