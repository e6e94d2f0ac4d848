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
    /// The terminal was closed.
    is_gone: bool,
}

/// Runs `during` on the full screen. Afterwards the terminal is as it was. A signal that ends the program ends it still, but
/// not before that.
pub(super) fn on_full_screen<T>(during: impl FnOnce(&mut Screen) -> Result<T>) -> Result<T> {
    let signal = Arc::default();
    listen(&signal).map_err(|error| failed(&error))?;
    // also hangs in a hook that gives the terminal back before a panic is told
    let terminal = ratatui::try_init().inspect_err(|_| ratatui::restore()).map_err(|error| failed(&error))?;
    let mut screen = Screen { terminal, signal: Arc::clone(&signal), is_gone: false };
    let ended = during(&mut screen);
    // it may have been closed while the last frame was drawn
    let is_gone = screen.is_gone || !is_there(Duration::ZERO).unwrap_or(false);
    if is_gone {
        // nothing can be given back, and to try would panic
        std::mem::forget(screen);
        end_by(signal.load(Ordering::Relaxed)).map_err(|error| failed(&error))?;
        return Err(Error::new("the terminal was closed; what was answered is kept"));
    }
    drop(screen);
    ratatui::try_restore().map_err(|error| failed(&error))?;
    end_by(signal.load(Ordering::Relaxed)).map_err(|error| failed(&error))?;
    ended
}

impl Screen {
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(frame).map(|_| ()).map_err(|error| failed(&error))
    }

    /// What happens next; nothing more where a signal asks the program to end, or the terminal is gone.
    pub(super) fn event(&mut self) -> Result<Option<Event>> {
        loop {
            self.is_gone = !is_there(TICK).map_err(|error| failed(&error))?;
            if self.is_gone || self.signal.load(Ordering::Relaxed) != 0 {
                return Ok(None);
            }
            if event::poll(Duration::ZERO).map_err(|error| failed(&error))? {
                return event::read().map(Some).map_err(|error| failed(&error));
            }
        }
    }
}

fn failed(error: &io::Error) -> Error {
    Error::new(format!("cannot use the terminal: {error}; try --plain"))
}

/// Waits for input, a signal or so long a time, and says whether the terminal is still there. To be asked before crossterm is:
/// of a terminal that was closed it reads nothing, again and again, and never gives up.
#[cfg(unix)]
fn is_there(time: Duration) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut asked = [PollFd::new(&stdin, PollFlags::IN)];
    let time = Timespec::try_from(time).map_err(io::Error::other)?;
    match poll(&mut asked, Some(&time)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {
            Ok(!asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL))
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn is_there(time: Duration) -> io::Result<bool> {
    event::poll(time).map(|_| true)
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
