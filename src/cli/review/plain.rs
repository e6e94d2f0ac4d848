//! A review line by line: for terminals that can do no more, for pipes, and for screen readers.

use super::super::{Streams, write_failed};
use super::card::{self, KEYS};
use super::session::{Answer, Session};
use crate::error::{Error, Result};
use crate::judgement::Verdict;
use crate::report::layout::{self, Text};
use crate::text::fold::visible;
use std::io::{self, BufRead};

/// What a line says.
enum Line {
    Answer(Answer),
    Quit,
    Unclear,
}

pub(super) fn run(
    session: &mut Session<'_>,
    input: &mut dyn BufRead,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let width = streams.width.unwrap_or(100).clamp(40, 160);
    let mut shown = None;
    while session.current().is_some() {
        // a question is written out once, not after every slip
        let number = session.progress().0;
        if shown != Some(number) {
            show(session, width, streams).or_else(|error| write_failed(&error))?;
            shown = Some(number);
        }
        ask(streams).or_else(|error| write_failed(&error))?;
        let mut line = String::new();
        let read = input.read_line(&mut line).map_err(|error| Error::io("standard input", &error))?;
        let told = match (read, parse(line.trim())) {
            (0, _) | (_, Line::Quit) => break,
            (_, Line::Unclear) => Some(KEYS.to_owned()),
            (_, Line::Answer(answer)) => session.answer(answer)?,
        };
        if let Some(told) = told {
            writeln!(streams.out, "{}", visible(&told)).or_else(|error| write_failed(&error))?;
        }
    }
    writeln!(streams.out, "{}", farewell(session)).or_else(|error| write_failed(&error))
}

/// `3 answered, 2 left; answers are in sources/judgements.yaml`.
pub(super) fn farewell(session: &Session<'_>) -> String {
    let (answered, all) = (session.answered(), session.progress().1);
    if all == 0 {
        return "nothing to review: no doubtful links and no open findings".to_owned();
    }
    let path = visible(&session.setting.path).into_owned();
    let place =
        if answered == 0 { "nothing was written".to_owned() } else { format!("answers are in {path}") };
    format!("{answered} answered, {} left; {place}", all - answered)
}

fn show(session: &Session<'_>, width: usize, streams: &mut Streams<'_>) -> io::Result<()> {
    let Some(question) = session.current() else { return Ok(()) };
    writeln!(streams.out)?;
    for paragraph in card::of(session, question) {
        let indent = " ".repeat(paragraph.indent);
        let lines = paragraph.text.wrap(width - paragraph.indent);
        if lines.is_empty() {
            writeln!(streams.out)?;
        }
        for line in lines {
            write!(streams.out, "{indent}")?;
            layout::write(&[&line], streams.color, streams.out)?;
            writeln!(streams.out)?;
            if let Some(carets) = carets(&line, streams.color) {
                writeln!(streams.out, "{indent}{}", carets.as_plain())?;
            }
        }
    }
    Ok(())
}

/// What is underlined is marked below the line where there are no styles.
fn carets(line: &Text, color: bool) -> Option<Text> {
    if color { None } else { line.carets() }
}

fn ask(streams: &mut Streams<'_>) -> io::Result<()> {
    write!(streams.out, "s/d/u, a REASON, n, b, z, q, ? > ")?;
    streams.out.flush()
}

/// A letter or a word, and a reason behind it: `s`, `same both mean the crane`, `a the wire was corrected`.
fn parse(line: &str) -> Line {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let reason = (!rest.trim().is_empty()).then(|| rest.trim().to_owned());
    Line::Answer(match word.to_lowercase().as_str() {
        "s" | "same" => Answer::Pair(Verdict::Same, reason),
        "d" | "different" => Answer::Pair(Verdict::Different, reason),
        "u" | "unsure" => Answer::Pair(Verdict::Unsure, reason),
        "a" | "accept" => Answer::Accept(reason.unwrap_or_default()),
        "n" | "next" | "skip" => Answer::Skip,
        "b" | "back" => Answer::Back,
        "z" | "undo" => Answer::Undo,
        "q" | "quit" => return Line::Quit,
        _ => return Line::Unclear,
    })
}
