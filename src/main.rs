//! The program: arguments in, exit code out.

use factdiff::cli::{Streams, run};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let terminal = io::stdout().is_terminal();
    let width =
        terminal.then(|| terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)));
    let color = terminal
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr(); // not locked: what tells of progress writes to it from a thread of its own
    let exit = run(std::env::args_os(), &mut Streams { out: &mut out, err: &mut err, width, color });
    // a reader that has seen enough is no fault
    let _ = out.flush();
    ExitCode::from(exit.code())
}
