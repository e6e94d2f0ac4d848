//! The terminal, taken for the full screen and given back however that ends: by an answer, an error, a panic or a signal.

use crate::error::{Error, Result};
use ratatui::crossterm::event::{self, Event};
use ratatui::{DefaultTerminal, Frame};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// So long a signal may wait for its answer.
const TICK: Duration = Duration::from_millis(100);

/// The full screen.
pub(super) struct Screen {
    terminal: DefaultTerminal,
    /// The signal that asks the program to end; 0 as long as none does.
    signal: Arc<AtomicUsize>,
}

/// Runs `during` on the full screen. Afterwards the terminal is as it was. A signal that ends the program ends it still, but
/// not before that.
pub(super) fn on_full_screen<T>(during: impl FnOnce(&mut Screen) -> Result<T>) -> Result<T> {
    let signal = Arc::default();
    listen(&signal).map_err(|error| failed(&error))?;
    // also hangs in a hook that gives the terminal back before a panic is told
    let terminal = ratatui::try_init().inspect_err(|_| ratatui::restore()).map_err(|error| failed(&error))?;
    let mut screen = Screen { terminal, signal: Arc::clone(&signal) };
    let ended = during(&mut screen);
    drop(screen);
    ratatui::try_restore().map_err(|error| failed(&error))?;
    end_by(signal.load(Ordering::Relaxed)).map_err(|error| failed(&error))?;
    ended
}

impl Screen {
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(frame).map(|_| ()).map_err(|error| failed(&error))
    }

    /// What happens next; nothing more where a signal asks the program to end.
    pub(super) fn event(&self) -> Result<Option<Event>> {
        while self.signal.load(Ordering::Relaxed) == 0 {
            if event::poll(TICK).map_err(|error| failed(&error))? {
                return event::read().map(Some).map_err(|error| failed(&error));
            }
        }
        Ok(None)
    }
}

fn failed(error: &io::Error) -> Error {
    Error::new(format!("cannot use the terminal: {error}; try --plain"))
}

/// From now on a signal that would end the program is only written down.
#[cfg(unix)]
fn listen(signal: &Arc<AtomicUsize>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, TERM_SIGNALS};
    for &number in TERM_SIGNALS.iter().chain(&[SIGHUP]) {
        signal_hook::flag::register_usize(number, Arc::clone(signal), number.unsigned_abs() as usize)?;
    }
    Ok(())
}

/// Ends the program as the signal would have; does nothing for 0.
#[cfg(unix)]
fn end_by(signal: usize) -> io::Result<()> {
    match i32::try_from(signal) {
        Ok(signal @ 1..) => signal_hook::low_level::emulate_default_handler(signal),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn listen(_signal: &Arc<AtomicUsize>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn end_by(_signal: usize) -> io::Result<()> {
    Ok(())
}
