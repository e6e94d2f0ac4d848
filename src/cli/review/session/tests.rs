use super::*;
use crate::align;
use crate::load::{self, Loaded};
use crate::verdict::{self, Assessment};
use std::fs;
use tempfile::TempDir;

const POST: &str = "source: {id: post}\nclaims:\n  \
    - {id: toll, key: dead, text: Three dock workers died in the collapse.}\n";
const WIRE: &str = "source: {id: wire}\nclaims:\n  \
    - {id: w1, key: dead, text: Five dock workers died in the collapse.}\n  \
    - {id: w2, text: The harbour was closed at noon.}\n";
const ECHO: &str = "source: {id: echo}\nclaims:\n  \
    - {id: e1, key: dead, text: Six dock workers died in the collapse.}\n";

/// Three sources that contradict each other on one fact.
pub(in super::super) struct Case {
    folder: TempDir,
    loaded: Loaded,
    assessment: Assessment,
}

pub(in super::super) fn case() -> Case {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("post.yaml", POST), ("wire.yaml", WIRE), ("echo.yaml", ECHO)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    let loaded = load::load(&[path], &load::Options::default()).unwrap();
    let options = align::Options::default();
    let judgements = Judgements::default();
    let alignment = align::align(&loaded.sets, &judgements, &options);
    let mut assessment = verdict::assess(
        &loaded.files,
        &loaded.sets,
        &alignment,
        &judgements,
        &options,
        crate::origin::Origins::default(),
    );
    let at = |name: &str| claim(&loaded.sets, name);
    // nothing so small is doubtful by itself
    let doubt =
        Ambiguity { claim: at("post#toll"), chosen: at("wire#w1"), runner_up: at("wire#w2"), margin: 0.02 };
    assessment.facts[0].ambiguous.push(doubt);
    Case { folder, loaded, assessment }
}

fn claim(sets: &[ClaimSet], name: &str) -> ClaimRef {
    let find = |(set, claim_set): (usize, &ClaimSet)| {
        let claim =
            claim_set.claims.iter().position(|claim| format!("{}#{}", claim_set.source.id, claim.id) == name);
        claim.map(|claim| ClaimRef { set, claim })
    };
    sets.iter().enumerate().find_map(find).unwrap()
}

impl Case {
    pub(in super::super) fn path(&self) -> String {
        self.folder.path().join("judgements.yaml").to_str().unwrap().to_owned()
    }

    fn text(&self) -> Option<String> {
        fs::read_to_string(self.path()).ok()
    }

    /// A review that begins with what the file holds.
    pub(in super::super) fn session(&self) -> Session<'_> {
        let text = self.text();
        let judgements = text.map(|_| crate::judgement::read(&self.path(), &mut Files::default()).unwrap().0);
        let setting = Setting {
            files: &self.loaded.files,
            sets: &self.loaded.sets,
            threshold: 0.5,
            path: self.path(),
            by: None,
            least: Level::Warning,
        };
        let (facts, findings) = (&self.assessment.facts, &self.assessment.findings);
        Session::new(setting, facts, findings, &judgements.unwrap_or_default())
    }
}

/// The names of the claims of the current question.
fn asked(session: &Session<'_>) -> String {
    let pair = session.current().and_then(|question| question.pair);
    pair.map_or("-".to_owned(), |pair| pair.map(|at| session.name(at)).join(" "))
}

fn say(session: &mut Session<'_>, verdict: Verdict) -> Option<String> {
    session.answer(Answer::Pair(verdict, None)).unwrap()
}

#[test]
fn doubtful_links_come_first_and_every_pair_is_asked_once() {
    let case = case();
    let mut session = case.session();
    let mut all = Vec::new();
    while session.current().is_some() {
        all.push(asked(&session));
        session.answer(Answer::Skip).unwrap();
    }
    assert_eq!(all, ["post#toll wire#w1", "post#toll wire#w2", "echo#e1 post#toll", "echo#e1 wire#w1"]);
    assert_eq!((session.answered(), case.text()), (0, None), "who only looks writes nothing");
}

#[test]
fn an_answer_is_in_the_file_before_the_next_question() {
    let case = case();
    let mut session = case.session();
    session.answer(Answer::Pair(Verdict::Same, Some("the crane".to_owned()))).unwrap();
    let text = case.text().unwrap();
    let (judgements, told) = crate::judgement::read(&case.path(), &mut Files::default()).unwrap();
    assert!(told.is_empty(), "{text}");
    assert_eq!((judgements.pairs.len(), judgements.pairs[0].reason.as_str()), (1, "the crane"));
    assert!(judgements.stale(&judgements.standing(&case.loaded.sets)).is_empty(), "its fingerprints fit");
}

#[test]
fn a_link_that_is_right_leaves_no_doubt_about_the_runner_up() {
    let case = case();
    let mut session = case.session();
    say(&mut session, Verdict::Same);
    assert_eq!(asked(&session), "echo#e1 post#toll");
}

#[test]
fn settled_pairs_are_not_asked_again() {
    let case = case();
    let mut session = case.session();
    say(&mut session, Verdict::Unsure);
    say(&mut session, Verdict::Different);
    session.answer(Answer::Accept("both were early".to_owned())).unwrap();
    let again = case.session();
    let pairs: Vec<_> = again.questions.iter().filter_map(|question| question.pair).collect();
    let settled = ["post#toll", "wire#w1", "wire#w2"].map(|name| claim(&case.loaded.sets, name));
    assert!(
        !pairs.contains(&ordered([settled[0], settled[1]]))
            && !pairs.contains(&ordered([settled[0], settled[2]]))
    );
    let text = case.text().unwrap();
    assert!(text.contains("rule: conflict.number\n    reason: both were early\n"), "{text}");
}

#[test]
fn contradictory_answers_are_pointed_out_and_written() {
    let case = case();
    let mut session = case.session();
    assert_eq!(say(&mut session, Verdict::Same), None); // post - wire
    assert_eq!(say(&mut session, Verdict::Same), None); // echo - post
    assert_eq!(
        say(&mut session, Verdict::Different).as_deref(),
        Some(
            "this contradicts earlier answers: echo#e1 and post#toll, post#toll and wire#w1 are judged same"
        )
    );
    assert!(case.text().unwrap().contains("verdict: different"));
    assert_eq!(session.answer(Answer::Undo).unwrap().as_deref(), Some("taken back"));
    assert_eq!(asked(&session), "echo#e1 wire#w1");
}

#[test]
fn the_same_after_a_different_is_a_contradiction_too() {
    let case = case();
    let mut session = case.session();
    say(&mut session, Verdict::Same); // post - wire
    say(&mut session, Verdict::Different); // echo - post
    assert_eq!(
        say(&mut session, Verdict::Same).as_deref(),
        Some(
            "this contradicts earlier answers: wire#w1 and post#toll are judged same; echo#e1 and post#toll are judged different"
        )
    );
}

#[test]
fn undo_takes_back_answer_by_answer_and_leaves_the_file_as_it_was() {
    let case = case();
    fs::write(case.path(), "# ours\nschema: 1\n").unwrap();
    let mut session = case.session();
    say(&mut session, Verdict::Unsure);
    session.answer(Answer::Skip).unwrap();
    session.answer(Answer::Accept("early".to_owned())).unwrap();
    session.answer(Answer::Undo).unwrap();
    assert_eq!((asked(&session).as_str(), session.answered()), ("echo#e1 post#toll", 1));
    session.answer(Answer::Undo).unwrap();
    assert_eq!(case.text().as_deref(), Some("# ours\nschema: 1\n"));
    assert_eq!(asked(&session), "post#toll wire#w1");
    assert!(session.answer(Answer::Undo).unwrap().unwrap().contains("no answer"));
}

#[test]
fn undoing_the_first_answer_removes_a_file_that_was_not_there() {
    let case = case();
    let mut session = case.session();
    say(&mut session, Verdict::Same);
    session.answer(Answer::Undo).unwrap();
    assert_eq!(case.text(), None);
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_kept() {
    let case = case();
    let mut session = case.session();
    say(&mut session, Verdict::Unsure);
    let theirs = format!("# theirs\n{}", case.text().unwrap());
    fs::write(case.path(), &theirs).unwrap();
    assert!(session.answer(Answer::Undo).unwrap().unwrap().contains("somebody else"));
    assert_eq!(case.text().unwrap(), theirs);
    say(&mut session, Verdict::Unsure);
    assert!(case.text().unwrap().starts_with(&theirs));
}

#[test]
fn back_goes_to_the_open_question_before() {
    let case = case();
    let mut session = case.session();
    session.answer(Answer::Skip).unwrap();
    say(&mut session, Verdict::Different);
    session.answer(Answer::Back).unwrap();
    assert_eq!(asked(&session), "post#toll wire#w1");
    assert!(session.answer(Answer::Back).unwrap().is_some(), "there is none before the first");
}

#[test]
fn an_answer_that_fits_no_question_writes_nothing() {
    let case = case();
    let mut session = case.session();
    session.answer(Answer::Skip).unwrap();
    assert!(session.answer(Answer::Accept("why".to_owned())).unwrap().is_some(), "no finding on this pair");
    session.answer(Answer::Skip).unwrap();
    assert!(session.answer(Answer::Accept(" ".to_owned())).unwrap().is_some(), "no reason");
    assert_eq!(case.text(), None);
}
