//! What a long run is doing, on standard error, where that is a terminal and the run takes over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::thread;
use std::time::Duration;

/// Runs shorter than this show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that says what goes on; it is gone when this is dropped.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(quiet: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message("reading files");
        if !quiet {
            let later = bar.downgrade();
            thread::spawn(move || {
                thread::sleep(PATIENCE);
                if let Some(bar) = later.upgrade().filter(|bar| !bar.is_finished()) {
                    bar.set_draw_target(ProgressDrawTarget::stderr()); // draws on terminals only
                    bar.enable_steady_tick(Duration::from_millis(200));
                }
            });
        }
        Progress(bar)
    }

    /// Begins another part of the run, of which nobody knows how long it takes.
    pub(super) fn say(&self, words: &'static str) {
        let style =
            ProgressStyle::with_template("{spinner} {msg} {elapsed}").expect("the template is well formed");
        self.0.set_style(style);
        self.0.set_message(words);
    }

    /// Begins a part of so many steps.
    pub(super) fn count(&self, words: &'static str, steps: usize) {
        let style = ProgressStyle::with_template("{spinner} {msg} {human_pos}/{human_len} {wide_bar}");
        self.0.set_style(style.expect("the template is well formed"));
        self.0.set_length(steps as u64);
        self.0.set_message(words);
    }

    /// Begins to read so many bytes, where that is known.
    pub(super) fn bytes(&self, words: &'static str, bytes: Option<u64>) {
        let template = match bytes {
            Some(_) => "{spinner} {msg} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left {wide_bar}",
            None => "{spinner} {msg} {bytes}, {bytes_per_sec}",
        };
        self.0.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
        if let Some(bytes) = bytes {
            self.0.set_length(bytes);
        }
        self.0.set_message(words);
    }

    /// Says how far it has come.
    pub(super) fn at(&self, position: u64) {
        self.0.set_position(position);
    }

    /// Says how many of the steps are still to come.
    pub(super) fn left(&self, steps: usize) {
        self.0.set_position(self.0.length().unwrap_or_default().saturating_sub(steps as u64));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
