//! `factdiff align`: claims by the million to groups.

mod state;

use super::output::{self, Whole, readable_size};
use super::progress::Progress;
use super::{AlignArgs, Exit, Streams, usage, work_with, write_failed};
use crate::align::many::{self, Claims, Edge, Faults, Given, Grouper, Groups, Stage};
use crate::align::sketch::Sketcher;
use crate::error::{Error, Result};
use crate::json;
use crate::load::stream::{LineFault, Piece, Stream};
use crate::text::fold::visible;
use rayon::prelude::*;
use state::{Begun, State};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Mutex;

pub(super) fn run(args: &AlignArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    work_with(args.threads);
    let (state, begun) = match &args.state {
        Some(folder) => State::begin(folder, &args.inputs).map(|(state, begun)| (Some(state), begun))?,
        None => (None, Begun::default()),
    };
    spare_inputs(args, state.as_ref())?;
    let Begun { files, parts, saved, is_between, notes, is_lost } = begun;
    let mut stream = match state {
        Some(_) => Stream::of_parts(files, parts)?,
        None => Stream::of(&args.inputs)?,
    };
    for note in notes {
        writeln!(streams.err, "factdiff: {}", visible(&note)).or_else(|error| write_failed(&error))?;
    }
    let outputs = [Whole::of(args.output.as_deref())?, Whole::of(args.pairs.as_deref())?];
    output::remove_when_ended(outputs.iter().flatten().chain(state.iter().map(State::output)));
    let progress = Progress::new(args.quiet);
    let options = many::Options { threshold: args.threshold, ..many::Options::default() };
    let was_saved = saved.is_some();
    let (mut claims, mut grouper) = saved.unwrap_or_else(|| (Claims::default(), Grouper::new(options)));
    let known = claims.len();
    read(&mut stream, &mut claims, args.memory, &progress)?;
    stream.faults.drain(..).for_each(|fault| claims.faults.add(fault));
    let (order, twice) = claims.in_order();
    let given = Given { sketches: &claims.sketches, order: &order, keys: &claims.keys };
    // claims that came between others give those without ids other numbers, and may be the first of an id
    let is_other = *grouper.options() != options || is_between && (claims.lack_ids() || twice.lost > 0);
    if is_other {
        grouper = Grouper::new(options);
    }
    let is_new = is_other || !was_saved || claims.len() > known;
    if is_new {
        grouper.add(given, state.is_some(), |stage| {
            progress.say(match stage {
                Stage::Pairs => "comparing claims",
                Stage::Groups => "grouping claims",
            });
        });
    }
    let groups = grouper.groups(given);
    progress.say("writing groups");
    let [to, pairs] = outputs;
    match to {
        Some(mut file) => {
            write_groups(&groups, &claims, &mut file).map_err(|error| file.failed(&error))?;
            file.finish()?;
        }
        None => write_groups(&groups, &claims, &mut streams.out).or_else(|error| write_failed(&error))?,
    }
    if let Some(mut file) = pairs {
        write_pairs(&grouper.pairs(given), &claims, &mut file).map_err(|error| file.failed(&error))?;
        file.finish()?;
    }
    if let Some(state) = state {
        progress.say("keeping the state");
        state.keep((&claims, &grouper), is_new, &stream.ended)?;
    }
    drop(progress);
    let mut faults = std::mem::take(&mut claims.faults);
    faults.append(twice);
    tell(&faults, &stream, streams).or_else(|error| write_failed(&error))?;
    if !args.quiet {
        let counts = grouper.counts();
        writeln!(
            streams.err,
            "{} of {} in {}; {} scored, {} left out in blocks that stayed too big",
            counted(order.len() as u64, "claim"),
            counted(claims.sources() as u64, "source"),
            counted(groups.iter().count() as u64, "group"),
            counted(counts.pairs, "pair"),
            counted(counts.dropped, "pair"),
        )
        .or_else(|error| write_failed(&error))?;
    }
    Ok(match (faults.lost > 0 || is_lost, order.is_empty()) {
        (false, _) => Exit::Clean,
        (true, true) => Exit::Trouble,
        (true, false) => Exit::Findings,
    })
}

/// An output never takes the place of an input, of the state or of another output.
fn spare_inputs(args: &AlignArgs, state: Option<&State>) -> Result<()> {
    for path in [&args.output, &args.pairs].into_iter().flatten() {
        output::spare(Path::new(path), args.inputs.iter().map(String::as_str), "inputs")?;
        if let Some(state) = state {
            output::spare(Path::new(path), state.places(), "files that the state is of")?;
            if state.holds(Path::new(path)) {
                return Err(usage(format!("`{path}` is in the folder of the state; name another file")));
            }
        }
    }
    if args.pairs.as_deref() == Some("-") {
        return Err(usage("`--pairs` wants a file: standard output is for the groups"));
    }
    if args.output.is_some() && args.output == args.pairs {
        return Err(usage("the groups and the pairs want a file each"));
    }
    Ok(())
}

/// About so many bytes of memory a claim needs, all in all.
const BYTES_A_CLAIM: u64 = 400;

/// Reads all claims, some pieces at a time on all threads.
fn read(stream: &mut Stream, claims: &mut Claims, memory: Option<u64>, progress: &Progress) -> Result<()> {
    let bytes = stream.bytes;
    progress.bytes("reading claims", bytes);
    let sketchers: Mutex<Vec<Sketcher>> = Mutex::default();
    loop {
        let pieces: Vec<Piece> =
            std::iter::from_fn(|| stream.next_piece()).take(2 * rayon::current_num_threads()).collect();
        if pieces.is_empty() {
            return Ok(());
        }
        let parts: Vec<Claims> = pieces
            .into_par_iter()
            .map(|piece| {
                let free = || sketchers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let mut sketcher = free().pop().unwrap_or_default();
                let part = Claims::of(&piece, &mut sketcher);
                free().push(sketcher);
                part
            })
            .collect();
        let share = bytes.filter(|bytes| *bytes > 0).map(|bytes| stream.position() as f64 / bytes as f64);
        for part in parts {
            claims.append(part, share);
        }
        progress.at(stream.position());
        let needed = claims.len() as u64 * BYTES_A_CLAIM;
        if let Some(memory) = memory.filter(|memory| memory.saturating_mul(1 << 20) < needed) {
            let count = counted(claims.len() as u64, "claim");
            let needed = readable_size(needed);
            return Err(Error::new(format!(
                "{count} and more need over {needed} of memory; --memory allows {memory} MB"
            )));
        }
        if claims.are_too_many() {
            return Err(Error::new(format!("more than {} claims", many::MOST_CLAIMS)));
        }
    }
}

/// A line a group: `{"group": 1, "claims": [{"source": "s0", "id": 12}], "score": 0.83}`.
fn write_groups(groups: &Groups, claims: &Claims, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, out);
    for (number, (members, score)) in groups.iter().enumerate() {
        write!(out, "{{\"group\": {}, \"claims\": [", number + 1)?;
        for (at, &claim) in members.iter().enumerate() {
            if at > 0 {
                out.write_all(b", ")?;
            }
            write_claim(claims, claim, &mut out)?;
        }
        match score {
            Some(score) => writeln!(out, "], \"score\": {score:.4}}}")?,
            None => out.write_all(b"], \"score\": null}\n")?,
        }
    }
    out.flush()
}

/// A line a pair: `{"a": {"source": "s0", "id": 12}, "b": {"source": "s1", "id": 3}, "score": 0.83}`.
fn write_pairs(pairs: &[Edge], claims: &Claims, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, out);
    for edge in pairs {
        out.write_all(b"{\"a\": ")?;
        write_claim(claims, edge.left, &mut out)?;
        out.write_all(b", \"b\": ")?;
        write_claim(claims, edge.right, &mut out)?;
        writeln!(out, ", \"score\": {:.4}}}", edge.probability)?;
    }
    out.flush()
}

fn write_claim(claims: &Claims, claim: u32, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{\"source\": ")?;
    write_words(claims.source_of(claim), out)?;
    out.write_all(b", \"id\": ")?;
    let id = claims.id_of(claim);
    let id = id.as_ref();
    match id.strip_prefix('"').and_then(|id| id.strip_suffix('"')) {
        Some(words) if !id.is_ascii() || words.contains('\\') => {
            write_words(&serde_json::from_str::<String>(id)?, out)?;
        }
        _ => out.write_all(id.as_bytes())?,
    }
    out.write_all(b"}")
}

fn write_words(words: &str, out: &mut impl Write) -> io::Result<()> {
    if words.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
        out.write_all(b"\"")?;
        out.write_all(words.as_bytes())?;
        out.write_all(b"\"")
    } else {
        json::write(&words, out)
    }
}

/// What is wrong, a line a fault, by files and lines.
fn tell(faults: &Faults, stream: &Stream, streams: &mut Streams<'_>) -> io::Result<()> {
    let mut told: Vec<&LineFault> = faults.told.iter().collect();
    told.sort_by_key(|fault| (fault.file, fault.line));
    for LineFault { file, line, column, rule, message } in told {
        let text = format!("{}:{line}:{column}: error[{}]: {message}", stream.path(*file), rule.rule.0);
        writeln!(streams.err, "{}", visible(&text))?;
    }
    let more = faults.lost.saturating_sub(faults.told.len() as u64);
    if more > 0 {
        writeln!(streams.err, "and {more} more lines like these")?;
    }
    Ok(())
}

/// "1,234 claims".
fn counted(number: u64, noun: &str) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    let plural = if number == 1 { "" } else { "s" };
    format!("{shown} {noun}{plural}")
}
