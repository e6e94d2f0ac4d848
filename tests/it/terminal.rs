//! The program in a pseudo-terminal: every key of `factdiff review`, an end in the middle, and the terminal as it was before;
//! a run that takes long.

use super::{folder, path};
use rexpect::process::{PtyProcess, Signal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ESCAPE: &str = "\x1b";
const BACKSPACE: &str = "\x7f";
const INTERRUPT: &str = "\x03";

/// A shell in a terminal, and what is to be seen on its screen.
struct Terminal {
    shell: PtyProcess,
    keys: File,
    screen: Arc<Mutex<vt100::Parser>>,
    is_closed: Arc<AtomicBool>,
    reader: JoinHandle<()>,
}

impl Terminal {
    fn of(rows: u16, term: &str, commands: &str) -> Terminal {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("stty sane rows {rows} cols 160; {commands}")]).env("TERM", term);
        let shell = PtyProcess::new(shell).unwrap();
        let keys = shell.get_file_handle().unwrap();
        let mut told = shell.get_file_handle().unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, 160, 0)));
        let is_closed = Arc::new(AtomicBool::new(false));
        let (drawn, closed) = (Arc::clone(&screen), Arc::clone(&is_closed));
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            let soon = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
            while !closed.load(Ordering::Relaxed) {
                if poll(&mut [PollFd::new(&told, PollFlags::IN)], Some(&soon)) == Ok(0) {
                    continue;
                }
                // the end of a terminal is an error on Linux
                let Ok(length @ 1..) = told.read(&mut bytes) else { break };
                drawn.lock().unwrap().process(&bytes[..length]);
            }
        });
        Terminal { shell, keys, screen, is_closed, reader }
    }

    /// Closes the window, and with it the last hold on the terminal from this side.
    fn close(self) {
        let Terminal { shell, keys, is_closed, reader, .. } = self;
        is_closed.store(true, Ordering::Relaxed);
        reader.join().unwrap();
        drop((keys, shell));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        if keys.ends_with(ESCAPE) {
            // the next key would be read as one with Alt
            sleep(Duration::from_millis(200));
        }
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    fn wait(&self, wanted: &str, is_so: impl Fn(&str) -> bool) {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let contents = self.screen.lock().unwrap().screen().contents();
            if is_so(&contents) {
                return;
            }
            assert!(Instant::now() < end, "{wanted} is not to be seen:\n{contents}");
            sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn shows(&self, wanted: &str) {
        self.wait(wanted, |contents| contents.contains(wanted));
    }

    #[track_caller]
    fn hides(&self, unwanted: &str) {
        self.wait(&format!("no {unwanted}"), |contents| !contents.contains(unwanted));
    }

    /// The program has ended, and the terminal is as it was: lines are read whole and echoed, on the first screen.
    #[track_caller]
    fn is_as_before(&self) {
        self.is_as_before_and_left_with(0);
    }

    #[track_caller]
    fn is_as_before_and_left_with(&self, status: i32) {
        self.shows(&format!("left with {status}"));
        self.shows("end of stty");
        let screen = self.screen.lock().unwrap();
        let contents = screen.screen().contents();
        assert!(!screen.screen().alternate_screen());
        assert!(!screen.screen().hide_cursor());
        for mode in ["icanon", "echo", "isig"] {
            assert!(contents.split_whitespace().any(|word| word == mode), "{mode}:\n{contents}");
        }
    }
}

/// Three sources on the toll, two of them on eight more facts, none of them at one: eleven questions.
fn sources() -> TempDir {
    let mut sets = [("echo", "Six"), ("post", "Three"), ("wire", "Five")].map(|(id, toll)| {
        format!("source: {{id: {id}}}\nclaims:\n  - {{id: c0, key: k0, text: {toll} dock workers died.}}\n")
    });
    let groups = ["nurses", "miners", "pilots", "farmers", "bakers", "divers", "clerks", "cooks"];
    for (nth, group) in groups.into_iter().enumerate() {
        for (set, number) in [(1, "Three"), (2, "Five")] {
            let claim = nth + 1;
            writeln!(sets[set], "  - {{id: c{claim}, key: k{claim}, text: {number} {group} were hurt.}}")
                .unwrap();
        }
    }
    folder(&[("echo.yaml", &sets[0]), ("post.yaml", &sets[1]), ("wire.yaml", &sets[2])])
}

fn judgements(sources: &TempDir) -> String {
    fs::read_to_string(path(sources, "judgements.yaml")).unwrap_or_default()
}

fn review(sources: &TempDir) -> String {
    format!("{} review {}", env!("CARGO_BIN_EXE_factdiff"), path(sources, "."))
}

/// A review, and behind it how the terminal was left.
fn whole(sources: &TempDir) -> String {
    format!("{}; echo left with $?; stty -a; echo end of stty", review(sources))
}

#[test]
fn every_key_of_the_full_screen() {
    let sources = sources();
    let mut terminal = Terminal::of(14, "xterm", &whole(&sources));
    let verdicts = |verdict: &str| judgements(&sources).matches(&format!("verdict: {verdict}")).count();
    terminal.shows("1 of 11");
    terminal.press("s");
    terminal.shows("2 of 11");
    assert_eq!(verdicts("same"), 1, "an answer is written before the next question is shown");
    terminal.press("s");
    terminal.shows("3 of 11");
    terminal.press("d");
    terminal
        .shows("this contradicts earlier answers: post#c0 and echo#c0, echo#c0 and wire#c0 are judged same");
    assert_eq!(verdicts("different"), 1, "and written all the same");
    terminal.press("z");
    terminal.shows("taken back");
    assert_eq!((verdicts("same"), verdicts("different")), (2, 0));

    terminal.press("D");
    terminal.shows("reason, then Enter");
    terminal.press(&format!("other crewx{BACKSPACE}"));
    terminal.shows("other crew▏");
    terminal.press("\r");
    terminal.shows("4 of 11");
    assert!(judgements(&sources).contains("reason: other crew\n"), "{}", judgements(&sources));
    terminal.press(&format!("U{ESCAPE}"));
    terminal.hides("reason, then Enter");
    terminal.press("u");
    terminal.shows("5 of 11");
    assert_eq!(verdicts("unsure"), 1);
    terminal.press("Ucannot tell\r");
    terminal.shows("6 of 11");
    terminal.press("Sone crew\r");
    terminal.shows("7 of 11");
    assert!(
        judgements(&sources).contains("reason: cannot tell\n")
            && judgements(&sources).contains("reason: one crew\n")
    );
    terminal.press("a\r");
    terminal.shows("reason, then Enter");
    terminal.press("both were early\r");
    terminal.shows("8 of 11");
    assert!(judgements(&sources).contains("rule: conflict.number\n    reason: both were early\n"));

    for (forward, back) in [("n", "b"), ("\x1b[C", "\x1b[D")] {
        terminal.press(forward);
        terminal.shows("9 of 11");
        terminal.press(back);
        terminal.shows("8 of 11");
    }
    for (down, up) in [("j", "k"), ("\x1b[B", "\x1b[A"), ("\x1b[6~", "\x1b[5~")] {
        terminal.press(down);
        terminal.hides("8 of 11");
        terminal.press(up);
        terminal.shows("8 of 11");
    }
    for help in ["?", "h"] {
        terminal.press(help);
        terminal.shows("accept the findings as they are");
        terminal.press("s");
        terminal.shows("8 of 11");
    }
    assert_eq!(verdicts("same"), 3, "a key that leaves the help is no answer");
    terminal.press("q");
    terminal.shows("7 answered, 4 left");
    terminal.is_as_before();
}

#[test]
fn the_last_contradiction_is_told_behind_the_screen() {
    let sources = sources();
    let mut terminal = Terminal::of(40, "xterm", &whole(&sources));
    for (nth, key) in ["s", "s", "n", "u", "u", "u", "u", "u", "u", "u", "u"].into_iter().enumerate() {
        terminal.shows(&format!("{} of 11", nth + 1));
        terminal.press(key);
    }
    terminal.shows("10 answered, 1 left");
    terminal.is_as_before();
    let mut terminal = Terminal::of(40, "xterm", &whole(&sources));
    terminal.shows("1 of 1 ");
    terminal.press("d");
    terminal.shows("this contradicts earlier answers");
    terminal.is_as_before();
}

#[test]
fn who_leaves_in_the_middle_gets_the_terminal_back_and_loses_no_answer() {
    for leave in [INTERRUPT, ESCAPE, "q"] {
        let sources = sources();
        let mut terminal = Terminal::of(40, "xterm", &whole(&sources));
        terminal.shows("1 of 11");
        terminal.press("u");
        terminal.shows("2 of 11");
        terminal.press(leave);
        terminal.is_as_before();
        assert_eq!(judgements(&sources).matches("verdict: unsure").count(), 1);
    }
}

#[test]
fn a_signal_ends_the_program_and_gives_the_terminal_back() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT] {
        let sources = sources();
        // the shell that goes on afterwards must not get the signal itself
        let program = format!("sh -c 'echo $$ >{}; exec {}'", path(&sources, "pid"), review(&sources));
        let commands = format!("{program}; echo left with $?; stty -a; echo end of stty");
        let mut terminal = Terminal::of(40, "xterm", &commands);
        terminal.shows("1 of 11");
        terminal.press("u");
        terminal.shows("2 of 11");
        let program = fs::read_to_string(path(&sources, "pid")).unwrap();
        let kill = Command::new("kill").args([&format!("-{}", signal as i32), program.trim()]).status();
        assert!(kill.unwrap().success());
        terminal.is_as_before_and_left_with(128 + signal as i32);
        assert_eq!(judgements(&sources).matches("verdict: unsure").count(), 1);
    }
}

#[test]
fn a_program_that_is_killed_has_written_what_was_answered() {
    let sources = sources();
    let mut terminal = Terminal::of(40, "xterm", &format!("exec {}", review(&sources)));
    terminal.shows("1 of 11");
    terminal.press("u");
    terminal.shows("2 of 11");
    terminal.press("Sa reason that is not yet");
    terminal.shows("not yet▏");
    terminal.shell.kill(Signal::SIGKILL).unwrap();
    let terminal = Terminal::of(40, "xterm", &review(&sources));
    terminal.shows("1 of 10");
    assert_eq!(judgements(&sources).matches("verdict:").count(), 1);
}

#[test]
fn a_review_whose_terminal_is_closed_ends_and_loses_no_answer() {
    let front_ends = [("", "u", "2 of 11"), ("--plain", "u\n", "2 of 11"), ("--json", JSON, "\"number\":2")];
    for (option, answer, shown) in front_ends {
        // the signal that a closed terminal sends, and none, as under nohup
        for (trap, status) in [(":", Some("129")), ("\"\"", None)] {
            let sources = sources();
            let left = path(&sources, "left");
            let program = format!("trap {trap} HUP; {} {option}; echo $? >{left}", review(&sources));
            let mut terminal = Terminal::of(40, "xterm", &format!("sh -c '{program}'; echo over"));
            terminal.wait("a question", |contents| !contents.is_empty());
            terminal.press(answer);
            terminal.shows(shown);
            terminal.close();
            let end = Instant::now() + Duration::from_secs(30);
            let left = || fs::read_to_string(&left).unwrap_or_default().trim().to_owned();
            while left().is_empty() {
                assert!(Instant::now() < end, "{option} goes on without a terminal");
                sleep(Duration::from_millis(10));
            }
            assert!(status.is_none_or(|status| left() == status), "{option} left with {}", left());
            assert_eq!(judgements(&sources).matches("verdict: unsure").count(), 1, "{option}");
        }
    }
}

const JSON: &str = "{\"answer\": \"unsure\"}\n";

#[test]
fn every_key_of_the_plain_prompts() {
    let sources = sources();
    let mut terminal = Terminal::of(60, "dumb", &whole(&sources));
    let lines = [
        ("s", "2 of 11", "verdict: same"),
        ("same one crew", "3 of 11", "reason: one crew"),
        ("d", "this contradicts earlier answers", "verdict: different"),
        ("z", "taken back", ""),
        ("different other crew", "4 of 11", "reason: other crew"),
        ("u", "5 of 11", "verdict: unsure"),
        ("a", "say why it is accepted", ""),
        ("a both were early", "6 of 11", "reason: both were early"),
        ("n", "7 of 11", ""),
        ("b", "6 of 11", ""),
        ("?", "s same · d different", ""),
        ("x", "s same · d different", ""),
    ];
    terminal.shows("1 of 11");
    for (line, shown, written) in lines {
        terminal.press(&format!("{line}\n"));
        terminal.wait(&format!("{shown} after {line}"), |contents| {
            contents.contains(shown) && judgements(&sources).contains(written)
        });
    }
    terminal.press("q\n");
    terminal.shows("5 answered, 6 left");
    terminal.is_as_before();
}

/// It waits for what is typed, and says meanwhile that it reads: whoever writes of progress must not wait for the program, which
/// in the end waits for that writer.
#[test]
fn a_run_that_takes_long_says_how_far_it_is_and_ends() {
    let command = format!("{} check - --stdin-as yaml; echo left with $?", env!("CARGO_BIN_EXE_factdiff"));
    let mut terminal = Terminal::of(24, "xterm-256color", &command);
    terminal.shows("checking files 0/1");
    terminal.press("source: {id: a}\nclaims: [One died.]\n\u{4}");
    terminal.shows("left with 0");
    terminal.shows("checked 1 claim in 1 source");
}
